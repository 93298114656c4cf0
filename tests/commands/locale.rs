//! What is printed where the locale is not UTF-8: our own signs are ASCII, and letters stay what they are.

use std::fs;

use serde_json::json;

use crate::{KESTREL, REFERENCE, Run, run_with};

/// The signs that this program writes by itself.
const SIGNS: [char; 11] = ['·', '…', '≈', '→', '×', '•', '–', '“', '”', '␛', '✓'];

const C: &[(&str, &str)] = &[("LANG", "C")];

fn ran(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let ran = run_with(arguments, variables);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran
}

#[test]
fn the_locale_is_that_of_every_other_program() {
    let table: [(&[(&str, &str)], bool); 9] = [
        (&[("LANG", "C.UTF-8")], false),
        (&[("LANG", "en_GB.utf8")], false),
        (&[("LANG", "C")], true),
        (&[("LANG", "")], true),
        (&[("LANG", "de_DE.ISO-8859-1")], true),
        (&[("LANG", "C.UTF-8"), ("LC_ALL", "C")], true),
        (&[("LANG", "C"), ("LC_CTYPE", "C.UTF-8")], false),
        (&[("LANG", "C"), ("LC_CTYPE", "C.UTF-8"), ("LC_ALL", "POSIX")], true),
        (&[("LANG", "C.UTF-8"), ("LC_ALL", ""), ("LC_CTYPE", "")], false),
    ];
    for (variables, is_ascii) in table {
        let title = ran(&["show", "--file", REFERENCE], variables).out;
        let expected = if is_ascii { "Fin.com - USA - 671536f8\n" } else { "Fin.com · USA · 671536f8\n" };
        assert!(title.starts_with(expected), "{variables:?}: {title}");
    }
}

#[test]
fn only_our_own_signs_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reply.json");
    let name = "Müller 株式 Ελλάς";
    let reply = json!({"customer_id": "c1", "type": "BUSINESS", "business_name": name, "customer_status": "REVIEWING",
        "rejection_reason": {"applicant": {"moderation_comment": "Naïve\u{1b}[2J"}}});
    fs::write(&file, reply.to_string()).unwrap();
    let file = file.to_str().unwrap();
    for format in ["text", "markdown"] {
        let shown = ran(&["show", "--file", file, "--format", format], C).out;
        assert!(shown.contains("Müller 株式 Ελλάς") && shown.contains("Naïve") && shown.contains("^["), "{shown}");
        assert!(!shown.contains(SIGNS), "{shown}");
    }
    for arguments in [
        &["list", "--demo"][..],
        &["list", "--demo", "--needs-us"],
        &["doctor", "--demo"],
        &["list", "--help"],
        &["view", "--help"],
        &["watch", KESTREL, "--demo", "--interval", "100ms", "--until", "change"],
    ] {
        let Run { out, err, .. } = ran(arguments, C);
        assert!(!out.contains(SIGNS) && !err.contains(SIGNS), "{arguments:?}: {out}{err}");
    }
    let watched = ran(&["watch", KESTREL, "--demo", "--interval", "100ms", "--until", "change"], C).out;
    assert!(watched.contains("REJECTED -> APPROVED"), "{watched}");
    let refused = run_with(&["list", "https://x.example"], C);
    assert!(refused.code == Some(2) && refused.err.contains("unexpected argument '...' found"), "{}", refused.err);
}

/// A time without its time of day; anything else as it is.
fn day_of(cell: &str) -> String {
    match cell.split_once('T') {
        Some((day, rest)) if day.len() == 10 && rest.contains(':') => {
            let after = rest.split_once('Z').map_or("", |(_, after)| after);
            format!("{day}{}", if after.starts_with('\n') { after } else { "" })
        }
        _ => cell.to_owned(),
    }
}

/// Data is no text of ours, and a message is made for whoever gets it.
#[test]
fn what_others_read_is_the_same_in_every_locale() {
    for arguments in [
        &["show", "--file", REFERENCE, "--format", "json"][..],
        &["draft", "--file", REFERENCE],
        &["draft", "--file", REFERENCE, "--mask"],
        &["draft", "--file", REFERENCE, "--format", "json"],
        &["list", "--demo", "--status", "REJECTED", "--format", "csv"],
        &["completions", "bash"],
    ] {
        // The demo's times follow the clock, and the two are not started in the same second.
        let days = |run: Run| run.out.split(',').map(day_of).collect::<Vec<_>>().join(",");
        assert_eq!(days(ran(arguments, C)), days(ran(arguments, &[])), "{arguments:?}");
    }
    let err = ran(&["draft", "--file", REFERENCE, "--mask"], C).err;
    assert!(!err.contains(SIGNS), "{err}");
}
