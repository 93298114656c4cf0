//! Which proxy the way to a server leads through. The variables are read here, not by the HTTP client, which goes straight
//! to the server where it cannot make sense of them. Nothing here repeats a value that was not understood: it may hold a
//! password anywhere.

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

use hyper_util::client::proxy::matcher::Matcher;
use url::{Host, Url};

use super::environment::Environment;

/// The variables that name a proxy, the first that is set before the others. The first two are for https, as every server is
/// but one on this machine; `HTTP_PROXY` is for none.
const PROXY: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
/// The variables that name servers to reach without one.
const NO_PROXY: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// A proxy, and who named it.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    variable: &'static str,
    address: Url,
}

/// How a server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Without a proxy: it is this machine.
    Loopback,
    /// Without a proxy, as this variable says.
    Past(&'static str),
    /// Without a proxy, as none is named.
    Direct,
    /// Through a proxy.
    Through(Proxy),
}

/// A variable that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadProxy {
    variable: &'static str,
    what: BadValue,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum BadValue {
    NotUtf8,
    Scheme,
    Address,
    /// The number of an entry, from 1.
    Entry(usize),
}

impl fmt::Display for BadProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be used: ", self.variable)?;
        match self.what {
            BadValue::NotUtf8 => f.write_str("it is not UTF-8"),
            BadValue::Scheme => f.write_str(
                "a proxy's address begins with http:// or https:// (there is no support for SOCKS); write http://HOST:PORT",
            ),
            BadValue::Address => f.write_str(
                "it is no address of a proxy; write http://HOST:PORT, and in a user or password %40 for @, %2F for /",
            ),
            BadValue::Entry(number) => write!(
                f,
                "its entry {number} is neither a host, an IP address, a network such as 10.0.0.0/8, nor *"
            ),
        }
    }
}

impl std::error::Error for BadProxy {}

impl Proxy {
    /// The variable that names it.
    #[must_use]
    pub const fn variable(&self) -> &'static str {
        self.variable
    }

    /// Its address, with the user and the password.
    #[must_use]
    pub const fn address(&self) -> &Url {
        &self.address
    }

    /// Host and port, and the variable that names it.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} of {}", host_and_port(&self.address), self.variable)
    }
}

/// Without user and password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Proxy").field(&self.words()).finish()
    }
}

impl Route {
    /// The way to a server by these variables.
    ///
    /// # Errors
    /// Where one that matters for this server cannot be understood.
    pub fn to(environment: &Environment, variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, BadProxy> {
        if environment.is_loopback() {
            return Ok(Self::Loopback);
        }
        let Some((name, value)) = first(&PROXY, &variable) else { return Ok(Self::Direct) };
        if let Some((no_proxy, list)) = first(&NO_PROXY, &variable)
            && is_past(environment.base_url(), no_proxy, &list)?
        {
            return Ok(Self::Past(no_proxy));
        }
        let address = text(name, &value).and_then(|value| address(value).map_err(|what| bad(name, what)))?;
        Ok(Self::Through(Proxy { variable: name, address }))
    }

    /// The proxy, where there is one.
    #[must_use]
    pub fn proxy(self) -> Option<Proxy> {
        match self {
            Self::Through(proxy) => Some(proxy),
            Self::Loopback | Self::Past(_) | Self::Direct => None,
        }
    }

    /// What is told of it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Loopback => "none is used, as the server is on this machine".to_owned(),
            Self::Past(variable) => format!("none is used, as {variable} says so of the server"),
            Self::Direct => "none is used".to_owned(),
            Self::Through(proxy) => format!("{} is used", proxy.words()),
        }
    }
}

/// What the variables that are set name, without users and passwords, for a report.
#[must_use]
pub fn told(variable: impl Fn(&str) -> Option<OsString>) -> Vec<String> {
    const UNCLEAR: &str = "(not understood)";
    let all = PROXY.into_iter().take(2).chain(["HTTP_PROXY", "http_proxy"]).chain(PROXY.into_iter().skip(2));
    let proxies = all.filter_map(|name| {
        let value = variable(name).filter(|value| !value.is_empty())?;
        let address = value.to_str().and_then(|value| address(value).ok());
        Some(format!("{name}={}", address.map_or_else(|| UNCLEAR.to_owned(), |address| host_and_port(&address))))
    });
    let lists = NO_PROXY.into_iter().filter_map(|name| {
        let value = variable(name).filter(|value| !value.is_empty())?;
        let clear = |entry| if Entry::parse(entry).is_some() { entry } else { UNCLEAR };
        let list = value.to_str().map(|list| entries(list).map(clear).collect::<Vec<_>>().join(","));
        Some(format!("{name}={}", list.unwrap_or_else(|| UNCLEAR.to_owned())))
    });
    proxies.chain(lists).collect()
}

const fn bad(variable: &'static str, what: BadValue) -> BadProxy {
    BadProxy { variable, what }
}

/// The first of these that is set; an empty one is not.
fn first(names: &[&'static str], variable: impl Fn(&str) -> Option<OsString>) -> Option<(&'static str, OsString)> {
    names.iter().find_map(|name| Some((*name, variable(name).filter(|value| !value.is_empty())?)))
}

fn text<'a>(name: &'static str, value: &'a OsString) -> Result<&'a str, BadProxy> {
    value.to_str().ok_or_else(|| bad(name, BadValue::NotUtf8))
}

fn address(value: &str) -> Result<Url, BadValue> {
    let value = value.trim();
    // Otherwise a path would become the host.
    if value.split_once("://").map_or(value, |(_, rest)| rest).starts_with('/') {
        return Err(BadValue::Address);
    }
    let url = match value.split_once("://") {
        Some((scheme, _)) if ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Url::parse(value)
        }
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric()) => return Err(BadValue::Scheme),
        _ => Url::parse(&format!("http://{value}")),
    };
    // A path is a password with a / in it, or the address of a script that would name the proxy.
    let is_whole = |url: &Url| url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    url.ok().filter(is_whole).filter(|url| url.host_str().is_some()).ok_or(BadValue::Address)
}

fn host_and_port(address: &Url) -> String {
    let port = address.port_or_known_default().map_or_else(String::new, |port| format!(":{port}"));
    format!("{}{port}", address.host_str().unwrap_or_default())
}

/// Whether the list has an entry for this server.
fn is_past(server: &Url, name: &'static str, list: &OsString) -> Result<bool, BadProxy> {
    let list = text(name, list)?;
    let entries: Option<Vec<Entry>> = entries(list).map(Entry::parse).collect();
    let Some(entries) = entries else {
        let place = self::entries(list).position(|entry| Entry::parse(entry).is_none()).unwrap_or_default();
        return Err(bad(name, BadValue::Entry(place + 1)));
    };
    let port = server.port_or_known_default();
    let hosts = entries.iter().filter(|entry| entry.port.is_none() || entry.port == port);
    let hosts: Vec<&str> = hosts.map(|entry| entry.host.as_str()).collect();
    let matcher = Matcher::builder().all("http://proxy.example").no(hosts.join(",")).build();
    Ok(server.as_str().parse().is_ok_and(|server| matcher.intercept(&server).is_none()))
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(|c: char| c == ',' || c.is_whitespace()).filter(|entry| !entry.is_empty())
}

/// An entry of `NO_PROXY`, in the spelling that the matcher knows.
struct Entry {
    host: String,
    port: Option<u16>,
}

impl Entry {
    fn parse(written: &str) -> Option<Self> {
        if written == "*" || written.parse::<IpAddr>().is_ok() || is_network(written) {
            return Some(Self { host: written.to_owned(), port: None });
        }
        let (host, port) = match written.rsplit_once(':') {
            Some((host, port)) if !written.ends_with(']') => (host, Some(port.parse().ok()?)),
            _ => (written, None),
        };
        // A name stands for all that end in it, however that is written.
        let name = host.strip_prefix("*.").or_else(|| host.strip_prefix('.')).unwrap_or(host);
        let name = name.strip_suffix('.').unwrap_or(name);
        let host = match Host::parse(name).ok()? {
            Host::Domain(name) if name.contains('*') || name.split('.').any(str::is_empty) => return None,
            Host::Domain(name) => name,
            Host::Ipv4(ip) => ip.to_string(),
            Host::Ipv6(ip) => ip.to_string(),
        };
        Some(Self { host, port })
    }
}

fn is_network(written: &str) -> bool {
    let Some((address, bits)) = written.split_once('/') else { return false };
    let most = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    bits.chars().all(|c| c.is_ascii_digit()) && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
}

#[cfg(test)]
mod tests;
