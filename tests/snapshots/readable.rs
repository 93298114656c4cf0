//! Everything that a case says can be read: while a row is selected, each of its words is on the screen, at every size.

use kyb_dash::app::action::Action;
use kyb_dash::app::layout::Pane;
use kyb_dash::app::list::List;
use kyb_dash::app::tabs::Tab;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::mask::Redactor;
use kyb_dash::view::{Theme, View};

use crate::harness::{Harness, REFERENCE, REFERENCE_ID, case, reference};
use crate::picture::{Picture, draw};

const SIZES: [(u16, u16); 6] = [(200, 50), (160, 45), (120, 30), (100, 30), (80, 24), (40, 10)];

/// The case of the demo with the longest addresses and the most asks.
fn widest() -> Case {
    let demo: serde_json::Value = serde_json::from_slice(include_bytes!("../../assets/demo/requests.json")).unwrap();
    let mut customers = demo.as_array().unwrap().iter().map(|one| &one["customer"]);
    let found = customers.find(|one| one["business_name"] == "Sable Orchard Imports (Pty) Ltd").unwrap();
    let id = found["customer_id"].as_str().unwrap().to_owned();
    case(serde_json::json!({ "data": found }).to_string().as_bytes(), &id)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a pane shows, its rows one behind the other: a word may be broken where a row ends.
fn shown(picture: &Picture, harness: &Harness, pane: Pane) -> String {
    let layout = harness.model.layout();
    let Some(place) = layout.place(pane) else { return String::new() };
    let outer = place.outer;
    let rows = outer.y..outer.y + outer.height;
    let text: String = rows.map(|y| picture.part(y, place.inner.x, place.inner.x + place.inner.width)).collect();
    squeezed(&text).replace('┊', "")
}

/// The words of a row, in pieces that no sign and no bar stands in.
fn words(harness: &Harness) -> Vec<String> {
    let redactor = Redactor::open();
    let line = match harness.model.case_pane.rows.of(harness.model.case_pane.tab) {
        Some(rows) => rows.selected().map(|row| row.line.clone()),
        None => harness.model.viewed_case().and_then(|entry| entry.tree.selected()).map(|node| node.line.clone()),
    };
    let line = line.unwrap_or_default();
    let words =
        line.pieces().iter().filter_map(|piece| piece.content.words(&redactor).map(std::borrow::Cow::into_owned));
    words.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Goes through every row of a tab, all branches open, and tells which words are not there.
fn unreadable(harness: &mut Harness, size: (u16, u16)) -> Vec<String> {
    let mut view = View::new(Theme::terminal());
    let mut missing = Vec::new();
    let rows = |harness: &Harness| harness.model.list(Pane::Case).map_or(0, List::row_count);
    harness.act(Action::First);
    for step in 0..2_000 {
        if harness.model.case_pane.tab == Tab::Tree {
            // Opens a branch, and goes on with the next row.
            let before = harness.model.list(Pane::Case).unwrap().cursor().at;
            let count = rows(harness);
            harness.act(Action::Open);
            if harness.model.list(Pane::Case).unwrap().cursor().at != before && rows(harness) == count {
                harness.act(Action::Up);
            }
        }
        harness.settle();
        let picture = draw(&mut view, &harness.model);
        let seen = shown(&picture, harness, Pane::Case);
        for word in words(harness) {
            if !seen.contains(&word) {
                missing.push(format!(
                    "{}x{} {:?}: {word:?} in\n{}",
                    size.0,
                    size.1,
                    harness.model.case_pane.tab,
                    picture.text()
                ));
            }
        }
        let at = harness.model.list(Pane::Case).unwrap().cursor().at;
        if at + 1 >= rows(harness) {
            break;
        }
        harness.act(Action::Down);
        assert!(step < 1_999, "it comes to an end");
    }
    missing
}

#[test]
fn every_word_of_a_selected_row_is_on_the_screen() {
    for found in [reference(), widest()] {
        for size in SIZES {
            let mut harness = Harness::of_file(size.0, size.1, vec![Ok(found.clone())]);
            harness.act(Action::FocusCase);
            for _ in Tab::ALL {
                let missing = unreadable(&mut harness, size);
                assert!(missing.is_empty(), "{} words, the first: {}", missing.len(), missing[0]);
                harness.act(Action::NextTab);
            }
        }
    }
}

/// What must be seen at one look: who owns how much and where they stand.
#[test]
fn the_share_and_the_status_of_every_party_are_seen_without_selecting_it() {
    for size in [(120, 30), (100, 30), (80, 24)] {
        let mut harness = Harness::of_file(size.0, size.1, vec![Ok(widest())]);
        harness.act(Action::FocusCase);
        let text = draw(&mut View::new(Theme::terminal()), &harness.model).text();
        for party in ["80 %  REJECTED  ? 2 asks", "20 %  REVIEWING"] {
            assert!(text.contains(party), "{party} at {size:?} in\n{text}");
        }
    }
}

/// Where one pane shows, the selected row tells of the asks what is known of them, and that some are not.
#[test]
fn asks_that_could_not_be_read_are_not_left_out_of_the_selected_row() {
    let mut json: serde_json::Value = serde_json::from_slice(REFERENCE).unwrap();
    json["data"]["request_for_information"] = serde_json::json!({});
    let unreadable = case(json.to_string().as_bytes(), REFERENCE_ID);
    let mut harness = Harness::of_file(40, 12, vec![Ok(unreadable)]);
    harness.act(Action::FocusQueue);
    let text = draw(&mut View::new(Theme::terminal()), &harness.model).text();
    assert!(squeezed(&text.replace('┊', "")).contains("?asks"), "{text}");
}
