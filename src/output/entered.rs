//! What a person entered of a case, as text and as JSON.

use serde_json::{Value, json};

use crate::domain::follow_up::{Cover, FollowUp};
use crate::domain::history::{Happened, Way};
use crate::domain::key::Subject;
use crate::domain::mask::{LEFT_OUT, Mask};
use crate::domain::time::Wall;
use crate::domain::wording::counted;

/// What a person entered, in one word for scripts; `None` where it was no person.
pub(super) const fn code(what: &Happened) -> Option<&'static str> {
    match what {
        Happened::Changed(_) => None,
        Happened::Lifted(_) => Some("hold_lifted"),
        Happened::Sent { .. } => Some("sent"),
        Happened::Snoozed(_) => Some("put_off"),
        Happened::Answered => Some("answered"),
        Happened::Noted(_) => Some("note"),
    }
}

/// What a person entered in a sentence; `None` where it was no person. What was typed is left out under a mask.
#[must_use]
pub fn sentence(what: &Happened, mask: Mask) -> Option<String> {
    let typed = |words: &str| if mask == Mask::Off { words.to_owned() } else { LEFT_OUT.to_owned() };
    Some(match what {
        Happened::Changed(_) => return None,
        Happened::Lifted(reference) => format!("the hold was lifted, by the reference {}", typed(reference.as_str())),
        Happened::Sent { to, way, follow_up, asks } => {
            let what =
                if *asks == 0 { "to finish".to_owned() } else { format!("for {}", counted(*asks, "thing", "things")) };
            let by = if *way == Way::ByHand { ", not by a draft" } else { "" };
            format!("asked {} {what}{by}; to be chased on {follow_up}", everybody(to))
        }
        Happened::Snoozed(until) => format!("put off until {until}"),
        Happened::Answered => "marked as answered by the customer".to_owned(),
        Happened::Noted(words) => format!("note: {}", typed(words.unmasked().as_str())),
    })
}

/// The same for scripts, without its time.
pub(super) fn json(what: &Happened, mask: Mask) -> Option<Value> {
    let typed = |words: &str| if mask == Mask::Off { Value::from(words) } else { json!({"withheld": "mask"}) };
    let mut event = json!({"what": code(what)?});
    let fields = match what {
        Happened::Changed(_) | Happened::Answered => Vec::new(),
        Happened::Lifted(reference) => vec![("reference", typed(reference.as_str()))],
        Happened::Sent { to, way, follow_up, asks } => vec![
            ("to", to.iter().map(subject).collect::<Vec<_>>().into()),
            ("by_hand", (*way == Way::ByHand).into()),
            ("asks", (*asks).into()),
            ("follow_up", follow_up.to_string().into()),
        ],
        Happened::Snoozed(until) => vec![("until", until.to_string().into())],
        Happened::Noted(words) => vec![("text", typed(words.unmasked().as_str()))],
    };
    if let Value::Object(object) = &mut event {
        object.extend(fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }
    Some(event)
}

/// What became of the requests of a customer, in short. The codes are lower case and stable.
pub(super) fn follow_up(it: &FollowUp) -> Value {
    let (state, raised) = match it.cover {
        Cover::All if it.is_due => ("chase", None),
        Cover::All => ("waits", None),
        Cover::Raised(at) => ("raised", Some(at)),
        Cover::Part => ("part", None),
        Cover::Nothing => ("nothing", None),
        Cover::Unknown => ("unknown", None),
    };
    let time = |at: Option<Wall>| at.map(|at| at.to_string());
    json!({
        "sent_at": time(it.sent),
        "to_company": it.to_company,
        "to_parties": it.to_parties,
        "due": it.due.map(|day| day.to_string()),
        "is_due": it.is_due,
        "state": state,
        "raised_at": time(raised),
        "closed": it.closed.map(|(sent, at)| json!({"sent_at": sent.to_string(), "at": at.to_string()})),
        "answered_at": time(it.answered),
        "notes": it.notes,
    })
}

/// `company`, or the id of a party.
pub(super) fn subject(subject: &Subject) -> Value {
    match subject {
        Subject::Company => json!({"company": true}),
        Subject::Party(key) => json!({"party_id": key.id.text().as_str()}),
        Subject::UnknownParty(id) => json!({"party_id": id.text().as_str()}),
    }
}

/// `the company, party 2e719a and party 4ef045`.
pub(super) fn everybody(to: &[Subject]) -> String {
    match to.split_last() {
        None => "nobody".to_owned(),
        Some((one, [])) => one.words(),
        Some((last, others)) => {
            let others: Vec<String> = others.iter().map(Subject::words).collect();
            format!("{} and {}", others.join(", "), last.words())
        }
    }
}
