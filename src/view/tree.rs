//! Paints the case tree. Where one is in it is the model's affair: the widget is told what is open, what is selected
//! and which row is the first, before every frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Painted, Span};
use ratatui::widgets::StatefulWidget;
use tui_tree_widget::{Tree as Widget, TreeItem, TreeState};

use crate::app::action::Action;
use crate::app::case_pane::Visibility;
use crate::app::cases::Entry;
use crate::app::layout::{Pane, Place};
use crate::app::line::Tone;
use crate::app::list::List;
use crate::app::tree::{Changed, NodeId, Tree};
use crate::domain::customer::RowKey;
use crate::domain::key;
use crate::domain::time::Now;
use crate::domain::wrap::wrap;

use super::frame::{self, rect};
use super::line::{PaintContext, columns, painted_columns};
use super::{Scene, whole};

/// The painted rows of the tree drawn last, kept until something about them differs.
#[derive(Debug, Default)]
pub(super) struct Painter {
    made_of: Option<MadeOf>,
    /// `None` where two siblings had one number, which only a defect of the tree could bring about.
    items: Option<Vec<Item>>,
    state: TreeState<NodeId>,
}

type Item = TreeItem<'static, NodeId>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct MadeOf {
    viewed: RowKey,
    fetched: Option<Now>,
    revision: u64,
    width: u16,
    visibility: Visibility,
}

impl Painter {
    /// Draws a case's tree.
    pub fn draw(&mut self, scene: Scene<'_>, viewed: &RowKey, entry: &Entry, place: &Place, buf: &mut Buffer) {
        let tree = &entry.tree;
        let in_full = in_full(scene, tree, place);
        let area = rect(place.inner);
        let made_of = MadeOf {
            viewed: viewed.clone(),
            fetched: entry.load.ready().map(|ready| ready.fetched),
            revision: tree.revision(),
            width: area.width,
            visibility: scene.model.visibility(),
        };
        if self.made_of.as_ref() != Some(&made_of) {
            self.remake(scene, tree, area.width);
            self.made_of = Some(made_of);
        }
        let Some(widget) = self.items.as_deref().and_then(|items| Widget::new(items).ok()) else {
            let sentence = ("this tree cannot be drawn; a defect of kyb-dash".to_owned(), Tone::Bad);
            frame::sentences(scene, area, &[sentence], buf);
            return;
        };
        let cursor = frame::fitted(tree.cursor(), tree.visible().len(), area.height);
        let selected = tree.visible().get(cursor.at).map(|place| tree.path(*place)).unwrap_or_default();
        self.state.select(selected);
        // The only ways to an offset of one's own choice.
        self.state.scroll_up(usize::MAX);
        self.state.scroll_down(cursor.offset);
        let symbols = scene.theme.symbols();
        let is_focused = scene.model.focus() == Pane::Case;
        let widget = widget
            .highlight_symbol(symbols.selection())
            .highlight_style(scene.theme.selection(is_focused))
            .node_open_symbol(symbols.branch(true))
            .node_closed_symbol(symbols.branch(false))
            .node_no_children_symbol("  ");
        StatefulWidget::render(widget, area, buf, &mut self.state);
        let (lines, growth) = in_full;
        whole::draw_within(scene, place, cursor.at.saturating_sub(cursor.offset), (&lines, growth), buf);
    }

    fn remake(&mut self, scene: Scene<'_>, tree: &Tree, width: u16) {
        let room = usize::from(width).saturating_sub(columns(scene.theme.symbols().selection()));
        let growth = Growth { tree, paint: scene.paint(), room };
        self.items = growth.siblings(0, tree.nodes().len());
        self.state.close_all();
        for place in tree.visible() {
            if tree.nodes().get(*place).is_some_and(|node| tree.is_open(node.id)) {
                self.state.open(tree.path(*place));
            }
        }
        self.measure();
    }

    /// Scrolling is bounded by the row count of the last drawing, so a new tree is drawn once where nobody sees it.
    fn measure(&mut self) {
        if let Some(widget) = self.items.as_deref().and_then(|items| Widget::new(items).ok()) {
            let area = Rect::new(0, 0, 1, 1);
            StatefulWidget::render(widget, area, &mut Buffer::empty(area), &mut self.state);
        }
    }
}

/// The selected node in full. The case itself says why it stands where it stands, as far as there is room: all of that is
/// in the comments pane.
fn in_full(scene: Scene<'_>, tree: &Tree, place: &Place) -> (Vec<Painted<'static>>, whole::Growth) {
    let Some(node) = tree.selected() else { return (Vec::new(), whole::Growth::No) };
    let paint = scene.paint();
    let line = paint.line(&node.line, whole::room(place));
    let why = &scene.model.case_pane.why_in_full;
    let symbols = scene.theme.symbols();
    let beside = columns(symbols.selection()) + columns(symbols.branch(true));
    let is_cut = painted_columns(&line) + beside > usize::from(place.inner.width);
    if node.position.item == key::Item::Case && !why.is_blank() && !is_cut {
        let why = format!("Why: {why}");
        let (width, rows) = (usize::from(place.whole.width).saturating_sub(1), usize::from(place.whole.height));
        if wrap(&why, width).len() > rows && rows > 0 {
            let elsewhere = format!("all of why it waits: {} Comments", scene.key(Action::FocusComments));
            return (vec![paint.words(elsewhere, Tone::Dim)], whole::Growth::No);
        }
        return (vec![paint.words(why, Tone::Plain)], whole::Growth::No);
    }
    (vec![line], whole::Growth::OverTheList)
}

/// Makes the widget's items from the model's nodes.
struct Growth<'a> {
    tree: &'a Tree,
    paint: PaintContext<'a>,
    /// Columns right of the selection mark.
    room: usize,
}

impl Growth<'_> {
    /// The items from a place up to another that have no parent in between.
    fn siblings(&self, from: usize, end: usize) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        let mut place = from;
        while place < end {
            items.push(self.item(place)?);
            place = self.tree.nodes().get(place).map_or(end, |node| node.end);
        }
        Some(items)
    }

    /// An item with its children. A closed branch gets one that is not seen, but shows there are some.
    fn item(&self, place: usize) -> Option<Item> {
        let node = self.tree.nodes().get(place)?;
        let first = place + 1;
        let children = if self.tree.is_open(node.id) {
            self.siblings(first, node.end)?
        } else if node.hides || first < node.end {
            vec![TreeItem::new_leaf(node.id, "")]
        } else {
            Vec::new()
        };
        TreeItem::new(node.id, self.text(place), children).ok()
    }

    fn text(&self, place: usize) -> Painted<'static> {
        let Some(node) = self.tree.nodes().get(place) else { return Painted::default() };
        let symbols = self.paint.theme.symbols();
        let ahead = 2 * usize::from(node.depth) + columns(symbols.branch(true));
        let room = self.room.saturating_sub(ahead);
        let sign = symbols.changed(node.change);
        if node.change == Changed::No {
            return self.paint.line(&node.line, room);
        }
        let mut line = Painted::from(Span::styled(format!("{sign} "), self.paint.theme.tone(Tone::Warn)));
        line.spans.extend(self.paint.line(&node.line, room.saturating_sub(columns(sign) + 1)).spans);
        line
    }
}
