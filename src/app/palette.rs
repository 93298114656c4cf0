//! The list of all actions: what is typed searches it, and Enter runs the selected one.

use crate::domain::fold::folded;

use super::action::Action;
use super::field::TextField;
use super::layout::Pane;
use super::list::Cursor;

/// The list of all actions. Those of the pane that it was opened from come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The pane that it was opened from.
    pub pane: Pane,
    /// What is searched for.
    pub search: TextField,
    /// The selected action among those found.
    pub cursor: Cursor,
}

impl Palette {
    /// The whole list, as it is opened from a pane.
    #[must_use]
    pub fn of(pane: Pane) -> Self {
        Self { pane, search: TextField::default(), cursor: Cursor::default() }
    }

    /// The actions that hold what is searched for: those of the pane, then the others, both in the order of help.
    #[must_use]
    pub fn found(&self) -> Vec<Action> {
        let needle = self.search.text();
        let needle = &*folded(needle.trim_start());
        let holds = |action: &Action| {
            let described = action.describe();
            [described.group, described.hint, described.help].iter().any(|text| folded(text).contains(needle))
        };
        let found = Action::ALL.iter().copied().filter(holds);
        let (mut own, others): (Vec<Action>, Vec<Action>) = found.partition(|action| self.is_own(*action));
        own.extend(others);
        own
    }

    /// Whether an action is about what the pane shows.
    #[must_use]
    pub const fn is_own(&self, action: Action) -> bool {
        use Action as A;
        match self.pane {
            Pane::Queue => matches!(
                action,
                A::Activate | A::RefreshQueue | A::LookAtAll | A::Find | A::QuickView | A::Sort | A::ThisCaseOnly
            ),
            Pane::Case => matches!(
                action,
                A::Close
                    | A::Open
                    | A::Activate
                    | A::NextTab
                    | A::PreviousTab
                    | A::RefreshCase
                    | A::Find
                    | A::Draft
                    | A::LiftHold
                    | A::Copy
                    | A::CopyWhat
                    | A::Export
                    | A::OpenLink
                    | A::ShowProse
                    | A::ThisCaseOnly
            ),
            Pane::Comments | Pane::Documents => {
                matches!(action, A::Activate | A::Find | A::Copy | A::CopyWhat | A::ShowProse | A::Zoom)
            }
        }
    }

    /// The selected action.
    #[must_use]
    pub fn selected(&self) -> Option<Action> {
        self.found().get(self.cursor.at).copied()
    }

    /// Changes what is searched for; the selected action stays selected where it was chosen and is still found.
    pub fn search(&mut self, change: impl FnOnce(&mut TextField)) {
        let selected = self.selected().filter(|_| self.cursor.at > 0);
        change(&mut self.search);
        let found = self.found();
        let at = selected.and_then(|selected| found.iter().position(|action| *action == selected));
        self.cursor = Cursor { at: at.unwrap_or(0), offset: 0 };
    }
}
