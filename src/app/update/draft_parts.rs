//! The parts of a message that can be copied by themselves: whom it goes to, its subject line, its text.

use super::super::effect::Effect;
use super::super::line::Tone;
use super::super::model::Model;
use super::super::reason::{HIDDEN, Reason};
use super::super::window::{Content, Copied};
use crate::domain::draft::Draft;
use crate::domain::mask::{Mask, Sentence};
use crate::domain::text::SafeText;

/// A part of a message.
pub(super) fn part(draft: &Draft, what: Copied) -> Content {
    match (what, &draft.address) {
        (Copied::Recipient, Some(address)) => Content::Text(address.clone()),
        (Copied::Recipient, None) if draft.masked => Content::No(HIDDEN),
        (Copied::Recipient, None) => Content::No(Reason::of("Fin sent no e-mail address for this recipient")),
        (Copied::Subject, _) => Content::Text(draft.subject.text()),
        _ => Content::Text(draft.text()),
    }
}

/// Copies what was read before, or says why it cannot be.
pub(super) fn copy(model: &mut Model, what: Copied, content: Content, effects: &mut Vec<Effect>) {
    let words = what.words();
    let plain = |words: &str| Sentence::plain(SafeText::line(words));
    match content {
        Content::Text(text) if model.screen.mask == Mask::On && Copied::OF_DRAFT.contains(&what) => {
            effects.push(Effect::Copy { text, what: plain(&format!("{words}, masked so that it cannot be sent,")) });
        }
        Content::Text(text) => effects.push(Effect::Copy { text, what: plain(words) }),
        Content::No(reason) => model.notify(Tone::Warn, format!("not copied ({words}): {reason}")),
        // A report is written when it is copied, of the case that it is about.
        Content::Report => {}
    }
}
