//! What the dashboard shows: pictures of whole screens, and what must hold whatever it shows.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a harness that cannot be set fails the test that wanted it")]

#[path = "snapshots/harness.rs"]
mod harness;
#[path = "snapshots/picture.rs"]
mod picture;
#[path = "snapshots/readable.rs"]
mod readable;
#[path = "snapshots/revision.rs"]
mod revision;

use kyb_dash::app::action::Action;
use kyb_dash::app::field::Edit;
use kyb_dash::app::layout::{Pane, Size};
use kyb_dash::app::list::List;
use kyb_dash::app::msg::{Msg, QueueMsg};
use kyb_dash::app::window::Window;
use kyb_dash::domain::completeness::{Completeness, Shortfall};
use kyb_dash::domain::failure::{Failure, FailureKind};
use kyb_dash::domain::mask::Redactor;
use kyb_dash::domain::time::Zone;
use kyb_dash::view::{Theme, View};
use proptest::prelude::*;
use ratatui::style::Color;

use harness::{Harness, REFERENCE, REFERENCE_ID, case, customer, reference, rows, usual_rows};
use picture::{Picture, draw, draw_on};

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
        assert_eq!(seen.contains("What Fin wrote (not part of the message)"), width >= 80);
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

#[test]
fn the_header_tells_how_far_the_list_is_in_numbers_people_can_read() {
    let mut harness = Harness::started(120, 30);
    let customers: Vec<String> = (0..1_200)
        .map(|number| customer(&format!("c{number}"), "Amber Basalt Ltd", "GBR", "REVIEWING", "2026-11-20T13:00:00Z"))
        .collect();
    let request = harness.listing.unwrap();
    let rows = rows(&customers.join(","));
    harness.send(Msg::Queue(QueueMsg::Page { request, rows, total: Some(100_000) }));
    let header = shot(&harness).row(0);
    assert!(header.contains("1,200 customers · 0+ need us · 0 of 1,200 read"), "{header}");
    assert!(header.ends_with("loading… 1,200 of 100,000"), "{header}");
    harness.send(Msg::Queue(QueueMsg::Complete { request, completeness: Completeness::Whole }));
    let header = shot(&harness).row(0);
    assert!(header.contains("1,200 customers · 0+ need us") && !header.contains("loading"), "{header}");
    harness.send(Msg::Waiting { seconds: 12 });
    let header = shot(&harness).row(0);
    assert!(header.contains("wait 12 s"), "{header}");
}

/// Faults: K3.
#[test]
fn an_incomplete_list_says_so_at_every_width_and_as_long_as_it_is() {
    let reasons = vec!["page 3 could not be read: the server failed (500)".to_owned()];
    let shortfall = Shortfall { listed: 480, total: Some(500), reasons };
    for (width, height, headline) in [
        (200, 50, "INCOMPLETE: 480 of 500 customers listed"),
        (120, 30, "INCOMPLETE: 480 of 500 customers listed"),
        (80, 24, "INCOMPLETE"),
        (40, 10, "INCOMPLETE"),
    ] {
        let mut harness = Harness::started(width, height);
        let request = harness.listing.take().unwrap();
        harness.send(Msg::Queue(QueueMsg::Page { request, rows: usual_rows(), total: Some(500) }));
        let header = shot(&harness).row(0);
        assert!(header.contains("loading…") && !header.contains("INCOMPLETE"), "{width}: {header}");
        let completeness = Completeness::Incomplete(shortfall.clone());
        harness.send(Msg::Queue(QueueMsg::Complete { request, completeness }));
        let footer = shot(&harness).row(height - 1);
        assert!(width < 120 || footer.contains("could not be read"), "{footer}");
        harness.settle();
        harness.act(Action::RefreshQueue);
        for _ in 0..2 {
            let header = shot(&harness).row(0);
            assert!(header.contains(headline) && header.contains("SANDBOX"), "{width}: {header}");
            harness.act(Action::Mask);
            harness.send(Msg::Waiting { seconds: 99 });
        }
        harness.list(usual_rows());
        let header = shot(&harness).row(0);
        assert!(!header.contains("INCOMPLETE"), "{width}: {header}");
    }
}

/// Faults: K3.
#[test]
fn a_first_list_that_breaks_off_or_holds_nobody_is_no_whole_one() {
    for width in [120, 40] {
        let mut harness = Harness::started(width, 30);
        let request = harness.listing.unwrap();
        harness.send(Msg::Queue(QueueMsg::Page { request, rows: usual_rows(), total: Some(500) }));
        harness.act(Action::Back);
        assert!(shot(&harness).row(0).contains("INCOMPLETE"), "cancelled");
        harness.act(Action::RefreshQueue);
        harness.fail_listing(Failure::new(FailureKind::Forbidden));
        assert!(shot(&harness).row(0).contains("INCOMPLETE"), "refused");
    }
    let mut harness = Harness::started(120, 30);
    let request = harness.listing.take().unwrap();
    let shortfall = Shortfall { listed: 0, total: Some(3), reasons: vec!["page 1 is empty".to_owned()] };
    harness.send(Msg::Queue(QueueMsg::Page { request, rows: Vec::new(), total: Some(3) }));
    harness.send(Msg::Queue(QueueMsg::Complete { request, completeness: Completeness::Incomplete(shortfall) }));
    harness.settle();
    let picture = shot(&harness);
    assert!(picture.row(0).contains("INCOMPLETE: 0 of 3 customers listed"), "{}", picture.row(0));
    assert!(picture.text().contains("customers listed; page"), "{}", picture.text());
    assert!(!picture.text().contains("no customers here"), "{}", picture.text());
}

#[test]
fn the_footer_says_when_the_order_is_old() {
    let mut harness = Harness::usual(120, 30);
    harness.serve(other_case("a4", "Sole Harbour Studio OU"));
    harness.fail_case("a4", Failure::new(FailureKind::TimedOut));
    assert!(!shot(&harness).row(29).contains("order is old"));
    harness.select("Sole Harbour Studio OU");
    harness.act(Action::RefreshCase);
    harness.settle();
    let footer = shot(&harness).row(29);
    assert!(footer.ends_with("order is old, R ranks anew"), "{footer}");
}

#[test]
fn a_file_offers_nothing_that_needs_a_server() {
    let damaged = Failure::saying(FailureKind::NotUnderstood, "the customer has no usable customer_id");
    let mut harness = Harness::of_file(120, 30, vec![Ok(reference()), Err(damaged), Ok(reference())]);
    let text = shot(&harness).text();
    assert!(text.contains("FILE  saved\\u{202e}.json") && text.contains("read just now"), "{text}");
    assert!(!text.contains("fetch") && !text.contains("refresh"), "{text}");
    harness.act(Action::NextCustomer);
    let text = shot(&harness).text();
    assert!(text.contains("customer_id") && !text.contains("tries again"), "{text}");
    harness.act(Action::NextCustomer);
    let text = shot(&harness).text();
    assert!(text.contains("671536f8") && text.contains("jane.smith"), "sent twice, shown twice: {text}");
    harness.act(Action::Help);
    let text = shot(&harness).text();
    assert!(text.contains("(this is a saved file:"), "{text}");
}

/// Faults: P6.
#[test]
fn selection_and_focus_are_seen_without_any_style() {
    for theme in [Theme::monochrome(), Theme::monochrome().ascii()] {
        let mut view = View::new(theme);
        let mut harness = reference_at(120, 30, Action::FocusCase);
        harness.act(Action::Down);
        let picture = draw(&mut view, &harness.model);
        let mark = if picture.text().contains('▌') { "▌" } else { ">" };
        let layout = harness.model.layout();
        let inner = layout.place(Pane::Case).unwrap().inner;
        let marked: Vec<u16> =
            (inner.y..inner.y + inner.height).filter(|y| picture.cell(inner.x, *y).symbol() == mark).collect();
        assert_eq!(marked, [inner.y + 1], "the tree's selected row");
        let queue = layout.place(Pane::Queue).unwrap();
        assert_eq!(picture.cell(queue.inner.x, queue.inner.y).symbol(), mark, "the queue's selected row");
        let (focused, other) = (layout.place(Pane::Case).unwrap().outer, queue.outer);
        let [focused, other] = [focused, other].map(|outer| picture.cell(outer.x + outer.width - 2, outer.y).symbol());
        assert_ne!(focused, other, "the focused frame");
        for cell in &picture.buffer.content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
    }
}

/// Faults: P6.
#[test]
fn ascii_is_ascii_whatever_is_shown() {
    let mut view = View::new(Theme::terminal().ascii());
    for mut harness in
        [hostile(), reference_at(120, 30, Action::FocusCase), Harness::usual(39, 9), Harness::usual(40, 10)]
    {
        assert!(draw(&mut view, &harness.model).text().is_ascii());
        for overlay in [Action::Help, Action::Sort, Action::CopyWhat, Action::Draft] {
            harness.act(overlay);
            assert!(draw(&mut view, &harness.model).text().is_ascii());
            harness.act(Action::Back);
        }
    }
}

/// Faults: W12.
#[test]
fn nothing_of_one_case_is_drawn_under_another() {
    for (width, height) in [(200, 50), (120, 30), (80, 24), (40, 10)] {
        let mut view = View::new(Theme::terminal());
        let mut harness = Harness::usual(width, height);
        for focus in [Action::FocusCase, Action::FocusComments, Action::FocusDocuments] {
            harness.select("Fin.com");
            harness.act(focus);
            let before = draw(&mut view, &harness.model).text();
            assert!(
                before.contains("acmecorp") || before.contains("testdoc1") || before.contains("ompany"),
                "{before}"
            );
            harness.act(Action::NextCustomer);
            let text = draw(&mut view, &harness.model).text();
            for trace in ["acmecorp", "testdoc1", "not accepted", "671536f8", "LOW_QUALITY", "asks"] {
                assert!(!text.contains(trace), "{trace} in\n{text}");
            }
            assert!(text.contains("loading…"), "{text}");
        }
    }
}

#[test]
fn rows_of_a_case_that_is_no_longer_viewed_are_not_drawn() {
    let mut harness = reference_at(120, 30, Action::FocusQueue);
    harness.type_filter("zzz");
    let text = shot(&harness).text();
    assert!(text.contains("no customer is selected") && !text.contains("acmecorp"), "{text}");
}

/// Faults: P1.
#[test]
fn no_size_is_too_odd_to_draw() {
    let mut view = View::new(Theme::terminal());
    let mut stages = vec![Harness::usual(80, 24), hostile(), Harness::started(80, 24), Harness::usual(80, 24)];
    stages[3].type_filter("株式");
    for overlay in [Action::Help, Action::Sort, Action::CopyWhat, Action::Draft] {
        let mut harness = Harness::usual(80, 24);
        harness.act(overlay);
        harness.act(Action::Last);
        stages.push(harness);
    }
    let mut searching = Harness::usual(80, 24);
    searching.act(Action::Help);
    searching.insert("株式株式株式株式株式株式株式株式株式株式株式株式株式");
    stages.push(searching);
    for width in (1..60).chain([79, 80, 119, 120, 300]) {
        for height in 1..30 {
            for (place, harness) in stages.iter_mut().enumerate() {
                if (usize::from(width + height) + place).is_multiple_of(3) {
                    harness.send(Msg::Resized(Size { width, height }));
                    draw(&mut view, &harness.model);
                }
            }
        }
    }
}

/// Faults: P1.
#[test]
fn a_terminal_that_shrank_before_the_model_knew_is_drawn_all_the_same() {
    let harness = reference_at(120, 30, Action::FocusCase);
    let whole = shot(&harness);
    for (width, height) in [(1, 1), (39, 9), (80, 24), (120, 29), (121, 31), (200, 60)] {
        let picture = draw_on(&mut View::new(Theme::terminal()), &harness.model, width, height);
        assert_eq!(picture.part(0, 0, width.min(16)), whole.part(0, 0, width.min(16)));
    }
}

/// The letters of a line, which are what signs, bars and cuts leave alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the tree pane shows the rows that the model says it does; which one is the first.
fn assert_tree_is_where_the_model_is(view: &mut View, harness: &Harness) -> Result<usize, TestCaseError> {
    let layout = harness.model.layout();
    let entry = harness.model.viewed_case().filter(|entry| entry.case().is_some());
    let (Some(place), Some(entry)) = (layout.place(Pane::Case), entry) else { return Ok(0) };
    let picture = draw(view, &harness.model);
    let (tree, inner) = (&entry.tree, place.inner);
    let mut cursor = tree.cursor();
    cursor.go_to(cursor.at, tree.visible().len(), usize::from(inner.height));
    for (y, row) in (inner.y..inner.y + inner.height).zip(cursor.offset..) {
        let shown = picture.part(y, inner.x, inner.x + inner.width);
        if shown.starts_with('┊') {
            // The selected row in full, over the start or the end of the list.
            continue;
        }
        let Some(node) = tree.visible().get(row).and_then(|place| tree.nodes().get(*place)) else {
            prop_assert_eq!(shown.trim(), "", "below the last row");
            continue;
        };
        let words = letters(&node.line.words(&Redactor::open()));
        // What gives way is left out in its middle or at its end; what is shown stands there in that order.
        let mut rest = words.as_str();
        for part in shown.split('…').map(letters) {
            let Some((_, after)) = rest.split_once(part.as_str()) else {
                return Err(TestCaseError::fail(format!("row {row}: {shown:?} is not {words:?}")));
            };
            rest = after;
        }
        prop_assert!(shown.contains('…') || letters(&shown) == words, "row {row}: {shown:?} is not all of {words:?}");
        prop_assert_eq!(shown.starts_with('▌'), row == cursor.at, "row {}: {:?}", row, shown);
    }
    Ok(cursor.offset)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tree_is_drawn_where_the_model_is(walk in proptest::collection::vec((0_u8..18, 0_u16..4), 1..60)) {
        use Action as A;
        let mut harness = Harness::listed(80, 24, usual_rows(), vec![reference(), other_case("a1", "Amber Basalt Ltd")]);
        harness.act(A::FocusCase);
        let mut view = View::new(Theme::terminal());
        let mut moved_only = true;
        for (step, size) in walk {
            moved_only &= step < 15;
            match step {
                0..=3 => harness.act(A::Down),
                4 => harness.act(A::Up),
                5 => harness.act(A::PageDown),
                6 => harness.act(A::PageUp),
                7 => harness.act(A::Last),
                8 => harness.act(A::First),
                9..=11 => harness.act(A::Activate),
                12 => harness.act(A::Close),
                13 => harness.act(A::Open),
                14 => harness.act(A::RefreshCase),
                15 => harness.act(A::Zoom),
                16 => harness.select(if size % 2 == 0 { "Amber Basalt Ltd" } else { "Fin.com" }),
                _ => harness.send(Msg::Resized(Size { width: 40 + 40 * size, height: 10 + 7 * size })),
            }
            let first = assert_tree_is_where_the_model_is(&mut view, &harness)?;
            if let Some(entry) = harness.model.viewed_case().filter(|_| moved_only) {
                prop_assert_eq!(first, entry.tree.cursor().offset);
            }
        }
    }
}

/// The reference case as another company's.
fn other_case(id: &str, name: &str) -> kyb_dash::domain::case::Case {
    let json = String::from_utf8_lossy(REFERENCE).replace(REFERENCE_ID, id).replace("Fin.com", name);
    case(json.as_bytes(), id)
}

#[test]
fn a_long_tree_is_drawn_from_any_row_at_once() {
    let mut harness = reference_at(80, 24, Action::FocusCase);
    let mut view = View::new(Theme::terminal());
    // Everything is opened between two frames, then the end is looked at: the widget saw a shorter tree last.
    draw(&mut view, &harness.model);
    for _ in 0..200 {
        harness.act(Action::Open);
        harness.act(Action::Down);
    }
    // In the middle of its page, so that no scrolling to the selected row makes up for a wrong first one.
    (0..5).for_each(|_| harness.act(Action::Up));
    assert!(harness.model.viewed_case().unwrap().tree.cursor().offset > 20);
    assert_tree_is_where_the_model_is(&mut view, &harness).unwrap();
}
