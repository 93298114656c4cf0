//! The JSON of every command keeps its word: what the real binary prints is what its published schema says.

use jsonschema::Validator;
use serde_json::Value;

use crate::{KESTREL, REFERENCE, printed, run};

pub fn schema(name: &str) -> Validator {
    let schema: Value = serde_json::from_str(&printed(&["schema", name])).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

#[track_caller]
pub fn assert_valid(schema: &Validator, json: &str, what: &str) -> Value {
    let json: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{what}: {error}\n{json}"));
    let errors: Vec<String> =
        schema.iter_errors(&json).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert_eq!(errors, [""; 0], "{what}");
    json
}

fn fixtures() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let cases = std::fs::read_dir(format!("{folder}/cases")).unwrap();
    let cases =
        cases.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|ext| ext == "json"));
    let cases = cases.map(|path| path.display().to_string());
    let samples = ["individual_action_required", "v1_business_approved", "v1_individual_on_hold"];
    let samples = samples.map(|name| format!("{folder}/{name}.json"));
    cases.chain(samples).chain([REFERENCE.to_owned()]).collect()
}

#[test]
fn lists_are_as_their_schema_says() {
    let schema = schema("list");
    let cut = &["--why", "--max-details", "9", "--limit", "20"][..];
    for more in [&["--needs-us"][..], &["--type", "all", "--mask"], &["--status", "REJECTED"], &["--why"], cut] {
        let arguments: Vec<&str> = ["list", "--demo", "--format", "json"].iter().chain(more).copied().collect();
        let list = assert_valid(&schema, &run(&arguments).out, &format!("{more:?}"));
        assert!(!list["customers"].as_array().unwrap().is_empty(), "{more:?}");
    }
}

#[test]
fn cases_are_as_their_schema_says() {
    let schema = schema("show");
    let list: Value = serde_json::from_str(&printed(&["list", "--demo", "--type", "all", "--format", "json"])).unwrap();
    let ids = list["customers"].as_array().unwrap().iter().filter_map(|customer| customer["customer_id"].as_str());
    let mut shown = 0;
    for id in ids {
        let told = run(&["show", id, "--demo", "--format", "json"]);
        // Some of the demo's customers are there to fail.
        if told.code == Some(0) {
            assert_valid(&schema, &told.out, id);
            shown += 1;
        }
    }
    assert!(shown > 40, "{shown}");
    for file in fixtures() {
        for mask in [&[][..], &["--mask"]] {
            let arguments: Vec<&str> =
                ["show", "--file", &file, "--format", "json"].iter().chain(mask).copied().collect();
            assert_valid(&schema, &printed(&arguments), &file);
        }
    }
}

#[test]
fn drafts_are_as_their_schema_says() {
    let schema = schema("draft");
    for file in fixtures() {
        for mask in [&[][..], &["--mask"]] {
            let arguments: Vec<&str> =
                ["draft", "--file", &file, "--format", "json"].iter().chain(mask).copied().collect();
            let ran = run(&arguments);
            let drafts = assert_valid(&schema, &ran.out, &file);
            assert_eq!(drafts["held"].as_bool(), Some(ran.code == Some(6)), "{file}: {:?}", ran.code);
            assert!(!drafts["held"].as_bool().unwrap() || drafts["messages"].as_array().unwrap().is_empty(), "{file}");
        }
    }
}

#[test]
fn changes_are_as_their_schema_says() {
    let schema = schema("watch");
    for mask in [&[][..], &["--no-mask"]] {
        let arguments = ["watch", KESTREL, "--demo", "--interval", "100ms", "--until", "change", "--format", "json"];
        let lines = printed(&arguments.iter().chain(mask).copied().collect::<Vec<_>>());
        assert!(lines.lines().count() > 0);
        for line in lines.lines() {
            assert_valid(&schema, line, "watch");
        }
    }
}

#[test]
fn what_show_printed_can_be_opened_again() {
    for file in fixtures() {
        let first = printed(&["show", "--file", &file, "--format", "json"]);
        let folder = tempfile::tempdir().unwrap();
        let saved = folder.path().join("export.json");
        std::fs::write(&saved, &first).unwrap();
        let again = printed(&["show", "--file", saved.to_str().unwrap(), "--format", "json"]);
        let (mut first, mut again): (Value, Value) =
            (serde_json::from_str(&first).unwrap(), serde_json::from_str(&again).unwrap());
        for json in [&mut first, &mut again] {
            // Another file, findings that count days from now, and texts that no export repeats.
            let differ = ["source", "findings", "hold_signals", "look_first"];
            json.as_object_mut().unwrap().retain(|key, _| !differ.contains(&key.as_str()));
        }
        assert_eq!(first, again, "{file}");
    }
}
