use super::*;
use crate::domain::case::Case;
use crate::domain::customer::CustomerRow;
use crate::domain::digest::Look;
use crate::domain::fact::{Fact, Items, Word};
use crate::domain::finding::Thresholds;
use crate::domain::glossary::{CatalogueText, DocumentEntry, LabelEntry, Outcome};
use crate::domain::key::Subject;
use crate::domain::sample::{case, party, rejection, request, row, subject};
use proptest::prelude::*;

fn now() -> Wall {
    "2026-05-20T12:00:00Z".parse().unwrap()
}

fn glossary() -> Arc<Glossary> {
    let text = CatalogueText::new("words");
    let label = |code: &str| {
        let entry = LabelEntry {
            in_short: code.to_lowercase(),
            meaning: String::new(),
            outcome: Outcome::Fixable,
            remedy: String::new(),
            to_customer: None,
        };
        (code.to_owned(), entry)
    };
    Arc::new(Glossary {
        labels: ["LOW_QUALITY", "EXPIRED", "SANCTIONED"].into_iter().map(label).collect(),
        hold: std::iter::once("SANCTIONED".to_owned()).collect(),
        documents: [("PASSPORT".to_owned(), DocumentEntry { title: text, accepted: text })].into(),
        ..Glossary::default()
    })
}

/// A customer whose details were read, or were not.
#[derive(Debug)]
struct One {
    row: CustomerRow,
    digest: Option<Digest>,
    is_remembered: bool,
}

impl One {
    fn listed(status: &str) -> Self {
        Self { row: row("c1").in_status(status), digest: None, is_remembered: false }
    }

    fn read(case: &Case) -> Self {
        let judged_by = (&Thresholds::default(), now());
        let look = Look { at: Some(now()), before: None, judged_by: Some(judged_by) };
        let digest = Digest::of(case, &glossary(), look);
        let mut row = row(case.id.as_str());
        row.profile = case.profile.clone();
        Self { row, digest: Some(digest), is_remembered: false }
    }

    fn counted(&self) -> Counted<'_> {
        let turn = Turn { profile: &self.row.profile, digest: self.digest.as_ref(), follow_up: None };
        Counted { key: &self.row.key, turn, is_remembered: self.is_remembered }
    }
}

fn figures<'a>(all: impl IntoIterator<Item = &'a One>) -> Figures {
    let mut figures = Figures::new(glossary());
    all.into_iter().for_each(|one| figures.add(&one.counted()));
    figures
}

fn refused(id: &str, labels: &[&str]) -> Case {
    case(id).in_status("ACTION_REQUIRED").refused(Subject::Company, rejection().labelled(labels))
}

#[test]
fn what_was_not_read_is_unread_and_not_nothing() {
    let ones = [
        One::listed("ACTION_REQUIRED"),
        One::listed("APPROVED"),
        One::listed("REJECTED"),
        One::listed("FROZEN"),
        One::read(&case("c2").in_status("REVIEWING")),
        One { is_remembered: true, ..One::read(&refused("c3", &["EXPIRED"])) },
    ];
    let figures = figures(&ones);
    let reading = figures.reading();
    assert_eq!(reading, Reading { customers: 6, read: 2, remembered: 1, open: 5 });
    assert_eq!(reading.unread(), 4);
    let balls: Vec<(Ball, usize)> = figures.balls(now()).iter().map(|it| (it.ball, it.customers)).collect();
    // Whether an approved one that was not read is closed, nobody knows.
    let expected = [(Ball::Us, 2), (Ball::Unknown, 2), (Ball::Customer, 0), (Ball::Fin, 1), (Ball::Nobody, 1)];
    assert_eq!(balls, expected);
    assert_eq!(figures.statuses()[&StatusFigure::Other], 1);
    assert_eq!((figures.labels().rests_on, figures.owed().rests_on, figures.parties().rests_on), (2, 2, 2));
}

#[test]
fn only_open_cases_are_counted_by_what_holds_them_up() {
    let closed = case("c9").in_status("REJECTED").refused(Subject::Company, rejection().labelled(&["EXPIRED"]));
    let figures = figures(&[
        One::read(&refused("c1", &["EXPIRED", "LOW_QUALITY"])),
        One::read(&refused("c2", &["LOW_QUALITY", "SECRET_OF_JANE", "SECRET_OF_JOE"])),
        One::read(&refused("c3", &["SANCTIONED", "EXPIRED"])),
        One::read(&refused("c4", &["LOW_QUALITY"])),
        One::read(&closed),
    ]);
    let labels: Vec<(String, usize)> =
        figures.labels().most_frequent().iter().map(|(label, cases)| (label.to_string(), *cases)).collect();
    assert_eq!(labels, [("LOW_QUALITY".to_owned(), 3), ("EXPIRED".to_owned(), 2)]);
    // A case with two labels that have no words is one case, and what holds a case is not told.
    assert_eq!((figures.labels().rests_on, figures.labels().without_words, figures.held()), (4, 1, 1));
}

#[test]
fn what_could_not_be_read_of_a_case_may_be_more() {
    let asked = case("c1").wanting(request(subject("p1"), "identity").naming("PASSPORT", []));
    let unreadable = {
        let mut case = case("c2").in_status("ACTION_REQUIRED");
        case.requests = Fact::Given(Items { read: Vec::new(), unread: 1 });
        case
    };
    let mixed = case("c3").with(party("p1").standing("APPROVED")).with(party("p2").standing("NEW_WORD"));
    let figures = figures(&[One::read(&asked), One::read(&unreadable), One::read(&mixed)]);
    let owed = figures.owed();
    let documents: Vec<(String, usize)> =
        owed.most_frequent().iter().map(|(document, cases)| (document.to_string(), *cases)).collect();
    assert_eq!((documents, owed.rests_on, owed.partly), (vec![("PASSPORT".to_owned(), 1)], 3, 1));
    let parties = figures.parties();
    assert_eq!((parties.all, parties.not_approved, parties.rests_on, parties.partly), (2, 0, 3, 1));
}

#[test]
fn the_oldest_is_in_the_oldest_band_whatever_its_time_rests_on() {
    let since = |digest: &mut Digest, at: &str, basis| {
        digest.since = Some(Since { at: at.parse().unwrap(), basis });
    };
    let mut ones = ["c1", "c2", "c3"].map(|id| One::read(&refused(id, &[])));
    since(ones[0].digest.as_mut().unwrap(), "2026-01-01T00:00:00Z", Basis::LastUpdate);
    since(ones[1].digest.as_mut().unwrap(), "2026-05-10T00:00:00Z", Basis::StatusChange);
    since(ones[2].digest.as_mut().unwrap(), "2026-05-19T00:00:00Z", Basis::FirstSeen);
    let with_exact = figures(&ones);
    let us = with_exact.ball(Ball::Us, now());
    assert_eq!(us.oldest.unwrap().0, &ones[0].row.key);
    assert!(!us.oldest.unwrap().1.is_exact(), "and it is told as an estimate");
    let band = |customers, estimated| Band { customers, estimated };
    assert_eq!(us.bands, [band(1, 1), band(0, 0), band(1, 0), band(1, 1), band(0, 0)]);
    assert_eq!(figures([&ones[2], &ones[1]]).ball(Ball::Us, now()).oldest.unwrap().0, &ones[1].row.key);
    ones[0].digest.as_mut().unwrap().since = None;
    assert_eq!(figures([&ones[0]]).ball(Ball::Us, now()).bands[AgeBand::Unknown as usize], band(1, 0));
}

/// Customers of all kinds, none of them twice.
fn any_ones() -> impl Strategy<Value = Vec<One>> {
    let status = proptest::sample::select(CustomerStatus::WORDS);
    let label = proptest::sample::select(&["LOW_QUALITY", "EXPIRED", "SANCTIONED", "UNKNOWN"][..]);
    let one = (status, proptest::collection::vec(label, 0..3), any::<(bool, bool, bool)>());
    proptest::collection::vec(one, 0..24).prop_map(|ones| {
        let ones = ones.into_iter().enumerate().map(|(n, (status, labels, (is_read, asks, is_old)))| {
            let mut case = refused(&format!("c{n}"), &labels).in_status(status);
            if asks {
                case = case.with(party("p1")).wanting(request(subject("p1"), "identity").naming("PASSPORT", []));
            }
            let one = One { is_remembered: is_read && is_old, ..One::read(&case) };
            if is_read { one } else { One { digest: None, ..one } }
        });
        ones.collect()
    })
}

proptest! {
    #[test]
    fn figures_that_follow_changes_equal_those_counted_anew(ones in any_ones(), at in any::<prop::sample::Index>()) {
        let (left, staying) = ones.split_at(if ones.is_empty() { 0 } else { at.index(ones.len()) });
        let mut changing = figures(&ones);
        left.iter().rev().for_each(|one| changing.remove(&one.counted()));
        let anew = figures(staying);
        prop_assert!(changing == anew, "{changing:?}\n{anew:?}");
        prop_assert_eq!(changing.balls(now()), anew.balls(now()));
    }
}
