//! Bytes from the terminal become events, whatever the bytes are.
//!
//! crossterm's own parser waits for the end of a report that began, and everything typed meanwhile, Ctrl-C included, is
//! taken for a part of it (termina's, which grew out of it, does so too). Here a sequence ends where ECMA-48 says it ends,
//! at the latest when the terminal is quiet, and a control character is never a part of one.
//!
//! What a terminal may send as a key or a report is read as that, even where it means nothing here: taken apart, its
//! letters would be commands. Only what no terminal sends is taken as typed.

mod sequence;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
const PASTE_STARTS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Longest key or report, in bytes. A key may come with all the text that an input method made.
const LONGEST_SEQUENCE: usize = 1024;
/// What is kept of a paste, in bytes. Fields take far less; the rest is read and dropped.
const LONGEST_PASTE: usize = 2 * 1024 * 1024;

/// Where in a sequence the bytes so far have led.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing began.
    #[default]
    Ground,
    /// `ESC`: the key, or the beginning of anything below.
    Escape,
    /// `ESC [`: keys with a number or a modifier, the mouse, pastes, reports.
    Control,
    /// `ESC O`: cursor keys, F1 to F4, the keypad of some terminals.
    Shift,
    /// `ESC ]`, `ESC P` or `ESC _`: perhaps an answer to another program's question.
    Opening,
    /// Within such an answer. It ends with `BEL` or `ESC \`; only its last byte is held.
    Reply,
    /// `ESC [ M`: three bytes of a mouse report of the old kind.
    Mouse,
    /// The first bytes of a character, perhaps after an `ESC`.
    Character,
    /// Between the brackets of a paste.
    Paste,
}

/// What is waited for: how long the terminal must be quiet to say that it will not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The rest of a key, whose bytes come together.
    Key,
    /// The rest of a long text.
    Text,
}

/// Reads what a terminal sends, in pieces of any size.
///
/// Cutting the bytes elsewhere changes no event, as long as [`quiet`](Self::quiet) is not called in between.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// The bytes of the sequence that has begun.
    held: Vec<u8>,
    pasted: Vec<u8>,
    /// How much of [`PASTE_ENDS`] the last bytes are.
    ending: usize,
    /// Bytes of a paste since the terminal was quiet, and the last of them.
    burst: (usize, u8),
}

impl Decoder {
    /// Takes bytes in, and puts what they mean behind `events`.
    pub fn read(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        for byte in bytes {
            self.step(*byte, events);
        }
    }

    /// What [`quiet`](Self::quiet) would end; `None` where it would make no difference.
    #[must_use]
    pub const fn waits_for(&self) -> Option<Wait> {
        match self.state {
            State::Ground => None,
            State::Paste if self.burst.0 == 0 => None,
            State::Reply => Some(Wait::Text),
            _ => Some(Wait::Key),
        }
    }

    /// Nothing came for so long that nothing belongs together any more: what has begun is as good as it gets.
    ///
    /// A paste may pause, and what follows must not become commands. It is over only when Esc or Ctrl-C comes by itself,
    /// which is a person at a terminal that forgot to close the bracket.
    pub fn quiet(&mut self, events: &mut Vec<Event>) {
        if self.state != State::Paste {
            return self.give_up(events);
        }
        let key = match self.burst {
            (1, ESC) => KeyEvent::from(KeyCode::Esc),
            (1, CTRL_C) => KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL),
            _ => {
                self.burst = (0, 0);
                return;
            }
        };
        if self.burst.1 == CTRL_C {
            self.pasted.pop();
        }
        self.end_paste(events);
        events.push(Event::Key(key));
    }

    fn step(&mut self, byte: u8, events: &mut Vec<Event>) {
        match self.state {
            State::Ground if byte == ESC => self.hold(byte, State::Escape),
            State::Ground | State::Character => self.character(byte, events),
            State::Escape => match byte {
                ESC => events.push(Event::Key(KeyCode::Esc.into())),
                b'[' => self.hold(byte, State::Control),
                b'O' => self.hold(byte, State::Shift),
                b']' | b'P' | b'_' => self.hold(byte, State::Opening),
                // Shift-Tab of the Linux console.
                b'\t' => self.complete(Event::Key(KeyCode::BackTab.into()), events),
                _ => self.character(byte, events),
            },
            State::Control => self.control(byte, events),
            State::Shift => self.shift(byte, events),
            State::Opening => match (&*self.held, byte) {
                ([ESC, b']'], b'0'..=b'9') | ([ESC, b'P'], b'0'..=b'9' | b'>' | b'!') | ([ESC, b'_'], b'G') => {
                    self.held.clear();
                    self.hold(byte, State::Reply);
                }
                _ => self.begin_anew(byte, events),
            },
            State::Reply => self.reply(byte, events),
            State::Mouse if byte < b' ' => self.begin_anew(byte, events),
            State::Mouse => {
                self.held.push(byte);
                if let [_, _, _, button, column, row] = *self.held {
                    self.complete(Event::Mouse(sequence::old_mouse(button, column, row)), events);
                }
            }
            State::Paste => self.paste(byte, events),
        }
    }

    fn hold(&mut self, byte: u8, state: State) {
        self.held.push(byte);
        self.state = state;
    }

    fn clear(&mut self) {
        self.held.clear();
        self.state = State::Ground;
    }

    fn complete(&mut self, event: Event, events: &mut Vec<Event>) {
        self.clear();
        events.push(event);
    }

    /// The byte is no part of what has begun.
    fn begin_anew(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.give_up(events);
        self.step(byte, events);
    }

    /// What has begun will not be ended. Where it may have been typed, it is the keys it was typed with; a report without
    /// its end is nothing.
    fn give_up(&mut self, events: &mut Vec<Event>) {
        let alt = |byte: u8| KeyEvent::new(KeyCode::Char(char::from(byte)), KeyModifiers::ALT);
        match *self.held {
            [ESC] => events.push(Event::Key(KeyCode::Esc.into())),
            [ESC, second @ b'!'..=b'~'] => events.push(Event::Key(alt(second))),
            [ESC, b'[', third @ b'@'..=b'~'] => {
                events.push(Event::Key(alt(b'[')));
                events.push(Event::Key(KeyCode::Char(char::from(third)).into()));
            }
            _ => {}
        }
        self.clear();
    }

    fn control(&mut self, byte: u8, events: &mut Vec<Event>) {
        let is_first = self.held.len() == 2;
        match byte {
            b'M' if is_first => self.hold(byte, State::Mouse),
            // The Linux console's F1 to F5 have a second bracket.
            b'[' if is_first => self.held.push(byte),
            b' '..=b'?' if self.held.len() < LONGEST_SEQUENCE => self.held.push(byte),
            b'@'..=b'~' => {
                self.held.push(byte);
                self.end_control(events);
            }
            _ => self.begin_anew(byte, events),
        }
    }

    fn shift(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            // Some send modifiers as a number before the letter.
            b'0'..=b'9' | b';' if self.held.len() < LONGEST_SEQUENCE => self.held.push(byte),
            _ if self.held.len() > 2 && byte.is_ascii_alphabetic() => {
                let numbers = self.held.get(2..).unwrap_or_default();
                let key = sequence::shifted_with(numbers, byte);
                self.clear();
                events.extend(key.map(Event::Key));
            }
            _ => match sequence::shifted(byte) {
                Some(key) if self.held.len() == 2 => self.complete(Event::Key(key), events),
                _ => self.begin_anew(byte, events),
            },
        }
    }

    fn end_control(&mut self, events: &mut Vec<Event>) {
        if self.held == PASTE_STARTS {
            self.clear();
            self.state = State::Paste;
            self.ending = 0;
            self.burst = (0, 0);
        } else if let Some(event) = self.held.get(2..).and_then(sequence::control) {
            self.complete(event, events);
        } else if let [ESC, b'[', b'[', last] = *self.held {
            self.held.pop();
            self.begin_anew(last, events);
        } else {
            self.give_up(events);
        }
    }

    fn reply(&mut self, byte: u8, events: &mut Vec<Event>) {
        let before = self.held.pop();
        match byte {
            BEL => self.clear(),
            b'\\' if before == Some(ESC) => self.clear(),
            _ if before == Some(ESC) => {
                self.hold(ESC, State::Escape);
                self.step(byte, events);
            }
            b' '.. | ESC => self.held.push(byte),
            _ => self.begin_anew(byte, events),
        }
    }

    fn character(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.hold(byte, State::Character);
        let (is_alt, bytes) = match &*self.held {
            [ESC, rest @ ..] => (true, rest),
            bytes => (false, bytes),
        };
        match str::from_utf8(bytes).map(|text| text.chars().next()) {
            Ok(Some(c)) => {
                let mut key = sequence::character(c);
                key.modifiers.set(KeyModifiers::ALT, is_alt);
                self.complete(Event::Key(key), events);
            }
            Ok(None) => self.clear(),
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                let is_broken_off = bytes.len() > 1;
                self.clear();
                if is_alt {
                    events.push(Event::Key(KeyCode::Esc.into()));
                }
                if is_broken_off {
                    self.step(byte, events);
                }
            }
        }
    }

    fn paste(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.burst = (self.burst.0.saturating_add(1), byte);
        if PASTE_ENDS.get(self.ending) == Some(&byte) {
            self.ending += 1;
            if self.ending == PASTE_ENDS.len() {
                self.end_paste(events);
            }
            return;
        }
        self.keep_beginning_of_end();
        if byte == ESC {
            self.ending = 1;
        } else if self.pasted.len() < LONGEST_PASTE {
            self.pasted.push(byte);
        }
    }

    /// What looked like the end of the paste is text.
    fn keep_beginning_of_end(&mut self) {
        if self.pasted.len() < LONGEST_PASTE {
            self.pasted.extend_from_slice(PASTE_ENDS.get(..self.ending).unwrap_or_default());
        }
        self.ending = 0;
    }

    fn end_paste(&mut self, events: &mut Vec<Event>) {
        let text = String::from_utf8_lossy(&std::mem::take(&mut self.pasted)).into_owned();
        self.complete(Event::Paste(text), events);
    }
}

#[cfg(test)]
mod tests;
