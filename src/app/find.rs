//! Searching in the case and its panes: what is searched for, and where it stands.

use crate::domain::case::Case;
use crate::domain::fold::folded;
use crate::domain::glossary::Glossary;
use crate::domain::mask::Redactor;

use super::field::TextField;
use super::list::List;
use super::outline::seek;
use super::rows::Rows;
use super::tree::{Position, Tree};

/// A search.
#[derive(Debug, Default)]
pub struct Find {
    /// What is being typed.
    pub field: TextField,
    /// What is searched for; it stays until something else is.
    pub last: String,
}

impl Find {
    /// Searches for what was typed from now on; where that is nothing, for what was searched for before.
    pub fn take_typed(&mut self) {
        let typed = std::mem::take(&mut self.field).text().trim().to_owned();
        if !typed.is_empty() {
            self.last = typed;
        }
    }

    /// What is looked for, folded; `None` where there is nothing.
    fn needle(&self) -> Option<String> {
        (!self.last.is_empty()).then(|| folded(&self.last).into_owned())
    }

    /// The place of the next node that holds it, also in closed branches, from the selected one round and round.
    #[must_use]
    pub fn in_tree(&self, tree: &Tree, redactor: &Redactor, forward: bool) -> Option<usize> {
        let needle = self.needle()?;
        let from = tree.visible().get(tree.cursor().at).copied()?;
        let holds = |place: &usize| {
            tree.nodes().get(*place).is_some_and(|node| folded(&node.line.words(redactor)).contains(&needle))
        };
        round(tree.nodes().len(), from, forward).find(holds)
    }

    /// The way to the next node that holds it in a tree of which not all was made, from the selected one round and round.
    #[must_use]
    pub fn in_case(
        &self,
        case: &Case,
        tree: &Tree,
        glossary: &Glossary,
        redactor: &Redactor,
        forward: bool,
    ) -> Option<Vec<Position>> {
        let needle = self.needle()?;
        let from = &tree.selected()?.position;
        seek(case, glossary, from, forward, |line| folded(&line.words(redactor)).contains(&needle))
    }

    /// The next row that holds it, from the selected one round and round.
    #[must_use]
    pub fn in_rows(&self, rows: &Rows, redactor: &Redactor, forward: bool) -> Option<usize> {
        let needle = self.needle()?;
        let holds =
            |row: &usize| rows.rows.get(*row).is_some_and(|row| folded(&row.line.words(redactor)).contains(&needle));
        round(rows.rows.len(), rows.cursor.at, forward).find(holds)
    }
}

/// Every place once, beginning beside `from` and ending with it.
fn round(count: usize, from: usize, forward: bool) -> impl Iterator<Item = usize> {
    (1..=count).map(move |step| {
        let step = if forward { step } else { count - step };
        (from + step) % count.max(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_goes_round_and_ends_where_it_began() {
        assert_eq!(round(4, 1, true).collect::<Vec<_>>(), [2, 3, 0, 1]);
        assert_eq!(round(4, 1, false).collect::<Vec<_>>(), [0, 3, 2, 1]);
        assert_eq!(round(0, 0, true).count(), 0);
    }
}
