//! What a complete sequence means: the keys and mouse reports of xterm, and of those who do as it does.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The key of a character, control characters included.
pub(super) fn character(c: char) -> KeyEvent {
    let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    match c {
        '\r' => KeyCode::Enter.into(),
        '\t' => KeyCode::Tab.into(),
        '\u{1b}' => KeyCode::Esc.into(),
        '\u{7f}' => KeyCode::Backspace.into(),
        '\0' => ctrl(' '),
        // A control character is its key without the two upper bits: letters, then what follows them.
        '\u{1}'..='\u{1a}' => ctrl(char::from(b'`' + byte(c))),
        '\u{1c}'..='\u{1f}' => ctrl(char::from(b'4' + byte(c) - 0x1c)),
        c => KeyCode::Char(c).into(),
    }
}

fn byte(c: char) -> u8 {
    u8::try_from(c).unwrap_or_default()
}

/// `ESC O` and a letter: cursor keys and, of terminals that were told so by another program, the keypad.
pub(super) fn shifted(letter: u8) -> Option<KeyEvent> {
    let code = match letter {
        // rxvt, with Ctrl held.
        b'a'..=b'd' => return Some(KeyEvent::new(arrow(letter), KeyModifiers::CONTROL)),
        b'I' => KeyCode::Tab,
        b'M' => KeyCode::Enter,
        b'X' => KeyCode::Char('='),
        // The keypad's characters are those 64 further up.
        b'j'..=b'y' => KeyCode::Char(char::from(letter - 64)),
        _ => named_by_letter(letter)?,
    };
    Some(code.into())
}

/// The same with the number of its modifiers, as `5` or `1;5`.
pub(super) fn shifted_with(numbers: &[u8], letter: u8) -> Option<KeyEvent> {
    let modifiers = numbers.rsplit(|byte| *byte == b';').next()?;
    let parameters = Parameters::parse(&[b"1;", modifiers].concat())?;
    Some(parameters.modify(named_by_letter(letter)?.into()))
}

fn arrow(letter: u8) -> KeyCode {
    match letter.to_ascii_uppercase() {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        _ => KeyCode::Left,
    }
}

fn named_by_letter(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A'..=b'D' => arrow(letter),
        // The 5 of a keypad without numbers.
        b'E' | b'G' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(1 + letter - b'P'),
        _ => return None,
    })
}

fn named_by_number(number: u32) -> Option<KeyCode> {
    let f = |less: u32| u8::try_from(number - less).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => f(10),
        17..=21 => f(11),
        23..=24 => f(12),
        _ => None,
    }
}

/// `ESC [` and this. `None` for what is no key and no mouse report.
pub(super) fn control(sequence: &[u8]) -> Option<Event> {
    let (last, parameters) = sequence.split_last()?;
    if let Some(parameters) = parameters.strip_prefix(b"<") {
        return mouse(&Parameters::parse(parameters)?, *last).map(Event::Mouse);
    }
    let code = match (parameters, last) {
        (b"", b'I') => return Some(Event::FocusGained),
        (b"", b'O') => return Some(Event::FocusLost),
        (b"[", letter @ b'A'..=b'E') => return Some(Event::Key(KeyCode::F(1 + letter - b'A').into())),
        (b"", b'Z') => KeyCode::BackTab,
        // rxvt, with Shift held.
        (b"", b'a'..=b'd') => return Some(Event::Key(KeyEvent::new(arrow(*last), KeyModifiers::SHIFT))),
        // With numbers it may as well say where the cursor is; nobody asked.
        (_, b'R') if !matches!(parameters, [] | [b'1', b';', b'2'..=b'8']) => return None,
        (_, b'~') => return numbered(&Parameters::parse(parameters)?).map(Event::Key),
        (_, b'u') => return told(&Parameters::parse(parameters)?),
        (_, letter) => named_by_letter(*letter)?,
    };
    Some(Event::Key(Parameters::parse(parameters)?.modify(code.into())))
}

/// A key with a number. 27 is xterm's way to send any key with modifiers, the key as a character in the third place.
fn numbered(parameters: &Parameters) -> Option<KeyEvent> {
    match parameters.number(0)? {
        27 => Some(parameters.modify(character(spelled(parameters.number(2)?, parameters)?))),
        number => Some(parameters.modify(named_by_number(number)?.into())),
    }
}

/// A key told by its character, and perhaps by the text it makes: kitty's way, which terminals use for those who ask, or
/// where somebody before us did.
fn told(parameters: &Parameters) -> Option<Event> {
    // With these the key is a command to the desktop or the terminal, whatever its letter means here.
    if parameters.holds(SUPER | HYPER | META) {
        return None;
    }
    let is_typed = !parameters.holds(ALT | CONTROL) && parameters.kind() != KeyEventKind::Release;
    let text = if is_typed { parameters.text() } else { String::new() };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(_), Some(_)) => Some(Event::Paste(text)),
        (Some(c), None) => Some(Event::Key(parameters.modify(character(c)))),
        (None, _) => {
            let number = parameters.number(0)?;
            let key = keypad(number).or_else(|| Some(character(spelled(number, parameters)?)))?;
            Some(Event::Key(parameters.modify(key)))
        }
    }
}

/// The character of a key with Shift and caps lock as they are held. Terminals may send the key as it is without them.
fn spelled(number: u32, parameters: &Parameters) -> Option<char> {
    // Keys without a character have numbers of their own there, in an area where nobody's characters are. 0 is no key.
    let as_char = |number| char::from_u32(number).filter(|c| !matches!(c, '\0' | '\u{e000}'..='\u{f8ff}'));
    let c = as_char(number)?;
    // Another alphabet's key, named as on the keyboard that commands are made for.
    let latin = parameters.part(0, 2).and_then(as_char).filter(|_| !c.is_ascii() && parameters.holds(ALT | CONTROL));
    let shifted = parameters.part(0, 1).and_then(as_char).filter(|_| parameters.holds(SHIFT));
    let is_upper = parameters.holds(SHIFT) != parameters.holds(CAPS_LOCK);
    match (latin, shifted) {
        (Some(latin), _) => Some(upper(latin, is_upper)),
        (None, Some(shifted)) => Some(shifted),
        (None, None) => Some(upper(c, is_upper)),
    }
}

/// A letter in upper case where that is one character.
fn upper(c: char, is_upper: bool) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if is_upper => upper,
        _ => c,
    }
}

/// kitty's numbers for the keypad.
fn keypad(number: u32) -> Option<KeyEvent> {
    const CHARACTERS: &[u8] = b"0123456789./*-+";
    let code = match number {
        57399..=57413 => KeyCode::Char(char::from(*CHARACTERS.get(usize::try_from(number - 57399).ok()?)?)),
        57414 => KeyCode::Enter,
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        57427 => KeyCode::KeypadBegin,
        _ => return None,
    };
    Some(code.into())
}

/// Bits of the modifiers. Meta, as xterm has it, is at the place of Super.
const SHIFT: u32 = 1;
const ALT: u32 = 2;
const CONTROL: u32 = 4;
const SUPER: u32 = 8;
const HYPER: u32 = 16;
const META: u32 = 32;
const CAPS_LOCK: u32 = 64;

/// The numbers of a sequence: `1;5` or, with more of each, `103:71:103;2:3;71`.
struct Parameters {
    fields: Vec<Vec<Option<u32>>>,
}

impl Parameters {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?;
        if !text.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':') {
            return None;
        }
        let fields = text.split(';').map(|field| field.split(':').map(|number| number.parse().ok()).collect());
        Some(Self { fields: fields.collect() })
    }

    fn number(&self, place: usize) -> Option<u32> {
        self.part(place, 0)
    }

    fn part(&self, place: usize, part: usize) -> Option<u32> {
        self.fields.get(place)?.get(part).copied().flatten()
    }

    /// Whether any of these modifiers is held. The second number is one more than their bits.
    fn holds(&self, bits: u32) -> bool {
        self.number(1).unwrap_or(1).saturating_sub(1) & bits != 0
    }

    fn kind(&self) -> KeyEventKind {
        match self.part(1, 1) {
            Some(2) => KeyEventKind::Repeat,
            Some(3) => KeyEventKind::Release,
            _ => KeyEventKind::Press,
        }
    }

    /// The text that a key makes, where that is told.
    fn text(&self) -> String {
        let numbers = self.fields.get(2).into_iter().flatten().flatten();
        numbers.filter_map(|number| char::from_u32(*number)).filter(|c| !c.is_control()).collect()
    }

    fn modify(&self, key: KeyEvent) -> KeyEvent {
        let mut modifiers = key.modifiers;
        for (bit, modifier) in
            [(SHIFT, KeyModifiers::SHIFT), (ALT, KeyModifiers::ALT), (CONTROL, KeyModifiers::CONTROL)]
        {
            modifiers.set(modifier, modifiers.contains(modifier) || self.holds(bit));
        }
        KeyEvent::new_with_kind(key.code, modifiers, self.kind())
    }
}

/// A mouse report with numbers: button, column and row, and a letter that tells pressing from letting go.
fn mouse(parameters: &Parameters, last: u8) -> Option<MouseEvent> {
    let kind = match last {
        b'M' => pressed(parameters.number(0)?),
        b'm' => MouseEventKind::Moved,
        _ => return None,
    };
    let place = |number| u16::try_from(number).unwrap_or(u16::MAX).saturating_sub(1);
    Some(at(kind, place(parameters.number(1)?), place(parameters.number(2)?)))
}

/// A mouse report in three bytes, each 32 more than it means; columns and rows count from 1.
pub(super) fn old_mouse(button: u8, column: u8, row: u8) -> MouseEvent {
    let place = |byte: u8| u16::from(byte.saturating_sub(33));
    at(pressed(u32::from(button.saturating_sub(32))), place(column), place(row))
}

/// What means nothing here, such as a movement or another button, is a movement. Modifiers are bits of the button.
fn pressed(button: u32) -> MouseEventKind {
    match button & !0b1_1100 {
        0 => MouseEventKind::Down(MouseButton::Left),
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => MouseEventKind::Moved,
    }
}

fn at(kind: MouseEventKind, column: u16, row: u16) -> MouseEvent {
    MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
}
