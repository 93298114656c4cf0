//! A screen that others see: one case only, and personal data hidden when nobody is at the keyboard.

use super::*;
use crate::app::reason::Reason;

const MINUTE: Duration = Duration::from_mins(1);

#[test]
fn one_case_only_shows_no_other_customer_until_the_same_key_ends_it() {
    let mut harness = Harness::settled(Server::of(5));
    harness.acts(&[Action::Down, Action::Down]);
    harness.pass(SECOND);
    let viewed = harness.viewed();
    harness.act(Action::ThisCaseOnly);
    assert_eq!(harness.order(), [viewed.as_str()]);
    assert!(harness.notice().starts_with("this case only"), "{}", harness.notice());
    for action in [
        Action::NextCustomer,
        Action::PreviousCustomer,
        Action::QuickView,
        Action::Sort,
        Action::Messages,
        Action::Find,
    ] {
        harness.acts(&[Action::FocusQueue, action]);
        assert_eq!(harness.notice(), "this case only is shown", "{action:?}");
        assert_eq!(harness.model.can(action), Err(Reason::of("this case only is shown").unless(Action::ThisCaseOnly)));
    }
    harness.acts(&[Action::Last, Action::First, Action::RefreshQueue]);
    harness.server.rows.push(sample::row("c999"));
    harness.pass(LONG);
    assert_eq!((harness.viewed(), harness.order()), (viewed.clone(), vec![viewed.clone()]));
    harness.acts(&[Action::FocusCase, Action::Find]);
    assert!(harness.model.is_typing(), "what is in the case is searched all the same");
    harness.tell(Msg::Edit(Edit::Cancel));
    harness.act(Action::ThisCaseOnly);
    assert_eq!((harness.viewed(), harness.order().len()), (viewed, 6));
}

/// Neither a filter nor a quick view takes the case away, or brings another one.
#[test]
fn one_case_only_outlasts_filters_and_masks_and_gives_them_back() {
    let mut harness = Harness::settled(Server::of(5));
    harness.act(Action::Find);
    harness.type_text("c003");
    harness.tell(Msg::Edit(Edit::Submit));
    harness.pass(SECOND);
    harness.act(Action::ThisCaseOnly);
    harness.acts(&[Action::Mask, Action::Back, Action::Mask]);
    assert_eq!(harness.order(), ["c003"]);
    harness.act(Action::ThisCaseOnly);
    assert_eq!(
        (harness.viewed().as_str(), harness.order().len()),
        ("c003", 1),
        "a filter that was not seen is not cleared"
    );
    harness.act(Action::Back);
    assert_eq!((harness.viewed().as_str(), harness.order().len()), ("c003", 5));
}

#[test]
fn where_nobody_is_selected_there_is_no_case_to_show_only() {
    let mut harness = Harness::new(Server::silent(0));
    harness.start();
    harness.act(Action::ThisCaseOnly);
    assert_eq!(harness.notice(), "no customer is selected");
    assert!(!harness.model.screen.is_one_case_only());
}

fn masking_after(minutes: u32) -> Harness {
    let mut server = Server::of(3);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::new(server);
    harness.model.settings.mask_after = Some(MINUTE * minutes);
    harness.start();
    harness.pass(SECOND);
    harness
}

fn timers(harness: &Harness) -> usize {
    harness.agenda.iter().filter(|(_, due)| matches!(due, Due::Wake(Wake::Idle))).count()
}

#[test]
fn personal_data_is_hidden_when_no_key_was_touched_for_as_long_as_configured() {
    let mut harness = masking_after(10);
    harness.pass(MINUTE * 9);
    harness.tell(Msg::Touched);
    harness.pass(MINUTE * 9);
    assert_eq!((harness.model.screen.mask, timers(&harness)), (Mask::Off, 1), "any key counts");
    harness.pass(MINUTE);
    assert_eq!((harness.model.screen.mask, timers(&harness)), (Mask::On, 0));
    assert_eq!(harness.notice(), "personal data is hidden: no key was touched for 10 min (mask_after_minutes)");
    harness.act(Action::Mask);
    assert_eq!(harness.model.screen.mask, Mask::On, "it is asked once");
    harness.act(Action::Mask);
    assert_eq!((harness.model.screen.mask, timers(&harness)), (Mask::Off, 1));
    harness.pass(MINUTE * 10);
    assert_eq!(harness.model.screen.mask, Mask::On, "and hidden again");
}

#[test]
fn where_nothing_is_configured_nothing_is_timed() {
    let mut harness = Harness::settled(Server::of(1));
    harness.pass(MINUTE * 600);
    assert_eq!((harness.model.screen.mask, timers(&harness)), (Mask::Off, 0));
}

/// A machine that slept may hear of a key before its timers.
#[test]
fn a_key_after_a_sleep_finds_personal_data_hidden() {
    let mut harness = masking_after(10);
    harness.agenda.clear();
    harness.elapsed += MINUTE * 60;
    harness.act(Action::Down);
    assert_eq!(harness.model.screen.mask, Mask::On);
}

#[test]
fn what_windows_hold_is_hidden_with_it() {
    let mut harness = masking_after(10);
    harness.acts(&[Action::FocusCase, Action::Draft]);
    harness.pass(MINUTE * 10);
    let Window::Drafts(window) = &harness.model.screen.window else { panic!("no drafts") };
    assert!(window.drafts.messages.iter().all(|draft| draft.masked && draft.address.is_none()));

    let mut harness = masking_after(10);
    let held =
        sample::reference().refused(sample::subject("4ef045ea-bob"), sample::rejection().labelled(&["SANCTIONS"]));
    harness.server.holds(Case { id: customer_id("c000"), ..held });
    harness.model.settings.allow_lift = true;
    harness.act(Action::RefreshCase);
    harness.pass(SECOND * 2);
    harness.act(Action::LiftHold);
    assert!(matches!(harness.model.screen.window, Window::Lift(_)), "{}", harness.notice());
    harness.pass(MINUTE * 10);
    assert_eq!(harness.model.screen.window, Window::None, "what holds a case is hidden, too");
}

/// What a key was meant for stood on the screen before: a draft with addresses is not copied by it.
#[test]
fn the_first_key_after_a_sleep_takes_nothing_out_of_an_open_window() {
    for action in [Action::Copy, Action::Export, Action::CopyWhat, Action::Activate] {
        let mut harness = masking_after(10);
        harness.act(Action::Draft);
        harness.agenda.clear();
        harness.elapsed += MINUTE * 60;
        let effects = harness.act(action);
        let takes = |effect: &Effect| matches!(effect, Effect::Copy { .. } | Effect::SaveDraft { .. });
        assert!(!effects.iter().any(takes), "{action:?}: {effects:?}");
        assert!(harness.notice().starts_with("personal data is hidden"), "{}", harness.notice());
        let Window::Drafts(window) = &harness.model.screen.window else { panic!("no draft") };
        assert!(window.drafts.messages.iter().all(|draft| draft.masked), "{action:?}");
    }
}

/// A typed id that the server does not know leaves no row behind, and no mode that nothing ends.
#[test]
fn one_case_only_ends_where_its_customer_is_none() {
    let mut harness = Harness::silent(3);
    harness.act(Action::FocusQueue);
    harness.act(Action::Find);
    harness.type_text("11111111-2222-4333-8444-555555555555");
    harness.tell(Msg::Edit(Edit::Submit));
    harness.act(Action::ThisCaseOnly);
    assert!(harness.model.screen.is_one_case_only());
    let id = customer_id("11111111-2222-4333-8444-555555555555");
    let request = *harness.asked_cases.iter().find(|(_, asked)| **asked == id).expect("it is asked for").0;
    let outcome = Err(Failure::new(FailureKind::NotFound));
    harness.tell(Msg::Case(CaseMsg { request, id, outcome, recollection: None }));
    assert!(!harness.model.screen.is_one_case_only());
    harness.act(Action::Back);
    assert_eq!(harness.order().len(), 3);
}
