//! What proves to the server who we are. Read here, kept in memory that is wiped, and never shown.

use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

/// Largest credential accepted, in bytes; tokens of the API are far smaller.
pub const LARGEST: usize = 16 * 1024;

const TOKEN: &str = "FIN_API_TOKEN";
const CLIENT_ID: &str = "FIN_CLIENT_ID";
const CLIENT_SECRET: &str = "FIN_CLIENT_SECRET";

/// What proves who we are.
#[derive(Clone)]
pub enum Credentials {
    /// A token that somebody else obtained; it cannot be renewed.
    Token(SecretString),
    /// A client that obtains and renews tokens itself.
    Client {
        /// The client's id.
        id: SecretString,
        /// The client's secret.
        secret: SecretString,
    },
    /// A token that somebody else keeps fresh: asked for when the first request needs it, and again when it is refused.
    Supplied(Arc<dyn TokenSource>),
}

/// Something that has a token: a file, a command.
pub trait TokenSource: Send + Sync {
    /// What it is called in the configuration; holds no secret.
    fn name(&self) -> String;

    /// The token as it is now. May take a while.
    ///
    /// # Errors
    /// A sentence that says what to do, free of whatever the source gave.
    fn obtain(&self) -> Result<SecretString, String>;
}

impl Credentials {
    /// A client that obtains and renews tokens itself.
    #[must_use]
    pub fn client(id: &str, secret: &str) -> Self {
        Self::Client { id: SecretString::from(id), secret: SecretString::from(secret) }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token(_) => "Credentials::Token(hidden)",
            Self::Client { .. } => "Credentials::Client(hidden)",
            Self::Supplied(_) => "Credentials::Supplied(hidden)",
        })
    }
}

/// Why credentials cannot be used. It names their source and never their content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadCredentials {
    /// What a source gave cannot be a credential.
    Unusable {
        /// The variable or setting it came from.
        source: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// One half of a client without the other.
    Half {
        /// The variable that is set.
        given: &'static str,
        /// The variable that is not.
        missing: &'static str,
    },
}

/// What can be wrong with a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is larger than any credential.
    TooLarge,
    /// It has more than one line.
    Lines,
    /// It has spaces inside.
    Spaces,
    /// It has control characters inside.
    Control,
    /// It has characters that no credential has.
    NotAscii,
    /// It begins with a byte-order mark of UTF-8.
    Mark,
    /// It is UTF-16.
    Wide,
    /// It stands between quotes.
    Quotes,
    /// It begins with the word that is sent before a token.
    Scheme,
    /// It is what a variable is set with, its name included.
    Assignment,
    /// It is JSON, as a server sends a token.
    Json,
}

impl fmt::Display for BadCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable { source, fault } => {
                let again = "copy it again";
                let alone = "give what stands behind that, alone";
                let (what, remedy) = match fault {
                    Fault::TooLarge => ("is larger than 16 KiB", again),
                    Fault::Lines => ("has more than one line", again),
                    Fault::Spaces => ("has spaces inside", again),
                    Fault::Control => ("has control characters inside", again),
                    Fault::NotAscii => ("has characters outside ASCII", again),
                    Fault::Mark => ("begins with a byte-order mark", "save it as UTF-8 without one"),
                    Fault::Wide => ("is UTF-16", "save it as UTF-8"),
                    Fault::Quotes => ("stands between quotes", "leave them out"),
                    Fault::Scheme => ("begins with the word Bearer, which is put before it anyway", alone),
                    Fault::Assignment => ("begins with the name of a variable", alone),
                    Fault::Json => ("is JSON", "give the token in it, alone"),
                };
                write!(f, "{source} {what}, so it cannot be a credential; {remedy}")
            }
            Self::Half { given, missing } => write!(f, "{given} is set but {missing} is not; set both, or {TOKEN}"),
        }
    }
}

impl std::error::Error for BadCredentials {}

impl Credentials {
    /// Reads the environment: `FIN_API_TOKEN`, else `FIN_CLIENT_ID` with `FIN_CLIENT_SECRET`. A variable with nothing
    /// but white space counts as unset; `None` where none is set.
    ///
    /// # Errors
    /// [`BadCredentials`] where a variable cannot be a credential, or one half of a client is missing.
    pub fn from_env(get: impl Fn(&str) -> Option<OsString>) -> Result<Option<Self>, BadCredentials> {
        let read = |name: &'static str| match get(name) {
            None => Ok(None),
            Some(value) => clean(name, value.as_encoded_bytes()),
        };
        if let Some(token) = read(TOKEN)? {
            return Ok(Some(Self::Token(token)));
        }
        match (read(CLIENT_ID)?, read(CLIENT_SECRET)?) {
            (Some(id), Some(secret)) => Ok(Some(Self::Client { id, secret })),
            (None, None) => Ok(None),
            (Some(_), None) => Err(BadCredentials::Half { given: CLIENT_ID, missing: CLIENT_SECRET }),
            (None, Some(_)) => Err(BadCredentials::Half { given: CLIENT_SECRET, missing: CLIENT_ID }),
        }
    }
}

/// Takes a credential as some source gave it (a variable, a file, a command's output): white space around it is
/// dropped; `None` where nothing is left.
///
/// # Errors
/// [`BadCredentials::Unusable`] naming the source where it cannot be a credential.
pub fn clean(source: &str, raw: &[u8]) -> Result<Option<SecretString>, BadCredentials> {
    let trimmed = raw.trim_ascii();
    let fault = |fault| BadCredentials::Unusable { source: source.to_owned(), fault };
    if trimmed.len() > LARGEST {
        return Err(fault(Fault::TooLarge));
    }
    if let Some(wrapped) = wrapping(trimmed) {
        return Err(fault(wrapped));
    }
    if !trimmed.is_ascii() {
        return Err(fault(Fault::NotAscii));
    }
    for byte in trimmed {
        match byte {
            b'\n' | b'\r' => return Err(fault(Fault::Lines)),
            b' ' | b'\t' => return Err(fault(Fault::Spaces)),
            byte if byte.is_ascii_control() => return Err(fault(Fault::Control)),
            _ => {}
        }
    }
    let text = Zeroizing::new(String::from_utf8_lossy(trimmed).into_owned());
    Ok((!text.is_empty()).then(|| SecretString::from(text.as_str())))
}

/// What stands around a credential that is not part of it. Nothing is taken off: whoever reads that it is wrong can put it
/// right everywhere, and nobody wonders what was sent.
fn wrapping(raw: &[u8]) -> Option<Fault> {
    const QUOTES: [(&str, &str); 8] =
        [("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("„", "“"), ("”", "”"), ("‘", "’"), ("«", "»")];
    let is_within = |(open, close): &(&str, &str)| {
        raw.len() >= open.len() + close.len() && raw.starts_with(open.as_bytes()) && raw.ends_with(close.as_bytes())
    };
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let first = raw.split(|byte| !word(byte)).next().unwrap_or_default();
    let next = raw.get(first.len()).copied();
    if raw.starts_with(b"\xef\xbb\xbf") {
        Some(Fault::Mark)
    } else if raw.starts_with(b"\xff\xfe") || raw.starts_with(b"\xfe\xff") {
        Some(Fault::Wide)
    } else if QUOTES.iter().any(is_within) {
        Some(Fault::Quotes)
    } else if (first.eq_ignore_ascii_case(b"bearer") && matches!(next, None | Some(b' ' | b'\t' | b':' | b'=')))
        || (first.eq_ignore_ascii_case(b"authorization") && next == Some(b':'))
    {
        Some(Fault::Scheme)
    } else if first == b"export" && next == Some(b' ') || first.starts_with(b"FIN_") && next == Some(b'=') {
        Some(Fault::Assignment)
    } else if first.is_empty() && raw.starts_with(b"{") && raw.ends_with(b"}") {
        Some(Fault::Json)
    } else {
        None
    }
}

/// Every way to give credentials, for somebody who gave none.
#[must_use]
pub fn missing_help() -> String {
    format!(
        "no credentials were given. Give one of these:\n\
         \x20 {TOKEN}                           an access token\n\
         \x20 {CLIENT_ID} and {CLIENT_SECRET}     a client of the dashboard's API Keys section; tokens are obtained \
         and renewed\n\
         \x20 token_file or token_command             in the configuration, at an environment: a file nobody else may read, or \
         what prints the token\n\
         They are never taken from the command line, where others could see them.\n\
         To look around without an account: kyb-dash --demo"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use secrecy::ExposeSecret;

    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Option<Credentials>, BadCredentials> {
        let variables: HashMap<String, OsString> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect();
        Credentials::from_env(|name| variables.get(name).cloned())
    }

    fn token(variables: &[(&str, &str)]) -> Option<String> {
        match read(variables).unwrap() {
            Some(Credentials::Token(token)) => Some(token.expose_secret().to_owned()),
            _ => None,
        }
    }

    /// Faults: A2.
    #[test]
    fn the_token_wins_and_edges_are_trimmed() {
        let client = [("FIN_CLIENT_ID", "id"), ("FIN_CLIENT_SECRET", "s3cret")];
        assert_eq!(token(&[("FIN_API_TOKEN", " abc.def\r\n"), client[0], client[1]]), Some("abc.def".to_owned()));
        assert!(matches!(read(&client), Ok(Some(Credentials::Client { .. }))));
        assert!(matches!(read(&[("FIN_API_TOKEN", ""), client[0], client[1]]), Ok(Some(Credentials::Client { .. }))));
        assert!(matches!(read(&[("FIN_API_TOKEN", " \n"), ("FIN_CLIENT_ID", "")]), Ok(None)));
        assert!(matches!(read(&[]), Ok(None)));
    }

    /// Faults: A2.
    #[test]
    fn what_cannot_be_a_credential_is_refused_without_echo() {
        let large = "hunter2".repeat(3_000);
        let table = [
            ("hunter2\nhunter2", Fault::Lines),
            ("hunter2\rhunter2", Fault::Lines),
            ("hunter2 hunter2", Fault::Spaces),
            ("hunter2\u{0}hunter2", Fault::Control),
            ("hunter2\u{1b}[2J", Fault::Control),
            ("hunter2é", Fault::NotAscii),
            (large.as_str(), Fault::TooLarge),
            ("Bearer hunter2", Fault::Scheme),
            ("bearer\thunter2", Fault::Scheme),
            ("Bearer: hunter2", Fault::Scheme),
            ("Bearer", Fault::Scheme),
            ("Authorization: Bearer hunter2", Fault::Scheme),
            ("\"hunter2\"", Fault::Quotes),
            ("'hunter2'\n", Fault::Quotes),
            ("“hunter2”", Fault::Quotes),
            ("\"\"", Fault::Quotes),
            ("\u{feff}hunter2", Fault::Mark),
            ("FIN_API_TOKEN=hunter2", Fault::Assignment),
            ("export FIN_API_TOKEN=hunter2", Fault::Assignment),
            ("{\"access_token\": \"hunter2\"}", Fault::Json),
        ];
        for (value, fault) in table {
            let refused = read(&[("FIN_API_TOKEN", value)]).unwrap_err();
            assert_eq!(refused, BadCredentials::Unusable { source: "FIN_API_TOKEN".to_owned(), fault });
            assert!(refused.to_string().starts_with("FIN_API_TOKEN "));
            assert!(!format!("{refused} {refused:?}").contains("hunter2"));
        }
    }

    #[test]
    fn what_only_looks_wrapped_is_a_credential() {
        for value in ["bearer-hunter2", "Bearer1.hunter2", "a\"b\"", "\"a", "abc.def=", "authorization", "x=y"] {
            assert_eq!(token(&[("FIN_API_TOKEN", value)]), Some(value.to_owned()));
        }
    }

    /// Faults: A2.
    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_refused() {
        use std::os::unix::ffi::OsStringExt;
        let refused = Credentials::from_env(|name| (name == TOKEN).then(|| OsString::from_vec(vec![b'a', 0xff])));
        assert!(matches!(refused, Err(BadCredentials::Unusable { fault: Fault::NotAscii, .. })));
    }

    #[test]
    fn half_a_client_names_the_other_half() {
        let lonely = read(&[("FIN_CLIENT_ID", "id")]).unwrap_err().to_string();
        assert!(lonely.starts_with("FIN_CLIENT_ID is set but FIN_CLIENT_SECRET is not"), "{lonely}");
        let lonely = read(&[("FIN_CLIENT_SECRET", "hunter2")]).unwrap_err().to_string();
        assert!(lonely.starts_with("FIN_CLIENT_SECRET is set but FIN_CLIENT_ID is not"), "{lonely}");
        assert!(!lonely.contains("hunter2"));
    }

    /// Faults: A8.
    #[test]
    fn debug_tells_nothing() {
        let client = [("FIN_CLIENT_ID", "client-77"), ("FIN_CLIENT_SECRET", "hunter2")];
        for variables in [&[("FIN_API_TOKEN", "hunter2")][..], &client[..]] {
            let shown = format!("{:?}", read(variables).unwrap());
            assert!(!shown.contains("hunter2") && !shown.contains("client-77"), "{shown}");
        }
    }

    #[test]
    fn help_says_every_way() {
        let help = missing_help();
        for way in [TOKEN, CLIENT_ID, CLIENT_SECRET, "token_file", "token_command", "--demo"] {
            assert!(help.contains(way), "{way}");
        }
    }
}
