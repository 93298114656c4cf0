//! The loop draws only where the revision changed: a screen that would look otherwise always has another one.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;

use kyb_dash::app::action::Action;
use kyb_dash::app::effect::Wake;
use kyb_dash::app::field::Edit;
use kyb_dash::app::layout::Size;
use kyb_dash::app::model::Model;
use kyb_dash::app::msg::Msg;
use kyb_dash::domain::failure::{Failure, FailureKind};
use kyb_dash::domain::mask::Sentence;
use kyb_dash::domain::text::SafeText;

use crate::REFERENCE_ID;
use crate::harness::{Harness, reference};

#[derive(Clone, Debug)]
enum Step {
    Act(Action),
    Edit(Edit),
    Resize(u16, u16),
    /// Seconds pass; nothing is told of it but at whole minutes.
    Later(u64),
    Minute,
    Refresh(&'static str),
    FailListing,
    Fail,
    Wait(u64),
    Told(&'static str),
    NoticeOver,
}

fn any_step() -> impl Strategy<Value = Step> {
    let edits = vec![
        Edit::Insert("a".into()),
        Edit::Insert("ball:us".into()),
        Edit::Backspace,
        Edit::Left,
        Edit::Submit,
        Edit::Cancel,
    ];
    let actions: Vec<Action> =
        Action::ALL.iter().copied().filter(|action| !matches!(action, Action::Quit | Action::QuitNow)).collect();
    prop_oneof![
        8 => select(actions).prop_map(Step::Act),
        4 => select(edits).prop_map(Step::Edit),
        1 => (30_u16..210, 8_u16..50).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (1_u64..90).prop_map(Step::Later),
        1 => Just(Step::Minute),
        2 => select(vec!["Fin.com", "Renamed Ltd"]).prop_map(Step::Refresh),
        1 => Just(Step::FailListing),
        1 => Just(Step::Fail),
        1 => (0_u64..4).prop_map(Step::Wait),
        1 => select(vec!["done", "not done"]).prop_map(Step::Told),
        1 => Just(Step::NoticeOver),
    ]
}

fn take(harness: &mut Harness, step: Step) {
    match step {
        Step::Act(action) => harness.act(action),
        Step::Edit(edit) => harness.send(Msg::Edit(edit)),
        Step::Resize(width, height) => harness.send(Msg::Resized(Size { width, height })),
        Step::Later(seconds) => harness.later(seconds),
        Step::Minute => harness.send(Msg::Wake(Wake::Minute)),
        Step::Refresh(name) => {
            let mut case = reference();
            case.profile.name = crate::other_case(REFERENCE_ID, name).profile.name;
            harness.serve(case);
            harness.act(Action::RefreshCase);
        }
        Step::FailListing => {
            if harness.listing.is_some() {
                harness.fail_listing(Failure::new(FailureKind::Offline));
            }
        }
        Step::Fail => {
            if let Some((_, id)) = harness.unanswered.first().cloned() {
                harness.fail_case(id.as_str(), Failure::new(FailureKind::Server(500)));
            }
        }
        Step::Wait(seconds) => harness.send(Msg::Waiting { seconds }),
        Step::Told(text) => harness.send(Msg::said(None, Ok(Sentence::plain(SafeText::line(text))))),
        Step::NoticeOver => harness.settle(),
    }
}

fn frame(model: &Model) -> (Buffer, bool) {
    let picture = crate::draw(&mut crate::View::new(crate::Theme::terminal()), model);
    (picture.buffer, picture.cursor.is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_frame_that_differs_has_another_revision(steps in vec(any_step(), 0..50)) {
        let mut harness = Harness::usual(130, 32);
        let mut before = (harness.model.revision(), frame(&harness.model));
        for step in steps {
            let said = format!("{step:?}");
            // Ages may read differently as soon as time has passed: the loop is told at the next whole minute.
            let is_time = matches!(step, Step::Later(_));
            take(&mut harness, step);
            let after = (harness.model.revision(), frame(&harness.model));
            prop_assert!(is_time || before.0 != after.0 || before.1 == after.1, "{}", said);
            before = after;
        }
    }
}
