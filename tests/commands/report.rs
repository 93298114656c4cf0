//! `report`: its figures against what the raw replies give, what it says of what is missing, and nothing of anybody.

#[path = "report/counted.rs"]
mod counted;
#[path = "report/generated.rs"]
mod generated;
#[path = "report/over_time.rs"]
mod over_time;

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::Timestamp;
use kyb_dash::sandbox::{Options, Reply, Sandbox, Scenario};
use serde_json::{Value, json};

use self::counted::{Ranked, Raw, Words, assert_figures, fetch, figures, is_open};
use self::generated::HOSTILE;
use crate::schemas::{assert_valid, schema};
use crate::{Run, json_of, on_sandbox, printed, run};

const FORMATS: [&str; 4] = ["text", "markdown", "json", "csv"];

/// The demo as it starts, once more for each who looks at it: it moves with each look.
async fn demo(start: Timestamp) -> Sandbox {
    Sandbox::start_with(Scenario::demo(), Options { start, ..Options::default() }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_of_the_demo_is_the_one_that_its_raw_replies_give() {
    let start = Timestamp::from_second(Timestamp::now().as_second()).unwrap();
    let ran = on_sandbox(&demo(start).await, &["report", "--format", "json"]).await;
    let report = assert_valid(&schema("report"), &ran.out, "report");
    let at: Timestamp = report["at"].as_str().unwrap().parse().unwrap();
    let mut all = fetch(&demo(start).await).await;

    // What is held, nobody can tell in a few lines: as the list has it.
    let list = on_sandbox(&demo(start).await, &["list", "--details", "--format", "json"]).await;
    assert_eq!(list.code, ran.code, "{}", list.err);
    let list: Value = serde_json::from_str(&list.out).unwrap();
    let told: HashMap<&str, &Value> = list["customers"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| Some((row["customer_id"].as_str()?, row)))
        .collect();
    for raw in &mut all {
        let is_read = raw.id().is_some_and(|id| told[id]["details"].is_object());
        raw.details = raw.details.take().filter(|_| is_read);
    }
    let is_held = |raw: &Raw| raw.id().is_some_and(|id| told[id]["details"]["held"] == true);
    assert_figures(&report, &figures(&all, &Words::read(), is_held, at));

    // A finding is one that `show` has of the case.
    let (mut ranked, looked_at) = (Ranked::default(), demo(start).await);
    let mut words = HashMap::new();
    for raw in all.iter().filter(|raw| raw.details.is_some() && is_open(raw, is_held(raw), at)) {
        let shown = on_sandbox(&looked_at, &["show", raw.id().unwrap(), "--format", "json"]).await;
        let shown: Value = serde_json::from_str(&shown.out).unwrap();
        let checks = shown["findings"].as_array().unwrap().iter().map(|it| it["check"].as_str().unwrap().to_owned());
        ranked.count(&checks.collect(), true, |_| true);
    }
    let mut findings = report["findings"].clone();
    for finding in findings["most_frequent"].as_array().unwrap() {
        words.insert(finding["code"].as_str().unwrap().to_owned(), finding["words"].as_str().unwrap().to_owned());
    }
    // Those of equally many cases are told in the order of the checks.
    let place = |one: &Value| (Reverse(one["cases"].as_u64()), one["code"].as_str().unwrap().to_owned());
    assert!(findings["most_frequent"].as_array().unwrap().is_sorted_by_key(|one| Reverse(one["cases"].as_u64())));
    findings["most_frequent"].as_array_mut().unwrap().sort_by_key(place);
    assert_eq!(findings, ranked.told(|check| words.get(check).cloned().unwrap_or_default()));
    assert!(words.len() > 15, "{words:?}");
}

#[test]
fn a_report_is_told_in_four_forms_and_is_the_same_under_a_mask() {
    let text = printed(&["report", "--demo"]);
    assert!(text.starts_with("Report\n======\n") && text.contains("≈") && text.contains("█"), "{text}");
    let markdown = printed(&["report", "--demo", "--format", "markdown"]);
    assert!(
        markdown.starts_with("# Report\n") && markdown.contains("\n| who | all | by age | oldest |\n"),
        "{markdown}"
    );
    let csv = printed(&["report", "--demo", "--format", "csv"]);
    assert!(csv.starts_with("section,figure,key,value,rests_on,estimated,partly_read,customer_id\n"), "{csv}");
    assert!(csv.contains("\nball,customers,us,"), "{csv}");
    assert_valid(&schema("report"), &printed(&["report", "--demo", "--format", "json"]), "report");
    let without_times = |text: &str| -> Vec<String> {
        let is_time = |line: &&str| {
            ["at: ", "\"at\"", "report,", "\"since\"", "server"].iter().any(|it| line.trim_start().starts_with(it))
        };
        text.lines().filter(|line| !is_time(line)).map(str::to_owned).collect()
    };
    for format in FORMATS {
        let masked = printed(&["report", "--demo", "--mask", "--format", format]);
        let plain = printed(&["report", "--demo", "--format", format]);
        let (masked, plain) = (without_times(&masked), without_times(&plain));
        // A held one of the demo is held since the look.
        let other = masked.iter().zip(&plain).filter(|(masked, plain)| masked != plain).count();
        assert!(masked.len() == plain.len() && other <= 5, "{format}: {other}");
        for name in ["Kestrel", "jane.smith", "Fin.com SAS", "Juniper"] {
            assert!(!plain.concat().contains(name), "{format}: {name}");
        }
    }
}

/// Every figure of CSV is one of JSON.
#[test]
fn csv_has_a_row_for_each_figure() {
    let json = json_of(&["report", "--demo", "--format", "json"]);
    let csv = printed(&["report", "--demo", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let value = |section: &str, figure: &str, key: &str| {
        let row = rows.iter().find(|row| &row[0] == section && &row[1] == figure && &row[2] == key);
        let row = row.unwrap_or_else(|| panic!("{section} {figure} {key}"));
        (row[3].to_owned(), row[4].to_owned())
    };
    let told = |value: &Value| value.to_string();
    for ball in json["balls"].as_array().unwrap() {
        let key = ball["ball"].as_str().unwrap();
        assert_eq!(value("ball", "customers", key), (told(&ball["customers"]), told(&json["customers"]["all"])));
        for band in ball["by_age"].as_array().unwrap() {
            let figure = band["band"].as_str().unwrap();
            assert_eq!(value("ball", figure, key), (told(&band["customers"]), told(&ball["customers"])));
        }
    }
    for (section, json_key) in [("label", "labels"), ("owed", "owed"), ("finding", "findings")] {
        let ranking = &json[json_key];
        for one in ranking["most_frequent"].as_array().unwrap() {
            let code = one["code"].as_str().unwrap();
            assert_eq!(value(section, "cases", code), (told(&one["cases"]), told(&ranking["rests_on"])));
        }
    }
    for status in json["statuses"].as_array().unwrap() {
        assert_eq!(value("status", "customers", status["status"].as_str().unwrap()).0, told(&status["customers"]));
    }
    assert_eq!(value("parties", "not_approved", "").0, told(&json["parties"]["not_approved"]));
    assert_eq!(value("customers", "held", ""), (told(&json["held"]["cases"]), told(&json["held"]["rests_on"])));
}

fn customer(id: &str, status: &str) -> Value {
    json!({"customer_id": id, "type": "BUSINESS", "customer_status": status, "updated_at": "@-20d"})
}

async fn of(sandbox: &Sandbox, more: &[&str]) -> (Run, Value) {
    let ran = on_sandbox(sandbox, &[&["report", "--format", "json"], more].concat()).await;
    let report = assert_valid(&schema("report"), &ran.out, "report");
    (ran, report)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_read_is_told_as_that() {
    let records = ["a", "b", "c"].map(|id| customer(id, "ACTION_REQUIRED")).to_vec();
    let records = [records, vec![customer("d", "REVIEWING"), customer("e/", "FROZEN")]].concat();
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    let (ran, report) = of(&sandbox, &["--max-details", "2"]).await;
    let without_id = "kyb-dash: 1 row of the list has no id that can be asked for, so figures may miss what only their details tell\n";
    let told =
        "kyb-dash: the details of 2 of 4 were not read, so figures may miss what only they tell; raise --max-details\n";
    assert_eq!((ran.code, ran.err), (Some(1), format!("{without_id}{told}")));
    assert_eq!(report["complete"], false);
    assert_eq!(report["customers"], json!({"all": 5, "read": 2, "remembered": 0, "unread": 3, "open": 5}));
    assert_eq!((&report["labels"]["rests_on"], &report["parties"]["rests_on"]), (&json!(2), &json!(2)));
    let text = on_sandbox(&sandbox, &["report", "--max-details", "0"]).await;
    assert_eq!(text.code, Some(1));
    for told in ["5 customers were not read", "No open case was read", "customers:  5; details read of 0, 5 not read"] {
        assert!(text.out.contains(told), "{told}: {}", text.out);
    }

    // One of whom the server tells something else is unread, too.
    sandbox.answer_next("/v2/customers/b", Reply::json(200, &json!({"data": customer("c", "REVIEWING")})));
    let (ran, report) = of(&sandbox, &[]).await;
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("the details of 1 of 4 could not be read, so figures may miss"), "{}", ran.err);
    assert_eq!(report["customers"]["unread"], 2);
    let (ran, report) = of(&sandbox, &[]).await;
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), without_id));
    assert_eq!((&report["complete"], &report["customers"]["unread"]), (&json!(false), &json!(1)));
    // It has no id to ask for, and who must act is not known.
    assert_eq!(report["balls"][1]["customers"], 1);
    assert_eq!(report["balls"][1]["oldest"], Value::Null);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_is_not_whole_is_said_to_be_so() {
    let records = (0..600).map(|n| customer(&format!("c{n}"), "REVIEWING")).collect();
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    for _ in 0..8 {
        sandbox.answer_next("current_page=2", Reply::refusal(500, "no"));
    }
    let (ran, report) = of(&sandbox, &["--max-details", "0"]).await;
    assert_eq!((ran.code, &report["complete"]), (Some(1), &json!(false)), "{}", ran.err);
    assert!(ran.err.contains("INCOMPLETE: "), "{}", ran.err);
    assert!(report["customers"]["all"].as_u64().unwrap() < 600, "{report}");
}

/// Codes of a server are told only where this build has words for them; an id only where it is a UUID.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_a_server_makes_up_is_repeated() {
    let record = |(n, hostile): (usize, &&str)| {
        json!({
            "customer_id": format!("canary_{n}"), "type": "BUSINESS", "business_name": hostile, "customer_status": hostile,
            "email": "jane@canary.example", "updated_at": "@-30d",
            "rejection_reason": {"applicant": {"moderation_comment": hostile, "reject_labels": [hostile]}},
            "associated_parties": [{"id": "p", "email": "jane@canary.example"}],
            "request_for_information": [{"section": hostile, "categories": [{"document_type": hostile}]}],
        })
    };
    let records = HOSTILE.iter().enumerate().map(record).collect();
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    for format in FORMATS {
        let ran = on_sandbox(&sandbox, &["report", "--format", format]).await;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        let out = ran.out.to_lowercase();
        for part in ["canary", "jane", "hyperlink", "sum(", "<b>", "\u{1b}", "\u{241b}"] {
            assert!(!out.contains(part), "{format}: {part}: {}", ran.out);
        }
        assert!(ran.out.chars().all(|c| !c.is_control() || c == '\n'), "{format}");
    }
    let (_, report) = of(&sandbox, &[]).await;
    assert_eq!(report["statuses"], json!([{"status": "other", "customers": 6}]));
    assert_eq!((&report["labels"]["without_words"], &report["owed"]["without_words"]), (&json!(6), &json!(6)));
    assert_eq!(report["balls"][0]["oldest"]["customer_id"], Value::Null);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_nobody_there_is_a_report_too() {
    let sandbox = Sandbox::start(Scenario::of(Vec::new())).await.unwrap();
    let (ran, report) = of(&sandbox, &[]).await;
    assert_eq!((ran.code, &report["customers"]["all"], &report["over_time"]), (Some(0), &json!(0), &Value::Null));
    for format in FORMATS {
        let ran = on_sandbox(&sandbox, &["report", "--format", format]).await;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{format}");
    }
    let text = on_sandbox(&sandbox, &["report"]).await.out;
    assert!(text.contains("Nobody needs us.") && text.contains("Nothing is remembered here,"), "{text}");
}

/// What the demo remembers reaches back for weeks.
#[test]
fn the_demo_has_figures_over_time() {
    let over_time = &json_of(&["report", "--demo", "--since", "56d", "--format", "json"])["over_time"];
    let weeks = over_time["weeks"].as_array().unwrap();
    let count = |figure: &str| weeks.iter().filter(|week| week[figure]["asks"].as_u64() > Some(0)).count();
    assert!(weeks.len() == 9 && count("opened") >= 6 && count("resolved") >= 6, "{over_time}");
    assert_eq!((&over_time["approved"], &over_time["rejected"]), (&json!(5), &json!(1)));
    for whose in ["us", "customer", "fin"] {
        let days = &over_time["days_with"][whose];
        let number = |figure: &str| days[figure].as_f64().unwrap();
        assert!(number("rests_on") >= 5.0 && number("median") < number("ninetieth"), "{whose}: {days}");
    }
    let text = printed(&["report", "--demo", "--since", "56d"]);
    assert!(text.contains("In the last whole week "), "{text}");
}

#[test]
fn since_when_is_taken_as_handover_takes_it() {
    for since in ["30d", "8h", "yesterday", "2026-01-05"] {
        assert_eq!(run(&["report", "--demo", "--max-details", "0", "--since", since]).code, Some(1), "{since}");
    }
    for since in ["soon", "2999-01-01", "30"] {
        let refused = run(&["report", "--demo", "--since", since]);
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{since}");
        assert!(refused.err.contains("--since"), "{}", refused.err);
    }
}
