//! `note`: what is kept of it, and that no form in which it is printed runs, hides or passes on what was typed.

use kyb_dash::domain::text::is_hidden;
use serde_json::{Value, json};

use crate::Run;
use crate::remembered::{FIRST, Place, SECOND, THIRD, assert_valid, schema};

/// Escape sequences, markup, links, formulas, letters that are not seen.
const HOSTILE: &str = "=HYPERLINK(\"https://pay.example\",\"x\")\n\u{1b}]0;title\u{7}\u{1b}[31mred\u{9b}2J\r# heading\n\
                       - item `code` *bold* [a](https://pay.example) <b>\n@SUM(1) | pipe \u{202e}txet\u{200b}";

async fn noted(place: &Place, id: &str, text: &str) -> Run {
    place.run_typing(&["note", id, "-"], &[], text).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_is_kept_without_a_server_and_without_credentials() {
    let place = Place::new().await;
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let asked = place.sandbox.requests().len();
    let kept = place.run_typing(&["note", "671536", "-"], &[("FIN_API_TOKEN", "")], "One.\r\nTwo.\n").await;
    assert_eq!((kept.code, kept.err.as_str()), (Some(0), ""));
    assert_eq!(kept.out, format!("kept: a note of 2 lines on customer {FIRST}\n"));
    assert_eq!(place.sandbox.requests().len(), asked, "no server is asked");
    let history = place.json(&["history", FIRST, "--format", "json"]).await;
    assert_valid(&schema("history"), &history);
    assert_eq!(history["events"][0]["text"], "One.\nTwo.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_typed_is_run_anywhere() {
    let place = Place::new().await;
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    assert_eq!(noted(&place, FIRST, HOSTILE).await.code, Some(0));
    for arguments in [
        &["history", FIRST][..],
        &["history", FIRST, "--format", "json"],
        &["history", FIRST, "--format", "csv"],
        &["handover"],
        &["handover", "--format", "markdown"],
        &["handover", "--format", "json"],
    ] {
        let out = place.printed(arguments).await;
        assert!(out.contains("title") && out.contains("bold"), "{arguments:?}: {out}");
        assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{arguments:?}: {out:?}");
        assert!(!out.chars().any(is_hidden), "{arguments:?}: {out:?}");
        if arguments.contains(&"markdown") {
            assert!(out.contains("\\`code\\` \\*bold\\* \\[a\\](https\\://pay.example) \\<b\\>"), "{out}");
            assert!(out.contains("red2J# heading"), "{out}");
        }
        if arguments.contains(&"csv") {
            let mut reader = csv::Reader::from_reader(out.as_bytes());
            let notes: Vec<_> = reader.records().map(Result::unwrap).filter(|record| &record[1] == "note").collect();
            assert!(notes[0][6].starts_with("'=HYPERLINK"), "{out}");
        }
        if arguments.contains(&"json") {
            let json: Value = serde_json::from_str(&out).unwrap();
            assert_valid(&schema(arguments[0]), &json);
        }
        // Under a mask nothing of it.
        let masked = place.printed(&[arguments, &["--mask"]].concat()).await;
        for word in ["HYPERLINK", "title", "bold", "pay.example"] {
            assert!(!masked.contains(word), "{arguments:?}: {masked}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_kept_is_refused_with_the_reason() {
    let place = Place::new().await;
    let unasked = noted(&place, FIRST, "x").await;
    assert_eq!(unasked.code, Some(1));
    assert!(unasked.err.contains("`note` needs what the dashboard remembers"), "{}", unasked.err);
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let long = "ä".repeat(4_312);
    for (arguments, typed, code, said) in [
        (&["note", FIRST, "-"][..], long.as_str(), 2, "the note has 4,312 characters and 4,000 are kept at most"),
        (&["note", FIRST, "-"], " \n", 2, "the note is empty, so nothing was noted"),
        (&["note", FIRST, "ivo sold it"], "", 2, "write -, and give the words to standard input"),
        (&["note", FIRST], "", 2, "an editor needs a terminal; or give the words to standard input"),
        (&["note", "ffffff", "-"], "x", 4, "nothing is remembered of ffffff on "),
        (&["note", "b120a3", "-"], "x", 2, "2 customers have ids that begin with b120a3"),
        (&["note", FIRST, "-", "--no-memory"], "x", 1, "it is turned off (--no-memory)"),
        (&["note", FIRST, "-", "--demo"], "x", 2, "a demo keeps nothing beyond its run"),
    ] {
        let ran = place.run_typing(arguments, &[("EDITOR", "true")], typed).await;
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(said) && !ran.err.contains("ivo sold"), "{arguments:?}: {}", ran.err);
    }
    let binary = place.run_typing(&["note", FIRST, "-"], &[], [0xff, 0xfe, 0x41]).await;
    assert_eq!((binary.code, binary.out.as_str()), (Some(2), ""));
    for id in [FIRST, SECOND, THIRD] {
        assert_eq!(place.json(&["history", id, "--format", "json"]).await["events"], json!([]));
    }
}
