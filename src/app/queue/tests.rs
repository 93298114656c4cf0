mod anything;

use super::*;
use crate::app::row::Details;
use crate::domain::ball::Ball;
use crate::domain::case::Case;
use crate::domain::customer::CustomerRow;
use crate::domain::digest::{Digest, Look};
use crate::domain::glossary::Glossary;
use crate::domain::sample::{case, request, row, row_key, subject, unknown_party, word};
use crate::domain::since::{Basis, Since};
use crate::domain::time::Wall;

const PAGE: usize = 4;

fn queue_of(rows: impl IntoIterator<Item = CustomerRow>) -> Queue {
    let mut queue = Queue::default();
    listed(&mut queue, rows);
    queue
}

/// What the dashboard does after every message.
fn settle(queue: &mut Queue) {
    queue.settle(Wall::UNIX_EPOCH, Mask::Off, None, false);
    queue.fit(PAGE);
}

fn listed(queue: &mut Queue, rows: impl IntoIterator<Item = CustomerRow>) {
    queue.take(rows.into_iter().map(Row::listed));
    settle(queue);
}

fn ranked(queue: &mut Queue) {
    queue.rank();
    settle(queue);
}

fn ids(queue: &Queue) -> Vec<&str> {
    queue.shown_from(0).filter_map(|row| row.key.id()).map(crate::domain::id::CustomerId::as_str).collect()
}

fn selected(queue: &Queue) -> &str {
    queue.selected().and_then(|row| row.key.id()).map_or("-", crate::domain::id::CustomerId::as_str)
}

fn look_at(queue: &mut Queue, id: &str, case: &Case) {
    queue.change(&row_key(id), |row| {
        (row.digest, row.details) =
            (Some(Box::new(Digest::of(case, &Glossary::default(), Look::default()))), Details::Known);
    });
}

fn filter(queue: &mut Queue, text: &str) {
    queue.filter = TextField::holding(text);
    settle(queue);
}

#[test]
fn rows_rank_by_who_must_act_then_by_who_waits_longest() {
    let mut queue = queue_of([
        row("closed").in_status("REJECTED"),
        row("strange").in_status("FROZEN"),
        row("fin").in_status("REVIEWING").updated("2026-05-03T00:00:00Z"),
        row("fin-older").in_status("IN_COMPLIANCE").updated("2026-04-01T00:00:00Z"),
        row("us").in_status("ACTION_REQUIRED").updated("2026-05-09T00:00:00Z"),
        row("us-older").in_status("REINITIATE").updated("2026-05-08T00:00:00Z"),
        row("us-never").in_status("INCOMPLETE").updated("soon"),
    ]);
    assert_eq!(ids(&queue)[0], "closed", "as they came, until they are ranked");
    ranked(&mut queue);
    assert_eq!(
        ids(&queue),
        ["us-older", "us", "us-never", "strange", "fin-older", "fin", "closed"],
        "by estimates alone, as nobody's status change was told"
    );
    let changed = |id: &str, at: &str| {
        let mut case = case(id).in_status("ACTION_REQUIRED");
        case.last_status_updated_at = crate::domain::sample::time(at);
        case
    };
    look_at(&mut queue, "us", &changed("us", "2026-05-09T00:00:00Z"));
    ranked(&mut queue);
    let known_first = ["us", "us-older", "us-never", "strange", "fin-older", "fin", "closed"];
    assert_eq!(ids(&queue), known_first, "an estimate never comes before what is known");
}

#[test]
fn details_move_the_ball_and_tell_the_true_wait() {
    let mut queue = queue_of([row("a").in_status("APPROVED"), row("b").updated("2026-05-01T00:00:00Z")]);
    ranked(&mut queue);
    assert_eq!(ids(&queue), ["a", "b"], "what nobody knows may be ours");
    let row = queue.row(&row_key("a")).unwrap();
    assert_eq!((row.ball(), row.since()), (Ball::Unknown, None), "its details may tell of a request");
    let row = queue.row(&row_key("b")).unwrap();
    assert_eq!(row.since().unwrap().basis, Basis::LastUpdate, "the list tells of no status change");
    let asked = case("a").in_status("APPROVED").wanting(request(unknown_party("s"), "identity"));
    look_at(&mut queue, "a", &asked);
    let row = queue.row(&row_key("a")).unwrap();
    assert_eq!(
        (row.ball(), row.since()),
        (Ball::Us, asked.status_since().map(|since| Since { basis: Basis::AtMost, ..since }))
    );
    ranked(&mut queue);
    assert_eq!(ids(&queue), ["a", "b"]);
}

#[test]
fn rows_keep_their_place_until_they_are_ranked_and_the_queue_knows_that_its_order_is_old() {
    let mut queue = queue_of([row("a"), row("b"), row("c")]);
    queue.choose();
    ranked(&mut queue);
    listed(&mut queue, [row("b").named("Renamed Ltd")]);
    assert!(!queue.order_is_old(), "nothing that ranks has changed");
    listed(&mut queue, [row("c").in_status("ACTION_REQUIRED")]);
    assert_eq!((ids(&queue), queue.order_is_old()), (vec!["a", "b", "c"], true));
    ranked(&mut queue);
    assert_eq!((ids(&queue), queue.order_is_old()), (vec!["c", "a", "b"], false));
}

#[test]
fn an_order_is_not_old_where_a_row_still_stands_where_it_would_rank() {
    let mut queue = queue_of([row("a").in_status("ACTION_REQUIRED"), row("b"), row("c").in_status("REJECTED")]);
    ranked(&mut queue);
    queue.change(&row_key("b"), |row| row.profile.status = word("IN_COMPLIANCE"));
    queue.change(&row_key("a"), |row| row.profile.status = word("INCOMPLETE"));
    assert!(!queue.order_is_old());
    queue.change(&row_key("a"), |row| row.profile.status = word("REJECTED"));
    assert!(queue.order_is_old());
}

#[test]
fn new_rows_go_to_the_end_and_make_the_order_old_only_where_they_do_not_belong_there() {
    let mut queue = queue_of([row("a"), row("b")]);
    queue.choose();
    ranked(&mut queue);
    listed(&mut queue, [row("c").in_status("REJECTED")]);
    assert_eq!((ids(&queue), queue.order_is_old()), (vec!["a", "b", "c"], false));
    listed(&mut queue, [row("d").in_status("ACTION_REQUIRED")]);
    assert_eq!((ids(&queue), queue.order_is_old()), (vec!["a", "b", "c", "d"], true));
}

#[test]
fn an_order_that_was_given_never_becomes_old_and_is_kept_by_a_filter() {
    let mut queue = queue_of([row("b"), row("a").in_status("ACTION_REQUIRED")]);
    look_at(&mut queue, "b", &case("b").in_status("APPROVED"));
    filter(&mut queue, "gbr");
    assert_eq!((ids(&queue), queue.order_is_old()), (vec!["b", "a"], false));
}

#[test]
fn a_chosen_row_stays_selected_through_all_that_moves_it() {
    let mut queue = queue_of([row("a"), row("b"), row("c")]);
    ranked(&mut queue);
    queue.step(Move::Down, PAGE);
    assert_eq!(selected(&queue), "b");
    listed(&mut queue, [row("d"), row("a").in_status("REJECTED")]);
    assert_eq!(selected(&queue), "b");
    ranked(&mut queue);
    assert_eq!((ids(&queue), selected(&queue)), (vec!["b", "c", "d", "a"], "b"));
    filter(&mut queue, "b");
    filter(&mut queue, "");
    assert_eq!(selected(&queue), "b");
}

#[test]
fn without_a_choice_the_first_row_is_selected_whichever_that_is() {
    let mut queue = queue_of([row("b"), row("c")]);
    ranked(&mut queue);
    listed(&mut queue, [row("a").in_status("ACTION_REQUIRED")]);
    assert_eq!((ids(&queue), selected(&queue)), (vec!["a", "b", "c"], "a"), "it is ranked as it becomes known");
    queue.choose();
    listed(&mut queue, [row("c").in_status("ACTION_REQUIRED")]);
    assert_eq!((ids(&queue), selected(&queue)), (vec!["a", "b", "c"], "a"), "nothing moves once a row was chosen");
}

#[test]
fn a_filter_that_matches_nothing_leaves_no_selection() {
    let mut queue = queue_of([row("a"), row("b")]);
    ranked(&mut queue);
    filter(&mut queue, "nowhere");
    assert_eq!((queue.row_count(), selected(&queue)), (0, "-"));
    queue.step(Move::Down, PAGE);
    filter(&mut queue, "");
    assert_eq!(selected(&queue), "a");
}

/// A listing that ends, complete or not, or breaks off.
#[derive(Clone, Copy, Debug)]
enum Listed {
    Complete,
    Incomplete,
    Broken,
}

/// Faults: K3, W14.
#[test]
fn gone_is_who_is_in_neither_of_two_complete_listings_in_a_row() {
    use Listed::{Broken, Complete, Incomplete};
    // Each listing, and whether it meets the customer.
    let table: [(&[(Listed, bool)], bool); 9] = [
        (&[(Complete, false)], false),
        (&[(Complete, false), (Complete, false)], true),
        (&[(Complete, false), (Complete, true), (Complete, false)], false),
        (&[(Incomplete, false), (Incomplete, false), (Complete, false)], false),
        (&[(Complete, false), (Incomplete, false), (Broken, false), (Complete, false)], true),
        (&[(Complete, false), (Incomplete, true), (Complete, false)], false),
        (&[(Complete, false), (Broken, true), (Complete, false)], false),
        (&[(Complete, false), (Complete, false), (Incomplete, false)], true),
        (&[(Complete, false), (Complete, false), (Incomplete, true)], false),
    ];
    let mut queue = Queue::default();
    for listing in [Incomplete, Complete, Complete] {
        queue.start_listing(true);
        listed(&mut queue, [row("b")]);
        queue.take(matches!(listing, Incomplete).then(|| Row::listed(row("a"))));
        queue.end_listing(matches!(listing, Complete));
    }
    assert!(!queue.row(&row_key("a")).unwrap().gone, "no whole list ever held it");
    for (listings, gone) in table {
        let mut queue = Queue::default();
        queue.start_listing(true);
        listed(&mut queue, [row("a"), row("b"), row("c")]);
        queue.end_listing(true);
        queue.add(Row::named(row_key("named")));
        for (listing, meets) in listings {
            queue.start_listing(true);
            queue.take(["b", "c"].map(|id| Row::listed(row(id))));
            queue.take(meets.then(|| Row::listed(row("a"))));
            match listing {
                Complete => queue.end_listing(true),
                Incomplete => queue.end_listing(false),
                Broken => {}
            }
        }
        assert_eq!(queue.row(&row_key("a")).unwrap().gone, gone, "{listings:?}");
        let others = ["b", "c", "named"].map(|id| queue.row(&row_key(id)).unwrap().gone);
        assert_eq!(others, [false; 3], "{listings:?}: met, and never listed");
    }
}

#[test]
fn only_the_first_listing_and_one_that_was_asked_for_rank() {
    let mut queue = Queue::default();
    let listing = |queue: &mut Queue, is_asked_for, rows: [CustomerRow; 2]| {
        queue.start_listing(is_asked_for);
        queue.take(rows.into_iter().map(Row::listed));
        queue.end_listing(true);
        settle(queue);
    };
    listing(&mut queue, false, [row("b"), row("a")]);
    assert_eq!(ids(&queue), ["a", "b"]);
    queue.choose();
    listing(&mut queue, false, [row("b").in_status("ACTION_REQUIRED"), row("a")]);
    assert_eq!((ids(&queue), queue.order_is_old()), (vec!["a", "b"], true));
    listing(&mut queue, true, [row("b").in_status("ACTION_REQUIRED"), row("a")]);
    assert_eq!((ids(&queue), queue.order_is_old()), (vec!["b", "a"], false));
}

#[test]
fn what_was_learned_from_details_stays_until_the_list_contradicts_it() {
    let mut queue = queue_of([row("a")]);
    look_at(&mut queue, "a", &case("a"));
    let state = |queue: &Queue| {
        let row = queue.row(&row_key("a")).unwrap();
        (row.changed, row.details, row.digest.is_some())
    };
    listed(&mut queue, [row("a")]);
    assert_eq!(state(&queue), (false, Details::Known, true), "the same");
    listed(&mut queue, [row("a").in_status("APPROVED").updated("2026-01-01T00:00:00Z")]);
    assert_eq!(state(&queue), (false, Details::Known, true), "older than what is known");
    listed(&mut queue, [row("a").updated("2026-06-01T00:00:00Z")]);
    assert_eq!(state(&queue), (true, Details::Unknown, true), "something changed: to be looked at again");
    look_at(&mut queue, "a", &case("a"));
    listed(&mut queue, [row("a").in_status("APPROVED").updated("2026-06-01T00:00:00Z")]);
    assert_eq!(state(&queue), (true, Details::Unknown, false), "another status: the digest is no longer true");
    queue.change(&row_key("a"), |row| row.details = Details::Loading);
    listed(&mut queue, [row("a").updated("2026-07-01T00:00:00Z")]);
    assert_eq!(state(&queue).1, Details::Loading, "an answer is under way");
}

fn problem(path: &str) -> crate::domain::fact::Problem {
    crate::domain::fact::Problem {
        path: crate::domain::text::SafeText::line(path),
        what: crate::domain::text::SafeText::line("a number"),
        value: crate::domain::fact::Fact::Missing,
        kind: crate::domain::fact::ProblemKind::Unreadable,
    }
}

/// In the list and in the details it stands at another place.
#[test]
fn a_status_that_can_be_read_nowhere_has_not_changed() {
    use crate::domain::fact::Fact;
    let unreadable = |path: &str| Fact::Unreadable(Box::new(problem(path)));
    let listing = || {
        let mut row = row("a");
        row.profile.status = unreadable("data.customers[0].customer_status");
        row
    };
    let mut queue = queue_of([listing()]);
    look_at(&mut queue, "a", &case("a"));
    queue.change(&row_key("a"), |row| row.profile.status = unreadable("data.customer_status"));
    listed(&mut queue, [listing()]);
    let row = queue.row(&row_key("a")).unwrap();
    assert_eq!((row.changed, row.details, row.digest.is_some()), (false, Details::Known, true));
    listed(&mut queue, [crate::domain::sample::row("a").in_status("APPROVED")]);
    assert!(queue.row(&row_key("a")).unwrap().changed, "it can be read now");
}

#[test]
fn a_row_that_could_not_be_read_in_full_says_so() {
    let queue = queue_of([CustomerRow { problems: vec![problem("email")], ..row("a") }, row("b")]);
    assert_eq!(queue.rows().iter().map(|row| row.damaged).collect::<Vec<_>>(), [true, false]);
}
