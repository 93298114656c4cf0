//! What a mask promises, and what an export keeps: canaries in every personal value, file name and piece of prose through
//! everything that shows, prints, copies or writes; and exports that are opened again.

use kyb_dash::api::convert;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::customer::{CustomerRow, Name, RowKey, TosLink};
use kyb_dash::domain::digest::{Digest, Look};
use kyb_dash::domain::fact::{Fact, ProblemKind};
use kyb_dash::domain::glossary::Glossary;
use kyb_dash::domain::mask::{Mask, Personal, Prose};
use kyb_dash::output::CaseReport;
use serde_json::{Value, json};

use super::sinks::{FILE, Out, asked_for, of_case, of_rows, written_to_people};
use super::{places, reference};

const PERSON: &str = include_str!("../fixtures/individual_action_required.json");
const OLDER: &str = include_str!("../fixtures/v1_business_approved.json");
const NAMES: &str = include_str!("../fixtures/cases/names_in_a_comment.json");

/// Keys whose values belong to a person whom the case then knows.
const PERSONAL: [&str; 4] = ["email", "phone", "first_name", "last_name"];
/// Keys whose values are file names or anybody's words.
const WORDS: [&str; 5] = ["moderation_comment", "for_customer", "for_developer", "uri", "reason"];

fn read(reply: &Value) -> Case {
    convert::saved(reply.to_string().as_bytes()).unwrap().remove(0).unwrap()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Puts a name that nothing else holds wherever a person may stand. Those of `PERSONAL` begin with `Quill`, the others
/// with `Wexford`.
fn with_canaries(value: &mut Value, key: &str, count: &mut usize) {
    match value {
        Value::Object(entries) => {
            entries.iter_mut().for_each(|(key, value)| with_canaries(value, key, count));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| with_canaries(item, key, count)),
        _ if PERSONAL.contains(&key) => {
            *count += 1;
            *value = json!(match key {
                "email" => format!("quillon{count}.quilla@quillmail{count}.example"),
                "phone" => format!("+1 999 {count:03} 7531"),
                _ => format!("Quillberta{count}"),
            });
        }
        _ if WORDS.contains(&key) => {
            *count += 1;
            *value = json!(match key {
                "uri" => format!("/wexford{count}_passport.png"),
                _ => format!("Ask Wexford{count} Hathersage's brother.\n - at once"),
            });
        }
        _ => {}
    }
}

fn canaries(fixture: &Value) -> Value {
    let mut reply = fixture.clone();
    with_canaries(&mut reply, "", &mut 0);
    reply["data"]["notes"] = json!({"Wexford Hathersage": {"since": ["Wexford"]}, "plain": "Wexford", "count": 7});
    reply["data"]["created_at"] = json!("when Wexford came");
    reply["data"]["verification_type"] = json!(["Wexford"]);
    if let Some(party) = reply["data"]["associated_parties"].get_mut(0) {
        party["ownership_percent"] = json!("Wexford's half");
        party["full_name"] = json!("Quillma Quillsby");
        party["verification"]["updated_at"] = json!("after Wexford");
    }
    reply
}

#[track_caller]
fn assert_tells_nobody(outs: &[Out], canaries: &[&str]) {
    assert!(!outs.is_empty());
    for Out { sink, text } in outs {
        let lower = text.to_lowercase();
        for canary in canaries {
            let at = lower.find(canary).map(|at| lower.get(at.saturating_sub(80)..).unwrap_or_default().to_owned());
            assert_eq!(at.map(|text| text.chars().take(160).collect::<String>()), None, "{canary} in {sink}");
        }
    }
}

fn row(case: &Case) -> CustomerRow {
    let (key, profile, details) = (RowKey::Customer(case.id.clone()), case.profile.clone(), case.details.clone());
    CustomerRow { key, profile, details, other: case.other.clone(), problems: case.problems.clone() }
}

#[test]
fn under_a_mask_no_person_no_file_name_and_no_word_of_prose_comes_out() {
    for fixture in [reference(), parsed(PERSON), parsed(OLDER), parsed(NAMES)] {
        let case = read(&canaries(&fixture));
        let mut outs = of_case(&case, Mask::On);
        outs.extend(of_rows(&[row(&case)], Mask::On));
        assert_tells_nobody(&outs, &["quill", "wexford", "7531", "hathersage", "passport.png"]);
        assert!(outs.iter().any(|out| out.text.contains("may name people; p shows it")));
        let open = of_case(&case, Mask::Off);
        for canary in ["quillon", "wexford", FILE] {
            assert!(open.iter().any(|out| out.text.to_lowercase().contains(canary)), "{canary} is nowhere at all");
        }
    }
}

#[test]
fn prose_that_was_asked_for_is_on_the_screen_alone_and_hides_whom_the_case_knows() {
    for fixture in [reference(), parsed(PERSON)] {
        let case = read(&canaries(&fixture));
        let (screens, copies) = asked_for(&case);
        assert_tells_nobody(&screens, &["quill", "7531", "passport.png"]);
        assert_tells_nobody(&copies, &["quill", "wexford", "7531", "hathersage", "passport.png"]);
        let shows = |words: &str| screens.iter().any(|out| out.text.contains(words));
        assert!(shows("Hathersage's brother") && shows("when Wexford came"));
        assert!(screens.iter().rev().take(1).all(|out| !out.text.contains("Wexford")), "the case was left");
    }
}

#[test]
fn no_part_of_a_name_is_left_in_a_comment_that_was_asked_for() {
    let (screens, _) = asked_for(&read(&parsed(NAMES)));
    let comments: Vec<&str> =
        screens.iter().flat_map(|out| out.text.lines()).filter(|row| row.contains("sent it")).collect();
    assert!(!comments.is_empty());
    for row in comments {
        let words: Vec<String> =
            row.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|word| !word.is_empty()).collect();
        for part in ["ada", "lund", "bo", "li"] {
            assert!(!words.iter().any(|word| word == part), "{part} in {row}");
        }
    }
}

#[test]
fn a_person_has_one_nickname_in_every_place() {
    let case = read(&canaries(&parsed(PERSON)));
    let nickname = format!("Customer {}", case.id.short());
    for Out { sink, text } in of_case(&case, Mask::On).into_iter().chain(of_rows(&[row(&case)], Mask::On)) {
        assert!(!text.contains(&format!("{nickname} {nickname}")), "{sink}: {text}");
        let names_it = ["screen: four panes", "screen: queue", "text", "markdown", "summary", "asks", "table", "csv"];
        assert!(!names_it.contains(&sink.as_str()) || text.contains(&nickname), "{sink}: {text}");
    }
    assert!(matches!(case.profile.name, Name::Individual { .. }));
}

/// Values that belong nowhere in particular, and spellings that a round trip must keep.
fn odd() -> Vec<Value> {
    vec![
        Value::Null,
        json!(-1e300),
        json!(1_777_887_242),
        json!("NO_SUCH_WORD"),
        json!(" 60.50"),
        json!("2026-05-04T14:32:34+02:00"),
        json!("one\r\ntwo\u{202e}\u{1b}[31m"),
        json!("x".repeat(3_000)),
        json!(""),
        json!([]),
        json!([[[1]]]),
        json!({"id": {"id": 1}}),
        json!({"a.b": null, "c": [true, {"d": "e"}]}),
    ]
}

/// A fixture with some of these in each of its places, one at a time, and without each of its places.
fn damaged(whole: &Value) -> Vec<(String, Case)> {
    let mut cases = Vec::new();
    for (number, path) in places(whole).into_iter().enumerate() {
        let removed = {
            let mut reply = whole.clone();
            let (parent, key) = path.rsplit_once('/').unwrap();
            match reply.pointer_mut(parent).unwrap() {
                Value::Object(entries) => drop(entries.remove(key)),
                Value::Array(items) => drop(items.remove(key.parse().unwrap())),
                _ => unreachable!("a place has a parent"),
            }
            reply
        };
        let replaced = odd().into_iter().cycle().skip(number).step_by(3).take(5).map(|value| {
            let mut reply = whole.clone();
            *reply.pointer_mut(&path).unwrap() = value;
            reply
        });
        for reply in std::iter::once(removed).chain(replaced) {
            let at = reply.pointer(&path).map_or_else(|| "missing".to_owned(), Value::to_string);
            if let Ok(mut read) = convert::saved(reply.to_string().as_bytes())
                && let Ok(case) = read.remove(0)
            {
                cases.push((format!("{path} = {at:.60}"), case));
            }
        }
    }
    cases
}

/// The data of an export, with nothing computed that is not needed for it.
fn export(case: &Case, mask: Mask) -> String {
    let glossary = Glossary::default();
    let digest = Digest::of(case, &glossary, Look::default());
    let (why, findings, fetched, source) = (None, &[][..], None, None);
    CaseReport { case, digest: &digest, glossary: &glossary, why, findings, mask, fetched, source }.json()
}

fn opened(export: &str) -> Case {
    convert::saved(export.as_bytes()).unwrap().remove(0).unwrap()
}

/// What was noted, but for where: what cannot be read of a list moves to its end, and says no more than that.
fn noted(case: &Case) -> Vec<(ProblemKind, String)> {
    let mut noted: Vec<_> = case
        .problems
        .iter()
        .filter(|problem| problem.kind != ProblemKind::DuplicateKey && !problem.path.as_str().ends_with(']'))
        .map(|problem| (problem.kind, format!("{} {:?}", problem.what, problem.value.as_ref().map(Prose::unmasked))))
        .collect();
    noted.sort();
    noted
}

#[test]
fn an_unmasked_export_is_the_same_case_when_it_is_opened() {
    for whole in [reference(), parsed(PERSON)] {
        for (what, case) in damaged(&whole) {
            let told = export(&case, Mask::Off);
            let again = opened(&told);
            assert_eq!(again.profile, case.profile, "{what}");
            assert_eq!(again.details.phone, case.details.phone, "{what}");
            assert_eq!(again.details.created_at, case.details.created_at, "{what}");
            let link = |case: &Case| case.details.tos.as_ref().map(TosLink::shortened);
            assert_eq!(link(&again), link(&case), "{what}");
            assert_eq!(again.verification_type, case.verification_type, "{what}");
            assert_eq!(again.last_status_updated_at, case.last_status_updated_at, "{what}");
            assert_eq!(again.parties, case.parties, "{what}");
            assert_eq!(again.rejection, case.rejection, "{what}");
            assert_eq!(again.requests, case.requests, "{what}");
            assert_eq!(again.other, case.other, "{what}");
            assert_eq!(noted(&again), noted(&case), "{what}");
            let counted = |case: &Case| case.problems.len();
            assert_eq!(counted(&again), counted(&case), "{what}");
            assert_eq!(parsed(&export(&again, Mask::Off))["data"], parsed(&told)["data"], "{what}: once more");
            assert!(again.export.is_some_and(|export| !export.is_masked));
        }
    }
}

#[test]
fn a_masked_export_tells_nobody_and_says_what_it_leaves_out_when_it_is_opened() {
    for whole in [reference(), parsed(PERSON)] {
        for (what, case) in damaged(&canaries(&whole)) {
            let told = export(&case, Mask::On);
            let out = Out { sink: what.clone(), text: told.clone() };
            assert_tells_nobody(&[out], &["quill", "wexford", "7531", "hathersage"]);
            let again = opened(&told);
            assert!(again.export.is_some_and(|export| export.is_masked), "{what}");
            let once_more = parsed(&export(&again, Mask::Off));
            assert_eq!((&once_more["data"], &once_more["masked"]), (&parsed(&told)["data"], &json!(true)), "{what}");
            assert_eq!(again.profile.status, case.profile.status, "{what}");
            let known = |fact: &Fact<_>| matches!(fact, Fact::Given(_));
            assert!(!known(&again.profile.email) || case.profile.email.given().is_some_and(Personal::is_blank));
        }
    }
    let outs = of_case(&opened(&export(&read(&canaries(&reference())), Mask::On)), Mask::Off);
    let says = |sink: &str| outs.iter().any(|out| out.sink == sink && out.text.contains("left out by a mask"));
    for sink in ["text", "markdown", "screen: the whole tree", "screen: asks", "screen: comments"] {
        assert!(says(sink), "{sink}");
    }
    for claim in ["no reason given", "no reason is given", "nothing says why", "nowhere a word", "gave no sentence"] {
        let found = outs.iter().find(|out| out.text.contains(claim) && out.sink != "json");
        assert!(found.is_none_or(|out| out.sink == "screen: asks"), "{claim}: {}", found.unwrap().text);
    }
}

/// Faults: H1.
#[test]
fn a_masked_export_of_a_held_case_gives_no_message() {
    let held = [
        include_bytes!("../fixtures/cases/labels_are_text.json").as_slice(),
        include_bytes!("../fixtures/owner_holds_the_case.json"),
        include_bytes!("../fixtures/for_developer_holds_the_case.json"),
    ];
    let is_written = |case: &Case, mask| written_to_people(case, mask).iter().any(|out| out.text.contains("Hello"));
    assert!(is_written(&read(&reference()), Mask::Off), "what is looked for is there where nothing holds");
    for sent in held {
        let case = convert::saved(sent).unwrap().remove(0).unwrap();
        assert!(!is_written(&case, Mask::Off) && !is_written(&case, Mask::On));
        assert!(!is_written(&opened(&export(&case, Mask::On)), Mask::Off));
    }
}
