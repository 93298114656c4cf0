use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::date;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::domain::digest::{Digest, Look};
use crate::domain::figures::Counted;
use crate::domain::over_time::{Moved, Spread, Week, WeekExtent, Window};
use crate::domain::sample::{case, row};
use crate::domain::turn::Turn;

fn now() -> Wall {
    "2026-05-20T12:00:00Z".parse().unwrap()
}

fn spread<T>(count: usize, median: T, ninetieth: T) -> Spread<T> {
    Spread { count, median: Some(median), ninetieth: Some(ninetieth), customers: count.div_ceil(2), left_out: 3 }
}

fn over_time() -> OverTime {
    let moved = |asks: usize| Moved { asks, customers: BTreeSet::new() };
    let week = |day, extent, opened, resolved| Week {
        starts: date(2026, 5, day),
        extent,
        opened: moved(opened),
        resolved: moved(resolved),
    };
    let days = |days: u64| Duration::from_hours(days * 24 + 12);
    let since = "2026-04-28T12:00:00Z".parse().unwrap();
    OverTime {
        window: Window { since, until: now() },
        history_since: Some("2026-05-05T08:00:00Z".parse().unwrap()),
        customers: 1_204,
        unreadable: 2,
        held: 1,
        weeks: vec![
            Week { starts: date(2026, 4, 27), ..week(1, WeekExtent::Unknown, 0, 0) },
            week(4, WeekExtent::Whole, 8, 11),
            week(11, WeekExtent::Whole, 12, 9),
            week(18, WeekExtent::Part, 0, 3),
        ],
        balance: None,
        with_us: spread(31, days(4), days(12)),
        with_customer: Spread::default(),
        with_fin: spread(1_400, days(2), days(30)),
        rounds: spread(9, 1, 3),
        approved: 4,
        rejected: 1,
        answered: spread(6, days(2), days(5)),
        waiting: 1,
    }
}

fn told<T>(history: History<'_>, tell: impl FnOnce(&FiguresReport<'_>) -> T) -> T {
    let glossary = Glossary::default();
    let mut figures = Figures::new(Arc::new(glossary.clone()));
    let case = case("c1").in_status("ACTION_REQUIRED");
    let digest = Digest::of(&case, &glossary, Look::default());
    let row = row("c1").in_status("ACTION_REQUIRED");
    let turn = Turn { profile: &row.profile, digest: Some(&digest), follow_up: None };
    figures.add(&Counted { key: &row.key, turn, is_remembered: false });
    tell(&FiguresReport {
        source: "TEST",
        now: now(),
        since: "2026-04-28T12:00:00Z".parse().unwrap(),
        calendar: &Calendar::default(),
        figures: &figures,
        history,
        is_complete: true,
        glossary: &glossary,
    })
}

fn json(history: History<'_>) -> String {
    told(history, |report: &FiguresReport<'_>| report.json())
}

const MOVED: &str = "\
What moved since 2026-04-28
---------------------------
It rests on looks since 2026-05-05, at 1,204 customers, be they in the list
above or not; of 2 something could not be read.
WEEK OF     CAME UP                RESOLVED
2026-04-27        ?                       ?
2026-05-04        8  ████████            11  ███████████
2026-05-11       12  ████████████         9  █████████
2026-05-18        0                       3  ███          in part
Asks are counted in the week of the look that showed them to be there, or gone:
answered, withdrawn or renamed.
Of a week with ?, and of all before it, nothing is remembered; of one in part,
not all of its days.
DAYS                      STAYS  MEDIAN  NINE OF TEN  CUSTOMERS  NOT COUNTED
with us                      31    ≈4.5        ≈12.5         16            3
with the customer             0       –            –          0            0
with Fin                  1,400    ≈2.5        ≈30.5        700            3
until answered, closed        6    ≈2.5         ≈5.5          3            3
≈ All of them are estimates, as looks are some time apart.
Half of the stays took no longer than the median, nine of ten no longer than the
number beside it.
Not counted are stays that still run, and those whose beginning was not seen.
Rounds per case: 1 round in the middle, 3 in nine of ten (9 cases; of 3 more it
is not known).
4 cases were approved, 1 rejected. 1 request that went out still waits.
1 held customer is left out of the days: since when each had to act is not
known.
";

#[test]
fn what_moved_is_told_in_80_columns() {
    let over_time = over_time();
    let page = Paper { width: Some(80), ascii: false };
    let text = told(History::Known(&over_time), |report| report.text(page));
    assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    let (short, moved) = text.split_at(text.find("What moved").unwrap());
    assert_eq!(moved, MOVED);
    let week = "In the last whole week 12 new asks came up and 9 were resolved; in the week\nbefore 8 and 11.\n";
    assert!(short.contains(week), "{short}");
}

#[test]
fn a_week_of_which_nothing_is_known_has_no_number() {
    let over_time = over_time();
    let json: serde_json::Value = serde_json::from_str(&json(History::Known(&over_time))).unwrap();
    let weeks = &json["over_time"]["weeks"];
    assert!(weeks[0]["opened"].is_null() && weeks[0]["resolved"].is_null(), "{weeks}");
    assert_eq!(weeks[2]["opened"]["asks"], 12);
    assert_eq!(json["over_time"]["days_with"]["us"]["median"], 4.5);
    assert!(json["over_time"]["days_with"]["customer"]["median"].is_null());
    let mut csv = Vec::new();
    told(History::Known(&over_time), |report| report.csv(&mut csv)).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    for row in [
        "week,opened_asks,2026-04-27,,,,,",
        "week,opened_asks,2026-05-11,12,,,,",
        "days_with,median,us,4.5,31,31,,",
        "days_with,median,customer,,0,0,,",
    ] {
        assert!(csv.lines().any(|line| line == row), "{row} in {csv}");
    }
}

#[test]
fn where_nothing_is_remembered_that_is_said_and_null() {
    for (history, sentence) in [
        (History::Nothing, "Nothing is remembered here, so what moved is not known"),
        (History::Unreadable, "What is remembered could not be read, so what moved is not known."),
    ] {
        let text = told(history, |report| report.text(Paper::default()));
        assert!(text.contains(sentence) && text.contains("1 customer needs us"), "{text}");
        let json = json(history);
        assert!(json.contains("\"over_time\": null"), "{json}");
        let markdown = told(history, |report: &FiguresReport<'_>| report.markdown());
        assert!(markdown.contains("\n| us | 1 | ████████████████████████ | 18 days |\n"), "{markdown}");
    }
}
