//! One file in several cases. It takes more than one case to see, so it is noted case by case.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::case::Case;
use crate::domain::id::CustomerId;
use crate::domain::key::{DocumentKey, Item};
use crate::domain::mask::Sentence;
use crate::domain::rejection::DocumentUri;
use crate::domain::text::SafeText;
use crate::domain::wording::listed;

use super::{Check, Finding, Severity, sort};

/// Which file stands in which of the loaded cases.
#[derive(Clone, Debug, Default)]
pub struct SharedFiles {
    files: HashMap<DocumentUri, BTreeSet<CustomerId>>,
    cases: HashMap<CustomerId, HashSet<DocumentUri>>,
}

impl SharedFiles {
    /// Notes the files of a case, in place of those noted of it before.
    pub fn note(&mut self, case: &Case) {
        self.forget(&case.id);
        let rejections = case.rejections();
        let documents = rejections.iter().flat_map(|(_, rejection)| rejection.documents.items());
        let files: HashSet<DocumentUri> =
            documents.filter_map(|document| usable(document.uri.given())).cloned().collect();
        for file in &files {
            self.files.entry(file.clone()).or_default().insert(case.id.clone());
        }
        self.cases.insert(case.id.clone(), files);
    }

    /// Forgets a case that is no longer loaded.
    pub fn forget(&mut self, id: &CustomerId) {
        for file in self.cases.remove(id).unwrap_or_default() {
            if let Some(cases) = self.files.get_mut(&file) {
                cases.remove(id);
                if cases.is_empty() {
                    self.files.remove(&file);
                }
            }
        }
    }

    /// Adds what the other cases show to the findings of a case, noted or not: one `same-file` finding per file, as
    /// within the case, which then says both.
    pub fn add_to(&self, findings: &mut Vec<Finding>, case: &Case) {
        if self.cases.keys().all(|id| *id == case.id) {
            return;
        }
        let mut first: BTreeMap<DocumentUri, DocumentKey> = BTreeMap::new();
        for (key, _) in case.documents() {
            let Some(file) = usable(key.uri.as_ref()).cloned() else { continue };
            let kept = first.entry(file).or_insert_with(|| key.clone());
            if key < *kept {
                *kept = key;
            }
        }
        let is_same_file = |(_, finding): &(usize, &Finding)| finding.check == Check::SameFile;
        let within = findings.iter().enumerate().filter(is_same_file);
        let within: BTreeMap<Item, usize> = within.map(|(place, finding)| (finding.item.clone(), place)).collect();
        for (file, key) in first {
            let others = self.files.get(&file).into_iter().flatten().filter(|id| **id != case.id);
            let others: Vec<String> = others.map(|id| id.short().to_owned()).collect();
            if !others.is_empty() {
                let item = Item::Document(key);
                let place = within.get(&item).copied();
                say(findings, place, item, &others);
            }
        }
        sort(findings);
    }
}

/// Says it in the finding at this place, or in one of its own.
fn say(findings: &mut Vec<Finding>, place: Option<usize>, item: Item, others: &[String]) {
    let noun = if others.len() == 1 { "case" } else { "cases" };
    let sentence = format!("The same file stands in {noun} {}.", listed(others, 3));
    match place.and_then(|place| findings.get_mut(place)) {
        Some(finding) => finding.sentence = finding.sentence.and(&sentence),
        None => findings.push(Finding {
            check: Check::SameFile,
            severity: Severity::Warning,
            item,
            sentence: Sentence::plain(SafeText::line(&sentence)),
        }),
    }
}

fn usable(uri: Option<&DocumentUri>) -> Option<&DocumentUri> {
    uri.filter(|uri| !uri.text().is_blank())
}
