//! Keys: as the terminal reports them, as a keymap writes them, as a person reads them.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::is_held;

/// A key with its modifiers. Shift is part of a character, so it counts only beside keys that have no other case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held, for keys that are no characters.
    pub shift: bool,
}

/// Keys that have a name: as written in a keymap, and as shown.
const NAMED: [(&str, KeyCode, &str); 15] = [
    ("enter", KeyCode::Enter, "Enter"),
    ("space", KeyCode::Char(' '), "Space"),
    ("tab", KeyCode::Tab, "Tab"),
    ("esc", KeyCode::Esc, "Esc"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pgup", KeyCode::PageUp, "PgUp"),
    ("pgdn", KeyCode::PageDown, "PgDn"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("delete", KeyCode::Delete, "Delete"),
    ("insert", KeyCode::Insert, "Insert"),
];

impl Key {
    /// The key that always quits.
    pub const QUIT_NOW: Self = Self { code: KeyCode::Char('c'), ctrl: true, alt: false, shift: false };

    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key an event reports.
    #[must_use]
    pub fn of(event: KeyEvent) -> Self {
        let held = |modifier| is_held(event.modifiers, modifier);
        let (ctrl, alt) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT));
        match event.code {
            KeyCode::BackTab => Self { code: KeyCode::Tab, ctrl, alt, shift: true },
            // Ctrl makes no difference between the cases of a letter, and terminals disagree on which they send.
            KeyCode::Char(c) if ctrl => Self { code: KeyCode::Char(c.to_ascii_lowercase()), ctrl, alt, shift: false },
            code @ KeyCode::Char(_) => Self { code, ctrl, alt, shift: false },
            code => Self { code, ctrl, alt, shift: held(KeyModifiers::SHIFT) },
        }
    }

    /// Reads a key as a keymap writes it; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::plain(KeyCode::Null);
        let mut rest = text;
        loop {
            let (prefix, tail) = match rest.split_once('-') {
                Some((prefix, tail)) if !tail.is_empty() => (prefix, tail),
                _ => break,
            };
            match prefix {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => return None,
            }
            rest = tail;
        }
        key.code = code(rest)?;
        if let KeyCode::Char(c) = key.code
            && c != ' '
        {
            let upper_with_ctrl = key.ctrl && c.is_ascii_uppercase();
            if key.shift || upper_with_ctrl {
                return None;
            }
        }
        Some(key)
    }
}

fn code(text: &str) -> Option<KeyCode> {
    if let Some((_, code, _)) = NAMED.iter().find(|(name, ..)| *name == text) {
        return Some(*code);
    }
    if let Some(number) = text.strip_prefix('f').and_then(|digits| digits.parse::<u8>().ok()) {
        return (1..=12).contains(&number).then_some(KeyCode::F(number));
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if !c.is_control() && c != ' ' => Some(KeyCode::Char(c)),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, word) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(word)?;
            }
        }
        if let Some((_, _, shown)) = NAMED.iter().find(|(_, code, _)| *code == self.code) {
            return f.write_str(shown);
        }
        match self.code {
            KeyCode::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            _ => f.write_str("?"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_and_shown() {
        let table = [
            ("j", "j"),
            ("J", "J"),
            ("?", "?"),
            ("-", "-"),
            ("ctrl-d", "Ctrl-D"),
            ("alt-down", "Alt-↓"),
            ("shift-tab", "Shift-Tab"),
            ("f5", "F5"),
            ("space", "Space"),
            ("ctrl--", "Ctrl--"),
        ];
        for (written, shown) in table {
            assert_eq!(Key::parse(written).map(|key| key.to_string()).as_deref(), Some(shown), "{written}");
        }
        for nonsense in ["", "jj", "ctrl-", "hyper-x", "f13", "ctrl-D", "shift-j", "\u{1b}", " "] {
            assert_eq!(Key::parse(nonsense), None, "{nonsense:?}");
        }
    }
}
