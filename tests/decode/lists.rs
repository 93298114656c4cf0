//! Pages of the list: each row stands or falls alone.

use kyb_dash::api::convert;
use kyb_dash::domain::customer::{CustomerStatus, RowKey};
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::domain::mask::Redactor;
use serde_json::{Value, json};

#[test]
fn both_copies_of_the_list_are_read_with_mixed_rows() {
    let page = convert::page(include_bytes!("../fixtures/list_v2.json")).unwrap();
    assert_eq!((page.total, page.pages, page.per_page, page.number), (Some(2), Some(1), Some(40), 1));
    assert_eq!(page.problems, []);
    let names: Vec<_> = page.rows.iter().map(|row| Redactor::open().name(&row.profile.name).to_string()).collect();
    assert_eq!(names, ["Amber Basalt Ltd", "Piet Zomer"]);
    let countries: Vec<_> = page.rows.iter().map(|row| row.profile.country.words()).collect();
    assert_eq!(countries, ["GBR", "NLD"]);
    assert_eq!(page.rows[0].profile.known_status(), Some(CustomerStatus::InCompliance));
    assert!(page.rows.iter().all(|row| row.problems.is_empty() && row.other.is_empty()));

    let older = convert::page(include_bytes!("../fixtures/list_v1.json")).unwrap();
    assert_eq!((older.rows.len(), older.total), (1, Some(2)), "the count is the server's, the rows are ours");
}

/// Faults: W6.
#[test]
fn a_damaged_row_stays_visible_among_good_ones() {
    let good = json!({ "customer_id": "c1", "type": "BUSINESS", "business_name": "A Ltd" });
    let rows = json!([
        good,
        7,
        ["c2", "BUSINESS"],
        null,
        { "customer_id": 5, "business_name": "No id" },
        { "customer_id": "a/b" },
        { "customer_id": "c3", "business_name": ["x"], "customer_status": "FROZEN", "risk": "high" },
    ]);
    let page = convert::page(json!({ "data": { "customers": rows } }).to_string().as_bytes()).unwrap();
    assert_eq!((page.total, page.pages, page.number), (None, None, 0));
    let keys: Vec<_> = page.rows.iter().map(|row| row.key.id().map(ToString::to_string)).collect();
    let expected = [Some("c1"), None, None, None, None, None, Some("c3")].map(|id| id.map(str::to_owned));
    assert_eq!(keys, expected);
    let unusable: Vec<_> =
        page.rows.iter().filter_map(|row| if let RowKey::Unusable(n) = row.key { Some(n) } else { None }).collect();
    assert_eq!(unusable, [0, 1, 2, 3, 4]);
    let problems: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|row| row.problems.iter().map(|problem| format!("{}: {}", problem.path, problem.what)).collect())
        .collect();
    assert_eq!(problems[0], [""; 0]);
    assert_eq!(problems[1], ["data.customers[1]: expected an object, found a number"]);
    assert_eq!(problems[2], ["data.customers[2]: expected an object, found a list"]);
    assert_eq!(problems[3], ["data.customers[3]: expected an object, found null"]);
    assert_eq!(problems[4], ["data.customers[4].customer_id: expected a text, found a number"]);
    assert!(problems[5][0].starts_with("data.customers[5].customer_id: a customer id has"), "{:?}", problems[5]);
    assert_eq!(problems[6].len(), 2);
    assert_eq!(Redactor::open().name(&page.rows[4].profile.name).as_str(), "No id");
    assert_eq!(page.rows[6].other.len(), 1);
}

#[test]
fn numbers_of_pages_are_whole_or_not_said() {
    for (sent, total) in
        [(json!(3), Some(3)), (json!("3"), None), (json!(-1), None), (json!(2.5), None), (Value::Null, None)]
    {
        let reply = json!({ "data": { "pagination": { "total": sent }, "customers": [] } });
        let page = convert::page(reply.to_string().as_bytes()).unwrap();
        assert_eq!(page.total, total, "{sent}");
        assert_eq!(page.problems.is_empty(), total.is_some() || sent.is_null(), "{sent}");
    }
    let odd = convert::page(br#"{"data":{"pagination":[1],"customers":[]}}"#).unwrap();
    assert_eq!(odd.problems[0].what.as_str(), "expected an object, found a list");
}

#[test]
fn what_is_no_list_is_named() {
    let table = [
        (r#"{"message":"no"}"#, "this is an error reply, not a list of customers"),
        (r#"{"data":{"customers":{}}}"#, "the list page has no list in its customers"),
        (r#"{"data":{"customers":null}}"#, "the list page has no list in its customers"),
        (r#"{"data":[]}"#, "this is an empty list, not a list of customers"),
        (r#"{"data":{}}"#, "this is an empty reply, not a list of customers"),
        ("<html>", "the server sent HTML, not JSON"),
    ];
    for (reply, said) in table {
        let failure = convert::page(reply.as_bytes()).unwrap_err();
        assert_eq!(failure.kind, FailureKind::NotUnderstood);
        assert_eq!(failure.said.unwrap().as_str(), said, "{reply}");
    }
}
