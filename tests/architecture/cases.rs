//! The checks themselves: little sources, and exactly what must be found in each.

use std::collections::BTreeSet;

use crate::{Files, forbidden, wrong_circles, wrong_layout, wrong_length, wrong_table};

fn crates() -> BTreeSet<String> {
    let names =
        "anyhow crossterm csv jiff ratatui reqwest serde serde_json tokio toml tui_tree_widget unicode_width url";
    names.split(' ').map(str::to_owned).collect()
}

fn files(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}

/// Module ⇒ source ⇒ the dependencies to be found in it, if any.
const CASES: &str = r##"
imports
app ⇒ use crate::runtime::guard::Guard; ⇒ crate::runtime::guard::Guard
app ⇒ use crate::domain::case::Case;
app ⇒ use crate::app::model::Model;
app::tree ⇒ use kyb_dash::view::theme; ⇒ crate::view::theme
domain ⇒ use serde_json::Value; ⇒ serde_json::Value
domain ⇒ use ::tokio::sync; ⇒ tokio::sync
domain ⇒ use anyhow; ⇒ anyhow
domain::text ⇒ use unicode_width::UnicodeWidthStr;
domain ⇒ use std::fmt; use core::mem; use serde::Serialize;
app ⇒ use crate::{domain::{case::Case, text}, view::{self, theme}}; ⇒ crate::view, crate::view::theme
api ⇒ use {toml::Table, tokio::{sync::Mutex, net}}; ⇒ tokio::net, toml::Table
domain ⇒ use {::tokio::spawn, ::serde::Serialize}; ⇒ tokio::spawn
app ⇒ use crate::view::*; ⇒ crate::view::*
app ⇒ use crate::*; ⇒ crate::*
app ⇒ fn f() { use crate::api::Client; } ⇒ crate::api::Client
app ⇒ use crate::view as v; fn f() { v::draw(); } ⇒ crate::view
domain ⇒ use anyhow::Context as _; ⇒ anyhow::Context
domain ⇒ extern crate tokio as t; fn f() { t::spawn(); } ⇒ tokio
app ⇒ use crate::r#view::draw; ⇒ crate::view::draw
app ⇒ fn f<'a, T>(x: &'a T) -> impl Fn() + use<'a, T> { || () }

paths without an import
app ⇒ fn f() { crate::runtime::quit(); } ⇒ crate::runtime::quit
app ⇒ struct S { a: Vec<crate::api::Client>, b: u8 } ⇒ crate::api::Client
app ⇒ fn f() { crate::view::draw::<toml::Value>() } ⇒ crate::view::draw, toml::Value
app ⇒ fn f() { <u8 as crate::view::Draw>::draw(); } ⇒ crate::view::Draw::draw
app ⇒ fn f() { for _ in 0..crate::view::MAX {} } ⇒ crate::view::MAX
domain ⇒ fn f() -> ::tokio::sync::Notify { ::url::parse() } ⇒ tokio::sync::Notify, url::parse
domain ⇒ fn f() { return ::tokio::spawn(a as ::url::Url); } ⇒ tokio::spawn, url::Url
domain ⇒ fn f() { a > ::tokio::LIMIT::A } ⇒ tokio::LIMIT::A
app ⇒ fn f() { crate::helper!(); crate::LIMIT; crate::m::x!(); } ⇒ crate::LIMIT, crate::helper, crate::m::x
app ⇒ fn f() { self.tokio.spawn(); x.0.url::<u8>(); Vec::<u8>::new(); <u8>::url(); }
app ⇒ pub(crate) fn f(url: &str, toml: u8) { g(url, toml) }

macros and attributes
domain ⇒ fn f() { serde_json::json!({}) } ⇒ serde_json::json
app ⇒ fn f() { x!(a, crate::view::WIDTH) } ⇒ crate::view::WIDTH
app ⇒ fn f() { x!(a as ::tokio::X, [0..url::MAX], b.toml, Vec::<u8>::new()) } ⇒ tokio::X, url::MAX
app ⇒ macro_rules! m { ($a:ident) => { use $crate::{view::A, api as b}; $crate::api::f(); $url::x } } ⇒ crate::api, crate::api::f, crate::view::A
app ⇒ fn f() { x! { use crate::view as v; v::draw() } } ⇒ crate::view
domain ⇒ #[tokio::main] fn f() {} ⇒ tokio::main
domain ⇒ #[derive(Clone, toml::Thing)] struct S; ⇒ toml::Thing
domain ⇒ struct S { #[serde(with = "crate::api::wire")] a: u8 } ⇒ crate::api::wire
domain ⇒ #[expect(x, reason = "tokio::spawn")] fn f() {}

super, self and renames
app ⇒ use super::view::draw; ⇒ crate::view::draw
app::update ⇒ use super::super::view::draw; ⇒ crate::view::draw
app::update ⇒ use self::super::super::view::draw; ⇒ crate::view::draw
app::update ⇒ use super::model::Model; fn f() { super::tree::g() }
app ⇒ mod a { mod b { use super::super::super::view::X; } } ⇒ crate::view::X
app ⇒ mod a { use super::view::X; } mod b {} use self::view::Y;
app ⇒ mod a { fn f() { {} } } use super::view::X; ⇒ crate::view::X
app::update ⇒ fn f() { super::super::api::get() } ⇒ crate::api::get
app ⇒ use super::*; ⇒ crate::*
app ⇒ use crate as k; fn f() { k::api::get(); k::domain::g(); } ⇒ crate, crate::api::get
app ⇒ use crate::{self as k}; use k::view::X; ⇒ crate, crate::view::X
app::update ⇒ use super::super as root; fn f() { root::view::X; } ⇒ crate, crate::view::X
app ⇒ use crate as a; use a as b; fn f() { b::view::X; } ⇒ crate, crate::view::X
app ⇒ extern crate self as k; fn f() { k::view::X; } ⇒ crate, crate::view::X
app ⇒ use crate::domain::text; fn f() { text::clean(); }
domain ⇒ mod url; fn f() { url::shorten(); ::url::parse(); } ⇒ url::parse
domain::case ⇒ use super::url; fn f() { url::shorten() }
domain ⇒ mod a { mod url; } fn f() { url::parse() } ⇒ url::parse

parts and single files
view ⇒ use crate::input::keymap::Keymap; use crate::input::keymap;
view ⇒ use crate::input; ⇒ crate::input
view ⇒ use crate::input::*; ⇒ crate::input::*
view ⇒ use crate::input::{keymap, read}; ⇒ crate::input::read
view ⇒ use crate::input::keymap::{self, Keymap};
view ⇒ use crate::input::keymaps::Keymap; ⇒ crate::input::keymaps::Keymap
api ⇒ use tokio::{sync::Mutex, time, net::TcpStream}; ⇒ tokio::net::TcpStream
view::tree ⇒ use tui_tree_widget::Tree; use ratatui::Frame;
view::queue ⇒ use tui_tree_widget::Tree; ⇒ tui_tree_widget::Tree
view ⇒ use ratatui::crossterm::event::KeyCode; use ratatui::style::Style; ⇒ ratatui::crossterm::event::KeyCode
runtime ⇒ use ratatui::crossterm::execute;
main ⇒ use kyb_dash::{api, view}; use tokio::runtime; use anyhow::Result;

re-exports
app ⇒ pub use crate::view::Theme; ⇒ crate::view::Theme
input ⇒ pub use crossterm::event::KeyEvent;
input::keymap ⇒ pub use crossterm::event::KeyEvent; ⇒ crossterm::event::KeyEvent to view, view::tree
input::keymap ⇒ pub(crate) use crossterm::event::KeyEvent as Key; ⇒ crossterm::event::KeyEvent to view, view::tree
input::keymap ⇒ pub(super) use crossterm::event::KeyEvent;
input::keymap ⇒ use crossterm::event::KeyEvent; type Key = KeyEvent;
input::keymap ⇒ pub type Key = crossterm::event::KeyEvent; ⇒ crossterm::event::KeyEvent to view, view::tree
input::keymap ⇒ use crossterm::event::Key; pub type K<T: Clone> = Key; ⇒ crossterm::event::Key to view, view::tree
input::keymap ⇒ pub use super::read::Reader; ⇒ crate::input::read::Reader to view, view::tree
app ⇒ pub use crate::domain::case::Case; ⇒ crate::domain::case::Case to input
sandbox ⇒ mod reply; pub use reply::Reply;
domain ⇒ pub use jiff::Timestamp; pub type Wall = jiff::Timestamp;

comments and literals
app ⇒ /* use crate::api::Y; /* nested */ tokio::spawn() */ fn f() {} // use crate::view::X;
app ⇒ #[doc = "tokio::spawn"] fn f() {} /// See [`crate::view::draw`].
app ⇒ const A: [&str; 3] = ["crate::view::X", r#"tokio::"spawn"#, "\"crate::api::Y"];
app ⇒ const A: &[u8] = b"crate::view::X"; const B: &[u8] = br#"" tokio::a "#;
app ⇒ const A: &str = "a\\"; use crate::view::X; ⇒ crate::view::X
app ⇒ const A: char = '"'; use crate::view::X; const B: char = '\''; const C: u8 = b'"'; ⇒ crate::view::X
app ⇒ fn f<'a>(a: &'a str) -> crate::view::X<'a> { 'b: loop {} } ⇒ crate::view::X

code for tests
app ⇒ #[cfg(test)] mod tests { use crate::view::X; fn f() { {} } } use crate::api::Y; ⇒ crate::api::Y
app ⇒ #[cfg(test)] #[expect(x, reason = "y")] mod tests { use tokio::x; }
app ⇒ #[cfg(test)] use crate::{view::X, api}; use crate::runtime::Y; ⇒ crate::runtime::Y
app ⇒ impl A { #[cfg(test)] pub fn a<B, C>(x: [u8; 2]) -> tokio::X { url::Y } }
app ⇒ #[test] fn a() { tokio::x() } #[tokio::test] async fn b() { url::y() }
app ⇒ struct S { #[cfg(test)] pub a: tokio::X, pub b: url::Y } ⇒ url::Y
app ⇒ enum S { #[cfg(test)] A(tokio::X) } fn f() { #[cfg(test)] let a = url::a(); #[cfg(test)] { url::b() } }
app ⇒ #[cfg(test)] type A = tokio::X; #[cfg(test)] extern crate url;
app ⇒ #[cfg(all(unix, test))] mod a { use tokio::x; }
app ⇒ #[cfg(not(test))] use tokio::x; ⇒ tokio::x
app ⇒ #[cfg(any(test, unix))] use tokio::x; ⇒ tokio::x
app ⇒ #[cfg(feature = "test")] use tokio::x; ⇒ tokio::x
app::fake ⇒ #![cfg(test)] use tokio::x;

code that is not read
app ⇒ #[path = "../view/x.rs"] mod x; ⇒ `#[path]` or `include!`
app ⇒ include!("../view/x.rs"); ⇒ `#[path]` or `include!`
app ⇒ fn f() { x!(include!("x.rs")) } ⇒ `#[path]` or `include!`
app ⇒ const A: &str = include_str!("../../assets/labels.toml");
"##;

#[test]
fn finds_dependencies() {
    for case in CASES.lines().filter(|line| line.contains(" ⇒ ")) {
        let parts: Vec<&str> = case.split(" ⇒ ").collect();
        let file = format!("{}.rs", parts[0].replace("::", "/"));
        let source = parts[1].replace("/// See", "\n/// See\nconst A: u8 = 0; // ");
        let found: Vec<String> = forbidden(&files(&[(&file, &source)]), &crates())
            .iter()
            .filter_map(|found| found.split(';').next()?.split_once(' '))
            .map(|(_, found)| found.replace("uses ", "").replace("re-exports ", "").replace("brings in code by ", ""))
            .map(|found| found.replace(", which may not use it", ""))
            .collect();
        assert_eq!(found.join(", "), parts.get(2).copied().unwrap_or(""), "{case}");
    }
}

#[test]
fn reads_a_tree_of_files_and_says_what_to_do() {
    let files = files(&[
        ("lib.rs", "pub mod app;\npub mod view;"),
        ("main.rs", "fn main() { kyb_dash::runtime::run(); tokio::spawn(); }"),
        ("app.rs", "mod tree;\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod a { mod b; }\nuse crate::domain::text;"),
        ("app/a/b.rs", "use crate::view::X;"),
        ("app/tests.rs", "mod fake;\nuse crate::view::X;"),
        ("app/tests/fake.rs", "use tokio::spawn;"),
        ("app/tree.rs", "mod tests;\n\nuse crate::view::Y;"),
        ("app/tree/tests.rs", "use super::super::super::api::Client;"),
    ]);
    let advice = "allowed for `app::tree";
    let end = "`: domain; move it or widen the table in tests/architecture.rs";
    let expected = [
        format!("src/app/tree.rs:3 uses crate::view::Y; {advice}{end}"),
        format!("src/app/tree/tests.rs:1 uses crate::api::Client; {advice}::tests{end}"),
    ];
    assert_eq!(forbidden(&files, &crates()), expected);
}

#[test]
fn finds_circles() {
    let check = |sources: &[(&str, &str)], expected: &[&str]| {
        let lib = [("lib.rs", "mod app; mod view;")];
        assert_eq!(wrong_circles(&files(&[&lib, sources].concat()), &crates(), &[]), expected, "{sources:?}");
    };
    let two = "app/a.rs -> app/b.rs (B) -> app/a.rs (A)";
    let parent = "app.rs -> app/a.rs (A) -> app.rs (Model)";
    check(
        &[("app.rs", "mod a; mod b;"), ("app/a.rs", "use super::b::B;"), ("app/b.rs", "use crate::app::a::A;")],
        &[two],
    );
    check(&[("app.rs", "mod a; mod b;"), ("app/a.rs", "x!(super::b::B);"), ("app/b.rs", "")], &[]);
    // Three files, found once; a parent that only declares or re-exports its children is not in the circle.
    check(
        &[
            ("app.rs", "mod a; mod b; mod c; pub use a::A; pub use b::B;"),
            ("app/a.rs", "use super::B;"),
            ("app/b.rs", "use super::c::C;"),
            ("app/c.rs", "fn f(x: crate::app::A) {}"),
        ],
        &["app/a.rs -> app/b.rs (B) -> app/c.rs (C) -> app/a.rs (A)"],
    );
    check(&[("app.rs", "mod a; pub use a::A; struct Model;"), ("app/a.rs", "use super::Model;")], &[]);
    check(&[("app.rs", "mod a; pub use a::A; struct Model(A);"), ("app/a.rs", "use super::Model;")], &[parent]);
    check(&[("app.rs", "mod a; use a::A;"), ("app/a.rs", "fn f() { super::Model }")], &[parent]);
    check(&[("app.rs", "mod a; #[cfg(test)] mod t { use super::a::A; }"), ("app/a.rs", "use super::Model;")], &[]);
    // Another module is the affair of the table.
    check(&[("app.rs", "use crate::view::V;"), ("view.rs", "use crate::app::M;")], &[]);
    let listed = wrong_circles(&files(&[("app.rs", "")]), &crates(), &["app"]);
    assert_eq!(listed, ["app has no circle: take it off WITH_CIRCLES"]);
}

#[test]
fn finds_wrong_files() {
    let long = "\n".repeat(401);
    let files = files(&[("a.rs", ""), ("a/b.rs", ""), ("a/mod.rs", ""), ("c/d.rs", ""), ("long.rs", &long)]);
    let layout = ["src/a/mod.rs: name it src/a.rs", "src/c/ has no src/c.rs beside it: add one"];
    assert_eq!(wrong_layout(&files), layout);
    assert_eq!(wrong_length(&files), ["src/long.rs has 401 lines; the limit is 400: split it"]);
}

#[test]
fn finds_differences_between_the_table_and_the_documentation() {
    let files = files(&[
        ("lib.rs", "//! | [`config`] | reads | domain, app |\n//! | [`api`] | asks |"),
        ("other.rs", ""),
        ("view.rs", "//! See [`X`](crate::runtime::X)\n//! and [`Y`](crate::app)."),
    ]);
    let wrong = wrong_table(&files).join("\n");
    for expected in [
        "src/lib.rs: its table must list these modules in this order: domain, catalogue",
        "src/lib.rs says that `config` uses: domain, app; write what the table says: domain",
        "`config` may use domain, which is no module with a row above: correct it",
        "src/other.rs: its module has no row in the table in tests/architecture.rs; add one",
        "src/view.rs: its documentation names runtime::X, which it may not use; leave it out",
    ] {
        assert!(wrong.contains(expected), "{expected} in:\n{wrong}");
    }
    assert!(!wrong.contains("documentation names app"), "{wrong}");
}
