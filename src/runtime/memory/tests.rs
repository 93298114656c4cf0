use super::*;
use crate::app::load::RequestIds;
use crate::app::memory::{EnteredOn, Kept, NotKept};
use crate::domain::calendar::Calendar;
use crate::domain::follow_up::Entered;
use crate::domain::key::Subject;
use crate::domain::over_time::Window;
use crate::domain::sample::{case, field, request};

#[tokio::test]
async fn of_looks_that_wait_the_latest_of_each_customer_are_kept() {
    let scope = Scope { host: String::new(), reviewer: String::new() };
    let glossary = Arc::new(Glossary::default());
    let settings = Settings { location: Location::Memory, scope, keep_days: 1, glossary, earlier_entries: Vec::new() };
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
    let settings = Settings { location: Location::Memory, scope, keep_days: 1, glossary, earlier_entries: Vec::new() };
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

fn settings(location: Location) -> Settings {
    let scope = Scope { host: String::new(), reviewer: String::new() };
    Settings {
        location,
        scope,
        keep_days: 1,
        glossary: Arc::new(crate::catalogue::glossary()),
        earlier_entries: Vec::new(),
    }
}

const ID: &str = "0b9f2f44-13a4-4c0e-9d65-5f6e7d8c9b0a";

fn entered(what: Entered, at: Wall) -> Remember {
    let case = Arc::new(case(ID));
    Remember::Entered { on: EnteredOn { key: RowKey::Customer(case.id.clone()), case, looked_at: at }, what }
}

/// What was answered to what was entered, and the news of it.
fn news(inbox: &mut UnboundedReceiver<Msg>) -> (Vec<Result<(), NotKept>>, Vec<Kept>) {
    let (mut answers, mut known) = (Vec::new(), Vec::new());
    while let Ok(msg) = inbox.try_recv() {
        match msg {
            Msg::Memory(MemoryMsg::Answered { answer, .. }) => answers.push(answer),
            Msg::Memory(MemoryMsg::Entered { kept, .. }) => known.push(*kept),
            _ => {}
        }
    }
    (answers, known)
}

#[tokio::test]
async fn whatever_is_entered_is_answered() {
    let at = Wall::from_second(1_790_000_000).unwrap();
    let (messages, mut inbox) = unbounded_channel();
    let mut keeper = Keeper::new(settings(Location::Memory), messages);
    keeper.remember(entered(Entered::Note("one".to_owned()), at), at).await;
    assert!(matches!(news(&mut inbox).0.as_slice(), [Err(NotKept::Failed(_))]), "it is not open");
    keeper.begin(at).await;
    keeper.remember(entered(Entered::Note("one".to_owned()), at), at).await;
    let (answers, known) = news(&mut inbox);
    assert_eq!((answers, known.len()), (vec![Ok(())], 1));
    let id = known[0].past[0].id.clone().unwrap();
    for (before, answer) in [("other", Err(NotKept::Changed)), ("one", Ok(()))] {
        let (id, before, text) = (id.clone(), before.to_owned(), "two".to_owned());
        keeper.remember(entered(Entered::Rewritten { id, before, text }, at), at).await;
        assert_eq!(news(&mut inbox).0, [answer]);
    }
    keeper.remember(entered(Entered::NoteRemoved(id.clone()), at), at).await;
    let (before, text) = ("two".to_owned(), "three".to_owned());
    keeper.remember(entered(Entered::Rewritten { id, before, text }, at), at).await;
    assert_eq!(news(&mut inbox).0, [Ok(()), Err(NotKept::Gone)]);
}

#[tokio::test]
async fn a_later_look_of_another_program_judges_what_was_sent() {
    let at = |second: i64| Wall::from_second(1_790_000_000 + second).unwrap();
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("state");
    let (messages, mut inbox) = unbounded_channel();
    let mut keeper = Keeper::new(settings(Location::Folder(folder.clone())), messages);
    keeper.remember(Remember::Begin, at(0)).await;
    let mut other = Keeper::new(settings(Location::Folder(folder)), unbounded_channel().0);
    other.remember(Remember::Begin, at(0)).await;
    let mut requests = RequestIds::default();
    keeper.look(&case(ID), requests.fresh(), at(10)).await;
    let asked = case(ID).wanting(request(Subject::Company, "tax").naming("TAX_FORM", [field("files")]));
    let sent = Entered::Sent {
        to: vec![Subject::Company],
        way: crate::domain::history::Way::ByHand,
        follow_up: jiff::civil::date(2030, 1, 1),
        note: None,
    };
    keeper.remember(entered(sent, at(10)), at(20)).await;
    assert_eq!(news(&mut inbox).1[0].pursuit.raised.len(), 0);
    other.look(&asked, requests.fresh(), at(30)).await;
    other.write().await;
    keeper.remember(entered(Entered::Note("rang them".to_owned()), at(10)), at(40)).await;
    assert_eq!(news(&mut inbox).1[0].pursuit.raised.len(), 1, "the other one has seen a new ask");
}

#[tokio::test]
async fn figures_over_time_rest_on_looks_that_are_not_written_yet() {
    let at = |second: i64| Wall::from_second(1_790_000_000 + second).unwrap();
    let (messages, mut inbox) = unbounded_channel();
    let mut keeper = Keeper::new(settings(Location::Memory), messages);
    let mut requests = RequestIds::default();
    let window = Window { since: at(0), until: at(100) };
    let calendar = Calendar::default();
    let answer = |inbox: &mut UnboundedReceiver<Msg>, request: RequestId| {
        let answers = std::iter::from_fn(|| inbox.try_recv().ok()).filter_map(|msg| match msg {
            Msg::Memory(MemoryMsg::OverTime { request: of, answer }) => Some((of, answer)),
            _ => None,
        });
        let answers: Vec<_> = answers.collect();
        let [(of, answer)] = answers.as_slice() else { panic!("one answer: {answers:?}") };
        assert_eq!(*of, request);
        answer.clone().unwrap()
    };
    let request = requests.fresh();
    keeper.over_time(AskOverTime { request, window, calendar: calendar.clone() }).await;
    assert_eq!(answer(&mut inbox, request), None, "nothing is kept yet");
    keeper.begin(at(0)).await;
    keeper.look(&case(ID).in_status("REVIEWING"), requests.fresh(), at(10)).await;
    keeper.look(&case(ID).in_status("APPROVED"), requests.fresh(), at(20)).await;
    let request = requests.fresh();
    keeper.over_time(AskOverTime { request, window, calendar }).await;
    let over = answer(&mut inbox, request).unwrap();
    assert_eq!((over.customers, over.approved, over.history_since), (1, 1, Some(at(10))));
}
