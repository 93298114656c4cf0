//! The checker itself: little sources, and exactly the reaches it must find in each.

use std::collections::BTreeSet;
use std::fs;

use crate::reach::scan;
use crate::{complaints, forbidden, segments};

/// What the checker says about a source in `module`, in the order of its lines.
fn said(module: &str, source: &str) -> Vec<String> {
    let crates = ["anyhow", "crossterm", "jiff", "ratatui", "reqwest", "serde", "serde_json", "tokio", "toml", "url"];
    let crates = crates.into_iter().chain(["csv", "tui_tree_widget", "unicode_width"]).map(str::to_owned).collect();
    let module = segments(module);
    complaints(&module, &scan(&module, source, &crates)).into_iter().map(|(_, what)| what).collect()
}

/// Sources in which the checker must find exactly these reaches: name, module, source, reaches.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    for (name, module, source, expected) in cases {
        assert_eq!(said(module, source), *expected, "{name}: in {module}: {source}");
    }
}

#[test]
fn finds_imports() {
    check(&[
        ("ours", "app", "use crate::runtime::guard::Guard;", &["crate::runtime::guard::Guard"]),
        ("ours, allowed", "app", "use crate::domain::case::Case;", &[]),
        ("itself", "app", "use crate::app::model::Model;", &[]),
        ("by the crate's name", "app::tree", "use kyb_dash::view::theme;", &["crate::view::theme"]),
        ("outside", "domain", "use serde_json::Value;", &["serde_json::Value"]),
        ("outside, from the root", "domain", "use ::tokio::sync;", &["tokio::sync"]),
        ("outside, bare", "domain", "use anyhow;", &["anyhow"]),
        ("outside, allowed", "domain::text", "use unicode_width::UnicodeWidthStr;", &[]),
        ("standard", "domain", "use std::fmt; use core::mem; use serde::Serialize;", &[]),
        (
            "grouped",
            "app",
            "use crate::{domain::{case::Case, text}, view::{self, theme}};",
            &["crate::view", "crate::view::theme"],
        ),
        ("grouped outside", "api", "use {toml::Table, tokio::{sync::Mutex, net}};", &["tokio::net", "toml::Table"]),
        ("grouped root", "domain", "use {::tokio::spawn, ::serde::Serialize};", &["tokio::spawn"]),
        ("glob", "app", "use crate::view::*;", &["crate::view::*"]),
        ("glob of the crate", "app", "use crate::*;", &["crate::*"]),
        ("in a function", "app", "fn f() { use crate::api::Client; }", &["crate::api::Client"]),
        ("renamed", "app", "use crate::view as v;\nfn f() { v::draw(); }", &["crate::view"]),
        ("unnamed", "domain", "use anyhow::Context as _;", &["anyhow::Context"]),
        ("extern crate", "domain", "extern crate tokio as t;\nfn f() { t::spawn(); }", &["tokio"]),
        ("raw names", "app", "use r#crate::r#view::draw;", &["crate::view::draw"]),
        ("captures are no import", "app", "fn f<'a, T>(x: &'a T) -> impl Fn() + use<'a, T> { || () }", &[]),
    ]);
}

#[test]
fn finds_paths_without_an_import() {
    check(&[
        ("call", "app", "fn f() { crate::runtime::quit(); }", &["crate::runtime::quit"]),
        ("type", "app", "struct S { a: Vec<crate::api::Client>, b: u8 }", &["crate::api::Client"]),
        ("generic", "app", "fn f() { crate::view::draw::<toml::Value>() }", &["crate::view::draw", "toml::Value"]),
        ("qualified", "app", "fn f() { <u8 as crate::view::Draw>::draw(); }", &["crate::view::Draw"]),
        ("macro", "domain", "fn f() { serde_json::json!({}) }", &["serde_json::json"]),
        ("inside a macro call", "app", "fn f() { x!(a, crate::view::WIDTH) }", &["crate::view::WIDTH"]),
        (
            "macro rule",
            "app",
            "macro_rules! m { () => { use $crate::view::A; $crate::api::f() } }",
            &["crate::api::f", "crate::view::A"],
        ),
        ("attribute", "domain", "#[tokio::main]\nfn f() {}", &["tokio::main"]),
        ("derive", "domain", "#[derive(Clone, toml::Thing)]\nstruct S;", &["toml::Thing"]),
        (
            "serde's strings",
            "domain",
            r#"struct S { #[serde(with = "crate::api::wire")] a: u8 }"#,
            &["crate::api::wire"],
        ),
        ("range", "app", "fn f() { for _ in 0..crate::view::MAX {} }", &["crate::view::MAX"]),
        (
            "from the root",
            "domain",
            "fn f() -> ::tokio::sync::Notify { ::url::parse() }",
            &["tokio::sync::Notify", "url::parse"],
        ),
        (
            "after a keyword",
            "domain",
            "fn f() { return ::tokio::spawn(a as ::url::Url); }",
            &["tokio::spawn", "url::Url"],
        ),
        ("compared", "domain", "fn f() { a > ::tokio::LIMIT::A }", &["tokio::LIMIT::A"]),
        (
            "a crate's item",
            "app",
            "fn f() { crate::helper!(); crate::LIMIT; crate::helper::x!(); }",
            &["crate::LIMIT", "crate::helper", "crate::helper::x"],
        ),
        ("fields and methods", "app", "fn f() { self.tokio.spawn(); x.0.url::<u8>(); Vec::<u8>::new(); }", &[]),
        ("a variable", "app", "fn f(url: &str, toml: u8) { g(url, toml) }", &[]),
    ]);
}

#[test]
fn follows_super_self_and_aliases() {
    check(&[
        ("out of a file", "app", "use super::view::draw;", &["crate::view::draw"]),
        ("out of a folder", "app::update", "use super::super::view::draw;", &["crate::view::draw"]),
        ("to a neighbour", "app::update", "use super::model::Model; fn f() { super::tree::g() }", &[]),
        ("out of an inner module", "app", "mod a { mod b { use super::super::super::view::X; } }", &["crate::view::X"]),
        ("to the file itself", "app", "mod a { use super::view::X; } mod b {} use self::view::Y;", &[]),
        ("after an inner module", "app", "mod a { fn f() { {} } }\nuse super::view::X;", &["crate::view::X"]),
        ("in code", "app::update", "fn f() { super::super::api::get() }", &["crate::api::get"]),
        ("glob", "app", "use super::*;", &["crate::*"]),
        (
            "the crate renamed",
            "app",
            "use crate as k;\nfn f() { k::api::get(); k::domain::g(); }",
            &["crate", "crate::api::get"],
        ),
        ("grouped", "app", "use crate::{self as k};\nuse k::view::X;", &["crate", "crate::view::X"]),
        (
            "by super",
            "app::update",
            "use super::super as root;\nfn f() { root::view::X; }",
            &["crate", "crate::view::X"],
        ),
        (
            "alias of an alias",
            "app",
            "use crate as a;\nuse a as b;\nfn f() { b::view::X; }",
            &["crate", "crate", "crate::view::X"],
        ),
        ("extern crate self", "app", "extern crate self as k;\nfn f() { k::view::X; }", &["crate", "crate::view::X"]),
        ("an allowed import", "app", "use crate::domain::text;\nfn f() { text::clean(); }", &[]),
        (
            "a child named like a crate",
            "domain",
            "mod url;\nfn f() { url::shorten(); ::url::parse(); }",
            &["url::parse"],
        ),
        ("an import named like a crate", "domain::case", "use super::url;\nfn f() { url::shorten() }", &[]),
        ("a child elsewhere", "domain", "mod a { mod url; }\nfn f() { url::parse() }", &["url::parse"]),
    ]);
}

#[test]
fn allows_parts_and_single_files() {
    check(&[
        ("a part of ours", "view", "use crate::input::keymap::Keymap; use crate::input::Keymap;", &[]),
        ("the whole", "view", "use crate::input;", &["crate::input"]),
        ("its glob", "view", "use crate::input::*;", &["crate::input::*"]),
        ("another part", "view", "use crate::input::{keymap, read};", &["crate::input::read"]),
        ("itself in a group", "view", "use crate::input::keymap::{self, Keymap};", &[]),
        ("a longer name", "view", "use crate::input::keymaps::Keymap;", &["crate::input::keymaps::Keymap"]),
        ("a part of a crate", "api", "use tokio::{sync::Mutex, time, net::TcpStream};", &["tokio::net::TcpStream"]),
        ("a file of its own", "view::tree", "use tui_tree_widget::Tree; use ratatui::Frame;", &[]),
        ("another file", "view::queue", "use tui_tree_widget::Tree;", &["tui_tree_widget::Tree"]),
        (
            "a second door",
            "view",
            "use ratatui::crossterm::event::KeyCode; use ratatui::style::Style;",
            &["ratatui::crossterm::event::KeyCode"],
        ),
        ("a second door, allowed", "runtime", "use ratatui::crossterm::execute;", &[]),
        ("everything", "main", "use kyb_dash::{api, view}; use tokio::runtime; use anyhow::Result;", &[]),
    ]);
}

#[test]
fn finds_what_is_handed_on() {
    check(&[
        ("forbidden here", "app", "pub use crate::view::Theme;", &["crate::view::Theme"]),
        ("forbidden to readers", "input", "pub use crossterm::event::KeyEvent;", &[]),
        (
            "in a part with readers",
            "input::keymap",
            "pub use crossterm::event::KeyEvent;",
            &["crossterm::event::KeyEvent handed on to view, view::tree"],
        ),
        (
            "inside the crate",
            "input::keymap",
            "pub(crate) use crossterm::event::KeyEvent as Key;",
            &["crossterm::event::KeyEvent handed on to view, view::tree"],
        ),
        ("inside the module", "input::keymap", "pub(super) use crossterm::event::KeyEvent;", &[]),
        ("for itself", "input::keymap", "use crossterm::event::KeyEvent;", &[]),
        (
            "by a type",
            "input::keymap",
            "pub type Key = crossterm::event::KeyEvent;",
            &["crossterm::event::KeyEvent handed on to view, view::tree"],
        ),
        (
            "by a type, through an import",
            "input::keymap",
            "use crossterm::event::KeyEvent;\npub type K = KeyEvent;",
            &["crossterm::event::KeyEvent handed on to view, view::tree"],
        ),
        (
            "a neighbour's",
            "input::keymap",
            "pub use super::read::Reader;",
            &["crate::input::read::Reader handed on to view, view::tree"],
        ),
        ("ours", "app", "pub use crate::domain::case::Case;", &["crate::domain::case::Case handed on to input"]),
        ("its own", "sandbox", "mod reply;\npub use reply::Reply;", &[]),
        ("time", "domain", "pub use jiff::Timestamp; pub type Wall = jiff::Timestamp;", &[]),
    ]);
}

#[test]
fn skips_what_is_not_code() {
    check(&[
        ("comments", "app", "// use crate::view::X;\n/* use crate::api::Y; /* nested */ tokio::spawn() */", &[]),
        ("docs", "app", "/// See [`crate::view::draw`].\n//! tokio::spawn\nfn f() {}", &[]),
        ("strings", "app", r##"const A: [&str; 3] = ["crate::view::X", r#"tokio::"spawn"#, "\"crate::api::Y"];"##, &[]),
        ("byte strings", "app", r##"const A: &[u8] = b"crate::view::X"; const B: &[u8] = br#"" tokio::a "#;"##, &[]),
        ("after a string", "app", "const A: &str = \"a\\\\\"; use crate::view::X;", &["crate::view::X"]),
        (
            "characters",
            "app",
            "const A: char = '\"'; use crate::view::X; const B: char = '\\''; const C: u8 = b'\"';",
            &["crate::view::X"],
        ),
        ("lifetimes", "app", "fn f<'a>(a: &'a str) -> crate::view::X<'a> { 'b: loop {} }", &["crate::view::X"]),
    ]);
}

#[test]
fn skips_what_only_tests_have() {
    check(&[
        (
            "module",
            "app",
            "#[cfg(test)]\nmod tests { use crate::view::X; fn f() { {} } }\nuse crate::api::Y;",
            &["crate::api::Y"],
        ),
        ("more attributes", "app", "#[cfg(test)]\n#[expect(x, reason = \"y\")]\nmod tests { use tokio::x; }", &[]),
        ("import", "app", "#[cfg(test)] use crate::{view::X, api};\nuse crate::runtime::Y;", &["crate::runtime::Y"]),
        ("function", "app", "impl A { #[cfg(test)] pub fn a<B, C>(x: [u8; 2]) -> tokio::X { url::Y } }", &[]),
        ("test", "app", "#[test] fn a() { tokio::x() }\n#[tokio::test] async fn b() { url::y() }", &[]),
        ("field", "app", "struct S { #[cfg(test)] pub a: tokio::X, pub b: url::Y }", &["url::Y"]),
        ("last field", "app", "struct S { #[cfg(test)] a: tokio::X }\nuse url::Y;", &["url::Y"]),
        ("all", "app", "#[cfg(all(unix, test))] mod a { use tokio::x; }", &[]),
        ("not", "app", "#[cfg(not(test))] use tokio::x;", &["tokio::x"]),
        ("any", "app", "#[cfg(any(test, unix))] use tokio::x;", &["tokio::x"]),
        ("a feature's name", "app", "#[cfg(feature = \"test\")] use tokio::x;", &["tokio::x"]),
        ("the whole file", "app::fake", "#![cfg(test)]\nuse tokio::x;", &[]),
    ]);
    let declared =
        scan(&segments("app"), "mod model;\n#[cfg(test)]\npub(crate) mod tests;\nmod view;", &BTreeSet::new());
    assert_eq!(declared.test_modules, ["tests"]);
    let production = scan(&segments("app"), "mod tests;", &BTreeSet::new());
    assert!(production.test_modules.is_empty(), "a tests.rs without the attribute is production code");
}

#[test]
fn finds_code_that_it_cannot_see() {
    let said = |source| said("app", source);
    assert_eq!(said("#[path = \"../view/x.rs\"]\nmod x;"), ["code from a file of another name"]);
    assert_eq!(said("include!(\"../view/x.rs\");"), ["code from a file of another name"]);
    assert!(said("const A: &str = include_str!(\"../../assets/labels.toml\");").is_empty());
}

#[test]
fn reads_a_tree_of_files() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let files = [
        ("lib.rs", "pub mod app;\npub mod view;"),
        ("main.rs", "fn main() { kyb_dash::runtime::run(); tokio::spawn(); }"),
        ("app.rs", "mod tree;\n#[cfg(test)]\nmod tests;\nuse crate::domain::text;"),
        ("app/tests.rs", "mod fake;\nuse crate::view::X;"),
        ("app/tests/fake.rs", "use tokio::spawn;"),
        ("app/tree.rs", "mod tests;\n\nuse crate::view::Y;"),
        ("app/tree/tests.rs", "use super::super::super::api::Client;"),
        ("view.rs", "use crate::app::Model;\nuse tokio::sync::Mutex;"),
    ];
    for (file, source) in files {
        let path = root.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, source).expect("a new file");
    }
    let crates = BTreeSet::from(["tokio".to_owned()]);
    assert_eq!(
        forbidden(root.path(), &crates),
        ["app/tree/tests.rs:1: crate::api::Client", "app/tree.rs:3: crate::view::Y", "view.rs:2: tokio::sync::Mutex",]
    );
}
