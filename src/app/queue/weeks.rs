//! Tells rows in which weeks something came to be asked or was resolved.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Queue;
use super::moved::weeks_of;
use crate::app::row::AskMove;
use crate::domain::imprint::CustomerKey;
use crate::domain::over_time::{OverTime, WeekExtent};

impl Queue {
    /// Takes what is remembered over time; `None` where it could not be read. It is one pass, as there may be a hundred
    /// thousand rows.
    pub(in crate::app) fn note_weeks(&mut self, over_time: Option<&OverTime>) {
        let weeks = || over_time.iter().flat_map(|over_time| &over_time.weeks);
        let mut of_customer: HashMap<CustomerKey, Vec<(Date, AskMove)>> = HashMap::new();
        for week in weeks() {
            for (moved, which) in [(&week.opened, AskMove::Opened), (&week.resolved, AskMove::Resolved)] {
                for customer in &moved.customers {
                    of_customer.entry(customer.clone()).or_default().push((week.starts, which));
                }
            }
        }
        let of_customer = of_customer.into_iter().map(|(customer, weeks)| (customer, weeks.into()));
        self.weeks_of = over_time.map(|_| of_customer.collect());
        let known = weeks().filter(|week| week.extent != WeekExtent::Unknown);
        self.filter_state.weeks = known.map(|week| week.starts).collect();
        for (place, row) in self.rows.iter_mut().enumerate() {
            row.weeks = weeks_of(&self.weeks_of, &row.key);
            self.changed.push(place);
        }
        self.revision += 1;
    }

    /// How many customers of the queue had something move in each week.
    #[must_use]
    pub fn moved(&self) -> HashMap<(Date, AskMove), usize> {
        let mut moved = HashMap::new();
        for week in self.rows.iter().filter(|row| !row.gone).flat_map(|row| row.weeks.iter().flatten()) {
            *moved.entry(*week).or_default() += 1;
        }
        moved
    }
}
