//! The comments pane: what was said of what is selected.

use ratatui::buffer::Buffer;

use crate::app::layout::Place;

use super::{Scene, rows};

pub(super) fn draw(scene: Scene<'_>, place: &Place, buf: &mut Buffer) {
    rows::draw(scene, place, &scene.model.side.comments, "nothing was said of what is selected", buf);
}
