//! Focus, zoom, size, overlays, the way back, and what cannot be done now.

use super::*;

fn sizes() -> [Size; 4] {
    [WIDE, MEDIUM, Size { width: 40, height: 10 }, Size { width: 20, height: 5 }]
}

#[test]
fn esc_closes_the_overlay_then_the_field_then_the_zoom_then_the_load_then_the_filter_and_never_quits() {
    let mut desk = Desk::settled(Server::of(30));
    desk.act(Action::Find);
    desk.type_text("c0");
    desk.tell(Msg::Edit(Edit::Submit));
    desk.server.latency = None;
    desk.acts(&[Action::RefreshQueue, Action::Zoom, Action::Find, Action::Help]);
    let state = |desk: &Desk| {
        (
            desk.model.screen.overlay != Overlay::None,
            desk.model.queue.is_filtering,
            desk.model.screen.arrangement.zoomed,
            desk.model.queue.listing.waits_for().is_some(),
        )
    };
    let mut seen = vec![state(&desk)];
    for _ in 0..6 {
        let effects = desk.act(Action::Back);
        assert!(!effects.contains(&Effect::Quit));
        seen.push(state(&desk));
    }
    let expected = [
        (true, true, true, true),
        (false, true, true, true),
        (false, false, true, true),
        (false, false, false, true),
        (false, false, false, false),
        (false, false, false, false),
        (false, false, false, false),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_filter_is_cleared_only_when_nothing_is_left_to_cancel() {
    let mut desk = Desk::settled(Server::of(30));
    desk.act(Action::Find);
    desk.type_text("c00");
    desk.tell(Msg::Edit(Edit::Submit));
    desk.server.latency = None;
    desk.acts(&[Action::RefreshQueue, Action::Back]);
    assert_eq!(desk.model.queue.filter.text(), "c00");
    desk.act(Action::Back);
    assert!(desk.model.queue.filter.is_empty() && desk.order().len() == 30);
}

#[test]
fn esc_cancels_what_the_focused_pane_waits_for() {
    let mut desk = Desk::settled(Server::of(3));
    desk.server.latency = None;
    desk.acts(&[Action::RefreshQueue, Action::RefreshCase, Action::FocusComments, Action::Back]);
    assert!(desk.entry(0).load.waits_for().is_none() && desk.model.queue.listing.waits_for().is_some());
    desk.acts(&[Action::RefreshCase, Action::FocusQueue, Action::Back]);
    assert!(desk.entry(0).load.waits_for().is_some() && desk.model.queue.listing.waits_for().is_none());
}

#[test]
fn q_and_esc_close_help_and_q_quits_from_a_pane() {
    for close in [Action::Quit, Action::Back, Action::Help] {
        let mut desk = Desk::settled(Server::of(1));
        desk.act(Action::Help);
        assert_eq!(desk.act(close), [], "{close:?}");
        assert_eq!(desk.model.screen.overlay, Overlay::None);
    }
    let mut desk = Desk::settled(Server::of(1));
    assert_eq!(desk.act(Action::Quit), [Effect::Quit]);
    desk.act(Action::Help);
    assert_eq!(desk.act(Action::QuitNow), [Effect::Quit], "Ctrl-C always");
}

/// The place of the selected line of help.
fn chosen(desk: &Desk) -> Option<usize> {
    match &desk.model.screen.overlay {
        Overlay::Actions(palette) => Some(palette.cursor.at),
        _ => None,
    }
}

#[test]
fn help_moves_within_its_lines_and_nothing_happens_behind_it() {
    let mut desk = Desk::settled(Server::of(9));
    desk.act(Action::Help);
    let before = desk.sent.len();
    desk.acts(&[Action::Down, Action::RefreshCase, Action::RefreshQueue, Action::NextCustomer, Action::LookAtAll]);
    desk.pass(SECOND);
    assert_eq!((desk.sent.len(), desk.viewed().as_str(), desk.notice()), (before, "c000", ""));
    assert_eq!(chosen(&desk), Some(1));
    desk.acts(&[Action::Up, Action::Up]);
    assert_eq!(chosen(&desk), Some(0));
    desk.acts(&[Action::Last, Action::PageDown, Action::Down]);
    assert_eq!(chosen(&desk), Some(Action::ALL.len() - 1));
    desk.act(Action::First);
    assert_eq!(chosen(&desk), Some(0));
}

#[test]
fn repaint_and_suspend_work_even_over_help() {
    let mut desk = Desk::settled(Server::of(1));
    desk.act(Action::Help);
    assert_eq!(desk.act(Action::Repaint), [Effect::Repaint]);
    assert_eq!(desk.act(Action::Suspend), [Effect::Suspend]);
    assert_eq!(desk.tell(Msg::Continued), [Effect::Repaint]);
}

#[test]
fn tab_goes_round_the_panes_and_back() {
    let mut desk = Desk::settled(Server::of(1));
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(desk.model.focus());
        desk.act(Action::NextPane);
    }
    assert_eq!(seen, [Pane::Queue, Pane::Case, Pane::Comments, Pane::Documents, Pane::Queue]);
    desk.acts(&[Action::PreviousPane, Action::PreviousPane]);
    assert_eq!(desk.model.focus(), Pane::Documents);
}

#[test]
fn a_selection_is_on_screen_after_any_resize_zoom_and_change_of_focus() {
    let mut server = Server::of(60);
    server.holds(Case { id: customer_id("c030"), ..sample::reference() });
    let mut desk = Desk::settled(server);
    desk.acts(&[Action::First; 1]);
    for _ in 0..30 {
        desk.act(Action::Down);
    }
    desk.pass(SECOND);
    desk.act(Action::FocusComments);
    desk.act(Action::Last);
    desk.act(Action::FocusDocuments);
    desk.act(Action::Last);
    // `Desk::check` looks at every pane after each step.
    for size in sizes().into_iter().chain(sizes().into_iter().rev()) {
        desk.tell(Msg::Resized(size));
        for action in
            [Action::FocusCase, Action::Last, Action::Zoom, Action::NextPane, Action::Zoom, Action::FocusQueue]
        {
            desk.act(action);
        }
        assert_eq!(desk.viewed(), "c030");
    }
}

#[test]
fn a_pane_that_was_hidden_comes_back_scrolled_as_it_was() {
    let mut server = Server::of(60);
    server.holds(sample::reference());
    let mut desk = Desk::with(server, Source::List, MEDIUM);
    desk.start();
    desk.pass(LONG);
    desk.acts(&[Action::PageDown, Action::PageDown, Action::Up, Action::Up]);
    let before = desk.model.queue.cursor();
    assert!(before.at > before.offset, "the selected row stands within the page");
    desk.acts(&[Action::Activate, Action::FocusComments, Action::Zoom, Action::Zoom, Action::FocusQueue]);
    assert_eq!(desk.model.queue.cursor(), before);
    desk.tell(Msg::Resized(Size { width: 20, height: 5 }));
    desk.tell(Msg::Resized(MEDIUM));
    assert_eq!(desk.model.queue.cursor(), before, "even where there was no room for it at all");
}

#[test]
fn a_pane_that_grows_shorter_scrolls_to_its_selection() {
    let paper = |number: usize| sample::document(&format!("/{number}.png"), "IDENTITY").saying("Too dark.");
    let papers = (0..20).map(paper).fold(sample::rejection(), crate::domain::rejection::Rejection::holding);
    let mut server = Server::of(1);
    server.holds(sample::case("c000").refused(crate::domain::key::Subject::Company, papers));
    let mut desk = Desk::with(server, Source::List, Size { width: 120, height: 60 });
    desk.start();
    desk.pass(SECOND);
    desk.acts(&[Action::FocusComments, Action::PageDown, Action::FocusDocuments, Action::PageDown]);
    let before = (desk.model.details.comments.cursor.at, desk.model.details.documents.cursor.at);
    desk.tell(Msg::Resized(Size { width: 120, height: 20 }));
    assert_eq!((desk.model.details.comments.cursor.at, desk.model.details.documents.cursor.at), before);
}

#[test]
fn a_case_left_before_a_resize_is_scrolled_to_its_selection_when_it_is_back() {
    let mut desk = Desk::settled(Server::of(2));
    desk.acts(&[Action::FocusCase, Action::Down, Action::Open, Action::Last, Action::NextCustomer]);
    desk.tell(Msg::Resized(Size { width: 40, height: 10 }));
    desk.act(Action::PreviousCustomer);
    let (cursor, page) = (desk.entry(0).tree.cursor(), desk.model.page(Pane::Case));
    assert!(cursor.at > page && cursor.at < cursor.offset + page, "{cursor:?} in a page of {page}");
}

#[test]
fn moving_by_pages_moves_by_what_is_on_screen() {
    for size in sizes() {
        let mut desk = Desk::with(Server::of(200), Source::List, size);
        desk.start();
        desk.pass(SECOND);
        desk.act(Action::PageDown);
        assert_eq!(desk.model.queue.cursor().at, desk.model.layout().page(Pane::Queue), "{size:?}");
        desk.acts(&[Action::PageUp, Action::HalfPageDown]);
        assert_eq!(desk.model.queue.cursor().at, (desk.model.layout().page(Pane::Queue) / 2).max(1), "{size:?}");
    }
}

#[test]
fn where_there_is_room_for_one_detail_pane_it_is_the_one_last_looked_at() {
    use crate::app::layout::Detail;
    let mut desk = Desk::with(Server::of(1), Source::List, MEDIUM);
    desk.start();
    desk.acts(&[Action::FocusDocuments, Action::FocusCase]);
    assert_eq!(desk.model.screen.arrangement.detail, Detail::Documents);
    desk.acts(&[Action::FocusComments, Action::FocusQueue]);
    assert_eq!(desk.model.screen.arrangement.detail, Detail::Comments);
}

#[test]
fn what_cannot_be_done_says_why_and_does_nothing() {
    let mut desk = Desk::new(Server::silent(0));
    desk.start();
    let table = [
        (Action::RefreshCase, "no customer is selected"),
        (Action::NextCustomer, "there is no other customer"),
        (Action::PreviousCustomer, "there is no other customer"),
        (Action::LookAtAll, "no customer is listed yet"),
    ];
    for (action, reason) in table {
        let effects = desk.act(action);
        assert_eq!((desk.notice(), desk.model.screen.notice.as_ref().unwrap().tone), (reason, Tone::Warn));
        assert!(matches!(effects[..], [Effect::Wake { wake: Wake::Notice(_), .. }]), "{action:?}: {effects:?}");
    }
}

#[test]
fn keys_for_rows_do_nothing_where_there_are_none() {
    let mut desk = Desk::new(Server::silent(0));
    desk.start();
    for focus in [Action::FocusQueue, Action::FocusCase, Action::FocusComments, Action::FocusDocuments] {
        for action in [Action::Down, Action::PageUp, Action::Last, Action::Open, Action::Close, Action::Activate] {
            desk.act(focus);
            assert_eq!(requests(&desk.act(action)), 0);
        }
    }
}
