//! Details behind the queue: bounded, polite, and never in the way of the case being read.

use super::*;
use crate::domain::pace::{IN_FLIGHT, PER_RUN, SPACING};
use crate::domain::sample::row;

/// A server whose customers from `from` on need action; they rank first.
fn needing(count: usize, from: usize) -> Server {
    let mut server = Server::of(count);
    for customer in &mut server.rows[from..] {
        *customer = customer.clone().in_status("ACTION_REQUIRED");
    }
    server
}

#[test]
fn requests_are_a_fifth_of_a_second_apart_and_at_most_four_are_under_way() {
    let mut desk = Desk::new(Server::taking(40, Duration::from_millis(1500)));
    desk.start();
    let mut most = 0;
    for _ in 0..400 {
        desk.pass(Duration::from_millis(50));
        most = most.max(desk.model.behind.under_way());
    }
    assert_eq!(most, IN_FLIGHT);
    let gaps = desk.sent[1..].windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0));
    assert!(gaps.clone().count() > 20 && gaps.min() >= Some(SPACING), "{:?}", desk.sent);
}

#[test]
fn nothing_is_sent_while_the_case_being_read_is_under_way() {
    let mut desk = Desk::silent(9);
    desk.server.latency = Some(Duration::from_millis(1));
    desk.pass(LONG);
    assert_eq!(desk.sent(), ["c000"]);
    desk.answer_case(0);
    desk.pass(LONG);
    assert_eq!(desk.sent.len(), 9);
}

#[test]
fn nothing_is_sent_while_the_cursor_moves_and_it_goes_on_when_it_rests() {
    let mut desk = Desk::new(Server::of(200));
    desk.start();
    desk.pass(SECOND);
    desk.act(Action::Down);
    let before = desk.sent.len();
    for _ in 0..60 {
        desk.act(Action::Down);
        desk.act(Action::Up);
        desk.pass(REPEAT);
    }
    assert_eq!(desk.sent.len(), before);
    desk.pass(2 * SECOND);
    assert!(desk.sent.len() > before + 3, "though the row it rests on was looked at already");
}

#[test]
fn visible_rows_come_first_then_those_that_need_action_and_no_others() {
    // Rows that need action rank first, so that those beyond the page are the tail of them.
    let mut desk = Desk::settled(needing(100, 50));
    let page = desk.model.page(Pane::Queue);
    assert!(page < 50);
    let order = desk.order();
    assert_eq!(desk.sent(), order[..50], "in the order of the ranks: all that need action, of which a page is visible");
    desk.act(Action::Last);
    desk.pass(LONG);
    let tail: Vec<&str> = desk.sent()[50..].to_vec();
    assert_eq!(tail[0], order[99], "the selected one");
    let mut rest = tail[1..].to_vec();
    rest.sort_unstable();
    assert_eq!(rest, order[100 - page..99], "then what is on screen with it");
}

#[test]
fn other_rows_are_fetched_only_on_request_which_says_how_many() {
    let mut desk = Desk::settled(Server::of(60));
    let before = desk.sent.len();
    assert_eq!(before, desk.model.page(Pane::Queue));
    desk.act(Action::LookAtAll);
    assert_eq!(desk.notice(), format!("looking at {} more customers, 5 a second", 60 - before));
    desk.pass(LONG);
    assert_eq!((desk.sent.len(), desk.model.queue.counts().looked_at), (60, 60));
    desk.act(Action::LookAtAll);
    assert_eq!(desk.notice(), "every customer was looked at already");
    desk.pass(LONG);
    assert_eq!(desk.sent.len(), 60);
}

#[test]
fn what_failed_is_left_alone_until_the_user_asks_for_all() {
    let mut server = Server::of(3);
    server.fails(2, FailureKind::Offline);
    let mut desk = Desk::settled(server);
    assert_eq!((desk.row(2).details, desk.sent().len()), (Details::Failed, 3));
    desk.act(Action::LookAtAll);
    assert_eq!(desk.notice(), "looking at 1 more customer");
    desk.pass(LONG);
    assert_eq!((desk.row(2).details, desk.sent().len()), (Details::Failed, 4), "once");
    desk.server.cases.clear();
    desk.act(Action::LookAtAll);
    desk.pass(LONG);
    assert_eq!(desk.row(2).details, Details::Known);
}

#[test]
fn nobody_can_ask_for_all_of_nothing() {
    let mut desk = Desk::new(Server::silent(0));
    desk.start();
    desk.act(Action::LookAtAll);
    assert_eq!(desk.notice(), "no customer is listed yet");
}

#[test]
fn three_hundred_requests_a_run_are_sent_unasked_and_more_only_on_request() {
    let mut desk = Desk::settled(needing(400, 0));
    // The viewed case is the user's own wish.
    assert_eq!(desk.sent.len(), PER_RUN + 1);
    desk.act(Action::Last);
    desk.pass(LONG);
    assert_eq!(desk.sent.len(), PER_RUN + 2, "nor for rows that come into sight");
    desk.act(Action::LookAtAll);
    desk.pass(LONG);
    assert_eq!(desk.sent.len(), 400);
}

#[test]
fn the_case_being_read_stays_however_many_are_fetched_behind_it() {
    let desk = Desk::settled(needing(400, 0));
    assert_eq!(desk.viewed(), "c000");
    assert!(desk.said().contains("Amber Basalt"));
    let kept = desk.model.queue.rows().iter().filter(|row| desk.model.cases.get(&row.key).is_some()).count();
    assert_eq!(kept, 64);
    assert_eq!(desk.model.queue.counts().looked_at, PER_RUN + 1, "the others leave their digest");
}

#[test]
fn a_case_shown_as_it_was_kept_counts_as_read() {
    let mut desk = Desk::settled(Server::of(26));
    desk.act(Action::Down);
    desk.pass(SECOND);
    for number in 0..63 {
        desk.model.cases.enter(&row_key(&format!("other{number}")));
    }
    assert!(desk.said().contains("Amber Basalt"), "though nothing was fetched to show it");
    assert!(desk.model.cases.get(&row_key("c000")).is_none());
}

#[test]
fn a_case_that_needs_action_is_not_fetched_behind_its_user_who_cancelled_it() {
    let mut desk = Desk::new(Server { latency: None, ..needing(4, 0) });
    desk.start();
    desk.answer_list();
    desk.pass(SECOND);
    desk.acts(&[Action::FocusCase, Action::Back]);
    desk.pass(LONG);
    assert_eq!(desk.sent(), ["c000", "c001", "c002", "c003"], "the others go on");
}

#[test]
fn cases_that_were_read_stay_before_those_fetched_behind() {
    let mut desk = Desk::settled(needing(400, 0));
    desk.acts(&[Action::Down, Action::Down, Action::Down]);
    desk.pass(SECOND);
    desk.act(Action::LookAtAll);
    desk.pass(LONG);
    for number in [0, 3] {
        assert!(desk.model.cases.get(&row_key(&id(number))).and_then(Entry::case).is_some(), "c{number:03} was read");
    }
}

#[test]
fn rows_that_a_filter_or_a_larger_screen_brings_into_sight_are_fetched() {
    let mut server = Server::of(100);
    server.rows[90] = row("c090").named("Zinc Works");
    let mut desk = Desk::settled(server);
    desk.act(Action::Activate);
    let before = desk.sent.len();
    desk.tell(Msg::Resized(Size { width: 120, height: 40 }));
    desk.pass(LONG);
    assert_eq!(desk.sent.len(), before + 10);
    desk.acts(&[Action::FocusQueue, Action::Find]);
    desk.type_text("zinc");
    desk.pass(LONG);
    assert_eq!(desk.sent.last().map(|(_, id)| id.as_str()), Some("c090"));
    desk.tell(Msg::Edit(Edit::Cancel));
    desk.act(Action::Find);
    desk.type_text("c05");
    desk.pass(LONG);
    assert!((50..60).all(|number| desk.row(number).details == Details::Known));
}

#[test]
fn rows_that_a_zoom_brings_into_sight_are_fetched() {
    let mut desk = Desk::with(Server::of(100), Source::List, MEDIUM);
    desk.start();
    desk.pass(LONG);
    let before = desk.sent.len();
    desk.act(Action::Zoom);
    desk.pass(LONG);
    assert!(desk.sent.len() > before);
    assert_eq!(desk.sent.len(), desk.model.page(Pane::Queue));
}

#[test]
fn a_saved_file_asks_nobody_for_anything() {
    let cases = (0..90).map(|number| Ok(sample::case(&id(number)).in_status("ACTION_REQUIRED"))).collect();
    let session = Session { word: "FILE", host: "cases.json".to_owned(), tone: Tone::Plain, source: Source::File };
    let mut model = crate::app::saved::open(session, Reading::default(), cases, WIDE, now(Duration::ZERO));
    let mut effects = start(&mut model);
    for action in Action::ALL.iter().copied().filter(|action| !matches!(action, Action::Quit | Action::QuitNow)) {
        effects.extend(update(&mut model, Msg::Action(action)));
    }
    let asks = |effect: &Effect| match effect {
        Effect::Wake { wake, .. } => !matches!(wake, Wake::Notice(_)),
        effect => requests(std::slice::from_ref(effect)) > 0,
    };
    assert!(!effects.iter().any(asks), "{effects:?}");
    let refused = [Action::RefreshCase, Action::RefreshQueue, Action::AutoRefresh, Action::LookAtAll];
    for action in refused {
        assert_eq!(model.can(action), Err("this is a saved file: there is no server to ask"));
    }
    model.screen.overlay = Overlay::None;
    update(&mut model, Msg::Action(Action::Last));
    assert!(model.viewed_case().and_then(Entry::case).is_some(), "every case is there, however many");
}

/// A row each, whatever they share: what only one of the two says must not be lost.
#[test]
fn a_customer_that_stands_twice_in_a_saved_file_has_two_rows() {
    let cases = ["c1", "C1", "c2", "c1"].map(|id| Ok(sample::case(id).in_status("ACTION_REQUIRED")));
    let session = Session { word: "FILE", host: "cases.json".to_owned(), tone: Tone::Plain, source: Source::File };
    let mut model = crate::app::saved::open(session, Reading::default(), cases.into(), WIDE, now(Duration::ZERO));
    start(&mut model);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.extend(model.viewed_case().and_then(Entry::case).map(|case| case.id.as_str().to_owned()));
        update(&mut model, Msg::Action(Action::NextCustomer));
    }
    seen.sort();
    assert_eq!(seen, ["C1", "c1", "c1", "c2"]);
}

fn named(ids: &[&str]) -> Desk {
    let mut server = Server::of(50);
    server.rows.reverse();
    Desk::with(server, Source::Customers(ids.iter().map(|id| customer_id(id)).collect()), WIDE)
}

#[test]
fn customers_named_on_the_command_line_are_all_that_is_asked_for() {
    let mut desk = named(&["c007", "c003", "c005"]);
    let effects = desk.start();
    assert_eq!(requests(&effects), 1, "the first at once");
    desk.pass(LONG);
    for action in Action::ALL.iter().copied().filter(|action| !matches!(action, Action::Quit | Action::QuitNow)) {
        desk.act(action);
        desk.pass(SECOND);
    }
    desk.act(Action::Back);
    desk.pass(1000 * SECOND);
    assert_eq!(desk.lists_sent, 0);
    assert!(desk.sent().iter().all(|id| ["c007", "c003", "c005"].contains(id)), "{:?}", desk.sent());
}

#[test]
fn customers_named_on_the_command_line_keep_the_order_they_were_named_in() {
    let mut desk = named(&["c007", "c003", "c005"]);
    desk.server.holds(sample::case("c005").in_status("ACTION_REQUIRED"));
    desk.start();
    desk.pass(LONG);
    assert_eq!(
        (desk.order(), desk.model.queue.order_is_old),
        (vec!["c007".into(), "c003".into(), "c005".into()], false)
    );
    desk.act(Action::RefreshQueue);
    assert_eq!(desk.notice(), "only the customers named on the command line are shown");
    assert_eq!(desk.lists_sent, 0);
}
