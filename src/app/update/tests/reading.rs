//! What is read out of a case: why, asks, findings, changes; and finding one's way in it.

use super::*;
use crate::app::tabs::Tab;
use crate::domain::sample::{party, subject};

/// A dashboard on a case like the reference payload.
fn on_reference() -> Harness {
    let mut server = Server::of(1);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::settled(server);
    harness.act(Action::FocusCase);
    harness
}

fn rows(harness: &Harness) -> Vec<String> {
    let rows = harness.model.case_pane.rows.of(harness.model.case_pane.tab).expect("a list");
    rows.rows.iter().map(|row| row.line.words(&Redactor::open())).collect()
}

#[test]
fn asks_are_grouped_by_who_owes_them_and_count_asks_not_fields() {
    let mut harness = on_reference();
    harness.act(Action::NextTab);
    let said = rows(&harness);
    assert_eq!(harness.model.case_pane.rows.of(Tab::Asks).unwrap().count, 4);
    assert!(said[0].starts_with("Company  3 asks"), "{said:?}");
    assert!(said.iter().any(|row| row.starts_with("ada@amber.example  1 ask")), "{said:?}");
    assert!(said.iter().any(|row| row.contains("The passport expires too soon.")), "{said:?}");
    assert!(
        said.iter().any(|row| row.contains("refused before  /Ou2e_passport.jpg")),
        "the document it is about: {said:?}"
    );
    let refused = |row: &&String| row.contains("refused before  /kR3w_scan.png");
    assert_eq!(said.iter().filter(refused).count(), 4, "once for each section, not for each ask: {said:?}");
}

#[test]
fn the_detail_panes_follow_the_selected_ask() {
    let mut harness = on_reference();
    harness.acts(&[Action::NextTab, Action::Last, Action::Up]);
    while !rows(&harness)[harness.model.case_pane.rows.of(Tab::Asks).unwrap().cursor.at].contains("PASSPORT") {
        harness.act(Action::Up);
    }
    assert_eq!(
        (harness.model.side.documents.count, harness.model.side.comments.count),
        (1, 2),
        "its comment and the reason"
    );
    harness.act(Action::Activate);
    assert_eq!(harness.model.case_pane.tab, Tab::Tree);
    assert!(matches!(harness.selected(), Some(Item::Ask(key)) if key.document_type.is_some()));
}

#[test]
fn a_finding_leads_to_what_it_speaks_of() {
    let mut harness = on_reference();
    harness.acts(&[Action::NextTab, Action::NextTab]);
    assert_eq!(
        harness.model.case_pane.rows.of(Tab::Findings).unwrap().count,
        harness.model.case_pane.read.findings.len()
    );
    let target = harness.model.case_pane.read.findings[0].item.clone();
    harness.act(Action::Activate);
    assert_eq!((harness.selected(), harness.model.case_pane.tab), (Some(target), Tab::Tree));
}

#[test]
fn a_look_that_shows_changes_is_noted_with_its_time_and_forgotten_marks_once_read() {
    let mut server = Server::of(1);
    server.holds(sample::case("c000").with(party("p1")));
    let mut harness = Harness::settled(server);
    harness.act(Action::PreviousTab);
    assert_eq!(rows(&harness), [""; 0], "nothing before the first look");
    harness.server.holds(sample::case("c000").with(party("p1").standing("APPROVED")));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    let said = rows(&harness);
    assert!(said[0].contains("UTC") && said[0].contains("1 change"), "{said:?}");
    assert!(said[1].contains("p1@party.example (50 %) is APPROVED (was REVIEWING)"), "{said:?}");
    assert!(!harness.entry(0).unseen.is_empty());
    harness.act(Action::NextTab);
    assert!(harness.entry(0).unseen.is_empty(), "the changes were opened and left");
}

#[test]
fn the_shown_tab_stays_from_customer_to_customer_and_never_shows_anothers_rows() {
    let mut server = Server::of(2);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::settled(server);
    harness.act(Action::NextTab);
    assert!(harness.model.case_pane.rows.of(Tab::Asks).unwrap().count > 0);
    harness.act(Action::NextCustomer);
    assert_eq!(
        (harness.model.case_pane.tab, harness.model.case_pane.rows.of(Tab::Asks).unwrap().count),
        (Tab::Asks, 0)
    );
    harness.server.latency = None;
    harness.act(Action::RefreshCase);
    assert_eq!(harness.viewed(), "c001");
}

#[test]
fn searching_opens_what_hides_a_hit_and_goes_round() {
    let mut harness = on_reference();
    harness.act(Action::Find);
    harness.type_text("robert");
    harness.tell(Msg::Edit(Edit::Submit));
    assert!(harness.notice().contains("nothing here holds “robert”"), "{}", harness.notice());
    harness.act(Action::Find);
    harness.type_text("bob@amber");
    harness.tell(Msg::Edit(Edit::Submit));
    let crate::domain::key::Subject::Party(bob) = subject("4ef045ea-bob") else { unreachable!() };
    assert_eq!(harness.selected(), Some(Item::Party(bob.clone())));
    harness.act(Action::NextHit);
    assert_eq!(harness.selected(), Some(Item::PartyFact(bob.clone(), "email")), "in a branch that was closed");
    harness.act(Action::NextHit);
    assert_eq!(harness.selected(), Some(Item::Party(bob)));
}

#[test]
fn a_quick_view_keeps_the_selection_where_it_can() {
    let mut server = Server::of(3);
    server.rows[0] = server.rows[0].clone().in_status("ACTION_REQUIRED");
    server.rows[1] = server.rows[1].clone().in_status("REVIEWING");
    let mut harness = Harness::settled(server);
    harness.show_view(QuickView::NeedUs);
    assert_eq!(harness.order(), ["c000"]);
    assert_eq!(harness.notice(), "showing: need us");
    harness.show_view(QuickView::All);
    assert_eq!(harness.order().len(), 3);
}
