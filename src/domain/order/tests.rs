use super::*;
use crate::domain::customer::CustomerRow;
use crate::domain::digest::Look;
use crate::domain::fold::folded;
use crate::domain::glossary::Glossary;
use crate::domain::mask::Mask;
use crate::domain::sample::{case, party, request, row, subject};

/// A customer with what the orders look at.
#[derive(Clone)]
struct Customer {
    row: CustomerRow,
    name: String,
    digest: Option<Digest>,
    changed: bool,
}

fn customer(row: CustomerRow) -> Customer {
    let name = folded(row.profile.name.show(Mask::Off, &row.key.nickname()).as_str()).into_owned();
    Customer { row, name, digest: None, changed: false }
}

impl Customer {
    fn facts(&self) -> Facts<'_> {
        let Self { row, name, digest, changed } = self;
        Facts {
            key: &row.key,
            profile: &row.profile,
            digest: digest.as_ref(),
            follow_up: None,
            name,
            changed: *changed,
        }
    }
}

fn customers() -> Vec<Customer> {
    let asked = case("b")
        .with(party("p").standing("REJECTED"))
        .wanting(request(subject("p"), "identity").naming("PASSPORT", []));
    let mut customers = vec![
        customer(row("a").named("Zinc").in_status("REVIEWING").updated("2026-05-01T00:00:00Z")),
        customer(row("b").named("amber").in_status("APPROVED")),
        customer(row("c").named("Basalt").in_status("ACTION_REQUIRED").updated("2026-05-03T00:00:00Z")),
    ];
    customers[1].digest = Some(Digest::of(&asked, &Glossary::default(), Look::default()));
    customers[2].changed = true;
    customers
}

fn sorted(by: SortBy, direction: Direction, customers: &[Customer]) -> String {
    let order = by.order(direction, customers.iter().map(Customer::facts));
    order.into_iter().filter_map(|place| customers[place].row.key.id()).map(ToString::to_string).collect()
}

#[test]
fn each_order_puts_first_what_it_says() {
    let table = [
        (SortBy::Name, "bca"),
        (SortBy::Status, "cba"),
        (SortBy::Asks, "bac"),
        (SortBy::Blockers, "bac"),
        (SortBy::Changed, "c"),
    ];
    for (by, expected) in table {
        let sorted = |direction| sorted(by, direction, &customers());
        assert!(sorted(Direction::Usual).starts_with(expected), "{by:?}: {}", sorted(Direction::Usual));
        let turned: String = sorted(Direction::Usual).chars().rev().collect();
        assert_eq!(sorted(Direction::Reversed), turned, "{by:?}");
    }
}

#[test]
fn equal_customers_keep_the_order_of_their_ids() {
    assert_eq!(sorted(SortBy::Country, Direction::Usual, &customers()), "abc");
    for by in SortBy::ALL {
        let backwards: Vec<Customer> = customers().into_iter().rev().collect();
        let usual = |customers: &[Customer]| sorted(by, Direction::Usual, customers);
        assert_eq!(usual(&customers()), usual(&backwards), "{by:?}");
    }
}

/// Both ways to compare are one order.
#[test]
fn two_that_are_compared_stand_as_all_that_are_sorted() {
    let customers = customers();
    for by in SortBy::ALL {
        let order = by.order(Direction::Usual, customers.iter().map(Customer::facts));
        let is_less = |pair: &[usize]| by.compare(&customers[pair[0]].facts(), &customers[pair[1]].facts()).is_lt();
        assert!(order.windows(2).all(is_less), "{by:?}: {order:?}");
    }
}

#[test]
fn a_time_that_stands_for_none_ranks_last() {
    let waiting = |id: &str, at: &str| customer(row(id).in_status("ACTION_REQUIRED").updated(at));
    let customers = [
        waiting("a", "0001-01-01T00:00:00Z"),
        waiting("b", "1970-01-01T00:00:00Z"),
        waiting("c", "2026-05-03T00:00:00Z"),
    ];
    for by in [SortBy::Waiting, SortBy::Rank] {
        assert_eq!(sorted(by, Direction::Usual, &customers), "cab");
    }
}
