//! Which actions can run now, and why the others cannot.

use crate::domain::customer::RowKey;
use crate::domain::draft::Sheet;
use crate::domain::hold::SignalKind;
use crate::domain::mask::Mask;

use super::action::Action;
use super::list::List;
use super::model::Model;
use super::session::Source;
use super::window::Window;

/// Why an action cannot run now. The action that helps is named by its key where this is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable {
    /// Why, in words for the user; a setting that helps is named there.
    pub why: &'static str,
    /// What helps.
    pub helps: Option<Action>,
}

impl Unavailable {
    const fn because(why: &'static str) -> Self {
        Self { why, helps: None }
    }

    const fn unless(why: &'static str, helps: Action) -> Self {
        Self { why, helps: Some(helps) }
    }
}

impl Model {
    fn can_pick_originals(&self) -> Result<(), Unavailable> {
        let (because, unless) = (Unavailable::because, Unavailable::unless);
        let Window::Drafts(window) = &self.screen.window else {
            return Err(unless("no draft is open", Action::Draft));
        };
        match window.shown() {
            Some(Sheet::Message(draft)) if draft.masked => Err(unless("personal data is hidden", Action::Mask)),
            Some(Sheet::Message(draft)) if draft.originals.is_empty() => {
                Err(because("Fin wrote nothing about this recipient"))
            }
            Some(Sheet::Message(_)) => Ok(()),
            Some(Sheet::Note(_)) | None => Err(because("nothing can be put into the internal note")),
        }
    }

    fn has_case(&self) -> bool {
        self.viewed_case().is_some_and(|entry| entry.case().is_some())
    }

    /// Whether an action can run now.
    ///
    /// # Errors
    /// The reason why it cannot, in words for the user.
    pub fn can(&self, action: Action) -> Result<(), Unavailable> {
        use Action as A;
        let (because, unless) = (Unavailable::because, Unavailable::unless);
        let is_live = self.session.source.is_live();
        match action {
            A::RefreshCase | A::RefreshQueue | A::AutoRefresh | A::LookAtAll if !is_live => {
                Err(because("this is a saved file: there is no server to ask"))
            }
            A::AutoRefresh if self.auto.every.is_never() => {
                Err(because("auto-refresh is off: case_seconds and queue_seconds in the configuration turn it on"))
            }
            A::RefreshCase if self.viewed.is_none() => Err(unless("no customer is selected", Action::FocusQueue)),
            A::RefreshCase if self.viewed.as_ref().and_then(RowKey::id).is_none() => {
                Err(because("this row has no id to ask for"))
            }
            A::RefreshQueue | A::LookAtAll if self.session.source != Source::List => {
                Err(because("only the customers named on the command line are shown"))
            }
            A::LookAtAll if self.queue.rows().is_empty() => {
                Err(unless("no customer is listed yet", Action::RefreshQueue))
            }
            A::ShowProse if self.screen.mask == Mask::Off => Err(unless("nothing is hidden", Action::Mask)),
            A::Draft | A::Export | A::ShowProse | A::LiftHold if !self.has_case() => {
                Err(unless("the case is not loaded yet", Action::RefreshCase))
            }
            A::LiftHold if !self.settings.allow_lift => {
                Err(because("the configuration does not allow it: allow_lift = true, once compliance was asked"))
            }
            A::LiftHold if !self.case_pane.read.precautions.is_held() => Err(because("the case is not held")),
            A::LiftHold if self.case_pane.read.precautions.holds.iter().any(|one| one.kind == SignalKind::Exported) => {
                Err(because("this export was held, and does not say by what"))
            }
            A::LiftHold if self.screen.mask == Mask::On => {
                Err(unless("personal data is hidden, and with it what holds the case", Action::Mask))
            }
            A::PickOriginals => self.can_pick_originals(),
            A::OpenLink if self.settings.link.is_none() => {
                Err(because("no link is configured: link in the configuration"))
            }
            A::OpenLink if self.viewed.as_ref().and_then(RowKey::id).is_none() => {
                Err(unless("no customer is selected", Action::FocusQueue))
            }
            A::NextCustomer | A::PreviousCustomer if self.queue.row_count() < 2 => {
                Err(unless("no other customer is shown", Action::QuickView))
            }
            _ => Ok(()),
        }
    }
}
