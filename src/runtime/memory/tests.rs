use super::*;
use crate::app::load::RequestIds;
use crate::domain::sample::case;

#[tokio::test]
async fn of_looks_that_wait_the_latest_of_each_customer_are_kept() {
    let scope = Scope { host: String::new(), reviewer: String::new() };
    let glossary = Arc::new(Glossary::default());
    let settings = Settings { location: Location::Memory, scope, keep_days: 1, glossary, seeds: Vec::new() };
    let mut keeper = Keeper::new(settings, unbounded_channel().0);
    let mut requests = RequestIds::default();
    let now = Wall::UNIX_EPOCH;
    for number in 0..MOST_WAITING + 5 {
        keeper.wait(Box::new(case(&format!("c{number}"))), requests.fresh(), now);
    }
    let last = requests.fresh();
    keeper.wait(Box::new(case("c9")), last, now);
    let ids: Vec<&str> = keeper.waiting.iter().map(|(case, ..)| case.id.as_str()).collect();
    assert_eq!((ids.len(), ids[0], ids[MOST_WAITING - 1]), (MOST_WAITING, "c5", "c9"));
    assert_eq!(keeper.waiting.back().map(|(_, request, _)| *request), Some(last));
}

/// Looks at a case as the loop has it looked at, and leaves it later; what is kept as seen.
#[tokio::test]
async fn what_was_seen_has_the_time_of_its_look_and_may_be_the_one_before_the_last() {
    let scope = Scope { host: String::new(), reviewer: String::new() };
    let glossary = Arc::new(crate::catalogue::glossary());
    let settings = Settings { location: Location::Memory, scope, keep_days: 1, glossary, seeds: Vec::new() };
    let (messages, _inbox) = unbounded_channel();
    let mut keeper = Keeper::new(settings, messages);
    let at = |second: i64| Wall::from_second(1_790_000_000 + second).unwrap();
    keeper.begin(at(0)).await;
    let id = "0b9f2f44-13a4-4c0e-9d65-5f6e7d8c9b0a";
    let mut requests = RequestIds::default();
    let (first, second) = (requests.fresh(), requests.fresh());
    keeper.look(&case(id).in_status("REVIEWING"), first, at(10)).await;
    keeper.look(&case(id).in_status("APPROVED"), second, at(20)).await;
    let customer = CustomerKey::parse(id).unwrap();
    let key = RowKey::Customer(case(id).id);
    for (look, when) in [(first, at(10)), (second, at(20))] {
        keeper.remember(Remember::Seen { key: key.clone(), look }, at(900)).await;
        let State::Open { store, .. } = &mut keeper.state else { panic!("it is open") };
        let seen = store.recall(&customer).await.unwrap().unwrap().seen.unwrap();
        assert_eq!(seen.at, when);
    }
}
