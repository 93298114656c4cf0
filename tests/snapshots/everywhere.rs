//! What holds whatever is shown: no style is needed, no size is too odd, nothing of one case under another.

use std::sync::Arc;

use kyb_dash::app::action::Action;
use kyb_dash::app::layout::{Pane, Size};
use kyb_dash::app::msg::Msg;
use kyb_dash::view::{Theme, View};
use ratatui::style::Color;

use crate::harness::{Harness, REFERENCE, REFERENCE_ID, case, usual_rows};
use crate::picture::{draw, draw_on};
use crate::{hostile, reference_at, shot};

/// Faults: P6.
#[test]
fn selection_and_focus_are_seen_without_any_style() {
    for theme in [Theme::monochrome(), Theme::monochrome().ascii()] {
        let mut view = View::new(theme);
        let mut harness = reference_at(120, 30, Action::FocusCase);
        harness.act(Action::Down);
        let picture = draw(&mut view, &harness.model);
        let mark = if picture.text().contains('▌') { "▌" } else { ">" };
        let layout = harness.model.layout();
        let inner = layout.place(Pane::Case).unwrap().inner;
        let marked: Vec<u16> =
            (inner.y..inner.y + inner.height).filter(|y| picture.cell(inner.x, *y).symbol() == mark).collect();
        assert_eq!(marked, [inner.y + 1], "the tree's selected row");
        let queue = layout.place(Pane::Queue).unwrap();
        assert_eq!(picture.cell(queue.inner.x, queue.inner.y).symbol(), mark, "the queue's selected row");
        let (focused, other) = (layout.place(Pane::Case).unwrap().outer, queue.outer);
        let [focused, other] = [focused, other].map(|outer| picture.cell(outer.x + outer.width - 2, outer.y).symbol());
        assert_ne!(focused, other, "the focused frame");
        for cell in &picture.buffer.content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
    }
}

/// Faults: P6.
#[test]
fn ascii_is_ascii_whatever_is_shown() {
    let mut view = View::new(Theme::terminal().ascii());
    let stages: [fn() -> Harness; 4] =
        [hostile, || reference_at(120, 30, Action::FocusCase), || Harness::usual(39, 9), || Harness::usual(40, 10)];
    for stage in stages {
        let mut harness = stage();
        assert!(draw(&mut view, &harness.model).text().is_ascii());
        for overlay in [Action::Help, Action::Sort, Action::CopyWhat, Action::Draft, Action::Overview] {
            harness.act(overlay);
            assert!(draw(&mut view, &harness.model).text().is_ascii());
            harness.act(Action::Back);
        }
    }
}

/// Faults: W12.
#[test]
fn nothing_of_one_case_is_drawn_under_another() {
    for (width, height) in [(200, 50), (120, 30), (80, 24), (40, 10)] {
        let mut view = View::new(Theme::terminal());
        let mut harness = Harness::usual(width, height);
        for focus in [Action::FocusCase, Action::FocusComments, Action::FocusDocuments] {
            harness.select("Fin.com");
            harness.act(focus);
            let before = draw(&mut view, &harness.model).text();
            assert!(
                before.contains("acmecorp") || before.contains("testdoc1") || before.contains("ompany"),
                "{before}"
            );
            harness.act(Action::NextCustomer);
            let text = draw(&mut view, &harness.model).text();
            for trace in ["acmecorp", "testdoc1", "not accepted", "671536f8", "LOW_QUALITY", "asks"] {
                assert!(!text.contains(trace), "{trace} in\n{text}");
            }
            assert!(text.contains("loading…"), "{text}");
        }
    }
}

#[test]
fn rows_of_a_case_that_is_no_longer_viewed_are_not_drawn() {
    let mut harness = reference_at(120, 30, Action::FocusQueue);
    harness.type_filter("zzz");
    let text = shot(&harness).text();
    assert!(text.contains("no customer is selected") && !text.contains("acmecorp"), "{text}");
}

/// Faults: P1.
#[test]
fn no_size_is_too_odd_to_draw() {
    let mut view = View::new(Theme::terminal());
    let mut stages = vec![Harness::usual(80, 24), hostile(), Harness::started(80, 24), Harness::usual(80, 24)];
    stages[3].type_filter("株式");
    for overlay in [Action::Help, Action::Sort, Action::CopyWhat, Action::Draft, Action::Overview] {
        let mut harness = Harness::usual(80, 24);
        harness.act(overlay);
        harness.act(Action::Last);
        stages.push(harness);
    }
    let mut searching = Harness::usual(80, 24);
    searching.act(Action::Help);
    searching.insert("株式株式株式株式株式株式株式株式株式株式株式株式株式");
    stages.push(searching);
    for width in (1..60).chain([79, 80, 119, 120, 300]) {
        for height in 1..30 {
            for (place, harness) in stages.iter_mut().enumerate() {
                if (usize::from(width + height) + place).is_multiple_of(3) {
                    harness.send(Msg::Resized(Size { width, height }));
                    draw(&mut view, &harness.model);
                }
            }
        }
    }
}

/// Faults: P1.
#[test]
fn a_terminal_that_shrank_before_the_model_knew_is_drawn_all_the_same() {
    let harness = reference_at(120, 30, Action::FocusCase);
    let whole = shot(&harness);
    for (width, height) in [(1, 1), (39, 9), (80, 24), (120, 29), (121, 31), (200, 60)] {
        let picture = draw_on(&mut View::new(Theme::terminal()), &harness.model, width, height);
        assert_eq!(picture.part(0, 0, width.min(16)), whole.part(0, 0, width.min(16)));
    }
}

#[test]
fn a_lifted_hold_is_told_in_the_header_of_its_case() {
    use kyb_dash::domain::draft::Lift;

    let held = String::from_utf8_lossy(REFERENCE).replacen("UNFILLED_ID", "SANCTIONS", 1);
    let held = case(held.as_bytes(), REFERENCE_ID);
    for (width, height) in [(120, 30), (40, 10)] {
        let mut harness = Harness::listed(width, height, usual_rows(), vec![held.clone()]);
        harness.select("Fin.com");
        harness.act(Action::FocusCase);
        harness.settle();
        let text = shot(&harness).text();
        assert!(text.contains("HELD") && !text.contains("LIFTED"), "{text}");
        let lift = Lift::of(Arc::new(held.clone()), &harness.model.settings.glossary, "C-1").unwrap();
        let key = harness.model.viewed().unwrap().clone();
        harness.model.lifts.insert(key, lift);
        let text = shot(&harness).text();
        assert!(text.contains("LIFTED") && !text.contains("HELD"), "{text}");
        assert!(text.contains("202 d"), "how long it waits never gives way: {text}");
    }
}
