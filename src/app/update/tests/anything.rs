//! Whatever is pressed and whatever the server does, what must hold holds: `Harness::check` looks after every message.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::super::pointer::{Cell, Pointer};
use super::super::super::tabs::Tab;
use super::*;
use crate::domain::mask::Sentence;
use crate::domain::sample::{party, row};
use crate::domain::text::SafeText;

/// A step of somebody at the keyboard, of the server, or of time.
#[derive(Clone, Debug)]
enum Step {
    Act(Action),
    Edit(Edit),
    Point(Pointer),
    Pass(u64),
    Resize(u16, u16),
    /// The server answers faster, slower, or not at all.
    Latency(Option<u64>),
    /// The server's word on a customer changes.
    Change(usize, &'static str),
    /// A customer's case cannot be read.
    Fail(usize, FailureKind),
    /// The list loses a customer.
    Lose(usize),
    /// The list has a customer again.
    Gain(usize),
    /// A filter is typed, whole, and taken.
    Filter(String),
    /// A customer's case is held, or is no more.
    Hold(usize, bool),
    /// The list is fetched anew.
    List,
    /// The server is not there, or is again.
    Network(bool),
    /// Something that was done for a customer says how it went.
    Said(usize),
}

fn any_filter() -> impl Strategy<Value = String> {
    let terms = vec![
        "",
        "c00",
        "!c001",
        "status:",
        "status:appr",
        "ball:us",
        "ball:x",
        "label:PEP",
        "age:>1d",
        "!age:?",
        "opened:2026-05-18",
        "owes:pass",
        "party:p1",
        "id:c0",
        "bad:",
        "office@",
        "@amber",
    ];
    // Whole ids: of a customer that may be listed, hidden by the view, or known to nobody.
    let ids = (0_usize..14).prop_map(long_id);
    prop_oneof![3 => select(terms).prop_map(str::to_owned), 2 => ids, 1 => (0_usize..14).prop_map(id)]
}

/// An id that is long enough to be taken for a whole one.
fn long_id(number: usize) -> String {
    format!("{}-0000-4000-8000-00000000{number:04}", "00000000")
}

fn any_step() -> impl Strategy<Value = Step> {
    let edits = vec![
        Edit::Insert("c".into()),
        Edit::Insert("00".into()),
        Edit::Backspace,
        Edit::DeleteToStart,
        Edit::Submit,
        Edit::Cancel,
        Edit::Next,
        Edit::Previous,
        Edit::Finish,
    ];
    let windows = vec![
        Action::Draft,
        Action::CopyWhat,
        Action::Export,
        Action::Sort,
        Action::Help,
        Action::LiftHold,
        Action::PickOriginals,
    ];
    let status = select(vec!["APPROVED", "ACTION_REQUIRED", "REVIEWING", "FROZEN"]);
    let kind = select(vec![FailureKind::NotFound, FailureKind::Server(500), FailureKind::WrongCustomer]);
    prop_oneof![
        8 => select(Action::ALL.to_vec()).prop_map(Step::Act),
        4 => select(vec![Action::Down, Action::Up, Action::NextCustomer, Action::RefreshCase]).prop_map(Step::Act),
        3 => select(edits).prop_map(Step::Edit),
        4 => select(windows).prop_map(Step::Act),
        3 => select(vec![Action::Activate, Action::Copy, Action::Back, Action::QuickView]).prop_map(Step::Act),
        3 => any_filter().prop_map(Step::Filter),
        2 => (0_usize..12, any::<bool>()).prop_map(|(number, is_held)| Step::Hold(number, is_held)),
        1 => (0_usize..12).prop_map(Step::Gain),
        1 => Just(Step::List),
        1 => any::<bool>().prop_map(Step::Network),
        2 => (0_usize..12).prop_map(Step::Said),
        3 => any_pointer().prop_map(Step::Point),
        6 => select(vec![10_u64, 160, 1_000, 40_000]).prop_map(Step::Pass),
        1 => (0_u16..150, 0_u16..40).prop_map(|(width, height)| Step::Resize(width, height)),
        2 => select(vec![None, Some(1_u64), Some(700), Some(9_000)]).prop_map(Step::Latency),
        2 => (0_usize..12, status).prop_map(|(number, status)| Step::Change(number, status)),
        1 => (0_usize..12, kind).prop_map(|(number, kind)| Step::Fail(number, kind)),
        1 => (0_usize..12).prop_map(Step::Lose),
    ]
}

fn any_pointer() -> impl Strategy<Value = Pointer> {
    let cell = || (0_u16..130, 0_u16..32).prop_map(|(column, row)| Cell { column, row });
    prop_oneof![
        4 => cell().prop_map(Pointer::Click),
        2 => (cell(), any::<bool>()).prop_map(|(cell, down)| Pointer::Wheel { cell, down }),
        1 => select(Tab::ALL.to_vec()).prop_map(Pointer::Tab),
        1 => select(QuickView::ALL.to_vec()).prop_map(Pointer::View),
    ]
}

fn take(harness: &mut Harness, step: Step, stamp: usize) {
    match step {
        Step::Act(action) => {
            let chosen = match &harness.model.screen.window {
                Window::Palette(palette) if action == Action::Activate => palette.selected(),
                _ => Some(action),
            };
            let effects = harness.act(action);
            let may_quit = matches!(chosen, Some(Action::Quit | Action::QuitNow));
            assert!(may_quit || !effects.contains(&Effect::Quit), "{action:?} quits");
        }
        Step::Edit(edit) => drop(harness.tell(Msg::Edit(edit))),
        Step::Point(pointer) => drop(harness.tell(Msg::Pointer(pointer))),
        Step::Pass(millis) => harness.pass(Duration::from_millis(millis)),
        Step::Resize(width, height) => drop(harness.tell(Msg::Resized(Size { width, height }))),
        Step::Latency(latency) => harness.server.latency = latency.map(Duration::from_millis),
        Step::Change(number, status) => {
            let at = format!("2026-05-10T00:00:{:02}Z", stamp % 60);
            let case = sample::case(&id(number)).in_status(status).updated(&at).with(party("p1"));
            if let Some(place) = harness.server.rows.iter().position(|known| known.key == row_key(&id(number))) {
                harness.server.rows[place] = row(&id(number)).in_status(status).updated(&at);
            }
            harness.server.holds(case);
        }
        Step::Fail(number, kind) => harness.server.fails(number, kind),
        Step::Hold(number, is_held) => {
            let case = sample::case(&id(number)).in_status("ACTION_REQUIRED").with(party("p1"));
            let asked = case.wanting(
                sample::request(sample::subject("p1"), "identity").naming("PASSPORT", [sample::field("files")]),
            );
            let held = sample::rejection().labelled(&["SANCTIONS_LIST"]).saying("On a list.");
            harness.server.holds(if is_held { asked.refused(sample::subject("p1"), held) } else { asked });
        }
        Step::Gain(number) => {
            if !harness.server.rows.iter().any(|known| known.key == row_key(&id(number))) {
                harness.server.rows.push(row(&id(number)));
            }
        }
        Step::Filter(text) => {
            harness.act(Action::FocusQueue);
            harness.act(Action::Find);
            harness.tell(Msg::Edit(Edit::DeleteToStart));
            harness.type_text(&text);
            harness.tell(Msg::Edit(Edit::Submit));
        }
        Step::Network(is_there) => harness.server.is_there = is_there,
        Step::Said(number) => {
            let said = Ok(Sentence::plain(SafeText::line(&format!("copied of {}", id(number)))));
            harness.tell(Msg::said(Some(row_key(&id(number))), said));
        }
        Step::List => drop(harness.act(Action::RefreshQueue)),
        Step::Lose(number) => harness.server.rows.retain(|known| known.key != row_key(&id(number))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_run_keeps_its_footing_and_comes_to_rest(steps in vec(any_step(), 0..120)) {
        let mut server = Server::of(12);
        server.page = 5;
        for number in 0..2 {
            server.rows.push(row(&long_id(number)));
        }
        let mut harness = Harness::new(server);
        harness.model.settings.allow_lift = true;
        harness.start();
        for (stamp, step) in steps.into_iter().enumerate() {
            take(&mut harness, step, stamp);
        }
        // Back at the keyboard with a server that is well again: nothing may be stuck.
        harness.server.latency = Some(Duration::from_millis(1));
        harness.server.is_there = true;
        let asked: Vec<RequestId> = harness.asked_cases.keys().copied().collect();
        for request in asked {
            harness.answer(request);
        }
        let lists = harness.asked_lists.clone();
        for request in lists {
            harness.list(request);
        }
        if harness.model.auto.is_on {
            harness.model.screen.window = Window::None;
            harness.act(Action::AutoRefresh);
        }
        harness.pass(LONG);
        prop_assert!(!harness.model.connection.is_offline(), "the server is there again");
        prop_assert_eq!((harness.model.prefetch.under_way(), harness.asked_cases.len(), harness.asked_lists.len()), (0, 0, 0));
        let page = harness.model.page(Pane::Queue);
        let offset = harness.model.queue.cursor().offset;
        for row in harness.model.queue.shown_from(offset).take(page) {
            let is_cancelled = model_cancelled(&harness, row);
            prop_assert!(row.details != Details::Unknown || row.gone || is_cancelled, "{:?} is forgotten", row.key);
        }
    }
}

/// The viewed case after its user cancelled it: the only row on screen that may wait for a key.
fn model_cancelled(harness: &Harness, row: &Row) -> bool {
    harness.model.viewed.as_ref() == Some(&row.key)
        && harness.model.viewed_case().is_some_and(|entry| matches!(entry.load, Load::Idle))
}
