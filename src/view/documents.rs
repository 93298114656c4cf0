//! The documents pane: the handles of the refused documents in what is selected.

use ratatui::buffer::Buffer;

use crate::app::layout::Place;

use super::{Scene, rows};

pub(super) fn draw(scene: Scene<'_>, place: &Place, buf: &mut Buffer) {
    rows::draw(scene, place, &scene.model.side.documents, "no document of what is selected was refused", buf);
}
