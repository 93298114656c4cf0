//! Taking secrets out of text that others wrote: a server or proxy may echo the token it was sent.

use std::collections::HashSet;

use secrecy::{ExposeSecret, SecretString};

/// As many characters of a secret in a row are recognised, so that a cut-off echo is found too.
const WINDOW: usize = 10;
/// Shorter values are no secrets; taking them out would only garble text.
const SHORTEST: usize = 4;
const HIDDEN: &str = "[hidden]";

/// The values that must not be shown.
#[derive(Clone, Debug, Default)]
pub struct Secrets(Vec<SecretString>);

impl Secrets {
    /// These values.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = SecretString>) -> Self {
        Self(values.into_iter().collect())
    }

    /// The text without these values, without anything that follows `Bearer` or `Basic`, and without what looks like a
    /// JWT.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let mut hidden = vec![false; text.len()];
        for secret in &self.0 {
            hide_value(text.as_bytes(), secret.expose_secret().as_bytes(), &mut hidden);
        }
        hide_schemes(text, &mut hidden);
        hide_jwts(text.as_bytes(), &mut hidden);
        rewrite(text, &hidden)
    }
}

fn hide_value(text: &[u8], secret: &[u8], hidden: &mut [bool]) {
    if secret.len() < SHORTEST {
        return;
    }
    let length = secret.len().min(WINDOW);
    let pieces: HashSet<&[u8]> = secret.windows(length).collect();
    for (start, piece) in text.windows(length).enumerate() {
        if pieces.contains(piece) {
            hide(hidden, start, start + length);
        }
    }
}

/// Hides the word after a scheme of the Authorization header.
fn hide_schemes(text: &str, hidden: &mut [bool]) {
    // ASCII lower case keeps every byte in its place.
    let lower = text.to_ascii_lowercase();
    for scheme in ["bearer", "basic"] {
        for (start, _) in lower.match_indices(scheme) {
            let rest = lower.get(start + scheme.len()..).unwrap_or_default();
            let word = rest.trim_start_matches([' ', '\t', ':', '=', '+']);
            let gap = rest.len() - word.len();
            let end = word.find(|c: char| c.is_whitespace() || "\"'<>,;)}]“”".contains(c)).unwrap_or(word.len());
            // "Basic information" is no credential: what follows has to look like one.
            let is_credential = end >= 16 || word.get(..end).is_some_and(|word| word.contains(['.', '=', '_']));
            if gap > 0 && (scheme == "bearer" || is_credential) {
                let from = start + scheme.len() + gap;
                hide(hidden, from, from + end);
            }
        }
    }
}

/// Hides what begins as every JWT does: the encoding of `{"`.
fn hide_jwts(text: &[u8], hidden: &mut [bool]) {
    for (start, _) in text.windows(3).enumerate().filter(|(_, three)| three == b"eyJ") {
        let rest = text.get(start..).unwrap_or_default();
        let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.=+/%".contains(byte);
        let length = rest.iter().take_while(|byte| part(byte)).count();
        if length >= WINDOW {
            hide(hidden, start, start + length);
        }
    }
}

fn hide(hidden: &mut [bool], start: usize, end: usize) {
    if let Some(range) = hidden.get_mut(start..end) {
        range.fill(true);
    }
}

fn rewrite(text: &str, hidden: &[bool]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut was_hidden = false;
    for (place, c) in text.char_indices() {
        let is_hidden = hidden.get(place).copied().unwrap_or(false);
        match (is_hidden, was_hidden) {
            (false, _) => out.push(c),
            (true, false) => out.push_str(HIDDEN),
            (true, true) => {}
        }
        was_hidden = is_hidden;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn redact(secret: &str, text: &str) -> String {
        Secrets::new([SecretString::from(secret)]).redact(text)
    }

    #[test]
    fn an_echo_is_hidden_whole_and_in_part() {
        let secret = "fin-0123456789abcdef.ghijklmnop";
        assert_eq!(redact(secret, &format!("got {secret}!")), "got [hidden]!");
        assert_eq!(redact(secret, "got fin-0123456789a…"), "got [hidden]…");
        assert_eq!(redact(secret, "“6789abcdef.gh”"), "“[hidden]”");
        assert_eq!(redact("s3cr3t", "id=s3cr3t&x"), "id=[hidden]&x");
        assert_eq!(redact("abc", "abc stays"), "abc stays");
        assert_eq!(redact("", "nothing"), "nothing");
    }

    #[test]
    fn what_looks_like_a_token_is_hidden_without_being_known() {
        let table = [
            ("Authorization: Bearer abc.def, 401", "Authorization: Bearer [hidden], 401"),
            ("bearer: xyz", "bearer: [hidden]"),
            ("BEARER%20 q", "BEARER%20 q"),
            ("Basic dXNlcjpwYXNzd29yZA==", "Basic [hidden]"),
            ("Basic information is missing", "Basic information is missing"),
            ("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln.", "token [hidden]"),
            ("the bearer", "the bearer"),
        ];
        for (text, shown) in table {
            assert_eq!(Secrets::default().redact(text), shown);
        }
    }

    proptest! {
        #[test]
        fn a_secret_never_survives(secret in "[!-~]{4,60}", before in "\\PC{0,20}", after in "\\PC{0,20}") {
            let shown = redact(&secret, &format!("{before}{secret}{after}"));
            prop_assert!(!shown.contains(&secret) || HIDDEN.contains(&secret), "{}", shown);
        }

        #[test]
        fn harmless_text_is_untouched(text in "[a-z ,.äß漢🙂]{0,80}") {
            prop_assume!(!text.contains("bearer") && !text.contains("basic"));
            prop_assert_eq!(redact("NEVER-IN-THERE-0123", &text), text);
        }
    }
}
