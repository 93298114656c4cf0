//! Cases of which something could not be read: nothing is concluded from it, and it is told once.

use super::*;

fn unreadable<T>() -> Fact<T> {
    Fact::Unreadable(Box::new(crate::domain::fact::Problem {
        path: SafeText::line("data"),
        what: SafeText::line("expected something else"),
        value: Fact::Missing,
        kind: crate::domain::fact::ProblemKind::Unreadable,
    }))
}

/// Drops the first entry of a list as one that could not be read.
fn damage<T>(list: &mut Fact<Items<T>>) {
    let items = given(list);
    items.read.remove(0);
    items.unread += 1;
}

/// Each branch of a case with a way to make it unreadable, and the one change that tells of it.
type Damage = (&'static str, fn(&mut Case));

const UNREADABLE: [Damage; 13] = [
    ("? the requests could not be read", |case| case.requests = unreadable()),
    ("? the requests could not all be read", |case| damage(&mut case.requests)),
    ("? the requests not told", |case| case.requests = Fact::Missing),
    ("? the rejection could not be read", |case| case.rejection = unreadable()),
    ("? the rejection not told", |case| case.rejection = Fact::Missing),
    ("? the rejections of parties could not all be read", |case| damage(&mut given(&mut case.rejection).parties)),
    ("? the parties could not be read", |case| case.parties = unreadable()),
    ("? the parties could not all be read", |case| damage(&mut case.parties)),
    ("? the labels of the company could not be read", |case| given(&mut case.rejection).company.verdict = unreadable()),
    ("? the documents of the company could not all be read", |case| {
        damage(&mut given(&mut case.rejection).company.documents);
    }),
    ("? status could not be read", |case| case.profile.status = unreadable()),
    ("? verification of party 2e719a54 could not be read", |case| {
        case.party_mut("2e719a54-ada").verification = unreadable();
    }),
    ("? ask EVIDENCE_OF_DIRECTORS of the company could not be read", |case| {
        given(&mut given(&mut case.requests).read[1].documents).read[0].fields = unreadable();
    }),
];

/// Faults: K1.
#[test]
fn what_cannot_be_read_is_one_change_and_hides_everything_below_it() {
    for (sentence, damage) in UNREADABLE {
        assert_eq!(after(damage), [sentence]);
    }
}

/// Faults: K1.
#[test]
fn what_can_be_read_again_is_compared_with_the_last_look_at_which_it_could() {
    for (sentence, damage) in UNREADABLE {
        let mut damaged = reference();
        damage(&mut damaged);
        let (good, bad) = (Inventory::of(&reference()), Inventory::of(&damaged));
        let kept = bad.clone().filled_from(&good);
        let again = kept.changes(&good);
        assert!(again.iter().all(|change| change.how == How::Found) && again.len() == 1, "{sentence}: {again:?}");
        assert_eq!(kept.changes(&bad), [], "{sentence}: the same gap is told once");
        let kept_on = bad.clone().filled_from(&kept);
        assert_eq!(kept_on.changes(&good), again, "{sentence}: however many looks lie between");
    }
}

/// Faults: K1.
#[test]
fn a_change_behind_a_gap_is_told_when_the_gap_ends() {
    let mut damaged = reference();
    damaged.requests = unreadable();
    let mut answered = reference();
    given(&mut answered.requests).read.remove(1);
    answered.profile.country = Fact::Null;
    let kept = Inventory::of(&damaged).filled_from(&Inventory::of(&reference()));
    let told = kept.changes(&Inventory::of(&answered));
    let told: Vec<String> = told.iter().map(|change| tell(&change.item, &change.how)).collect();
    assert_eq!(told, ["~ country: GBR → not given", "! the requests", "- ask EVIDENCE_OF_DIRECTORS"]);
}

/// Faults: K1.
#[test]
fn what_was_never_readable_is_not_called_new() {
    let mut damaged = reference();
    damaged.requests = Fact::Missing;
    damaged.rejection = unreadable();
    assert_eq!(told(&damaged, &reference()), ["! the rejection", "! the requests"]);
    damaged.requests = reference().requests;
    damage(&mut damaged.requests);
    assert_eq!(told(&damaged, &reference()), ["! the rejection", "! the requests"]);
}

/// Faults: K1.
#[test]
fn an_entry_that_loses_its_identity_is_no_other_entry() {
    type Edit = fn(&mut Case);
    let table: [(Edit, &str); 6] = [
        (|case| given(&mut case.requests).read[1].section = Fact::Missing, "the requests"),
        (|case| given(&mut case.requests).read[1].section = unreadable(), "the requests"),
        (
            |case| given(&mut given(&mut case.requests).read[1].documents).read[0].document_type = unreadable(),
            "request formation_documents of the company",
        ),
        (
            |case| given(&mut given(&mut case.requests).read[1].documents).read[0].document_type = Fact::Null,
            "request formation_documents of the company",
        ),
        (
            |case| given(&mut given(&mut case.rejection).company.documents).read[0].category = unreadable(),
            "the documents of the company",
        ),
        (|case| given(&mut given(&mut case.rejection).parties).read[0].id = unreadable(), "the rejections of parties"),
    ];
    for (edit, list) in table {
        for told in [after(edit), {
            let mut damaged = reference();
            edit(&mut damaged);
            told(&damaged, &reference())
        }] {
            assert!(
                told.iter().all(|line| line.ends_with(list) || line.contains(&format!("? {list}"))),
                "{list}: {told:?}"
            );
        }
    }
}

/// Faults: K1.
#[test]
fn a_label_that_is_no_text_hides_only_labels() {
    let told = after(|case| {
        let verdict = given(&mut given(&mut case.rejection).company.verdict);
        damage(&mut verdict.labels);
        given(&mut verdict.labels).read.push(label("NEW_ONE"));
    });
    assert_eq!(told, ["? the labels of the company could not all be read", "+ NEW_ONE on company"]);
}
