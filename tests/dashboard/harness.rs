//! The real loop in one process: real HTTP to the sandbox, a test terminal, keys as strings, waits on conditions.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use kyb_dash::api::{self, Client, ClientOptions, ListKind};
use kyb_dash::app::layout::Size;
use kyb_dash::app::line::Tone;
use kyb_dash::app::model::Model;
use kyb_dash::app::msg::Msg;
use kyb_dash::app::review_settings::ReviewSettings;
use kyb_dash::app::session::{Session, Source};
use kyb_dash::cli::run::demo::earlier;
use kyb_dash::config::credentials::Credentials;
use kyb_dash::config::environment::Environment;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::time::{Now, Wall};
use kyb_dash::input::keymap::Keymap;
use kyb_dash::runtime::effects::{Server, Tasks};
use kyb_dash::runtime::memory::{Memory, Settings};
use kyb_dash::runtime::signals::Signal;
use kyb_dash::runtime::{Dashboard, Ended, Sources, TerminalBackend, wipe};
use kyb_dash::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox};
use kyb_dash::store::{Location, Scope};
use kyb_dash::view::View;
use kyb_dash::view::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size as Cells};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use unicode_width::UnicodeWidthStr;

/// How long a condition may take before the test fails; generous, as it costs nothing where all is well.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the terminal shows after a draw.
#[derive(Clone, Default)]
pub struct Shown {
    pub text: String,
    pub draws: usize,
    pub buffer: Buffer,
}

/// A running dashboard.
pub struct Running {
    events: UnboundedSender<Event>,
    signals: UnboundedSender<Signal>,
    shown: watch::Receiver<Shown>,
    history: Arc<std::sync::Mutex<Vec<String>>>,
    written: Arc<std::sync::Mutex<String>>,
    ended: JoinHandle<(io::Result<Ended>, TestTerminal)>,
}

/// What a dashboard is started with.
pub struct Setup {
    pub size: (u16, u16),
    pub ids: Vec<CustomerId>,
    pub options: ClientOptions,
    /// A wall clock of its own; without one, the system's.
    pub clock: Option<Clocked>,
    /// When the demo started whose history is remembered; without one, nothing is.
    pub remembers_demo: Option<Wall>,
}

/// A wall clock that stands still until it is set; the monotonic one goes on.
#[derive(Clone)]
pub struct Clocked(pub Arc<std::sync::Mutex<Wall>>);

impl Clocked {
    pub fn at(wall: Wall) -> Self {
        Self(Arc::new(std::sync::Mutex::new(wall)))
    }

    fn now(&self) -> Wall {
        *self.0.lock().unwrap()
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self { size: (200, 50), ids: Vec::new(), options: ClientOptions::default(), clock: None, remembers_demo: None }
    }
}

impl Running {
    /// Opens the dashboard on a sandbox.
    pub fn start(sandbox: &Sandbox, setup: Setup) -> Self {
        Self::at(&sandbox.base_url(), setup)
    }

    /// Opens the dashboard on a server of any kind.
    pub fn at(url: &str, setup: Setup) -> Self {
        let (messages, inbox) = unbounded_channel();
        let environment = Environment::demo(url).unwrap();
        let news = messages.clone();
        let tell = move |event: api::Event| match event {
            api::Event::Waiting { seconds, .. } => drop(news.send(Msg::Waiting { seconds })),
            api::Event::Resumed => drop(news.send(Msg::Waiting { seconds: 0 })),
            _ => {}
        };
        let client = Client::new(environment, Credentials::client(CLIENT_ID, CLIENT_SECRET), setup.options, tell);
        let tasks = Tasks::new(Some(Server { client, kind: ListKind::All }), messages.clone());
        let source = if setup.ids.is_empty() { Source::List } else { Source::Customers(setup.ids) };
        let session = Session { word: "DEMO", host: "built-in sandbox".to_owned(), tone: Tone::Good, source };
        let started = Instant::now();
        let own = setup.clock;
        let wall = move || own.as_ref().map_or_else(jiff::Timestamp::now, Clocked::now);
        let clock = move || Now { mono: started.elapsed(), wall: wall() };
        let (width, height) = setup.size;
        let mut model = Model::new(session, reading(), Size { width, height }, clock());
        let memory = setup.remembers_demo.map(|started| {
            let (calendar, glossary) = (&model.settings.calendar, Arc::clone(&model.settings.glossary));
            let scope = Scope { host: String::new(), reviewer: String::new() };
            let earlier_entries = earlier(calendar, started);
            let settings = Settings { location: Location::Memory, scope, keep_days: 90, glossary, earlier_entries };
            Memory::start(settings, messages, started)
        });
        if memory.is_some() {
            model.memory.state = kyb_dash::app::memory::Memory::Starting;
        }
        let tasks = tasks.remembering(memory);
        let (events, from_terminal) = unbounded_channel();
        let (signals, from_system) = unbounded_channel();
        let (terminal, shown, history) = TestTerminal::new(width, height);
        let written = Arc::clone(&terminal.written);
        let sources = Sources { events: from_terminal, signals: from_system, messages: inbox };
        let view = View::new(Theme::terminal());
        let dashboard = Dashboard::new(model, view, Keymap::standard(), terminal, clock, tasks);
        Self { events, signals, shown, history, written, ended: tokio::spawn(dashboard.run(sources)) }
    }

    /// Types keys: characters, and names in angle brackets such as `<enter>`.
    pub fn keys(&self, keys: &str) {
        let mut rest = keys.chars();
        while let Some(c) = rest.next() {
            let event = if c == '<' {
                named_key(&rest.by_ref().take_while(|c| *c != '>').collect::<String>())
            } else {
                KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
            };
            self.events.send(Event::Key(event)).unwrap();
        }
    }

    pub fn signal(&self, signal: Signal) {
        self.signals.send(signal).unwrap();
    }

    /// Waits until the screen satisfies a condition, and returns what it shows.
    pub async fn wait_for(&mut self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        let waiting =
            async { self.shown.wait_for(|shown| condition(&shown.text)).await.map(|shown| shown.text.clone()) };
        if let Ok(Ok(text)) = tokio::time::timeout(PATIENCE, waiting).await {
            return text;
        }
        panic!("never on screen: {what}\n{}", self.screen());
    }

    /// Waits until the list has come to its end. Rows are shown before, and an Esc would cancel the rest.
    pub async fn wait_until_listed(&mut self) -> String {
        self.wait_for("the whole list", is_listed).await
    }

    /// Waits until the details of every listed customer were read.
    pub async fn wait_until_all_looked_at(&mut self) -> String {
        let is_done =
            |screen: &str| is_listed(screen) && screen.contains("customers ·") && !screen.contains("+ need us");
        self.wait_for("all looked at", is_done).await
    }

    /// Waits until the screen holds a text.
    pub async fn wait_for_text(&mut self, text: &str) -> String {
        self.wait_for(text, |screen| screen.contains(text)).await
    }

    pub fn screen(&self) -> String {
        self.shown.borrow().text.clone()
    }

    /// What the terminal shows, styles included.
    pub fn buffer(&self) -> Buffer {
        self.shown.borrow().buffer.clone()
    }

    /// What was written to the terminal beside frames.
    pub fn written(&self) -> String {
        self.written.lock().unwrap().clone()
    }

    /// How many frames were drawn so far.
    pub fn draws(&self) -> usize {
        self.shown.borrow().draws
    }

    /// Every frame so far.
    pub fn frames(&self) -> Vec<String> {
        self.history.lock().unwrap().clone()
    }

    /// Waits until the loop has ended.
    pub async fn ended(self) -> Ended {
        tokio::time::timeout(PATIENCE, self.ended).await.expect("the loop goes on").unwrap().0.unwrap()
    }

    /// Quits and waits for the end.
    pub async fn quit(self) {
        self.keys("<ctrl-c>");
        assert_eq!(self.ended().await, Ended::Quit);
    }
}

/// Whether the header says when the list was read, rather than that it is being read or was not.
fn is_listed(screen: &str) -> bool {
    screen.lines().next().is_some_and(|header| header.contains("  fetched "))
}

fn reading() -> ReviewSettings {
    ReviewSettings { glossary: Arc::new(kyb_dash::catalogue::glossary()), ..ReviewSettings::default() }
}

/// Waits until something outside the screen holds.
pub async fn eventually(what: &str, condition: impl Fn() -> bool) {
    let mut looks = tokio::time::interval(Duration::from_millis(2));
    let looking = async {
        while !condition() {
            looks.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.unwrap_or_else(|_| panic!("never: {what}"));
}

fn named_key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.split_once('-') {
        Some(("ctrl", rest)) => (KeyModifiers::CONTROL, rest),
        Some(("alt", rest)) => (KeyModifiers::ALT, rest),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        other if other.chars().count() == 1 => KeyCode::Char(other.chars().next().unwrap()),
        other => panic!("no such key: {other}"),
    };
    KeyEvent::new(code, modifiers)
}

/// A terminal that is a test.
struct TestTerminal {
    terminal: Terminal<Reporting>,
    written: Arc<std::sync::Mutex<String>>,
}

impl TestTerminal {
    fn new(width: u16, height: u16) -> (Self, watch::Receiver<Shown>, Arc<std::sync::Mutex<Vec<String>>>) {
        let (sender, shown) = watch::channel(Shown::default());
        let history = Arc::new(std::sync::Mutex::new(Vec::new()));
        let backend = Reporting { inner: TestBackend::new(width, height), sender, history: Arc::clone(&history) };
        (Self { terminal: Terminal::new(backend).unwrap(), written: Arc::default() }, shown, history)
    }
}

impl TerminalBackend for TestTerminal {
    type Backend = Reporting;

    fn terminal(&mut self) -> &mut Terminal<Reporting> {
        &mut self.terminal
    }

    fn size(&mut self) -> io::Result<Size> {
        let size = self.terminal.size()?;
        Ok(Size { width: size.width, height: size.height })
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.retake()
    }

    fn write(&mut self, sequence: &str) -> io::Result<()> {
        self.written.lock().unwrap().push_str(sequence);
        Ok(())
    }

    fn retake(&mut self) -> io::Result<()> {
        wipe(&mut self.terminal)
    }
}

/// A test terminal that tells what it shows after every draw.
pub struct Reporting {
    inner: TestBackend,
    sender: watch::Sender<Shown>,
    history: Arc<std::sync::Mutex<Vec<String>>>,
}

fn sure<T>(result: Result<T, std::convert::Infallible>) -> io::Result<T> {
    result.map_err(|never| match never {})
}

impl Backend for Reporting {
    type Error = io::Error;

    /// A terminal blanks the second column of a wide character. `TestBackend` keeps what an earlier frame had there, and
    /// shows it again once the wide character is gone: which text stayed depended on which frames came before.
    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let content = content.flat_map(|(x, y, cell)| {
            let columns = u16::try_from(cell.symbol().width()).unwrap_or(1);
            std::iter::once((x, y, cell)).chain((1..columns).map(move |next| (x + next, y, &Cell::EMPTY)))
        });
        sure(self.inner.draw(content))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        sure(self.inner.hide_cursor())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        sure(self.inner.show_cursor())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        sure(self.inner.get_cursor_position())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        sure(self.inner.set_cursor_position(position))
    }

    fn clear(&mut self) -> io::Result<()> {
        sure(self.inner.clear())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        sure(self.inner.clear_region(clear_type))
    }

    fn size(&self) -> io::Result<Cells> {
        sure(self.inner.size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        sure(self.inner.window_size())
    }

    fn flush(&mut self) -> io::Result<()> {
        sure(self.inner.flush())?;
        let text = text(&self.inner);
        self.history.lock().unwrap().push(text.clone());
        self.sender.send_modify(|shown| {
            shown.text = text;
            shown.buffer = self.inner.buffer().clone();
            shown.draws += 1;
        });
        Ok(())
    }
}

fn text(backend: &TestBackend) -> String {
    let buffer = backend.buffer();
    let mut text = String::new();
    for row in 0..buffer.area.height {
        let line: String = (0..buffer.area.width).map(|column| buffer[(column, row)].symbol()).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
