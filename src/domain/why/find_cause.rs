//! Finds what is said to be wrong with one subject, or with several together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cause::Cause;
use super::story::Story;
use crate::domain::glossary::{Glossary, Outcome};
use crate::domain::mask::{Prose, Words};
use crate::domain::rejection::LabelCode;
use crate::domain::standing::Standing;
use crate::domain::wording::{code, cut, small};

/// Longest piece of a text that is quoted.
const LONGEST_QUOTE: usize = 60;

/// The label that speaks of validity.
const EXPIRY: &str = "EXPIRATION_DATE";

impl Cause {
    /// What is said of one subject.
    pub(super) fn of(standing: &Standing<'_>, story: &Story<'_>) -> Self {
        let cause = Self::of_all(&[standing], story);
        Self { paper: paper(standing, story.glossary), ..cause }
    }

    /// What is said of several, taken together.
    pub(super) fn of_all(standings: &[&Standing<'_>], story: &Story<'_>) -> Self {
        let mut times: BTreeMap<&LabelCode, usize> = BTreeMap::new();
        for standing in standings {
            for label in &standing.labels {
                *times.entry(label).or_default() += standing.carriers(label).max(1);
            }
            for (label, (carriers, _)) in standing.carried.iter().filter(|(label, _)| !standing.labels.contains(*label))
            {
                *times.entry(label).or_default() += carriers;
            }
        }
        let mut ranked: Vec<(&LabelCode, usize)> = times.into_iter().collect();
        ranked.sort_by_key(|(label, times)| (gravity(label, story.glossary), Reverse(*times), *label));
        let labels: Vec<String> =
            ranked.into_iter().map(|(label, _)| in_short(label, standings, story.glossary)).collect();
        if !labels.is_empty() {
            return Self { labels, ..Self::default() };
        }
        let mut texts = standings.iter().flat_map(|standing| standing.texts()).peekable();
        if texts.peek().is_none() {
            let unknown = standings.iter().find_map(|standing| standing.unknown_text());
            let labels = unknown.map(|unknown| format!("reason {unknown}")).into_iter().collect();
            return Self { labels, ..Self::default() };
        }
        let may_stand = |text: &Prose| story.quotes || story.glossary.phrases.find(text).is_some();
        match texts.find(|text| may_stand(text) && !tells_personal(text.unmasked().as_str(), &story.known)) {
            Some(text) => {
                story.has_quoted.set(true);
                Self { quote: Some(cut(heart(text), LONGEST_QUOTE)), ..Self::default() }
            }
            None => Self { labels: vec!["see its comment".to_owned()], ..Self::default() },
        }
    }
}

/// What weighs most comes first: what must not be quoted, what tends to be final, what nobody can tell.
fn gravity(label: &LabelCode, glossary: &Glossary) -> u8 {
    match glossary.label(label).map(|entry| entry.outcome) {
        _ if glossary.must_not_quote(label) => 0,
        Some(Outcome::TendsToBeFinal) => 1,
        Some(Outcome::Depends) | None => 2,
        Some(Outcome::Fixable) => 3,
    }
}

/// A label in short words; one that the catalogue does not know as its code.
fn in_short(label: &LabelCode, standings: &[&Standing<'_>], glossary: &Glossary) -> String {
    let months = || {
        standings
            .iter()
            .flat_map(|standing| standing.texts())
            .find_map(|text| months_of_validity(text.unmasked().as_str()))
    };
    if label.text().as_str() == EXPIRY
        && let Some(months) = months()
    {
        let noun = if months == 1 { "month" } else { "months" };
        return format!("must be valid for {months} more {noun}");
    }
    glossary.label(label).map_or_else(|| code(label.text().as_str()), |entry| entry.in_short.clone())
}

/// The months in `… valid for at least 2 month(s) …`.
fn months_of_validity(text: &str) -> Option<u8> {
    let (_, wanted) = text.split_once("valid for at least ")?;
    let (number, unit) = wanted.split_once(' ')?;
    unit.starts_with("month").then(|| number.parse().ok())?
}

/// The one paper that was refused: a single ask, and every refused document known to match it.
fn paper(standing: &Standing<'_>, glossary: &Glossary) -> Option<String> {
    let [ask] = &standing.asks[..] else { return None };
    let (document_type, section) = (ask.key.document_type.as_ref()?, ask.key.request.section.as_ref()?);
    let matches = |category: &Option<_>| category.as_ref().is_some_and(|category| glossary.matches(category, section));
    let all_match = standing.documents.keys().all(|key| matches(&key.category));
    (!standing.documents.is_empty() && all_match).then(|| small(&code(&glossary.document_title(document_type))))
}

/// Moderators open with a set phrase and list what is wrong below it.
fn heart(text: &Prose) -> &str {
    let lines = || text.unmasked().as_str().lines().map(str::trim).filter(|line| !line.is_empty());
    let listed = lines().find_map(|line| line.strip_prefix('-').map(str::trim));
    listed.filter(|line| !line.is_empty()).or_else(|| lines().next()).unwrap_or_default()
}

/// Whether a text repeats an e-mail, a phone or a name that the case knows, or has anything like an e-mail.
fn tells_personal(text: &str, known: &Words) -> bool {
    text.contains('@') || !known.find(text).is_empty()
}
