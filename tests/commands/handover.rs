//! `handover`: what a colleague reads, and what no handover may tell.

use kyb_dash::domain::follow_up::Entered;
use kyb_dash::domain::history::Way;
use kyb_dash::domain::key::Subject;
use kyb_dash::sandbox::Reply;
use serde_json::{Value, json};

use crate::remembered::{FIRST, Place, SECOND, THIRD, assert_valid, schema};
use crate::sent::{day, hold};
use crate::{Run, printed};

fn note(words: &str) -> Entered {
    Entered::Note(words.to_owned())
}

async fn told(place: &Place, more: &[&str]) -> (Option<i32>, Value) {
    let ran = place.run(&[&["handover", "--format", "json"], more].concat()).await;
    let json: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {} {}", ran.out, ran.err));
    assert_valid(&schema("handover"), &json);
    (ran.code, json)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_case_has_its_next_step() {
    let place = Place::new().await;
    place.tell().await;
    let next = async |more: &[&str]| {
        let (code, json) = told(&place, more).await;
        let one = &json["customers"][0]["now"];
        (code, one["next"]["code"].as_str().map(str::to_owned), one["next"]["day"].clone())
    };
    place.enter(FIRST, 30, note("Older.")).await;
    assert_eq!(next(&[]).await, (Some(0), None, Value::Null), "nothing was entered in twelve hours");
    assert_eq!(next(&["--since", "2d"]).await.1.as_deref(), Some("wait_for_fin"));
    place.owes(FIRST);
    place.enter(FIRST, 3, note("Young.")).await;
    assert_eq!(next(&[]).await.1.as_deref(), Some("ask"));
    place.enter(FIRST, 2, Entered::Snoozed { until: day(3), note: None }).await;
    assert_eq!(next(&[]).await, (Some(0), Some("look_again".to_owned()), json!(day(3).to_string())));
    place.ask(FIRST, 1, 2).await;
    assert_eq!(next(&[]).await, (Some(0), Some("wait".to_owned()), json!(day(2).to_string())));
    let text = place.printed(&["handover"]).await;
    assert!(text.contains("Canary Holdings · 671536f8\n") && text.contains("\nwhy: "), "{text}");
    assert!(text.contains("then chase the company\n") && text.contains("- the company owes 1: Passport\n"), "{text}");
    assert!(text.contains("  | Young.\n") && text.contains("- 1 older note\n") && !text.contains("Older."), "{text}");
    assert!(
        text.contains("- asked the company for 1 thing on 20") && text.contains(": open, to be chased on "),
        "{text}"
    );
    place.enter(FIRST, 0, Entered::Answered).await;
    assert_eq!(next(&[]).await.1.as_deref(), Some("pass_on"));
    place.ask(FIRST, 0, 0).await;
    assert_eq!(next(&[]).await, (Some(0), Some("chase".to_owned()), json!(day(0).to_string())));
    place.sandbox.patch(FIRST, json!({"request_for_information": crate::remembered::asks("identifying")}));
    assert_eq!(next(&[]).await.1.as_deref(), Some("ask_since"));
    place.sandbox.patch(FIRST, json!({"request_for_information": {}}));
    assert_eq!(next(&[]).await.1.as_deref(), Some("look"), "what cannot be read is not told as nothing");
    place.sandbox.patch(FIRST, json!({"customer_status": "REJECTED", "request_for_information": []}));
    assert_eq!(next(&[]).await.1.as_deref(), Some("nothing"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_us_comes_first_and_nobody_is_missing() {
    let place = Place::new().await;
    let nothing = place.run(&["handover"]).await;
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    assert!(nothing.err.contains("`handover` needs what the dashboard remembers"), "{}", nothing.err);
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let empty = place.printed(&["handover"]).await;
    assert!(empty.contains("nothing was sent, put off, answered or noted in that time"), "{empty}");
    place.see(THIRD).await;
    place.enter(FIRST, 1, note("With Fin.")).await;
    place.owes(SECOND);
    place.enter(SECOND, 2, note("Ours.")).await;
    let (code, json) = told(&place, &[]).await;
    let ids: Vec<&Value> = json["customers"].as_array().unwrap().iter().map(|one| &one["customer_id"]).collect();
    assert_eq!((code, ids, &json["only_looked_at"]), (Some(0), vec![&json!(SECOND), &json!(FIRST)], &json!([THIRD])));
    assert_eq!(json["complete"], json!(true));

    // One that is due and was not touched; one that cannot be read.
    place.owes(THIRD);
    place.ask(THIRD, 90, -1).await;
    place.sandbox.answer_all(FIRST, Reply::text(200, "text/html", "<html></html>"));
    let (code, json) = told(&place, &[]).await;
    assert_eq!((code, &json["complete"]), (Some(1), &json!(false)));
    assert_eq!(json["also_to_chase"][0]["now"]["next"]["code"], "chase");
    let unread = json["customers"].as_array().unwrap().iter().find(|one| one["customer_id"] == FIRST).unwrap();
    assert!(unread["now"].is_null() && unread["unread"].as_str().unwrap().contains("HTML"), "{unread:#}");
    assert_eq!(unread["entered"][0]["text"], "With Fin.");
    let Run { code, out, err } = place.run(&["handover"]).await;
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert!(out.contains("; 1 could not be read now\n") && out.contains(FIRST) && out.contains("With Fin."), "{out}");
    assert!(
        out.contains("\nAlso to chase\n") && out.contains("Canary Holdings · b120a3ff: chase the company"),
        "{out}"
    );
    assert!(out.contains("\nOnly looked at\n") && out.contains("- 1 other: b120a3ff\n"), "{out}");
    place.sandbox.answer_all(THIRD, Reply::not_found());
    let gone = place.run(&["handover"]).await;
    assert!(gone.out.contains(&format!("- {THIRD}: could not be read now: ")), "{}", gone.out);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_case_is_held_and_never_by_what() {
    let place = Place::new().await;
    place.tell().await;
    place.owes(FIRST);
    place.ask(FIRST, 5, -1).await;
    place.enter(FIRST, 1, note("Called.")).await;
    place.sandbox.patch(FIRST, json!({"rejection_reason": hold()}));
    for mask in [&[][..], &["--mask"]] {
        for format in ["text", "markdown", "json"] {
            let out = place.printed(&[&["handover", "--format", format], mask].concat()).await;
            assert!(out.contains("ask compliance") && out.contains("held"), "{out}");
            let small = out.to_lowercase();
            for signal in ["sanction", "kestrelcanary", "hit"] {
                assert!(!small.contains(signal), "{signal}: {out}");
            }
            assert_eq!(out.contains("Called."), mask.is_empty(), "{out}");
            assert!(!out.contains("chase the company"), "{out}");
        }
    }
    let (_, json) = told(&place, &["--mask"]).await;
    let now = &json["customers"][0]["now"];
    assert_eq!((&now["held"], &now["why"], &now["owed"]), (&json!(true), &Value::Null, &Value::Null));
    assert_eq!(json["customers"][0]["entered"][0]["text"], json!({"withheld": "mask"}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_masked_handover_names_nobody_and_counts_notes() {
    let place = Place::new().await;
    place.tell().await;
    let party = json!([{"id": "2e719a54-1111-4222-8333-444455556666", "email": "ivo@cobalt.example", "first_name": "Ivo",
        "last_name": "Tamsin", "verification": {"status": "REJECTED"}}]);
    let asked = json!([{"scope": "ASSOCIATED_PARTY", "associated_party_id": "2e719a54-1111-4222-8333-444455556666",
        "section": "legal", "categories": [{"document_type": "PASSPORT"}]}]);
    let case =
        json!({"customer_status": "ACTION_REQUIRED", "associated_parties": party, "request_for_information": asked});
    place.sandbox.patch(FIRST, case);
    place.enter(FIRST, 2, note("Ivo Tamsin was called.")).await;
    place.enter(FIRST, 1, note("Again.")).await;
    let shown = place.json(&["show", FIRST, "--format", "json"]).await;
    assert!(shown.to_string().contains("ivo@cobalt.example"));
    place.printed(&["sent", FIRST, "--to", "2e719a54"]).await;
    let open = place.printed(&["handover"]).await;
    assert!(open.contains("asked ivo@cobalt.example for 1 thing, not by a draft, on 20"), "{open}");
    for format in ["text", "markdown", "json"] {
        let out = place.printed(&["handover", "--mask", "--format", format]).await;
        for name in ["ivo", "Tamsin", "cobalt", "canary@", "Again"] {
            assert!(!out.to_lowercase().contains(&name.to_lowercase()), "{name}: {out}");
        }
        assert!(format == "json" || out.contains("2 notes are left out, as personal data is hidden"), "{out}");
    }
    let unknown = vec![Subject::Company];
    place.enter(FIRST, 0, Entered::Sent { to: unknown, way: Way::Draft, follow_up: day(1), note: None }).await;
    told(&place, &["--mask"]).await;
}

#[test]
fn since_when_is_understood_or_refused_and_a_demo_has_one() {
    let json: Value =
        serde_json::from_str(&printed(&["handover", "--demo", "--since", "9d", "--format", "json"])).unwrap();
    assert_valid(&schema("handover"), &json);
    assert!(json["customers"].as_array().unwrap().len() >= 4, "{json:#}");
    let masked: Value = serde_json::from_str(&printed(&["handover", "--demo", "--mask", "--format", "json"])).unwrap();
    assert_valid(&schema("handover"), &masked);
    for wrong in ["soon", "-8h", "0d", "2026-99-01"] {
        assert_eq!(crate::run(&["handover", "--demo", &format!("--since={wrong}")]).code, Some(2), "{wrong}");
    }
    let ahead = crate::run(&["handover", "--demo", "--since", "2099-01-01"]);
    assert_eq!((ahead.code, ahead.err.as_str()), (Some(2), "kyb-dash: --since: this day is to come yet\n"));
    let off = crate::run(&["handover", "--demo", "--no-memory"]);
    assert_eq!(off.code, Some(1), "{}", off.err);
}
