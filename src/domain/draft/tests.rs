use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::api::convert;
use crate::catalogue;
use crate::domain::request::FieldName;

const REFERENCE: &str = include_str!("../../../tests/fixtures/reference.json");
/// Words of the trade that no message may hold, beside the accusing ones.
const TRADE: [&str; 9] = ["rfi", "kyb", "kyc", "applicant", "ubo", "invalid", "moderation", "finding", "label"];

fn reference() -> Value {
    serde_json::from_str(REFERENCE).unwrap()
}

fn case(json: &Value) -> Case {
    convert::saved(json.to_string().as_bytes()).unwrap().remove(0).unwrap()
}

fn made(json: &Value) -> Vec<Draft> {
    drafts(&case(json), &catalogue::glossary(), &DraftOptions::default(), Mask::Off)
}

/// A company with one refused document and one ask for it; any of it may be overwritten.
fn small(labels: &Value, fields: &Value) -> Value {
    json!({
        "customer_id": "c0ffee00-1", "type": "BUSINESS", "business_name": "Amber Basalt Ltd",
        "customer_status": "ACTION_REQUIRED",
        "rejection_reason": {"documents": [
            {"uri": "/a.png", "category": "SUPPORTING_DOCUMENTS", "moderation_comment": "SECRET COMMENT", "reject_labels": labels}
        ]},
        "request_for_information": [
            {"scope": "CUSTOMER", "section": "supporting_documents",
             "categories": [{"document_type": "PROOF_OF_SOURCE_OF_FUNDS", "fields": fields}]}
        ]
    })
}

fn file(status: &str) -> Value {
    json!({"field_name": "files", "data_type": "URI", "status": status})
}

fn only(json: &Value) -> Draft {
    let mut made = made(json);
    assert_eq!(made.len(), 1, "{made:?}");
    made.remove(0)
}

/// What a recipient would read, without the company's own name, which may hold any word.
fn read(draft: &Draft, company: &str) -> String {
    format!("{}\n{}", draft.subject, draft.text()).replace(company, "")
}

fn assert_harmless(draft: &Draft, company: &str) {
    let glossary = catalogue::glossary();
    let text = read(draft, company);
    assert!(!glossary.accusing.hit(&text), "{text}");
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for word in &words {
        assert!(!word.contains('_'), "{word} in {text}");
        assert!(!glossary.labels.contains_key(*word), "{word} in {text}");
        assert!(!TRADE.contains(&word.to_lowercase().as_str()), "{word} in {text}");
    }
}

#[test]
fn the_reference_case_has_one_message_for_the_company() {
    let made = made(&reference());
    let [company, _] = made.as_slice() else { panic!("{made:?}") };
    assert_eq!((&company.recipient, company.kind, company.asks), (&Recipient::Company, DraftKind::Message, 3));
    assert_eq!(company.to.as_str(), "Fin.com · contact@fin.com");
    assert_eq!(company.subject.as_str(), "Fin.com: three documents needed (reference 671536f8)");
    assert_eq!(
        company.text().as_str(),
        "Hello Fin.com team,

To complete the verification of Fin.com, we still need three documents from you.

1. Evidence of directors and controllers
What was wrong: We could not use what you sent before.
What we accept: A current official paper that names the directors and the persons who control your company, such as a \
register of directors or a register extract. Complete with all pages and legible, as PDF, JPG or PNG.

2. Proof of source of funds
What was wrong: The image we received is not clear enough to read. Please send a new colour scan or photo with the whole \
page in the frame, sharp text and no glare; a PDF straight from the issuer is best. The file we received does not show the \
document asked for. Please send a scan or photo of that document, complete and legible.
What we accept: Papers that show where the money to be used comes from, such as bank or financial statements from the last \
90 days or a tax return no older than one year. Complete with all pages and legible, as PDF, JPG or PNG.

3. Proof of signatory authority
What was wrong: “Document appears to be corrupted.”
What we accept: A signed and dated document that shows who may sign for your company, such as a board resolution, a power \
of attorney or a register extract. Complete with all pages and legible, as PDF, JPG or PNG.

How to answer: reply to this message with the documents attached. Nothing else is needed.
If anything is unclear, please ask us.

Kind regards

Reference: 671536f8"
    );
}

#[test]
fn the_reference_case_has_one_message_for_the_rejected_party() {
    let made = made(&reference());
    let [_, party] = made.as_slice() else { panic!("{made:?}") };
    assert_eq!((party.kind, party.asks, party.may_be_sent()), (DraftKind::Message, 1, true));
    assert_eq!(party.to.as_str(), "Party 2e71 · 60 % · jane.smith@acmecorp.com");
    assert_eq!(
        party.text().as_str(),
        "Hello,

To complete the verification of Fin.com, we still need one document from you personally.

Passport
What was wrong: “User identity document is not valid for at least 2 month(s) from the date of submission.”
What we accept: The photo page of a passport that is unexpired, with at least two months of validity left, with the \
machine-readable lines visible. In colour, with all four corners visible and all text legible, as PDF, JPG or PNG.

How to answer: reply to this message with the document attached. Nothing else is needed.
If anything is unclear, please ask us.

Kind regards

Reference: 671536f8"
    );
}

#[test]
fn no_message_holds_a_code_or_anything_of_another() {
    let mut json = reference();
    json["data"]["business_name"] = json!("Amber Basalt Ltd");
    let made = made(&json);
    assert_eq!(made.len(), 2);
    for draft in &made {
        assert_harmless(draft, "Amber Basalt Ltd");
        let text = read(draft, "");
        for other in
            ["jane", "robert", "acmecorp", "2e719a54", "4ef045ea", "60", "40 %", "ZuyU", "not authentic", "fin.com"]
        {
            assert!(!text.to_lowercase().contains(&other.to_lowercase()), "{other} in {text}");
        }
    }
    assert!(!made[0].text().as_str().contains("assport"), "a party's papers are not the company's business");
    assert!(!made[1].text().as_str().contains("funds") && !made[1].text().as_str().contains("igned"));
}

#[test]
fn the_reviewer_sees_what_fin_wrote_and_which_of_it_is_quoted() {
    let made = made(&reference());
    let seen = |draft: &Draft| -> Vec<(Source, String, bool)> {
        draft.originals.iter().map(|o| (o.source, o.about.to_string(), o.quoted)).collect()
    };
    let company = seen(&made[0]);
    assert_eq!(company.len(), 7);
    assert!(company[..4].iter().all(|(source, _, quoted)| *source == Source::Comment && !quoted));
    assert_eq!(company[4], (Source::Reason, "Evidence of directors and controllers · files".to_owned(), false));
    assert_eq!(company[6], (Source::Reason, "Proof of signatory authority · files".to_owned(), true));
    let party = seen(&made[1]);
    assert_eq!(party[0], (Source::Comment, "PROOF_OF_IDENTITY".to_owned(), false));
    assert_eq!(party[1], (Source::Reason, "Passport · files".to_owned(), true));
    assert!(matches!(&made[1].originals[1].item, Item::Field(key) if key.name == Some(FieldName::new("files"))));
}

#[test]
fn no_label_alone_puts_a_bad_word_into_a_message() {
    let glossary = catalogue::glossary();
    for (code, entry) in &glossary.labels {
        let company = small(&json!([code]), &json!([file("INVALID")]));
        let mut party = reference();
        party["data"]["rejection_reason"]["associated_parties"][0]["documents"][0]["reject_labels"] = json!([code]);
        party["data"]["request_for_information"][0]["categories"][0]["fields"][3]["reason"] = Value::Null;
        for (json, at, name) in [(company, 0, "Amber Basalt Ltd"), (party, 1, "Fin.com")] {
            let draft = &made(&json)[at];
            if entry.to_customer.is_none() {
                assert_eq!(draft.kind, DraftKind::Escalation, "{code}");
                assert!(!draft.may_be_sent() && draft.subject.as_str().starts_with("INTERNAL, do not send"));
                assert!(draft.text().as_str().contains("send nothing to this recipient"), "{code}");
                assert!(draft.text().as_str().contains(code.as_str()) && draft.asks == 1);
            } else {
                assert_eq!(draft.kind, DraftKind::Message, "{code}");
                assert_harmless(draft, name);
                assert!(draft.text().as_str().contains("What we accept: "), "{code}");
            }
        }
    }
}

#[test]
fn a_label_that_must_not_be_told_stops_only_its_own_recipient() {
    let mut json = reference();
    json["data"]["rejection_reason"]["associated_parties"][0]["applicant"]["reject_labels"] = json!(["SANCTIONS"]);
    let made_now = made(&json);
    assert_eq!(
        made_now.iter().map(|draft| draft.kind).collect::<Vec<_>>(),
        [DraftKind::Message, DraftKind::Escalation]
    );
    assert_harmless(&made_now[0], "Fin.com");
    let note = made_now[1].text();
    for part in [
        "About: Party 2e71 · 60 %",
        "the label SANCTIONS",
        "Held back meanwhile: Passport.",
        "Case: Fin.com · 671536f8-",
    ] {
        assert!(note.as_str().contains(part), "{part} in {note}");
    }
    json["data"]["request_for_information"] = json!([]);
    let made_now = made(&json);
    assert_eq!(made_now.len(), 1, "a note even where nothing is asked");
    assert_eq!((made_now[0].kind, made_now[0].asks), (DraftKind::Escalation, 0));
}

#[test]
fn reasons_are_quoted_only_where_every_word_is_harmless() {
    let fields = |reason: &str| json!([{"field_name": "files", "status": "INVALID", "reason": reason}]);
    let labelled = "The image we received is not clear enough to read.";
    let own = "What was wrong: We could not use what you sent before.";
    for reason in ["The seal is cut off", "Page 2 is missing.\n Please add it"] {
        let text = only(&small(&json!(["LOW_QUALITY"]), &fields(reason))).text();
        let quoted = reason.replace("\n ", " ");
        assert!(text.as_str().contains(&format!("What was wrong: “{quoted}.”")), "{text}");
        assert!(!text.as_str().contains(labelled));
    }
    for reason in [
        "This document is not authentic",
        "Looks like a template",
        "See LOW_QUALITY",
        "expiry_date is off",
        "Unacceptable document.",
        "Pay at https://pay.example",
        "ask x@example.org",
        "hid\u{200b}den",
        "Поддельный",
        " ",
        "\u{1b}[31mred",
        "The applicant must call",
    ] {
        let draft = only(&small(&json!(["LOW_QUALITY", "BRAND_NEW_LABEL"]), &fields(reason)));
        assert!(draft.text().as_str().contains(labelled), "{}", draft.text());
        assert!(reason.trim().is_empty() || !draft.text().as_str().contains(reason), "{reason}");
        assert_harmless(&draft, "Amber Basalt Ltd");
        let unknown = only(&small(&json!(["BRAND_NEW_LABEL"]), &fields(reason)));
        assert!(unknown.text().as_str().contains(own), "an unknown label says nothing: {}", unknown.text());
    }
}

#[test]
fn a_reason_that_names_another_person_is_not_quoted() {
    for reason in ["Jane Smith must sign", "Party 2e719a54 is not verified", "robert agreed"] {
        let mut json = reference();
        json["data"]["request_for_information"][3]["categories"][0]["fields"][1]["reason"] = json!(reason);
        assert!(!made(&json)[0].text().as_str().contains(reason), "{reason}");
    }
}

#[test]
fn the_sentence_for_the_customer_reaches_that_party_alone() {
    let mut json = reference();
    let said = |json: &mut Value, text: &str| {
        json["data"]["associated_parties"][0]["verification"]["reason"] =
            json!({"for_customer": text, "for_developer": "SECRET NOTE"});
    };
    said(&mut json, "Your passport expires soon");
    let drafts = made(&json);
    assert!(drafts[1].text().as_str().contains("About what we have so far: “Your passport expires soon.”"));
    assert!(!drafts[0].text().as_str().contains("expires soon"));
    assert!(drafts.iter().all(|draft| !draft.text().as_str().contains("SECRET")));
    assert_eq!(drafts[1].originals.iter().filter(|original| original.quoted).count(), 2);
    said(&mut json, "Your passport is forged");
    assert!(!made(&json)[1].text().as_str().contains("forged"));
}

#[test]
fn what_was_never_received_is_not_called_wrong() {
    let missing = only(&small(&json!(["LOW_QUALITY"]), &json!([file("MISSING")]))).text();
    assert!(missing.as_str().contains("\nWe have not received this yet.\nWhat we accept: "), "{missing}");
    assert!(!missing.as_str().contains("What was wrong"));
    let expired = only(&small(&json!([]), &json!([file("EXPIRED")]))).text();
    assert!(expired.as_str().contains("What was wrong: What you sent before has expired."), "{expired}");
    let silent = only(&small(&json!([]), &json!([]))).text();
    assert!(silent.as_str().contains("Proof of source of funds\nWhat we accept"), "{silent}");
}

#[test]
fn details_are_asked_for_only_where_they_are_no_fallout_of_the_file() {
    let field =
        |name: &str, status: &str, reason: Value| json!({"field_name": name, "status": status, "reason": reason});
    let text = |fields: Value| only(&small(&json!([]), &fields)).text().to_string();
    let fallout =
        json!([file("INVALID"), field("type", "INVALID", Value::Null), field("issue_date", "INVALID", json!(""))]);
    assert!(!text(fallout).contains("give:"));
    let own_reason = json!([file("INVALID"), field("expiry_date", "INVALID", json!("The date does not match."))]);
    assert!(text(own_reason).contains("“The date does not match.”"));
    let differs = json!([
        file("INVALID"),
        field("issue_date", "MISSING", Value::Null),
        field("expiry_date", "MISSING", Value::Null)
    ]);
    assert!(text(differs).contains("\nPlease also give: date of issue, expiry date.\n"));
    let alone = text(json!([field("text", "MISSING", Value::Null), field("odd_new_thing", "MISSING", Value::Null)]));
    assert!(alone.contains("\nPlease give: the details in writing, odd new thing.\n"), "{alone}");
    assert!(alone.contains("one item") && alone.contains("reply to this message with the details asked for above"));
    let accusing = text(json!([field("fraud_flag", "MISSING", Value::Null)]));
    assert!(!accusing.contains("give:"), "{accusing}");
}

#[test]
fn sides_and_equal_titles_are_told_apart() {
    let side = |side: &str| json!({"field_name": "files", "status": "MISSING", "side": side});
    let mut json = small(&json!([]), &json!([side("FRONT"), side("BACK")]));
    assert!(only(&json).text().as_str().contains("Proof of source of funds (front and back)"));
    let mut again = json["request_for_information"][0].clone();
    again["section"] = json!("ownership_documents");
    json["request_for_information"].as_array_mut().unwrap().push(again);
    let text = only(&json).text();
    assert!(
        text.as_str().contains("1. Proof of source of funds (front and back), under “Supporting documents”"),
        "{text}"
    );
    assert!(
        text.as_str().contains("2. Proof of source of funds (front and back), under “Ownership documents”"),
        "{text}"
    );
}

#[test]
fn labels_of_a_shared_section_are_pinned_on_no_document() {
    let mut json = small(&json!(["LOW_QUALITY"]), &json!([file("INVALID")]));
    let other = json!({"document_type": "FLOW_OF_FUNDS", "fields": [file("INVALID")]});
    json["request_for_information"][0]["categories"].as_array_mut().unwrap().push(other);
    let text = only(&json).text();
    assert!(text.as_str().contains("What was wrong with one or more documents of this group: The image"), "{text}");
    assert_eq!(text.as_str().matches("The image we received").count(), 1);
    assert!(text.as_str().contains("2. Flow of funds\nWhat was wrong: the same as under 1.\nWhat we accept"), "{text}");
}

#[test]
fn nobody_writes_to_a_stranger() {
    let mut json = reference();
    json["data"]["request_for_information"][0]["associated_party_id"] = json!("99999999-unknown");
    let drafts = made(&json);
    assert_eq!(drafts.iter().map(|draft| draft.asks).collect::<Vec<_>>(), [3, 1]);
    let note = &drafts[1];
    assert_eq!((note.kind, note.to.as_str()), (DraftKind::Escalation, "Unknown party 9999"));
    assert!(note.text().as_str().contains("99999999-unknown that is not among the parties"), "{}", note.text());
    assert!(!drafts[0].text().as_str().contains("9999"));
}

#[test]
fn a_day_is_named_only_where_one_is_configured() {
    let options = DraftOptions { reply_by: Some(Date::constant(2026, 5, 22)) };
    let with = drafts(&case(&reference()), &catalogue::glossary(), &options, Mask::Off);
    assert!(with.iter().all(|draft| draft.text().as_str().contains("\nPlease answer by 22 May 2026.\n")));
    assert!(made(&reference()).iter().all(|draft| !draft.text().as_str().contains("answer by")));
}

#[test]
fn a_person_is_greeted_by_name_unless_masked() {
    let mut json = small(&json!(["LOW_QUALITY"]), &json!([file("INVALID")]));
    json["type"] = json!("INDIVIDUAL");
    json["first_name"] = json!("Ottilie");
    json["last_name"] = json!("Quartz");
    json["email"] = json!("ottilie@example.org");
    let draft = only(&json);
    assert!(
        draft.text().as_str().starts_with("Hello Ottilie Quartz,\n\nTo complete your verification, we still need one")
    );
    assert!(draft.subject.as_str().starts_with("One document needed (reference c0ffee00)"));
    let masked = drafts(&case(&json), &catalogue::glossary(), &DraftOptions::default(), Mask::On).remove(0);
    let seen = format!("{masked:?}{}{}", masked.text(), masked.to).to_lowercase();
    assert!(!seen.contains("ottilie") && !seen.contains("quartz"), "{seen}");
}

#[test]
fn a_masked_draft_says_that_it_cannot_be_sent() {
    let mut json = reference();
    json["data"]["rejection_reason"]["documents"][0]["moderation_comment"] = json!("Ask jane.smith@acmecorp.com");
    let masked = drafts(&case(&json), &catalogue::glossary(), &DraftOptions::default(), Mask::On);
    for draft in &masked {
        assert!(draft.body[0].as_str().starts_with("MASKED") && draft.body[0].as_str().contains("cannot be sent"));
        assert!(!draft.may_be_sent());
        let all = format!("{draft:?}").to_lowercase();
        assert!(!all.contains("jane") && !all.contains("robert"), "{all}");
    }
    assert_eq!(masked[0].originals[0].text.as_str(), "Ask Party 2e71 · 60 %");
    assert_eq!((masked[0].to.as_str(), masked[1].to.as_str()), ("Fin.com", "Party 2e71 · 60 %"));
}

#[test]
fn a_case_without_asks_has_no_drafts() {
    let mut json = reference();
    json["data"]["request_for_information"] = json!([]);
    assert!(made(&json).is_empty());
}

proptest! {
    #[test]
    fn hostile_text_stays_inert(hostile in "(\\PC|[\\x00-\\x1f\\x7f\\u{9b}\\u{202e}\\u{200b}]){0,60}") {
        let mut json = small(&json!([hostile]), &json!([{"field_name": hostile, "status": hostile, "reason": hostile, "side": hostile}]));
        json["business_name"] = json!(hostile);
        json["request_for_information"][0]["section"] = json!(hostile);
        json["request_for_information"][0]["categories"][0]["document_type"] = json!(hostile);
        for draft in made(&json) {
            let text = format!("{}{}{}", draft.to, draft.subject, draft.text());
            prop_assert!(text.chars().all(|c| c == '\n' || (!c.is_control() && !crate::domain::text::is_hidden(c))));
            prop_assert_eq!(draft.body.len(), draft.text().as_str().split('\n').count(), "no line was broken");
            if draft.kind == DraftKind::Message {
                let opening = draft.text();
                prop_assert!(opening.as_str().ends_with("Reference: c0ffee00"));
            }
        }
    }
}
