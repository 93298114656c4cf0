//! How long a case had each status, as far as its looks tell.

use super::Past;
use crate::domain::change::How;
use crate::domain::key::Item;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

/// A stretch of time in which a case had one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The status, as it was sent.
    pub status: SafeText,
    /// Since when, at the latest: the look that first showed it.
    pub from: Wall,
    /// Until when: the look that first showed another one. `None` while it lasts.
    pub to: Option<Wall>,
    /// Whether it may have begun long before: no look showed another status before it.
    pub is_open: bool,
    /// Whether it may have ended long before `to`: the look before that one showed another status already, or none that could
    /// be read, and nothing is known of when it came.
    pub is_cut: bool,
    /// Since when nobody knows whether it lasts: no look since could read the status.
    pub unknown_since: Option<Wall>,
}

impl Stay {
    /// A status that was first seen then and lasts.
    #[must_use]
    pub const fn lasting(status: SafeText, from: Wall) -> Self {
        Self { status, from, to: None, is_open: false, is_cut: false, unknown_since: None }
    }
}

/// The statuses that a case was seen in, oldest first, where at least one change of status was seen. `first_seen` is when it was
/// first looked at, where the history tells everything since.
#[must_use]
pub fn stays(history: &[Past], first_seen: Option<Wall>) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    let mut unknown = None;
    for (at, how) in looks_at_status(history) {
        let (before, after) = match how {
            How::Altered { before, after } => (before.unmasked().clone(), after.unmasked().clone()),
            How::Lost(_) => {
                unknown.get_or_insert(at);
                continue;
            }
            _ => {
                unknown = None;
                continue;
            }
        };
        let is_unread = unknown.take().is_some();
        match stays.last_mut() {
            Some(last) => (last.to, last.is_cut) = (Some(at), is_unread || last.status != before),
            None => stays.extend(first_seen.map(|from| Stay {
                to: Some(at),
                is_open: true,
                is_cut: is_unread,
                ..Stay::lasting(before, from)
            })),
        }
        stays.push(Stay::lasting(after, at));
    }
    if let Some(last) = stays.last_mut() {
        last.unknown_since = unknown;
    }
    stays
}

/// Since when no look could read the status, where the last one could not.
#[must_use]
pub fn status_unknown_since(history: &[Past]) -> Option<Wall> {
    looks_at_status(history).into_iter().fold(None, |unknown, (at, how)| match how {
        How::Lost(_) => unknown.or(Some(at)),
        _ => None,
    })
}

/// What became of the status, oldest first. Where a look read it again and it was another one, that it is another comes first.
fn looks_at_status(history: &[Past]) -> Vec<(Wall, &How)> {
    let is_found = |how: &How| !matches!(how, How::Altered { .. });
    let mut looks: Vec<(Wall, &How)> = history
        .iter()
        .flat_map(|past| past.changes().iter().map(move |change| (past.at, change)))
        .filter(|(_, change)| change.item == Item::Fact("customer_status"))
        .map(|(at, change)| (at, &change.how))
        .collect();
    looks.sort_by_key(|(at, how)| (*at, is_found(how)));
    looks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::fact::Extent;
    use crate::domain::history::Happened;
    use crate::domain::mask::TextOrProse;

    fn at(hour: i64) -> Wall {
        Wall::from_second(1_700_000_000 + hour * 3_600).unwrap()
    }

    #[test]
    fn statuses_last_from_look_to_look() {
        let text = |word: &str| TextOrProse::Plain(SafeText::line(word));
        let moved = |hour, before: &str, after: &str| {
            let how = How::Altered { before: text(before), after: text(after) };
            let change = Change { item: Item::Fact("customer_status"), how };
            Past { id: None, at: at(hour), what: Happened::Changed(vec![change]) }
        };
        // Newest first, as a history is kept.
        let history = [moved(9, "ACTION_REQUIRED", "REVIEWING"), moved(5, "REVIEWING", "ACTION_REQUIRED")];
        let told: Vec<(String, i64, Option<i64>, bool)> = stays(&history, Some(at(1)))
            .into_iter()
            .map(|stay| {
                let hour = |at: Wall| (at.as_second() - 1_700_000_000) / 3_600;
                (stay.status.to_string(), hour(stay.from), stay.to.map(hour), stay.is_open)
            })
            .collect();
        let expected = [
            ("REVIEWING".to_owned(), 1, Some(5), true),
            ("ACTION_REQUIRED".to_owned(), 5, Some(9), false),
            ("REVIEWING".to_owned(), 9, None, false),
        ];
        assert_eq!(told, expected);
        assert_eq!(stays(&[], Some(at(1))), []);
        // What was before the moves that are told is not known.
        assert_eq!(stays(&history, None).len(), 2);
        // A move in between is not told: nobody knows until when the one before it lasted.
        let history = [moved(9, "REVIEWING", "APPROVED"), moved(5, "REVIEWING", "ACTION_REQUIRED")];
        let cut: Vec<bool> = stays(&history, Some(at(1))).iter().map(|stay| stay.is_cut).collect();
        assert_eq!(cut, [false, true, false]);
    }

    #[test]
    fn a_status_that_cannot_be_read_is_not_known_to_last() {
        let text = |word: &str| TextOrProse::Plain(SafeText::line(word));
        let status = |hour, how| {
            let change = Change { item: Item::Fact("customer_status"), how };
            Past { id: None, at: at(hour), what: Happened::Changed(vec![change]) }
        };
        let moved = |hour, before, after| status(hour, How::Altered { before: text(before), after: text(after) });
        let lost = status(5, How::Lost(Extent::Unreadable));
        let history = [lost.clone(), moved(3, "REVIEWING", "APPROVED")];
        let told = |history: &[Past]| {
            let stays = stays(history, Some(at(1)));
            stays.iter().map(|stay| (stay.to, stay.is_cut, stay.unknown_since)).collect::<Vec<_>>()
        };
        assert_eq!(told(&history), [(Some(at(3)), false, None), (None, false, Some(at(5)))]);
        assert_eq!((status_unknown_since(&history), status_unknown_since(&history[1..])), (Some(at(5)), None));
        let found = [status(7, How::Found), lost.clone(), moved(3, "REVIEWING", "APPROVED")];
        assert_eq!(told(&found).last(), Some(&(None, false, None)), "it is the same");
        let other = [status(9, How::Found), moved(9, "APPROVED", "REVIEWING"), lost, moved(3, "REVIEWING", "APPROVED")];
        assert_eq!(told(&other)[1..], [(Some(at(9)), true, None), (None, false, None)], "nobody knows since when");
    }
}
