//! The server goes away and comes back, over HTTP, in the real loop.

use std::net::SocketAddr;

use kyb_dash::api::ClientOptions;
use kyb_dash::sandbox::Sandbox;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::{alpha_and_beta, id, party};
use crate::harness::{Running, Setup};

/// The way to a sandbox, which can be cut and mended.
struct Cable {
    at: SocketAddr,
    to: String,
    relay: JoinHandle<()>,
}

impl Cable {
    async fn to(sandbox: &Sandbox) -> Self {
        let to = sandbox.base_url().trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let relay = tokio::spawn(relay(listener, to.clone()));
        Self { at, to, relay }
    }

    fn url(&self) -> String {
        format!("http://{}", self.at)
    }

    /// Nobody listens any more, and every connection is closed.
    async fn cut(&mut self) {
        self.relay.abort();
        drop((&mut self.relay).await);
    }

    async fn mend(&mut self) {
        let listener = TcpListener::bind(self.at).await.unwrap();
        self.relay = tokio::spawn(relay(listener, self.to.clone()));
    }
}

async fn relay(listener: TcpListener, to: String) {
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        let to = to.clone();
        connections.spawn(async move {
            let Ok(mut far) = TcpStream::connect(to).await else { return };
            drop(tokio::io::copy_bidirectional(&mut near, &mut far).await);
        });
    }
}

/// A connection that was open may break before it is refused: what broke is sent again, and soon.
fn impatient() -> Setup {
    let first_delay = std::time::Duration::from_millis(1);
    Setup { options: ClientOptions { tries: 3, first_delay, ..ClientOptions::default() }, ..Setup::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_away_is_one_state_that_ends_by_itself() {
    let sandbox = alpha_and_beta().await;
    let mut cable = Cable::to(&sandbox).await;
    let mut running = Running::at(&cable.url(), impatient());
    running.wait_until_all_looked_at().await;
    cable.cut().await;
    running.keys("r");
    let screen = running.wait_for_text("offline since").await;
    assert!(screen.contains("next try at") && screen.contains("stale: "), "{screen}");
    assert!(screen.contains("owner-of-1@corp.example") && !screen.contains("not refreshed"), "{screen}");
    let asked = sandbox.requests().len();
    sandbox.patch(&id(1), json!({ "associated_parties": [party("owner-of-1", "APPROVED")] }));
    cable.mend().await;
    // Nobody presses a key: the next try is five seconds away.
    let screen = running.wait_for("the change that was missed", |screen| screen.contains("APPROVED")).await;
    assert!(!screen.contains("offline since"), "{screen}");
    assert!(sandbox.requests().len() > asked);
    running.keys("M");
    let screen = running.wait_for_text("Messages").await;
    assert!(screen.contains("the server is there again") && screen.contains("offline: no connection"), "{screen}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_tries_at_once_and_nothing_is_drawn_meanwhile() {
    let sandbox = alpha_and_beta().await;
    let mut cable = Cable::to(&sandbox).await;
    let mut running = Running::at(&cable.url(), impatient());
    running.wait_until_all_looked_at().await;
    cable.cut().await;
    // Twice, so that the next try is ten seconds away.
    running.keys("R");
    let header = |screen: &str| screen.lines().next().unwrap_or_default().to_owned();
    let first = header(&running.wait_for_text("next try at").await);
    running.keys("R");
    running.wait_for("a later try", |screen| header(screen).contains("next try at") && header(screen) != first).await;
    let before = running.draws();
    // Time is the condition here: a countdown would have drawn.
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert!(running.draws() - before <= 1, "only a whole minute may draw: {} → {}", before, running.draws());
    cable.mend().await;
    running.keys("R");
    let screen = running.wait_for("online again", |screen| !screen.contains("offline since")).await;
    assert!(!screen.contains("stale: "), "{screen}");
    running.quit().await;
}
