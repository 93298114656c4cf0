//! Figures over time, as the dashboard has them: asked of the memory, and shown until the next answer.

use crate::domain::calendar::Calendar;
use crate::domain::over_time::{OverTime, Window};

use super::load::RequestId;

/// What is asked of the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskOverTime {
    /// Names the request.
    pub request: RequestId,
    /// Of which time.
    pub window: Window,
    /// In which zone days are counted.
    pub calendar: Calendar,
}

/// What the memory answers: the figures, nothing where nothing is remembered, or why they cannot be had.
pub type Answer = Result<Option<Box<OverTime>>, String>;

/// What is known of the figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    request: Option<RequestId>,
    answer: Option<Answer>,
}

impl Figures {
    /// Asks for them; an earlier question is not waited for any more. The last answer stays until the new one is there.
    pub fn ask(&mut self, request: RequestId, window: Window, calendar: &Calendar) -> AskOverTime {
        self.request = Some(request);
        AskOverTime { request, window, calendar: calendar.clone() }
    }

    /// Whether an answer is waited for.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        self.request.is_some()
    }

    /// The last answer; `None` where they were never asked for, or are for the first time.
    #[must_use]
    pub const fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// Takes an answer, where it is waited for.
    pub(in crate::app) fn take(&mut self, request: RequestId, answer: Answer) {
        if self.request == Some(request) {
            (self.request, self.answer) = (None, Some(answer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::load::RequestIds;
    use crate::domain::time::Wall;

    #[test]
    fn only_the_newest_question_is_answered() {
        let (mut ids, mut figures) = (RequestIds::default(), Figures::default());
        let window = Window { since: Wall::UNIX_EPOCH, until: Wall::UNIX_EPOCH };
        let (first, second) = (ids.fresh(), ids.fresh());
        for request in [first, second] {
            assert_eq!(figures.ask(request, window, &Calendar::default()).request, request);
        }
        figures.take(first, Ok(None));
        assert!(figures.is_asked() && figures.answer().is_none());
        figures.take(second, Err("damaged".to_owned()));
        assert!(!figures.is_asked());
        figures.take(second, Ok(None));
        assert_eq!(figures.answer(), Some(&Err("damaged".to_owned())), "twice");
        figures.ask(ids.fresh(), window, &Calendar::default());
        assert!(figures.answer().is_some(), "the last answer stays meanwhile");
    }
}
