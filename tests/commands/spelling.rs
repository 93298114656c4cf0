//! People under a mask in every spelling, through the commands: what they print names nobody.

use kyb_dash::domain::fold::folded;
use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::{Value, json};

use crate::{on_sandbox, printed, run};

const JOINED: &str = include_str!("../fixtures/cases/mask_latin_name_in_cjk.json");
const SPELT: &str = include_str!("../fixtures/cases/mask_name_spelling.json");

/// Fails where a word of a text, in whatever spelling, is one of these or holds it.
#[track_caller]
fn assert_names_nobody(text: &str, words: &[&str], pieces: &[&str], what: &str) {
    let plain = folded(text);
    for piece in pieces {
        assert!(!plain.contains(piece), "{piece} in {what}: {text}");
    }
    for word in plain.split(|c: char| !c.is_ascii_alphabetic()) {
        assert!(!words.contains(&word), "{word} in {what}: {text}");
    }
}

/// Puts a text wherever a code stands that may be any word: these are shown under a mask.
fn with_codes(case: &Value, text: &str) -> Value {
    let mut case = case.clone();
    let data = &mut case["data"];
    data["rejection_reason"]["documents"][0]["reject_labels"] = json!([text]);
    data["rejection_reason"]["documents"][0]["category"] = json!(text);
    data["request_for_information"][0]["section"] = json!(text);
    data["request_for_information"][0]["categories"][0]["document_type"] = json!(text);
    data["request_for_information"][0]["categories"][0]["fields"][0]["options"] = json!([text]);
    case
}

#[track_caller]
fn assert_told_of_nobody(case: &Value, words: &[&str], pieces: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    std::fs::write(&path, case.to_string()).unwrap();
    let file = path.to_str().unwrap();
    for command in [
        &["show", "--file", file, "--format", "text"][..],
        &["show", "--file", file, "--format", "markdown"],
        &["show", "--file", file, "--format", "json"],
        &["draft", "--file", file],
        &["draft", "--file", file, "--format", "json"],
    ] {
        let ran = run(&[command, &["--mask"]].concat());
        assert_eq!(ran.code, Some(0), "{command:?}: {}", ran.err);
        assert_names_nobody(&format!("{}{}", ran.out, ran.err), words, pieces, &format!("{command:?}"));
    }
    assert!(
        printed(&["show", "--file", file]).contains("@example.com"),
        "what is looked for is there without the mask"
    );
}

#[test]
fn a_latin_name_within_chinese_text_is_hidden() {
    let case: Value = serde_json::from_str(JOINED).unwrap();
    let (words, pieces) = (["wei", "zhang", "weizhang", "zhangwei", "wz"], ["zhang", "wz@", "01700000000"]);
    assert_told_of_nobody(&case, &words, &pieces);
    for text in ["护照持有人Wei Zhang已过期", "WeiZhang", "ZhangWei", "张wei护照", "\u{ff37}\u{ff45}\u{ff49} Zhang"]
    {
        assert_told_of_nobody(&with_codes(&case, text), &words, &pieces);
    }
}

#[test]
fn a_double_name_is_hidden_in_every_spelling() {
    let case: Value = serde_json::from_str(SPELT).unwrap();
    let (words, pieces) = (["ana", "muller", "ludenscheidt"], ["muller", "mueller", "denscheidt", "1700000000"]);
    assert_told_of_nobody(&case, &words, &pieces);
    for text in [
        "Müller\u{2011}Lüdenscheidt",
        "MULLER_LUDENSCHEIDT",
        "Lüdenscheidt",
        "Mu\u{308}ller",
        "Mueller\u{2013}Luedenscheidt",
        "call +880\u{a0}1700\u{2012}000\u{202f}000",
        "٨٨٠١٧٠٠٠٠٠٠٠٠",
    ] {
        assert_told_of_nobody(&with_codes(&case, text), &words, &pieces);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_masked_list_names_nobody_in_any_spelling() {
    let mut records = Vec::new();
    for (case, text) in [(JOINED, "WeiZhang已过期"), (SPELT, "Müller\u{2011}Lüdenscheidt")] {
        let mut record: Value = serde_json::from_str(case).unwrap();
        record["data"]["country_of_residence"] = json!(text);
        record["data"]["customer_id"] = json!(format!("c{}", records.len()));
        records.push(record["data"].take());
    }
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    for format in ["table", "json", "csv"] {
        let ran = on_sandbox(&sandbox, &["list", "--type", "all", "--mask", "--format", format]).await;
        assert!(ran.out.contains("c1"), "{}{}", ran.out, ran.err);
        assert_names_nobody(&ran.out, &["wei", "ana"], &["zhang", "muller", "denscheidt", "1700000000"], format);
    }
}
