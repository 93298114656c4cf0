//! Reads the details of many customers without asking too much of a server that others share.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::api::Client;
use crate::domain::ball::{Ball, Requested};
use crate::domain::case::Case;
use crate::domain::customer::CustomerRow;
use crate::domain::failure::Failure;
use crate::domain::id::CustomerId;
use crate::domain::pace::Limits;

/// Reads the details of customers, in their order, and gives each answer as it comes. Nothing is given of a look whose task
/// died.
///
/// # Errors
/// A failure that every other look would meet, too; and what `take` fails with.
pub(super) async fn read<E: From<Failure>>(
    client: &Client,
    ids: Vec<CustomerId>,
    limits: Limits,
    mut take: impl AsyncFnMut(CustomerId, Result<Case, Failure>) -> Result<(), E>,
) -> Result<(), E> {
    // Only a server that others share needs to be spared.
    let spacing = if client.environment().is_loopback() { Duration::ZERO } else { limits.spacing };
    let mut under_way = JoinSet::new();
    let mut ids = ids.into_iter();
    let mut next_at = Instant::now();
    loop {
        while under_way.len() < limits.in_flight {
            let Some(id) = ids.next() else { break };
            sleep_until(next_at).await;
            next_at = Instant::now() + spacing;
            let client = client.clone();
            under_way.spawn(async move { (id.clone(), client.case(&id).await) });
        }
        let Some(answer) = under_way.join_next().await else { return Ok(()) };
        match answer {
            Ok((_, Err(failure))) if failure.is_final() => return Err(failure.into()),
            Ok((id, answer)) => take(id, answer).await?,
            Err(_) => {}
        }
    }
}

/// The order in which details are read: an open request makes a customer ours under any status, so that all have to be,
/// but those that need us by their status come first.
pub(super) fn urgency(row: &CustomerRow) -> Ball {
    Ball::of(row.profile.known_status(), Requested::NotRead)
}
