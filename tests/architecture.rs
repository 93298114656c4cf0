//! Checks `src/` against the design: which module uses which, how files are laid out and how long they are.
//!
//! The rules are [`RULES`]. A dependency is a path in a `use`, in code without a `use` or in a macro's tokens. A
//! re-export (`pub use`, `pub type`) must not give a module what it may not use. Code that only tests have is free.

#![expect(clippy::expect_used, reason = "a file of ours that cannot be read fails the test that reads it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::slice::from_ref;

#[path = "architecture/cases.rs"]
mod cases;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/tree.rs"]
mod tree;

use tree::{Target, Tree, circles, module_of};

/// What the code of one module may use, besides itself and [`COMMON_CRATES`].
struct Rule {
    /// Covers this module and those in it; a rule for an inner module adds to those around it.
    module: &'static str,
    /// Our modules, with all that is in them. They must have a row further up.
    ours: &'static [&'static str],
    /// Outside crates, or paths in them.
    outside: &'static [&'static str],
}

const ALL: &[&str] = &["*"];

#[rustfmt::skip]
const RULES: &[Rule] = &[
    Rule { module: "domain",     ours: &[],          outside: &[] },
    Rule { module: "domain::imprint", ours: &[], outside: &["siphasher"] },
    Rule { module: "catalogue",  ours: &["domain"],  outside: &["serde_json"] },
    Rule { module: "store",      ours: &["domain"],
           outside: &["sqlx", "serde_json", "tokio::time", "rustix::fs", "tempfile", "getrandom"] },
    Rule { module: "config",     ours: &["domain"],  outside: &["toml", "secrecy", "url", "hyper_util::client"] },
    Rule { module: "threads",    ours: &[],          outside: &[] },
    Rule { module: "api",        ours: &["domain", "config::environment", "config::credentials", "config::proxy", "threads"],
           outside: &["reqwest", "serde_json", "tokio::sync", "tokio::task", "tokio::time", "secrecy", "url", "httpdate",
                      "flate2"] },
    Rule { module: "app",        ours: &["domain"],  outside: &[] },
    Rule { module: "input",      ours: &["app", "config::written", "config::spelling"],
           outside: &["crossterm::event"] },
    Rule { module: "view",       ours: &["app", "domain", "input::keymap", "config::written"],
           outside: &["ratatui"] },
    Rule { module: "view::tree", ours: &[],          outside: &["tui_tree_widget"] },
    Rule { module: "output",     ours: &["domain"],  outside: &["serde_json", "csv"] },
    Rule { module: "sandbox",    ours: &[],
           outside: &["hyper", "hyper_util", "http_body_util", "tokio", "serde_json"] },
    Rule { module: "runtime",    ours: &["app", "input", "view", "api", "output", "config", "catalogue", "domain", "store", "threads"],
           outside: &["tokio", "crossterm", "ratatui", "anyhow", "rustix", "base64", "secrecy", "tempfile"] },
    Rule { module: "commands",   ours: &["api", "output", "store", "config", "catalogue", "domain", "sandbox", "threads"],
           outside: &["tokio", "anyhow", "serde_json", "rustix::event", "rustix::io"] },
    Rule { module: "cli",        ours: ALL,          outside: ALL },
    Rule { module: "main",       ours: ALL,          outside: ALL },
];

/// What every module may use: its data is text and times. `std` is no dependency.
const COMMON_CRATES: &[&str] = &["serde", "jiff", "unicode_*"];

/// Crates that re-export another crate under a path of their own.
const REEXPORTED_CRATES: &[(&str, &str)] = &[("ratatui::crossterm", "crossterm")];

/// Modules whose files still depend on each other in a circle. Take a name off as soon as its circles are gone.
const WITH_CIRCLES: &[&str] = &["cli", "domain", "input", "output", "sandbox", "view"];

/// The longest a file in `src/` may be, in lines.
const LONGEST_FILE: usize = 400;

/// Sources by their path in `src/`.
type Files = BTreeMap<String, String>;

fn segments(path: &str) -> Vec<String> {
    path.split("::").map(str::to_owned).collect()
}

/// A list for people.
fn or_none(paths: &[&str]) -> String {
    if paths.is_empty() { "–".to_owned() } else { paths.join(", ") }
}

fn starts_with(path: &[String], allowed: &str) -> bool {
    let allowed = segments(allowed);
    let fits = |(allowed, segment): (&String, &String)| {
        allowed.strip_suffix('*').map_or(allowed == segment, |start| segment.starts_with(start))
    };
    allowed == ["*"] || path.len() >= allowed.len() && allowed.iter().zip(path).all(fits)
}

/// The paths that `module` may use, of ours or of other crates.
fn allowed(module: &[String], target: &Target) -> Vec<&'static str> {
    let rules = RULES.iter().filter(|rule| starts_with(module, rule.module));
    match target {
        Target::Ours(_) => rules.flat_map(|rule| rule.ours).copied().collect(),
        Target::Outside(_) => rules.flat_map(|rule| rule.outside).chain(COMMON_CRATES).copied().collect(),
    }
}

fn may_use(module: &[String], target: &Target) -> bool {
    let (Target::Ours(path) | Target::Outside(path)) = target;
    let reexported = REEXPORTED_CRATES.iter().find(|(place, _)| starts_with(path, place));
    let path = reexported
        .map_or_else(|| path.clone(), |(place, krate)| [&segments(krate), &path[segments(place).len()..]].concat());
    let is_own = matches!(target, Target::Ours(_)) && path.first() == module.first();
    // lib.rs, which has no name, is the list of modules itself.
    module.is_empty() || is_own || allowed(module, target).iter().any(|allowed| starts_with(&path, allowed))
}

/// The modules that may use `place`, where `target` is re-exported, but not `target`.
fn wrong_readers(place: &[String], target: &Target) -> Vec<&'static str> {
    let place_target = Target::Ours(place.to_vec());
    let modules = RULES.iter().map(|rule| (rule.module, segments(rule.module)));
    let others = modules.filter(|(_, module)| module.first() != place.first());
    others.filter(|(_, m)| may_use(m, &place_target) && !may_use(m, target)).map(|(name, _)| name).collect()
}

/// Dependencies that [`RULES`] does not allow, each as `file:line what; advice`.
fn forbidden(files: &Files, crates: &BTreeSet<String>) -> Vec<String> {
    let mut found = BTreeSet::new();
    let tree = Tree::read(files, crates);
    for (file, module, source) in &tree.sources {
        for line in &source.hidden_code {
            let what = "brings in code by `#[path]` or `include!`; make it a module of its own";
            found.insert((file, *line, String::new(), what.to_owned()));
        }
        for mention in &source.mentions {
            let Some((target, is_said)) = tree.target(mention) else { continue };
            let name = target.to_string();
            let place = mention.exported.iter().map(|name| [&*mention.module, from_ref(name)].concat());
            let readers = place.flat_map(|place| wrong_readers(&place, &target)).collect::<Vec<_>>().join(", ");
            let what = if may_use(module, &target) && !readers.is_empty() {
                format!("re-exports {name} to {readers}, which may not use it; re-export it elsewhere")
            } else if !may_use(module, &target) && (!is_said || mention.exported.is_some()) {
                let allowed = or_none(&allowed(module, &target));
                format!("uses {name}; allowed for `{}`: {allowed}; move it", module.join("::"))
            } else {
                continue;
            };
            let advice = format!("{what} or widen the table in tests/architecture.rs");
            found.insert((file, mention.line, name, advice));
        }
    }
    found.into_iter().map(|(file, line, _, what)| format!("src/{file}:{line} {what}")).collect()
}

/// Circles in modules that should have none, and modules that are wrongly said to have some.
fn wrong_circles(files: &Files, crates: &BTreeSet<String>, with_circles: &[&str]) -> Vec<String> {
    let tree = Tree::read(files, crates);
    let tops: BTreeSet<String> = files.keys().filter_map(|file| module_of(file).first().cloned()).collect();
    let check = |top: &String| match (circles(&tree.edges(top)), with_circles.contains(&top.as_str())) {
        (circles, false) => circles,
        (circles, true) if !circles.is_empty() => Vec::new(),
        (_, true) => vec![format!("{top} has no circle: take it off WITH_CIRCLES")],
    };
    tops.iter().flat_map(check).collect()
}

fn wrong_layout(files: &Files) -> Vec<String> {
    let check = |file: &String| match file.rsplit_once('/')? {
        (folder, "mod.rs") => Some(format!("src/{file}: name it src/{folder}.rs")),
        (folder, _) if files.contains_key(&format!("{folder}.rs")) => None,
        (folder, _) => Some(format!("src/{folder}/ has no src/{folder}.rs beside it: add one")),
    };
    files.keys().filter_map(check).collect()
}

fn wrong_length(files: &Files) -> Vec<String> {
    let lines = files.iter().map(|(file, text)| (file, text.lines().count()));
    let wrong = lines.filter(|(_, lines)| *lines > LONGEST_FILE);
    wrong.map(|(file, lines)| format!("src/{file} has {lines} lines; the limit is {LONGEST_FILE}: split it")).collect()
}

/// Where the table and the documentation of the modules differ, and what is wrong in the table itself.
fn wrong_table(files: &Files) -> Vec<String> {
    let mut wrong = Vec::new();
    let tops: Vec<&Rule> = RULES.iter().filter(|rule| rule.module != "main" && !rule.module.contains("::")).collect();
    let lib = files.get("lib.rs").map_or("", String::as_str);
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! | [`")?.strip_suffix(" |")?.split_once("`]"));
    let rows: Vec<(&str, &str)> = rows.map(|(name, row)| (name, row.rsplit("| ").next().unwrap_or(row))).collect();
    if !rows.iter().map(|(name, _)| *name).eq(tops.iter().map(|rule| rule.module)) {
        let names: Vec<&str> = tops.iter().map(|rule| rule.module).collect();
        wrong.push(format!("src/lib.rs: its table must list these modules in this order: {}", names.join(", ")));
    }
    for (name, documented) in rows {
        let Some(rule) = tops.iter().find(|rule| rule.module == name) else { continue };
        let ours = or_none(rule.ours).replace('*', "all");
        if documented != ours {
            wrong.push(format!("src/lib.rs says that `{name}` uses: {documented}; write what the table says: {ours}"));
        }
    }
    for (index, rule) in RULES.iter().enumerate() {
        let exists = |path: &str| files.contains_key(&format!("{}.rs", path.replace("::", "/")));
        let is_above = |path: &str| RULES[..index].iter().any(|above| starts_with(&segments(path), above.module));
        for path in rule.ours.iter().filter(|path| **path != "*" && !(exists(path) && is_above(path))) {
            wrong.push(format!("`{}` may use {path}, which is no module with a row above: correct it", rule.module));
        }
    }
    for (file, text) in files {
        let module = module_of(file);
        if module.first().is_some_and(|top| RULES.iter().all(|rule| rule.module != top)) {
            wrong.push(format!("src/{file}: its module has no row in the table in tests/architecture.rs; add one"));
        }
        let docs = text.lines().map_while(|line| line.strip_prefix("//!")).collect::<String>();
        let is_name = |c: char| c == '_' || c == ':' || c.is_alphanumeric();
        for link in docs.split("crate::").skip(1).filter_map(|rest| rest.split(|c| !is_name(c)).next()) {
            if !may_use(&module, &Target::Ours(segments(link))) {
                wrong.push(format!("src/{file}: its documentation names {link}, which it may not use; leave it out"));
            }
        }
    }
    wrong
}

/// Every Rust file below `folder`, by its path below `src/`.
fn read_files(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let name = format!("{prefix}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            read_files(&path, &format!("{name}/"), files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.insert(name, fs::read_to_string(&path).expect("a readable source"));
        }
    }
}

fn our_files() -> Files {
    let mut files = Files::new();
    read_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut files);
    files
}

/// The crate names under `[dependencies]`, those of single platforms included.
fn our_crates() -> BTreeSet<String> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("our manifest");
    let manifest: toml::Table = manifest.parse().expect("a manifest in TOML");
    let platforms = manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let sections = platforms.filter_map(|platform| platform.get("dependencies")).chain(manifest.get("dependencies"));
    let names = sections.filter_map(toml::Value::as_table).flat_map(toml::Table::keys);
    names.map(|name| name.replace('-', "_")).collect()
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_module_uses_only_what_the_table_allows() {
    assert_none(&forbidden(&our_files(), &our_crates()));
}

#[test]
fn no_files_of_a_module_depend_on_each_other_in_a_circle() {
    let wrong = wrong_circles(&our_files(), &our_crates(), WITH_CIRCLES);
    let advice = "move what both ends of a circle need into a file of its own, which uses neither:";
    assert!(wrong.is_empty(), "{advice}\n{}", wrong.join("\n"));
}

#[test]
fn a_folder_lies_beside_the_file_of_its_module() {
    assert_none(&wrong_layout(&our_files()));
}

#[test]
fn no_file_is_too_long() {
    assert_none(&wrong_length(&our_files()));
}

#[test]
fn the_table_and_the_documentation_agree() {
    assert_none(&wrong_table(&our_files()));
}
