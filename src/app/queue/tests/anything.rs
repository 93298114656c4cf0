//! Whatever happens to a queue, what must hold holds.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::domain::ball::Ball;
use crate::domain::since::Since;

/// Who must act, then who waits longest; who waits since nobody knows when comes last.
fn rank(row: &Row) -> (Ball, bool, Wall) {
    let since = row.since();
    (row.ball(), !since.is_some_and(Since::ranks), since.map_or(Wall::MAX, |since| since.at))
}

/// A step of anything that may happen to a queue.
#[derive(Clone, Debug)]
enum Step {
    Take(Vec<(usize, &'static str, u8)>),
    LookAt(usize, bool),
    Gone(usize),
    Rank,
    Filter(&'static str),
    Move(Move),
    Fit(usize),
    StartListing(bool),
    EndListing(bool),
}

fn any_step() -> impl Strategy<Value = Step> {
    let status = || select(vec!["ACTION_REQUIRED", "REVIEWING", "APPROVED", "FROZEN"]);
    let moves = select(vec![Move::Down, Move::Up, Move::Last, Move::First, Move::PageDown, Move::HalfPageUp]);
    prop_oneof![
        vec((0_usize..12, status(), 1_u8..28), 0..5).prop_map(Step::Take),
        (0_usize..12, any::<bool>()).prop_map(|(number, asked)| Step::LookAt(number, asked)),
        (0_usize..12).prop_map(Step::Gone),
        Just(Step::Rank),
        select(vec!["", "c1", "c0", "none", "status:approved", "party:p1"]).prop_map(Step::Filter),
        moves.prop_map(Step::Move),
        (0_usize..9).prop_map(Step::Fit),
        any::<bool>().prop_map(Step::StartListing),
        any::<bool>().prop_map(Step::EndListing),
    ]
}

fn take(queue: &mut Queue, step: Step) {
    let id = |number: usize| format!("c{number:02}");
    match step {
        Step::Take(rows) => {
            let listed = rows.into_iter().map(|(number, status, day)| {
                Row::listed(row(&id(number)).in_status(status).updated(&format!("2026-05-{day:02}T00:00:00Z")))
            });
            queue.take(listed);
        }
        Step::LookAt(number, asked) => {
            let case = case(&id(number)).in_status("APPROVED");
            let case = if asked { case.wanting(request(subject("p1"), "identity")) } else { case };
            look_at(queue, &id(number), &case);
        }
        Step::Gone(number) => queue.change(&row_key(&id(number)), |row| row.gone = true),
        Step::Rank => queue.rank(),
        Step::Filter(text) => filter(queue, text),
        Step::Move(by) => queue.step(by, PAGE),
        Step::Fit(page) => queue.fit(page),
        Step::StartListing(is_asked_for) => queue.start_listing(is_asked_for),
        Step::EndListing(is_complete) => queue.end_listing(is_complete),
    }
}

proptest! {
    #[test]
    fn counts_are_a_recount_and_every_row_is_where_it_is_said_to_be(steps in vec(any_step(), 0..60)) {
        let mut queue = Queue::default();
        for step in steps {
            let before = queue.rows().len();
            let before_step = selected(&queue).to_owned();
            let may_move = matches!(step, Step::Move(_) | Step::Filter(_)) || !queue.chosen;
            take(&mut queue, step);
            settle(&mut queue);
            prop_assert!(queue.rows().len() >= before, "no row is ever dropped");
            let recount = queue.rows().iter().map(Counts::of).fold(Counts::default(), Counts::plus);
            prop_assert_eq!(queue.counts(), recount);
            for row in queue.rows() {
                prop_assert_eq!(queue.row(&row.key).map(|found| &found.key), Some(&row.key));
            }
            let shown: Vec<&RowKey> = queue.shown_from(0).map(|row| &row.key).collect();
            let mut rows = queue.rows().iter().map(|row| &row.key).filter(|key| shown.contains(key));
            prop_assert!(shown.iter().all(|key| rows.next() == Some(*key)), "shown once each, in the order of the rows");
            let is_selected = |row: &Row| queue.selected().is_some_and(|selected| selected.key == row.key);
            let judged = (0..queue.rows().len()).map(|place| (&queue.rows()[place], queue.judge(place)));
            let wanted = judged.clone().filter(|(row, judged)| *judged == Judgement::Match || (is_selected(row) && row.is_kept()));
            prop_assert!(wanted.map(|(row, _)| &row.key).eq(shown.iter().copied()), "all that match, the selected one, and nobody else");
            for (row, judged) in judged.clone() {
                prop_assert_eq!(row.judged, judged, "judged anew");
            }
            let cannot_tell = judged.filter(|(_, judged)| *judged == Judgement::CannotTell).count();
            prop_assert_eq!(queue.filter_state().cannot_tell, cannot_tell);
            prop_assert!(may_move || before_step == "-" || selected(&queue) == before_step, "the reader is never moved");
            prop_assert!(!queue.filter.is_empty() || shown.len() == queue.rows().len());
            prop_assert_eq!(queue.selected().is_some(), queue.row_count() > 0);
            let is_sorted = queue.rows().is_sorted_by_key(rank);
            prop_assert!(queue.order == Order::Given || queue.order_is_old() || is_sorted, "an old order is said to be old");
        }
    }

    #[test]
    fn ranking_moves_rows_and_nothing_else(steps in vec(any_step(), 0..40)) {
        let mut queue = Queue::default();
        for step in steps {
            take(&mut queue, step);
            settle(&mut queue);
        }
        queue.step(Move::Down, PAGE);
        settle(&mut queue);
        let (before, counts) = (selected(&queue).to_owned(), queue.counts());
        let mut keys: Vec<RowKey> = queue.rows().iter().map(|row| row.key.clone()).collect();
        ranked(&mut queue);
        let mut ranked: Vec<RowKey> = queue.rows().iter().map(|row| row.key.clone()).collect();
        keys.sort();
        ranked.sort();
        prop_assert_eq!(keys, ranked);
        prop_assert_eq!((selected(&queue), queue.counts()), (before.as_str(), counts));
        prop_assert!(!queue.order_is_old());
    }
}
