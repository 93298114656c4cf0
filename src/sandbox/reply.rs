//! What the server sends back, scripted or not.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, DATE};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use super::query::Complaint;

/// One HTTP answer: status, headers, body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code; one outside 100..=999 is sent as 500.
    pub status: u16,
    /// Header names and values in order; one that HTTP does not allow is left out.
    pub headers: Vec<(String, String)>,
    /// The body, sent as it is with its true length.
    pub body: Vec<u8>,
}

impl Reply {
    /// An answer without headers and body.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// A JSON answer.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", body.to_string())
    }

    /// An answer of the given content type.
    #[must_use]
    pub fn text(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::status(status).header(CONTENT_TYPE.as_str(), content_type).body(body)
    }

    /// The same answer with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same answer with another body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// A refusal in the API's plainest shape: `{"message": …}`.
    #[must_use]
    pub fn refusal(status: u16, message: &str) -> Self {
        Self::json(status, &json!({ "message": message }))
    }

    /// 401 as the API words it.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::refusal(401, "Authentication failed")
    }

    /// 404 as the API words it.
    #[must_use]
    pub fn not_found() -> Self {
        Self::refusal(404, "Resource not found")
    }

    /// 422 with one object for each complaint.
    pub(super) fn unprocessable(complaints: &[Complaint]) -> Self {
        let errors: Vec<Value> = complaints.iter().map(|(name, fault)| json!({ *name: fault })).collect();
        Self::json(422, &json!({ "message": "Validation failed", "errors": errors }))
    }

    /// The answer in hyper's terms, dated unless it has a date of its own.
    pub(super) fn into_response(self, date: Option<String>) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(Bytes::from(self.body)));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        if let Some(date) = date.and_then(|date| date.parse().ok()) {
            headers.insert(DATE, date);
        }
        for (name, value) in self.headers {
            let (Ok(name), Ok(value)) =
                (name.parse::<hyper::header::HeaderName>(), value.parse::<hyper::header::HeaderValue>())
            else {
                continue;
            };
            if name == DATE {
                headers.insert(name, value);
            } else {
                headers.append(name, value);
            }
        }
        response
    }
}
