//! Whatever happens.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    Status(&'static str),
    Ask(u8),
    Settle,
    Drop,
    Unread,
    NoStatus,
    Send(bool, i64),
    Answered,
    Snoozed(i64),
    Forget,
}

fn any_step() -> impl Strategy<Value = Step> {
    let status = ["REVIEWING", "ACTION_REQUIRED", "APPROVED", "REJECTED", "ASSOCIATED_PARTIES_REMAINING", "FROZEN"];
    prop_oneof![
        prop::sample::select(status.to_vec()).prop_map(Step::Status),
        (0..4_u8).prop_map(Step::Ask),
        Just(Step::Settle),
        Just(Step::Drop),
        Just(Step::Unread),
        Just(Step::NoStatus),
        (any::<bool>(), 0..20_i64).prop_map(|(both, days)| Step::Send(both, days)),
        Just(Step::Answered),
        (0..20_i64).prop_map(Step::Snoozed),
        Just(Step::Forget),
    ]
}

/// Walks through steps, one every other day.
fn walked(id: &str, steps: &[Step]) -> Watched {
    let mut case = Watched::new(id, 1, reviewing());
    for (step, day) in steps.iter().zip((2..).step_by(2)) {
        case = match step {
            Step::Status(status) => case.look(day, in_status(status)),
            Step::Ask(ask) if case.case.requests.given().is_some() => case.look(day, asking(&format!("PAPER {ask}"))),
            Step::Ask(_) | Step::Settle => case.look(day, settled),
            Step::Drop if !case.case.requests.items().is_empty() => case.look(day, one_less),
            Step::Drop | Step::Unread => case.look(day, unread),
            Step::NoStatus => case.look(day, without_status),
            Step::Send(true, days) => case.send(day, &[Subject::Company, subject(ADA)], day + days),
            Step::Send(false, days) => case.send(day, COMPANY, day + days),
            Step::Answered => case.note(day, What::Answered),
            Step::Snoozed(days) => case.note(day, What::Snoozed { until: Calendar::default().day(at(day + days)) }),
            Step::Forget => {
                case.events.drain(..case.events.len().min(1));
                case
            }
        };
    }
    case
}

proptest! {
    #[test]
    fn stays_follow_each_other_within_what_is_remembered(
        steps in prop::collection::vec(any_step(), 0..25),
        until in 1..60_i64,
        unreadable in prop::option::of(0..60_i64),
    ) {
        let mut case = walked(ID, &steps);
        case.unreadable = unreadable.map(at);
        let history = case.history();
        let stretches = stretches(&history, case.first_seen, history.looked.as_ref().unwrap());
        prop_assert!(stretches.is_sorted_by_key(|stretch| stretch.from));
        let stays =
            stays((&case.events, &case.known), stretches, (case.first_seen, at(until)), &Calendar::default());
        let mut end = case.first_seen;
        for (place, stay) in stays.iter().enumerate() {
            prop_assert_eq!(stay.from, end, "without a gap: {:?}", stays);
            prop_assert!(stay.from < stay.to);
            let is_last = place + 1 == stays.len();
            prop_assert!(!(stay.is_whole && (place == 0 || is_last)));
            prop_assert!(is_last || stay.holder != stays[place + 1].holder);
            end = stay.to;
        }
        prop_assert_eq!(end, at(until).max(case.first_seen));
    }

    /// Stays say the same for the last moment as what is judged of it as of now.
    #[test]
    fn the_last_stay_is_the_customers_only_where_the_customer_was_asked_for_all(
        steps in prop::collection::vec(any_step(), 0..25),
    ) {
        let case = walked(ID, &steps);
        let until = 60.min(2 + 2 * i64::try_from(steps.len()).unwrap());
        let told = case.told(until);
        let since = Since { now: &case.known, at: case.looked_at };
        let calendar = Calendar::default();
        let short = pursuit(&case.events, Some(since), &Names::default()).in_short;
        let waits = short.on(&calendar, calendar.day(at(until) - jiff::SignedDuration::from_hours(1))).waits();
        let last = told.rsplit(", ").next().unwrap_or_default();
        if last.starts_with("(customer") {
            prop_assert!(waits, "{told} {steps:?}");
        }
        if last.starts_with("(us") {
            prop_assert!(!waits, "{told} {steps:?}");
        }
    }

    #[test]
    fn the_order_of_customers_does_not_matter(
        walks in prop::collection::vec(prop::collection::vec(any_step(), 0..12), 1..5),
        turn in 0..5_usize,
    ) {
        let walks = walks.iter().enumerate();
        let cases: Vec<Watched> =
            walks.map(|(place, steps)| walked(&format!("671536f8-0000-4000-8000-00000000000{place}"), steps)).collect();
        let mut cases: Vec<&Watched> = cases.iter().collect();
        let straight = of(window(0, 30), &cases);
        let turn = turn % cases.len();
        cases.rotate_left(turn);
        prop_assert_eq!(&of(window(0, 30), &cases), &straight);
        cases.reverse();
        prop_assert_eq!(&of(window(0, 30), &cases), &straight);
    }
}
