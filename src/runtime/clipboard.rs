//! The terminal's clipboard over OSC 52: it works over SSH, where this machine's own clipboard is the wrong one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Most bytes that are copied. Terminals cut longer sequences, some of them silently.
const LARGEST: usize = 74_000;
/// Most bytes of a piece for GNU screen, which prints what goes beyond its limit: 768 today, 256 before 4.2.
const PIECE: usize = 240;

/// A text is too large to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// What stands between us and the terminal, and takes the sequence for itself unless it is wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Nothing that we know of.
    Nothing,
    /// tmux.
    Tmux,
    /// GNU screen, whatever that runs in.
    Screen,
    /// tmux in GNU screen.
    TmuxInScreen,
}

impl Between {
    /// What there is by the variables that both set, and by `TERM`, which gets through SSH. Both set names that begin with
    /// `screen`, but only GNU screen adds the terminal's own behind a dot.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        let is_named_by_screen = term.starts_with("screen.");
        match (set("TMUX"), set("STY")) {
            (None, None) | (Some(_), Some(_)) if is_named_by_screen => Self::Screen,
            (None, None) => Self::Nothing,
            (Some(_), None) => Self::Tmux,
            (None, Some(_)) => Self::Screen,
            (Some(_), Some(_)) if term.starts_with("tmux") => Self::TmuxInScreen,
            (Some(tmux), Some(sty)) => {
                // Each names the number of its server: the inner one is started later.
                let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
                let (tmux, screen) = (number(tmux.split(',').nth(1)), number(sty.split('.').next()));
                if screen > tmux { Self::Screen } else { Self::TmuxInScreen }
            }
        }
    }
}

/// The sequence that puts a text on the clipboard. Where it is wrapped for tmux, the bare one goes before it, for a tmux that
/// keeps a clipboard of its own. GNU screen gets it in pieces alone, as it would print a bare one that is long.
///
/// # Errors
/// [`TooLarge`] where terminals would cut it.
pub fn sequence(text: &str, between: Between) -> Result<String, TooLarge> {
    if text.len() > LARGEST {
        return Err(TooLarge);
    }
    let bare = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    Ok(match between {
        Between::Nothing => bare,
        Between::Tmux => format!("{bare}{}", for_tmux(&bare)),
        Between::Screen => for_screen(&bare),
        Between::TmuxInScreen => format!("{bare}{}", for_tmux(&for_screen(&bare))),
    })
}

fn for_tmux(sequence: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
}

/// What is in each piece reaches the terminal as it is.
fn for_screen(sequence: &str) -> String {
    let mut wrapped = String::new();
    for (place, c) in sequence.chars().enumerate() {
        if place % PIECE == 0 {
            wrapped.push_str(if place == 0 { "\x1bP" } else { "\x1b\\\x1bP" });
        }
        wrapped.push(c);
    }
    wrapped + "\x1b\\"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_itself_reaches_the_terminal() {
        assert_eq!(sequence("a\u{1b}[2Jb", Between::Nothing).unwrap(), "\x1b]52;c;YRtbMkpi\x07");
        let wrapped = sequence("x", Between::Tmux).unwrap();
        assert_eq!(wrapped, "\x1b]52;c;eA==\x07\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\");
        assert_eq!(sequence(&"x".repeat(LARGEST + 1), Between::Nothing), Err(TooLarge));
        assert!(sequence(&"x".repeat(LARGEST), Between::Nothing).is_ok());
    }

    /// What GNU screen lets through of it, which keeps the end of a string to itself; fails where a piece is too long.
    fn through_screen(mut sequence: &str) -> String {
        let mut passed = String::new();
        while let Some(rest) = sequence.strip_prefix("\x1bP") {
            let (piece, rest) = rest.split_once("\x1b\\").unwrap();
            assert!((1..256).contains(&piece.len()), "{}", piece.len());
            passed.push_str(piece);
            sequence = rest;
        }
        assert_eq!(sequence, "", "nothing outside of the pieces");
        passed
    }

    #[test]
    fn screen_gets_pieces_that_it_takes() {
        for length in [0, 1, 160, 173, 174, 175, 500, LARGEST] {
            let text = "x".repeat(length);
            let bare = sequence(&text, Between::Nothing).unwrap();
            assert_eq!(through_screen(&sequence(&text, Between::Screen).unwrap()), bare, "{length}");
            let both = sequence(&text, Between::TmuxInScreen).unwrap();
            let wrapped = both.strip_prefix(&bare).and_then(|rest| rest.strip_prefix("\x1bPtmux;")).unwrap();
            let by_tmux = wrapped.strip_suffix("\x1b\\").unwrap().replace("\x1b\x1b", "\x1b");
            assert_eq!(through_screen(&by_tmux), bare, "{length}");
        }
    }

    #[test]
    fn the_inner_one_is_told_by_its_name_or_by_who_was_started_later() {
        let tmux = Some("/tmp/tmux-0/default,700,0");
        let later = Some("/tmp/tmux-0/default,900,0");
        let sty = Some("800.pts-1.host");
        let table = [
            (None, None, "xterm-256color", Between::Nothing),
            (None, None, "screen", Between::Nothing),
            (None, None, "screen.xterm-256color", Between::Screen),
            (Some(""), Some(""), "tmux-256color", Between::Nothing),
            (tmux, None, "screen", Between::Tmux),
            (tmux, None, "tmux-256color", Between::Tmux),
            (None, sty, "screen", Between::Screen),
            (None, sty, "", Between::Screen),
            (tmux, sty, "screen", Between::Screen),
            (later, sty, "screen-256color", Between::TmuxInScreen),
            (tmux, sty, "tmux-256color", Between::TmuxInScreen),
            (later, sty, "screen.xterm-256color", Between::Screen),
            (Some("x"), Some("y"), "screen", Between::TmuxInScreen),
        ];
        for (tmux, sty, term, between) in table {
            let variable = |name: &str| match name {
                "TMUX" => tmux,
                "STY" => sty,
                _ => Some(term),
            };
            assert_eq!(Between::of(|name| variable(name).map(str::to_owned)), between, "{tmux:?} {sty:?} {term}");
        }
    }
}
