//! Answers that come late, twice, out of order, about somebody else, or not at all.

use super::*;

/// An answer to a request for this customer, with this case in it.
fn answer(request: RequestId, asked: usize, case: Case) -> Msg {
    Msg::Case(CaseMsg { request, id: customer_id(&id(asked)), outcome: Ok(Box::new(case)), recollection: None })
}

fn failing(request: RequestId, asked: usize, kind: FailureKind) -> Msg {
    Msg::Case(CaseMsg { request, id: customer_id(&id(asked)), outcome: Err(Failure::new(kind)), recollection: None })
}

/// Faults: W12.
#[test]
fn of_two_requests_for_a_case_only_the_newer_may_land() {
    let mut harness = Harness::silent(1);
    let first = harness.request_for(0);
    let effects = harness.act(Action::RefreshCase);
    assert!(effects.contains(&Effect::Abort(first)), "the overtaken one is given up");
    harness.tell(answer(first, 0, sample::case("c000").named("Overtaken Ltd")));
    assert!(harness.model.viewed_case().and_then(Entry::case).is_none());
    harness.answer_case(0);
    assert!(harness.said().contains("Amber Basalt") && !harness.said().contains("Overtaken"));
}

/// Faults: W12.
#[test]
fn an_answer_that_comes_twice_lands_once() {
    let mut harness = Harness::silent(1);
    let request = harness.request_for(0);
    harness.answer_case(0);
    harness.tell(answer(request, 0, sample::case("c000").named("Again Ltd")));
    harness.tell(failing(request, 0, FailureKind::Offline));
    assert!(harness.said().contains("Amber Basalt"));
    assert!(harness.entry(0).load.ready().unwrap().failure.is_none());
    assert!(!harness.is_changed, "what is refused is not worth a draw");
}

#[test]
fn an_answer_after_leaving_is_never_shown_under_the_next_customer() {
    let mut harness = Harness::silent(3);
    let request = harness.request_for(0);
    harness.act(Action::Down);
    harness.tell(answer(request, 0, sample::case("c000").named("Left Ltd")));
    assert_eq!((harness.viewed().as_str(), harness.said().as_str()), ("c001", ""));
    harness.pass(SECOND);
    harness.tell(answer(request, 0, sample::case("c000").named("Left Ltd")));
    harness.answer_case(1);
    assert!(!harness.said().contains("Left Ltd"), "{}", harness.said());
}

#[test]
fn the_panes_of_a_case_do_not_outlive_it_on_screen() {
    let mut server = Server::silent(2);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::new(server);
    harness.start();
    harness.answer_list();
    harness.pass(SECOND);
    harness.answer_case(0);
    assert_eq!(harness.model.side.comments.count, 9, "five comments, four reasons");
    harness.act(Action::Down);
    assert_eq!((harness.model.side.comments.rows.len(), harness.model.side.documents.rows.len()), (0, 0));
}

#[test]
fn an_answer_about_another_customer_is_refused_and_nothing_of_it_is_shown() {
    let mut harness = Harness::silent(2);
    let request = harness.request_for(0);
    harness.asked_cases.remove(&request);
    harness.tell(answer(request, 0, sample::case("c001").named("Somebody Else Ltd").in_status("REJECTED")));
    assert!(matches!(&harness.entry(0).load, Load::Failed(failure) if failure.kind == FailureKind::WrongCustomer));
    assert!(!harness.said().contains("Somebody Else"));
    for number in [0, 1] {
        assert!(
            harness.row(number).digest.is_none()
                && harness.row(number).profile == Row::listed(sample::row(&id(number))).profile
        );
    }
    assert!(harness.model.cases.get(&row_key("c001")).and_then(Entry::case).is_none());
}

#[test]
fn an_answer_to_a_request_of_another_case_is_refused() {
    let mut harness = Harness::silent(2);
    let request = harness.request_for(0);
    harness.tell(answer(request, 1, sample::case("c001")));
    assert!(harness.model.cases.get(&row_key("c001")).is_none() && harness.row(1).digest.is_none());
}

#[test]
fn a_refresh_that_fails_keeps_the_data_with_its_age_and_tells_why() {
    let mut harness = Harness::silent(1);
    harness.answer_case(0);
    let fetched = harness.entry(0).load.ready().unwrap().fetched;
    harness.pass(SECOND);
    for kind in [FailureKind::Offline, FailureKind::WrongCustomer, FailureKind::Panicked] {
        harness.act(Action::RefreshCase);
        assert!(harness.said().contains("Amber Basalt"), "data stays while it is refreshed");
        let request = harness.request_for(0);
        harness.asked_cases.remove(&request);
        harness.tell(failing(request, 0, kind.clone()));
        let ready = harness.entry(0).load.ready().unwrap();
        assert_eq!((ready.fetched, ready.failure.as_ref().map(|failure| &failure.kind)), (fetched, Some(&kind)));
        assert!(harness.said().contains("Amber Basalt"));
        assert_eq!(harness.row(0).details, Details::Known, "what is known of it is still known");
    }
    harness.act(Action::RefreshCase);
    harness.answer_case(0);
    assert!(harness.entry(0).load.ready().unwrap().failure.is_none(), "a success ends it");
}

#[test]
fn a_first_look_that_fails_says_so_and_is_tried_again_when_wanted() {
    let mut server = Server::of(2);
    server.fails(0, FailureKind::Server(503));
    let mut harness = Harness::settled(server);
    assert!(matches!(&harness.entry(0).load, Load::Failed(_)));
    assert_eq!(harness.row(0).details, Details::Failed);
    let tries = |harness: &Harness| harness.sent().iter().filter(|id| **id == "c000").count();
    assert_eq!(tries(&harness), 1, "nothing tries it again by itself");
    // The other one ranks first since it was read.
    assert_eq!(harness.viewed(), "c001");
    harness.acts(&[Action::Down, Action::Activate]);
    harness.pass(SECOND);
    assert_eq!(tries(&harness), 2, "Enter does");
    harness.acts(&[Action::PreviousCustomer, Action::NextCustomer]);
    harness.pass(SECOND);
    assert_eq!(tries(&harness), 3, "so does coming back");
    harness.act(Action::RefreshCase);
    harness.pass(LONG);
    assert_eq!(tries(&harness), 4, "and a refresh");
}

#[test]
fn a_customer_the_server_no_longer_knows_stays_as_a_marked_row() {
    let mut harness = Harness::settled(Server::of(2));
    harness.server.fails(0, FailureKind::NotFound);
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert!(harness.row(0).gone && harness.order().contains(&"c000".to_owned()));
    assert!(harness.said().contains("Amber Basalt"), "with what was known of it");
    harness.server.cases.clear();
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert!(!harness.row(0).gone, "until it is back");
}

#[test]
fn esc_cancels_the_case_which_then_waits_for_the_user_while_the_others_go_on() {
    let mut harness = Harness::silent(4);
    let request = harness.request_for(0);
    harness.act(Action::FocusCase);
    let effects = harness.act(Action::Back);
    assert!(effects.contains(&Effect::Abort(request)));
    assert!(matches!(harness.entry(0).load, Load::Idle));
    assert!(harness.notice().contains("r fetches"), "{}", harness.notice());
    harness.server.latency = Some(Duration::from_millis(1));
    harness.pass(LONG);
    assert_eq!(harness.sent(), ["c000", "c001", "c002", "c003"]);
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert!(harness.said().contains("Amber Basalt"));
}

#[test]
fn a_cancelled_refresh_leaves_the_data_as_it_was() {
    let mut harness = Harness::silent(1);
    harness.answer_case(0);
    harness.acts(&[Action::FocusCase, Action::RefreshCase, Action::Back]);
    let ready = harness.entry(0).load.ready().unwrap();
    assert!(ready.refreshing.is_none() && ready.failure.is_none());
    let before = harness.sent.len();
    harness.pass(LONG);
    assert_eq!((harness.sent.len(), harness.row(0).details), (before, Details::Known));
}
