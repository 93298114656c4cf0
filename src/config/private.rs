//! Files that are nobody else's business: a token, a log.

use std::fs::Metadata;
use std::os::unix::fs::PermissionsExt;

/// What others than the owner may do with a file.
const OTHERS: u32 = 0o077;

/// Whether nobody beside the owner may do anything with a file.
#[must_use]
pub fn is_private(file: &Metadata) -> bool {
    file.permissions().mode() & OTHERS == 0
}
