//! The first five minutes of the README, key by key: what it tells is what the screen shows.

use kyb_dash::sandbox::{Sandbox, Scenario};

use crate::harness::{Running, Setup};

const README: &str = include_str!("../../README.md");

/// Keys, what the README says of them, and what the screen shows then.
const STEPS: [(&str, &str, &str); 17] = [
    ("", "▌ Fin.com", "▌ Fin.com"),
    ("", "1✗ 3+1", "1✗ 3+1"),
    ("<enter>", "`waits for us`, and behind `Why:`", "Why: "),
    ("jjj", "`j` three times selects an owner", "3 Comments 2 "),
    ("t", "*Asks* says what is owed", "‹Asks 4›"),
    ("t", "*Findings* are checks that hit", "‹Findings 9›"),
    ("<enter>", "`Enter` jumps to what a finding is about", "‹Tree›"),
    ("d", "at the right `What Fin wrote`", "What Fin wrote"),
    ("", "`LOOK FIRST` names", "LOOK FIRST"),
    ("y", "`y` copies the message", "copied the message"),
    ("<esc>1/kestrel<enter>", "Type `/`, `kestrel` and `Enter`", "Asks 2 Findings 2 "),
    ("r", "`refreshed: 6 changes`", "refreshed: 6 changes"),
    ("2ttt", "behind `2` and some `t` the tab *History*", "is APPROVED (was REJECTED)"),
    ("1<esc>/grey<enter>", "the case says `HELD: ask compliance`", "HELD: ask compliance"),
    ("<esc>v", "`v` shows the figures over all customers", "Who must act, and for how long"),
    ("<enter>", "`Enter` shows those of a bar in the queue", "“ball:us”"),
    ("<esc>", "`Esc` leads back", "Who must act, and for how long"),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_first_five_minutes_are_as_the_readme_tells_them() {
    let told = README.split_whitespace().collect::<Vec<_>>().join(" ");
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let mut running = Running::start(&sandbox, Setup { size: (120, 30), ..Setup::default() });
    running.wait_until_listed().await;
    for (keys, says, shown) in STEPS {
        assert!(
            told.contains(says),
            "README.md does not say any more: {says}; change STEPS in tests/dashboard/tour.rs, too"
        );
        running.keys(keys);
        running.wait_for_text(shown).await;
    }
    running.keys("<esc>/grey<enter>d");
    running.wait_for_text("INTERNAL NOTE").await;
    running.quit().await;
}
