//! Which addresses can be a base URL, and what is wrong with the others.

use std::fmt;

use url::{Host, ParseError, Url};

/// Why an address cannot be a base URL. Its words never repeat the address, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadBaseUrl {
    /// It does not begin with `https://`.
    NoScheme,
    /// It is no URL.
    Malformed,
    /// It has a user or a password in it.
    UserInfo,
    /// It has a `?` part.
    Query,
    /// It has a `#` part.
    Fragment,
    /// It is http to somewhere else than this machine.
    PlainHttp,
    /// It is a host that nobody vouched for.
    UnknownHost(String),
    /// It goes on into the API; with the address to write where nothing stands before that.
    Endpoint(Option<String>),
    /// The demo server is always on this machine.
    NotLoopback,
}

impl fmt::Display for BadBaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoScheme => "the base URL must begin with https:// (as in https://sandbox.api.fin.com)",
            Self::Malformed => "the base URL is not a URL; write it as https://host or https://host/path",
            Self::UserInfo => {
                "the base URL must not hold a user or password; remove what stands before the @ and give credentials \
                 through FIN_API_TOKEN or FIN_CLIENT_ID and FIN_CLIENT_SECRET"
            }
            Self::Query => "the base URL must not have a query; remove the ? and what follows it",
            Self::Fragment => "the base URL must not have a fragment; remove the # and what follows it",
            Self::PlainHttp => {
                "the base URL must use https, as http is only safe to this machine itself (127.0.0.1, [::1] or \
                 localhost); write https:// instead of http://"
            }
            Self::UnknownHost(host) => {
                return write!(
                    f,
                    "{host} is neither Fin's nor named in the configuration, so no token is sent there; check the \
                     address, or add --allow-host"
                );
            }
            Self::Endpoint(Some(right)) => {
                return write!(f, "the base URL goes on into the API, whose paths are put behind it; write {right}");
            }
            Self::Endpoint(None) => {
                "the base URL goes on into the API, whose paths are put behind it; end it before v1, v2 or customers"
            }
            Self::NotLoopback => "the demo server can only be on this machine (127.0.0.1, [::1] or localhost)",
        })
    }
}

impl std::error::Error for BadBaseUrl {}

/// The address, where it can be a base URL.
pub(super) fn usable(base_url: &str) -> Result<Url, BadBaseUrl> {
    let base = Url::parse(base_url.trim()).map_err(|error| match error {
        ParseError::RelativeUrlWithoutBase => BadBaseUrl::NoScheme,
        _ => BadBaseUrl::Malformed,
    })?;
    if !matches!(base.scheme(), "http" | "https") {
        return Err(BadBaseUrl::NoScheme);
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(BadBaseUrl::UserInfo);
    }
    if base.query().is_some() {
        return Err(BadBaseUrl::Query);
    }
    if base.fragment().is_some() {
        return Err(BadBaseUrl::Fragment);
    }
    if base.scheme() == "http" && !is_loopback(&base) {
        return Err(BadBaseUrl::PlainHttp);
    }
    match endpoint_in(&base) {
        None => Ok(base),
        // What stands before may be anything, so it is not repeated.
        Some(place) => Err(BadBaseUrl::Endpoint((place == 0).then(|| base.origin().ascii_serialization()))),
    }
}

/// Which part of the path begins with what we put behind it ourselves.
fn endpoint_in(base: &Url) -> Option<usize> {
    let parts: Vec<&str> = base.path_segments()?.filter(|part| !part.is_empty()).collect();
    parts.iter().enumerate().position(|(place, part)| {
        let next = parts.get(place + 1).copied();
        let is_version = part.eq_ignore_ascii_case("v1") || part.eq_ignore_ascii_case("v2");
        is_version && matches!(next, None | Some("customers" | "oauth")) || *part == "customers" && next.is_none()
    })
}

/// Whether an address is on this machine.
pub(super) fn is_loopback(base: &Url) -> bool {
    match base.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_that_goes_on_into_the_api_is_refused_with_the_right_one() {
        let right = |url: &str| match usable(url) {
            Err(BadBaseUrl::Endpoint(right)) => right,
            other => panic!("{url}: {other:?}"),
        };
        for path in ["v1", "v2/", "v1/customers", "v2/customers/671536f8", "v1/oauth/token", "customers", "V2"] {
            assert_eq!(right(&format!("https://api.fin.com/{path}")), Some("https://api.fin.com".to_owned()), "{path}");
        }
        assert_eq!(right("http://127.0.0.1:9000/v2/customers"), Some("http://127.0.0.1:9000".to_owned()));
        assert_eq!(right("https://kyb.example/hunter2/v2/customers"), None);
        for base in ["https://api.fin.com/fin", "https://api.fin.com/v1/fin", "https://api.fin.com/v3"] {
            assert!(usable(base).is_ok(), "{base}");
        }
    }
}
