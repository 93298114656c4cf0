//! `history`, `memory`, `forget`, `list --changed`, and what the other commands add to what is remembered.

use std::path::Path;

use kyb_dash::api::convert;
use kyb_dash::catalogue::glossary;
use kyb_dash::domain::digest::{self, Digest};
use kyb_dash::domain::history::What;
use kyb_dash::domain::imprint::{CustomerKey, Imprint, KeptDigest};
use kyb_dash::domain::time::Wall;
use kyb_dash::store::{Location, Look, Scope, Store};
use serde_json::{Value, json};

use crate::schemas::{assert_valid, schema};
use crate::{Run, run_with};

const FIRST: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";
const SECOND: &str = "b120a366-f0bb-49cf-82f2-dc05873f9bd0";
const HOST: &str = "sandbox.api.fin.com";

fn at(hour: i64) -> Wall {
    Wall::from_second(1_790_000_000 + hour * 3_600).unwrap()
}

fn customer(id: &str, status: &str, asked: bool) -> Value {
    let requests = if asked {
        json!([{"section": "formation_documents", "categories": [{"document_type": "PASSPORT", "fields": []}]}])
    } else {
        json!([])
    };
    json!({
        "customer_id": id, "type": "BUSINESS", "business_name": "Canarella Ltd", "customer_status": status,
        "associated_parties": [], "rejection_reason": null, "request_for_information": requests,
    })
}

/// A memory in which the first customer was asked, was not, and is again; and the second is as it was seen.
async fn memory() -> tempfile::TempDir {
    let state = tempfile::tempdir().unwrap();
    let scope = Scope { host: HOST.to_owned(), reviewer: String::new() };
    let mut store = Store::open(Location::Folder(state.path().join("kyb-dash")), scope).await.unwrap();
    store.tell(at(0)).await.unwrap();
    let key = store.key().await.unwrap();
    let look = |id: &str, hour: i64, status: &str, asked: bool| {
        let bytes = customer(id, status, asked).to_string();
        let case = convert::saved(bytes.as_bytes()).unwrap().remove(0).unwrap();
        let (customer, glossary) = (CustomerKey::parse(id).unwrap(), glossary());
        let digest = Digest::of(&case, &glossary, digest::Look::default());
        Look {
            at: at(hour),
            imprint: Imprint::of(&case, &customer, &key, &glossary),
            digest: KeptDigest::of(&digest, &glossary),
            customer,
        }
    };
    let looks = [
        look(FIRST, 0, "ACTION_REQUIRED", true),
        look(FIRST, 5, "REVIEWING", false),
        look(FIRST, 9, "ACTION_REQUIRED", true),
        look(SECOND, 1, "REVIEWING", false),
    ];
    let seen = [looks[0].imprint.clone(), looks[3].imprint.clone()];
    for look in looks {
        store.record(vec![look]).await.unwrap();
    }
    let (first, second) = (CustomerKey::parse(FIRST).unwrap(), CustomerKey::parse(SECOND).unwrap());
    store.seen(&first, &seen[0], at(2)).await.unwrap();
    store.seen(&second, &seen[1], at(2)).await.unwrap();
    let lift = What::Lift { reference: "C-17".to_owned() };
    store.add(&first, at(6), &lift).await.unwrap();
    store.close().await;
    state
}

fn ran(state: &Path, arguments: &[&str]) -> Run {
    run_with(arguments, &[("XDG_STATE_HOME", state.to_str().unwrap())])
}

#[tokio::test]
async fn a_history_tells_statuses_rounds_and_lifts_without_a_server() {
    let state = memory().await;
    let text = ran(state.path(), &["history", "671536"]);
    assert_eq!((text.code, text.err.as_str()), (Some(0), ""));
    for words in [FIRST, HOST, "ACTION_REQUIRED", "REVIEWING", "for the second time", "C-17", "4 h"] {
        assert!(text.out.contains(words), "{words} in {}", text.out);
    }
    let json = ran(state.path(), &["history", FIRST, "--format", "json"]);
    let json = assert_valid(&schema("history"), &json.out, "history");
    assert_eq!(json["events"].as_array().unwrap().len(), 3);
    assert_eq!(json["statuses"].as_array().unwrap().len(), 3);
    let masked = ran(state.path(), &["history", FIRST, "--format", "json", "--mask"]);
    assert!(!masked.out.contains("C-17") && masked.out.contains("withheld"), "{}", masked.out);
    assert_valid(&schema("history"), &masked.out, "history under a mask");
    let csv = ran(state.path(), &["history", FIRST, "--format", "csv"]);
    assert!(csv.out.lines().count() > 3 && !csv.out.contains("Canarella"), "{}", csv.out);
    let nobody = ran(state.path(), &["history", "00000000"]);
    assert_eq!(nobody.code, Some(4), "{}", nobody.err);
    let elsewhere = ran(state.path(), &["history", FIRST, "--env", "production"]);
    assert_eq!(elsewhere.code, Some(4), "what is kept of one host is not told of another: {}", elsewhere.out);
}

#[tokio::test]
async fn what_is_kept_is_counted_and_forgotten_for_good() {
    let state = memory().await;
    let json = ran(state.path(), &["memory", "--format", "json"]);
    assert_valid(&schema("memory"), &json.out, "memory");
    let text = ran(state.path(), &["memory"]).out;
    assert!(text.contains(HOST) && text.contains('2') && !text.contains(FIRST), "{text}");
    for wrong in [&["forget"][..], &["forget", "--all", FIRST], &["forget", "--all", "--older-than", "9d"]] {
        assert_eq!(ran(state.path(), wrong).code, Some(2), "{wrong:?}");
    }
    assert_eq!(ran(state.path(), &["forget", "ffffff"]).code, Some(4));
    let one = ran(state.path(), &["forget", "671536"]);
    assert_eq!(one.code, Some(0), "{}", one.err);
    assert!(one.out.contains("1 customer") && one.out.contains("3 events"), "{}", one.out);
    assert_eq!(ran(state.path(), &["history", FIRST]).code, Some(4));
    assert_eq!(ran(state.path(), &["history", SECOND]).code, Some(0));
    assert_eq!(ran(state.path(), &["forget", "--older-than", "1d"]).code, Some(0));
    let bytes = std::fs::read(state.path().join("kyb-dash/memory.db")).unwrap();
    for id in [FIRST, SECOND] {
        assert!(!bytes.windows(id.len()).any(|window| window == id.as_bytes()), "{id}");
    }
}

#[tokio::test]
async fn it_is_off_where_somebody_says_so() {
    let state = memory().await;
    let off = [("--no-memory", vec![]), ("KYB_DASH_NO_MEMORY", vec![("KYB_DASH_NO_MEMORY", "1")])];
    for (by, variables) in off {
        let mut variables = variables;
        variables.push(("XDG_STATE_HOME", state.path().to_str().unwrap()));
        let arguments = if by == "--no-memory" { &["memory", "--no-memory"][..] } else { &["memory"] };
        let told = run_with(arguments, &variables);
        assert!(told.out.contains("off") && told.out.contains(by), "{}", told.out);
    }
    let empty = tempfile::tempdir().unwrap();
    for command in [&["memory"][..], &["history", FIRST], &["forget", "--all"], &["list", "--demo", "--details"]] {
        ran(empty.path(), command);
        assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0, "{command:?} makes nothing");
    }
}
