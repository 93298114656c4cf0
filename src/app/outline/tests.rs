use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;

use super::*;
use crate::domain::customer::{CustomerDetails, OtherField, Profile};
use crate::domain::fact::{Problem, ProblemKind};
use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::mask::{Personal, PersonalKind, Prose, Redactor};
use crate::domain::party::{Party, Verification};
use crate::domain::rejection::{PartyRejection, RejectedDocument, Rejection, RejectionReason, Verdict};
use crate::domain::request::{Request, RequestedDocument, RequestedField};
use crate::domain::sample::any::any_case;
use crate::domain::sample::{
    case, document, field, given, other, party, reference, rejection, request, subject, unknown_party, word,
};
use crate::domain::stray::{Stray, StrayPlace};
use crate::domain::time::Timestamp;

fn open() -> Redactor {
    Redactor::open()
}

fn lines(case: &Case) -> Vec<String> {
    outline(case, &Glossary::default()).iter().map(|new_node| new_node.line.words(&open())).collect()
}

fn told(case: &Case) -> String {
    lines(case).join("\n")
}

/// Every value of a case in words. The patterns name every field, so that a new one cannot be forgotten here.
#[derive(Default)]
struct Values(Vec<String>);

impl Values {
    fn of(case: &Case) -> Vec<String> {
        let mut values = Self::default();
        values.case(case);
        values.0
    }

    fn add<T: std::fmt::Display>(&mut self, fact: &Fact<T>) {
        self.0.extend(fact.given().map(|value| SafeText::block(&value.to_string()).on_one_line().to_string()));
    }

    fn personal(&mut self, fact: &Fact<Personal>) {
        self.0.extend(fact.given().map(|value| value.show(Mask::Off).to_string()));
    }

    fn prose(&mut self, fact: &Fact<Prose>) {
        self.0.extend(fact.given().map(|value| value.unmasked().on_one_line().to_string()));
    }

    fn time(&mut self, fact: &Fact<Timestamp>) {
        self.0.extend(fact.given().map(Timestamp::to_second));
    }

    fn others(&mut self, fields: &[OtherField]) {
        for OtherField { key, leaves } in fields {
            self.0.push(key.to_string());
            self.0.extend(
                leaves
                    .iter()
                    .flat_map(|(below, value)| [below.to_string(), value.given().unwrap().unmasked().to_string()]),
            );
        }
    }

    fn case(&mut self, case: &Case) {
        let Case {
            id,
            profile,
            details,
            verification_type,
            last_status_updated_at,
            parties,
            rejection,
            requests,
            other,
            problems,
            strays,
            export: _,
        } = case;
        let Profile { kind, name, email, country, status, updated_at } = profile;
        let CustomerDetails { phone, tos, created_at } = details;
        self.0.push(id.to_string());
        self.add(kind);
        match name {
            Name::Business(name) => self.add(name),
            Name::Individual { first, last } => [first, last].map(|part| self.personal(part)).into_iter().collect(),
        }
        self.personal(email);
        self.personal(phone);
        self.add(country);
        self.add(status);
        self.add(&tos.as_ref().map(TosLink::shortened));
        self.add(verification_type);
        for at in [created_at, updated_at, last_status_updated_at] {
            self.time(at);
        }
        parties.items().iter().for_each(|party| self.party(party));
        rejection.given().into_iter().for_each(|reason| self.reason(reason));
        requests.items().iter().for_each(|request| self.request(request));
        self.others(other);
        for Problem { path, what, value: _, kind: _ } in problems {
            self.0.extend([path.to_string(), what.to_string()]);
        }
        for Stray { path, item: _, subject: _, place: _, text } in strays {
            self.0.extend([path.to_string(), text.unmasked().on_one_line().to_string()]);
        }
    }

    fn party(&mut self, party: &Party) {
        let Party { key: _, id, kind, share, email, verification, other } = party;
        self.add(id);
        self.add(kind);
        self.add(share);
        self.personal(email);
        self.others(other);
        if let Some(Verification { status, for_customer, for_developer, updated_at, other }) = verification.given() {
            self.add(status);
            self.prose(for_customer);
            self.prose(for_developer);
            self.time(updated_at);
            self.others(other);
        }
    }

    fn reason(&mut self, reason: &RejectionReason) {
        let RejectionReason { company, parties } = reason;
        self.rejection(company);
        for PartyRejection { subject: _, id, rejection } in parties.items() {
            self.add(id);
            self.rejection(rejection);
        }
    }

    fn rejection(&mut self, rejection: &Rejection) {
        let Rejection { verdict, documents, other } = rejection;
        verdict.given().into_iter().for_each(|verdict| self.verdict(verdict));
        for RejectedDocument { uri, category, verdict } in documents.items() {
            self.add(uri);
            self.add(category);
            self.verdict(verdict);
        }
        self.others(other);
    }

    fn verdict(&mut self, verdict: &Verdict) {
        let Verdict { comment, labels, other } = verdict;
        self.prose(comment);
        self.0.extend(labels.items().iter().map(ToString::to_string));
        self.others(other);
    }

    fn request(&mut self, request: &Request) {
        let Request { subject: _, scope, party, section, documents, other } = request;
        self.add(scope);
        self.add(party);
        self.add(section);
        self.others(other);
        for RequestedDocument { document_type, fields, other } in documents.items() {
            self.add(document_type);
            self.others(other);
            for RequestedField { name, data_type, status, reason, options, side, other } in fields.items() {
                self.add(name);
                self.add(data_type);
                self.add(status);
                self.prose(reason);
                self.0.extend(options.items().iter().map(ToString::to_string));
                self.add(side);
                self.others(other);
            }
        }
    }
}

fn assert_tells_all(case: &Case) {
    let told = told(case);
    for value in Values::of(case) {
        assert!(told.contains(&value), "{value:?} is nowhere in\n{told}");
    }
}

#[test]
fn every_value_of_the_reference_can_be_read() {
    assert_tells_all(&reference());
    assert!(Values::of(&reference()).len() > 80);
}

#[test]
fn every_value_can_be_read_that_the_reference_leaves_out() {
    let rich =
        field("number").of_type("TEXT").being("EXPIRED").because("One.\nTwo.").offering(&["A1", "B2"]).on_side("FRONT");
    let mut case = case("c1")
        .with(party("p1"))
        .refused(subject("p1"), rejection().saying("The party as a whole."))
        .refused(Subject::Company, rejection().saying("The company as a whole."))
        .wanting(request(subject("p1"), "identity").naming("PASSPORT", [rich]));
    let verification = given(&mut case.party_mut("p1").verification);
    verification.for_customer = Fact::Given(Prose::line("For the customer"));
    verification.for_developer = Fact::Given(Prose::line("For us"));
    verification.other = vec![other("score", "0.7")];
    case.party_mut("p1").other = vec![other("nickname", "Ada")];
    let leaf = |path: &str, value: &str| (SafeText::line(path), Fact::Given(Prose::line(value)));
    let leaves = vec![leaf(".on_ramp[0]", "EUR"), leaf(".off_ramp", "none")];
    case.other = vec![OtherField { key: SafeText::line("capabilities"), leaves }];
    case.problems = vec![problem("phone", "a number")];
    case.strays = vec![stray("rejection_reason", "first\nsecond")];
    assert_tells_all(&case);
    let person = Case { profile: person(), ..case };
    assert_tells_all(&person);
    assert!(lines(&person).contains(&"Customer facts".to_owned()));
}

fn person() -> Profile {
    let part = |raw: &str| Fact::Given(Personal::new(PersonalKind::Name, raw));
    let name = Name::Individual { first: part("Ada"), last: part("Byron") };
    Profile { name, kind: word("INDIVIDUAL"), ..case("c1").profile }
}

fn problem(path: &str, what: &str) -> Problem {
    Problem {
        path: SafeText::line(path),
        what: SafeText::line(what),
        value: Fact::Missing,
        kind: ProblemKind::Unreadable,
    }
}

fn stray(path: &str, text: &str) -> Stray {
    let (item, subject) = (Item::Case, Subject::Company);
    Stray { path: SafeText::line(path), item, subject, place: StrayPlace::Words, text: Prose::block(text) }
}

#[test]
fn the_consent_token_is_not_among_what_is_told() {
    assert!(!told(&reference()).contains("SECRET"));
}

#[test]
fn what_was_not_given_says_so_and_is_no_value() {
    let mut case = case("c1").with(party("p1"));
    case.profile.email = Fact::Null;
    case.profile.country = Fact::Missing;
    case.party_mut("p1").share = Fact::Null;
    case.verification_type = Fact::Unreadable(Box::new(problem("verification_type", "a list")));
    let told = told(&case);
    for line in ["e-mail  not given", "country  not given", "share  not given", "verification type  unreadable"] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
    assert!(!told.contains("0 %"), "a share that was not given is not nought");
}

#[test]
fn duplicates_lose_nothing() {
    let entry =
        |words: &str, uri: &str| rejection().saying(words).labelled(&["EXPIRED"]).holding(document(uri, "IDENTITY"));
    let mut twin = party("p1").mailing("twin@party.example");
    twin.key.ordinal = 1;
    let case = case("c1")
        .with(party("p1"))
        .with(twin)
        .refused(subject("p1"), entry("First words.", "/one.png"))
        .refused(subject("p1"), entry("Second words.", "/two.png"))
        .wanting(request(Subject::Company, "ownership").naming("CHART", [field("files").because("Too old.")]))
        .wanting(request(Subject::Company, "ownership").naming("CHART", [field("files").because("Cut off.")]))
        .wanting(Request { scope: word("GROUP"), ..request(Subject::Company, "ownership").naming("VISA", []) });
    assert_tells_all(&case);
    let told = told(&case);
    assert!(told.contains("EXPIRED  ×2"), "{told}");
    assert_eq!(told.matches("ownership  of Company").count(), 1, "one request\n{told}");
    assert!(!told.contains("nothing named"));
}

#[test]
fn strangers_are_shown_by_their_whole_id_and_those_without_one_as_such() {
    let id = "9e1f0000-0000-4000-8000-00000000abcd";
    let case = case("c1")
        .refused(unknown_party(id), rejection().labelled(&["FORGED"]))
        .wanting(request(unknown_party(""), "identity").naming("PASSPORT", [field("files")]));
    assert_tells_all(&case);
    assert!(told(&case).contains("unknown party (no id)"));
}

#[test]
fn a_request_that_names_nothing_says_so() {
    let mut case = case("c1")
        .wanting(request(Subject::Company, "tax_info"))
        .wanting(request(Subject::Company, "legal").naming("OTHER", []))
        .wanting(request(Subject::Company, "legal"));
    let line = |case: &Case, section: &str| lines(case).into_iter().find(|line| line.starts_with(section)).unwrap();
    assert!(line(&case, "tax_info").ends_with("nothing named"));
    assert!(!line(&case, "legal").ends_with("nothing named"), "one of its entries does");
    given(&mut case.requests).read[0].documents = Fact::Null;
    assert!(line(&case, "tax_info").ends_with("not given"));
}

#[test]
fn what_is_refused_or_wanted_of_a_party_is_also_under_that_party() {
    let case = reference();
    let nodes = outline(&case, &Glossary::default());
    let under_party: Vec<&Item> =
        nodes.iter().filter(|node| node.position.branch == Branch::Party).map(|node| &node.position.item).collect();
    let whole: HashSet<&Item> =
        nodes.iter().filter(|node| node.position.branch == Branch::Main).map(|node| &node.position.item).collect();
    assert!(under_party.iter().all(|item| whole.contains(item)), "and in its own group");
    let documents = under_party.iter().filter(|item| matches!(item, Item::Document(_))).count();
    let fields = under_party.iter().filter(|item| matches!(item, Item::Field(_))).count();
    assert_eq!((documents, fields), (1, 4));
}

#[test]
fn a_party_with_a_blocker_starts_open_and_says_what_it_is() {
    let case = reference();
    let parties: BTreeMap<String, bool> = outline(&case, &Glossary::default())
        .iter()
        .filter(|node| matches!(node.position.item, Item::Party(_)))
        .map(|node| (node.line.words(&open()), node.open))
        .collect();
    let (blocked, fine) =
        (parties.iter().find(|(_, open)| **open).unwrap().0, parties.iter().find(|(_, open)| !**open).unwrap().0);
    for said in ["ada@amber.example", "60 %", "REJECTED", "EXPIRATION_DATE", "1 ask"] {
        assert!(blocked.contains(said), "{blocked}");
    }
    assert!(fine.contains("bob@amber.example") && !fine.contains("ask"), "{fine}");
}

#[test]
fn a_sum_of_shares_is_told_only_where_every_share_was_given() {
    assert!(told(&reference()).contains("1 of 2 approved · owned 100 %"));
    let mut case = reference();
    case.party_mut("4ef045ea-bob").share = Fact::Null;
    assert!(told(&case).contains("1 of 2 approved · a share is not given"));
}

#[test]
fn awkward_names_of_unknown_fields_do_not_hide_one_another() {
    let leaf = |path: &str, value: &str| (SafeText::line(path), Fact::Given(Prose::line(value)));
    let field = |key: &str, leaves| OtherField { key: SafeText::line(key), leaves };
    let mut case = case("c1");
    case.other = vec![
        field("a", vec![leaf(".b", "one"), leaf(".c", "two"), leaf(".b", "three")]),
        field("a.b", vec![leaf("", "four")]),
        field("a", vec![leaf("", "five")]),
    ];
    case.problems = vec![problem("a", "a number"), problem("a", "a number"), problem("a", "a list")];
    case.strays = vec![stray("a", "one"), stray("a", "one"), stray("a", "two")];
    assert_tells_all(&case);
    assert_unique(&case);
    assert_eq!(lines(&case).iter().filter(|line| line.starts_with("unreadable")).count(), 3);
}

fn assert_unique(case: &Case) {
    let mut met = HashSet::new();
    for new_node in outline(case, &Glossary::default()) {
        assert!(met.insert(new_node.position.clone()), "{:?} stands twice in the tree", new_node.position);
    }
}

proptest! {
    #[test]
    fn no_spot_stands_twice_and_no_value_is_lost(case in any_case()) {
        assert_unique(&case);
        assert_tells_all(&case);
    }

    #[test]
    fn every_node_is_at_most_one_below_the_one_before(case in any_case()) {
        let depths: Vec<u16> = outline(&case, &Glossary::default()).iter().map(|new_node| new_node.depth).collect();
        prop_assert_eq!(depths[0], 0);
        prop_assert!(depths.windows(2).all(|pair| pair[1] <= pair[0] + 1));
    }

    #[test]
    fn what_changed_can_be_marked(before in any_case(), now in any_case()) {
        let items: HashSet<Item> = outline(&now, &Glossary::default()).into_iter().map(|new_node| new_node.position.item).collect();
        for change in crate::domain::change::changes(&before, &now) {
            if matches!(change.how, crate::domain::change::How::Added | crate::domain::change::How::Altered { .. }) {
                prop_assert!(items.contains(&change.item), "{:?} has no node", change.item);
            }
        }
    }
}
