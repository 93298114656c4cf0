use std::collections::BTreeMap;

use super::*;
use crate::catalogue;
use crate::commands::kept::Recorder;
use crate::domain::history::What;
use crate::domain::over_time::{Week, Window};
use crate::store::{Location, Scope, Store};

fn started() -> Wall {
    "2026-11-26T10:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn the_demo_has_something_to_tell_of_most_weeks() {
    let earlier = earlier(&Calendar::default(), started());
    assert!(earlier.is_sorted_by_key(|entry| entry.at));
    let mut recorder = Recorder::with_earlier(&earlier, |_| {}).await.unwrap();
    let days = |days: i64| Window { since: started() - SignedDuration::from_hours(days * 24), until: started() };
    let lately = recorder.over_time(days(14), &Calendar::default()).await.unwrap().unwrap();
    let sum = |asks: fn(&Week) -> usize| lately.weeks.iter().map(asks).sum::<usize>();
    let (opened, resolved) = (sum(|week| week.opened.asks), sum(|week| week.resolved.asks));
    assert!(opened > 0 && resolved > opened, "more was resolved than opened lately: {resolved} {opened}");
    let over = recorder.over_time(days(56), &Calendar::default()).await.unwrap().unwrap();
    let count = |has: fn(&Week) -> bool| over.weeks.iter().filter(|week| has(week)).count();
    assert_eq!(over.weeks.len(), 9);
    assert!(count(|week| week.opened.asks > 0) >= 6, "asks opened in most weeks");
    assert!(count(|week| week.resolved.asks > 0) >= 6, "and resolved");
    assert_eq!((over.approved, over.rejected, over.unreadable), (5, 1, 0));
    for spread in [over.with_us, over.with_customer, over.with_fin, over.answered] {
        assert!(spread.count >= 6 && spread.median < spread.ninetieth, "{spread:?}");
    }
    assert!(over.rounds.ninetieth >= Some(2));
}

/// Nothing is marked as changed by itself, and nothing happened before its customer was there.
#[tokio::test]
async fn the_last_look_of_each_is_as_the_demo_begins() {
    let (calendar, glossary) = (Calendar::default(), catalogue::glossary());
    let earlier = earlier(&calendar, started());
    let mut store =
        Store::open(Location::Memory, Scope { host: String::new(), reviewer: String::new() }).await.unwrap();
    let key = store.key().await.unwrap();
    store.enter_earlier(&earlier, &key, &glossary).await.unwrap();
    let scenario = Scenario::demo();
    let looked: BTreeMap<String, Vec<Wall>> = earlier.iter().filter(|entry| matches!(entry.what, Earlier::Look)).fold(
        BTreeMap::new(),
        |mut looked, entry| {
            looked.entry(entry.case.id.to_string()).or_insert_with(Vec::new).push(entry.at);
            looked
        },
    );
    assert!(looked.len() >= 12);
    for (id, times) in looked {
        let text = scenario.first_look(&id, started()).unwrap();
        let case = convert::case(text.as_bytes(), &id.parse().unwrap()).unwrap();
        let compared = store.compare(&case, started(), &key, &glossary).await.unwrap().unwrap();
        let known = compared.remembered.looked.unwrap();
        assert_eq!(known.known.differences(&compared.look.imprint), Some(Vec::new()), "{id}");
        let created = case.details.created_at.given().and_then(crate::domain::time::Timestamp::at).unwrap();
        assert!(times.iter().all(|at| *at > created), "{id} was looked at before it was there");
        let moved = case.status_since().unwrap().at;
        assert!(*times.last().unwrap() > moved, "{id} was seen before it moved");
        let events = compared.remembered.events.iter();
        let looks = events.filter(|event| matches!(event.what, What::Look(_))).count();
        assert_eq!(looks + 1, times.len(), "each look at {id} shows something");
    }
}
