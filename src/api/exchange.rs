//! One request through the gate, with an answer that is either a body or a failure.

use std::time::Duration;

use reqwest::Url;
use tokio::time::Instant;

use crate::config::environment::Environment;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::text::SafeText;

use super::convert;
use super::event::{Asked, Event, WaitReason};
use super::gate::Gate;
use super::options::ClientOptions;
use super::reasons::wants_https;
use super::redact::Secrets;
use super::transport::{Answer, Call, Transport};

/// The pause after a 429 that names none.
const DEFAULT_PAUSE: Duration = Duration::from_secs(2);

/// Everything that requests share.
pub(super) struct Exchange {
    pub(super) environment: Environment,
    pub(super) options: ClientOptions,
    transport: Transport,
    gate: Gate,
    observer: Box<dyn Fn(Event) + Send + Sync>,
}

impl Exchange {
    /// No request is made yet.
    pub(super) fn new(
        environment: Environment,
        options: ClientOptions,
        observer: Box<dyn Fn(Event) + Send + Sync>,
    ) -> Self {
        let transport = Transport::new(environment.clone(), options.clone());
        Self { environment, options, transport, gate: Gate::default(), observer }
    }

    /// Tells the observer.
    pub(super) fn tell(&self, event: Event) {
        (self.observer)(event);
    }

    /// The address of a resource.
    pub(super) fn url(&self, segments: &[&str]) -> Url {
        self.environment.endpoint(segments)
    }

    /// Sends a request once and gives the body of a success. Failures are free of these secrets, and one that asks for
    /// a pause has closed the gate for every request.
    pub(super) async fn send(
        &self,
        call: Call<'_>,
        asked: &Asked,
        cap: usize,
        secrets: &Secrets,
    ) -> Result<Vec<u8>, Failure> {
        if self.gate.pass().await {
            self.tell(Event::Resumed);
        }
        let sent_at = Instant::now();
        let answered = self.transport.send(call, cap).await;
        let (asked, took) = (asked.clone(), sent_at.elapsed());
        self.tell(match &answered {
            Ok(answer) => Event::Answered { asked, status: answer.status, took },
            Err(failure) => Event::Unanswered { asked, why: failure.kind.clone(), took },
        });
        let answer = answered.map_err(|failure| scrub(failure, secrets))?;
        if (200..300).contains(&answer.status) {
            return Ok(answer.body);
        }
        let is_plain = self.environment.base_url().scheme() == "http";
        if answer.status == 400 && is_plain && wants_https(&answer.body) {
            return Err(Failure::new(FailureKind::NotHttp));
        }
        let failure = refusal(&answer, secrets);
        self.hold(&failure);
        Err(failure)
    }

    fn hold(&self, failure: &Failure) {
        let (pause, why) = match (&failure.kind, failure.retry_after) {
            (FailureKind::RateLimited, pause) => {
                (pause.unwrap_or(DEFAULT_PAUSE).min(self.options.longest_pause), WaitReason::RateLimited)
            }
            (FailureKind::Server(503), Some(pause)) => (pause, WaitReason::Unavailable),
            _ => return,
        };
        if self.gate.close(pause) {
            let seconds = pause.as_secs() + u64::from(pause.subsec_nanos() > 0);
            self.tell(Event::Waiting { seconds, why });
        }
    }
}

fn refusal(answer: &Answer, secrets: &Secrets) -> Failure {
    let mut failure = convert::failure(answer.status, answer.content_type.as_deref(), &answer.body, secrets);
    failure.retry_after = answer.retry_after;
    if failure.kind == FailureKind::Redirected {
        failure.said = answer.redirect.as_deref().map(|to| SafeText::line(&secrets.redact(&format!("to {to}"))));
    }
    failure
}

/// The failure without these secrets.
pub(super) fn scrub(mut failure: Failure, secrets: &Secrets) -> Failure {
    let clean = |text: &SafeText| SafeText::block(&secrets.redact(text.as_str()));
    failure.said = failure.said.as_ref().map(clean);
    for (field, says) in &mut failure.fields {
        (*field, *says) = (clean(field), clean(says));
    }
    failure
}
