//! What went wrong with a request, as a person needs to hear it: one sentence, and what to do now.

use std::fmt;
use std::time::Duration;

use super::text::SafeText;

/// A request that did not bring what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it was; screens and exit codes branch on it.
    pub kind: FailureKind,
    /// What the other side or the system said, made safe and free of secrets.
    pub said: Option<SafeText>,
    /// Fields the server complained about, with its words (`assets/api.md` §4, shapes B, C and E).
    pub fields: Vec<(SafeText, SafeText)>,
    /// How long the server asked us to wait, capped.
    pub retry_after: Option<Duration>,
}

/// The kinds of failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No connection: refused, no such host, no route.
    Offline,
    /// No answer, or none that ended, in time.
    TimedOut,
    /// The connection broke in the middle of an answer.
    Interrupted,
    /// No trusted https connection.
    Tls,
    /// https was asked for, and something else answers.
    NotHttps,
    /// http was asked for, and the server speaks https.
    NotHttp,
    /// The proxy refused or garbled the connection.
    Proxy,
    /// The server wanted to send us elsewhere; that is never followed.
    Redirected,
    /// 401: the token is not, or no longer, accepted.
    SignedOut,
    /// No usable credentials; the text says what is missing and how to give it.
    Credentials,
    /// 403.
    Forbidden,
    /// 404, where a customer was asked for.
    NotFound,
    /// 404, where the list was asked for: the address is wrong, or the version of the API.
    NoList,
    /// 409.
    Conflict,
    /// 400 or 422: the request was refused as it stood.
    Refused(u16),
    /// 423.
    Locked,
    /// 429.
    RateLimited,
    /// 5xx.
    Server(u16),
    /// Any other status.
    Status(u16),
    /// The answer was no JSON, or not of the shape documented; says what it was instead.
    NotUnderstood,
    /// The answer was larger than we accept.
    TooLarge,
    /// The answer was about another customer than the one asked for.
    WrongCustomer,
    /// Our own task died; a defect of this program.
    Panicked,
}

impl Failure {
    /// A failure with nothing more to say.
    #[must_use]
    pub const fn new(kind: FailureKind) -> Self {
        Self { kind, said: None, fields: Vec::new(), retry_after: None }
    }

    /// A failure with somebody's words.
    #[must_use]
    pub fn saying(kind: FailureKind, said: &str) -> Self {
        let said = SafeText::line(said);
        Self { said: (!said.is_blank()).then_some(said), ..Self::new(kind) }
    }

    /// What happened, in one sentence without a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let what = self.what();
        let mut sentence = match &self.said {
            Some(said) => format!("{what}: {said}"),
            None => what,
        };
        if !self.fields.is_empty() {
            let fields: Vec<String> = self.fields.iter().map(|(field, says)| format!("{field}: {says}")).collect();
            sentence = format!("{sentence} ({})", fields.join("; "));
        }
        sentence
    }

    /// What the user can do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        use FailureKind as K;
        match self.kind {
            K::Offline | K::TimedOut | K::Interrupted => "check the network and try again",
            K::Tls => "check the base URL, and this machine's certificate store and clock",
            K::NotHttps => "check the base URL and its port",
            K::NotHttp => "write https:// in the base URL",
            K::Proxy => "check the proxy, and the user and password that its variable has",
            K::Redirected | K::NoList => "check the base URL",
            K::SignedOut | K::Credentials => "renew the credentials and start again",
            K::Forbidden => "ask whoever manages the API client for access",
            K::NotFound => "check the id and the environment",
            K::Conflict | K::Locked | K::RateLimited | K::Server(_) => "try again in a moment",
            K::Refused(_) | K::Status(_) | K::NotUnderstood | K::TooLarge => {
                "check the base URL and this program's version"
            }
            K::WrongCustomer => "try again; report it to Fin if it stays",
            K::Panicked => "try again; this is a defect of kyb-dash",
        }
    }

    /// Whether the same GET may succeed if it is sent again.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        use FailureKind as K;
        matches!(self.kind, K::Offline | K::TimedOut | K::Interrupted | K::RateLimited | K::Server(_))
    }

    /// Whether asking again, or for something else, meets the same refusal.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        use FailureKind as K;
        matches!(self.kind, K::SignedOut | K::Credentials | K::Forbidden | K::Tls | K::NotHttps | K::NotHttp)
    }

    fn what(&self) -> String {
        use FailureKind as K;
        match self.kind {
            K::Offline => "no connection to the server".to_owned(),
            K::TimedOut => "the server did not answer in time".to_owned(),
            K::Interrupted => "the connection broke before the answer was complete".to_owned(),
            K::Tls => "no trusted https connection".to_owned(),
            K::NotHttps => "the server does not speak https at this address".to_owned(),
            K::NotHttp => "the server speaks https at this address, and was asked in http".to_owned(),
            K::Proxy => "the proxy did not let the request through".to_owned(),
            K::Redirected => "the server wanted to redirect the request, which is never followed".to_owned(),
            K::SignedOut => "signed out: the server does not accept the token (401)".to_owned(),
            K::Credentials => "no usable credentials".to_owned(),
            K::Forbidden => "not allowed (403)".to_owned(),
            K::NotFound => "no such customer here (404)".to_owned(),
            K::NoList => "no customer list at this address (404)".to_owned(),
            K::Conflict => "something else is under way for this customer (409)".to_owned(),
            K::Refused(status) => format!("the server refused the request ({status})"),
            K::Locked => "not enabled for this client (423)".to_owned(),
            K::RateLimited => "too many requests (429)".to_owned(),
            K::Server(status) => format!("the server failed ({status})"),
            K::Status(status) => format!("an unexpected answer ({status})"),
            K::NotUnderstood => "the answer could not be understood".to_owned(),
            K::TooLarge => "the answer was too large".to_owned(),
            K::WrongCustomer => "the answer was about another customer and was refused".to_owned(),
            K::Panicked => "this request's task ended unexpectedly".to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for Failure {}
