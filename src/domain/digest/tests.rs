use super::*;
use crate::domain::id::{PartyId, PartyKey};
use crate::domain::sample::{
    case, document, field, label, party, reference, rejection, request, subject, unknown_party,
};

fn key(id: &str) -> PartyKey {
    PartyKey { id: PartyId::new(id), ordinal: 0 }
}

#[test]
fn a_digest_says_what_its_queue_row_shows() {
    let digest = Digest::of(&reference(), &Glossary::default(), Look::default());
    assert_eq!((digest.status, digest.ball), (Some(CustomerStatus::ActionRequired), Ball::Us));
    assert_eq!(
        (digest.asks, digest.blocked_parties, digest.parties),
        (Tally::whole(4), Tally::whole(1), Tally::whole(2))
    );
    let at = "2026-05-02T08:00:00.123456Z".parse().unwrap();
    assert_eq!(digest.since, Some(Since { at, basis: Basis::StatusChange }));
    assert_eq!(digest.last_activity, Some("2026-05-02T09:00:00Z".parse().unwrap()));
}

#[test]
fn an_open_request_makes_an_approved_case_ours_even_if_it_names_nothing_yet() {
    let approved = case("c1").in_status("APPROVED");
    assert_eq!(Digest::of(&approved, &Glossary::default(), Look::default()).ball, Ball::Nobody);
    let asked = approved.wanting(request(Subject::Company, "ownership_documents"));
    let digest = Digest::of(&asked, &Glossary::default(), Look::default());
    assert_eq!((digest.ball, digest.asks), (Ball::Us, Tally::whole(0)));
}

#[test]
fn a_party_is_blocked_by_its_own_problem_and_by_nobody_elses() {
    let three = || case("c1").with(party("p1")).with(party("p2")).with(party("p3"));
    let refused = || rejection().labelled(&["EXPIRED"]);
    let paper = || rejection().holding(document("/a.png", "IDENTITY"));
    let table = [
        ("nothing", three(), false),
        ("a label on it", three().refused(subject("p3"), refused()), true),
        ("a comment on it", three().refused(subject("p3"), rejection().saying("too dark")), true),
        ("a refused document", three().refused(subject("p3"), paper()), true),
        ("an entry that says nothing", three().refused(subject("p3"), rejection()), false),
        ("something is wanted of it", three().wanting(request(subject("p3"), "identity").naming("PASSPORT", [])), true),
        ("a request that names nothing", three().wanting(request(subject("p3"), "identity")), true),
        ("a label on the company", three().refused(Subject::Company, refused()), false),
        ("something is wanted of an unknown party", three().wanting(request(unknown_party("p3"), "identity")), false),
    ];
    for (what, case, blocked) in table {
        assert_eq!(blocked_parties(&case).contains(&key("p3")), blocked, "{what}");
        assert!(!blocked_parties(&case).contains(&key("p1")) && !blocked_parties(&case).contains(&key("p2")), "{what}");
        assert_eq!(
            Digest::of(&case, &Glossary::default(), Look::default()).blocked_parties.counted,
            usize::from(blocked),
            "{what}"
        );
    }
    let rejected = case("c1").with(party("p1")).with(party("p2")).with(party("p3").standing("REJECTED"));
    assert_eq!(Digest::of(&rejected, &Glossary::default(), Look::default()).blocked_parties, Tally::whole(1));
}

#[test]
fn parties_that_share_an_id_are_judged_apart() {
    let mut second = party("p1").standing("REJECTED");
    second.key.ordinal = 1;
    let case = case("c1").with(party("p1")).with(second.clone());
    assert!(!blocked_parties(&case).contains(&key("p1")) && blocked_parties(&case).contains(&second.key));
}

#[test]
fn a_digest_counts_asks_of_all_subjects_and_each_duplicate_once() {
    let case = case("c1")
        .wanting(request(Subject::Company, "ownership").naming("CHART", [field("files")]))
        .wanting(request(Subject::Company, "ownership").naming("CHART", [field("type")]))
        .wanting(request(unknown_party("s1"), "identity").naming("PASSPORT", []))
        .refused(Subject::Company, rejection().labelled(&["EXPIRED"]));
    assert_eq!(Digest::of(&case, &Glossary::default(), Look::default()).asks, Tally::whole(2));
    assert!(case.rejections()[0].1.labels().contains(&label("EXPIRED")));
}

#[test]
fn a_held_case_is_ours_under_any_status_since_the_look_that_first_showed_it() {
    let glossary = crate::catalogue::glossary();
    let at = |at: &str| -> Option<Wall> { Some(at.parse().unwrap()) };
    for status in ["REVIEWING", "APPROVED", "REJECTED", "FROZEN"] {
        let quiet = case("c1").in_status(status);
        let held = quiet.clone().refused(Subject::Company, rejection().labelled(&["SANCTIONS"]));
        let before =
            Digest::of(&quiet, &glossary, Look { at: at("2026-05-01T00:00:00Z"), before: None, ..Look::default() });
        assert_eq!(before.held, 0);
        let first = Digest::of(
            &held,
            &glossary,
            Look { at: at("2026-05-02T00:00:00Z"), before: Some(&before), ..Look::default() },
        );
        assert_eq!((first.ball, first.held > 0), (Ball::Us, true), "{status}");
        let later = Digest::of(
            &held,
            &glossary,
            Look { at: at("2026-05-09T00:00:00Z"), before: Some(&first), ..Look::default() },
        );
        let since = at("2026-05-02T00:00:00Z").map(|at| Since { at, basis: Basis::FirstSeen });
        assert_eq!((first.since, later.since), (since, since), "{status}");
    }
}

#[test]
fn a_request_that_a_later_look_shows_counts_from_that_look() {
    let glossary = Glossary::default();
    let at = |at: &str| -> Option<Wall> { Some(at.parse().unwrap()) };
    let quiet = case("c1").in_status("APPROVED");
    let asked = quiet.clone().wanting(request(Subject::Company, "ownership").naming("CHART", [field("files")]));
    let before =
        Digest::of(&quiet, &glossary, Look { at: at("2026-05-03T00:00:00Z"), before: None, ..Look::default() });
    assert_eq!(before.since.unwrap().basis, Basis::StatusChange, "nobody has had the ball since");
    let first = Digest::of(
        &asked,
        &glossary,
        Look { at: at("2026-05-04T00:00:00Z"), before: Some(&before), ..Look::default() },
    );
    let later =
        Digest::of(&asked, &glossary, Look { at: at("2026-05-09T00:00:00Z"), before: Some(&first), ..Look::default() });
    let since = at("2026-05-04T00:00:00Z").map(|at| Since { at, basis: Basis::FirstSeen });
    assert_eq!((first.since, later.since), (since, since));
    let alone = Digest::of(&asked, &glossary, Look { at: at("2026-05-09T00:00:00Z"), before: None, ..Look::default() });
    assert_eq!(alone.since.unwrap().basis, Basis::AtMost, "nobody saw it without the request");
    assert!(!alone.since.unwrap().ranks());
}
