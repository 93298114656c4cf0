//! How things look, by what they mean. Looks are data; a pane never names a colour.

use std::fmt;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::app::line::Tone;

use super::symbols::Symbols;

const TERMINAL: &str = include_str!("../../assets/themes/terminal.toml");
const DARK: &str = include_str!("../../assets/themes/dark.toml");
const LIGHT: &str = include_str!("../../assets/themes/light.toml");
const HIGH_CONTRAST: &str = include_str!("../../assets/themes/high-contrast.toml");
const MONOCHROME: &str = include_str!("../../assets/themes/monochrome.toml");

/// The themes that come with the program, by their names.
const SHIPPED: [(&str, &str); 5] = [
    ("terminal", TERMINAL),
    ("dark", DARK),
    ("light", LIGHT),
    ("high-contrast", HIGH_CONTRAST),
    ("monochrome", MONOCHROME),
];

/// A look for everything that has a meaning, and the signs that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    looks: Looks,
    symbols: Symbols,
}

/// Why a theme cannot be used, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// The place in the file, in bytes from its start.
    pub at: Option<usize>,
    message: String,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// The terminal's own sixteen colours on its own background.
    #[must_use]
    pub fn terminal() -> Self {
        Self::shipped(TERMINAL)
    }

    /// No colour at all: weight, underlining and reverse video.
    #[must_use]
    pub fn monochrome() -> Self {
        Self::shipped(MONOCHROME)
    }

    /// The names of the themes that come with the program.
    pub const NAMES: [&str; 5] = ["terminal", "dark", "light", "high-contrast", "monochrome"];

    /// A theme that comes with the program.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        SHIPPED.into_iter().find(|(known, _)| *known == name).map(|(_, text)| Self::shipped(text))
    }

    /// Reads a theme; `assets/themes/terminal.toml` shows what one is made of.
    ///
    /// # Errors
    /// The first thing in it that is missing or has no meaning.
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let looks = toml::from_str(text).map_err(|error| {
            let at = error.span().map(|span| span.start);
            ThemeError { at, message: error.message().to_owned() }
        })?;
        Ok(Self { looks, symbols: Symbols::Unicode })
    }

    /// The same looks with nothing but ASCII on the screen, for a terminal whose locale is not UTF-8.
    #[must_use]
    pub fn ascii(self) -> Self {
        Self { symbols: Symbols::Ascii, ..self }
    }

    pub(super) const fn symbols(&self) -> Symbols {
        self.symbols
    }

    pub(super) const fn tone(&self, tone: Tone) -> Style {
        let tones = &self.looks.tones;
        let look = match tone {
            Tone::Plain => &tones.plain,
            Tone::Dim => &tones.dim,
            Tone::Strong => &tones.strong,
            Tone::Code => &tones.code,
            Tone::Good => &tones.good,
            Tone::Waiting => &tones.waiting,
            Tone::Warn => &tones.warn,
            Tone::Bad => &tones.bad,
        };
        look.0
    }

    /// Laid over a row that is drawn already. Dim text would be hard to read in a bar, so dimness goes.
    pub(super) const fn selection(&self, focused: bool) -> Style {
        self.looks.selection.of(focused).remove_modifier(Modifier::DIM)
    }

    pub(super) const fn border(&self, focused: bool) -> Style {
        self.looks.border.of(focused)
    }

    pub(super) const fn title(&self, focused: bool) -> Style {
        self.looks.title.of(focused)
    }

    /// How loudly the environment's word is said.
    pub(super) const fn environment(&self, tone: Tone) -> Style {
        let words = &self.looks.environment;
        let look = match tone {
            Tone::Bad => &words.loud,
            Tone::Warn => &words.careful,
            Tone::Plain | Tone::Dim | Tone::Strong | Tone::Code | Tone::Good | Tone::Waiting => &words.calm,
        };
        look.0
    }

    fn shipped(text: &str) -> Self {
        // A test holds that the shipped themes parse; without one everything would still be there, only plain.
        Self::parse(text).unwrap_or_else(|_| Self { looks: Looks::default(), symbols: Symbols::Unicode })
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Looks {
    tones: Tones,
    selection: ByFocus,
    border: ByFocus,
    title: ByFocus,
    environment: Words,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tones {
    plain: Look,
    dim: Look,
    strong: Look,
    code: Look,
    good: Look,
    waiting: Look,
    warn: Look,
    bad: Look,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByFocus {
    focused: Look,
    unfocused: Look,
}

impl ByFocus {
    const fn of(&self, focused: bool) -> Style {
        if focused { self.focused.0 } else { self.unfocused.0 }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    calm: Look,
    careful: Look,
    loud: Look,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
struct Look(Style);

/// A look as a file has it.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    fg: Option<String>,
    bg: Option<String>,
    modifiers: Vec<String>,
}

impl TryFrom<Written> for Look {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let colour = |name: Option<String>| -> Result<Option<Color>, String> {
            name.map(|name| name.parse().map_err(|_unsaid| format!("{name} is no colour"))).transpose()
        };
        let mut style = Style { fg: colour(written.fg)?, bg: colour(written.bg)?, ..Style::new() };
        for name in &written.modifiers {
            style = style.add_modifier(modifier(name).ok_or_else(|| format!("{name} is no modifier"))?);
        }
        Ok(Self(style))
    }
}

fn modifier(name: &str) -> Option<Modifier> {
    match name {
        "bold" => Some(Modifier::BOLD),
        "dim" => Some(Modifier::DIM),
        "italic" => Some(Modifier::ITALIC),
        "underlined" => Some(Modifier::UNDERLINED),
        "reversed" => Some(Modifier::REVERSED),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
