//! Figures over time.

use super::{Keeper, State};
use crate::app::memory::MemoryMsg;
use crate::app::over_time::AskOverTime;
use crate::store::Refusal;

impl Keeper {
    /// Answers with the figures, the looks included that are still to be written; with nothing where nothing is kept.
    pub(super) async fn over_time(&mut self, AskOverTime { request, window, calendar }: AskOverTime) {
        self.write().await;
        let answer = match &mut self.state {
            State::Open { store, .. } => store.over_time(window, &calendar).await.map(|over| Some(Box::new(over))),
            State::Untold | State::Off => Ok(None),
        };
        let answer = answer.map_err(|trouble| Refusal::at(&self.settings.location, trouble).to_string());
        self.send(MemoryMsg::OverTime { request, answer });
    }
}
