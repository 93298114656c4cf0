//! Details fetched behind the queue: bounded, polite, and never in the way of the case being read.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use crate::domain::customer::{CustomerStatus, RowKey};
use crate::domain::id::CustomerId;
use crate::domain::pace::{BUDGET_FOR, Limits, PATIENCE, ReadAhead};
use crate::domain::time::Now;

use super::load::RequestId;
use super::queue::Queue;
use super::row::{Details, Row};

/// The fetching behind the queue.
#[derive(Debug, Default)]
pub struct Prefetch {
    limits: Limits,
    /// Rows that come first of all and cost no budget.
    watched: Vec<RowKey>,
    /// Whether the rows to fetch are to be planned anew.
    is_old: bool,
    in_flight: HashMap<RequestId, RowKey>,
    /// Rows to fetch beside the visible ones, in order: those that cost no budget.
    free: VecDeque<RowKey>,
    /// Those that do; at their end those that are only remembered.
    queued: VecDeque<RowKey>,
    /// Rows the user asked for: they cost no budget.
    asked: HashSet<RowKey>,
    /// Rows the user did not want fetched: they are not planned for until they are wanted again.
    cancelled: HashSet<RowKey>,
    /// When the requests that cost budget were sent, as far as that was within the hour.
    spent: VecDeque<Now>,
    /// Until when nothing is read ahead, as the server asked for patience.
    paused_at: Option<Now>,
    last_sent: Option<Now>,
    /// Whether a wake-up is under way, until which nothing is sent.
    pub is_scheduled: bool,
    /// Whether one is for when the pause is over or the budget has filled again.
    pub is_postponed: bool,
}

/// What may happen next behind the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing is left, or nothing may be sent before an answer arrives.
    Nothing,
    /// Something may be sent after this time, and nothing before it.
    After(Duration),
    /// The same, but for what the user asks for.
    Later(Duration),
    /// This row may be fetched now.
    Fetch(RowKey),
}

impl Prefetch {
    /// Fetches within these limits, and these customers before any other.
    pub fn configure(&mut self, limits: Limits, watched: impl IntoIterator<Item = CustomerId>) {
        self.limits = limits;
        self.watched = watched.into_iter().map(RowKey::Customer).collect();
    }

    /// The customers that are read before any other.
    #[must_use]
    pub fn watched(&self) -> &[RowKey] {
        &self.watched
    }

    /// Plans anew before the next request: rows came, or were ranked.
    pub const fn plan_anew(&mut self) {
        self.is_old = true;
    }

    /// Plans to fetch these rows, whatever the budget.
    pub fn ask_for(&mut self, keys: impl IntoIterator<Item = RowKey>) {
        self.asked.extend(keys);
        self.cancelled.clear();
        self.is_old = true;
    }

    /// Plans anew where rows came or were ranked.
    pub fn settle(&mut self, queue: &Queue) {
        if std::mem::take(&mut self.is_old) {
            self.plan(queue);
        }
    }

    /// Plans for the rows as they are ranked: those that are watched come first, then those that need new documents.
    fn plan(&mut self, queue: &Queue) {
        let watched: HashSet<&RowKey> = self.watched.iter().collect();
        let is_due = |row: &&Row| self.is_due(queue, &row.key) && !self.cancelled.contains(&row.key);
        let (free, others): (Vec<&Row>, Vec<&Row>) = queue
            .rows()
            .iter()
            .filter(is_due)
            .partition(|row| watched.contains(&row.key) || self.asked.contains(&row.key));
        let (first, free): (Vec<&Row>, Vec<&Row>) = free.into_iter().partition(|row| watched.contains(&row.key));
        let is_needed = |row: &&Row| row.status() == Some(CustomerStatus::ActionRequired);
        let left = self.limits.per_run.saturating_sub(self.spent.len());
        let is_again =
            |row: &&Row| is_remembered(row) && !self.asked.contains(&row.key) && !self.cancelled.contains(&row.key);
        // A server may change a case without touching its row: where all is read, so is what is only remembered.
        let again: Vec<&Row> = queue.rows().iter().filter(is_again).collect();
        let (mut others, again) = match self.limits.details {
            ReadAhead::Off => (Vec::new(), Vec::new()),
            ReadAhead::All => (others, again),
            ReadAhead::Auto if others.len() + again.len() <= left => (others, again),
            ReadAhead::Auto if others.len() <= left => (others, Vec::new()),
            ReadAhead::Auto | ReadAhead::Needed => (others.into_iter().filter(is_needed).collect(), Vec::new()),
        };
        // Who needs new documents first, then whom the status alone says nothing of.
        others.sort_by_key(|row| (!is_needed(row), row.ball()));
        let free: VecDeque<RowKey> = first.into_iter().chain(free).map(|row| row.key.clone()).collect();
        self.queued = others.into_iter().chain(again).map(|row| row.key.clone()).collect();
        self.free = free;
    }

    /// Reads nothing ahead for a while: the server asked for patience.
    pub const fn pause(&mut self, now: Now) {
        self.paused_at = Some(now);
    }

    /// Plans to fetch every row whose details were never read, those that failed included; returns how many these are.
    pub fn ask_for_all(&mut self, queue: &Queue) -> usize {
        let unread = |row: &&Row| {
            matches!(row.details, Details::Unknown | Details::Failed | Details::Remembered) && may_exist(row)
        };
        self.asked = queue.rows().iter().filter(unread).map(|row| row.key.clone()).collect();
        self.cancelled.clear();
        self.is_old = true;
        self.asked.len()
    }

    /// What may happen next; `visible` are the rows on screen.
    pub fn next(&mut self, queue: &Queue, visible: &[RowKey], now: Now) -> Next {
        if self.in_flight.len() >= self.limits.in_flight {
            return Next::Nothing;
        }
        while self.spent.front().is_some_and(|sent| now.since(*sent) >= BUDGET_FOR) {
            self.spent.pop_front();
        }
        let drop_done = |rows: &mut VecDeque<RowKey>, is_due: &dyn Fn(&RowKey) -> bool| {
            while rows.front().is_some_and(|key| !is_due(key)) {
                rows.pop_front();
            }
        };
        let (mut free, mut queued) = (std::mem::take(&mut self.free), std::mem::take(&mut self.queued));
        drop_done(&mut free, &|key| self.is_due(queue, key));
        drop_done(&mut queued, &|key| self.is_planned(queue, key));
        (self.free, self.queued) = (free, queued);
        // With the budget spent, those that cost it are not looked through again and again.
        let pause = self.paused_at.map_or(Duration::ZERO, |at| PATIENCE.saturating_sub(now.since(at)));
        let may_be_sent = |key: &&RowKey| self.may_pay(key) && pause.is_zero() || self.is_free(key);
        let paid = self.queued.iter().filter(|key| !self.is_spent() && self.is_planned(queue, key));
        let visible = if self.limits.details == ReadAhead::Off { &[] } else { visible };
        let unpaid = visible.iter().chain(&self.free).filter(|key| self.is_due(queue, key));
        let candidate = unpaid.chain(paid).find(may_be_sent);
        let Some(key) = candidate.cloned() else { return self.later(queue, visible, pause, now) };
        match self.last_sent.map(|last| self.limits.spacing.saturating_sub(now.since(last))) {
            Some(left) if !left.is_zero() => Next::After(left),
            Some(_) | None => Next::Fetch(key),
        }
    }

    /// Notes a request.
    pub fn sent(&mut self, request: RequestId, key: RowKey, now: Now) {
        if !self.asked.remove(&key) && !self.watched.contains(&key) {
            self.spent.push_back(now);
        }
        self.in_flight.insert(request, key);
        self.last_sent = Some(now);
    }

    /// Notes an answer; whether the request was one of these.
    pub fn received(&mut self, request: RequestId) -> bool {
        self.in_flight.remove(&request).is_some()
    }

    /// Notes that the user wants a case: it is fetched as others are, and no longer asked for behind the queue.
    pub fn wanted(&mut self, key: &RowKey) {
        self.cancelled.remove(key);
        self.asked.remove(key);
    }

    /// Whether the request is one of these and still under way.
    #[must_use]
    pub fn waits_for(&self, request: RequestId) -> bool {
        self.in_flight.contains_key(&request)
    }

    /// Leaves a row alone that the user did not want fetched.
    pub fn forget(&mut self, key: &RowKey) {
        self.free.retain(|planned| planned != key);
        self.queued.retain(|planned| planned != key);
        self.cancelled.insert(key.clone());
        self.asked.remove(key);
    }

    /// What is fetched at most.
    #[must_use]
    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// Requests under way.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.in_flight.len()
    }

    /// Whether the budget of requests nobody asked for is used up.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.spent.len() >= self.limits.per_run
    }

    /// When something may be sent that may not now: after the pause, or when the budget has filled again.
    fn later(&self, queue: &Queue, visible: &[RowKey], pause: Duration, now: Now) -> Next {
        let is_left = |key| self.is_due(queue, key);
        if !visible.iter().any(is_left) && !self.queued.iter().any(|key| self.is_planned(queue, key)) {
            return Next::Nothing;
        }
        if !pause.is_zero() {
            return Next::Later(pause);
        }
        match self.spent.front() {
            Some(sent) if self.is_spent() => Next::Later(BUDGET_FOR.saturating_sub(now.since(*sent))),
            _ => Next::Nothing,
        }
    }

    /// Whether a row is still to be fetched: not read yet, or failed and asked for again.
    fn is_due(&self, queue: &Queue, key: &RowKey) -> bool {
        queue.row(key).filter(|row| may_exist(row)).is_some_and(|row| match row.details {
            Details::Unknown => true,
            Details::Failed | Details::Remembered => self.asked.contains(key),
            Details::Loading | Details::Known => false,
        })
    }

    /// Whether a row that costs budget is still to be fetched: also one that is only remembered, where that was planned.
    fn is_planned(&self, queue: &Queue, key: &RowKey) -> bool {
        self.is_due(queue, key) || queue.row(key).is_some_and(is_remembered)
    }

    fn may_pay(&self, key: &RowKey) -> bool {
        !self.is_spent() || self.is_free(key)
    }

    fn is_free(&self, key: &RowKey) -> bool {
        self.asked.contains(key) || self.watched.contains(key)
    }
}

fn may_exist(row: &Row) -> bool {
    row.key.id().is_some() && !row.gone
}

/// Whether its details are those of an earlier run, and may be others by now.
fn is_remembered(row: &Row) -> bool {
    row.details == Details::Remembered && may_exist(row)
}

#[cfg(test)]
mod tests;
