//! Token replies, in both envelopes.

use std::time::Duration;

use secrecy::SecretString;

use crate::api::wire::Json;
use crate::domain::failure::Failure;
use crate::domain::time::Wall;

use super::parse::{not_understood, parse};
use super::recognise::instead;

/// A pair of tokens. How long each lives is measured by the server's own clock, so a wrong clock here does no harm.
#[derive(Clone, Debug)]
pub struct TokenReply {
    /// The access token.
    pub access: SecretString,
    /// How long it is accepted from now on; `None` where the reply did not say, or said it is over.
    pub access_life: Option<Duration>,
    /// The token that gets the next pair.
    pub refresh: Option<SecretString>,
    /// How long that one is accepted.
    pub refresh_life: Option<Duration>,
}

/// Reads the reply of `POST /v1/oauth/token` and `POST /v1/oauth/refresh-token`, bare or wrapped in `data`.
///
/// # Errors
/// [`FailureKind::NotUnderstood`](crate::domain::failure::FailureKind::NotUnderstood) where it has no usable token.
pub fn token(reply: &[u8]) -> Result<TokenReply, Failure> {
    let json = parse(reply)?;
    let pair = json.get("data").filter(|data| data.get("access_token").is_some()).unwrap_or(&json);
    if pair.get("access_token").is_none() {
        return Err(not_understood(&instead(&json, "a token reply")));
    }
    let Some(access) = secret(pair, "access_token") else {
        return Err(not_understood("the token reply has no usable access_token"));
    };
    let now = moment(pair, "current_time");
    let life = |key| remaining(moment(pair, key)?, now?);
    Ok(TokenReply {
        access,
        access_life: life("access_token_ttl"),
        refresh: secret(pair, "refresh_token"),
        refresh_life: life("refresh_token_ttl"),
    })
}

/// A token can only be sent where it is printable ASCII without spaces.
fn secret(pair: &Json, key: &str) -> Option<SecretString> {
    let text = pair.get(key)?.text()?;
    let usable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    usable.then(|| SecretString::from(text))
}

/// The API writes `2025-12-28 10:34:45+00`; RFC 3339 is taken too.
fn moment(pair: &Json, key: &str) -> Option<Wall> {
    pair.get(key)?.text()?.trim().parse().ok()
}

fn remaining(end: Wall, now: Wall) -> Option<Duration> {
    Duration::try_from(end.duration_since(now)).ok().filter(|life| !life.is_zero())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn reply(ttl: &str, now: &str) -> TokenReply {
        let body = format!(r#"{{"access_token":"abc","access_token_ttl":{ttl},"current_time":{now}}}"#);
        token(body.as_bytes()).unwrap()
    }

    #[test]
    fn life_is_measured_by_the_servers_clock() {
        let day = Some(Duration::from_hours(24));
        let table = [
            (r#""2025-09-03 08:50:57+00""#, r#""2025-09-02 08:50:57+00""#, day),
            (r#""2025-09-03T08:50:57Z""#, r#""2025-09-02 08:50:57+00""#, day),
            (r#""2025-09-03 08:50:57+00:00""#, r#""2025-09-02 08:50:57.000+00""#, day),
            (r#""2025-09-03 10:50:57+02""#, r#""2025-09-02 08:50:57+00""#, day),
            (r#""2025-09-02 08:50:57+00""#, r#""2025-09-02 08:50:57+00""#, None),
            (r#""2025-09-01 08:50:57+00""#, r#""2025-09-02 08:50:57+00""#, None),
            (r#""soon""#, r#""2025-09-02 08:50:57+00""#, None),
            ("3600", r#""2025-09-02 08:50:57+00""#, None),
            (r#""2025-09-03 08:50:57+00""#, "null", None),
        ];
        for (ttl, now, life) in table {
            assert_eq!(reply(ttl, now).access_life, life, "{ttl} {now}");
        }
    }

    #[test]
    fn a_token_that_cannot_be_sent_is_no_token() {
        for access in ["\"\"", "null", "5", "\"a b\"", "\"a\\r\\nX-Evil: 1\"", "\"é\""] {
            let failure = token(format!(r#"{{"access_token":{access}}}"#).as_bytes()).unwrap_err();
            assert_eq!(failure.said.unwrap().as_str(), "the token reply has no usable access_token", "{access}");
        }
        let both = token(br#"{"data":{"access_token":"a","refresh_token":"r"}}"#).unwrap();
        assert_eq!(both.refresh.unwrap().expose_secret(), "r");
    }

    #[test]
    fn debug_shows_no_token() {
        let pair = token(br#"{"access_token":"hunter2","refresh_token":"hunter2"}"#).unwrap();
        assert!(!format!("{pair:?}").contains("hunter2"));
    }
}
