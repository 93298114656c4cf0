//! Sentences that the reviewer puts into a message by hand.

use crate::domain::case::Case;
use crate::domain::draft::{Draft, DraftOptions, Refusal, drafts};
use crate::domain::hold::Precautions;
use crate::domain::mask::Mask;
use crate::domain::sample::{case, field, party, rejection, request, subject};

/// Toggles the first original that is told by its words, and drafts again.
fn with_toggled(case: &Case, words: &[&str]) -> (Vec<Draft>, Vec<Result<(), Refusal>>) {
    let glossary = crate::catalogue::glossary();
    let mut options = DraftOptions::default();
    let mut told = Vec::new();
    for words in words {
        let drafts = drafts(case, &glossary, &options, Mask::Off);
        let originals = drafts.messages.iter().flat_map(|draft| &draft.originals);
        let original = originals.clone().find(|original| original.text.unmasked().as_str().contains(words)).cloned();
        told.push(options.originals.toggle(&original.expect("an original with these words")));
    }
    (drafts(case, &glossary, &options, Mask::Off).messages, told)
}

fn asked_of_p1() -> Case {
    let ask = request(subject("p1"), "identity").naming("PASSPORT", [field("files")]);
    case("c1")
        .in_status("ACTION_REQUIRED")
        .with(party("p1"))
        .with(party("p2").mailing("bo.li@corp.example"))
        .wanting(ask)
}

#[test]
fn of_two_comments_in_one_place_one_is_put_in() {
    let case = asked_of_p1()
        .refused(subject("p1"), rejection().saying("Send the first page."))
        .refused(subject("p1"), rejection().saying("Send the second page."));
    let (messages, told) = with_toggled(&case, &["second page"]);
    let text = messages[0].text();
    assert_eq!(told, [Ok(())]);
    assert!(text.as_str().contains("second page") && !text.as_str().contains("first page"), "{text}");
}

#[test]
fn what_is_put_in_is_judged_as_it_is_said_on_one_line() {
    for (comment, why) in [
        ("Positive match\n\nsanctions list", Refusal::Alarms),
        ("Ask\nbo.li@corp.example", Refusal::NamesSomeone),
        ("See https://kyb.example/x", Refusal::Unclean),
        ("See \u{202e}page", Refusal::Unclean),
    ] {
        let case = asked_of_p1().refused(subject("p1"), rejection().saying(comment));
        let glossary = crate::catalogue::glossary();
        if Precautions::of(&case, &glossary).is_held() {
            continue;
        }
        let (messages, told) = with_toggled(&case, &[comment.split(['\n', ' ']).next().unwrap()]);
        assert_eq!(told, [Err(why)], "{comment:?}");
        assert!(!messages.iter().any(Draft::has_put_in), "{comment:?}");
    }
}
