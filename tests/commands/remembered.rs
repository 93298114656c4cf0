//! What is kept between runs, in the commands: `history`, `memory`, `forget`, `list --changed`, and `watch` that goes on where
//! the last one stopped. A store is begun here as the dashboard begins one.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use kyb_dash::domain::history::What;
use kyb_dash::domain::imprint::CustomerKey;
use kyb_dash::domain::time::Wall;
use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use kyb_dash::store::{Location, Scope, Store};
use serde_json::{Value, json};
use sqlx::Connection as _;

use crate::{Run, printed, run_with, typing};

pub const FIRST: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";
pub const SECOND: &str = "b120a366-f0bb-49cf-82f2-dc05873f9bd0";
pub const THIRD: &str = "b120a3ff-f0bb-49cf-82f2-dc05873f9bd0";

fn customer(id: &str, status: &str) -> Value {
    json!({
        "customer_id": id,
        "type": "BUSINESS",
        "business_name": "Canary Holdings",
        "email": "canary@cobalt.example",
        "customer_status": status,
        "updated_at": "2020-05-04T12:00:00Z",
    })
}

pub fn asks(section: &str) -> Value {
    json!([{"scope": "CUSTOMER", "section": section, "categories": [{"document_type": "PASSPORT"}]}])
}

/// A state folder and a server.
pub struct Place {
    state: tempfile::TempDir,
    pub sandbox: Sandbox,
}

impl Place {
    pub async fn new() -> Self {
        Self::of([FIRST, SECOND, THIRD].map(|id| customer(id, "REVIEWING")).to_vec()).await
    }

    pub async fn of(records: Vec<Value>) -> Self {
        let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
        Self { state: tempfile::tempdir().unwrap(), sandbox }
    }

    pub fn folder(&self) -> PathBuf {
        self.state.path().join("kyb-dash")
    }

    fn host(&self) -> String {
        self.sandbox.base_url().trim_start_matches("http://").to_owned()
    }

    pub async fn store(&self) -> Store {
        let scope = Scope { host: self.host(), reviewer: String::new() };
        Store::open(Location::Folder(self.folder()), scope).await.unwrap()
    }

    /// Begins to remember, as the dashboard does once it has told its reader.
    pub async fn tell(&self) {
        let mut store = self.store().await;
        store.tell(Wall::now()).await.unwrap();
        store.close().await;
    }

    /// The reader looks at a case in the dashboard and leaves it.
    pub async fn see(&self, id: &str) {
        let mut store = self.store().await;
        let customer = CustomerKey::parse(id).unwrap();
        let known = store.recall(&customer).await.unwrap().unwrap().looked.unwrap().known;
        store.seen(&customer, &known, Wall::now()).await.unwrap();
        store.close().await;
    }

    /// What is remembered of a case is damaged.
    pub async fn damage(&self, id: &str) {
        sqlx::any::install_default_drivers();
        let address = format!("sqlite://{}", self.folder().join("memory.db").display());
        let mut connection = sqlx::AnyConnection::connect(&address).await.unwrap();
        let statement = sqlx::query("UPDATE looks SET digest = '{' WHERE customer = $1").bind(id.to_owned());
        statement.execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// The reader has seen a case with a version of the program that knows other words.
    async fn seal_otherwise(&self, id: &str) {
        let mut store = self.store().await;
        let customer = CustomerKey::parse(id).unwrap();
        let known = store.recall(&customer).await.unwrap().unwrap().looked.unwrap().known;
        let mut written = serde_json::to_value(known).unwrap();
        written["words"] = json!(7);
        store.seen(&customer, &serde_json::from_value(written).unwrap(), Wall::now()).await.unwrap();
        store.close().await;
    }

    pub async fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[]).await
    }

    pub async fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        self.run_typing(arguments, variables, Vec::new()).await
    }

    /// Runs it with something on its standard input.
    pub async fn run_typing(&self, arguments: &[&str], variables: &[(&str, &str)], typed: impl Into<Vec<u8>>) -> Run {
        let typed = typed.into();
        let url = self.sandbox.base_url();
        let token = self.sandbox.access_token();
        let state = self.state.path().to_str().unwrap().to_owned();
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let arguments = [own(arguments), own(&["--base-url", &url])].concat();
        let variables: Vec<(String, String)> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let ran = tokio::task::spawn_blocking(move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let own = [("FIN_API_TOKEN", token.as_str()), ("XDG_STATE_HOME", state.as_str())];
            let more = variables.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            typing(&arguments, &own.into_iter().chain(more).collect::<Vec<_>>(), &typed)
        });
        ran.await.unwrap()
    }

    /// What a run prints that succeeds and says nothing beside.
    pub async fn printed(&self, arguments: &[&str]) -> String {
        let Run { code, out, err } = self.run(arguments).await;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
        out
    }

    pub async fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.printed(arguments).await).unwrap()
    }

    /// No word of a reply is in any file.
    #[track_caller]
    fn assert_no_canary(&self) {
        for file in std::fs::read_dir(self.folder()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("canary") && !text.contains("cobalt"));
        }
    }
}

pub fn schema(name: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&printed(&["schema", name])).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

#[track_caller]
pub fn assert_valid(schema: &jsonschema::Validator, json: &Value) {
    let errors: Vec<String> =
        schema.iter_errors(json).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert_eq!(errors, [""; 0], "{json:#}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_begun_by_a_command() {
    let place = Place::new().await;
    for arguments in [
        &["list", "--details"][..],
        &["show", FIRST],
        &["draft", FIRST],
        &["watch", FIRST, "--until", "decided", "--interval", "100ms"],
        &["memory"],
        &["history", FIRST],
        &["forget", "--all"],
        &["note", FIRST, "-"],
        &["sent", FIRST, "--to", "company"],
        &["handover"],
        &["list", "--chase"],
        &["doctor"],
    ] {
        if arguments[0] == "watch" {
            place.sandbox.patch(FIRST, json!({"customer_status": "APPROVED"}));
        }
        let ran = place.run(arguments).await;
        assert!(ran.code != Some(5), "{arguments:?}: {}", ran.err);
        assert!(!place.folder().exists(), "{arguments:?}");
    }
    // A store of which this reader was never told, of this host.
    place.store().await.close().await;
    place.run(&["show", FIRST]).await;
    assert_eq!(place.run(&["history", FIRST]).await.code, Some(4));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_tells_statuses_changes_rounds_and_lifts() {
    let place = Place::new().await;
    place.tell().await;
    let show = async |patch: Value| {
        place.sandbox.patch(FIRST, patch);
        place.printed(&["show", FIRST]).await;
    };
    show(json!({"request_for_information": asks("identifying")})).await;
    show(json!({"request_for_information": [], "customer_status": "ACTION_REQUIRED"})).await;
    show(json!({"request_for_information": asks("identifying")})).await;
    let mut store = place.store().await;
    let lift = What::Lift { reference: "COMP-7".to_owned() };
    store.add(&CustomerKey::parse(FIRST).unwrap(), Wall::now(), &lift).await.unwrap();
    store.close().await;
    // A kind of document that this build does not know.
    let refused = json!({"applicant": {"rejected_documents": [{"category": "CANARY_KIND", "uri": "canary.png"}]}});
    show(json!({"rejection_reason": refused})).await;

    let so_far = place.sandbox.requests().len();
    let text = place.printed(&["history", "671536"]).await;
    assert!(text.starts_with(&format!("{FIRST}\n")), "{text}");
    assert!(text.contains("status: REVIEWING → ACTION_REQUIRED\n"), "{text}");
    assert!(text.contains("for the second time"), "{text}");
    assert!(text.contains("the hold was lifted, by the reference COMP-7\n"), "{text}");
    assert_eq!(text.matches("Texts are not kept.").count(), 1, "{text}");
    assert!(!text.to_lowercase().contains("canary"), "{text}");
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("at least")).collect();
    assert_eq!(lines.len(), 2, "{text}");
    let (lifted, moved) = (text.find("the hold was lifted").unwrap(), text.find("status: REVIEWING").unwrap());
    assert!(lifted < moved, "newest first: {text}");
    assert_eq!(place.sandbox.requests().len(), so_far, "no server is asked");

    let json = place.json(&["history", FIRST, "--format", "json"]).await;
    assert_valid(&schema("history"), &json);
    let statuses: Vec<&Value> = json["statuses"].as_array().unwrap().iter().map(|stay| &stay["status"]).collect();
    assert_eq!(statuses, ["REVIEWING", "ACTION_REQUIRED"]);
    assert_eq!(json["events"][1], json!({"at": json["events"][1]["at"], "what": "hold_lifted", "reference": "COMP-7"}));
    let times: Vec<&Value> =
        json["events"][2]["changes"].as_array().unwrap().iter().map(|change| &change["times"]).collect();
    assert!(times.contains(&&json!(2)), "{json:#}");
    let masked = place.json(&["history", FIRST, "--format", "json", "--mask"]).await;
    assert_valid(&schema("history"), &masked);
    assert_eq!(masked["events"][1]["reference"], json!({"withheld": "mask"}));

    let csv = place.printed(&["history", FIRST, "--format", "csv"]).await;
    assert!(csv.starts_with("at,change,item,before,after,times,words\n"), "{csv}");
    assert!(
        csv.contains(",altered,status,REVIEWING,ACTION_REQUIRED,,\n") && csv.contains(",hold_lifted,,,,,COMP-7\n"),
        "{csv}"
    );
    place.assert_no_canary();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_is_remembered_of_this_host_has_a_history() {
    let place = Place::new().await;
    let nobody = place.run(&["history", FIRST]).await;
    let told = format!("kyb-dash: nothing is remembered of {FIRST} on {}\n", place.host());
    assert_eq!((nobody.code, nobody.out.as_str(), nobody.err.as_str()), (Some(4), "", told.as_str()));
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let without_credentials = place.run_with(&["history", FIRST], &[("FIN_API_TOKEN", "")]).await;
    assert_eq!(without_credentials.code, Some(0), "{}", without_credentials.err);
    assert!(without_credentials.out.contains("nothing that was seen"), "{}", without_credentials.out);
    let several = place.run(&["history", "B120A3"]).await;
    assert_eq!(several.code, Some(2));
    assert!(
        several.err.contains(&format!("2 customers have ids that begin with B120A3: {SECOND}, {THIRD}")),
        "{}",
        several.err
    );
    assert_eq!(place.run(&["history", "b120a366"]).await.code, Some(0));
    let short = place.run(&["history", "67153"]).await;
    assert_eq!(short.code, Some(2), "{}", short.err);
    let state = place.state.path().to_str().unwrap();
    let elsewhere = run_with(&["history", FIRST], &[("XDG_STATE_HOME", state)]);
    assert_eq!(elsewhere.code, Some(4), "{}", elsewhere.err);
    for (arguments, variables, by) in [
        (&["history", FIRST, "--no-memory"][..], &[][..], "--no-memory"),
        (&["history", FIRST], &[("KYB_DASH_NO_MEMORY", "1")], "KYB_DASH_NO_MEMORY"),
    ] {
        let off = place.run_with(arguments, variables).await;
        let told = format!("kyb-dash: nothing is remembered: it is turned off ({by})\n");
        assert_eq!((off.code, off.err), (Some(1), told));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_tells_how_much_is_kept_and_where_and_why_not() {
    let place = Place::new().await;
    let schema = schema("memory");
    let nothing = place.json(&["memory", "--format", "json"]).await;
    assert_valid(&schema, &nothing);
    assert_eq!((&nothing["on"], &nothing["kept"]), (&json!(true), &Value::Null));
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let json = place.json(&["memory", "--format", "json"]).await;
    assert_valid(&schema, &json);
    let host = json!([{"host": place.host(), "customers": 3, "events": 0}]);
    assert_eq!((&json["kept"]["hosts"], &json["keep_days"]), (&host, &json!(400)));
    let text = place.printed(&["memory"]).await;
    assert!(text.contains(place.folder().to_str().unwrap()) && text.contains(&place.host()), "{text}");
    assert!(!text.contains(FIRST), "{text}");
    let doctor = place.printed(&["doctor"]).await;
    assert!(doctor.contains(&format!("on, {}: 3 customers, 0 events, ", place.folder().display())), "{doctor}");

    let off = place.run_with(&["memory"], &[("KYB_DASH_NO_MEMORY", "1")]).await;
    assert!(off.out.contains("off (KYB_DASH_NO_MEMORY)") && off.out.contains("forget --all"), "{}", off.out);
    let demo: Value = serde_json::from_str(&printed(&["memory", "--demo", "--format", "json"])).unwrap();
    assert_valid(&schema, &demo);
    assert_eq!((&demo["on"], &demo["folder"]), (&json!(false), &Value::Null));

    let nowhere: Run = crate::program(&["memory"], &[]).env("HOME", "").output().unwrap().into();
    let told = "memory:  off (no home folder is known; set HOME or XDG_STATE_HOME)\nkept:    nothing\n";
    assert_eq!((nowhere.code, nowhere.out.as_str()), (Some(0), told), "{}", nowhere.err);

    open_to_others(&place.folder());
    let needed = [&["list", "--changed"][..], &["list", "--chase"], &["handover"], &["sent", FIRST, "--to", "company"]];
    let read = [&["memory"][..], &["history", FIRST], &["forget", "--all"], &["note", FIRST, "-"]];
    for arguments in needed.into_iter().chain(read) {
        let refused = place.run(arguments).await;
        assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""), "{arguments:?}");
        assert!(refused.err.contains("can be read or written by others; run: chmod 700"), "{}", refused.err);
    }
    let doctor = place.run(&["doctor"]).await;
    assert_eq!(doctor.code, Some(1));
    assert!(doctor.out.contains("FAULT: ") && doctor.out.contains("chmod 700"), "{}", doctor.out);
    // Others are told once, and lose nothing else.
    let listed = place.run(&["list", "--details"]).await;
    assert_eq!(
        (listed.code, listed.out.lines().count(), listed.err.lines().count()),
        (Some(0), 4, 1),
        "{}",
        listed.err
    );
}

pub fn open_to_others(folder: &Path) {
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forget_is_exact() {
    let place = Place::new().await;
    assert_eq!(place.run(&["forget", FIRST]).await.code, Some(4));
    let nothing = place.printed(&["forget", "--all"]).await;
    assert_eq!(nothing, "nothing is remembered, so there was nothing to forget\n");
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    place.sandbox.patch(FIRST, json!({"customer_status": "APPROVED"}));
    place.printed(&["show", FIRST]).await;
    for wrong in [
        &["forget"][..],
        &["forget", "--all", FIRST],
        &["forget", "--all", "--older-than", "3d"],
        &["forget", "--older-than", "3"],
    ] {
        assert_eq!(place.run(wrong).await.code, Some(2), "{wrong:?}");
    }
    assert_eq!(place.run(&["forget", "--demo", "--all"]).await.code, Some(2));
    // One that is not remembered, or may be several: nobody is forgotten.
    let unknown = place.run(&["forget", FIRST, "0b9f2f44-13a4-4c0e-9d65-5f6e7d8c9b0a"]).await;
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(4), ""), "{}", unknown.err);
    assert_eq!(place.run(&["forget", "b120a3"]).await.code, Some(2));
    assert_eq!(place.printed(&["forget", "--older-than", "1d"]).await, "forgotten: 0 customers and 0 events\n");
    assert_eq!(place.printed(&["forget", "671536", FIRST]).await, "forgotten: 1 customer and 1 event\n");
    assert_eq!(place.run(&["history", FIRST]).await.code, Some(4));
    assert_eq!(place.run(&["history", SECOND]).await.code, Some(0));

    let all = place.printed(&["forget", "--all"]).await;
    assert_eq!(all, "forgotten: 2 customers and 0 events, and the key of the fingerprints\n");
    for file in std::fs::read_dir(place.folder()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("b120a3"));
    }
}

/// Somebody removed the database by hand, and nothing beside it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_left_beside_a_database_that_is_gone_is_forgotten_too() {
    let place = Place::new().await;
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let file = |name: &str| place.folder().join(name);
    std::fs::remove_file(file("memory.db")).unwrap();
    std::fs::write(file("memory.db-wal"), format!("left over {FIRST}")).unwrap();
    std::fs::set_permissions(file("memory.db-wal"), std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(file("fingerprint.key").exists());
    let forgotten = place.printed(&["forget", "--all"]).await;
    assert!(forgotten.contains("and the key of the fingerprints"), "{forgotten}");
    assert!(!file("fingerprint.key").exists());
    for left in std::fs::read_dir(place.folder()).unwrap() {
        let bytes = std::fs::read(left.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains(FIRST));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_what_changed_rests_on_what_was_seen() {
    let place = Place::new().await;
    let ids = async |more: &[&str]| {
        let ran = place.run(&[&["list", "--changed", "--format", "csv"], more].concat()).await;
        // The third was never looked at, so nothing of it can have changed since.
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let ids: Vec<String> = ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        (ids, ran.err)
    };
    let none = place.run(&["list", "--changed"]).await;
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
    assert!(none.err.contains("open the dashboard once"), "{}", none.err);
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let (unseen, said) = ids(&[]).await;
    assert_eq!(unseen, [""; 0]);
    assert!(said.contains("3 customers are left out, as nobody has looked at them in the dashboard yet"), "{said}");
    for id in [FIRST, SECOND] {
        place.see(id).await;
    }
    assert_eq!(ids(&[]).await.0, [""; 0]);
    // What the list alone tells.
    place.sandbox.patch(FIRST, json!({"customer_status": "APPROVED"}));
    assert_eq!(ids(&[]).await.0, [FIRST]);
    assert_eq!(ids(&["--status", "REVIEWING"]).await.0, [""; 0]);
    place.sandbox.patch(FIRST, json!({"customer_status": "REVIEWING", "updated_at": Wall::now().to_string()}));
    assert_eq!(ids(&[]).await.0, [FIRST]);
    // What only the details tell, and a look that does not move what was seen.
    place.sandbox.patch(SECOND, json!({"request_for_information": asks("legal")}));
    place.printed(&["show", SECOND]).await;
    let mut changed = ids(&[]).await.0;
    changed.sort();
    assert_eq!(changed, [FIRST, SECOND]);
    let json = place.json(&["list", "--format", "json"]).await;
    assert_valid(&schema("list"), &json);
    let of = |id: &str| {
        let mut rows = json["customers"].as_array().unwrap().iter();
        rows.find(|row| row["customer_id"] == id).unwrap()["changed"].clone()
    };
    assert_eq!([of(FIRST), of(SECOND), of(THIRD)], [json!(true), json!(true), Value::Null]);
    place.see(THIRD).await;
    let whole = place.json(&["list", "--changed", "--format", "json"]).await;
    assert_eq!(whole["complete"], json!(true), "it is known of all");
    // What is remembered of two cannot be read, or was sealed by a version of other words.
    place.damage(SECOND).await;
    place.seal_otherwise(THIRD).await;
    let unreadable = place.run(&["list", "--changed", "--format", "csv"]).await;
    assert_eq!((unreadable.code, unreadable.out.lines().count()), (Some(1), 2), "{}", unreadable.out);
    assert!(unreadable.err.contains("2 customers are left out, as what is remembered of them cannot be read"));
    assert!(!unreadable.err.contains("nobody has looked"), "{}", unreadable.err);
    let without = place.json(&["list", "--format", "json", "--no-memory"]).await;
    assert!(without["customers"][0].get("changed").is_none());
    place.assert_no_canary();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_watch_goes_on_where_the_last_one_stopped() {
    let place = Place::new().await;
    let once = ["watch", FIRST, "--until", "approved", "--interval", "100ms"];
    place.sandbox.patch(FIRST, json!({"customer_status": "APPROVED"}));
    assert_eq!(place.printed(&once).await, "", "nothing is remembered");
    place.tell().await;
    place.sandbox.patch(FIRST, json!({"customer_status": "REVIEWING"}));
    place.printed(&["show", FIRST]).await;
    place.sandbox.patch(FIRST, json!({"customer_status": "APPROVED"}));
    let told = place.printed(&once).await;
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("status: REVIEWING → APPROVED (since 20") && told.ends_with(" UTC)\n"), "{told}");
    assert_eq!(place.printed(&once).await, "", "it was told");
    place.sandbox.patch(FIRST, json!({"customer_status": "REVIEWING"}));
    let line = place.json(&["watch", FIRST, "--until", "change", "--interval", "100ms", "--format", "json"]).await;
    assert_valid(&schema("watch"), &line);
    assert!(line["since"].is_string(), "{line}");
    // Of the whole queue, too; its list is no look.
    place.printed(&["list", "--details"]).await;
    place.sandbox.patch(SECOND, json!({"customer_status": "APPROVED"}));
    let queue = place.printed(&["watch", "--until", "change", "--interval", "100ms"]).await;
    assert!(queue.contains(&format!("{SECOND}  status: REVIEWING → APPROVED (since 20")), "{queue}");
    // What cannot be had is no look.
    place.sandbox.answer_all(THIRD, Reply::not_found());
    assert_eq!(place.run(&["watch", THIRD]).await.code, Some(4));
    place.assert_no_canary();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_looked_into_is_not_said_to_be_nothing() {
    let place = Place::new().await;
    let file = place.state.path().join("file");
    std::fs::write(&file, "a file").unwrap();
    let file = file.to_str().unwrap();
    for arguments in [&["forget", "--all"][..], &["forget", FIRST], &["memory"], &["history", FIRST]] {
        let ran = place.run_with(arguments, &[("XDG_STATE_HOME", file)]).await;
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("/file/kyb-dash cannot be looked into: not a directory"), "{}", ran.err);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_says_why_nothing_is_remembered_where_the_key_is_not_as_it_was() {
    let place = Place::new().await;
    place.tell().await;
    place.printed(&["list", "--details"]).await;
    let key = place.folder().join("fingerprint.key");
    let schema = schema("memory");
    let whole = place.json(&["memory", "--format", "json"]).await;
    assert_valid(&schema, &whole);
    assert_eq!(whole["trouble"], Value::Null);
    let other = [7; 16];
    for (bytes, words) in [
        (None, "memory.db has lost the key"),
        (Some(&b""[..]), "fingerprint.key is no key"),
        (Some(&other[..]), "fingerprint.key is not the key that"),
    ] {
        match bytes {
            None => std::fs::remove_file(&key).unwrap(),
            Some(bytes) => std::fs::write(&key, bytes).unwrap(),
        }
        std::fs::metadata(&key).map(|_| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600))).ok();
        let text = place.printed(&["memory"]).await.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("on, but nothing is remembered: ") && text.contains(words), "{text}");
        let json = place.json(&["memory", "--format", "json"]).await;
        assert_valid(&schema, &json);
        assert!(json["trouble"].as_str().unwrap().contains(words), "{json}");
        let doctor = place.run(&["doctor"]).await;
        assert!(doctor.code == Some(1) && doctor.out.contains(words), "{}", doctor.out);
        // The look is told of, and not kept.
        let shown = place.run(&["show", FIRST]).await;
        assert!(shown.code == Some(0) && shown.err.contains(words), "{}", shown.err);
    }
    let all = place.printed(&["forget", "--all"]).await;
    assert!(all.contains("3 customers"), "{all}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_damaged_file_holds_is_not_forgotten_and_that_is_said() {
    let place = Place::new().await;
    place.tell().await;
    std::fs::write(place.folder().join("memory.db"), "some text\n".repeat(900)).unwrap();
    let ran = place.run(&["forget", "--all"]).await;
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("Nothing was forgotten: what it holds is on the disk until you delete it"), "{}", ran.err);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statuses_are_told_until_they_could_not_be_read() {
    let place = Place::new().await;
    place.tell().await;
    let show = async |status: Value| {
        place.sandbox.patch(FIRST, json!({ "customer_status": status }));
        place.run(&["show", FIRST]).await;
    };
    let schema = schema("history");
    let told = async || {
        let text = place.printed(&["history", FIRST]).await;
        let json = place.json(&["history", FIRST, "--format", "json"]).await;
        assert_valid(&schema, &json);
        let stays = json["statuses"].as_array().unwrap().clone();
        (text, stays)
    };
    show(json!("REVIEWING")).await;
    show(json!(7)).await;
    let (text, stays) = told().await;
    assert_eq!((stays.len(), &stays[0]["status"]), (1, &json!("REVIEWING")), "{text}");
    assert!(stays[0]["not_known_since"].is_string() && stays[0]["to"].is_null(), "{stays:?}");
    assert!(text.contains("not known since 20"), "{text}");
    show(json!("APPROVED")).await;
    let (text, stays) = told().await;
    assert_eq!(stays.iter().map(|stay| &stay["status"]).collect::<Vec<_>>(), ["REVIEWING", "APPROVED"], "{text}");
    assert_eq!((&stays[0]["may_have_ended_before"], &stays[1]["not_known_since"]), (&json!(true), &Value::Null));
    assert!(!text.contains("not known since"), "{text}");
    show(json!(7)).await;
    let (text, stays) = told().await;
    assert!(stays.len() == 2 && stays[1]["not_known_since"].is_string(), "{text}");
}
