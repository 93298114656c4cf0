//! Several programs on one file, and programs that are killed.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use kyb_dash::store::{Location, Store, Trouble, Which};

use crate::harness::{FOLDER, Folder, TASK, another_process, at, customer, lift, look, open, references};
use crate::limits;

/// Seconds for which several programs write; more of them by this variable.
const SECONDS: &str = "KYB_DASH_TEST_STORE_SECONDS";

fn seconds() -> u64 {
    std::env::var(SECONDS).ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(2)
}

/// Does nothing, unless this process was started by another test.
#[test]
fn a_task_of_another_process() {
    let (Ok(task), Some(folder)) = (std::env::var(TASK), std::env::var_os(FOLDER)) else { return };
    let folder = PathBuf::from(folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match task.split_once(' ').unwrap_or((&task, "")) {
        ("hammer", number) => println!("\nadded {}", runtime.block_on(hammer(folder, number.parse().unwrap()))),
        ("add", number) => runtime.block_on(add_without_end(folder, number.parse().unwrap())),
        ("forget", number) => runtime.block_on(forget_some(folder, number.parse().unwrap())),
        ("limits", kind) => runtime.block_on(limits::meet(folder, kind)),
        (task, _) => panic!("what is {task}?"),
    }
}

/// Runs something that may find the file in use, until it does not; nobody waits longer than a second at once.
macro_rules! insist {
    ($what:expr) => {
        loop {
            let began = Instant::now();
            let answer = $what;
            assert!(began.elapsed() < Duration::from_secs(3), "waited for {:?}", began.elapsed());
            match answer {
                Err(Trouble::Busy) => {}
                answer => break answer.unwrap(),
            }
        }
    };
}

async fn opened(folder: PathBuf) -> Store {
    loop {
        let scope = crate::harness::scope("api.example", "me");
        match Store::open(Location::Folder(folder.clone()), scope).await {
            Err(refusal) if refusal.trouble == Trouble::Busy => {}
            answer => break answer.unwrap(),
        }
    }
}

/// Everything that a dashboard does, as fast as it can; answers how many events were kept.
async fn hammer(folder: PathBuf, number: usize) -> usize {
    let end = Instant::now() + Duration::from_secs(seconds());
    let mut added = 0;
    while Instant::now() < end {
        let mut store = opened(folder.clone()).await;
        for round in 0..10 {
            let second = i64::try_from(added).unwrap();
            let looks: Vec<_> = (0..20).map(|number| look(number, second, &format!("{second} {round}"))).collect();
            insist!(store.record(looks.clone()).await);
            insist!(store.add(&customer(100 + number), at(second), &lift(&added.to_string())).await);
            added += 1;
            insist!(crate::harness::see(&mut store, &customer(round), crate::harness::at(second)).await);
            assert_eq!(insist!(store.recall_all().await).rows.len(), 20);
        }
        store.close().await;
    }
    added
}

/// Tells each event that was kept, until it is killed.
#[expect(clippy::print_stdout, reason = "the test that started this process reads it")]
async fn add_without_end(folder: PathBuf, number: usize) {
    let mut store = opened(folder).await;
    for count in 0.. {
        let looks: Vec<_> = (0..5).map(|number| look(number, count, &format!("{count} ").repeat(200))).collect();
        store.record(looks).await.unwrap();
        store.add(&customer(1_000 + number), at(count), &lift(&count.to_string())).await.unwrap();
        println!("\nkept {count}");
    }
}

async fn forget_some(folder: PathBuf, number: usize) {
    let mut store = opened(folder).await;
    for one in (number..40).step_by(2) {
        insist!(store.record(vec![look(100 + one, 50, "new")]).await);
        insist!(store.forget(Which::Customers(vec![customer(one), customer(100 + one)])).await);
    }
    store.close().await;
}

fn output(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{errors}");
    out.into_owned()
}

/// Faults: S4.
#[tokio::test]
async fn three_programs_write_and_nothing_is_lost() {
    let folder = Folder::new();
    let start = |number: usize| another_process(&format!("hammer {number}"), &folder.path()).spawn().unwrap();
    let children: Vec<(usize, Child)> = (0..3).map(|number| (number, start(number))).collect();
    for (number, child) in children {
        let said = output(child);
        let added: usize = said.lines().find_map(|line| line.strip_prefix("added ")).unwrap().parse().unwrap();
        assert!(added > 0);
        let mut store = folder.open().await;
        let remembered = store.recall(&customer(100 + number)).await.unwrap().unwrap();
        assert_eq!((remembered.events.len(), remembered.left_out), (added, 0));
        let newest: Vec<String> = (0..added).rev().map(|number| number.to_string()).collect();
        assert!(references(&mut store, &customer(100 + number)).await == newest, "each once, in its order");
        store.close().await;
    }
    assert_eq!(folder.files().keys().collect::<Vec<_>>(), ["memory.db"], "no lock and no log is left behind");
}

/// Faults: S4.
#[tokio::test]
async fn two_stores_of_one_process_share_a_file() {
    let folder = Folder::new();
    let work = |number| {
        let path = folder.path();
        async move { hammer(path, number).await }
    };
    let (one, other) = tokio::join!(work(0), work(1));
    assert_eq!(open(folder.location()).await.usage().await.unwrap().customers(), 22);
    assert!(one > 0 && other > 0);
}

/// Faults: S4.
#[tokio::test]
async fn a_killed_program_loses_nothing_that_it_said_was_kept() {
    let folder = Folder::new();
    let mut before = Vec::new();
    for round in 0..200 {
        // Each twentieth time from the first byte of the file on.
        if round % 20 == 0 && folder.path().exists() {
            std::fs::remove_dir_all(folder.path()).unwrap();
            before.clear();
        }
        let mut child = another_process(&format!("add {round}"), &folder.path()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let [first, second] = random();
        let mut said = String::new();
        // While it starts, or while it works.
        if first % 2 == 0 {
            while !said.contains("kept ") {
                assert_ne!(lines.read_line(&mut said).unwrap(), 0, "{}", output(child));
            }
        }
        tokio::time::sleep(Duration::from_micros(u64::from(second) * 120)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        lines.read_to_string(&mut said).unwrap();
        let kept: Vec<String> = said.lines().filter_map(|line| line.strip_prefix("kept ")).map(str::to_owned).collect();
        assert!(first % 2 == 1 || !kept.is_empty());

        let mut store = folder.open().await;
        let mut lifts = references(&mut store, &customer(1_000 + round)).await;
        lifts.reverse();
        // One more may be kept than was told.
        assert!(lifts.starts_with(&kept) && lifts.len() <= kept.len() + 1, "{lifts:?} of {kept:?} after {round} kills");
        if let (Some(last), true) = (round.checked_sub(1), !before.is_empty()) {
            let mut again = references(&mut store, &customer(1_000 + last)).await;
            again.reverse();
            assert_eq!(again, before);
        }
        before = lifts;
        assert_eq!(store.recall_all().await.unwrap().unreadable, [""; 0]);
        store.close().await;
    }
}

fn random() -> [u8; 2] {
    let mut bytes = [0; 2];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

/// Faults: S4, S5.
#[tokio::test]
async fn two_programs_forget() {
    let folder = Folder::new();
    let mut store = folder.open().await;
    store.record((0..60).map(|number| look(number, 10, "a")).collect()).await.unwrap();
    store.close().await;
    let start = |number: usize| another_process(&format!("forget {number}"), &folder.path()).spawn().unwrap();
    let children = [start(0), start(1)];
    for child in children {
        output(child);
    }
    let mut store = folder.open().await;
    assert_eq!(store.recall_all().await.unwrap().rows.len(), 20);
    store.forget(Which::Customers(Vec::new())).await.unwrap();
    for number in (0..40).chain(100..140) {
        assert_eq!(folder.files_with(customer(number).as_str()), [""; 0], "{number}");
    }
}
