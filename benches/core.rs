//! What a key press, a page of the list and a case cost, by size. `cargo bench --bench core` prints a table; the numbers are
//! of this machine, so compare rows with each other.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on stops, and what it found is printed"
)]

#[path = "core/harness.rs"]
mod harness;
#[path = "core/large.rs"]
mod large;
#[path = "core/memory.rs"]
mod memory;
#[path = "core/samples.rs"]
mod samples;

use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use kyb_dash::api::convert;
use kyb_dash::app::action::Action;
use kyb_dash::catalogue;
use kyb_dash::domain::ask::asks;
use kyb_dash::domain::change::changes;
use kyb_dash::domain::finding::{Thresholds, findings};
use kyb_dash::domain::hold::Precautions;
use kyb_dash::domain::order::SortBy;
use kyb_dash::domain::wrap::wrap;

use harness::Harness;
use large::Large;
use samples::{REFERENCE, changed, now, page, reference, reference_id, with_documents, with_parties};

fn main() {
    divan::main();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["--bench"] || arguments.iter().any(|argument| argument == "large") {
        large_cases();
    }
    if arguments.iter().any(|argument| argument == "memory") {
        memory::print();
    }
}

/// From a reply to the first frame: four times as many parties may take five times as long.
fn large_cases() {
    let sizes = [2_500, 10_000].map(|parties| {
        let reply = Large { parties, documents: 10, alike: 0 }.reply();
        let mut times: Vec<(Duration, Duration)> = (0..5).map(|_| first_frame(&reply)).collect();
        times.sort_by_key(|(decoded, shown)| *decoded + *shown);
        let (decoded, shown) = times[times.len() / 2];
        println!(
            "a case with {parties} parties and {} documents: decode {} ms, then first frame {} ms",
            parties * 10,
            decoded.as_millis(),
            shown.as_millis()
        );
        decoded + shown
    });
    println!("10,000 parties / 2,500: {:.1} ×", sizes[1].as_secs_f64() / sizes[0].as_secs_f64());
    let reply = Large { parties: 10_000, documents: 10, alike: 0 }.reply();
    let mut harness = Harness::over(convert::case(&reply, &reference_id()).expect("a case"));
    let began = Instant::now();
    harness.seeks("words that nobody wrote");
    println!("a search through all of it: {} ms", began.elapsed().as_millis());
}

fn first_frame(reply: &[u8]) -> (Duration, Duration) {
    let began = Instant::now();
    let case = convert::case(reply, &reference_id()).expect("a case");
    let decoded = began.elapsed();
    let began = Instant::now();
    let harness = Harness::over(case);
    let shown = began.elapsed();
    drop(harness);
    (decoded, shown)
}

mod reading {
    use super::{Bencher, REFERENCE, black_box, convert, page, reference_id};

    #[divan::bench]
    fn a_case(bencher: Bencher) {
        let id = reference_id();
        bencher.bench(|| convert::case(black_box(REFERENCE), &id));
    }

    #[divan::bench(args = [10, 512])]
    fn a_page_of_rows(bencher: Bencher, rows: usize) {
        let reply = page(0..rows).to_string();
        bencher.bench(|| convert::page(black_box(reply.as_bytes())));
    }
}

mod thinking {
    use super::{Bencher, Thresholds, asks, black_box, catalogue, changed, changes, findings, now, reference};
    use super::{Precautions, with_documents};

    #[divan::bench]
    fn what_is_owed(bencher: Bencher) {
        let case = reference();
        bencher.bench(|| asks(black_box(&case)).len());
    }

    #[divan::bench]
    fn what_contradicts(bencher: Bencher) {
        let (case, glossary) = (reference(), catalogue::glossary());
        bencher.bench(|| findings(black_box(&case), &glossary, &Thresholds::default(), now()).len());
    }

    #[divan::bench]
    fn what_holds(bencher: Bencher) {
        let (case, glossary) = (reference(), catalogue::glossary());
        bencher.bench(|| Precautions::of(black_box(&case), &glossary).holds.len());
    }

    /// Every document says something else, so that nothing is found in what was read before.
    #[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3)]
    fn what_holds_by_documents(bencher: Bencher, documents: usize) {
        let (case, glossary) = (with_documents(documents), catalogue::glossary());
        bencher.bench(|| Precautions::of(black_box(&case), &glossary).holds.len());
    }

    #[divan::bench]
    fn what_changed(bencher: Bencher) {
        let (old, new) = (reference(), changed());
        bencher.bench(|| changes(black_box(&old), &new).len());
    }

    #[divan::bench]
    fn the_catalogues(bencher: Bencher) {
        bencher.bench(catalogue::glossary);
    }
}

mod queue {
    use super::{Action, Bencher, Harness, SortBy};

    /// A key and its frame: the cursor moves, nothing else has to.
    #[divan::bench(args = [100, 10_000, 100_000])]
    fn move_and_draw(bencher: Bencher, rows: usize) {
        let mut harness = Harness::listed(rows);
        let mut down = false;
        bencher.bench_local(|| {
            down = !down;
            harness.act(if down { Action::Down } else { Action::Up });
            harness.draw();
        });
    }

    /// A letter in the filter, and its frame.
    #[divan::bench(args = [100, 10_000, 100_000])]
    fn filter_by_a_letter(bencher: Bencher, rows: usize) {
        let mut harness = Harness::listed(rows);
        harness.act(Action::Find);
        bencher.bench_local(|| {
            harness.types("e");
            harness.draw();
            harness.erases();
        });
    }

    #[divan::bench(args = [10_000, 100_000])]
    fn sort_by_name(bencher: Bencher, rows: usize) {
        let mut harness = Harness::listed(rows);
        let mut by_name = false;
        bencher.bench_local(|| {
            by_name = !by_name;
            harness.sorts(if by_name { SortBy::Name } else { SortBy::Rank });
        });
    }

    /// The overview opens once its figures were counted, and its frame.
    #[divan::bench(args = [1_000, 10_000, 100_000])]
    fn open_the_overview(bencher: Bencher, rows: usize) {
        let mut harness = Harness::listed(rows);
        harness.reads_all(&super::reference());
        harness.act(Action::Overview);
        bencher.bench_local(|| {
            harness.act(Action::Back);
            harness.act(Action::Overview);
            harness.draw();
        });
    }

    /// Its figures are counted: the first time that it opens.
    #[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
    fn count_the_figures(bencher: Bencher, rows: usize) {
        let listed = || {
            let mut harness = Harness::listed(rows);
            harness.reads_all(&super::reference());
            harness
        };
        bencher.with_inputs(listed).bench_local_values(|mut harness| {
            harness.act(Action::Overview);
            harness
        });
    }

    /// A whole list, page by page, into an empty queue.
    #[divan::bench(args = [10_000, 100_000], sample_count = 5)]
    fn take_all_pages(bencher: Bencher, rows: usize) {
        let pages = super::samples::pages(rows);
        bencher.with_inputs(|| pages.clone()).bench_local_values(Harness::taking);
    }
}

mod tree {
    use super::{Action, Bencher, Harness, with_parties};

    /// One step in a tree with this many open nodes, and its frame.
    #[divan::bench(args = [100, 1_000, 2_000])]
    fn step_and_draw(bencher: Bencher, nodes: usize) {
        let mut harness = Harness::over(with_parties(nodes / 9));
        harness.opens_all();
        assert!(harness.open_nodes() >= nodes * 8 / 10, "{}", harness.open_nodes());
        harness.act(Action::First);
        let mut down = false;
        bencher.bench_local(|| {
            down = !down;
            harness.act(if down { Action::Down } else { Action::Up });
            harness.draw();
        });
    }
}

#[divan::bench]
fn wrap_a_comment_of_a_megabyte(bencher: Bencher) {
    let text = "A sentence of some words, as comments have them. ".repeat(21_400);
    bencher.bench(|| wrap(black_box(&text), 60).len());
}
