//! What the footer shows of what was said, and what the list of messages keeps of it.

use crate::app::cases::Entry;
use crate::app::effect::{Effect, Wake};
use crate::app::messages::Message;
use crate::app::model::{Model, NOTICE};
use crate::app::notice::{Manner, Notice, Said, Words};
use crate::app::window::Window;
use crate::domain::customer::RowKey;
use crate::domain::mask::{Mask, Redactor};

/// Takes away a notice about a customer who was left, lists what was said, and shows the latest of it that may be shown.
pub(super) fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.screen.notice.as_ref().is_some_and(|notice| is_about_another(model, notice.about.as_ref())) {
        model.screen.notice = None;
    }
    let before = model.screen.notices;
    for said in std::mem::take(&mut model.screen.said) {
        let words = words(model, &said);
        list(model, &said, words.clone());
        if !may_be_shown(model, &said) {
            continue;
        }
        model.screen.notices += 1;
        let Said { tone, about, manner, .. } = said;
        model.screen.notice = Some(Notice { words, tone, about, manner, number: model.screen.notices });
    }
    // A notice goes by itself after a while.
    if let Some(notice) = &model.screen.notice
        && notice.number > before
        && notice.manner != Manner::Lasting
    {
        effects.push(Effect::Wake { wake: Wake::Notice(notice.number), after: NOTICE });
    }
}

fn is_about_another(model: &Model, about: Option<&RowKey>) -> bool {
    about.is_some() && about != model.viewed.as_ref()
}

fn may_be_shown(model: &Model, said: &Said) -> bool {
    let shown = model.screen.notice.as_ref().map(|notice| notice.manner);
    let has_room = match said.manner {
        Manner::Result => true,
        Manner::Aside | Manner::Lasting => shown != Some(Manner::Result),
        Manner::Listed => false,
    };
    has_room && !is_about_another(model, said.about.as_ref())
}

/// Keeps what was said. In the open list the selected message stays selected.
fn list(model: &mut Model, said: &Said, words: Words) {
    let about = said.about.clone();
    let is_missed = said.manner == Manner::Result && is_about_another(model, about.as_ref());
    let message = Message { words, tone: said.tone, about, at: model.now.wall, times: 1 };
    let is_added = model.screen.messages.add(message);
    let last = model.screen.messages.count().saturating_sub(1);
    match &mut model.screen.window {
        Window::Messages(cursor) if is_added && last > 0 => {
            cursor.at = (cursor.at + 1).min(last);
            cursor.offset = (cursor.offset + 1).min(cursor.at);
        }
        Window::Messages(_) => {}
        _ => model.screen.messages.unseen += usize::from(is_missed),
    }
}

/// The sentence with and without a mask. Whom the case knows is learnt now: it may not be kept as long as the message.
fn words(model: &Model, said: &Said) -> Words {
    let redactor = said.about.as_ref().or(model.viewed.as_ref()).map_or_else(Redactor::default, |key| {
        let row = || model.queue.row(key).map(|row| Redactor::of_profile(key, &row.profile));
        match model.cases.get(key).and_then(Entry::case) {
            Some(case) => Redactor::under(case, &model.settings.glossary.phrases, Mask::On),
            None => row().unwrap_or_default(),
        }
    });
    let open = match model.screen.mask {
        Mask::Off => said.text.unmasked(),
        Mask::On => said.text.bare(),
    };
    Words { open: open.clone(), covered: redactor.text(said.text.bare()) }
}
