//! What is remembered: told before it is kept, filling the queue until read again, and what the reader has seen.

use super::*;
use crate::app::memory::{Memory, MemoryMsg, Preferences, Recalled, Recollection, Remember};
use crate::app::quick_view::QuickView;
use crate::app::row::RecalledRow;
use crate::domain::change::{Change, How};
use crate::domain::digest::{Digest, Look};
use crate::domain::follow_up::Pursuit;
use crate::domain::history::{Happened, Past};
use crate::domain::imprint::CustomerKey;
use crate::domain::key::Subject;
use crate::domain::order::{Direction, SortBy};
use crate::domain::text::SafeText;

pub(super) fn uuid(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

pub(super) fn at(hours_ago: i64) -> jiff::Timestamp {
    now(Duration::ZERO).wall - jiff::SignedDuration::from_hours(hours_ago)
}

pub(super) fn remembered(status: &str, hours_ago: i64, is_changed: Option<bool>) -> RecalledRow {
    let case = sample::case("c1").in_status(status).wanting(sample::request(Subject::Company, "ownership_documents"));
    let case = if status == "ACTION_REQUIRED" { case } else { sample::case("c1").in_status(status) };
    let digest = Box::new(Digest::of(&case, &glossary(), Look::default()));
    RecalledRow { looked_at: at(hours_ago), digest, is_changed }
}

pub(super) fn recalled(rows: impl IntoIterator<Item = (usize, RecalledRow)>) -> Msg {
    let rows = rows.into_iter().map(|(number, row)| (CustomerKey::parse(&uuid(number)).unwrap(), row)).collect();
    Msg::Memory(MemoryMsg::Recalled(Box::new(Recalled { rows, ..Recalled::default() })))
}

pub(super) fn ask() -> Msg {
    Msg::Memory(MemoryMsg::Ask(SafeText::line("~/.local/state/kyb-dash")))
}

pub(super) fn kept(effects: &[Effect]) -> Vec<&Remember> {
    let kept = effects.iter().filter_map(|effect| match effect {
        Effect::Remember(what) => Some(what),
        _ => None,
    });
    kept.collect()
}

/// A server with a customer for each status, whose details were never asked for.
pub(super) fn listed(statuses: &[&str]) -> Harness {
    let mut server = Server::silent(0);
    server.rows = statuses
        .iter()
        .enumerate()
        .map(|(number, status)| sample::row(&uuid(number)).in_status(status).updated("2026-01-01T00:00:00Z"))
        .collect();
    Harness::new(server)
}

pub(super) fn row(harness: &Harness, number: usize) -> &Row {
    harness.model.queue.row(&row_key(&uuid(number))).unwrap()
}

#[test]
fn nothing_is_kept_before_the_sentence_was_on_screen_for_a_key() {
    let mut harness = listed(&["APPROVED"]);
    harness.start();
    update(&mut harness.model, ask());
    // The same batch: nothing was drawn since.
    let effects = update(&mut harness.model, Msg::Action(Action::Down));
    assert_eq!(kept(&effects), [&Remember::Begin; 0]);
    assert!(matches!(harness.model.memory.state, Memory::Asking { is_drawn: false, .. }));
    let effects = harness.tell(Msg::Wake(Wake::Minute));
    assert_eq!(kept(&effects), [&Remember::Begin; 0], "time agrees to nothing");
    let effects = harness.act(Action::Down);
    assert_eq!(kept(&effects), [&Remember::Begin]);
    assert!(harness.model.memory.state.is_on());
}

#[test]
fn its_key_turns_it_off_and_leaving_agrees_to_nothing() {
    let mut harness = listed(&["APPROVED"]);
    harness.start();
    harness.tell(ask());
    let effects = harness.act(Action::Memory);
    assert_eq!(kept(&effects), [&Remember::Nothing]);
    assert_eq!(harness.model.memory.state, Memory::Off);
    assert!(harness.model.can(Action::Memory).is_err());
    let mut harness = listed(&["APPROVED"]);
    harness.start();
    harness.tell(ask());
    assert_eq!(kept(&harness.act(Action::Quit)), [&Remember::Begin; 0]);
}

#[test]
fn rows_are_filled_whichever_comes_first() {
    for memory_first in [true, false] {
        let mut harness = listed(&["ACTION_REQUIRED", "REVIEWING", "APPROVED"]);
        harness.start();
        let memory = || {
            let rows = [("ACTION_REQUIRED", Some(true)), ("REVIEWING", Some(false)), ("REVIEWING", Some(false))];
            recalled(rows.into_iter().enumerate().map(|(number, (status, seen))| (number, remembered(status, 1, seen))))
        };
        if memory_first {
            harness.tell(memory());
            harness.answer_list();
        } else {
            harness.answer_list();
            harness.tell(memory());
        }
        assert!(row(&harness, 0).digest.is_some() && row(&harness, 0).changed, "{memory_first}");
        assert_eq!(row(&harness, 1).remembered, Some(at(1)));
        assert!(!row(&harness, 1).changed);
        let third = row(&harness, 2);
        assert!(
            third.digest.is_none() && third.changed,
            "the list contradicts what is remembered, and the reader has seen that"
        );
    }
}

#[test]
fn what_is_ours_or_old_or_moved_is_read_again_and_the_rest_is_not() {
    use crate::app::row::Details;
    let mut harness = listed(&["ACTION_REQUIRED", "REVIEWING", "REVIEWING", "REVIEWING"]);
    let moved = now(Duration::ZERO).wall.to_string();
    harness.server.rows[3] = sample::row(&uuid(3)).in_status("REVIEWING").updated(&moved);
    harness.start();
    let ages = [1, 1, 13, 1];
    let statuses = ["ACTION_REQUIRED", "REVIEWING", "REVIEWING", "REVIEWING"];
    harness
        .tell(recalled(statuses.into_iter().zip(ages).map(|(status, age)| remembered(status, age, None)).enumerate()));
    harness.answer_list();
    let details: Vec<Details> = (0..4).map(|number| row(&harness, number).details).collect();
    let is_left: Vec<bool> = details.iter().map(|details| *details == Details::Remembered).collect();
    assert_eq!(is_left, [false, true, false, false]);
    assert!((0..4).all(|number| row(&harness, number).digest.is_some()));
    assert_eq!(harness.model.queue.counts().looked_at, 4);
    assert_eq!(harness.model.queue.counts().remembered, 4);
}

#[test]
fn the_first_look_marks_what_the_reader_has_not_seen_and_tells_the_history() {
    let mut harness = listed(&["REVIEWING"]);
    harness.start();
    harness.tell(recalled([(0, remembered("REVIEWING", 30, Some(true)))]));
    harness.answer_list();
    harness.pass(SECOND);
    let request = *harness.asked_cases.keys().next().expect("the viewed case is asked for");
    harness.asked_cases.clear();
    let change = Change { item: Item::Fact("customer_status"), how: How::Found };
    let recollection = Recollection {
        first_seen: Some(at(90)),
        changes: vec![change.clone()],
        unseen: Some(vec![change.clone()]),
        seen_at: Some(at(60)),
        past: vec![Past { id: None, at: at(30), what: Happened::Changed(vec![change]) }],
        left_out: 0,
        pursuit: Pursuit::default(),
    };
    let case = sample::case(&uuid(0)).in_status("REVIEWING");
    harness.tell(Msg::Case(CaseMsg {
        request,
        id: customer_id(&uuid(0)),
        outcome: Ok(Box::new(case)),
        recollection: Some(Box::new(recollection)),
    }));
    let key = row_key(&uuid(0));
    let entry = harness.model.cases.get(&key).unwrap();
    assert_eq!((entry.past.len(), entry.first_seen, entry.seen_at), (2, Some(at(90)), Some(at(60))));
    assert!(entry.unseen.contains(&Item::Fact("customer_status")));
    assert!(row(&harness, 0).changed && row(&harness, 0).remembered.is_none());
    harness.act(Action::FocusCase);
    let effects = harness.act(Action::FocusQueue);
    assert_eq!(kept(&effects), [&Remember::Seen { key: key.clone(), look: request }]);
    assert!(!row(&harness, 0).changed);
    harness.act(Action::FocusCase);
    assert_eq!(kept(&harness.act(Action::FocusQueue)), [&Remember::Begin; 0], "the same look is seen once");
    harness.act(Action::FocusCase);
    assert_eq!(leave(&mut harness.model), [], "and not again at the end");
}

#[test]
fn the_screen_is_shown_as_it_was_left_unless_the_user_was_faster() {
    let left = Preferences {
        tab: Tab::History,
        sort: SortBy::Asks,
        direction: Direction::Reversed,
        quick_view: QuickView::NeedUs,
    };
    let preferences = |name: &str| left.words().into_iter().find(|(known, _)| *known == name).map(|(_, word)| word);
    assert_eq!(Preferences::parse(preferences), Some(left));
    assert_eq!(Preferences::parse(|_| None), None);
    let msg = || {
        let recalled = Recalled { preferences: Some(left), ..Recalled::default() };
        Msg::Memory(MemoryMsg::Recalled(Box::new(recalled)))
    };
    let shown = |model: &Model| (model.case_pane.tab, model.queue.sort, model.queue.direction, model.queue.quick_view);
    let mut harness = listed(&["REVIEWING"]);
    harness.start();
    assert_eq!(kept(&harness.tell(msg())), [&Remember::Begin; 0], "what is kept is not kept again");
    assert_eq!(shown(&harness.model), (left.tab, left.sort, left.direction, left.quick_view));
    harness.answer_list();
    let effects = harness.act(Action::QuickView);
    let now = Preferences { quick_view: left.quick_view.next(), ..left };
    assert_eq!(kept(&effects), [&Remember::Preferences(now)]);
    let mut harness = listed(&["REVIEWING"]);
    harness.start();
    harness.act(Action::NextTab);
    harness.tell(msg());
    assert_eq!(shown(&harness.model).0, Tab::Asks);
}

#[test]
fn a_lifted_hold_is_kept_where_something_is() {
    use crate::app::memory::Remember;
    for is_on in [true, false] {
        let mut harness = listed(&["REVIEWING"]);
        harness.start();
        if is_on {
            harness.tell(recalled([]));
        }
        let (key, reference) = (row_key(&uuid(0)), SafeText::line("C-17"));
        harness.model.memory.entered.push(Remember::Lift { key: key.clone(), reference: reference.clone() });
        let effects = harness.tell(Msg::Wake(Wake::Minute));
        let lift = Remember::Lift { key, reference };
        assert_eq!(kept(&effects), if is_on { vec![&lift] } else { Vec::new() });
        assert_eq!(kept(&harness.tell(Msg::Wake(Wake::Minute))), [&Remember::Begin; 0]);
    }
}

/// What took longer than the answer waited for is taken all the same, but only beside the look that it is about.
#[test]
fn what_is_remembered_may_come_late() {
    let mut harness = Harness::silent(1);
    let request = *harness.asked_cases.keys().next().unwrap();
    harness.answer(request);
    let late = |look| {
        let change = Change { item: Item::Fact("customer_status"), how: How::Found };
        let past = vec![Past { id: None, at: at(30), what: Happened::Changed(vec![change.clone()]) }];
        let recollection = Recollection { unseen: Some(vec![change]), past, ..Recollection::default() };
        let key = row_key("c000");
        Msg::Memory(MemoryMsg::Late { key, look, recollection: Box::new(recollection) })
    };
    let other = harness.model.requests.fresh();
    harness.tell(late(other));
    assert!(harness.entry(0).past.is_empty(), "it is about another look");
    harness.tell(late(request));
    assert_eq!((harness.entry(0).past.len(), harness.row(0).changed), (1, true));
    harness.tell(late(request));
    assert_eq!(harness.entry(0).past.len(), 1, "once");
}
