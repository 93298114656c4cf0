//! How the pieces of a line share its columns where there are too few: what may shrink does, what may not stays whole.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::line::Shrink;

use super::line::{columns, cut};

/// A text that is cut at its end keeps this much as long as there are others that can give more.
const LEAST: usize = 8;
/// An address or a file name keeps this much: less tells nobody apart.
const LEAST_HANDLE: usize = 16;

/// The columns of each piece in a line of `width`: the whole of it where all fit. Words at the end give first, then handles,
/// then words once more. What is still too much is cut off the line's end.
pub(super) fn shares(pieces: &[(usize, Shrink)], width: usize) -> Vec<usize> {
    let mut shares: Vec<usize> = pieces.iter().map(|(columns, _)| *columns).collect();
    let mut over = shares.iter().sum::<usize>().saturating_sub(width);
    for (gives, least) in
        [(Shrink::End, LEAST), (Shrink::Middle, LEAST_HANDLE), (Shrink::End, 1), (Shrink::Middle, LEAST)]
    {
        for (share, _) in shares.iter_mut().zip(pieces).rev().filter(|(_, (_, shrink))| *shrink == gives) {
            let given = share.saturating_sub(least).min(over);
            *share -= given;
            over -= given;
        }
    }
    shares
}

/// A text in at most `width` columns, with what is left out in its middle: the ends of addresses and file names tell more.
pub(super) fn cut_middle(text: &str, width: usize, ellipsis: &'static str) -> String {
    let sign = columns(ellipsis);
    if columns(text) <= width || width <= sign + 2 {
        return cut(text, width, ellipsis);
    }
    let room = width - sign;
    let (head, tail) = (room.div_ceil(2), room / 2);
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let start = fitting(graphemes.iter().copied(), head);
    let end = fitting(graphemes.iter().rev().copied(), tail);
    let kept = |range: &[&str]| range.concat();
    let (first, last) = (graphemes.get(..start), graphemes.get(graphemes.len() - end..));
    format!("{}{ellipsis}{}", first.map(kept).unwrap_or_default(), last.map(kept).unwrap_or_default())
}

/// How many of these characters take at most so many columns.
fn fitting<'a>(graphemes: impl Iterator<Item = &'a str>, room: usize) -> usize {
    let taken = graphemes.scan(0, |taken, grapheme| {
        *taken += columns(grapheme);
        Some(*taken)
    });
    taken.take_while(|taken| *taken <= room).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn handles_lose_their_middle() {
        let table = [
            ("thandi.mokhele@sable-orchard.example", 36, "thandi.mokhele@sable-orchard.example"),
            ("thandi.mokhele@sable-orchard.example", 20, "thandi.mok…d.example"),
            ("株式会社月代硝子工房", 9, "株式…工房"),
            ("abcdef", 3, "ab…"),
            ("abcdef", 0, ""),
        ];
        for (text, width, shown) in table {
            assert_eq!(cut_middle(text, width, "…"), shown, "{text} {width}");
        }
    }

    #[test]
    fn words_give_before_handles_and_numbers_never() {
        let (firm, words, handle) = (Shrink::Never, Shrink::End, Shrink::Middle);
        let line = [(2, firm), (36, handle), (2, firm), (4, firm), (8, firm), (2, firm), (20, words)];
        assert_eq!(shares(&line, 80), [2, 36, 2, 4, 8, 2, 20]);
        assert_eq!(shares(&line, 66), [2, 36, 2, 4, 8, 2, 12]);
        assert_eq!(shares(&line, 50), [2, 24, 2, 4, 8, 2, 8]);
        assert_eq!(shares(&line, 37), [2, 16, 2, 4, 8, 2, 3]);
        assert_eq!(shares(&line, 27), [2, 8, 2, 4, 8, 2, 1]);
    }

    proptest! {
        #[test]
        fn a_line_is_filled_and_nothing_firm_gives(
            pieces in prop::collection::vec((0_usize..60, 0_usize..3), 0..8),
            width in 0_usize..120,
        ) {
            let kinds = [Shrink::Never, Shrink::Middle, Shrink::End];
            let pieces: Vec<(usize, Shrink)> = pieces.iter().map(|(columns, kind)| (*columns, kinds[*kind])).collect();
            let shares = shares(&pieces, width);
            let (whole, given): (usize, usize) = (pieces.iter().map(|(columns, _)| columns).sum(), shares.iter().sum());
            let is_least = |(share, (columns, shrink)): (&usize, &(usize, Shrink))| {
                *shrink == Shrink::Never || *share <= LEAST.min(*columns)
            };
            let all_gave = given > width && shares.iter().zip(&pieces).all(is_least);
            prop_assert!(given == whole.min(width) || all_gave);
            for (share, (columns, shrink)) in shares.iter().zip(&pieces) {
                prop_assert!(share <= columns && (*shrink != Shrink::Never || share == columns));
            }
        }

        #[test]
        fn the_middle_goes_and_nothing_is_too_wide(text in "[a-z株@.é]{0,40}", width in 0_usize..40) {
            prop_assert!(columns(&cut_middle(&text, width, "…")) <= width);
        }
    }
}
