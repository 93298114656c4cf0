//! Which actions can run now, and why the others cannot.

use crate::domain::customer::RowKey;
use crate::domain::draft::Sheet;
use crate::domain::hold::SignalKind;
use crate::domain::mask::Mask;

use super::action::Action;
use super::list::List;
use super::memory::Memory;
use super::model::Model;
use super::session::Source;
use super::window::Window;

impl Model {
    fn can_pick_originals(&self) -> Result<(), &'static str> {
        let Window::Drafts(window) = &self.screen.window else { return Err("no draft is open") };
        match window.shown() {
            Some(Sheet::Message(draft)) if draft.masked => Err("personal data is hidden: show it first"),
            Some(Sheet::Message(draft)) if draft.originals.is_empty() => Err("Fin wrote nothing about this recipient"),
            Some(Sheet::Message(_)) => Ok(()),
            Some(Sheet::Note(_)) | None => Err("nothing can be put into the internal note"),
        }
    }

    fn has_case(&self) -> bool {
        self.viewed_case().is_some_and(|entry| entry.case().is_some())
    }

    /// Whether an action can run now.
    ///
    /// # Errors
    /// The reason why it cannot, in words for the user.
    pub fn can(&self, action: Action) -> Result<(), &'static str> {
        use Action as A;
        let is_live = self.session.source.is_live();
        match action {
            A::RefreshCase | A::RefreshQueue | A::AutoRefresh | A::LookAtAll if !is_live => {
                Err("this is a saved file: there is no server to ask")
            }
            A::AutoRefresh if self.auto.every.is_never() => Err("the configuration turns auto-refresh off"),
            A::RefreshCase if self.viewed.is_none() => Err("no customer is selected"),
            A::RefreshCase if self.viewed.as_ref().and_then(RowKey::id).is_none() => {
                Err("this row has no id to ask for")
            }
            A::RefreshQueue | A::LookAtAll if self.session.source != Source::List => {
                Err("only the customers named on the command line are shown")
            }
            A::Memory if self.memory.state == Memory::Off => Err("nothing is remembered in this run"),
            A::LookAtAll if self.queue.rows().is_empty() => Err("no customer is listed yet"),
            A::ShowProse if self.screen.mask == Mask::Off => Err("nothing is hidden"),
            A::Draft | A::Export | A::ShowProse | A::LiftHold if !self.has_case() => Err("the case is not loaded yet"),
            A::LiftHold if !self.settings.allow_lift => {
                Err("the configuration does not allow it (allow_lift), and compliance has to be asked first")
            }
            A::LiftHold if !self.case_pane.read.precautions.is_held() => Err("the case is not held"),
            A::LiftHold if self.case_pane.read.precautions.holds.iter().any(|one| one.kind == SignalKind::Exported) => {
                Err("this export was held, and does not say by what")
            }
            A::LiftHold if self.screen.mask == Mask::On => {
                Err("personal data is hidden, and with it what holds the case")
            }
            A::PickOriginals => self.can_pick_originals(),
            A::OpenLink if self.settings.link.is_none() => Err("no link is configured"),
            A::OpenLink if self.viewed.as_ref().and_then(RowKey::id).is_none() => Err("no customer is selected"),
            A::NextCustomer | A::PreviousCustomer if self.queue.row_count() < 2 => Err("no other customer is shown"),
            _ => Ok(()),
        }
    }
}
