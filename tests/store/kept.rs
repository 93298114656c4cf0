//! Looks, what was seen, what a person entered: the same in a file and in memory.

use kyb_dash::domain::history::What;
use kyb_dash::store::{Changed, Look, Recorded, Store};

use crate::harness::{Folder, at, customer, digest, imprint, lift, look, open, references, scope, stores};

async fn record(store: &mut Store, looks: &[Look]) -> Recorded {
    store.record(looks.to_vec()).await.unwrap()
}

#[tokio::test]
async fn a_first_look_is_no_event_and_a_difference_is() {
    for (_folder, mut store) in stores().await {
        assert_eq!(store.recall(&customer(1)).await, Ok(None));
        assert_eq!(record(&mut store, &[look(1, 10, "a")]).await, Recorded { new: 1, ..Recorded::default() });
        let same = Recorded { unchanged: 1, ..Recorded::default() };
        assert_eq!(record(&mut store, &[look(1, 20, "a")]).await, same);
        let remembered = store.recall(&customer(1)).await.unwrap().unwrap();
        let looked = remembered.looked.unwrap();
        assert_eq!((looked.first_seen, looked.looked_at, looked.known), (at(10), at(20), imprint("a")));
        assert_eq!((remembered.events, remembered.seen), (Vec::new(), None));

        let batch = [look(1, 30, "b"), look(2, 30, "x")];
        assert_eq!(record(&mut store, &batch).await, Recorded { new: 1, changed: 1, ..Recorded::default() });
        let remembered = store.recall(&customer(1)).await.unwrap().unwrap();
        let differences = imprint("a").differences(&imprint("b")).unwrap();
        assert!(!differences.is_empty());
        let event = &remembered.events[0];
        assert_eq!((event.at, &event.what), (at(30), &What::Look(differences)));
        let looked = remembered.looked.unwrap();
        assert_eq!((looked.first_seen, looked.looked_at, looked.known), (at(10), at(30), imprint("b")));
        assert_eq!(store.recall(&customer(2)).await.unwrap().unwrap().events, []);
    }
}

/// Faults: S6.
#[tokio::test]
async fn an_earlier_look_is_skipped_and_a_clock_that_was_set_back_is_not_waited_for() {
    for (_folder, mut store) in stores().await {
        record(&mut store, &[look(1, 100, "b")]).await;
        assert_eq!(record(&mut store, &[look(1, 90, "a")]).await, Recorded { skipped: 1, ..Recorded::default() });
        let looked = store.recall(&customer(1)).await.unwrap().unwrap().looked.unwrap();
        assert_eq!((looked.looked_at, looked.known), (at(100), imprint("b")));

        let a_year = 365 * 86_400;
        record(&mut store, &[look(1, a_year, "c")]).await;
        assert_eq!(record(&mut store, &[look(1, 200, "d")]).await, Recorded { changed: 1, ..Recorded::default() });
        store.add(&customer(1), at(150), &lift("entered last")).await.unwrap();
        let remembered = store.recall(&customer(1)).await.unwrap().unwrap();
        assert_eq!(remembered.looked.unwrap().looked_at, at(200));
        let times: Vec<_> = remembered.events.iter().map(|event| event.at).collect();
        assert_eq!(times, [at(a_year), at(200), at(150)], "the newest first, whenever it was written");
    }
}

#[tokio::test]
async fn what_was_seen_is_the_readers_own_and_follows_the_known_look() {
    for (_folder, mut store) in stores().await {
        record(&mut store, &[look(1, 10, "a"), look(2, 10, "x")]).await;
        let differs = |recalled: kyb_dash::store::Recalled| {
            recalled.rows.into_iter().map(|row| row.differs_from_seen).collect::<Vec<_>>()
        };
        assert_eq!(differs(store.recall_all().await.unwrap()), [None, None]);
        crate::harness::see(&mut store, &customer(1), at(15)).await.unwrap();
        crate::harness::see(&mut store, &customer(9), at(15)).await.unwrap();
        assert_eq!(differs(store.recall_all().await.unwrap()), [Some(false), None]);
        record(&mut store, &[look(1, 20, "b")]).await;
        assert_eq!(differs(store.recall_all().await.unwrap()), [Some(true), None]);
        let remembered = store.recall(&customer(1)).await.unwrap().unwrap();
        let seen = remembered.seen.unwrap();
        assert_eq!((seen.at, seen.imprint), (at(15), imprint("a")));
        crate::harness::see(&mut store, &customer(1), at(25)).await.unwrap();
        assert_eq!(differs(store.recall_all().await.unwrap()), [Some(false), None]);
        assert_eq!(store.recall(&customer(9)).await, Ok(None));
    }
}

#[tokio::test]
async fn what_is_kept_is_there_in_the_next_run() {
    let folder = Folder::new();
    let mut store = folder.open().await;
    record(&mut store, &[look(1, 10, "a")]).await;
    store.add(&customer(1), at(11), &lift("C-1")).await.unwrap();
    store.set_preference("sort", "age").await.unwrap();
    store.set_preference("sort", "waits\u{1b}[2J").await.unwrap();
    store.tell(at(5)).await.unwrap();
    store.close().await;

    let mut store = folder.open().await;
    assert_eq!(references(&mut store, &customer(1)).await, ["C-1"]);
    let recalled = store.recall_all().await.unwrap();
    assert_eq!((recalled.rows.len(), recalled.unreadable.len(), recalled.told), (1, 0, Some(at(5))));
    assert_eq!((recalled.rows[0].looked_at, &recalled.rows[0].digest), (at(10), &digest(10)));
    let preferences: Vec<_> =
        recalled.preferences.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(preferences, [("sort", "waits␛[2J")]);
    store.close().await;

    let mut other = Store::open(folder.location(), scope("api.example", "somebody else")).await.unwrap();
    let recalled = other.recall_all().await.unwrap();
    assert_eq!((recalled.rows.len(), recalled.told, recalled.preferences.len()), (1, None, 0));
}

/// Faults: S8.
#[tokio::test]
async fn hosts_are_never_mixed() {
    let folder = Folder::new();
    let mut one = folder.open().await;
    let mut other = Store::open(folder.location(), scope("sandbox.example", "me")).await.unwrap();
    record(&mut one, &[look(1, 10, "a"), look(2, 10, "a")]).await;
    one.add(&customer(1), at(11), &lift("C-1")).await.unwrap();
    crate::harness::see(&mut one, &customer(1), at(12)).await.unwrap();
    one.tell(at(1)).await.unwrap();
    one.set_preference("sort", "age").await.unwrap();

    assert_eq!(other.recall(&customer(1)).await, Ok(None));
    assert_eq!(other.recall_all().await.unwrap(), kyb_dash::store::Recalled::default());
    crate::harness::see(&mut other, &customer(1), at(12)).await.unwrap();
    assert_eq!(other.recall(&customer(1)).await, Ok(None), "there is no look of it there");
    assert_eq!(record(&mut other, &[look(1, 5, "z")]).await, Recorded { new: 1, ..Recorded::default() });
    assert_eq!(one.recall(&customer(1)).await.unwrap().unwrap().looked.unwrap().known, imprint("a"));

    let usage = one.usage().await.unwrap();
    let hosts: Vec<_> =
        usage.hosts.iter().map(|host| (host.host.as_str().to_owned(), host.customers, host.events)).collect();
    assert_eq!(hosts, [("api.example".to_owned(), 2, 1), ("sandbox.example".to_owned(), 1, 0)]);
    assert_eq!((usage.customers(), usage.events(), usage.oldest), (3, 1, Some(at(5))));
    assert_eq!(usage.path, Some(folder.database().canonicalize().unwrap()));
    let sizes: u64 = folder.files().values().map(|bytes| bytes.len() as u64).sum();
    assert_eq!(usage.bytes, sizes);
}

#[tokio::test]
async fn the_newest_changes_are_told_how_many_are_left_out_and_all_that_was_entered() {
    for (_folder, mut store) in stores().await {
        for number in 0..20 {
            store.add(&customer(1), at(number / 2), &lift(&number.to_string())).await.unwrap();
        }
        for number in 0..511 {
            store.record(vec![look(1, 100 + number, &number.to_string())]).await.unwrap();
        }
        let references = references(&mut store, &customer(1)).await;
        assert_eq!(references, (0..20).rev().map(|number| number.to_string()).collect::<Vec<_>>());
        let remembered = store.recall(&customer(1)).await.unwrap().unwrap();
        assert_eq!((remembered.left_out, remembered.events.len(), remembered.unreadable), (10, 520, 0));
        let newest: Vec<_> = remembered.events.iter().map(|event| event.at).collect();
        assert!(newest.is_sorted_by(|a, b| a >= b) && newest[0] == at(610));
    }
}

#[tokio::test]
async fn closing_takes_no_longer_than_a_person_notices() {
    let folder = Folder::new();
    let mut store = folder.open().await;
    let looks: Vec<Look> = (0..5_000).map(|number| look(number, 10, &"long ".repeat(200))).collect();
    record(&mut store, &looks).await;
    let began = std::time::Instant::now();
    store.close().await;
    assert!(began.elapsed() < std::time::Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(open(folder.location()).await.recall_all().await.unwrap().rows.len(), 5_000);
}

/// The runtime gives it to a task, which may run on any thread.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_may_own_it() {
    let folder = Folder::new();
    let location = folder.location();
    let task = tokio::spawn(async move {
        let mut store = Store::open(location, scope("api.example", "me")).await.unwrap();
        store.key().await.unwrap();
        store.record(vec![look(1, 10, "a")]).await.unwrap();
        crate::harness::see(&mut store, &customer(1), at(11)).await.unwrap();
        store.add(&customer(1), at(12), &lift("C-1")).await.unwrap();
        store.set_preference("sort", "age").await.unwrap();
        store.tell(at(13)).await.unwrap();
        store.expire(400, at(14)).await.unwrap();
        let known = (store.recall(&customer(1)).await.unwrap(), store.recall_all().await.unwrap());
        store.forget(kyb_dash::store::Which::All).await.unwrap();
        let usage = store.usage().await.unwrap();
        store.close().await;
        (known, usage)
    });
    let ((remembered, recalled), usage) = task.await.unwrap();
    assert_eq!((remembered.unwrap().events.len(), recalled.rows.len(), usage.customers()), (1, 1, 0));
}

/// What could not be read is compared with what was read before it: in what is kept, and in what was seen.
///
/// Faults: K1.
#[tokio::test]
async fn what_could_not_be_read_hides_no_change() {
    for (_folder, mut store) in stores().await {
        let gap = Look { imprint: crate::harness::unreadable(), ..look(1, 20, "") };
        for look in [look(1, 10, "APPROVED"), gap.clone(), look(1, 30, "REJECTED")] {
            store.record(vec![look]).await.unwrap();
        }
        let remembered = store.recall(&customer(1)).await.unwrap().unwrap();
        let told =
            serde_json::to_string(&remembered.events.iter().map(|event| &event.what).collect::<Vec<_>>()).unwrap();
        assert!(told.contains("APPROVED") && told.contains("REJECTED"), "{told}");
        assert!(!told.contains("removed"), "{told}");
        store.seen(&customer(1), &imprint("APPROVED"), at(11)).await.unwrap();
        store.seen(&customer(1), &gap.imprint, at(21)).await.unwrap();
        let seen = store.recall(&customer(1)).await.unwrap().unwrap().seen.unwrap();
        let differs = serde_json::to_string(&seen.imprint.differences(&imprint("REJECTED")).unwrap()).unwrap();
        assert!(differs.contains("APPROVED"), "what was seen before is not forgotten: {differs}");
        // The look that was seen is what counts, not the one that is kept.
        store.seen(&customer(1), &imprint("APPROVED"), at(31)).await.unwrap();
        let recalled = store.recall_all().await.unwrap();
        assert_eq!(recalled.rows[0].differs_from_seen, Some(true));
    }
}

#[tokio::test]
async fn a_note_is_changed_only_where_it_says_what_it_said_before() {
    for (_folder, mut store) in stores().await {
        let note = |text: &str| What::Note { text: text.to_owned() };
        store.add(&customer(1), at(10), &note("mine")).await.unwrap();
        let id = store.recall(&customer(1)).await.unwrap().unwrap().events[0].id.clone();
        let done = store.rewrite(&customer(1), &id, ("mine", &note("theirs"))).await.unwrap();
        assert_eq!(done, Changed::Done(Ok(())));
        assert_eq!(store.rewrite(&customer(1), &id, ("mine", &note("older"))).await.unwrap(), Changed::Other);
        assert_eq!(store.recall(&customer(1)).await.unwrap().unwrap().events[0].what, note("theirs"));
        store.remove(&customer(1), &id).await.unwrap();
        assert_eq!(store.rewrite(&customer(1), &id, ("theirs", &note("x"))).await.unwrap(), Changed::Missing);
    }
}
