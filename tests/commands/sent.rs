//! `sent`, and what becomes of the ball in `list` and `list --chase`.

use kyb_dash::api::convert;
use kyb_dash::catalogue;
use kyb_dash::domain::follow_up::Entered;
use kyb_dash::domain::history::Way;
use kyb_dash::domain::key::Subject;
use kyb_dash::domain::time::Wall;
use kyb_dash::sandbox::Reply;
use kyb_dash::store::{Earlier, EarlierEntry};
use serde_json::{Value, json};

use crate::remembered::{FIRST, Place, SECOND, THIRD, asks, assert_valid, schema};
use crate::{Run, json_of, run};

/// What holds a case.
pub fn hold() -> Value {
    json!({"applicant": {"moderation_comment": "Sanctions hit on kestrelcanary"}})
}

fn hours_ago(hours: i64) -> Wall {
    Wall::now() - jiff::SignedDuration::from_hours(hours)
}

/// The day so many days from today.
pub fn day(days: i64) -> jiff::civil::Date {
    Wall::now().to_zoned(jiff::tz::TimeZone::UTC).date() + jiff::ToSpan::days(days)
}

impl Place {
    /// Something was entered so many hours ago, of the case as the server has it.
    pub async fn enter(&self, id: &str, hours: i64, what: Entered) {
        let shown = self.json(&["show", id, "--format", "json"]).await;
        let case = convert::saved(shown.to_string().as_bytes()).unwrap().remove(0).unwrap();
        let mut store = self.store().await;
        let key = store.key().await.unwrap();
        let entry = EarlierEntry { case, at: hours_ago(hours), what: Earlier::Entered(what) };
        store.enter_earlier(&[entry], &key, &catalogue::glossary()).await.unwrap();
        store.close().await;
    }

    /// The company was asked so many hours ago, and is to be chased so many days from today.
    pub async fn ask(&self, id: &str, hours: i64, days: i64) {
        let (to, follow_up) = (vec![Subject::Company], day(days));
        self.enter(id, hours, Entered::Sent { to, way: Way::Draft, follow_up, note: None }).await;
    }

    pub fn owes(&self, id: &str) {
        let patch = json!({"customer_status": "ACTION_REQUIRED", "request_for_information": asks("legal")});
        self.sandbox.patch(id, patch);
    }

    async fn row(&self, id: &str, more: &[&str]) -> Value {
        let list = self.json(&[&["list", "--format", "json"], more].concat()).await;
        assert_valid(&schema("list"), &list);
        list["customers"].as_array().unwrap().iter().find(|row| row["customer_id"] == id).unwrap().clone()
    }

    async fn ids(&self, more: &[&str]) -> Vec<String> {
        let csv = self.printed(&[&["list", "--format", "csv"], more].concat()).await;
        csv.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_is_with_the_customer_until_it_is_to_be_chased() {
    let place = Place::new().await;
    place.tell().await;
    place.owes(FIRST);
    assert_eq!(place.ids(&["--needs-us"]).await, [FIRST]);
    let said = place.printed(&["sent", "671536", "--to", "company", "--follow-up", &day(2).to_string()]).await;
    let told = format!("kept: asked the company for 1 thing, not by a draft; to be chased on {} (", day(2));
    assert!(said.starts_with(&told) && said.ends_with(")\n") && said.lines().count() == 1, "{said}");

    // With details, and without them as the last look showed it.
    for more in [&["--details"][..], &[]] {
        let row = place.row(FIRST, more).await;
        assert_eq!((&row["ball"], &row["waiting_since"]["basis"]), (&json!("customer"), &json!("sent")), "{more:?}");
        assert_eq!(row["follow_up"]["state"], "waits");
        assert_eq!(
            (&row["follow_up"]["due"], &row["follow_up"]["to_company"]),
            (&json!(day(2).to_string()), &json!(true))
        );
        assert_eq!(place.row(SECOND, more).await["follow_up"], Value::Null);
    }
    assert_eq!(place.ids(&["--needs-us"]).await, [""; 0]);
    assert_eq!(place.ids(&["--chase"]).await, [""; 0]);
    let table = place.printed(&["list"]).await;
    assert!(table.lines().next().unwrap().split_whitespace().any(|head| head == "CHASE"), "{table}");
    assert!(table.contains(&day(2).to_string()), "{table}");
    let without = place.printed(&["list", "--no-memory"]).await;
    assert!(!without.contains("CHASE") && without.contains("ACTION_REQUIRED  us "), "{without}");

    let history = place.json(&["history", FIRST, "--format", "json"]).await;
    assert_valid(&schema("history"), &history);
    let sent = &history["events"][0];
    assert_eq!((&sent["what"], &sent["by_hand"], &sent["asks"]), (&json!("sent"), &json!(true), &json!(1)));

    // Asked since.
    place.sandbox.patch(FIRST, json!({"request_for_information": asks("identifying")}));
    let row = place.row(FIRST, &["--details"]).await;
    assert_eq!((&row["ball"], &row["follow_up"]["state"]), (&json!("us"), &json!("raised")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chase_lists_those_that_are_due_and_nobody_who_is_held_or_decided() {
    let place = Place::new().await;
    let nothing = place.run(&["list", "--chase"]).await;
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    let told = "kyb-dash: --chase needs what the dashboard remembers, and nothing is remembered here yet; open the dashboard once\n";
    assert_eq!(nothing.err, told);
    place.tell().await;
    for (id, days) in [(FIRST, -1), (SECOND, 0), (THIRD, 1)] {
        place.owes(id);
        place.ask(id, 90, days).await;
    }
    let mut due = place.ids(&["--chase"]).await;
    due.sort();
    assert_eq!(due, [FIRST, SECOND]);
    let row = place.row(FIRST, &["--chase"]).await;
    assert_eq!((&row["ball"], &row["waiting_since"]["basis"]), (&json!("us"), &json!("follow_up")));
    assert_eq!((&row["follow_up"]["state"], &row["details"]["held"]), (&json!("chase"), &json!(false)));
    assert_eq!(place.ids(&["--needs-us"]).await.len(), 2, "who waits for the customer is left out");
    assert_eq!(place.ids(&["--chase", "--sort", "chase"]).await, [FIRST, SECOND]);

    // Not read: nobody is missing, and that is said.
    place.sandbox.answer_all(SECOND, Reply::text(200, "text/html", "<html></html>"));
    let Run { code, out, err } = place.run(&["list", "--chase", "--format", "json"]).await;
    let list: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &list["complete"], list["customers"].as_array().unwrap().len()), (Some(1), &json!(true), 2));
    assert!(err.contains("the details of 1 of 2 could not be read"), "{err}");

    place.sandbox.patch(FIRST, json!({"rejection_reason": hold()}));
    assert!(!place.run(&["list", "--chase"]).await.out.contains(FIRST), "held");
    place.sandbox.patch(FIRST, json!({"rejection_reason": null, "customer_status": "REJECTED"}));
    assert!(!place.run(&["list", "--chase"]).await.out.contains(FIRST), "decided");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_not_be_sent_or_cannot_be_kept_is_not_marked() {
    let place = Place::new().await;
    let to_company = ["sent", FIRST, "--to", "company"];
    let unasked = place.run(&to_company).await;
    assert_eq!(unasked.code, Some(1));
    assert!(
        unasked.err.contains("`sent` needs what the dashboard remembers")
            && unasked.err.contains("open the dashboard once")
    );
    assert!(place.sandbox.requests().is_empty(), "refused before the server is asked");
    place.tell().await;
    place.owes(FIRST);
    for (more, variables, code, said) in [
        (&["--no-memory"][..], &[][..], 1, "nothing is remembered: it is turned off (--no-memory)"),
        (&[], &[("KYB_DASH_NO_MEMORY", "1")], 1, "it is turned off (KYB_DASH_NO_MEMORY)"),
        (&["--demo"], &[], 2, "a demo keeps nothing beyond its run"),
        (&["--follow-up", "2020-01-01"], &[], 2, "--follow-up: this day is past"),
        (&["--follow-up", "soon"], &[], 2, "--follow-up: write a day as 2026-12-04"),
        (&["--to", "nobody"], &[], 2, "the case has no such recipient; --to takes company"),
        (&["--note", "words"], &[], 2, "write -, and give the words to standard input"),
    ] {
        let ran = place.run_with(&[&to_company, more].concat(), variables).await;
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{more:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{more:?}: {}", ran.err);
    }
    assert_eq!(place.run(&["sent", FIRST]).await.code, Some(2), "to whom is asked for");
    assert_eq!(place.run(&["sent", "ffffff", "--to", "company"]).await.code, Some(4));
    place.sandbox.patch(FIRST, json!({"rejection_reason": hold()}));
    let held = place.run(&to_company).await;
    assert_eq!((held.code, held.out.as_str()), (Some(6), ""));
    assert!(held.err.contains("the case is held") && !held.err.to_lowercase().contains("sanction"), "{}", held.err);
    place.sandbox.patch(FIRST, json!({"rejection_reason": null, "customer_status": "REJECTED"}));
    let decided = place.run(&to_company).await;
    assert_eq!((decided.code, decided.out.as_str()), (Some(1), ""));
    assert!(decided.err.contains("Fin has rejected this customer"), "{}", decided.err);
    let history = place.json(&["history", FIRST, "--format", "json"]).await;
    assert!(history["events"].as_array().unwrap().iter().all(|event| event["what"] == "changed"), "{history:#}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parties_are_named_as_for_a_draft_and_a_note_goes_with_it() {
    let place = Place::new().await;
    place.tell().await;
    let party = |id: &str| json!({"id": id, "verification": {"status": "REJECTED"}});
    let parties = json!([party("2e719a54-1111-4222-8333-444455556666"), party("4ef04512-1111-4222-8333-444455556666")]);
    let asked = json!([
        {"scope": "CUSTOMER", "section": "legal", "categories": [{"document_type": "PASSPORT"}]},
        {"scope": "ASSOCIATED_PARTY", "associated_party_id": "2e719a54-1111-4222-8333-444455556666", "section": "legal",
            "categories": [{"document_type": "PASSPORT"}]},
    ]);
    let case =
        json!({"customer_status": "ACTION_REQUIRED", "associated_parties": parties, "request_for_information": asked});
    place.sandbox.patch(FIRST, case);
    let nothing = place.run(&["sent", FIRST, "--to", "4ef04512"]).await;
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    assert!(nothing.err.contains("nothing is asked of 4ef04512"), "{}", nothing.err);
    let arguments = ["sent", FIRST, "--to", "2e719a54", "--to", "company", "--to", "COMPANY", "--note", "-"];
    let said = place.run_typing(&arguments, &[], "Called.\nWill answer.").await;
    let start = "kept: asked party 2e719a54 and the company for 2 things, not by a draft; to be chased on ";
    assert!(
        said.out.starts_with(start) && said.out.ends_with("), with a note of 2 lines\n"),
        "{} {}",
        said.out,
        said.err
    );
    let history = place.json(&["history", FIRST, "--format", "json"]).await;
    let what: Vec<&Value> = history["events"].as_array().unwrap().iter().map(|event| &event["what"]).collect();
    assert!(what.contains(&&json!("note")) && what.contains(&&json!("sent")), "{history:#}");
    let empty = place.run_typing(&arguments, &[], " \n").await;
    assert_eq!((empty.code, empty.out.as_str()), (Some(2), ""), "{}", empty.err);
}

/// As in its dashboard, something was sent before a demo begins.
#[test]
fn a_demo_has_requests_that_wait_and_some_to_chase() {
    let list = json_of(&["list", "--demo", "--details", "--format", "json"]);
    let with = |ball: &str| list["customers"].as_array().unwrap().iter().filter(|row| row["ball"] == ball).count();
    assert!(with("customer") > 0, "{list:#}");
    let chase = json_of(&["list", "--demo", "--chase", "--format", "json"]);
    assert!(!chase["customers"].as_array().unwrap().is_empty());
    let off = run(&["list", "--demo", "--chase", "--no-memory"]);
    assert_eq!(
        (off.code, off.err.as_str()),
        (Some(1), "kyb-dash: nothing is remembered: it is turned off (--no-memory)\n")
    );
}
