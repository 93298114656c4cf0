//! A server that does what a script says with each connection, however wrong that is.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What to do with a request.
pub(crate) enum Act {
    /// Send these bytes and close.
    Send(Vec<u8>),
    /// Send these bytes, then nothing more, and keep the connection open.
    Stall(Vec<u8>),
    /// Send these bytes, then the others again and again, with this wait between.
    Endless(Vec<u8>, Vec<u8>, Duration),
}

/// A request as it came in, and when.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) text: String,
    pub(crate) at: Instant,
}

impl Seen {
    /// Its method and path with query.
    pub(crate) fn line(&self) -> String {
        self.text.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let head = self.text.split("\r\n\r\n").next()?;
        let (_, value) =
            head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

pub(crate) struct Server {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    arrivals: watch::Receiver<usize>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Starts a server whose script is given each request with its number, from 0.
    pub(crate) async fn start(script: impl Fn(usize, &Seen) -> Act + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), script)
    }

    /// The same where somebody listens already.
    pub(crate) fn on(listener: TcpListener, script: impl Fn(usize, &Seen) -> Act + Send + Sync + 'static) -> Self {
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (bell, arrivals) = watch::channel(0);
        let (script, record) = (Arc::new(script), Arc::clone(&seen));
        let accepting = tokio::spawn(async move {
            let bell = Arc::new(bell);
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (script, record, bell) = (Arc::clone(&script), Arc::clone(&record), Arc::clone(&bell));
                tokio::spawn(async move {
                    // An error here is a client that went away, which some tests want.
                    let _ = serve(stream, &*script, &record, &bell).await;
                });
            }
        });
        Self { url, seen, arrivals, accepting }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen().iter().map(Seen::line).collect()
    }

    /// Returns when this many requests have come in.
    pub(crate) async fn reach(&self, count: usize) {
        let mut arrivals = self.arrivals.clone();
        arrivals.wait_for(|seen| *seen >= count).await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    script: &(impl Fn(usize, &Seen) -> Act + Send + Sync),
    record: &Mutex<Vec<Seen>>,
    bell: &watch::Sender<usize>,
) -> std::io::Result<()> {
    let text = request(&mut stream).await?;
    let seen = Seen { text, at: Instant::now() };
    let number = {
        let mut all = record.lock().unwrap();
        all.push(seen.clone());
        all.len() - 1
    };
    bell.send_replace(number + 1);
    match script(number, &seen) {
        Act::Send(bytes) => stream.write_all(&bytes).await?,
        Act::Stall(bytes) => {
            stream.write_all(&bytes).await?;
            // Until the client has had enough.
            while stream.read(&mut [0; 64]).await? > 0 {}
        }
        Act::Endless(head, piece, wait) => {
            stream.write_all(&head).await?;
            loop {
                stream.write_all(&piece).await?;
                tokio::time::sleep(wait).await;
            }
        }
    }
    stream.shutdown().await
}

async fn request(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_tls = bytes.first() == Some(&0x16);
        if is_tls {
            return Ok(text);
        }
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(text);
            }
        }
        match stream.read(&mut piece).await? {
            0 => return Ok(text),
            read => bytes.extend(&piece[..read]),
        }
    }
}

/// A whole answer.
pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} Whatever\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}")
        .into_bytes()
}

/// A good answer about whichever customer was asked for.
pub(crate) fn customer(seen: &Seen) -> Vec<u8> {
    let line = seen.line();
    let id = line.rsplit('/').next().unwrap_or_default();
    answer(200, "", &format!(r#"{{"data":{{"customer_id":"{id}","type":"BUSINESS","business_name":"A Ltd"}}}}"#))
}

/// A pair of tokens that live an hour by the server's own clock.
pub(crate) fn pair(access: &str) -> Vec<u8> {
    let body = format!(
        r#"{{"data":{{"access_token":"{access}","access_token_ttl":"2031-01-01 01:00:00+00","refresh_token":"r-{access}","refresh_token_ttl":"2031-01-08 00:00:00+00","current_time":"2031-01-01 00:00:00+00"}}}}"#
    );
    answer(200, "", &body)
}
