//! The program as its user feels it: start, keys, idling and memory of the real binary in a pseudo-terminal of 200×50.
//!
//! `cargo bench --bench terminal` prints one table, `cargo bench --bench terminal -- keys` the part of it that the word
//! names (starts, keys, idling, listing, and only by its name: hour). Peers are measured in the same run where they are
//! installed (jless and csvlens, by `cargo install`), and any other program can be:
//! `cargo bench --bench terminal -- --other 'less README.md' --until kyb-dash --keys jk`.

#![allow(clippy::disallowed_methods, reason = "a bench that gets no thread fails")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench that cannot go on stops, and what it found is printed"
)]

#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/table.rs"]
mod table;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use kyb_dash::api::{Client, ClientOptions, ListKind};
use kyb_dash::config::credentials::Credentials;
use kyb_dash::config::environment::Environment;
use kyb_dash::sandbox::{Options, Sandbox, Scenario};
use tokio::runtime::Runtime;

use pty::{Program, Session};
use table::{Table, median, milliseconds, percentile};

const APP: &str = env!("CARGO_BIN_EXE_kyb-dash");
const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/reference.json");
const STARTS: usize = 15;
const KEYS: usize = 1_000;
/// Long enough for whole seconds of the scheduler, short enough to miss most whole minutes.
const IDLE: Duration = Duration::from_secs(10);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let mut table = Table::default();
    if let Some(other) = other(&arguments) {
        measure_other(&other, &mut table);
    } else {
        let runtime = Runtime::new().expect("a runtime");
        let is_wanted = |part: &str| arguments.is_empty() || arguments.iter().any(|wanted| wanted == part);
        if is_wanted("starts") {
            starts(&runtime, &mut table);
        }
        if is_wanted("keys") {
            keys(&runtime, &mut table);
        }
        if is_wanted("idling") {
            idling(&runtime, &mut table);
        }
        if is_wanted("listing") {
            listing(&runtime, &mut table);
        }
        if arguments.iter().any(|wanted| wanted == "hour") {
            hour(&runtime, &mut table);
        }
        let size = fs::metadata(APP).expect("the binary").len();
        table.row("binary, stripped", &format!("{:.2} MB", as_f64(size) / 1e6), "≤ 9 MB");
    }
    println!("{table}");
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below what a float holds exactly")]
fn as_f64(number: u64) -> f64 {
    number as f64
}

/// Another program, as the command line describes it.
struct Other {
    program: Program,
    until: String,
    keys: String,
}

fn other(arguments: &[String]) -> Option<Other> {
    let value = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1).cloned()
    };
    let words: Vec<String> = value("--other")?.split_whitespace().map(str::to_owned).collect();
    let (program, rest) = words.split_first()?;
    let program = Program::new(program).arguments(rest.iter().map(String::as_str));
    Some(Other { program, until: value("--until")?, keys: value("--keys").unwrap_or_else(|| "jk".to_owned()) })
}

fn measure_other(other: &Other, table: &mut Table) {
    let (first, whole) = start_times(&other.program, &other.until);
    table.row("first byte", &milliseconds(&first), "");
    table.row("until the text", &milliseconds(&whole), "");
    let mut session = other.program.start();
    session.wait_for(&other.until);
    key_row("a key", &mut session, other.keys.as_bytes(), KEYS, "", table);
    idle_row("idle", &mut session, "", table);
    table.row("memory", &session.memory(), "");
}

/// The times of several starts: until the first byte, and until the text is on the screen.
fn start_times(program: &Program, until: &str) -> (Vec<Duration>, Vec<Duration>) {
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let mut session = program.start();
        times.1.push(session.wait_for(until));
        times.0.push(session.first_byte());
        session.end();
    }
    times
}

fn installed(name: &str) -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let cargo = home.map(|home| home.join(".cargo/bin").join(name));
    let in_path = std::env::var_os("PATH").and_then(|path| {
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
    });
    cargo.filter(|path| path.is_file()).or(in_path)
}

fn ratio(ours: &[Duration], theirs: &[Duration]) -> String {
    format!("{} = {:.2} ×", milliseconds(ours), median(ours).as_secs_f64() / median(theirs).as_secs_f64())
}

fn starts(runtime: &Runtime, table: &mut Table) {
    let view = Program::new(APP).arguments(["view", REFERENCE]);
    let (first, whole) = start_times(&view, "jane.smith@acmecorp.com");
    match installed("jless") {
        Some(jless) => {
            let jless = Program::new(jless.to_str().expect("UTF-8")).arguments([REFERENCE]);
            let (_, theirs) = start_times(&jless, "customer_id");
            table.row("jless, whole screen", &milliseconds(&theirs), "");
            table.row("view, whole screen", &ratio(&whole, &theirs), "≤ 1.1 × jless");
        }
        None => table.row("view, whole screen", &milliseconds(&whole), "≤ 1.1 × jless (not installed)"),
    }
    table.row("view, first byte", &milliseconds(&first), "");
    let demo = Program::new(APP).arguments(["--demo"]);
    let (_, useful) = start_times(&demo, "need us");
    table.row("--demo, first useful screen", &milliseconds(&useful), "≤ 1.1 × jless");
    let dead =
        Program::new(APP).arguments(["--base-url", "http://127.0.0.1:9"]).variable("FIN_API_TOKEN", "a.b.c-0123456789");
    let (_, useful) = start_times(&dead, "1 Queue");
    table.row("dead network, first screen", &milliseconds(&useful), "≤ 1.1 × jless");

    let sandbox = runtime.block_on(Sandbox::start(Scenario::many(3))).expect("a sandbox");
    let id = "00000000-0000-4000-8000-000000000000";
    let (url, token) = (sandbox.base_url(), sandbox.access_token());
    let curl = (0..STARTS).map(|_| curl_time(&format!("{url}/v2/customers/{id}"), &token)).collect::<Vec<_>>();
    let one = Program::new(APP).arguments([id, "--base-url", &url]).variable("FIN_API_TOKEN", &token);
    let (_, case) = start_times(&one, "Associated parties");
    let together = median(&curl) + median(&whole);
    let share = median(&case).as_secs_f64() / together.as_secs_f64();
    let told =
        format!("{} = {share:.2} × ({} by curl + {})", milliseconds(&case), milliseconds(&curl), milliseconds(&whole));
    table.row("over HTTP, the case on screen", &told, "≤ 1.3 ×");
}

fn curl_time(url: &str, token: &str) -> Duration {
    let started = Instant::now();
    let header = format!("authorization: Bearer {token}");
    let done = Command::new("curl").args(["-s", "-o", "/dev/null", "-H", &header, url]).status();
    assert!(done.is_ok_and(|status| status.success()), "curl is needed for the comparison");
    started.elapsed()
}

/// A session on a queue of this many customers whose details nobody fetches any more.
fn queue(runtime: &Runtime, rows: usize) -> (Sandbox, Session) {
    let sandbox = runtime.block_on(Sandbox::start(Scenario::many(rows))).expect("a sandbox");
    let program = Program::new(APP).arguments(["--base-url", &sandbox.base_url()]);
    let mut session = program.variable("FIN_API_TOKEN", &sandbox.access_token()).start();
    session.wait_for("fetched");
    (sandbox, session)
}

fn keys(runtime: &Runtime, table: &mut Table) {
    if let Some(csvlens) = installed("csvlens") {
        let file = csv(100_000);
        let program = Program::new(csvlens.to_str().expect("UTF-8")).arguments([file.to_str().expect("UTF-8")]);
        let mut session = program.start();
        session.wait_for("Trading 1 Ltd");
        key_row("csvlens, a key, 100,000 rows", &mut session, b"jk", KEYS, "", table);
        table.row("csvlens, memory", &session.memory(), "");
    }
    for rows in [100, 10_000, 100_000] {
        let (_sandbox, mut session) = queue(runtime, rows);
        key_row(&format!("a key while details arrive, {rows} rows"), &mut session, b"jk", KEYS, "≤ 3 × csvlens", table);
        session.settle(Duration::from_secs(75), Duration::from_secs(2));
        key_row(
            &format!("a key, quiet, {rows} rows"),
            &mut session,
            b"jk",
            KEYS,
            "≤ 1.5 × csvlens, ≤ 600 bytes",
            table,
        );
        table.row(&format!("memory, {rows} rows"), &session.memory(), "≤ 1 kB a row");
    }
    let mut view = Program::new(APP).arguments(["view", REFERENCE]).start();
    view.wait_for("jane.smith@acmecorp.com");
    table.row("memory, view", &view.memory(), "≤ 15 MB");
}

fn csv(rows: usize) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rows.csv");
    let mut text = "id,name,email,country,status\n".to_owned();
    for row in 0..rows {
        writeln!(text, "{row},Alder Trading {row} Ltd,office@company-{row}.example,GBR,PROCESSING").expect("memory");
    }
    fs::write(&path, text).expect("a file");
    path
}

fn key_row(name: &str, session: &mut Session, keys: &[u8], count: usize, goal: &str, table: &mut Table) {
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for key in keys.iter().cycle().take(count) {
        if let Some((time, size)) = session.press(*key) {
            times.push(time);
            bytes.push(size);
        }
    }
    bytes.sort_unstable();
    let middle = bytes.get(bytes.len() / 2).copied().unwrap_or_default();
    let (half, most) = (median(&times).as_secs_f64() * 1e3, percentile(&times, 99).as_secs_f64() * 1e3);
    table.row(name, &format!("{half:.2} ms, p99 {most:.2} ms, {middle} bytes ({} samples)", times.len()), goal);
}

fn idle_row(name: &str, session: &mut Session, goal: &str, table: &mut Table) {
    session.settle(Duration::from_secs(20), Duration::from_secs(1));
    let idle = session.idle(IDLE);
    let told =
        format!("{} bytes, {} CPU ticks, {} wake-ups in {} s", idle.bytes, idle.ticks, idle.switches, IDLE.as_secs());
    table.row(name, &told, goal);
}

fn idling(runtime: &Runtime, table: &mut Table) {
    let (_sandbox, mut session) = queue(runtime, 40);
    session.settle(Duration::from_secs(30), Duration::from_secs(2));
    idle_row("idle", &mut session, "0 of each, but for a whole minute", table);
}

/// An hour of somebody who asks anew every second, for the list and for the case in turn.
fn hour(runtime: &Runtime, table: &mut Table) {
    let (_sandbox, mut session) = queue(runtime, 1_000);
    let (started, mut keys, mut rounds) = (Instant::now(), b"Rr".iter().cycle(), 0);
    for minutes in [1, 2, 10, 20, 30, 40, 50, 60] {
        while started.elapsed() < Duration::from_secs(60 * minutes) {
            if let Some(key) = keys.next() {
                session.press(*key);
            }
            session.idle(Duration::from_secs(1));
            rounds += 1;
        }
        let held = format!("{}, {} descriptors, {rounds} refreshes", session.memory(), session.descriptors());
        table.row(&format!("refreshing without rest, after {minutes} min"), &held, "flat");
    }
}

fn listing(runtime: &Runtime, table: &mut Table) {
    let rows = 10_000;
    let sandbox = runtime.block_on(Sandbox::start(Scenario::many(rows))).expect("a sandbox");
    let token = sandbox.access_token();
    let alone = list_time(runtime, &client(&sandbox));
    let program = Program::new(APP).arguments(["--base-url", &sandbox.base_url()]).variable("FIN_API_TOKEN", &token);
    let mut session = program.start();
    let first = session.wait_for("Ltd");
    let whole = session.wait_for("10,000 customers ·");
    // The start of the process has a row of its own.
    let listing = whole.saturating_sub(session.first_byte());
    let share = alone.as_secs_f64() / listing.as_secs_f64() * 100.0;
    let told = format!(
        "{:.0} ms = {share:.0} % of pages alone ({:.0} ms)",
        listing.as_secs_f64() * 1e3,
        alone.as_secs_f64() * 1e3
    );
    table.row("10,000 customers listed", &told, "≥ 80 %");
    table.row("its first page on screen", &milliseconds(&[first]), "at once");
    listing_from_afar(runtime, rows, table);
}

/// The same list from a server that takes its time, beside its pages one after another.
fn listing_from_afar(runtime: &Runtime, rows: usize, table: &mut Table) {
    let options = Options { latency: Duration::from_millis(200), ..Options::default() };
    let sandbox = runtime.block_on(Sandbox::start_with(Scenario::many(rows), options)).expect("a sandbox");
    let client = client(&sandbox);
    let whole = list_time(runtime, &client);
    let in_turn = runtime.block_on(async {
        let started = Instant::now();
        for _ in 0..rows.div_ceil(512) {
            client.first_page(ListKind::Business).await.expect("a page");
        }
        started.elapsed()
    });
    let share = whole.as_secs_f64() / in_turn.as_secs_f64();
    let told = format!("{:.0} ms = {share:.2} × {:.0} ms", whole.as_secs_f64() * 1e3, in_turn.as_secs_f64() * 1e3);
    table.row("10,000 customers at 200 ms a page", &told, "≤ 0.35 × page after page");
}

fn client(sandbox: &Sandbox) -> Client {
    let environment = Environment::demo(&sandbox.base_url()).expect("loopback");
    let credentials = Credentials::Token(sandbox.access_token().as_str().into());
    Client::new(environment, credentials, ClientOptions::default(), |_| {})
}

fn list_time(runtime: &Runtime, client: &Client) -> Duration {
    let started = Instant::now();
    let completeness = runtime.block_on(client.list(ListKind::Business, drop)).expect("a list");
    assert!(completeness.is_whole(), "{completeness:?}");
    started.elapsed()
}
