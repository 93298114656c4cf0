//! A case's texts as the mask allows.

use crate::domain::case::Case;
use crate::domain::customer::{CustomerRow, Name, OtherField};
use crate::domain::key::Subject;
use crate::domain::mask::{Cover, Mask, Personal};
use crate::domain::party::Party;
use crate::domain::rejection::DocumentUri;
use crate::domain::text::SafeText;

/// Parts of the keys of fields that may hold a secret: the consent token has its own key in requests.
const SECRET_KEYS: [&str; 4] = ["tos_policies", "token", "secret", "password"];

/// Shows what a case or a row holds. Everything remote that a report prints passes through here.
pub(super) struct Sight<'a> {
    name: &'a Name,
    parties: &'a [Party],
    cover: Cover,
    mask: Mask,
}

impl<'a> Sight<'a> {
    pub(super) fn of(case: &'a Case, mask: Mask) -> Self {
        let (name, parties) = (&case.profile.name, case.parties.items());
        Self { name, parties, cover: Cover::under(case, mask), mask }
    }

    pub(super) fn of_row(row: &'a CustomerRow, mask: Mask) -> Self {
        Self { name: &row.profile.name, parties: &[], cover: Cover::of_row(row).behind(mask), mask }
    }

    pub(super) const fn mask(&self) -> Mask {
        self.mask
    }

    pub(super) fn text(&self, text: &SafeText) -> String {
        self.cover.text(text).to_string()
    }

    pub(super) fn personal(&self, value: &Personal) -> String {
        value.show(self.mask).to_string()
    }

    pub(super) fn uri(&self, uri: &DocumentUri) -> String {
        self.cover.uri(uri).to_string()
    }

    /// Whoever something is about, as its reader knows it.
    pub(super) fn subject(&self, subject: &Subject) -> String {
        let nickname = self.cover.subject(subject).to_string();
        match subject {
            // A company's name stays readable under a mask; a person's nickname tells more than four dots.
            Subject::Company if self.mask == Mask::On && matches!(self.name, Name::Individual { .. }) => nickname,
            Subject::Company => self.name.show(self.mask).to_string(),
            Subject::Party(key) if self.mask == Mask::Off => {
                let party = self.parties.iter().find(|party| party.key == *key);
                let email = party.and_then(|party| party.email.given()).filter(|email| !email.is_blank());
                match email {
                    Some(email) => format!("{} · {nickname}", self.personal(email)),
                    None => nickname,
                }
            }
            Subject::Party(_) | Subject::Stranger(_) => nickname,
        }
    }

    /// The leaves of an unknown field: where each stands, and its value.
    pub(super) fn leaves(&self, field: &OtherField) -> Vec<(String, String)> {
        let is_secret = |path: &SafeText| {
            let path = format!("{}{path}", field.key).to_lowercase();
            SECRET_KEYS.iter().any(|key| path.contains(key))
        };
        let shown = field.leaves.iter().map(|(path, value)| {
            let value = if is_secret(path) { "(hidden)".to_owned() } else { self.personal(value) };
            (self.text(path), value)
        });
        shown.collect()
    }
}
