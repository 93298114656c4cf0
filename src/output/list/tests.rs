use super::*;
use crate::api::convert;
use crate::domain::case::Case;
use crate::domain::customer::RowKey;
use crate::domain::digest::Look;
use crate::domain::glossary::Glossary;

/// Rows as the list gives them, taken from cases, as both share a profile.
fn case(json: &Value) -> Case {
    convert::saved(json.to_string().as_bytes()).unwrap().remove(0).unwrap()
}

fn row(case: &Case) -> CustomerRow {
    let (key, profile) = (RowKey::Customer(case.id.clone()), case.profile.clone());
    let details = case.details.clone();
    CustomerRow { key, profile, details, other: case.other.clone(), problems: Vec::new() }
}

fn cases() -> Vec<Case> {
    vec![
        case(&json!({"customer_id": "c1", "type": "BUSINESS", "business_name": "=HYPERLINK(\"https://pay.example\")",
            "country_of_incorporation": "GBR", "customer_status": "REINITIATE", "email": "@x", "phone": "+1 555 0142",
            "created_at": "2026-05-01T00:00:00Z", "updated_at": "2026-05-04T00:00:00Z",
            "last_status_updated_at": "2026-05-02T12:00:00.5Z", "extra": {"note": "ada"},
            "associated_parties": [{"id": "p1", "verification": {"status": "REJECTED"}}, {"id": "p2"}],
            "request_for_information": [{"scope": "CUSTOMER", "categories": [{"document_type": "OTHER"}]}]})),
        case(&json!({"customer_id": "c2", "type": "INDIVIDUAL", "first_name": "Ada", "last_name": "Byron\u{1b}[31m",
            "email": "ada@example.org", "customer_status": "FROZEN", "updated_at": "2026-05-04T00:00:00Z"})),
        case(&json!({"customer_id": "c3", "customer_status": null})),
    ]
}

fn with_report<T>(mask: Mask, use_it: impl FnOnce(ListReport<'_>) -> T) -> T {
    let cases = cases();
    let rows: Vec<CustomerRow> = cases.iter().map(row).collect();
    let digest = Digest::of(&cases[0], &Glossary::default(), Look::default());
    let mut listed: Vec<ListRow<'_>> = rows
        .iter()
        .map(|row| ListRow { row, digest: None, remembered: None, why: None, changed: None, follow_up: None })
        .collect();
    listed[0].digest = Some(&digest);
    let now = "2026-05-05T00:00:00Z".parse().unwrap();
    let (left_out, order_is_estimate, with_why) = (0, false, false);
    use_it(ListReport {
        rows: &listed,
        is_complete: true,
        left_out,
        order_is_estimate,
        with_why,
        is_remembered: false,
        mask,
        now,
        today: jiff::civil::date(2026, 5, 5),
    })
}

#[test]
fn the_table_says_what_it_knows_and_marks_what_it_does_not() {
    let table = with_report(Mask::Off, |report| report.table(Paper::default()));
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines,
        [
            "ID  NAME                               COUNTRY    STATUS      BALL  WAITING  ASKS  PARTIES",
            "c1  =HYPERLINK(\"https://pay.example\")  GBR        REINITIATE  us    2 d      1     1+ of 2 blocked",
            "c2  Ada Byron␛[31m                     not given  FROZEN      ?     ?        ?     ?",
            "c3  (no name)                          not given  not given   ?     ?        ?     ?",
        ]
    );
}

#[test]
fn csv_has_one_record_a_row_and_runs_nothing() {
    let mut out = Vec::new();
    with_report(Mask::Off, |report| report.csv(&mut out)).unwrap();
    let mut reader = ::csv::Reader::from_reader(out.as_slice());
    let head = reader.headers().unwrap().clone();
    let records: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let at = |record: usize, name: &str| {
        let place = head.iter().position(|column| column == name).unwrap();
        records[record][place].to_owned()
    };
    assert_eq!(at(0, "name"), "'=HYPERLINK(\"https://pay.example\")");
    assert_eq!((at(0, "email"), at(0, "phone")), ("'@x".to_owned(), "'+1 555 0142".to_owned()));
    assert_eq!((at(0, "waiting_since"), at(0, "asks")), ("2026-05-02T12:00:00.5Z".to_owned(), "1".to_owned()));
    assert_eq!((at(0, "waiting_basis"), at(1, "asks")), ("status_change".to_owned(), String::new()));
    assert_eq!((at(2, "customer_status"), records.len()), (String::new(), 3));
}

#[test]
fn json_keeps_null_and_missing_apart() {
    let json: Value = serde_json::from_str(&with_report(Mask::Off, |report| report.json())).unwrap();
    assert_eq!((&json["schema"], &json["complete"]), (&json!(2), &json!(true)));
    let rows = json["customers"].as_array().unwrap();
    assert_eq!(
        rows[0]["details"],
        json!({
            "asks": {"counted": 1, "is_complete": true}, "parties": {"counted": 2, "is_complete": true},
            "blocked_parties": {"counted": 1, "is_complete": false}, "last_activity": "2026-05-04T00:00:00Z", "held": false
        })
    );
    assert_eq!(rows[0]["customer_status"], "REINITIATE");
    assert_eq!(rows[0]["other_fields"], json!([{"key": "extra", "leaves": [{"path": "note", "value": "ada"}]}]));
    assert_eq!((rows[1]["details"].is_null(), rows[1]["waiting_since"].is_null()), (true, true));
    let last = rows[2].as_object().unwrap();
    assert!(last["customer_status"].is_null() && !last.contains_key("email"));
}

#[test]
fn a_masked_list_names_nobody() {
    let mut csv = Vec::new();
    let (table, json) = with_report(Mask::On, |report| {
        report.csv(&mut csv).unwrap();
        (report.table(Paper::default()), report.json())
    });
    let csv = String::from_utf8(csv).unwrap();
    assert!(
        [&table, &csv].iter().all(|out| out.contains("Customer c2")),
        "a person goes by one nickname: {table}{csv}"
    );
    let rows: Value = serde_json::from_str(&json).unwrap();
    for left_out in ["first_name", "last_name", "email"] {
        assert_eq!(rows["customers"][1][left_out], json!({"withheld": "mask"}), "{left_out}");
    }
    for out in [table, json, csv] {
        assert!(out.contains("HYPERLINK"), "a company's name stays readable");
        for secret in ["ada", "byron", "0142", "@x", "example.org"] {
            assert!(!out.to_lowercase().contains(secret), "{secret} in {out}");
        }
    }
}

#[test]
fn a_table_fits_its_page_and_cuts_nothing_but_open_text() {
    let long = case(&json!({"customer_id": "00000000-0000-4000-8000-000000000001", "type": "BUSINESS",
        "business_name": format!("Köln {}", "株式会社 ".repeat(20)), "country_of_incorporation": "GBR",
        "customer_status": "ACTION_REQUIRED", "last_status_updated_at": "2026-05-02T12:00:00Z",
        "associated_parties": [{"id": "p1", "verification": {"status": "REJECTED"}}, {"id": "p2"}]}));
    let open = case(&json!({"customer_id": "c".repeat(128), "customer_status": "x".repeat(300),
        "country_of_incorporation": "y".repeat(300)}));
    let rows = [row(&long), row(&open)];
    let digest = Digest::of(&long, &Glossary::default(), Look::default());
    let why = SafeText::line(&format!("We are asked for {}", "a document → and another, ".repeat(9)));
    let listed = [
        ListRow {
            row: &rows[0],
            digest: Some(&digest),
            remembered: None,
            why: Some(&why),
            changed: None,
            follow_up: None,
        },
        ListRow { row: &rows[1], digest: None, remembered: None, why: None, changed: None, follow_up: None },
    ];
    let now = "2026-05-05T00:00:00Z".parse().unwrap();
    let (left_out, order_is_estimate, with_why, mask) = (0, false, false, Mask::Off);
    let report = ListReport {
        rows: &listed,
        is_complete: true,
        left_out,
        order_is_estimate,
        with_why,
        is_remembered: false,
        mask,
        now,
        today: jiff::civil::date(2026, 5, 5),
    };
    let with_why = ListReport { with_why: true, ..report };
    for width in 62..260 {
        for ascii in [false, true] {
            let table = report.table(Paper { width: Some(width), ascii });
            let lines: Vec<&str> = table.lines().collect();
            assert_eq!(lines.len(), 3, "{width}\n{table}");
            assert!(lines.iter().all(|line| text_width(line) <= width), "{width}\n{table}");
            let told = lines[1].replace(' ', "");
            assert!(told.contains("ACTION_REQUIREDus2d"), "{width}\n{table}");
            let name = lines[1].split_once("Köln").map(|(_, rest)| rest.split("  ").next().unwrap_or_default());
            assert!(text_width(name.unwrap()) + 4 >= LEAST_NAME - 2, "{width}\n{table}");
            assert_eq!(table.contains('…'), !ascii, "{width}\n{table}");
            let told = with_why.table(Paper { width: Some(width), ascii });
            let mut told: Vec<&str> = told.lines().collect();
            assert!(told.iter().all(|line| text_width(line) <= width), "{width}\n{told:?}");
            assert_eq!((told[..2] == lines[..2], told.pop(), told.pop()), (true, Some("    ?"), Some(lines[2])));
            let sentence = told[2..].iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
            assert_eq!(
                sentence.trim(),
                if ascii { why.to_string().replace('→', "->") } else { why.to_string() }.trim()
            );
        }
    }
    let whole = report.table(Paper::default());
    assert!(whole.contains(&"x".repeat(300)) && whole.contains(&"株式会社 ".repeat(19)), "nothing is cut in a pipe");
    let lines = with_why.table(Paper::default());
    let lines: Vec<&str> = lines.lines().collect();
    assert!(
        lines[0].ends_with("  WHY") && lines[1].ends_with(why.as_str().trim_end()) && lines[2].ends_with("  ?"),
        "{lines:?}"
    );
}

fn text_width(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}

#[test]
fn the_day_to_chase_has_a_column_where_any_row_has_one_and_its_row_still_fits() {
    use crate::domain::follow_up::{Cover, FollowUp};
    let cases = cases();
    let rows: Vec<CustomerRow> = cases.iter().map(row).collect();
    let digest = Digest::of(&cases[0], &Glossary::default(), Look::default());
    let sent = FollowUp {
        sent: Some("2026-05-04T00:00:00Z".parse().unwrap()),
        to_company: true,
        due: Some(jiff::civil::date(2026, 5, 7)),
        cover: Cover::All,
        ..FollowUp::default()
    };
    let nothing = |row| ListRow { row, digest: None, remembered: None, why: None, changed: None, follow_up: None };
    let mut listed: Vec<ListRow<'_>> = rows.iter().map(nothing).collect();
    // Its details were not fetched: it is as the last look showed it.
    (listed[0].remembered, listed[0].follow_up) = (Some(&digest), Some(&sent));
    let report = ListReport {
        rows: &listed,
        is_complete: true,
        left_out: 0,
        order_is_estimate: true,
        with_why: false,
        is_remembered: true,
        mask: Mask::Off,
        now: "2026-05-05T00:00:00Z".parse().unwrap(),
        today: jiff::civil::date(2026, 5, 5),
    };
    let table = report.table(Paper::default());
    let told = table.lines().nth(1).unwrap().split("REINITIATE").nth(1).unwrap();
    let told: Vec<&str> = told.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    assert_eq!(told, ["customer", "24 h", "2026-05-07", "?", "?"], "{table}");
    for width in 50..180 {
        let table = report.table(Paper { width: Some(width), ascii: false });
        assert!(table.lines().all(|line| text_width(line) <= width), "{width}\n{table}");
        assert!(table.contains("customer"), "{width}\n{table}");
    }
    let narrow = report.table(Paper { width: Some(72), ascii: false });
    assert!(narrow.contains(" Thu"), "{narrow}");
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["customers"][0]["follow_up"]["state"], "waits");
    assert_eq!(json["customers"][1]["follow_up"], Value::Null);
    let none = ListReport { rows: &listed[1..], ..report };
    assert!(!none.table(Paper::default()).contains("CHASE"));
}
