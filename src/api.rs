//! The Fin API: requests, tokens, and what the replies mean.
//!
//! Bytes become `wire` values, which keep everything that was sent; [`convert`] reads them into domain types with
//! every text made safe. Nothing else of the program sees a reply. [`Client`] makes the requests.
//!
//! Each file uses those before it alone: `wire`, `redact`; `convert`; `retry`, `options`, `event`, `gate`; `transport`;
//! `exchange`; `auth`; `reads`; `listing`; `client`.

mod auth;
mod client;
pub mod convert;
mod event;
mod exchange;
mod gate;
mod listing;
mod options;
mod reads;
mod reasons;
mod redact;
mod resolver;
mod retry;
mod transport;
mod wire;

pub use client::Client;
pub use convert::Page;
pub use event::{Asked, Event, WaitReason};
pub use listing::ListKind;
pub use options::ClientOptions;
pub use redact::Secrets;
pub use retry::Jitter;
