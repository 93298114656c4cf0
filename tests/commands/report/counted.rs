//! The figures once more, computed from the raw replies with nothing of the program's own reading of them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use kyb_dash::sandbox::Sandbox;
use serde_json::{Value, json};

/// What a server says of a customer.
pub struct Raw {
    pub row: Value,
    /// What stands under `data` in its details, where it has an id to ask for.
    pub details: Option<Value>,
}

impl Raw {
    pub fn id(&self) -> Option<&str> {
        let id = self.row["customer_id"].as_str()?;
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        (!id.is_empty() && id.chars().all(fits)).then_some(id)
    }
}

/// All businesses of a sandbox, and the details of each.
pub async fn fetch(sandbox: &Sandbox) -> Vec<Raw> {
    let (url, token) = (sandbox.base_url(), sandbox.access_token());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let get = async |path: String| -> Option<Value> {
        let answer = client.get(format!("{url}{path}")).bearer_auth(&token).send().await.unwrap();
        let is_there = answer.status().is_success();
        let text = answer.text().await.unwrap();
        is_there.then(|| serde_json::from_str::<Value>(&text).unwrap()["data"].take())
    };
    let mut rows = Vec::new();
    for page in 1.. {
        let mut page = get(format!("/v2/customers?type=BUSINESS&per_page=512&current_page={page}")).await.unwrap();
        let Value::Array(customers) = page["customers"].take() else { panic!("no page: {page}") };
        if customers.is_empty() {
            break;
        }
        rows.extend(customers);
    }
    let mut all = Vec::new();
    for row in rows {
        let mut raw = Raw { row, details: None };
        if let Some(id) = raw.id() {
            raw.details = get(format!("/v2/customers/{id}")).await;
        }
        all.push(raw);
    }
    all
}

/// Our own lists of words.
pub struct Words {
    pub labels: HashMap<String, String>,
    hold: HashSet<String>,
    documents: HashMap<String, String>,
}

impl Words {
    pub fn read() -> Self {
        let table = |text: &str, list: &str, words: &str| -> HashMap<String, String> {
            let file: toml::Table = text.parse().unwrap();
            let entries = file[list].as_array().unwrap().iter();
            let text = |entry: &toml::Value, key: &str| entry[key].as_str().unwrap().to_owned();
            entries.map(|entry| (text(entry, "code"), text(entry, words))).collect()
        };
        let labels = include_str!("../../../assets/labels.toml");
        let file: toml::Table = labels.parse().unwrap();
        Self {
            labels: table(labels, "label", "in_short"),
            hold: file["hold"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect(),
            documents: table(include_str!("../../../assets/documents.toml"), "document", "title"),
        }
    }

    /// Whether a label holds its case, however it is spelt.
    pub fn holds(&self, label: &str) -> bool {
        self.hold.contains(&label.trim().to_uppercase().replace(['-', ' '], "_"))
    }
}

/// How much of a list is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    All,
    Some,
    Nothing,
    NotTold,
}

impl Known {
    const fn is_gap(self) -> bool {
        matches!(self, Self::Some | Self::Nothing)
    }
}

/// The objects of a list, or its texts.
fn list(value: &Value, is_item: impl Fn(&Value) -> bool) -> (Vec<&Value>, Known) {
    match value {
        Value::Null => (Vec::new(), Known::NotTold),
        Value::Array(items) => {
            let read: Vec<&Value> = items.iter().filter(|item| is_item(item)).collect();
            let known = if read.len() == items.len() { Known::All } else { Known::Some };
            (read, known)
        }
        _ => (Vec::new(), Known::Nothing),
    }
}

fn objects(value: &Value) -> (Vec<&Value>, Known) {
    list(value, Value::is_object)
}

fn texts(value: &Value) -> (Vec<&Value>, Known) {
    list(value, Value::is_string)
}

fn known_status(of: &Value) -> Option<&'static str> {
    Some(match of["customer_status"].as_str()? {
        "INCOMPLETE" => "INCOMPLETE",
        "PROCESSING" | "QUEUED" => "PROCESSING",
        "REVIEWING" => "REVIEWING",
        "APPROVED" => "APPROVED",
        "ASSOCIATED_PARTIES_REMAINING" => "ASSOCIATED_PARTIES_REMAINING",
        "IN_COMPLIANCE" | "ON_HOLD" => "IN_COMPLIANCE",
        "ACTION_REQUIRED" | "REINITIATE" => "ACTION_REQUIRED",
        "REJECTED" => "REJECTED",
        _ => return None,
    })
}

fn time(of: &Value, key: &str) -> Option<Timestamp> {
    let at: Timestamp = of[key].as_str()?.parse().ok()?;
    (at >= "1971-01-01T00:00:00Z".parse().unwrap()).then_some(at)
}

/// All labels of a case, and whether these are all.
pub fn labels(details: &Value) -> (BTreeSet<String>, bool) {
    let (reason, mut found) = (&details["rejection_reason"], BTreeSet::new());
    if !reason.is_object() {
        // `null` means that nothing is refused; without the key nothing is told.
        return (found, details.get("rejection_reason") == Some(&Value::Null));
    }
    let (parties, known) = objects(&reason["associated_parties"]);
    let mut is_whole = !known.is_gap();
    for subject in std::iter::once(reason).chain(parties.iter().copied()) {
        let applicant = &subject["applicant"];
        let mut take = |of: &Value| {
            let (labels, known) = texts(&of["reject_labels"]);
            found.extend(labels.iter().map(|label| label.as_str().unwrap().to_owned()));
            !known.is_gap()
        };
        is_whole &= applicant.is_null() || applicant.is_object() && take(applicant);
        let (documents, known) = objects(&subject["documents"]);
        is_whole &= !known.is_gap();
        for document in documents {
            is_whole &= take(document);
        }
    }
    // An entry without an id may speak of anybody.
    is_whole &= parties.iter().all(|entry| entry["id"].as_str().is_some_and(|id| !id.trim().is_empty()));
    (found, is_whole)
}

/// The types of documents that are asked for, and whether these are all.
fn owed(details: &Value) -> (BTreeSet<String>, bool) {
    let (requests, known) = objects(&details["request_for_information"]);
    let (mut found, mut is_whole) = (BTreeSet::new(), known == Known::All);
    for request in requests {
        let (documents, known) = objects(&request["categories"]);
        is_whole &= known == Known::All;
        for document in documents {
            match document["document_type"].as_str() {
                Some(code) => drop(found.insert(code.to_owned())),
                None => is_whole = false,
            }
        }
    }
    (found, is_whole)
}

/// Not approved, all, and whether that is all there is to know.
fn parties(details: &Value) -> (usize, usize, bool) {
    const WORDS: [&str; 4] = ["INITIATED", "REVIEWING", "APPROVED", "REJECTED"];
    let (parties, known) = objects(&details["associated_parties"]);
    let status = |party: &Value| {
        let status = party["verification"]["status"].as_str()?;
        WORDS.iter().find(|word| **word == status).copied()
    };
    let is_person = details.get("associated_parties").is_none() && details["type"] == "INDIVIDUAL";
    let is_whole = (known == Known::All || is_person) && parties.iter().all(|party| status(party).is_some());
    let open = parties.iter().filter(|party| status(party).is_some_and(|status| status != "APPROVED")).count();
    (open, parties.len(), is_whole)
}

/// Who must act, and since when: the moment, on what it rests, and whether it may decide who waits longest.
pub struct Turn {
    pub ball: &'static str,
    pub since: Option<(Timestamp, &'static str)>,
}

/// On what a moment rests, in the order of trust.
const BASES: [&str; 5] = ["status_change", "first_seen", "at_most_since_status_change", "updated_at", "created_at"];

/// The same, of the held ones as of the moment of counting: only this look shows that they are.
pub fn turn(raw: &Raw, is_held: bool, at: Timestamp) -> Turn {
    const OURS: [&str; 3] = ["ACTION_REQUIRED", "INCOMPLETE", "ASSOCIATED_PARTIES_REMAINING"];
    let Some(details) = &raw.details else {
        let ball = match known_status(&raw.row) {
            Some("REJECTED") => "nobody",
            None | Some("APPROVED") => "unknown",
            Some(status) if OURS.contains(&status) => "us",
            Some(_) => "fin",
        };
        let since = time(&raw.row, "updated_at").filter(|_| ball != "unknown").map(|at| (at, "updated_at"));
        return Turn { ball, since };
    };
    if is_held {
        return Turn { ball: "us", since: Some((at, "first_seen")) };
    }
    let status = known_status(details);
    let (requests, known) = objects(&details["request_for_information"]);
    let ball = match status {
        Some("REJECTED") => "nobody",
        Some("APPROVED") if requests.is_empty() && matches!(known, Known::All | Known::NotTold) => "nobody",
        _ if !requests.is_empty() => "us",
        Some(status) if OURS.contains(&status) => "us",
        None | Some("APPROVED") => "unknown",
        Some(_) if known.is_gap() => "unknown",
        Some(_) => "fin",
    };
    let changed = time(details, "last_status_updated_at").map(|at| (at, "status_change"));
    let (updated, created) = (time(details, "updated_at"), time(details, "created_at"));
    let (updated, created) = (updated.map(|at| (at, "updated_at")), created.map(|at| (at, "created_at")));
    let estimate = if status == Some("INCOMPLETE") { created.or(updated) } else { updated.or(created) };
    let since = changed.or(estimate);
    // A request under another status came at another time than that status.
    let is_exact = ball != "us" || status.is_some_and(|status| OURS.contains(&status));
    let since = since.map(|(at, basis)| {
        (at, if basis == "status_change" && !is_exact { "at_most_since_status_change" } else { basis })
    });
    Turn { ball, since: since.filter(|_| ball != "unknown") }
}

fn is_uuid(id: &str) -> bool {
    let digits = id.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    digits && id.split('-').map(str::len).eq([8, 4, 4, 4, 12])
}

fn whole_days(since: Timestamp, at: Timestamp) -> i64 {
    ((at.as_second() - since.as_second()).max(0) - i64::from(at.subsec_nanosecond() < since.subsec_nanosecond())).max(0)
        / 86_400
}

fn by_age(turns: &[(&Raw, &Turn)], at: Timestamp) -> Value {
    const BANDS: [&str; 5] = ["up_to_2_days", "up_to_7_days", "up_to_14_days", "more_than_14_days", "unknown"];
    let mut bands = [(0, 0); 5];
    for (_, turn) in turns {
        let place = turn.since.map_or(4, |(since, _)| match whole_days(since, at) {
            ..=2 => 0,
            3..=7 => 1,
            8..=14 => 2,
            _ => 3,
        });
        bands[place].0 += 1;
        bands[place].1 += usize::from(turn.since.is_some_and(|(_, basis)| basis != "status_change"));
    }
    let bands = BANDS.iter().zip(bands);
    bands.map(|(band, (all, estimated))| json!({"band": band, "customers": all, "estimated": estimated})).collect()
}

fn oldest(turns: &[(&Raw, &Turn)], at: Timestamp) -> Value {
    let place = |basis: &str| BASES.iter().position(|it| *it == basis).unwrap();
    let waiting = turns.iter().filter_map(|(raw, turn)| turn.since.map(|since| (raw, since)));
    let first = waiting.min_by_key(|(raw, (since, basis))| (*since, place(basis), raw.id()));
    first.map_or(Value::Null, |(raw, (since, basis))| {
        json!({
            "customer_id": raw.id().filter(|id| is_uuid(id)).map(str::to_lowercase),
            "days": whole_days(since, at),
            "waiting_since": {"at": since.to_string(), "basis": basis, "is_estimate": basis != "status_change"},
        })
    })
}

/// Things by the number of cases, each told once of a case.
#[derive(Default)]
pub struct Ranked {
    cases: BTreeMap<String, usize>,
    rests_on: usize,
    partly: usize,
    without_words: usize,
}

impl Ranked {
    pub fn count(&mut self, things: &BTreeSet<String>, is_whole: bool, has_words: impl Fn(&str) -> bool) {
        let (known, others): (Vec<&String>, Vec<&String>) = things.iter().partition(|it| has_words(it));
        for thing in known {
            *self.cases.entry(thing.clone()).or_default() += 1;
        }
        self.rests_on += 1;
        self.partly += usize::from(!is_whole);
        self.without_words += usize::from(!others.is_empty());
    }

    pub fn told(&self, words: impl Fn(&str) -> String) -> Value {
        let mut ranked: Vec<(&String, &usize)> = self.cases.iter().collect();
        ranked.sort_by(|(a, in_a), (b, in_b)| in_b.cmp(in_a).then_with(|| a.cmp(b)));
        let ranked =
            ranked.into_iter().map(|(code, cases)| json!({"code": code, "words": words(code), "cases": cases}));
        json!({
            "rests_on": self.rests_on,
            "partly_read": self.partly,
            "without_words": self.without_words,
            "most_frequent": ranked.collect::<Vec<_>>(),
        })
    }
}

/// All figures of now but the findings, as they have to be told.
pub fn figures(all: &[Raw], words: &Words, is_held: impl Fn(&Raw) -> bool, at: Timestamp) -> Value {
    let turns: Vec<Turn> = all.iter().map(|raw| turn(raw, is_held(raw), at)).collect();
    let both: Vec<(&Raw, &Turn)> = all.iter().zip(&turns).collect();
    let balls = ["us", "unknown", "customer", "fin", "nobody"].map(|ball| {
        let with: Vec<(&Raw, &Turn)> = both.iter().copied().filter(|(_, turn)| turn.ball == ball).collect();
        json!({"ball": ball, "customers": with.len(), "by_age": by_age(&with, at), "oldest": oldest(&with, at)})
    });
    // The order of the statuses, then what is none.
    let order = [
        "INCOMPLETE",
        "PROCESSING",
        "REVIEWING",
        "APPROVED",
        "ASSOCIATED_PARTIES_REMAINING",
        "IN_COMPLIANCE",
        "ACTION_REQUIRED",
        "REJECTED",
        "other",
        "not_told",
    ];
    let status = |raw: &Raw| {
        let other = if raw.row["customer_status"].is_string() { "other" } else { "not_told" };
        known_status(&raw.row).unwrap_or(other)
    };
    let statuses = order.into_iter().map(|word| (word, all.iter().filter(|raw| status(raw) == word).count()));
    let statuses = statuses.filter(|(_, count)| *count > 0);
    let statuses: Vec<Value> = statuses.map(|(word, count)| json!({"status": word, "customers": count})).collect();
    let open: Vec<&Raw> = both.iter().filter(|(_, turn)| turn.ball != "nobody").map(|(raw, _)| *raw).collect();
    let read: Vec<(&Raw, &Value)> = open.iter().filter_map(|raw| Some((*raw, raw.details.as_ref()?))).collect();
    let (mut ranked_labels, mut ranked_owed) = (Ranked::default(), Ranked::default());
    let mut of_parties = (0, 0, 0);
    for (_, details) in &read {
        let (mut labels, is_whole) = labels(details);
        labels.retain(|label| !words.holds(label));
        ranked_labels.count(&labels, is_whole, |label| words.labels.contains_key(label));
        let (documents, is_whole) = owed(details);
        ranked_owed.count(&documents, is_whole, |code| words.documents.contains_key(code));
        let (not_approved, all, is_whole) = parties(details);
        of_parties = (of_parties.0 + not_approved, of_parties.1 + all, of_parties.2 + usize::from(!is_whole));
    }
    let all_read = all.iter().filter(|raw| raw.details.is_some()).count();
    json!({
        "customers": {
            "all": all.len(), "read": all_read, "remembered": 0, "unread": all.len() - all_read, "open": open.len(),
        },
        "balls": balls,
        "statuses": statuses,
        "held": {"cases": read.iter().filter(|(raw, _)| is_held(raw)).count(), "rests_on": read.len()},
        "labels": ranked_labels.told(|label| words.labels[label].clone()),
        "owed": ranked_owed.told(|code| words.documents[code].clone()),
        "parties": {
            "not_approved": of_parties.0, "all": of_parties.1, "rests_on": read.len(), "partly_read": of_parties.2,
        },
    })
}

/// Whether a customer is open.
pub fn is_open(raw: &Raw, is_held: bool, at: Timestamp) -> bool {
    turn(raw, is_held, at).ball != "nobody"
}

/// Every figure is the one that is expected; the first that is not is named.
#[track_caller]
pub fn assert_figures(report: &Value, expected: &Value) {
    for (section, expected) in expected.as_object().unwrap() {
        assert_same(section, &report[section], expected);
    }
}

#[track_caller]
fn assert_same(path: &str, told: &Value, expected: &Value) {
    match (told, expected) {
        (Value::Object(told), Value::Object(expected)) => {
            assert_eq!(told.keys().collect::<BTreeSet<_>>(), expected.keys().collect::<BTreeSet<_>>(), "{path}");
            for (key, value) in expected {
                assert_same(&format!("{path}.{key}"), &told[key], value);
            }
        }
        (Value::Array(told), Value::Array(expected)) => {
            assert_eq!(told.len(), expected.len(), "{path}: {told:?} instead of {expected:?}");
            for (place, (told, expected)) in told.iter().zip(expected).enumerate() {
                assert_same(&format!("{path}[{place}]"), told, expected);
            }
        }
        (told, expected) => assert_eq!(told, expected, "{path}"),
    }
}
