//! What is not used: it is named with what to do, and left as it is.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use kyb_dash::store::{Filesystem, Location, Refusal, Store, Trouble};
use sqlx::{Connection as _, Row as _};

use crate::harness::{Folder, at, customer, lift, look, open, references, scope};

async fn refusal(location: Location) -> Refusal {
    match Store::open(location, scope("api.example", "me")).await {
        Ok(_) => panic!("it was opened"),
        Err(refusal) => refusal,
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

async fn used() -> Folder {
    let folder = Folder::new();
    let mut store = folder.open().await;
    store.key().await.unwrap();
    store.record(vec![look(1, 10, "a")]).await.unwrap();
    store.close().await;
    folder
}

/// Faults: S3.
#[tokio::test]
async fn what_is_made_is_the_owners_alone() {
    let folder = Folder::new();
    let mut store = folder.open().await;
    store.key().await.unwrap();
    store.record(vec![look(1, 10, "a")]).await.unwrap();
    let files = folder.files();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["fingerprint.key", "memory.db", "memory.db-shm", "memory.db-wal"]);
    for name in files.keys() {
        assert_eq!(mode(&folder.path().join(name)), 0o600, "{name}");
    }
    assert_eq!((mode(&folder.path()), mode(folder.path().parent().unwrap())), (0o700, 0o700));
    assert_eq!(files["fingerprint.key"].len(), 16);
    assert!(folder.files_with(&String::from_utf8_lossy(&files["fingerprint.key"])).len() <= 1);
    store.key().await.unwrap();
    assert_eq!(folder.files()["fingerprint.key"], files["fingerprint.key"]);
}

/// Faults: S3.
#[tokio::test]
async fn what_others_can_read_is_refused_with_the_fix() {
    for mode in [0o640, 0o604, 0o660, 0o606, 0o644] {
        for name in ["memory.db", "fingerprint.key", "memory.db-wal", "memory.db-shm"] {
            let folder = used().await;
            let path = folder.path().canonicalize().unwrap().join(name);
            fs::OpenOptions::new().create(true).append(true).open(&path).unwrap();
            set_mode(&path, mode);
            let before = folder.files();
            let shown = path.display();
            let sentence = format!("{shown} can be read or written by others; run: chmod 600 {shown}");
            assert_eq!(refusal(folder.location()).await.to_string(), sentence);
            assert_eq!(folder.files(), before);
            set_mode(&path, 0o600);
            open(folder.location()).await.close().await;
        }
    }
    let folder = used().await;
    set_mode(&folder.path(), 0o750);
    let shown = folder.path().canonicalize().unwrap();
    let sentence = format!("{0} can be read or written by others; run: chmod 700 {0}", shown.display());
    assert_eq!(refusal(folder.location()).await.to_string(), sentence);
}

/// Faults: S2.
#[tokio::test]
async fn what_is_no_file_is_refused() {
    for name in ["memory.db", "fingerprint.key"] {
        for kind in ["link", "folder", "pipe"] {
            let folder = used().await;
            let path = folder.path().join(name);
            let moved = folder.around().join("moved");
            fs::rename(&path, &moved).unwrap();
            match kind {
                "link" => symlink(&moved, &path).unwrap(),
                "folder" => fs::create_dir(&path).unwrap(),
                _ => {
                    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
                    assert!(made.success());
                }
            }
            let before = fs::read(&moved).unwrap();
            assert_eq!(refusal(folder.location()).await.trouble, Trouble::WrongKind, "{name} is a {kind}");
            assert_eq!(fs::read(&moved).unwrap(), before);
        }
    }
    let folder = Folder::new();
    fs::create_dir(folder.path().parent().unwrap()).unwrap();
    fs::write(folder.path(), "a file").unwrap();
    assert_eq!(refusal(folder.location()).await.trouble, Trouble::WrongKind);
    assert_eq!(fs::read(folder.path()).unwrap(), b"a file");
}

/// Opens what was put in the place of the database; it must be refused, and be the same byte for byte.
#[track_caller]
fn assert_untouched(folder: &Folder, before: &std::collections::BTreeMap<String, Vec<u8>>, what: &str) {
    assert_eq!(folder.files().keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "{what}");
    assert!(folder.files() == *before, "{what} was written to");
}

/// Faults: S2.
#[tokio::test]
async fn a_file_that_is_none_of_ours_is_left_as_it_is() {
    for content in [&b"x"[..], b"SQLite format 3\0", &[0; 5_000], &[0xff; 12_000], "some text\n".repeat(900).as_bytes()]
    {
        let folder = used().await;
        fs::write(folder.database(), content).unwrap();
        let before = folder.files();
        let refused = refusal(folder.location()).await;
        assert!(matches!(refused.trouble, Trouble::NotOurs | Trouble::Damaged), "{refused:?}");
        assert!(refused.to_string().contains("memory.db") && refused.to_string().contains("was left as it is"));
        assert_untouched(&folder, &before, "a file that is no database");
    }
    for (statement, trouble) in [
        ("PRAGMA user_version = 4", Trouble::Later),
        ("PRAGMA user_version = 2147483647", Trouble::Later),
        ("PRAGMA user_version = -1", Trouble::NotOurs),
        ("PRAGMA application_id = 77", Trouble::NotOurs),
        ("PRAGMA application_id = 0; PRAGMA user_version = 0", Trouble::NotOurs),
    ] {
        let folder = used().await;
        folder.run(statement).await;
        let before = folder.files();
        assert_eq!(refusal(folder.location()).await.trouble, trouble, "{statement}");
        assert_untouched(&folder, &before, statement);
    }
}

/// Faults: S2.
#[tokio::test]
async fn a_damaged_file_is_left_as_it_is() {
    let folder = Folder::new();
    let mut store = folder.open().await;
    store.record((0..500).map(|number| look(number, 10, &"long ".repeat(100))).collect()).await.unwrap();
    store.close().await;
    let whole = folder.files();
    let bytes = &whole["memory.db"];
    // Each page says at its start of what kind it is.
    let damages: [(&str, Vec<u8>); 3] = [
        ("cut", bytes[..bytes.len() / 2].to_vec()),
        ("a page of nothing", [&bytes[..8192], &[0; 4096], &bytes[12_288..]].concat()),
        ("a page of noise", [&bytes[..8192], &[0xa5; 4096], &bytes[12_288..]].concat()),
    ];
    for (what, damaged) in damages {
        fs::write(folder.database(), damaged).unwrap();
        let before = folder.files();
        let refused = refusal(folder.location()).await;
        assert_eq!(refused.trouble, Trouble::Damaged, "{what}");
        assert!(refused.to_string().ends_with("is damaged and was left as it is; move it away to begin anew"));
        assert_untouched(&folder, &before, what);
    }
    fs::write(folder.database(), bytes).unwrap();
    assert_eq!(open(folder.location()).await.recall_all().await.unwrap().rows.len(), 500);
}

/// Faults: S1.
#[tokio::test]
async fn without_a_folder_there_is_a_sentence() {
    for folder in ["/proc/kyb-dash/state", "/dev/null/kyb-dash", ""] {
        let refused = refusal(Location::Folder(folder.into())).await;
        let sentence = refused.to_string();
        assert!(
            sentence.starts_with(folder) && sentence.contains(" cannot be ") || sentence.contains(" is not "),
            "{sentence}"
        );
    }
}

/// Faults: S9.
#[tokio::test]
async fn a_shared_filesystem_has_no_log_and_never_gets_one() {
    let journal = |bytes: &[u8]| bytes[18];
    let (rollback, log) = (1, 2);
    let folder = Folder::new();
    let open_on = |filesystem| Store::open_on(folder.location(), scope("api.example", "me"), filesystem);
    let mut store = open_on(Filesystem::Shared).await.unwrap();
    store.add(&customer(1), at(1), &lift("C-1")).await.unwrap();
    assert_eq!(folder.files().keys().collect::<Vec<_>>(), ["memory.db"]);
    assert_eq!(journal(&folder.files()["memory.db"]), rollback);
    store.close().await;
    // The machine that has the disk sees a filesystem of its own, while others may have the file open.
    let mut store = open_on(Filesystem::Local).await.unwrap();
    store.add(&customer(1), at(2), &lift("C-2")).await.unwrap();
    assert_eq!(journal(&folder.files()["memory.db"]), rollback);
    assert_eq!(references(&mut store, &customer(1)).await, ["C-2", "C-1"]);
    assert_eq!(store.forget(kyb_dash::store::Which::All).await.unwrap().compacted, Ok(()));
    store.close().await;

    let folder = used().await;
    assert_eq!(journal(&folder.files()["memory.db"]), log, "of a filesystem of this machine");
    let open_on = |filesystem| Store::open_on(folder.location(), scope("api.example", "me"), filesystem);
    let other = open_on(Filesystem::Local).await.unwrap();
    let refused = open_on(Filesystem::Shared).await.err().unwrap();
    assert_eq!(refused.trouble, Trouble::Busy, "as long as somebody has the log open");
    other.close().await;
    let mut store = open_on(Filesystem::Shared).await.unwrap();
    assert_eq!(journal(&folder.files()["memory.db"]), rollback);
    assert_eq!(store.recall(&customer(1)).await.unwrap().unwrap().looked.unwrap().looked_at, at(10));
}

#[tokio::test]
async fn a_path_with_any_signs_is_the_path() {
    let folder = Folder::new();
    let strange = folder.around().join("a b?mode=ro#%20'\"é\\&immutable=1");
    let mut store = open(Location::Folder(strange.clone())).await;
    store.add(&customer(1), at(1), &lift("C-1")).await.unwrap();
    store.close().await;
    assert!(strange.join("memory.db").is_file());
    assert_eq!(references(&mut open(Location::Folder(strange)).await, &customer(1)).await, ["C-1"]);
    let no_text = folder.around().join(std::ffi::OsStr::from_bytes(b"\xff"));
    assert_eq!(refusal(Location::Folder(no_text)).await.trouble, Trouble::NoText);
}

#[tokio::test]
async fn a_lost_key_is_not_replaced_while_there_is_something_to_compare() {
    let folder = used().await;
    fs::rename(folder.key(), folder.around().join("key")).unwrap();
    let mut store = folder.open().await;
    let refused = store.key().await.unwrap_err();
    assert_eq!(refused.trouble, Trouble::KeyLost);
    let told = refused.to_string();
    assert!(told.contains("memory.db has lost the key") && told.contains("put fingerprint.key back"), "{told}");
    assert_eq!(store.key_trouble().await, Ok(Some(refused)));
    assert!(!folder.key().exists());
    fs::rename(folder.around().join("key"), folder.key()).unwrap();
    store.key().await.unwrap();
    assert_eq!(store.key_trouble().await, Ok(None));
    for short in ["", "short"] {
        fs::write(folder.key(), short).unwrap();
        let refused = store.key().await.unwrap_err();
        assert_eq!(refused.trouble, Trouble::NoKey);
        let told = refused.to_string();
        assert!(told.contains("fingerprint.key is no key") && !told.contains("move it away"), "{told}");
        assert_eq!(store.key_trouble().await, Ok(Some(refused)));
    }
    assert_eq!(store.record(vec![look(1, 20, "b")]).await, Err(Trouble::KeyChanged));
}

#[tokio::test]
async fn sentences_tell_nothing_of_what_is_kept() {
    let folder = Folder::new();
    let mut store = folder.open().await;
    folder.run("DROP TABLE looks").await;
    let trouble = store.record(vec![look(1, 10, "a")]).await.unwrap_err();
    let said = format!("{trouble} {trouble:?}").to_lowercase();
    for word in ["select", "looks", "table", customer(1).as_str(), "api.example"] {
        assert!(!said.contains(word), "{said}");
    }
}

/// Fingerprints of two keys all differ: each text would be told to have changed.
#[tokio::test]
async fn another_key_is_refused_and_one_of_before_is_noted() {
    let folder = used().await;
    let key = fs::read(folder.key()).unwrap();
    let checks = async || {
        let mut connection = folder.raw().await;
        let rows = sqlx::query("SELECT value FROM preferences WHERE host = '' AND name = 'key'");
        let rows = rows.fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        rows.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>()
    };
    let noted = checks().await;
    assert_eq!((noted.len(), noted[0].len()), (1, 16));
    fs::write(folder.key(), [7; 16]).unwrap();
    let mut store = folder.open().await;
    let refused = store.key().await.unwrap_err();
    assert_eq!(refused.trouble, Trouble::KeyOfOthers);
    assert!(refused.to_string().contains("fingerprint.key is not the key that"), "{refused}");
    assert_eq!(store.key_trouble().await, Ok(Some(refused)));
    fs::write(folder.key(), &key).unwrap();
    store.key().await.unwrap();
    // What an earlier version kept has no note of its key.
    folder.run("DELETE FROM preferences WHERE host = ''").await;
    assert_eq!(store.key_trouble().await, Ok(None));
    assert_eq!(checks().await, [""; 0], "asking notes nothing");
    store.key().await.unwrap();
    assert_eq!(checks().await, noted);
    // With all that it made, a key may go, and the next one is another one.
    store.forget(kyb_dash::store::Which::All).await.unwrap();
    assert_eq!(checks().await, [""; 0]);
    store.key().await.unwrap();
    assert_ne!(checks().await, noted);
    fs::remove_file(folder.key()).unwrap();
    store.key().await.unwrap();
    assert_eq!((checks().await.len(), store.key_trouble().await), (1, Ok(None)));
}

#[tokio::test]
async fn a_folder_that_cannot_be_looked_into_is_not_said_to_be_empty() {
    let folder = Folder::new();
    assert_eq!((Store::is_at(&folder.path()), Store::has_files_at(&folder.path())), (Ok(false), Ok(false)));
    let file = folder.around().join("file");
    fs::write(&file, "a file").unwrap();
    for refused in [Store::is_at(&file.join("kyb-dash")), Store::has_files_at(&file.join("kyb-dash"))] {
        let told = refused.unwrap_err().to_string();
        assert!(told.contains("file/kyb-dash cannot be looked into: not a directory"), "{told}");
    }
}
