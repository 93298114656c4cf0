//! Standard output that takes nothing: a full disk is a failure, a reader who leaves is none.

use std::fs::{File, OpenOptions};

use crate::{KESTREL, REFERENCE, Run, program};

/// Everything that prints and ends by itself.
const PRINTING: [&[&str]; 15] = [
    &["--help"],
    &["-h"],
    &["--version"],
    &["-V"],
    &["help"],
    &["help", "list"],
    &["list", "--help"],
    &["man", "--mask"],
    &["completions", "zsh"],
    &["schema", "list"],
    &["doctor", "--demo"],
    &["list", "--demo"],
    &["show", "--file", REFERENCE],
    &["draft", "--file", REFERENCE, "--for", "company"],
    &["watch", KESTREL, "--demo", "--interval", "100ms", "--until", "change"],
];

fn into(file: File, arguments: &[&str]) -> Run {
    program(arguments, &[]).stdout(file).output().unwrap().into()
}

#[test]
fn what_cannot_be_written_is_exit_1_with_a_sentence() {
    for arguments in PRINTING {
        // One that is open for reading alone takes nothing either.
        let outs = [OpenOptions::new().write(true).open("/dev/full"), File::open("/dev/null")];
        for out in outs {
            let ran = into(out.unwrap(), arguments);
            assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.err);
            assert!(ran.err.starts_with("kyb-dash: cannot write to standard output: "), "{arguments:?}: {}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "{arguments:?}: {}", ran.err);
        }
    }
}

/// What `kyb-dash list | head -1` meets: a reader who leaves.
#[test]
fn a_reader_who_leaves_is_no_failure() {
    // What it prints beside the output is none of the reader's business.
    for arguments in PRINTING.into_iter().filter(|arguments| arguments[0] != "draft") {
        let mut child = program(arguments, &[]).spawn().unwrap();
        drop(child.stdout.take());
        let ran = Run::from(child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}
