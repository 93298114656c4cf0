//! A filter and a quick view are both on the screen while they are in force, with what could not be judged and the key that
//! helps: at every size, in every pane.

use kyb_dash::app::action::Action;
use kyb_dash::app::field::Edit;
use kyb_dash::app::msg::Msg;
use kyb_dash::app::quick_view::QuickView;

use crate::harness::Harness;
use crate::shot;

/// Sizes of all four layouts, and the smallest of each.
const SIZES: [(u16, u16); 8] = [(40, 10), (60, 15), (80, 20), (80, 24), (100, 24), (120, 30), (160, 24), (200, 50)];
const PANES: [Action; 4] = [Action::FocusQueue, Action::FocusCase, Action::FocusComments, Action::FocusDocuments];

#[test]
fn filter_and_quick_view_are_told_together() {
    for (width, height) in SIZES {
        for zooms in [false, true] {
            let mut harness = Harness::usual(width, height);
            harness.act(Action::QuickView);
            harness.type_filter("label:expiration_date_of_anything");
            harness.send(Msg::Edit(Edit::Submit));
            harness.settle();
            let untold = harness.model.queue.filter_state().cannot_tell;
            assert!(untold > 1, "details of the others were not read");
            if zooms {
                harness.act(Action::Zoom);
            }
            for pane in PANES {
                harness.act(pane);
                harness.settle();
                let picture = shot(&harness);
                let says = |row: &String| {
                    let untold = [format!("{untold} not judged"), format!("{untold}? A")];
                    row.contains("need us")
                        && row.contains("“label")
                        && untold.iter().any(|words| row.contains(words.as_str()))
                        && row.contains(" A")
                };
                // Below the header: that counts those who need us, too.
                let is_told = picture.rows().iter().skip(1).any(says);
                assert!(is_told, "{pane:?} at {width}x{height}, zoomed: {zooms}:\n{}", picture.text());
            }
        }
    }
}

#[test]
fn nothing_is_said_where_all_of_the_queue_is_shown() {
    let mut harness = Harness::usual(120, 30);
    assert_eq!(harness.model.layout().part, None);
    harness.act(Action::QuickView);
    let part = harness.model.layout().part.unwrap();
    assert!(shot(&harness).part(part.y, part.x, part.x + part.width).contains("need us"));
    for _ in 1..QuickView::ALL.len() {
        harness.act(Action::QuickView);
    }
    assert_eq!(harness.model.layout().part, None);
}

#[test]
fn a_list_that_goes_on_says_which_rows_are_in_sight() {
    let mut harness = Harness::usual(120, 30);
    harness.act(Action::FocusComments);
    let picture = shot(&harness);
    let inner = harness.model.layout().place(kyb_dash::app::layout::Pane::Comments).unwrap().inner;
    let rows = harness.model.side.comments.rows.len();
    assert!(rows > usize::from(inner.height), "the comments go on");
    let first = format!("rows 1–{} of {rows}", inner.height);
    assert!(picture.text().contains(&first), "{first}\n{}", picture.text());
    harness.act(Action::Last);
    let last = format!("–{rows} of {rows}");
    assert!(shot(&harness).text().contains(&last), "{last}\n{}", shot(&harness).text());
    harness.act(Action::FocusQueue);
    let queue = harness.model.queue.rows().len();
    assert!(!shot(&harness).text().contains(&format!("–{queue} of {queue}")), "nine rows have room");
}
