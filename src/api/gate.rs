//! The one gate that every request passes. A server that asks for a pause closes it for all of them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Open, or closed until some instant.
#[derive(Default)]
pub(super) struct Gate {
    opens_at: Mutex<Option<Instant>>,
}

impl Gate {
    /// Closes the gate for at least this long; a longer pause that is under way stays. Says whether it closed, or stays
    /// closed longer than before.
    pub(super) fn close(&self, pause: Duration) -> bool {
        let mut opens_at = self.opens_at.lock().unwrap_or_else(PoisonError::into_inner);
        let until = Instant::now() + pause;
        let is_later = opens_at.is_none_or(|before| before < until);
        if is_later {
            *opens_at = Some(until);
        }
        is_later && !pause.is_zero()
    }

    /// Waits until the gate is open. Says whether this is the first to pass after a pause.
    pub(super) async fn pass(&self) -> bool {
        loop {
            let until = {
                let mut opens_at = self.opens_at.lock().unwrap_or_else(PoisonError::into_inner);
                match *opens_at {
                    None => return false,
                    Some(until) if until <= Instant::now() => {
                        *opens_at = None;
                        return true;
                    }
                    Some(until) => until,
                }
            };
            sleep_until(until).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn everybody_waits_and_one_hears_that_it_is_over() {
        let gate = Arc::new(Gate::default());
        assert!(!gate.pass().await, "open from the start");
        let start = Instant::now();
        assert!(gate.close(Duration::from_secs(30)));
        let waiting: Vec<_> = (0..50)
            .map(|_| {
                let gate = Arc::clone(&gate);
                tokio::spawn(async move { (gate.pass().await, start.elapsed()) })
            })
            .collect();
        let mut first = 0;
        for task in waiting {
            let (was_first, waited) = task.await.unwrap();
            assert!(waited >= Duration::from_secs(30), "{waited:?}");
            first += usize::from(was_first);
        }
        assert_eq!(first, 1);
        assert!(!gate.pass().await);
    }

    #[tokio::test(start_paused = true)]
    async fn the_longest_pause_holds() {
        let gate = Arc::new(Gate::default());
        let start = Instant::now();
        assert!(gate.close(Duration::from_secs(10)));
        assert!(!gate.close(Duration::from_secs(5)), "shorter");
        let waiting = tokio::spawn({
            let gate = Arc::clone(&gate);
            async move { gate.pass().await }
        });
        tokio::task::yield_now().await;
        assert!(gate.close(Duration::from_secs(20)), "extended while somebody waits");
        waiting.await.unwrap();
        assert_eq!(start.elapsed(), Duration::from_secs(20));
    }
}
