//! Who gets a message, by where the case stands; and why the others get none.

use super::*;

fn party(id: &str, percent: &Value, status: &str) -> Value {
    json!({"id": id, "type": "INDIVIDUAL", "ownership_percent": percent, "email": format!("{id}@bramble.example"),
           "verification": {"status": status, "updated_at": "2026-11-03T10:00:00Z"}})
}

fn request(scope: &str, party: &Value) -> Value {
    json!({"scope": scope, "associated_party_id": party, "section": "supporting_documents",
           "categories": [{"document_type": "PROOF_OF_SOURCE_OF_FUNDS", "fields": [file("MISSING")]}]})
}

fn bramble(status: &str, parties: &Value, requests: &Value) -> Value {
    json!({"customer_id": "5b0d8f0e-1", "type": "BUSINESS", "business_name": "Bramble Quay Traders Ltd",
           "customer_status": status, "associated_parties": parties, "rejection_reason": null,
           "request_for_information": requests})
}

fn two() -> Value {
    json!([party("aaaa1111-ada", &json!(60), "INITIATED"), party("bbbb2222-bo", &json!(40), "APPROVED")])
}

/// People, each with something that is told of them.
type Told<T> = Vec<(String, T)>;

/// Who gets a message with how many asks, and why the others get none.
fn told(json: &Value) -> (Told<usize>, Told<&'static str>) {
    let all = all(json);
    let name = |recipient: &Recipient| match recipient {
        Recipient::Company => "company".to_owned(),
        Recipient::Party(key) => key.id.to_string(),
        Recipient::UnknownParty(id) => format!("unknown party {id}"),
    };
    let messages = all.messages.iter().map(|draft| (name(&draft.recipient), draft.asks)).collect();
    (messages, all.without.iter().map(|one| (name(&one.recipient), one.why.code())).collect())
}

fn whys(json: &Value) -> Vec<&'static str> {
    let (messages, without) = told(json);
    assert_eq!(messages, [], "{json}");
    without.into_iter().map(|(_, why)| why).collect()
}

fn note(json: &Value) -> String {
    all(json).note.map_or_else(String::new, |note| note.text().to_string())
}

#[test]
fn a_request_is_passed_on_under_any_status_but_a_rejection() {
    let requests = json!([request("CUSTOMER", &Value::Null)]);
    for (status, opening) in [
        (
            "ACTION_REQUIRED",
            "To complete the verification of Bramble Quay Traders Ltd, we still need one document from you.",
        ),
        ("PROCESSING", "To complete the verification of"),
        ("REVIEWING", "To complete the verification of"),
        ("ON_HOLD", "To complete the verification of"),
        ("INCOMPLETE", "To complete the verification of"),
        (
            "APPROVED",
            "The account of Bramble Quay Traders Ltd is verified. We have a further request: we need one document from you.",
        ),
        ("FROZEN", "For Bramble Quay Traders Ltd, we need one document from you."),
    ] {
        let json = bramble(status, &two(), &requests);
        assert_eq!(told(&json).0, [("company".to_owned(), 1)], "{status}");
        let text = all(&json).messages[0].text();
        assert!(text.as_str().contains(&format!("\n\n{opening}")), "{status}: {text}");
        let claims = text.as_str().to_lowercase().contains("complete the verification");
        assert_eq!(claims, !["APPROVED", "FROZEN"].contains(&status), "{status}: {text}");
        assert_harmless(&all(&json).messages[0], "Bramble Quay Traders Ltd");
        let (looks, asks) = (!all(&json).look_first.is_empty(), all(&json).asks_once);
        assert_eq!((looks, asks), (["ON_HOLD", "FROZEN"].contains(&status), status == "FROZEN"), "{status}");
    }
    let mut rejected = bramble("REJECTED", &two(), &requests);
    assert_eq!(whys(&rejected), ["decided"; 3]);
    assert!(note(&rejected).contains("Fin has decided: the customer is rejected."));
    rejected["request_for_information"] = json!({"a": 1});
    assert_eq!(whys(&rejected), ["decided"; 3], "whatever is asked, nothing is to be written");
}

#[test]
fn what_is_unfinished_is_to_be_finished() {
    for status in ["INCOMPLETE", "ASSOCIATED_PARTIES_REMAINING"] {
        let json = bramble(status, &two(), &json!([]));
        let (messages, without) = told(&json);
        assert_eq!(messages, [("company".to_owned(), 0), ("aaaa1111-ada".to_owned(), 0)], "{status}");
        assert_eq!(without, [("bbbb2222-bo".to_owned(), "nothing_asked")]);
    }
    let made = made(&bramble("ASSOCIATED_PARTIES_REMAINING", &two(), &json!([])));
    assert_eq!(
        made[0].text().as_str(),
        "Hello Bramble Quay Traders Ltd team,

The verification of Bramble Quay Traders Ltd is not finished.

One person who belongs to it still has to be verified:
- an owner of 60 %
Please ask them to finish their own verification.

How to answer: have what is still open sent to us in the way in which documents are usually sent to us.
If anything is unclear, please ask us.

Kind regards

Reference: 5b0d8f0e"
    );
    let subject = "Bramble Quay Traders Ltd: please finish the verification (reference 5b0d8f0e)";
    for draft in &made {
        assert_eq!(draft.subject.to_string(), subject);
        assert!(!read(draft, "").contains('@') && !read(draft, "").contains("ada"), "{}", draft.text());
    }
    let own = made[1].text();
    assert!(
        own.as_str().starts_with("Hello,\n\nThe verification of Bramble Quay Traders Ltd is not finished: your own")
    );
    assert!(!own.as_str().contains('%'), "{own}");
}

#[test]
fn owners_are_counted_as_far_as_they_are_known() {
    let text = |parties: &Value| made(&bramble("INCOMPLETE", parties, &json!([])))[0].text().to_string();
    let three = json!([
        party("a", &json!(30), "INITIATED"),
        party("b", &Value::Null, "INITIATED"),
        party("c", &json!(40), "PAUSED")
    ]);
    let said = "\n\nAt least two people who belong to it still have to be verified:\n- an owner of 30 %\n\
                - a person whose share we do not have\nPlease ask";
    assert!(text(&three).contains(said), "{}", text(&three));
    assert!(!text(&json!([party("a", &json!(30), "APPROVED")])).contains("still ha"));
    let untold = text(&Value::Null);
    assert!(untold.contains("is not finished") && !untold.contains("still ha"), "{untold}");
}

#[test]
fn a_person_is_asked_to_finish_as_a_person() {
    let json = json!({"customer_id": "5b0d8f0e-1", "type": "INDIVIDUAL", "first_name": "Ottilie", "last_name": "Quartz",
                      "customer_status": "INCOMPLETE", "request_for_information": []});
    let draft = only(&json);
    let text = draft.text();
    assert!(
        text.as_str().starts_with("Hello Ottilie Quartz,\n\nYour verification is not finished. Please finish it.\n")
    );
    assert_eq!(draft.subject.to_string(), "Please finish the verification (reference 5b0d8f0e)");
}

#[test]
fn parties_without_an_ask_get_none_by_where_they_stand() {
    let remaining = |status: &str| {
        let parties = json!([party("a", &json!(60), status), party("b", &json!(40), "APPROVED")]);
        whys(&bramble("ASSOCIATED_PARTIES_REMAINING", &parties, &json!([])))
    };
    assert_eq!(remaining("REVIEWING"), ["with_fin", "with_fin", "nothing_asked"]);
    assert_eq!(remaining("REJECTED"), ["nobody_left", "rejected_nothing_asked", "nothing_asked"]);
    assert_eq!(remaining("PAUSED"), ["nobody_left", "status_unknown", "nothing_asked"]);
    assert_eq!(remaining("APPROVED"), ["nobody_left", "nothing_asked", "nothing_asked"]);
    let rejected = json!([party("aaaa1111-ada", &json!(60), "REJECTED")]);
    let json = bramble("ASSOCIATED_PARTIES_REMAINING", &rejected, &json!([]));
    let note = note(&json);
    for part in [
        "Party aaaa · 60 % was rejected, and nothing is asked of it",
        "ask Fin what is needed",
        "ask Fin who is missing",
    ] {
        assert!(note.contains(part), "{note}");
    }
}

#[test]
fn where_nothing_is_asked_the_status_says_why() {
    let none = json!([]);
    for (status, why) in [
        ("PROCESSING", "with_fin"),
        ("REVIEWING", "with_fin"),
        ("IN_COMPLIANCE", "with_fin"),
        ("APPROVED", "nothing_asked"),
        ("ACTION_REQUIRED", "nothing_named"),
        ("REINITIATE", "nothing_named"),
        ("FROZEN", "status_unknown"),
    ] {
        assert_eq!(whys(&bramble(status, &none, &none)), [why], "{status}");
    }
    let mut empty = request("CUSTOMER", &Value::Null);
    empty["categories"] = json!([]);
    let json = bramble("REVIEWING", &none, &json!([empty]));
    assert_eq!(whys(&json), ["nothing_named"]);
    assert!(note(&json).contains("the request names nothing") && note(&json).contains("ask Fin what it needs"));
}

/// Faults: K2.
#[test]
fn requests_that_were_not_told_are_no_claim() {
    for status in ["ACTION_REQUIRED", "INCOMPLETE", "ASSOCIATED_PARTIES_REMAINING", "REVIEWING", "APPROVED", "FROZEN"] {
        for absent in [None, Some(Value::Null)] {
            let mut json = bramble(status, &two(), &json!([]));
            match absent {
                Some(null) => json["request_for_information"] = null,
                None => drop(json.as_object_mut().unwrap().remove("request_for_information")),
            }
            assert_eq!(whys(&json), ["requests_not_told"; 3], "{status}");
            assert_eq!(all(&json).note, None, "{status}");
            assert!(all(&json).without.iter().all(|one| one.why.is_incomplete()));
        }
    }
    let mut json = bramble("ASSOCIATED_PARTIES_REMAINING", &two(), &json!([]));
    json["associated_parties"] = Value::Null;
    assert_eq!(whys(&json), ["parties_not_told"]);
}

/// The case with something else at a place, and who then gets none for it: company, Ada, Bo, whoever else.
fn damaged(path: &str, value: &Value) -> Told<&'static str> {
    let own = json!({"applicant": {"reject_labels": ["LOW_QUALITY"]}, "documents": [
        {"uri": "/a", "category": "SUPPORTING_DOCUMENTS", "moderation_comment": "x", "reject_labels": ["LOW_QUALITY"]}]});
    let mut json = bramble(
        "ACTION_REQUIRED",
        &two(),
        &json!([
            request("CUSTOMER", &Value::Null),
            request("ASSOCIATED_PARTY", &json!("aaaa1111-ada")),
            request("ASSOCIATED_PARTY", &json!("bbbb2222-bo")),
        ]),
    );
    let mut party = own.clone();
    party["id"] = json!("aaaa1111-ada");
    json["rejection_reason"] = own;
    json["rejection_reason"]["associated_parties"] = json!([party]);
    assert_eq!(told(&json).0.len(), 3, "whole, all three get one");
    *json.pointer_mut(path).unwrap() = value.clone();
    let (_, mut without) = told(&json);
    without.retain(|(_, why)| why.ends_with("_unreadable"));
    without
}

/// Faults: K2, H1.
#[test]
fn what_cannot_be_read_keeps_back_the_messages_it_may_concern() {
    let company = || vec!["company"];
    let ada = || vec!["aaaa1111-ada"];
    let parties = || vec!["aaaa1111-ada", "bbbb2222-bo"];
    let anyone = || vec!["company", "aaaa1111-ada", "bbbb2222-bo"];
    let table = [
        ("/request_for_information", anyone()),
        ("/request_for_information/0", anyone()),
        ("/request_for_information/0/categories", company()),
        ("/request_for_information/0/categories/0", company()),
        ("/request_for_information/0/categories/0/document_type", company()),
        ("/request_for_information/0/categories/0/fields", company()),
        ("/request_for_information/0/categories/0/fields/0", company()),
        ("/request_for_information/0/categories/0/fields/0/field_name", company()),
        ("/request_for_information/1/categories", ada()),
        ("/request_for_information/0/scope", anyone()),
        ("/request_for_information/1/scope", vec![]),
        ("/request_for_information/0/associated_party_id", vec![]),
        ("/rejection_reason", anyone()),
        ("/rejection_reason/applicant", company()),
        ("/rejection_reason/applicant/reject_labels", company()),
        ("/rejection_reason/applicant/reject_labels/0", company()),
        ("/rejection_reason/documents", company()),
        ("/rejection_reason/documents/0", company()),
        ("/rejection_reason/documents/0/reject_labels", company()),
        ("/rejection_reason/documents/0/reject_labels/0", company()),
        ("/rejection_reason/documents/0/uri", vec![]),
        ("/rejection_reason/associated_parties", parties()),
        ("/rejection_reason/associated_parties/0", parties()),
        ("/rejection_reason/associated_parties/0/applicant", ada()),
        ("/rejection_reason/associated_parties/0/documents/0/reject_labels", ada()),
    ];
    for (path, expected) in table {
        for value in [json!(17), json!(true)] {
            let without = damaged(path, &value);
            let who: Vec<&str> = without.iter().map(|(who, _)| who.as_str()).filter(|who| !who.is_empty()).collect();
            let who: Vec<&str> = who.into_iter().filter(|who| !who.starts_with("unknown party")).collect();
            assert_eq!(who, expected, "{path} = {value}");
        }
    }
    let nameless = damaged("/request_for_information/1/associated_party_id", &json!(17));
    assert_eq!(nameless.len(), 3, "both parties, and whoever is meant: {nameless:?}");
    assert!(nameless.iter().all(|(who, _)| who != "company"));
}

#[test]
fn unread_parties_keep_back_what_counts_them() {
    let whys_with = |parties: Value| whys(&bramble("INCOMPLETE", &parties, &json!([])));
    assert_eq!(whys_with(json!("many")), ["parties_unreadable"]);
    let mut odd = party("a", &json!(60), "INITIATED");
    odd["verification"]["status"] = json!(4);
    assert_eq!(whys_with(json!([odd])), ["parties_unreadable", "parties_unreadable"]);
}

/// Faults: H1.
#[test]
fn a_held_case_has_a_note_and_no_message_for_anyone() {
    let mut json = reference();
    json["data"]["rejection_reason"]["associated_parties"][0]["applicant"]["reject_labels"] = json!(["SANCTIONS"]);
    let all_now = all(&json);
    assert!(all_now.is_held && all_now.messages.is_empty());
    assert_eq!(whys(&json), ["held"; 3]);
    let note = all_now.note.unwrap();
    assert!(note.subject.as_str().starts_with("INTERNAL, do not send: 671536f8"));
    let text = note.text();
    for part in [
        "INTERNAL NOTE. Do not send any of it, and send nothing to anyone in this case.",
        "Case: Fin.com · 671536f8-",
        "Ask compliance before anything is sent",
        "SANCTIONS",
        "Held back meanwhile, for Party 2e71 · 60 %: Passport.",
        "Held back meanwhile, for the company: Evidence of directors and controllers, Proof of source of funds, ",
    ] {
        assert!(text.as_str().contains(part), "{part} in {text}");
    }
    json["data"]["request_for_information"] = json!({"a": 1});
    assert_eq!(whys(&json), ["held"; 3], "a hold counts more than what cannot be read");
    json["data"]["request_for_information"] = json!([]);
    json["data"]["customer_status"] = json!("APPROVED");
    assert!(all(&json).note.is_some(), "a note even where nothing is asked");
    let masked = drafts(&case(&json), &catalogue::glossary(), &DraftOptions::default(), Mask::On).note.unwrap();
    assert!(masked.masked && masked.body[0].as_str().starts_with("MASKED"));
}

/// Faults: H1.
#[test]
fn a_masked_export_that_is_opened_again_gives_no_message() {
    let export = |masked: bool, held: bool| {
        let mut json = reference();
        json["schema"] = json!(2);
        (json["masked"], json["held"]) = (json!(masked), json!(held));
        json
    };
    assert_eq!(made(&export(false, false)).len(), 2, "an export that hides nothing is as good as the reply");
    assert_eq!(whys(&export(true, false)), ["masked_export"; 3]);
    assert!(all(&export(true, false)).without.iter().all(|one| one.why.is_incomplete()));
    for masked in [true, false] {
        assert_eq!(whys(&export(masked, true)), ["held"; 3]);
        assert!(
            all(&export(masked, true)).is_held && note(&export(masked, true)).contains("held when it was exported")
        );
    }
}

#[test]
fn nobody_writes_to_a_stranger() {
    let mut json = reference();
    json["data"]["request_for_information"][0]["associated_party_id"] = json!("99999999-unknown");
    assert_eq!(told(&json).0, [("company".to_owned(), 3)]);
    assert!(told(&json).1.contains(&("unknown party 99999999-unknown".to_owned(), "unknown_party")));
    let text = note(&json);
    assert!(text.contains("99999999-unknown that is not among the parties"), "{text}");
    assert!(text.contains("Held back meanwhile, for Unknown party 9999: Passport."), "{text}");
    assert!(!made(&json)[0].text().as_str().contains("9999"));
}

#[test]
fn reasons_name_everyone_they_hold_for_and_nobody_by_address() {
    let all = all(&bramble("REVIEWING", &two(), &json!([])));
    assert_eq!(all.reasons().len(), 2);
    let sentences: Vec<String> = all.reasons().into_iter().map(|(_, sentence)| sentence).collect();
    assert_eq!(sentences[0], "no message for the company: with Fin, and nothing is asked");
    assert_eq!(sentences[1], "no message for Party aaaa · 60 %, Party bbbb · 40 %: nothing is asked");
    let decided = self::all(&bramble("REJECTED", &two(), &json!([])));
    let decided: Vec<String> = decided.reasons().into_iter().map(|(_, sentence)| sentence).collect();
    assert_eq!(decided, ["no message for anyone: Fin has decided: the customer is rejected"]);
}
