//! Judges the requests of a case by the looks at it since. Things are compared as they are kept, so that requests of an
//! earlier run and of another program are judged alike.

use std::collections::BTreeSet;

use super::{Cover, FollowUp, Pursuit, Sending, SendingState};
use crate::domain::history::{Event, Sent, What};
use crate::domain::imprint::{Difference, Imprint, KeptSubject, Names};
use crate::domain::key::{AskKey, Item};
use crate::domain::time::Wall;

/// The last look at a case.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a> {
    /// What it showed.
    pub now: &'a Imprint,
    /// When it was.
    pub at: Wall,
}

/// One request and what is known of it.
struct Judged<'a> {
    event: &'a Event,
    sent: &'a Sent,
    state: SendingState,
    /// What of it is still asked.
    covers: BTreeSet<&'a AskKey>,
}

/// Judges what was entered of a case, newest first, by the last look at it and by what changed in the looks since. Without
/// a look nothing closes, and nothing is covered.
#[must_use]
pub fn pursuit(events: &[Event], since: Option<Since<'_>>, names: &Names) -> Pursuit {
    let answered = events.iter().find(|event| event.what == What::Answered).map(|event| event.at);
    let mut sendings: Vec<Judged<'_>> = events
        .iter()
        .filter_map(|event| match &event.what {
            What::Sent(sent) => Some(judged(event, sent, events, since, answered)),
            _ => None,
        })
        .collect();
    replace(&mut sendings, since);
    let (cover, raised) = cover(&sendings, events, since);
    let live = |ask: &AskKey| match names.live(&Item::Ask(ask.clone())) {
        Item::Ask(ask) => ask,
        _ => ask.clone(),
    };
    Pursuit {
        in_short: in_short(&sendings, events, cover),
        raised: raised.iter().map(live).collect(),
        sendings: sendings
            .iter()
            .map(|Judged { event, sent, state, .. }| {
                let has_moved = |since: Since<'_>, to: &_| sent.owed.has_new_contact(since.now, to);
                let moved = sent.to.iter().filter(|to| since.is_some_and(|since| has_moved(since, *to)));
                Sending {
                    id: event.id.clone(),
                    at: event.at,
                    to: sent.to.iter().map(|to| to.told(names)).collect(),
                    way: sent.way,
                    follow_up: sent.follow_up,
                    asks: sent.owed.asks_of(&sent.to).map(live).collect(),
                    state: *state,
                    moved: moved.map(|to| to.told(names)).collect(),
                }
            })
            .collect(),
    }
}

fn judged<'a>(
    event: &'a Event,
    sent: &'a Sent,
    events: &'a [Event],
    since: Option<Since<'_>>,
    answered: Option<Wall>,
) -> Judged<'a> {
    let asked: BTreeSet<&AskKey> = sent.owed.asks_of(&sent.to).collect();
    let mut judged = Judged { event, sent, state: SendingState::Open, covers: BTreeSet::new() };
    // What went and came again is asked anew, also where it looks the same as before.
    let later = || events.iter().filter(|look| look.at > sent.looked_at);
    let gone: BTreeSet<(&AskKey, Wall)> = later()
        .flat_map(|look| differences(look).iter().filter_map(|it| it.removed_ask()).map(|ask| (ask, look.at)))
        .collect();
    let is_gone = |ask: &AskKey| gone.iter().find(|(gone, _)| *gone == ask).map(|(_, at)| *at);
    let has_answered = answered.filter(|answered| *answered >= event.at);
    let Some(since) = since.filter(|since| sent.owed.is_comparable(since.now)) else {
        judged.state = has_answered.map_or(SendingState::Open, SendingState::Answered);
        return judged;
    };
    let open: BTreeSet<AskKey> = since.now.asks().into_iter().collect();
    judged.covers = asked.iter().copied().filter(|ask| open.contains(*ask) && is_gone(ask).is_none()).collect();
    let closed = if asked.is_empty() {
        // A request to finish is over once customer or parties moved, or something was asked.
        let moved = later().filter(|look| differences(look).iter().any(Difference::is_move)).map(|look| look.at);
        let is_over = sent.owed.has_moved(since.now) == Some(true) || !open.is_empty();
        // They are the newest first.
        moved.min().or_else(|| is_over.then_some(since.at))
    } else {
        let left = asked.iter().map(|ask| match is_gone(ask) {
            Some(at) => Some(at),
            // It can only be gone where all that is asked was read.
            None if !open.contains(*ask) && !since.now.may_ask_more() => Some(since.at),
            None => None,
        });
        left.collect::<Option<Vec<Wall>>>().and_then(|times| times.into_iter().max())
    };
    judged.state = match (closed, has_answered) {
        (Some(at), _) => SendingState::Closed(at),
        (None, Some(at)) => SendingState::Answered(at),
        (None, None) => SendingState::Open,
    };
    judged
}

/// A request all of which was asked again is over: the newer one has a day of its own.
fn replace(sendings: &mut [Judged<'_>], since: Option<Since<'_>>) {
    // The newest first.
    for place in (1..sendings.len()).rev() {
        let (newer, older) = sendings.split_at_mut(place);
        let Some(older) = older.first_mut().filter(|it| it.state == SendingState::Open) else { continue };
        let newer: Vec<&Judged<'_>> = newer.iter().filter(|it| it.state == SendingState::Open).collect();
        let is_covered = |ask: &AskKey| {
            newer.iter().any(|it| {
                it.covers.contains(ask) && since.is_some_and(|since| !it.sent.owed.is_changed(since.now, ask))
            })
        };
        let is_finish = older.sent.owed.asks_of(&older.sent.to).next().is_none();
        let is_repeated = if is_finish || !is_judged(older, since) {
            older.sent.to.iter().all(|to| newer.iter().any(|it| it.sent.to.contains(to)))
        } else {
            older.covers.iter().all(|ask| is_covered(ask))
        };
        if is_repeated && let Some(by) = newer.iter().map(|it| it.event.at).min() {
            older.state = SendingState::Replaced(by);
        }
    }
}

/// Whether a request can be compared with the last look.
fn is_judged(it: &Judged<'_>, since: Option<Since<'_>>) -> bool {
    since.is_some_and(|since| it.sent.owed.is_comparable(since.now))
}

/// Whether all that is owed was asked, and what was raised since.
fn cover<'a>(sendings: &[Judged<'a>], events: &'a [Event], since: Option<Since<'_>>) -> (Cover, Vec<AskKey>) {
    let open: Vec<&Judged<'_>> = sendings.iter().filter(|it| it.state == SendingState::Open).collect();
    let Some(since) = since else {
        return (if open.is_empty() { Cover::Nothing } else { Cover::Unknown }, Vec::new());
    };
    if open.iter().any(|it| !it.sent.owed.is_comparable(since.now)) {
        return (Cover::Unknown, Vec::new());
    }
    let asks = since.now.asks();
    if asks.is_empty() {
        let finishing: Vec<_> = open.iter().filter(|it| !it.sent.owed.has_asks()).collect();
        let to: Vec<_> = finishing.iter().flat_map(|it| it.sent.to.iter().cloned()).collect();
        return match finishing.first() {
            None if open.is_empty() => (Cover::Nothing, Vec::new()),
            // What was asked for may still be open, unread.
            None => (Cover::Unknown, Vec::new()),
            Some(newest) if since.now.may_ask_more() || newest.sent.owed.has_moved(since.now).is_none() => {
                (Cover::Unknown, Vec::new())
            }
            Some(newest) if newest.sent.owed.reaches_all_unfinished(&to) => (Cover::All, Vec::new()),
            Some(_) => (Cover::Part, Vec::new()),
        };
    }
    if sendings.is_empty() {
        return (Cover::Nothing, Vec::new());
    }
    let is_unchanged = |it: &Judged<'_>, ask: &AskKey| !it.sent.owed.is_changed(since.now, ask);
    let covers = |ask: &AskKey| open.iter().any(|it| it.covers.contains(ask) && is_unchanged(it, ask));
    let uncovered: Vec<AskKey> = asks.into_iter().filter(|ask| !covers(ask)).collect();
    if uncovered.is_empty() {
        return (if since.now.may_ask_more() { Cover::Unknown } else { Cover::All }, Vec::new());
    }
    // What the newest request left out on purpose was not raised since.
    let newest = sendings.first();
    let was_there = |ask: &AskKey| newest.is_some_and(|it| it.sent.owed.holds(ask) && is_unchanged(it, ask));
    let raised_at = |ask: &AskKey| {
        let after = newest.map(|it| it.sent.looked_at);
        let looks = events.iter().filter(|event| Some(event.at) > after);
        looks.filter(|look| differences(look).iter().any(|it| it.raised_ask() == Some(ask))).map(|look| look.at).next()
    };
    let raised: Vec<(Wall, AskKey)> = uncovered
        .iter()
        .filter_map(|ask| match raised_at(ask) {
            Some(at) => Some((at, ask.clone())),
            None => (!was_there(ask)).then(|| (since.at, ask.clone())),
        })
        .collect();
    match raised.iter().map(|(at, _)| *at).min() {
        Some(at) => (Cover::Raised(at), raised.into_iter().map(|(_, ask)| ask).collect()),
        None if open.is_empty() => (Cover::Nothing, Vec::new()),
        None => (Cover::Part, Vec::new()),
    }
}

fn in_short(sendings: &[Judged<'_>], events: &[Event], cover: Cover) -> FollowUp {
    let open: Vec<&Judged<'_>> = sendings.iter().filter(|it| it.state == SendingState::Open).collect();
    let sent = open.iter().map(|it| it.event.at).max();
    let to: BTreeSet<_> = open.iter().flat_map(|it| &it.sent.to).collect();
    let to_company = to.contains(&KeptSubject::company());
    // What was put off counts until something happens to the requests: it was about how they stood then.
    let last = sendings.iter().map(|it| match it.state {
        SendingState::Open | SendingState::Replaced(_) => it.event.at,
        SendingState::Answered(at) | SendingState::Closed(at) => at.max(it.event.at),
    });
    let last = last.max();
    let snoozed = events.iter().find_map(|event| match &event.what {
        What::Snoozed { until } if last.is_none_or(|last| event.at >= last) => Some(*until),
        _ => None,
    });
    let closed = sendings.iter().find_map(|it| match it.state {
        SendingState::Closed(at) => Some((it.event.at, at)),
        _ => None,
    });
    let answered = sendings.iter().find_map(|it| match it.state {
        SendingState::Answered(at) => Some(at),
        _ => None,
    });
    FollowUp {
        sent,
        to_company,
        to_parties: to.len() - usize::from(to_company),
        due: snoozed.or_else(|| open.iter().map(|it| it.sent.follow_up).min()),
        due_at: None,
        is_due: false,
        cover,
        closed,
        answered,
        notes: events.iter().filter(|event| matches!(event.what, What::Note { .. })).count(),
    }
}

fn differences(event: &Event) -> &[Difference] {
    match &event.what {
        What::Look(differences) => differences,
        _ => &[],
    }
}
