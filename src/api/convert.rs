//! From what was sent to what it means. Every text becomes safe here, and nothing is guessed: a leaf is missing, null,
//! given or unreadable, and what is unreadable says where and why while its neighbours stay.

mod case;
mod failure;
mod file;
mod other;
mod page;
mod party;
mod profile;
mod reader;
mod rejection;
mod request;
mod saved;
mod stray;
mod token;

use crate::domain::failure::{Failure, FailureKind};

pub use case::case;
pub use failure::failure;
pub use file::LARGEST_FILE;
pub use page::{Page, page};
pub use saved::{NoCase, saved};
pub use token::{TokenReply, token};

use super::wire::{self, Json, NotJson};

/// A document of a reply, or the failure that says what came instead.
fn parse(reply: &[u8]) -> Result<Json, Failure> {
    wire::parse(reply).map_err(|error| match error {
        NotJson::TooManyValues => Failure::saying(FailureKind::TooLarge, &error.to_string()),
        NotJson::Syntax { .. } => not_understood(&failure::not_json(None, reply, &error.to_string())),
    })
}

fn not_understood(said: &str) -> Failure {
    Failure::saying(FailureKind::NotUnderstood, said)
}
