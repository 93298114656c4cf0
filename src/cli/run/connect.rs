//! From flags, variables and the file to a server one may talk to: the built-in one, or a real one with credentials.

use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::api::{Client, ClientOptions, Event, ListKind};
use crate::app::line::Tone;
use crate::app::msg::Msg;
use crate::app::session::{Session, Source};
use crate::commands::short_id;
use crate::config::credentials::{Credentials, missing_help};
use crate::config::environment::{Environment, EnvironmentKind};
use crate::config::file::BUILT_IN;
use crate::config::proxy::Route;
use crate::config::settings::{Origin, Setting, Settings, TokenFrom};
use crate::config::spelling::did_you_mean;
use crate::config::token::TokenFile;
use crate::domain::id::CustomerId;
use crate::domain::text::SafeText;
use crate::runtime::effects::Server;
use crate::runtime::log::Log;
use crate::runtime::token_command::TokenCommand;
use crate::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox, Scenario};

use super::super::exit::{Misuse, NoCredentials};
use super::super::{Common, CustomerType};

/// The name of Fin's sandbox, the first of [`BUILT_IN`].
const SANDBOX: &str = BUILT_IN[0];
/// The name of its production.
const PRODUCTION: &str = BUILT_IN[1];

/// A server, and how the dashboard hears of it.
pub(super) struct Connection {
    pub(super) session: Session,
    pub(super) server: Server,
    pub(super) messages: UnboundedSender<Msg>,
    pub(super) inbox: UnboundedReceiver<Msg>,
    /// The built-in server of a demo; it ends with the connection.
    pub(super) sandbox: Option<Sandbox>,
    /// The host under which something is remembered; `None` in a demo, which remembers nothing beyond its run.
    pub(super) kept_under: Option<String>,
}

/// The environment that is meant.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) environment: Environment,
    /// What the file calls it beside its host.
    label: Option<String>,
    /// Who named its address, or the environment where that has one of its own.
    pub(super) origin: Origin,
    /// Where its own token is to be had; it goes to its own address alone.
    token: Option<TokenFrom>,
}

impl Chosen {
    fn of(environment: Environment) -> Self {
        Self { environment, label: None, origin: Origin::BuiltIn, token: None }
    }

    /// The host as it is named to people, behind what the file calls it: the built-in server's address says nothing.
    pub(super) fn host(&self) -> String {
        let host = match self.environment.kind() {
            EnvironmentKind::Demo => "built-in sandbox".to_owned(),
            _ => self.environment.host(),
        };
        match &self.label {
            Some(label) => format!("{} · {host}", SafeText::line(label)),
            None => host,
        }
    }

    /// The environment's word and its host.
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.environment.word(), self.host())
    }
}

/// A server one may talk to, and what proves to it who we are.
pub(super) struct Access {
    pub(super) chosen: Chosen,
    pub(super) credentials: Credentials,
    /// The built-in server of a demo; it ends with the access.
    pub(super) sandbox: Option<Sandbox>,
}

/// Finds the server and the credentials, or starts the built-in server, which has its own.
pub(super) async fn access(common: &Common, settings: &Settings) -> anyhow::Result<Access> {
    if common.demo {
        let sandbox = Sandbox::start(Scenario::demo()).await?;
        let chosen = Chosen::of(Environment::demo(&sandbox.base_url())?);
        let credentials = Credentials::client(CLIENT_ID, CLIENT_SECRET);
        return Ok(Access { chosen, credentials, sandbox: Some(sandbox) });
    }
    let chosen = choose(common, settings)?;
    // Said before anything is sent, and before a program is asked for a token.
    route(&chosen.environment)?;
    let credentials = credentials(&chosen)?;
    Ok(Access { chosen, credentials, sandbox: None })
}

/// Prepares a connection. Nothing is sent to a real server yet, unless an id has to be looked up.
pub(super) async fn connect(
    ids: Vec<CustomerId>,
    common: &Common,
    settings: &Settings,
    log: Log,
) -> anyhow::Result<Connection> {
    let Access { chosen, credentials, sandbox } = access(common, settings).await?;
    let (messages, inbox) = unbounded_channel();
    let (kind, word, host) = (chosen.environment.kind(), chosen.environment.word(), chosen.host());
    let news = messages.clone();
    let observer = move |event| {
        log.client(&event);
        tell(&news, &event);
    };
    let kept_under = sandbox.is_none().then(|| chosen.environment.host());
    let client = client(chosen.environment, credentials, settings, observer)?;
    let ids = short_id::known(&client, &ids).await?;
    let source = if ids.is_empty() { Source::List } else { Source::Customers(ids) };
    let session = Session { word, host, tone: tone(kind), source };
    let server = Server { client, kind: list_kind(common.customer_type) };
    Ok(Connection { session, server, messages, inbox, sandbox, kept_under })
}

/// A client of a server, reached as the variables say.
pub(super) fn client(
    environment: Environment,
    credentials: Credentials,
    settings: &Settings,
    observer: impl Fn(Event) + Send + Sync + 'static,
) -> anyhow::Result<Client> {
    let proxy = route(&environment)?.proxy();
    let options = ClientOptions { proxy, pages_at_once: settings.limits.in_flight, ..ClientOptions::default() };
    Ok(Client::new(environment, credentials, options, observer))
}

/// The way to a server.
pub(super) fn route(environment: &Environment) -> anyhow::Result<Route> {
    Ok(Route::to(environment, |name| std::env::var_os(name)).map_err(|bad| Misuse(bad.to_string()))?)
}

const fn tone(kind: EnvironmentKind) -> Tone {
    match kind {
        EnvironmentKind::Demo | EnvironmentKind::Sandbox => Tone::Good,
        EnvironmentKind::Production => Tone::Bad,
        EnvironmentKind::Custom => Tone::Warn,
    }
}

/// The environment that is named, at the address that is named for it.
pub(super) fn choose(common: &Common, settings: &Settings) -> anyhow::Result<Chosen> {
    let Settings { environment, environments, .. } = settings;
    let name = Setting::built_in(SANDBOX.to_owned())
        .or_rather(environment.value.clone(), environment.origin)
        .or_rather(common.env.clone(), Origin::Flag("--env"));
    let is_built_in = BUILT_IN.contains(&name.value.as_str());
    let server = environments.get(&name.value);
    if server.is_none() && !is_built_in {
        let known = || BUILT_IN.into_iter().chain(environments.keys().map(String::as_str));
        let near = did_you_mean(&name.value, known());
        let known: Vec<&str> = known().collect();
        // Not repeated, as nothing is that a flag was given: it may be a secret in the wrong place.
        let sentence = format!("--env names no environment that there is; there are {}{near}", known.join(", "));
        return Err(Misuse(sentence).into());
    }
    let variable = std::env::var("FIN_API_BASE_URL").ok().filter(|url| !url.is_empty());
    let address = Setting::built_in(None)
        .or_rather(
            server.and_then(|server| server.base_url.as_ref()).map(|written| Some(written.url.clone())),
            Origin::File,
        )
        .or_rather(variable.map(Some), Origin::Variable("FIN_API_BASE_URL"))
        .or_rather(common.base_url.clone().map(Some), Origin::Flag("--base-url"));
    let environment = match &address.value {
        Some(url) => {
            let vouched = address.origin == Origin::File;
            let parsed = Environment::parse(url, common.allow_host, vouched);
            let written_at = server.and_then(|server| server.base_url.as_ref()).filter(|_| vouched);
            parsed.map_err(|error| match written_at {
                Some(written) => Misuse(format!("{}: base_url: {error}", written.written_at)),
                None => Misuse(format!("{error} ({})", address.origin)),
            })?
        }
        None if name.value == PRODUCTION => Environment::production(),
        None => Environment::sandbox(),
    };
    if is_built_in && (name.origin != Origin::BuiltIn || address.origin == Origin::File) {
        let kind = if name.value == PRODUCTION { EnvironmentKind::Production } else { EnvironmentKind::Sandbox };
        environment.check_against(kind).map_err(|error| Misuse(error.to_string()))?;
    }
    // An address from elsewhere is not the environment the label and the token are for.
    let is_own = matches!(address.origin, Origin::BuiltIn | Origin::File);
    let own = server.filter(|_| is_own).cloned().unwrap_or_default();
    let origin = if address.origin == Origin::BuiltIn { name.origin } else { address.origin };
    Ok(Chosen { environment, label: own.label, origin, token: own.token })
}

/// What proves who we are: variables first, then what the file says of the environment.
pub(super) fn credentials(chosen: &Chosen) -> anyhow::Result<Credentials> {
    let supplied = || match chosen.token.as_ref()? {
        TokenFrom::File(path) => Some(Credentials::Supplied(Arc::new(TokenFile::new(path.clone())))),
        TokenFrom::Command(argv) => Some(Credentials::Supplied(Arc::new(TokenCommand::new(argv)?))),
    };
    find(supplied)
}

/// What proves who we are, where no environment of the file is meant.
pub(super) fn credentials_of_variables() -> anyhow::Result<Credentials> {
    find(|| None)
}

fn find(supplied: impl FnOnce() -> Option<Credentials>) -> anyhow::Result<Credentials> {
    let found = Credentials::from_env(|name| std::env::var_os(name));
    let found = found.map_err(|error| NoCredentials(error.to_string()))?;
    Ok(found.or_else(supplied).ok_or_else(|| NoCredentials(missing_help()))?)
}

pub(super) fn list_kind(customer_type: CustomerType) -> ListKind {
    match customer_type {
        CustomerType::Business => ListKind::Business,
        CustomerType::Individual => ListKind::Individual,
        CustomerType::All => ListKind::All,
    }
}

/// What the client says of itself, for the screen. Once the loop has ended nobody listens, and nobody misses it.
fn tell(messages: &UnboundedSender<Msg>, event: &Event) {
    let msg = match event {
        Event::Waiting { seconds, .. } => Msg::Waiting { seconds: *seconds },
        Event::Resumed => Msg::Waiting { seconds: 0 },
        _ => return,
    };
    drop(messages.send(msg));
}
