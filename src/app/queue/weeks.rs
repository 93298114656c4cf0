//! Tells rows in which weeks something came to be asked or was resolved.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Queue;
use crate::app::row::AskMove;
use crate::domain::imprint::CustomerKey;
use crate::domain::over_time::OverTime;

impl Queue {
    /// Takes what is remembered over time; `None` where it could not be read. It is one pass, as there may be a hundred
    /// thousand rows.
    pub(in crate::app) fn note_weeks(&mut self, over_time: Option<&OverTime>) {
        let mut of_customer: HashMap<&CustomerKey, Vec<(Date, AskMove)>> = HashMap::new();
        for week in over_time.iter().flat_map(|over_time| &over_time.weeks) {
            for (moved, which) in [(&week.opened, AskMove::Opened), (&week.resolved, AskMove::Resolved)] {
                for customer in &moved.customers {
                    of_customer.entry(customer).or_default().push((week.starts, which));
                }
            }
        }
        for (place, row) in self.rows.iter_mut().enumerate() {
            let weeks = row.key.id().and_then(CustomerKey::of).and_then(|key| of_customer.get(&key));
            row.weeks = over_time.map(|_| weeks.map(|weeks| weeks.as_slice().into()).unwrap_or_default());
            self.changed.push(place);
        }
        self.revision += 1;
    }
}
