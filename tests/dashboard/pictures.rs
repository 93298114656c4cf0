//! The README's pictures are what the code draws. `UPDATE_SCREENSHOTS=1 cargo test --test dashboard pictures` draws
//! them anew.

use std::path::PathBuf;

use kyb_dash::sandbox::{Options, Sandbox, Scenario};

use crate::harness::{Clocked, Running, Setup};
use crate::svg;

const NOW: &str = "2026-11-23T09:30:00Z";

fn check(name: &str, running: &Running) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/screenshots").join(name);
    let drawn = svg::picture(&running.buffer());
    if std::env::var_os("UPDATE_SCREENSHOTS").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if kept != drawn {
        let beside = std::env::temp_dir().join(name);
        std::fs::write(&beside, &drawn).unwrap();
        panic!(
            "{name} is not current, see {}; UPDATE_SCREENSHOTS=1 cargo test --test dashboard pictures\n{}",
            beside.display(),
            running.screen()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_are_current() {
    let options = Options { start: NOW.parse().unwrap(), ..Options::default() };
    let sandbox = Sandbox::start_with(Scenario::demo(), options).await.unwrap();
    let setup = Setup { size: (120, 30), clock: Some(Clocked::at(NOW.parse().unwrap())), ..Setup::default() };
    let mut running = Running::start(&sandbox, setup);
    // Rows are ranked until one is chosen.
    running.wait_until_all_looked_at().await;
    running.keys("/fin.com<enter><enter>");
    running.wait_for_text("jane.smith@acmecorp.com").await;
    running.keys("1<esc>2");
    running
        .wait_for("the whole queue beside the case", |screen| {
            screen.contains("Twelve Oaks") && screen.contains("Esc back")
        })
        .await;
    check("case.svg", &running);
    running.keys("d");
    running.wait_for_text("What Fin wrote").await;
    check("draft.svg", &running);
    running.keys("<esc>tt");
    running.wait_for_text("owner not approved").await;
    check("findings.svg", &running);
    running.quit().await;
}

/// The whole screen where there is room for three columns.
#[tokio::test(flavor = "multi_thread")]
async fn the_wide_picture_is_current() {
    let options = Options { start: NOW.parse().unwrap(), ..Options::default() };
    let sandbox = Sandbox::start_with(Scenario::demo(), options).await.unwrap();
    let setup = Setup { size: (160, 45), clock: Some(Clocked::at(NOW.parse().unwrap())), ..Setup::default() };
    let mut running = Running::start(&sandbox, setup);
    // Rows are ranked until one is chosen.
    running.wait_until_all_looked_at().await;
    running.keys("/sable<enter><enter>");
    running.wait_for_text("pieter.landsman@sable-orchard.example").await;
    running.keys("1<esc>2");
    running
        .wait_for("the whole queue beside the case", |screen| {
            screen.contains("Twelve Oaks") && screen.contains("Esc back")
        })
        .await;
    check("wide.svg", &running);
    running.quit().await;
}

/// The figures over all customers, and weeks of history behind them.
#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_the_overview_is_current() {
    let now = NOW.parse().unwrap();
    let sandbox = Sandbox::start_with(Scenario::demo(), Options { start: now, ..Options::default() }).await.unwrap();
    let setup = Setup { size: (120, 30), clock: Some(Clocked::at(now)), remembers_demo: Some(now), ..Setup::default() };
    let mut running = Running::start(&sandbox, setup);
    running.wait_until_all_looked_at().await;
    running.keys("v");
    running.wait_for_text("of customers known then").await;
    check("overview.svg", &running);
    running.quit().await;
}
