//! Which theme suits the terminal.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;

use crate::config::settings::{Named, Setting};
use crate::config::spelling::did_you_mean;
use crate::output::Paper;
use crate::view::theme::Theme;

use super::super::{Color, Common};
use super::configuration::Configured;

/// What the terminal can show, or its user wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Means {
    pub(super) colour: bool,
    pub(super) unicode: bool,
    /// Whether the terminal says that its background is light.
    pub(super) light: bool,
}

/// The theme for this terminal: the one that was asked for, unless colours are unwanted; ASCII where the locale has no
/// UTF-8.
pub(super) fn theme(configured: &mut Configured, common: &Common, means: Means) -> Theme {
    let Means { colour, unicode, light } = means;
    if colour {
        // The painting library has its own opinion of NO_COLOR, which --color always overrules.
        crossterm::style::force_color_output(true);
    }
    let wanted = wanted(configured, common);
    let theme = match wanted {
        _ if !colour => Theme::monochrome(),
        Some(theme) => theme,
        None if light => Theme::named("light").unwrap_or_else(Theme::terminal),
        None => Theme::terminal(),
    };
    if unicode { theme } else { theme.ascii() }
}

fn wanted(configured: &mut Configured, common: &Common) -> Option<Theme> {
    if let Some(name) = &common.theme {
        return Theme::named(name);
    }
    let Named { name, place } = configured.settings.theme.value.clone()?;
    let theme = if Path::new(&name).extension().is_some_and(|ending| ending == "toml") {
        configured.named_file("theme", &name, place, Theme::parse)
    } else {
        let theme = Theme::named(&name);
        if theme.is_none() {
            let near = did_you_mean(&name, Theme::NAMES);
            let known = Theme::NAMES.join(", ");
            configured.fault(place, format!("theme names none that there is; there are {known}{near}"));
        }
        theme
    };
    if theme.is_none() {
        configured.settings.theme = Setting::default();
    }
    theme
}

/// Whether the locale has UTF-8, so that more than ASCII can be shown.
pub(super) fn unicode(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    // The first of these that is set decides, as for every other program.
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).is_some_and(|locale| {
        let locale = locale.to_string_lossy().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// What standard output is: text on a terminal has to fit, in a pipe or a file it is whole.
pub(super) fn page() -> Paper {
    let stdout = io::stdout();
    let size = stdout.is_terminal().then(|| rustix::termios::tcgetwinsize(&stdout).ok()).flatten();
    let width = size.map(|size| usize::from(size.ws_col)).filter(|width| *width > 0);
    Paper { width, ascii: !unicode(|name| std::env::var_os(name)) }
}

/// What the flag and the variables say of colours, and the locale of characters.
pub(super) fn means(wanted: Color, variable: impl Fn(&str) -> Option<OsString>) -> Means {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let is_forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let is_refused = set("NO_COLOR").is_some() || set("CLICOLOR").is_some_and(|value| value == "0");
    let colour = match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => is_forced || !is_refused,
    };
    let unicode = unicode(&variable);
    // Terminals that know say `foreground;background`, in numbers of the sixteen colours.
    let light = set("COLORFGBG").is_some_and(|value| {
        let background = value.to_string_lossy().rsplit(';').next().and_then(|number| number.parse::<u8>().ok());
        matches!(background, Some(7 | 15))
    });
    Means { colour, unicode, light }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(color: Color, variables: &[(&str, &str)]) -> (bool, bool) {
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        let Means { colour, unicode, .. } = means(color, variable);
        (colour, !unicode)
    }

    #[test]
    fn the_theme_follows_the_terminal() {
        type Variables = &'static [(&'static str, &'static str)];
        let table: [(Color, Variables, (bool, bool)); 10] = [
            (Color::Auto, &[("LANG", "en_GB.UTF-8")], (true, false)),
            (Color::Auto, &[("LANG", "C")], (true, true)),
            (Color::Auto, &[("LANG", "C"), ("LC_ALL", "C.utf8")], (true, false)),
            (Color::Auto, &[("LANG", "C.UTF-8"), ("NO_COLOR", "1")], (false, false)),
            (Color::Auto, &[("LANG", "C.UTF-8"), ("NO_COLOR", "")], (true, false)),
            (Color::Always, &[("LANG", "C.UTF-8"), ("NO_COLOR", "1")], (true, false)),
            (Color::Auto, &[("LANG", "C.UTF-8"), ("CLICOLOR", "0")], (false, false)),
            (Color::Auto, &[("LANG", "C.UTF-8"), ("CLICOLOR", "1")], (true, false)),
            (Color::Auto, &[("LANG", "C.UTF-8"), ("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], (true, false)),
            (Color::Never, &[("LANG", "C.UTF-8"), ("CLICOLOR_FORCE", "1")], (false, false)),
        ];
        for (color, variables, expected) in table {
            assert_eq!(marks(color, variables), expected, "{variables:?}");
        }
    }

    #[test]
    fn a_terminal_that_says_it_is_light_is_believed() {
        for (value, light) in
            [("0;15", true), ("0;default;7", true), ("15;0", false), ("0;default", false), ("", false)]
        {
            let variable = |name: &str| (name == "COLORFGBG").then(|| value.into());
            assert_eq!(means(Color::Auto, variable).light, light, "{value}");
        }
    }
}
