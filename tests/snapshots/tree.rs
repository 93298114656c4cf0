//! The tree is drawn where the model says it is.

use kyb_dash::app::action::Action;
use kyb_dash::app::layout::{Pane, Size};
use kyb_dash::app::list::List;
use kyb_dash::app::msg::Msg;
use kyb_dash::domain::mask::Redactor;
use kyb_dash::view::{Theme, View};
use proptest::prelude::*;

use crate::harness::{Harness, reference, usual_rows};
use crate::picture::draw;
use crate::{other_case, reference_at};

/// The letters of a line, which are what signs, bars and cuts leave alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the tree pane shows the rows that the model says it does; which one is the first.
fn assert_tree_is_where_the_model_is(view: &mut View, harness: &Harness) -> Result<usize, TestCaseError> {
    let layout = harness.model.layout();
    let entry = harness.model.viewed_case().filter(|entry| entry.case().is_some());
    let (Some(place), Some(entry)) = (layout.place(Pane::Case), entry) else { return Ok(0) };
    let picture = draw(view, &harness.model);
    let (tree, inner) = (&entry.tree, place.inner);
    let mut cursor = tree.cursor();
    cursor.go_to(cursor.at, tree.visible().len(), usize::from(inner.height));
    for (y, row) in (inner.y..inner.y + inner.height).zip(cursor.offset..) {
        let shown = picture.part(y, inner.x, inner.x + inner.width);
        if shown.starts_with('┊') {
            // The selected row in full, over the start or the end of the list.
            continue;
        }
        let Some(node) = tree.visible().get(row).and_then(|place| tree.nodes().get(*place)) else {
            prop_assert_eq!(shown.trim(), "", "below the last row");
            continue;
        };
        let words = letters(&node.line.words(&Redactor::open()));
        // What gives way is left out in its middle or at its end; what is shown stands there in that order.
        let mut rest = words.as_str();
        for part in shown.split('…').map(letters) {
            let Some((_, after)) = rest.split_once(part.as_str()) else {
                return Err(TestCaseError::fail(format!("row {row}: {shown:?} is not {words:?}")));
            };
            rest = after;
        }
        prop_assert!(shown.contains('…') || letters(&shown) == words, "row {row}: {shown:?} is not all of {words:?}");
        prop_assert_eq!(shown.starts_with('▌'), row == cursor.at, "row {}: {:?}", row, shown);
    }
    Ok(cursor.offset)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tree_is_drawn_where_the_model_is(walk in proptest::collection::vec((0_u8..18, 0_u16..4), 1..60)) {
        use Action as A;
        let mut harness = Harness::listed(80, 24, usual_rows(), vec![reference(), other_case("a1", "Amber Basalt Ltd")]);
        harness.act(A::FocusCase);
        let mut view = View::new(Theme::terminal());
        let mut moved_only = true;
        for (step, size) in walk {
            moved_only &= step < 15;
            match step {
                0..=3 => harness.act(A::Down),
                4 => harness.act(A::Up),
                5 => harness.act(A::PageDown),
                6 => harness.act(A::PageUp),
                7 => harness.act(A::Last),
                8 => harness.act(A::First),
                9..=11 => harness.act(A::Activate),
                12 => harness.act(A::Close),
                13 => harness.act(A::Open),
                14 => harness.act(A::RefreshCase),
                15 => harness.act(A::Zoom),
                16 => harness.select(if size % 2 == 0 { "Amber Basalt Ltd" } else { "Fin.com" }),
                _ => harness.send(Msg::Resized(Size { width: 40 + 40 * size, height: 10 + 7 * size })),
            }
            let first = assert_tree_is_where_the_model_is(&mut view, &harness)?;
            if let Some(entry) = harness.model.viewed_case().filter(|_| moved_only) {
                prop_assert_eq!(first, entry.tree.cursor().offset);
            }
        }
    }
}

#[test]
fn a_long_tree_is_drawn_from_any_row_at_once() {
    let mut harness = reference_at(80, 24, Action::FocusCase);
    let mut view = View::new(Theme::terminal());
    // Everything is opened between two frames, then the end is looked at: the widget saw a shorter tree last.
    draw(&mut view, &harness.model);
    for _ in 0..200 {
        harness.act(Action::Open);
        harness.act(Action::Down);
    }
    // In the middle of its page, so that no scrolling to the selected row makes up for a wrong first one.
    (0..5).for_each(|_| harness.act(Action::Up));
    assert!(harness.model.viewed_case().unwrap().tree.cursor().offset > 20);
    assert_tree_is_where_the_model_is(&mut view, &harness).unwrap();
}
