//! What a program has switched on in the terminal, and what it forgot to switch off.

use std::collections::BTreeMap;

/// The modes that a person notices when they are left on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modes {
    pub alternate_screen: bool,
    pub cursor_visible: bool,
    pub bracketed_paste: bool,
    pub mouse: vt100::MouseProtocolMode,
}

impl Modes {
    /// A terminal in which nothing is switched on.
    pub const PLAIN: Self = Self {
        alternate_screen: false,
        cursor_visible: true,
        bracketed_paste: false,
        mouse: vt100::MouseProtocolMode::None,
    };

    pub fn of(screen: &vt100::Screen) -> Self {
        Self {
            alternate_screen: screen.alternate_screen(),
            cursor_visible: !screen.hide_cursor(),
            bracketed_paste: screen.bracketed_paste(),
            mouse: screen.mouse_protocol_mode(),
        }
    }
}

/// The modes on in a fresh terminal: line wrap and the cursor.
const ON_AT_FIRST: [&str; 2] = ["?7", "?25"];

/// Every mode that a program changed and did not change back, as `?2004h`; `>u` stands for keyboard flags that were
/// pushed and not popped. Unlike [`Modes`] this sees modes that the emulator knows nothing of.
pub fn left_changed(output: &[u8]) -> Vec<String> {
    let output = String::from_utf8_lossy(output);
    let mut last = BTreeMap::new();
    let mut keyboard_flags = 0_i32;
    for sequence in output.split("\x1b[").skip(1) {
        let Some((parameters, end)) = split_at_final(sequence) else { continue };
        match (end, parameters.strip_prefix('?')) {
            ('h' | 'l', Some(modes)) => {
                last.extend(modes.split(';').map(|mode| (format!("?{mode}"), end)));
            }
            ('u', None) if parameters.starts_with('>') => keyboard_flags += 1,
            ('u', None) if parameters.starts_with('<') => keyboard_flags -= 1,
            _ => {}
        }
    }
    let as_at_first = |mode: &str| if ON_AT_FIRST.contains(&mode) { 'h' } else { 'l' };
    let mut left: Vec<String> = last
        .into_iter()
        .filter(|(mode, end)| *end != as_at_first(mode))
        .map(|(mode, end)| format!("{mode}{end}"))
        .collect();
    if keyboard_flags > 0 {
        left.push(">u".to_owned());
    }
    left
}

/// The parameters of a control sequence and the character that ends it.
fn split_at_final(sequence: &str) -> Option<(&str, char)> {
    let (index, end) = sequence.char_indices().find(|(_, c)| ('@'..='~').contains(c))?;
    Some((sequence.get(..index)?, end))
}

#[test]
fn sees_what_was_left_changed() {
    let cases: [(&str, &[&str]); 7] = [
        ("plain text \x1b[1mbold\x1b[0m", &[]),
        ("\x1b[?1049h\x1b[?25lhello\x1b[?25h\x1b[?1049l", &[]),
        ("\x1b[?1049h\x1b[?2004h\x1b[?1049l", &["?2004h"]),
        ("\x1b[?1000;1006h\x1b[?1006l", &["?1000h"]),
        ("\x1b[?25l", &["?25l"]),
        ("\x1b[?1004h\x1b[>1u", &["?1004h", ">u"]),
        ("\x1b[>1u\x1b[<1u\x1b[?7l\x1b[?7h", &[]),
    ];
    for (output, expected) in cases {
        assert_eq!(left_changed(output.as_bytes()), expected, "{output:?}");
    }
}
