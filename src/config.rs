//! Where the program's settings come from, and the few types they become.

pub mod alert;
pub mod base_url;
mod broken_line;
pub mod credentials;
pub mod environment;
pub mod file;
mod holidays;
pub mod memory;
pub mod private;
pub mod proxy;
pub mod settings;
pub mod spelling;
pub mod text_file;
pub mod token;
pub mod written;
