//! Lists that are walked without a server, in any order of answers.

use std::collections::BTreeSet;

use super::page_walk::{MOST_PAGES, PageWalks};
use super::*;
use crate::domain::customer::CustomerRow;
use crate::domain::fact::{Problem, ProblemKind};
use crate::domain::sample::row;
use crate::domain::text::SafeText;

mod moving;

const AT_ONCE: usize = 4;

/// A page with these rows, an empty name standing for a row without a usable id.
fn page(rows: &[&str], total: Option<u64>, pages: Option<u64>) -> Page {
    let row = |(place, id): (usize, &&str)| match *id {
        "" => CustomerRow { key: RowKey::Unusable(u32::try_from(place).unwrap()), ..row("x") },
        id => row(id),
    };
    let rows = rows.iter().enumerate().map(row).collect();
    Page { rows, total, pages, per_page: None, number: 0, problems: Vec::new() }
}

/// What a whole reading brought.
struct Read {
    keys: Vec<RowKey>,
    walks: usize,
    asked: usize,
    found: Shortfall,
}

impl Read {
    fn ids(&self) -> Vec<&str> {
        self.keys.iter().filter_map(RowKey::id).map(CustomerId::as_str).collect()
    }

    fn is_whole(&self) -> bool {
        self.found.reasons.is_empty()
    }
}

/// Reads a list whose server answers in the order in which `pick` takes from what is under way.
fn read(mut pick: impl FnMut(usize) -> usize, mut serve: impl FnMut(usize, u64) -> Result<Page, Failure>) -> Read {
    let (mut walks, mut given) = (PageWalks::new(AT_ONCE), Given::default());
    let mut read = Read { keys: Vec::new(), walks: 0, asked: 0, found: walks.judge() };
    loop {
        read.walks += 1;
        let (walk, mut under_way, mut last) = (&mut walks.walk, Vec::new(), 0);
        while !walk.is_over() {
            under_way.extend(std::iter::from_fn(|| walk.ask()));
            assert!((1..=AT_ONCE).contains(&under_way.len()), "{under_way:?}");
            let number = under_way.remove(pick(under_way.len()));
            read.asked += 1;
            walk.answer(number, serve(read.walks, number));
            while let Some(page) = walk.take() {
                assert!(page.number > last, "pages come in their order");
                last = page.number;
                read.keys.extend(given.take(page).into_iter().flat_map(|page| page.rows).map(|row| row.key));
            }
        }
        if !walks.go_again() {
            break;
        }
        given.go_again();
    }
    read.found = walks.judge();
    read
}

/// Reads it with the answers in the order of the requests.
fn read_in_order(serve: impl FnMut(usize, u64) -> Result<Page, Failure>) -> Read {
    read(|_| 0, serve)
}

fn broken() -> Result<Page, Failure> {
    Err(Failure::new(FailureKind::Server(500)))
}

/// A script of pages, the same for each walk, and what is said of the list.
type Told = (&'static str, &'static [&'static [&'static str]], Option<u64>, Option<u64>, usize, &'static str);

/// Faults: W11, K3.
#[test]
fn numbers_that_lie_are_found_out_and_named() {
    let table: [Told; 16] = [
        ("as it should be", &[&["a", "b"], &["c"]], Some(3), Some(2), 2, ""),
        ("nobody", &[&[]], Some(0), Some(0), 1, ""),
        ("fewer pages than they need", &[&["a", "b"], &["c"]], Some(3), Some(1), 2, ""),
        ("more pages than they need", &[&["a", "b"], &["c"]], Some(3), Some(9), 3, ""),
        ("fewer customers than there are", &[&["a", "b"], &["c"]], Some(2), Some(2), 2, ""),
        ("no count", &[&["a", "b"], &["c"]], None, Some(2), 2, ""),
        ("no number of pages", &[&["a", "b"], &["c"]], Some(3), None, 2, ""),
        ("no numbers", &[&["a", "b"], &["c"]], None, None, 3, ""),
        ("a zero for a count", &[&["a", "b"], &["c"]], Some(0), None, 3, ""),
        ("one twice in the count", &[&["a", "b"], &["b", "c"]], Some(4), Some(2), 6, "3 of 4: page 3 is empty"),
        ("one twice", &[&["a", "b"], &["b", "c"]], Some(3), Some(2), 4, ""),
        (
            "one twice, no count",
            &[&["a", "b"], &["b"], &["c"]],
            None,
            Some(3),
            4,
            "2: page 2 only repeats earlier ones",
        ),
        ("an empty page among more", &[&["a"], &[], &["b"]], None, Some(3), 4, "1: page 2 is empty"),
        ("nobody where some should be", &[&[]], Some(3), Some(1), 2, "0 of 3: page 1 is empty"),
        ("fewer than it says", &[&["a", "b"]], Some(18), Some(9), 4, "2 of 18: page 2 is empty"),
        ("too few at the end", &[&["a"]], Some(2), Some(1), 4, "1 of 2: page 2 is empty"),
    ];
    for (name, pages, total, count, asked, told) in table {
        let read = read_in_order(|_, number| {
            let rows = usize::try_from(number - 1).ok().and_then(|place| pages.get(place)).unwrap_or(&(&[] as &[&str]));
            Ok(page(rows, total, count))
        });
        let Shortfall { listed, total, reasons } = &read.found;
        let of = total.filter(|total| *total > *listed as u64).map_or_else(String::new, |total| format!(" of {total}"));
        let found = if read.is_whole() { String::new() } else { format!("{listed}{of}: {}", reasons.join("; ")) };
        assert_eq!((found.as_str(), read.asked), (told, asked), "{name}");
        let there: BTreeSet<&str> = pages.iter().flat_map(|page| page.iter().copied()).collect();
        assert!(!read.is_whole() || read.ids().into_iter().collect::<BTreeSet<_>>() == there, "{name}");
        assert_eq!(read.ids().len(), *listed, "{name}");
    }
}

/// Faults: W11.
#[test]
fn a_list_that_goes_in_circles_or_never_ends_is_left() {
    let circle = read_in_order(|_, _| Ok(page(&["a", "b", ""], Some(27), Some(9))));
    assert_eq!((circle.keys.len(), circle.found.listed, circle.found.total), (3, 3, Some(27)));
    assert_eq!(circle.found.reasons, ["page 2 only repeats earlier ones"]);
    assert_eq!(circle.walks, 2);

    let endless = read_in_order(|_, number| Ok(page(&[&format!("c{number}")], None, None)));
    assert_eq!(endless.found.reasons, ["it did not end after 2,000 pages"]);
    assert_eq!((u64::try_from(endless.keys.len()).unwrap(), endless.walks), (MOST_PAGES, 1));
}

#[test]
fn rows_without_an_id_are_numbered_through_all_pages_and_come_once() {
    let serve = |walk: usize, number: u64| match (walk, number) {
        (_, 1) => Ok(page(&["a", "", "b"], Some(7), Some(3))),
        (1, 2) => broken(),
        (_, 2) => Ok(page(&["", "c", ""], Some(7), Some(3))),
        _ => Ok(page(&["d"], Some(7), Some(3))),
    };
    let read = read_in_order(serve);
    let unusable: Vec<&RowKey> = read.keys.iter().filter(|key| key.id().is_none()).collect();
    assert_eq!(unusable, [&RowKey::Unusable(0), &RowKey::Unusable(1), &RowKey::Unusable(2)]);
    assert_eq!((read.ids(), read.is_whole()), (vec!["a", "b", "d", "c"], true));

    let mut given = Given::default();
    given.take(page(&["", "a"], Some(2), None));
    given.go_on(Shortfall { listed: 2, total: Some(2), reasons: Vec::new() });
    let next = given.take(page(&["a", "", "b"], Some(3), None)).unwrap();
    let keys: Vec<RowKey> = next.rows.into_iter().map(|row| row.key).collect();
    assert_eq!((&keys[0], keys.len(), next.total), (&RowKey::Unusable(1), 2, Some(5)), "of all types together");
}

#[test]
fn a_page_is_worth_giving_where_it_is_the_first_or_says_anything() {
    let problem = Problem {
        path: SafeText::line("p"),
        what: SafeText::line("w"),
        value: crate::domain::fact::Fact::Missing,
        kind: ProblemKind::Unreadable,
    };
    let mut given = Given::default();
    assert!(given.take(page(&[], Some(0), None)).is_some());
    assert!(given.take(page(&[], Some(0), None)).is_none());
    assert!(given.take(page(&["a"], Some(0), None)).is_some());
    assert!(given.take(page(&["a"], Some(0), None)).is_none());
    assert!(given.take(Page { problems: vec![problem], ..page(&["a"], Some(0), None) }).is_some());
}

/// Faults: K3.
#[test]
fn a_page_that_fails_costs_its_own_rows_alone_and_a_server_that_has_gone_is_not_asked_on_and_on() {
    let pages = |number: u64| Ok(page(&[&format!("c{number}")], Some(9), Some(9)));
    let lost = |walk: usize, number: u64| if number == 3 && walk < 3 { broken() } else { pages(number) };
    let read = read_in_order(lost);
    assert_eq!((read.ids().len(), read.walks, read.found.listed), (8, 2, 8));
    assert_eq!(read.found.reasons, ["page 3 could not be read: the server failed (500)"]);

    let read = read_in_order(|walk, number| if number == 3 && walk == 1 { broken() } else { pages(number) });
    assert_eq!((read.ids().len(), read.walks, read.is_whole()), (9, 2, true));

    let read = read_in_order(|walk, number| if walk == 2 || number > 2 { broken() } else { pages(number) });
    assert_eq!((read.ids(), read.asked), (vec!["c1", "c2"], 7), "four of the first walk, one of the second");
    assert_eq!(read.found.reasons, ["page 1 could not be read: the server failed (500)"]);
    let read = read_in_order(|_, number| if number > 2 { broken() } else { pages(number) });
    assert_eq!(read.found.reasons, ["pages 3, 4, 5 and 1 more could not be read: the server failed (500)"]);
}

/// Faults: K3.
#[test]
fn what_happens_between_two_pages_is_mended_by_a_second_walk_and_told_where_it_is_not() {
    let walks = |first: [&'static [&'static str]; 2], then: [&'static [&'static str]; 2], totals: [u64; 4]| {
        read_in_order(move |walk, number| {
            let place = usize::try_from(number - 1).unwrap();
            let pages = if walk == 1 { first } else { then };
            let total = totals[(walk - 1) * 2 + place.min(1)];
            Ok(page(pages.get(place).copied().unwrap_or_default(), Some(total), Some(2)))
        })
    };
    let calm: [&[&str]; 2] = [&["b", "c"], &["d"]];
    let deleted = walks([&["a", "b"], &["d"]], calm, [4, 3, 3, 3]);
    assert_eq!((deleted.ids(), deleted.is_whole()), (vec!["a", "b", "d", "c"], true));
    let inserted = walks([&["a", "b"], &["b", "c"]], [&["x", "a"], &["b", "c"]], [3, 4, 4, 4]);
    assert_eq!((inserted.ids(), inserted.is_whole()), (vec!["a", "b", "c", "x"], true));
    let jumped = walks([&["a", "b"], &["b", "c"]], [&["d", "a"], &["b", "c"]], [4; 4]);
    assert_eq!((jumped.ids(), jumped.is_whole()), (vec!["a", "b", "c", "d"], true));
    // Both walks lost one, but not the same.
    let twice = walks([&["a", "b"], &["b", "c"]], [&["d", "a"], &["a", "c"]], [4; 4]);
    assert!(twice.is_whole() && twice.walks == 2);
    // It grew in the last walk, and who came was met.
    let grew = walks([&["a", "b"], &["c", "d"]], [&["a", "b"], &["c", "d", "e"]], [3, 4, 4, 5]);
    assert_eq!((grew.ids().len(), grew.is_whole()), (5, true));
    // Who came was not met.
    let ahead = walks([&["a", "b"], &["b", "c"]], [&["a", "b"], &["b", "c"]], [3, 4, 3, 4]);
    assert_eq!((ahead.found.listed, ahead.found.total), (3, Some(4)));
    assert_eq!(ahead.found.reasons, ["customers came while the list was read"]);

    let falling = walks([&["a", "b"], &["d"]], [&["b", "c"], &["e"]], [4, 3, 4, 3]);
    assert_eq!(falling.found.reasons, ["customers went while the list was read"]);
    // `a` went, so its id does not make up for `c`, which both walks missed.
    let masked = walks([&["a", "b"], &["d"]], [&["b", "d"], &["d"]], [4, 3, 3, 3]);
    assert_eq!((masked.found.listed, masked.is_whole()), (3, false));
}

/// Faults: W11.
#[test]
fn a_page_that_takes_long_does_not_have_the_whole_list_asked_for_ahead() {
    let mut walks = PageWalks::new(AT_ONCE);
    let walk = &mut walks.walk;
    assert_eq!(walk.ask(), Some(1));
    walk.answer(1, Ok(page(&["a"], Some(5_000), Some(5_000))));
    assert!(walk.take().is_some());
    // Page 2 is not answered.
    let mut asked = Vec::new();
    while let Some(number) = walk.ask() {
        asked.push(number);
        if number > 2 {
            walk.answer(number, Ok(page(&[&format!("c{number}")], Some(5_000), Some(5_000))));
        }
    }
    assert_eq!((asked.first(), asked.len()), (Some(&2), 17));
}
