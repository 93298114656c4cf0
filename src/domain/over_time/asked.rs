//! Which requests wait for the customer at a moment of the past. [`pursuit`](crate::domain::follow_up::pursuit) judges the
//! same for now; this follows it in time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::domain::history::{Event, Sent, What};
use crate::domain::imprint::{Difference, Imprint, KeptSubject, Stood};
use crate::domain::key::AskKey;
use crate::domain::time::Wall;

/// Whether the customer was asked for all that was asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// It was not, or not for all.
    NotAll,
    /// It was, and is to be chased on that day.
    All(Date),
    /// Nobody can tell.
    Unknown,
}

/// A request that waits.
#[derive(Clone, Debug)]
struct Waiting<'a> {
    sent: &'a Sent,
    /// What it asked for and is still asked as it was.
    asks: BTreeSet<&'a AskKey>,
    is_comparable: bool,
}

impl Waiting<'_> {
    /// Whether it asked to finish and for nothing else.
    fn is_to_finish(&self) -> bool {
        !self.sent.owed.has_asks()
    }
}

/// The requests that wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked<'a> {
    /// Oldest first.
    waiting: Vec<Waiting<'a>>,
    /// The day to which they were put off.
    put_off: Option<Date>,
    /// When an ask last went, came or became another one.
    touched: BTreeMap<&'a AskKey, Wall>,
    /// When customer or parties last moved on.
    moved: Option<Wall>,
}

impl<'a> Asked<'a> {
    /// Takes the next event.
    pub(super) fn take(&mut self, event: &'a Event, known: &Imprint) {
        match &event.what {
            What::Look(differences) => self.look(event.at, differences),
            What::Sent(sent) => self.send(sent, known),
            What::Snoozed { until } => self.put_off = Some(*until),
            What::Answered => {
                self.waiting.clear();
                self.put_off = None;
            }
            What::Lift { .. } | What::Note { .. } => {}
        }
    }

    fn look(&mut self, at: Wall, differences: &'a [Difference]) {
        let touched = differences.iter().filter_map(|it| it.removed_ask().or_else(|| it.raised_ask()));
        let touched: BTreeSet<&AskKey> = touched.collect();
        let has_moved = differences.iter().any(Difference::is_move);
        let is_asked = differences.iter().any(|it| it.added_ask().is_some());
        let before = self.waiting.len();
        self.waiting.retain_mut(|it| {
            if it.is_to_finish() {
                return !(has_moved || is_asked);
            }
            it.asks.retain(|ask| !touched.contains(*ask));
            !(it.is_comparable && it.asks.is_empty())
        });
        if self.waiting.len() < before {
            // It was about how things stood before.
            self.put_off = None;
        }
        self.touched.extend(touched.into_iter().map(|ask| (ask, at)));
        if has_moved {
            self.moved = Some(at);
        }
    }

    fn send(&mut self, sent: &'a Sent, known: &Imprint) {
        self.put_off = None;
        // What went and came again after the look that it rests on was not asked by it.
        let is_untouched = |ask: &&AskKey| self.touched.get(*ask).is_none_or(|at| *at <= sent.looked_at);
        let asks: BTreeSet<&AskKey> = sent.owed.asks_of(&sent.to).filter(is_untouched).collect();
        let new = Waiting { sent, asks, is_comparable: sent.owed.is_comparable(known) };
        let is_over = if new.is_to_finish() {
            self.moved.is_some_and(|at| at > sent.looked_at)
        } else {
            new.is_comparable && new.asks.is_empty()
        };
        if !is_over {
            self.waiting.push(new);
            self.replace();
        }
    }

    /// A request all of which was asked again is over: the newer ones have a day of their own.
    fn replace(&mut self) {
        let (mut asks, mut to): (BTreeSet<&AskKey>, BTreeSet<&KeptSubject>) = <_>::default();
        let mut kept = Vec::new();
        for it in std::mem::take(&mut self.waiting).into_iter().rev() {
            let is_repeated = if it.is_comparable && !it.is_to_finish() {
                it.asks.is_subset(&asks)
            } else {
                it.sent.to.iter().all(|subject| to.contains(subject))
            };
            if kept.is_empty() || !is_repeated {
                asks.extend(it.asks.iter().copied());
                to.extend(&it.sent.to);
                kept.push(it);
            }
        }
        kept.reverse();
        self.waiting = kept;
    }

    /// Whether they ask for all that a case had to do where it stood there.
    pub(super) fn all(&self, stood: &Stood) -> Asking {
        let due = self.put_off.or_else(|| self.waiting.iter().map(|it| it.sent.follow_up).min());
        let Some(due) = due.filter(|_| !self.waiting.is_empty()) else { return Asking::NotAll };
        if self.waiting.iter().any(|it| !it.is_comparable) {
            return Asking::Unknown;
        }
        let is_covered = |ask: &AskKey| self.waiting.iter().any(|it| it.asks.contains(ask));
        let is_all = if stood.asks().next().is_none() {
            let finishing = || self.waiting.iter().filter(|it| it.is_to_finish());
            let to: Vec<KeptSubject> = finishing().flat_map(|it| it.sent.to.iter().cloned()).collect();
            let last = finishing().next_back();
            stood.may_ask_more() || last.is_some_and(|last| last.sent.owed.reaches_all_unfinished(&to))
        } else {
            stood.asks().all(is_covered)
        };
        match is_all {
            false => Asking::NotAll,
            true if stood.may_ask_more() => Asking::Unknown,
            true => Asking::All(due),
        }
    }
}
