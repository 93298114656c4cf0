//! What the user is told: beside which customer, in whose place, and what the list of messages keeps of it.

use super::*;
use crate::app::list::Cursor;
use crate::app::messages::Message;
use crate::app::model::NOTICE;
use crate::domain::mask::Sentence;
use crate::domain::pace::CASE_EVERY;
use crate::domain::text::SafeText;

fn said(number: usize, text: &str) -> Msg {
    Msg::said(Some(row_key(&id(number))), Ok(Sentence::plain(SafeText::line(text))))
}

/// The messages as they are read now, newest first.
fn messages(harness: &Harness) -> Vec<String> {
    let screen = &harness.model.screen;
    screen.messages.iter().map(|message| message.words.under(screen.mask).to_string()).collect()
}

fn about(harness: &Harness) -> Vec<Option<RowKey>> {
    harness.model.screen.messages.iter().map(|message| message.about.clone()).collect()
}

fn cursor(harness: &Harness) -> Option<usize> {
    match &harness.model.screen.window {
        Window::Messages(Cursor { at, .. }) => Some(*at),
        _ => None,
    }
}

#[test]
fn a_notice_about_a_customer_goes_with_it_and_can_be_read_in_the_list() {
    let mut harness = Harness::settled(Server::of(3));
    harness.tell(said(0, "copied of c000"));
    assert_eq!(harness.notice(), "copied of c000");
    harness.act(Action::NextCustomer);
    assert_eq!((harness.viewed().as_str(), harness.notice()), ("c001", ""));
    assert_eq!((messages(&harness), about(&harness)), (vec!["copied of c000".to_owned()], vec![Some(row_key("c000"))]));
    assert_eq!(harness.model.screen.messages.unseen, 0, "it was seen");
}

#[test]
fn a_notice_about_no_customer_stays_beside_all() {
    let mut harness = Harness::settled(Server::of(3));
    harness.act(Action::Mask);
    let notice = harness.notice().to_owned();
    assert!(notice.contains("hidden"), "{notice}");
    harness.act(Action::NextCustomer);
    assert_eq!(harness.notice(), notice);
}

#[test]
fn what_is_said_of_a_customer_who_was_left_is_counted_until_the_list_is_read() {
    let mut harness = Harness::settled(Server::of(3));
    harness.act(Action::NextCustomer);
    harness.tell(said(0, "not copied: the program failed"));
    assert_eq!((harness.notice(), harness.model.screen.messages.unseen), ("", 1));
    assert!(harness.is_changed, "the footer counts it");
    harness.act(Action::Messages);
    assert_eq!((harness.model.screen.messages.unseen, messages(&harness).len()), (0, 1));
    // What comes while the list is open is read there.
    harness.tell(said(0, "another"));
    assert_eq!(harness.model.screen.messages.unseen, 0);
    for close in [Action::Back, Action::Quit, Action::Messages] {
        harness.model.screen.window = Window::Messages(Cursor::default());
        harness.act(close);
        assert_eq!(harness.model.screen.window, Window::None, "{close:?}");
    }
}

#[test]
fn a_customer_that_vanishes_from_the_view_takes_its_notice_along() {
    let mut harness = Harness::settled(Server::of(3));
    harness.tell(said(0, "copied of c000"));
    harness.act(Action::Find);
    harness.type_text("c002");
    assert_eq!((harness.viewed().as_str(), harness.notice()), ("c002", ""));
}

#[test]
fn what_happens_by_itself_does_not_take_the_place_of_what_the_user_did() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::AutoRefresh);
    harness.pass(CASE_EVERY.saturating_sub(SECOND));
    harness.tell(said(0, "copied of c000"));
    harness.pass(3 * SECOND);
    assert_eq!(harness.notice(), "copied of c000");
    assert_eq!(messages(&harness)[0], "refreshed: nothing changed", "it is listed all the same");
    harness.pass(NOTICE);
    assert_eq!(harness.notice(), "");
    harness.pass(CASE_EVERY.saturating_sub(NOTICE));
    assert_eq!(harness.notice(), "refreshed: nothing changed", "nothing is in its way now");
    // What the user asked for is an answer to the user.
    harness.tell(said(0, "copied of c000"));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!(harness.notice(), "refreshed: nothing changed");
}

#[test]
fn a_refresh_that_fails_by_itself_leaves_the_users_notice_too() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::AutoRefresh);
    harness.server.fails(0, FailureKind::Server(500));
    harness.pass(CASE_EVERY.saturating_sub(SECOND));
    harness.tell(said(0, "copied of c000"));
    harness.pass(3 * SECOND);
    assert_eq!(harness.notice(), "copied of c000");
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert!(harness.notice().starts_with("not refreshed"), "{}", harness.notice());
}

#[test]
fn in_the_list_the_selected_message_stays_selected_and_is_copied() {
    let mut harness = Harness::settled(Server::of(2));
    for text in ["first", "second", "third"] {
        harness.tell(said(0, text));
    }
    harness.acts(&[Action::Messages, Action::Down]);
    let copied = |effects: Vec<Effect>| match &effects[..] {
        [Effect::Copy { text, .. }] => text.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(copied(harness.act(Action::Copy)), "second");
    harness.tell(said(0, "copied the message"));
    assert_eq!((cursor(&harness), copied(harness.act(Action::Copy))), (Some(2), "second".to_owned()));
    harness.tell(said(0, "copied the message"));
    assert_eq!(cursor(&harness), Some(2), "what is folded takes no row");
    harness.acts(&[Action::Last, Action::Down]);
    assert_eq!(copied(harness.act(Action::Copy)), "first");
    harness.acts(&[Action::First, Action::Up]);
    assert_eq!(cursor(&harness), Some(0));
}

#[test]
fn an_empty_list_copies_nothing_and_says_so() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::Messages);
    let effects = harness.act(Action::Copy);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Copy { .. })), "{effects:?}");
    assert!(harness.notice().starts_with("nothing to copy"));
}

#[test]
fn a_message_has_its_time_and_kind() {
    let mut harness = Harness::settled(Server::of(1));
    let at = harness.elapsed;
    harness.tell(said(0, "copied"));
    harness.pass(SECOND);
    harness.act(Action::LiftHold);
    let told: Vec<_> = harness.model.screen.messages.iter().map(|one| (one.at, one.kind())).collect();
    assert_eq!(told, [(now(at + SECOND).wall, "warning"), (now(at).wall, "done")]);
}

/// Whom the case knows is hidden in what was said before the mask, also once the case is no longer kept.
#[test]
fn a_mask_covers_messages_that_were_said_before_it() {
    let mut server = Server::of(2);
    let case = Case { id: customer_id("c000"), ..sample::reference() };
    let email = "jane.smith@acmecorp.com";
    server.holds(case);
    let mut harness = Harness::settled(server);
    harness.tell(said(0, &format!("copied the message to {email}")));
    let whole = Sentence::repeating(SafeText::line("written to /home/jane/a.md"), SafeText::line("written to a.md"));
    harness.tell(Msg::said(Some(row_key("c000")), Ok(whole)));
    assert_eq!(messages(&harness), ["written to /home/jane/a.md".to_owned(), format!("copied the message to {email}")]);
    harness.acts(&[Action::NextCustomer, Action::Messages, Action::Mask]);
    let read: Vec<String> = messages(&harness);
    assert!(read.iter().all(|text| !text.contains(email) && !text.contains("jane")), "{read:?}");
    assert!(read.contains(&"written to a.md".to_owned()), "{read:?}");
    harness.act(Action::Last);
    match &harness.act(Action::Copy)[..] {
        [Effect::Copy { text, .. }] => assert!(!text.as_str().contains(email), "{text}"),
        other => panic!("{other:?}"),
    }
    let kept: Vec<&Message> = harness.model.screen.messages.iter().collect();
    assert!(kept.iter().any(|message| message.words.open.as_str().contains(email)), "it is there without a mask");
}
