//! Whether anything on the screen changed: a number made of all that is shown.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::app::field::TextField;
use crate::app::layout::Pane;
use crate::app::load::Load;
use crate::app::model::Model;
use crate::app::rows::Rows;
use crate::app::window::Window;
use crate::domain::failure::Failure;
use crate::domain::text::SafeText;
use crate::domain::time::Now;

/// Ages read differently at each whole minute.
const MINUTE: i64 = 60_000;

/// A number made of all that is shown: it differs from that of a screen that differs. What the panes are made of counts by
/// revisions of its own, so that the work does not grow with a case or with the queue.
pub(super) fn of(model: &Model) -> u64 {
    let mut hasher = DefaultHasher::new();
    screen(model, &mut hasher);
    queue(model, &mut hasher);
    case(model, &mut hasher);
    window(model, &mut hasher);
    age(model, model.screen.window.opened_on().map(|on| on.fetched), &mut hasher);
    hasher.finish()
}

fn screen(model: &Model, hasher: &mut impl Hasher) {
    let screen = &model.screen;
    (screen.size, screen.arrangement, screen.typing, screen.mask, model.visibility()).hash(hasher);
    screen.only.hash(hasher);
    screen.notice.as_ref().map(|notice| notice.number).hash(hasher);
    screen.messages.unseen.hash(hasher);
    model.connection.offline().map(|offline| (offline.since, offline.next)).hash(hasher);
    model.now.wall.as_millisecond().div_euclid(MINUTE).hash(hasher);
    (model.auto.is_on, model.retry_in, std::mem::discriminant(&model.memory.state)).hash(hasher);
    model.prefetch.is_spent().hash(hasher);
}

fn queue(model: &Model, hasher: &mut impl Hasher) {
    let queue = &model.queue;
    queue.revision().hash(hasher);
    (queue.quick_view, queue.sort, queue.direction, queue.expected, queue.order_is_old()).hash(hasher);
    field(&queue.filter, hasher);
    load(&queue.listing, hasher);
    age(model, queue.listing.ready().map(|ready| ready.fetched), hasher);
}

fn case(model: &Model, hasher: &mut impl Hasher) {
    model.viewed().hash(hasher);
    if let Some(entry) = model.viewed_case() {
        load(&entry.load, hasher);
        age(model, entry.load.ready().map(|ready| ready.fetched), hasher);
        (entry.tree.revision(), entry.past.len(), entry.left_out, entry.seen_at).hash(hasher);
    }
    model.case_pane.tab.hash(hasher);
    for pane in Pane::ALL {
        model.list(pane).map(|list| (list.cursor(), list.row_count())).hash(hasher);
    }
    let rows = model.case_pane.rows.of(model.case_pane.tab);
    rows.map(Rows::revision).hash(hasher);
    (model.side.comments.revision(), model.side.documents.revision()).hash(hasher);
    field(&model.find.field, hasher);
    model.find.last.hash(hasher);
}

fn window(model: &Model, hasher: &mut impl Hasher) {
    let window = &model.screen.window;
    std::mem::discriminant(window).hash(hasher);
    window.opened_on().map(|on| (&on.key, on.fetched, on.since)).hash(hasher);
    match window {
        Window::None | Window::FollowUp(_) | Window::Notes(_) => {}
        Window::Palette(palette) => {
            field(&palette.search, hasher);
            (palette.pane, palette.cursor).hash(hasher);
        }
        Window::Chooser(chooser) => (chooser.title, chooser.cursor, chooser.armed).hash(hasher),
        Window::Drafts(window) => {
            (window.which, window.offset, window.armed, window.picking, window.mask).hash(hasher);
            (&window.originals, window.drafts.lifted.as_ref().map(SafeText::as_str)).hash(hasher);
        }
        Window::Overview(bar) => (bar, model.overview.revision).hash(hasher),
        Window::Messages(cursor) => (cursor, model.screen.messages.revision).hash(hasher),
        Window::Lift(window) => window.offset.hash(hasher),
    }
    let Some(form) = window.form() else { return };
    form.at().hash(hasher);
    for one in form.fields() {
        field(&one.text, hasher);
        (&one.message, &one.hint).hash(hasher);
    }
}

/// How old something is, as it is told: in whole minutes.
fn age(model: &Model, fetched: Option<Now>, hasher: &mut impl Hasher) {
    fetched.map(|fetched| model.now.since(fetched).as_secs() / 60).hash(hasher);
}

fn field(field: &TextField, hasher: &mut impl Hasher) {
    field.around_cursor().hash(hasher);
}

fn load<T>(load: &Load<T>, hasher: &mut impl Hasher) {
    std::mem::discriminant(load).hash(hasher);
    load.waits_for().hash(hasher);
    let failure = match load {
        Load::Idle | Load::Loading(_) => None,
        Load::Failed(failure) => Some(failure),
        Load::Ready(ready) => ready.failure.as_ref(),
    };
    failure.map(Failure::sentence).hash(hasher);
    load.ready().map(|ready| ready.fetched).hash(hasher);
}
