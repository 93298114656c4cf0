//! The mask: prose on demand, nothing of it in copies, and rows that tell nothing by being found or by their place.

use super::*;
use crate::app::window::Copied;
use crate::domain::key::Subject;
use crate::domain::sample::{party, rejection, row};

const COMMENT: &str = "Ask Bob UnknownParty, her brother.";

/// Two cases in which Fin wrote something that names somebody nobody knows; the mask is on and the first case is focused.
fn masked() -> Harness {
    let mut server = Server::of(2);
    for id in ["c000", "c001"] {
        let case = sample::case(id).with(party("2e719a54-ada").mailing("ada@x.example"));
        server.holds(case.refused(Subject::Company, rejection().labelled(&["LOW_QUALITY"]).saying(COMMENT)));
    }
    let mut harness = Harness::settled(server);
    harness.acts(&[Action::Mask, Action::FocusCase]);
    harness
}

/// What is seen of the case and its comments.
fn seen(harness: &Harness) -> String {
    let redactor = &harness.model.case_pane.redactor;
    let tree = harness.model.viewed_case().map_or(&[][..], |entry| entry.tree.nodes());
    let comments = harness.model.side.comments.rows.iter().map(|row| &row.line);
    let lines: Vec<String> =
        tree.iter().map(|node| &node.line).chain(comments).map(|line| line.words(redactor)).collect();
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
        let mut harness = masked();
        assert!(!seen(&harness).contains("Bob"), "{leaving:?}");
        harness.act(Action::ShowProse);
        assert_eq!(seen(&harness).matches("Bob").count(), 2, "in the tree and in the comments");
        assert!(!seen(&harness).contains("ada@x.example"), "whom the case knows stays hidden");
        assert!(harness.notice().contains("until you leave it"), "{}", harness.notice());
        harness.acts(leaving);
        let is_open = harness.model.screen.mask == Mask::Off;
        assert_eq!(seen(&harness).contains("Bob"), is_open, "{leaving:?}");
        if !is_open {
            harness.acts(&[Action::PreviousCustomer, Action::FocusCase]);
            assert!(!seen(&harness).contains("Bob"), "back again after {leaving:?}");
        }
    }
    let mut harness = masked();
    harness.acts(&[Action::ShowProse, Action::NextTab, Action::FocusComments, Action::Zoom, Action::RefreshCase]);
    harness.pass(LONG);
    assert!(seen(&harness).contains("Bob"), "the case is still the same");
}

#[test]
fn what_changed_in_prose_is_told_like_prose() {
    let mut harness = masked();
    let mut case = sample::case("c000").with(party("2e719a54-ada").mailing("ada@x.example"));
    case = case.refused(Subject::Company, rejection().labelled(&["LOW_QUALITY"]).saying("Eve Zimmer knows more."));
    harness.server.holds(case);
    harness.act(Action::RefreshCase);
    harness.pass(LONG);
    harness.acts(&[Action::NextTab, Action::NextTab, Action::NextTab]);
    let seen = |harness: &Harness| {
        let rows = &harness.model.case_pane.rows.of(crate::app::tabs::Tab::History).unwrap().rows;
        rows.iter().map(|row| row.line.words(&harness.model.case_pane.redactor)).collect::<Vec<_>>().join("\n")
    };
    let told = seen(&harness);
    assert!(told.contains("the comment on Company") && !told.contains("Bob") && !told.contains("Eve"), "{told}");
    harness.act(Action::ShowProse);
    assert!(
        seen(&harness).contains("Ask Bob UnknownParty, her brother. → Eve Zimmer knows more."),
        "{}",
        seen(&harness)
    );
}

#[test]
fn without_a_mask_there_is_nothing_to_ask_for() {
    let mut harness = masked();
    harness.acts(&[Action::Mask, Action::ShowProse]);
    assert_eq!(harness.notice(), "nothing is hidden");
    harness.act(Action::Mask);
    assert!(!seen(&harness).contains("Bob"));
}

#[test]
fn prose_is_never_copied_under_a_mask() {
    for asked in [false, true] {
        let mut harness = masked();
        if asked {
            harness.act(Action::ShowProse);
        }
        harness.select(&Item::Comment(Subject::Company));
        let said = ": Fin's own words may name people, and personal data is hidden";
        assert_eq!(copied(&harness.act(Action::Copy)), None);
        assert!(
            harness.notice().starts_with("not copied (") && harness.notice().ends_with(said),
            "{}",
            harness.notice()
        );
        harness.act(Action::FocusComments);
        for _ in 0..3 {
            assert!(copied(&harness.act(Action::Copy)).is_none_or(|text| !text.contains("Bob")), "asked for: {asked}");
            harness.act(Action::Down);
        }
        let place = Copied::ALL.iter().position(|what| *what == Copied::Comment).unwrap();
        harness.acts(&[Action::FocusCase, Action::CopyWhat]);
        harness.acts(&vec![Action::Down; place]);
        assert_eq!(copied(&harness.act(Action::Activate)), None);
        assert!(
            harness.notice().starts_with("not copied (") && harness.notice().ends_with(said),
            "{}",
            harness.notice()
        );
    }
    let mut harness = masked();
    harness.act(Action::Mask);
    harness.select(&Item::Comment(Subject::Company));
    assert_eq!(copied(&harness.act(Action::Copy)), Some(COMMENT));
}

#[test]
fn a_search_finds_what_is_seen_and_nothing_else() {
    let mut harness = masked();
    let search = |harness: &mut Harness, text: &str| {
        harness.acts(&[Action::First, Action::Find]);
        harness.type_text(text);
        harness.tell(Msg::Edit(Edit::Submit));
        harness.selected()
    };
    let party = harness.model.viewed_case().unwrap().case().unwrap().parties.items()[0].key.clone();
    for text in ["bob", "ada@"] {
        assert_eq!(search(&mut harness, text), Some(Item::Case), "{text}");
        assert!(harness.notice().starts_with("nothing here holds"), "{}", harness.notice());
    }
    assert_eq!(search(&mut harness, "party 2e71"), Some(Item::Party(party)), "its nickname is seen");
    harness.act(Action::ShowProse);
    assert_eq!(search(&mut harness, "bob"), Some(Item::Comment(Subject::Company)));
}

/// Three people and a company, by the mask and what was done before it: ids c1 to c4, names against their order.
fn people() -> Harness {
    let person = |id: &str, first: &str| row(id).in_status("REVIEWING").of_person(first, "Zimmer");
    let rows = vec![person("c3", "Ada"), person("c1", "Mia"), person("c2", "Eve"), row("c4").named("Ada Trading Ltd")];
    let mut harness = Harness::settled(Server { rows, ..Server::of(0) });
    harness.act(Action::Mask);
    harness
}

#[test]
fn a_masked_row_is_neither_found_nor_placed_by_what_is_hidden() {
    let mut harness = people();
    let filtered = |harness: &mut Harness, text: &str| {
        harness.acts(&[Action::FocusQueue, Action::Find]);
        harness.tell(Msg::Edit(Edit::Cancel));
        harness.act(Action::Find);
        harness.type_text(text);
        let order = harness.order();
        harness.tell(Msg::Edit(Edit::Cancel));
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
        assert_eq!(sorted(filtered(&mut harness, text)), masked, "{text}");
        harness.act(Action::Mask);
        assert_eq!(sorted(filtered(&mut harness, text)), open, "{text} without a mask");
        harness.act(Action::Mask);
    }
    let by_name = |harness: &mut Harness| {
        harness.acts(&[Action::FocusQueue, Action::Sort, Action::First, Action::Down, Action::Activate]);
        harness.order()
    };
    assert_eq!(by_name(&mut harness), ["c4", "c1", "c2", "c3"], "people stand in the order of their nicknames");
    harness.act(Action::Mask);
    assert_eq!(harness.order(), ["c4", "c3", "c2", "c1"]);
    harness.act(Action::Mask);
    assert_eq!(harness.order(), ["c4", "c1", "c2", "c3"], "the place does not tell the name that was seen before");
}

#[test]
fn a_filter_that_found_somebody_finds_nobody_once_the_mask_is_on() {
    let mut harness = people();
    harness.acts(&[Action::Mask, Action::FocusQueue, Action::Find]);
    harness.type_text("zimmer");
    harness.tell(Msg::Edit(Edit::Submit));
    assert_eq!(harness.order().len(), 3);
    harness.act(Action::Mask);
    assert_eq!(harness.order().len(), 0);
    assert_eq!(harness.model.viewed, None, "and none of them is viewed");
}

/// On a screen that others see, one key by mistake shows nobody.
#[test]
fn a_mask_that_was_set_takes_two_keys_in_a_row() {
    let mut harness = masked();
    harness.model.screen.is_mask_set = true;
    for keys in [&[Action::Mask, Action::Down, Action::Mask][..], &[Action::Mask]] {
        harness.acts(keys);
        assert_eq!(harness.model.screen.mask, Mask::On, "{keys:?}");
        harness.act(Action::Up);
    }
    harness.acts(&[Action::Mask, Action::Mask]);
    assert_eq!(harness.model.screen.mask, Mask::Off);
    harness.act(Action::Mask);
    assert_eq!(harness.model.screen.mask, Mask::On, "hiding asks nothing");
}
