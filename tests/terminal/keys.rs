//! Key names, as in `"jj<enter>r"`, and the bytes that an xterm sends for them.

/// The bytes for a text in which `<name>` is a key; `<lt>` is the character `<`.
///
/// Modifiers come first, in any order: `<ctrl-c>`, `<alt-down>`, `<shift-tab>`, `<ctrl-shift-right>`.
///
/// # Panics
/// On a name that stands for no key: a test that means a key must not send letters.
pub fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bytes.extend_from_slice(before.as_bytes());
        let (name, after) = after.split_once('>').unwrap_or_else(|| panic!("no > after < in {text:?}"));
        bytes.extend(key(name));
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// A paste as a terminal sends it where the program asked for brackets around it.
pub fn pasted(text: &str) -> Vec<u8> {
    [b"\x1b[200~", text.as_bytes(), b"\x1b[201~"].concat()
}

#[derive(Clone, Copy, Default)]
struct Modifiers {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl Modifiers {
    /// The parameter of a CSI key: 1 and a bit for each modifier.
    fn parameter(self) -> u8 {
        1 + u8::from(self.shift) + 2 * u8::from(self.alt) + 4 * u8::from(self.ctrl)
    }
}

fn key(name: &str) -> Vec<u8> {
    let mut modifiers = Modifiers::default();
    let mut base = name;
    while let Some((modifier, rest)) = base.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        match modifier {
            "shift" => modifiers.shift = true,
            "alt" => modifiers.alt = true,
            "ctrl" => modifiers.ctrl = true,
            _ => panic!("no modifier {modifier:?} in <{name}>"),
        }
        base = rest;
    }
    special(base, modifiers).or_else(|| character(base, modifiers)).unwrap_or_else(|| panic!("no key <{name}>"))
}

fn special(name: &str, modifiers: Modifiers) -> Option<Vec<u8>> {
    let parameter = modifiers.parameter();
    let letter = |letter: char| match parameter {
        1 => format!("\x1b[{letter}"),
        _ => format!("\x1b[1;{parameter}{letter}"),
    };
    let tilde = |number: u8| match parameter {
        1 => format!("\x1b[{number}~"),
        _ => format!("\x1b[{number};{parameter}~"),
    };
    let function = |letter: char| match parameter {
        1 => format!("\x1bO{letter}"),
        _ => format!("\x1b[1;{parameter}{letter}"),
    };
    let text = match name {
        "up" => letter('A'),
        "down" => letter('B'),
        "right" => letter('C'),
        "left" => letter('D'),
        "end" => letter('F'),
        "home" => letter('H'),
        "tab" if modifiers.shift => "\x1b[Z".to_owned(),
        "insert" => tilde(2),
        "delete" => tilde(3),
        "pgup" => tilde(5),
        "pgdn" => tilde(6),
        "f1" => function('P'),
        "f2" => function('Q'),
        "f3" => function('R'),
        "f4" => function('S'),
        "f5" => tilde(15),
        "f6" => tilde(17),
        "f7" => tilde(18),
        "f8" => tilde(19),
        "f9" => tilde(20),
        "f10" => tilde(21),
        "f11" => tilde(23),
        "f12" => tilde(24),
        _ => return None,
    };
    Some(text.into_bytes())
}

/// A key that is one byte, or one character, behind an ESC where Alt is held.
fn character(name: &str, modifiers: Modifiers) -> Option<Vec<u8>> {
    let c = match name {
        "enter" => '\r',
        "esc" => '\x1b',
        "tab" => '\t',
        "space" => ' ',
        "backspace" => '\x7f',
        "lt" => '<',
        _ => {
            let mut chars = name.chars();
            let only = chars.next().filter(|_| chars.next().is_none())?;
            if modifiers.shift { only.to_ascii_uppercase() } else { only }
        }
    };
    let mut bytes = if modifiers.alt { vec![0x1b] } else { Vec::new() };
    if modifiers.ctrl {
        let ascii = u8::try_from(c.to_ascii_uppercase()).ok().filter(|byte| (b'@'..=b'_').contains(byte))?;
        bytes.push(ascii & 0x1f);
    } else {
        bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Some(bytes)
}

#[test]
fn names_become_what_a_terminal_sends() {
    let cases: [(&str, &[u8]); 16] = [
        ("jj<enter>r", b"jj\rr"),
        ("<down><up>", b"\x1b[B\x1b[A"),
        ("<esc>", b"\x1b"),
        ("<ctrl-c><ctrl-z>", b"\x03\x1a"),
        ("<f1><f5><f12>", b"\x1bOP\x1b[15~\x1b[24~"),
        ("<alt-down>", b"\x1b[1;3B"),
        ("<ctrl-shift-right>", b"\x1b[1;6C"),
        ("<pgdn><pgup>", b"\x1b[6~\x1b[5~"),
        ("<ctrl-f5>", b"\x1b[15;5~"),
        ("<tab><shift-tab>", b"\t\x1b[Z"),
        ("<alt-x>", b"\x1bx"),
        ("<alt-enter>", b"\x1b\r"),
        ("<alt-->", b"\x1b-"),
        ("<home><end><delete>", b"\x1b[H\x1b[F\x1b[3~"),
        ("a<lt>b>c", b"a<b>c"),
        ("<space>é<backspace>", b" \xc3\xa9\x7f"),
    ];
    for (text, expected) in cases {
        assert_eq!(encode(text), expected, "{text}");
    }
    assert_eq!(pasted("a\nb"), b"\x1b[200~a\nb\x1b[201~");
}

#[test]
#[should_panic(expected = "no key <entre>")]
fn a_name_that_is_no_key_is_refused() {
    encode("j<entre>");
}
