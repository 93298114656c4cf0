//! The configuration file in the hands of the commands without a screen.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use kyb_dash::sandbox::{Sandbox, Scenario};
use tempfile::TempDir;

use crate::{KESTREL, REFERENCE, Run, run, run_with};

/// A folder with a configuration file in it.
pub fn configuration(text: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// A run in a thread that may wait while the sandbox answers.
async fn run_blocking(arguments: Vec<String>, variables: Vec<(&'static str, &'static str)>) -> Run {
    let ran = tokio::task::spawn_blocking(move || {
        run_with(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), &variables)
    });
    ran.await.unwrap()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn private(folder: &Path, name: &str, content: &str, mode: u32) {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Faults: P9.
#[test]
fn a_file_that_cannot_be_used_ends_a_command_with_its_place() {
    let (_folder, path) = configuration("mask = true\nlnik = \"x\"");
    for arguments in [&["list", "--demo"][..], &["show", KESTREL, "--demo"], &["draft", "--file", REFERENCE]] {
        let ran = run(&[arguments, &["--config", &path]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert_eq!(ran.err, format!("kyb-dash: {path}:2:1: unknown name `lnik`; did you mean `link`?\n"));
    }
    let missing = run(&["list", "--demo", "--config", "/nonexistent/config.toml"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("/nonexistent/config.toml: cannot be read"), "{}", missing.err);
}

/// Unlike a fault it costs nothing: the value counts, and the exit code is that of the command.
#[test]
fn the_former_name_of_a_setting_counts_with_a_notice() {
    let place = |path: &str, line: usize| {
        let what = "stale_wait_days is now called idle_days; the old name will not be read by the next version";
        format!("{path}:{line}:1: {what}")
    };
    let (_folder, old) = configuration("[thresholds]\nstale_wait_days = 4000000000");
    let (_other, both) = configuration("[thresholds]\nidle_days = 0\nstale_wait_days = 4000000000");
    let show = |path: &str| run(&["show", "--file", REFERENCE, "--format", "json", "--config", path]);
    let is_idle = |ran: &Run| ran.out.contains("stale-wait");

    let ran = show(&old);
    assert_eq!((ran.code, ran.err), (Some(0), format!("kyb-dash: {}\n", place(&old, 2))));
    let ran = show(&both);
    assert!(is_idle(&ran), "the new name wins: {}", ran.out);
    assert_eq!((ran.code, ran.err), (Some(0), format!("kyb-dash: {}\n", place(&both, 3))));
    assert!(!is_idle(&show(&old)), "the old one counts where it stands alone");
    for arguments in [&["list", "--demo"][..], &["draft", "--file", REFERENCE, "--for", "company"]] {
        let ran = run(&[arguments, &["--config", &old]].concat());
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with(&format!("kyb-dash: {}\n", place(&old, 2))), "{arguments:?}: {}", ran.err);
        assert!(!ran.out.contains("stale_wait_days"), "beside the output, not in it");
    }

    let doctor = run(&["doctor", "--demo", "--config", &old]);
    assert_eq!((doctor.code, doctor.err.as_str()), (Some(0), ""), "{}", doctor.out);
    assert!(doctor.out.contains(&format!("NOTICE: {}\n", place(&old, 2))), "{}", doctor.out);
    let has = |line: &str| doctor.out.lines().any(|row| row.split_whitespace().eq(line.split(' ')));
    assert!(has("setting thresholds.idle_days 4000000000 (file)"), "{}", doctor.out);
}

#[test]
fn thresholds_reply_by_days_and_mask_of_the_file_count() {
    let (_folder, path) = configuration("mask = true\nreply_by_days = 14\n[thresholds]\nownership_percent = 80.0");
    let shown = run(&["show", "--file", REFERENCE, "--config", &path]).out;
    assert!(!shown.contains("jane.smith@acmecorp.com"), "{shown}");
    let findings = run(&["show", "--file", REFERENCE, "--format", "json"]).out;
    assert!(findings.contains("ubo-threshold"));
    let findings = run(&["show", "--file", REFERENCE, "--format", "json", "--config", &path]).out;
    assert!(!findings.contains("ubo-threshold"), "60 % is below 80 %");
    let (_other, exact) = configuration("[thresholds]\nownership_percent = 60.00001");
    let findings = run(&["show", "--file", REFERENCE, "--format", "json", "--config", &exact]).out;
    assert!(!findings.contains("ubo-threshold"), "60 % is below 60.00001 %, which nothing rounds");
    let days = |arguments: &[&str]| run(arguments).out.contains("by ");
    let company = ["draft", "--file", REFERENCE, "--for", "company"];
    assert!(days(&[&company[..], &["--config", &path]].concat()));
}

/// Faults: A3.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_environment_of_the_file_has_its_address_and_its_token() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let (folder, path) = configuration(&format!(
        "environment = \"local\"\n[environments.local]\nbase_url = \"{}\"\nlabel = \"Own\"\ntoken_file = \"token\"",
        sandbox.base_url()
    ));
    private(folder.path(), "token", &format!("{}\n", sandbox.access_token()), 0o600);
    let list = words(&["list", "--config", &path]);
    let ran = run_blocking(list.clone(), vec![]).await;
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 2), "{}", ran.err);
    let doctor = run_blocking(words(&["doctor", "--config", &path]), vec![]).await;
    assert!(doctor.out.contains("CUSTOM Own · 127.0.0.1:"), "{}", doctor.out);
    assert!(doctor.out.contains("(file)") && doctor.out.contains("/token (file)"), "{}", doctor.out);
    assert!(!doctor.out.contains(&sandbox.access_token()), "{}", doctor.out);

    private(folder.path(), "token", &sandbox.access_token(), 0o644);
    let refused = run_blocking(list, vec![]).await;
    assert_eq!(refused.code, Some(3));
    let fix = format!("can be read by others; run: chmod 600 {}", folder.path().join("token").display());
    assert!(refused.err.contains(&fix), "{}", refused.err);
    assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
}

/// Faults: A8a.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_command_is_run_without_a_shell_and_without_our_secrets() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let (folder, path) = configuration(&format!(
        "[environments.local]\nbase_url = \"{}\"\ntoken_command = [\"./spy\", \"$HOME; a b\"]",
        sandbox.base_url()
    ));
    let spy = format!(
        "#!/bin/sh\nenv > {0}/environment\nprintf '%s' \"$1\" > {0}/argument\necho noise >&2\necho {1}\n",
        folder.path().display(),
        sandbox.access_token()
    );
    private(folder.path(), "spy", &spy, 0o700);
    let text = fs::read_to_string(&path).unwrap().replace("./spy", folder.path().join("spy").to_str().unwrap());
    fs::write(&path, text).unwrap();
    // A half of a client is no credential, but it is a secret.
    let variables = vec![("FIN_API_TOKEN", ""), ("FIN_SPARE_SECRET", "hunter2"), ("PATH", "/usr/bin:/bin")];
    let ran = run_blocking(words(&["list", "--env", "local", "--config", &path]), variables).await;
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    let seen = fs::read_to_string(folder.path().join("environment")).unwrap();
    assert!(!seen.contains("FIN_") && !seen.contains("hunter2"), "{seen}");
    assert_eq!(fs::read_to_string(folder.path().join("argument")).unwrap(), "$HOME; a b");
}

/// As everywhere in the file: relative to it, wherever the program is started, and `~/` is home. What may be no path is left
/// as it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_paths_of_a_token_command_are_those_of_the_file() {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$0.words\"\necho {}\n", sandbox.access_token());
    // Each program, and the folder it is in: that of the file, or home.
    let table = [("./bin/get", "c"), ("bin/get", "c"), ("../c/bin/get", "c"), ("~/bin/get", "h"), ("~//bin/get", "h")];
    for (program, place) in table {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().canonicalize().unwrap();
        for place in ["c", "h"] {
            fs::create_dir_all(there.join(place).join("bin")).unwrap();
        }
        private(&there.join(place).join("bin"), "get", &script, 0o700);
        let text = format!(
            "[environments.local]\nbase_url = \"{}\"\ntoken_command = [\"{program}\", \"~/a b\", \"./x\", \"../x\", \
             \"~user\", \"foo~\", \"~\", \".\", \"..\", \"kyb/x\", \"--file=./x\", \"~/\", \"\"]",
            sandbox.base_url()
        );
        fs::write(there.join("c/config.toml"), text).unwrap();
        let home = there.join("h");
        for config in ["c/config.toml", "./c/../c/config.toml"] {
            let arguments = ["list", "--env", "local", "--config", config];
            let mut command = program_in(&arguments, &there);
            command.env("HOME", &home);
            let ran: Run = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap().into();
            assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{program} {config}");
            let words = fs::read_to_string(there.join(place).join("bin/get.words")).unwrap();
            let words: Vec<&str> = words.lines().collect();
            let path = |tail: &str| there.join(tail).to_str().unwrap().to_owned();
            assert_eq!(words[0], path("h/a b"), "{program}");
            assert!(Path::new(words[1]).is_absolute() && words[1].ends_with("/c/x"), "{words:?}");
            assert!(Path::new(words[2]).is_absolute() && words[2].ends_with("/c/../x"), "{words:?}");
            let rest = ["~user", "foo~", "~", ".", "..", "kyb/x", "--file=./x", &path("h/"), ""];
            assert_eq!(words[3..], rest, "{program}");
        }
    }
}

/// A program is looked up as a shell does. With a relative home, `~/` would be another folder wherever one stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bare_program_is_looked_up_and_a_relative_home_is_no_home() {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().to_owned();
    for place in ["path", "c"] {
        fs::create_dir_all(here.join(place)).unwrap();
    }
    private(&here.join("path"), "get", &format!("#!/bin/sh\necho {}\n", sandbox.access_token()), 0o700);
    private(&here.join("c"), "get", "#!/bin/sh\necho another\n", 0o700);
    private(&here, "get", "#!/bin/sh\necho another\n", 0o700);
    for (program, home, code) in [("get", "/nonexistent", 0), ("~/get", "", 3), ("~/get", ".", 3)] {
        let text =
            format!("[environments.local]\nbase_url = \"{}\"\ntoken_command = [\"{program}\"]", sandbox.base_url());
        fs::write(here.join("c/config.toml"), text).unwrap();
        let mut command = program_in(&["list", "--env", "local", "--config", "c/config.toml"], &here);
        command.env("HOME", home).env("PATH", format!("{}:/usr/bin:/bin", here.join("path").display()));
        let ran: Run = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap().into();
        assert_eq!(ran.code, Some(code), "{program} {home:?}: {}", ran.err);
        assert!(code == 0 || ran.err.contains("token_command cannot be run"), "{}", ran.err);
    }
    private(&here, "token", &sandbox.access_token(), 0o600);
    let text = format!("[environments.local]\nbase_url = \"{}\"\ntoken_file = \"~/token\"", sandbox.base_url());
    fs::write(here.join("c/config.toml"), text).unwrap();
    for (home, code) in [(".", 3), ("", 3), (here.to_str().unwrap(), 0)] {
        let mut command = program_in(&["list", "--env", "local", "--config", "c/config.toml"], &here);
        command.env("HOME", home);
        let ran: Run = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap().into();
        assert_eq!(ran.code, Some(code), "{home:?}: {}", ran.err);
    }
}

/// The program as started in a folder.
fn program_in(arguments: &[&str], folder: &Path) -> std::process::Command {
    let mut command = crate::program(arguments, &[("PATH", "/usr/bin:/bin")]);
    command.current_dir(folder);
    command
}

/// Whoever overrides the address must not get the token that is for another one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_token_of_an_environment_goes_to_its_own_address_alone() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let (folder, path) = configuration("[environments.production]\ntoken_file = \"token\"");
    private(folder.path(), "token", "invented.production.token", 0o600);
    let elsewhere = sandbox.base_url();
    let arguments = ["list", "--env", "production", "--config", &path, "--base-url", &elsewhere];
    let ran = run_blocking(words(&arguments), vec![]).await;
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("no credentials were given"), "{}", ran.err);
    assert!(sandbox.requests().is_empty());
}

#[test]
fn an_unknown_environment_is_named_with_those_there_are() {
    let (_folder, path) = configuration("[environments.staging]\nbase_url = \"https://kyb.example\"");
    let ran = run(&["list", "--env", "stagng", "--config", &path]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let expected = "kyb-dash: --env names no environment that there is; there are sandbox, production, staging; did you mean `staging`?\n";
    assert_eq!(ran.err, expected);
}

#[test]
fn doctor_tells_every_setting_and_by_whose_word_it_holds() {
    let (_folder, path) = configuration("theme = \"drak\"\nkeymap = \"nothing.toml\"\n[limits]\nper_second = 2");
    let ran = run(&["doctor", "--demo", "--mask", "--config", &path]);
    assert_eq!(ran.code, Some(2));
    let has = |name: &str, value: &str| {
        let line = ran.out.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}: {}", ran.out));
        assert!(line.ends_with(value), "{line}");
    };
    has("setting        mask", "true (--mask)");
    has("limits.per_second", "2 (file)");
    has("limits.in_flight", "4 (built in)");
    has(
        "FAULT: ",
        "theme names none that there is; there are terminal, dark, light, high-contrast, monochrome; did you mean `dark`?",
    );
    assert!(
        ran.out.contains("config.toml:1:9: theme names") && ran.out.contains("config.toml:2:10: keymap names a file"),
        "{}",
        ran.out
    );
}

#[test]
fn no_mask_shows_what_the_file_hides_in_every_command() {
    let (_folder, path) = configuration("mask = true");
    let office = "office@kestrel-quarry.example";
    for command in [
        &["list", "--demo", "--format", "csv"][..],
        &["show", KESTREL, "--demo"],
        &["draft", KESTREL, "--demo", "--for", "company"],
    ] {
        let shown = |more: &[&str]| {
            let ran = run(&[command, &["--config", &path], more].concat());
            assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command:?} {more:?}");
            if command[0] == "draft" { !ran.out.contains("MASKED") } else { ran.out.contains(office) }
        };
        assert!(!shown(&[]) && shown(&["--no-mask"]), "{command:?}");
    }
    let doctor = |more: &[&str]| run(&[&["doctor", "--demo", "--config", &path], more].concat()).out;
    let row = |page: String| page.lines().find(|line| line.contains("setting        mask")).unwrap().trim().to_owned();
    assert!(row(doctor(&["--no-mask"])).ends_with("false (--no-mask)"));
    assert!(row(doctor(&[])).ends_with("true (file)"));
    for both in [
        &["list", "--demo", "--mask", "--no-mask"][..],
        &["--mask", "list", "--demo", "--no-mask"],
        &["--no-mask", "--mask"],
    ] {
        let refused = run(both);
        let sentence = "kyb-dash: --mask and --no-mask contradict each other; give one of them\n";
        assert_eq!((refused.code, refused.err.as_str()), (Some(2), sentence), "{both:?}");
    }
}

/// What somebody wrote in the wrong place or in the wrong shape is repeated neither by a command nor by `doctor`, whether it
/// is found when the file is read or when what it says is put to use.
///
/// Faults: A6.
#[test]
fn a_misplaced_secret_is_repeated_nowhere() {
    let server =
        |lines: &str| format!("environment = \"x\"\n[environments.x]\nbase_url = \"http://127.0.0.1:9\"\n{lines}");
    let files = [
        include_str!("../fixtures/token_command_as_text.toml").to_owned(),
        server("token_command = \"vault read kv/NOT-TO-BE-PRINTED\""),
        server("token_command = [\"vault read kv/NOT-TO-BE-PRINTED\"]"),
        server("token_command = [\"NOT-TO-BE-PRINTED\"]"),
        server("token_command = [\"sh\", \"-c\", \"exit 3\", \"NOT-TO-BE-PRINTED\"]"),
        server("token_file = \"NOT-TO-BE-PRINTED\""),
        server("token_file = [\"NOT-TO-BE-PRINTED\"]"),
        server("token_comand = \"NOT-TO-BE-PRINTED\""),
        server("token = \"NOT-TO-BE-PRINTED\""),
        server("NOT-TO-BE-PRINTED"),
        server("\"NOT-TO-BE-PRINTED\" = 1"),
        "[environments.production]\nbase_url = \"https://ada:NOT-TO-BE-PRINTED@api.fin.com\"".to_owned(),
        "[environments.production]\nbase_url = \"NOT-TO-BE-PRINTED\"".to_owned(),
        "environment = \"NOT-TO-BE-PRINTED\"".to_owned(),
        "theme = \"NOT-TO-BE-PRINTED\"".to_owned(),
        "theme = \"NOT-TO-BE-PRINTED.toml\"".to_owned(),
        "keymap = \"NOT-TO-BE-PRINTED\"".to_owned(),
        "link = \"https://ada:NOT-TO-BE-PRINTED@x.example/{customer_id}\"".to_owned(),
        "reply_by_days = \"NOT-TO-BE-PRINTED\"".to_owned(),
        "[refresh]\ncase_seconds = \"NOT-TO-BE-PRINTED\"".to_owned(),
    ];
    for text in files {
        let (_folder, path) = configuration(&text);
        for command in [&["doctor"][..], &["list"], &["show", KESTREL], &["doctor", "--env", "production"]] {
            let ran = run_with(&[command, &["--config", &path]].concat(), &[("PATH", "/usr/bin:/bin")]);
            assert_ne!(ran.code, Some(0), "{text}: {}", ran.out);
            let said = format!("{}{}", ran.out, ran.err);
            assert!(!said.contains("NOT-TO-BE-PRINTED"), "{command:?} {text}: {said}");
        }
    }
    let (_folder, path) = configuration(include_str!("../fixtures/token_command_as_text.toml"));
    let told = format!("{path}:2:17: token_command is a list of a program and its arguments, as in [\"pass\", ");
    assert!(run(&["list", "--config", &path]).err.starts_with(&format!("kyb-dash: {told}")));
    let doctor = run(&["doctor", "--config", &path]);
    assert!(doctor.out.contains(&format!("FAULT: {told}")), "{}", doctor.out);
}

#[test]
fn the_files_that_it_names_repeat_nothing_either() {
    let (folder, path) = configuration("theme = \"theme.toml\"\nkeymap = \"keys.toml\"");
    let looks = include_str!("../../assets/themes/terminal.toml").replace("\"cyan\"", "\"NOT-TO-BE-PRINTED\"");
    fs::write(folder.path().join("theme.toml"), looks).unwrap();
    for keys in [
        "draft = [\"NOT-TO-BE-PRINTED\"]",
        "draft = \"NOT-TO-BE-PRINTED\"",
        "\"NOT-TO-BE-PRINTED\" = [\"x\"]",
        "NOT-TO-BE-PRINTED",
    ] {
        fs::write(folder.path().join("keys.toml"), keys).unwrap();
        let ran = run(&["doctor", "--demo", "--config", &path]);
        assert_eq!(ran.code, Some(2), "{}", ran.out);
        assert!(ran.out.contains("theme.toml:") && ran.out.contains("keys.toml:1:"), "{}", ran.out);
        assert!(!ran.out.contains("NOT-TO-BE-PRINTED"), "{keys}: {}", ran.out);
    }
}

#[test]
fn watch_takes_its_customers_from_the_file() {
    let (_folder, path) = configuration(&format!("watch = [\"{KESTREL}\"]"));
    let ran = run(&["watch", "--demo", "--config", &path, "--interval", "100ms", "--until", "change"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains(KESTREL), "{}", ran.out);
    let bounded = run(&["watch", "--demo", "--config", &path, "--max-details", "3"]);
    let sentence = "--max-details is for the whole queue, and the configuration names customers to watch; add --queue";
    assert_eq!((bounded.code, bounded.err), (Some(2), format!("kyb-dash: {sentence}\n")));
    // With nobody named, or where it is asked for, it is the whole queue.
    for more in [&["watch"][..], &["watch", "--queue", "--config", &path]] {
        let ran = run(&[more, &["--demo", "--interval", "100ms", "--until", "change"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{more:?}");
        assert!(!ran.out.is_empty(), "{more:?}");
    }
}

#[test]
fn a_log_holds_ids_and_statuses_alone() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let ran = run(&["show", KESTREL, "--demo", "--log", log.to_str().unwrap()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = fs::read_to_string(&log).unwrap();
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(' ').skip(1).collect()).collect();
    assert_eq!(lines[0], ["started", env!("CARGO_PKG_VERSION"), "DEMO"]);
    assert_eq!(lines[1][..2], ["token", "200"]);
    assert_eq!(lines[2][..3], ["case", KESTREL, "200"]);
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
}
