//! The parties of a case: who they are, where they stand, and what holds them up.

use crate::domain::fact::Extent;
use crate::domain::key::{Item, Subject};
use crate::domain::party::{Party, PartyStatus, Share, Verification, held_together};
use crate::domain::rejection::LabelCode;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::tree::{Branch, Position};
use super::builder::{Branches, Outline, named, timed};
use super::gathered::Gathered;
use super::words::handle;
use super::{rejection, request};

/// Most labels in the line of a party.
const MOST_LABELS: usize = 3;

pub(super) fn outline(of: &Gathered<'_>, out: &mut Outline<'_>) {
    let heading = Line::own("Associated parties  ", Tone::Strong);
    let parties = of.case.parties.items();
    let heading = match of.case.parties.absence() {
        Some(absence) => heading.and(absence, Tone::Dim),
        None => heading.and(summary(parties), Tone::Dim),
    };
    let heading = match of.case.parties.extent() {
        Extent::Partly => heading.and("  ", Tone::Plain).and("could not all be read", Tone::Bad),
        _ => heading,
    };
    out.main(Item::Parties, 1, Branches::Open, heading);
    for party in parties {
        if out.is_done {
            return;
        }
        one(of, party, out);
    }
}

/// What the parties hold together: the sum only where every share was given.
fn summary(parties: &[Party]) -> String {
    let approved = parties.iter().filter(|party| party.status() == Some(PartyStatus::Approved)).count();
    match (held_together(parties), parties.len()) {
        (_, 0) => "none".to_owned(),
        (Some(held), count) => format!("{approved} of {count} approved · owned {}", held.in_short()),
        (None, count) => format!("{approved} of {count} approved · a share is not given"),
    }
}

fn one(of: &Gathered<'_>, party: &Party, out: &mut Outline<'_>) {
    let subject = Subject::Party(party.key.clone());
    let why = of.why_blocked(&party.key);
    let branches = if why.is_some() { Branches::Open } else { Branches::Closed };
    let position = Position { item: Item::Party(party.key.clone()), branch: Branch::Main };
    if !out.branch(position, 2, branches, party_line(of, party, &subject), false) {
        return;
    }
    if let Some(why) = why {
        let line = named("why").sentence(why, Tone::Plain);
        out.leaf(Branch::Main, Item::PartyFact(party.key.clone(), "why"), 3, line);
    }
    rejection::under_party(of, &subject, out);
    request::under_party(of, &subject, out);
    details(party, out);
}

fn party_line(of: &Gathered<'_>, party: &Party, subject: &Subject) -> Line {
    let verification = party.verification.given();
    let mut line = handle(Line::default().mark(mark(party)), party).beside_share().and("  ", Tone::Plain);
    if let Some(share) = party.share.given() {
        line = line.bar(share.value().hundredths_reached()).and(" ", Tone::Plain);
    }
    line = line.status(&party.share.as_ref().map(|share| share.value().in_short()), Tone::Plain).and("  ", Tone::Plain);
    line = match verification {
        Some(verification) => line.status(&verification.status, status_tone(party)),
        None => line.status(&party.verification.as_ref().map(|_| ""), Tone::Dim),
    };
    let owed = of.asks_of(subject).len();
    if owed > 0 {
        line = line.and("  ", Tone::Plain).mark(Mark::Ask).and(counted(owed, "ask", "asks"), Tone::Warn);
    }
    // Last, as they give way to all that stands before them.
    for label in labels_of(of, subject) {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    line
}

/// The first labels of a subject and of its documents, each once.
fn labels_of<'case>(of: &Gathered<'case>, subject: &Subject) -> Vec<&'case LabelCode> {
    let labels = of.rejections(subject).iter().flat_map(|rejection| {
        let documents = rejection.documents.items().iter().flat_map(|document| document.verdict.labels.items());
        rejection.labels().iter().chain(documents)
    });
    let mut met: Vec<&LabelCode> = Vec::new();
    for label in labels {
        if met.len() == MOST_LABELS {
            break;
        }
        if !met.contains(&label) {
            met.push(label);
        }
    }
    met
}

fn mark(party: &Party) -> Mark {
    match party.status() {
        Some(PartyStatus::Approved) => Mark::Good,
        Some(PartyStatus::Rejected) => Mark::Bad,
        Some(PartyStatus::Initiated | PartyStatus::Reviewing) => Mark::Waiting,
        None => Mark::Warn,
    }
}

fn status_tone(party: &Party) -> Tone {
    match mark(party) {
        Mark::Good => Tone::Good,
        Mark::Bad => Tone::Bad,
        Mark::Waiting => Tone::Waiting,
        Mark::Warn | Mark::Note | Mark::Label | Mark::Ask | Mark::Changed => Tone::Warn,
    }
}

fn details(party: &Party, out: &mut Outline<'_>) {
    let heading = Line::own("Party facts", Tone::Strong);
    let position = Position { item: Item::PartyFacts(party.key.clone()), branch: Branch::Main };
    if !out.branch(position, 3, Branches::Closed, heading, false) {
        return;
    }
    let mut fact = |name: &'static str, line: Line| {
        out.leaf(Branch::Main, Item::PartyFact(party.key.clone(), name), 4, line);
    };
    fact("id", named("id").fact(&party.id, Tone::Plain));
    fact("type", named("type").fact(&party.kind, Tone::Code));
    let email = match party.email.given().filter(|email| !email.is_blank()) {
        Some(email) => named("e-mail").party(Some(email.clone()), party.key.clone()).beside_share(),
        None => named("e-mail").personal(&party.email),
    };
    fact("email", email);
    fact("ownership_percent", named("share").fact(&party.share.as_ref().map(Share::as_sent), Tone::Plain));
    let Some(Verification { status, for_customer, for_developer, updated_at, .. }) = party.verification.given() else {
        let line = named("verification").fact(&party.verification.as_ref().map(|_| ""), Tone::Plain);
        fact("verification", line);
        return;
    };
    fact("status", named("status").fact(status, Tone::Code));
    fact("for_customer", named("reason for the customer").prose(for_customer, Tone::Plain));
    fact("for_developer", named("reason for us").prose(for_developer, Tone::Plain));
    fact("updated_at", timed("verified", updated_at));
}
