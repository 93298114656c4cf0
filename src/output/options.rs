//! A case's texts as the mask allows.

use crate::domain::case::{Case, People};
use crate::domain::customer::{CustomerRow, Name, OtherField};
use crate::domain::fact::Fact;
use crate::domain::glossary::Glossary;
use crate::domain::id::PartyKey;
use crate::domain::key::Subject;
use crate::domain::mask::{LEFT_OUT, Mask, Personal, Prose, Redactor, Sentence};
use crate::domain::party::Party;
use crate::domain::rejection::DocumentUri;
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

/// Parts of the keys of fields that may hold a secret: the consent token has its own key in requests.
const SECRET_KEYS: [&str; 4] = ["tos_policies", "token", "secret", "password"];

/// What stands in place of a secret.
const SECRET: &str = "(hidden)";

/// Shows what a case or a row holds. Everything remote that a report prints passes through here. Prose that was asked for
/// on the screen is for the screen alone, so that no report holds it under a mask.
pub(super) struct ReportOptions<'a> {
    name: &'a Name,
    people: People<'a>,
    redactor: Redactor,
}

impl<'a> ReportOptions<'a> {
    pub(super) fn of(case: &'a Case, glossary: &Glossary, mask: Mask) -> Self {
        let (name, people) = (&case.profile.name, case.people());
        Self { name, people, redactor: Redactor::under(case, &glossary.phrases, mask) }
    }

    pub(super) fn of_row(row: &'a CustomerRow, mask: Mask) -> Self {
        Self { name: &row.profile.name, people: People::new(), redactor: Redactor::of_row(row).with_mask(mask) }
    }

    pub(super) fn is_masked(&self) -> bool {
        self.redactor.is_masked()
    }

    pub(super) fn text(&self, text: &SafeText) -> String {
        self.redactor.text(text).to_string()
    }

    pub(super) fn path(&self, path: &SafeText) -> String {
        self.redactor.path(path).to_string()
    }

    /// A text exactly as it was sent; `None` where the mask hides somebody in it.
    pub(super) fn as_sent(&self, text: &SafeText) -> Option<String> {
        (!self.is_masked() || !self.redactor.finds_someone(text)).then(|| text.to_string())
    }

    pub(super) fn personal(&self, value: &Personal) -> String {
        self.redactor.personal(value).to_string()
    }

    /// Prose as it was sent; `None` where the mask leaves it out.
    pub(super) fn prose(&self, prose: &Prose) -> Option<String> {
        self.redactor.prose(prose).map(|text| text.to_string())
    }

    /// Prose, or what is said in its place.
    pub(super) fn prose_or(&self, prose: &Prose) -> String {
        self.prose(prose).unwrap_or_else(|| LEFT_OUT.to_owned())
    }

    /// A time to the second; what is none may be anything.
    pub(super) fn time(&self, time: &Timestamp) -> String {
        let told = time.to_second();
        if time.at().is_some() || time.is_zero() { told } else { self.prose_or(&Prose::line(&told)) }
    }

    /// A time as it was sent, or what is said in its place; with a `?` where it is none.
    pub(super) fn raw_time(&self, time: &Timestamp) -> String {
        if time.at().is_some() { time.raw().to_string() } else { self.time(time) }
    }

    pub(super) fn sentence(&self, sentence: &Sentence) -> SafeText {
        self.redactor.sentence(sentence)
    }

    pub(super) fn uri(&self, uri: &DocumentUri) -> String {
        self.redactor.uri(uri).to_string()
    }

    /// What the customer is called.
    pub(super) fn name(&self) -> String {
        self.redactor.name(self.name).to_string()
    }

    /// Whoever something is about, as its reader knows it.
    pub(super) fn subject(&self, subject: &Subject) -> String {
        let nickname = || self.redactor.subject(subject).to_string();
        match subject {
            Subject::Company => self.name(),
            Subject::Party(key) if !self.is_masked() => {
                let email =
                    self.people.get(key).and_then(|party| party.email.given()).filter(|email| !email.is_blank());
                match email {
                    Some(email) => format!("{} · {}", self.personal(email), nickname()),
                    None => nickname(),
                }
            }
            Subject::Party(_) | Subject::UnknownParty(_) => nickname(),
        }
    }

    /// The same within a sentence: the company, and a party by its e-mail alone where nobody else of the case has that.
    pub(super) fn in_sentence(&self, subject: &Subject) -> String {
        let email = |party: &Party| party.email.given().filter(|email| !email.is_blank()).map(|it| self.personal(it));
        match subject {
            Subject::Company => "the company".to_owned(),
            Subject::Party(key) if !self.is_masked() => {
                let own = self.people.get(key).and_then(|party| email(party));
                let shared = || self.people.values().filter(|party| email(party) == own).count() > 1;
                own.clone().filter(|_| !shared()).unwrap_or_else(|| self.subject(subject))
            }
            subject => self.subject(subject),
        }
    }

    /// A party where its share stands beside it, so that its nickname does not say that again.
    pub(super) fn party_beside_share(&self, key: &PartyKey) -> String {
        if self.is_masked() {
            self.redactor.party_beside_share(key).to_string()
        } else {
            self.subject(&Subject::Party(key.clone()))
        }
    }

    /// The leaves of an unknown field: where each stands, and its value, `None` where that is left out.
    pub(super) fn leaves(&self, field: &OtherField) -> Vec<(String, Option<String>)> {
        let is_secret = |path: &SafeText| {
            let path = format!("{}{path}", field.key).to_lowercase();
            SECRET_KEYS.iter().any(|key| path.contains(key))
        };
        let value = |path: &SafeText, value: &Fact<Prose>| match value {
            Fact::Given(_) if is_secret(path) => Some(SECRET.to_owned()),
            Fact::Given(value) => self.prose(value),
            _ => None,
        };
        field.leaves.iter().map(|(path, leaf)| (self.path(path), value(path, leaf))).collect()
    }
}
