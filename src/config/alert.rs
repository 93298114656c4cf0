//! What tells somebody who looks elsewhere that a watched case changed.

/// How it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alert {
    /// Not at all.
    #[default]
    Off,
    /// By the terminal's bell.
    Bell,
    /// By a notice of the desktop, where the terminal can show one (OSC 9).
    Desktop,
}

impl Alert {
    /// Every way with its word in the configuration.
    pub const WORDS: [(Self, &'static str); 3] = [(Self::Off, "off"), (Self::Bell, "bell"), (Self::Desktop, "desktop")];

    /// Its word in the configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(alert, _)| *alert == self).map_or("off", |(_, word)| word)
    }

    /// What is written to the terminal. It says neither which case it is nor what changed: a notice is shown to anybody.
    #[must_use]
    pub const fn sequence(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Bell => Some("\u{7}"),
            Self::Desktop => Some("\u{1b}]9;kyb-dash: a watched case changed\u{1b}\\"),
        }
    }
}
