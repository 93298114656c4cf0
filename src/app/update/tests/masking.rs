//! The mask: prose on demand, nothing of it in copies, and rows that tell nothing by being found or by their place.

use super::*;
use crate::app::overlay::Copied;
use crate::domain::key::Subject;
use crate::domain::sample::{party, rejection, row};

const COMMENT: &str = "Ask Bob Stranger, her brother.";

/// Two cases in which Fin wrote something that names somebody nobody knows; the mask is on and the first case is focused.
fn masked() -> Desk {
    let mut server = Server::of(2);
    for id in ["c000", "c001"] {
        let case = sample::case(id).with(party("2e719a54-ada").mailing("ada@x.example"));
        server.holds(case.refused(Subject::Company, rejection().labelled(&["LOW_QUALITY"]).saying(COMMENT)));
    }
    let mut desk = Desk::settled(server);
    desk.acts(&[Action::Mask, Action::FocusCase]);
    desk
}

/// What is seen of the case and its comments.
fn seen(desk: &Desk) -> String {
    let cover = &desk.model.case_pane.cover;
    let tree = desk.model.viewed_case().map_or(&[][..], |entry| entry.tree.nodes());
    let comments = desk.model.details.comments.rows.iter().map(|row| &row.line);
    let lines: Vec<String> = tree.iter().map(|node| &node.line).chain(comments).map(|line| line.words(cover)).collect();
    lines.join("\n")
}

fn copied(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn prose_is_seen_after_one_key_until_the_case_is_left_or_the_mask_is_toggled() {
    let away: [&[Action]; 6] = [
        &[Action::NextCustomer],
        &[Action::FocusQueue],
        &[Action::FocusQueue, Action::Down],
        &[Action::Mask],
        &[Action::Mask, Action::Mask],
        &[Action::ShowProse],
    ];
    for leaving in away {
        let mut desk = masked();
        assert!(!seen(&desk).contains("Bob"), "{leaving:?}");
        desk.act(Action::ShowProse);
        assert_eq!(seen(&desk).matches("Bob").count(), 2, "in the tree and in the comments");
        assert!(!seen(&desk).contains("ada@x.example"), "whom the case knows stays hidden");
        assert!(desk.notice().contains("until you leave it"), "{}", desk.notice());
        desk.acts(leaving);
        let is_open = desk.model.screen.mask == Mask::Off;
        assert_eq!(seen(&desk).contains("Bob"), is_open, "{leaving:?}");
        if !is_open {
            desk.acts(&[Action::PreviousCustomer, Action::FocusCase]);
            assert!(!seen(&desk).contains("Bob"), "back again after {leaving:?}");
        }
    }
    let mut desk = masked();
    desk.acts(&[Action::ShowProse, Action::NextTab, Action::FocusComments, Action::Zoom, Action::RefreshCase]);
    desk.pass(LONG);
    assert!(seen(&desk).contains("Bob"), "the case is still the same");
}

#[test]
fn without_a_mask_there_is_nothing_to_ask_for() {
    let mut desk = masked();
    desk.acts(&[Action::Mask, Action::ShowProse]);
    assert_eq!(desk.notice(), "nothing is hidden");
    desk.act(Action::Mask);
    assert!(!seen(&desk).contains("Bob"));
}

#[test]
fn prose_is_never_copied_under_a_mask() {
    for asked in [false, true] {
        let mut desk = masked();
        if asked {
            desk.act(Action::ShowProse);
        }
        desk.select(&Item::Comment(Subject::Company));
        let said = "not copied: Fin's own words may name people, and personal data is hidden";
        assert_eq!(copied(&desk.act(Action::Copy)), None);
        assert_eq!(desk.notice(), said);
        desk.act(Action::FocusComments);
        for _ in 0..3 {
            assert!(copied(&desk.act(Action::Copy)).is_none_or(|text| !text.contains("Bob")), "asked for: {asked}");
            desk.act(Action::Down);
        }
        let place = Copied::ALL.iter().position(|what| *what == Copied::Comment).unwrap();
        desk.acts(&[Action::FocusCase, Action::CopyWhat]);
        desk.acts(&vec![Action::Down; place]);
        assert_eq!(copied(&desk.act(Action::Activate)), None);
        assert_eq!(desk.notice(), said);
    }
    let mut desk = masked();
    desk.act(Action::Mask);
    desk.select(&Item::Comment(Subject::Company));
    assert_eq!(copied(&desk.act(Action::Copy)), Some(COMMENT));
}

#[test]
fn a_search_finds_what_is_seen_and_nothing_else() {
    let mut desk = masked();
    let search = |desk: &mut Desk, text: &str| {
        desk.acts(&[Action::First, Action::Find]);
        desk.type_text(text);
        desk.tell(Msg::Edit(Edit::Submit));
        desk.selected()
    };
    let party = desk.model.viewed_case().unwrap().case().unwrap().parties.items()[0].key.clone();
    for text in ["bob", "ada@"] {
        assert_eq!(search(&mut desk, text), Some(Item::Case), "{text}");
        assert!(desk.notice().starts_with("nothing here holds"), "{}", desk.notice());
    }
    assert_eq!(search(&mut desk, "party 2e71"), Some(Item::Party(party)), "its nickname is seen");
    desk.act(Action::ShowProse);
    assert_eq!(search(&mut desk, "bob"), Some(Item::Comment(Subject::Company)));
}

/// Three people and a company, by the mask and what was done before it: ids c1 to c4, names against their order.
fn people() -> Desk {
    let person = |id: &str, first: &str| row(id).in_status("REVIEWING").of_person(first, "Zimmer");
    let rows = vec![person("c3", "Ada"), person("c1", "Mia"), person("c2", "Eve"), row("c4").named("Ada Trading Ltd")];
    let mut desk = Desk::settled(Server { rows, ..Server::of(0) });
    desk.act(Action::Mask);
    desk
}

#[test]
fn a_masked_row_is_neither_found_nor_placed_by_what_is_hidden() {
    let mut desk = people();
    let filtered = |desk: &mut Desk, text: &str| {
        desk.acts(&[Action::FocusQueue, Action::Find]);
        desk.tell(Msg::Edit(Edit::Cancel));
        desk.act(Action::Find);
        desk.type_text(text);
        let order = desk.order();
        desk.tell(Msg::Edit(Edit::Cancel));
        order
    };
    let table: [(&str, &[&str], &[&str]); 6] = [
        ("ada", &["c4"], &["c3", "c4"]),
        ("Ada", &["c4"], &["c3", "c4"]),
        ("zimmer", &[], &["c1", "c2", "c3"]),
        ("customer", &["c1", "c2", "c3"], &[]),
        ("mail.example", &[], &["c1", "c2", "c3"]),
        ("c2", &["c2"], &["c2"]),
    ];
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    for (text, masked, open) in table {
        assert_eq!(sorted(filtered(&mut desk, text)), masked, "{text}");
        desk.act(Action::Mask);
        assert_eq!(sorted(filtered(&mut desk, text)), open, "{text} without a mask");
        desk.act(Action::Mask);
    }
    let by_name = |desk: &mut Desk| {
        desk.acts(&[Action::FocusQueue, Action::Sort, Action::First, Action::Down, Action::Activate]);
        desk.order()
    };
    assert_eq!(by_name(&mut desk), ["c4", "c1", "c2", "c3"], "people stand in the order of their nicknames");
    desk.act(Action::Mask);
    assert_eq!(desk.order(), ["c4", "c3", "c2", "c1"]);
    desk.act(Action::Mask);
    assert_eq!(desk.order(), ["c4", "c1", "c2", "c3"], "the place does not tell the name that was seen before");
}

#[test]
fn a_filter_that_found_somebody_finds_nobody_once_the_mask_is_on() {
    let mut desk = people();
    desk.acts(&[Action::Mask, Action::FocusQueue, Action::Find]);
    desk.type_text("zimmer");
    desk.tell(Msg::Edit(Edit::Submit));
    assert_eq!(desk.order().len(), 3);
    desk.act(Action::Mask);
    assert_eq!(desk.order().len(), 0);
    assert_eq!(desk.model.viewed, None, "and none of them is viewed");
}
