//! `doctor`: what the program sees of its surroundings, fit to be pasted into a report: no value of a secret.

use std::fmt::Write as _;
use std::time::Instant;

use crate::api::{Client, ClientOptions, ListKind};
use crate::config::credentials::Credentials;
use crate::config::environment::Environment;
use crate::config::file::BadFile;
use crate::config::settings::{FileNotice, Row};
use crate::domain::text::SafeText;
use crate::domain::wording::counted;

use super::CommandError;

/// Variables that send requests through a proxy, or past it.
pub const PROXY_VARIABLES: [&str; 8] =
    ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"];

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
}

/// What there is to examine.
#[derive(Debug)]
pub struct Surroundings {
    /// The terminal.
    pub terminal: Terminal,
    /// The configuration.
    pub configuration: Configuration,
    /// The server and the credentials.
    pub access: Reached,
    /// The variables of [`PROXY_VARIABLES`] that are set.
    pub proxies: Vec<(&'static str, String)>,
    /// The type to list when the server is tried.
    pub kind: ListKind,
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
    let Surroundings { terminal, configuration, access, proxies, kind } = surroundings;
    let mut page = Page::default();
    page.row(
        "kyb-dash",
        &format!("{} on {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH),
    );
    page.row("terminal", &terminal.words());
    page.configuration(&configuration);
    let environment = page.judge("environment", access.environment, |(_, words)| words.clone());
    let credentials = page.judge("credentials", access.credentials, |(_, words)| words.clone());
    page.row("proxies", &proxy_words(&proxies));
    match (environment, credentials) {
        (Some((environment, _)), Some((credentials, _))) => {
            let answer = try_server(environment, credentials, kind).await;
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
    kind: ListKind,
) -> Result<String, CommandError> {
    let options = ClientOptions { tries: 1, ..ClientOptions::default() };
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

fn proxy_words(proxies: &[(&'static str, String)]) -> String {
    if proxies.is_empty() {
        return "none".to_owned();
    }
    let words = proxies.iter().map(|(name, value)| {
        if name.eq_ignore_ascii_case("NO_PROXY") {
            let hosts: Vec<&str> = value.split(',').map(|host| host.rsplit('@').next().unwrap_or_default()).collect();
            return format!("{name}={}", hosts.join(","));
        }
        format!("{name}={}", proxy_host(value))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Host and port alone. Whatever may belong to a user or a password goes, even where it is written wrongly.
fn proxy_host(value: &str) -> &str {
    let behind_user = match value.rsplit_once('@') {
        Some((_, host)) => host,
        None => value.split_once("://").map_or(value, |(_, host)| host),
    };
    behind_user.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The page in the making.
#[derive(Default)]
struct Page {
    text: String,
    fault: Option<anyhow::Error>,
}

impl Page {
    fn row(&mut self, name: &str, value: &str) {
        for (place, line) in value.lines().enumerate() {
            let name = if place == 0 { name } else { "" };
            // Writing to a String cannot fail.
            let _ = writeln!(self.text, "{name:<NAMES$}{}", SafeText::line(line));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_named_without_credentials() {
        let table = [
            ("http://proxy.example:3128", "proxy.example:3128"),
            ("http://ada:hunter2@proxy.example:3128/x", "proxy.example:3128"),
            ("ada:hunter2@proxy.example", "proxy.example"),
            ("http://ada:hunt/er2@proxy.example", "proxy.example"),
            ("http://ada:hunt@er2@proxy.example?hunter2", "proxy.example"),
            ("proxy.example:1", "proxy.example:1"),
            ("", ""),
        ];
        for (value, shown) in table {
            assert_eq!(proxy_host(value), shown, "{value}");
        }
        let proxies = [
            ("HTTPS_PROXY", "http://u:p@a.example".to_owned()),
            ("NO_PROXY", "localhost,u:p@b.example,10.0.0.0/8".to_owned()),
        ];
        assert_eq!(proxy_words(&proxies), "HTTPS_PROXY=a.example, NO_PROXY=localhost,b.example,10.0.0.0/8");
    }
}
