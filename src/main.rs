//! The program: parses the command line, does what it says, ends with an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    kyb_dash::cli::run::main()
}
