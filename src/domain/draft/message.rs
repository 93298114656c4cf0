//! A message to a recipient: greeting, what is wanted, how to answer, the reference.

use crate::domain::ask::Ask;
use crate::domain::customer::{CustomerKind, CustomerStatus, Name};
use crate::domain::key::{Item, Subject};
use crate::domain::phrase::Phrase;
use crate::domain::standing::is;

use super::item::AskItem;
use super::outcome::Owners;
use super::part::{Line, OwnName, Reference, line};
use super::{OriginalId, Source, Work, originals, quote};

/// Counts in words, within a sentence and at its beginning.
const COUNTS: [(&str, &str); 11] = [
    ("no", "No"),
    ("one", "One"),
    ("two", "Two"),
    ("three", "Three"),
    ("four", "Four"),
    ("five", "Five"),
    ("six", "Six"),
    ("seven", "Seven"),
    ("eight", "Eight"),
    ("nine", "Nine"),
    ("ten", "Ten"),
];

/// Subject line and lines of a message.
pub(super) struct Written {
    pub(super) title: Line,
    pub(super) body: Vec<Line>,
}

/// The message that asks for what a subject owes.
pub(super) fn asking(work: &Work<'_>, subject: &Subject, asks: &[&Ask<'_>]) -> Written {
    let mut items: Vec<AskItem> = asks.iter().map(|ask| AskItem::of(work, ask, asks)).collect();
    say_once(&mut items);
    let mut body = vec![opening(work, subject, &wanted(&items, false))];
    if let Some(told) = for_customer(work, subject) {
        body.extend([Line::default(), line!["About what we have so far: ", told]]);
    }
    body.extend(put_in(work, subject));
    for (place, item) in items.iter().enumerate() {
        body.push(Line::default());
        let same_title = items.iter().filter(|other| other.title == item.title).count() > 1;
        body.extend(item_lines(item, (items.len() > 1).then_some(place + 1), same_title));
    }
    let what = match (items.iter().filter(|item| item.is_file).count(), items.len()) {
        (0, _) => "send us the details asked for above",
        (1, 1) => "send us the document",
        (files, all) if files == all => "send us the documents",
        _ => "send us the documents, and the other details in writing,",
    };
    let title = match work.company() {
        Some(name) => line![name, ": ", wanted(&items, false), " needed (reference ", work.reference(), ")"],
        None => line![wanted(&items, true), " needed (reference ", work.reference(), ")"],
    };
    Written { title, body: framed(work, subject, body, what) }
}

/// The message that asks to finish what was begun, where nothing in particular is asked.
pub(super) fn finishing(work: &Work<'_>, subject: &Subject) -> Written {
    let company = || work.company().map_or_else(|| Line::from("your company"), Line::from);
    let is_person = *subject == Subject::Company && is(work.case, CustomerKind::Individual);
    // Where parties remain, the company has done its part.
    let is_incomplete = work.status() == Some(CustomerStatus::Incomplete);
    let what = if is_incomplete || *subject != Subject::Company {
        "send us what is still open"
    } else {
        "have what is still open sent to us"
    };
    let mut body = Vec::new();
    match subject {
        Subject::Company if is_person => body.push(Line::from("Your verification is not finished. Please finish it.")),
        Subject::Company if is_incomplete => {
            body.push(line!["The verification of ", company(), " is not finished. Please finish it."]);
            body.extend(owners(work));
        }
        Subject::Company => {
            body.push(line!["The verification of ", company(), " is not finished."]);
            body.extend(owners(work));
        }
        Subject::Party(_) | Subject::UnknownParty(_) => body.push(line![
            "The verification of ",
            company(),
            " is not finished: your own verification, as a person who belongs to it, is still open. Please finish it."
        ]),
    }
    let title = match work.company() {
        Some(name) => line![name, ": please finish the verification (reference ", work.reference(), ")"],
        None => line!["Please finish the verification (reference ", work.reference(), ")"],
    };
    Written { title, body: framed(work, subject, body, what) }
}

/// How many people still have to verify, by their shares.
fn owners(work: &Work<'_>) -> Vec<Line> {
    let Owners::Known { unfinished, is_certain, .. } = Owners::of(work.case) else { return Vec::new() };
    if unfinished.is_empty() {
        return Vec::new();
    }
    let still = if unfinished.len() == 1 {
        " person who belongs to it still has to be verified:"
    } else {
        " people who belong to it still have to be verified:"
    };
    let count =
        if is_certain { count(unfinished.len(), true) } else { line!["At least ", count(unfinished.len(), false)] };
    let mut lines = vec![Line::default(), line![count, still]];
    lines.extend(unfinished.iter().map(|party| match party.share.given() {
        Some(share) => line!["- an owner of ", share.clone()],
        None => Line::from("- a person whose share we do not have"),
    }));
    lines.push(Line::from("Please ask them to finish their own verification."));
    lines
}

/// Puts the greeting before and the rest behind what is said.
fn framed(work: &Work<'_>, subject: &Subject, said: Vec<Line>, what: &'static str) -> Vec<Line> {
    let mut body = vec![greeting(work, subject), Line::default()];
    body.extend(said);
    body.push(Line::default());
    body.push(match &work.options.how_to_answer {
        Some(sentence) => line!["How to answer: ", sentence.clone()],
        None => line!["How to answer: ", what, " in the way in which documents are usually sent to us."],
    });
    if let Some(day) = work.options.reply_by {
        body.push(line!["Please answer by ", day, "."]);
    }
    body.push(Line::from("If anything is unclear, please ask us."));
    let reference = line!["Reference: ", work.reference()];
    body.extend([Line::default(), Line::from("Kind regards"), Line::default(), reference]);
    body
}

/// The sentences that the reviewer put in by hand, as they were written.
fn put_in(work: &Work<'_>, subject: &Subject) -> Vec<Line> {
    let sentences = originals::put_in(work, subject);
    if sentences.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::default(), Line::from("What we were told, word for word:")];
    lines.extend(sentences.into_iter().map(|sentence| line!["“", sentence, "”"]));
    lines
}

/// The sentence of a party's verification that is meant for it, where it may be repeated.
fn for_customer(work: &Work<'_>, subject: &Subject) -> Option<Phrase> {
    let party = work.party(subject)?;
    let verification = party.verification.given()?;
    let item = Item::PartyFact(party.key.clone(), "for_customer");
    quote::phrase(
        work,
        subject,
        verification.for_customer.given()?,
        &OriginalId { item, source: Source::ForCustomer, ordinal: 0 },
    )
}

fn greeting(work: &Work<'_>, subject: &Subject) -> Line {
    // Parties have no name in this API, and a guess from an address would be one.
    match (subject, &work.name, &work.case.profile.name) {
        (Subject::Company, Some(name), Name::Individual { .. }) => line!["Hello ", name.clone(), ","],
        (Subject::Company, Some(name), Name::Business(_)) => line!["Hello ", name.clone(), " team,"],
        _ => Line::from("Hello,"),
    }
}

/// Why this is written, by what is known of where the customer stands.
fn opening(work: &Work<'_>, subject: &Subject, wanted: &Line) -> Line {
    let wanted = || wanted.clone();
    let own = *subject == Subject::Company;
    let is_person = own && is(work.case, CustomerKind::Individual);
    let from_whom = if own { " from you." } else { " from you personally." };
    let name = work.company();
    match work.status() {
        Some(CustomerStatus::Approved) => {
            let whose = match name {
                _ if is_person => Line::from("Your account"),
                Some(name) => line!["The account of ", name],
                None if own => Line::from("The account of your company"),
                None => Line::from("An account you are part of"),
            };
            line![whose, " is verified. We have a further request: we need ", wanted(), from_whom]
        }
        Some(_) => {
            let whose = match name {
                _ if is_person => Line::from("your verification"),
                Some(name) => line!["the verification of ", name],
                None if own => Line::from("the verification of your company"),
                None => Line::from("a verification you are part of"),
            };
            line!["To complete ", whose, ", we still need ", wanted(), from_whom]
        }
        // Nobody knows what such a status says, so neither does the message.
        None => match name.filter(|_| !is_person) {
            Some(name) => line!["For ", name, ", we need ", wanted(), from_whom],
            None => line!["We need ", wanted(), from_whom],
        },
    }
}

/// What was said at length of one item is not said again of the next.
fn say_once(items: &mut [AskItem]) {
    const SHORT: usize = 80;
    let said: Vec<Vec<Line>> = items.iter().map(|item| item.wrong.clone()).collect();
    for (place, item) in items.iter_mut().enumerate() {
        let first = said.iter().position(|wrong| *wrong == item.wrong).filter(|first| *first < place);
        let length: usize = item.wrong.iter().map(|line| line.text().as_str().chars().count()).sum();
        if let Some(first) = first.filter(|_| length > SHORT) {
            item.wrong = vec![line!["What was wrong: the same as under ", first + 1, "."]];
        }
    }
}

/// `three documents`, or `three items` where not all of them are files.
fn wanted(items: &[AskItem], begins: bool) -> Line {
    let noun = match (items.iter().all(|item| item.is_file), items.len()) {
        (true, 1) => " document",
        (true, _) => " documents",
        (false, 1) => " item",
        (false, _) => " items",
    };
    line![count(items.len(), begins), noun]
}

fn count(number: usize, begins: bool) -> Line {
    match COUNTS.get(number) {
        Some((_, word)) if begins => Line::from(*word),
        Some((word, _)) => Line::from(*word),
        None => Line::from(number),
    }
}

fn item_lines(item: &AskItem, number: Option<usize>, name_section: bool) -> Vec<Line> {
    let title = match item.section.filter(|_| name_section) {
        Some(section) => line![item.title.clone(), ", under “", section, "”"],
        None => item.title.clone(),
    };
    let mut lines = vec![match number {
        Some(number) => line![number, ". ", title],
        None => title,
    }];
    lines.extend(item.wrong.iter().cloned());
    lines.extend(item.accepted.map(|accepted| line!["What we accept: ", accepted]));
    if !item.details.is_empty() {
        let also = if item.is_file { "Please also give: " } else { "Please give: " };
        lines.push(line![also, Line::joined(item.details.iter().cloned(), ", "), "."]);
    }
    lines
}

impl Work<'_> {
    fn reference(&self) -> Reference {
        Reference::of(&self.case.id)
    }

    /// The company's name; a person has none.
    fn company(&self) -> Option<OwnName> {
        let is_company = matches!(self.case.profile.name, Name::Business(_));
        self.name.clone().filter(|_| is_company)
    }
}
