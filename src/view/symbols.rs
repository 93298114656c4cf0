//! Signs: what colour says, said without it. Every sign of a mark takes one column.

use ratatui::symbols::{bar, border};

use crate::app::line::Mark;
use crate::app::tree::Changed;
use crate::domain::figures::AgeBand;
use crate::domain::order::Direction;

/// A set of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbols {
    /// For terminals that can show more than ASCII.
    Unicode,
    /// For those that cannot.
    Ascii,
}

/// Cells of a bar.
pub(super) const BAR: usize = 6;
const WHOLE: i64 = 10_000;
/// Cells of a bar beside the mark of the threshold.
const CELLS: i64 = 5;

const ASCII_PLAIN: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};
const ASCII_THICK: border::Set<'static> = border::Set { horizontal_top: "=", horizontal_bottom: "=", ..ASCII_PLAIN };

const ASCII_BARS: bar::Set<'static> = bar::Set {
    full: "#",
    seven_eighths: "#",
    three_quarters: "#",
    five_eighths: "#",
    half: "#",
    three_eighths: ".",
    one_quarter: ".",
    one_eighth: ".",
    empty: " ",
};

impl Symbols {
    pub(super) const fn mark(self, mark: Mark) -> &'static str {
        match mark {
            Mark::Good => self.pick("✓", "v"),
            Mark::Bad => self.pick("✗", "x"),
            Mark::Warn => "!",
            Mark::Note => self.pick("·", "."),
            Mark::Waiting => self.pick("…", "~"),
            Mark::Label => self.pick("⚑", "#"),
            Mark::Ask => "?",
            Mark::Changed => self.changed(Changed::Here),
        }
    }

    pub(super) const fn changed(self, change: Changed) -> &'static str {
        match change {
            Changed::No => "",
            Changed::Below => self.pick("○", "o"),
            Changed::Here => self.pick("●", "*"),
        }
    }

    /// The tab that is shown, told from the others without a style.
    pub(super) fn shown_tab(self, words: &str) -> String {
        format!("{}{words}{}", self.pick("‹", "["), self.pick("›", "]"))
    }

    /// In front of a branch.
    pub(super) const fn branch(self, open: bool) -> &'static str {
        if open { self.pick("▾ ", "- ") } else { self.pick("▸ ", "+ ") }
    }

    /// In column one of the selected row: seen where a terminal shows no style at all.
    pub(super) const fn selection(self) -> &'static str {
        self.pick("▌", ">")
    }

    /// In column one of the rows that hold the selected row in full.
    pub(super) const fn in_full(self) -> &'static str {
        self.pick("┊", ":")
    }

    /// Beside the heading of the column that a list is sorted by.
    pub(super) const fn sorted(self, direction: Direction) -> &'static str {
        match direction {
            Direction::Usual => self.pick("▾", "v"),
            Direction::Reversed => self.pick("▴", "^"),
        }
    }

    /// Where something is left out.
    pub(super) const fn ellipsis(self) -> &'static str {
        self.pick("…", "..")
    }

    /// Something that nobody looked at.
    pub(super) const fn unknown(self) -> &'static str {
        self.pick("·", "-")
    }

    /// What an earlier run read, and this one did not.
    pub(super) const fn remembered(self) -> &'static str {
        self.pick("◌", "r")
    }

    /// A row that stays only because it is selected.
    pub(super) const fn kept(self) -> &'static str {
        self.pick("≠", "/")
    }

    /// In front of what is only a guess.
    pub(super) const fn guess(self) -> &'static str {
        self.pick("≈", "~")
    }

    /// Round a pane: the focused one is seen by its weight too.
    pub(super) const fn border(self, focused: bool) -> border::Set<'static> {
        match (self, focused) {
            (Self::Unicode, false) => border::PLAIN,
            (Self::Unicode, true) => border::THICK,
            (Self::Ascii, false) => ASCII_PLAIN,
            (Self::Ascii, true) => ASCII_THICK,
        }
    }

    /// What a part of a bar is made of: the older, the heavier.
    pub(super) const fn age(self, band: AgeBand) -> &'static str {
        match band {
            AgeBand::UpTo2 => self.pick("░", "."),
            AgeBand::UpTo7 => self.pick("▒", "-"),
            AgeBand::UpTo14 => self.pick("▓", "="),
            AgeBand::More => self.pick("█", "#"),
            AgeBand::Unknown => self.pick("·", "?"),
        }
    }

    /// What the bars of charts are made of.
    pub(super) const fn bars(self) -> bar::Set<'static> {
        match self {
            Self::Unicode => bar::NINE_LEVELS,
            Self::Ascii => ASCII_BARS,
        }
    }

    /// A share as a bar: a line at the threshold, left of it a cell for each fifth below, at least one. Whoever reaches the
    /// threshold has something right of the line, and only the whole fills it.
    pub(super) fn bar(self, hundredths: i64, threshold: i64) -> String {
        let (share, threshold) = (hundredths.clamp(0, WHOLE), threshold.clamp(0, WHOLE));
        let (full, empty) = (self.pick("█", "#"), self.pick("░", "-"));
        let cell = |filled: bool| if filled { full } else { empty };
        let below = (CELLS * threshold / WHOLE).clamp(1, CELLS - 1);
        let above = CELLS - below;
        // The first cell above is that of the threshold itself: whoever reaches it is an owner.
        let steps = (share - threshold) * (above - 1) / (WHOLE - threshold).max(1);
        let reached = if share < threshold { 0 } else { 1 + steps };
        let mut bar: String = (0..below).map(|place| cell(share * 2 * below >= threshold * (2 * place + 1))).collect();
        bar.push_str(self.pick("│", "|"));
        bar.extend((0..above).map(|place| cell(place < reached)));
        bar
    }

    const fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    const SETS: [Symbols; 2] = [Symbols::Unicode, Symbols::Ascii];

    #[test]
    fn signs_take_one_column_and_ascii_is_ascii() {
        use Mark as M;
        for set in SETS {
            let marks = [M::Good, M::Bad, M::Warn, M::Waiting, M::Label, M::Ask, M::Changed].map(|mark| set.mark(mark));
            let others = [set.changed(Changed::Below), set.selection(), set.unknown(), set.guess()];
            for sign in marks.into_iter().chain(others) {
                assert_eq!(sign.width(), 1, "{sign}");
                assert!(set == Symbols::Unicode || sign.is_ascii(), "{sign}");
            }
            assert_eq!((set.branch(true).width(), set.branch(false).width()), (2, 2));
        }
    }

    #[test]
    fn a_bar_shows_the_threshold_and_never_leaves_its_cells() {
        let table = [
            (-500, "░│░░░░"),
            (0, "░│░░░░"),
            (500, "░│░░░░"),
            (2_000, "█│░░░░"),
            (2_499, "█│░░░░"),
            (2_500, "█│█░░░"),
            (4_000, "█│█░░░"),
            (6_000, "█│██░░"),
            (9_999, "█│███░"),
            (10_000, "█│████"),
            (10_100, "█│████"),
            (i64::MAX, "█│████"),
            (i64::MIN, "░│░░░░"),
        ];
        for (hundredths, bar) in table {
            assert_eq!(Symbols::Unicode.bar(hundredths, 2_500), bar, "{hundredths}");
        }
        for threshold in [0, 1, 1_000, 2_500, 5_000, 7_500, 9_999, 10_000] {
            for share in [0, 1, 999, 1_000, 4_999, 5_000, 9_999, 10_000] {
                let bar = Symbols::Ascii.bar(share, threshold);
                let right = bar.split('|').nth(1).unwrap();
                assert_eq!(right.contains('#'), share >= threshold, "{share} of {threshold}: {bar}");
                assert!(bar.len() == BAR && (share < 10_000 || !bar.contains('-')), "{share} of {threshold}: {bar}");
            }
        }
        assert_eq!(Symbols::Unicode.bar(6_000, 5_000), "██│█░░");
        assert_eq!(Symbols::Ascii.bar(6_000, 2_500), "#|##--");
        assert_eq!(Symbols::Unicode.bar(6_000, 2_500).width(), BAR);
    }
}
