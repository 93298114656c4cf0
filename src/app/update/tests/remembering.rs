//! What is remembered between runs: what was met counts as seen, what was told counts as agreed to, and what comes late.

use super::memory::{ask, at, kept, listed, recalled, remembered, row, uuid};
use super::*;
use crate::app::memory::{Memory, MemoryMsg, Recollection, Remember};
use crate::app::row::RecalledRow;
use crate::domain::change::{Change, How};
use crate::domain::digest::{Digest, Look};
use crate::domain::history::{Happened, Past};
use crate::domain::text::SafeText;

/// A dashboard that remembers, on the only case of its server; and the request whose answer is shown.
fn remembering() -> (Harness, RequestId) {
    let mut harness = Harness::silent(1);
    harness.tell(recalled([]));
    let look = harness.request_for(0);
    harness.answer(look);
    harness.act(Action::FocusCase);
    (harness, look)
}

fn seen(look: RequestId) -> Remember {
    Remember::Seen { key: row_key("c000"), look }
}

/// The case is fetched again by the timer of auto-refresh; its answer is shown. What is kept by that.
fn fetched_by_itself(harness: &mut Harness) -> (RequestId, Vec<Effect>) {
    harness.model.travel.wants = crate::app::model::Wanted::Now;
    harness.tell(Msg::Wake(Wake::Minute));
    let request = harness.request_for(0);
    let id = harness.asked_cases.remove(&request).unwrap();
    let outcome = harness.server.case(&id);
    (request, harness.tell(Msg::Case(CaseMsg { request, id, outcome, recollection: None })))
}

#[test]
fn a_look_that_nobody_sat_before_is_not_seen() {
    let (mut harness, first) = remembering();
    harness.act(Action::Down);
    let (_, effects) = fetched_by_itself(&mut harness);
    assert_eq!(kept(&effects), [&seen(first)], "what was met is seen when another takes its place");
    let (last, effects) = fetched_by_itself(&mut harness);
    assert_eq!(kept(&effects), [&Remember::Begin; 0], "nobody met that one");
    harness.tell(Msg::Wake(Wake::Minute));
    assert_eq!(leave(&mut harness.model), [], "the terminal is gone, and nobody was there");
    harness.act(Action::Down);
    assert_eq!(kept(&leave(&mut harness.model)), [&seen(last)]);
}

#[test]
fn a_look_that_was_not_drawn_before_its_case_was_left_is_not_seen() {
    let (mut harness, first) = remembering();
    harness.act(Action::Down);
    harness.act(Action::RefreshCase);
    let request = harness.request_for(0);
    let outcome = harness.server.case(&customer_id("c000"));
    // One batch: nothing is drawn in it.
    let answer = CaseMsg { request, id: customer_id("c000"), outcome, recollection: None };
    assert_eq!(kept(&update(&mut harness.model, Msg::Case(answer))), [&seen(first)]);
    let effects = update(&mut harness.model, Msg::Action(Action::FocusQueue));
    assert_eq!(kept(&effects), [&Remember::Begin; 0]);
}

#[test]
fn nobody_agrees_to_what_was_not_on_the_screen() {
    let is_asked = |harness: &Harness| matches!(harness.model.memory.state, Memory::Asking { is_drawn: false, .. });
    let mut harness = listed(&["APPROVED"]);
    harness.start();
    harness.answer_list();
    harness.act(Action::Find);
    harness.tell(ask());
    harness.type_text("ab");
    assert!(is_asked(&harness), "the field that is typed into stands in its place");
    harness.act(Action::Back);
    assert!(is_asked(&harness));
    harness.tell(Msg::Wake(Wake::Minute));
    assert_eq!(kept(&harness.act(Action::Down)), [&Remember::Begin]);

    let mut harness = listed(&["APPROVED"]);
    harness.start();
    harness.tell(Msg::Resized(Size { width: 20, height: 5 }));
    harness.tell(ask());
    harness.act(Action::Down);
    assert!(is_asked(&harness), "there was no room for it");
    harness.tell(Msg::Resized(Size { width: 80, height: 24 }));
    assert_eq!(kept(&harness.act(Action::Down)), [&Remember::Begin]);
}

/// While it is opened, and after it was agreed to and before it is open.
#[test]
fn what_was_forbidden_does_not_begin_later() {
    for was_asked in [false, true] {
        let mut harness = listed(&["REVIEWING"]);
        harness.model.memory.state = Memory::Starting;
        harness.start();
        if was_asked {
            harness.tell(ask());
            harness.act(Action::Down);
        }
        assert_eq!(harness.model.can(Action::Memory), Ok(()));
        assert_eq!(kept(&harness.act(Action::Memory)), [&Remember::Nothing]);
        harness.tell(recalled([(0, remembered("REVIEWING", 1, Some(true)))]));
        harness.answer_list();
        assert_eq!(harness.model.memory.state, Memory::Off);
        assert!(row(&harness, 0).digest.is_none());
        harness.tell(ask());
        assert_eq!(harness.model.memory.state, Memory::Off);
    }
}

#[test]
fn what_is_entered_while_it_is_opened_is_kept_then() {
    let mut harness = listed(&["REVIEWING"]);
    harness.model.memory.state = Memory::Starting;
    harness.start();
    let lift = Remember::Lift { key: row_key(&uuid(0)), reference: SafeText::line("C-17") };
    harness.model.memory.entered.push(lift.clone());
    assert_eq!(kept(&harness.tell(Msg::Wake(Wake::Minute))), [&Remember::Begin; 0]);
    assert_eq!(kept(&harness.tell(recalled([]))), [&lift]);
}

#[test]
fn a_late_recollection_fills_the_history_that_is_shown() {
    let mut harness = Harness::silent(1);
    let request = harness.request_for(0);
    harness.answer(request);
    harness.act(Action::FocusCase);
    harness.act(Action::PreviousTab);
    let shown = |harness: &Harness| {
        let rows = harness.model.case_pane.rows.of(Tab::History).expect("the history");
        let said = rows.rows.iter().map(|row| row.line.words(&crate::domain::mask::Redactor::open()));
        (rows.count, said.collect::<Vec<_>>().join("\n"))
    };
    assert_eq!(shown(&harness), (0, String::new()));
    let plain = |text: &str| crate::domain::mask::TextOrProse::Plain(SafeText::line(text));
    let how = How::Altered { before: plain("REVIEWING"), after: plain("APPROVED") };
    let change = Change { item: Item::Fact("customer_status"), how };
    let recollection = |left_out| Recollection {
        first_seen: Some(at(90)),
        past: vec![Past { id: None, at: at(30), what: Happened::Changed(vec![change.clone()]) }],
        left_out,
        ..Recollection::default()
    };
    let late = |left_out| {
        let (key, recollection) = (row_key("c000"), Box::new(recollection(left_out)));
        Msg::Memory(MemoryMsg::Late { key, look: request, recollection })
    };
    harness.tell(late(1));
    let (count, text) = shown(&harness);
    assert_eq!(count, 1);
    assert!(text.contains("the case is APPROVED"), "{text}");
    // What was before the entries that are left out is not known, so nobody can tell since when it was under review.
    assert!(text.contains("APPROVED 30 h so far") || text.contains("APPROVED 1 d so far"), "{text}");
    assert!(!text.contains("at least"), "{text}");
}

/// The clock of this machine is an hour behind that of the server, or ahead of it.
#[test]
fn times_of_the_server_are_compared_with_each_other() {
    use crate::app::row::Details;
    let updated = at(1).to_string();
    for (clock, is_moved) in [(-1, false), (1, false), (1, true), (-1, true)] {
        let looked_at = at(1) + jiff::SignedDuration::from_hours(clock);
        let case = sample::case("c1").in_status("REVIEWING").updated(&updated);
        let digest = Box::new(Digest::of(&case, &glossary(), Look::default()));
        let mut harness = listed(&["REVIEWING"]);
        let now = if is_moved { at(1) + jiff::SignedDuration::from_mins(1) } else { at(1) };
        harness.server.rows[0] = sample::row(&uuid(0)).in_status("REVIEWING").updated(&now.to_string());
        harness.start();
        harness.tell(recalled([(0, RecalledRow { looked_at, digest, is_changed: None })]));
        harness.answer_list();
        assert_eq!(row(&harness, 0).details == Details::Remembered, !is_moved, "{clock} {is_moved}");
    }
}

#[test]
fn all_rows_are_filled_in_one_change_of_the_queue() {
    let mut harness = listed(&["REVIEWING"; 200]);
    harness.start();
    harness.answer_list();
    let revision = harness.model.queue.revision();
    harness.tell(recalled((0..200).map(|number| (number, remembered("REVIEWING", 1, Some(number == 7))))));
    assert!(harness.model.queue.revision() - revision < 10);
    assert!((0..200).all(|number| row(&harness, number).remembered.is_some()));
    assert_eq!(harness.model.queue.counts().remembered, 200);
    assert!(row(&harness, 7).changed);
}

/// Seen as it is now, another one at the last look that is kept, and now as it was seen again.
#[test]
fn what_went_there_and_back_is_no_change_to_its_reader() {
    let plain = |text: &str| crate::domain::mask::TextOrProse::Plain(SafeText::line(text));
    let how = How::Altered { before: plain("APPROVED"), after: plain("REVIEWING") };
    let back = Change { item: Item::Fact("customer_status"), how };
    for (unseen, is_late, is_changed) in [
        (Some(vec![]), false, false),
        (Some(vec![]), true, false),
        (Some(vec![back.clone()]), false, true),
        (None, false, true),
        (None, true, true),
    ] {
        let mut harness = listed(&["REVIEWING"]);
        harness.start();
        harness.tell(recalled([(0, remembered("APPROVED", 1, Some(true)))]));
        harness.answer_list();
        assert!(row(&harness, 0).changed, "the list says another status than the last look");
        harness.pass(SECOND);
        let request = *harness.asked_cases.keys().next().expect("the viewed case is asked for");
        harness.asked_cases.clear();
        let (id, key) = (customer_id(&uuid(0)), row_key(&uuid(0)));
        let outcome = Ok(Box::new(sample::case(&uuid(0)).in_status("REVIEWING")));
        let recollection =
            Box::new(Recollection { changes: vec![back.clone()], unseen: unseen.clone(), ..Recollection::default() });
        if is_late {
            harness.tell(Msg::Case(CaseMsg { request, id, outcome, recollection: None }));
            harness.tell(Msg::Memory(MemoryMsg::Late { key, look: request, recollection }));
        } else {
            harness.tell(Msg::Case(CaseMsg { request, id, outcome, recollection: Some(recollection) }));
        }
        assert_eq!(row(&harness, 0).changed, is_changed, "{unseen:?} {is_late}");
    }
}

/// It is known of an earlier run, and could not be read in this one.
#[test]
fn what_is_remembered_and_could_not_be_read_may_be_asked_for_again() {
    let mut harness = listed(&["REVIEWING", "APPROVED"]);
    harness.start();
    harness.tell(recalled([(1, remembered("APPROVED", 1, None))]));
    harness.answer_list();
    harness.act(Action::LookAtAll);
    harness.server.cases.insert(customer_id(&uuid(1)), Err(Failure::new(FailureKind::TimedOut)));
    harness.server.latency = Some(Duration::from_millis(1));
    harness.pass(LONG);
    harness.act(Action::LookAtAll);
    assert_eq!(harness.notice(), "looking at 1 more customer", "{:?}", harness.sent);
}

#[test]
fn values_that_are_not_told_are_only_said_to_have_changed() {
    let mut harness = Harness::silent(1);
    let request = harness.request_for(0);
    harness.answer(request);
    harness.acts(&[Action::FocusCase, Action::PreviousTab]);
    let plain = |text: &str| crate::domain::mask::TextOrProse::Plain(SafeText::line(text));
    let altered = |name, before: &str, after: &str| Change {
        item: Item::Fact(name),
        how: How::Altered { before: plain(before), after: plain(after) },
    };
    let not_kept = crate::domain::imprint::NOT_KEPT;
    let changes = vec![altered("contact", not_kept, not_kept), altered("customer_status", "ON_HOLD_BY_X", "not given")];
    let past = vec![Past { id: None, at: at(30), what: Happened::Changed(changes) }];
    let (key, recollection) = (row_key("c000"), Box::new(Recollection { past, ..Recollection::default() }));
    harness.tell(Msg::Memory(MemoryMsg::Late { key, look: request, recollection }));
    let rows = harness.model.case_pane.rows.of(Tab::History).expect("the history");
    let said = rows.rows.iter().map(|row| row.line.words(&crate::domain::mask::Redactor::open()));
    let text = said.collect::<Vec<_>>().join("\n");
    assert!(text.contains("contact data changed") && !text.contains(not_kept), "{text}");
    assert!(text.contains("the status is not given (was ON_HOLD_BY_X)"), "{text}");
}
