//! Answers that come late, twice, out of order, about somebody else, or not at all.

use super::*;

/// An answer to a request for this customer, with this case in it.
fn answer(request: RequestId, asked: usize, case: Case) -> Msg {
    Msg::Case(CaseMsg { request, id: customer_id(&id(asked)), outcome: Ok(Box::new(case)) })
}

fn failing(request: RequestId, asked: usize, kind: FailureKind) -> Msg {
    Msg::Case(CaseMsg { request, id: customer_id(&id(asked)), outcome: Err(Failure::new(kind)) })
}

/// Faults: W12.
#[test]
fn of_two_requests_for_a_case_only_the_newer_may_land() {
    let mut desk = Desk::silent(1);
    let first = desk.request_for(0);
    let effects = desk.act(Action::RefreshCase);
    assert!(effects.contains(&Effect::Abort(first)), "the overtaken one is given up");
    desk.tell(answer(first, 0, sample::case("c000").named("Overtaken Ltd")));
    assert!(desk.model.viewed_case().and_then(Entry::case).is_none());
    desk.answer_case(0);
    assert!(desk.said().contains("Amber Basalt") && !desk.said().contains("Overtaken"));
}

/// Faults: W12.
#[test]
fn an_answer_that_comes_twice_lands_once() {
    let mut desk = Desk::silent(1);
    let request = desk.request_for(0);
    desk.answer_case(0);
    desk.tell(answer(request, 0, sample::case("c000").named("Again Ltd")));
    desk.tell(failing(request, 0, FailureKind::Offline));
    assert!(desk.said().contains("Amber Basalt"));
    assert!(desk.entry(0).load.ready().unwrap().failure.is_none());
    assert!(!desk.model.screen.is_dirty, "what is refused is not worth a draw");
}

#[test]
fn an_answer_after_leaving_is_never_shown_under_the_next_customer() {
    let mut desk = Desk::silent(3);
    let request = desk.request_for(0);
    desk.act(Action::Down);
    desk.tell(answer(request, 0, sample::case("c000").named("Left Ltd")));
    assert_eq!((desk.viewed().as_str(), desk.said().as_str()), ("c001", ""));
    desk.pass(SECOND);
    desk.tell(answer(request, 0, sample::case("c000").named("Left Ltd")));
    desk.answer_case(1);
    assert!(!desk.said().contains("Left Ltd"), "{}", desk.said());
}

#[test]
fn the_panes_of_a_case_do_not_outlive_it_on_screen() {
    let mut server = Server::silent(2);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut desk = Desk::new(server);
    desk.start();
    desk.answer_list();
    desk.pass(SECOND);
    desk.answer_case(0);
    assert_eq!(desk.model.details.comments.count, 5);
    desk.act(Action::Down);
    assert_eq!((desk.model.details.comments.rows.len(), desk.model.details.documents.rows.len()), (0, 0));
}

#[test]
fn an_answer_about_another_customer_is_refused_and_nothing_of_it_is_shown() {
    let mut desk = Desk::silent(2);
    let request = desk.request_for(0);
    desk.asked_cases.remove(&request);
    desk.tell(answer(request, 0, sample::case("c001").named("Somebody Else Ltd").in_status("REJECTED")));
    assert!(matches!(&desk.entry(0).load, Load::Failed(failure) if failure.kind == FailureKind::WrongCustomer));
    assert!(!desk.said().contains("Somebody Else"));
    for number in [0, 1] {
        assert!(
            desk.row(number).digest.is_none()
                && desk.row(number).profile == Row::listed(sample::row(&id(number))).profile
        );
    }
    assert!(desk.model.cases.get(&row_key("c001")).and_then(Entry::case).is_none());
}

#[test]
fn an_answer_to_a_request_of_another_case_is_refused() {
    let mut desk = Desk::silent(2);
    let request = desk.request_for(0);
    desk.tell(answer(request, 1, sample::case("c001")));
    assert!(desk.model.cases.get(&row_key("c001")).is_none() && desk.row(1).digest.is_none());
}

#[test]
fn a_refresh_that_fails_keeps_the_data_with_its_age_and_tells_why() {
    let mut desk = Desk::silent(1);
    desk.answer_case(0);
    let fetched = desk.entry(0).load.ready().unwrap().fetched;
    desk.pass(SECOND);
    for kind in [FailureKind::Offline, FailureKind::WrongCustomer, FailureKind::Panicked] {
        desk.act(Action::RefreshCase);
        assert!(desk.said().contains("Amber Basalt"), "data stays while it is refreshed");
        let request = desk.request_for(0);
        desk.asked_cases.remove(&request);
        desk.tell(failing(request, 0, kind.clone()));
        let ready = desk.entry(0).load.ready().unwrap();
        assert_eq!((ready.fetched, ready.failure.as_ref().map(|failure| &failure.kind)), (fetched, Some(&kind)));
        assert!(desk.said().contains("Amber Basalt"));
        assert_eq!(desk.row(0).details, Details::Known, "what is known of it is still known");
    }
    desk.act(Action::RefreshCase);
    desk.answer_case(0);
    assert!(desk.entry(0).load.ready().unwrap().failure.is_none(), "a success ends it");
}

#[test]
fn a_first_look_that_fails_says_so_and_is_tried_again_when_wanted() {
    let mut server = Server::of(2);
    server.fails(0, FailureKind::Server(503));
    let mut desk = Desk::settled(server);
    assert!(matches!(&desk.entry(0).load, Load::Failed(_)));
    assert_eq!(desk.row(0).details, Details::Failed);
    let tries = |desk: &Desk| desk.sent().iter().filter(|id| **id == "c000").count();
    assert_eq!(tries(&desk), 1, "nothing tries it again by itself");
    desk.act(Action::Activate);
    desk.pass(SECOND);
    assert_eq!(tries(&desk), 2, "Enter does");
    desk.acts(&[Action::NextCustomer, Action::PreviousCustomer]);
    desk.pass(SECOND);
    assert_eq!(tries(&desk), 3, "so does coming back");
    desk.act(Action::RefreshCase);
    desk.pass(LONG);
    assert_eq!(tries(&desk), 4, "and a refresh");
}

#[test]
fn a_customer_the_server_no_longer_knows_stays_as_a_marked_row() {
    let mut desk = Desk::settled(Server::of(2));
    desk.server.fails(0, FailureKind::NotFound);
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert!(desk.row(0).gone && desk.order().contains(&"c000".to_owned()));
    assert!(desk.said().contains("Amber Basalt"), "with what was known of it");
    desk.server.cases.clear();
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert!(!desk.row(0).gone, "until it is back");
}

#[test]
fn esc_cancels_the_case_which_then_waits_for_the_user_while_the_others_go_on() {
    let mut desk = Desk::silent(4);
    let request = desk.request_for(0);
    desk.act(Action::FocusCase);
    let effects = desk.act(Action::Back);
    assert!(effects.contains(&Effect::Abort(request)));
    assert!(matches!(desk.entry(0).load, Load::Idle));
    assert!(desk.notice().contains("r fetches"), "{}", desk.notice());
    desk.server.latency = Some(Duration::from_millis(1));
    desk.pass(LONG);
    assert_eq!(desk.sent(), ["c000", "c001", "c002", "c003"]);
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert!(desk.said().contains("Amber Basalt"));
}

#[test]
fn a_cancelled_refresh_leaves_the_data_as_it_was() {
    let mut desk = Desk::silent(1);
    desk.answer_case(0);
    desk.acts(&[Action::FocusCase, Action::RefreshCase, Action::Back]);
    let ready = desk.entry(0).load.ready().unwrap();
    assert!(ready.refreshing.is_none() && ready.failure.is_none());
    let before = desk.sent.len();
    desk.pass(LONG);
    assert_eq!((desk.sent.len(), desk.row(0).details), (before, Details::Known));
}
