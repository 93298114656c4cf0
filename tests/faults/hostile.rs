//! Hostile text in every field: all at once, and one at a time, through everything that shows, prints, copies or writes.
//! Nothing raw comes out, and nothing that can be seen is lost.

use kyb_dash::api::{Secrets, convert};
use kyb_dash::domain::case::Case;
use kyb_dash::domain::customer::CustomerRow;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::mask::Mask;
use serde_json::{Value, json};

use super::sinks::{assert_safe, of_case, of_failure, of_rows, reports, tree_and_findings, written_to_people};
use super::{REFERENCE_ID, places, reference};

/// Text to be feared, by what it does.
const HOSTILE: [(&str, &str); 16] = [
    ("T1 clipboard", "\u{1b}]52;c;ZXZpbA==\u{7}"),
    ("T1 link", "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\"),
    ("T1 title without end", "\u{1b}]0;owned"),
    ("T1 colours and cursor", "\u{1b}[31m\u{1b}[2J\u{1b}[H\u{1b}[?1049l"),
    ("T1 device", "\u{1b}P+q544e\u{1b}\\\u{1b}c\u{1b}[6n"),
    ("T1 eight bits", "\u{9b}2J\u{9d}0;x\u{9c}\u{90}q\u{85}"),
    ("T2 overwriting", "a\rb\u{8}\u{8}c\td\u{b}e\u{c}f\u{0}g\u{7f}"),
    ("T3 line break", "one\ntwo\r\nthree"),
    ("T5 direction", "\u{202e}gpj.exe\u{202c}\u{2066}x\u{2069}\u{200f}\u{61c}"),
    ("T5 no width", "a\u{200b}b\u{200c}c\u{200d}d\u{2060}e\u{feff}f\u{ad}g\u{180e}h\u{3164}i\u{ffa0}"),
    ("T5 separators and tags", "a\u{2028}b\u{2029}c\u{e0041}\u{e007f}"),
    ("T6 wide", "株式会社👩\u{200d}👩\u{200d}👧🇩🇪e\u{301}שלוםภาษาไทย"),
    ("T8 two scripts", "\u{410}pple P\u{430}ypal"),
    ("T9 templates", "{{x}} %s $(id) `id` [red] <script>alert(1)</script> &#x1b; {0}"),
    ("T10 formula", "=HYPERLINK(\"https://evil.example\")"),
    ("T11 blanks", "   "),
];

/// Fields that must stay what they are for the reply to be about anything: who it is about.
const KEPT: [&str; 1] = ["/data/customer_id"];

fn read(reply: &Value) -> Case {
    convert::case(reply.to_string().as_bytes(), &CustomerId::parse(REFERENCE_ID).unwrap()).unwrap()
}

/// The places of all strings of a reply.
fn strings(reply: &Value) -> Vec<String> {
    let is_string = |path: &String| reply.pointer(path).is_some_and(Value::is_string);
    places(reply).into_iter().filter(is_string).filter(|path| !KEPT.contains(&path.as_str())).collect()
}

/// Puts hostile text into a place, between two marks that nothing else holds.
fn poison(reply: &mut Value, path: &str, number: usize, hostile: &str) -> [String; 2] {
    let marks = [format!("Zq{number}x"), format!("Yq{number}x")];
    *reply.pointer_mut(path).unwrap() = json!(format!("{}{hostile}{}", marks[0], marks[1]));
    marks
}

/// Faults: T1, T2, T3, T4, T5, T6, T9, T11.
#[test]
fn in_all_fields_at_once_nothing_raw_comes_out_and_nothing_is_lost() {
    for (name, hostile) in HOSTILE {
        let mut reply = reference();
        let paths = strings(&reply);
        assert!(paths.len() > 60, "{}", paths.len());
        let marks: Vec<(String, [String; 2])> = paths
            .into_iter()
            .enumerate()
            .map(|(number, path)| (path.clone(), poison(&mut reply, &path, number, hostile)))
            .collect();
        let case = read(&reply);
        for mask in [Mask::Off, Mask::On] {
            assert_safe(&of_case(&case, mask), name);
        }
        let told = reports(&case, Mask::Off).into_iter().find(|out| out.sink == "json").unwrap().text;
        for (path, marks) in marks {
            // The terms link is shown shortened, as it holds a token.
            let is_lost = path != "/data/tos_policies_url" && marks.iter().any(|mark| !told.contains(mark.as_str()));
            assert!(!is_lost, "{name}: {path} is not told whole");
        }
    }
}

/// One field at a time, each with a text of every kind: what is harmless elsewhere may not be here.
///
/// Faults: T1, T2, T3, T5.
#[test]
fn in_one_field_at_a_time_nothing_raw_comes_out() {
    let all: String = HOSTILE.iter().map(|(_, hostile)| *hostile).collect();
    let whole = reference();
    for path in strings(&whole) {
        let mut reply = whole.clone();
        poison(&mut reply, &path, 1, &all);
        let case = read(&reply);
        for outs in [
            tree_and_findings(&case),
            written_to_people(&case, Mask::Off),
            reports(&case, Mask::Off),
            reports(&case, Mask::On),
        ] {
            assert_safe(&outs, &path);
        }
    }
}

/// Keys are text, too: fields nobody knows are shown by their names.
///
/// Faults: T1, T5, W6.
#[test]
fn in_the_names_of_unknown_fields_nothing_raw_comes_out() {
    for (name, hostile) in HOSTILE {
        let mut reply = reference();
        for place in ["/data", "/data/associated_parties/0", "/data/request_for_information/0/categories/0/fields/0"] {
            let object = reply.pointer_mut(place).and_then(Value::as_object_mut).unwrap();
            object.insert(format!("k{hostile}"), json!({ format!("n{hostile}"): hostile }));
        }
        assert_safe(&of_case(&read(&reply), Mask::Off), name);
    }
}

fn rows(customer: &Value) -> Vec<CustomerRow> {
    let page = json!({"data": {"customers": [customer], "pagination": {"total": 1}}});
    convert::page(page.to_string().as_bytes()).unwrap().rows
}

/// Faults: T1, T2, T3, T5, T10.
#[test]
fn in_a_row_of_the_list_nothing_raw_comes_out_and_no_cell_runs() {
    for (name, hostile) in HOSTILE {
        let fields = [
            "customer_id",
            "type",
            "business_name",
            "email",
            "phone",
            "country_of_incorporation",
            "customer_status",
            "tos_policies_url",
            "created_at",
            "updated_at",
        ];
        let customer: Value =
            fields.iter().map(|field| ((*field).to_owned(), json!(hostile))).collect::<serde_json::Map<_, _>>().into();
        let outs = of_rows(&rows(&customer), Mask::Off);
        assert_safe(&outs, name);
        let csv = &outs.iter().find(|out| out.sink == "csv").unwrap().text;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        for cell in reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let starts = cell.trim_start().chars().next();
            assert!(!starts.is_some_and(|c| "=+-@".contains(c)), "{name}: {cell:?} would be run");
        }
    }
}

/// Error bodies of every shape, and what is no JSON at all.
///
/// Faults: T1, T5, W4.
#[test]
fn in_an_error_nothing_raw_comes_out() {
    for (name, hostile) in HOSTILE {
        let bodies = [
            json!({"message": hostile}).to_string(),
            json!({"message": hostile, "errors": [{hostile: hostile}]}).to_string(),
            json!({"status": 400, "message": hostile, "data": {hostile: hostile}}).to_string(),
            json!({"error": {"code": hostile, "message": hostile, "details": [{"field": hostile, "message": hostile}]}}).to_string(),
            format!("<html>{hostile}</html>"),
            hostile.to_owned(),
        ];
        for body in bodies {
            for content_type in [None, Some("text/html"), Some(hostile)] {
                let failure = convert::failure(400, content_type, body.as_bytes(), &Secrets::default());
                assert_safe(&of_failure(failure), name);
            }
        }
    }
}

/// What is too large to be looked at is cut where it comes in, so no frame has to carry it.
///
/// Faults: T7.
#[test]
fn text_of_any_size_is_cut_where_it_comes_in() {
    let texts = [
        ("marks", format!("e{}", "\u{301}".repeat(1_000_000))),
        ("a word", "w".repeat(10_000_000)),
        ("lines", "line\n".repeat(200_000)),
        ("a name", "N".repeat(100_000)),
    ];
    for (name, text) in texts {
        let mut reply = reference();
        for path in ["/data/business_name", "/data/associated_parties/0/email"] {
            *reply.pointer_mut(path).unwrap() = json!(text);
        }
        *reply.pointer_mut("/data/rejection_reason/documents/0/moderation_comment").unwrap() = json!(text);
        // The client would refuse so large a reply; a saved file may be larger.
        let case = read(&reply);
        let mut outs = reports(&case, Mask::Off);
        assert!(outs.iter().all(|out| out.text.len() < 12_000_000), "{name}");
        outs.extend(tree_and_findings(&case));
        assert_safe(&outs, name);
        let is_cut = name == "marks" || outs.iter().any(|out| out.text.contains("characters)"));
        assert!(is_cut, "{name}: and says so");
    }
}

/// Faults: T8.
#[test]
fn a_name_of_two_scripts_is_shown_as_it_is_and_found() {
    let mut reply = reference();
    *reply.pointer_mut("/data/business_name").unwrap() = json!("\u{410}pple Pay Ltd");
    let outs = of_case(&read(&reply), Mask::Off);
    assert!(outs.iter().any(|out| out.sink == "text" && out.text.contains("\u{410}pple Pay Ltd")));
    assert!(outs.iter().any(|out| out.sink == "screen: findings" && out.text.contains("look-alike letters")));
}
