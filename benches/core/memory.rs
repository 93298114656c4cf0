//! What is remembered: recalling it at the start, and keeping a look behind a refresh.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use kyb_dash::catalogue;
use kyb_dash::domain::digest::{self, Digest};
use kyb_dash::domain::follow_up::Entered;
use kyb_dash::domain::history::Way;
use kyb_dash::domain::imprint::{CustomerKey, Imprint, KeptDigest};
use kyb_dash::domain::key::Subject;
use kyb_dash::store::{About, Location, Look, Scope, Store};

use crate::samples::{changed, now, reference};

/// Cases that are written at once while a memory is filled.
const BATCH: usize = 500;

/// Prints how long it takes by how much is remembered.
pub fn print() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for size in [1_000, 10_000, 100_000] {
        runtime.block_on(with(size));
    }
}

fn customer(number: usize) -> CustomerKey {
    CustomerKey::parse(&format!("00000000-0000-4000-8000-{number:012}")).expect("a uuid")
}

async fn with(size: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let location = Location::Folder(folder.path().join("kyb-dash"));
    let scope = Scope { host: "host.example".to_owned(), reviewer: String::new() };
    let mut store = Store::open(location.clone(), scope.clone()).await.expect("a store");
    let (key, glossary) = (store.key().await.expect("a key"), catalogue::glossary());
    let look = |case: &_, number, hours| {
        let (customer, at) = (customer(number), now() + SignedDuration::from_hours(hours));
        let digest = KeptDigest::of(&Digest::of(case, &glossary, digest::Look::default()), &glossary);
        Look { imprint: Imprint::of(case, &customer, &key, &glossary), digest, customer, at }
    };
    let (before, after) = (reference(), changed());
    for first in (0..size).step_by(BATCH) {
        let looks = (first..size.min(first + BATCH)).map(|number| look(&before, number, 0)).collect();
        store.record(looks).await.expect("kept");
    }
    // One in a hundred was asked for what it owes.
    for number in (0..size).step_by(100) {
        let look = look(&before, number, 0);
        let (about, day) = (About { look: &look.imprint, looked_at: look.at }, "2026-12-01".parse().expect("a day"));
        let what = Entered::Sent { to: vec![Subject::Company], way: Way::Draft, follow_up: day, note: None };
        store.enter(&look.customer, about, (&key, &glossary), &what, look.at).await.expect("kept");
    }
    store.close().await;
    let mut store = Store::open(location, scope).await.expect("a store");
    let began = Instant::now();
    let recalled = store.recall_all().await.expect("recalled");
    let all = began.elapsed();
    assert_eq!((recalled.rows.len(), recalled.follow_ups.len()), (size, size.div_ceil(100)));
    store.key().await.expect("a key");
    let compared = median(
        40,
        async |store: &mut Store, round| {
            let mut case = after.clone();
            case.id = customer(round).as_str().parse().expect("an id");
            drop(store.compare(&case, now(), &key, &glossary).await);
        },
        &mut store,
    )
    .await;
    let written = median(
        40,
        async |store: &mut Store, round| {
            let case = if round % 2 == 0 { &after } else { &before };
            let look = look(case, round, 1);
            store.record(vec![look]).await.expect("kept");
        },
        &mut store,
    )
    .await;
    println!(
        "{size} remembered: all of it recalled in {} ms; a look recalled and compared in {:.2} ms, and kept in {:.2} ms",
        all.as_millis(),
        compared.as_secs_f64() * 1e3,
        written.as_secs_f64() * 1e3,
    );
}

async fn median(rounds: usize, mut one: impl AsyncFnMut(&mut Store, usize), store: &mut Store) -> Duration {
    let mut times = Vec::new();
    for round in 0..rounds {
        let began = Instant::now();
        one(store, round).await;
        times.push(began.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}
