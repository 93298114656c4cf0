//! Drafts on the screen: what is shown where nothing may be written, and what is asked before anything is taken away.

use super::*;
use crate::domain::draft::Sheet;
use crate::domain::fact::Fact;

fn on(case: Case) -> Harness {
    let mut server = Server::of(2);
    server.holds(Case { id: customer_id("c000"), ..case });
    let mut harness = Harness::settled(server);
    harness.act(Action::FocusCase);
    harness
}

/// The reference case with a sentence for us that is none of Fin's usual ones.
fn with_a_word_to_us() -> Case {
    let mut case = sample::reference();
    let verification = case.party_mut("2e719a54-ada").verification.given().cloned();
    let sentence = Fact::Given(Prose::block("Please mind the second page."));
    case.party_mut("2e719a54-ada").verification =
        Fact::Given(crate::domain::party::Verification { for_developer: sentence, ..verification.unwrap_or_default() });
    case
}

fn copies(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Copy { .. } | Effect::SaveDraft { .. })).count()
}

#[test]
fn a_held_case_shows_its_note_alone() {
    let mut case = sample::reference();
    case = case.refused(sample::subject("4ef045ea-bob"), sample::rejection().labelled(&["SANCTIONS"]));
    let mut harness = on(case);
    harness.act(Action::Draft);
    let Window::Drafts(drafting) = &harness.model.screen.window else { panic!("no window") };
    assert!(drafting.drafts.is_held && drafting.count() == 1);
    assert!(matches!(drafting.shown(), Some(Sheet::Note(_))));
    let effects = harness.act(Action::Copy);
    let [Effect::Copy { text, what }] = &effects[..] else { panic!("{effects:?}") };
    assert!(what.contains("must not be sent") && text.as_str().contains("INTERNAL NOTE"), "{what}: {text}");
    assert!(
        matches!(&harness.act(Action::Export)[..], [Effect::SaveDraft { text, .. }] if text.as_str().contains("INTERNAL"))
    );
}

#[test]
fn where_nothing_can_be_written_a_notice_says_why() {
    let mut case = sample::reference();
    case.requests = Fact::Missing;
    let mut harness = on(case);
    harness.act(Action::Draft);
    assert_eq!(harness.model.screen.window, Window::None);
    assert_eq!(harness.notice(), "no message for anyone: the requests were not told");
}

#[test]
fn the_first_copy_of_a_look_asks_whether_it_was_looked_at() {
    let mut harness = on(with_a_word_to_us());
    harness.act(Action::Draft);
    assert_eq!(copies(&harness.act(Action::Copy)), 0);
    assert!(harness.notice().starts_with("look first: the same key again copies. "), "{}", harness.notice());
    assert!(harness.notice().contains("What Fin says to us"), "{}", harness.notice());
    // Anything else in between is no answer, nor is another way to take it away.
    harness.act(Action::Down);
    assert_eq!(copies(&harness.act(Action::Copy)), 0);
    assert_eq!(copies(&harness.act(Action::Export)), 0);
    assert!(harness.notice().contains("again saves"), "{}", harness.notice());
    assert_eq!(copies(&harness.act(Action::Export)), 1, "the same key again does it");
    assert_eq!(copies(&harness.act(Action::Copy)), 1, "once is enough");
    harness.act(Action::NextTab);
    assert_eq!(copies(&harness.act(Action::Copy)), 1, "for every message of this look");
    harness.acts(&[Action::Back, Action::Draft]);
    assert_eq!(copies(&harness.act(Action::Copy)), 1, "also in a new window");
    harness.acts(&[Action::Back, Action::RefreshCase]);
    harness.pass(SECOND * 2);
    harness.act(Action::Draft);
    assert_eq!(copies(&harness.act(Action::Copy)), 0, "a new look is asked about anew");
}

#[test]
fn a_masked_draft_and_usual_words_are_not_asked_about() {
    let mut harness = on(sample::reference());
    harness.act(Action::Draft);
    let Window::Drafts(drafting) = &harness.model.screen.window else { panic!("no window") };
    assert!(!drafting.drafts.look_first.is_empty(), "it is marked, and that is all");
    assert_eq!(copies(&harness.act(Action::Copy)), 1);
    let mut harness = on(with_a_word_to_us());
    harness.acts(&[Action::Mask, Action::Draft]);
    assert_eq!(copies(&harness.act(Action::Copy)), 1, "nobody can send what is masked");
    harness.act(Action::Mask);
    assert_eq!(copies(&harness.act(Action::Copy)), 0, "once it is whole, it is asked about");
}

#[test]
fn a_hold_that_comes_with_a_refresh_takes_the_message_away() {
    let mut harness = on(sample::reference());
    harness.acts(&[Action::AutoRefresh, Action::Draft, Action::NextTab]);
    let held = sample::reference().refused(sample::subject("4ef045ea-bob"), sample::rejection().labelled(&["PEP"]));
    harness.server.holds(Case { id: customer_id("c000"), ..held });
    harness.pass(SECOND * 31);
    let Window::Drafts(drafting) = &harness.model.screen.window else { panic!("no window") };
    assert!(matches!(drafting.shown(), Some(Sheet::Note(_))) && drafting.count() == 1);
}
