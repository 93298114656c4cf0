//! Which actions can run now, and why the others cannot.

use crate::domain::customer::{CustomerStatus, RowKey};
use crate::domain::draft::Sheet;
use crate::domain::hold::SignalKind;
use crate::domain::mask::Mask;

use super::action::Action;
use super::layout::Pane;
use super::list::List;
use super::memory::Memory;
use super::model::Model;
use super::reason::{HIDDEN, NOBODY, NOT_LOADED, NOT_SEARCHED, ONE_CASE_ONLY, Reason};
use super::session::Source;
use super::window::Window;

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
            Mask::On => {
                Err(Reason::of("personal data is hidden, and with it what holds the case").unless(Action::Mask))
            }
            Mask::Off => Ok(()),
        }
    }

    /// Nothing is sent to anybody of a held case, and nothing is chased of one that is decided.
    fn can_follow_up(&self) -> Result<(), Reason> {
        if self.case_pane.read.precautions.is_held() {
            return Err(Reason::of("the case is held: nothing is chased of it, also where the hold was lifted"));
        }
        let status = self.viewed_case().and_then(|entry| entry.case()?.profile.known_status());
        match status {
            Some(CustomerStatus::Rejected) => Err(Reason::of("Fin has decided: nothing is chased")),
            _ => Ok(()),
        }
    }

    fn has_case(&self) -> bool {
        self.viewed_case().is_some_and(|entry| entry.case().is_some())
    }

    /// Whether there is something to go to the next place of, in the focused pane.
    pub(in crate::app) fn has_searched(&self) -> bool {
        !self.find.last.is_empty() && self.focus() != Pane::Queue
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
            // It ends also where its customer is gone.
            A::ThisCaseOnly if self.screen.is_one_case_only() => Ok(()),
            A::RefreshCase | A::OpenLink | A::ThisCaseOnly if self.viewed.is_none() => Err(NOBODY),
            A::RefreshCase if !has_id => no("this row has no id to ask for"),
            A::RefreshQueue | A::LookAtAll if self.session.source != Source::List => {
                no("only the customers named on the command line are shown")
            }
            A::Memory if self.memory.state == Memory::Off => no("nothing is remembered in this run"),
            A::NextCustomer | A::PreviousCustomer | A::QuickView | A::Sort if self.screen.is_one_case_only() => {
                Err(ONE_CASE_ONLY)
            }
            A::LookAtAll | A::Overview if self.queue.rows().is_empty() => {
                Err(Reason::of("no customer is listed yet").unless(A::RefreshQueue))
            }
            // They name whoever something was done for, or who waits longest.
            A::Messages | A::Overview if self.screen.is_one_case_only() => Err(ONE_CASE_ONLY),
            A::Find if self.screen.is_one_case_only() && self.focus() == Pane::Queue => Err(ONE_CASE_ONLY),
            A::NextHit | A::PreviousHit if self.focus() == Pane::Queue => {
                Err(Reason::of("hits are in the case and its panes").unless(A::FocusCase))
            }
            A::NextHit | A::PreviousHit if !self.has_searched() => Err(NOT_SEARCHED),
            A::ShowProse if self.screen.mask == Mask::Off => Err(Reason::of("nothing is hidden").unless(A::Mask)),
            A::FollowUp | A::Note if !self.memory.state.is_on() => {
                no("nothing is remembered in this run, so nothing can be kept of what you do")
            }
            A::Draft | A::Export | A::ShowProse | A::LiftHold | A::FollowUp | A::Note if !self.has_case() => {
                Err(NOT_LOADED)
            }
            A::FollowUp => self.can_follow_up(),
            A::LiftHold => self.can_lift(),
            A::PickOriginals => self.can_pick_originals(),
            A::OpenLink if self.settings.link.is_none() => no("link is not set in the configuration"),
            A::OpenLink if !has_id => no("this row has no id"),
            A::NextCustomer | A::PreviousCustomer if self.queue.row_count() < 2 => {
                let alone = Reason::of("no other customer is shown");
                Err(if self.queue.rows().len() < 2 { alone } else { alone.unless(A::QuickView) })
            }
            _ => Ok(()),
        }
    }
}
