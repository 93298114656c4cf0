//! A system that allows little: a folder that cannot be written, no room, no thread.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kyb_dash::store::{Location, Store, Trouble};

use crate::harness::{FOLDER, Folder, TASK, at, customer, lift, look, open, references, scope, task_arguments};

/// A user that owns no process on this machine: limits are none for root.
const NOBODY_ELSE: &str = "54322";

/// What the other process does.
pub async fn meet(folder: PathBuf, kind: &str) {
    let location = Location::Folder(folder.clone());
    let refusal = |location| async move { Store::open(location, scope("api.example", "me")).await.err().unwrap() };
    match kind {
        "thread" => {
            let refused = refusal(location).await;
            assert_eq!(refused.trouble, Trouble::NoThread);
            assert!(refused.to_string().contains("the system allows no further thread"));
            let refused = refusal(Location::Memory).await;
            assert_eq!(refused.trouble, Trouble::NoThread);
            assert!(refused.to_string().starts_with("the memory cannot be opened"));
        }
        "mode" => {
            open(location.clone()).await.close().await;
            let database = folder.join("memory.db");
            let before = fs::read(&database).unwrap();
            let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            set(&database, 0o400);
            assert_eq!(refusal(location.clone()).await.trouble, Trouble::NotWritable);
            set(&database, 0o600);
            set(&folder, 0o500);
            let refused = refusal(location.clone()).await;
            assert_eq!(refused.trouble, Trouble::NotWritable, "{refused}");
            assert_eq!(fs::read(&database).unwrap(), before);
            let nowhere = folder.join("further");
            assert_eq!(refusal(Location::Folder(nowhere)).await.trouble, Trouble::NotWritable);
            set(&folder, 0o700);
            open(location).await.close().await;
        }
        "room" => {
            let mut store = open(location).await;
            let mut kept = 0;
            let trouble = loop {
                let looks = (0..20).map(|number| look(number, kept, &format!("{kept} ").repeat(300))).collect();
                if let Err(trouble) = store.record(looks).await {
                    break trouble;
                }
                if let Err(trouble) = store.add(&customer(1), at(kept), &lift(&kept.to_string())).await {
                    break trouble;
                }
                kept += 1;
            };
            assert_ne!(trouble, Trouble::Damaged);
            assert!(trouble.to_string().starts_with("cannot be "), "{trouble}");
            assert_eq!(store.recall_all().await.unwrap().rows.len(), 20, "it can still be read");
            fs::write(folder.parent().unwrap().join("kept"), kept.to_string()).unwrap();
        }
        _ => panic!("what is {kind}?"),
    }
}

/// This program as another process with these words before it, which may belong to another user.
fn run(words: &[&str], kind: &str, around: &Path) -> Output {
    let program = around.join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(around, fs::Permissions::from_mode(0o777)).unwrap();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).arg(&program).args(task_arguments());
    command.env(TASK, format!("limits {kind}")).env(FOLDER, around.join("kyb-dash")).output().unwrap()
}

#[track_caller]
fn assert_met(output: &Output) {
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{out}{errors}");
}

/// Whether these programs are here.
fn has(programs: &[&str]) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    programs.iter().all(|program| std::env::split_paths(&paths).any(|at| at.join(program).exists()))
}

fn as_nobody_else() -> Option<Vec<String>> {
    if !rustix::process::getuid().is_root() {
        return Some(Vec::new());
    }
    let words = ["setpriv".to_owned(), format!("--reuid={NOBODY_ELSE}"), format!("--regid={NOBODY_ELSE}")];
    has(&["setpriv"]).then(|| words.into_iter().chain(["--clear-groups".to_owned()]).collect())
}

/// Faults: S1.
#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    let folder = Folder::new();
    let Some(user) = as_nobody_else() else { return };
    let words: Vec<&str> = user.iter().map(String::as_str).chain(["env"]).collect();
    assert_met(&run(&words, "mode", folder.around()));
}

/// Faults: S1.
#[test]
fn without_a_thread_there_is_a_sentence() {
    let folder = Folder::new();
    let Some(user) = as_nobody_else().filter(|_| has(&["prlimit"])) else { return };
    let words: Vec<&str> = user.iter().map(String::as_str).chain(["prlimit", "--nproc=1"]).collect();
    assert_met(&run(&words, "thread", folder.around()));
}

/// Faults: S1.
#[tokio::test]
async fn without_room_nothing_that_was_kept_is_lost() {
    let folder = Folder::new();
    let script = "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\"";
    assert_met(&run(&["sh", "-c", script], "room", folder.around()));
    let kept: usize = fs::read_to_string(folder.around().join("kept")).unwrap().parse().unwrap();
    assert!(kept > 0);
    let mut store = open(Location::Folder(folder.around().join("kyb-dash"))).await;
    let newest: Vec<String> = (0..kept).rev().map(|number| number.to_string()).collect();
    assert_eq!(references(&mut store, &customer(1)).await, newest);
    store.record(vec![look(1, 1_000_000, "room again")]).await.unwrap();
}
