//! Why no answer came, in words that say what to do: the libraries below name their own parts, and are not repeated.

use crate::domain::failure::{Failure, FailureKind};

/// What a handshake that failed says, by a part of the library's words.
const HANDSHAKE: [(&str, &str); 12] = [
    ("UnknownIssuer", NOT_TRUSTED),
    ("SelfSigned", NOT_TRUSTED),
    ("CaUsedAsEndEntity", NOT_TRUSTED),
    ("certificate expired", "the server's certificate has expired, by the clock of this machine"),
    ("Expired", "the server's certificate has expired, by the clock of this machine"),
    ("not valid yet", "the server's certificate is not valid yet, by the clock of this machine"),
    ("NotValidYet", "the server's certificate is not valid yet, by the clock of this machine"),
    ("not valid for", "the server's certificate is for another host name than the base URL has"),
    ("NotValidForName", "the server's certificate is for another host name than the base URL has"),
    ("Revoked", "the server's certificate was revoked"),
    ("No CA certificates", "this machine has no root certificates, which a package such as ca-certificates brings"),
    ("invalid peer certificate", "the server's certificate is not one that can be trusted"),
];
const NOT_TRUSTED: &str = "nobody whom this machine trusts has signed the server's certificate (where a proxy opens https, its \
                           root certificate is missing here)";

/// What a server answers to http where it speaks https.
const WANTS_HTTPS: [&str; 3] = ["to HTTPS port", "to an HTTPS server", "SSL-enabled server port"];

/// The failure of a handshake of which the library says this.
pub(super) fn of_handshake(cause: &str) -> Failure {
    // The first bytes of an answer in plain http are no record of the protocol.
    if cause.contains("InvalidContentType") {
        return Failure::new(FailureKind::NotHttps);
    }
    let known = HANDSHAKE.iter().find(|(part, _)| cause.contains(part));
    let words = known.map_or("the server and this program found no common way to speak https", |(_, words)| words);
    Failure::saying(FailureKind::Tls, words)
}

/// What is said of a connection that broke, of which the library says this.
pub(super) fn of_break(cause: &str, is_plain: bool) -> String {
    let what = if cause.contains("closed before") {
        "it was closed"
    } else if cause.contains("invalid HTTP") {
        "what was sent is no http"
    } else {
        return cause.to_owned();
    };
    let hint = if is_plain { "; where the server speaks https, write https:// in the base URL" } else { "" };
    format!("{what}{hint}")
}

/// Whether a server that was asked in http says that it speaks https.
pub(super) fn wants_https(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    WANTS_HTTPS.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults: W19.
    #[test]
    fn no_word_of_a_library_is_repeated() {
        let table = [
            ("invalid peer certificate: UnknownIssuer", "nobody whom this machine trusts"),
            ("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", "nobody whom this machine trusts"),
            (
                "invalid peer certificate: certificate expired: verification time 1 (UNIX), but certificate is not valid after 0",
                "has expired",
            ),
            ("invalid peer certificate: certificate not valid yet: verification time 1 (UNIX)", "not valid yet"),
            (
                "invalid peer certificate: certificate not valid for name \"a\"; certificate is only valid for b",
                "for another host name",
            ),
            ("invalid peer certificate: Revoked", "was revoked"),
            ("invalid peer certificate: BadSignature", "not one that can be trusted"),
            ("unexpected error: No CA certificates were loaded from the system", "no root certificates"),
            ("received fatal alert: HandshakeFailure", "no common way"),
            ("peer is incompatible: ServerDoesNotSupportTls12Or13", "no common way"),
            ("tls handshake eof", "no common way"),
        ];
        for (cause, words) in table {
            let failure = of_handshake(cause);
            assert_eq!(failure.kind, FailureKind::Tls);
            let sentence = failure.sentence();
            assert!(sentence.starts_with("no trusted https connection: ") && sentence.contains(words), "{sentence}");
            for theirs in ["peer", "UNIX", "Issuer", "alert", "handshake", "Error", "eof"] {
                assert!(!sentence.contains(theirs), "{sentence}");
            }
        }
        let plain = of_handshake("received corrupt message of type InvalidContentType");
        assert_eq!(plain.sentence(), "the server does not speak https at this address");
    }

    #[test]
    fn what_answers_in_another_protocol_is_told_by_what_to_write() {
        assert_eq!(of_break("connection closed before message completed", false), "it was closed");
        let plain = of_break("invalid HTTP version parsed", true);
        assert_eq!(plain, "what was sent is no http; where the server speaks https, write https:// in the base URL");
        assert!(wants_https(b"<center>The plain HTTP request was sent to HTTPS port</center>"));
        assert!(wants_https(b"Client sent an HTTP request to an HTTPS server.\n"));
        assert!(!wants_https(b"{\"message\": \"no\"}"));
    }
}
