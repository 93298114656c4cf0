//! Which actions can run now, and why the others cannot.

use std::fmt;

use crate::domain::customer::RowKey;
use crate::domain::draft::Sheet;
use crate::domain::hold::SignalKind;
use crate::domain::mask::Mask;

use super::action::Action;
use super::layout::Pane;
use super::list::List;
use super::model::Model;
use super::session::Source;
use super::window::Window;

/// Why something cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// In words for the user.
    pub words: &'static str,
    /// What helps, where a key does.
    pub helps: Option<Action>,
}

impl Reason {
    /// A reason that no key helps against.
    #[must_use]
    pub const fn of(words: &'static str) -> Self {
        Self { words, helps: None }
    }

    /// The same, and the action that helps.
    #[must_use]
    pub const fn unless(self, action: Action) -> Self {
        Self { helps: Some(action), ..self }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.words.to_owned()
    }
}

/// Personal data is hidden.
pub(in crate::app) const HIDDEN: Reason = Reason::of("personal data is hidden").unless(Action::Mask);
/// Nothing is known of the case.
pub(in crate::app) const NOT_LOADED: Reason = Reason::of("the case is not loaded yet").unless(Action::RefreshCase);
/// One case is shown only.
const ONE_CASE_ONLY: Reason = Reason::of("this case only is shown").unless(Action::ThisCaseOnly);
/// No customer is selected.
const NOBODY: Reason = Reason::of("no customer is selected").unless(Action::FocusQueue);

impl Model {
    fn can_pick_originals(&self) -> Result<(), Reason> {
        let no = |words| Err(Reason::of(words));
        let Window::Drafts(window) = &self.screen.window else {
            return Err(Reason::of("no draft is open").unless(Action::Draft));
        };
        match window.shown() {
            Some(Sheet::Message(draft)) if draft.masked => Err(HIDDEN),
            Some(Sheet::Message(draft)) if draft.originals.is_empty() => no("Fin wrote nothing about this recipient"),
            Some(Sheet::Message(_)) => Ok(()),
            Some(Sheet::Note(_)) | None => no("nothing can be put into the internal note"),
        }
    }

    fn can_lift(&self) -> Result<(), Reason> {
        let precautions = &self.case_pane.read.precautions;
        if !self.settings.allow_lift {
            let words = "the configuration does not allow it (allow_lift), and compliance has to be asked first";
            return Err(Reason::of(words));
        }
        if !precautions.is_held() {
            return Err(Reason::of("the case is not held"));
        }
        if precautions.holds.iter().any(|one| one.kind == SignalKind::Exported) {
            return Err(Reason::of("this export was held, and does not say by what"));
        }
        match self.screen.mask {
            Mask::On => Err(Reason::of("personal data is hidden, and with it what holds the case").unless(Action::Mask)),
            Mask::Off => Ok(()),
        }
    }

    fn has_case(&self) -> bool {
        self.viewed_case().is_some_and(|entry| entry.case().is_some())
    }

    /// Whether an action can run now.
    ///
    /// # Errors
    /// The reason why it cannot.
    pub fn can(&self, action: Action) -> Result<(), Reason> {
        use Action as A;
        let is_live = self.session.source.is_live();
        let no = |words| Err(Reason::of(words));
        let has_id = self.viewed.as_ref().and_then(RowKey::id).is_some();
        match action {
            A::RefreshCase | A::RefreshQueue | A::AutoRefresh | A::LookAtAll if !is_live => {
                no("this is a saved file: there is no server to ask")
            }
            A::AutoRefresh if self.auto.every.is_never() => {
                no("the configuration turns auto-refresh off (case_seconds and queue_seconds are 0)")
            }
            A::RefreshCase | A::OpenLink | A::ThisCaseOnly if self.viewed.is_none() => Err(NOBODY),
            A::RefreshCase if !has_id => no("this row has no id to ask for"),
            A::RefreshQueue | A::LookAtAll if self.session.source != Source::List => {
                no("only the customers named on the command line are shown")
            }
            A::LookAtAll if self.queue.rows().is_empty() => {
                Err(Reason::of("no customer is listed yet").unless(A::RefreshQueue))
            }
            A::NextCustomer | A::PreviousCustomer | A::QuickView | A::Sort if self.screen.is_one_case_only() => {
                Err(ONE_CASE_ONLY)
            }
            A::Find if self.screen.is_one_case_only() && self.focus() == Pane::Queue => Err(ONE_CASE_ONLY),
            A::ShowProse if self.screen.mask == Mask::Off => no("nothing is hidden"),
            A::Draft | A::Export | A::ShowProse | A::LiftHold if !self.has_case() => Err(NOT_LOADED),
            A::LiftHold => self.can_lift(),
            A::PickOriginals => self.can_pick_originals(),
            A::OpenLink if self.settings.link.is_none() => no("no link is configured (link)"),
            A::OpenLink if !has_id => no("this row has no id"),
            A::NextCustomer | A::PreviousCustomer if self.queue.row_count() < 2 => no("no other customer is shown"),
            _ => Ok(()),
        }
    }
}
