//! In which weeks something moved of which customer.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::app::row::AskMove;
use crate::domain::customer::RowKey;
use crate::domain::imprint::CustomerKey;

/// In which weeks something moved of which customer; `None` where that was not read.
pub(super) type WeeksOf = Option<HashMap<CustomerKey, Box<[(Date, AskMove)]>>>;

/// The weeks of a row that has just come.
pub(super) fn weeks_of(weeks: &WeeksOf, key: &RowKey) -> Option<Box<[(Date, AskMove)]>> {
    let weeks = weeks.as_ref()?;
    let of_customer = key.id().and_then(CustomerKey::of).and_then(|customer| weeks.get(&customer));
    Some(of_customer.cloned().unwrap_or_default())
}
