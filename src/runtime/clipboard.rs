//! The terminal's clipboard over OSC 52: it works over SSH, where this machine's own clipboard is the wrong one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Most bytes that are copied. Terminals cut longer sequences, some of them silently.
const LARGEST: usize = 74_000;

/// A text is too large to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// The sequence that puts a text on the clipboard. tmux passes it on only when it is wrapped; the bare one is for a tmux
/// that keeps a clipboard of its own.
///
/// # Errors
/// [`TooLarge`] where terminals would cut it.
pub fn sequence(text: &str, is_in_tmux: bool) -> Result<String, TooLarge> {
    if text.len() > LARGEST {
        return Err(TooLarge);
    }
    let bare = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    if is_in_tmux {
        let wrapped = bare.replace('\x1b', "\x1b\x1b");
        return Ok(format!("{bare}\x1bPtmux;{wrapped}\x1b\\"));
    }
    Ok(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_itself_reaches_the_terminal() {
        assert_eq!(sequence("a\u{1b}[2Jb", false).unwrap(), "\x1b]52;c;YRtbMkpi\x07");
        let wrapped = sequence("x", true).unwrap();
        assert_eq!(wrapped, "\x1b]52;c;eA==\x07\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\");
        assert_eq!(sequence(&"x".repeat(LARGEST + 1), false), Err(TooLarge));
        assert!(sequence(&"x".repeat(LARGEST), false).is_ok());
    }
}
