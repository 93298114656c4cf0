//! Lists that move while they are walked: whatever happens to them, what is said of them holds.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::{AT_ONCE, Page, Read, broken, page, read};

/// Something that happens to a list between two answers.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Nothing,
    Goes(usize),
    Comes(usize),
    ComesLast,
    Moves(usize, usize),
}

/// A list that changes, and what must be known of it to judge what is said of it.
struct Moving {
    ids: Vec<String>,
    rows: usize,
    made: usize,
    /// Who came, and who went, since the last count that was told.
    since: (usize, usize),
    /// Whether a count hid that anybody went, as somebody came.
    has_cancelled: bool,
    /// Who was there during all of the walk under way.
    there: BTreeSet<String>,
    walk: usize,
}

impl Moving {
    fn of(count: usize, rows: usize) -> Self {
        let ids: Vec<String> = (0..count).map(|number| format!("c{number}")).collect();
        let there = ids.iter().cloned().collect();
        Self { ids, rows, made: count, since: (0, 0), has_cancelled: false, there, walk: 1 }
    }

    fn happens(&mut self, what: Happens) {
        let place = |place: usize, len: usize| if len == 0 { 0 } else { place % len };
        match what {
            Happens::Goes(at) if !self.ids.is_empty() => {
                let gone = self.ids.remove(place(at, self.ids.len()));
                self.there.remove(&gone);
                self.since.1 += 1;
            }
            Happens::Comes(_) | Happens::ComesLast => {
                let at = if let Happens::Comes(at) = what { place(at, self.ids.len() + 1) } else { self.ids.len() };
                self.ids.insert(at, format!("c{}", self.made));
                self.made += 1;
                self.since.0 += 1;
            }
            Happens::Moves(from, to) if !self.ids.is_empty() => {
                let moved = self.ids.remove(place(from, self.ids.len()));
                let to = place(to, self.ids.len() + 1);
                self.ids.insert(to, moved);
            }
            Happens::Nothing | Happens::Goes(_) | Happens::Moves(..) => {}
        }
    }

    /// Notes which walk is under way.
    fn walks(&mut self, walk: usize) {
        if self.walk != walk {
            self.walk = walk;
            self.there = self.ids.iter().cloned().collect();
        }
    }

    fn serve(&mut self, walk: usize, number: u64) -> Page {
        self.walks(walk);
        let first = (usize::try_from(number).unwrap() - 1).saturating_mul(self.rows);
        let rows: Vec<&str> = self.ids.iter().skip(first).take(self.rows).map(String::as_str).collect();
        if number == 1 || !rows.is_empty() {
            let (came, went) = std::mem::take(&mut self.since);
            self.has_cancelled |= came > 0 && went > 0;
        }
        let count = self.ids.len();
        let whole = |number: usize| Some(u64::try_from(number).unwrap());
        page(&rows, whole(count), whole(count.div_ceil(self.rows)))
    }

    fn lacks(&self, read: &Read) -> Vec<String> {
        let met: BTreeSet<&str> = read.ids().into_iter().collect();
        self.there.iter().filter(|id| !met.contains(id.as_str())).cloned().collect()
    }
}

fn any_event() -> impl Strategy<Value = Happens> {
    let place = 0_usize..64;
    prop_oneof![
        6 => Just(Happens::Nothing),
        1 => place.clone().prop_map(Happens::Goes),
        1 => place.clone().prop_map(Happens::Comes),
        1 => Just(Happens::ComesLast),
        1 => (place.clone(), place).prop_map(|(from, to)| Happens::Moves(from, to)),
    ]
}

/// What happens before each answer, whose answer it is, and whether it fails.
fn any_course() -> impl Strategy<Value = Vec<(Happens, usize, bool)>> {
    vec((any_event(), 0..AT_ONCE, prop::bool::weighted(0.02)), 0..60)
}

/// Reads a list on this course, which only the first walk may know; afterwards nothing happens any more.
fn follow(moving: &mut Moving, course: &[(Happens, usize, bool)], is_first_alone: bool) -> Read {
    let picks: Vec<usize> = course.iter().map(|(_, pick, _)| *pick).collect();
    let (mut picked, mut served) = (0, 0);
    let pick = |len: usize| {
        picked += 1;
        picks.get(picked - 1).map_or(0, |pick| pick % len)
    };
    read(pick, |walk, number| {
        let (what, _, fails) = course.get(served).copied().unwrap_or((Happens::Nothing, 0, false));
        served += 1;
        if walk == 1 || !is_first_alone {
            moving.happens(what);
        }
        // A page that fails tells no count either.
        moving.walks(walk);
        let fails = fails && number > 1 && (walk == 1 || !is_first_alone);
        if fails { broken() } else { Ok(moving.serve(walk, number)) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Faults: W11, K3.
    #[test]
    fn a_list_that_is_said_to_be_whole_lacks_nobody(count in 0_usize..40, rows in 1_usize..8, course in any_course()) {
        let mut moving = Moving::of(count, rows);
        let read = follow(&mut moving, &course, false);
        prop_assume!(!moving.has_cancelled);
        if read.is_whole() {
            prop_assert_eq!(moving.lacks(&read), Vec::<String>::new());
        }
        let distinct: BTreeSet<&str> = read.ids().into_iter().collect();
        prop_assert_eq!((distinct.len(), read.found.listed), (read.keys.len(), read.keys.len()), "each once, and counted");
        prop_assert!(read.walks <= 2);
    }

    /// Faults: K3.
    #[test]
    fn what_happens_during_the_first_walk_alone_leaves_a_whole_list(
        count in 0_usize..40,
        rows in 1_usize..8,
        course in any_course(),
    ) {
        let mut moving = Moving::of(count, rows);
        let read = follow(&mut moving, &course, true);
        prop_assume!(!moving.has_cancelled);
        prop_assert!(read.is_whole(), "{:?}", read.found);
        prop_assert_eq!(moving.lacks(&read), Vec::<String>::new());
    }

    /// Faults: K3.
    #[test]
    fn customers_who_only_come_cost_nobody(count in 1_usize..40, rows in 1_usize..8, ends in vec(any::<bool>(), 0..40)) {
        let mut moving = Moving::of(count, rows);
        let event = |comes| if comes { Happens::ComesLast } else { Happens::Nothing };
        let course: Vec<_> = ends.into_iter().map(|comes| (event(comes), 0, false)).collect();
        let read = follow(&mut moving, &course, false);
        prop_assert_eq!(moving.lacks(&read), Vec::<String>::new());
        prop_assert_eq!(read.is_whole(), read.found.total.is_some_and(|total| read.ids().len() as u64 >= total));
    }

    /// Whatever the server puts on a page and whichever numbers it tells, in whichever order it answers.
    #[test]
    fn a_list_at_rest_is_walked_once_in_its_order_and_no_page_twice(
        count in 0_usize..80,
        rows in 1_usize..12,
        picks in vec(0..AT_ONCE, 0..90),
        tells in (any::<bool>(), any::<bool>()),
    ) {
        let mut moving = Moving::of(count, rows);
        let mut picked = 0;
        let pick = |len: usize| { picked += 1; picks.get(picked - 1).map_or(0, |pick| pick % len) };
        let read = read(pick, |walk, number| {
            let page = moving.serve(walk, number);
            Ok(Page { total: page.total.filter(|_| tells.0), pages: page.pages.filter(|_| tells.1), ..page })
        });
        let pages = count.div_ceil(rows).max(1);
        prop_assert_eq!((read.is_whole(), read.walks), (true, 1), "{:?}", read.found);
        prop_assert_eq!(read.ids(), moving.ids.iter().map(String::as_str).collect::<Vec<_>>());
        let behind = usize::from(count > 0 && tells == (false, false));
        prop_assert_eq!(read.asked, pages + behind, "one more where nothing says which is the last");
    }
}
