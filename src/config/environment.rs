//! Which server we talk to, and which addresses may be one.

use std::fmt;

use url::Url;

use super::base_url::{BadBaseUrl, is_loopback, usable};

const SANDBOX: &str = "https://sandbox.api.fin.com/";
const PRODUCTION: &str = "https://api.fin.com/";

/// What kind of server an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnvironmentKind {
    /// Fin's sandbox.
    Sandbox,
    /// Fin's production.
    Production,
    /// Any other server.
    Custom,
    /// The built-in stand-in on this machine.
    Demo,
}

impl EnvironmentKind {
    /// The word shown for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sandbox => "SANDBOX",
            Self::Production => "PRODUCTION",
            Self::Custom => "CUSTOM",
            Self::Demo => "DEMO",
        }
    }
}

/// A server that requests may go to.
///
/// Invariant: the base URL has a host and neither user, password, query nor fragment; it is https, or http on loopback;
/// its kind is the one its host says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    kind: EnvironmentKind,
    base: Url,
}

/// A host that contradicts the environment that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongEnvironment {
    named: EnvironmentKind,
    found: EnvironmentKind,
    host: String,
}

impl fmt::Display for WrongEnvironment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |kind: EnvironmentKind| kind.word().to_lowercase();
        let (named, found) = (word(self.named), word(self.found));
        write!(f, "{} is the {found} server, but --env {named} was asked for; change one of the two", self.host)
    }
}

impl std::error::Error for WrongEnvironment {}

impl Environment {
    /// Fin's sandbox.
    #[must_use]
    pub fn sandbox() -> Self {
        known(EnvironmentKind::Sandbox, SANDBOX)
    }

    /// Fin's production.
    #[must_use]
    pub fn production() -> Self {
        known(EnvironmentKind::Production, PRODUCTION)
    }

    /// The built-in server at this address.
    ///
    /// # Errors
    /// [`BadBaseUrl`] where the address is unusable or not on this machine.
    pub fn demo(base_url: &str) -> Result<Self, BadBaseUrl> {
        let base = usable(base_url)?;
        if !is_loopback(&base) {
            return Err(BadBaseUrl::NotLoopback);
        }
        Ok(Self { kind: EnvironmentKind::Demo, base })
    }

    /// Any server, its kind taken from its host. `allow_host` is the user's word that a token may go there;
    /// `named_in_config` says that the configuration names this address.
    ///
    /// # Errors
    /// [`BadBaseUrl`] where the address is unusable, or an unknown host's without either permission.
    pub fn parse(base_url: &str, allow_host: bool, named_in_config: bool) -> Result<Self, BadBaseUrl> {
        let base = usable(base_url)?;
        let kind = kind_of(&base);
        let environment = Self { kind, base };
        let vouched = kind != EnvironmentKind::Custom || environment.is_loopback() || allow_host || named_in_config;
        if !vouched {
            return Err(BadBaseUrl::UnknownHost(environment.host()));
        }
        Ok(environment)
    }

    /// What kind of server it is.
    #[must_use]
    pub const fn kind(&self) -> EnvironmentKind {
        self.kind
    }

    /// The word shown for it; it comes from the host, never from what somebody called the environment.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        self.kind.word()
    }

    /// The host, with its port where that is not the usual one.
    #[must_use]
    pub fn host(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        self.base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// The address that every path is appended to.
    #[must_use]
    pub const fn base_url(&self) -> &Url {
        &self.base
    }

    /// Whether the server is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.base)
    }

    /// The address of a resource; each segment is encoded as one.
    #[must_use]
    pub fn endpoint(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Only addresses without a host refuse path segments, and this one has a host.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        url
    }

    /// Refuses a Fin host under the other environment's name. A custom host contradicts nothing: its word says so.
    ///
    /// # Errors
    /// [`WrongEnvironment`] with both names and the host.
    pub fn check_against(&self, named: EnvironmentKind) -> Result<(), WrongEnvironment> {
        use EnvironmentKind as K;
        match (named, self.kind) {
            (K::Sandbox, K::Production) | (K::Production, K::Sandbox) => {
                Err(WrongEnvironment { named, found: self.kind, host: self.host() })
            }
            _ => Ok(()),
        }
    }
}

#[expect(clippy::expect_used, reason = "both addresses are constants of this file, and a test reads them")]
fn known(kind: EnvironmentKind, address: &'static str) -> Environment {
    Environment { kind, base: Url::parse(address).expect("a constant address") }
}

fn kind_of(base: &Url) -> EnvironmentKind {
    // A host with a final dot is the same host.
    match base.host_str().unwrap_or_default().trim_end_matches('.') {
        "sandbox.api.fin.com" => EnvironmentKind::Sandbox,
        "api.fin.com" => EnvironmentKind::Production,
        _ => EnvironmentKind::Custom,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(address: &str) -> Result<Environment, BadBaseUrl> {
        Environment::parse(address, false, false)
    }

    #[test]
    fn the_word_comes_from_the_host() {
        let table = [
            ("https://sandbox.api.fin.com", "SANDBOX", "sandbox.api.fin.com"),
            ("https://SANDBOX.API.FIN.COM/", "SANDBOX", "sandbox.api.fin.com"),
            ("https://api.fin.com", "PRODUCTION", "api.fin.com"),
            ("https://api.fin.com.", "PRODUCTION", "api.fin.com."),
            ("https://api.fin.com:8443/x/", "PRODUCTION", "api.fin.com:8443"),
            ("http://127.0.0.1:9000", "CUSTOM", "127.0.0.1:9000"),
        ];
        for (address, word, host) in table {
            let environment = parse(address).unwrap();
            assert_eq!((environment.word(), environment.host().as_str()), (word, host), "{address}");
        }
        assert_eq!(Environment::sandbox(), parse(SANDBOX).unwrap());
        assert_eq!(Environment::production(), parse(PRODUCTION).unwrap());
        assert_eq!(Environment::demo("http://127.0.0.1:1").unwrap().word(), "DEMO");
        assert_eq!(Environment::demo("https://api.fin.com"), Err(BadBaseUrl::NotLoopback));
    }

    /// Faults: A5.
    #[test]
    fn http_is_for_this_machine_alone() {
        for address in
            ["http://127.0.0.1:80", "http://127.9.9.9", "http://[::1]:8080", "http://localhost", "http://LocalHost:3"]
        {
            assert!(parse(address).unwrap().is_loopback(), "{address}");
        }
        let impostors = [
            "http://localhost.evil.com",
            "http://127.0.0.1.nip.io",
            "http://localhost.",
            "http://128.0.0.1",
            "http://[::2]",
            "http://[::ffff:127.0.0.1]",
            "http://0.0.0.0",
            "http://sandbox.api.fin.com",
        ];
        for address in impostors {
            assert_eq!(parse(address), Err(BadBaseUrl::PlainHttp), "{address}");
        }
    }

    /// Faults: A6.
    #[test]
    fn what_is_no_plain_base_is_refused_without_being_repeated() {
        let table = [
            ("https://user:hunter2@api.fin.com", BadBaseUrl::UserInfo),
            ("https://hunter2@api.fin.com", BadBaseUrl::UserInfo),
            ("user:hunter2@api.fin.com", BadBaseUrl::NoScheme),
            ("api.fin.com", BadBaseUrl::NoScheme),
            ("api.fin.com:443", BadBaseUrl::NoScheme),
            ("ftp://api.fin.com", BadBaseUrl::NoScheme),
            ("", BadBaseUrl::NoScheme),
            ("https://", BadBaseUrl::Malformed),
            ("https://a b", BadBaseUrl::Malformed),
            ("https://api.fin.com?token=hunter2", BadBaseUrl::Query),
            ("https://api.fin.com/#hunter2", BadBaseUrl::Fragment),
        ];
        for (address, fault) in table {
            let refused = parse(address).unwrap_err();
            assert_eq!(refused, fault, "{address}");
            assert!(!refused.to_string().contains("hunter2"));
        }
    }

    /// Faults: A5.
    #[test]
    fn a_stranger_needs_somebodys_word() {
        let unknown_party = "https://kyb.example/fin";
        let refused = parse(unknown_party).unwrap_err();
        assert_eq!(refused, BadBaseUrl::UnknownHost("kyb.example".to_owned()));
        assert!(refused.to_string().contains("--allow-host"));
        for (allowed, named) in [(true, false), (false, true)] {
            let environment = Environment::parse(unknown_party, allowed, named).unwrap();
            assert_eq!(environment.kind(), EnvironmentKind::Custom);
        }
        assert_eq!(parse("https://evil-api.fin.com.example").unwrap_err().to_string().matches("evil-api").count(), 1);
        assert!(parse("https://[::1]:8443").is_ok(), "loopback needs nobody's word");
    }

    #[test]
    fn paths_are_appended_as_segments() {
        for base in ["https://kyb.example/fin", "https://kyb.example/fin/"] {
            let environment = Environment::parse(base, true, false).unwrap();
            let url = environment.endpoint(&["v2", "customers", "a/b?c%2f"]);
            assert_eq!(url.as_str(), "https://kyb.example/fin/v2/customers/a%2Fb%3Fc%252f");
        }
    }

    #[test]
    fn a_fin_host_under_the_other_name_is_one_sentence() {
        use EnvironmentKind as K;
        let clash = Environment::production().check_against(K::Sandbox).unwrap_err().to_string();
        assert_eq!(
            clash,
            "api.fin.com is the production server, but --env sandbox was asked for; change one of the two"
        );
        assert!(Environment::sandbox().check_against(K::Production).is_err());
        assert!(Environment::sandbox().check_against(K::Sandbox).is_ok());
        assert!(Environment::demo("http://localhost:1").unwrap().check_against(K::Production).is_ok());
    }
}
