//! Remote text, made safe to show.
//!
//! Names, comments, file handles and error messages are written by third parties. [`SafeText`] is the only form in
//! which they travel past the API boundary: whatever could move a cursor, recolour a terminal, hide itself or reorder
//! its neighbours has become a visible picture or escape, once, here.

use std::fmt;
use std::sync::Arc;

use unicode_width::UnicodeWidthChar;

/// Characters kept of a one-line text; more than any name, short enough to lay out at every key press.
const LINE_CAP: usize = 2_000;
/// Characters kept of a text that may have lines (comments, reasons).
const BLOCK_CAP: usize = 1_000_000;
/// What stands around the number of characters that were cut.
const NOTE: &str = "… (+";
/// The end of that note.
const NOTE_END: &str = " characters)";
/// Most characters of that note.
const NOTE_CAP: usize = 40;
/// Marks without a width that may follow one character: real scripts need three or four.
const MARKS_CAP: usize = 8;

/// Text that is safe to write to a terminal, a file or a clipboard.
///
/// Invariant: holds no control character except `\n`, and that only when made by [`SafeText::block`]; no bidirectional
/// control; no invisible character; at most a million characters plus a note of what was cut.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SafeText(Arc<str>);

impl SafeText {
    /// Makes a one-line text: a line break becomes `␊`, so nothing behind it is lost.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        Self(clean(raw, Shape::Line).into())
    }

    /// Makes a text that keeps its line breaks (`\r\n` counts as one).
    #[must_use]
    pub fn block(raw: &str) -> Self {
        Self(clean(raw, Shape::Block).into())
    }

    /// The safe text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to see: empty, or white space alone.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Takes a part of a safe text, such as one wrapped row of it: parts of safe text are safe.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        debug_assert!(part.chars().all(|c| !is_hidden(c) && !c.is_control()), "not a part of a safe text");
        Self(part.into())
    }

    /// Whether a one-line text is so long that its end may have been left out when it was made safe.
    #[must_use]
    pub fn may_be_cut(&self) -> bool {
        self.0.chars().count() > LINE_CAP
    }

    /// The same text on one line, for places that have no room for more.
    #[must_use]
    pub fn on_one_line(&self) -> Self {
        if self.0.contains('\n') {
            let joined: Vec<&str> = self.0.lines().map(str::trim).collect();
            Self(joined.join(" ").into())
        } else {
            self.clone()
        }
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Block,
}

/// Whether a character changes what is seen without being seen: bidirectional controls, zero-width characters, blank
/// "letters", line separators, tags.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a safe text shows the escape of something that wanted to be invisible or to steer the terminal.
#[must_use]
pub fn shows_escape(text: &SafeText) -> bool {
    text.as_str().contains("\\u{") || text.as_str().chars().any(|c| matches!(c, '\u{2400}'..='\u{2421}'))
}

fn clean(raw: &str, shape: Shape) -> String {
    let cap = match shape {
        Shape::Line => LINE_CAP,
        Shape::Block => BLOCK_CAP,
    };
    // A text that was cut once, and comes back in an export, stays as it is.
    let cap = if ends_in_note(raw) { cap + NOTE_CAP } else { cap };
    let mut out = String::with_capacity(raw.len().min(cap));
    let mut chars = raw.chars().peekable();
    let mut marks = 0_usize;
    let mut kept = 0_usize;
    while let Some(c) = chars.next() {
        if c == '\r' && shape == Shape::Block && chars.peek() == Some(&'\n') {
            continue;
        }
        let is_mark = !c.is_control() && !is_hidden(c) && c.width() == Some(0);
        marks = if is_mark { marks + 1 } else { 0 };
        let start = out.len();
        match marks {
            0 => push_visible(&mut out, c, shape),
            1..=MARKS_CAP => out.push(c),
            _ if marks == MARKS_CAP + 1 => out.push('…'),
            _ => {}
        }
        kept += out.get(start..).map_or(0, |pushed| pushed.chars().count());
        if kept > cap {
            out.truncate(start);
            note_cut(&mut out, 1 + chars.count());
            return out;
        }
    }
    out
}

fn note_cut(out: &mut String, cut: usize) {
    out.push_str(NOTE);
    out.push_str(&cut.to_string());
    out.push_str(NOTE_END);
}

/// Whether a text says at its end that it was cut.
fn ends_in_note(raw: &str) -> bool {
    let count = raw.strip_suffix(NOTE_END).and_then(|raw| raw.rsplit_once(NOTE)).map(|(_, count)| count);
    count.is_some_and(|count| (1..NOTE_CAP / 2).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit()))
}

fn push_visible(out: &mut String, c: char, shape: Shape) {
    match c {
        '\n' if shape == Shape::Block => out.push('\n'),
        '\u{7f}' => out.push('\u{2421}'),
        c if u32::from(c) < 0x20 => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        c if c.is_control() || is_hidden(c) => out.extend(c.escape_unicode()),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Faults: T1, T2, T3, T5, T9.
    #[test]
    fn what_steers_a_terminal_becomes_visible() {
        let table = [
            ("\u{1b}]0;title\u{7}x", "␛]0;title␇x"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\tb\u{b}\u{c}\u{0}\u{7f}\u{8}", "a␉b␋␌␀␡␈"),
            ("one\ntwo\rthree", "one␊two␍three"),
            ("safe\u{202e}gpj.exe", "safe\\u{202e}gpj.exe"),
            ("a\u{200b}b\u{feff}c\u{ad}d\u{3164}", "a\\u{200b}b\\u{feff}c\\u{ad}d\\u{3164}"),
            ("{{x}} %s $(id) [red] <b>", "{{x}} %s $(id) [red] <b>"),
            ("株式会社 שלום é", "株式会社 שלום é"),
        ];
        for (raw, shown) in table {
            assert_eq!(SafeText::line(raw).as_str(), shown, "{raw:?}");
        }
    }

    /// Faults: T4.
    #[test]
    fn a_comment_keeps_its_lines_and_nothing_else() {
        let text = SafeText::block("not accepted.\r\n - quality\rx\u{2028}y");
        assert_eq!(text.as_str(), "not accepted.\n - quality␍x\\u{2028}y");
        assert_eq!(text.on_one_line().as_str(), "not accepted. - quality␍x\\u{2028}y");
    }

    /// Faults: T7.
    #[test]
    fn size_is_capped_and_says_so() {
        let name = SafeText::line(&"x".repeat(100_000));
        assert!(name.as_str().ends_with("… (+98000 characters)"));
        let zalgo = SafeText::line(&format!("e{}!", "\u{301}".repeat(1_000_000)));
        assert!(zalgo.as_str().chars().count() < 40, "{}", zalgo.as_str().len());
        assert_eq!(SafeText::line(&format!("e{}!", "\u{301}".repeat(20))).as_str().chars().last(), Some('!'));
    }

    proptest! {
        #[test]
        fn nothing_unsafe_survives(raw in "\\PC*|[\\x00-\\x{2100}\\x{e0000}-\\x{e007f}]{0,60}") {
            for (text, lines) in [(SafeText::line(&raw), false), (SafeText::block(&raw), true)] {
                for c in text.as_str().chars() {
                    prop_assert!(!is_hidden(c));
                    prop_assert!(!c.is_control() || (lines && c == '\n'), "{c:?}");
                }
            }
        }

        #[test]
        fn what_is_safe_stays_as_it_is(raw in "(\\PC|[\\x00-\\x{2100}\\x{e0000}-\\x{e007f}\\x{300}]){0,60}", times in 1_usize..60) {
            let raw = raw.repeat(times);
            for make in [SafeText::line, SafeText::block] {
                let once = make(&raw);
                prop_assert_eq!(make(once.as_str()), once);
            }
        }

        #[test]
        fn harmless_text_is_untouched(raw in "[a-zA-Z0-9 .,;:äöüß漢字🙂]{0,200}") {
            let safe = SafeText::line(&raw);
            prop_assert_eq!(safe.as_str(), raw.as_str());
        }
    }
}
