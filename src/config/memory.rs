//! Whether, where and for how long something is remembered between runs.

use std::ffi::OsString;
use std::path::PathBuf;

/// Days for which something is kept, where nobody says otherwise.
pub const KEEP_DAYS: u32 = 400;
/// The variable that forbids it.
pub const FORBIDS: &str = "KYB_DASH_NO_MEMORY";

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
}
