//! kyb-dash: a terminal dashboard for reviewing KYB cases of the Fin.com API.
//!
//! Fin's compliance team decides; our user understands, asks and watches.
//!
//! ```text
//!  header    environment and host · how many customers need whom · how old the list is
//! ┌ queue ──────────┐┌ case ─────────────────────┐┌ comments ─────────┐
//! │ name  who  wait ││ who · status · since · age ││ what was said of   │
//! │                 ││ tree of parties,           ││ what is selected   │
//! │                 ││ rejections and requests    │├ documents ────────┤
//! │                 ││                            ││ their handles      │
//! └─────────────────┘└────────────────────────────┘└───────────────────┘
//!  footer    notices, hints
//! ```
//!
//! The layers, lowest first. Each uses only what its row names; `tests/architecture.rs` checks it, and that this table is
//! the same as its own:
//!
//! | module | what it is | of ours it may use |
//! |---|---|---|
//! | [`domain`] | cases and what follows from them: no I/O, no screen | – |
//! | [`catalogue`] | reads our words for the API's codes | domain |
//! | [`store`] | what is kept between runs | domain |
//! | [`config`] | environments, credentials, and what the configuration file settles | domain |
//! | [`threads`] | starts a thread, or says that none can be had | – |
//! | [`api`] | the client; what was sent becomes domain values, made safe | domain, config::environment, config::credentials, config::proxy, threads |
//! | [`app`] | state and `update`: what happened → what is to be done | domain |
//! | [`input`] | terminal events → messages, through the keymap | app, config::written, config::spelling |
//! | [`view`] | paints borrowed state | app, domain, input::keymap, config::written |
//! | [`output`] | what is printed, copied and exported | domain |
//! | [`sandbox`] | the built-in stand-in for the Fin API | – |
//! | [`runtime`] | the event loop, tasks, the terminal, signals, programs we start, the log | app, input, view, api, output, config, catalogue, domain, store, threads |
//! | [`commands`] | what has no screen: `list`, `show`, `draft`, `watch`, `sent`, `note`, `handover`, `report`, `history`, `memory`, `forget`, `doctor` | api, output, store, config, catalogue, domain, sandbox, threads |
//! | [`cli`] | the command line, and what it starts | all |

pub mod api;
pub mod app;
pub mod catalogue;
pub mod cli;
pub mod commands;
pub mod config;
pub mod domain;
pub mod input;
pub mod output;
pub mod runtime;
pub mod sandbox;
pub mod store;
pub mod threads;
pub mod view;
