//! The message to a recipient: greeting, the asks one by one, how to answer, the reference.

use crate::domain::ask::Ask;
use crate::domain::case::Case;
use crate::domain::customer::{CustomerKind, Name};
use crate::domain::fact::Open;
use crate::domain::key::Subject;
use crate::domain::mask::{Mask, Personal};

use super::item::AskItem;
use super::{Work, quote};

/// Characters of a company's name that a message repeats.
const LONGEST_NAME: usize = 80;
const COUNTS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Subject line and lines of the message.
pub(super) fn message(work: &Work<'_>, subject: &Subject, asks: &[&Ask<'_>], mask: Mask) -> (String, Vec<String>) {
    let told = for_customer(work, subject);
    let mut items: Vec<AskItem> = asks.iter().map(|ask| AskItem::of(work, ask, asks, told.is_some())).collect();
    say_once(&mut items);
    let wanted = wanted(&items);
    let reference = work.case.id.short();
    let title = match company(work.case) {
        Some(name) => format!("{name}: {wanted} needed (reference {reference})"),
        None => format!("{} needed (reference {reference})", upper_first(&wanted)),
    };
    let mut lines = vec![greeting(work.case, subject, mask), String::new()];
    lines.push(opening(work.case, subject, &wanted));
    if let Some(told) = told {
        lines.extend([String::new(), format!("About what we have so far: “{told}”")]);
    }
    for (place, item) in items.iter().enumerate() {
        lines.push(String::new());
        let same_title = items.iter().filter(|other| other.title == item.title).count() > 1;
        lines.extend(item_lines(item, (items.len() > 1).then_some(place + 1), same_title));
    }
    lines.push(String::new());
    lines.push(how_to_answer(&items));
    if let Some(day) = work.options.reply_by {
        lines.push(format!("Please answer by {}.", day.strftime("%-d %B %Y")));
    }
    lines.push("If anything is unclear, please ask us.".to_owned());
    lines.extend([String::new(), "Kind regards".to_owned(), String::new(), format!("Reference: {reference}")]);
    (title, lines)
}

/// The sentence of a party's verification that is meant for it, where it may be quoted.
pub(super) fn for_customer(work: &Work<'_>, subject: &Subject) -> Option<String> {
    let verification = work.case.party(subject)?.verification.given()?;
    quote::quotable(work, verification.for_customer.given()?)
}

/// The company's name, shortened; a person has none.
fn company(case: &Case) -> Option<String> {
    let Name::Business(name) = &case.profile.name else { return None };
    let name = name.given().filter(|name| !name.is_blank())?.as_str().trim();
    let short: String = name.chars().take(LONGEST_NAME).collect();
    Some(if short.len() < name.len() { format!("{short}…") } else { short })
}

fn greeting(case: &Case, subject: &Subject, mask: Mask) -> String {
    // Parties have no name in this API, and a guess from an address would be one.
    match (subject, &case.profile.name) {
        (Subject::Company, Name::Individual { first, last }) => {
            let blank = [first, last].iter().all(|name| name.given().is_none_or(Personal::is_blank));
            if blank { "Hello,".to_owned() } else { format!("Hello {},", case.profile.name.show(mask)) }
        }
        (Subject::Company, Name::Business(_)) => {
            company(case).map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name} team,"))
        }
        _ => "Hello,".to_owned(),
    }
}

fn opening(case: &Case, subject: &Subject, wanted: &str) -> String {
    let person = case.profile.kind.given().and_then(Open::known) == Some(CustomerKind::Individual);
    let name = company(case);
    match (subject, name) {
        (Subject::Company, _) if person => format!("To complete your verification, we still need {wanted} from you."),
        (Subject::Company, Some(name)) => {
            format!("To complete the verification of {name}, we still need {wanted} from you.")
        }
        (Subject::Company, None) => format!("To complete the verification of your company, we still need {wanted}."),
        (_, Some(name)) => {
            format!("To complete the verification of {name}, we still need {wanted} from you personally.")
        }
        (_, None) => format!("To complete a verification you are part of, we still need {wanted} from you personally."),
    }
}

/// What was said at length of one item is not said again of the next.
fn say_once(items: &mut [AskItem]) {
    const SHORT: usize = 80;
    let said: Vec<Option<String>> = items.iter().map(|item| item.wrong.clone()).collect();
    for (place, item) in items.iter_mut().enumerate() {
        let first = said.iter().position(|wrong| *wrong == item.wrong).filter(|first| *first < place);
        let long = item.wrong.as_ref().is_some_and(|wrong| wrong.chars().count() > SHORT);
        if let Some(first) = first.filter(|_| long) {
            item.wrong = Some(format!("What was wrong: the same as under {}.", first + 1));
        }
    }
}

/// `three documents`, or `three items` where not all of them are files.
fn wanted(items: &[AskItem]) -> String {
    let noun = if items.iter().all(|item| item.is_file) { "document" } else { "item" };
    let count = COUNTS.get(items.len()).map_or_else(|| items.len().to_string(), |word| (*word).to_owned());
    if items.len() == 1 { format!("{count} {noun}") } else { format!("{count} {noun}s") }
}

fn item_lines(item: &AskItem, number: Option<usize>, name_section: bool) -> Vec<String> {
    let title = match item.section.as_ref().filter(|_| name_section) {
        Some(section) => format!("{}, under “{section}”", item.title),
        None => item.title.clone(),
    };
    let mut lines = vec![number.map_or_else(|| title.clone(), |number| format!("{number}. {title}"))];
    lines.extend(item.wrong.clone());
    lines.extend(item.accepted.as_ref().map(|accepted| format!("What we accept: {accepted}")));
    if !item.details.is_empty() {
        let also = if item.is_file { "also " } else { "" };
        lines.push(format!("Please {also}give: {}.", item.details.join(", ")));
    }
    lines
}

fn how_to_answer(items: &[AskItem]) -> String {
    let files = items.iter().filter(|item| item.is_file).count();
    let how = match (files, items.len()) {
        (0, _) => "reply to this message with the details asked for above",
        (1, 1) => "reply to this message with the document attached",
        (files, all) if files == all => "reply to this message with the documents attached",
        _ => "reply to this message with the files attached and the other details in writing",
    };
    format!("How to answer: {how}. Nothing else is needed.")
}

fn upper_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
