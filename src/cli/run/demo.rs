//! What there was of the demo's customers before it begins: what a first look shows of requests that went out, and weeks of
//! looks for what is told over time.

mod looks;

use std::collections::HashMap;

use jiff::{SignedDuration, ToSpan as _};

use crate::api::convert;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::follow_up::Entered;
use crate::domain::history::Way;
use crate::domain::id::CustomerId;
use crate::domain::key::Subject;
use crate::domain::time::Wall;
use crate::sandbox::Scenario;
use crate::store::{Earlier, EarlierEntry};

/// Whom something was sent to: the company, or the parties at these places.
enum To {
    Company,
    Parties(&'static [usize]),
}

/// What was done.
enum Done {
    /// Sent, and to be chased so many business days from today, or days before it.
    Sent(To, i64),
    Answered,
    Noted(&'static str),
}

/// Of whom, how many hours ago, what.
const ENTRIES: [(&str, i64, Done); 9] = [
    // Halcyon Tern Instrumente: its third party was asked, and has until tomorrow.
    ("365bf63a-6659-4554-8410-3017ead492d2", 52, Done::Sent(To::Parties(&[2]), 1)),
    (
        "365bf63a-6659-4554-8410-3017ead492d2",
        29,
        Done::Noted("Called back: asks whether a copy will do.\nTold: a colour scan, all four corners on it."),
    ),
    // Longfellow Harbour Holdings: to be chased since yesterday.
    ("0d635b86-f809-4d20-bb5f-96e10d3a9c8a", 150, Done::Sent(To::Company, -1)),
    (
        "0d635b86-f809-4d20-bb5f-96e10d3a9c8a",
        75,
        Done::Noted("Their lawyer has the papers and promised them for this week."),
    ),
    // A maker of glass: it has answered, and Fin still asks.
    ("b559a04d-44f2-4b7d-8179-461c9da13695", 98, Done::Sent(To::Company, 2)),
    ("b559a04d-44f2-4b7d-8179-461c9da13695", 20, Done::Answered),
    // Kestrel & Quarry Trading: what its owner was asked for is closed by the next look.
    ("b120a366-f0bb-49cf-82f2-dc05873f9bd0", 30, Done::Sent(To::Company, 3)),
    ("b120a366-f0bb-49cf-82f2-dc05873f9bd0", 29, Done::Sent(To::Parties(&[1]), 3)),
    // Corncrake Textiles: both owners were asked to finish.
    ("323f637f-ff52-4821-94fc-3f684924060f", 77, Done::Sent(To::Parties(&[1, 2]), 2)),
];

/// What there was, oldest first, of a demo whose server started then.
#[must_use]
pub fn earlier(calendar: &Calendar, started: Wall) -> Vec<EarlierEntry> {
    let mut customers = Customers { scenario: Scenario::demo(), started, known: HashMap::new() };
    let entered = ENTRIES.iter().filter_map(|(id, hours, done)| entry(&mut customers, id, *hours, done, calendar));
    let mut earlier: Vec<EarlierEntry> = entered.collect();
    earlier.extend(looks::all(&mut customers, calendar));
    earlier.sort_by_key(|entry| entry.at);
    earlier
}

/// The demo's customers as the first look shows them.
struct Customers {
    scenario: Scenario,
    started: Wall,
    known: HashMap<&'static str, (CustomerId, String)>,
}

impl Customers {
    fn first_look(&mut self, id: &'static str) -> Option<(CustomerId, &str)> {
        if !self.known.contains_key(id) {
            let text = self.scenario.first_look(id, self.started)?;
            self.known.insert(id, (id.parse().ok()?, text));
        }
        self.known.get(id).map(|(id, text)| (id.clone(), text.as_str()))
    }

    fn case(&mut self, id: &'static str) -> Option<Case> {
        let (id, text) = self.first_look(id)?;
        convert::case(text.as_bytes(), &id).ok()
    }

    fn ago(&self, hours: i64) -> Option<Wall> {
        self.started.checked_sub(SignedDuration::from_hours(hours)).ok()
    }
}

fn entry(
    customers: &mut Customers,
    id: &'static str,
    hours: i64,
    done: &Done,
    calendar: &Calendar,
) -> Option<EarlierEntry> {
    let (case, at) = (customers.case(id)?, customers.ago(hours)?);
    let party = |place: &usize| case.parties.items().get(*place).map(|party| Subject::Party(party.key.clone()));
    let what = match done {
        Done::Sent(to, days) => {
            let to = match to {
                To::Company => vec![Subject::Company],
                To::Parties(places) => places.iter().filter_map(party).collect(),
            };
            let today = calendar.day(customers.started);
            let follow_up = match u16::try_from(*days) {
                Ok(days) => calendar.after(today, days),
                Err(_) => today.checked_add((*days).days()).ok()?,
            };
            Entered::Sent { to, way: Way::Draft, follow_up, note: None }
        }
        Done::Answered => Entered::Answered,
        Done::Noted(text) => Entered::Note((*text).to_owned()),
    };
    Some(EarlierEntry { case, at, what: Earlier::Entered(what) })
}

#[cfg(test)]
mod tests;
