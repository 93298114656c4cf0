//! A link to a customer in some console of ours: an https address with the customer's id in it, and nothing else.

use std::fmt;

use super::id::CustomerId;

/// The place of the customer's id in a template.
const PLACE: &str = "{customer_id}";

/// An https address with a place for a customer's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTemplate {
    template: String,
    host: String,
}

/// Why a text cannot be a link template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTemplate {
    /// It is not https.
    NotHttps,
    /// It has no host, or a user before it.
    NoHost,
    /// It has no place for the id, or the place is in the host.
    NoPlace,
}

impl fmt::Display for BadTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotHttps => "a link template begins with https://",
            Self::NoHost => "a link template has a host, and no user before it: https://host/path",
            Self::NoPlace => "a link template has {customer_id} after the host",
        })
    }
}

impl std::error::Error for BadTemplate {}

impl LinkTemplate {
    /// Takes a template such as `https://console.example/customers/{customer_id}`.
    ///
    /// # Errors
    /// What it lacks.
    pub fn parse(template: &str) -> Result<Self, BadTemplate> {
        let rest = template.strip_prefix("https://").ok_or(BadTemplate::NotHttps)?;
        let (host, path) = rest.split_once('/').ok_or(BadTemplate::NoPlace)?;
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if host.is_empty() || !host.chars().all(is_host) {
            return Err(BadTemplate::NoHost);
        }
        let is_path = |c: char| c.is_ascii_graphic();
        if !path.contains(PLACE) || !path.chars().all(is_path) {
            return Err(BadTemplate::NoPlace);
        }
        Ok(Self { template: template.to_owned(), host: host.to_owned() })
    }

    /// The template as it was given.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.template
    }

    /// The host every link goes to.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The link for a customer. An id is one path segment by construction, so it cannot change where the link goes.
    #[must_use]
    pub fn link(&self, id: &CustomerId) -> String {
        self.template.replace(PLACE, id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_with_a_place_after_the_host_is_taken() {
        let template = LinkTemplate::parse("https://console.example/c/{customer_id}?tab=kyb").unwrap();
        let id = CustomerId::parse("671536f8").unwrap();
        assert_eq!(
            (template.host(), template.link(&id).as_str()),
            ("console.example", "https://console.example/c/671536f8?tab=kyb")
        );
        let table = [
            ("http://console.example/{customer_id}", BadTemplate::NotHttps),
            ("javascript:alert(1)", BadTemplate::NotHttps),
            ("https://{customer_id}.example/x", BadTemplate::NoHost),
            ("https://user:pass@console.example/{customer_id}", BadTemplate::NoHost),
            ("https:///{customer_id}", BadTemplate::NoHost),
            ("https://console.example/", BadTemplate::NoPlace),
            ("https://console.example", BadTemplate::NoPlace),
            ("https://console.example/{customer_id} x", BadTemplate::NoPlace),
        ];
        for (text, why) in table {
            assert_eq!(LinkTemplate::parse(text), Err(why), "{text}");
        }
    }
}
