use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::fact::{Extent, Fact, Items};
use crate::domain::key::{DocumentKey, Subject};
use crate::domain::sample::any::{any_case, shuffled};
use crate::domain::sample::{
    case, document, email, field, given, label, other, party, reference, rejection, request, subject, time,
    unknown_party,
};
use crate::domain::text::SafeText;

mod unreadable;

/// The changes from the reference to an edited copy of it, in words.
fn after(edit: impl FnOnce(&mut Case)) -> Vec<String> {
    let before = reference();
    let mut now = before.clone();
    edit(&mut now);
    told(&before, &now)
}

fn told(before: &Case, now: &Case) -> Vec<String> {
    changes(before, now).iter().map(|change| tell(&change.item, &change.how)).collect()
}

fn tell(item: &Item, how: &How) -> String {
    match how {
        How::Added => format!("+ {}", name(item)),
        How::Removed => format!("- {}", name(item)),
        How::Altered { before, after } => format!("~ {}: {} → {}", name(item), before.unmasked(), after.unmasked()),
        How::Lost(extent) => format!("? {} {}", item.words(), extent.gap().unwrap()),
        How::Found => format!("! {}", item.words()),
    }
}

fn name(item: &Item) -> String {
    let whose = |subject: &Subject| match subject {
        Subject::Company => "company".to_owned(),
        Subject::Party(key) => key.id.short().to_owned(),
        Subject::UnknownParty(id) => format!("unknown party {id}"),
    };
    let file = |key: &DocumentKey| {
        let (uri, category) = (key.uri.as_ref().unwrap(), key.category.as_ref().unwrap());
        format!("{category} {uri} of {}", whose(&key.subject))
    };
    match item {
        Item::Fact(fact) => (*fact).to_owned(),
        Item::Party(key) => format!("party {}", key.id.short()),
        Item::PartyFact(key, fact) => format!("{fact} of {}", key.id.short()),
        Item::Comment(subject) => format!("comment on {}", whose(subject)),
        Item::Label(subject, code) => format!("{code} on {}", whose(subject)),
        Item::Document(key) => file(key),
        Item::DocumentFact(key, fact) => format!("{fact} of {}", file(key)),
        Item::DocumentLabel(key, code) => format!("{code} on {}", file(key)),
        Item::Request(key) => format!("request {} of {}", key.section.as_ref().unwrap(), whose(&key.subject)),
        Item::Ask(key) => format!("ask {}", key.document_type.as_ref().unwrap()),
        Item::Field(key) => format!("field {}", key.name.as_ref().unwrap()),
        Item::FieldFact(key, fact) => format!("{fact} of field {}", key.name.as_ref().unwrap()),
        Item::OtherField(path) => format!("other {path}"),
        item => panic!("no change is told by {item:?}"),
    }
}

#[test]
fn approving_a_party_names_its_status_and_when_and_nothing_else() {
    let told = after(|case| {
        let party = case.party_mut("2e719a54-ada").clone().standing("APPROVED").verified("2026-05-09T00:00:00Z");
        *case.party_mut("2e719a54-ada") = party;
    });
    let expected = [
        "~ status of 2e719a54: REJECTED → APPROVED",
        "~ updated_at of 2e719a54: 2026-05-01 10:00:00 UTC → 2026-05-09 00:00:00 UTC",
    ];
    assert_eq!(told, expected);
}

#[test]
fn each_fact_of_the_customer_is_named_with_both_values() {
    let told = after(|case| {
        case.profile.status = crate::domain::sample::word("APPROVED");
        case.profile.country = Fact::Null;
        case.verification_type = Fact::Missing;
        case.last_status_updated_at = time("2026-05-10T08:00:00Z");
    });
    let expected = [
        "~ country: GBR → not given",
        "~ customer_status: ACTION_REQUIRED → APPROVED",
        "~ last_status_updated_at: 2026-05-02 08:00:00 UTC → 2026-05-10 08:00:00 UTC",
        "~ verification_type: STANDARD → not given",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_personal_value_says_only_that_it_changed() {
    let told = after(|case| {
        case.profile.email = email("secret@amber.example");
        case.details.phone = Fact::Null;
        case.party_mut("2e719a54-ada").email = email("private@amber.example");
    });
    let changed = "(changed) → (changed)";
    let expected =
        [format!("~ email: {changed}"), format!("~ phone: {changed}"), format!("~ email of 2e719a54: {changed}")];
    assert_eq!(told, expected);
}

#[test]
fn a_party_that_comes_or_goes_is_named_once() {
    assert_eq!(after(|case| *case = case.clone().with(party("new-one"))), ["+ party new-one"]);
    assert_eq!(after(|case| drop(given(&mut case.parties).read.remove(1))), ["- party 4ef045ea"]);
}

#[test]
fn a_closed_ask_is_named_by_itself_and_not_by_its_fields() {
    assert_eq!(after(|case| drop(given(&mut case.requests).read.remove(1))), ["- ask EVIDENCE_OF_DIRECTORS"]);
    assert_eq!(
        after(|case| *case =
            case.clone().wanting(request(unknown_party("s1"), "identity").naming("VISA", [field("files")]))),
        ["+ ask VISA"]
    );
}

#[test]
fn a_request_that_names_nothing_yet_is_still_news() {
    let bare = || request(Subject::Company, "tax_info");
    assert_eq!(after(|case| *case = case.clone().wanting(bare())), ["+ request tax_info of company"]);
    let (before, now) = (case("c1").wanting(bare()), case("c1").wanting(bare().naming("TAX_ID", [field("text")])));
    assert_eq!(told(&before, &now), ["+ ask TAX_ID"], "once it names something, that is the news");
    assert_eq!(told(&now, &before), ["- ask TAX_ID"]);
}

#[test]
fn fields_are_told_where_their_ask_stays() {
    let told = after(|case| {
        let fields = given(&mut given(&mut given(&mut case.requests).read[1].documents).read[0].fields);
        fields.read[1] = fields.read[1].clone().because("Expired.").being("EXPIRED");
        fields.read.push(field("issue_date"));
    });
    let expected = [
        "+ field issue_date",
        "~ reason of field files: Unacceptable. → Expired.",
        "~ status of field files: INVALID → EXPIRED",
    ];
    assert_eq!(told, expected);
    let answered = after(|case| {
        given(&mut given(&mut given(&mut case.requests).read[1].documents).read[0].fields).read.pop();
    });
    assert_eq!(answered, ["- field files"], "and not by its facts");
}

#[test]
fn the_order_of_options_is_no_change() {
    let choice = |options: &[&str]| {
        case("c1").wanting(request(Subject::Company, "tax").naming("ID", [field("type").offering(options)]))
    };
    assert_eq!(told(&choice(&["A", "B"]), &choice(&["B", "A"])), Vec::<String>::new());
    assert_eq!(told(&choice(&["A", "B"]), &choice(&["B"])), ["~ options of field type: A, B → B"]);
}

#[test]
fn a_label_is_told_at_its_level() {
    let told = after(|case| {
        let reason = given(&mut case.rejection);
        given(&mut given(&mut reason.company.verdict).labels).read.push(label("FORGED"));
        let papers = given(&mut given(&mut reason.parties).read[0].rejection.documents);
        papers.read[0] = papers.read[0].clone().labelled(&["BLURRED"]);
    });
    let expected = [
        "+ FORGED on company",
        "+ BLURRED on PROOF_OF_IDENTITY /Ou2e_passport.jpg of 2e719a54",
        "- EXPIRATION_DATE on PROOF_OF_IDENTITY /Ou2e_passport.jpg of 2e719a54",
    ];
    let mut told = told;
    told.sort();
    let mut expected = expected.map(str::to_owned);
    expected.sort();
    assert_eq!(told, expected);
}

#[test]
fn a_comment_is_told_with_both_wordings() {
    let told = after(|case| {
        let papers = given(&mut given(&mut given(&mut case.rejection).parties).read[0].rejection.documents);
        papers.read[0] = papers.read[0].clone().saying("Now expired.");
    });
    let file = "PROOF_OF_IDENTITY /Ou2e_passport.jpg of 2e719a54";
    assert_eq!(told, [format!("~ moderation_comment of {file}: It must be valid for two months. → Now expired.")]);
}

#[test]
fn an_empty_comment_is_no_news() {
    let silent = case("c1");
    let labelled = case("c1").refused(Subject::Company, rejection().labelled(&["EXPIRED"]));
    assert_eq!(told(&silent, &labelled), ["+ EXPIRED on company"]);
    let said = case("c1").refused(Subject::Company, rejection().labelled(&["EXPIRED"]).saying("Too old."));
    assert_eq!(told(&labelled, &said), ["+ comment on company"]);
    let reworded = case("c1").refused(Subject::Company, rejection().labelled(&["EXPIRED"]).saying("Too old!"));
    assert_eq!(told(&said, &reworded), ["~ comment on company: Too old. → Too old!"]);
}

#[test]
fn entries_about_one_subject_are_compared_together() {
    let entry = |words: &str| rejection().saying(words);
    let both = |a: &str, b: &str| case("c1").refused(subject("p1"), entry(a)).refused(subject("p1"), entry(b));
    assert_eq!(told(&both("one", "two"), &both("two", "one")), Vec::<String>::new());
    assert_eq!(told(&both("one", "two"), &both("two", "three")), ["~ comment on p1: one / two → three / two"]);
}

#[test]
fn of_documents_that_share_a_handle_only_the_one_that_differs_is_told() {
    let paper = |words: &str| document("/a.png", "OWNERSHIP").saying(words);
    let with = |words: &[&str]| {
        let papers = words.iter().map(|words| paper(words));
        case("c1").refused(Subject::Company, papers.fold(rejection(), crate::domain::rejection::Rejection::holding))
    };
    let file = "OWNERSHIP /a.png of company";
    let comment = format!("~ moderation_comment of {file}");
    let table: [(&[&str], &[&str], Vec<String>); 6] = [
        (&["a", "a"], &["a", "a"], vec![]),
        (&["a", "b"], &["b", "a"], vec![]),
        (&["a", "b"], &["b", "c"], vec![format!("{comment}: a → c")]),
        (&["a", "a"], &["a"], vec![format!("- {file}")]),
        (&["b"], &["a", "b", "c"], vec![format!("+ {file}"), format!("+ {file}")]),
        (&["d", "c"], &["f", "e"], vec![format!("{comment}: c → e"), format!("{comment}: d → f")]),
    ];
    for (before, now, expected) in table {
        assert_eq!(told(&with(before), &with(now)), expected, "{before:?} → {now:?}");
    }
}

#[test]
fn fields_this_build_does_not_know_are_compared_wherever_they_are() {
    let added = after(|case| {
        case.other = vec![other("capabilities", "1")];
        case.party_mut("2e719a54-ada").other = vec![other("nickname", "Ada")];
    });
    assert_eq!(added, ["+ other capabilities", "+ other party 2e719a54 · nickname"]);
    let with = |value: &str| {
        let mut case = reference();
        case.other = vec![other("nickname", value)];
        case
    };
    assert_eq!(told(&with("1"), &with("2")), ["~ other nickname: (changed) → (changed)"]);
}

#[test]
fn changes_come_company_first_then_parties_then_rejections_then_requests() {
    let told = after(|case| {
        given(&mut case.requests).read.remove(0);
        given(&mut given(&mut case.rejection).parties).read.clear();
        *case = case.clone().with(party("p9"));
        case.profile.country = Fact::Null;
    });
    let expected = [
        "~ country: GBR → not given",
        "+ party p9",
        "- EXPIRATION_DATE on 2e719a54",
        "- PROOF_OF_IDENTITY /Ou2e_passport.jpg of 2e719a54",
        "- ask PASSPORT",
    ];
    assert_eq!(told, expected);
}

/// What was told, in a form that reads the same from both sides: equal documents have no identity of their own.
fn seen_from(before: &Case, now: &Case, turned: bool) -> Vec<String> {
    let turn = |how: How| match how {
        How::Added => How::Removed,
        How::Removed => How::Added,
        How::Altered { before, after } => How::Altered { before: after, after: before },
        How::Lost(Extent::NotTold) => How::Found,
        How::Found => How::Lost(Extent::NotTold),
        how @ How::Lost(_) => how,
    };
    let whole = |mut item: Item| {
        if let Item::Document(key) | Item::DocumentFact(key, _) | Item::DocumentLabel(key, _) = &mut item {
            key.ordinal = 0;
        }
        item
    };
    let mut seen: Vec<String> = changes(before, now)
        .into_iter()
        .map(|change| format!("{:?} {:?}", whole(change.item), if turned { turn(change.how) } else { change.how }))
        .collect();
    seen.sort();
    seen
}

proptest! {
    #[test]
    fn a_case_does_not_differ_from_itself_in_any_order(case in any_case(), seed: u64) {
        prop_assert_eq!(changes(&case, &case), vec![]);
        prop_assert_eq!(changes(&case, &shuffled(&case, seed)), vec![]);
    }

    #[test]
    fn order_does_not_matter_to_what_is_told(before in any_case(), now in any_case(), seed: u64) {
        prop_assert_eq!(changes(&before, &now), changes(&shuffled(&before, seed), &shuffled(&now, !seed)));
    }

    #[test]
    fn both_directions_tell_the_same(before in any_case(), now in any_case()) {
        prop_assert_eq!(seen_from(&before, &now, false), seen_from(&now, &before, true));
    }

    #[test]
    fn nothing_is_told_twice(before in any_case(), now in any_case()) {
        let told = changes(&before, &now);
        let distinct: BTreeSet<&Item> = told.iter().map(|change| &change.item).collect();
        prop_assert_eq!(told.len(), distinct.len());
    }
}
