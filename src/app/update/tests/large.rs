//! A case too large for all of its tree to be made at once: it can be read like any other.

use std::collections::HashSet;

use super::*;
use crate::app::outline::{opened_outline, outline};
use crate::app::tabs::Tab;
use crate::app::tree::NewNode;
use crate::domain::key::Subject;
use crate::domain::sample::{document, field, party, rejection, request, subject};

const PARTIES: usize = 400;

/// Parties of whom each has two refused documents and a request.
fn large() -> Case {
    let owner = |number: usize| format!("{number:08}-owner");
    (0..PARTIES).fold(sample::case("c000").in_status("ACTION_REQUIRED"), |case, number| {
        let paper = |place: usize| {
            let paper = document(&format!("/{number:04}_{place}.png"), "PROOF_OF_IDENTITY").labelled(&["LOW_QUALITY"]);
            paper.saying(&format!("Page {place} of number {number} is blurred."))
        };
        let files = [field("files").of_type("URI").because(&format!("Unacceptable by rule {number}."))];
        case.with(party(&owner(number)).owning("0.25").mailing(&format!("owner{number}@amber.example")))
            .refused(subject(&owner(number)), rejection().holding(paper(1)).holding(paper(2)))
            .wanting(request(subject(&owner(number)), "identifying_documents").naming("PASSPORT", files))
    })
}

fn on_large() -> Harness {
    let mut server = Server::of(1);
    server.holds(large());
    let mut harness = Harness::settled(server);
    harness.act(Action::FocusCase);
    harness
}

fn comments(harness: &Harness) -> Vec<String> {
    harness.model.side.comments.rows.iter().map(|row| row.line.words(&Redactor::open())).collect()
}

fn search(harness: &mut Harness, text: &str) {
    harness.act(Action::Find);
    harness.type_text(text);
    harness.tell(Msg::Edit(Edit::Submit));
}

/// Faults: K5.
#[test]
fn whatever_is_not_made_stands_below_a_node_that_can_be_opened() {
    let (case, glossary) = (large(), glossary());
    let told = |new_nodes: &[NewNode]| -> Vec<_> {
        new_nodes.iter().map(|one| (one.position.clone(), one.depth, one.line.clone())).collect()
    };
    let whole = outline(&case, &glossary);
    let mut opened = HashSet::new();
    let first = opened_outline(&case, &glossary, &opened);
    assert!(first.len() < 2 * PARTIES && whole.len() > 40 * PARTIES, "{} of {}", first.len(), whole.len());
    // Whoever opens all that can be opened has all of it in the end.
    let mut rounds = 0;
    loop {
        let made = opened_outline(&case, &glossary, &opened);
        let hiding: Vec<_> = made.iter().filter(|one| one.hides).map(|one| one.position.clone()).collect();
        if hiding.is_empty() {
            assert!(told(&made) == told(&whole));
            break;
        }
        opened.extend(hiding);
        rounds += 1;
        assert!(rounds < 10);
    }
}

/// Faults: K5.
#[test]
fn branches_are_made_as_they_are_opened_and_stay() {
    let mut harness = on_large();
    let before = harness.entry(0).tree.nodes().len();
    harness.select(&Item::Party(harness.model.viewed_case().unwrap().case().unwrap().parties.items()[399].key.clone()));
    harness.acts(&[Action::Up, Action::Down]);
    assert_eq!(harness.model.side.comments.count, 3, "also of a branch that was never opened");
    assert!(comments(&harness).iter().any(|row| row.starts_with("Page 2 of number 399")), "{:?}", comments(&harness));
    harness.acts(&[Action::Open, Action::Open, Action::Down]);
    assert!(matches!(harness.selected(), Some(Item::Rejection(_))), "{:?}", harness.selected());
    harness.acts(&[Action::Open, Action::Open]);
    let nodes = harness.entry(0).tree.nodes().len();
    assert!(matches!(harness.selected(), Some(Item::Document(_) | Item::Comment(_))), "{:?}", harness.selected());
    assert!(before < nodes && nodes < before + 30, "{before} {nodes}");
    let selected = harness.selected();
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!((harness.selected(), harness.entry(0).tree.nodes().len()), (selected, nodes));
}

/// Faults: K5.
#[test]
fn a_search_and_a_jump_reach_what_is_not_made() {
    let mut harness = on_large();
    search(&mut harness, "page 2 of number 7 is");
    let Some(Item::DocumentFact(found, _)) = harness.selected() else { panic!("{:?}", harness.selected()) };
    assert_eq!(found.uri.unwrap().text().as_str(), "/0007_2.png");
    harness.act(Action::NextHit);
    harness.act(Action::PreviousHit);
    assert!(matches!(harness.selected(), Some(Item::DocumentFact(..))), "{:?}", harness.selected());
    search(&mut harness, "there is no such word");
    assert!(harness.notice().contains("nothing here holds"), "{}", harness.notice());
    harness.act(Action::NextTab);
    assert_eq!(harness.model.case_pane.rows.of(Tab::Asks).unwrap().count, PARTIES);
    harness.acts(&[Action::Last, Action::Activate]);
    let selected = harness.selected();
    assert!(matches!(&selected, Some(Item::Ask(_) | Item::Document(_))), "{selected:?}");
}

/// Faults: K5.
#[test]
fn the_panes_count_all_and_say_how_much_they_do_not_show() {
    let mut case = large();
    let alike = (0..1_200).fold(rejection(), |all, _| all.holding(document("/same.png", "A").saying("The same.")));
    case = case.refused(Subject::Company, alike);
    let mut server = Server::of(1);
    server.holds(case);
    let harness = Harness::settled(server);
    let details = &harness.model.side;
    assert_eq!((details.comments.count, details.documents.count), (2_400, 2_000), "with the reasons of requests");
    let last = comments(&harness).pop().unwrap();
    assert_eq!(last, "… 1,400 more texts: each can be selected in the tree");
    let rows = &details.documents.rows;
    assert!(rows.len() < 1_100, "{}", rows.len());
    assert_eq!(rows[0].line.words(&Redactor::open()), "/same.png  ×1200");
}
