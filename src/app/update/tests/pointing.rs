//! The mouse: what a click and the wheel mean, and that neither is needed for anything.

use super::super::super::pointer::{Cell, Pointer};
use super::super::super::tabs::Tab;
use super::*;

/// The cell of a row of a pane, counted from the first visible one.
fn cell(harness: &Harness, pane: Pane, row: u16) -> Cell {
    let inner = harness.model.layout().place(pane).expect("a visible pane").inner;
    Cell { column: inner.x + 2, row: inner.y + row }
}

fn click(harness: &mut Harness, pane: Pane, row: u16) {
    let cell = cell(harness, pane, row);
    harness.tell(Msg::Pointer(Pointer::Click(cell)));
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let mut harness = Harness::settled(Server::of(60));
    click(&mut harness, Pane::Queue, 4);
    assert_eq!((harness.viewed().as_str(), harness.model.focus()), ("c004", Pane::Queue));
    click(&mut harness, Pane::Queue, 4);
    assert_eq!((harness.viewed().as_str(), harness.model.focus()), ("c004", Pane::Case));
    let open = |harness: &Harness| harness.model.viewed_case().unwrap().tree.visible().len();
    let before = open(&harness);
    click(&mut harness, Pane::Case, 1);
    assert_eq!(open(&harness), before, "the first click selects alone");
    click(&mut harness, Pane::Case, 1);
    assert_ne!(open(&harness), before, "the second opens or closes the branch");
}

#[test]
fn a_click_counts_from_the_first_visible_row() {
    let mut harness = Harness::settled(Server::of(60));
    harness.act(Action::Last);
    let offset = harness.model.queue.cursor().offset;
    click(&mut harness, Pane::Queue, 0);
    assert_eq!(harness.viewed(), id(offset));
}

#[test]
fn a_frame_focuses_its_pane_and_selects_nothing() {
    let mut harness = Harness::settled(Server::of(3));
    let outer = harness.model.layout().place(Pane::Comments).unwrap().outer;
    harness.tell(Msg::Pointer(Pointer::Click(Cell { column: outer.x, row: outer.y })));
    assert_eq!((harness.model.focus(), harness.viewed().as_str()), (Pane::Comments, "c000"));
}

#[test]
fn the_wheel_moves_in_the_pane_it_is_over_and_leaves_the_focus() {
    let mut harness = Harness::settled(Server::of(60));
    harness.act(Action::FocusCase);
    let at = cell(&harness, Pane::Queue, 1);
    harness.tell(Msg::Pointer(Pointer::Wheel { cell: at, down: true }));
    assert_eq!((harness.viewed().as_str(), harness.model.focus()), ("c003", Pane::Case));
    for _ in 0..3 {
        harness.tell(Msg::Pointer(Pointer::Wheel { cell: at, down: false }));
    }
    assert_eq!(harness.viewed(), "c000");
}

#[test]
fn tabs_and_counts_are_clicked_by_their_name() {
    let mut harness = Harness::settled(Server::of(5));
    harness.tell(Msg::Pointer(Pointer::Tab(Tab::Findings)));
    assert_eq!((harness.model.case_pane.tab, harness.model.focus()), (Tab::Findings, Pane::Case));
    harness.tell(Msg::Pointer(Pointer::View(QuickView::WithFin)));
    assert_eq!(harness.model.queue.quick_view, QuickView::WithFin);
}

/// Faults: P8.
#[test]
fn what_lies_nowhere_or_behind_an_overlay_is_not_clicked() {
    let mut harness = Harness::settled(Server::of(5));
    harness.tell(Msg::Wake(Wake::Minute));
    for (column, row) in [(65535, 65535), (0, 29), (120, 30), (0, 65535)] {
        for pointer in [Pointer::Click(Cell { column, row }), Pointer::Wheel { cell: Cell { column, row }, down: true }]
        {
            assert_eq!(harness.tell(Msg::Pointer(pointer)), []);
            assert!(!harness.is_changed, "{pointer:?}");
        }
    }
    harness.act(Action::Help);
    click(&mut harness, Pane::Queue, 3);
    harness.tell(Msg::Pointer(Pointer::Tab(Tab::Asks)));
    assert_eq!((harness.viewed().as_str(), harness.model.case_pane.tab), ("c000", Tab::Tree));
    let at = cell(&harness, Pane::Queue, 1);
    harness.tell(Msg::Pointer(Pointer::Wheel { cell: at, down: true }));
    let Window::Palette(palette) = &harness.model.screen.window else { panic!("still covered") };
    assert_eq!(palette.cursor.at, 3, "the wheel moves in what covers the panes");
}
