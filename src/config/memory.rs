//! Whether, where and for how long something is remembered between runs.

use std::ffi::OsString;
use std::path::PathBuf;

use super::settings::{Origin, Setting};

/// Days for which something is kept, where nobody says otherwise.
pub const KEEP_DAYS: u32 = 400;
/// The variable that forbids it.
pub const FORBIDS: &str = "KYB_DASH_NO_MEMORY";

/// What is remembered between runs.
#[derive(Clone, Debug, PartialEq)]
pub struct MemorySettings {
    /// Whether nothing is.
    pub off: Setting<bool>,
    /// For how many days.
    pub keep_days: Setting<u32>,
}

impl Default for MemorySettings {
    fn default() -> Self {
        Self { off: Setting::built_in(false), keep_days: Setting::built_in(KEEP_DAYS) }
    }
}

impl MemorySettings {
    /// The same with what a flag and the variables say: any of them can turn it off, none can turn it on again.
    #[must_use]
    pub fn forbidden_by(mut self, flag: bool, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let is_set = variable(FORBIDS).is_some_and(|value| !value.is_empty() && value != "0");
        if is_set {
            self.off = Setting { value: true, origin: Origin::Variable(FORBIDS) };
        }
        if flag {
            self.off = Setting { value: true, origin: Origin::Flag("--no-memory") };
        }
        self
    }
}

/// The folder in which it is kept, from the environment's variables; `None` where no home is known.
#[must_use]
pub fn folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // A relative folder would be another one in every working directory.
    let set = |name: &str| variable(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let state = set("XDG_STATE_HOME").or_else(|| set("HOME").map(|home| home.join(".local/state")));
    state.map(|state| state.join("kyb-dash"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_follows_the_variables() {
        let with = |pairs: &'static [(&str, &str)]| {
            folder(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value)))
        };
        let path = |path: &str| Some(PathBuf::from(path));
        assert_eq!(with(&[("XDG_STATE_HOME", "/s"), ("HOME", "/h")]), path("/s/kyb-dash"));
        assert_eq!(with(&[("XDG_STATE_HOME", "s"), ("HOME", "/h")]), path("/h/.local/state/kyb-dash"));
        assert_eq!(with(&[("XDG_STATE_HOME", ""), ("HOME", "h")]), None);
        assert_eq!(with(&[]), None);
    }

    #[test]
    fn anything_can_turn_it_off() {
        let set = |value: &'static str| move |name: &str| (name == FORBIDS).then(|| OsString::from(value));
        let settings = MemorySettings::default;
        assert!(!settings().forbidden_by(false, set("")).off.value);
        assert!(!settings().forbidden_by(false, set("0")).off.value);
        assert_eq!(settings().forbidden_by(false, set("1")).off.origin, Origin::Variable(FORBIDS));
        assert_eq!(settings().forbidden_by(true, set("")).off.origin, Origin::Flag("--no-memory"));
    }
}
