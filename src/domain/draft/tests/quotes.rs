//! What Fin wrote, and what of it a message says.

use super::*;
use crate::domain::mask::Prose;
use crate::domain::phrase::Phrase;

/// Sentences that no customer should read, a line each: threats, tip-offs, names, links, numbers, other languages.
const NOT_REPEATED: &str = include_str!("../../../../tests/fixtures/not_repeated.txt");
const LABELLED: &str = "The image we received is not clear enough to read.";

/// The reference case with a sentence in every place where Fin writes one.
fn saying(sentence: &str) -> Value {
    let mut json = reference();
    let data = &mut json["data"];
    data["associated_parties"][0]["verification"]["reason"] =
        json!({"for_customer": sentence, "for_developer": sentence});
    data["rejection_reason"]["applicant"]["moderation_comment"] = json!(sentence);
    data["rejection_reason"]["documents"][0]["moderation_comment"] = json!(sentence);
    data["rejection_reason"]["associated_parties"][0]["applicant"]["moderation_comment"] = json!(sentence);
    data["rejection_reason"]["associated_parties"][0]["documents"][0]["moderation_comment"] = json!(sentence);
    for request in data["request_for_information"].as_array_mut().unwrap() {
        for field in request["categories"][0]["fields"].as_array_mut().unwrap() {
            if field["field_name"] == "files" {
                field["reason"] = json!(sentence);
            }
        }
    }
    json
}

/// Every piece of so many characters, folded so that no capital hides one.
fn pieces(text: &str, length: usize) -> Vec<String> {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    chars.windows(length).map(|piece| piece.iter().collect()).collect()
}

/// Faults: H2.
#[test]
fn sentences_that_nobody_reviewed_change_no_message() {
    let plain = made(&saying(""));
    let whole: String = plain.iter().map(|draft| read(draft, "").to_lowercase()).collect();
    let sentences: Vec<&str> = NOT_REPEATED.lines().collect();
    assert!(sentences.len() >= 100 && plain.len() == 2);
    let phrases = catalogue::glossary().phrases;
    let mut checked = 0;
    for sentence in sentences {
        assert_eq!(phrases.find(&Prose::block(sentence)), None, "{sentence}");
        // A sentence that holds the case leaves no message at all.
        for draft in made(&saying(sentence)) {
            checked += 1;
            let without = plain.iter().find(|other| other.recipient == draft.recipient).unwrap();
            assert_eq!((&draft.subject, &draft.body), (&without.subject, &without.body), "{sentence}");
            assert!(draft.originals.iter().all(|original| original.fate != Fate::Quoted), "{sentence}");
            let text = read(&draft, "").to_lowercase();
            let repeated =
                pieces(sentence, 12).into_iter().find(|piece| text.contains(piece) && !whole.contains(piece));
            assert_eq!(repeated, None, "{sentence}");
        }
    }
    assert!(checked > 120, "{checked}");
}

/// Faults: H2.
#[test]
fn every_sentence_of_the_list_is_said_in_its_own_words_and_in_no_others() {
    let glossary = catalogue::glossary();
    for (sentence, said) in glossary.phrases.entries() {
        let draft = only(&small(&json!(["LOW_QUALITY"]), &because(&format!(" {}. ", sentence.to_uppercase()))));
        let line = format!("\nWhat was wrong: {} {LABELLED}", said.as_str());
        assert!(draft.text().as_str().contains(&line), "{sentence}: {}", draft.text());
        assert!(
            draft.originals.iter().any(|original| original.fate == Fate::Quoted && original.source == Source::Reason)
        );
        assert_harmless(&draft, "Amber Basalt Ltd");
    }
}

#[test]
fn reasons_that_are_not_on_the_list_leave_our_own_words() {
    let own = "\nWhat was wrong: We could not use what you sent before.\n";
    for reason in
        ["This document is not authentic", "Unacceptable document.", "The seal is cut off", " ", "See LOW_QUALITY"]
    {
        let draft = only(&small(&json!(["LOW_QUALITY", "BRAND_NEW_LABEL"]), &because(reason)));
        assert!(draft.text().as_str().contains(&format!("\nWhat was wrong: {LABELLED}")), "{}", draft.text());
        let unlabelled = only(&small(&json!(["BRAND_NEW_LABEL"]), &because(reason)));
        assert!(unlabelled.text().as_str().contains(own), "an unknown label says nothing: {}", unlabelled.text());
    }
}

/// A paper rejected as a template must not be told only that it is corrupted.
#[test]
fn the_words_for_a_label_stand_beside_a_phrase() {
    let text = only(&small(&json!(["DOCUMENT_TEMPLATE"]), &because("Document appears to be corrupted"))).text();
    let both = "What was wrong: The file could not be opened or read completely. What we received was not filled in";
    assert!(text.as_str().contains(both), "{text}");
    let mut json = small(&json!(["DOCUMENT_TEMPLATE"]), &because("Document appears to be corrupted"));
    let other = json!({"document_type": "FLOW_OF_FUNDS", "fields": because("Pages are missing")});
    json["request_for_information"][0]["categories"].as_array_mut().unwrap().push(other);
    let text = only(&json).text();
    let shared = "\nWhat was wrong with one or more documents of this group: What we received was not filled in";
    assert_eq!(text.as_str().matches(shared).count(), 2, "{text}");
    assert!(text.as_str().contains("\nWhat was wrong: Not all pages were sent.\n"), "{text}");
}

#[test]
fn one_sentence_is_said_once_however_often_it_came() {
    let file = |reason: &str| json!({"field_name": "files", "status": "EXPIRED", "reason": reason});
    let fields = json!([file("Document expired"), file("The document has expired."), file("Blurry image")]);
    let text = only(&small(&json!([]), &fields)).text();
    let said = "\nWhat was wrong: The document has expired. The picture is blurred, so that the text cannot be read.\n";
    assert!(text.as_str().contains(said), "{text}");
}

#[test]
fn beside_a_label_that_must_not_be_told_nothing_is_repeated() {
    let own = "\nWhat was wrong: We could not use what you sent before.\n";
    for label in ["GRAPHIC_EDITOR", "graphic editor", "INCONSISTENT_PROFILE"] {
        let draft = only(&small(&json!([label]), &because("Document expired")));
        assert!(draft.text().as_str().contains(own), "{label}: {}", draft.text());
        assert!(draft.originals.iter().all(|original| original.fate != Fate::Quoted), "{label}");
    }
    let mut json = reference();
    json["data"]["rejection_reason"]["associated_parties"][0]["applicant"]["reject_labels"] = json!(["DUPLICATE"]);
    let made = made(&json);
    assert!(made[0].text().as_str().contains("could not be opened"), "the company's own paper is told");
    assert!(!made[1].text().as_str().contains("expires too soon. What"), "{}", made[1].text());
}

#[test]
fn the_sentence_for_the_customer_is_said_where_it_is_on_the_list_and_to_that_party_alone() {
    let mut json = reference();
    let said = |json: &mut Value, text: &str| {
        json["data"]["associated_parties"][0]["verification"]["reason"] =
            json!({"for_customer": text, "for_developer": "SECRET NOTE"});
    };
    said(&mut json, "Please send a new\nproof of address.");
    let drafts = made(&json);
    let line = "\n\nAbout what we have so far: A new proof of address is needed.\n\nPassport\nWhat was wrong: ";
    assert!(drafts[1].text().as_str().contains(line), "{}", drafts[1].text());
    assert!(drafts[1].text().as_str().contains("What we received has expired"), "the label's words stay");
    assert!(!drafts[0].text().as_str().contains("new proof of address"));
    assert!(drafts.iter().all(|draft| !draft.text().as_str().contains("SECRET")));
    assert_eq!(drafts[1].originals.iter().filter(|original| original.fate == Fate::Quoted).count(), 2);
    said(&mut json, "Your passport expires soon");
    assert!(!made(&json)[1].text().as_str().contains("so far"));
}

#[test]
fn no_label_alone_puts_a_bad_word_into_a_message() {
    let glossary = catalogue::glossary();
    for (code, entry) in &glossary.labels {
        let company = small(&json!([code]), &json!([file("INVALID")]));
        let mut party = reference();
        party["data"]["rejection_reason"]["associated_parties"][0]["documents"][0]["reject_labels"] = json!([code]);
        for (json, at, name) in [(company, 0, "Amber Basalt Ltd"), (party, 1, "Fin.com")] {
            let all = all(&json);
            let Some(draft) = all.messages.get(at) else {
                assert!(all.is_held && all.messages.is_empty() && entry.to_customer.is_none(), "{code}");
                continue;
            };
            assert_harmless(draft, name);
            assert!(draft.text().as_str().contains("What we accept: "), "{code}");
        }
    }
}

/// A message is made of its own sources, part by part.
#[test]
fn every_part_of_a_message_has_a_source() {
    let glossary = catalogue::glossary();
    for draft in made(&reference()) {
        for part in draft.body.iter().chain([&draft.subject]).flat_map(Line::parts) {
            match part {
                part::Part::Phrase(phrase) => assert!(glossary.phrases.entries().any(|(_, known)| known == *phrase)),
                part::Part::Name(name) => assert_eq!(part::Part::from(name.clone()).to_string(), "Fin.com"),
                _ => {}
            }
        }
        let phrases = draft.body.iter().flat_map(Line::parts);
        let phrases: Vec<Phrase> = phrases
            .filter_map(|part| if let part::Part::Phrase(phrase) = part { Some(*phrase) } else { None })
            .collect();
        assert_eq!(phrases.len(), 1, "{phrases:?}");
    }
}
