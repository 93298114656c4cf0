//! How many cases have each of several things.

use std::collections::BTreeMap;

use super::Step;

/// In how many cases each of several things is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking<K> {
    cases: BTreeMap<K, usize>,
    /// On how many cases it rests: those that were read, whether they have any or not.
    pub rests_on: usize,
    /// Of how many of them not all could be read: they may have more.
    pub partly: usize,
    /// How many have one that this build has no words for. Such are not told apart: they may be anything.
    pub without_words: usize,
}

impl<K> Default for Ranking<K> {
    fn default() -> Self {
        Self { cases: BTreeMap::new(), rests_on: 0, partly: 0, without_words: 0 }
    }
}

impl<K: Ord + Clone> Ranking<K> {
    /// Counts the things of a case, each of which it has once.
    pub(super) fn count<'a>(
        &mut self,
        things: impl Iterator<Item = &'a K>,
        knows_all: bool,
        has_words: impl Fn(&K) -> bool,
        step: Step,
    ) where
        K: 'a,
    {
        let mut is_without_words = false;
        for thing in things {
            if has_words(thing) {
                step.count_in(&mut self.cases, thing);
            } else {
                is_without_words = true;
            }
        }
        step.count(&mut self.rests_on, 1);
        step.count(&mut self.partly, usize::from(!knows_all));
        step.count(&mut self.without_words, usize::from(is_without_words));
    }

    /// Each with its number of cases, the most frequent first.
    #[must_use]
    pub fn most_frequent(&self) -> Vec<(&K, usize)> {
        let mut ranked: Vec<(&K, usize)> = self.cases.iter().map(|(thing, cases)| (thing, *cases)).collect();
        ranked.sort_by(|(a, in_a), (b, in_b)| in_b.cmp(in_a).then_with(|| a.cmp(b)));
        ranked
    }

    /// In how many cases one of them is.
    #[must_use]
    pub fn cases(&self, thing: &K) -> usize {
        self.cases.get(thing).copied().unwrap_or_default()
    }
}
