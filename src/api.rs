//! The Fin API: requests, tokens, and what the replies mean.
//!
//! Bytes become `wire` values, which keep everything that was sent; [`convert`] reads them into domain types with
//! every text made safe. Nothing else of the program sees a reply. [`Client`] makes the requests.

mod auth;
mod client;
pub mod convert;
mod exchange;
mod gate;
mod listing;
mod redact;
mod retry;
mod transport;
mod wire;

pub use client::{Asked, Client, ClientOptions, Event, WaitReason};
pub use convert::Page;
pub use listing::ListKind;
pub use redact::Secrets;
pub use retry::Jitter;
