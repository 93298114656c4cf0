//! Completions for shells, made of the description of the command line.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::Shell;

use super::CommandLine;
use crate::config::file::BUILT_IN;

/// What the function is called that is generated for bash. With the hyphen of the program's name, its parts would go by
/// names that do not fit each other (clap-rs/clap#6421), and nothing would be completed behind a command.
const BASH_NAME: &str = "kyb_dash";
const NAME: &str = "kyb-dash";

/// The script for a shell.
pub(super) fn script(shell: Shell) -> anyhow::Result<String> {
    let mut command = described();
    let name = if shell == Shell::Bash { BASH_NAME } else { NAME };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    let mut script = String::from_utf8(script)?;
    match shell {
        Shell::Bash => script.push_str(&of_bash(&command)),
        Shell::Fish => script.push_str(&of_fish(&command)),
        // With two colons, zsh looks for flags among the ids alone and finds none.
        Shell::Zsh => script = script.replace("'*::ids ", "'*:ids "),
        _ => {}
    }
    Ok(script)
}

/// The command line as shells are to know it. The ids of customers that may stand in place of a command are left out: nobody
/// can complete one, and zsh would take the command for one of them.
fn described() -> Command {
    let whole = CommandLine::command().mut_arg("env", |env| env.value_parser(PossibleValuesParser::new(BUILT_IN)));
    let help = whole.get_subcommands().map(|command| command.get_name().to_owned());
    let help = Arg::new("command").value_parser(PossibleValuesParser::new(help.collect::<Vec<_>>()));
    let commands = whole.get_subcommands().map(|command| match command.get_name() {
        "draft" => command
            .clone()
            .mut_arg("recipient", |recipient| recipient.value_parser(PossibleValuesParser::new(["company"]))),
        _ => command.clone(),
    });
    let options = whole.get_arguments().filter(|argument| !argument.is_positional()).cloned();
    Command::new(NAME)
        .version(env!("CARGO_PKG_VERSION"))
        .about(whole.get_about().cloned().unwrap_or_default())
        .args(options)
        // The parser's own lists itself among the commands, and fish then takes one for typed already.
        .disable_help_subcommand(true)
        .subcommands(commands)
        .subcommand(Command::new("help").about("Print the help of a command").arg(help))
}

/// The commands that take a file without a flag, and those that do not.
fn commands(command: &Command, with_file: bool) -> Vec<&str> {
    let is_file = |argument: &Arg| argument.get_value_hint() == ValueHint::FilePath;
    let commands = command.get_subcommands();
    commands.filter(|command| command.get_positionals().any(is_file) == with_file).map(Command::get_name).collect()
}

/// Registers the function under the program's name. It is handed the parts of `--flag=value`, which bash tells as three words,
/// as if they were two, and offers a file before any flag where a command takes one.
fn of_bash(command: &Command) -> String {
    let with_file = commands(command, true).join("|");
    format!(
        r#"
_{BASH_NAME}_words() {{
    local word="$2" before="$3" offered
    if [[ "${{COMP_WORDS[COMP_CWORD]}}" == "=" ]]; then
        word="" before="${{COMP_WORDS[COMP_CWORD-1]}}"
    elif [[ "$before" == "=" ]]; then
        before="${{COMP_WORDS[COMP_CWORD-2]}}"
    fi
    _{BASH_NAME} "$1" "$word" "$before"
    case "${{COMP_WORDS[*]:1:COMP_CWORD-1}} " in
        *"-- "*) ;;
        {with_file}\ *|*\ {with_file}\ *)
            if [[ "$word" != -* ]]; then
                offered=("${{COMPREPLY[@]}}") COMPREPLY=()
                for word in "${{offered[@]}}"; do
                    [[ "$word" == -* ]] || COMPREPLY+=("$word")
                done
            fi
            ;;
    esac
}}

complete -r {BASH_NAME} 2>/dev/null
if [[ "${{BASH_VERSINFO[0]}}" -eq 4 && "${{BASH_VERSINFO[1]}}" -ge 4 || "${{BASH_VERSINFO[0]}}" -gt 4 ]]; then
    complete -F _{BASH_NAME}_words -o nosort -o bashdefault -o default {NAME}
else
    complete -F _{BASH_NAME}_words -o bashdefault -o default {NAME}
fi
"#
    )
}

/// Fish is told of values that stand without a flag, and kept from offering files where none is taken. The function that
/// looks for a command is told again, as it finds none where the value of a flag before it is still to be typed.
fn of_fish(command: &Command) -> String {
    let without_file = commands(command, false).join(" ");
    let mut script = format!(
        r"
function __fish_kyb_dash_needs_command
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_kyb_dash_global_optspecs) -- $cmd 2>/dev/null
    or argparse -s (__fish_kyb_dash_global_optspecs) -- $cmd value 2>/dev/null
    or return
    if set -q argv[1]
        echo $argv[1]
        return 1
    end
    return 0
end

complete -c {NAME} -n __fish_kyb_dash_needs_command -f
complete -c {NAME} -n '__fish_kyb_dash_using_subcommand {without_file}' -f
"
    );
    script.extend(command.get_subcommands().map(|command| {
        let values = command.get_positionals().flat_map(Arg::get_possible_values);
        let values: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        let is_typed = format!("__fish_kyb_dash_using_subcommand {}", command.get_name());
        match values.join(" ") {
            none if none.is_empty() => none,
            values => format!("complete -c {NAME} -n '{is_typed}' -f -a '{values}'\n"),
        }
    }));
    script
}
