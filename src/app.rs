//! The dashboard's state and how it changes: `update(&mut Model, Msg) -> Vec<Effect>`. It cannot await, draw or send.

pub mod action;
pub mod availability;
pub mod case_pane;
pub mod cases;
pub mod draft_layout;
pub mod effect;
pub mod field;
pub mod filter;
pub mod find;
pub mod form;
pub mod layout;
pub mod line;
pub mod list;
pub mod load;
pub mod memory;
pub mod messages;
pub mod model;
pub mod msg;
pub mod notice;
pub mod offline;
pub mod outline;
pub mod over_time;
pub mod overview;
pub mod palette;
pub mod pending;
pub mod window;

pub mod pointer;
pub mod prefetch;
pub mod queue;
pub mod quick_view;
pub mod reason;
pub mod review_settings;
pub mod row;
pub mod rows;
pub mod saved;
pub mod screen;
pub mod session;
pub mod side_panes;
pub mod tabs;

pub mod tree;
pub mod update;
