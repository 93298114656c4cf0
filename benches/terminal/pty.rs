//! A program in a pseudo-terminal, with a stopwatch.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const COLUMNS: u16 = 200;
const ROWS: u16 = 50;
/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// An answer is over when nothing more comes for this long.
const PAUSE: Duration = Duration::from_millis(4);

/// A program about to be started.
pub struct Program {
    argv: Vec<String>,
    variables: Vec<(String, String)>,
}

impl Program {
    pub fn new(program: &str) -> Self {
        Self { argv: vec![program.to_owned()], variables: Vec::new() }
    }

    pub fn arguments<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        self.argv.extend(arguments.into_iter().map(str::to_owned));
        self
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn start(&self) -> Session {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::from_argv(self.argv.iter().map(Into::into).collect());
        command.env_clear();
        command.cwd(env!("CARGO_TARGET_TMPDIR"));
        for (name, value) in
            [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent"), ("PATH", "/usr/bin:/bin")]
        {
            command.env(name, value);
        }
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("a program");
        let cells = |count| NonZeroU16::new(count).expect("cells");
        let screen = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
        Session { child, writer, output, screen, started, first: None, _master: pair.master }
    }
}

/// A program at work.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
    first: Option<Duration>,
    /// The terminal lives as long as this.
    _master: Box<dyn MasterPty + Send>,
}

/// What a program did while nobody did anything.
pub struct Idle {
    pub bytes: usize,
    pub ticks: u64,
    pub switches: u64,
}

impl Session {
    /// Waits until a text is on the screen; returns how long that took since the start.
    pub fn wait_for(&mut self, text: &str) -> Duration {
        let mut at = self.started.elapsed();
        while !self.screen.screen().contents().contains(text) {
            let (came, bytes) =
                self.output.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {text:?} on the screen"));
            at = came - self.started;
            self.first.get_or_insert(at);
            self.screen.process(&bytes);
        }
        at
    }

    /// How long the first byte took since the start.
    pub fn first_byte(&self) -> Duration {
        self.first.unwrap_or_default()
    }

    /// Presses a key: the time to the first byte of the answer, and the bytes of all of it; none where nothing changed.
    pub fn press(&mut self, key: u8) -> Option<(Duration, usize)> {
        while self.output.recv_timeout(PAUSE).is_ok() {}
        let pressed = Instant::now();
        self.writer.write_all(&[key]).expect("a terminal that takes keys");
        let (came, bytes) = self.output.recv_timeout(Duration::from_millis(500)).ok()?;
        let mut size = bytes.len();
        while let Ok((_, more)) = self.output.recv_timeout(PAUSE) {
            size += more.len();
        }
        Some((came - pressed, size))
    }

    /// Waits until nothing has come for a while, at most so long.
    pub fn settle(&mut self, most: Duration, quiet: Duration) {
        let until = Instant::now() + most;
        while Instant::now() < until && self.output.recv_timeout(quiet).is_ok() {}
    }

    /// Looks on for a while.
    pub fn idle(&mut self, span: Duration) -> Idle {
        let before = (self.ticks(), self.switches());
        let until = Instant::now() + span;
        let mut bytes = 0;
        while let Ok((_, more)) = self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
            bytes += more.len();
        }
        Idle { bytes, ticks: self.ticks() - before.0, switches: self.switches() - before.1 }
    }

    /// Resident memory.
    pub fn memory(&self) -> String {
        let kib = self.status("VmRSS:").first().copied().unwrap_or_default();
        format!("{:.1} MB", f64::from(u32::try_from(kib).unwrap_or(u32::MAX)) * 1024.0 / 1e6)
    }

    /// Open files, sockets and the like.
    pub fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.process())).map_or(0, Iterator::count)
    }

    pub fn end(mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }

    fn process(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// CPU time used so far, in ticks of the kernel.
    fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process())).unwrap_or_default();
        let behind_name = stat.rsplit(") ").next().unwrap_or_default();
        behind_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }

    /// How often any of its threads was woken so far.
    fn switches(&self) -> u64 {
        self.status("voluntary_ctxt_switches:").iter().sum()
    }

    /// A number from the status of each thread.
    fn status(&self, name: &str) -> Vec<u64> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.process())).into_iter().flatten().flatten();
        tasks
            .filter_map(|task| fs::read_to_string(task.path().join("status")).ok())
            .filter_map(|status| {
                let value = status.lines().find_map(|line| line.strip_prefix(name))?.to_owned();
                value.split_whitespace().next()?.parse().ok()
            })
            .collect()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
