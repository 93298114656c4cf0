//! Files that `view` opens, and the sentence for each file that holds something else.

use kyb_dash::api::convert;

use super::{REFERENCE, REFERENCE_ID, reference};

#[test]
fn a_reply_a_bare_customer_and_lists_of_either_are_taken() {
    let bare = reference()["data"].clone();
    let files = [
        (REFERENCE.to_owned(), 1),
        (bare.to_string(), 1),
        (format!("[{REFERENCE},{bare}]"), 2),
        (format!("\u{feff}[{bare}]"), 1),
    ];
    for (file, count) in files {
        let cases = convert::saved(file.as_bytes()).unwrap();
        assert_eq!(cases.len(), count);
        for case in cases {
            let case = case.unwrap();
            assert_eq!((case.id.as_str(), case.problems.len(), case.parties.items().len()), (REFERENCE_ID, 0, 2));
        }
    }
}

#[test]
fn a_customer_that_stands_twice_is_read_twice() {
    let file = r#"[{"customer_id":"c1","email":"a@x.example"},{"customer_id":"C1","email":"b@x.example"}]"#;
    let cases = convert::saved(file.as_bytes()).unwrap();
    let ids: Vec<&str> = cases.iter().map(|case| case.as_ref().unwrap().id.as_str()).collect();
    assert_eq!(ids, ["c1", "C1"], "each as it was sent");
    assert_eq!(cases[0].as_ref().unwrap().id, cases[1].as_ref().unwrap().id);
}

#[test]
fn paths_name_the_place_in_the_file() {
    let file = r#"[{"customer_id":"c1","email":1},{"data":{"customer_id":"c2","email":[]}}]"#;
    let cases = convert::saved(file.as_bytes()).unwrap();
    let paths: Vec<_> = cases.iter().map(|case| case.as_ref().unwrap().problems[0].path.to_string()).collect();
    assert_eq!(paths, ["[0].email", "[1].data.email"]);
}

#[test]
fn an_entry_that_is_no_customer_fails_alone() {
    let file = format!("[7,{REFERENCE},{{\"data\":{{\"customer_id\":7,\"type\":\"BUSINESS\"}}}}]");
    let cases = convert::saved(file.as_bytes()).unwrap();
    let ok: Vec<bool> = cases.iter().map(Result::is_ok).collect();
    assert_eq!(ok, [false, true, false]);
    assert!(cases[2].as_ref().unwrap_err().sentence().ends_with("the customer has no usable customer_id"));
}

#[test]
fn anything_else_is_named_in_one_sentence() {
    let table = [
        (include_str!("../fixtures/list_v2.json"), "a list page"),
        (r#"{"customers":[],"pagination":{}}"#, "a list page without its envelope"),
        (r#"{"data":{"pagination":{"total":7},"source_of_wealth":[{"id":1,"title":"Savings"}]}}"#, "a catalogue page"),
        (include_str!("../fixtures/token_bare.json"), "a token reply"),
        (include_str!("../fixtures/token_wrapped.json"), "a token reply"),
        (include_str!("../fixtures/errors/401_message.json"), "an error reply"),
        (include_str!("../fixtures/errors/400_field_map.json"), "an error reply"),
        (include_str!("../fixtures/errors/403_code_object.json"), "an error reply"),
        (include_str!("../fixtures/errors/409_collision.json"), "an error reply"),
        (
            r#"{"event":{"id":"e1","type":"customer.status"},"data":{"customer_id":"c1","customer_status":"APPROVED","type":"BUSINESS"}}"#,
            "a webhook event",
        ),
        (
            r#"{"event":{"id":"e2","type":"customer.rfi"},"data":{"customer_id":"c1","request_for_information":[]}}"#,
            "a webhook event",
        ),
        (
            r#"{"verification_type":"STANDARD","basic_info":{"legal_name":"A Ltd"}}"#,
            "a create, attach or update request",
        ),
        (r#"{"formation_documents":[],"tos_policies_value":"v"}"#, "a create, attach or update request"),
        (r#"{"associated_party_attachments":[]}"#, "a create, attach or update request"),
        (r#"{"identifying_documents":[{"type":"SELFIE"}]}"#, "a create, attach or update request"),
        (r#"{"proof_of_identity":{"type":"PASSPORT"}}"#, "a create, attach or update request"),
        (
            r#"{"data":{"customer_id":"c1","tos_policies_url":"https://tos.example/accept"}}"#,
            "the reply to a create or update request",
        ),
        (
            r#"{"customer_id":"c1","tos_policies_url":"https://tos.example/x"}"#,
            "the reply to a create or update request",
        ),
        (r#"{"data":{"customer_id":"c1"},"meta":null}"#, "the reply to a create or update request"),
        (r#"{"data":{}}"#, "an empty reply"),
        (r#"{"data":null}"#, "a reply without data"),
        (r#"{"data":{"files":[{"passport":"/abc_p.jpg"}]}}"#, "an upload reply"),
        (r#"{"data":{"on_ramp":[],"off_ramp":[]}}"#, "a capabilities reply"),
        (r#"{"data":[{"id":"w1","rail":"SOLANA","currency":"USDC","balance":1}]}"#, "a list of wallets"),
        (r#"{"data":{"message":"soon","data":[{"id":"w1","rail":"SOLANA","currency":"USDC"}]}}"#, "a list of wallets"),
        (r#"{"a":1}"#, "an object without a customer_id"),
        ("\"text\"", "a text without a customer_id"),
        ("12", "a number without a customer_id"),
    ];
    for (file, what) in table {
        let said = convert::saved(file.as_bytes()).unwrap_err().to_string();
        let expected = format!(
            "this is {what}, not customer details; what is wanted is the reply of GET /v2/customers/{{customer_id}}"
        );
        assert_eq!(said, expected, "{file}");
    }
}

#[test]
fn lists_without_any_customer_and_broken_files_are_one_sentence_too() {
    let table = [
        ("[]", "this is an empty list, with no customer details in it"),
        (r#"[{"event":{}},7]"#, "none of the 2 entries of this list is customer details; the first is a webhook event"),
        ("", "this is not JSON: EOF while parsing a value at line 1 column 0"),
        ("{\n\"email\": hunter2\n}", "this is not JSON: expected value at line 2 column 10"),
        ("hunter2", "this is not JSON: expected value at line 1 column 1"),
    ];
    for (file, said) in table {
        assert_eq!(convert::saved(file.as_bytes()).unwrap_err().to_string(), said);
    }
}
