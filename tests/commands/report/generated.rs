//! Ten thousand customers of all kinds, hostile ones among them, and their figures computed from the raw replies.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::{Map, Value, json};

use super::counted::{Ranked, Raw, Words, assert_figures, fetch, figures, is_open, labels};
use crate::on_sandbox;
use crate::schemas::{assert_valid, schema};

const CUSTOMERS: u64 = 10_000;

/// What no output may hold: what spreadsheets run, what terminals obey, what wikis draw, and names.
pub const HOSTILE: [&str; 6] = [
    "=HYPERLINK(\"https://canary.example\")",
    "\u{1b}[31mCANARY",
    "| canary | <b>canary</b> |",
    "CANARY_OF_JANE",
    "@SUM(canary)",
    "[canary](https://canary.example)",
];

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn of(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            dice.roll(2);
        }
        dice
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % sides
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        let place = self.roll(of.len() as u64);
        of[usize::try_from(place).unwrap()].clone()
    }

    fn some(&mut self, most: u64, mut make: impl FnMut(&mut Self) -> Value) -> Value {
        let count = self.roll(most + 1);
        (0..count).map(|_| make(self)).collect()
    }
}

/// A value, or what is sent in its place: `None` where nothing is.
fn or_damaged(dice: &mut Dice, value: Value, others: &[Value]) -> Option<Value> {
    match dice.roll(20) {
        0 => None,
        1 => Some(Value::Null),
        2 if !others.is_empty() => Some(dice.one(others)),
        _ => Some(value),
    }
}

fn id(dice: &mut Dice, n: u64) -> Option<Value> {
    let uuid = format!("{:08x}-aaaa-4bbb-8ccc-{n:012x}", dice.roll(u64::from(u32::MAX)));
    match dice.roll(50) {
        0 => Some(format!("cust_{n}").into()),
        1 => Some(uuid.to_uppercase().into()),
        2 => Some(format!("{uuid}0").into()),
        3 if n.is_multiple_of(3) => None,
        3 if n % 3 == 1 => Some(format!("canary/{n}").into()),
        3 => Some(Value::Null),
        _ => Some(uuid.into()),
    }
}

fn status(dice: &mut Dice) -> Option<Value> {
    let words = [
        "INCOMPLETE",
        "PROCESSING",
        "QUEUED",
        "REVIEWING",
        "APPROVED",
        "ASSOCIATED_PARTIES_REMAINING",
        "IN_COMPLIANCE",
        "ON_HOLD",
        "ACTION_REQUIRED",
        "REINITIATE",
        "REJECTED",
        "FROZEN",
        "approved",
        "",
    ];
    let word = if dice.roll(40) == 0 { dice.one(&HOSTILE) } else { dice.one(&words) };
    or_damaged(dice, word.into(), &[json!(5), json!(["APPROVED"]), json!({"word": "APPROVED"})])
}

fn time(dice: &mut Dice, now: Timestamp) -> Option<Value> {
    let days = dice.one(&[1, 4, 9, 16, 80]);
    let seconds = dice.roll(days * 86_400);
    let at = now - SignedDuration::from_secs(i64::try_from(seconds).unwrap());
    let others = [
        json!("soon"),
        json!(17),
        json!("0001-01-01T00:00:00Z"),
        json!("2026-05-04"),
        json!([]),
        json!("2199-01-01T00:00:00Z"),
    ];
    or_damaged(dice, at.to_string().into(), &others)
}

fn label(dice: &mut Dice) -> Value {
    match dice.roll(30) {
        0 => json!(7),
        1 => dice.one(&HOSTILE).into(),
        2 => dice.one(&["SANCTIONS", "adverse media", "Pep"]).into(),
        3 => "low_quality".into(),
        _ => dice
            .one(&[
                "LOW_QUALITY",
                "EXPIRATION_DATE",
                "BAD_PROOF_OF_ADDRESS",
                "DOCUMENT_TEMPLATE",
                "NOT_DOCUMENT",
                "SPAM",
            ])
            .into(),
    }
}

fn document(dice: &mut Dice) -> Value {
    let labels = dice.some(2, label);
    let labels = or_damaged(dice, labels, &[json!(true)]);
    let mut document = Map::from_iter([("category".to_owned(), json!("identifying_documents"))]);
    document.extend(labels.map(|labels| ("reject_labels".to_owned(), labels)));
    document.into()
}

fn rejection(dice: &mut Dice) -> Value {
    let subject = |dice: &mut Dice| {
        let labels = dice.some(2, label);
        let mut subject = Map::new();
        let labels = or_damaged(dice, labels, &[json!(3)]);
        let verdict = json!({"moderation_comment": "", "reject_labels": labels.unwrap_or_default()});
        subject.extend(or_damaged(dice, verdict, &[json!(4)]).map(|it| ("applicant".to_owned(), it)));
        let documents = dice.some(2, document);
        subject.extend(or_damaged(dice, documents, &[json!(5)]).map(|it| ("documents".to_owned(), it)));
        subject
    };
    let parties = dice.some(2, |dice| {
        let mut entry = subject(dice);
        let id = json!(format!("party-{}", dice.roll(4)));
        entry.extend(or_damaged(dice, id, &[json!(6), json!(" ")]).map(|id| ("id".to_owned(), id)));
        if dice.roll(30) == 0 { json!(8) } else { entry.into() }
    });
    let mut reason = subject(dice);
    reason.extend(or_damaged(dice, parties, &[json!(9)]).map(|parties| ("associated_parties".to_owned(), parties)));
    reason.into()
}

fn requests(dice: &mut Dice) -> Value {
    dice.some(2, |dice| {
        let documents = dice.some(3, |dice| {
            let code = match dice.roll(12) {
                0 => dice.one(&HOSTILE),
                1 => "NEW_PAPER",
                _ => dice.one(&["PASSPORT", "UTILITY_BILL", "PROOF_OF_ADDRESS", "REGISTRATION_DOCUMENT", "OTHER"]),
            };
            let mut document = Map::new();
            document.extend(or_damaged(dice, code.into(), &[json!(1)]).map(|code| ("document_type".to_owned(), code)));
            if dice.roll(30) == 0 { json!(2) } else { document.into() }
        });
        let mut request = Map::from_iter([("section".to_owned(), json!("identifying_documents"))]);
        request.extend(or_damaged(dice, documents, &[json!(3)]).map(|it| ("categories".to_owned(), it)));
        match dice.roll(3) {
            0 => drop(request.insert("scope".to_owned(), json!("CUSTOMER"))),
            _ => drop(request.insert("associated_party_id".to_owned(), json!(format!("party-{}", dice.roll(4))))),
        }
        if dice.roll(30) == 0 { json!(4) } else { request.into() }
    })
}

fn parties(dice: &mut Dice) -> Value {
    dice.some(4, |dice| {
        let status = dice.one(&["INITIATED", "REVIEWING", "APPROVED", "APPROVED", "REJECTED", "NEW_WORD"]);
        let verification = json!({"status": or_damaged(dice, status.into(), &[json!(5)])});
        let mut party = Map::from_iter([
            ("type".to_owned(), json!("INDIVIDUAL")),
            ("email".to_owned(), json!("jane@canary.example")),
        ]);
        let id = json!(format!("party-{}", dice.roll(20)));
        party.extend(or_damaged(dice, id, &[]).map(|id| ("id".to_owned(), id)));
        party.extend(or_damaged(dice, verification, &[json!(6)]).map(|it| ("verification".to_owned(), it)));
        if dice.roll(30) == 0 { json!(7) } else { party.into() }
    })
}

fn customer(n: u64, now: Timestamp) -> Value {
    let mut dice = Dice::of(n + 1);
    let dice = &mut dice;
    let mut customer = Map::from_iter([
        ("type".to_owned(), json!("BUSINESS")),
        ("business_name".to_owned(), json!(format!("{} {n}", dice.one(&HOSTILE)))),
        ("email".to_owned(), json!("jane@canary.example")),
    ]);
    let (refused, asked, people) = (rejection(dice), requests(dice), parties(dice));
    let refused = if dice.roll(3) == 0 { Value::Null } else { refused };
    let fields = [
        ("customer_id", id(dice, n)),
        ("customer_status", status(dice)),
        ("updated_at", time(dice, now)),
        ("created_at", time(dice, now)),
        ("last_status_updated_at", time(dice, now)),
        ("rejection_reason", or_damaged(dice, refused, &[json!(1), json!([])])),
        ("request_for_information", or_damaged(dice, asked, &[json!(2), json!({})])),
        ("associated_parties", or_damaged(dice, people, &[json!(3), json!({})])),
    ];
    customer.extend(fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    customer.into()
}

/// Checks that a few lines can compute.
fn findings(read: &[&Raw], words: &Words) -> Vec<(&'static str, usize)> {
    let count =
        |is_hit: &dyn Fn(&Value) -> bool| read.iter().filter(|raw| is_hit(raw.details.as_ref().unwrap())).count();
    let is_held = |details: &Value| labels(details).0.iter().any(|label| words.holds(label));
    let is_unknown = |details: &Value| labels(details).0.iter().any(|label| !words.labels.contains_key(label));
    let is_asked = |details: &Value| {
        let requests = details["request_for_information"].as_array();
        details["customer_status"] == "APPROVED" && requests.is_some_and(|it| it.iter().any(Value::is_object))
    };
    // All parties of a case have the same e-mail.
    let is_twice = |details: &Value| {
        let parties = details["associated_parties"].as_array();
        parties.is_some_and(|it| it.iter().filter(|party| party.is_object()).count() > 1)
    };
    vec![
        ("held", count(&is_held)),
        ("label-unknown", count(&is_unknown)),
        ("rfi-on-approved", count(&is_asked)),
        ("dup-party", count(&is_twice)),
    ]
}

/// Figures of the report against figures that are computed here from what the same server sends, of ten thousand customers;
/// and nothing of a customer in any format but the id of the oldest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_is_the_one_that_the_raw_replies_give() {
    let now = Timestamp::from_second(Timestamp::now().as_second()).unwrap();
    let records: Vec<Value> = (0..CUSTOMERS).map(|n| customer(n, now)).collect();
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    let all = fetch(&sandbox).await;
    assert_eq!(all.len(), usize::try_from(CUSTOMERS).unwrap());
    let ran = on_sandbox(&sandbox, &["report", "--format", "json"]).await;
    // Some have no id that can be asked for.
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("rows of the list have no id") && ran.err.lines().count() == 1, "{}", ran.err);
    let report = assert_valid(&schema("report"), &ran.out, "report");
    let at: Timestamp = report["at"].as_str().unwrap().parse().unwrap();
    let words = Words::read();
    let is_held = |raw: &Raw| raw.details.as_ref().is_some_and(|it| labels(it).0.iter().any(|it| words.holds(it)));
    assert_figures(&report, &without_looks(figures(&all, &words, is_held, at), &report));

    let read: Vec<&Raw> = all.iter().filter(|raw| raw.details.is_some() && is_open(raw, is_held(raw), at)).collect();
    assert_eq!(report["findings"]["rests_on"], read.len());
    for (check, cases) in findings(&read, &words) {
        let found = report["findings"]["most_frequent"].as_array().unwrap().iter().find(|it| it["code"] == check);
        assert_eq!(found.map(|it| &it["cases"]), Some(&json!(cases)), "{check}");
    }
    // All of it is there to be counted.
    for (section, least) in [("labels", 6), ("owed", 5), ("findings", 20), ("statuses", 10)] {
        let ranked = &report[section]["most_frequent"];
        let told = ranked.as_array().or_else(|| report[section].as_array()).unwrap().len();
        assert!(told >= least, "{section}: {told}");
    }
    for section in ["labels", "owed"] {
        for figure in ["rests_on", "partly_read", "without_words"] {
            assert!(report[section][figure].as_u64().unwrap() > 100, "{section} {figure}");
        }
    }
    // Nobody counts to these numbers by hand, but they are told by any other program, too.
    let by_who: BTreeSet<u64> =
        report["balls"].as_array().unwrap().iter().map(|it| it["customers"].as_u64().unwrap()).collect();
    assert!(by_who.iter().filter(|count| **count > 500).count() == 4, "{by_who:?}");
    assert!(!ran.out.to_lowercase().contains("canary"), "{}", ran.out);
}

/// What is held is held since the look of the report, whose very moment is in no reply.
fn without_looks(mut expected: Value, report: &Value) -> Value {
    for (place, ball) in expected["balls"].as_array_mut().unwrap().iter_mut().enumerate() {
        if ball["oldest"]["waiting_since"]["basis"] == "first_seen" {
            ball["oldest"]["waiting_since"]["at"] = report["balls"][place]["oldest"]["waiting_since"]["at"].clone();
        }
    }
    expected
}

#[test]
fn what_is_held_by_a_label_is_held_in_any_spelling_that_is_generated() {
    let words = Words::read();
    assert!(["SANCTIONS", "adverse media", "Pep"].iter().all(|label| words.holds(label)));
    assert!(HOSTILE.iter().all(|label| !words.holds(label)));
    let mut ranked = Ranked::default();
    ranked.count(&BTreeSet::from(["a".to_owned(), "b".to_owned()]), false, |it| it == "a");
    let told = json!({"rests_on": 1, "partly_read": 1, "without_words": 1, "most_frequent": [{"code": "a", "words": "a", "cases": 1}]});
    assert_eq!(ranked.told(str::to_owned), told);
}
