//! What is remembered between runs, on the screen: told before it is kept, rows that were not read again yet, and history.

use kyb_dash::app::action::Action;
use kyb_dash::app::layout::Size;
use kyb_dash::app::memory::{Memory, MemoryMsg, Recollection};
use kyb_dash::app::msg::Msg;
use kyb_dash::domain::change::{Change, How};
use kyb_dash::domain::follow_up::Pursuit;
use kyb_dash::domain::history::{Happened, Past};
use kyb_dash::domain::key::Item;
use kyb_dash::domain::mask::TextOrProse;
use kyb_dash::domain::text::SafeText;

use crate::harness::{Harness, REFERENCE, REFERENCE_ID, case, usual_rows};
use crate::shot;

const SIZES: [(u16, u16); 6] = [(200, 50), (160, 45), (120, 30), (100, 30), (80, 24), (40, 10)];

#[test]
fn the_reader_is_told_before_anything_is_kept_at_every_size() {
    for (width, height) in SIZES {
        let mut harness = Harness::usual(width, height);
        harness.send(Msg::Memory(MemoryMsg::Ask(SafeText::line("~/.local/state/kyb-dash"))));
        let text = shot(&harness).text().split_whitespace().collect::<Vec<_>>().join(" ");
        for words in ["~/.local/state/kyb-dash", "no name, no contact", "Ctrl-K keeps nothing", "any other key agrees"]
        {
            assert!(text.contains(words), "{words} at {width}x{height}: {text}");
        }
        insta::assert_snapshot!(format!("memory_told_{width}x{height}"), shot(&harness).describe());
    }
}

fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

fn altered(item: Item, before: &str, after: &str) -> Change {
    let plain = |text: &str| TextOrProse::Plain(SafeText::line(text));
    Change { item, how: How::Altered { before: plain(before), after: plain(after) } }
}

/// What is remembered of the reference case.
fn recollection(harness: &Harness) -> Recollection {
    let case = harness.model.viewed_case().and_then(kyb_dash::app::cases::Entry::case).unwrap();
    let ask = kyb_dash::domain::ask::asks(case).first().unwrap().key.clone();
    let asked = |how| Change { item: Item::Ask(ask.clone()), how };
    let changed = |when, changes| Past { id: None, at: at(when), what: Happened::Changed(changes) };
    let status = |before, after| altered(Item::Fact("customer_status"), before, after);
    let rejected = altered(Item::Fact("verification_type"), "RELIANCE", "STANDARD");
    Recollection {
        first_seen: Some(at("2026-10-01T08:00:00Z")),
        changes: Vec::new(),
        unseen: Some(vec![asked(How::Added)]),
        seen_at: Some(at("2026-11-10T09:00:00Z")),
        past: vec![
            changed("2026-11-19T09:00:00Z", vec![asked(How::Added), status("REVIEWING", "ACTION_REQUIRED")]),
            Past { id: None, at: at("2026-11-09T16:00:00Z"), what: Happened::Lifted(SafeText::line("C-17")) },
            changed("2026-11-05T09:00:00Z", vec![asked(How::Removed), status("ACTION_REQUIRED", "REVIEWING")]),
            changed("2026-10-20T09:00:00Z", vec![asked(How::Added), rejected]),
        ],
        left_out: 2,
        pursuit: Pursuit::default(),
    }
}

#[test]
fn history_tells_what_is_new_what_came_again_and_how_long_each_status_lasted() {
    for (width, height) in [(120, 30), (80, 24), (40, 10)] {
        let mut harness = Harness::usual(width, height);
        let recollection = recollection(&harness);
        harness.forget_and_recall("Fin.com", recollection);
        harness.act(Action::FocusCase);
        harness.act(Action::PreviousTab);
        insta::assert_snapshot!(format!("history_{width}x{height}"), shot(&harness).describe());
        if width == 120 {
            let text = shot(&harness).text();
            for words in ["for the second time", "since you looked", "C-17", "the hold was lifted"] {
                assert!(text.contains(words), "{words} in\n{text}");
            }
            harness.act(Action::Last);
            let text = shot(&harness).text();
            assert!(!text.contains("at least"), "older entries may tell of another status: {text}");
            for words in ["so far", "2 older entries", "first looked at"] {
                assert!(text.contains(words), "{words} in\n{text}");
            }
        }
    }
}

#[test]
fn what_was_typed_to_lift_a_hold_is_hidden_by_a_mask() {
    let mut harness = Harness::usual(120, 30);
    let recollection = recollection(&harness);
    harness.forget_and_recall("Fin.com", recollection);
    harness.act(Action::FocusCase);
    harness.act(Action::PreviousTab);
    assert!(shot(&harness).text().contains("C-17"));
    harness.act(Action::Mask);
    let text = shot(&harness).text();
    assert!(text.contains("the hold was lifted") && !text.contains("C-17"), "{text}");
}

#[test]
fn whoever_lifts_a_hold_is_told_that_the_reference_is_kept_where_it_is() {
    for (state, is_told) in [(Memory::On, true), (Memory::Starting, true), (Memory::Off, false)] {
        let held = String::from_utf8_lossy(REFERENCE).replacen("UNFILLED_ID", "SANCTIONS", 1);
        let mut harness = Harness::listed(120, 30, usual_rows(), vec![case(held.as_bytes(), REFERENCE_ID)]);
        harness.model.memory.state = state;
        harness.model.settings.allow_lift = true;
        harness.select("Fin.com");
        harness.settle();
        for action in [Action::FocusCase, Action::Draft, Action::LiftHold] {
            harness.act(action);
        }
        let text = shot(&harness).text();
        assert!(text.contains("Lift this only where compliance said so"), "{text}");
        assert_eq!(text.contains("The reference is kept in the history of this case"), is_told, "{text}");
        // Where there is room for little, all of it can be gone to.
        harness.send(Msg::Resized(Size { width: 40, height: 10 }));
        let mut told = String::new();
        for _ in 0..20 {
            told += &shot(&harness).text();
            harness.act(Action::PageDown);
        }
        assert_eq!(told.contains("The reference is kept"), is_told, "{told}");
        assert!(told.contains("Held by"), "{told}");
        assert!(shot(&harness).text().contains("Held by"), "the last one stays");
    }
}
