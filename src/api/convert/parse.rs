//! Replies as documents.

use crate::api::wire::{self, Json, NotJson};
use crate::domain::failure::{Failure, FailureKind};

use super::failure::not_json;

/// A document of a reply, or the failure that says what came instead.
pub(super) fn parse(reply: &[u8]) -> Result<Json, Failure> {
    wire::parse(reply).map_err(|error| match error {
        NotJson::TooManyValues => Failure::saying(FailureKind::TooLarge, &error.to_string()),
        NotJson::Syntax { .. } => not_understood(&not_json(None, reply, &error.to_string())),
    })
}

/// What came is not what was asked for, or nothing that can be read.
pub(super) fn not_understood(said: &str) -> Failure {
    Failure::saying(FailureKind::NotUnderstood, said)
}
