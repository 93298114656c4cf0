//! Who had to act when.

use super::*;

#[test]
fn the_looks_tell_who_had_to_act() {
    let asked = || Watched::new(ID, 0, reviewing()).look(3, asking("A"));
    for (name, case, told) in [
        ("the first look may be late, and the last stay runs", asked(), "(Fin 0-3), (us 3-30)"),
        ("both ends were seen", asked().look(8, settled), "(Fin 0-3), us 3-8, (Fin 8-30)"),
        (
            "a request covers all until it is to be chased",
            asked().send(5, COMPANY, 10).look(12, settled).look(20, in_status("APPROVED")),
            "(Fin 0-3), us 3-5, customer 5-10, us 10-12, Fin 12-20, (nobody 20-30)",
        ),
        (
            "what is put off is chased later",
            asked()
                .send(5, COMPANY, 10)
                .note(6, What::Snoozed { until: date("2026-10-19").unwrap() })
                .look(20, settled),
            "(Fin 0-3), us 3-5, customer 5-14, us 14-20, (Fin 20-30)",
        ),
        (
            "an answer gives it back",
            asked().send(5, COMPANY, 10).note(7, What::Answered).look(9, settled),
            "(Fin 0-3), us 3-5, customer 5-7, us 7-9, (Fin 9-30)",
        ),
        (
            "an ask that comes gives it back",
            asked().send(5, COMPANY, 20).look(7, asking("B")).send(8, COMPANY, 20).look(9, settled),
            "(Fin 0-3), us 3-5, customer 5-7, us 7-8, customer 8-9, (Fin 9-30)",
        ),
        (
            "an ask that goes does not",
            asked().look(4, asking("B")).send(5, COMPANY, 20).look(7, one_less).look(9, settled),
            "(Fin 0-3), us 3-5, customer 5-9, (Fin 9-30)",
        ),
        (
            "each may be asked by a request of its own",
            asked().look(4, asking_ada).send(5, COMPANY, 20).send(6, &[subject(ADA)], 20).look(9, settled),
            "(Fin 0-3), us 3-6, customer 6-9, (Fin 9-30)",
        ),
        (
            "one who was not asked leaves it with us",
            asked().look(4, asking_ada).send(5, COMPANY, 20).look(9, settled),
            "(Fin 0-3), us 3-9, (Fin 9-30)",
        ),
        (
            "asked again, it has another day",
            asked().send(5, COMPANY, 8).send(10, COMPANY, 14).look(13, settled),
            "(Fin 0-3), us 3-5, customer 5-8, us 8-10, customer 10-13, (Fin 13-30)",
        ),
        (
            "what went and came again is asked anew",
            asked().send(4, COMPANY, 20).look(5, settled).look(6, asking("A")).look(8, settled),
            "(Fin 0-3), us 3-4, customer 4-5, Fin 5-6, us 6-8, (Fin 8-30)",
        ),
        (
            "an ask of an approved customer is ours",
            Watched::new(ID, 0, reviewing())
                .look(2, in_status("APPROVED"))
                .look(4, |case| asking("A")(case).in_status("APPROVED")),
            "(Fin 0-2), nobody 2-4, (us 4-30)",
        ),
        ("nothing is known of the time before the first look", Watched::new(ID, 10, reviewing()), "(Fin 10-30)"),
    ] {
        assert_eq!(case.told(30), told, "{name}");
    }
}

#[test]
fn a_request_to_finish_covers_who_has_to_finish() {
    let unfinished = |case: Case| {
        let mut case = case.in_status("ASSOCIATED_PARTIES_REMAINING");
        *case.party_mut(ADA) = party(ADA).standing("INITIATED");
        case
    };
    let begun = |case: Case| {
        let mut case = case;
        *case.party_mut(ADA) = party(ADA).standing("REVIEWING");
        case.in_status("REVIEWING")
    };
    let case = Watched::new(ID, 0, reviewing()).look(2, unfinished).send(4, &[subject(ADA)], 20).look(9, begun);
    assert_eq!(case.told(30), "(Fin 0-2), us 2-4, customer 4-9, (Fin 9-30)");
    let case = Watched::new(ID, 0, reviewing()).look(2, unfinished).send(4, &[subject(ADA)], 20).look(6, asking("A"));
    assert_eq!(case.told(30), "(Fin 0-2), us 2-4, customer 4-6, (us 6-30)");
}

#[test]
fn what_does_not_fit_and_what_was_not_read_is_not_known() {
    let whole = || {
        Watched::new(ID, 0, reviewing())
            .look(3, asking("A"))
            .look(6, settled)
            .look(9, asking("B"))
            .look(12, settled)
            .look(15, in_status("APPROVED"))
    };
    assert_eq!(whole().told(30), "(Fin 0-3), us 3-6, Fin 6-9, us 9-12, Fin 12-15, (nobody 15-30)");
    let without = |day: i64| {
        let mut case = whole();
        case.events.retain(|event| event.at != at(day));
        case
    };
    // Where a look is missing, nobody knows when what it showed began.
    assert_eq!(without(9).told(30), "(? 0-12), (Fin 12-15), (nobody 15-30)");
    assert_eq!(without(15).told(30), "(? 0-30)", "nor since when it stands where it stands");
    let mut damaged = whole();
    damaged.unreadable = Some(at(10));
    assert_eq!(damaged.told(30), "(? 0-12), (Fin 12-15), (nobody 15-30)");
    damaged.unreadable = Some(at(40));
    assert_eq!(damaged.told(30), "(? 0-30)");

    let lost = Watched::new(ID, 0, reviewing()).look(3, asking("A")).look(6, without_status).look(8, settled);
    assert_eq!(lost.look(9, asking("B")).told(30), "(Fin 0-3), (us 3-6), (? 6-8), (Fin 8-9), (us 9-30)");
    let lost = Watched::new(ID, 0, reviewing()).look(3, asking("A")).look(6, without_status);
    assert_eq!(lost.told(30), "(Fin 0-3), (us 3-6), (? 6-30)");
    let odd = Watched::new(ID, 0, reviewing()).look(3, in_status("FROZEN")).look(6, in_status("REVIEWING"));
    assert_eq!(odd.told(30), "(Fin 0-3), (? 3-6), (Fin 6-30)");

    // While Fin reviews, what cannot be read may be asked of us.
    let unread = Watched::new(ID, 0, reviewing()).look(3, unread).look(6, settled).look(9, asking("A"));
    assert_eq!(unread.told(30), "(Fin 0-3), (? 3-6), (Fin 6-9), (us 9-30)");
    // Nor does anybody know whether a request covers it.
    let case = Watched::new(ID, 0, reviewing()).look(3, asking("A")).send(5, COMPANY, 20);
    let case = case
        .look(7, self::unread)
        .look(9, |case| asking("A")(Case { requests: settled(case.clone()).requests, ..case }));
    assert_eq!(
        case.look(12, settled).told(30),
        "(Fin 0-3), us 3-5, (customer 5-7), (? 7-9), (customer 9-12), (Fin 12-30)"
    );
}

#[test]
fn nothing_is_known_of_the_time_when_other_words_were_in_use() {
    let mut case = Watched::new(ID, 0, reviewing()).look(3, asking("A")).send(5, COMPANY, 20).look(9, settled);
    assert_eq!(case.told(30), "(Fin 0-3), us 3-5, customer 5-9, (Fin 9-30)");
    let What::Sent(sent) = &mut case.events[1].what else { panic!() };
    let mut written = serde_json::to_value(&sent.owed).unwrap();
    written["words"] = 7.into();
    sent.owed = serde_json::from_value(written).unwrap();
    assert_eq!(case.told(30), "(? 0-9), (Fin 9-30)");
}

#[test]
fn a_request_covers_what_was_asked_when_its_sender_looked() {
    let mut case = Watched::new(ID, 0, reviewing())
        .look(3, asking("A"))
        .look(5, settled)
        .look(6, asking("A"))
        .send(7, COMPANY, 20);
    assert_eq!(case.told(30), "(Fin 0-3), us 3-5, Fin 5-6, us 6-7, customer 7-20, (us 20-30)");
    let What::Sent(sent) = &mut case.events[0].what else { panic!() };
    sent.looked_at = at(4);
    assert_eq!(case.told(30), "(Fin 0-3), us 3-5, Fin 5-6, (us 6-30)", "what it asked for was asked anew since");
}
