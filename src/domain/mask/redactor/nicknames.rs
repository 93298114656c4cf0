//! What parties are called under a mask.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::domain::case::Case;
use crate::domain::id::{PartyId, PartyKey};
use crate::domain::party::Party;
use crate::domain::text::SafeText;

/// The nicknames of the parties of a case, such as `Party 2e71 · 60 %`.
#[must_use]
pub(in crate::domain) fn nicknames(case: &Case) -> HashMap<&PartyKey, SafeText> {
    let parties: Vec<&Party> = case.parties.items().iter().collect();
    let ids = Ids::of(&parties);
    parties.iter().map(|party| (&party.key, ids.nickname(party).with_share)).collect()
}

/// The first characters of an id.
pub(super) fn start(id: &PartyId, chars: usize) -> String {
    // An id with an @ is an address put in the wrong place.
    if id.text().as_str().contains('@') { "?".to_owned() } else { id.text().as_str().chars().take(chars).collect() }
}

/// What a party is called under a mask: its id alone tells it from the others.
#[derive(Clone)]
pub(super) struct Nickname {
    pub(super) with_share: SafeText,
    pub(super) alone: SafeText,
}

/// What a party is called that the case does not have.
pub(super) fn unknown(key: &PartyKey) -> SafeText {
    SafeText::line(&format!("Party {}", start(&key.id, 4)))
}

/// The ids of all parties in the forms that nicknames may have, shortest first, each with how many ids look like it.
pub(super) struct Ids([(Form, HashMap<String, usize>); 3]);

type Form = fn(&PartyId) -> String;

impl Ids {
    pub(super) fn of(parties: &[&Party]) -> Self {
        let ids: HashSet<&PartyId> = parties.iter().map(|party| &party.key.id).collect();
        let forms: [Form; 3] = [|id| start(id, 4), |id| start(id, 8), both_ends];
        Self(forms.map(|form| {
            let mut alike = HashMap::new();
            for id in &ids {
                *alike.entry(form(id)).or_default() += 1;
            }
            (form, alike)
        }))
    }

    /// The shortest form of a party's id that no other party has, and its share.
    pub(super) fn nickname(&self, party: &Party) -> Nickname {
        let id = &party.key.id;
        let mut forms = self.0.iter().map(|(form, alike)| (form(id), alike));
        let own = forms.find(|(form, alike)| alike.get(form).is_none_or(|count| *count < 2));
        let short = own.map_or_else(|| start(id, usize::MAX), |(form, _)| form);
        let mut nickname = format!("Party {}", if short.is_empty() { "?" } else { &short });
        if party.key.ordinal > 0 {
            // Writing to a String cannot fail.
            let _ = write!(nickname, " #{}", party.key.ordinal + 1);
        }
        let alone = SafeText::line(&nickname);
        if let Some(share) = party.share.given() {
            let _ = write!(nickname, " · {}", share.value().in_short());
        }
        Nickname { with_share: SafeText::line(&nickname), alone }
    }
}

/// `9a1c…0001`.
fn both_ends(id: &PartyId) -> String {
    let whole = start(id, usize::MAX);
    let behind =
        whole.char_indices().rev().nth(3).map_or(whole.as_str(), |(at, _)| whole.get(at..).unwrap_or_default());
    format!("{}…{behind}", start(id, 4))
}
