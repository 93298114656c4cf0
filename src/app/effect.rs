//! What `update` wants done outside: the only way in which it reaches the world.

use std::time::Duration;

use crate::domain::id::CustomerId;

use super::load::RequestId;

/// Work for the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fetch the customer list, page by page.
    LoadQueue {
        /// Names the request.
        request: RequestId,
    },
    /// Fetch one case.
    LoadCase {
        /// Names the request.
        request: RequestId,
        /// The customer.
        id: CustomerId,
    },
    /// Give up a request; its answer is no longer wanted.
    Abort(RequestId),
    /// Send [`super::msg::Msg::Wake`] after a while.
    Wake {
        /// What to wake for.
        wake: Wake,
        /// How long to wait.
        after: Duration,
    },
    /// Forget what the terminal shows and paint everything.
    Repaint,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Leave the loop.
    Quit,
}

/// What a scheduled moment is for. The number tells a current one from one that was overtaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// A whole minute has passed on the wall clock: ages read differently now.
    Minute,
    /// The cursor may have rested on a customer.
    Rest(u64),
    /// Another case may be fetched behind the queue.
    Details,
    /// The viewed case is due for its automatic refresh.
    AutoCase(u64),
    /// The list is due for its automatic refresh.
    AutoQueue(u64),
    /// A notice has been shown for long enough.
    Notice(u64),
    /// A second of a visible countdown has passed.
    Countdown,
}
