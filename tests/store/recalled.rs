//! Remembering a great many, and some that cannot be read.

use kyb_dash::domain::calendar::Calendar;
use kyb_dash::domain::over_time::Window;
use kyb_dash::store::{Look, Recorded};

use crate::harness::{Folder, at, customer, imprint, lift, look, stores};

/// Faults: S7.
#[tokio::test]
async fn a_hundred_thousand_are_recalled() {
    for (_folder, mut store) in stores().await {
        let says = "a case of ordinary length ".repeat(20);
        for start in (0..100_000).step_by(10_000) {
            let looks: Vec<Look> = (start..start + 10_000).map(|number| look(number, 10, &says)).collect();
            assert_eq!(store.record(looks).await.unwrap().new, 10_000);
        }
        for number in 0..50 {
            crate::harness::see(&mut store, &customer(number), at(20)).await.unwrap();
        }
        store.record((0..2_000).map(|number| look(number, 30, "differs")).collect()).await.unwrap();
        let recalled = store.recall_all().await.unwrap();
        assert_eq!((recalled.rows.len(), recalled.unreadable.len()), (100_000, 0));
        let count = |wanted| recalled.rows.iter().filter(|row| row.differs_from_seen == wanted).count();
        assert_eq!((count(None), count(Some(false)), count(Some(true))), (99_950, 0, 50));
        let window = Window { since: at(15), until: at(40) };
        let over = store.over_time(window, &Calendar::default()).await.unwrap();
        assert_eq!((over.customers, over.held, over.history_since), (100_000, 2_000, Some(at(10))));
        assert!(recalled.rows.windows(2).all(|rows| rows[0].customer < rows[1].customer), "each once");
    }
}

/// Faults: S2.
#[tokio::test]
async fn what_cannot_be_read_is_counted_and_never_told_as_nothing() {
    let folder = Folder::new();
    let mut store = folder.open().await;
    store.record((0..6).map(|number| look(number, 10, "a")).collect()).await.unwrap();
    for number in 0..6 {
        crate::harness::see(&mut store, &customer(number), at(11)).await.unwrap();
        store.add(&customer(number), at(12), &lift("C-1")).await.unwrap();
    }
    let mut raw = folder.raw().await;
    let damages = [
        "UPDATE looks SET digest = '{' WHERE customer = $1",
        "UPDATE looks SET digest = 7 WHERE customer = $1",
        "UPDATE looks SET looked_at = 9223372036854775807 WHERE customer = $1",
        "UPDATE looks SET imprint = '{\"version\":99}' WHERE customer = $1",
        "UPDATE seen SET imprint = '' WHERE customer = $1",
    ];
    for (number, damage) in damages.into_iter().enumerate() {
        sqlx::query(damage).bind(customer(number).as_str().to_owned()).execute(&mut raw).await.unwrap();
    }
    sqlx::raw_sql(
        "UPDATE events SET body = '{\"Unheard\":1}'; UPDATE looks SET customer = 'no uuid' WHERE customer LIKE '%5'",
    )
    .execute(&mut raw)
    .await
    .unwrap();
    let recalled = store.recall_all().await.unwrap();
    assert_eq!((recalled.rows.len(), recalled.unreadable.len()), (0, 6));
    assert!(recalled.unreadable.iter().any(|whose| whose == customer(0).as_str()), "{:?}", recalled.unreadable);

    let remembered = store.recall(&customer(3)).await.unwrap().unwrap();
    assert_eq!((remembered.looked, remembered.unreadable), (None, 2));
    assert_eq!(remembered.seen.unwrap().imprint, imprint("a"));
    let remembered = store.recall(&customer(4)).await.unwrap().unwrap();
    assert_eq!((remembered.seen, remembered.is_seen_unreadable, remembered.unreadable), (None, true, 2));
    assert_eq!(remembered.looked.unwrap().known, imprint("a"));

    let recorded = store.record(vec![look(3, 20, "b")]).await.unwrap();
    assert_eq!(recorded, Recorded { unreadable: 1, ..Recorded::default() });
    let remembered = store.recall(&customer(3)).await.unwrap().unwrap();
    let looked = remembered.looked.unwrap();
    assert_eq!((looked.first_seen, looked.known, remembered.events.len()), (at(10), imprint("b"), 0));
}

/// An imprint of a version whose words are other ones.
fn of_another_version(says: &str) -> kyb_dash::domain::imprint::Imprint {
    let mut written = serde_json::to_value(imprint(says)).unwrap();
    written["words"] = 7.into();
    serde_json::from_value(written).unwrap()
}

#[tokio::test]
async fn what_another_version_sealed_is_no_change_and_counted() {
    for (_folder, mut store) in stores().await {
        store.record(vec![look(1, 10, "a"), look(2, 10, "a")]).await.unwrap();
        crate::harness::see(&mut store, &customer(1), at(10)).await.unwrap();
        let later = Look { imprint: of_another_version("b"), ..look(1, 20, "b") };
        let recorded = store.record(vec![later]).await.unwrap();
        assert_eq!(recorded, Recorded { unreadable: 1, ..Recorded::default() });
        let remembered = store.recall(&customer(1)).await.unwrap().unwrap();
        assert_eq!((remembered.events.len(), remembered.unreadable), (0, 0));
        assert_eq!(remembered.looked.unwrap().known, of_another_version("b"));
        let recalled = store.recall_all().await.unwrap();
        let rows: Vec<_> = recalled.rows.iter().map(|row| (row.has_seen, row.differs_from_seen)).collect();
        assert_eq!(
            (rows, recalled.unreadable.len()),
            (vec![(true, None), (false, None)], 0),
            "its row is known all the same"
        );
    }
}
