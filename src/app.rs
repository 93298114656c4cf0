//! The dashboard's state and how it changes: `update(&mut Model, Msg) -> Vec<Effect>`. It cannot await, draw or send.

pub mod action;
pub mod cases;
pub mod effect;
pub mod filter;
pub mod find;
pub mod layout;
pub mod line;
pub mod list;
pub mod load;
pub mod model;
pub mod msg;
pub mod outline;
pub mod overlay;
pub mod panes;
pub mod pointer;
pub mod prefetch;
pub mod queue;
pub mod review_settings;
pub mod saved;
pub mod sort;
pub mod tabs;
pub mod text_field;
pub mod tree;
pub mod update;
pub mod wrap;
