//! Focus, zoom, size, overlays, the way back, and what cannot be done now.

use super::*;
use crate::app::screen::Typing;

fn sizes() -> [Size; 4] {
    [WIDE, MEDIUM, Size { width: 40, height: 10 }, Size { width: 20, height: 5 }]
}

#[test]
fn esc_closes_the_overlay_then_the_field_then_the_zoom_then_the_load_then_the_filter_and_never_quits() {
    let mut harness = Harness::settled(Server::of(30));
    harness.act(Action::Find);
    harness.type_text("c0");
    harness.tell(Msg::Edit(Edit::Submit));
    harness.server.latency = None;
    harness.acts(&[Action::RefreshQueue, Action::Zoom, Action::Find, Action::Help]);
    let state = |harness: &Harness| {
        (
            harness.model.screen.window != Window::None,
            harness.model.screen.typing == Some(Typing::Filter),
            harness.model.screen.arrangement.zoomed,
            harness.model.queue.listing.waits_for().is_some(),
        )
    };
    let mut seen = vec![state(&harness)];
    for _ in 0..6 {
        let effects = harness.act(Action::Back);
        assert!(!effects.contains(&Effect::Quit));
        seen.push(state(&harness));
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
    let mut harness = Harness::settled(Server::of(30));
    harness.act(Action::Find);
    harness.type_text("c00");
    harness.tell(Msg::Edit(Edit::Submit));
    harness.server.latency = None;
    harness.acts(&[Action::RefreshQueue, Action::Back]);
    assert_eq!(harness.model.queue.filter.text(), "c00");
    harness.act(Action::Back);
    assert!(harness.model.queue.filter.is_empty() && harness.order().len() == 30);
}

#[test]
fn esc_cancels_what_the_focused_pane_waits_for() {
    let mut harness = Harness::settled(Server::of(3));
    harness.server.latency = None;
    harness.acts(&[Action::RefreshQueue, Action::RefreshCase, Action::FocusComments, Action::Back]);
    assert!(harness.entry(0).load.waits_for().is_none() && harness.model.queue.listing.waits_for().is_some());
    harness.acts(&[Action::RefreshCase, Action::FocusQueue, Action::Back]);
    assert!(harness.entry(0).load.waits_for().is_some() && harness.model.queue.listing.waits_for().is_none());
}

#[test]
fn q_and_esc_close_help_and_q_quits_from_a_pane() {
    for close in [Action::Quit, Action::Back, Action::Help] {
        let mut harness = Harness::settled(Server::of(1));
        harness.act(Action::Help);
        assert_eq!(harness.act(close), [], "{close:?}");
        assert_eq!(harness.model.screen.window, Window::None);
    }
    let mut harness = Harness::settled(Server::of(1));
    assert_eq!(harness.act(Action::Quit), [Effect::Quit]);
    harness.act(Action::Help);
    assert_eq!(harness.act(Action::QuitNow), [Effect::Quit], "Ctrl-C always");
}

/// The place of the selected line of help.
fn chosen(harness: &Harness) -> Option<usize> {
    match &harness.model.screen.window {
        Window::Palette(palette) => Some(palette.cursor.at),
        _ => None,
    }
}

#[test]
fn help_moves_within_its_lines_and_nothing_happens_behind_it() {
    let mut harness = Harness::settled(Server::of(9));
    harness.act(Action::Help);
    let before = harness.sent.len();
    harness.acts(&[Action::Down, Action::RefreshCase, Action::RefreshQueue, Action::NextCustomer, Action::LookAtAll]);
    harness.pass(SECOND);
    assert_eq!((harness.sent.len(), harness.viewed().as_str(), harness.notice()), (before, "c000", ""));
    assert_eq!(chosen(&harness), Some(1));
    harness.acts(&[Action::Up, Action::Up]);
    assert_eq!(chosen(&harness), Some(0));
    harness.acts(&[Action::Last, Action::PageDown, Action::Down]);
    assert_eq!(chosen(&harness), Some(Action::ALL.len() - 1));
    harness.act(Action::First);
    assert_eq!(chosen(&harness), Some(0));
}

#[test]
fn repaint_and_suspend_work_even_over_help() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::Help);
    assert_eq!(harness.act(Action::Repaint), [Effect::Repaint]);
    assert_eq!(harness.act(Action::Suspend), [Effect::Suspend]);
    assert_eq!(harness.tell(Msg::Continued), [Effect::Repaint]);
}

#[test]
fn tab_goes_round_the_panes_and_back() {
    let mut harness = Harness::settled(Server::of(1));
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(harness.model.focus());
        harness.act(Action::NextPane);
    }
    assert_eq!(seen, [Pane::Queue, Pane::Case, Pane::Comments, Pane::Documents, Pane::Queue]);
    harness.acts(&[Action::PreviousPane, Action::PreviousPane]);
    assert_eq!(harness.model.focus(), Pane::Documents);
}

#[test]
fn a_selection_is_on_screen_after_any_resize_zoom_and_change_of_focus() {
    let mut server = Server::of(60);
    server.holds(Case { id: customer_id("c030"), ..sample::reference() });
    let mut harness = Harness::settled(server);
    harness.acts(&[Action::First; 1]);
    for _ in 0..30 {
        harness.act(Action::Down);
    }
    harness.pass(SECOND);
    harness.act(Action::FocusComments);
    harness.act(Action::Last);
    harness.act(Action::FocusDocuments);
    harness.act(Action::Last);
    // `Harness::check` looks at every pane after each step.
    for size in sizes().into_iter().chain(sizes().into_iter().rev()) {
        harness.tell(Msg::Resized(size));
        for action in
            [Action::FocusCase, Action::Last, Action::Zoom, Action::NextPane, Action::Zoom, Action::FocusQueue]
        {
            harness.act(action);
        }
        assert_eq!(harness.viewed(), "c030");
    }
}

#[test]
fn a_pane_that_was_hidden_comes_back_scrolled_as_it_was() {
    let mut server = Server::of(60);
    server.holds(sample::reference());
    let mut harness = Harness::with(server, Source::List, MEDIUM);
    harness.start();
    harness.pass(LONG);
    harness.acts(&[Action::PageDown, Action::PageDown, Action::Up, Action::Up]);
    let before = harness.model.queue.cursor();
    assert!(before.at > before.offset, "the selected row stands within the page");
    harness.acts(&[Action::Activate, Action::FocusComments, Action::Zoom, Action::Zoom, Action::FocusQueue]);
    assert_eq!(harness.model.queue.cursor(), before);
    harness.tell(Msg::Resized(Size { width: 20, height: 5 }));
    harness.tell(Msg::Resized(MEDIUM));
    assert_eq!(harness.model.queue.cursor(), before, "even where there was no room for it at all");
}

#[test]
fn a_pane_that_grows_shorter_scrolls_to_its_selection() {
    let paper = |number: usize| sample::document(&format!("/{number}.png"), "IDENTITY").saying("Too dark.");
    let papers = (0..20).map(paper).fold(sample::rejection(), crate::domain::rejection::Rejection::holding);
    let mut server = Server::of(1);
    server.holds(sample::case("c000").refused(crate::domain::key::Subject::Company, papers));
    let mut harness = Harness::with(server, Source::List, Size { width: 120, height: 60 });
    harness.start();
    harness.pass(SECOND);
    harness.acts(&[Action::FocusComments, Action::PageDown, Action::FocusDocuments, Action::PageDown]);
    let before = (harness.model.side.comments.cursor.at, harness.model.side.documents.cursor.at);
    harness.tell(Msg::Resized(Size { width: 120, height: 24 }));
    assert_eq!((harness.model.side.comments.cursor.at, harness.model.side.documents.cursor.at), before);
}

#[test]
fn a_case_left_before_a_resize_is_scrolled_to_its_selection_when_it_is_back() {
    let mut harness = Harness::settled(Server::of(2));
    harness.acts(&[Action::FocusCase, Action::Down, Action::Open, Action::Last, Action::NextCustomer]);
    harness.tell(Msg::Resized(Size { width: 40, height: 10 }));
    harness.act(Action::PreviousCustomer);
    let (cursor, page) = (harness.entry(0).tree.cursor(), harness.model.page(Pane::Case));
    assert!(cursor.at > page && cursor.at < cursor.offset + page, "{cursor:?} in a page of {page}");
}

#[test]
fn moving_by_pages_moves_by_what_is_on_screen() {
    for size in sizes() {
        let mut harness = Harness::with(Server::of(200), Source::List, size);
        harness.start();
        harness.pass(SECOND);
        harness.act(Action::PageDown);
        assert_eq!(harness.model.queue.cursor().at, harness.model.layout().page(Pane::Queue), "{size:?}");
        harness.acts(&[Action::PageUp, Action::HalfPageDown]);
        assert_eq!(harness.model.queue.cursor().at, (harness.model.layout().page(Pane::Queue) / 2).max(1), "{size:?}");
    }
}

#[test]
fn where_there_is_room_for_one_detail_pane_it_is_the_one_last_looked_at() {
    use crate::app::layout::Detail;
    let mut harness = Harness::with(Server::of(1), Source::List, MEDIUM);
    harness.start();
    harness.acts(&[Action::FocusDocuments, Action::FocusCase]);
    assert_eq!(harness.model.screen.arrangement.detail, Detail::Documents);
    harness.acts(&[Action::FocusComments, Action::FocusQueue]);
    assert_eq!(harness.model.screen.arrangement.detail, Detail::Comments);
}

#[test]
fn what_cannot_be_done_says_why_and_does_nothing() {
    let mut harness = Harness::new(Server::silent(0));
    harness.start();
    let table = [
        (Action::RefreshCase, "no customer is selected"),
        (Action::NextCustomer, "no other customer is shown"),
        (Action::PreviousCustomer, "no other customer is shown"),
        (Action::LookAtAll, "no customer is listed yet"),
    ];
    for (action, reason) in table {
        let effects = harness.act(action);
        assert_eq!((harness.notice(), harness.model.screen.notice.as_ref().unwrap().tone), (reason, Tone::Warn));
        assert!(matches!(effects[..], [Effect::Wake { wake: Wake::Notice(_), .. }]), "{action:?}: {effects:?}");
    }
}

#[test]
fn keys_for_rows_do_nothing_where_there_are_none() {
    let mut harness = Harness::new(Server::silent(0));
    harness.start();
    for focus in [Action::FocusQueue, Action::FocusCase, Action::FocusComments, Action::FocusDocuments] {
        for action in [Action::Down, Action::PageUp, Action::Last, Action::Open, Action::Close, Action::Activate] {
            harness.act(focus);
            assert_eq!(requests(&harness.act(action)), 0);
        }
    }
}

/// Whoever goes back once too often has not left the program: `q` quits only where nothing is left to go back to.
#[test]
fn esc_h_and_q_lead_back_to_the_queue_before_q_quits() {
    for back in [Action::Back, Action::Close, Action::Quit] {
        let mut harness = Harness::settled(Server::of(2));
        harness.act(Action::FocusCase);
        harness.select(&Item::Case);
        let effects = harness.act(back);
        assert_eq!((harness.model.focus(), effects.contains(&Effect::Quit)), (Pane::Queue, false), "{back:?}");
    }
    let mut harness = Harness::settled(Server::of(2));
    harness.acts(&[Action::FocusDocuments, Action::Zoom, Action::Quit]);
    assert_eq!((harness.model.focus(), harness.model.screen.arrangement.zoomed), (Pane::Documents, false));
    harness.act(Action::Quit);
    assert_eq!(harness.act(Action::Quit), [Effect::Quit]);
    let mut alone = Harness::settled(Server::of(1));
    alone.act(Action::FocusCase);
    assert_eq!(alone.act(Action::Quit), [Effect::Quit], "there is no queue to go back to");
}
