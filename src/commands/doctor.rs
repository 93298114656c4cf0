//! `doctor`: what the program sees of its surroundings, fit to be pasted into a report: no value of a secret.

use std::fmt::Write as _;
use std::time::Instant;

use crate::api::{Client, ClientOptions, ListKind};
use crate::config::credentials::Credentials;
use crate::config::environment::Environment;
use crate::config::file::BadFile;
use crate::config::proxy::Route;
use crate::config::settings::{FileNotice, Row};
use crate::domain::text::SafeText;
use crate::domain::wording::counted;
use crate::domain::wrap::wrap;
use crate::output::Paper;

use super::CommandError;
use super::memory::Arrangement;

/// Width of the column of names.
const NAMES: usize = 15;
/// Width of the column of names of settings.
const SETTINGS: usize = 38;

/// What the terminal is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// `TERM`, where it is set.
    pub name: Option<String>,
    /// Columns and rows; none where the output is no terminal.
    pub size: Option<(u16, u16)>,
    /// Whether the dashboard would use colours.
    pub colour: bool,
    /// Whether it would use characters outside ASCII.
    pub unicode: bool,
}

/// What the configuration file settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// The file, or why none is read.
    pub file: String,
    /// What is wrong with it, and with the files it names.
    pub faults: Vec<BadFile>,
    /// What whoever wrote it should know of it.
    pub notices: Vec<FileNotice>,
    /// What holds in the end, and by whose word.
    pub settings: Vec<Row>,
}

/// Who would be asked, and by whom; each with its name and where it comes from.
#[derive(Debug)]
pub struct Reached {
    /// The server that flags, variables and the file name.
    pub environment: anyhow::Result<(Environment, String)>,
    /// What would prove who we are.
    pub credentials: anyhow::Result<(Credentials, String)>,
    /// The way to the server, where one is meant.
    pub route: Option<anyhow::Result<Route>>,
}

/// What there is to examine.
#[derive(Debug)]
pub struct Surroundings {
    /// The terminal.
    pub terminal: Terminal,
    /// The configuration.
    pub configuration: Configuration,
    /// What is kept between runs.
    pub memory: Arrangement,
    /// The server and the credentials.
    pub access: Reached,
    /// What the variables about proxies say.
    pub proxies: Vec<String>,
    /// The type to list when the server is tried.
    pub kind: ListKind,
    /// What the answer is printed on.
    pub page: Paper,
}

/// What was found.
#[derive(Debug)]
pub struct Diagnosis {
    /// What is printed; every fault is told there.
    pub text: String,
    /// The first fault, for the exit code.
    pub fault: Option<anyhow::Error>,
}

/// Examines the surroundings; the server is asked for one page of its list.
pub async fn examine(surroundings: Surroundings) -> Diagnosis {
    let Surroundings { terminal, configuration, memory, access, proxies, kind, page } = surroundings;
    let mut page = Page { paper: page, ..Page::default() };
    page.row(
        "kyb-dash",
        &format!("{} on {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH),
    );
    page.row("terminal", &terminal.words());
    page.configuration(&configuration);
    page.judge("memory", memory.words().await.map_err(anyhow::Error::new), Clone::clone);
    let environment = page.judge("environment", access.environment, |(_, words)| words.clone());
    let credentials = page.judge("credentials", access.credentials, |(_, words)| words.clone());
    page.row("proxies", &if proxies.is_empty() { "none".to_owned() } else { proxies.join(", ") });
    let route = access.route.and_then(|route| page.judge("", route, Route::words));
    match (environment, credentials, route) {
        (Some((environment, _)), Some((credentials, _)), Some(route)) => {
            let answer = try_server(environment, credentials, route, kind).await;
            page.judge("server", answer.map_err(anyhow::Error::new), Clone::clone);
        }
        _ => page.row("server", "not tried, as the above has to be put right first"),
    }
    for Row { name, value, origin } in &configuration.settings {
        page.row("setting", &format!("{name:<SETTINGS$}{value} ({origin})"));
    }
    Diagnosis { text: page.text, fault: page.fault }
}

async fn try_server(
    environment: Environment,
    credentials: Credentials,
    route: Route,
    kind: ListKind,
) -> Result<String, CommandError> {
    let options = ClientOptions { tries: 1, proxy: route.proxy(), ..ClientOptions::default() };
    let client = Client::new(environment, credentials, options, |_| {});
    let started = Instant::now();
    let page = client.first_page(kind).await?;
    let rows = page.total.and_then(|total| usize::try_from(total).ok()).unwrap_or(page.rows.len());
    let took = started.elapsed().as_millis();
    Ok(format!("answers in {took} ms, {} to list", counted(rows, "customer", "customers")))
}

impl Terminal {
    fn words(&self) -> String {
        let name = self.name.as_deref().map_or_else(|| "TERM is not set".to_owned(), |name| format!("TERM={name}"));
        let size = self
            .size
            .map_or_else(|| "the output is no terminal".to_owned(), |(columns, rows)| format!("{columns}×{rows}"));
        let colour = if self.colour { "colours" } else { "no colours" };
        let unicode = if self.unicode { "UTF-8" } else { "ASCII, as the locale is not UTF-8" };
        format!("{name}, {size}, {colour}, {unicode}")
    }
}

/// The page in the making.
#[derive(Default)]
struct Page {
    paper: Paper,
    text: String,
    fault: Option<anyhow::Error>,
}

impl Page {
    fn row(&mut self, name: &str, value: &str) {
        let lines = value.lines().map(|line| self.paper.signs(SafeText::line(line).as_str()));
        let room = self.paper.width.map(|width| width.saturating_sub(NAMES)).filter(|room| *room > NAMES);
        let lines: Vec<String> = match room {
            Some(room) => lines.flat_map(|line| wrap(&line, room)).collect(),
            None => lines.collect(),
        };
        for (place, line) in lines.iter().enumerate() {
            let name = if place == 0 { name } else { "" };
            // Writing to a String cannot fail.
            let _ = writeln!(self.text, "{name:<NAMES$}{line}");
        }
    }

    fn configuration(&mut self, found: &Configuration) {
        self.row("configuration", &found.file);
        for fault in &found.faults {
            self.row("", &format!("FAULT: {fault}"));
            self.fault.get_or_insert_with(|| CommandError::Misuse(fault.to_string()).into());
        }
        for notice in &found.notices {
            self.row("", &format!("NOTICE: {notice}"));
        }
    }

    /// Adds a row for what is as it should be, or for what is wrong with it.
    fn judge<T>(&mut self, name: &str, found: anyhow::Result<T>, words: impl FnOnce(&T) -> String) -> Option<T> {
        match found {
            Ok(found) => {
                self.row(name, &words(&found));
                Some(found)
            }
            Err(error) => {
                self.row(name, &format!("FAULT: {error:#}"));
                self.fault.get_or_insert(error);
                None
            }
        }
    }
}
