//! Carries out what `update` wants: one task per request, whose end is always a message.

use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;

use crate::api::{Client, ListKind, Page};
use crate::app::effect::Wake;
use crate::app::load::RequestId;
use crate::app::memory::{MemoryMsg, Remember};
use crate::app::msg::{CaseMsg, Msg, QueueMsg};
use crate::app::over_time::AskOverTime;
use crate::domain::customer::RowKey;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;
use crate::domain::time::Wall;

use super::memory::Memory;

use super::copy_export::Said;

/// What may be fetched from, where there is anything.
#[derive(Clone)]
pub struct Server {
    /// The client.
    pub client: Client,
    /// Which customers the list holds.
    pub kind: ListKind,
}

/// Runs the tasks. Dropping it ends them.
pub struct Tasks {
    server: Option<Server>,
    messages: UnboundedSender<Msg>,
    /// Keeps what is remembered beyond the run, where anything is.
    memory: Option<Memory>,
    running: HashMap<RequestId, AbortHandle>,
}

impl Tasks {
    /// Tasks that answer through `messages`; a saved file has no server.
    #[must_use]
    pub fn new(server: Option<Server>, messages: UnboundedSender<Msg>) -> Self {
        Self { server, messages, memory: None, running: HashMap::new() }
    }

    /// Tasks that remember what they read.
    #[must_use]
    pub fn remembering(mut self, memory: Option<Memory>) -> Self {
        self.memory = memory;
        self
    }

    pub(super) fn remember(&self, what: Remember, at: Wall) {
        if let Some(memory) = &self.memory {
            memory.remember(what, at);
        }
    }

    /// Asks the memory for figures over time. Where there is none, nothing is remembered.
    pub(super) fn over_time(&self, ask: AskOverTime) {
        let request = ask.request;
        if !self.memory.as_ref().is_some_and(|memory| memory.over_time(ask)) {
            send(&self.messages, Msg::Memory(MemoryMsg::OverTime { request, answer: Ok(None) }));
        }
    }

    /// Ends what is remembered: what is still to be written is.
    pub(super) async fn close(&self) {
        if let Some(memory) = &self.memory {
            memory.close().await;
        }
    }

    pub(super) fn load_queue(&mut self, request: RequestId) {
        let Some(Server { client, kind }) = self.server.clone() else { return };
        let messages = self.messages.clone();
        let list = async move {
            let page = |page: Page| {
                send(&messages, Msg::Queue(QueueMsg::Page { request, rows: page.rows, total: page.total }));
            };
            Msg::Queue(match client.list(kind, page).await {
                Ok(completeness) => QueueMsg::Complete { request, completeness },
                Err(failure) => QueueMsg::Failed { request, failure },
            })
        };
        let panicked = QueueMsg::Failed { request, failure: Failure::new(FailureKind::Panicked) };
        self.spawn(request, list, Msg::Queue(panicked));
    }

    pub(super) fn load_case(&mut self, request: RequestId, id: CustomerId) {
        let Some(Server { client, .. }) = self.server.clone() else { return };
        let outcome = Err(Failure::new(FailureKind::Panicked));
        let panicked = Msg::Case(CaseMsg { request, id: id.clone(), outcome, recollection: None });
        let memory = self.memory.clone();
        let fetch = async move {
            let outcome = client.case(&id).await.map(Box::new);
            let recollection = match (&memory, &outcome) {
                (Some(memory), Ok(case)) => memory.look(case, request, jiff::Timestamp::now()).await.map(Box::new),
                _ => None,
            };
            Msg::Case(CaseMsg { request, id, outcome, recollection })
        };
        self.spawn(request, fetch, panicked);
    }

    /// Tells the loop how something ended, for this customer, that it did not wait for.
    pub(super) fn teller(&self, about: Option<RowKey>) -> impl FnOnce(Said) + Send + 'static {
        let messages = self.messages.clone();
        move |said| send(&messages, Msg::said(about, said))
    }

    pub(super) fn abort(&mut self, request: RequestId) {
        if let Some(task) = self.running.remove(&request) {
            task.abort();
        }
    }

    pub(super) fn wake(&self, wake: Wake, after: Duration) {
        let messages = self.messages.clone();
        tokio::spawn(async move {
            tokio::time::sleep(after).await;
            send(&messages, Msg::Wake(wake));
        });
    }

    /// Runs a task whose end is a message, even if the task panics; only an aborted one stays silent.
    fn spawn(&mut self, request: RequestId, work: impl Future<Output = Msg> + Send + 'static, panicked: Msg) {
        self.running.retain(|_, task| !task.is_finished());
        let task = tokio::spawn(work);
        self.running.insert(request, task.abort_handle());
        let messages = self.messages.clone();
        tokio::spawn(async move {
            match task.await {
                Ok(msg) => send(&messages, msg),
                Err(error) if error.is_panic() => send(&messages, panicked),
                Err(_) => {}
            }
        });
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        for task in self.running.values() {
            task.abort();
        }
    }
}

/// Sends a message. Only after the loop has ended is there nobody to receive it, and then nobody misses it.
fn send(messages: &UnboundedSender<Msg>, msg: Msg) {
    drop(messages.send(msg));
}
