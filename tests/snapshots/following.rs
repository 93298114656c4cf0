//! After the ask, on the screen: the windows at every size, and what queue, case and findings say of requests.

use kyb_dash::app::action::Action;
use kyb_dash::app::field::Edit;
use kyb_dash::app::memory::{Kept, Memory, MemoryMsg, Recalled};
use kyb_dash::app::msg::Msg;
use kyb_dash::domain::ask::asks;
use kyb_dash::domain::calendar::date;
use kyb_dash::domain::follow_up::{Cover, FollowUp, Pursuit, Sending, SendingState};
use kyb_dash::domain::history::{EventId, Happened, Past, Way};
use kyb_dash::domain::key::Subject;
use kyb_dash::domain::mask::Prose;
use kyb_dash::domain::text::SafeText;

use crate::harness::{Harness, REFERENCE_ID, now};
use crate::shot;

const SIZES: [(u16, u16); 6] = [(200, 50), (160, 45), (120, 30), (100, 30), (80, 24), (40, 10)];

/// A dashboard that remembers; of the reference case, company and owner were asked two days ago, and something was noted.
fn asked(width: u16, height: u16, due: &str) -> Harness {
    let mut harness = Harness::usual(width, height);
    let place = SafeText::line("~/.local/state/kyb-dash");
    harness.send(Msg::Memory(MemoryMsg::Recalled(Box::new(Recalled { place, ..Recalled::default() }))));
    assert_eq!(harness.model.memory.state, Memory::On);
    let case = harness.model.viewed_case().and_then(kyb_dash::app::cases::Entry::case).unwrap();
    let owner = Subject::Party(case.parties.items()[0].key.clone());
    let at = now().wall - jiff::SignedDuration::from_hours(49);
    let (to, due) = (vec![Subject::Company, owner.clone()], date(due));
    let sending = Sending {
        id: EventId::new("1"),
        at,
        to: to.clone(),
        way: Way::Draft,
        follow_up: due.unwrap(),
        asks: asks(case).iter().map(|ask| ask.key.clone()).collect(),
        state: SendingState::Open,
        moved: vec![owner],
    };
    let in_short = FollowUp {
        sent: Some(at),
        to_company: true,
        to_parties: 1,
        due,
        cover: Cover::All,
        notes: 1,
        ..FollowUp::default()
    };
    let pursuit = Pursuit { sendings: vec![sending], raised: Vec::new(), in_short };
    let past = |id: &str, what| Past { id: Some(EventId::new(id)), at, what };
    let sent = Happened::Sent { to, way: Way::Draft, follow_up: due.unwrap(), asks: 4 };
    let note = Happened::Noted(Prose::block("Rang the office.\nThe director is away until Thursday."));
    let kept = Box::new(Kept { past: vec![past("1", sent), past("2", note)], pursuit });
    let key = harness.model.viewed().cloned().unwrap();
    assert!(key.id().is_some_and(|id| id.as_str() == REFERENCE_ID));
    harness.send(Msg::Memory(MemoryMsg::Entered { key, kept }));
    harness
}

#[test]
fn queue_case_and_history_say_what_was_asked_at_every_size() {
    for (width, height) in SIZES {
        let harness = asked(width, height, "2026-11-27");
        insta::assert_snapshot!(format!("asked_{width}x{height}"), shot(&harness).describe());
    }
    let mut harness = asked(120, 30, "2026-11-20");
    assert!(shot(&harness).text().contains("to be chased"), "{}", shot(&harness).text());
    harness.act(Action::FocusCase);
    harness.act(Action::PreviousTab);
    insta::assert_snapshot!("asked_history_120x30", shot(&harness).describe());
    harness.act(Action::PreviousTab);
    let text = shot(&harness).text();
    for words in ["To be chased since", "whose contact data"] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    harness.act(Action::Mask);
    harness.act(Action::NextTab);
    let text = shot(&harness).text();
    assert!(text.contains("note") && !text.contains("away until"), "notes are hidden under a mask: {text}");
}

#[test]
fn a_request_is_marked_in_a_window_that_says_what_it_takes_at_every_size() {
    for (width, height) in SIZES {
        let mut harness = asked(width, height, "2026-11-27");
        for action in [Action::FollowUp, Action::Down, Action::Down, Action::Activate] {
            harness.act(action);
        }
        harness.insert("Sent again, to the new address.");
        insta::assert_snapshot!(format!("mark_as_sent_{width}x{height}"), shot(&harness).describe());
        let text = shot(&harness).text();
        for words in ["to: ", "chase on: ", "note: ", "Esc marks nothing"] {
            assert!(text.contains(words), "{words} at {width}x{height}\n{text}");
        }
    }
}

#[test]
fn notes_are_written_in_a_window_that_says_where_they_are_kept_at_every_size() {
    for (width, height) in SIZES {
        let mut harness = asked(width, height, "2026-11-27");
        harness.act(Action::Note);
        harness.insert("Promised for Friday.");
        harness.send(Msg::Edit(Edit::Submit));
        harness.insert("By their lawyer.");
        insta::assert_snapshot!(format!("notes_{width}x{height}"), shot(&harness).describe());
        let text = shot(&harness).text();
        for words in ["By their lawyer.", "Ctrl-S keeps"] {
            assert!(text.contains(words), "{words} at {width}x{height}\n{text}");
        }
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("in the clear"), "{width}x{height}\n{text}");
    }
}
