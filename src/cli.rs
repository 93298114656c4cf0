//! The command line, as data.

pub mod exit;
pub mod run;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::id::CustomerId;

/// Review KYB cases of the Fin.com API in the terminal.
///
/// Fin's compliance team decides; this dashboard helps you to understand why a business is stuck, to ask its people for
/// exactly what is owed, and to watch for changes.
#[derive(Debug, Parser)]
#[command(version, about, long_about, max_term_width = 100, after_help = AFTER_HELP)]
pub struct CommandLine {
    /// What to do; without it, the dashboard opens.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Show just these customers; the list is then not fetched
    #[arg(value_name = "CUSTOMER_ID")]
    pub ids: Vec<CustomerId>,

    /// What every command understands.
    #[command(flatten)]
    pub common: Common,
}

const AFTER_HELP: &str = "\
Examples:
  kyb-dash --demo                   look around on the built-in sandbox: no account, no network
  kyb-dash                          the whole queue of the sandbox environment
  kyb-dash --env production ID      one customer of production
  kyb-dash view reply.json          a saved API reply, read-only

Credentials, first found: FIN_API_TOKEN, or FIN_CLIENT_ID and FIN_CLIENT_SECRET (never a flag).
Exit codes: 0 done, 1 failed, 2 usage or no terminal, 3 credentials, 4 no such customer, 5 network or server.";

/// The commands beside the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open saved customer details: an API reply, a bare customer, or an array of either
    #[command(after_help = "Examples:\n  kyb-dash view reply.json\n  curl … | kyb-dash view -")]
    View {
        /// The file; `-` reads standard input
        file: PathBuf,
    },
}

/// What every command understands.
#[derive(Debug, Args)]
pub struct Common {
    /// Use the built-in sandbox: needs no account, no network, no configuration
    #[arg(long, global = true)]
    pub demo: bool,

    /// The environment [default: sandbox]
    #[arg(long, global = true, value_enum)]
    pub env: Option<NamedEnvironment>,

    /// Which customers the list holds
    #[arg(long = "type", global = true, value_enum, default_value_t = CustomerType::Business)]
    pub customer_type: CustomerType,

    /// Talk to this server instead
    #[arg(long, global = true, value_name = "URL", help = "Talk to this server instead; also FIN_API_BASE_URL")]
    pub base_url: Option<String>,

    /// Send the token to a host that is neither Fin's nor on this machine
    #[arg(long, global = true)]
    pub allow_host: bool,

    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// The environments that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NamedEnvironment {
    /// sandbox.api.fin.com
    Sandbox,
    /// api.fin.com
    Production,
}

/// Which customers the list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CustomerType {
    /// Companies.
    Business,
    /// People.
    Individual,
    /// Both.
    All,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// As the terminal and its user want it.
    #[value(help = "unless NO_COLOR is set")]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
