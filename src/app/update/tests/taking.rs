//! Taking things away, and the mask over all of it.

use super::*;
use crate::app::window::Copied;
use crate::domain::draft::Sheet;
use crate::domain::link::LinkTemplate;
use crate::domain::mask::Sentence;
use crate::domain::text::SafeText;

fn on_reference() -> Harness {
    let mut server = Server::of(2);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::settled(server);
    harness.act(Action::FocusCase);
    harness
}

/// What is copied when this entry of the choice is taken.
fn copied(harness: &mut Harness, what: Copied) -> Option<String> {
    let place = Copied::ALL.iter().position(|known| *known == what).expect("a choice");
    harness.act(Action::CopyWhat);
    for _ in 0..place {
        harness.act(Action::Down);
    }
    let effects = harness.act(Action::Activate);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.to_string()),
        _ => None,
    })
}

#[test]
fn a_value_is_copied_without_its_name() {
    let mut harness = on_reference();
    harness.select(&Item::Fact("email"));
    let effects = harness.act(Action::Copy);
    let expected = Effect::Copy {
        text: crate::domain::text::SafeText::line("office@amber.example"),
        what: Sentence::plain(SafeText::line("the selected value")),
    };
    assert_eq!(effects, [expected]);
}

#[test]
fn each_choice_copies_what_it_says() {
    let mut harness = on_reference();
    assert_eq!(copied(&mut harness, Copied::Id).as_deref(), Some("c000"));
    assert_eq!(copied(&mut harness, Copied::Uri), None);
    assert!(harness.notice().contains("no document is selected"), "{}", harness.notice());
    let key = sample::reference().documents()[0].0.clone();
    harness.select(&Item::Document(key));
    assert_eq!(copied(&mut harness, Copied::Uri).as_deref(), Some("/kR3w_scan.png"));
    assert!(copied(&mut harness, Copied::Comment).unwrap().contains("The quality is too low."));
    assert!(copied(&mut harness, Copied::Terms).unwrap().contains("SECRET"), "by an explicit choice alone");
    harness.act(Action::CopyWhat);
    harness.acts(&[Action::Last, Action::Up]);
    let effects = harness.act(Action::Activate);
    assert!(
        matches!(&effects[..], [Effect::CopyReport { what: Copied::Json, snapshot }] if snapshot.case.id.as_str() == "c000")
    );
}

#[test]
fn a_masked_copy_tells_nothing_and_the_token_is_not_copied_at_all() {
    let mut harness = on_reference();
    harness.act(Action::Mask);
    harness.select(&Item::Fact("email"));
    let effects = harness.act(Action::Copy);
    let [Effect::Copy { text, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(!text.as_str().contains("office") && !text.as_str().contains("amber.example"), "{text}");
    assert_eq!(copied(&mut harness, Copied::Terms), None);
    harness.act(Action::Draft);
    let Window::Drafts(drafting) = &harness.model.screen.window else { panic!("no drafts") };
    assert!(drafting.drafts.messages.iter().all(|draft| draft.masked && !draft.may_be_sent()));
}

#[test]
fn drafts_are_one_per_recipient_and_follow_the_mask() {
    let mut harness = on_reference();
    harness.act(Action::Draft);
    let asks = |harness: &Harness| match &harness.model.screen.window {
        Window::Drafts(drafting) => {
            drafting.drafts.messages.iter().map(|draft| (draft.asks, draft.masked)).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    assert_eq!(asks(&harness), [(3, false), (1, false)]);
    harness.act(Action::NextTab);
    assert!(matches!(&harness.model.screen.window, Window::Drafts(drafting) if drafting.which == 1));
    let effects = harness.act(Action::Copy);
    assert!(matches!(&effects[..], [Effect::Copy { text, .. }] if text.as_str().starts_with("Subject: ")));
    harness.act(Action::Mask);
    assert_eq!(asks(&harness), [(3, true), (1, true)]);
    assert!(matches!(&harness.act(Action::Export)[..], [Effect::SaveDraft { .. }]));
    harness.act(Action::Back);
    assert_eq!(harness.model.screen.window, Window::None);
}

#[test]
fn a_case_that_owes_nothing_has_nothing_to_draft() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::Draft);
    assert_eq!(
        (harness.notice(), &harness.model.screen.window),
        ("no message for the company: with Fin, and nothing is asked", &Window::None)
    );
}

#[test]
fn a_link_is_announced_before_it_is_opened() {
    let mut harness = on_reference();
    assert_eq!(harness.act(Action::OpenLink).len(), 1, "only the notice's timer");
    assert_eq!(harness.notice(), "link is not set in the configuration");
    harness.model.settings.link = Some(LinkTemplate::parse("https://console.example/{customer_id}").unwrap());
    harness.act(Action::OpenLink);
    assert!(harness.notice().contains("console.example"), "{}", harness.notice());
    assert_eq!(harness.act(Action::OpenLink), [Effect::OpenLink("https://console.example/c000".to_owned())]);
    harness.acts(&[Action::OpenLink, Action::NextCustomer]);
    assert!(
        !harness.act(Action::OpenLink).contains(&Effect::OpenLink("https://console.example/c001".to_owned())),
        "announced anew"
    );
}

#[test]
fn exports_ask_for_the_form_first() {
    let mut harness = on_reference();
    harness.acts(&[Action::Export, Action::Down]);
    let effects = harness.act(Action::Activate);
    assert!(
        matches!(&effects[..], [Effect::Export { form: crate::app::window::ExportForm::Json, snapshot }] if snapshot.mask == Mask::Off)
    );
}

#[test]
fn drafts_stay_as_they_were_opened_until_the_later_look_is_asked_for() {
    let mut harness = on_reference();
    harness.acts(&[Action::AutoRefresh, Action::Draft, Action::NextTab]);
    let mut smaller = Case { id: customer_id("c000"), ..sample::reference() };
    smaller.requests = crate::domain::fact::Fact::Given(smaller.requests.items()[1..].iter().cloned().collect());
    harness.server.holds(smaller);
    harness.pass(SECOND * 31);
    let Window::Drafts(drafting) = &harness.model.screen.window else { panic!("no drafts") };
    assert_eq!((drafting.drafts.messages.len(), drafting.which), (2, 1), "it is still read");
    assert_eq!(drafting.on.since, Since::Changed, "and says that the case changed");
    harness.act(Action::RefreshCase);
    let Window::Drafts(drafting) = &harness.model.screen.window else { panic!("no drafts") };
    assert_eq!(drafting.drafts.messages.len(), 1, "the party's ask was closed");
    assert_eq!(drafting.on.since, Since::Same);
    harness.act(Action::NextTab);
    let Window::Drafts(drafting) = &harness.model.screen.window else { panic!("no drafts") };
    assert!(matches!(drafting.shown(), Some(Sheet::Note(_))), "as it is rejected, Fin has to be asked");
    harness.server.holds(sample::case("c000"));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    harness.act(Action::RefreshCase);
    assert_eq!(harness.model.screen.window, Window::None, "nothing is owed any more");
}

#[test]
fn a_draft_counts_its_days_from_the_day_it_is_written() {
    let mut harness = on_reference();
    harness.model.settings.reply_by_days = Some(14);
    let body = |harness: &Harness| match &harness.model.screen.window {
        Window::Drafts(drafting) => drafting.drafts.messages[0].text().to_string(),
        _ => String::new(),
    };
    harness.act(Action::Draft);
    let today = body(&harness);
    harness.act(Action::Back);
    harness.pass(SECOND * 24 * 3600);
    harness.act(Action::Draft);
    assert!(!today.is_empty() && body(&harness) != today, "a day later, another day is named");
}

/// A part of a draft is that of whom the selection is about, and nobody else's.
#[test]
fn nobody_elses_address_is_copied() {
    let mut harness = on_reference();
    let case = harness.model.viewed_case().and_then(Entry::case).unwrap().clone();
    let owes: Vec<_> = crate::domain::ask::asks(&case).iter().map(|ask| ask.subject().clone()).collect();
    let mut idle = case.parties.items().iter().map(|party| party.key.clone());
    let idle = idle.find(|key| !owes.contains(&crate::domain::key::Subject::Party(key.clone()))).unwrap();
    harness.select(&Item::Party(idle));
    harness.act(Action::CopyWhat);
    let Window::Chooser(chooser) = &harness.model.screen.window else { panic!("no choice") };
    for choice in &chooser.choices {
        if let crate::app::window::Choice::Copy(what, content) = choice
            && Copied::OF_DRAFT.contains(what)
        {
            assert!(matches!(content, crate::app::window::Content::No(_)), "{what:?}");
        }
    }
}

#[test]
fn whom_a_message_goes_to_is_not_told_under_a_mask() {
    let mut harness = on_reference();
    harness.act(Action::Draft);
    let effects = harness.act(Action::Copy);
    let [Effect::Copy { what, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(what.unmasked().as_str().starts_with("the message to "));
    assert_eq!(what.bare().as_str(), "a message");
}
