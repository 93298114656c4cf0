//! Lines of the model become painted lines: masked, in their tones, and cut where there is no more room.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use ratatui::style::Style;
use ratatui::text::{Line as Painted, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::action::Action;
use crate::app::line::{Content, Line, Piece, Shrink, Tone};
use crate::domain::mask::Redactor;
use crate::domain::text::SafeText;
use crate::domain::time::Zone;
use crate::input::keymap::Keymap;

use super::shrink::{cut_middle, shares};
use super::symbols::BAR;
use super::theme::Theme;

/// What turns a line of the model into a painted one.
#[derive(Clone, Copy)]
pub(super) struct PaintContext<'a> {
    pub theme: &'a Theme,
    /// What of the viewed case is shown.
    pub redactor: &'a Redactor,
    /// The keys as they are.
    pub keymap: &'a Keymap,
    /// In which zone times are shown.
    pub zone: &'a Zone,
    /// The share that a bar marks, in hundredths of a percent.
    pub threshold: i64,
}

impl PaintContext<'_> {
    /// Words of our own.
    pub fn words(self, text: impl Into<Cow<'static, str>>, tone: Tone) -> Painted<'static> {
        Painted::from(Span::styled(text.into(), self.theme.tone(tone)))
    }

    /// A line in at most `width` columns. Where it does not fit, its bars go first, as the number beside says as much; then
    /// its pieces give way as they may.
    pub fn line(self, line: &Line, width: usize) -> Painted<'static> {
        let ellipsis = self.theme.symbols().ellipsis();
        if self.columns_within(line.pieces(), width) {
            let mut writer = SpanWriter::new(width, ellipsis);
            for piece in line.pieces() {
                writer.write(&self.text(piece), self.theme.tone(piece.tone), false);
            }
            return writer.finish();
        }
        let pieces = without_bars(line.pieces());
        let texts: Vec<Cow<'_, str>> = pieces.iter().map(|piece| self.text(piece)).collect();
        // A piece of more columns than the line has need not be measured to its end.
        let measured = |text: &str| columns_within(text, width).unwrap_or_else(|| width.saturating_add(1));
        let wanted: Vec<(usize, Shrink)> =
            texts.iter().zip(&pieces).map(|(text, piece)| (measured(text), piece.shrink)).collect();
        let shares = shares(&wanted, width);
        let is_cut = shares.iter().sum::<usize>() > width;
        let mut writer = SpanWriter::new(width, ellipsis);
        for (((text, piece), (columns, _)), share) in texts.iter().zip(&pieces).zip(&wanted).zip(shares) {
            let style = self.theme.tone(piece.tone);
            match piece.shrink {
                _ if share == *columns && *columns <= width => writer.write(text, style, is_cut),
                Shrink::Middle => writer.write(&cut_middle(text, share, ellipsis), style, is_cut),
                Shrink::Never | Shrink::End => {
                    writer.write(&cut(head(text, width + 1), share, ellipsis), style, is_cut);
                }
            }
        }
        writer.finish()
    }

    /// A sentence of ours that may repeat what a server said, with everyone hidden whom a mask hides.
    pub fn covered(self, sentence: &str) -> String {
        self.redactor.text(&SafeText::block(sentence)).to_string()
    }

    /// Somebody else's words.
    pub fn remote(self, text: &SafeText, tone: Tone) -> Painted<'static> {
        self.words(self.redactor.text(text).to_string(), tone)
    }

    fn text(self, piece: &Piece) -> Cow<'_, str> {
        let symbols = self.theme.symbols();
        match &piece.content {
            Content::Mark(mark) => Cow::Owned(format!("{} ", symbols.mark(*mark))),
            Content::Bar(hundredths) => Cow::Owned(symbols.bar(*hundredths, self.threshold)),
            Content::Time(at) => Cow::Owned(self.zone.to_second(*at)),
            content => content.words(self.redactor).unwrap_or_else(|| Cow::Owned(self.left_out())),
        }
    }

    /// What stands in place of prose that a mask leaves out.
    pub fn left_out(self) -> String {
        let shows = self.keymap.hint(Action::ShowProse).map_or_else(String::new, |key| format!("; {key} shows it"));
        format!("(may name people{shows})")
    }

    /// Whether pieces fit, without measuring more of a long text than is needed to tell.
    fn columns_within(self, pieces: &[Piece], width: usize) -> bool {
        let mut left = width;
        pieces.iter().all(|piece| {
            let columns = match &piece.content {
                Content::Bar(_) => Some(BAR),
                _ => columns_within(&self.text(piece), left),
            };
            let rest = columns.and_then(|columns| left.checked_sub(columns));
            left = rest.unwrap_or(0);
            rest.is_some()
        })
    }
}

/// The pieces but for the bars, and the gaps behind them.
fn without_bars(pieces: &[Piece]) -> Vec<&Piece> {
    let mut after_bar = false;
    let mut kept = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let is_bar = matches!(piece.content, Content::Bar(_));
        let is_gap = matches!(&piece.content, Content::Own(text) if text == " ");
        if !(is_bar || is_gap && after_bar) {
            kept.push(piece);
        }
        after_bar = is_bar;
    }
    kept
}

/// Whether each character of a text is one that people see as such, and takes a column: nearly all that is on the screen.
/// Finding the ends of characters in other texts takes many times as long.
pub(super) fn is_simple(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c, ' '..='~'
            // Letters of Europe, but not the soft hyphen.
            | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
            // Dashes, quotation marks, dots.
            | '\u{2010}'..='\u{2027}'
            // Arrows, frames, bars, triangles, ticks and crosses.
            | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25c7}' | '✓' | '✗')
    })
}

/// The columns a text takes, measured as the painter measures them.
pub(super) fn columns(text: &str) -> usize {
    if is_simple(text) { text.chars().count() } else { text.graphemes(true).map(wide).sum() }
}

/// The columns of a painted line.
pub(super) fn painted_columns(line: &Painted<'_>) -> usize {
    line.spans.iter().map(|span| columns(&span.content)).sum()
}

/// The text in at most `width` columns, the sign of omission included.
pub(super) fn cut(text: &str, width: usize, ellipsis: &'static str) -> String {
    painted_cut(&Painted::from(text), width, ellipsis).to_string()
}

/// A painted line in at most `width` columns.
pub(super) fn painted_cut(line: &Painted<'_>, width: usize, ellipsis: &'static str) -> Painted<'static> {
    let fits = painted_columns(line) <= width;
    let mut writer = SpanWriter::new(width, ellipsis);
    for span in &line.spans {
        writer.write(&span.content, span.style, !fits);
    }
    writer.finish()
}

/// The columns of a text; `None` as soon as they are more than `limit`.
fn columns_within(text: &str, limit: usize) -> Option<usize> {
    let head = head(text, limit.saturating_add(1));
    if is_simple(head) {
        let columns = head.chars().count();
        return (columns <= limit).then_some(columns);
    }
    let mut columns = 0;
    for grapheme in text.graphemes(true) {
        columns += wide(grapheme);
        if columns > limit {
            return None;
        }
    }
    Some(columns)
}

/// As much of a text as fits into so many columns: the columns it takes, and where it ends.
fn within(text: &str, room: usize) -> (usize, usize) {
    // One character more than fits: what follows it may still belong to it.
    if is_simple(head(text, room.saturating_add(1))) {
        let kept = head(text, room);
        return (kept.chars().count(), kept.len());
    }
    let (mut taken, mut end) = (0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        if taken + wide(grapheme) > room {
            break;
        }
        taken += wide(grapheme);
        end = at + grapheme.len();
    }
    (taken, end)
}

/// The first characters of a text, at most so many.
fn head(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

fn wide(grapheme: &str) -> usize {
    usize::from(grapheme.cell_width())
}

/// Writes spans until there is no more room; never splits what a person sees as one character.
struct SpanWriter {
    spans: Vec<Span<'static>>,
    left: usize,
    ellipsis: &'static str,
    is_full: bool,
}

impl SpanWriter {
    const fn new(width: usize, ellipsis: &'static str) -> Self {
        Self { spans: Vec::new(), left: width, ellipsis, is_full: false }
    }

    /// Writes a text; `is_cut` says that the whole line does not fit, so room is kept for the sign of omission.
    fn write(&mut self, text: &str, style: Style, is_cut: bool) {
        if self.is_full {
            return;
        }
        let kept = if is_cut { self.ellipsis.cell_width().into() } else { 0 };
        let room = self.left.saturating_sub(kept);
        let (taken, end) = within(text, room);
        self.is_full = end < text.len();
        let mut written = text.get(..end).unwrap_or_default().to_owned();
        self.left -= taken;
        if self.is_full && kept <= self.left {
            written.push_str(self.ellipsis);
        }
        if !written.is_empty() {
            self.spans.push(Span::styled(written, style));
        }
    }

    fn finish(self) -> Painted<'static> {
        Painted::from(self.spans)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::line::Mark;
    use crate::domain::fact::Fact;
    use crate::domain::mask::{Mask, Personal, PersonalKind};

    fn painted(line: &Line, mask: Mask, width: usize) -> String {
        let (theme, keymap, redactor) = (Theme::monochrome(), Keymap::standard(), Redactor::default().with_mask(mask));
        PaintContext { theme: &theme, redactor: &redactor, keymap: &keymap, zone: &Zone::Utc, threshold: 2_500 }
            .line(line, width)
            .to_string()
    }

    #[test]
    fn a_line_is_cut_between_characters_as_people_see_them() {
        let table = [
            ("Amber Basalt", 12, "Amber Basalt"),
            ("Amber Basalt", 8, "Amber B…"),
            ("Amber Basalt", 1, "…"),
            ("Amber Basalt", 0, ""),
            ("株式会社アンバー", 8, "株式会…"),
            ("株式会社アンバー", 7, "株式会…"),
            ("cafe\u{301}s", 4, "caf…"),
            ("cafe\u{301}s", 5, "cafe\u{301}s"),
            ("👩🏽👩🏽👩🏽", 5, "👩🏽👩🏽…"),
            ("שלום עולם", 6, "שלום …"),
        ];
        for (text, width, shown) in table {
            assert_eq!(cut(text, width, "…"), shown, "{text} {width}");
        }
        assert_eq!(cut("Amber Basalt", 8, ".."), "Amber ..");
    }

    #[test]
    fn bars_go_before_words_do() {
        let line = Line::default().mark(Mark::Bad).and("ada", Tone::Plain).and("  ", Tone::Plain);
        let line = line.bar(6_000).and(" ", Tone::Plain).and("60 %", Tone::Plain);
        assert_eq!(painted(&line, Mask::Off, 18), "✗ ada  █│██░░ 60 %");
        assert_eq!(painted(&line, Mask::Off, 17), "✗ ada  60 %");
        assert_eq!(painted(&line, Mask::Off, 9), "✗ ada  6…");
    }

    #[test]
    fn a_masked_line_tells_nothing() {
        let email = Personal::new(PersonalKind::Email, "jane.smith@acmecorp.com");
        let line = Line::default().personal(&Fact::Given(email));
        assert_eq!(painted(&line, Mask::Off, 40), "jane.smith@acmecorp.com");
        assert_eq!(painted(&line, Mask::On, 40), "•••@•••");
    }

    #[test]
    fn simple_characters_take_a_column_each_whatever_stands_beside_them() {
        let simple = (' '..='\u{ffff}').filter(|c| is_simple(c.encode_utf8(&mut [0; 4])));
        let mut text = String::new();
        for c in simple {
            assert_eq!(c.to_string().cell_width(), 1, "{c:?}");
            text.push(c);
            text.push('x');
            text.push(c);
        }
        assert!(text.chars().count() > 1_500);
        assert_eq!(text.graphemes(true).count(), text.chars().count());
        for other in ['\u{301}', '\u{200d}', '\u{fe0f}', '\u{7}', '\u{ad}', '株', '🇩'] {
            assert!(!is_simple(&format!("e{other}")), "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_its_place(text in "[a-z 株é\u{301}👩🏽🇩🇪ﾞשל]{0,60}", width in 0_usize..40) {
            let line = Line::own("x  ", Tone::Dim).bar(1).remote(&SafeText::line(&text), Tone::Plain);
            let shown = painted(&line, Mask::Off, width);
            prop_assert!(columns(&shown) <= width, "{shown:?}");
            if columns(&text) <= width {
                prop_assert_eq!(cut(&text, width, "…"), text);
            }
        }
    }
}
