//! Which theme suits the terminal.

use std::ffi::OsString;

use crate::view::theme::Theme;

use super::super::Color;

/// What the terminal can show, or its user wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Means {
    pub(super) colour: bool,
    pub(super) unicode: bool,
}

/// The theme for this terminal: colours unless they are unwanted, ASCII where the locale has no UTF-8.
pub(super) fn theme(color: Color, variable: impl Fn(&str) -> Option<OsString>) -> Theme {
    let Means { colour, unicode } = means(color, variable);
    let theme = if colour { Theme::terminal() } else { Theme::monochrome() };
    if unicode { theme } else { theme.ascii() }
}

/// What the flag and the variables say of colours, and the locale of characters.
pub(super) fn means(wanted: Color, variable: impl Fn(&str) -> Option<OsString>) -> Means {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let colour = match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => set("NO_COLOR").is_none(),
    };
    // The first of these that is set decides, as for every other program.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    let unicode = locale.is_some_and(|locale| {
        let locale = locale.to_string_lossy().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    Means { colour, unicode }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(color: Color, variables: &[(&str, &str)]) -> (bool, bool) {
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        let Means { colour, unicode } = means(color, variable);
        (colour, !unicode)
    }

    #[test]
    fn the_theme_follows_the_terminal() {
        type Variables = &'static [(&'static str, &'static str)];
        let table: [(Color, Variables, (bool, bool)); 6] = [
            (Color::Auto, &[("LANG", "en_GB.UTF-8")], (true, false)),
            (Color::Auto, &[("LANG", "C")], (true, true)),
            (Color::Auto, &[("LANG", "C"), ("LC_ALL", "C.utf8")], (true, false)),
            (Color::Auto, &[("LANG", "C.UTF-8"), ("NO_COLOR", "1")], (false, false)),
            (Color::Auto, &[("LANG", "C.UTF-8"), ("NO_COLOR", "")], (true, false)),
            (Color::Always, &[("LANG", "C.UTF-8"), ("NO_COLOR", "1")], (true, false)),
        ];
        for (color, variables, expected) in table {
            assert_eq!(marks(color, variables), expected, "{variables:?}");
        }
    }
}
