//! The file of the key: one of its own, so that a copy of the database alone tells nothing.

use std::fs;
use std::io;

use super::place::Place;
use super::trouble::Trouble;

/// Bytes that nobody can guess.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0; N];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(Trouble::System(io::ErrorKind::Other)),
    }
}

/// The key that is there; nothing where none is.
pub(super) fn read(place: &Place) -> Result<Option<[u8; 16]>, Trouble> {
    match fs::read(place.key()) {
        Ok(bytes) => match bytes.try_into() {
            Ok(key) => Ok(Some(key)),
            Err(_) => Err(Trouble::NoKey),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Trouble::of_reading(error)),
    }
}

/// Whether this is still the key.
pub(super) fn is_current(place: &Place, key: &[u8; 16]) -> bool {
    read(place).is_ok_and(|found| found.as_ref() == Some(key))
}

/// Takes the key away; the next one is another one.
pub(super) fn remove(place: &Place) -> Result<(), Trouble> {
    match fs::remove_file(place.key()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
