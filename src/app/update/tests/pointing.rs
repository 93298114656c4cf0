//! The mouse: what a click and the wheel mean, and that neither is needed for anything.

use super::super::super::pointer::{Pointer, Spot};
use super::super::super::sort::QuickView;
use super::super::super::tabs::Tab;
use super::*;

/// The cell of a row of a pane, counted from the first visible one.
fn spot(desk: &Desk, pane: Pane, row: u16) -> Spot {
    let inner = desk.model.layout().place(pane).expect("a visible pane").inner;
    Spot { column: inner.x + 2, row: inner.y + row }
}

fn click(desk: &mut Desk, pane: Pane, row: u16) {
    let spot = spot(desk, pane, row);
    desk.tell(Msg::Pointer(Pointer::Click(spot)));
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let mut desk = Desk::settled(Server::of(60));
    click(&mut desk, Pane::Queue, 4);
    assert_eq!((desk.viewed().as_str(), desk.model.focus()), ("c004", Pane::Queue));
    click(&mut desk, Pane::Queue, 4);
    assert_eq!((desk.viewed().as_str(), desk.model.focus()), ("c004", Pane::Case));
    let open = |desk: &Desk| desk.model.viewed_case().unwrap().tree.visible().len();
    let before = open(&desk);
    click(&mut desk, Pane::Case, 1);
    assert_eq!(open(&desk), before, "the first click selects alone");
    click(&mut desk, Pane::Case, 1);
    assert_ne!(open(&desk), before, "the second opens or closes the branch");
}

#[test]
fn a_click_counts_from_the_first_visible_row() {
    let mut desk = Desk::settled(Server::of(60));
    desk.act(Action::Last);
    let offset = desk.model.queue.cursor().offset;
    click(&mut desk, Pane::Queue, 0);
    assert_eq!(desk.viewed(), id(offset));
}

#[test]
fn a_frame_focuses_its_pane_and_selects_nothing() {
    let mut desk = Desk::settled(Server::of(3));
    let outer = desk.model.layout().place(Pane::Comments).unwrap().outer;
    desk.tell(Msg::Pointer(Pointer::Click(Spot { column: outer.x, row: outer.y })));
    assert_eq!((desk.model.focus(), desk.viewed().as_str()), (Pane::Comments, "c000"));
}

#[test]
fn the_wheel_moves_in_the_pane_it_is_over_and_leaves_the_focus() {
    let mut desk = Desk::settled(Server::of(60));
    desk.act(Action::FocusCase);
    let at = spot(&desk, Pane::Queue, 1);
    desk.tell(Msg::Pointer(Pointer::Wheel { spot: at, down: true }));
    assert_eq!((desk.viewed().as_str(), desk.model.focus()), ("c003", Pane::Case));
    for _ in 0..3 {
        desk.tell(Msg::Pointer(Pointer::Wheel { spot: at, down: false }));
    }
    assert_eq!(desk.viewed(), "c000");
}

#[test]
fn tabs_and_counts_are_clicked_by_their_name() {
    let mut desk = Desk::settled(Server::of(5));
    desk.tell(Msg::Pointer(Pointer::Tab(Tab::Findings)));
    assert_eq!((desk.model.case_pane.tab, desk.model.focus()), (Tab::Findings, Pane::Case));
    desk.tell(Msg::Pointer(Pointer::View(QuickView::WithFin)));
    assert_eq!(desk.model.queue.quick_view, QuickView::WithFin);
}

/// Faults: P8.
#[test]
fn what_lies_nowhere_or_behind_an_overlay_is_not_clicked() {
    let mut desk = Desk::settled(Server::of(5));
    for (column, row) in [(65535, 65535), (0, 29), (120, 30), (0, 65535)] {
        for pointer in [Pointer::Click(Spot { column, row }), Pointer::Wheel { spot: Spot { column, row }, down: true }]
        {
            assert_eq!(desk.tell(Msg::Pointer(pointer)), []);
            assert!(!desk.model.screen.is_dirty, "{pointer:?}");
        }
    }
    desk.act(Action::Help);
    click(&mut desk, Pane::Queue, 3);
    desk.tell(Msg::Pointer(Pointer::Tab(Tab::Asks)));
    assert_eq!((desk.viewed().as_str(), desk.model.case_pane.tab), ("c000", Tab::Tree));
    let at = spot(&desk, Pane::Queue, 1);
    desk.tell(Msg::Pointer(Pointer::Wheel { spot: at, down: true }));
    let Overlay::Actions(palette) = &desk.model.screen.overlay else { panic!("still covered") };
    assert_eq!(palette.cursor.at, 3, "the wheel moves in what covers the panes");
}
