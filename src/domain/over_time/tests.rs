mod any;
mod holders;

use std::sync::LazyLock;

use super::*;
use crate::domain::calendar::date;
use crate::domain::case::Case;
use crate::domain::fact::{Fact, Items};
use crate::domain::glossary::Glossary;
use crate::domain::history::{EventId, Sent, Way};
use crate::domain::imprint::{FingerprintKey, KeptSubject};
use crate::domain::key::Subject;
use crate::domain::sample::{case, field, given, party, request, subject};
use crate::domain::time::Zone;

const ID: &str = "671536f8-0000-4000-8000-000000000001";
const OTHER: &str = "671536f8-0000-4000-8000-000000000002";
const ADA: &str = "2e719a54-0000-4000-8000-000000000001";
static GLOSSARY: LazyLock<Glossary> = LazyLock::new(crate::catalogue::glossary);

/// Days since Monday, 5 October 2026, at midnight.
fn at(day: i64) -> Wall {
    hour(day * 24)
}

fn hour(hour: i64) -> Wall {
    Wall::from_second(1_791_158_400 + hour * 3_600).unwrap()
}

fn days(days: u64) -> Duration {
    Duration::from_secs(days * 86_400)
}

fn window(since: i64, until: i64) -> Window {
    Window { since: at(since), until: at(until) }
}

fn key() -> FingerprintKey {
    FingerprintKey::new([7; 16])
}

/// A case that is looked at from time to time, as the store would keep what is seen of it and done about it.
#[derive(Clone)]
struct Watched {
    customer: CustomerKey,
    case: Case,
    first_seen: Wall,
    looked_at: Wall,
    known: Imprint,
    events: Vec<Event>,
    is_held: bool,
    unreadable: Option<Wall>,
}

impl Watched {
    fn new(id: &str, day: i64, case: Case) -> Self {
        let customer = CustomerKey::parse(id).unwrap();
        let known = Imprint::of(&case, &customer, &key(), &GLOSSARY);
        let (first_seen, looked_at) = (at(day), at(day));
        Self { customer, case, first_seen, looked_at, known, events: Vec::new(), is_held: false, unreadable: None }
    }

    fn sealed(&self) -> Imprint {
        Imprint::of(&self.case, &self.customer, &key(), &GLOSSARY)
    }

    /// A look, at which the case is found so.
    fn look(mut self, day: i64, change: impl FnOnce(Case) -> Case) -> Self {
        self.case = change(self.case);
        let now = self.sealed();
        let differences = self.known.differences(&now).unwrap();
        self.known = now.filled_from(&self.known);
        self.looked_at = at(day);
        if differences.is_empty() { self } else { self.note(day, What::Look(differences)) }
    }

    fn note(mut self, day: i64, what: What) -> Self {
        let id = EventId::new(&self.events.len().to_string());
        self.events.insert(0, Event { id, at: at(day), what });
        self
    }

    fn send(self, day: i64, to: &[Subject], follow_up: i64) -> Self {
        let to = to.iter().map(|to| KeptSubject::of(to, &self.customer, &key(), &GLOSSARY)).collect::<Vec<_>>();
        let (owed, looked_at) = (self.sealed().owed(&to), self.looked_at);
        let follow_up = Calendar::default().day(at(follow_up));
        self.note(day, What::Sent(Sent { to, way: Way::Draft, follow_up, looked_at, owed }))
    }

    fn history(&self) -> CaseHistory<'_> {
        let looked = Looked { at: self.looked_at, known: &self.known, is_held: self.is_held };
        let Self { customer, first_seen, events, unreadable, .. } = self;
        CaseHistory { customer, first_seen: Some(*first_seen), looked: Some(looked), events, unreadable: *unreadable }
    }

    /// Who had to act, as `us 3-5`; in parentheses where it does not count.
    fn told(&self, until: i64) -> String {
        let history = self.history();
        let looked = history.looked.as_ref().unwrap();
        let stretches = stretches(&history, self.first_seen, looked);
        let of = (self.events.as_slice(), &self.known);
        let stays = stays(of, stretches, (self.first_seen, at(until)), &Calendar::default());
        let day = |wall: Wall| (wall.as_second() - at(0).as_second()) / 86_400;
        let told = stays.iter().map(|stay| {
            let told = format!("{} {}-{}", stay.holder.word(), day(stay.from), day(stay.to));
            if stay.is_whole { told } else { format!("({told})") }
        });
        told.collect::<Vec<_>>().join(", ")
    }
}

fn of(window: Window, cases: &[&Watched]) -> OverTime {
    let calendar = Calendar::default();
    let mut collector = OverTime::collector(window, &calendar);
    for case in cases {
        collector.add(&case.history());
    }
    let history_since = cases.iter().map(|case| case.first_seen).min();
    collector.finish(Ground { history_since, customers: cases.len(), unreadable: 0 })
}

fn reviewing() -> Case {
    case(ID).with(party(ADA))
}

/// Fin asks for a paper of the company.
fn asking(paper: &str) -> impl Fn(Case) -> Case {
    move |case| {
        let requests = request(Subject::Company, "formation_documents").naming(paper, [field("files")]);
        case.in_status("ACTION_REQUIRED").wanting(requests)
    }
}

fn asking_ada(case: Case) -> Case {
    case.in_status("ACTION_REQUIRED")
        .wanting(request(subject(ADA), "identifying_documents").naming("PASSPORT", [field("files")]))
}

/// Fin asks for nothing and reviews.
fn settled(mut case: Case) -> Case {
    case.requests = Fact::Given(Items::default());
    case.in_status("REVIEWING")
}

/// The first ask is gone.
fn one_less(mut case: Case) -> Case {
    given(&mut case.requests).read.remove(0);
    case
}

fn in_status(status: &'static str) -> impl Fn(Case) -> Case {
    move |case| case.in_status(status)
}

fn unread(mut case: Case) -> Case {
    case.requests = Fact::Withheld;
    case
}

fn without_status(mut case: Case) -> Case {
    case.profile.status = Fact::Withheld;
    case
}

const COMPANY: &[Subject] = &[Subject::Company];

/// What a first look shows was asked before, nobody knows when: whoever came later would only ever lose asks.
#[test]
fn the_balance_is_that_of_customers_who_were_known_before_its_weeks() {
    // Known since the second day; one ask more in the third week, two gone in the fourth.
    let known = Watched::new(ID, 2, asking("B")(asking("A")(reviewing()))).look(15, asking("C")).look(22, one_less);
    let late = Watched::new(OTHER, 8, asking("B")(asking("A")(reviewing()))).look(16, settled);
    let told = |since: i64, until: i64| {
        of(window(since, until), &[&known, &late]).balance.map(|it| (it.weeks, it.opened, it.resolved))
    };
    // Today is in the fifth week: four weeks began before anybody was known.
    assert_eq!(told(0, 30), Some((3, 1, 1)));
    // Of the last two weeks the other one was known, too; it lost its asks in the first of them.
    assert_eq!(told(14, 30), Some((2, 1, 3)));
    // No further than the window, and nothing of the running week.
    assert_eq!((told(21, 30), told(28, 30), told(0, 9)), (Some((1, 0, 1)), None, None));
}

#[test]
fn asks_count_in_the_week_of_the_look_that_showed_them_to_move() {
    let one = Watched::new(ID, 1, asking("A")(reviewing()))
        .look(3, asking("B"))
        .look(8, |case| asking("D")(asking("C")(case)))
        .look(9, one_less)
        .look(23, settled);
    let other = Watched::new(OTHER, 9, reviewing()).look(10, asking("A")).look(24, settled).look(30, asking("A"));
    let told = |over: &OverTime| -> Vec<String> {
        let weeks = over.weeks.iter().map(|week| {
            let told = |moved: &Moved| format!("{} of {}", moved.asks, moved.customers.len());
            format!("{} {:?} +{} -{}", week.starts, week.extent, told(&week.opened), told(&week.resolved))
        });
        weeks.collect()
    };
    let expected = [
        "2026-09-28 Unknown +0 of 0 -0 of 0",
        "2026-10-05 Part +1 of 1 -0 of 0",
        "2026-10-12 Whole +3 of 2 -1 of 1",
        "2026-10-19 Whole +0 of 0 -0 of 0",
        "2026-10-26 Part +0 of 0 -4 of 2",
    ];
    assert_eq!(told(&of(window(-4, 26), &[&one, &other])), expected);
    // What moved before the window is in none of its weeks, although it is of the same week.
    let expected = ["2026-10-12 Part +0 of 0 -1 of 1", "2026-10-19 Part +0 of 0 -0 of 0"];
    let late = Window { since: hour(9 * 24 - 1), until: at(20) };
    assert_eq!(told(&of(late, &[&one])), expected);
    // Where nothing is remembered nothing is known.
    let nothing = OverTime::collector(window(0, 3), &Calendar::default()).finish(Ground::default());
    assert_eq!(told(&nothing), ["2026-10-05 Unknown +0 of 0 -0 of 0"]);
}

#[test]
fn weeks_are_those_of_the_zone() {
    // Sunday, 11 October, at 23:00 in UTC is Monday in Auckland.
    let mut case = Watched::new(ID, 1, reviewing()).look(6, asking("A"));
    case.events[0].at = hour(6 * 24 + 23);
    let auckland = jiff::tz::TimeZone::fixed(jiff::tz::offset(13));
    for (zone, monday) in [(Zone::Utc, "2026-10-05"), (Zone::Local(auckland), "2026-10-12")] {
        let calendar = Calendar { zone, ..Calendar::default() };
        let mut collector = OverTime::collector(window(0, 10), &calendar);
        collector.add(&case.history());
        let over = collector.finish(Ground::default());
        let week = over.weeks.iter().find(|week| week.opened.asks > 0).unwrap();
        assert_eq!(Some(week.starts), date(monday));
    }
}

#[test]
fn stays_count_where_they_ended_in_the_window() {
    let case = Watched::new(ID, 0, reviewing())
        .look(3, asking("A"))
        .send(5, COMPANY, 10)
        .look(12, settled)
        .look(20, asking("B"))
        .send(25, COMPANY, 40);
    assert_eq!(case.told(30), "(Fin 0-3), us 3-5, customer 5-10, us 10-12, Fin 12-20, us 20-25, (customer 25-30)");
    let all = of(window(0, 30), &[&case]);
    let spread = |spread: Spread<Duration>| (spread.count, spread.median, spread.customers, spread.left_out);
    assert_eq!(spread(all.with_us), (3, Some(days(2)), 1, 0));
    assert_eq!(all.with_us.ninetieth, Some(days(5)));
    assert_eq!(spread(all.with_customer), (1, Some(days(5)), 1, 1), "one still runs");
    assert_eq!(spread(all.with_fin), (1, Some(days(8)), 1, 1), "one had begun before the first look");
    let late = of(window(11, 30), &[&case]);
    assert_eq!(spread(late.with_us), (2, Some(days(2)), 1, 0));
    assert_eq!(spread(late.with_customer), (0, None, 0, 1));
    assert_eq!(spread(late.with_fin), (1, Some(days(8)), 1, 0));
    let mut held = case;
    held.is_held = true;
    let held = of(window(0, 30), &[&held]);
    assert_eq!((held.held, spread(held.with_us), spread(held.with_fin)), (1, (0, None, 0, 0), (0, None, 0, 0)));
    assert_eq!((held.rounds.count, held.answered.count, held.waiting), (1, 1, 1), "the rest is known of it");
}

#[test]
fn rounds_are_counted_since_the_first_look_where_anything_moved_in_the_window() {
    let new = |case: Case| Watched::new(ID, 0, case);
    let rounds = |case: &Watched, window| {
        let rounds = of(window, &[case]).rounds;
        (rounds.median, rounds.left_out)
    };
    let all = window(0, 30);
    for (name, case, expected) in [
        ("nothing moved", new(asking("A")(reviewing())), (None, 0)),
        ("open at the first look", new(asking("A")(reviewing())).look(2, settled), (Some(1), 0)),
        ("opened", new(reviewing()).look(2, asking("A")), (Some(1), 0)),
        ("two at once", new(reviewing()).look(2, |case| asking("B")(asking("A")(case))), (Some(1), 0)),
        (
            "again and again",
            new(asking("A")(reviewing())).look(2, settled).look(3, asking("A")).look(5, asking("B")),
            (Some(3), 0),
        ),
        ("not read at first", new(unread(reviewing())).look(2, settled).look(4, asking("A")), (None, 1)),
    ] {
        assert_eq!(rounds(&case, all), expected, "{name}");
    }
    let early = new(asking("A")(reviewing())).look(2, settled).look(20, asking("B"));
    assert_eq!(rounds(&early, window(10, 30)), (Some(2), 0), "those before the window are of the same case");
    assert_eq!(rounds(&early, window(21, 30)), (None, 0));
    let mut damaged = early;
    damaged.unreadable = Some(at(1));
    assert_eq!(rounds(&damaged, all), (None, 1));
}

#[test]
fn a_customer_is_approved_or_rejected_by_the_last_look_that_said_so() {
    let case = Watched::new(ID, 0, reviewing())
        .look(2, in_status("APPROVED"))
        .look(4, in_status("REVIEWING"))
        .look(6, in_status("REJECTED"))
        .look(8, in_status("REVIEWING"));
    let outcome = |window| {
        let over = of(window, &[&case]);
        (over.approved, over.rejected)
    };
    assert_eq!(outcome(window(0, 30)), (0, 1));
    assert_eq!(outcome(window(0, 5)), (1, 0));
    assert_eq!(outcome(window(3, 5)), (0, 0));
    let from_the_start = Watched::new(ID, 0, in_status("APPROVED")(reviewing())).look(3, |case| case.named("Other"));
    assert_eq!(of(window(0, 30), &[&from_the_start]).approved, 0);
    let again = Watched::new(OTHER, 0, in_status("APPROVED")(reviewing())).look(2, without_status);
    assert_eq!(of(window(0, 30), &[&again.look(4, in_status("APPROVED"))]).approved, 0, "it was so all the time");
}

#[test]
fn requests_are_answered_or_wait() {
    let case = Watched::new(ID, 0, asking_ada(asking("A")(reviewing())))
        .send(1, COMPANY, 5)
        .look(4, one_less)
        .send(6, &[subject(ADA)], 9)
        .note(16, What::Answered)
        .send(18, &[subject(ADA)], 20);
    let answered = |window| {
        let over = of(window, &[&case]);
        (over.answered.count, over.answered.median, over.answered.ninetieth, over.waiting)
    };
    assert_eq!(answered(window(0, 30)), (2, Some(days(3)), Some(days(10)), 1));
    assert_eq!(answered(window(5, 30)), (1, Some(days(10)), Some(days(10)), 1));
    assert_eq!(answered(window(20, 30)), (0, None, None, 1));
}

#[test]
fn without_a_look_only_what_was_entered_is_told() {
    let case = Watched::new(ID, 0, reviewing()).look(3, asking("A")).send(5, COMPANY, 10);
    let calendar = Calendar::default();
    let mut collector = OverTime::collector(window(0, 30), &calendar);
    collector.add(&CaseHistory { looked: None, first_seen: None, ..case.history() });
    let over = collector.finish(Ground { history_since: None, customers: 1, unreadable: 1 });
    assert_eq!((over.waiting, over.with_us.count, over.with_us.left_out, over.rounds.left_out), (1, 0, 0, 1));
    assert_eq!(over.unreadable, 1);
}
