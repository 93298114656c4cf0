//! Error replies. Their shape is not uniform (`assets/api.md` §4), and a gateway may answer in the server's stead, so
//! every documented shape is taken and anything else is described.

use crate::api::redact::Secrets;
use crate::api::wire::{self, Json};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::text::SafeText;

/// Most complaints about fields that are kept.
const MOST_FIELDS: usize = 20;
/// Longest message, complaint or snippet kept, in characters.
const LONGEST: usize = 300;
/// Longest snippet of something that is no JSON.
const SNIPPET: usize = 120;

/// What a reply with an error status says. Secrets are taken out of it, whoever put them there.
#[must_use]
pub fn failure(status: u16, content_type: Option<&str>, body: &[u8], secrets: &Secrets) -> Failure {
    let kind = kind(status);
    let Ok(json) = wire::parse(body) else {
        return Failure::saying(kind, &secrets.redact(&not_json(content_type, body, "it is cut off or malformed")));
    };
    let clean = |text: &str| shortened(&secrets.redact(text), LONGEST);
    let said = message(&json).map(clean).unwrap_or_default();
    let mut complaints = Vec::new();
    for (name, value) in sources(&json) {
        complain(name, value, &mut complaints);
    }
    let fields = complaints
        .into_iter()
        .take(MOST_FIELDS)
        .map(|(field, says)| (SafeText::line(&clean(&field)), SafeText::line(&clean(&says))))
        .collect();
    Failure { fields, ..Failure::saying(kind, &said) }
}

/// The kind of failure behind a status.
const fn kind(status: u16) -> FailureKind {
    match status {
        300..=399 => FailureKind::Redirected,
        400 | 422 => FailureKind::Refused(status),
        401 => FailureKind::SignedOut,
        403 => FailureKind::Forbidden,
        404 => FailureKind::NotFound,
        409 => FailureKind::Conflict,
        423 => FailureKind::Locked,
        429 => FailureKind::RateLimited,
        500..=599 => FailureKind::Server(status),
        _ => FailureKind::Status(status),
    }
}

/// What came instead of JSON. Text that is not even like JSON is shown in part; what looks like JSON may be a cut-off
/// case, so none of it is.
pub(super) fn not_json(content_type: Option<&str>, body: &[u8], why: &str) -> String {
    let Ok(text) = std::str::from_utf8(body) else {
        return format!("the server sent {} bytes that are not text", body.len());
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return "the server sent an empty answer".to_owned();
    }
    let says_html = content_type.is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
    // A page may begin with any tag, or with its doctype.
    let begins_with_tag =
        text.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c == '!' || c.is_ascii_alphabetic()));
    if says_html || begins_with_tag {
        return "the server sent HTML, not JSON".to_owned();
    }
    if text.starts_with(['{', '[', '"']) {
        return format!("the server sent JSON that cannot be read: {why}");
    }
    let snippet = Secrets::default().redact(text);
    format!("the server sent text, not JSON: “{}”", shortened(&snippet, SNIPPET))
}

fn message(json: &Json) -> Option<&str> {
    let error = json.get("error");
    let candidates = [
        json.get("message"),
        error.and_then(|error| error.get("message")),
        error,
        error.and_then(|error| error.get("code")),
    ];
    candidates.into_iter().flatten().filter_map(Json::text).find(|text| !text.trim().is_empty())
}

/// Where the documented shapes keep complaints about fields, and what a nameless one is called.
fn sources(json: &Json) -> impl Iterator<Item = (&'static str, &Json)> {
    let in_error = json.get("error").and_then(|error| error.get("details"));
    let places = [
        ("error", json.get("errors")),
        ("data", json.get("data")),
        ("error", in_error),
        ("collision", json.get("collisions")),
    ];
    places.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)))
}

fn complain(name: &str, value: &Json, complaints: &mut Vec<(String, String)>) {
    if complaints.len() >= MOST_FIELDS {
        return;
    }
    match value {
        Json::List(items) => items.iter().for_each(|item| complain(name, item, complaints)),
        Json::Object(entries) if name == "collision" => {
            let parts: Vec<String> = entries.iter().map(|(key, value)| format!("{key} {}", leaf(value))).collect();
            complaints.push((name.to_owned(), parts.join(", ")));
        }
        Json::Object(entries) => match (value.get("field"), value.get("message")) {
            (Some(field), Some(message)) => complaints.push((leaf(field), leaf(message))),
            _ => complaints.extend(entries.iter().map(|(key, value)| (key.clone(), leaf(value)))),
        },
        Json::Null => {}
        leaf_value => complaints.push((name.to_owned(), leaf(leaf_value))),
    }
}

fn leaf(value: &Json) -> String {
    match value {
        Json::Text(text) => text.clone(),
        Json::Number(digits) => digits.to_string(),
        Json::List(items) => items.iter().map(leaf).collect::<Vec<_>>().join(", "),
        other => other.kind().to_owned(),
    }
}

fn shortened(text: &str, longest: usize) -> String {
    let mut short: String = text.chars().take(longest).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
