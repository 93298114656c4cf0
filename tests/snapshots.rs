//! What the dashboard shows: pictures of whole screens, and what must hold whatever it shows.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a harness that cannot be set fails the test that wanted it")]

#[path = "snapshots/draft_pages.rs"]
mod draft_pages;
#[path = "snapshots/everywhere.rs"]
mod everywhere;
#[path = "snapshots/following.rs"]
mod following;
#[path = "snapshots/harness.rs"]
mod harness;
#[path = "snapshots/list_states.rs"]
mod list_states;
#[path = "snapshots/memory.rs"]
mod memory;
#[path = "snapshots/overview.rs"]
mod overview;
#[path = "snapshots/part.rs"]
mod part;
#[path = "snapshots/picture.rs"]
mod picture;
#[path = "snapshots/readable.rs"]
mod readable;
#[path = "snapshots/revision.rs"]
mod revision;
#[path = "snapshots/tree.rs"]
mod tree;

use kyb_dash::app::action::Action;
use kyb_dash::app::field::Edit;
use kyb_dash::app::layout::Size;
use kyb_dash::app::msg::Msg;
use kyb_dash::app::window::Window;
use kyb_dash::domain::failure::{Failure, FailureKind};
use kyb_dash::domain::mask::{Redactor, Sentence};
use kyb_dash::domain::text::SafeText;
use kyb_dash::domain::time::Zone;
use kyb_dash::view::{Theme, View};

use harness::{Harness, REFERENCE, REFERENCE_ID, case, customer, rows, usual_rows};
use picture::{Picture, draw};

fn shot(harness: &Harness) -> Picture {
    draw(&mut View::new(Theme::terminal()), &harness.model)
}

macro_rules! assert_picture {
    ($name:literal, $harness:expr) => {
        insta::assert_snapshot!($name, shot($harness).describe())
    };
}

/// The reference case with the queue, or the case, in focus.
fn reference_at(width: u16, height: u16, focus: Action) -> Harness {
    let mut harness = Harness::usual(width, height);
    harness.act(focus);
    harness.settle();
    harness
}

#[test]
fn the_reference_case_at_every_size() {
    assert_picture!("queue_200x50", &reference_at(200, 50, Action::FocusQueue));
    assert_picture!("case_200x50", &reference_at(200, 50, Action::FocusCase));
    assert_picture!("queue_120x30", &reference_at(120, 30, Action::FocusQueue));
    assert_picture!("case_120x30", &reference_at(120, 30, Action::FocusCase));
    assert_picture!("queue_80x24", &reference_at(80, 24, Action::FocusQueue));
    assert_picture!("case_80x24", &reference_at(80, 24, Action::FocusCase));
    assert_picture!("queue_40x10", &reference_at(40, 10, Action::FocusQueue));
    assert_picture!("case_40x10", &reference_at(40, 10, Action::FocusCase));
}

#[test]
fn details_of_what_is_selected() {
    let mut harness = reference_at(80, 24, Action::FocusDocuments);
    harness.act(Action::Down);
    assert_picture!("documents_80x24", &harness);
    let mut harness = reference_at(40, 10, Action::FocusComments);
    harness.act(Action::Down);
    assert_picture!("comments_40x10", &harness);
}

#[test]
fn all_actions() {
    assert_picture!("actions_120x30", &reference_at(120, 30, Action::Help));
    assert_picture!("actions_80x24", &reference_at(80, 24, Action::Help));
    let mut harness = reference_at(80, 24, Action::Help);
    harness.act(Action::Last);
    assert_picture!("actions_end_80x24", &harness);
    harness.send(Msg::Resized(Size { width: 40, height: 10 }));
    assert_picture!("actions_end_40x10", &harness);
}

#[test]
fn actions_are_searched() {
    let mut harness = reference_at(80, 24, Action::Help);
    harness.insert("customer");
    harness.act(Action::Down);
    assert_picture!("actions_found_80x24", &harness);
    harness.send(Msg::Edit(Edit::Cancel));
    assert!(
        shot(&harness).text().contains("type to search · Up/Down · Enter runs · Esc closes"),
        "{}",
        shot(&harness).text()
    );
    harness.insert("\u{202e}x");
    assert_picture!("actions_nothing_80x24", &harness);
}

#[test]
fn the_selected_action_is_in_sight_wherever_it_stands() {
    for (width, height) in [(200, 50), (120, 30), (80, 24), (40, 10)] {
        let mut harness = reference_at(width, height, Action::Help);
        let walk = [Action::Down, Action::PageUp, Action::PageDown, Action::HalfPageUp, Action::Up, Action::Last];
        for (step, number) in walk.iter().cycle().zip(0..2 * Action::ALL.len()) {
            harness.act(if number < Action::ALL.len() { Action::Down } else { *step });
            let Window::Palette(palette) = &harness.model.screen.window else { panic!("it closed") };
            let help = palette.selected().unwrap().describe().help;
            let picture = shot(&harness);
            let marked = picture.rows().into_iter().find_map(|row| Some(row.split_once('▌')?.1.to_owned()));
            let start: String = help.chars().take(10).collect();
            assert!(marked.as_ref().is_some_and(|row| row.contains(&start)), "{help}: {marked:?}\n{}", picture.text());
        }
    }
}

#[test]
fn choices() {
    let mut harness = reference_at(120, 30, Action::FocusQueue);
    harness.act(Action::Sort);
    harness.act(Action::Down);
    assert_picture!("choose_sort_120x30", &harness);
    harness.act(Action::Activate);
    harness.act(Action::Sort);
    let text = shot(&harness).text();
    assert!(text.contains("✓ name") && !text.contains("✓ who must act"), "{text}");
    let mut harness = reference_at(80, 24, Action::FocusCase);
    harness.act(Action::CopyWhat);
    harness.act(Action::Last);
    assert_picture!("choose_copy_80x24", &harness);
    let mut harness = reference_at(40, 10, Action::FocusCase);
    harness.act(Action::CopyWhat);
    harness.act(Action::Last);
    assert_picture!("choose_copy_40x10", &harness);
}

#[test]
fn one_case_only() {
    for (width, height) in [(120, 30), (80, 24), (40, 10)] {
        let mut harness = reference_at(width, height, Action::FocusQueue);
        harness.act(Action::ThisCaseOnly);
        harness.settle();
        let text = shot(&harness).text();
        assert!(text.contains("THIS CASE ONLY") && text.contains("Fin.com"), "{text}");
        for other in ["Amber", "Cloudberry", "Verdigris"] {
            assert!(!text.contains(other), "{other} in\n{text}");
        }
        insta::assert_snapshot!(format!("one_case_only_{width}x{height}"), shot(&harness).describe());
    }
}

#[test]
fn tabs() {
    for (width, height) in [(120, 30), (80, 24)] {
        let mut harness = reference_at(width, height, Action::FocusCase);
        for tab in ["asks", "findings", "changes"] {
            harness.act(Action::NextTab);
            insta::assert_snapshot!(format!("tab_{tab}_{width}x{height}"), shot(&harness).describe());
        }
    }
}

/// The drafts of the reference case, some time after it was fetched.
fn drafts_at(width: u16, height: u16) -> Harness {
    let mut harness = reference_at(width, height, Action::FocusCase);
    harness.later(200);
    harness.act(Action::Draft);
    harness
}

#[test]
fn drafts() {
    for (width, height) in [(120, 30), (80, 24)] {
        let mut harness = drafts_at(width, height);
        insta::assert_snapshot!(format!("draft_company_{width}x{height}"), shot(&harness).describe());
        harness.act(Action::NextTab);
        insta::assert_snapshot!(format!("draft_party_{width}x{height}"), shot(&harness).describe());
    }
    assert_picture!("draft_company_40x10", &drafts_at(40, 10));
    for (width, height) in [(80, 24), (40, 10)] {
        let mut harness = drafts_at(width, height);
        harness.act(Action::CopyWhat);
        insta::assert_snapshot!(format!("draft_parts_{width}x{height}"), shot(&harness).describe());
    }
    let mut harness = drafts_at(80, 24);
    harness.act(Action::Mask);
    harness.act(Action::NextTab);
    harness.settle();
    assert_picture!("draft_masked_80x24", &harness);
    let text = shot(&harness).text();
    assert!(!text.contains("jane") && !text.contains("acmecorp"), "{text}");
}

#[test]
fn a_note_that_must_not_be_sent_says_so() {
    let json = String::from_utf8_lossy(REFERENCE).replacen("\"LOW_QUALITY\"", "\"FRAUDULENT_PATTERNS\"", 1);
    let mut harness = Harness::listed(120, 30, usual_rows(), vec![case(json.as_bytes(), REFERENCE_ID)]);
    harness.select("Fin.com");
    harness.act(Action::FocusCase);
    harness.act(Action::Draft);
    harness.settle();
    assert_picture!("draft_escalation_120x30", &harness);
    for (width, height) in [(120, 30), (80, 24), (40, 10)] {
        harness.send(Msg::Resized(Size { width, height }));
        assert!(shot(&harness).row(2).contains("INTERNAL NOTE"), "{}", shot(&harness).text());
    }
}

#[test]
fn drafts_scroll_to_their_end_and_grow_old() {
    for (width, height) in [(120, 20), (80, 24), (40, 10)] {
        let mut harness = drafts_at(width, height);
        let mut seen = String::new();
        for _ in 0..100 {
            seen.push_str(&shot(&harness).text());
            harness.act(Action::Down);
        }
        let last = "Reference: 671536f8";
        for words in ["Subject: Fin.com: three documents", "1. Evidence of directors", "Kind regards", last] {
            assert!(seen.contains(words), "{words} at {width}x{height}");
        }
        assert_eq!(seen.contains("What Fin wrote (not "), width >= 80);
        harness.later(3600);
        let (second, third) = (shot(&harness).row(2), shot(&harness).row(3));
        assert!(format!("{second}{third}").contains("1 h ago"), "{second}\n{third}");
    }
}

#[test]
fn four_states_have_four_words() {
    assert_picture!("state_loading", &Harness::started(80, 24));
    assert_picture!("state_nothing_here", &Harness::listed(80, 24, Vec::new(), Vec::new()));
    let mut harness = Harness::usual(80, 24);
    harness.type_filter("zzz");
    assert_picture!("state_nothing_matches", &harness);
    let mut harness = Harness::started(80, 24);
    harness.fail_listing(Failure::new(FailureKind::Offline));
    assert_picture!("state_failed", &harness);
}

/// What a user was told: results, a warning, what was said twice, what failed, and something longer than a small window.
fn told(width: u16, height: u16) -> Harness {
    let mut harness = reference_at(width, height, Action::FocusCase);
    let about = harness.model.viewed().cloned();
    let plain = |text: &str| Sentence::plain(SafeText::line(text));
    let long = "not written: the disk is full; make room for it and try again, or start in another folder, where there is \
                room for a file that holds the whole case with all its parties, rejections and requests, in one of two forms";
    let copied = "copied the message to jane.smith@acmecorp.com (812 characters), if this terminal allows it (OSC 52)";
    for said in [Ok(plain(copied)), Ok(plain(copied)), Err(plain(long))] {
        harness.later(61);
        harness.send(Msg::said(about.clone(), said));
    }
    harness.act(Action::LiftHold);
    harness.act(Action::AutoRefresh);
    harness.act(Action::Messages);
    harness.settle();
    harness
}

#[test]
fn the_list_of_messages_at_every_size() {
    assert_picture!("messages_200x50", &told(200, 50));
    assert_picture!("messages_160x45", &told(160, 45));
    assert_picture!("messages_120x30", &told(120, 30));
    assert_picture!("messages_100x30", &told(100, 30));
    assert_picture!("messages_80x24", &told(80, 24));
    assert_picture!("messages_40x10", &told(40, 10));
    let mut harness = told(40, 10);
    harness.act(Action::Down);
    harness.act(Action::Down);
    assert_picture!("messages_long_40x10", &harness);
    let mut harness = reference_at(80, 24, Action::Messages);
    harness.settle();
    assert_picture!("messages_none_80x24", &harness);
}

/// Every message can be read whole, but for one that is longer than the window: that can be copied.
#[test]
fn the_selected_message_is_in_full_and_masked_like_everything_else() {
    for (width, height) in [(200, 50), (160, 45), (120, 30), (100, 30), (80, 24)] {
        let mut harness = told(width, height);
        harness.act(Action::Last);
        let words = |harness: &Harness| shot(harness).text().split_whitespace().collect::<Vec<_>>().join(" ");
        let text = words(&harness).replace(" ┃ ┃▌ ", " ");
        assert!(text.contains("2 times") && text.contains("(OSC 52)") && text.contains("jane.smith@"), "{text}");
        harness.act(Action::Mask);
        let text = words(&harness);
        assert!(text.contains("(OSC 52)") && !text.contains("jane"), "{text}");
    }
}

#[test]
fn messages_about_another_customer_are_counted_in_the_footer() {
    let mut harness = reference_at(80, 24, Action::FocusQueue);
    let about = harness.model.viewed().cloned();
    harness.act(Action::NextCustomer);
    harness.settle();
    harness.send(Msg::said(about, Err(Sentence::plain(SafeText::line("nothing was copied")))));
    let footer = shot(&harness).rows().pop().unwrap();
    assert!(footer.contains("M: 1 message") && !footer.contains("nothing was copied"), "{footer}");
}

/// The list and the case were read, and then the server is not there.
fn offline(width: u16, height: u16) -> Harness {
    let mut harness = reference_at(width, height, Action::FocusQueue);
    harness.later(130);
    harness.act(Action::RefreshQueue);
    harness.fail_listing(Failure::saying(FailureKind::Offline, "Connection refused (os error 111)"));
    harness
}

#[test]
fn a_server_that_is_not_there_at_every_size() {
    assert_picture!("offline_200x50", &offline(200, 50));
    assert_picture!("offline_160x45", &offline(160, 45));
    assert_picture!("offline_120x30", &offline(120, 30));
    assert_picture!("offline_100x30", &offline(100, 30));
    assert_picture!("offline_80x24", &offline(80, 24));
    assert_picture!("offline_40x10", &offline(40, 10));
    let mut harness = offline(80, 24);
    harness.act(Action::RefreshQueue);
    assert_picture!("offline_tried_80x24", &harness);
}

#[test]
fn a_case_on_its_way_and_one_that_failed() {
    let mut harness = Harness::listed(120, 30, usual_rows(), Vec::new());
    harness.select("Amber Basalt Ltd");
    assert_picture!("case_loading_120x30", &harness);
    harness.fail_case("a1", Failure::saying(FailureKind::Server(503), "upstream is away"));
    assert_picture!("case_failed_120x30", &harness);
}

#[test]
fn a_refreshed_case_shows_what_changed() {
    let mut harness = reference_at(120, 30, Action::FocusCase);
    let changed = String::from_utf8_lossy(REFERENCE).replacen("REJECTED", "REVIEWING", 1).replacen(
        "UNFILLED_ID",
        "BAD_SELFIE",
        1,
    );
    harness.serve(case(changed.as_bytes(), REFERENCE_ID));
    harness.later(200);
    harness.act(Action::RefreshCase);
    assert_picture!("case_changed_120x30", &harness);
    harness.settle();
    harness.act(Action::AutoRefresh);
    harness.settle();
    harness.later(3 * 3600);
    harness.act(Action::RefreshQueue);
    harness.fail_listing(Failure::new(FailureKind::TimedOut));
    harness.send(Msg::Waiting { seconds: 12 });
    assert_picture!("aged_and_failed_120x30", &harness);
}

#[test]
fn a_filter_being_typed() {
    let mut harness = Harness::usual(80, 24);
    harness.type_filter("ltd");
    assert_picture!("filter_typing_80x24", &harness);
    harness.send(Msg::Edit(Edit::Submit));
    assert_picture!("filter_kept_80x24", &harness);
}

fn hostile() -> Harness {
    let long = "Long ".repeat(40);
    let names = [
        "株式会社アンバー・バサルト東京支店",
        "שלום עולם בע״מ",
        "شركة الاختبار المحدودة",
        "👩🏽‍💻 Emoji 🇩🇪 GmbH 👍🏽👍🏽👍🏽👍🏽",
        "e\u{301}\u{301}\u{301}\u{301}clair \u{1b}[31mred\u{7} Ltd",
        "safe\u{202e}gpj.exe",
        "   ",
        "ﾊﾝｶｸ ｶﾞｷﾞ ﾊﾟﾋﾟ Co",
        "[red] {{x}} %s $(id)",
        long.as_str(),
    ];
    let customers: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(place, name)| customer(&format!("h{place}"), name, "GBR", "ACTION_REQUIRED", "2026-11-01T10:00:00Z"))
        .collect();
    Harness::listed(120, 30, rows(&customers.join(",")), Vec::new())
}

/// Faults: T2, T6.
#[test]
fn names_of_every_script_stay_in_their_column() {
    let harness = hostile();
    assert_picture!("hostile_names_120x30", &harness);
    let picture = shot(&harness);
    for y in 3..3 + 10 {
        let row = picture.row(y);
        // The frame, two columns for signs, twenty-two for the name; then ball and time.
        assert_eq!(picture.part(y, 26, 30), "us  ".to_owned(), "{row}");
        assert_eq!((picture.cell(25, y).symbol(), picture.cell(44, y).symbol()), (" ", "┃"), "{row}");
        assert!(!row.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{row:?}");
    }
}

#[test]
fn other_themes() {
    let harness = reference_at(80, 24, Action::FocusCase);
    insta::assert_snapshot!("monochrome_80x24", draw(&mut View::new(Theme::monochrome()), &harness.model).describe());
    let harness = reference_at(120, 30, Action::FocusQueue);
    insta::assert_snapshot!("ascii_120x30", draw(&mut View::new(Theme::terminal().ascii()), &harness.model).describe());
}

/// Faults: P6.
#[test]
fn themes_with_colours_of_their_own() {
    let harness = reference_at(80, 24, Action::FocusCase);
    for name in ["dark", "light", "high-contrast"] {
        let picture = draw(&mut View::new(Theme::named(name).unwrap()), &harness.model);
        insta::assert_snapshot!(format!("{}_80x24", name.replace('-', "_")), picture.describe());
    }
}

/// The tree, the header of the case and that of the program: all in the zone of the screen, and each says which.
#[test]
fn times_in_a_zone_of_ones_own() {
    let mut harness = reference_at(170, 30, Action::FocusCase);
    harness.model.screen.zone = Zone::Local(jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap());
    harness.act(Action::Down);
    harness.act(Action::Open);
    let text = shot(&harness).text();
    for shown in ["fetched 15:02 CET", "2026-05-04 14:11:27 CEST"] {
        assert!(text.contains(shown), "{text}");
    }
    assert!(!text.contains("UTC"), "{text}");
}

/// Faults: P1.
#[test]
fn too_small_says_so() {
    assert_picture!("too_small_39x9", &Harness::usual(39, 9));
    assert_picture!("too_small_1x1", &Harness::usual(1, 1));
}

#[test]
fn production_and_masked() {
    let mut harness = reference_at(120, 30, Action::FocusCase);
    harness.model.session.word = "PRODUCTION";
    harness.model.session.host = "api.fin.com".to_owned();
    harness.model.session.tone = kyb_dash::app::line::Tone::Bad;
    harness.act(Action::Mask);
    harness.settle();
    assert_picture!("production_masked_120x30", &harness);
}

/// The mask on; prose left out, and then asked for.
#[test]
fn under_a_mask_prose_is_left_out_until_it_is_asked_for() {
    for (width, height) in [(120, 30), (80, 24)] {
        let mut harness = reference_at(width, height, Action::FocusCase);
        harness.act(Action::Mask);
        harness.later(60);
        insta::assert_snapshot!(format!("masked_case_{width}x{height}"), shot(&harness).describe());
        harness.act(Action::FocusComments);
        harness.act(Action::ShowProse);
        harness.later(60);
        insta::assert_snapshot!(format!("masked_asked_for_{width}x{height}"), shot(&harness).describe());
        harness.act(Action::FocusCase);
        harness.act(Action::ShowProse);
        harness.act(Action::NextTab);
        harness.later(60);
        insta::assert_snapshot!(format!("masked_asks_{width}x{height}"), shot(&harness).describe());
    }
}

#[test]
fn people_and_files_go_by_no_name_under_a_mask() {
    let person = include_bytes!("fixtures/individual_action_required.json");
    let id = serde_json::from_slice::<serde_json::Value>(person).unwrap()["data"]["customer_id"].clone();
    let case = case(person, id.as_str().unwrap());
    let nickname = format!("Customer {}", case.id.short());
    let mut harness = Harness::of_file(120, 30, vec![Ok(case.clone())]);
    let host = "saved";
    let name = shot(&harness).text();
    harness.act(Action::Mask);
    let text = shot(&harness).text();
    let of_person = Redactor::open().name(&case.profile.name).to_string();
    assert!(name.contains(host) && name.contains(&of_person) && !name.contains(&nickname), "{name}");
    assert!(!text.contains(host) && !text.contains(&of_person) && text.contains("its name is hidden"), "{text}");
    assert!(text.contains("MASKED") && !text.contains(&format!("{nickname} {nickname}")), "{text}");
    // In the header of the case, the root of its tree, and the queue.
    assert!(text.matches(&nickname).count() == 3, "{text}");
}

/// The reference case as another company's.
fn other_case(id: &str, name: &str) -> kyb_dash::domain::case::Case {
    let json = String::from_utf8_lossy(REFERENCE).replace(REFERENCE_ID, id).replace("Fin.com", name);
    case(json.as_bytes(), id)
}
