use super::*;
use crate::domain::case::Case;
use crate::domain::digest::{Digest, Look};
use crate::domain::finding::Check;
use crate::domain::glossary::Glossary;
use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::sample::{case, document, party, rejection, request, row, subject};
use crate::domain::since::{Basis, Since};

fn listed() -> Row {
    Row::listed(row("671536f8-0001").named("Amber Basalt Ltd").in_status("REINITIATE"))
}

fn looked_at(case: &Case) -> Row {
    Row { digest: Some(Box::new(Digest::of(case, &Glossary::default(), Look::default()))), ..listed() }
}

fn judge(text: &str, row: &Row) -> Judgement {
    Filter::parse(text).unwrap().judge(row, Known::default())
}

#[test]
fn every_word_must_match_and_case_counts_only_where_it_is_typed() {
    let row = looked_at(&case("671536f8-0001").in_status("REINITIATE"));
    let table = [
        ("", true),
        ("amber", true),
        ("AMBER", false),
        ("Amber basalt", true),
        ("amber granite", false),
        ("!granite amber", true),
        ("!amber", false),
        ("status:action_required", true),
        ("status:reinit", true),
        ("status:approved", false),
        ("!status:approved", true),
        ("ball:us", true),
        ("ball:fin", false),
        ("country:gbr", true),
        ("country:usa", false),
        ("id:671536f8", true),
        ("id:1536", false),
        ("status:", true),
    ];
    for (text, expected) in table {
        let expected = if expected { Judgement::Match } else { Judgement::NoMatch };
        assert_eq!(judge(text, &row), expected, "{text:?}");
    }
}

#[test]
fn an_id_is_found_in_whatever_case_it_is_sent_or_typed() {
    let papers = rejection();
    let read = case("671536F8-DDc5").with(party("2e719A54")).refused(subject("2e719A54"), papers);
    let row = Row {
        digest: Some(Box::new(Digest::of(&read, &Glossary::default(), Look::default()))),
        ..Row::listed(row("671536F8-DDc5"))
    };
    for text in ["id:671536f8-d", "id:671536F8-Dd", "ddc5", "DDC5", "6F8-dd", "party:2E719a"] {
        assert_eq!(judge(text, &row), Judgement::Match, "{text}");
    }
    assert_eq!(judge("id:ddc5", &row), Judgement::NoMatch);
}

#[test]
fn what_only_details_tell_is_not_guessed() {
    let papers = rejection().holding(document("/a.png", "PROOF_OF_IDENTITY").labelled(&["EXPIRATION_DATE"]));
    let read =
        case("671536f8-0001").with(party("2e719a54").mailing("ada@amber.example")).refused(subject("2e719a54"), papers);
    for text in ["label:expir", "party:ada", "party:2e71"] {
        assert_eq!(judge(text, &listed()), Judgement::CannotTell, "{text}");
        assert_eq!(judge(text, &looked_at(&read)), Judgement::Match, "{text}");
    }
    for text in ["ada", "Ada", "2E719"] {
        let mut row = looked_at(&read);
        row.gather();
        let expected = if text == "Ada" { Judgement::NoMatch } else { Judgement::Match };
        assert_eq!(judge(text, &row), expected, "{text}: a word finds parties, too");
        assert_eq!(judge(text, &listed()), Judgement::CannotTell, "{text}");
        assert_eq!(judge(&format!("!{text}"), &listed()), Judgement::CannotTell, "!{text}");
    }
    assert_eq!(judge("amber", &listed()), Judgement::Match, "what the list tells is certain");
    assert_eq!(judge("!amber", &listed()), Judgement::NoMatch);
    assert_eq!(judge("granite", &looked_at(&read)), Judgement::NoMatch);
    assert_eq!(judge("label:forg", &looked_at(&read)), Judgement::NoMatch);
    assert_eq!(judge("!label:expir", &looked_at(&read)), Judgement::NoMatch);
    assert_eq!(judge("label:expir country:usa", &listed()), Judgement::NoMatch, "another word rules it out already");
}

#[test]
fn a_mask_hides_parties_from_the_filter_too() {
    let read = case("671536f8-0001").with(party("2e719a54").mailing("ada@amber.example"));
    let mut row = looked_at(&read);
    row.look_through(Mask::On);
    for text in ["ada", "party:ada", "nobody", "party:nobody"] {
        assert_eq!(judge(text, &row), Judgement::NoMatch, "{text}: whether somebody is called so is not told");
    }
    assert_eq!(judge("2e71", &row), Judgement::Match, "the start of its id is its nickname");
}

#[test]
fn a_word_that_means_nothing_is_explained() {
    for (text, says) in
        [("colour:red", "“colour:” means nothing here"), ("ball:them", "nobody called “them” has the ball")]
    {
        let bad = Filter::parse(text).unwrap_err();
        assert!(bad.0.contains(says), "{}", bad.0);
    }
    assert!(Filter::parse("ball:u").is_ok(), "still being typed");
}

/// Faults: K2.
#[test]
fn what_could_not_be_read_of_a_case_decides_nothing() {
    use crate::domain::fact::Extent;
    let mut unread = case("671536f8-0001").refused(subject("p1"), rejection().labelled(&["LOW_QUALITY"]));
    if let crate::domain::fact::Fact::Given(reason) = &mut unread.rejection {
        crate::domain::sample::given(&mut reason.parties).unread = 1;
    }
    crate::domain::sample::given(&mut unread.parties).unread = 1;
    assert_eq!((unread.rejection_extent(), unread.parties_extent()), (Extent::Partly, Extent::Partly));
    let row = looked_at(&unread);
    let table = [
        ("label:low", Judgement::Match),
        ("label:forgery", Judgement::CannotTell),
        ("!label:forgery", Judgement::CannotTell),
        ("!label:low", Judgement::NoMatch),
        ("party:somebody", Judgement::CannotTell),
    ];
    for (text, judgement) in table {
        assert_eq!(judge(text, &row), judgement, "{text}");
    }
}

#[test]
fn what_reads_the_same_is_found_however_it_is_typed() {
    let named = |name: &str| Row::listed(row("671536f8-ddc5").named(name));
    let spellings = ["Müller\u{2011}Lüdenscheidt\u{202f}Möbel", "Mu\u{308}ller-Lu\u{308}denscheidt Mo\u{308}bel"];
    for name in spellings {
        for text in [
            "müller\u{2013}lüdenscheidt",
            "mu\u{308}ller-lu\u{308}denscheidt\u{a0}möbel",
            "Müller-Lüdenscheidt",
            "Mu\u{308}ller\u{2212}Lu\u{308}den",
            "muller-ludenscheidt",
        ] {
            assert_eq!(judge(text, &named(name)), Judgement::Match, "{text} in {name}");
            assert_eq!(judge(&format!("!{text}"), &named(name)), Judgement::NoMatch, "{text} in {name}");
        }
        assert_eq!(judge("MÜLLER", &named(name)), Judgement::CannotTell, "a capital finds only what is written so");
    }
    for text in
        ["id\u{ff1a}671536f8\u{2011}ddc5", "ID:671536F8", "671536f8\u{2010}ddc5", "\u{ff01}status:on", "STATUS:"]
    {
        assert_eq!(judge(text, &named("Amber")), Judgement::Match, "{text}");
    }
    assert_eq!(judge("たなか", &named("タナカ商店")), Judgement::Match);
    let capitals = Row::listed(row("671536F8-DDC5").named("Amber"));
    assert_eq!(judge("id:671536f8\u{2013}ddc5", &capitals), Judgement::Match);
}

#[test]
fn an_age_is_compared_in_whole_units() {
    let now: Wall = "2026-05-20T12:00:00Z".parse().unwrap();
    let since = |at: &str| {
        let mut row = looked_at(&case("671536f8-0001").in_status("ACTION_REQUIRED"));
        let digest = row.digest.as_mut().unwrap();
        digest.since = (!at.is_empty()).then(|| Since { at: at.parse().unwrap(), basis: Basis::StatusChange });
        row
    };
    // Fourteen days and twenty hours.
    let row = since("2026-05-05T16:00:00Z");
    let table = [
        ("age:>14d", false),
        ("age:>13d", true),
        ("age:>=14", true),
        ("age:<=14d", true),
        ("age:<14d", false),
        ("age:14d", true),
        ("age:>13D", true),
        ("age:=14d", true),
        ("age:2w", true),
        ("age:>355h", true),
        ("age:>356h", false),
        ("!age:>13d", false),
        ("age:?", false),
        ("age:", true),
        ("age:>", true),
        ("age:>=", true),
    ];
    for (text, expected) in table {
        let expected = if expected { Judgement::Match } else { Judgement::NoMatch };
        assert_eq!(Filter::parse(text).unwrap().judge(&row, Known { now, weeks: &[] }), expected, "{text}");
    }
    for (text, expected) in
        [("age:?", Judgement::Match), ("age:>0d", Judgement::CannotTell), ("!age:<9d", Judgement::CannotTell)]
    {
        assert_eq!(Filter::parse(text).unwrap().judge(&since(""), Known { now, weeks: &[] }), expected, "{text}");
    }
    for text in ["age:old", "age:>d", "age:1m", "age:-3d", "age:>>3", "age:99999999999999999999d"] {
        assert!(Filter::parse(text).unwrap_err().0.contains("age:"), "{text}");
    }
    // However long, nothing overflows.
    assert_eq!(
        Filter::parse("age:>9999999999999999999w").unwrap().judge(&row, Known { now, weeks: &[] }),
        Judgement::NoMatch
    );
}

#[test]
fn what_is_owed_and_found_is_told_only_where_it_was_read() {
    let asked = case("671536f8-0001").wanting(request(Subject::Company, "identity").naming("PASSPORT", []));
    let row = looked_at(&asked);
    let table = [
        ("owes:pass", Judgement::Match),
        ("owes:=PASSPORT", Judgement::Match),
        ("owes:=passport", Judgement::NoMatch),
        ("owes:=pass", Judgement::NoMatch),
        ("!owes:passport", Judgement::NoMatch),
        ("owes:visa", Judgement::NoMatch),
        ("finding:held", Judgement::CannotTell),
    ];
    for (text, expected) in table {
        assert_eq!(judge(text, &row), expected, "{text}");
    }
    for text in ["owes:passport", "!owes:passport", "finding:held"] {
        assert_eq!(judge(text, &listed()), Judgement::CannotTell, "{text}");
    }
    let mut row = looked_at(&asked);
    row.digest.as_mut().unwrap().findings = Some(vec![Check::RfiOnApproved]);
    assert_eq!(judge("finding:=rfi-on-approved", &row), Judgement::Match);
    assert_eq!(judge("finding:=rfi-on", &row), Judgement::NoMatch);
    // An ask that names no document may be about any.
    let unnamed = case("671536f8-0001").wanting(request(Subject::Company, "identity"));
    let mut row = looked_at(&unnamed);
    row.digest.as_mut().unwrap().owed.as_mut().unwrap().knows_all = false;
    assert_eq!(judge("owes:passport", &row), Judgement::CannotTell);
    let frozen = Row::listed(crate::domain::sample::row("671536f8-0001").in_status("FROZEN"));
    assert_eq!((judge("status:?", &frozen), judge("status:?", &listed())), (Judgement::Match, Judgement::NoMatch));
}
