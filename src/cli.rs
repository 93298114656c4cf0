//! The command line, as data.

mod completions;
mod entering;
pub mod exit;
mod manual;
pub mod refusal;
mod remembered;
mod reporting;
pub mod run;
mod values;
mod watching;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::domain::customer::CustomerStatus;
use crate::domain::fact::Open;
use crate::domain::id::CustomerId;
use crate::domain::order::SortBy;
use crate::view::theme::Theme;

pub use self::entering::{HandoverArgs, HandoverFormat, NoteArgs, SentArgs, StandardInput};
pub use self::remembered::{ForgetArgs, HistoryArgs, HistoryFormat, MemoryArgs, MemoryFormat};
pub use self::reporting::{ReportArgs, ReportFormat};
pub use self::watching::{Until, WatchArgs, WatchFormat};

use self::entering::{HANDOVER_HELP, NOTE_HELP, SENT_HELP};
use self::remembered::{FORGET_HELP, HISTORY_HELP};
use self::reporting::REPORT_HELP;
use self::values::{Status, count, sort};

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

    /// Show just these customers, without the list; the first six characters of an id will do where no other begins so
    #[arg(value_name = "CUSTOMER_ID", value_hint = ValueHint::Other)]
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
  kyb-dash list --needs-us          who waits for us, without the dashboard; `kyb-dash help list` tells more

Credentials, first found: FIN_API_TOKEN; FIN_CLIENT_ID and FIN_CLIENT_SECRET; token_file or token_command in the
configuration. Never a flag.
Exit codes: 0 done, 1 failed or incomplete, 2 usage or no terminal, 3 credentials, 4 no such customer, 5 network or server,
6 held: compliance has to be asked before anything is sent.";

/// The commands beside the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open saved customer details: an API reply, a bare customer, a list of either, or one of these on each line
    #[command(after_help = "It may be in UTF-16, packed with gzip, or behind the headers that curl -i leaves.\n\n\
                            Examples:\n  kyb-dash view reply.json\n  curl … | kyb-dash view -")]
    View {
        /// The file; `-` reads standard input
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Print the customer list
    #[command(after_help = LIST_HELP)]
    List(ListArgs),
    /// Print everything there is to tell about a case
    #[command(after_help = "Examples:\n  kyb-dash show ID\n  kyb-dash show --file reply.json --format json\n  \
                            kyb-dash show ID --mask --format markdown > case.md")]
    Show(ShowArgs),
    /// Print the messages that ask for what is owed
    #[command(after_help = "Notes to our own compliance people are marked \"NOT for\" and must not be sent.\n\n\
                            Examples:\n  kyb-dash draft ID\n  kyb-dash draft ID --for company\n  \
                            kyb-dash draft --file reply.json --for 2e719a54")]
    Draft(DraftArgs),
    /// Print a line for each change, until interrupted
    #[command(
        after_help = "Each line has the time in UTC, the customer's id and what changed. Of the whole queue, it also \
                            tells who is new in the list and who is gone from it.\n\n\
                            Examples:\n  kyb-dash watch\n  kyb-dash watch ID\n  kyb-dash watch ID ID --interval 5m --until approved\n  \
                            kyb-dash watch --env production >> changes.log"
    )]
    Watch(WatchArgs),
    /// Mark a request as sent by hand, and say when it is to be chased
    #[command(after_help = SENT_HELP)]
    Sent(SentArgs),
    /// Keep a note on a customer
    #[command(after_help = NOTE_HELP)]
    Note(NoteArgs),
    /// Print what you did in a shift, and what is to be done next, for a colleague
    #[command(after_help = HANDOVER_HELP)]
    Handover(HandoverArgs),
    /// Print figures over all customers: how many, with whom, for how long, and why
    #[command(after_help = REPORT_HELP)]
    Report(ReportArgs),
    /// Print what is remembered of a customer: since when it has which status, and what changed
    #[command(after_help = HISTORY_HELP)]
    History(HistoryArgs),
    /// Print what is kept between runs: where, how much, since when; nothing of what is kept
    #[command(after_help = "Examples:\n  kyb-dash memory\n  kyb-dash memory --format json")]
    Memory(MemoryArgs),
    /// Remove for good what is kept between runs: of some customers, what is old, or everything
    #[command(after_help = FORGET_HELP)]
    Forget(ForgetArgs),
    /// Print what this program sees of its surroundings; holds no secret
    #[command(after_help = "Examples:\n  kyb-dash doctor\n  kyb-dash doctor --env production")]
    Doctor,
    /// Print what the JSON of a command looks like (JSON Schema 2020-12)
    #[command(after_help = "Examples:\n  kyb-dash schema list\n  kyb-dash schema show > show.schema.json")]
    Schema {
        /// The command
        name: SchemaName,
    },
    /// Print the completions for a shell
    #[command(
        after_help = "Examples:\n  kyb-dash completions bash > ~/.local/share/bash-completion/completions/kyb-dash\n  \
                            kyb-dash completions fish > ~/.config/fish/completions/kyb-dash.fish"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Examples:\n  kyb-dash man > kyb-dash.1 && man ./kyb-dash.1")]
    Man,
}

const LIST_HELP: &str = "\
A waiting time with ≈ is an estimate, and ? is what only the details tell. They are fetched for --needs-us, --why and
--details; without them, the order is an estimate, too.

Examples:
  kyb-dash list --status ACTION_REQUIRED --status INCOMPLETE
  kyb-dash list --needs-us --format csv > ours.csv
  kyb-dash list --needs-us --why --limit 10
  kyb-dash list --changed
  kyb-dash list --chase
  kyb-dash list --format json | jq '.customers[].customer_id'";

/// The commands whose JSON has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// The list of customers.
    List,
    /// A case, and an exported one.
    Show,
    /// The messages of a case.
    Draft,
    /// A line for each change.
    Watch,
    /// What is remembered of a customer.
    History,
    /// What was done in a shift.
    Handover,
    /// What is kept between runs.
    Memory,
    /// Figures over all customers.
    Report,
}

/// What `list` is asked for.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people give or do not give")]
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("reads_details").args(["needs_us", "why", "details"]).multiple(true)))]
pub struct ListArgs {
    /// Only customers of this status; may be given again. One that is not listed here is compared as it is written
    #[arg(long = "status", value_name = "STATUS", value_parser = Status)]
    pub statuses: Vec<Open<CustomerStatus>>,

    /// Only customers for whom we must act, or may have to; reads the details of all
    #[arg(long)]
    pub needs_us: bool,

    /// Add the sentence that says why a customer waits; reads the details of all
    #[arg(long)]
    pub why: bool,

    /// Read the details of all, and leave nobody out
    #[arg(long)]
    pub details: bool,

    /// Only customers that changed since you looked at them in the dashboard, as far as the list tells and is remembered
    #[arg(long)]
    pub changed: bool,

    /// Only customers of whom a request is to be chased, or looked at again, by now; reads their details
    #[arg(long)]
    pub chase: bool,

    /// Read the details of so many customers at most, those that need us by their status first
    #[arg(long, value_name = "NUMBER", requires = "reads_details", value_parser = count, value_hint = ValueHint::Other)]
    pub max_details: Option<usize>,

    /// What comes first
    #[arg(long, value_name = "WHAT", default_value = "rank", value_parser = sort())]
    pub sort: SortBy,

    /// Turn the order round
    #[arg(long)]
    pub reverse: bool,

    /// Print so many customers at most, the first of the order, and say how many are left out
    #[arg(long, value_name = "NUMBER", value_parser = count, value_hint = ValueHint::Other)]
    pub limit: Option<usize>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

/// How the list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Table,
    /// For scripts.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Which case a command is about.
#[derive(Debug, Args)]
pub struct CaseArgs {
    /// The customer; the first six characters or more of its id will do where no other begins so
    #[arg(value_name = "ID", required_unless_present = "file", value_hint = ValueHint::Other)]
    pub id: Option<CustomerId>,

    /// Read saved customer details instead; `-` is standard input, and the ID picks one of several
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
}

/// What `show` is asked for.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Which case.
    #[command(flatten)]
    pub case: CaseArgs,

    /// How to print it
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    pub format: ShowFormat,
}

/// How a case is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// For people.
    Text,
    /// For tickets and wikis.
    Markdown,
    /// For scripts.
    Json,
}

/// What `draft` is asked for.
#[derive(Debug, Args)]
pub struct DraftArgs {
    /// Which case.
    #[command(flatten)]
    pub case: CaseArgs,

    /// Only the message to this recipient: `company`, or a party's id
    #[arg(long = "for", value_name = "company|PARTY_ID", value_hint = ValueHint::Other)]
    pub recipient: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = DraftFormat::Text)]
    pub format: DraftFormat,
}

/// How drafts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DraftFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// What every command understands.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people give or do not give")]
#[derive(Debug, Args)]
pub struct Common {
    /// Use the built-in sandbox: needs no account, no network, no configuration
    #[arg(long, global = true)]
    pub demo: bool,

    /// The environment: sandbox, production, or one that the configuration names [default: sandbox]
    #[arg(long, global = true, value_name = "NAME", value_hint = ValueHint::Other)]
    pub env: Option<String>,

    /// Which customers the list holds
    #[arg(long = "type", global = true, value_enum, default_value_t = CustomerType::Business)]
    pub customer_type: CustomerType,

    /// Talk to this server instead
    #[arg(long, global = true, value_name = "URL", value_hint = ValueHint::Url,
          help = "Talk to this server instead; also FIN_API_BASE_URL")]
    pub base_url: Option<String>,

    /// Send the token to a host that is neither Fin's nor on this machine
    #[arg(long, global = true)]
    pub allow_host: bool,

    /// Read this configuration file instead of kyb-dash/config.toml in the configuration folder
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,

    /// How it looks, whatever the configuration says
    #[arg(long, global = true, value_name = "NAME", value_parser = PossibleValuesParser::new(Theme::NAMES))]
    pub theme: Option<String>,

    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Hide personal data
    #[arg(long, global = true)]
    pub mask: bool,

    /// Show personal data, whatever the configuration says, and in `watch`, which hides it as such lines end in logs
    #[arg(long, global = true)]
    pub no_mask: bool,

    /// Remember nothing between runs, and read nothing of what earlier runs remembered
    #[arg(long, global = true)]
    pub no_memory: bool,

    /// Write what is asked of the server into this file: ids, statuses and times, nothing else
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
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
    #[value(help = "unless NO_COLOR or CLICOLOR=0 is set")]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
