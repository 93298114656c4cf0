//! How things look, by what they mean. Looks are data; a pane never names a colour.

use std::fmt;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::app::line::Tone;

use super::symbols::Symbols;

const TERMINAL: &str = include_str!("../../assets/themes/terminal.toml");
const MONOCHROME: &str = include_str!("../../assets/themes/monochrome.toml");

/// A look for everything that has a meaning, and the signs that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    looks: Looks,
    symbols: Symbols,
}

/// Why a theme cannot be used, with the line where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    line: Option<usize>,
    message: String,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
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

    /// Reads a theme; `assets/themes/terminal.toml` shows what one is made of.
    ///
    /// # Errors
    /// The first thing in it that is missing or has no meaning.
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let looks = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            ThemeError { line, message: error.message().to_owned() }
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
mod tests {
    use super::*;

    #[test]
    fn the_shipped_themes_parse() {
        for text in [TERMINAL, MONOCHROME] {
            assert_eq!(Theme::parse(text).map(|_| ()), Ok(()));
        }
    }

    #[test]
    fn monochrome_names_no_colour() {
        // crossterm 0.29 takes reverse video away with every change of colour under NO_COLOR.
        let looks = format!("{:?}", Theme::monochrome().looks);
        assert!(!looks.contains(".fg(") && !looks.contains(".bg("), "{looks}");
        let wanted = Style::new().add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM);
        assert_eq!(Theme::monochrome().selection(true), wanted);
    }

    #[test]
    fn production_is_louder_than_a_stranger_is_louder_than_the_sandbox() {
        for theme in [Theme::terminal(), Theme::monochrome()] {
            let [calm, careful, loud] = [Tone::Good, Tone::Warn, Tone::Bad].map(|tone| theme.environment(tone));
            assert!(calm != careful && careful != loud && calm != loud);
        }
    }

    #[test]
    fn an_unusable_theme_says_where_and_why() {
        let table = [
            (TERMINAL.replace("\"cyan\"", "\"mauve\""), "mauve is no colour"),
            (TERMINAL.replace("\"dim\"", "\"blinking\""), "blinking is no modifier"),
            (TERMINAL.replace("warn = ", "warm = "), "unknown field `warm`"),
            (TERMINAL.replace("[title]", "[titel]"), "unknown field `titel`"),
        ];
        for (text, why) in table {
            let error = Theme::parse(&text).unwrap_err();
            assert!(error.to_string().starts_with("line ") && error.to_string().contains(why), "{error}");
        }
        assert!(Theme::parse("").is_err());
    }
}
