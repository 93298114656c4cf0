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
