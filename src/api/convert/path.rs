//! Where a value stands in a reply.

use std::fmt;

/// Where a value stands. Written out only when there is something to say about it.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The document itself.
    Root,
    /// A key of an object.
    Key(&'a Self, &'a str),
    /// An element of a list, from 0.
    Index(&'a Self, usize),
}

impl<'a> Path<'a> {
    /// The key under which a value stands, alone or in lists.
    pub(super) const fn key(&self) -> Option<&'a str> {
        match self {
            Self::Root => None,
            Self::Key(_, key) => Some(key),
            Self::Index(parent, _) => parent.key(),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
