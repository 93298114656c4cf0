//! The parties of a case: who they are, where they stand, and what holds them up.

use crate::domain::ask::asks;
use crate::domain::case::Case;
use crate::domain::digest::blocked_parties;
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::{Item, Subject};
use crate::domain::party::{Party, PartyStatus, Share, Verification, percent};
use crate::domain::rejection::LabelCode;
use crate::domain::why::why_party;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::tree::Branch;
use super::rejection::each_once;
use super::{Branches, Outline, named, rejection, request, timed};

pub(super) fn outline(case: &Case, out: &mut Outline<'_>) {
    let heading = Line::own("Associated parties  ", Tone::Strong);
    let parties = case.parties.items();
    let heading = match case.parties.absence() {
        Some(absence) => heading.and(absence, Tone::Dim),
        None => heading.and(summary(parties), Tone::Dim),
    };
    let heading = match case.parties.extent() {
        Extent::Partly => heading.and("  ", Tone::Plain).and("could not all be read", Tone::Bad),
        _ => heading,
    };
    out.main(Item::Parties, 1, Branches::Open, heading);
    let blocked = blocked_parties(case);
    for party in parties {
        one(case, party, blocked.contains(&party.key), out);
    }
}

/// What the parties hold together: the sum only where every share was given.
fn summary(parties: &[Party]) -> String {
    let shares: Option<Vec<i64>> = parties.iter().map(|party| party.share.given().map(Share::hundredths)).collect();
    let approved = parties.iter().filter(|party| party.status() == Some(PartyStatus::Approved)).count();
    match (shares, parties.len()) {
        (_, 0) => "none".to_owned(),
        (Some(shares), count) => format!("{approved} of {count} approved · owned {}", percent(shares.iter().sum())),
        (None, count) => format!("{approved} of {count} approved · a share is not given"),
    }
}

fn one(case: &Case, party: &Party, blocked: bool, out: &mut Outline<'_>) {
    let subject = Subject::Party(party.key.clone());
    let branches = if blocked { Branches::Open } else { Branches::Closed };
    out.main(Item::Party(party.key.clone()), 2, branches, party_line(case, party, &subject));
    if blocked {
        let why = why_party(case, &party.key, out.glossary);
        let line = named("why").remote(&why, Tone::Plain);
        out.leaf(Branch::Main, Item::PartyFact(party.key.clone(), "why"), 3, line);
    }
    rejection::under_party(case, &subject, out);
    request::under_party(case, &subject, out);
    details(party, out);
}

fn party_line(case: &Case, party: &Party, subject: &Subject) -> Line {
    let verification = party.verification.given();
    let mut line = handle(Line::default().mark(mark(party)), party).and("  ", Tone::Plain);
    if let Some(share) = party.share.given() {
        line = line.bar(share.hundredths()).and(" ", Tone::Plain);
    }
    line = line.fact(&party.share, Tone::Plain).and("  ", Tone::Plain);
    line = match verification {
        Some(verification) => line.fact(&verification.status, status_tone(party)),
        None => line.fact(&party.verification.as_ref().map(|_| ""), Tone::Dim),
    };
    for label in labels_of(case, subject).into_iter().take(3) {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    let owed = asks(case).iter().filter(|ask| ask.subject() == subject).count();
    if owed > 0 {
        line = line.and("  ", Tone::Plain).mark(Mark::Ask).and(counted(owed, "ask", "asks"), Tone::Warn);
    }
    line
}

/// The labels of a subject and of its documents, each once.
fn labels_of<'case>(case: &'case Case, subject: &Subject) -> Vec<&'case LabelCode> {
    let rejections = case.rejections().into_iter().filter(|(of, _)| of == subject);
    let labels = rejections.flat_map(|(_, rejection)| {
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
pub(in crate::app) fn subject_line(line: Line, case: &Case, subject: &Subject) -> Line {
    match (subject, case.party(subject)) {
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
    fact("ownership_percent", named("share").fact(&party.share, Tone::Plain));
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
