//! Geometry: where everything stands for a size, a focus and a zoom. Pure, so that `update` and `view` agree without
//! either waiting for the other.

/// A size in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }

    /// Whether a cell lies in it.
    #[must_use]
    pub const fn holds(self, column: u16, row: u16) -> bool {
        column >= self.x && row >= self.y && column - self.x < self.width && row - self.y < self.height
    }

    /// Splits off the first `rows` rows.
    #[must_use]
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let top = Self { height: rows, ..self };
        (top, Self { y: self.y + rows, height: self.height - rows, ..self })
    }

    /// Splits off the first `columns` columns.
    #[must_use]
    pub fn split_left(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        let left = Self { width: columns, ..self };
        (left, Self { x: self.x + columns, width: self.width - columns, ..self })
    }
}

/// The panes. Their order is that of `Tab` and of the digits 1 to 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The customers.
    #[default]
    Queue,
    /// The viewed case.
    Case,
    /// Moderation comments of what is selected.
    Comments,
    /// Document handles of what is selected.
    Documents,
}

impl Pane {
    /// All panes in order.
    pub const ALL: [Self; 4] = [Self::Queue, Self::Case, Self::Comments, Self::Documents];

    /// The pane `steps` further, round and round.
    #[must_use]
    pub const fn step(self, forward: bool) -> Self {
        match (self, forward) {
            (Self::Queue, true) | (Self::Comments, false) => Self::Case,
            (Self::Case, true) | (Self::Documents, false) => Self::Comments,
            (Self::Comments, true) | (Self::Queue, false) => Self::Documents,
            (Self::Documents, true) | (Self::Case, false) => Self::Queue,
        }
    }
}

/// How a pane is framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A border all round.
    Box,
    /// A titled line on top, where rows are dear.
    Rule,
}

impl Frame {
    /// Rows of the case header: who, where it stands, why (two where rows are cheap), what is owed.
    #[must_use]
    pub const fn header_rows(self) -> u16 {
        match self {
            Self::Box => 5,
            Self::Rule => 3,
        }
    }

    /// Rows of it that say why.
    #[must_use]
    pub const fn why_rows(self) -> usize {
        match self {
            Self::Box => 2,
            Self::Rule => 1,
        }
    }

    /// What is within the frame of a pane.
    fn within(self, outer: Area) -> Area {
        match self {
            Self::Box => Area::new(
                outer.x + outer.width.min(1),
                outer.y + outer.height.min(1),
                outer.width.saturating_sub(2),
                outer.height.saturating_sub(2),
            ),
            Self::Rule => outer.split_top(1).1,
        }
    }
}

/// Where one pane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which pane.
    pub pane: Pane,
    /// With its frame.
    pub outer: Area,
    /// The rows of its list: within its frame, below the case header, above the selected row in full.
    pub inner: Area,
    /// The case header, or the headings of the queue's columns; empty in the other panes.
    pub header: Area,
    /// Where the selected row stands in full, below the list, so that moving shifts nothing; empty where rows wrap.
    pub whole: Area,
}

/// The four layouts, and none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Four panes in three columns.
    Wide,
    /// Four panes: the queue at the left, the case above comments and documents at the right.
    Standard,
    /// Queue or case, with one detail pane below.
    Medium,
    /// One pane at a time.
    Narrow,
    /// No room for anything but a sentence.
    TooSmall,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Which layout this is.
    pub mode: Mode,
    /// The whole screen.
    pub screen: Area,
    /// The program's header line.
    pub header: Area,
    /// The line of hints and notices.
    pub footer: Area,
    /// How panes are framed.
    pub frame: Frame,
    /// The visible panes.
    pub places: Vec<Place>,
    /// Why the selected customer waits and what is owed, below a queue that has no case beside it; no pane, as nothing in it
    /// is selected.
    pub summary: Option<Area>,
    /// Which part of the queue is shown, where that is not all of it: the first row of the queue, or of the first pane that
    /// stands in its place.
    pub part: Option<Area>,
}

/// What decides the layout beside the size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arrangement {
    /// The focused pane.
    pub focus: Pane,
    /// Which of the two detail panes shows where there is room for one.
    pub detail: Detail,
    /// Whether the focused pane fills the screen.
    pub zoomed: bool,
    /// Whether a filter or a quick view leaves rows of the queue out: that takes a row to say. The model knows.
    pub shows_part: bool,
}

/// The detail pane that shows where there is room for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Comments.
    #[default]
    Comments,
    /// Documents.
    Documents,
}

impl Layout {
    /// Lays out a screen.
    #[must_use]
    pub fn of(size: Size, arrangement: Arrangement) -> Self {
        let screen = Area::new(0, 0, size.width, size.height);
        let mode = match (size.width, size.height) {
            (width, height) if width < 40 || height < 10 => Mode::TooSmall,
            (160.., 24..) => Mode::Wide,
            (100.., 24..) => Mode::Standard,
            (80.., 20..) => Mode::Medium,
            _ => Mode::Narrow,
        };
        let (header, rest) = screen.split_top(1);
        let (body, footer) = rest.split_top(rest.height.saturating_sub(1));
        let frame = if matches!(mode, Mode::Wide | Mode::Standard) { Frame::Box } else { Frame::Rule };
        let mut summary = None;
        let outers = match mode {
            Mode::TooSmall => Vec::new(),
            _ if arrangement.zoomed => vec![(arrangement.focus, body)],
            Mode::Wide => wide(body),
            Mode::Standard => standard(body),
            Mode::Medium if arrangement.focus == Pane::Queue => {
                let (queue, below) = body.split_top(body.height - (body.height * 36 / 100).max(8));
                summary = Some(below);
                vec![(Pane::Queue, queue)]
            }
            Mode::Medium => medium(body, arrangement),
            Mode::Narrow => vec![(arrangement.focus, body)],
        };
        let is_told = summary.is_some() || outers.iter().any(|(pane, _)| *pane == Pane::Case);
        let says = if outers.iter().any(|(pane, _)| *pane == Pane::Queue) {
            Some(Pane::Queue)
        } else {
            outers.first().map(|(pane, _)| *pane)
        };
        let says = says.filter(|_| arrangement.shows_part);
        let mut part = None;
        let mut places = Vec::new();
        for (pane, outer) in outers {
            let mut within = frame.within(outer);
            if says == Some(pane) {
                let (first, rest) = within.split_top(1);
                (part, within) = (Some(first), rest);
            }
            places.push(place(pane, (outer, within), frame, is_told));
        }
        Self { mode, screen, header, footer, frame, places, summary, part }
    }

    /// Where a pane stands, if it is visible.
    #[must_use]
    pub fn place(&self, pane: Pane) -> Option<&Place> {
        self.places.iter().find(|place| place.pane == pane)
    }

    /// Rows of content a pane shows; at least one, so that moving by pages always moves.
    #[must_use]
    pub fn page(&self, pane: Pane) -> usize {
        self.place(pane).map_or(1, |place| usize::from(place.inner.height.max(1)))
    }
}

fn wide(body: Area) -> Vec<(Pane, Area)> {
    let (queue, rest) = body.split_left(body.width * 32 / 100);
    let (case, details) = rest.split_left(body.width * 42 / 100);
    let (comments, documents) = details.split_top(body.height * 60 / 100);
    vec![(Pane::Queue, queue), (Pane::Case, case), (Pane::Comments, comments), (Pane::Documents, documents)]
}

fn standard(body: Area) -> Vec<(Pane, Area)> {
    let (queue, rest) = body.split_left((body.width * 38 / 100).max(43));
    let (case, details) = rest.split_top(body.height * 68 / 100);
    let (comments, documents) = details.split_left(rest.width * 58 / 100);
    vec![(Pane::Queue, queue), (Pane::Case, case), (Pane::Comments, comments), (Pane::Documents, documents)]
}

/// The case above one of the detail panes.
fn medium(body: Area, arrangement: Arrangement) -> Vec<(Pane, Area)> {
    let (case, detail) = body.split_top(body.height - (body.height * 27 / 100).max(6));
    let detail_pane = match (arrangement.focus, arrangement.detail) {
        (Pane::Comments, _) | (Pane::Queue | Pane::Case, Detail::Comments) => Pane::Comments,
        (Pane::Documents, _) | (Pane::Queue | Pane::Case, Detail::Documents) => Pane::Documents,
    };
    vec![(Pane::Case, case), (detail_pane, detail)]
}

/// `is_told`: what the selected row of the queue leaves out stands beside or below it.
fn place(pane: Pane, (outer, within): (Area, Area), frame: Frame, is_told: bool) -> Place {
    let header_rows = match pane {
        Pane::Case => frame.header_rows().min(within.height / 2),
        Pane::Queue if within.height >= 6 => 1,
        Pane::Queue | Pane::Comments | Pane::Documents => 0,
    };
    let (header, list) = within.split_top(header_rows);
    let most = match pane {
        Pane::Case => 3,
        Pane::Documents => 2,
        Pane::Queue if !is_told => 2,
        // Comments wrap, and the case tells all of the customer.
        Pane::Queue | Pane::Comments => 0,
    };
    let whole_rows = if list.height < 4 { 0 } else { (list.height / 5).max(1).min(most) };
    let (inner, whole) = list.split_top(list.height - whole_rows);
    Place { pane, outer, inner, header, whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arrangement(focus: Pane) -> Arrangement {
        Arrangement { focus, ..Arrangement::default() }
    }

    #[test]
    fn the_floor_is_laid_out_as_drawn() {
        let layout = Layout::of(Size { width: 80, height: 24 }, arrangement(Pane::Case));
        assert_eq!((layout.mode, layout.header, layout.footer.y), (Mode::Medium, Area::new(0, 0, 80, 1), 23));
        let case = layout.place(Pane::Case).unwrap();
        assert_eq!((case.header.y, case.inner.y, case.inner.height, case.whole.height), (2, 5, 10, 2));
        let comments = layout.place(Pane::Comments).unwrap();
        assert_eq!((comments.outer.y, comments.outer.height), (17, 6));
    }

    #[test]
    fn each_size_has_its_layout() {
        let table = [
            ((200, 50), Mode::Wide, 4),
            ((160, 24), Mode::Wide, 4),
            ((160, 23), Mode::Medium, 1),
            ((120, 30), Mode::Standard, 4),
            ((100, 24), Mode::Standard, 4),
            ((99, 30), Mode::Medium, 1),
            ((80, 24), Mode::Medium, 1),
            ((80, 19), Mode::Narrow, 1),
            ((40, 10), Mode::Narrow, 1),
            ((39, 10), Mode::TooSmall, 0),
            ((1, 1), Mode::TooSmall, 0),
        ];
        for ((width, height), mode, panes) in table {
            let layout = Layout::of(Size { width, height }, arrangement(Pane::Queue));
            assert_eq!((layout.mode, layout.places.len()), (mode, panes), "{width}x{height}");
        }
    }

    proptest! {
        #[test]
        fn nothing_leaves_the_screen(
            width in 0_u16..600,
            height in 0_u16..300,
            focus in 0..4_usize,
            zoomed: bool,
            shows_part: bool,
        ) {
            let arrangement = Arrangement { focus: Pane::ALL[focus], zoomed, shows_part, ..Arrangement::default() };
            let layout = Layout::of(Size { width, height }, arrangement);
            prop_assert_eq!(layout.part.is_some(), shows_part && layout.mode != Mode::TooSmall);
            if let Some(part) = layout.part {
                prop_assert!(part.height == 1 && part.width >= 38, "there is always room to say it: {part:?}");
                let rows = |area: Area| area.height > 0 && part.y >= area.y && part.y < area.y + area.height;
                let covers = |area: Area| rows(area) && area.holds(part.x, part.y);
                prop_assert!(layout.places.iter().all(|place| ![place.inner, place.header, place.whole].into_iter().any(covers)));
            }
            for place in &layout.places {
                for area in [place.outer, place.inner, place.header, place.whole] {
                    prop_assert!(area.x + area.width <= width && area.y + area.height <= height, "{area:?}");
                }
            }
            prop_assert!(layout.mode == Mode::TooSmall || layout.place(arrangement.focus).is_some());
        }
    }
}
