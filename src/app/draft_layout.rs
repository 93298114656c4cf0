//! Where the parts of the draft window stand: the same for what is painted and for what scrolls.

use crate::domain::draft::Sheet;

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

    /// Rows of what is shown. What stands beside scrolls with the message, so that the longer of both decides.
    #[must_use]
    pub fn rows(self, window: &DraftWindow) -> usize {
        let Some(sheet) = window.shown() else { return 0 };
        let area = match (self.mode, sheet) {
            (Mode::Wide, Sheet::Message(_)) => self.body.split_left(Self::beside_width(self.body.width)).0,
            _ => self.body,
        };
        let width = Self::text_width(area);
        let text = sheet.text();
        let rows = |text: &str| wrap(text, width).len().max(1);
        let mut message: usize = text.as_str().split('\n').map(rows).sum();
        if !matches!(self.mode, Mode::Wide | Mode::Medium) {
            // What is no part of the message follows it there: a rule, a sentence, and these.
            let reasons = window.drafts.reasons();
            message += 4 + rows(&window.drafts.to_look_at());
            message += reasons.iter().map(|(_, sentence)| rows(sentence)).sum::<usize>();
        }
        let beside = match sheet {
            Sheet::Message(draft) => {
                draft.originals.iter().map(|original| 2 + original.text.unmasked().as_str().lines().count()).sum()
            }
            Sheet::Note(_) => 0,
        };
        message.max(beside)
    }
}
