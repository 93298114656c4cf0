//! Between what a row holds and what the domain knows.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::trouble::Trouble;
use crate::domain::time::Wall;

/// A value as JSON.
pub(super) fn body(value: &impl Serialize) -> Result<String, Trouble> {
    match serde_json::to_string(value) {
        Ok(text) => Ok(text),
        Err(_) => Err(Trouble::Code(-1)),
    }
}

/// A value of a row; `None` where it is damaged, or written by a version whose values are other ones.
pub(super) fn value<T: DeserializeOwned>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok()
}

/// A time of a row.
pub(super) fn wall(milliseconds: i64) -> Option<Wall> {
    Wall::from_millisecond(milliseconds).ok()
}
