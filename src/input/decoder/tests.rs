//! What terminals send, what they should not send, and what nobody would.

use crossterm::event::KeyEventKind;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn told(decoder: &mut Decoder, bytes: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    decoder.read(bytes, &mut events);
    events
}

/// As the reader does it: only who waits is told that nothing comes.
fn hushed(decoder: &mut Decoder) -> Vec<Event> {
    let mut events = Vec::new();
    if decoder.waits_for().is_some() {
        decoder.quiet(&mut events);
    }
    events
}

/// All that these bytes come to, once the terminal is quiet.
fn all(bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut events = told(&mut decoder, bytes);
    events.extend(hushed(&mut decoder));
    events
}

fn written(events: &[Event]) -> String {
    let words: Vec<String> = events
        .iter()
        .map(|event| match event {
            Event::Key(key) if key.kind != KeyEventKind::Press => format!("{:?} {}", key.kind, of(*key)),
            Event::Key(key) => of(*key),
            Event::Paste(text) => format!("{text:?}"),
            Event::Mouse(mouse) => format!("{:?} {},{}", mouse.kind, mouse.column, mouse.row),
            other => format!("{other:?}"),
        })
        .collect();
    words.join(" ")
}

fn assert_read(table: &[(&[u8], &str)]) {
    for (bytes, keys) in table {
        assert_eq!(written(&all(bytes)), *keys, "{:?}", String::from_utf8_lossy(bytes));
    }
}

fn of(key: KeyEvent) -> String {
    crate::input::key::Key::of(key).to_string()
}

#[test]
fn keys_are_read_as_xterm_and_those_like_it_send_them() {
    let table: [(&[u8], &str); 43] = [
        (b"jJ?", "j J ?"),
        ("é漢🦀".as_bytes(), "é 漢 🦀"),
        (b"\r\t\x7f ", "Enter Tab Backspace Space"),
        (b"\x03\x0c\x1a\n", "Ctrl-C Ctrl-L Ctrl-Z Ctrl-J"),
        (b"\0\x1c\x1f", "Ctrl-Space Ctrl-4 Ctrl-7"),
        (b"\x1b", "Esc"),
        (b"\x1b\x1b", "Esc Esc"),
        (b"\x1b\x1b[A", "Esc ↑"),
        (b"\x1bj", "Alt-j"),
        ("\x1bé".as_bytes(), "Alt-é"),
        (b"\x1b\r", "Alt-Enter"),
        (b"\x1b\x03", "Ctrl-Alt-C"),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", "↑ ↓ → ←"),
        (b"\x1bOA\x1bOB\x1bOC\x1bOD", "↑ ↓ → ←"),
        (b"\x1b[H\x1b[F\x1bOH\x1bOF", "Home End Home End"),
        (b"\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "Home End Home End"),
        (b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", "Insert Delete PgUp PgDn"),
        (b"\x1b[1;5A\x1b[1;3B\x1b[1;2D", "Ctrl-↑ Alt-↓ Shift-←"),
        (b"\x1b[3;5~\x1b[5;3~", "Ctrl-Delete Alt-PgUp"),
        (b"\x1b[Z", "Shift-Tab"),
        (b"\x1bOP\x1bOS\x1b[P\x1b[R", "F1 F4 F1 F3"),
        (b"\x1b[1;9R\x1b[2;2Rj", "j"),
        (b"\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "F1 F5 F6 F10 F11 F12"),
        (b"\x1b[[A\x1b[[E", "F1 F5"),
        (b"\x1b[1;2R\x1b[1;5P", "Shift-F3 Ctrl-F1"),
        (b"\x1bO2P\x1bO1;5A\x1bO2x\x1bO;", "Shift-F1 Ctrl-↑"),
        (b"\x1bOM\x1bOI\x1bOX\x1bOq\x1bOy\x1bOk", "Enter Tab = 1 9 +"),
        (b"\x1bOa\x1bOd\x1b[b\x1b[c", "Ctrl-↑ Ctrl-← Shift-↓ Shift-→"),
        (b"\x1b[E\x1b[G\x1bOE", "? ? ?"),
        (b"\x1b\t", "Shift-Tab"),
        (b"\x1b\xffj\x1b\xe6j", "Esc j Esc j"),
        (b"\x1b[57399u\x1b[57358uj", "0 j"),
        (b"\x1b[99;5u\x1b[27;5;99~", "Ctrl-C Ctrl-C"),
        (b"\x1b[97;1:3u\x1b[1;1:2B", "Release a Repeat ↓"),
        (b"\x1b[13u\x1b[27u\x1b[9;2u", "Enter Esc Shift-Tab"),
        (b"\x1b[200~q\x1b[2Jq\x1b[201~j", "\"q\\u{1b}[2Jq\" j"),
        (b"\x1b[200~\x1b[20\x1b[201~", "\"\\u{1b}[20\""),
        (b"\x1b[201~j", "j"),
        (b"\x1b[<0;3;5M\x1b[<0;3;5m", "Down(Left) 2,4 Moved 2,4"),
        (b"\x1b[<64;1;1M\x1b[<65;999999;0M\x1b[<2;1;1M", "ScrollUp 0,0 ScrollDown 65534,0 Moved 0,0"),
        (b"\x1b[M #%\x1b[Ma!!", "Down(Left) 2,4 ScrollDown 0,0"),
        (b"\x1b[I\x1b[O", "FocusGained FocusLost"),
        (b"\xff\xfej\xe6\xa0j\xc3", "j j"),
    ];
    assert_read(&table);
}

/// kitty's protocol, which somebody before us may have left switched on, in all its levels.
///
/// Faults: P7a.
#[test]
fn keys_mean_the_same_where_the_terminal_tells_all_of_them() {
    let table: [(&[u8], &str); 22] = [
        // Shift, with and without the other character; what others send is that character already.
        (b"\x1b[103;2u\x1b[103:71;2u\x1b[103;2;71u\x1b[71;2u\x1b[27;2;71~\x1b[27;2;103~", "G G G G G G"),
        (b"\x1b[47:63;2u\x1b[47:63;2:1;63u\x1b[55:47;2u\x1b[47;;63u", "? ? / ?"),
        ("\x1b[228;2u\x1b[223;2u".as_bytes(), "Ä ß"),
        // Caps lock is about letters alone, and Shift undoes it; the number lock is about nothing.
        (b"\x1b[103;65u\x1b[103;66u\x1b[47;65u\x1b[103;129u\x1b[103;130u\x1b[71;65u", "G g / g G G"),
        // Ctrl and Alt.
        (b"\x1b[99;5u\x1b[99;69u\x1b[99;133u\x1b[99;6u\x1b[99:67;6u", "Ctrl-C Ctrl-C Ctrl-C Ctrl-C Ctrl-C"),
        (b"\x1b[103;3u\x1b[103;4u\x1b[103:71;4u\x1b[103;67u\x1b[99;7u", "Alt-g Alt-G Alt-G Alt-G Ctrl-Alt-C"),
        (b"\x1b[103;3;103u", "Alt-g"),
        // The same keys where the keyboard has another alphabet.
        (b"\x1b[1089::99;5u\x1b[1089::99;69u\x1b[1087::103;4u", "Ctrl-C Ctrl-C Alt-G"),
        ("\x1b[1089::99u\x1b[1089:1057:99;2u".as_bytes(), "с С"),
        // Keys that are commands of the desktop or the terminal.
        (b"\x1b[113;9u\x1b[113;10u\x1b[113;17u\x1b[113;33u\x1b[113;9;113uj", "j"),
        // Releases, of text and of all else.
        (b"\x1b[103;2:3u\x1b[103:71;2:3u\x1b[57414;1:3u", "Release G Release G Release Enter"),
        (b"\x1b[103;2:3;71u\x1b[0;1:3;26085:26412u", "Release G"),
        (b"\x1b[103;1:2u\x1b[3;1:3~\x1b[1;1:3A", "Repeat g Release Delete Release ↑"),
        // The keypad, and keys that are none of ours.
        (b"\x1b[57400u\x1b[57408;129u\x1b[57409u\x1b[57410u\x1b[57411u\x1b[57412u\x1b[57413u", "1 9 . / * - +"),
        (b"\x1b[57414u\x1b[57415u\x1b[57416u\x1b[57400;129;49u", "Enter = , 1"),
        (b"\x1b[57417u\x1b[57418u\x1b[57419u\x1b[57420;3u", "← → ↑ Alt-↓"),
        (b"\x1b[57421u\x1b[57422u\x1b[57423u\x1b[57424u\x1b[57425u\x1b[57426u", "PgUp PgDn Home End Insert Delete"),
        (b"\x1b[57441;2u\x1b[57358;65u\x1b[57376u\x1b[57428uj", "j"),
        // Text of an input method has no key. It is text, never a command.
        (b"\x1b[0;;233u\x1b[0;;26085:26412u\x1b[0u\x1b[0;5u\x1b[0;;3uj", "é \"日本\" j"),
        (b"\x1b[32;2u\x1b[13;1:1u\x1b[9;2:1u\x1b[27;129u\x1b[127u", "Space Enter Shift-Tab Esc Backspace"),
        (b"\x1b[;2u\x1b[103;0u\x1b[103;99999999999u\x1b[1114112uj", "g g j"),
        (b"\x1b[57427u\x1b[1;129A\x1b[5;65~", "? ↑ PgUp"),
    ];
    assert_read(&table);
    let long = "\x1b[0;;113".to_owned() + &":113".repeat(100) + "uj";
    assert_eq!(written(&all(long.as_bytes())), format!("\"{}\" j", "q".repeat(101)));
}

/// Faults: P7a.
#[test]
fn what_only_looks_like_a_sequence_is_the_keys_it_was_typed_with() {
    let table: [(&[u8], &str); 12] = [
        (b"\x1b[", "Alt-["),
        (b"\x1b[j", "Alt-[ j"),
        (b"\x1b[[", "Alt-[ ["),
        (b"\x1b[[j", "Alt-[ [ j"),
        (b"\x1b[\x03", "Alt-[ Ctrl-C"),
        (b"\x1b[\x1b", "Alt-[ Esc"),
        (b"\x1b]", "Alt-]"),
        (b"\x1b]j", "Alt-] j"),
        (b"\x1bO", "Alt-O"),
        (b"\x1bOg", "Alt-O g"),
        (b"\x1b_j", "Alt-_ j"),
        (b"\x1bPj", "Alt-P j"),
    ];
    assert_read(&table);
}

/// An answer with the clipboard of another program's user in it.
const LONG: &[u8] = &{
    let mut bytes = [b'q'; 20_000];
    let begin = b"\x1b]52;c;";
    let mut place = 0;
    while place < begin.len() {
        bytes[place] = begin[place];
        place += 1;
    }
    bytes[19_999] = BEL;
    bytes
};

/// Late answers to whoever had the terminal before us: their letters would be commands.
///
/// Faults: P7a.
#[test]
fn reports_are_nothing_and_what_follows_them_is_read() {
    let reports: [&[u8]; 14] = [
        b"\x1b[?1;2c",
        b"\x1b[?5u",
        b"\x1b[>0;276;0c",
        b"\x1b[24;80R",
        b"\x1b[0n",
        b"\x1b[8;24;80t",
        b"\x1b[?2026;2$y",
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        b"\x1bP>|xterm(388)\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        LONG,
        b"\x1b[<nonsense",
    ];
    for report in reports {
        let mut bytes = report.to_vec();
        bytes.extend_from_slice(b"\x1b[B\x03");
        // A report with a letter where none belongs ends there; the rest was typed.
        let events = written(&all(&bytes));
        assert!(events.ends_with("↓ Ctrl-C"), "{:?}: {events}", String::from_utf8_lossy(report));
        assert!(report.ends_with(b"nonsense") || events == "↓ Ctrl-C", "{events}");
    }
}

/// Faults: P7a.
#[test]
fn a_report_without_its_end_takes_no_key_with_it() {
    for begun in [&b"\x1b[?"[..], b"\x1b[<", b"\x1b[<0;1", b"\x1b[1;5", b"\x1b[M", b"\x1b]11;rgb", b"\x1bP1$r", b"\xe6"]
    {
        let mut bytes = begun.to_vec();
        bytes.push(CTRL_C);
        assert!(written(&all(&bytes)).ends_with("Ctrl-C"), "{begun:?} at once");
        let mut decoder = Decoder::default();
        told(&mut decoder, begun);
        assert!(decoder.waits_for().is_some(), "{begun:?}");
        hushed(&mut decoder);
        assert_eq!(decoder.waits_for(), None, "{begun:?}");
        assert_eq!(written(&told(&mut decoder, b"jc")), "j c", "{begun:?} after a while");
    }
    let endless = [&b"\x1b[1"[..], "1".repeat(LONGEST_SEQUENCE + 10).as_bytes()].concat();
    assert!(written(&all(&endless)).ends_with("1 1"), "even without a pause");
}

/// Faults: P7.
#[test]
fn a_paste_may_pause_and_ends_without_its_bracket_only_by_esc_or_ctrl_c_alone() {
    for (key, means) in [(b"\x1b", "Esc"), (b"\x03", "Ctrl-C")] {
        let mut decoder = Decoder::default();
        let mut events = told(&mut decoder, b"\x1b[200~one");
        for pause in [&b"qq"[..], b"q", b"\x1b[A", b"\x03\x03", b""] {
            events.extend(hushed(&mut decoder));
            assert_eq!(decoder.waits_for(), None, "an endless paste wakes nobody");
            events.extend(told(&mut decoder, pause));
        }
        assert_eq!(events, []);
        hushed(&mut decoder);
        events.extend(told(&mut decoder, key));
        assert_eq!(decoder.waits_for(), Some(Wait::Key));
        events.extend(hushed(&mut decoder));
        assert_eq!(written(&events), format!("\"oneqqq\\u{{1b}}[A\\u{{3}}\\u{{3}}\" {means}"));
        assert_eq!(written(&told(&mut decoder, b"j")), "j");
    }
}

/// Faults: P7.
#[test]
fn a_paste_of_any_size_is_one_event_of_a_bounded_size() {
    let bytes = [PASTE_STARTS, "x".repeat(3 * LONGEST_PASTE).as_bytes(), PASTE_ENDS, b"j"].concat();
    let [Event::Paste(text), Event::Key(_)] = &*all(&bytes) else { panic!("a paste and a key") };
    assert_eq!(text.len(), LONGEST_PASTE);
}

/// Bytes of which sequences are made, more often than others.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let byte =
        prop_oneof![3 => prop::sample::select(b"\x1b[]OP?<;0129~MmuAj\x07\\\x03\xe6\xa0".to_vec()), 1 => any::<u8>()];
    let piece = prop_oneof![9 => byte.prop_map(|byte| vec![byte]), 1 => Just(PASTE_ENDS.to_vec())];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn where_the_bytes_are_cut_makes_no_difference(bytes in noise(), cut in 0_usize..40) {
        let mut decoder = Decoder::default();
        let (before, after) = bytes.split_at(cut.min(bytes.len()));
        let mut events = told(&mut decoder, before);
        events.extend(told(&mut decoder, after));
        events.extend(hushed(&mut decoder));
        prop_assert_eq!(events, all(&bytes));
    }

    /// Faults: P7a.
    #[test]
    fn after_whatever_came_and_a_pause_keys_are_keys(bytes in noise()) {
        let mut decoder = Decoder::default();
        told(&mut decoder, &bytes);
        hushed(&mut decoder);
        if decoder.state != State::Paste {
            prop_assert_eq!(written(&told(&mut decoder, b"j\x03")), "j Ctrl-C");
        }
    }

    /// Faults: P7a.
    #[test]
    fn ctrl_c_quits_whatever_came_just_before(bytes in noise()) {
        let mut decoder = Decoder::default();
        told(&mut decoder, &bytes);
        let was_pasting = decoder.state == State::Paste;
        if was_pasting {
            hushed(&mut decoder);
        }
        let mut events = told(&mut decoder, b"\x03");
        if was_pasting {
            events.extend(hushed(&mut decoder));
        }
        // With an Esc right before it, it is Alt-Ctrl-C, which is taken apart again where it is not bound.
        let last = events.last().map(|event| written(std::slice::from_ref(event)));
        prop_assert!(matches!(last.as_deref(), Some("Ctrl-C" | "Ctrl-Alt-C")), "{:?}", events);
    }
}
