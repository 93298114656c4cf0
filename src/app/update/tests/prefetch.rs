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
    let mut harness = Harness::new(Server::taking(40, Duration::from_millis(1500)));
    harness.start();
    let mut most = 0;
    for _ in 0..400 {
        harness.pass(Duration::from_millis(50));
        most = most.max(harness.model.prefetch.under_way());
    }
    assert_eq!(most, IN_FLIGHT);
    let gaps = harness.sent[1..].windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0));
    assert!(gaps.clone().count() > 20 && gaps.min() >= Some(SPACING), "{:?}", harness.sent);
}

#[test]
fn nothing_is_sent_while_the_case_being_read_is_under_way() {
    let mut harness = Harness::silent(9);
    harness.server.latency = Some(Duration::from_millis(1));
    harness.pass(LONG);
    assert_eq!(harness.sent(), ["c000"]);
    harness.answer_case(0);
    harness.pass(LONG);
    assert_eq!(harness.sent.len(), 9);
}

#[test]
fn nothing_is_sent_while_the_cursor_moves_and_it_goes_on_when_it_rests() {
    let mut harness = Harness::new(Server::of(200));
    harness.start();
    harness.pass(SECOND);
    harness.act(Action::Down);
    let before = harness.sent.len();
    for _ in 0..60 {
        harness.act(Action::Down);
        harness.act(Action::Up);
        harness.pass(REPEAT);
    }
    assert_eq!(harness.sent.len(), before);
    harness.pass(2 * SECOND);
    assert!(harness.sent.len() > before + 3, "though the row it rests on was looked at already");
}

#[test]
fn visible_rows_come_first_then_those_that_need_action_and_no_others() {
    // Rows that need action rank first, so that those beyond the page are the tail of them.
    let mut harness = Harness::settled(needing(100, 50));
    let page = harness.model.page(Pane::Queue);
    assert!(page < 50);
    let order = harness.order();
    assert_eq!(
        harness.sent(),
        order[..50],
        "in the order of the ranks: all that need action, of which a page is visible"
    );
    harness.act(Action::Last);
    harness.pass(LONG);
    let tail: Vec<&str> = harness.sent()[50..].to_vec();
    assert_eq!(tail[0], order[99], "the selected one");
    let mut rest = tail[1..].to_vec();
    rest.sort_unstable();
    assert_eq!(rest, order[100 - page..99], "then what is on screen with it");
}

#[test]
fn other_rows_are_fetched_only_on_request_which_says_how_many() {
    let mut harness = Harness::settled(Server::of(60));
    let before = harness.sent.len();
    assert_eq!(before, harness.model.page(Pane::Queue));
    harness.act(Action::LookAtAll);
    assert_eq!(harness.notice(), format!("looking at {} more customers, 5 a second", 60 - before));
    harness.pass(LONG);
    assert_eq!((harness.sent.len(), harness.model.queue.counts().looked_at), (60, 60));
    harness.act(Action::LookAtAll);
    assert_eq!(harness.notice(), "every customer was looked at already");
    harness.pass(LONG);
    assert_eq!(harness.sent.len(), 60);
}

#[test]
fn what_failed_is_left_alone_until_the_user_asks_for_all() {
    let mut server = Server::of(3);
    server.fails(2, FailureKind::Server(500));
    let mut harness = Harness::settled(server);
    assert_eq!((harness.row(2).details, harness.sent().len()), (Details::Failed, 3));
    harness.act(Action::LookAtAll);
    assert_eq!(harness.notice(), "looking at 1 more customer");
    harness.pass(LONG);
    assert_eq!((harness.row(2).details, harness.sent().len()), (Details::Failed, 4), "once");
    harness.server.cases.clear();
    harness.act(Action::LookAtAll);
    harness.pass(LONG);
    assert_eq!(harness.row(2).details, Details::Known);
}

#[test]
fn nobody_can_ask_for_all_of_nothing() {
    let mut harness = Harness::new(Server::silent(0));
    harness.start();
    harness.act(Action::LookAtAll);
    assert_eq!(harness.notice(), "no customer is listed yet");
}

#[test]
fn three_hundred_requests_a_run_are_sent_unasked_and_more_only_on_request() {
    let mut harness = Harness::settled(needing(400, 0));
    // The viewed case is the user's own wish.
    assert_eq!(harness.sent.len(), PER_RUN + 1);
    harness.act(Action::Last);
    harness.pass(LONG);
    assert_eq!(harness.sent.len(), PER_RUN + 2, "nor for rows that come into sight");
    harness.act(Action::LookAtAll);
    harness.pass(LONG);
    assert_eq!(harness.sent.len(), 400);
}

#[test]
fn the_case_being_read_stays_however_many_are_fetched_behind_it() {
    let harness = Harness::settled(needing(400, 0));
    assert_eq!(harness.viewed(), "c000");
    assert!(harness.said().contains("Amber Basalt"));
    let kept = harness.model.queue.rows().iter().filter(|row| harness.model.cases.get(&row.key).is_some()).count();
    assert_eq!(kept, 64);
    assert_eq!(harness.model.queue.counts().looked_at, PER_RUN + 1, "the others leave their digest");
}

#[test]
fn a_case_shown_as_it_was_kept_counts_as_read() {
    let mut harness = Harness::settled(Server::of(26));
    harness.act(Action::Down);
    harness.pass(SECOND);
    for number in 0..63 {
        harness.model.cases.enter(&row_key(&format!("other{number}")));
    }
    assert!(harness.said().contains("Amber Basalt"), "though nothing was fetched to show it");
    assert!(harness.model.cases.get(&row_key("c000")).is_none());
}

#[test]
fn a_case_that_needs_action_is_not_fetched_behind_its_user_who_cancelled_it() {
    let mut harness = Harness::new(Server { latency: None, ..needing(4, 0) });
    harness.start();
    harness.answer_list();
    harness.pass(SECOND);
    harness.acts(&[Action::FocusCase, Action::Back]);
    harness.pass(LONG);
    assert_eq!(harness.sent(), ["c000", "c001", "c002", "c003"], "the others go on");
}

#[test]
fn cases_that_were_read_stay_before_those_fetched_behind() {
    let mut harness = Harness::settled(needing(400, 0));
    harness.acts(&[Action::Down, Action::Down, Action::Down]);
    harness.pass(SECOND);
    harness.act(Action::LookAtAll);
    harness.pass(LONG);
    for number in [0, 3] {
        assert!(
            harness.model.cases.get(&row_key(&id(number))).and_then(Entry::case).is_some(),
            "c{number:03} was read"
        );
    }
}

#[test]
fn rows_that_a_filter_or_a_larger_screen_brings_into_sight_are_fetched() {
    let mut server = Server::of(100);
    server.rows[90] = row("c090").named("Zinc Works");
    let mut harness = Harness::settled(server);
    harness.act(Action::Activate);
    let before = harness.sent.len();
    harness.tell(Msg::Resized(Size { width: 120, height: 40 }));
    harness.pass(LONG);
    assert_eq!(harness.sent.len(), before + 10);
    harness.acts(&[Action::FocusQueue, Action::Find]);
    harness.type_text("zinc");
    harness.pass(LONG);
    assert_eq!(harness.sent.last().map(|(_, id)| id.as_str()), Some("c090"));
    harness.tell(Msg::Edit(Edit::Cancel));
    harness.act(Action::Find);
    harness.type_text("c05");
    harness.pass(LONG);
    assert!((50..60).all(|number| harness.row(number).details == Details::Known));
}

#[test]
fn rows_that_a_zoom_brings_into_sight_are_fetched() {
    let mut harness = Harness::with(Server::of(100), Source::List, MEDIUM);
    harness.start();
    harness.pass(LONG);
    let before = harness.sent.len();
    harness.act(Action::Zoom);
    harness.pass(LONG);
    assert!(harness.sent.len() > before);
    assert_eq!(harness.sent.len(), harness.model.page(Pane::Queue));
}

#[test]
fn a_saved_file_asks_nobody_for_anything() {
    let cases = (0..90).map(|number| Ok(sample::case(&id(number)).in_status("ACTION_REQUIRED"))).collect();
    let session = Session { word: "FILE", host: "cases.json".to_owned(), tone: Tone::Plain, source: Source::File };
    let mut model = crate::app::saved::open(session, ReviewSettings::default(), cases, WIDE, now(Duration::ZERO));
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
        assert_eq!(model.can(action).unwrap_err().words, "this is a saved file: there is no server to ask");
    }
    model.screen.window = Window::None;
    update(&mut model, Msg::Action(Action::Last));
    assert!(model.viewed_case().and_then(Entry::case).is_some(), "every case is there, however many");
}

/// A row each, whatever they share: what only one of the two says must not be lost.
#[test]
fn a_customer_that_stands_twice_in_a_saved_file_has_two_rows() {
    let cases = ["c1", "C1", "c2", "c1"].map(|id| Ok(sample::case(id).in_status("ACTION_REQUIRED")));
    let session = Session { word: "FILE", host: "cases.json".to_owned(), tone: Tone::Plain, source: Source::File };
    let mut model =
        crate::app::saved::open(session, ReviewSettings::default(), cases.into(), WIDE, now(Duration::ZERO));
    start(&mut model);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.extend(model.viewed_case().and_then(Entry::case).map(|case| case.id.as_str().to_owned()));
        update(&mut model, Msg::Action(Action::NextCustomer));
    }
    seen.sort();
    assert_eq!(seen, ["C1", "c1", "c1", "c2"]);
}

fn named(ids: &[&str]) -> Harness {
    let mut server = Server::of(50);
    server.rows.reverse();
    Harness::with(server, Source::Customers(ids.iter().map(|id| customer_id(id)).collect()), WIDE)
}

#[test]
fn customers_named_on_the_command_line_are_all_that_is_asked_for() {
    let mut harness = named(&["c007", "c003", "c005"]);
    let effects = harness.start();
    assert_eq!(requests(&effects), 1, "the first at once");
    harness.pass(LONG);
    for action in Action::ALL.iter().copied().filter(|action| !matches!(action, Action::Quit | Action::QuitNow)) {
        harness.act(action);
        harness.pass(SECOND);
    }
    harness.act(Action::Back);
    harness.pass(1000 * SECOND);
    assert_eq!(harness.lists_sent, 0);
    assert!(harness.sent().iter().all(|id| ["c007", "c003", "c005"].contains(id)), "{:?}", harness.sent());
}

#[test]
fn customers_named_on_the_command_line_keep_the_order_they_were_named_in() {
    let mut harness = named(&["c007", "c003", "c005"]);
    harness.server.holds(sample::case("c005").in_status("ACTION_REQUIRED"));
    harness.start();
    harness.pass(LONG);
    assert_eq!(
        (harness.order(), harness.model.queue.order_is_old()),
        (vec!["c007".into(), "c003".into(), "c005".into()], false)
    );
    harness.act(Action::RefreshQueue);
    assert_eq!(harness.notice(), "only the customers named on the command line are shown");
    assert_eq!(harness.lists_sent, 0);
}
