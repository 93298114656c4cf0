//! What people give in a form that is nearly right (a token, an address) and what a server answers that is not the one that
//! was meant: each is told in words that say what to write instead, and nothing is sent in a wrong form.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use kyb_dash::sandbox::{Reply, Sandbox, Scenario};

use crate::configured::configuration;
use crate::{Run, is_installed, on_sandbox, run_with};

async fn run_blocking(arguments: &[&str], variables: &[(&'static str, String)]) -> Run {
    let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    let variables = variables.to_vec();
    let ran = tokio::task::spawn_blocking(move || {
        let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        run_with(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), &variables)
    });
    ran.await.unwrap()
}

/// Faults: A2.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_with_something_around_it_is_told_and_never_sent() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let token = sandbox.access_token();
    let table = [
        (format!("Bearer {token}"), "begins with the word Bearer"),
        (format!("bearer {token}"), "begins with the word Bearer"),
        (format!("Authorization: Bearer {token}"), "begins with the word Bearer"),
        (format!("\"{token}\""), "stands between quotes"),
        (format!("'{token}'"), "stands between quotes"),
        (format!("“{token}”"), "stands between quotes"),
        (format!("\u{feff}{token}"), "begins with a byte-order mark"),
        (format!("FIN_API_TOKEN={token}"), "begins with the name of a variable"),
        (format!("{{\"access_token\":\"{token}\"}}"), "is JSON"),
    ];
    let url = sandbox.base_url();
    let text = format!(
        "[environments.file]\nbase_url = \"{url}\"\ntoken_file = \"token\"\n\
         [environments.program]\nbase_url = \"{url}\"\ntoken_command = [\"cat\", \"FOLDER/token\"]\n"
    );
    let (folder, path) = configuration("");
    let file = folder.path().join("token");
    fs::write(&path, text.replace("FOLDER", folder.path().to_str().unwrap())).unwrap();
    for (given, told) in table {
        fs::write(&file, &given).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let path_variable = ("PATH", "/usr/bin:/bin".to_owned());
        let by_variable = run_blocking(&["list", "--base-url", &url], &[("FIN_API_TOKEN", given.clone())]).await;
        let by_file = run_blocking(&["list", "--env", "file", "--config", &path], &[]).await;
        let by_program = run_blocking(&["list", "--env", "program", "--config", &path], &[path_variable]).await;
        for (ran, source) in
            [(by_variable, "FIN_API_TOKEN"), (by_file, "token_file "), (by_program, "token_command cat")]
        {
            assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{source} {told}: {}", ran.err);
            assert!(ran.err.contains(source) && ran.err.contains(told), "{source} {told}: {}", ran.err);
            assert!(!ran.err.contains(&token), "{}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        }
    }
    assert!(sandbox.requests().is_empty(), "nothing was sent");
}

/// What a container mounts can often not be changed: the refusal says what works, and that works.
///
/// Faults: A3.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mounted_token_that_others_can_read_is_refused_with_what_works() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let (folder, path) = configuration("");
    let file = folder.path().join("token");
    let shown = file.to_str().unwrap();
    let environment = |token: &str| {
        let url = sandbox.base_url();
        fs::write(&path, format!("[environments.local]\nbase_url = \"{url}\"\n{token}\n")).unwrap();
    };
    fs::write(&file, sandbox.access_token()).unwrap();
    let variables = [("PATH", "/usr/bin:/bin".to_owned())];
    let list = ["list", "--env", "local", "--config", &path];
    for mode in [0o444, 0o440, 0o644] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        environment("token_file = \"token\"");
        let ran = run_blocking(&list, &variables).await;
        let works = format!("token_command = [\"cat\", \"{shown}\"]");
        assert_eq!((ran.code, ran.err.lines().count()), (Some(3), 1), "{mode:o}: {}", ran.err);
        for part in [&format!("chmod 600 {shown}"), "mode 0400", &works] {
            assert!(ran.err.contains(part), "{mode:o} {part}: {}", ran.err);
        }
        environment(&works);
        let ran = run_blocking(&list, &variables).await;
        assert_eq!(ran.code, Some(0), "{mode:o}: {}", ran.err);
    }
}

#[test]
fn an_address_that_goes_on_into_the_api_is_told_with_the_right_one() {
    let token = ("FIN_API_TOKEN", "invented.token");
    let (_folder, path) = configuration("[environments.staging]\nbase_url = \"https://kyb.example/fin/v1\"");
    let right = "the base URL goes on into the API, whose paths are put behind it; write https://api.fin.com (";
    let table = [
        (
            run_with(&["list", "--base-url", "https://api.fin.com/v1/customers"], &[token]),
            format!("{right}--base-url)"),
        ),
        (
            run_with(&["list"], &[token, ("FIN_API_BASE_URL", "https://api.fin.com/v2/")]),
            format!("{right}FIN_API_BASE_URL)"),
        ),
        (
            run_with(&["list", "--env", "staging", "--config", &path], &[token]),
            format!(
                "{path}:2:12: base_url: the base URL goes on into the API, whose paths are put behind it; end it before"
            ),
        ),
    ];
    for (ran, told) in table {
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
        assert!(ran.err.contains(&told), "{told}: {}", ran.err);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn http_to_a_server_of_https_and_the_other_way_is_told_with_what_to_write() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let secure = sandbox.base_url().replace("http://", "https://");
    let ran = run_blocking(&["list", "--base-url", &secure], &[("FIN_API_TOKEN", sandbox.access_token())]).await;
    let told = "kyb-dash: the server does not speak https at this address; check the base URL and its port\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(5), told));

    for body in ["The plain HTTP request was sent to HTTPS port", "Client sent an HTTP request to an HTTPS server."] {
        sandbox.answer_all("/v2/customers", Reply::text(400, "text/html", body));
        let ran = on_sandbox(&sandbox, &["list"]).await;
        let told = "kyb-dash: the server speaks https at this address, and was asked in http; write https:// in the base URL\n";
        assert_eq!((ran.code, ran.err.as_str()), (Some(5), told));
    }
}

/// A server of https with a certificate of an invented authority; `openssl` makes both.
struct Secure {
    child: Child,
    port: String,
}

impl Drop for Secure {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn openssl(folder: &Path, words: &str) {
    let status = Command::new("openssl").args(words.split(' ')).current_dir(folder).stderr(Stdio::null()).status();
    assert!(status.unwrap().success(), "openssl {words}");
}

impl Secure {
    fn start(folder: &Path, host: &str, days: &str) -> Self {
        fs::write(folder.join("names"), format!("subjectAltName=DNS:{host}\nbasicConstraints=CA:FALSE\n")).unwrap();
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        openssl(folder, &format!("req {key} -keyout key -out request -subj /CN={host}"));
        let signed = "x509 -req -in request -CA authority -CAkey authority.key -CAcreateserial";
        openssl(folder, &format!("{signed} -out certificate -days {days} -extfile names"));
        let mut command = Command::new("openssl");
        command.args(["s_server", "-accept", "127.0.0.1:0", "-key", "key", "-cert", "certificate", "-www"]);
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.map_while(Result::ok).find(|line| line.starts_with("ACCEPT ")).unwrap();
        let port = ready.rsplit(':').next().unwrap().to_owned();
        Self { child, port }
    }
}

/// Faults: W19.
#[test]
fn a_certificate_that_is_not_trusted_is_told_without_a_librarys_words() {
    if !is_installed("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let authority = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
    openssl(folder, &format!("{authority} -keyout authority.key -out authority -subj /CN=Invented"));
    openssl(folder, &format!("{authority} -keyout other.key -out other -subj /CN=Other"));
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (trusted, other, none) = (path("authority"), path("other"), path("none"));
    let table = [
        ("localhost", "2", &other, "nobody whom this machine trusts has signed the server's certificate"),
        ("kyb.example", "2", &trusted, "the server's certificate is for another host name than the base URL has"),
        ("localhost", "-1", &trusted, "the server's certificate has expired"),
        ("localhost", "2", &none, "this machine has no root certificates"),
        // What is trusted is asked: this server has pages, and no API.
        ("localhost", "2", &trusted, "the server sent HTML, not JSON"),
    ];
    for (host, days, roots, told) in table {
        let server = Secure::start(folder, host, days);
        let url = format!("https://localhost:{}", server.port);
        let variables = [("FIN_API_TOKEN", "a.b"), ("SSL_CERT_FILE", roots), ("SSL_CERT_DIR", &*none)];
        let ran = run_with(&["list", "--base-url", &url], &variables);
        assert!(ran.err.contains(told) && ran.err.lines().count() == 1, "{told}: {}", ran.err);
        for word in ["rustls", "webpki", "hyper", "reqwest", "peer", "Issuer", "UNIX", "handshake", "Other("] {
            assert!(!ran.err.contains(word), "{word}: {}", ran.err);
        }
    }
    let server = Secure::start(folder, "localhost", "2");
    let url = format!("http://localhost:{}", server.port);
    let ran = run_with(&["list", "--base-url", &url], &[("FIN_API_TOKEN", "a.b")]);
    assert_eq!(ran.code, Some(5));
    assert!(ran.err.contains("where the server speaks https, write https:// in the base URL"), "{}", ran.err);
}
