//! The real binary in a pseudo-terminal: what a person at a keyboard, a shell and the kernel see of it.
//!
//! `self_check` runs the harness against standard programs; `dashboard` and `refusals` run kyb-dash.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test that gets no thread fails")]
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a harness that cannot go on fails its test"
)]

#[path = "terminal/all_keys.rs"]
mod all_keys;
#[path = "terminal/canaries.rs"]
mod canaries;
#[path = "terminal/clipboard.rs"]
mod clipboard;
#[path = "terminal/configured.rs"]
mod configured;
#[path = "terminal/copy_command.rs"]
mod copy_command;
#[path = "terminal/dashboard.rs"]
mod dashboard;
#[path = "terminal/endings.rs"]
mod endings;
#[path = "terminal/feed.rs"]
mod feed;
#[path = "terminal/following.rs"]
mod following;
#[path = "terminal/keys.rs"]
mod keys;
#[path = "terminal/limits.rs"]
mod limits;
#[path = "terminal/memory.rs"]
mod memory;
#[path = "terminal/modes.rs"]
mod modes;
#[path = "terminal/monkey.rs"]
mod monkey;
#[path = "terminal/pasting.rs"]
mod pasting;
#[path = "terminal/printed.rs"]
mod printed;
#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/refusals.rs"]
mod refusals;
#[path = "terminal/self_check.rs"]
mod self_check;
#[path = "terminal/soak.rs"]
mod soak;
#[path = "terminal/suspend.rs"]
mod suspend;
#[path = "terminal/token_program.rs"]
mod token_program;
