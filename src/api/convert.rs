//! From what was sent to what it means. Every text becomes safe here, and nothing is guessed: a leaf is missing, null,
//! given or unreadable, and what is unreadable says where and why while its neighbours stay.
//!
//! Each file uses those before it alone: `path`, `log`, `node`; `stray`, `keys`, `other`, `reader`; `failure`, `parse`,
//! `recognise`; `profile`, `party`, `rejection`, `request`; `case`, `page`, `token`; `documents`, `file`; `saved`.

mod case;
mod documents;
mod failure;
mod file;
mod keys;
mod log;
mod node;
mod other;
mod page;
mod parse;
mod party;
mod path;
mod profile;
mod reader;
mod recognise;
mod rejection;
mod request;
mod saved;
mod stray;
mod token;

pub use case::case;
pub use failure::failure;
pub use file::LARGEST_FILE;
pub use page::{Page, page};
pub use saved::{NoCase, saved};
pub use token::{TokenReply, token};
