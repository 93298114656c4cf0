use proptest::prelude::*;

use super::*;
use crate::config::settings::Row;

const EXAMPLE: &str = include_str!("../../../assets/config.example.toml");

fn read_text(text: &str) -> Result<Settings, String> {
    parse(Path::new("config.toml"), text).map_err(|bad| bad.to_string())
}

/// The example with everything in it settled.
fn uncommented() -> String {
    EXAMPLE.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_as_it_stands_settles_nothing() {
    assert_eq!(read_text(EXAMPLE), Ok(Settings::default()));
}

/// Complete: every name the file may hold is in it. Current: what is built in is shown as it is.
#[test]
fn the_example_uncommented_settles_everything_and_shows_what_is_built_in() {
    let settings = read_text(&uncommented()).unwrap();
    let unsettled: Vec<Row> = settings.rows().into_iter().filter(|row| row.origin != Origin::File).collect();
    assert_eq!(unsettled, [], "missing in assets/config.example.toml");
    assert_eq!((settings.every, settings.limits), (Every::default(), Limits::default()));
    assert_eq!(settings.thresholds, Thresholds::default());
    let staging = settings.environments.values().find(|server| server.base_url.is_some()).unwrap();
    assert!(staging.label.is_some() && matches!(staging.token, Some(TokenFrom::Command(_))));
    let production = &settings.environments["production"];
    assert!(matches!(production.token, Some(TokenFrom::File(_))));
}

#[test]
fn a_fault_is_named_with_its_place_and_what_was_expected() {
    let table = [
        ("lnik = \"x\"", "config.toml:1:1: unknown name `lnik`; did you mean `link`?"),
        ("[limits]\nin_fligth = 4", "config.toml:2:1: unknown name `in_fligth`; did you mean `in_flight`?"),
        ("[limits]\nx = 4", "config.toml:2:1: no such name here; there are in_flight, per_second, per_run, details"),
        ("mask = true\nreply_by_days = \"soon\"", "config.toml:2:17: reply_by_days is a whole number from 0 to 65535"),
        ("link = \"http://x/{customer_id}\"", "config.toml:1:8: a link template begins with https://, as in https://"),
        ("[thresholds]\nownership_percent = 250.0", "config.toml:2:21: ownership_percent is a number from 0 to 100"),
        ("[refresh]\ncase_seconds = 1", "config.toml:2:16: case_seconds is 0 (never) or at least 5 seconds"),
        ("[limits]\nper_second = 0", "config.toml:2:14: per_second is a whole number from 1 to 50"),
        ("watch = [\"a/b\"]", "config.toml:1:10: watch has something that is no customer id: "),
        (
            "environment = \"sandbx\"",
            "config.toml:1:15: environment names none that there is; there are sandbox, production; did you mean `sandbox`?",
        ),
        (
            "[environments.staging]\nlabel = \"S\"",
            "config.toml:1:15: an environment that is neither sandbox nor production needs a base_url, as in",
        ),
        ("[environments]\nstaging = \"S\"", "config.toml:2:11: an environment is a group of names of its own"),
        ("[environments.x]\nbase_url = 5", "config.toml:2:12: base_url is an address, in quotes"),
        (
            "[environments.sandbox]\ntoken_file = \"t\"\ntoken_command = [\"c\"]",
            "config.toml:3:17: give token_file or token_command, not both",
        ),
        (
            "[environments.sandbox]\ntoken_command = []",
            "config.toml:2:17: token_command is a list of a program and its arguments, as in [\"pass\"",
        ),
        (
            "[environments.sandbox]\ntoken_command = \"pass show kyb/token\"",
            "config.toml:2:17: token_command is a list of a program and its arguments, as in [\"pass\"",
        ),
    ];
    for (text, message) in table {
        let bad = read_text(text).unwrap_err();
        assert!(bad.starts_with(message), "{text}: {bad}");
    }
    let bad = read_text("mask = \"hunter2").unwrap_err();
    assert!(bad.starts_with("config.toml:1:") && !bad.contains("hunter2"), "never the line itself: {bad}");
}

#[test]
fn the_former_name_of_a_setting_is_read_with_a_notice() {
    let read = |names: &str| {
        let settings = read_text(&format!("mask = true\n[thresholds]\n{names}")).unwrap();
        let row = settings.rows().into_iter().find(|row| row.name == "thresholds.idle_days").unwrap();
        let notices: Vec<String> = settings.notices.iter().map(ToString::to_string).collect();
        (row.value, row.origin, notices)
    };
    let notice = |place: &str| {
        let what = "stale_wait_days is now called idle_days; the old name will not be read by the next version";
        vec![format!("config.toml:{place}: {what}")]
    };
    let value = |days: &str| days.to_owned();
    assert_eq!(read(""), (value("7"), Origin::BuiltIn, vec![]));
    assert_eq!(read("idle_days = 3"), (value("3"), Origin::File, vec![]));
    assert_eq!(read("  stale_wait_days = 4"), (value("4"), Origin::File, notice("3:3")));
    assert_eq!(
        read("idle_days = 3\nstale_wait_days = 4"),
        (value("3"), Origin::File, notice("4:1")),
        "the new one wins"
    );
    assert_eq!(read("stale_wait_days = 4\nidle_days = 3"), (value("3"), Origin::File, notice("3:1")), "in any order");

    let bad = read_text("[thresholds]\nstale_wait_days = \"4\"").unwrap_err();
    assert_eq!(bad, "config.toml:2:19: stale_wait_days is a whole number from 0 to 4294967295");
    let bad = read_text("[thresholds]\nstale_wait_day = 4").unwrap_err();
    assert!(!bad.contains("stale_wait_days"), "the old name is not offered: {bad}");
}

/// Ways to write a secret where something else is expected, `@` being the secret.
const SHAPES: [&str; 20] = [
    "\"@\"",
    "'@'",
    "[\"@\"]",
    "[[\"@\"]]",
    "[\"@\", 1]",
    "{ a = \"@\" }",
    "{ @ = 1 }",
    "{ @ = { @ = \"@\" } }",
    "@",
    "\"@",
    "'@",
    "\"\"\"@",
    "[\"@\"",
    "{ a = \"@\"",
    "1@",
    "\"a\" \"@\"",
    "= @",
    "\"\\@\"",
    "\"https://u:@@kyb.example\"",
    "\"https://kyb.example/?@\"",
];

/// Every name that the file may hold, the groups included.
fn names() -> Vec<String> {
    let names = Settings::default().rows().into_iter().map(|row| row.name);
    let groups = ["refresh", "limits", "thresholds", "environments", "environments.sandbox", "environments.x"];
    let of_servers = ["base_url", "label", "token_file", "token_command", "token"];
    let servers =
        ["sandbox", "x"].into_iter().flat_map(|server| of_servers.map(|name| format!("environments.{server}.{name}")));
    names.chain(groups.map(str::to_owned)).chain(servers).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever is written in place of a value, an error about it never repeats it; nor does what `doctor` tells of a file
    /// that can be used, but for names that are there to be shown.
    ///
    /// Faults: A6.
    #[test]
    fn no_secret_is_repeated(secret in "[A-Za-z][A-Za-z0-9]{11,39}") {
        for shape in SHAPES {
            for name in names() {
                let value = shape.replace('@', &secret);
                let lines = [format!("{name} = {value}"), format!("mask = true\n{name} {value}"), format!("{value} = {name}")];
                for text in lines {
                    match read_text(&text) {
                        Err(bad) => prop_assert!(!bad.contains(&secret), "{text}: {bad}"),
                        Ok(_) if ["label", "theme", "keymap"].iter().any(|shown| name.ends_with(shown)) => {}
                        Ok(settings) => {
                            let rows = format!("{:?}", settings.rows());
                            prop_assert!(!rows.contains(&secret), "{text}: {rows}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_told_of_an_environment_holds_no_secret() {
    let text = "[environments.x]\nbase_url = \"https://u:hunter2@kyb.example\"\ntoken_command = [\"get\", \"hunter2\"]";
    let rows = read_text(text).unwrap().rows();
    let told = &rows.iter().find(|row| row.name == "environments.x").unwrap().value;
    assert_eq!(told, "an address of its own, token_command");
}

#[test]
fn paths_are_relative_to_the_file() {
    let text = "[environments.sandbox]\ntoken_file = \"token\"";
    let settings = parse(Path::new("/c/kyb-dash/config.toml"), text).unwrap();
    assert_eq!(settings.environments["sandbox"].token, Some(TokenFrom::File("/c/kyb-dash/token".into())));
}

#[test]
fn the_file_is_looked_for_where_such_files_are() {
    let path = |variables: &[(&str, &str)]| {
        default_path(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    };
    assert_eq!(path(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")]), Some("/c/kyb-dash/config.toml".into()));
    assert_eq!(path(&[("XDG_CONFIG_HOME", "c"), ("HOME", "/h")]), Some("/h/.config/kyb-dash/config.toml".into()));
    assert_eq!(path(&[("HOME", "")]), None);
    let nowhere = Path::new("/nowhere/at/all.toml");
    assert_eq!(read(nowhere), Ok(None));
    assert!(read_named(nowhere).unwrap_err().to_string().starts_with("/nowhere/at/all.toml: cannot be read"));
}
