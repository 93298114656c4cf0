//! Forgetting: no id is in any byte of any file.

use kyb_dash::store::{Location, NotCompacted, Store, Trouble, Which};
use sqlx::{Connection as _, Row as _};

use crate::harness::{Folder, at, customer, lift, look, open, scope};

async fn filled(folder: &Folder) -> Store {
    let mut store = folder.open().await;
    store.key().await.unwrap();
    let mut other = Store::open(folder.location(), scope("sandbox.example", "somebody else")).await.unwrap();
    for second in [10, 20, 30] {
        let looks = |count| (0..count).map(|number| look(number, second, &format!("{second} ").repeat(300))).collect();
        store.record(looks(200)).await.unwrap();
        other.record(looks(2)).await.unwrap();
        for number in 0..20 {
            crate::harness::see(&mut store, &customer(number), at(second)).await.unwrap();
            store.add(&customer(number), at(second), &lift("C-1")).await.unwrap();
        }
    }
    other.close().await;
    store
}

/// Faults: S5.
#[tokio::test]
async fn a_customer_that_is_forgotten_is_in_no_byte() {
    let folder = Folder::new();
    let mut store = filled(&folder).await;
    let (one, two) = (customer(0), customer(150));
    assert!(!folder.files_with(one.as_str()).is_empty() && !folder.files_with(two.as_str()).is_empty());
    let forgotten = store.forget(Which::Customers(vec![one.clone(), two.clone(), customer(7_777)])).await.unwrap();
    assert_eq!((forgotten.customers, forgotten.compacted), (2, Ok(())));
    // Three lifts and two differences of the first, two differences of it at the other host, two of the second.
    assert_eq!(forgotten.events, 9);
    for id in [&one, &two] {
        assert_eq!(folder.files_with(id.as_str()), [""; 0]);
        assert_eq!(store.recall(id).await, Ok(None));
    }
    assert_eq!(store.recall_all().await.unwrap().rows.len(), 198);
    assert!(!folder.files_with(customer(1).as_str()).is_empty());
    store.close().await;
    assert_eq!(folder.files_with(one.as_str()), [""; 0]);
}

/// Faults: S5.
#[tokio::test]
async fn everything_is_forgotten_with_its_key() {
    let folder = Folder::new();
    let mut store = filled(&folder).await;
    store.tell(at(1)).await.unwrap();
    store.set_preference("sort", "age").await.unwrap();
    let key = folder.files()["fingerprint.key"].clone();
    // Another program has it open, and does nothing.
    let mut other = folder.open().await;
    other.key().await.unwrap();
    let forgotten = store.forget(Which::All).await.unwrap();
    assert_eq!((forgotten.customers, forgotten.compacted), (202, Ok(())));
    for number in 0..200 {
        assert_eq!(folder.files_with(customer(number).as_str()), [""; 0]);
    }
    for text in ["api.example", "sandbox.example", "somebody else", "C-1", "sort"] {
        assert_eq!(folder.files_with(text), [""; 0], "{text}");
    }
    assert!(!folder.key().exists());
    let usage = store.usage().await.unwrap();
    assert_eq!((usage.customers(), usage.events(), usage.oldest), (0, 0, None));
    assert_eq!(store.recall_all().await.unwrap(), kyb_dash::store::Recalled::default());

    assert_eq!(other.record(vec![look(1, 40, "a")]).await, Err(Trouble::KeyChanged));
    store.record(vec![look(1, 40, "without a key")]).await.unwrap();
    store.forget(Which::All).await.unwrap();
    store.key().await.unwrap();
    assert_ne!(folder.files()["fingerprint.key"], key);
    assert_eq!(other.record(vec![look(1, 40, "a")]).await, Err(Trouble::KeyChanged), "of the old key");
    other.key().await.unwrap();
    assert_eq!(other.record(vec![look(1, 40, "a")]).await.unwrap().new, 1);
}

#[tokio::test]
async fn what_is_old_is_forgotten() {
    let day = 86_400;
    for location in [None, Some(Location::Memory)] {
        let folder = Folder::new();
        let mut store = open(location.unwrap_or_else(|| folder.location())).await;
        store.record(vec![look(1, 0, "a"), look(2, 0, "a"), look(3, 300 * day, "a")]).await.unwrap();
        for number in 1..4 {
            crate::harness::see(&mut store, &customer(number), at(1)).await.unwrap();
            store.add(&customer(number), at(5), &lift("early")).await.unwrap();
            store.add(&customer(number), at(200 * day), &lift("later")).await.unwrap();
        }
        store.record(vec![look(2, 350 * day, "a")]).await.unwrap();
        store.expire(400, at(390 * day)).await.unwrap();
        assert_eq!(store.usage().await.unwrap().events(), 6, "nothing is as old as that");
        store.expire(400, at(500 * day)).await.unwrap();
        assert_eq!(store.recall(&customer(1)).await, Ok(None), "not looked at since");
        let kept = store.recall(&customer(2)).await.unwrap().unwrap();
        assert_eq!((kept.events.len(), kept.seen.is_some()), (1, true));
        assert_eq!(kept.looked.unwrap().first_seen, at(100 * day), "nothing is known of what was before");
        let forgotten = store.forget(Which::OlderThan(at(340 * day))).await.unwrap();
        assert_eq!((forgotten.customers, forgotten.events, forgotten.compacted), (1, 2, Ok(())));
        assert_eq!(store.recall(&customer(3)).await, Ok(None));
        store.expire(u32::MAX, at(500 * day)).await.unwrap();
        assert_eq!(store.recall_all().await.unwrap().rows.len(), 1);
    }
}

/// Faults: S4, S5.
#[tokio::test]
async fn who_is_not_alone_is_told_that_bytes_may_be_left() {
    let folder = Folder::new();
    let mut store = filled(&folder).await;
    let mut reader = folder.raw().await;
    let mut reading = reader.begin().await.unwrap();
    let rows = sqlx::query("SELECT COUNT(*) FROM looks").fetch_one(&mut *reading).await.unwrap();
    assert_eq!(rows.get::<i64, _>(0), 202);
    let forgotten = store.forget(Which::Customers(vec![customer(0)])).await.unwrap();
    assert_eq!((forgotten.customers, forgotten.compacted), (1, Err(NotCompacted(Trouble::Busy))));
    let said = NotCompacted(Trouble::Busy).to_string();
    assert!(said.starts_with("it is forgotten, but its bytes may still be in the files: another program"), "{said}");
    assert_eq!(store.recall(&customer(0)).await, Ok(None));
    reading.rollback().await.unwrap();
    let forgotten = store.forget(Which::Customers(vec![customer(0)])).await.unwrap();
    assert_eq!((forgotten.customers, forgotten.compacted), (0, Ok(())));
    assert_eq!(folder.files_with(customer(0).as_str()), [""; 0]);
}
