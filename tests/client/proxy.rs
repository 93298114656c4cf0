//! Proxies come from the environment, which a test can only set for another process: this one, run again.

use std::process::Command;

use kyb_dash::api::{Client, ClientOptions};
use kyb_dash::config::credentials::Credentials;
use kyb_dash::config::environment::Environment;
use kyb_dash::config::proxy::Route;
use kyb_dash::domain::failure::FailureKind;

use super::server::{Act, Server, answer, customer};
use super::{TOKEN, client_with, id, options, soon};

/// Set where this program is run again, for a test that is nothing by itself.
const PART: &str = "KYB_DASH_TEST_PART";

/// Faults: W19.
#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_refuses_is_named_and_loopback_goes_past_it() {
    let proxy = Server::start(|_, _| Act::Send(answer(407, "", "who are you"))).await;
    let with_password = proxy.url.replace("http://", "http://user:hunter2@");
    let program = std::env::current_exe().unwrap();
    let child = tokio::task::spawn_blocking(move || {
        Command::new(program)
            .args(["--exact", "proxy::behind_a_proxy", "--nocapture"])
            .env(PART, "")
            .envs(["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"].map(|name| (name, with_password.as_str())))
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .env_remove("REQUEST_METHOD")
            .output()
            .unwrap()
    });
    let output = child.await.unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert!(!proxy.seen().is_empty());
    assert!(proxy.lines().iter().all(|line| line.starts_with("CONNECT kyb.example:443")), "{:?}", proxy.lines());
}

/// Run by the test above, with a proxy in its environment.
#[tokio::test]
async fn behind_a_proxy() {
    if std::env::var_os(PART).is_none() {
        return;
    }
    let environment = Environment::parse("https://kyb.example", true, false).unwrap();
    let proxy = Route::to(&environment, |name| std::env::var_os(name)).unwrap().proxy();
    let through = ClientOptions { proxy, ..options() };
    let client = Client::new(environment.clone(), Credentials::Token(TOKEN.into()), through.clone(), |_| {});
    let failure = soon(client.case(&id("c1"))).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Proxy, "{failure}");
    assert!(failure.to_string().ends_with(" of HTTPS_PROXY)"), "{failure}");
    assert!(!format!("{failure:?} {through:?}").contains("hunter2"));

    let server = Server::start(|_, seen| Act::Send(customer(seen))).await;
    let through = ClientOptions { proxy: through.proxy, ..options() };
    let (client, _) = client_with(&server.url, Credentials::Token(TOKEN.into()), through);
    soon(client.case(&id("c1"))).await.unwrap();
}
