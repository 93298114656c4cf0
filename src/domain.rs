//! What a KYB case is and what follows from it: plain data and pure functions. No I/O, no screen.

pub mod ask;
pub mod ball;
pub mod case;
pub mod change;
pub mod completeness;
pub mod customer;
pub mod digest;
pub mod draft;
pub mod fact;
pub mod failure;
pub mod finding;
pub mod fold;
pub mod glossary;
pub mod hold;
pub mod id;
pub mod key;
pub mod link;
pub mod mask;
pub mod origin;
pub mod overview;
pub mod pace;
pub mod party;
pub mod percent;
pub mod phrase;
pub mod rejection;
pub mod request;
#[cfg(test)]
pub(crate) mod sample;
pub mod since;
pub mod standing;
pub mod stray;
pub mod tally;
pub mod text;
pub mod time;
pub mod why;
pub mod wording;
