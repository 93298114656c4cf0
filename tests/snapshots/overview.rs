//! The overview at every size, in ASCII, and without colour.

use std::time::Duration;

use kyb_dash::app::action::Action;
use kyb_dash::app::memory::{Memory, MemoryMsg, Recalled};
use kyb_dash::app::msg::Msg;
use kyb_dash::domain::calendar::Calendar;
use kyb_dash::domain::imprint::CustomerKey;
use kyb_dash::domain::over_time::{Balance, Ground, Moved, OverTime, Spread, Week, WeekExtent, Window};
use kyb_dash::domain::text::SafeText;
use kyb_dash::sandbox::Scenario;
use kyb_dash::view::{Theme, View};

use crate::harness::{Harness, case, now, rows};
use crate::picture::draw;
use crate::shot;

const SIZES: [(u16, u16); 6] = [(200, 50), (160, 45), (120, 30), (100, 30), (80, 24), (40, 10)];
const FILES: [&str; 2] =
    [include_str!("../../assets/demo/queue.json"), include_str!("../../assets/demo/requests.json")];
/// What only the details of a customer have.
const DETAILS: [&str; 5] = [
    "verification_type",
    "associated_parties",
    "last_status_updated_at",
    "rejection_reason",
    "request_for_information",
];

/// Customers of the demo, all of them read.
fn demo(width: u16, height: u16) -> Harness {
    let (scenario, mut listed, mut cases) = (Scenario::demo(), Vec::new(), Vec::new());
    for file in FILES {
        let records: Vec<serde_json::Value> = serde_json::from_str(file).unwrap();
        for id in records.iter().filter_map(|record| record["customer"]["customer_id"].as_str()) {
            let reply = scenario.first_look(id, now().wall).unwrap();
            cases.push(case(reply.as_bytes(), id));
            let mut row: serde_json::Value = serde_json::from_str(&reply).unwrap();
            let row = row["data"].as_object_mut().unwrap();
            for name in DETAILS {
                row.remove(name);
            }
            listed.push(serde_json::to_string(row).unwrap());
        }
    }
    let mut harness = Harness::listed(width, height, rows(&listed.join(",")), cases);
    let place = SafeText::line("~/.local/state/kyb-dash");
    harness.send(Msg::Memory(MemoryMsg::Recalled(Box::new(Recalled { place, ..Recalled::default() }))));
    assert_eq!(harness.model.memory.state, Memory::On);
    harness
}

fn over_time() -> OverTime {
    let calendar = Calendar::default();
    let window = Window::of_weeks(8, &calendar, now().wall);
    let customer = CustomerKey::parse("671536f8-ddc5-4b1e-bd6f-27d0ed07a27c").unwrap();
    let moved = |asks: usize| Moved { asks, customers: [customer.clone()].into() };
    let monday = |week: i32| window.since.to_zoned(jiff::tz::TimeZone::UTC).date() + jiff::Span::new().weeks(week);
    let counts = [(0, 0), (4, 0), (6, 2), (5, 3), (9, 6), (3, 8), (4, 7), (2, 6), (1, 2)];
    let week = |(place, (opened, resolved)): (i32, (usize, usize))| Week {
        starts: monday(place),
        extent: match place {
            0 => WeekExtent::Unknown,
            1 | 8 => WeekExtent::Part,
            _ => WeekExtent::Whole,
        },
        opened: moved(opened),
        resolved: moved(resolved),
    };
    let days = |count, median: u64, ninetieth: u64| Spread {
        count,
        median: Some(Duration::from_secs(median * 3_600)),
        ninetieth: Some(Duration::from_secs(ninetieth * 3_600)),
        customers: count,
        left_out: 3,
    };
    OverTime {
        weeks: (0..).zip(counts).map(week).collect(),
        customers: 31,
        with_us: days(14, 101, 260),
        with_customer: days(9, 75, 200),
        with_fin: days(12, 190, 420),
        balance: Some(Balance { weeks: 4, opened: 16, resolved: 25 }),
        rounds: Spread { count: 8, median: Some(2), ninetieth: Some(3), customers: 8, left_out: 0 },
        answered: days(9, 80, 170),
        approved: 5,
        rejected: 2,
        ..OverTime::collector(window, &calendar).finish(Ground::default())
    }
}

fn with_overview(width: u16, height: u16) -> Harness {
    let mut harness = demo(width, height);
    harness.act(Action::Overview);
    let request = harness.over_time.take().unwrap();
    harness.send(Msg::Memory(MemoryMsg::OverTime { request, answer: Ok(Some(Box::new(over_time()))) }));
    harness.settle();
    harness
}

#[test]
fn the_overview_at_every_size() {
    for (width, height) in SIZES {
        insta::assert_snapshot!(format!("overview_{width}x{height}"), shot(&with_overview(width, height)).describe());
    }
}

#[test]
fn the_answers_of_the_overview_are_in_one_look() {
    for (width, height) in [(120, 30), (80, 24)] {
        let text = shot(&with_overview(width, height)).text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "need us",
            "over 14 d, longest",
            "Most often refused",
            "owed",
            "Better: 9 fewer asks open",
            "18 new, 27 resolved",
        ] {
            assert!(text.contains(words), "{words} at {width}x{height}:\n{text}");
        }
    }
}

#[test]
fn every_chart_is_seen_where_they_stand_one_by_one() {
    let mut harness = with_overview(40, 10);
    let mut seen = String::new();
    for _ in 0..7 {
        seen.push_str(&shot(&harness).text());
        seen.push('\n');
        harness.act(Action::NextPane);
    }
    for words in ["Who must act", "Refused", "Owed", "per week", "Days of", "Status", "Findings"] {
        assert!(seen.contains(words), "{words} in\n{seen}");
    }
    insta::assert_snapshot!("overview_pages_40x10", seen);
}

#[test]
fn the_overview_without_colour_and_in_ascii() {
    let mut harness = with_overview(120, 30);
    harness.act(Action::Open);
    let picture = draw(&mut View::new(Theme::monochrome().ascii()), &harness.model);
    assert!(picture.text().is_ascii(), "{}", picture.text());
    insta::assert_snapshot!("overview_ascii_120x30", picture.describe());
}

/// What a mask hides is not told by the overview either.
#[test]
fn the_overview_names_no_person_under_a_mask() {
    let mut harness = with_overview(120, 30);
    harness.act(Action::Mask);
    harness.settle();
    insta::assert_snapshot!("overview_masked_120x30", shot(&harness).describe());
}
