//! Time: ages, automatic refresh, and the patience a server asked for.

use std::time::Duration;

use super::super::action::Action;
use super::super::effect::{Effect, Wake};
use super::super::line::Tone;
use super::super::model::{Model, Wanted};
use super::super::msg::Msg;
use super::super::session::Source;
use super::queue;
use crate::domain::mask::Mask;
use crate::domain::pace::Every;
use crate::domain::time;

/// Wakes at the next whole minute of the wall clock: between two of these no age reads differently.
pub(super) fn schedule_minute(model: &Model, effects: &mut Vec<Effect>) {
    if !model.session.source.is_live() {
        return;
    }
    let into_minute = model.now.wall.as_millisecond().rem_euclid(60_000);
    let left = 60_000 - u64::try_from(into_minute).unwrap_or(0);
    effects.push(Effect::Wake { wake: Wake::Minute, after: Duration::from_millis(left) });
}

pub(super) fn toggle_auto(model: &mut Model, effects: &mut Vec<Effect>) {
    model.auto.is_on = !model.auto.is_on;
    let text = if model.auto.is_on {
        schedule_case(model, effects);
        schedule_queue(model, effects);
        format!("auto-refresh on: {}", every(model.auto.every))
    } else {
        "auto-refresh off".to_owned()
    };
    model.announce(Tone::Plain, text);
}

/// What is fetched how often, in words.
fn every(every: Every) -> String {
    let part = |what: &str, time: Option<Duration>| time.map(|time| format!("{what} every {}", time::interval(time)));
    let parts: Vec<String> =
        [part("this case", every.case), part("the queue", every.queue)].into_iter().flatten().collect();
    parts.join(", ")
}

/// Schedules the next automatic refresh of the viewed case; an earlier timer is overtaken.
fn schedule_case(model: &mut Model, effects: &mut Vec<Effect>) {
    model.auto.case_timer += 1;
    let wake = Wake::AutoCase(model.auto.case_timer);
    effects.extend(model.auto.every.case.map(|after| Effect::Wake { wake, after }));
}

/// Schedules the next automatic refresh of the list; an earlier timer is overtaken.
fn schedule_queue(model: &mut Model, effects: &mut Vec<Effect>) {
    model.auto.queue_timer += 1;
    let wake = Wake::AutoQueue(model.auto.queue_timer);
    effects.extend(model.auto.every.queue.map(|after| Effect::Wake { wake, after }));
}

/// The viewed case is due for its automatic refresh, unless another timer has taken its place.
pub(super) fn auto_case(model: &mut Model, timer: u64, effects: &mut Vec<Effect>) {
    if !model.auto.is_on || model.auto.case_timer != timer {
        return;
    }
    schedule_case(model, effects);
    if !model.travel.is_moving {
        model.travel.wants = model.travel.wants.max(Wanted::Now);
    }
}

/// The list is due for its automatic refresh, unless another timer has taken its place.
pub(super) fn auto_queue(model: &mut Model, timer: u64, effects: &mut Vec<Effect>) {
    if !model.auto.is_on || model.auto.queue_timer != timer {
        return;
    }
    schedule_queue(model, effects);
    if let Some(offline) = model.connection.offline_mut() {
        offline.missed_list = true;
    } else if model.session.source == Source::List && model.queue.listing.waits_for().is_none() {
        queue::load(model, false, effects);
    }
}

/// A notice has been shown for long enough, unless another one has taken its place.
pub(super) fn notice_over(model: &mut Model, number: u64) {
    if model.screen.notice.as_ref().is_some_and(|notice| notice.number == number) {
        model.screen.notice = None;
    }
}

/// Notes that the user is there. Where nobody was for too long, personal data is hidden first: a machine that slept may
/// hear of a key before it hears of its timers. Whether that has just happened by what the user did: it was meant for what
/// was on the screen before, and may be a copy of it, so it is not done.
pub(super) fn note_touch(model: &mut Model, msg: &Msg) -> bool {
    if matches!(msg, Msg::Clock(_)) {
        return false;
    }
    let mut is_hidden_now = false;
    if let Some(after) = model.settings.mask_after.filter(|after| model.now.since(model.touched) >= *after)
        && model.screen.mask == Mask::Off
    {
        model.screen.mask = Mask::On;
        model.screen.is_mask_set = true;
        let text =
            format!("personal data is hidden: no key was touched for {} (mask_after_minutes)", time::interval(after));
        model.announce(Tone::Plain, text);
        is_hidden_now = true;
    }
    let is_users = matches!(msg, Msg::Action(_) | Msg::Edit(_) | Msg::Pointer(_));
    if is_users || matches!(msg, Msg::Touched) {
        model.touched = model.now;
    }
    is_hidden_now && is_users && !matches!(msg, Msg::Action(Action::Quit | Action::QuitNow))
}

/// Wakes when personal data is to be hidden, unless a key is touched before. One timer is enough: it is set anew where it
/// comes too early.
pub(super) fn time_idle(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(after) = model.settings.mask_after.filter(|_| model.screen.mask == Mask::Off) else { return };
    if !std::mem::replace(&mut model.is_idle_timed, true) {
        let left = after.saturating_sub(model.now.since(model.touched));
        effects.push(Effect::Wake { wake: Wake::Idle, after: left.max(Duration::from_millis(1)) });
    }
}

/// Starts, or ends, the visible countdown until requests go on.
pub(super) fn wait(model: &mut Model, seconds: u64, effects: &mut Vec<Effect>) {
    model.retry_in = seconds;
    if seconds > 0 {
        // Whoever asks for patience is not asked for what nobody waits for.
        model.prefetch.pause(model.now);
    }
    if !model.is_counting {
        count_a_second(model, effects);
    }
}

pub(super) fn count_down(model: &mut Model, effects: &mut Vec<Effect>) {
    model.retry_in = model.retry_in.saturating_sub(1);
    count_a_second(model, effects);
}

fn count_a_second(model: &mut Model, effects: &mut Vec<Effect>) {
    model.is_counting = model.retry_in > 0;
    if model.is_counting {
        effects.push(Effect::Wake { wake: Wake::Countdown, after: Duration::from_secs(1) });
    }
}
