//! Thousands of looks at a server that fails now and then: what the program holds stays what it was.
//!
//! `SOAK_ROUNDS=1000000 cargo test --test terminal soak -- --ignored` goes on for as long as wanted.

use std::fs;
use std::time::Duration;

use kyb_dash::sandbox::{Reply, Sandbox, Scenario};

use crate::pty::{Launch, Terminal};

const ROUNDS: usize = 2_000;
const MANY_ROUNDS: usize = 20_000;
/// Rounds until everything that is kept once is there.
const WARM: usize = 500;
/// Most that memory may differ by in the end, in KiB: what an allocator keeps and SQLite's page cache, not what a leak takes.
/// Measured: 9.0 MiB more after 8,000 rounds, 7.0 after 20,000.
const SLACK: u64 = 12 * 1024;

/// What a process holds.
#[derive(Debug)]
struct Held {
    memory_kib: u64,
    descriptors: usize,
    threads: usize,
}

fn held(terminal: &Terminal) -> Held {
    let process = format!("/proc/{}", terminal.process());
    let status = fs::read_to_string(format!("{process}/status")).unwrap();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
    let count = |what: &str| fs::read_dir(format!("{process}/{what}")).unwrap().count();
    Held {
        memory_kib: memory.trim().trim_end_matches(" kB").parse().unwrap(),
        descriptors: count("fd"),
        threads: count("task"),
    }
}

/// Faults: P11.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn memory_descriptors_and_threads_stay_flat_over_thousands_of_looks() {
    look_again(ROUNDS).await;
}

/// Faults: P11.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
#[ignore = "long: run by .ci/run"]
async fn they_stay_flat_over_tens_of_thousands_of_looks() {
    let rounds = std::env::var("SOAK_ROUNDS").ok().and_then(|text| text.parse().ok());
    look_again(rounds.unwrap_or(MANY_ROUNDS)).await;
}

async fn look_again(rounds: usize) {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let id = "b120a366-f0bb-49cf-82f2-dc05873f9bd0";
    let launch = Launch::app(&[id, "--base-url", &sandbox.base_url()]);
    let terminal = launch.env("FIN_API_TOKEN", sandbox.access_token()).start();
    terminal.wait_for_text("kestrel-quarry.example");
    let (mut warm, mut asked) = (None, sandbox.requests().len());
    for round in 0..rounds {
        if round == WARM {
            warm = Some(held(&terminal));
        }
        if round % 100 == 7 {
            let faults = [Reply::status(200), Reply::refusal(404, "no"), Reply::text(200, "text/html", "<h1>")];
            sandbox.answer_next(id, faults[round / 100 % 3].clone());
        }
        asked += 1;
        terminal.send("r");
        let looked = sandbox.requests_reach(asked, |_| true);
        tokio::time::timeout(Duration::from_secs(30), looked).await.expect("another look");
    }
    let (warm, end) = (warm.expect("enough rounds"), held(&terminal));
    assert!(end.memory_kib <= warm.memory_kib + SLACK, "{warm:?} → {end:?}");
    assert!(end.descriptors <= warm.descriptors + 1 && end.threads <= warm.threads + 1, "{warm:?} → {end:?}");
}
