use std::time::{Duration, Instant};

use super::*;
use crate::domain::key::{AskKey, RequestKey, Subject};
use crate::domain::request::{DocumentType, Section};

fn at(second: i64) -> Wall {
    Wall::from_second(1_790_000_000 + second).unwrap()
}

fn report(past: &[Past]) -> HistoryReport<'_> {
    HistoryReport {
        customer: "0b9f2f44-13a4-4c0e-9d65-5f6e7d8c9b0a",
        host: "api.example",
        first_looked: None,
        last_looked: None,
        seen: None,
        is_seen_unreadable: false,
        stays: &[],
        past,
        left_out: 0,
        unreadable: 0,
        mask: Mask::Off,
    }
}

#[test]
fn what_was_seen_and_cannot_be_read_was_not_never_seen() {
    let seen = |report: &HistoryReport<'_>| {
        let text = report.text(Paper { width: None, ..Paper::default() });
        text.lines().find(|line| line.contains("last seen")).unwrap().to_owned()
    };
    assert!(seen(&report(&[])).ends_with("never"));
    let unreadable = seen(&HistoryReport { is_seen_unreadable: true, unreadable: 1, ..report(&[]) });
    assert!(unreadable.contains("could not be read") && !unreadable.contains("never"), "{unreadable}");
}

/// Each of a hundred thousand asks is looked up, and not counted anew from the start.
#[test]
fn a_long_history_is_told_at_once() {
    let ask = |number: usize| {
        let request = RequestKey { subject: Subject::Company, section: Some(Section::new("legal")) };
        Item::Ask(AskKey { request, document_type: Some(DocumentType::new(&format!("KIND_{number}"))) })
    };
    let changes = |how: &How| (0..400).map(|number| Change { item: ask(number), how: how.clone() }).collect();
    let past: Vec<Past> = (0..500)
        .map(|second| {
            let how = if second % 2 == 0 { How::Added } else { How::Removed };
            Past { id: None, at: at(second), what: Happened::Changed(changes(&how)) }
        })
        .collect();
    let begun = Instant::now();
    let text = report(&past).text(Paper { width: None, ..Paper::default() });
    assert!(text.contains("for the 250th time"));
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
