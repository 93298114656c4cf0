//! What is read out of a case: why, asks, findings, changes; and finding one's way in it.

use super::*;
use crate::app::tabs::Tab;
use crate::domain::sample::{party, subject};

/// A dashboard on a case like the reference payload.
fn on_reference() -> Desk {
    let mut server = Server::of(1);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut desk = Desk::settled(server);
    desk.act(Action::FocusCase);
    desk
}

fn rows(desk: &Desk) -> Vec<String> {
    let rows = desk.model.case_pane.rows.of(desk.model.case_pane.tab).expect("a list");
    rows.rows.iter().map(|row| row.line.words(&Cover::open())).collect()
}

#[test]
fn asks_are_grouped_by_who_owes_them_and_count_asks_not_fields() {
    let mut desk = on_reference();
    desk.act(Action::NextTab);
    let said = rows(&desk);
    assert_eq!(desk.model.case_pane.rows.of(Tab::Asks).unwrap().count, 4);
    assert!(said[0].starts_with("Company  3 asks"), "{said:?}");
    assert!(said.iter().any(|row| row.starts_with("ada@amber.example  1 ask")), "{said:?}");
    assert!(said.iter().any(|row| row.contains("The passport expires too soon.")), "{said:?}");
    assert!(said.iter().any(|row| row.contains("refused  /Ou2e_passport.jpg")), "the document it is about: {said:?}");
    assert!(said.iter().any(|row| row.contains("cannot tell which document")), "{said:?}");
}

#[test]
fn the_detail_panes_follow_the_selected_ask() {
    let mut desk = on_reference();
    desk.acts(&[Action::NextTab, Action::Last, Action::Up]);
    while !rows(&desk)[desk.model.case_pane.rows.of(Tab::Asks).unwrap().cursor.at].contains("PASSPORT") {
        desk.act(Action::Up);
    }
    assert_eq!((desk.model.details.documents.count, desk.model.details.comments.count), (1, 1));
    desk.act(Action::Activate);
    assert_eq!(desk.model.case_pane.tab, Tab::Tree);
    assert!(matches!(desk.selected(), Some(Item::Ask(key)) if key.document_type.is_some()));
}

#[test]
fn a_finding_leads_to_what_it_speaks_of() {
    let mut desk = on_reference();
    desk.acts(&[Action::NextTab, Action::NextTab]);
    assert_eq!(desk.model.case_pane.rows.of(Tab::Findings).unwrap().count, desk.model.case_pane.read.findings.len());
    let target = desk.model.case_pane.read.findings[0].item.clone();
    desk.act(Action::Activate);
    assert_eq!((desk.selected(), desk.model.case_pane.tab), (Some(target), Tab::Tree));
}

#[test]
fn a_look_that_shows_changes_is_noted_with_its_time_and_forgotten_marks_once_read() {
    let mut server = Server::of(1);
    server.holds(sample::case("c000").with(party("p1")));
    let mut desk = Desk::settled(server);
    desk.act(Action::PreviousTab);
    assert_eq!(rows(&desk), [""; 0], "nothing before the first look");
    desk.server.holds(sample::case("c000").with(party("p1").standing("APPROVED")));
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    let said = rows(&desk);
    assert!(said[0].contains("UTC") && said[0].contains("1 change"), "{said:?}");
    assert!(said[1].contains("status of party p1: ") && said[1].contains(" → APPROVED"), "{said:?}");
    assert!(!desk.entry(0).unseen.is_empty());
    desk.act(Action::NextTab);
    assert!(desk.entry(0).unseen.is_empty(), "the changes were opened and left");
}

#[test]
fn the_shown_tab_stays_from_customer_to_customer_and_never_shows_anothers_rows() {
    let mut server = Server::of(2);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut desk = Desk::settled(server);
    desk.act(Action::NextTab);
    assert!(desk.model.case_pane.rows.of(Tab::Asks).unwrap().count > 0);
    desk.act(Action::NextCustomer);
    assert_eq!((desk.model.case_pane.tab, desk.model.case_pane.rows.of(Tab::Asks).unwrap().count), (Tab::Asks, 0));
    desk.server.latency = None;
    desk.act(Action::RefreshCase);
    assert_eq!(desk.viewed(), "c001");
}

#[test]
fn searching_opens_what_hides_a_hit_and_goes_round() {
    let mut desk = on_reference();
    desk.act(Action::Find);
    desk.type_text("robert");
    desk.tell(Msg::Edit(Edit::Submit));
    assert!(desk.notice().contains("nothing here holds “robert”"), "{}", desk.notice());
    desk.act(Action::Find);
    desk.type_text("bob@amber");
    desk.tell(Msg::Edit(Edit::Submit));
    let crate::domain::key::Subject::Party(bob) = subject("4ef045ea-bob") else { unreachable!() };
    assert_eq!(desk.selected(), Some(Item::Party(bob.clone())));
    desk.act(Action::NextHit);
    assert_eq!(desk.selected(), Some(Item::PartyFact(bob.clone(), "email")), "in a branch that was closed");
    desk.act(Action::NextHit);
    assert_eq!(desk.selected(), Some(Item::Party(bob)));
}

#[test]
fn a_quick_view_keeps_the_selection_where_it_can() {
    let mut server = Server::of(3);
    server.rows[0] = server.rows[0].clone().in_status("ACTION_REQUIRED");
    server.rows[1] = server.rows[1].clone().in_status("REVIEWING");
    let mut desk = Desk::settled(server);
    desk.act(Action::QuickView);
    assert_eq!(desk.order(), ["c000"]);
    assert_eq!(desk.notice(), "showing need us: 1");
    desk.acts(&[Action::QuickView, Action::QuickView]);
    assert_eq!(desk.order().len(), 3);
}
