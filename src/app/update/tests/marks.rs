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
fn approved() -> Harness {
    let mut server = Server::of(3);
    server.holds(before());
    let mut harness = Harness::settled(server);
    harness.server.holds(sample::case("c000").with(party("p1").standing("APPROVED")));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    harness
}

fn marked(harness: &Harness, item: &Item) -> Changed {
    let nodes = harness.entry(0).tree.nodes();
    nodes.iter().find(|node| node.position.item == *item).expect("a node").change
}

#[test]
fn a_refresh_marks_what_changed_what_holds_it_and_its_row() {
    let harness = approved();
    assert_eq!(harness.notice(), "refreshed: 1 change");
    assert_eq!(harness.entry(0).unseen, [party_fact("status")].into());
    assert_eq!(marked(&harness, &party_fact("status")), Changed::Here);
    assert_eq!((marked(&harness, &Item::Parties), marked(&harness, &Item::Case)), (Changed::Below, Changed::Below));
    assert_eq!(marked(&harness, &party_fact("email")), Changed::No);
    assert!(harness.row(0).changed);
}

#[test]
fn a_refresh_without_a_change_says_so_and_marks_nothing() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!(harness.notice(), "refreshed: nothing changed");
    assert!(harness.entry(0).unseen.is_empty() && !harness.row(0).changed);
}

#[test]
fn a_mark_goes_when_its_node_was_selected_and_left() {
    let mut harness = approved();
    harness.select(&party_fact("status"));
    assert_eq!(marked(&harness, &party_fact("status")), Changed::Here, "not while it is selected");
    harness.act(Action::Down);
    assert_eq!((marked(&harness, &party_fact("status")), marked(&harness, &Item::Case)), (Changed::No, Changed::No));
}

#[test]
fn a_mark_also_goes_when_its_node_is_left_with_the_case() {
    for leave in [Action::NextCustomer, Action::FocusQueue] {
        let mut harness = approved();
        harness.select(&party_fact("status"));
        harness.act(leave);
        assert!(harness.entry(0).unseen.is_empty(), "{leave:?}");
    }
}

#[test]
fn a_row_and_its_case_are_seen_together() {
    for (reach, leave) in [
        (Action::FocusCase, Action::FocusQueue),
        (Action::Activate, Action::NextCustomer),
        (Action::FocusComments, Action::FocusQueue),
        (Action::FocusDocuments, Action::NextPane),
    ] {
        let mut harness = approved();
        harness.act(reach);
        assert!(harness.row(0).changed, "not while it is read");
        harness.act(leave);
        assert_eq!(harness.entry(0).unseen.len(), 1, "what was not selected is still to be seen");
        assert!(harness.row(0).changed, "{reach:?} {leave:?}");
        harness.act(Action::FocusQueue);
        harness.acts(&[Action::First, Action::FocusCase]);
        harness.select(&party_fact("status"));
        assert!(harness.row(0).changed, "not while it is selected");
        harness.act(Action::Down);
        assert!(!harness.row(0).changed && harness.entry(0).unseen.is_empty(), "{reach:?} {leave:?}");
    }
}

#[test]
fn a_row_is_seen_with_the_history_of_its_case() {
    let mut harness = approved();
    harness.acts(&[Action::FocusCase, Action::PreviousTab]);
    assert_eq!((harness.model.case_pane.tab, harness.row(0).changed), (Tab::History, true));
    harness.act(Action::FocusQueue);
    assert!(!harness.row(0).changed && harness.entry(0).unseen.is_empty());
}

#[test]
fn passing_by_in_the_queue_sees_nothing() {
    let mut harness = approved();
    harness.select(&party_fact("status"));
    harness.act(Action::FocusQueue);
    harness.server.holds(before());
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert!(harness.row(0).changed && harness.entry(0).unseen.len() == 1);
    harness.acts(&[Action::Down, Action::Up, Action::Down]);
    assert!(harness.row(0).changed && harness.entry(0).unseen.len() == 1);
}

#[test]
fn moving_between_the_panes_of_a_case_is_not_leaving_it() {
    let mut harness = approved();
    harness.acts(&[Action::FocusCase, Action::FocusComments, Action::FocusDocuments, Action::FocusCase]);
    assert!(harness.row(0).changed);
}

#[test]
fn what_is_gone_marks_what_held_it() {
    let mut server = Server::of(1);
    let ask = || request(subject("p1"), "identity").naming("PASSPORT", [field("files")]);
    let both = ask().naming("VISA", [field("files")]);
    server.holds(before().wanting(both));
    let mut harness = Harness::settled(server);
    harness.server.holds(before().wanting(ask()));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!(harness.entry(0).unseen, [Item::Request(ask().key())].into());
    harness.server.holds(before());
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!(harness.entry(0).unseen, [Item::Requests].into(), "and a mark goes with its node");
    assert!(harness.row(0).changed);
}

#[test]
fn marks_add_up_over_refreshes_until_seen() {
    let mut harness = approved();
    harness.server.holds(sample::case("c000").with(party("p1").standing("APPROVED").owning("70")));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!(harness.entry(0).unseen, [party_fact("status"), party_fact("ownership_percent")].into());
}

#[test]
fn a_change_that_ends_the_selected_node_keeps_the_selection_near_it() {
    let mut harness = Harness::settled({
        let mut server = Server::of(1);
        server.holds(before().with(party("p2")));
        server
    });
    let crate::domain::key::Subject::Party(gone) = subject("p2") else { unreachable!() };
    harness.select(&Item::Party(gone));
    harness.server.holds(before());
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    let crate::domain::key::Subject::Party(left) = subject("p1") else { unreachable!() };
    assert!([Item::Party(left), Item::Rejections].contains(&harness.selected().unwrap()), "{:?}", harness.selected());
}

#[test]
fn a_case_whose_details_changed_while_only_its_digest_was_kept_marks_its_row() {
    let mut harness = Harness::settled(Server::of(3));
    let lost = row_key("c002");
    for number in 0..70 {
        harness.model.cases.enter(&row_key(&format!("other{number}")));
    }
    assert!(harness.model.cases.get(&lost).is_none());
    harness.server.holds(sample::case("c002").wanting(request(subject("p1"), "identity").naming("VISA", [])));
    harness.act(Action::Last);
    harness.pass(SECOND);
    assert!(harness.row(2).changed);
}
