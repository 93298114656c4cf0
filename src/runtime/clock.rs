//! Where time comes from: the system, or a test.

use std::time::Instant;

use crate::domain::time::Now;

/// A source of time.
pub trait Clock {
    /// What both clocks say.
    fn now(&self) -> Now;
}

/// The system's clocks.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// Starts counting.
    #[must_use]
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Now {
        Now { mono: self.started.elapsed(), wall: jiff::Timestamp::now() }
    }
}

impl<F: Fn() -> Now> Clock for F {
    fn now(&self) -> Now {
        self()
    }
}
