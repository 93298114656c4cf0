//! Drafts on the screen: what is shown where nothing may be written, and what is asked before anything is taken away.

use super::*;
use crate::app::window::{Choice, Content, Copied};
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
    let what = what.unmasked();
    assert!(what.as_str().contains("must not be sent") && text.as_str().contains("INTERNAL NOTE"), "{what}: {text}");
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

/// Takes an entry of the menu of what to copy; returns what was copied.
fn chosen(harness: &mut Harness, what: Copied) -> Option<String> {
    let place = Copied::ALL.iter().position(|known| *known == what).expect("a choice");
    harness.act(Action::CopyWhat);
    harness.acts(&vec![Action::Down; place]);
    text(&harness.act(Action::Activate))
}

fn text(effects: &[Effect]) -> Option<String> {
    effects.iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.to_string()),
        _ => None,
    })
}

/// Copies a part in the window of the drafts, whose menu is open.
fn part(harness: &mut Harness, place: usize) -> Option<String> {
    harness.act(Action::CopyWhat);
    harness.acts(&vec![Action::Down; place]);
    text(&harness.act(Action::Activate))
}

#[test]
fn recipient_subject_and_text_are_copied_by_themselves() {
    let mut harness = on(sample::reference());
    let whole = {
        harness.act(Action::Draft);
        let whole = text(&harness.act(Action::Copy)).expect("the message");
        let parts: Vec<_> = (0..3).map(|place| part(&mut harness, place).expect("a part")).collect();
        assert_eq!(parts[0], "office@amber.example");
        assert_eq!(whole, format!("Subject: {}\n\n{}", parts[1], parts[2]));
        harness.act(Action::NextTab);
        assert_eq!(part(&mut harness, 0).as_deref(), Some("ada@amber.example"), "of the message that is shown");
        harness.act(Action::Back);
        whole
    };
    let parts: Vec<_> = Copied::OF_DRAFT.into_iter().map(|what| chosen(&mut harness, what).expect("a part")).collect();
    assert_eq!(parts[0], "office@amber.example");
    assert_eq!(whole, format!("Subject: {}\n\n{}", parts[1], parts[2]));
    harness.select(&Item::Party(sample::reference().parties.items()[0].key.clone()));
    assert_eq!(chosen(&mut harness, Copied::Recipient).as_deref(), Some("ada@amber.example"), "of whom is selected");
}

#[test]
fn a_part_of_a_draft_is_masked_and_asked_about_like_the_whole() {
    let mut harness = on(sample::reference());
    harness.act(Action::Mask);
    assert_eq!(chosen(&mut harness, Copied::Recipient), None);
    assert!(harness.notice().contains("personal data is hidden"), "{}", harness.notice());
    let body = chosen(&mut harness, Copied::Body).expect("a masked text");
    assert!(body.contains("MASKED") && !body.contains("office@"), "{body}");

    let mut harness = on(with_a_word_to_us());
    assert_eq!(chosen(&mut harness, Copied::Body), None);
    assert!(harness.notice().starts_with("look first: Enter again copies."), "{}", harness.notice());
    harness.acts(&[Action::Up, Action::Down]);
    assert_eq!(text(&harness.act(Action::Activate)), None, "anything in between is no answer");
    assert!(text(&harness.act(Action::Activate)).is_some());
    assert!(chosen(&mut harness, Copied::Subject).is_some(), "once is enough");

    let mut harness = on(with_a_word_to_us());
    harness.act(Action::Draft);
    assert_eq!(part(&mut harness, 1), None);
    assert!(harness.notice().contains("the same key again shows what to copy"), "{}", harness.notice());
}

#[test]
fn a_held_case_gives_no_part_of_a_message() {
    let held = sample::reference().refused(sample::subject("4ef045ea-bob"), sample::rejection().labelled(&["PEP"]));
    let mut harness = on(held.clone());
    for what in Copied::OF_DRAFT {
        assert_eq!(chosen(&mut harness, what), None);
        assert!(harness.notice().contains("the case is held"), "{}", harness.notice());
    }
    harness.act(Action::CopyWhat);
    let Window::Chooser(chooser) = &harness.model.screen.window else { panic!("no choice") };
    let refused = chooser.choices.iter().filter(|choice| match choice {
        Choice::Copy(what, content) => Copied::OF_DRAFT.contains(what) && matches!(content, Content::No(_)),
        _ => false,
    });
    assert_eq!(refused.count(), 3, "and the menu says so before");

    // A hold that comes while the parts are listed takes them away.
    let mut harness = on(sample::reference());
    harness.acts(&[Action::AutoRefresh, Action::Draft, Action::CopyWhat]);
    harness.server.holds(Case { id: customer_id("c000"), ..held });
    harness.pass(SECOND * 31);
    assert_eq!(text(&harness.act(Action::Activate)), None);
}
