//! Looks up host names with the system's own resolver, each in a thread that may be refused: the HTTP client's would panic.

use std::io;
use std::net::ToSocketAddrs;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::oneshot;

use crate::threads;

/// The system's resolver.
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (sender, receiver) = oneshot::channel();
        // Port 0 stands for the one in the URL.
        let look_up = move || (name.as_str(), 0).to_socket_addrs();
        let started = threads::start("name lookup", move || drop(sender.send(look_up())));
        Box::pin(async move {
            started?;
            let found = receiver.await.map_err(io::Error::other)??;
            Ok(Box::new(found) as Addrs)
        })
    }
}
