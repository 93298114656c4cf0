//! Where the parts of the draft window stand: the same for what is painted and for what scrolls.

use crate::domain::draft::{Draft, Drafts, Original, Sheet};

use super::layout::{Area, Arrangement, Layout, Mode, Size};
use super::window::DraftWindow;
use crate::domain::wrap::wrap;

/// Columns left free beside a text, one on each side.
const BLANK: u16 = 2;
/// Columns from which what is below a message stands beside it.
const SIDE_BY_SIDE: u16 = 110;
/// Columns and rows of the window's frame, both sides.
const FRAME: u16 = 2;
/// The row that says how old the case is.
const STATE: u16 = 1;

/// Where the parts of the draft window stand.
#[derive(Clone, Copy, Debug)]
pub struct DraftLayout {
    mode: Mode,
    /// What is within the frame, below the state row.
    body: Area,
}

/// Where the message and what is no part of it stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The message.
    pub message: Area,
    /// The line between them and what stands beside the message or below it; none where there is no room.
    pub beside: Option<(Area, Area)>,
}

impl DraftLayout {
    /// The layout for a size of the screen.
    #[must_use]
    pub fn of(size: Size) -> Self {
        let Layout { mode, screen, .. } = Layout::of(size, Arrangement::default());
        let (_, below_header) = screen.split_top(1);
        let body = Area {
            x: below_header.x + FRAME / 2,
            y: below_header.y + FRAME / 2 + STATE,
            width: below_header.width.saturating_sub(FRAME),
            height: below_header.height.saturating_sub(1 + FRAME + STATE),
        };
        Self { mode, body }
    }

    /// Splits what is left for the message: side by side on a wide screen, one above the other on a medium one. `below` is
    /// how many rows stand below the message, where they do.
    #[must_use]
    pub fn split(self, area: Area, below: usize) -> Parts {
        match self.mode {
            Mode::Wide | Mode::Standard if area.width >= SIDE_BY_SIDE => {
                let (message, rest) = area.split_left(Self::beside_width(area.width));
                Parts { message, beside: Some(rest.split_left(1)) }
            }
            Mode::Wide | Mode::Standard | Mode::Medium => {
                let below = u16::try_from(below + 1).unwrap_or(u16::MAX).min(area.height / 3);
                let (message, rest) = area.split_top(area.height - below);
                Parts { message, beside: Some(rest.split_top(1)) }
            }
            Mode::Narrow | Mode::TooSmall => Parts { message: area, beside: None },
        }
    }

    /// The message takes more than half of the width.
    const fn beside_width(width: u16) -> u16 {
        width * 6 / 10
    }

    /// Columns of text in an area.
    #[must_use]
    pub fn text_width(area: Area) -> usize {
        usize::from(area.width.saturating_sub(BLANK))
    }

    /// Rows of the message that are seen at once, about: what stands below it takes a third where there is much of it.
    #[must_use]
    pub fn page(self) -> usize {
        let rows = usize::from(self.body.height).max(1);
        if self.mode == Mode::Medium { rows * 2 / 3 } else { rows }
    }

    /// How far what is shown scrolls. Never too little: what the painter needs no rows for is left free at the end.
    #[must_use]
    pub fn reach(self, window: &DraftWindow) -> Reach {
        let Some(sheet) = window.shown() else { return Reach::default() };
        let area = self.body.split_top(self.body.height.saturating_sub(MOST_WARNINGS)).0;
        let notes = |width| match sheet {
            Sheet::Message(draft) => notes(&window.drafts, draft, width),
            Sheet::Note(_) => 0,
        };
        let parts = match sheet {
            Sheet::Message(_) => self.split(area, notes(Self::text_width(area))),
            Sheet::Note(_) => Parts { message: area, beside: None },
        };
        let width = Self::text_width(parts.message);
        let mut message: usize =
            sheet.text().as_str().split('\n').map(|line| rows(line, width - SIGN.min(width))).sum();
        if parts.beside.is_none() {
            // What is no part of the message follows it there: a rule, a sentence, and these.
            message += 4 + reasons(&window.drafts, width);
        }
        let beside = parts.beside.map_or_else(Half::default, |(_, rest)| {
            // The heading takes a row where it stands beside the message.
            Half::of(notes(Self::text_width(rest)), rest.height.saturating_sub(1))
        });
        Reach { message: Half::of(message, parts.message.height), beside }
    }
}

/// Columns before a line that was put in by hand.
const SIGN: usize = 2;
/// Most rows of warnings above what is shown.
const MOST_WARNINGS: u16 = 3;

/// How far one half of the window scrolls, and by how much at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Half {
    /// Rows that are not in sight.
    hidden: usize,
    /// Rows that are.
    page: usize,
}

impl Half {
    fn of(rows: usize, room: u16) -> Self {
        let page = usize::from(room).max(1);
        Self { hidden: rows.saturating_sub(page), page }
    }
}

/// How far the window scrolls: the message to its end, then what is no part of it. No row is ever passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    message: Half,
    beside: Half,
}

impl Reach {
    /// The last row that can be the first one in sight.
    #[must_use]
    pub const fn end(self) -> usize {
        self.message.hidden + self.beside.hidden
    }

    /// A page on, or half of one. At the end of the message it stops.
    #[must_use]
    pub fn page_down(self, offset: usize, part: usize) -> usize {
        let page = |half: Half| (half.page / part).max(1);
        if offset < self.message.hidden {
            self.message.hidden.min(offset + page(self.message))
        } else {
            self.end().min(offset + page(self.beside))
        }
    }

    /// A page back, or half of one.
    #[must_use]
    pub fn page_up(self, offset: usize, part: usize) -> usize {
        let page = |half: Half| (half.page / part).max(1);
        if offset > self.message.hidden {
            self.message.hidden.max(offset.saturating_sub(page(self.beside)))
        } else {
            offset.saturating_sub(page(self.message))
        }
    }
}

fn rows(text: &str, width: usize) -> usize {
    wrap(text, width.max(1)).len().max(1)
}

/// Rows of what to look at first, and of who gets no message.
fn reasons(drafts: &Drafts, width: usize) -> usize {
    let look_first = if drafts.look_first.is_empty() { 0 } else { 1 + rows(&drafts.to_look_at(), width) };
    look_first + drafts.reasons().iter().map(|(_, sentence)| rows(&format!("{sentence}."), width)).sum::<usize>()
}

/// Rows of what stands beside a message: these, and what Fin wrote, each text with a heading and a blank row.
fn notes(drafts: &Drafts, draft: &Draft, width: usize) -> usize {
    let original = |original: &Original| {
        let text = original.text.unmasked();
        // A mask puts other words in its place.
        let more = if draft.masked { 1 + text.as_str().len() / width.max(1) } else { 0 };
        3 + rows(original.about.as_str(), width) + rows(text.as_str(), width.saturating_sub(SIGN)) + more
    };
    2 + reasons(drafts, width) + draft.originals.iter().map(original).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pages_pass_over_nothing_and_reach_both_ends(
            message in 0_usize..200, beside in 0_usize..200, room in 1_u16..40, below in 1_u16..40, part in 1_usize..3,
        ) {
            let reach = Reach { message: Half::of(message, room), beside: Half::of(beside, below) };
            let split = |offset: usize| {
                (offset.min(reach.message.hidden), offset.saturating_sub(reach.message.hidden))
            };
            let (mut offset, mut pages) = (0, 0);
            while offset < reach.end() {
                let next = reach.page_down(offset, part);
                let ((top, low), (new_top, new_low)) = (split(offset), split(next));
                prop_assert!(next > offset && new_top - top <= reach.message.page && new_low - low <= reach.beside.page);
                prop_assert!(new_top == top || new_low == low, "one half at a time");
                (offset, pages) = (next, pages + 1);
            }
            prop_assert_eq!(reach.page_down(offset, part), reach.end());
            for _ in 0..pages {
                offset = reach.page_up(offset, part);
            }
            prop_assert_eq!(offset, 0, "as many pages back");
        }
    }
}
