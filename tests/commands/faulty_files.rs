//! Configuration files with one fault in them: each is told by its place, its name and what is expected there, in words of
//! ours and without the value.

use std::fs;
use std::os::unix::net::UnixListener;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::configured::configuration;
use crate::{KESTREL, REFERENCE, Run, is_installed, program, run, run_with};

/// Stands for what nobody may repeat.
const SECRET: &str = "NOTTOBEPRINTED";

/// Words of the libraries that read files.
const LIBRARY_WORDS: [&str; 14] = [
    "struct",
    "enum",
    "variant",
    "invalid type",
    "sequence",
    "TOML",
    "u16",
    "u32",
    "u64",
    "usize",
    "bool",
    "boolean",
    "string",
    "stream did not contain",
];

/// Every name of the file with what it takes, a value of a wrong type and one that is out of range, `-` where there is none.
const NAMES: [(&str, &str, &str, &str, &str); 26] = [
    ("", "environment", "environment is the name of an environment, in quotes", "3", "\"NOTTOBEPRINTED\""),
    ("", "mask", "mask is true or false", "\"NOTTOBEPRINTED\"", "-"),
    ("", "mask_after_minutes", "mask_after_minutes is a whole number from 0 to 1440", "\"NOTTOBEPRINTED\"", "1441"),
    ("", "local_time", "local_time is true or false", "1", "-"),
    ("", "allow_lift", "allow_lift is true or false", "\"NOTTOBEPRINTED\"", "-"),
    ("", "mouse", "mouse is true or false", "[true]", "-"),
    ("", "theme", "theme is the name of a theme, or a file that ends in .toml, in quotes", "7", "\"NOTTOBEPRINTED\""),
    ("", "keymap", "keymap is a file, in quotes", "true", "\"NOTTOBEPRINTED.toml\""),
    ("", "link", "link is an address, in quotes, as in ", "{ a = 1 }", "\"http://x.example/NOTTOBEPRINTED\""),
    ("", "reply_by_days", "reply_by_days is a whole number from 0 to 65535", "\"NOTTOBEPRINTED\"", "65536"),
    ("", "how_to_answer", "how_to_answer is a sentence, in quotes", "[\"NOTTOBEPRINTED\"]", "\"\""),
    ("", "copy_command", "copy_command is a list of a program and its arguments", "\"NOTTOBEPRINTED\"", "[]"),
    ("", "watch", "watch is a list of customer ids, each in quotes", "\"NOTTOBEPRINTED\"", "[\"NOTTOBEPRINTED/\"]"),
    ("refresh", "case_seconds", "case_seconds is a whole number from 0 to ", "\"NOTTOBEPRINTED\"", "1"),
    ("refresh", "queue_seconds", "queue_seconds is a whole number from 0 to ", "1.5", "29"),
    ("limits", "in_flight", "in_flight is a whole number from 1 to 16", "false", "17"),
    ("limits", "per_second", "per_second is a whole number from 1 to 50", "[]", "0"),
    ("limits", "per_run", "per_run is a whole number from 0 to ", "\"NOTTOBEPRINTED\"", "-1"),
    ("limits", "details", "details is one of auto, needed, all and off, in quotes", "true", "\"NOTTOBEPRINTED\""),
    ("thresholds", "ownership_percent", "ownership_percent is a number from 0 to 100", "\"25\"", "100.5"),
    ("thresholds", "idle_days", "idle_days is a whole number from 0 to ", "\"NOTTOBEPRINTED\"", "99999999999"),
    (
        "thresholds",
        "stale_fin_business_days",
        "stale_fin_business_days is a whole number from 0 to ",
        "1979-05-27",
        "-7",
    ),
    ("environments.production", "label", "label is a text, in quotes", "5", "-"),
    ("environments.production", "base_url", "base_url is an address, in quotes, as in ", "[\"NOTTOBEPRINTED\"]", "-"),
    (
        "environments.production",
        "token_file",
        "token_file is a path, in quotes, as in ",
        "{ NOTTOBEPRINTED = 1 }",
        "\"\"",
    ),
    (
        "environments.production",
        "token_command",
        "token_command is a list of a program and its arguments, as in ",
        "\"pass NOTTOBEPRINTED\"",
        "[]",
    ),
];

/// Runs a command with such a file and `doctor` as well; what both say of the fault, behind the path.
#[track_caller]
fn told(text: impl AsRef<[u8]>) -> String {
    let (folder, path) = configuration("");
    fs::write(folder.path().join("config.toml"), text.as_ref()).unwrap();
    let shown = String::from_utf8_lossy(text.as_ref()).into_owned();
    // A theme and a keymap are looked at by those alone that use them, which `doctor` does for them.
    let doctor = run(&["doctor", "--demo", "--config", &path]);
    assert_eq!((doctor.code, doctor.err.as_str()), (Some(2), ""), "{shown}: {}", doctor.out);
    let fault = doctor.out.lines().find_map(|line| line.trim().strip_prefix("FAULT: ")).unwrap();
    let said = run(&["list", "--demo", "--config", &path]);
    if said.code == Some(2) {
        assert_eq!((said.out.as_str(), said.err), ("", format!("kyb-dash: {fault}\n")), "{shown}");
    }
    assert!(!doctor.out.contains(SECRET), "{shown}: {fault}");
    let told = fault.strip_prefix(&path).unwrap_or_else(|| panic!("{fault}")).to_owned();
    for word in LIBRARY_WORDS {
        assert!(!told.contains(word), "{shown}: {told}");
    }
    told
}

/// The text with this line in its group, and the place of the value.
fn with(group: &str, name: &str, value: &str) -> (String, String) {
    if group.is_empty() {
        return (format!("# x\n{name} = {value}\n"), format!(":2:{}: ", name.len() + 4));
    }
    (format!("# x\n[{group}]\n{name} = {value}\n"), format!(":3:{}: ", name.len() + 4))
}

/// Faults: A6, P9.
#[test]
fn every_name_is_told_with_its_place_and_what_it_takes() {
    for (group, name, expected, wrong, out_of_range) in NAMES {
        let (text, place) = with(group, name, wrong);
        let said = told(&text);
        assert!(said.starts_with(&format!("{place}{expected}")), "{text}: {said}");
        if out_of_range != "-" {
            let (text, place) = with(group, name, out_of_range);
            let said = told(&text);
            let is_placed = said.starts_with(&place) || said.starts_with(&format!(":2:{}: ", name.len() + 5));
            assert!(is_placed && said.contains(name.trim_end_matches('s')), "{text}: {said}");
        }
        // Without quotes, and with quotes that are open or come from a word processor.
        for broken in
            [SECRET, "'NOTTOBEPRINTED", "\"NOTTOBEPRINTED", "“NOTTOBEPRINTED”", "", "\"\"\"NOTTOBEPRINTED", "[1"]
        {
            let (text, _) = with(group, name, broken);
            let said = told(&text);
            let line = if group.is_empty() { 2 } else { 3 };
            assert!(said.starts_with(&format!(":{line}:")), "{text}: {said}");
            assert!(said.contains(expected) && said.contains("cannot be read as that"), "{text}: {said}");
        }
        // Twice, and not quite.
        let (text, _) = with(group, name, wrong);
        let line = text.lines().last().unwrap();
        let said = told(format!("{text}{line}\n"));
        assert!(said.ends_with(&format!(": {name} stands twice here; keep one of the two")), "{text}: {said}");
        let said = told(text.replace(name, &format!("{name}x")));
        assert!(said.ends_with(&format!("unknown name `{name}x`; did you mean `{name}`?")), "{text}: {said}");
        let said = told(text.replace(&format!("{name} ="), &format!("{SECRET} =")));
        assert!(said.contains("no such name here; there are ") && said.contains(name), "{text}: {said}");
    }
}

/// Faults: A6, P9.
#[test]
fn what_is_no_toml_or_no_text_is_told_with_its_place() {
    let wide: Vec<u8> = "mask = true".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let table: [(&[u8], &str); 16] = [
        (&[&b"\xff\xfe"[..], &wide].concat(), ":1:1: this is UTF-16, not UTF-8; save the file as UTF-8"),
        (&wide, ":1:1: this is UTF-16, not UTF-8; save the file as UTF-8"),
        (b"mask = true\n# caf\xe9", ":2:6: this character is not UTF-8; save the file as UTF-8"),
        (b"how_to_answer = \"Gr\xfc\xdfe\"", ":1:20: this character is not UTF-8; save the file as UTF-8"),
        (b"\xef\xbb\xbfmask = 3", ":1:8: mask is true or false"),
        (b"mask = true\r\nmouse = 3\r\n", ":2:9: mouse is true or false"),
        (b"[limits\nin_flight = 3", ":1:8: this cannot be read; a group begins with its name between brackets"),
        (b"[limits]\nper_run = 1\n[limits]\nin_flight = 3", ":3:2: limits stands twice here; keep one of the two"),
        (b"limits = [1]", ":1:10: limits is a group of names of its own, below [limits]"),
        (b"[[limits]]\nin_flight = 1", ":1:1: limits is a group of names of its own, below [limits]"),
        (b"[limit]\nin_flight = 3", ":1:2: unknown name `limit`; did you mean `limits`?"),
        (b"in_flight = 3", ":1:1: no such name here; there are environment, "),
        (
            b"[environment.production]\nlabel = \"x\"",
            ":1:2: environment is the name of an environment, in quotes; an environment itself is [environments.NAME]",
        ),
        (
            b"[environments]\nproduction = \"NOTTOBEPRINTED\"",
            ":2:14: an environment is a group of names of its own, below [environments.NAME]",
        ),
        (b"{\"NOTTOBEPRINTED\": true}", ":1:1: this cannot be read; a line is NAME = VALUE"),
        (b"NOTTOBEPRINTED", ":1:15: this cannot be read; a line is NAME = VALUE"),
    ];
    for (text, expected) in table {
        let said = told(text);
        assert!(said.starts_with(expected), "{}: {said}", String::from_utf8_lossy(text));
    }
}

/// An address is judged when it is used, and is named with its place all the same.
#[test]
fn an_address_of_the_file_is_told_with_its_place() {
    for url in [
        "",
        "NOTTOBEPRINTED",
        "http://kyb.example",
        "https://ada:NOTTOBEPRINTED@kyb.example",
        "https://kyb.example?NOTTOBEPRINTED",
    ] {
        let (_folder, path) = configuration(&format!("[environments.staging]\nbase_url = \"{url}\""));
        for command in ["list", "doctor"] {
            let ran = run_with(&[command, "--env", "staging", "--config", &path], &[("FIN_API_TOKEN", "a.b")]);
            let said = format!("{}{}", ran.out, ran.err);
            assert_eq!(ran.code, Some(2), "{said}");
            assert!(said.contains(&format!("{path}:2:12: base_url: the base URL ")), "{url}: {said}");
            assert!(!said.contains(SECRET), "{said}");
        }
    }
}

/// How a run ends that must end by itself.
#[track_caller]
fn ended(mut child: Child, what: &str) -> Run {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("{what} is waited for");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap().into()
}

/// Faults: A3, P9.
#[test]
fn a_configuration_that_is_no_regular_file_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert!(Command::new("mkfifo").args([path("pipe"), path("theme.toml")]).status().unwrap().success());
    let _socket = UnixListener::bind(path("socket")).unwrap();
    fs::create_dir(path("folder")).unwrap();
    let refusal = "cannot be read: it is a pipe, a socket or a device; name a regular file";
    let table = [
        (path("pipe"), refusal),
        (path("socket"), refusal),
        ("/dev/zero".to_owned(), refusal),
        ("/dev/stdin".to_owned(), refusal),
        (path("folder"), "cannot be read: it is a folder; name a file"),
    ];
    for (file, refusal) in table {
        for command in [
            &["list", "--demo"][..],
            &["show", KESTREL, "--demo"],
            &["draft", "--file", REFERENCE],
            &["doctor", "--demo"],
        ] {
            let child = program(&[command, &["--config", &file]].concat(), &[]).spawn().unwrap();
            let ran = ended(child, &file);
            let said = format!("{}{}", ran.out, ran.err);
            assert_eq!(ran.code, Some(2), "{command:?} {file}: {said}");
            assert!(said.contains(&format!("{file}: {refusal}")), "{command:?} {file}: {said}");
        }
    }

    // The usual file, and the files that one names.
    let usual = folder.path().join("kyb-dash");
    fs::create_dir(&usual).unwrap();
    assert!(Command::new("mkfifo").arg(usual.join("config.toml")).status().unwrap().success());
    let home = folder.path().to_str().unwrap();
    let child = program(&["list"], &[("XDG_CONFIG_HOME", home)]).spawn().unwrap();
    let ran = ended(child, "the usual file");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains(refusal), "{}", ran.err);
    for (line, setting) in
        [("theme = \"theme.toml\"", "theme"), ("keymap = \"pipe\"", "keymap"), ("keymap = \"/dev/zero\"", "keymap")]
    {
        fs::write(path("config.toml"), line).unwrap();
        let child = program(&["doctor", "--demo", "--config", &path("config.toml")], &[]).spawn().unwrap();
        let ran = ended(child, line);
        let told = format!("config.toml:1:{}: {setting} names a file that {refusal}", setting.len() + 4);
        assert!(ran.code == Some(2) && ran.out.contains(&told), "{line}: {}", ran.out);
    }
}

/// A file that is there and cannot be looked at is not taken for none: it may have asked for the mask.
#[test]
fn a_link_that_leads_nowhere_is_no_missing_file() {
    let folder = tempfile::tempdir().unwrap();
    let usual = folder.path().join("kyb-dash");
    fs::create_dir(&usual).unwrap();
    std::os::unix::fs::symlink("/nonexistent/config.toml", usual.join("config.toml")).unwrap();
    let ran = run_with(&["show", "--file", REFERENCE], &[("XDG_CONFIG_HOME", folder.path().to_str().unwrap())]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("config.toml: cannot be read: "), "{}", ran.err);
}

/// What a shell makes of `<(…)` is a pipe that the user names for a case: that is read, within bounds.
#[test]
fn a_saved_case_may_come_through_a_pipe() {
    let shown = |script: &str| {
        let mut bash = Command::new("bash");
        bash.args(["-c", script, "bash", env!("CARGO_BIN_EXE_kyb-dash"), REFERENCE])
            .env_clear()
            .env("PATH", "/usr/bin:/bin");
        Run::from(bash.output().unwrap())
    };
    if !is_installed("bash") {
        return;
    }
    let ran = shown("\"$1\" show --file <(cat \"$2\")");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let ran = shown("\"$1\" draft --for company --file <(cat \"$2\")");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let endless = shown("\"$1\" show --file /dev/zero");
    assert_eq!(endless.code, Some(1));
    assert!(endless.err.contains("larger than 64 MiB"), "{}", endless.err);
}
