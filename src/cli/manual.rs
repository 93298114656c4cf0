//! The manual page: one page of the whole program, made of the description of the command line.

use clap::{Arg, Command, CommandFactory};
use roff::{Inline, Roff, bold, italic, roman};

use super::CommandLine;

/// When what the page says last changed. Not the time of the build, so that the same source makes the same page.
const DATE: &str = "2026-11-26";
/// The longest line that a page should have, in bytes.
const LONGEST: usize = 80;

/// The page as `man` reads it.
pub(super) fn page() -> String {
    let mut program = CommandLine::command();
    program.build();
    let mut page = Roff::new();
    let name = program.get_name();
    let source = format!("{name} {}", env!("CARGO_PKG_VERSION"));
    page.control("TH", [&*name.to_uppercase(), "1", DATE, &source, "User Commands"]);
    page.control("SH", ["NAME"]);
    page.text([roman(format!("{name} - {}", sentence(program.get_about())))]);
    page.control("SH", ["SYNOPSIS"]);
    usage(&mut page, &program);
    page.control("SH", ["DESCRIPTION"]);
    prose(&mut page, &program.get_long_about().map(ToString::to_string).unwrap_or_default());
    page.control("SH", ["OPTIONS"]);
    arguments(&mut page, program.get_arguments());
    page.control("SH", ["COMMANDS"]);
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        page.control("SS", [format!("{name} {}", command.get_name()).as_str()]);
        usage(&mut page, command);
        page.control("PP", []);
        page.text([roman(format!("{}.", sentence(command.get_about())))]);
        let own = command.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help");
        arguments(&mut page, own);
        page.control("PP", []);
        prose(&mut page, &command.get_after_help().map(ToString::to_string).unwrap_or_default());
    }
    page.control("SH", ["NOTES"]);
    prose(&mut page, &program.get_after_help().map(ToString::to_string).unwrap_or_default());
    tidy(&page.render())
}

fn sentence(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(|text| text.to_string().trim_end_matches('.').to_owned()).unwrap_or_default()
}

fn usage(page: &mut Roff, command: &Command) {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim().trim_start_matches("Usage: ");
    let path = command.get_bin_name().unwrap_or_else(|| command.get_name());
    page.text([bold(path), roman(usage.strip_prefix(path).unwrap_or(usage))]);
}

fn arguments<'a>(page: &mut Roff, arguments: impl Iterator<Item = &'a Arg>) {
    let (named, placed): (Vec<_>, Vec<_>) = arguments.partition(|argument| !argument.is_positional());
    for argument in placed.into_iter().chain(named) {
        let takes_values = argument.get_num_args().is_some_and(|range| range.takes_values());
        let mut head: Vec<Inline> = Vec::new();
        head.extend(argument.get_short().map(|short| bold(format!("-{short}"))));
        if let Some(long) = argument.get_long() {
            head.extend((!head.is_empty()).then(|| roman(", ")));
            head.push(bold(format!("--{long}")));
        }
        if takes_values {
            head.extend((!head.is_empty()).then(|| roman(" ")));
            head.push(italic(argument.get_value_names().unwrap_or_default().join(" ")));
        }
        page.control("TP", []);
        page.text(head);
        // The help of a page that is already open is not said to be longer elsewhere.
        let help = if argument.get_id() == "help" { "Print help".to_owned() } else { sentence(argument.get_help()) };
        let values: Vec<String> =
            argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        let values = if takes_values && !values.is_empty() {
            format!(" One of {}{}.", values.join(", "), of_default(&defaults.join(", ")))
        } else if takes_values && !defaults.is_empty() {
            format!(" Where it is not given, {}.", defaults.join(", "))
        } else {
            String::new()
        };
        page.text([roman(format!("{help}.{values}"))]);
    }
}

fn of_default(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("; where it is not given, {value}") }
}

/// Paragraphs, and lines that begin with blanks as what is typed, with what it does where they say so.
fn prose(page: &mut Roff, text: &str) {
    let mut is_new = false;
    for line in text.lines() {
        let typed = line.strip_prefix("  ").map(str::trim);
        match typed.map(|typed| typed.split_once("   ").map_or((typed, ""), |(typed, does)| (typed, does.trim()))) {
            Some((typed, "")) => {
                page.control("PP", []);
                page.control("RS", ["4"]);
                page.text([bold(typed)]);
                page.control("RE", []);
            }
            Some((typed, does)) => {
                page.control("TP", []);
                page.text([bold(typed)]);
                page.text([roman(does)]);
            }
            None if line.trim().is_empty() => is_new = true,
            None => {
                if is_new || line.starts_with("Exit codes") {
                    page.control("PP", []);
                }
                page.text([roman(line)]);
                is_new = false;
            }
        }
    }
}

/// Names characters outside of ASCII, which not every reader of the page knows, and breaks long lines at blanks, where a page
/// is filled anyway.
fn tidy(page: &str) -> String {
    let mut tidied = String::with_capacity(page.len() * 2);
    for line in page.lines() {
        let ascii: String = line.chars().map(named).collect();
        let is_request = ascii.starts_with(['.', '\'']);
        let mut length = 0;
        for word in ascii.trim_end().split(' ') {
            // A line that begins with one of these would be a request.
            let breaks = !is_request
                && length > 0
                && length + word.len() >= LONGEST
                && !word.is_empty()
                && !word.starts_with(['.', '\'']);
            if breaks {
                tidied.push('\n');
                length = 0;
            } else if length > 0 {
                tidied.push(' ');
                length += 1;
            }
            tidied.push_str(word);
            length += word.len();
        }
        tidied.push('\n');
    }
    tidied
}

fn named(c: char) -> String {
    if c.is_ascii() { c.to_string() } else { format!("\\[u{:04X}]", u32::from(c)) }
}
