//! Completions, asked of the shells themselves. Where a shell is not installed, its test says so and ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::{is_installed, run};

/// What is typed, and what must be offered (`+word`) and not (`-word`) for its last word.
const TYPED: [(&[&str], &[&str]); 25] = [
    (&[""], &["+list", "+view", "+completions", "-reply.json"]),
    (&["--ma"], &["+--mask", "-list"]),
    (&["--theme", ""], &["+dark", "-reply.json"]),
    (&["--env", ""], &["+sandbox", "+production", "-reply.json"]),
    (&["show", "--"], &["+--file", "+--format", "+--mask", "-list"]),
    (&["show", "ID", "--fo"], &["+--format"]),
    (&["show", "--format", ""], &["+markdown", "-csv"]),
    (&["show", "--file", "my"], &["+my reply.json", "-list"]),
    (&["list", "--format", ""], &["+csv", "-markdown"]),
    (&["list", "--format=c"], &["+csv", "-json"]),
    (&["list", "--status", "A"], &["+ACTION_REQUIRED", "-REVIEWING"]),
    (&["--demo", "list", "--needs"], &["+--needs-us"]),
    (&["--config", "reply.json", "list", "--type", ""], &["+individual"]),
    (&["draft", "--for", ""], &["+company", "-reply.json"]),
    (&["watch", "--until", ""], &["+decided"]),
    (&["watch", "ID", "ID", "--un"], &["+--until"]),
    (&["doctor", "--lo"], &["+--log"]),
    (&["view", "--col"], &["+--color"]),
    (&["history", "--format", ""], &["+csv", "-markdown"]),
    (&["memory", "--format", ""], &["+json", "-csv"]),
    (&["forget", "--"], &["+--all", "+--older-than", "-list"]),
    (&["schema", ""], &["+draft", "+watch", "+history", "+memory", "-reply.json"]),
    (&["completions", ""], &["+fish", "-reply.json"]),
    (&["man", "--"], &["+--mask"]),
    (&["help", ""], &["+doctor", "+schema", "-reply.json"]),
];

/// What is offered where a file is expected.
const FILES: [&[&str]; 3] = [&["view", "re"], &["view", ""], &["--demo", "view", "re"]];

/// A folder with some files, and the completions in a file outside of it.
struct Place {
    folder: TempDir,
    scripts: TempDir,
}

fn place(shell: &str) -> Option<Place> {
    if !is_installed(shell) {
        return None;
    }
    let (folder, scripts) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for file in ["reply.json", "my reply.json"] {
        fs::write(folder.path().join(file), "{}").unwrap();
    }
    let script = run(&["completions", shell]);
    assert_eq!((script.code, script.err.as_str()), (Some(0), ""));
    fs::write(scripts.path().join("script"), script.out).unwrap();
    Some(Place { folder, scripts })
}

impl Place {
    fn script(&self) -> String {
        self.scripts.path().join("script").to_str().unwrap().to_owned()
    }

    /// What a shell prints in the folder, line by line.
    fn said(&self, shell: &str, arguments: &[&str]) -> Vec<String> {
        let mut command = Command::new(shell);
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        let home = self.scripts.path().join("home");
        command.env("HOME", &home).env("XDG_CONFIG_HOME", &home).env("TERM", "dumb");
        let output = command.output().unwrap();
        let lines = String::from_utf8_lossy(&output.stdout);
        lines.lines().map(str::to_owned).collect()
    }
}

/// Asserts what is offered for everything that is typed; `offered` is what a shell offers for these words.
#[track_caller]
fn assert_offered(shell: &str, offered: impl Fn(&[&str]) -> Vec<String>) {
    for (typed, expected) in TYPED {
        let offered = offered(typed);
        for word in expected {
            let (sign, word) = word.split_at(1);
            let is_there = offered.iter().any(|offered| offered.trim_end_matches('=') == word);
            assert_eq!(is_there, sign == "+", "{shell}: {typed:?} {sign}{word}: {offered:?}");
        }
    }
}

/// Bash hands over words of its own making: `=` parts them. Where a function has nothing to offer, bash offers files.
#[test]
fn bash_completes_behind_every_command() {
    const ASK: &str = r#"
        source "$1"; shift
        registered=$(complete -p kyb-dash)
        name=${registered##*-F }; name=${name%% *}
        COMP_WORDS=(kyb-dash "$@"); COMP_CWORD=$#
        "$name" kyb-dash "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" 2>/dev/null
        (( ${#COMPREPLY[@]} )) && printf '%s\n' "${COMPREPLY[@]}"
        [[ ${#COMPREPLY[@]} -eq 0 && "$registered" == *"-o default"* ]] && echo FILES
        exit 0
    "#;
    let Some(place) = place("bash") else { return };
    let offered = |typed: &[&str]| {
        let words: Vec<&str> = typed.iter().flat_map(|word| parts(word)).collect();
        place.said("bash", &[&["--norc", "-c", ASK, "bash", &place.script()], &words[..]].concat())
    };
    assert_offered("bash", offered);
    for typed in FILES {
        assert_eq!(offered(typed), ["FILES"], "{typed:?}");
    }
    assert!(offered(&["list", "--format="]).contains(&"json".to_owned()));
    assert!(
        !place
            .said("bash", &["--norc", "-c", "source \"$1\"; complete -p", "bash", &place.script()])
            .concat()
            .contains("kyb_dash ")
    );
}

/// A word as bash parts it.
fn parts(word: &str) -> Vec<&str> {
    match word.split_once('=') {
        Some((flag, "")) => vec![flag, "="],
        Some((flag, value)) => vec![flag, "=", value],
        None => vec![word],
    }
}

#[test]
fn fish_completes_behind_every_command() {
    let Some(place) = place("fish") else { return };
    let offered = |typed: &[&str]| {
        let line = format!("kyb-dash {}", typed.join(" "));
        let ask = format!("source {}; complete -C {line:?}", place.script());
        let lines = place.said("fish", &["--no-config", "-c", &ask]);
        let words = lines.iter().map(|line| line.split('\t').next().unwrap_or_default().to_owned());
        // A value behind `=` comes with its flag.
        words.map(|word| word.rsplit_once('=').map_or_else(|| word.clone(), |(_, value)| value.to_owned())).collect()
    };
    assert_offered("fish", offered);
    for typed in FILES {
        assert!(offered(typed).contains(&"reply.json".to_owned()), "{typed:?}: {:?}", offered(typed));
    }
}

/// In a pseudo-terminal of zsh's own, with everything written down that is offered.
#[test]
fn zsh_completes_behind_every_command() {
    const SET_UP: &str = r#"
        compadd() {
            if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
            typeset -a offered
            builtin compadd -A offered "$@"
            print -rl -- $offered >> $OUT
            builtin compadd "$@"
        }
        write-down() { _main_complete; print -r -- DONE >> $OUT }
        zle -C write-down complete-word write-down
        bindkey '^I' write-down
    "#;
    const ASK: &str = r#"
        zmodload zsh/zpty
        OUT=$2/out; : > $OUT
        zpty -b shell zsh -f -i
        zpty -w shell "PS1=; autoload -Uz compinit && compinit -D -u; source $1; OUT=$OUT; source $2/set-up; print READY >> $OUT"
        for wait in {1..400}; do grep -q '^READY$' $OUT && break; sleep 0.05; zpty -r -t shell junk >/dev/null; done
        for line in "${@[3,-1]}"; do
            : > $OUT
            zpty -w -n shell "$line"$'\t'
            for wait in {1..400}; do grep -q '^DONE$' $OUT && break; sleep 0.02; zpty -r -t shell junk >/dev/null; done
            print -r -- "LINE"; cat $OUT
            zpty -w -n shell $'\C-u'
        done
        zpty -d shell
    "#;
    let Some(place) = place("zsh") else { return };
    fs::write(place.scripts.path().join("set-up"), SET_UP).unwrap();
    let scripts = place.scripts.path().to_str().unwrap();
    let lines: Vec<String> = TYPED
        .iter()
        .map(|(typed, _)| *typed)
        .chain(FILES)
        .map(|typed| format!("kyb-dash {}", typed.join(" ")))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let said = place.said("zsh", &[&["-f", "-c", ASK, "zsh", &place.script(), scripts], &lines[..]].concat());
    let answers: Vec<Vec<String>> = said
        .split(|line| line == "LINE")
        .skip(1)
        .map(|words| words.iter().map(|word| word.replace('\\', "")).collect())
        .collect();
    assert_eq!(answers.len(), lines.len(), "{said:?}");
    assert!(answers.iter().all(|answer| answer.last().is_some_and(|last| last == "DONE")), "{answers:?}");
    assert_offered("zsh", |typed| {
        let place = TYPED.iter().position(|(known, _)| *known == typed).unwrap();
        answers[place].clone()
    });
    for (typed, offered) in FILES.iter().zip(&answers[TYPED.len()..]) {
        assert!(offered.contains(&"reply.json".to_owned()), "{typed:?}: {offered:?}");
    }
}

/// Scripts have no syntax errors, also in shells that only look at them.
#[test]
fn scripts_can_be_read() {
    for shell in ["bash", "zsh", "fish"] {
        let Some(place) = place(shell) else { continue };
        let status = Command::new(shell).args(["-n", &place.script()]).status().unwrap();
        assert!(status.success(), "{shell}");
        assert!(Path::new(&place.script()).exists());
    }
}
