//! The parties of a case: who they are, where they stand, and what holds them up.

use crate::domain::case::People;
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::{Item, Subject};
use crate::domain::party::{Party, PartyStatus, Share, Verification, held_together};
use crate::domain::rejection::LabelCode;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::tree::Branch;
use super::gathered::Gathered;
use super::rejection::each_once;
use super::{Branches, Outline, named, rejection, request, timed};

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
    out.main(Item::Party(party.key.clone()), 2, branches, party_line(of, party, &subject));
    if let Some(why) = why {
        let line = named("why").remote(why, Tone::Plain);
        out.leaf(Branch::Main, Item::PartyFact(party.key.clone(), "why"), 3, line);
    }
    rejection::under_party(of, &subject, out);
    request::under_party(of, &subject, out);
    details(party, out);
}

fn party_line(of: &Gathered<'_>, party: &Party, subject: &Subject) -> Line {
    let verification = party.verification.given();
    let mut line = handle(Line::default().mark(mark(party)), party).and("  ", Tone::Plain);
    if let Some(share) = party.share.given() {
        line = line.bar(share.value().hundredths_reached()).and(" ", Tone::Plain);
    }
    line = line.fact(&party.share.as_ref().map(|share| share.value().in_short()), Tone::Plain).and("  ", Tone::Plain);
    line = match verification {
        Some(verification) => line.fact(&verification.status, status_tone(party)),
        None => line.fact(&party.verification.as_ref().map(|_| ""), Tone::Dim),
    };
    for label in labels_of(of, subject).into_iter().take(3) {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    let owed = of.asks_of(subject).len();
    if owed > 0 {
        line = line.and("  ", Tone::Plain).mark(Mark::Ask).and(counted(owed, "ask", "asks"), Tone::Warn);
    }
    line
}

/// The labels of a subject and of its documents, each once.
fn labels_of<'case>(of: &Gathered<'case>, subject: &Subject) -> Vec<&'case LabelCode> {
    let labels = of.rejections(subject).iter().flat_map(|rejection| {
        let documents = rejection.documents.items().iter().flat_map(|document| document.verdict.labels.items());
        rejection.labels().iter().chain(documents)
    });
    each_once(labels).into_iter().map(|(label, _)| label).collect()
}

/// What a party is called: its e-mail, the only human handle it has, else its id.
pub(super) fn handle(line: Line, party: &Party) -> Line {
    match &party.email {
        Fact::Given(email) if !email.is_blank() => line.personal(&party.email),
        _ => line.and("party ", Tone::Dim).and(party.key.id.short().to_owned(), Tone::Plain),
    }
}

/// What a subject is called.
pub(in crate::app) fn subject_line(line: Line, people: &People<'_>, subject: &Subject) -> Line {
    let party = match subject {
        Subject::Party(key) => people.get(key),
        Subject::Company | Subject::Stranger(_) => None,
    };
    match (subject, party) {
        (_, Some(party)) => handle(line, party),
        (Subject::Company, None) => line.and("Company", Tone::Plain),
        (Subject::Party(key), None) => line.and(format!("party {}", key.id.short()), Tone::Plain),
        (Subject::Stranger(id), None) if id.text().is_blank() => line.and("unknown party (no id)", Tone::Warn),
        // In full: no party has this id, so nothing else tells the rest of it.
        (Subject::Stranger(id), None) => line.and(format!("unknown party {id}"), Tone::Warn),
    }
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
    out.main(Item::PartyFacts(party.key.clone()), 3, Branches::Closed, heading);
    let mut fact = |name: &'static str, line: Line| {
        out.leaf(Branch::Main, Item::PartyFact(party.key.clone(), name), 4, line);
    };
    fact("id", named("id").fact(&party.id, Tone::Plain));
    fact("type", named("type").fact(&party.kind, Tone::Code));
    fact("email", named("e-mail").personal(&party.email));
    fact("ownership_percent", named("share").fact(&party.share.as_ref().map(Share::as_sent), Tone::Plain));
    let Some(Verification { status, for_customer, for_developer, updated_at, .. }) = party.verification.given() else {
        let line = named("verification").fact(&party.verification.as_ref().map(|_| ""), Tone::Plain);
        fact("verification", line);
        return;
    };
    fact("status", named("status").fact(status, Tone::Code));
    fact("for_customer", named("reason for the customer").fact(for_customer, Tone::Plain));
    fact("for_developer", named("reason for us").fact(for_developer, Tone::Plain));
    fact("updated_at", timed("verified", updated_at));
}
