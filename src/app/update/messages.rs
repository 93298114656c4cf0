//! The list of messages: moving in it, and copying what is selected.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::line::Tone;
use super::super::list::Cursor;
use super::super::model::Model;
use super::super::window::Window;
use super::palette;
use crate::domain::mask::Sentence;
use crate::domain::text::SafeText;

/// Opens the list; all of it counts as seen.
pub(super) fn open(model: &mut Model) {
    model.screen.messages.unseen = 0;
    model.screen.window = Window::Messages(Cursor::default());
}

/// Moves in the list, copies what is selected, or closes it.
pub(super) fn act(model: &mut Model, mut cursor: Cursor, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Back | Action::Quit | Action::Messages => return,
        Action::Copy | Action::CopyWhat => copy(model, cursor, effects),
        action => {
            if let Some(by) = palette::movement(action) {
                cursor.step(by, model.screen.messages.count(), palette::page(model));
            }
        }
    }
    model.screen.window = Window::Messages(cursor);
}

fn copy(model: &mut Model, cursor: Cursor, effects: &mut Vec<Effect>) {
    match model.screen.messages.get(cursor.at) {
        Some(message) => {
            let text = message.words.under(model.screen.mask).clone();
            effects.push(Effect::Copy { text, what: Sentence::plain(SafeText::line("the message")) });
        }
        None => model.announce(Tone::Warn, "nothing to copy: there is no message yet"),
    }
}
