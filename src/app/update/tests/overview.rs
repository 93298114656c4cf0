//! The overview: its bars, what each leads to, and the way back.

use std::collections::BTreeSet;

use super::*;
use crate::app::effect::Effect;
use crate::app::memory::MemoryMsg;
use crate::app::overview::{Bar, GroupKind};
use crate::app::row::AskMove;
use crate::domain::calendar::Calendar;
use crate::domain::figures::AgeBand;
use crate::domain::imprint::CustomerKey;
use crate::domain::key::Subject;
use crate::domain::over_time::{Ground, Moved, OverTime, Week, WeekExtent, Window as Span};
use crate::domain::sample::{party, rejection, request, subject};

const UUID: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";

/// Customers of all kinds, as the list has them and as their details are.
fn of_all_kinds() -> Server {
    let statuses = ["ACTION_REQUIRED", "REVIEWING", "APPROVED", "REJECTED", "FROZEN", "INCOMPLETE", "ON_HOLD"];
    let ages = ["2026-05-20T02:00:00Z", "2026-05-15T02:00:00Z", "2026-05-10T02:00:00Z", "2026-01-02T00:00:00Z", "soon"];
    let mut server = Server::of(0);
    for number in 0..35 {
        let (status, at) = (statuses[number % statuses.len()], ages[number % ages.len()]);
        let mut case = sample::case(&id(number)).in_status(status).updated(at);
        case.profile.updated_at = sample::time(at);
        if number % 3 == 0 {
            case = case.refused(Subject::Company, rejection().labelled(&["LOW_QUALITY", "EXPIRATION_DATE"]));
        }
        if number % 4 == 0 {
            let asked = request(subject("p1"), "identity").naming("PASSPORT", []);
            case = case.with(party("p1").standing("REVIEWING")).wanting(asked);
        }
        if number % 9 == 0 {
            case = case.refused(Subject::Company, rejection().labelled(&["AN_UNKNOWN_LABEL"]));
        }
        server.rows.push(sample::row_of(&case));
        server.holds(case);
    }
    server
}

fn on_overview(server: Server) -> Harness {
    let mut harness = Harness::settled(server);
    harness.acts(&[Action::LookAtAll]);
    harness.pass(LONG);
    harness.act(Action::Overview);
    harness
}

fn bar(harness: &Harness) -> Bar {
    match &harness.model.screen.window {
        Window::Overview(bar) => bar.clone(),
        window => panic!("the overview is not open: {window:?}"),
    }
}

/// Every bar with the number of customers that it stands for.
fn bars(harness: &Harness) -> Vec<(Bar, usize)> {
    let mut bars = Vec::new();
    for group in &harness.model.overview.groups {
        for row in &group.rows {
            if let (Bar::Ball(ball, _), Some(bands)) = (&row.bar, row.bands) {
                bars.extend(AgeBand::ALL.map(|band| (Bar::Ball(*ball, Some(band)), bands[band as usize].customers)));
            }
            if !matches!(row.bar, Bar::Week(..) | Bar::Days(_)) {
                bars.push((row.bar.clone(), usize::try_from(row.length).unwrap()));
            }
        }
    }
    bars
}

#[test]
fn every_bar_leads_to_just_the_customers_it_counts_and_back_again() {
    let mut harness = on_overview(of_all_kinds());
    harness.act(Action::Back);
    harness.act(Action::Find);
    harness.type_text("amber");
    harness.tell(Msg::Edit(Edit::Submit));
    harness.show_view(QuickView::NeedUs);
    harness.acts(&[Action::Down, Action::Down]);
    let (before, selected) = (harness.order(), harness.viewed());
    harness.act(Action::Overview);
    let bars = bars(&harness);
    let kinds: BTreeSet<usize> = harness.model.overview.groups.iter().map(|group| group.kind as usize).collect();
    assert_eq!((kinds.len(), bars.iter().filter(|(_, count)| *count > 0).count() > 20), (7, true), "{bars:?}");
    for (bar_of, count) in bars {
        harness.model.screen.window = Window::Overview(bar_of.clone());
        harness.act(Action::Activate);
        if count == 0 {
            assert_eq!(bar(&harness), bar_of, "nobody is to be shown");
            continue;
        }
        assert_eq!(harness.model.screen.window, Window::None);
        let queue = &harness.model.queue;
        let matching = queue.shown_from(0).filter(|row| !row.is_kept()).count();
        assert_eq!(matching, count, "{bar_of:?}: {}", queue.filter.text());
        // Of some nobody knows since when: that is told.
        let is_of_age = matches!(bar_of, Bar::Ball(_, Some(_)));
        assert!(queue.filter_state().cannot_tell == 0 || is_of_age, "{bar_of:?}");
        assert_eq!(queue.cursor().at, 0, "the first of them is selected");
        harness.act(if count % 2 == 0 { Action::Back } else { Action::Quit });
        assert_eq!(bar(&harness), bar_of, "going back leads to the bar");
        assert_eq!(
            (harness.model.queue.filter.text().as_str(), harness.model.queue.quick_view),
            ("amber", QuickView::NeedUs)
        );
    }
    harness.act(Action::Back);
    assert_eq!((harness.order(), harness.viewed()), (before, selected), "as it was, and the same customer");
}

#[test]
fn a_bar_leads_to_its_customers_as_often_as_it_is_taken() {
    let mut harness = on_overview(of_all_kinds());
    harness.act(Action::Activate);
    let first = harness.order();
    harness.acts(&[Action::Overview, Action::Activate]);
    assert_eq!((harness.order(), first.is_empty()), (first, false));
}

#[test]
fn whom_the_server_no_longer_knows_is_in_no_bar() {
    let mut harness = on_overview(of_all_kinds());
    let all = harness.model.overview.reading.customers;
    harness.act(Action::Back);
    harness.server.rows.retain(|row| row.key != row_key(&id(0)));
    for _ in 0..2 {
        harness.act(Action::RefreshQueue);
        harness.pass(SECOND);
    }
    harness.act(Action::Overview);
    assert_eq!(harness.model.overview.reading.customers, all - 1);
    let count = bars(&harness).into_iter().find(|(bar, _)| *bar == Bar::Ball(Ball::Us, None)).unwrap().1;
    harness.act(Action::Activate);
    assert_eq!(harness.model.queue.shown_from(0).filter(|row| !row.is_kept()).count(), count);
    assert!(harness.model.queue.filter.text().contains("gone:no"));
}

#[test]
fn going_back_leads_to_the_overview_only_while_the_queue_shows_what_it_led_to() {
    let mut harness = on_overview(of_all_kinds());
    harness.acts(&[Action::Activate, Action::Activate]);
    harness.pass(SECOND);
    harness.act(Action::Back);
    assert_eq!(
        (harness.model.focus(), &harness.model.screen.window),
        (Pane::Queue, &Window::None),
        "first out of the case"
    );
    harness.act(Action::Back);
    assert_eq!(bar(&harness), Bar::Ball(Ball::Us, None));
    harness.acts(&[Action::Activate, Action::QuickView, Action::Back]);
    assert_eq!(harness.model.screen.window, Window::None, "another part is shown");
    assert!(harness.model.queue.filter.is_empty(), "Esc clears the filter, as ever");
}

#[test]
fn the_figures_fill_while_details_arrive_and_idle_costs_nothing() {
    let mut server = of_all_kinds();
    server.latency = None;
    let mut harness = Harness::new(server);
    harness.start();
    harness.answer_list();
    harness.act(Action::Overview);
    assert_eq!((harness.model.overview.reading.customers, harness.model.overview.reading.read), (35, 0));
    let groups = harness.model.overview.groups.clone();
    assert!(groups.iter().find(|group| group.kind == GroupKind::Labels).unwrap().rows.is_empty());
    harness.act(Action::LookAtAll);
    harness.pass(SECOND);
    let asked = harness.asked_cases.len();
    assert!(asked > 0, "it is read behind the overview");
    for request in harness.asked_cases.keys().copied().collect::<Vec<_>>() {
        harness.answer(request);
    }
    assert_eq!(harness.model.overview.reading.read, asked);
    let made = harness.model.overview.revision;
    harness.tell(Msg::Touched);
    assert_eq!((harness.model.overview.revision, harness.is_changed), (made, false), "nothing is made anew");
    harness.pass(Duration::from_mins(1));
    assert!(harness.model.overview.revision > made, "ages read differently");
}

#[test]
fn keys_go_through_all_bars_and_round() {
    let mut harness = on_overview(of_all_kinds());
    let all: Vec<Bar> = harness.model.overview.bars().cloned().collect();
    harness.act(Action::Last);
    assert_eq!(Some(&bar(&harness)), all.last());
    harness.acts(&[Action::First, Action::Open]);
    assert_eq!(bar(&harness), Bar::Ball(Ball::Us, Some(AgeBand::UpTo2)));
    harness.act(Action::Down);
    assert_eq!(bar(&harness), Bar::Ball(Ball::Unknown, Some(AgeBand::UpTo2)), "the same age of the next");
    harness.acts(&[Action::Close, Action::Up]);
    assert_eq!(bar(&harness), Bar::Ball(Ball::Us, None));
    let mut met = BTreeSet::new();
    for _ in 0..all.len() {
        let at = all.iter().position(|one| *one == bar(&harness));
        met.extend(at);
        harness.act(Action::Down);
    }
    assert_eq!(met.len(), all.len(), "down goes through every row");
    assert_eq!(bar(&harness), all[0], "and round");
    let groups = harness.model.overview.groups.iter().filter(|group| !group.rows.is_empty()).count();
    for _ in 0..groups {
        harness.act(Action::NextPane);
    }
    assert_eq!(bar(&harness), all[0]);
    harness.acts(&[Action::PreviousPane, Action::NextPane]);
    assert_eq!(bar(&harness), all[0]);
}

#[test]
fn a_shared_screen_shows_no_figures_of_others() {
    let mut harness = on_overview(of_all_kinds());
    harness.acts(&[Action::Back, Action::ThisCaseOnly, Action::Overview]);
    assert_eq!(harness.model.screen.window, Window::None);
    assert!(harness.notice().contains("this case only"), "{}", harness.notice());
    // Nor is there a way back to them.
    harness.acts(&[Action::ThisCaseOnly, Action::Overview, Action::Activate, Action::ThisCaseOnly, Action::Back]);
    assert_eq!(harness.model.screen.window, Window::None);
    harness.acts(&[Action::ThisCaseOnly, Action::Overview, Action::ThisCaseOnly]);
    assert_eq!((&harness.model.screen.window, harness.model.screen.is_one_case_only()), (&Window::None, true));
}

/// What was asked of the memory, if anything was.
fn asked(effects: &[Effect]) -> Option<(RequestId, Span)> {
    effects.iter().find_map(|effect| match effect {
        Effect::OverTime(ask) => Some((ask.request, ask.window)),
        _ => None,
    })
}

fn over_time(span: Span, monday: &str) -> OverTime {
    let calendar = Calendar::default();
    let mut over_time = OverTime::collector(span, &calendar).finish(Ground::default());
    let customers = BTreeSet::from([CustomerKey::parse(UUID).unwrap()]);
    let week = Week {
        starts: monday.parse().unwrap(),
        extent: WeekExtent::Whole,
        opened: Moved { asks: 3, customers },
        resolved: Moved::default(),
    };
    over_time.weeks = vec![week];
    over_time
}

#[test]
fn a_week_leads_to_those_whose_asks_moved_in_it() {
    let mut server = Server::of(2);
    server.rows.push(sample::row(UUID));
    let mut harness = Harness::settled(server);
    let effects = harness.act(Action::Overview);
    let (request, span) = asked(&effects).expect("the memory is asked");
    let weeks = |harness: &Harness| {
        harness.model.overview.groups.iter().find(|group| group.kind == GroupKind::Weeks).unwrap().clone()
    };
    assert!(weeks(&harness).rows.is_empty() && weeks(&harness).notes[0].contains("Reading"));
    let answer = Ok(Some(Box::new(over_time(span, "2026-05-11"))));
    harness.tell(Msg::Memory(MemoryMsg::OverTime { request, answer }));
    let row = weeks(&harness).rows[0].clone();
    assert_eq!((row.figure.as_str(), &row.bar), ("+3", &Bar::Week("2026-05-11".parse().unwrap(), AskMove::Opened)));
    harness.model.screen.window = Window::Overview(row.bar);
    harness.act(Action::Activate);
    assert_eq!(harness.order(), [UUID]);
    assert_eq!(harness.model.queue.filter.text(), "opened:2026-05-11");
    harness.act(Action::Back);
    // Any other day of the week means the same, and another week has nobody.
    harness.acts(&[Action::Back, Action::Find]);
    harness.type_text("opened:2026-05-17");
    assert_eq!(harness.order(), [UUID]);
    harness.tell(Msg::Edit(Edit::Cancel));
    harness.act(Action::Find);
    harness.type_text("opened:2026-05-18");
    assert_eq!(
        (harness.order().len(), harness.model.queue.filter_state().cannot_tell),
        (0, 3),
        "nothing is known of it"
    );
    harness.tell(Msg::Edit(Edit::Cancel));
    harness.act(Action::Find);
    harness.type_text("!resolved:2026-05-11");
    assert_eq!((harness.order().len(), harness.model.queue.filter_state().cannot_tell), (3, 0));
}

#[test]
fn of_customers_that_were_named_nothing_is_told_over_time() {
    let ids = vec![customer_id("c000"), customer_id("c001")];
    let mut harness = Harness::with(Server::of(2), Source::Customers(ids), WIDE);
    harness.start();
    harness.pass(SECOND);
    let (request, span) = asked(&harness.act(Action::Overview)).expect("the memory is asked");
    let answer = Ok(Some(Box::new(over_time(span, "2026-05-11"))));
    harness.tell(Msg::Memory(MemoryMsg::OverTime { request, answer }));
    let weeks = harness.model.overview.groups.iter().find(|group| group.kind == GroupKind::Weeks).unwrap();
    assert!(weeks.rows.is_empty() && weeks.notes[0].contains("whole queue"), "{weeks:?}");
}

#[test]
fn what_has_no_words_is_not_told_as_nothing() {
    let mut server = Server::of(1);
    let unknown = request(Subject::Company, "identity").naming("a_new_paper", []);
    server.holds(sample::case("c000").in_status("ACTION_REQUIRED").wanting(unknown));
    let harness = on_overview(server);
    let said: Vec<&str> = harness.model.overview.headline.iter().map(|(said, _)| said.as_str()).collect();
    assert!(said.iter().any(|said| said.contains("no words here")), "{said:?}");
    assert!(said.iter().all(|said| !said.contains("Nothing is refused")), "{said:?}");
}

/// From the overview no case is seen, so that nothing is uncovered there.
#[test]
fn keys_of_the_panes_close_the_overview_or_do_nothing() {
    let mut harness = on_overview(of_all_kinds());
    harness.acts(&[Action::Mask, Action::ShowProse]);
    assert!(harness.model.screen.prose.is_none() && matches!(harness.model.screen.window, Window::Overview(_)));
    harness.act(Action::Help);
    assert!(matches!(harness.model.screen.window, Window::Palette(_)));
    harness.acts(&[Action::Back, Action::Overview, Action::FocusCase]);
    assert_eq!((harness.model.focus(), &harness.model.screen.window), (Pane::Case, &Window::None));
}

#[test]
fn a_filter_by_week_asks_the_memory_by_itself() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::Find);
    let mut found = None;
    for letter in "resolved:2026-05-11".chars() {
        found = asked(&harness.tell(Msg::Edit(Edit::Insert(letter.to_string())))).or(found);
    }
    let (request, _) = found.expect("the memory is asked");
    assert_eq!(harness.model.queue.filter_state().cannot_tell, 1);
    harness.tell(Msg::Memory(MemoryMsg::OverTime { request, answer: Ok(None) }));
    assert_eq!(harness.model.queue.filter_state().cannot_tell, 1, "nothing is known: nobody can tell");
}
