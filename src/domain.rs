//! What a KYB case is and what follows from it: plain data and pure functions. No I/O, no screen.

pub mod ask;
pub mod ball;
pub mod case;
pub mod change;
pub mod customer;
pub mod digest;
pub mod fact;
pub mod failure;
pub mod id;
pub mod key;
pub mod mask;
pub mod party;
pub mod rejection;
pub mod request;
pub mod text;
pub mod time;
