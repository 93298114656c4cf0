use super::*;
use crate::domain::digest::{Digest, Look};
use crate::domain::glossary::Glossary;
use crate::domain::sample::{case, party, request, row, subject};

fn rows() -> Vec<Row> {
    let asked = case("b")
        .with(party("p").standing("REJECTED"))
        .wanting(request(subject("p"), "identity").naming("PASSPORT", []));
    let mut rows = vec![
        Row::listed(row("a").named("Zinc").in_status("REVIEWING").updated("2026-05-01T00:00:00Z")),
        Row {
            digest: Some(Box::new(Digest::of(&asked, &Glossary::default(), Look::default()))),
            ..Row::listed(row("b").named("amber").in_status("APPROVED"))
        },
        Row::listed(row("c").named("Basalt").in_status("ACTION_REQUIRED").updated("2026-05-03T00:00:00Z")),
    ];
    rows[2].changed = true;
    rows
}

fn sorted(by: SortBy) -> String {
    let mut rows = rows();
    rows.sort_by(|a, b| by.compare(a, b));
    rows.iter().filter_map(|row| row.key.id()).map(ToString::to_string).collect()
}

#[test]
fn each_order_puts_first_what_it_says() {
    let table = [
        (SortBy::Name, "bca"),
        (SortBy::Status, "cba"),
        (SortBy::Asks, "bac"),
        (SortBy::Blockers, "bac"),
        (SortBy::Changed, "c"),
    ];
    for (by, expected) in table {
        assert!(sorted(by).starts_with(expected), "{by:?}: {}", sorted(by));
    }
}

#[test]
fn equal_rows_keep_the_order_of_their_ids() {
    assert_eq!(sorted(SortBy::Country), "abc");
    for by in SortBy::ALL {
        let mut once = rows();
        once.sort_by(|a, b| by.compare(a, b));
        let mut twice: Vec<Row> = once.iter().rev().cloned().collect();
        twice.sort_by(|a, b| by.compare(a, b));
        let keys = |rows: &[Row]| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&once), keys(&twice), "{by:?}");
    }
}

#[test]
fn a_time_that_stands_for_none_ranks_last() {
    let waiting = |id: &str, at: &str| Row::listed(row(id).in_status("ACTION_REQUIRED").updated(at));
    let rows = [
        waiting("a", "0001-01-01T00:00:00Z"),
        waiting("b", "1970-01-01T00:00:00Z"),
        waiting("c", "2026-05-03T00:00:00Z"),
    ];
    assert_eq!(SortBy::Waiting.order(&rows), [2, 0, 1]);
    assert_eq!(SortBy::Rank.order(&rows), [2, 0, 1]);
}
