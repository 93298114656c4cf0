//! Taking things away, and the mask over all of it.

use super::*;
use crate::app::overlay::Copied;
use crate::domain::draft::Sheet;
use crate::domain::link::LinkTemplate;

fn on_reference() -> Desk {
    let mut server = Server::of(2);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut desk = Desk::settled(server);
    desk.act(Action::FocusCase);
    desk
}

/// What is copied when this entry of the choice is taken.
fn copied(desk: &mut Desk, what: Copied) -> Option<String> {
    let place = Copied::ALL.iter().position(|known| *known == what).expect("a choice");
    desk.act(Action::CopyWhat);
    for _ in 0..place {
        desk.act(Action::Down);
    }
    let effects = desk.act(Action::Activate);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.to_string()),
        _ => None,
    })
}

#[test]
fn a_value_is_copied_without_its_name() {
    let mut desk = on_reference();
    desk.select(&Item::Fact("email"));
    let effects = desk.act(Action::Copy);
    let expected = Effect::Copy {
        text: crate::domain::text::SafeText::line("office@amber.example"),
        what: "the selected value".to_owned(),
    };
    assert_eq!(effects, [expected]);
}

#[test]
fn each_choice_copies_what_it_says() {
    let mut desk = on_reference();
    assert_eq!(copied(&mut desk, Copied::Id).as_deref(), Some("c000"));
    assert_eq!(copied(&mut desk, Copied::Uri), None);
    assert!(desk.notice().starts_with("nothing to copy"), "{}", desk.notice());
    let key = sample::reference().documents()[0].0.clone();
    desk.select(&Item::Document(key));
    assert_eq!(copied(&mut desk, Copied::Uri).as_deref(), Some("/kR3w_scan.png"));
    assert!(copied(&mut desk, Copied::Comment).unwrap().contains("The quality is too low."));
    assert!(copied(&mut desk, Copied::Terms).unwrap().contains("SECRET"), "by an explicit choice alone");
    desk.act(Action::CopyWhat);
    desk.acts(&[Action::Last, Action::Up]);
    let effects = desk.act(Action::Activate);
    assert!(
        matches!(&effects[..], [Effect::CopyReport { what: Copied::Json, taken }] if taken.case.id.as_str() == "c000")
    );
}

#[test]
fn a_masked_copy_tells_nothing_and_the_token_is_not_copied_at_all() {
    let mut desk = on_reference();
    desk.act(Action::Mask);
    desk.select(&Item::Fact("email"));
    let effects = desk.act(Action::Copy);
    let [Effect::Copy { text, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(!text.as_str().contains("office") && !text.as_str().contains("amber.example"), "{text}");
    assert_eq!(copied(&mut desk, Copied::Terms), None);
    desk.act(Action::Draft);
    let Overlay::Drafts(drafting) = &desk.model.screen.overlay else { panic!("no drafts") };
    assert!(drafting.drafts.messages.iter().all(|draft| draft.masked && !draft.may_be_sent()));
}

#[test]
fn drafts_are_one_per_recipient_and_follow_the_mask() {
    let mut desk = on_reference();
    desk.act(Action::Draft);
    let asks = |desk: &Desk| match &desk.model.screen.overlay {
        Overlay::Drafts(drafting) => {
            drafting.drafts.messages.iter().map(|draft| (draft.asks, draft.masked)).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    assert_eq!(asks(&desk), [(3, false), (1, false)]);
    desk.act(Action::NextTab);
    assert!(matches!(&desk.model.screen.overlay, Overlay::Drafts(drafting) if drafting.which == 1));
    let effects = desk.act(Action::Copy);
    assert!(matches!(&effects[..], [Effect::Copy { text, .. }] if text.as_str().starts_with("Subject: ")));
    desk.act(Action::Mask);
    assert_eq!(asks(&desk), [(3, true), (1, true)]);
    assert!(matches!(&desk.act(Action::Export)[..], [Effect::SaveDraft { .. }]));
    desk.act(Action::Back);
    assert_eq!(desk.model.screen.overlay, Overlay::None);
}

#[test]
fn a_case_that_owes_nothing_has_nothing_to_draft() {
    let mut desk = Desk::settled(Server::of(1));
    desk.act(Action::Draft);
    assert_eq!(
        (desk.notice(), &desk.model.screen.overlay),
        ("no message for the company: with Fin, and nothing is asked", &Overlay::None)
    );
}

#[test]
fn a_link_is_announced_before_it_is_opened() {
    let mut desk = on_reference();
    assert_eq!(desk.act(Action::OpenLink).len(), 1, "only the notice's timer");
    assert_eq!(desk.notice(), "no link is configured");
    desk.model.reading.link = Some(LinkTemplate::parse("https://console.example/{customer_id}").unwrap());
    desk.act(Action::OpenLink);
    assert!(desk.notice().contains("console.example"), "{}", desk.notice());
    assert_eq!(desk.act(Action::OpenLink), [Effect::OpenLink("https://console.example/c000".to_owned())]);
    desk.acts(&[Action::OpenLink, Action::NextCustomer]);
    assert!(
        !desk.act(Action::OpenLink).contains(&Effect::OpenLink("https://console.example/c001".to_owned())),
        "announced anew"
    );
}

#[test]
fn exports_ask_for_the_form_first() {
    let mut desk = on_reference();
    desk.acts(&[Action::Export, Action::Down]);
    let effects = desk.act(Action::Activate);
    assert!(
        matches!(&effects[..], [Effect::Export { form: crate::app::overlay::Form::Json, taken }] if taken.mask == Mask::Off)
    );
}

#[test]
fn drafts_follow_a_refresh_that_lands_behind_them() {
    let mut desk = on_reference();
    desk.acts(&[Action::AutoRefresh, Action::Draft, Action::NextTab]);
    let mut smaller = Case { id: customer_id("c000"), ..sample::reference() };
    smaller.requests = crate::domain::fact::Fact::Given(smaller.requests.items()[1..].iter().cloned().collect());
    desk.server.holds(smaller);
    desk.pass(SECOND * 31);
    let Overlay::Drafts(drafting) = &desk.model.screen.overlay else { panic!("no drafts") };
    assert_eq!(drafting.drafts.messages.len(), 1, "the party's ask was closed");
    assert!(matches!(drafting.shown(), Some(Sheet::Note(_))), "as it is rejected, Fin has to be asked");
    desk.server.holds(sample::case("c000"));
    desk.pass(SECOND * 31);
    assert_eq!(desk.model.screen.overlay, Overlay::None, "nothing is owed any more");
}

#[test]
fn a_draft_counts_its_days_from_the_day_it_is_written() {
    let mut desk = on_reference();
    desk.model.reading.reply_by_days = Some(14);
    let body = |desk: &Desk| match &desk.model.screen.overlay {
        Overlay::Drafts(drafting) => drafting.drafts.messages[0].text().to_string(),
        _ => String::new(),
    };
    desk.act(Action::Draft);
    let today = body(&desk);
    desk.act(Action::Back);
    desk.pass(SECOND * 24 * 3600);
    desk.act(Action::Draft);
    assert!(!today.is_empty() && body(&desk) != today, "a day later, another day is named");
}
