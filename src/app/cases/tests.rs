use std::time::Duration;

use super::*;
use crate::app::load::RequestIds;
use crate::domain::failure::FailureKind;
use crate::domain::id::{PartyId, PartyKey};
use crate::domain::sample::{case, party, row_key};

const PAGE: usize = 9;

fn now() -> Now {
    Now { mono: Duration::ZERO, wall: jiff::Timestamp::UNIX_EPOCH }
}

fn fill(cases: &mut Cases, ids: impl IntoIterator<Item = usize>, requests: &mut RequestIds) {
    for number in ids {
        let key = row_key(&format!("c{number}"));
        let request = requests.fresh();
        cases.enter(&key).load.start(request);
        cases.receive(&key, request, Ok(Box::new(case(&format!("c{number}")))), now(), PAGE).unwrap();
    }
}

fn kept(cases: &Cases, ids: impl IntoIterator<Item = usize>) -> Vec<usize> {
    ids.into_iter().filter(|number| cases.get(&row_key(&format!("c{number}"))).is_some()).collect()
}

#[test]
fn the_latest_sixty_four_are_kept_whole() {
    let (mut cases, mut requests) = (Cases::default(), RequestIds::default());
    fill(&mut cases, 0..70, &mut requests);
    assert_eq!(kept(&cases, 0..70), (6..70).collect::<Vec<_>>());
    cases.touch(&row_key("c6"));
    fill(&mut cases, 70..72, &mut requests);
    assert_eq!(kept(&cases, 6..9), [6], "reading one again keeps it");
}

#[test]
fn a_case_under_way_is_never_dropped() {
    let (mut cases, mut requests) = (Cases::default(), RequestIds::default());
    let request = requests.fresh();
    cases.enter(&row_key("c0")).load.start(request);
    fill(&mut cases, 1..200, &mut requests);
    assert_eq!(cases.get(&row_key("c0")).unwrap().load.waits_for(), Some(request));
    assert_eq!(kept(&cases, 0..200).len(), 64);
    let mut all_under_way = Cases::default();
    for number in 0..70 {
        all_under_way.enter(&row_key(&format!("c{number}"))).load.start(requests.fresh());
    }
    assert_eq!(kept(&all_under_way, 0..70).len(), 70);
}

#[test]
fn cases_nobody_reads_yet_leave_before_those_that_were_read() {
    let (mut cases, mut requests) = (Cases::default(), RequestIds::default());
    fill(&mut cases, 0..60, &mut requests);
    for number in 100..400 {
        cases.enter_behind(&row_key(&format!("c{number}")));
    }
    assert_eq!(kept(&cases, 0..60).len(), 60);
    assert_eq!(kept(&cases, 100..400).len(), 4);
    cases.enter_behind(&row_key("c0"));
    fill(&mut cases, 60..64, &mut requests);
    assert_eq!(kept(&cases, 0..60).len(), 60, "fetching one again behind the queue does not make it older");
}

#[test]
fn cases_of_a_file_stay_however_many_they_are() {
    let mut cases = Cases::default();
    for number in 0..200 {
        cases.keep(&row_key(&format!("c{number}")), Ok(Box::new(case(&format!("c{number}")))), now());
    }
    assert_eq!(kept(&cases, 0..200).len(), 200);
}

#[test]
fn an_answer_lands_only_where_it_is_waited_for() {
    let (mut cases, mut requests) = (Cases::default(), RequestIds::default());
    let key = row_key("c1");
    let request = requests.fresh();
    let answer = || Ok(Box::new(case("c1")));
    assert_eq!(cases.receive(&key, request, answer(), now(), PAGE), Err(Stale), "never asked for");
    cases.enter(&key).load.start(request);
    assert_eq!(cases.receive(&key, requests.fresh(), answer(), now(), PAGE), Err(Stale), "of another request");
    assert_eq!(cases.receive(&key, request, answer(), now(), PAGE), Ok(vec![]), "a first look changes nothing");
    assert_eq!(cases.receive(&key, request, answer(), now(), PAGE), Err(Stale), "twice");
    let late = Failure::new(FailureKind::TimedOut);
    assert_eq!(cases.receive(&key, request, Err(late), now(), PAGE), Err(Stale));
    assert!(cases.get(&key).unwrap().load.ready().unwrap().failure.is_none());
}

#[test]
fn a_second_look_tells_and_marks_what_changed_until_it_is_seen() {
    let (mut cases, mut requests) = (Cases::default(), RequestIds::default());
    let key = row_key("c1");
    let mut look = |cases: &mut Cases, case: Case| {
        let request = requests.fresh();
        cases.enter(&key).load.start(request);
        cases.receive(&key, request, Ok(Box::new(case)), now(), PAGE).unwrap()
    };
    let status = Item::PartyFact(PartyKey { id: PartyId::new("p1"), ordinal: 0 }, "status");
    look(&mut cases, case("c1").with(party("p1")));
    let found = look(&mut cases, case("c1").with(party("p1").standing("APPROVED")));
    assert_eq!(found.iter().map(|change| &change.item).collect::<Vec<_>>(), [&status]);
    assert!(cases.get(&row_key("c1")).unwrap().unseen.contains(&status));
    look(&mut cases, case("c1").with(party("p1").standing("APPROVED")));
    assert!(
        cases.get(&row_key("c1")).unwrap().unseen.contains(&status),
        "a look that finds nothing new clears nothing"
    );
    cases.get_mut(&row_key("c1")).unwrap().see(&status);
    assert!(cases.get(&row_key("c1")).unwrap().unseen.is_empty());
    look(&mut cases, case("c1"));
    assert_eq!(cases.get(&row_key("c1")).unwrap().unseen, [Item::Parties].into(), "what is gone marks what held it");
}
