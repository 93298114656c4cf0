//! Who had to act when.

use super::asked::{Asked, Asking};
use super::stretches::Stretch;
use crate::domain::ball::Ball;
use crate::domain::calendar::Calendar;
use crate::domain::history::Event;
use crate::domain::imprint::{Imprint, Stood};
use crate::domain::time::Wall;

/// A stretch of time in which one and the same had to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    /// Who.
    pub(super) holder: Ball,
    /// Since when.
    pub(super) from: Wall,
    /// Until when.
    pub(super) to: Wall,
    /// Whether both ends were seen, and who had to act before and after is known.
    pub(super) is_whole: bool,
}

/// Who had to act from the first look until now, oldest first and without a gap.
pub(super) fn stays(
    (events, known): (&[Event], &Imprint),
    stretches: Vec<Stretch>,
    (first_seen, until): (Wall, Wall),
    calendar: &Calendar,
) -> Vec<Stay> {
    let mut line = Line { stays: Vec::new(), end: first_seen, calendar };
    let mut asked = Asked::default();
    let mut stretches = stretches.into_iter().peekable();
    let mut stood = stretches.next().and_then(|first| first.stood);
    for event in events.iter().rev() {
        line.follow(event.at.min(until), stood.as_ref(), &asked);
        while let Some(next) = stretches.next_if(|next| next.from <= event.at) {
            stood = next.stood;
        }
        asked.take(event, known);
    }
    line.follow(until, stood.as_ref(), &asked);
    line.stays()
}

/// Stays as they are put together.
struct Line<'a> {
    stays: Vec<(Ball, Wall, Wall)>,
    end: Wall,
    calendar: &'a Calendar,
}

impl Line<'_> {
    /// Goes on until a moment before which nothing happened.
    fn follow(&mut self, to: Wall, stood: Option<&Stood>, asked: &Asked<'_>) {
        let ball = stood.map_or(Ball::Unknown, Stood::ball);
        let asking = stood.filter(|_| ball == Ball::Us).map(|stood| asked.all(stood));
        match asking {
            Some(Asking::All(due)) => {
                let due = self.calendar.start(due).unwrap_or(to);
                self.push(Ball::Customer, due.min(to));
                self.push(Ball::Us, to);
            }
            Some(Asking::Unknown) => self.push(Ball::Unknown, to),
            Some(Asking::NotAll) | None => self.push(ball, to),
        }
    }

    fn push(&mut self, holder: Ball, to: Wall) {
        if to <= self.end {
            return;
        }
        match self.stays.last_mut() {
            Some((last, _, end)) if *last == holder => *end = to,
            _ => self.stays.push((holder, self.end, to)),
        }
        self.end = to;
    }

    fn stays(self) -> Vec<Stay> {
        let holder = |place: Option<usize>| place.and_then(|place| self.stays.get(place)).map(|(holder, ..)| *holder);
        let is_known = |place: Option<usize>| holder(place).is_some_and(|holder| holder != Ball::Unknown);
        let stays = self.stays.iter().enumerate().map(|(place, &(holder, from, to))| {
            let is_whole = [place.checked_sub(1), Some(place), place.checked_add(1)].into_iter().all(is_known);
            Stay { holder, from, to, is_whole }
        });
        stays.collect()
    }
}
