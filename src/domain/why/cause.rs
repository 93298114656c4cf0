//! What is said to be wrong: labels in short words, else the nearest text.

use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::customer::Name;
use crate::domain::mask::{Mask, Words};

/// What is said to be wrong.
#[derive(Default)]
pub(super) struct Cause {
    /// The one paper it speaks of, where that is certain.
    pub(super) paper: Option<String>,
    /// The labels in short words, the gravest first; where there is none but a text that must not be repeated, where to
    /// look, or that it is not known.
    pub(super) labels: Vec<String>,
    /// The heart of the nearest text that tells nothing personal, where there is no label.
    pub(super) quote: Option<String>,
}

impl Cause {
    pub(super) const fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.quote.is_none()
    }

    /// ` (poor quality, not in colour)`, with at most so many labels; nothing where nothing is said.
    pub(super) fn in_brackets(&self, most: usize) -> String {
        self.told(most).map_or_else(String::new, |told| format!(" ({told})"))
    }

    /// The same for something refused, where having no reason is worth telling.
    pub(super) fn of_refusal(&self, most: usize) -> String {
        if self.is_empty() { " (no reason given)".to_owned() } else { self.in_brackets(most) }
    }

    fn told(&self, most: usize) -> Option<String> {
        let said = match (&self.quote, self.labels.len()) {
            (Some(quote), _) => format!("“{quote}”"),
            (None, 0) => return None,
            (None, _) if most == 0 => return None,
            (None, count) => {
                let mut shown: Vec<String> = self.labels.iter().take(most).cloned().collect();
                if count > most {
                    shown.push(format!("{} more", count - most));
                }
                shown.join(", ")
            }
        };
        Some(self.paper.as_ref().map_or_else(|| said.clone(), |paper| format!("{paper}: {said}")))
    }
}

/// The e-mails, phones and names of a case, but for what has an `@`: a text with that is personal in any case.
pub(super) fn known_values(case: &Case) -> Words {
    let names = match &case.profile.name {
        Name::Business(_) => [None, None],
        Name::Individual { first, last } => [first.given(), last.given()],
    };
    let own = [case.profile.email.given(), case.details.phone.given()];
    let parties = case.parties.items().iter().map(|party| party.email.given());
    let mut known = Words::default();
    for value in names.into_iter().chain(own).chain(parties).flatten().map(|value| value.show(Mask::Off)) {
        if !value.as_str().contains('@') {
            known.learn(value.as_str(), &Arc::from(""), false);
        }
    }
    known
}
