//! Times: their order, how long a case of ours has been idle, and how long Fin has had one.

use std::time::Duration;

use jiff::SignedDuration;

use crate::domain::ball::{Ball, Requested};
use crate::domain::customer::CustomerStatus;
use crate::domain::fact::Fact;
use crate::domain::key::{Item, Subject};
use crate::domain::mask::Sentence;
use crate::domain::party::Party;
use crate::domain::text::SafeText;
use crate::domain::time::{Timestamp, Wall, elapsed, to_second};
use crate::domain::wording::{code, counted};

use super::{Check, Found, Look, Severity};

/// Seconds of a day.
const DAY: u64 = 86_400;

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    order(look, found);
    future(look, found);
    newer_parties(look, found);
    idle(look, found);
    stale_fin(look, found);
}

fn at(fact: &Fact<Timestamp>) -> Option<Wall> {
    fact.given().and_then(Timestamp::at)
}

fn order(look: &Look<'_>, found: &mut Found) {
    let Some(created) = at(&look.case.details.created_at) else { return };
    let is_later = |other: &Fact<Timestamp>| at(other).is_some_and(|other| created > other);
    let than = match (is_later(&look.case.last_status_updated_at), is_later(&look.case.profile.updated_at)) {
        (true, true) => "its last status change and its last update",
        (true, false) => "its last status change",
        (false, true) => "its last update",
        (false, false) => return,
    };
    let sentence = format!("The customer was created after {than}.");
    found.add(Check::TimeOrder, Severity::Warning, Item::Fact("created_at"), &sentence);
}

fn future(look: &Look<'_>, found: &mut Found) {
    let slack = SignedDuration::from_secs(i64::from(look.thresholds.clock_slack_seconds));
    let limit = look.now.checked_add(slack).unwrap_or(look.now);
    let profile = &look.case.profile;
    let own = [
        ("created_at", &look.case.details.created_at, "creation"),
        ("updated_at", &profile.updated_at, "last update"),
        ("last_status_updated_at", &look.case.last_status_updated_at, "last status change"),
    ];
    for (name, fact, what) in own {
        if let Some(at) = at(fact).filter(|at| *at > limit) {
            let sentence = format!("The {what} of the customer lies in the future: {}.", to_second(at));
            found.add(Check::TimeOrder, Severity::Warning, Item::Fact(name), &sentence);
        }
    }
    for party in look.case.parties.items() {
        let updated = party.verification.given().and_then(|verification| at(&verification.updated_at));
        if let Some(at) = updated.filter(|at| *at > limit) {
            let (subject, at) = (Subject::Party(party.key.clone()), to_second(at));
            let sentence =
                look.say(|names| format!("The verification of {} changed in the future: {at}.", names.of(&subject)));
            found.tell(Check::TimeOrder, Severity::Warning, Item::Party(party.key.clone()), sentence);
        }
    }
}

/// Parties that changed after the customer's own record did. One is named; several are counted in one line.
fn newer_parties(look: &Look<'_>, found: &mut Found) {
    let Some(customer) = at(&look.case.profile.updated_at) else { return };
    let updated = |party: &Party| party.verification.given().and_then(|verification| at(&verification.updated_at));
    let parties = look.case.parties.items().iter();
    let newer: Vec<(&Party, Wall)> =
        parties.filter_map(|party| Some((party, updated(party).filter(|at| *at > customer)?))).collect();
    let latest = newer.iter().map(|(_, at)| *at).max();
    let later = latest.map(|latest| span(elapsed(customer, latest))).unwrap_or_default();
    let (item, sentence) = match newer[..] {
        [] => return,
        [(party, _)] => {
            let subject = Subject::Party(party.key.clone());
            let sentence = look.say(|names| {
                format!("{} changed {later} after the customer's own last update.", names.starting(&subject))
            });
            (Item::Party(party.key.clone()), sentence)
        }
        _ => {
            let parties = counted(newer.len(), "party", "parties");
            let sentence = format!("{parties} changed after the customer's own last update, the latest by {later}.");
            (Item::Parties, Sentence::plain(SafeText::line(&sentence)))
        }
    };
    found.tell(Check::TimeOrder, Severity::Information, item, sentence);
}

/// The two largest units of a span: `2 min 39 s`, `3 d 4 h`.
fn span(span: Duration) -> String {
    let seconds = span.as_secs();
    let units = [(seconds / DAY, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let start = units.iter().position(|(count, _)| *count > 0).unwrap_or(units.len() - 1);
    let shown = units.iter().skip(start).take(2).filter(|(count, _)| *count > 0);
    let shown: Vec<String> = shown.map(|(count, unit)| format!("{count} {unit}")).collect();
    if shown.is_empty() { "less than a second".to_owned() } else { shown.join(" ") }
}

/// Idle is a case since the last activity anywhere in it, whatever its status and since when.
fn idle(look: &Look<'_>, found: &mut Found) {
    let is_ours = Ball::of(look.case.profile.known_status(), Requested::of(look.case)) == Ball::Us;
    let Some(last) = look.case.last_activity().filter(|_| is_ours) else { return };
    let quiet = elapsed(last, look.now);
    if quiet > Duration::from_secs(u64::from(look.thresholds.idle_days) * DAY) {
        let days = usize::try_from(quiet.as_secs() / DAY).unwrap_or(usize::MAX);
        let days = counted(days, "day", "days");
        let sentence = format!("It is our move, and nothing has happened for {days}.");
        found.add(Check::StaleWait, Severity::Warning, Item::Case, &sentence);
    }
}

fn stale_fin(look: &Look<'_>, found: &mut Found) {
    use CustomerStatus as S;
    let is_with_fin = matches!(look.case.profile.known_status(), Some(S::Processing | S::Reviewing | S::InCompliance));
    let Some(since) = look.case.status_since().filter(|_| is_with_fin) else { return };
    let target = look.thresholds.stale_fin_business_days;
    let days = business_days(since.at, look.now);
    if days > i64::from(target) {
        let status = code(&look.case.profile.status.words());
        let basis = if since.is_exact() { String::new() } else { format!(" ({})", since.basis.words()) };
        let paused = match look.case.requests.items() {
            [] => "",
            _ => "; an open request pauses Fin's clock",
        };
        let sentence = format!("{status} for {days} business days{basis}, where {target} are the target{paused}.");
        found.add(Check::StaleFin, Severity::Warning, Item::Case, &sentence);
    }
}

/// Days from Monday to Friday (UTC) that began after `from` and not after `to`; 0 where `to` is no later.
fn business_days(from: Wall, to: Wall) -> i64 {
    // Day 0 of the epoch was a Thursday: 3 days after a Monday.
    let up_to = |at: Wall| {
        let day = at.as_second().div_euclid(86_400) + 3;
        day.div_euclid(7) * 5 + (day.rem_euclid(7) + 1).min(5)
    };
    (up_to(to) - up_to(from)).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_no_business_days() {
        let table = [
            ("2026-05-04T12:00:00Z", "2026-05-04T23:59:59Z", 0),
            ("2026-05-04T12:00:00Z", "2026-05-05T00:00:00Z", 1),
            ("2026-05-08T12:00:00Z", "2026-05-10T23:00:00Z", 0),
            ("2026-05-09T12:00:00Z", "2026-05-11T00:00:00Z", 1),
            ("2026-05-04T12:00:00Z", "2026-05-18T00:00:00Z", 10),
            ("2026-05-04T12:00:00Z", "2026-05-19T00:00:00Z", 11),
            ("2026-05-19T12:00:00Z", "2026-05-04T00:00:00Z", 0),
            ("1969-12-26T00:00:00Z", "1970-01-02T00:00:00Z", 5),
        ];
        for (from, to, days) in table {
            assert_eq!(business_days(from.parse().unwrap(), to.parse().unwrap()), days, "{from} {to}");
        }
        assert!(business_days(Wall::MIN, Wall::MAX) > 0);
    }

    #[test]
    fn spans_are_told_in_two_units() {
        let table =
            [(159, "2 min 39 s"), (0, "less than a second"), (60, "1 min"), (90_000, "1 d 1 h"), (3_601, "1 h")];
        for (seconds, words) in table {
            assert_eq!(span(Duration::from_secs(seconds)), words);
        }
    }
}
