//! Where a case came from.

use super::mask::Mask;
use super::text::SafeText;

/// Where a case came from. It has no `Display`: a file is called whatever a person called it, often after somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A server: the environment and the host.
    Server(SafeText),
    /// A saved file, by its name.
    File(SafeText),
}

impl Origin {
    /// The server, or the name of the file; `None` where a mask leaves that out.
    #[must_use]
    pub fn shown(&self, mask: Mask) -> Option<&SafeText> {
        match (self, mask) {
            (Self::File(_), Mask::On) => None,
            (Self::Server(name) | Self::File(name), _) => Some(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_hides_the_name_of_a_file_and_of_no_server() {
        let name = SafeText::line("jane_smith.json");
        let (server, file) = (Origin::Server(name.clone()), Origin::File(name.clone()));
        assert_eq!([server.shown(Mask::On), file.shown(Mask::On)], [Some(&name), None]);
        assert_eq!([server.shown(Mask::Off), file.shown(Mask::Off)], [Some(&name); 2]);
    }
}
