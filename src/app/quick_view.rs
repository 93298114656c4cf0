//! The parts of the queue that a key shows: all of it, those that need us, those to chase, those with the customer or with
//! Fin, those that changed.

use crate::domain::ball::Ball;

use super::row::Row;

/// Which part of the queue is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuickView {
    /// All of it.
    #[default]
    All,
    /// Customers we must act on, and those of whom nobody can tell.
    NeedUs,
    /// Customers of whom something is to be chased, or looked at again, today or since.
    ChaseDue,
    /// Customers who were asked for all that is owed.
    WithCustomer,
    /// Customers Fin must act on.
    WithFin,
    /// Customers of whom something changed since the reader looked.
    Changed,
}

impl QuickView {
    /// Every view, in the order in which the key shows them.
    pub const ALL: [Self; 6] =
        [Self::All, Self::NeedUs, Self::ChaseDue, Self::WithCustomer, Self::WithFin, Self::Changed];

    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        let mut views = Self::ALL.into_iter().cycle().skip_while(|view| *view != self);
        views.nth(1).unwrap_or_default()
    }

    /// The words shown.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NeedUs => "need us",
            Self::ChaseDue => "chase due",
            Self::WithCustomer => "with the customer",
            Self::WithFin => "with Fin",
            Self::Changed => "changed",
        }
    }

    /// Whether a row belongs to it.
    #[must_use]
    pub fn holds(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::NeedUs => row.ball().may_need_us(),
            Self::ChaseDue => row.is_due(),
            Self::WithCustomer => row.ball() == Ball::Customer,
            Self::WithFin => row.ball() == Ball::Fin,
            Self::Changed => row.changed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Action;
    use crate::domain::sample;

    /// Rows by their status: those that a view must hold, and those that it must not. Details were not read.
    const HELD: &[(QuickView, &[&str], &[&str])] = &[
        (QuickView::All, &["ACTION_REQUIRED", "REVIEWING", "APPROVED", "REJECTED", "FROZEN"], &[]),
        (QuickView::NeedUs, &["ACTION_REQUIRED", "FROZEN", "APPROVED"], &["REVIEWING", "REJECTED"]),
        (QuickView::ChaseDue, &[], &["ACTION_REQUIRED", "REVIEWING", "APPROVED", "REJECTED", "FROZEN"]),
        (QuickView::WithCustomer, &[], &["ACTION_REQUIRED", "REVIEWING", "APPROVED", "REJECTED", "FROZEN"]),
        (QuickView::WithFin, &["REVIEWING"], &["ACTION_REQUIRED", "FROZEN", "APPROVED", "REJECTED"]),
        (QuickView::Changed, &[], &["ACTION_REQUIRED", "REVIEWING", "APPROVED", "REJECTED", "FROZEN"]),
    ];

    #[test]
    fn each_view_holds_what_it_says() {
        for view in QuickView::ALL {
            let Some((_, held, others)) = HELD.iter().find(|(of, ..)| *of == view) else {
                panic!(
                    "no row in HELD in src/app/quick_view.rs for {view:?}: say what it must hold and what it must not"
                );
            };
            for (statuses, is_held) in [(held, true), (others, false)] {
                for status in *statuses {
                    let row = Row::listed(sample::row("a").in_status(status));
                    assert_eq!(view.holds(&row), is_held, "{view:?}: a row with the status {status}");
                }
            }
        }
    }

    #[test]
    fn the_key_goes_through_all_views_and_round() {
        let mut view = QuickView::default();
        for expected in QuickView::ALL.into_iter().chain([QuickView::default()]) {
            assert_eq!(view, expected, "QuickView::ALL begins with the default one");
            view = view.next();
        }
    }

    #[test]
    fn the_help_names_every_view_in_the_order_of_the_key() {
        let help = Action::QuickView.describe().help;
        let mut rest = help;
        for view in QuickView::ALL {
            let Some((_, behind)) = rest.split_once(view.words()) else {
                panic!("the help of QuickView in src/app/action.rs lacks “{}”, or its place: {help}", view.words());
            };
            rest = behind;
        }
    }
}
