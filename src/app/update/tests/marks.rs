//! Change marks: set by a refresh, cleared when what changed was seen.

use super::*;
use crate::app::tree::Changed;
use crate::domain::sample::{field, party, request, subject};

fn party_fact(fact: &'static str) -> Item {
    let crate::domain::key::Subject::Party(key) = subject("p1") else { unreachable!() };
    Item::PartyFact(key, fact)
}

fn before() -> Case {
    sample::case("c000").with(party("p1"))
}

/// A dashboard on a case whose party has just been approved, seen in a refresh.
fn approved() -> Desk {
    let mut server = Server::of(3);
    server.holds(before());
    let mut desk = Desk::settled(server);
    desk.server.holds(sample::case("c000").with(party("p1").standing("APPROVED")));
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    desk
}

fn marked(desk: &Desk, item: &Item) -> Changed {
    let nodes = desk.entry(0).tree.nodes();
    nodes.iter().find(|node| node.spot.item == *item).expect("a node").change
}

#[test]
fn a_refresh_marks_what_changed_what_holds_it_and_its_row() {
    let desk = approved();
    assert_eq!(desk.notice(), "refreshed: 1 change");
    assert_eq!(desk.entry(0).unseen, [party_fact("status")].into());
    assert_eq!(marked(&desk, &party_fact("status")), Changed::Here);
    assert_eq!((marked(&desk, &Item::Parties), marked(&desk, &Item::Case)), (Changed::Below, Changed::Below));
    assert_eq!(marked(&desk, &party_fact("email")), Changed::No);
    assert!(desk.row(0).changed);
}

#[test]
fn a_refresh_without_a_change_says_so_and_marks_nothing() {
    let mut desk = Desk::settled(Server::of(1));
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert_eq!(desk.notice(), "refreshed: nothing changed");
    assert!(desk.entry(0).unseen.is_empty() && !desk.row(0).changed);
}

#[test]
fn a_mark_goes_when_its_node_was_selected_and_left() {
    let mut desk = approved();
    desk.select(&party_fact("status"));
    assert_eq!(marked(&desk, &party_fact("status")), Changed::Here, "not while it is selected");
    desk.act(Action::Down);
    assert_eq!((marked(&desk, &party_fact("status")), marked(&desk, &Item::Case)), (Changed::No, Changed::No));
}

#[test]
fn a_mark_also_goes_when_its_node_is_left_with_the_case() {
    for leave in [Action::NextCustomer, Action::FocusQueue] {
        let mut desk = approved();
        desk.select(&party_fact("status"));
        desk.act(leave);
        assert!(desk.entry(0).unseen.is_empty(), "{leave:?}");
    }
}

#[test]
fn a_row_is_seen_when_its_case_was_focused_and_left() {
    for (reach, leave) in [
        (Action::FocusCase, Action::FocusQueue),
        (Action::Activate, Action::NextCustomer),
        (Action::FocusComments, Action::FocusQueue),
        (Action::FocusDocuments, Action::NextPane),
    ] {
        let mut desk = approved();
        desk.act(reach);
        assert!(desk.row(0).changed, "not while it is read");
        desk.act(leave);
        assert!(!desk.row(0).changed, "{reach:?} {leave:?}");
        assert_eq!(desk.entry(0).unseen.len(), 1, "what was not selected is still to be seen");
    }
}

#[test]
fn passing_by_in_the_queue_sees_nothing() {
    let mut desk = approved();
    desk.select(&party_fact("status"));
    desk.act(Action::FocusQueue);
    desk.server.holds(before());
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert!(desk.row(0).changed && desk.entry(0).unseen.len() == 1);
    desk.acts(&[Action::Down, Action::Up, Action::Down]);
    assert!(desk.row(0).changed && desk.entry(0).unseen.len() == 1);
}

#[test]
fn moving_between_the_panes_of_a_case_is_not_leaving_it() {
    let mut desk = approved();
    desk.acts(&[Action::FocusCase, Action::FocusComments, Action::FocusDocuments, Action::FocusCase]);
    assert!(desk.row(0).changed);
}

#[test]
fn what_is_gone_marks_what_held_it() {
    let mut server = Server::of(1);
    let ask = || request(subject("p1"), "identity").naming("PASSPORT", [field("files")]);
    let both = ask().naming("VISA", [field("files")]);
    server.holds(before().wanting(both));
    let mut desk = Desk::settled(server);
    desk.server.holds(before().wanting(ask()));
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert_eq!(desk.entry(0).unseen, [Item::Request(ask().key())].into());
    desk.server.holds(before());
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert_eq!(desk.entry(0).unseen, [Item::Requests].into(), "and a mark goes with its node");
    assert!(desk.row(0).changed);
}

#[test]
fn marks_add_up_over_refreshes_until_seen() {
    let mut desk = approved();
    desk.server.holds(sample::case("c000").with(party("p1").standing("APPROVED").owning("70")));
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert_eq!(desk.entry(0).unseen, [party_fact("status"), party_fact("ownership_percent")].into());
}

#[test]
fn a_change_that_ends_the_selected_node_keeps_the_selection_near_it() {
    let mut desk = Desk::settled({
        let mut server = Server::of(1);
        server.holds(before().with(party("p2")));
        server
    });
    let crate::domain::key::Subject::Party(gone) = subject("p2") else { unreachable!() };
    desk.select(&Item::Party(gone));
    desk.server.holds(before());
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    let crate::domain::key::Subject::Party(left) = subject("p1") else { unreachable!() };
    assert!([Item::Party(left), Item::Rejections].contains(&desk.selected().unwrap()), "{:?}", desk.selected());
}

#[test]
fn a_case_whose_details_changed_while_only_its_digest_was_kept_marks_its_row() {
    let mut desk = Desk::settled(Server::of(3));
    let lost = row_key("c002");
    for number in 0..70 {
        desk.model.cases.enter(&row_key(&format!("other{number}")));
    }
    assert!(desk.model.cases.get(&lost).is_none());
    desk.server.holds(sample::case("c002").wanting(request(subject("p1"), "identity").naming("VISA", [])));
    desk.act(Action::Last);
    desk.pass(SECOND);
    assert!(desk.row(2).changed);
}
