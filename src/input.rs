//! What the terminal sends becomes messages: the decoder reads it, the keymap says what a key means, the model says whether
//! keys are text.

pub mod decoder;
pub mod key;
pub mod keymap;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::app::action::Action;
use crate::app::field::Edit;
use crate::app::msg::Msg;
use crate::app::pointer::{Cell, Pointer};

use self::key::Key;
use self::keymap::Keymap;

/// What the terminal reported, one intention at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputEvent {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted: never a command.
    Paste(String),
}

/// What an event holds. Terminals batch `Esc` and a key pressed soon after into one Alt-key: where that is not bound,
/// it is taken apart again, so that neither is lost. Not in a text field: there it would leave the field and run a command
/// that was meant as text. Key releases are dropped here and nowhere else.
#[must_use]
pub fn input_events(event: Event, is_typing: bool, keymap: &Keymap) -> Vec<InputEvent> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => {
            let key = Key::of(event);
            let alone = Key { alt: false, ..key };
            // Ctrl-C always quits, also right behind an `Esc`.
            let is_two = alone == Key::QUIT_NOW || !is_typing && keymap.action(key).is_none();
            if key.alt && is_two {
                let esc = Key::plain(KeyCode::Esc);
                vec![InputEvent::Key(esc), InputEvent::Key(alone)]
            } else {
                vec![InputEvent::Key(key)]
            }
        }
        Event::Paste(text) => vec![InputEvent::Paste(text)],
        // Sizes come by signal.
        Event::Resize(..) | Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => Vec::new(),
    }
}

/// What was done with the mouse. Of its buttons, only the first means anything.
#[must_use]
pub fn pointer(event: MouseEvent) -> Option<Pointer> {
    let cell = Cell { column: event.column, row: event.row };
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Pointer::Click(cell)),
        MouseEventKind::ScrollDown => Some(Pointer::Wheel { cell, down: true }),
        MouseEventKind::ScrollUp => Some(Pointer::Wheel { cell, down: false }),
        _ => None,
    }
}

/// What an input event means now; `None` for what has no meaning.
#[must_use]
pub fn message(event: InputEvent, is_typing: bool, keymap: &Keymap) -> Option<Msg> {
    match event {
        InputEvent::Paste(text) => is_typing.then_some(Msg::Edit(Edit::Insert(text))),
        InputEvent::Key(key) if key == Key::QUIT_NOW => Some(Msg::Action(Action::QuitNow)),
        InputEvent::Key(key) if is_typing => typed(key, keymap),
        InputEvent::Key(key) => keymap.action(key).map(Msg::Action),
    }
}

/// What a key means in a text field: text, an edit, or a move through the rows that the text filters.
fn typed(key: Key, keymap: &Keymap) -> Option<Msg> {
    let edit = match (key.code, key.ctrl, key.alt) {
        (KeyCode::Char('b') | KeyCode::Left, false, true) | (KeyCode::Left, true, false) => Edit::WordLeft,
        (KeyCode::Char('f') | KeyCode::Right, false, true) | (KeyCode::Right, true, false) => Edit::WordRight,
        // Whatever else Alt and a letter mean outside, within a field they mean nothing.
        (KeyCode::Char(_), _, true) => return None,
        (KeyCode::Tab, false, false) if key.shift => Edit::Previous,
        (KeyCode::Tab, false, false) => Edit::Next,
        (KeyCode::Char('s'), true, false) => Edit::Finish,
        (KeyCode::Char(c), false, false) => Edit::Insert(c.to_string()),
        (KeyCode::Char('w'), true, false) | (KeyCode::Backspace, false, true) => Edit::DeleteWord,
        (KeyCode::Char('u'), true, false) => Edit::DeleteToStart,
        (KeyCode::Char('a'), true, false) | (KeyCode::Home, false, false) => Edit::Start,
        (KeyCode::Char('e'), true, false) | (KeyCode::End, false, false) => Edit::End,
        (KeyCode::Char('h'), true, false) | (KeyCode::Backspace, false, false) => Edit::Backspace,
        (KeyCode::Delete, false, false) => Edit::Delete,
        (KeyCode::Left, false, false) => Edit::Left,
        (KeyCode::Right, false, false) => Edit::Right,
        (KeyCode::Enter, false, false) => Edit::Submit,
        (KeyCode::Esc, false, false) => Edit::Cancel,
        _ => return keymap.action(key).map(Msg::Action),
    };
    Some(Msg::Edit(edit))
}

/// Modifiers that change a key; others, such as keypad state, do not.
const fn is_held(modifiers: KeyModifiers, modifier: KeyModifiers) -> bool {
    modifiers.contains(modifier)
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;

    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn meant(event: Event, is_typing: bool) -> Vec<String> {
        let keymap = Keymap::standard();
        let input_events = input_events(event, is_typing, &keymap).into_iter();
        input_events.filter_map(|event| message(event, is_typing, &keymap)).map(|msg| format!("{msg:?}")).collect()
    }

    #[test]
    fn keys_mean_actions_outside_fields_and_text_within() {
        let table = [
            (KeyCode::Char('j'), KeyModifiers::NONE, "Action(Down)", "Edit(Insert(\"j\"))"),
            (KeyCode::Char('J'), KeyModifiers::SHIFT, "Action(NextCustomer)", "Edit(Insert(\"J\"))"),
            (KeyCode::Char('q'), KeyModifiers::NONE, "Action(Quit)", "Edit(Insert(\"q\"))"),
            (KeyCode::Char('1'), KeyModifiers::NONE, "Action(FocusQueue)", "Edit(Insert(\"1\"))"),
            (KeyCode::Esc, KeyModifiers::NONE, "Action(Back)", "Edit(Cancel)"),
            (KeyCode::Enter, KeyModifiers::NONE, "Action(Activate)", "Edit(Submit)"),
            (KeyCode::Down, KeyModifiers::NONE, "Action(Down)", "Action(Down)"),
            (KeyCode::Char('c'), KeyModifiers::CONTROL, "Action(QuitNow)", "Action(QuitNow)"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "Action(PreviousPane)", "Edit(Previous)"),
            (KeyCode::Tab, KeyModifiers::NONE, "Action(NextPane)", "Edit(Next)"),
        ];
        for (code, modifiers, outside, within) in table {
            assert_eq!(meant(press(code, modifiers), false), [outside], "{code:?}");
            assert_eq!(meant(press(code, modifiers), true), [within], "{code:?}");
        }
    }

    #[test]
    fn an_unbound_alt_key_is_esc_and_the_key() {
        assert_eq!(meant(press(KeyCode::Down, KeyModifiers::ALT), false), ["Action(NextCustomer)"]);
        assert_eq!(meant(press(KeyCode::Char('j'), KeyModifiers::ALT), false), ["Action(Back)", "Action(Down)"]);
        assert_eq!(
            meant(press(KeyCode::Char('['), KeyModifiers::ALT), false),
            ["Action(Back)", "Action(PreviousCustomer)"]
        );
    }

    #[test]
    fn alt_and_a_letter_in_a_field_edits_or_means_nothing() {
        for letter in ('a'..='z').chain(['[', ']', '1', '/']) {
            let meant = meant(press(KeyCode::Char(letter), KeyModifiers::ALT), true);
            let expected = match letter {
                'b' => vec!["Edit(WordLeft)"],
                'f' => vec!["Edit(WordRight)"],
                _ => vec![],
            };
            assert_eq!(meant, expected, "{letter}");
        }
        let quits = meant(press(KeyCode::Char('c'), KeyModifiers::ALT | KeyModifiers::CONTROL), true);
        assert_eq!(quits, ["Edit(Cancel)", "Action(QuitNow)"], "it always does");
        assert_eq!(meant(press(KeyCode::Backspace, KeyModifiers::ALT), true), ["Edit(DeleteWord)"]);
        assert_eq!(meant(press(KeyCode::Down, KeyModifiers::ALT), true), ["Action(NextCustomer)"]);
    }

    #[test]
    fn a_paste_is_text_or_nothing() {
        assert_eq!(meant(Event::Paste("qq".to_owned()), false), [""; 0]);
        assert_eq!(meant(Event::Paste("qq".to_owned()), true), ["Edit(Insert(\"qq\"))"]);
    }

    #[test]
    fn a_released_key_means_nothing() {
        let event = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(meant(Event::Key(event), false), [""; 0]);
    }
}
