mod put_in;
mod quotes;
mod standing;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::api::convert;
use crate::catalogue;
use crate::domain::key::Item;
use crate::domain::request::FieldName;
use crate::domain::sample::harm::harm_in;

const REFERENCE: &str = include_str!("../../../tests/fixtures/reference.json");

fn reference() -> Value {
    serde_json::from_str(REFERENCE).unwrap()
}

fn case(json: &Value) -> Case {
    convert::saved(json.to_string().as_bytes()).unwrap().remove(0).unwrap()
}

fn all(json: &Value) -> Drafts {
    drafts(&case(json), &catalogue::glossary(), &DraftOptions::default(), Mask::Off)
}

fn made(json: &Value) -> Vec<Draft> {
    all(json).messages
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

fn because(reason: &str) -> Value {
    json!([{"field_name": "files", "data_type": "URI", "status": "INVALID", "reason": reason}])
}

fn only(json: &Value) -> Draft {
    let mut made = made(json);
    assert_eq!(made.len(), 1, "{made:?}");
    made.remove(0)
}

/// What a recipient would read, without the company's own name, which may hold any word, and the case's own id.
fn read(draft: &Draft, company: &str) -> String {
    let text = format!("{}\n{}", draft.subject, draft.text());
    text.replace(company, "").replace("671536f8", "").replace("c0ffee00", "")
}

fn assert_harmless(draft: &Draft, company: &str) {
    let text = read(draft, company);
    assert_eq!(harm_in(&text), None, "{text}");
}

#[test]
fn the_reference_case_has_one_message_for_the_company() {
    let made = made(&reference());
    let [company, _] = made.as_slice() else { panic!("{made:?}") };
    assert_eq!((&company.recipient, company.asks, company.may_be_sent()), (&Recipient::Company, 3, true));
    assert_eq!(company.to.as_str(), "Fin.com · contact@fin.com");
    assert_eq!(company.subject.text().as_str(), "Fin.com: three documents needed (reference 671536f8)");
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
What was wrong: The file could not be opened or read completely. What we received seems to lack a signature, date, \
stamp or seal. Please send the completed version, signed and dated, and stamped or sealed where the form calls for it, or a \
certified copy of it. What we received was not filled in with your own details. Please send the completed, signed and dated \
version that was issued to you or to your company.
What we accept: A signed and dated document that shows who may sign for your company, such as a board resolution, a power \
of attorney or a register extract. Complete with all pages and legible, as PDF, JPG or PNG.

How to answer: send us the documents in the way in which documents are usually sent to us.
If anything is unclear, please ask us.

Kind regards

Reference: 671536f8"
    );
}

#[test]
fn the_reference_case_has_one_message_for_the_rejected_party() {
    let made = made(&reference());
    let [_, party] = made.as_slice() else { panic!("{made:?}") };
    assert_eq!((party.asks, party.may_be_sent()), (1, true));
    assert_eq!(party.to.as_str(), "Party 2e71 · 60 % · jane.smith@acmecorp.com");
    assert_eq!(
        party.text().as_str(),
        "Hello,

To complete the verification of Fin.com, we still need one document from you personally.

Passport
What was wrong: The identity document expires too soon. What we received has expired or expires too soon. Please send a current document; an identity document needs at least two \
months of validity left on the day you send it.
What we accept: The photo page of a passport that is unexpired, with at least two months of validity left, with the \
machine-readable lines visible. In colour, with all four corners visible and all text legible, as PDF, JPG or PNG.

How to answer: send us the document in the way in which documents are usually sent to us.
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
        draft.originals.iter().map(|o| (o.source, o.about.to_string(), o.fate == Fate::Quoted)).collect()
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
    assert!(text(own_reason).contains("\nPlease also give: expiry date.\n"));
    let differs = json!([
        file("INVALID"),
        field("issue_date", "MISSING", Value::Null),
        field("expiry_date", "MISSING", Value::Null)
    ]);
    assert!(text(differs).contains("\nPlease also give: date of issue, expiry date.\n"));
    let alone = text(json!([field("text", "MISSING", Value::Null)]));
    assert!(alone.contains("\nPlease give: the details in writing.\n"), "{alone}");
    assert!(
        alone.contains("one item") && alone.contains("How to answer: send us the details asked for above in the way")
    );
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
fn a_day_is_named_only_where_one_is_configured() {
    let options = DraftOptions { reply_by: Some(Date::constant(2026, 5, 22)), ..DraftOptions::default() };
    let with = drafts(&case(&reference()), &catalogue::glossary(), &options, Mask::Off).messages;
    assert!(
        with.len() == 2 && with.iter().all(|draft| draft.text().as_str().contains("\nPlease answer by 22 May 2026.\n"))
    );
    assert!(made(&reference()).iter().all(|draft| !draft.text().as_str().contains("answer by")));
}

#[test]
fn the_users_own_sentence_says_how_to_answer() {
    let sentence = "Please upload it in your account.";
    let how = HowToAnswer::configured(sentence).unwrap();
    let options = DraftOptions::default().answered_as(Some(how));
    let with = drafts(&case(&reference()), &catalogue::glossary(), &options, Mask::Off).messages;
    for draft in &with {
        assert!(draft.text().as_str().contains(&format!("\nHow to answer: {sentence}\n")), "{}", draft.text());
        assert!(!draft.text().as_str().contains("usually sent"));
    }
    for draft in with.iter().chain(&made(&reference())) {
        assert!(!draft.text().as_str().to_lowercase().contains("nothing else"), "never promised");
    }
}

#[test]
fn names_are_never_cut() {
    let mut json = reference();
    let name = format!("The {} Trading Company of Upper and Lower Brambleshire", "Very ".repeat(60));
    json["data"]["business_name"] = json!(name);
    for draft in made(&json) {
        assert!(draft.subject.to_string().starts_with(&format!("{name}: ")), "{}", draft.subject);
        assert!(
            draft.text().as_str().contains(&format!("the verification of {name}, ")) && !read(&draft, "").contains('…')
        );
    }
    json["data"]["business_name"] = json!("x".repeat(5000));
    let text = made(&json)[0].text();
    assert!(text.as_str().starts_with("Hello,\n") && !text.as_str().contains("xx"), "half a name is none: {text}");
}

#[test]
fn what_the_catalogue_does_not_know_is_named_to_the_reviewer_alone() {
    let field = |name: &str| json!({"field_name": name, "status": "MISSING", "reason": "Please."});
    let mut json = small(&json!([]), &json!([file("INVALID"), field("odd_new_thing"), field("other_new_thing")]));
    json["request_for_information"][0]["categories"][0]["document_type"] = json!("PROOF_OF_INNOCENCE");
    let draft = only(&json);
    let text = draft.text();
    assert!(text.as_str().contains("\nThe document we asked you for\nWhat was wrong: We could"), "{text}");
    assert!(text.as_str().contains("\nPlease also give: the details we asked you for.\n"), "{text}");
    assert!(!text.as_str().to_lowercase().contains("innocence") && !text.as_str().contains("odd"), "{text}");
    let codes = draft.originals.iter().filter(|original| original.source == Source::Code);
    let codes: Vec<&str> = codes.map(|original| original.text.unmasked().as_str()).collect();
    assert_eq!(codes, ["PROOF_OF_INNOCENCE", "odd_new_thing", "other_new_thing"]);
    let mut again = json["request_for_information"][0]["categories"][0].clone();
    again["document_type"] = json!("PROOF_OF_REMORSE");
    json["request_for_information"][0]["categories"].as_array_mut().unwrap().push(again);
    let text = only(&json).text();
    for number in ["1", "2"] {
        let title = format!("\n{number}. The document we asked you for, under “Supporting documents”\n");
        assert!(text.as_str().contains(&title), "{text}");
    }
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
    assert!(draft.subject.text().as_str().starts_with("One document needed (reference c0ffee00)"));
    let masked = drafts(&case(&json), &catalogue::glossary(), &DraftOptions::default(), Mask::On).messages.remove(0);
    let seen = format!("{masked:?}{}{}", masked.text(), masked.to).to_lowercase();
    assert!(!seen.contains("ottilie") && !seen.contains("quartz"), "{seen}");
}

#[test]
fn a_masked_draft_says_that_it_cannot_be_sent() {
    let mut json = reference();
    json["data"]["rejection_reason"]["documents"][0]["moderation_comment"] = json!("Ask jane.smith@acmecorp.com");
    let masked = drafts(&case(&json), &catalogue::glossary(), &DraftOptions::default(), Mask::On).messages;
    for draft in &masked {
        let first = draft.body[0].text();
        assert!(first.as_str().starts_with("MASKED") && first.as_str().contains("cannot be sent"));
        assert!(!draft.may_be_sent());
        let all = format!("{draft:?}").to_lowercase();
        assert!(!all.contains("jane") && !all.contains("robert"), "{all}");
    }
    assert_eq!(masked[0].originals[0].text.unmasked().as_str(), "Ask Party 2e71 · 60 %");
    assert_eq!((masked[0].to.as_str(), masked[1].to.as_str()), ("Fin.com", "Party 2e71 · 60 %"));
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
            let text = draft.text();
            prop_assert!(text.as_str().ends_with("Reference: c0ffee00"));
        }
    }
}
