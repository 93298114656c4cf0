//! How things look, by what they mean. Looks are data; a pane never names a colour.

use ratatui::style::{Color, Modifier, Style};

use crate::app::line::Tone;
use crate::config::written::{self, Fault, Table};

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
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Ok(Self { looks: written::read(text, Looks::read)?, symbols: Symbols::Unicode })
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

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Looks {
    tones: Tones,
    selection: ByFocus,
    border: ByFocus,
    title: ByFocus,
    environment: Words,
}

impl Looks {
    fn read(root: &mut Table<'_>) -> Self {
        Self {
            tones: root.needed("tones", |tones| Tones {
                plain: look(tones, "plain"),
                dim: look(tones, "dim"),
                strong: look(tones, "strong"),
                code: look(tones, "code"),
                good: look(tones, "good"),
                waiting: look(tones, "waiting"),
                warn: look(tones, "warn"),
                bad: look(tones, "bad"),
            }),
            selection: root.needed("selection", ByFocus::read),
            border: root.needed("border", ByFocus::read),
            title: root.needed("title", ByFocus::read),
            environment: root.needed("environment", |words| Words {
                calm: look(words, "calm"),
                careful: look(words, "careful"),
                loud: look(words, "loud"),
            }),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ByFocus {
    focused: Look,
    unfocused: Look,
}

impl ByFocus {
    fn read(table: &mut Table<'_>) -> Self {
        Self { focused: look(table, "focused"), unfocused: look(table, "unfocused") }
    }

    const fn of(&self, focused: bool) -> Style {
        if focused { self.focused.0 } else { self.unfocused.0 }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Words {
    calm: Look,
    careful: Look,
    loud: Look,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look(Style);

fn look(table: &mut Table<'_>, name: &'static str) -> Look {
    table.needed(name, |look| {
        let style = Style { fg: colour(look, "fg"), bg: colour(look, "bg"), ..Style::new() };
        let names = look.texts("modifiers", &format!("a list of {MODIFIERS}"));
        let mut read = Look(style);
        for name in names.into_iter().flat_map(|names| names.value) {
            let modifier = modifier(&name.value);
            if modifier.is_none() {
                look.fault(name.at, format!("a modifier is one of {MODIFIERS}"));
            }
            read.0 = read.0.add_modifier(modifier.unwrap_or_default());
        }
        read
    })
}

fn colour(look: &mut Table<'_>, name: &'static str) -> Option<Color> {
    const COLOUR: &str = "a colour, in quotes, as in \"red\", \"208\" or \"#d08770\"";
    let written = look.text(name, COLOUR)?;
    let colour = written.value.parse().ok();
    if colour.is_none() {
        look.fault(written.at, format!("{name} is {COLOUR}"));
    }
    colour
}

const MODIFIERS: &str = "bold, dim, italic, underlined, reversed";

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
