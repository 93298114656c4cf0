//! Somebody without a plan at the keyboard, and a server without a conscience.
//!
//! `MONKEY_SEED=7 MONKEY_STEPS=1000000 cargo test --test terminal monkey` repeats a run, or makes a long one.

use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use serde_json::json;

use crate::keys;
use crate::pty::{Launch, Size, Terminal};

const STEPS: u64 = 3_000;

/// A small generator whose runs can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.roll() % choices.len() as u64).expect("a place")]
    }
}

/// A number from the environment, else this one.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn start(sandbox: &Sandbox, size: Size) -> Terminal {
    let launch = Launch::app(&["--type", "all", "--base-url", &sandbox.base_url()]).size(size.columns, size.rows);
    let terminal = launch.env("FIN_API_TOKEN", sandbox.access_token()).start();
    terminal.wait_for_own_screen();
    terminal
}

/// Keys with a meaning, keys without, and what no keyboard sends. Only what ends or stops the program is left out.
fn keystrokes(dice: &mut Dice) -> Vec<u8> {
    const KEYS: [&str; 48] = [
        "j",
        "k",
        "g",
        "G",
        "h",
        "l",
        "<enter>",
        "<space>",
        "<tab>",
        "<shift-tab>",
        "1",
        "2",
        "3",
        "4",
        "t",
        "T",
        "J",
        "K",
        "]",
        "[",
        "r",
        "R",
        "a",
        "A",
        "/",
        "n",
        "N",
        "f",
        "s",
        "d",
        "y",
        "Y",
        "e",
        "o",
        "m",
        "z",
        "?",
        "<esc>",
        "<down>",
        "<up>",
        "<pgdn>",
        "<pgup>",
        "<home>",
        "<end>",
        "<ctrl-l>",
        "<alt-down>",
        "<backspace>",
        "x",
    ];
    const NOISE: [&[u8]; 12] = [
        b"\x1b[",
        b"\x1b[?",
        b"\x1b[<",
        b"\x1b[1;",
        b"\x1bP1$r",
        b"\x1b]",
        b"\x1b[<0;9;9M",
        b"\x1b[999;999R",
        b"\xff\xfe",
        b"\xe6\xa0",
        b"\x1b[200~never ended",
        b"\x1bO",
    ];
    match dice.roll() % 40 {
        0 => dice.of(&NOISE).to_vec(),
        1 => keys::pasted(&"paste ✂ ".repeat(usize::try_from(dice.roll() % 500).expect("few"))),
        2 => b"\x1b[201~".to_vec(),
        _ => keys::encode(dice.of(&KEYS)),
    }
}

fn disturb(dice: &mut Dice, sandbox: &Sandbox) {
    let replies = [
        Reply::status(500),
        Reply::unauthorized(),
        Reply::not_found(),
        Reply::refusal(429, "slow").header("retry-after", "0"),
        Reply::text(200, "text/html", "<h1>hello\u{1b}[2J</h1>"),
        Reply::json(200, &json!({"data": {"customer_id": "somebody-else"}})),
        Reply::json(200, &json!({"data": {"customers": [{"customer_id": "\u{202e}"}, 7, null]}})),
        Reply::status(302).header("location", "https://evil.example/"),
    ];
    let place = usize::try_from(dice.roll() % replies.len() as u64).expect("a place");
    sandbox.answer_next(dice.of(&["/v2/customers/", "/v2/customers?", "/v"]), replies[place].clone());
}

/// Faults: P1, P10.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn whatever_is_pressed_and_answered_it_neither_panics_nor_hangs() {
    let seed = number("MONKEY_SEED", 0x5eed_1234_5678_9abc);
    println!("MONKEY_SEED={seed}");
    let mut dice = Dice(seed.max(1));
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let mut terminal = start(&sandbox, Size::new(120, 30));
    let steps = number("MONKEY_STEPS", STEPS);
    for step in 0..steps {
        match dice.roll() % 30 {
            0 => {
                let mut cells = |most: u64| u16::try_from(1 + dice.roll() % most).expect("a size");
                terminal.resize(Size::new(cells(220), cells(70)));
            }
            1 => disturb(&mut dice, &sandbox),
            _ if terminal.has_ended() => terminal = start(&sandbox, Size::new(120, 30)),
            _ => terminal.send_bytes(keystrokes(&mut dice)),
        }
        // Now and then it is waited for, so that it is not only the queue of keys that grows.
        if step % 250 == 249 && !terminal.has_ended() {
            terminal.resize(Size::new(120, 30));
            // A paste that has begun takes in all that is typed without a pause; no other noise needs an end.
            terminal.send_bytes(keys::pasted(""));
            terminal.send("<esc><esc><esc><esc><esc>?");
            terminal.wait_for(|screen| screen.contents().contains("All actions") || !screen.alternate_screen());
            terminal.send("<esc>");
        }
        let said = String::from_utf8_lossy(&terminal.raw_bytes()).contains("a defect of its own");
        assert!(!said, "MONKEY_SEED={seed}, step {step}\n{}", terminal.screen_text());
    }
    terminal.send_bytes(keys::pasted(""));
    terminal.send("<esc><ctrl-c>");
    let exit = terminal.wait_exit();
    assert!(exit.status.success(), "MONKEY_SEED={seed}: {exit:?}");
    exit.assert_restored();
}
