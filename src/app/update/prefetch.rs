//! Details fetched behind the queue, as far as the user decides about them.

use super::super::line::Tone;
use super::super::model::Model;

/// Wants every case that was not looked at; says how many these are.
pub(super) fn look_at_all(model: &mut Model) {
    let count = model.prefetch.ask_for_all(&model.queue);
    let text = match count {
        0 => "every customer was looked at already".to_owned(),
        1 => "looking at 1 more customer".to_owned(),
        count => format!("looking at {count} more customers, {} a second", model.prefetch.limits().per_second()),
    };
    model.announce(Tone::Plain, text);
}
