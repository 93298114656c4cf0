//! What is kept between runs, on real files: kept whole or not at all, told apart by host, and forgotten for good.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "store/forgotten.rs"]
mod forgotten;
#[path = "store/harness.rs"]
mod harness;
#[path = "store/kept.rs"]
mod kept;
#[path = "store/limits.rs"]
mod limits;
#[path = "store/over_time.rs"]
mod over_time;
#[path = "store/recalled.rs"]
mod recalled;
#[path = "store/refused.rs"]
mod refused;
#[path = "store/several.rs"]
mod several;
