//! From flags and variables to a server one may talk to: the built-in one, or a real one with credentials.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::api::{Client, ClientOptions, Event, ListKind};
use crate::app::line::Tone;
use crate::app::model::{Session, Source};
use crate::app::msg::Msg;
use crate::config::credentials::{Credentials, missing_help};
use crate::config::environment::{Environment, EnvironmentKind};
use crate::domain::id::CustomerId;
use crate::runtime::effects::Server;
use crate::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox, Scenario};

use super::super::exit::{Misuse, NoCredentials};
use super::super::{Common, CustomerType, NamedEnvironment};

/// A server, and how the dashboard hears of it.
pub(super) struct Connection {
    pub(super) session: Session,
    pub(super) server: Server,
    pub(super) messages: UnboundedSender<Msg>,
    pub(super) inbox: UnboundedReceiver<Msg>,
    /// The built-in server of a demo; it ends with the connection.
    pub(super) sandbox: Option<Sandbox>,
}

/// A server one may talk to, and what proves to it who we are.
pub(super) struct Access {
    pub(super) environment: Environment,
    pub(super) credentials: Credentials,
    /// The built-in server of a demo; it ends with the access.
    pub(super) sandbox: Option<Sandbox>,
}

/// Finds the server and the credentials, or starts the built-in server, which has its own.
pub(super) async fn access(common: &Common) -> anyhow::Result<Access> {
    if common.demo {
        let sandbox = Sandbox::start(Scenario::demo()).await?;
        let environment = Environment::demo(&sandbox.base_url())?;
        let credentials = Credentials::client(CLIENT_ID, CLIENT_SECRET);
        return Ok(Access { environment, credentials, sandbox: Some(sandbox) });
    }
    Ok(Access { environment: environment(common)?, credentials: credentials()?, sandbox: None })
}

/// Prepares a connection. Nothing is sent to a real server yet.
pub(super) async fn connect(ids: Vec<CustomerId>, common: &Common) -> anyhow::Result<Connection> {
    let Access { environment, credentials, sandbox } = access(common).await?;
    let (messages, inbox) = unbounded_channel();
    let source = if ids.is_empty() { Source::List } else { Source::Customers(ids) };
    let session = session(&environment, source);
    let news = messages.clone();
    let client = Client::new(environment, credentials, ClientOptions::default(), move |event| tell(&news, &event));
    let server = Server { client, kind: list_kind(common.customer_type) };
    Ok(Connection { session, server, messages, inbox, sandbox })
}

fn session(environment: &Environment, source: Source) -> Session {
    let tone = match environment.kind() {
        EnvironmentKind::Demo | EnvironmentKind::Sandbox => Tone::Good,
        EnvironmentKind::Production => Tone::Bad,
        EnvironmentKind::Custom => Tone::Warn,
    };
    Session { word: environment.word(), host: host(environment), tone, source }
}

/// The host as it is named to people: the built-in server's address says nothing.
pub(super) fn host(environment: &Environment) -> String {
    match environment.kind() {
        EnvironmentKind::Demo => "built-in sandbox".to_owned(),
        _ => environment.host(),
    }
}

pub(super) fn environment(common: &Common) -> anyhow::Result<Environment> {
    let variable = std::env::var("FIN_API_BASE_URL").ok().filter(|url| !url.is_empty());
    let environment = match common.base_url.clone().or(variable) {
        Some(url) => Environment::parse(&url, common.allow_host, false).map_err(|error| Misuse(error.to_string()))?,
        None if common.env == Some(NamedEnvironment::Production) => Environment::production(),
        None => Environment::sandbox(),
    };
    if let Some(named) = common.env {
        let named = match named {
            NamedEnvironment::Sandbox => EnvironmentKind::Sandbox,
            NamedEnvironment::Production => EnvironmentKind::Production,
        };
        environment.check_against(named).map_err(|error| Misuse(error.to_string()))?;
    }
    Ok(environment)
}

pub(super) fn credentials() -> anyhow::Result<Credentials> {
    let found =
        Credentials::from_env(|name| std::env::var_os(name)).map_err(|error| NoCredentials(error.to_string()))?;
    Ok(found.ok_or_else(|| NoCredentials(missing_help()))?)
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
