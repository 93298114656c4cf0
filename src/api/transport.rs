//! One request and its answer over HTTP. Nothing is followed, repeated or interpreted here.

use std::error::Error;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use reqwest::{Certificate, Proxy, Response, Url};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::config::environment::Environment;
use crate::domain::failure::{Failure, FailureKind};

use super::options::ClientOptions;
use super::resolver::SystemResolver;
use super::{reasons, retry};

/// Most bytes read of an answer that only says what went wrong.
const ERROR_CAP: usize = 64 * 1024;
/// An unused connection is closed before a gateway would, so that a request rarely meets one that is closing.
const IDLE: Duration = Duration::from_secs(30);
const USER_AGENT: &str = concat!("kyb-dash/", env!("CARGO_PKG_VERSION"));

/// A request.
pub(super) enum Call<'a> {
    /// A read, signed with this token.
    Get {
        /// Where.
        url: Url,
        /// The access token.
        bearer: &'a SecretString,
    },
    /// A request for a token; it carries its own proof.
    Post {
        /// Where.
        url: Url,
        /// JSON.
        body: Vec<u8>,
    },
}

/// An answer, whatever its status.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    /// The pause the server asked for, capped.
    pub(super) retry_after: Option<Duration>,
    /// Where a redirect would have gone: scheme and host alone.
    pub(super) redirect: Option<String>,
    pub(super) body: Vec<u8>,
}

/// The way to one server.
pub(super) struct Transport {
    environment: Environment,
    options: ClientOptions,
    http: OnceLock<reqwest::Client>,
}

impl Transport {
    /// A way that nobody has gone yet: the HTTP client and the machine's certificates are loaded with the first request.
    pub(super) const fn new(environment: Environment, options: ClientOptions) -> Self {
        Self { environment, options, http: OnceLock::new() }
    }

    /// Sends a request and reads the answer, of which at most `cap` decoded bytes are taken.
    pub(super) async fn send(&self, call: Call<'_>, cap: usize) -> Result<Answer, Failure> {
        let http = self.http()?;
        let request = match call {
            Call::Get { url, bearer } => http.get(url).header(AUTHORIZATION, authorization(bearer)?),
            Call::Post { url, body } => http.post(url).header(CONTENT_TYPE, "application/json").body(body),
        };
        let mut response =
            request.header(ACCEPT, "application/json").send().await.map_err(|error| self.broken(error))?;
        let status = response.status().as_u16();
        let headers = response.headers();
        let mut answer = Answer {
            status,
            content_type: text(headers, &CONTENT_TYPE).map(str::to_owned),
            retry_after: self.retry_after(headers),
            redirect: text(headers, &LOCATION).and_then(|location| destination(response.url(), location)),
            body: Vec::new(),
        };
        if (200..300).contains(&status) {
            answer.body = body(&mut response, cap).await.map_err(|end| match end {
                End::TooLarge => Failure::saying(FailureKind::TooLarge, &format!("more than {} KiB", cap / 1024)),
                End::Broken(error) => self.broken(error),
            })?;
        } else {
            answer.body = beginning(&mut response).await;
        }
        Ok(answer)
    }

    fn http(&self) -> Result<&reqwest::Client, Failure> {
        if let Some(http) = self.http.get() {
            return Ok(http);
        }
        let built = self.build().map_err(|error| reasons::of_handshake(&cause(&error.without_url())))?;
        Ok(self.http.get_or_init(|| built))
    }

    fn build(&self) -> reqwest::Result<reqwest::Client> {
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .dns_resolver(SystemResolver)
            .pool_idle_timeout(IDLE)
            .connect_timeout(self.options.connect_timeout)
            .read_timeout(self.options.read_timeout)
            .timeout(self.options.total_timeout);
        // The variables are read elsewhere: this client would go past a proxy that it cannot understand.
        let builder = match &self.options.proxy {
            Some(proxy) if !self.environment.is_loopback() => builder.proxy(Proxy::all(proxy.address().clone())?),
            _ => builder.no_proxy(),
        };
        let builder = if self.environment.is_loopback() {
            // No answer of a resolver may turn this name into another machine's. Port 0 stands for the one in the URL.
            let here = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
            builder.resolve_to_addrs("localhost", &here)
        } else {
            builder
        };
        if self.is_plain() {
            // Without this the client would look for certificate roots, which a small container does not have.
            builder.tls_certs_only(std::iter::empty::<Certificate>()).build()
        } else {
            builder.https_only(true).build()
        }
    }

    fn is_plain(&self) -> bool {
        self.environment.base_url().scheme() == "http"
    }

    /// What went wrong on the way, without the address, which may be anything a configuration holds. The proxy is named: it
    /// is who was connected to.
    fn broken(&self, error: reqwest::Error) -> Failure {
        let error = error.without_url();
        let cause = cause(&error);
        let through = self
            .options
            .proxy
            .as_ref()
            .map_or_else(String::new, |proxy| format!(" (through the proxy {})", proxy.words()));
        match kind(&error) {
            FailureKind::Tls => reasons::of_handshake(&cause),
            FailureKind::Interrupted => Failure::saying(
                FailureKind::Interrupted,
                &format!("{}{through}", reasons::of_break(&cause, self.is_plain())),
            ),
            kind => Failure::saying(kind, &format!("{cause}{through}")),
        }
    }

    fn retry_after(&self, headers: &HeaderMap) -> Option<Duration> {
        let value = text(headers, &RETRY_AFTER)?;
        // A date is the server's, so it is compared with the server's own clock where it tells that.
        let server_now = text(headers, &DATE).and_then(|date| httpdate::parse_http_date(date).ok());
        retry::retry_after(value, server_now.unwrap_or_else(SystemTime::now), self.options.longest_pause)
    }
}

fn authorization(bearer: &SecretString) -> Result<HeaderValue, Failure> {
    let text = Zeroizing::new(format!("Bearer {}", bearer.expose_secret()));
    let Ok(mut value) = HeaderValue::from_str(&text) else {
        return Err(Failure::saying(FailureKind::Credentials, "the token has characters that cannot be sent"));
    };
    value.set_sensitive(true);
    Ok(value)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Scheme and host of a redirect; its path and query may hold anything.
fn destination(from: &Url, location: &str) -> Option<String> {
    let to = from.join(location).ok()?;
    to.host_str().map(|host| format!("{}://{host}", to.scheme()))
}

/// Why a body is not read to its end.
enum End {
    TooLarge,
    Broken(reqwest::Error),
}

async fn body(response: &mut Response, cap: usize) -> Result<Vec<u8>, End> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > cap) {
        return Err(End::TooLarge);
    }
    let mut body = Vec::with_capacity(announced.unwrap_or(0));
    while let Some(chunk) = response.chunk().await.map_err(End::Broken)? {
        if body.len() + chunk.len() > cap {
            return Err(End::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// As much of an error's body as there is: its status has said the most already.
async fn beginning(response: &mut Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() >= ERROR_CAP {
            body.truncate(ERROR_CAP);
            break;
        }
    }
    body
}

fn kind(error: &reqwest::Error) -> FailureKind {
    let is = |test: fn(&(dyn Error + 'static)) -> bool| chain(error).any(test);
    if error.is_timeout() && error.is_connect() {
        // Nobody took the connection: a server that is not there, rather than one that is slow.
        FailureKind::Offline
    } else if error.is_timeout() {
        FailureKind::TimedOut
    } else if error.is_redirect() || error.is_builder() {
        // Every URL is built by us, so what cannot be built is a redirect's.
        FailureKind::Redirected
    } else if is(|cause| cause.to_string().contains("tunnel error")) {
        FailureKind::Proxy
    } else if error.is_connect() && is(is_tls) {
        FailureKind::Tls
    } else if error.is_connect() {
        FailureKind::Offline
    } else {
        FailureKind::Interrupted
    }
}

/// While connecting, invalid data can only come from the handshake.
fn is_tls(cause: &(dyn Error + 'static)) -> bool {
    let says_so = cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData);
    says_so || cause.to_string().contains("tls handshake")
}

/// The innermost cause, which is the one a person can act on.
fn cause(error: &reqwest::Error) -> String {
    chain(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

/// The causes of an error from the outside in. An I/O error hides the one it wraps from `source`.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&cause| match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => cause.source(),
    })
}
