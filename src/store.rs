//! What is kept between runs: per host the imprint of each case as last read and as last seen by the reader, what happened
//! to it, and preferences. A SQLite file in a folder of the user's alone, or nothing but memory.
//!
//! The SQL is written so that PostgreSQL takes it too; what only SQLite knows (its settings, its files, its checks) is in
//! `schema.rs`, `place.rs` and `compact.rs`. Every row has a `host`, so environments are never mixed.
//!
//! Nothing here blocks for longer than a second where another program writes to the file, and a file that is damaged, of a
//! later version or not ours is left as it is.

mod compact;
mod compare;
mod enter;
mod entered;
mod filesystem;
mod forget;
mod key;
mod key_file;
mod location;
mod open;
mod over_time;
mod place;
mod preference;
mod recall;
mod record;
mod row;
mod schema;
mod trouble;
mod usage;

pub use compare::Compared;
pub use enter::{About, Earlier, EarlierEntry};
pub use entered::Changed;
pub use filesystem::Filesystem;
pub use forget::{Forgotten, Which};
pub use location::Location;
pub use open::{Scope, Store};
pub use recall::{Looked, Recalled, Remembered, RememberedRow, Seen};
pub use record::{Look, Recorded};
pub use trouble::{NotCompacted, Refusal, Trouble};
pub use usage::{HostUsage, Usage};
