//! Figures over time, from what is remembered of the looks at cases and of what was entered: what was asked and resolved in
//! each week, how long who had to act, how often it was asked, and how cases ended.
//!
//! Every moment is that of the look that showed something, or of an entry. What happened between two looks happened some
//! time before the later one, so all durations are estimates; what came and went between two looks is in no figure.
//!
//! What nobody can tell is left out and counted as left out. Customers that nobody looked at since the window began, and to
//! whom nothing was ever sent, are in none of the figures but `customers`: nothing of theirs is known to have moved.

mod asked;
mod balance;
mod spread;
mod stays;
mod stretches;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::ball::Ball;
use super::calendar::{self, Calendar};
use super::customer::CustomerStatus;
use super::follow_up::{SendingState, Since, pursuit};
use super::history::{Event, What};
use super::imprint::{CustomerKey, Difference, Imprint, Names};
use super::time::{Wall, elapsed};

pub use balance::Balance;
pub use spread::Spread;

use balance::{Span, balances};
use spread::Values;
use stays::{Stay, stays};
use stretches::{Stretch, stretches};

/// The stretch of time that figures speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From here on.
    pub since: Wall,
    /// Until here: now.
    pub until: Wall,
}

/// What is remembered of one customer.
#[derive(Clone, Copy, Debug)]
pub struct CaseHistory<'a> {
    /// Whom it is about.
    pub customer: &'a CustomerKey,
    /// When it was first looked at.
    pub first_seen: Option<Wall>,
    /// The last look.
    pub looked: Option<Looked<'a>>,
    /// What happened, newest first, as it is kept.
    pub events: &'a [Event],
    /// When the newest entry was made that cannot be read: where the case stood before that is not known.
    pub unreadable: Option<Wall>,
}

/// The last look at a case.
#[derive(Clone, Copy, Debug)]
pub struct Looked<'a> {
    /// When it was.
    pub at: Wall,
    /// What it showed.
    pub known: &'a Imprint,
    /// Whether something withheld the drafts of the case.
    pub is_held: bool,
}

/// On how much the figures rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// Since when anything is remembered: the first look at anybody.
    pub history_since: Option<Wall>,
    /// Customers of whom looks are remembered.
    pub customers: usize,
    /// Customers of whom something could not be read.
    pub unreadable: usize,
}

/// Figures over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverTime {
    /// The stretch of time that they speak of.
    pub window: Window,
    /// Since when anything is remembered: the first look at anybody. `None` where nothing is.
    pub history_since: Option<Wall>,
    /// Customers of whom looks are remembered.
    pub customers: usize,
    /// Customers of whom something could not be read. They are in the figures as far as they could be.
    pub unreadable: usize,
    /// Held customers that would have counted: who had to act before the hold cannot be told, so their stays are left out.
    pub held: usize,
    /// Oldest first; the last one is the running week.
    pub weeks: Vec<Week>,
    /// How the number of open asks moved in the last whole weeks; `None` where nobody was known before them.
    pub balance: Option<Balance>,
    /// How long we had to act, of the times that ended in the window.
    pub with_us: Spread<Duration>,
    /// How long the customer had: from a request that covers all that is asked until it is to be chased, was answered, or
    /// something else happened.
    pub with_customer: Spread<Duration>,
    /// How long Fin had.
    pub with_fin: Spread<Duration>,
    /// How many rounds of requests a case had, of the cases of which something that is asked came or went in the window.
    /// What was open at the first look is one round, and each look that showed something new to be asked is another.
    pub rounds: Spread<usize>,
    /// Customers that a look of the window showed to have become approved. One that became both counts by the later.
    pub approved: usize,
    /// Customers that a look of the window showed to have become rejected.
    pub rejected: usize,
    /// From when a request went out until it was answered or all that it asked for was gone, where that was in the window.
    /// Nothing is left out here but what still waits.
    pub answered: Spread<Duration>,
    /// Requests that went out and still wait.
    pub waiting: usize,
}

/// What moved in a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub starts: Date,
    /// How much of it is known.
    pub extent: WeekExtent,
    /// What came to be asked.
    pub opened: Moved,
    /// What is asked no longer: answered, withdrawn or renamed, nobody can tell.
    pub resolved: Moved,
}

/// How much of a week is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekExtent {
    /// All of it.
    Whole,
    /// A part: the rest is outside of the window, before anything was remembered, or to come.
    Part,
    /// Nothing was remembered yet.
    Unknown,
}

/// Asks that came or went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many.
    pub asks: usize,
    /// Of whom.
    pub customers: BTreeSet<CustomerKey>,
}

/// Collects figures, customer by customer, each once and in any order.
#[derive(Clone, Debug)]
pub struct Collector<'a> {
    window: Window,
    calendar: &'a Calendar,
    /// What came and what went, by the Monday of the week.
    weeks: BTreeMap<Date, [Moved; 2]>,
    with_us: Values<Duration>,
    with_customer: Values<Duration>,
    with_fin: Values<Duration>,
    rounds: Values<usize>,
    answered: Values<Duration>,
    approved: usize,
    rejected: usize,
    waiting: usize,
    held: usize,
    /// By how many weeks they span, the most first.
    balances: Vec<Span>,
}

impl OverTime {
    /// Begins to collect.
    #[must_use]
    pub fn collector(window: Window, calendar: &Calendar) -> Collector<'_> {
        Collector {
            window,
            calendar,
            weeks: BTreeMap::new(),
            with_us: Values::default(),
            with_customer: Values::default(),
            with_fin: Values::default(),
            rounds: Values::default(),
            answered: Values::default(),
            approved: 0,
            rejected: 0,
            waiting: 0,
            held: 0,
            balances: balances(window, calendar),
        }
    }
}

impl Window {
    /// The running week and so many whole ones before it.
    #[must_use]
    pub fn of_weeks(weeks: u32, calendar: &Calendar, now: Wall) -> Self {
        let monday = calendar::monday(calendar.day(now));
        let first = monday.checked_sub(i64::from(weeks).weeks()).unwrap_or(monday);
        Self { since: calendar.start(first).unwrap_or(now).min(now), until: now }
    }

    /// Whether a moment is in it.
    #[must_use]
    pub fn holds(&self, at: Wall) -> bool {
        (self.since..=self.until).contains(&at)
    }
}

impl Collector<'_> {
    /// Takes a customer.
    pub fn add(&mut self, case: &CaseHistory<'_>) {
        let has_moved = self.add_asks(case);
        self.balances.iter_mut().for_each(|span| span.add(case));
        self.add_outcome(case);
        self.add_requests(case);
        let (Some(first_seen), Some(looked)) = (case.first_seen, &case.looked) else {
            self.rounds.leave_out(usize::from(has_moved));
            return;
        };
        let stretches = stretches(case, first_seen, looked);
        if has_moved {
            match rounds(case, &stretches) {
                Some(0) => {}
                Some(rounds) => self.rounds.add([rounds]),
                None => self.rounds.leave_out(1),
            }
        }
        if looked.is_held {
            self.held += 1;
        } else {
            self.add_stays(case, first_seen, (looked, stretches));
        }
    }

    /// Counts what came to be asked and what is gone; answers whether anything is.
    fn add_asks(&mut self, case: &CaseHistory<'_>) -> bool {
        let mut has_moved = false;
        for (at, differences) in looks(case.events).filter(|(at, _)| self.window.holds(*at)) {
            let opened = differences.iter().filter(|it| it.added_ask().is_some()).count();
            let resolved = differences.iter().filter(|it| it.removed_ask().is_some()).count();
            if opened + resolved == 0 {
                continue;
            }
            has_moved = true;
            let week = self.weeks.entry(calendar::monday(self.calendar.day(at))).or_default();
            for (moved, asks) in week.iter_mut().zip([opened, resolved]).filter(|(_, asks)| *asks > 0) {
                moved.asks += asks;
                moved.customers.insert(case.customer.clone());
            }
        }
        has_moved
    }

    fn add_outcome(&mut self, case: &CaseHistory<'_>) {
        let in_window = looks(case.events).filter(|(at, _)| self.window.holds(*at));
        // They are the newest first.
        let mut became = in_window.flat_map(|(_, differences)| differences.iter().filter_map(Difference::became));
        match became.find(|status| matches!(status, CustomerStatus::Approved | CustomerStatus::Rejected)) {
            Some(CustomerStatus::Approved) => self.approved += 1,
            Some(_) => self.rejected += 1,
            None => {}
        }
    }

    fn add_requests(&mut self, case: &CaseHistory<'_>) {
        let since = case.looked.as_ref().map(|looked| Since { now: looked.known, at: looked.at });
        let sendings = pursuit(case.events, since, &Names::default()).sendings;
        self.waiting += sendings.iter().filter(|it| it.state == SendingState::Open).count();
        let window = self.window;
        self.answered.add(sendings.iter().filter_map(|it| match it.state {
            SendingState::Answered(at) | SendingState::Closed(at) => window.holds(at).then(|| elapsed(it.at, at)),
            SendingState::Open | SendingState::Replaced(_) => None,
        }));
    }

    fn add_stays(
        &mut self,
        case: &CaseHistory<'_>,
        first_seen: Wall,
        (looked, stretches): (&Looked<'_>, Vec<Stretch>),
    ) {
        let until = self.window.until;
        let stays = stays((case.events, looked.known), stretches, (first_seen, until), self.calendar);
        for (holder, values) in
            [(Ball::Us, &mut self.with_us), (Ball::Customer, &mut self.with_customer), (Ball::Fin, &mut self.with_fin)]
        {
            let of_window = stays.iter().filter(|stay| stay.holder == holder && stay.to >= self.window.since);
            let (whole, cut): (Vec<_>, Vec<_>) = of_window.partition(|stay| stay.is_whole);
            values.add(whole.into_iter().map(|stay: &Stay| elapsed(stay.from, stay.to)));
            values.leave_out(cut.len());
        }
    }

    /// The figures.
    #[must_use]
    pub fn finish(mut self, ground: Ground) -> OverTime {
        let weeks = self.weeks(ground.history_since);
        let is_known = |span: &&Span| ground.history_since.is_some_and(|first| first < span.since);
        let balance = self.balances.iter().find(is_known).map(|span| span.balance);
        OverTime {
            window: self.window,
            history_since: ground.history_since,
            customers: ground.customers,
            unreadable: ground.unreadable,
            held: self.held,
            balance,
            weeks,
            with_us: self.with_us.spread(),
            with_customer: self.with_customer.spread(),
            with_fin: self.with_fin.spread(),
            rounds: self.rounds.spread(),
            approved: self.approved,
            rejected: self.rejected,
            answered: self.answered.spread(),
            waiting: self.waiting,
        }
    }

    fn weeks(&mut self, history_since: Option<Wall>) -> Vec<Week> {
        let [first, last] = [self.window.since, self.window.until].map(|at| calendar::monday(self.calendar.day(at)));
        let weeks = std::iter::successors(Some(first), |week| week.checked_add(1.week()).ok());
        let weeks = weeks.take_while(|week| *week <= last);
        weeks
            .map(|starts| {
                let [opened, resolved] = self.weeks.remove(&starts).unwrap_or_default();
                Week { starts, extent: extent(starts, self.window, history_since, self.calendar), opened, resolved }
            })
            .collect()
    }
}

/// How often something new was asked of a case; `None` where it is not known what was asked at the first look.
fn rounds(case: &CaseHistory<'_>, stretches: &[Stretch]) -> Option<usize> {
    let first = stretches.first()?.stood.as_ref()?;
    let had_asks = first.asks().next().is_some();
    if !had_asks && first.may_ask_more() {
        return None;
    }
    let later = looks(case.events).filter(|(_, differences)| differences.iter().any(|it| it.added_ask().is_some()));
    Some(usize::from(had_asks) + later.count())
}

fn looks(events: &[Event]) -> impl Iterator<Item = (Wall, &[Difference])> {
    events.iter().filter_map(|event| match &event.what {
        What::Look(differences) => Some((event.at, differences.as_slice())),
        _ => None,
    })
}

fn extent(starts: Date, window: Window, history_since: Option<Wall>, calendar: &Calendar) -> WeekExtent {
    let ends = starts.checked_add(1.week()).ok();
    let [starts, ends] = [Some(starts), ends].map(|day| day.and_then(|day| calendar.start(day)));
    let Some(history_since) = history_since else { return WeekExtent::Unknown };
    if ends.is_some_and(|ends| ends <= history_since) {
        return WeekExtent::Unknown;
    }
    let is_begun = starts.is_some_and(|starts| starts >= window.since.max(history_since));
    let is_over = ends.is_some_and(|ends| ends <= window.until);
    if is_begun && is_over { WeekExtent::Whole } else { WeekExtent::Part }
}

#[cfg(test)]
mod tests;
