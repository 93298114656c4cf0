//! A window is about one customer and one look at its case, whatever the queue and the server do meanwhile (faults: H3).

use super::*;
use crate::app::window::{LiftWindow, Since};
use crate::domain::draft::part::Line;
use crate::domain::draft::{Fate, Sheet, Source as Written};
use crate::domain::glossary::Glossary;
use crate::domain::text::SafeText;

/// Two customers that need us, shown alone, with auto-refresh on; the first one's case is the reference payload.
fn needing_us() -> Harness {
    let mut server = Server::of(3);
    for number in 0..2 {
        server.rows[number] = server.rows[number].clone().in_status("ACTION_REQUIRED");
    }
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    server.holds(sample::case("c001").in_status("ACTION_REQUIRED"));
    let mut harness = Harness::settled(server);
    harness.act(Action::AutoRefresh);
    harness.show_view(QuickView::NeedUs);
    assert_eq!(harness.order().len(), 2);
    harness
}

/// The first customer is with Fin now: it leaves the view.
fn leaves_the_view(harness: &mut Harness) {
    let at = "2026-05-20T11:00:00Z";
    harness.server.rows[0] = harness.server.rows[0].clone().in_status("REVIEWING").updated(at);
    harness.server.holds(sample::case("c000").in_status("REVIEWING").updated(at));
    harness.act(Action::RefreshQueue);
    harness.pass(40 * SECOND);
}

fn draft_window(harness: &Harness) -> &crate::app::window::DraftWindow {
    match &harness.model.screen.window {
        Window::Drafts(window) => window,
        other => panic!("no draft: {other:?}"),
    }
}

#[test]
fn a_draft_of_a_customer_that_left_the_view_is_saved_under_its_own_id() {
    let mut harness = needing_us();
    harness.act(Action::Draft);
    // The list is read anew behind the window.
    let at = "2026-05-20T11:00:00Z";
    harness.server.rows[0] = harness.server.rows[0].clone().in_status("REVIEWING").updated(at);
    harness.server.holds(sample::case("c000").in_status("REVIEWING").updated(at));
    harness.pass(400 * SECOND);
    assert_eq!(draft_window(&harness).on.since, Since::Changed);
    harness.act(Action::Export);
    assert!(harness.notice().contains("The case has changed since"), "{}", harness.notice());
    let effects = harness.act(Action::Export);
    assert!(matches!(&effects[..], [Effect::SaveDraft { id, .. }] if *id == customer_id("c000")), "{effects:?}");
    harness.act(Action::Back);
    assert_eq!(harness.viewed(), "c000", "Esc leads back to where it was opened");
    assert!(harness.row(0).is_kept() && harness.order().contains(&"c000".to_owned()), "which stays, and says so");
    harness.act(Action::Down);
    assert_eq!((harness.viewed().as_str(), harness.order().len()), ("c001", 1), "until the reader moves");
}

#[test]
fn a_later_look_is_told_in_the_window_and_shown_when_it_is_asked_for() {
    let mut harness = needing_us();
    harness.act(Action::Draft);
    let before = draft_window(&harness).drafts.clone();
    harness.server.holds(sample::case("c000").in_status("INCOMPLETE"));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!((draft_window(&harness).on.since, &draft_window(&harness).drafts), (Since::Changed, &before));
    harness.act(Action::RefreshCase);
    assert!(draft_window(&harness).drafts != before && draft_window(&harness).on.since == Since::Same);
}

#[test]
fn a_later_look_that_shows_the_same_is_no_news() {
    let mut harness = needing_us();
    harness.act(Action::Draft);
    let fetched = draft_window(&harness).on.fetched;
    harness.acts(&[Action::RefreshCase]);
    harness.pass(SECOND);
    assert_eq!(draft_window(&harness).on.since, Since::Same);
    assert!(draft_window(&harness).on.fetched != fetched, "its age is that of the later look");
}

#[test]
fn a_window_whose_customer_is_gone_can_only_be_closed() {
    for open in [Action::Draft, Action::CopyWhat, Action::Export] {
        let mut harness = needing_us();
        harness.act(open);
        harness.server.fails(0, FailureKind::NotFound);
        harness.pass(40 * SECOND);
        assert_eq!(harness.model.screen.window.opened_on().map(|on| on.since), Some(Since::Gone), "{open:?}");
        for take in [Action::Copy, Action::Export, Action::Activate] {
            let effects = harness.act(take);
            let is_taken = |effect: &Effect| !matches!(effect, Effect::Wake { .. } | Effect::LoadCase { .. });
            assert!(!effects.iter().any(is_taken), "{open:?} {take:?}: {effects:?}");
        }
        harness.act(Action::Back);
        assert_eq!((harness.viewed().as_str(), &harness.model.screen.window), ("c000", &Window::None));
    }
}

#[test]
fn a_choice_copies_and_exports_what_was_there_when_it_was_opened() {
    let mut harness = needing_us();
    harness.act(Action::Export);
    leaves_the_view(&mut harness);
    let effects = harness.act(Action::Activate);
    let [Effect::Export { snapshot, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(snapshot.case.id, customer_id("c000"));
    assert!(!snapshot.case.requests.items().is_empty(), "the look that was read");

    let mut harness = needing_us();
    harness.act(Action::CopyWhat);
    harness.server.rows[0] = harness.server.rows[0].clone().named("Renamed Ltd").updated("2026-05-20T11:00:00Z");
    harness.pass(400 * SECOND);
    let effects = harness.act(Action::Activate);
    let [Effect::Copy { text, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(!text.as_str().contains("Renamed"), "{text}");
}

#[test]
fn a_mask_that_falls_on_a_choice_of_copies_copies_nothing_that_was_read_before_it() {
    let mut harness = needing_us();
    harness.acts(&[Action::FocusCase, Action::CopyWhat, Action::Mask]);
    assert_eq!(harness.model.screen.window, Window::None);
    assert!(harness.notice().contains("choose again"), "{}", harness.notice());
    let effects = harness.act(Action::Activate);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Copy { .. })), "{effects:?}");
    harness.acts(&[Action::Export, Action::Mask]);
    let effects = harness.act(Action::Activate);
    assert!(matches!(&effects[..], [Effect::Export { snapshot, .. }] if snapshot.mask == Mask::Off), "{effects:?}");
}

#[test]
fn a_mask_that_hides_what_a_filter_found_takes_nobodys_window_away() {
    let mut harness = needing_us();
    harness.show_view(QuickView::All);
    harness.act(Action::Find);
    harness.type_text("party:ada@");
    harness.tell(Msg::Edit(Edit::Submit));
    assert_eq!(harness.order().len(), 1, "found by an address that a mask hides");
    let found = harness.viewed();
    harness.acts(&[Action::Draft, Action::Mask]);
    assert_eq!((harness.viewed(), draft_window(&harness).on.key.clone()), (found.clone(), row_key(&found)));
    harness.acts(&[Action::Back, Action::FocusQueue, Action::Mask]);
    assert_eq!(harness.viewed(), found);
}

#[test]
fn sentences_are_not_chosen_unseen() {
    let mut harness = needing_us();
    harness.acts(&[Action::Draft, Action::PickOriginals, Action::Mask]);
    assert_eq!(draft_window(&harness).picking, None);
    harness.act(Action::PickOriginals);
    assert!(harness.notice().contains("hidden") && draft_window(&harness).picking.is_none());
}

#[test]
fn what_was_put_in_is_there_again_after_the_lift_was_left() {
    let mut harness = on_held(true);
    harness.act(Action::LiftHold);
    types(&mut harness, "c000");
    types(&mut harness, "CMP-2026-7");
    harness.act(Action::LiftHold);
    let before = draft_window_over(&harness);
    harness.tell(Msg::Edit(Edit::Cancel));
    assert_eq!(Some(draft_window(&harness)), before.as_deref());
}

fn draft_window_over(harness: &Harness) -> Option<Box<crate::app::window::DraftWindow>> {
    lift_window(harness).over.clone()
}

#[test]
fn another_customer_is_not_reached_from_inside_a_draft() {
    let mut harness = needing_us();
    harness.acts(&[Action::Draft, Action::NextTab]);
    let (which, shown) = (draft_window(&harness).which, draft_window(&harness).drafts.clone());
    for action in [Action::NextCustomer, Action::PreviousCustomer] {
        harness.act(action);
        assert_eq!((draft_window(&harness).which, &draft_window(&harness).drafts), (which, &shown), "{action:?}");
        assert_eq!(harness.viewed(), "c000");
        assert!(harness.notice().contains("close it first"), "{}", harness.notice());
    }
}

/// A case that is held by what Fin wrote of its owner, and asks the owner for a passport.
fn held(comment: &str) -> Case {
    let ask = sample::request(sample::subject("p1"), "identity").naming("PASSPORT", [sample::field("files")]);
    let case = sample::case("c000").in_status("ACTION_REQUIRED").with(sample::party("p1")).wanting(ask);
    case.refused(sample::subject("p1"), sample::rejection().labelled(&["SANCTIONS_LIST"]).saying(comment))
}

fn on_held(allow_lift: bool) -> Harness {
    let mut server = Server::of(2);
    server.rows[0] = server.rows[0].clone().in_status("ACTION_REQUIRED");
    server.holds(held("On a list."));
    let mut harness = Harness::settled(server);
    harness.model.settings.allow_lift = allow_lift;
    harness.acts(&[Action::FocusCase, Action::Draft]);
    assert!(draft_window(&harness).drafts.is_held);
    harness
}

fn lift_window(harness: &Harness) -> &LiftWindow {
    match &harness.model.screen.window {
        Window::Lift(window) => window,
        other => panic!("no lift: {other:?}"),
    }
}

fn types(harness: &mut Harness, field: &str) {
    harness.type_text(field);
    harness.tell(Msg::Edit(Edit::Submit));
}

#[test]
fn a_hold_is_lifted_by_its_short_id_and_a_reference_and_by_nothing_less() {
    let mut harness = on_held(true);
    harness.act(Action::LiftHold);
    assert!(!lift_window(&harness).signals.is_empty(), "what it covers is shown");
    harness.tell(Msg::Edit(Edit::Finish));
    assert!(lift_window(&harness).form.fields()[LiftWindow::SHORT_ID].message.is_some(), "nothing is filled in");
    types(&mut harness, "c001");
    types(&mut harness, "CMP-1");
    let form = &lift_window(&harness).form;
    assert_eq!((form.at(), form.fields()[0].message.is_some()), (LiftWindow::SHORT_ID, true), "another case's id");
    harness.tell(Msg::Edit(Edit::DeleteToStart));
    types(&mut harness, "C000");
    assert_eq!(lift_window(&harness).form.at(), LiftWindow::REFERENCE);
    harness.tell(Msg::Edit(Edit::DeleteToStart));
    harness.tell(Msg::Edit(Edit::Submit));
    assert!(lift_window(&harness).form.fields()[LiftWindow::REFERENCE].message.is_some(), "no reference");
    types(&mut harness, "CMP-2026-7");
    let drafts = &draft_window(&harness).drafts;
    assert_eq!((drafts.messages.len(), drafts.is_held), (1, false));
    assert_eq!(drafts.lifted.as_ref().map(SafeText::as_str), Some("CMP-2026-7"));
    let note = drafts.note.as_ref().unwrap().text().to_string();
    assert!(note.contains("CMP-2026-7") && note.contains("It was held by"), "{note}");
}

#[test]
fn a_lifted_case_is_held_again_by_anything_new_and_its_draft_goes_from_the_screen() {
    let mut harness = on_held(true);
    harness.act(Action::LiftHold);
    types(&mut harness, "c000");
    types(&mut harness, "CMP-2026-7");
    harness.server.holds(held("On another list."));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert!(draft_window(&harness).drafts.is_held && draft_window(&harness).drafts.messages.is_empty());
    assert!(harness.notice().contains("held"), "{}", harness.notice());
}

#[test]
fn a_hold_that_went_and_came_again_holds_again() {
    let mut harness = on_held(true);
    harness.act(Action::LiftHold);
    types(&mut harness, "c000");
    types(&mut harness, "CMP-2026-7");
    harness.act(Action::Back);
    for case in [sample::case("c000").in_status("ACTION_REQUIRED"), held("On a list.")] {
        harness.server.holds(case);
        harness.act(Action::RefreshCase);
        harness.pass(SECOND);
    }
    harness.act(Action::Draft);
    assert!(draft_window(&harness).drafts.is_held && harness.model.lifts.is_empty());
}

#[test]
fn a_lift_that_ended_takes_the_message_off_the_screen() {
    let mut harness = on_held(true);
    harness.act(Action::LiftHold);
    types(&mut harness, "c000");
    types(&mut harness, "CMP-2026-7");
    assert_eq!(draft_window(&harness).drafts.messages.len(), 1);
    harness.server.holds(sample::case("c000").in_status("ACTION_REQUIRED"));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    let drafts = &draft_window(&harness).drafts;
    assert!(drafts.is_held && drafts.messages.is_empty(), "it was given for a look that is no longer the last");
}

#[test]
fn nothing_is_lifted_where_a_later_look_shows_another_case() {
    let mut harness = on_held(true);
    harness.act(Action::LiftHold);
    types(&mut harness, "c000");
    harness.server.holds(held("On another list."));
    harness.model.travel.wants = crate::app::model::Wanted::Again;
    harness.tell(Msg::Wake(Wake::Minute));
    harness.pass(SECOND);
    types(&mut harness, "CMP-2026-7");
    assert!(harness.model.lifts.is_empty());
    let message = lift_window(&harness).form.fields()[LiftWindow::SHORT_ID].message.clone();
    assert!(message.is_some_and(|message| message.contains("changed since")));
}

#[test]
fn a_hold_is_not_lifted_unless_the_configuration_allows_it_or_while_it_is_hidden() {
    let mut harness = on_held(false);
    harness.act(Action::LiftHold);
    assert!(harness.notice().contains("allow_lift") && draft_window(&harness).drafts.is_held);
    let mut harness = on_held(true);
    harness.acts(&[Action::Mask, Action::LiftHold]);
    assert!(harness.notice().contains("hidden") && draft_window(&harness).drafts.is_held);
    let mut harness = on_held(true);
    harness.act(Action::LiftHold);
    types(&mut harness, "c000");
    harness.tell(Msg::Edit(Edit::Cancel));
    assert!(draft_window(&harness).drafts.is_held && harness.model.lifts.is_empty(), "Esc lifts nothing");
}

/// Puts the cursor on the first original that fares so, and toggles it; returns its words.
fn toggles(harness: &mut Harness, wanted: impl Fn(Fate) -> bool) -> String {
    let Some(Sheet::Message(draft)) = draft_window(harness).shown() else { panic!("no message") };
    let at = draft.originals.iter().position(|original| wanted(original.fate)).expect("one that fares so");
    let words = draft.originals[at].text.unmasked().on_one_line().to_string();
    harness.act(Action::PickOriginals);
    for _ in 0..at {
        harness.act(Action::Down);
    }
    harness.act(Action::Activate);
    harness.act(Action::Back);
    words
}

#[test]
fn a_sentence_is_put_into_the_message_by_hand_and_taken_out_again() {
    let mut harness = needing_us();
    harness.act(Action::Draft);
    let body = |harness: &Harness| draft_window(harness).shown().expect("a message").text().to_string();
    let before = body(&harness);
    let words = toggles(&mut harness, |fate| fate == Fate::LeftOut);
    assert!(!before.contains(&words) && body(&harness).contains(&words), "{words}");
    let Some(Sheet::Message(draft)) = draft_window(&harness).shown() else { panic!("no message") };
    assert!(draft.body.iter().any(Line::is_put_in), "and marked");
    toggles(&mut harness, |fate| fate == Fate::PutIn);
    assert_eq!(body(&harness), before);
    harness.act(Action::NextTab);
    let before = body(&harness);
    toggles(&mut harness, |fate| fate == Fate::Quoted);
    assert!(body(&harness) != before, "what is quoted by itself can be taken out");
    toggles(&mut harness, |fate| fate == Fate::TakenOut);
    assert_eq!(body(&harness), before);
}

#[test]
fn what_sounds_an_alarm_or_is_written_for_us_is_never_put_in() {
    let glossary: Glossary = glossary();
    let alarm = "Positive match on a sanctions list.";
    assert!(glossary.alarms.hold(alarm));
    let mut case = held(alarm);
    let verification = case.party_mut("p1").verification.given().cloned().unwrap_or_default();
    let sentence = crate::domain::fact::Fact::Given(Prose::block("Not for the customer."));
    case.party_mut("p1").verification = crate::domain::fact::Fact::Given(crate::domain::party::Verification {
        for_developer: sentence,
        ..verification
    });
    let mut harness = on_held(true);
    harness.act(Action::Back);
    harness.server.holds(case);
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    harness.acts(&[Action::Draft, Action::LiftHold]);
    types(&mut harness, "c000");
    types(&mut harness, "CMP-2026-7");
    let Some(Sheet::Message(draft)) = draft_window(&harness).shown() else { panic!("no message") };
    let has = |source| draft.originals.iter().any(|original| original.source == source);
    assert!(has(Written::ForDeveloper) && has(Written::Comment), "both are there to be refused");
    for original in &draft.originals {
        let is_fit = !matches!(original.source, Written::ForDeveloper | Written::Comment);
        assert!(is_fit || matches!(original.fate, Fate::Refused(_)), "{:?} {:?}", original.source, original.fate);
    }
    let before = draft.text();
    harness.act(Action::PickOriginals);
    for _ in 0..6 {
        harness.acts(&[Action::Activate, Action::Down]);
    }
    harness.act(Action::Back);
    let Some(Sheet::Message(draft)) = draft_window(&harness).shown() else { panic!("no message") };
    assert!(!draft.text().as_str().contains("sanctions") && !before.as_str().contains("sanctions"));
    assert!(!draft.text().as_str().contains("Not for the customer"));
}
