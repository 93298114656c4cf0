//! A customer: a row of the list, and the words both the list and the details use.

use std::fmt;

use super::fact::{Fact, Open, Problem, Word, words};
use super::id::CustomerId;
use super::mask::{Mask, Personal, PersonalKind, Prose};
use super::text::SafeText;
use super::time::Timestamp;

words! {
    /// What a customer is (`assets/api.md` §5.8).
    CustomerKind {
        /// A company.
        Business = "BUSINESS",
        /// A person.
        Individual = "INDIVIDUAL",
    }
}

impl CustomerKind {
    /// What a word means in any case and with blanks around it. To those who read the case such a spelling is still one
    /// that is not known.
    #[must_use]
    pub fn meant(word: &Open<Self>) -> Option<Self> {
        word.known().or_else(|| Self::parse(&word.raw().as_str().trim().to_ascii_uppercase()))
    }
}

words! {
    /// Where a customer stands, in both vocabularies (`assets/api.md` §5.1): V1 names are read as their V2 meaning.
    CustomerStatus {
        /// Created, papers not complete.
        Incomplete = "INCOMPLETE",
        /// Handed to the work processor.
        Processing = "PROCESSING" | "QUEUED",
        /// Under review.
        Reviewing = "REVIEWING",
        /// Verified and approved.
        Approved = "APPROVED",
        /// Further parties still need verification.
        AssociatedPartiesRemaining = "ASSOCIATED_PARTIES_REMAINING",
        /// Paused for compliance review.
        InCompliance = "IN_COMPLIANCE" | "ON_HOLD",
        /// New documents are needed.
        ActionRequired = "ACTION_REQUIRED" | "REINITIATE",
        /// Verification refused.
        Rejected = "REJECTED",
    }
}

words! {
    /// How Fin verifies a customer (`assets/api.md` §5.8).
    VerificationType {
        /// Fin verifies.
        Standard = "STANDARD",
        /// Fin relies on the client's own verification.
        Reliance = "RELIANCE",
    }
}

/// What the list and the details both say of a customer, and every place that names one shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Whether a company or a person.
    pub kind: Fact<Open<CustomerKind>>,
    /// What it is called.
    pub name: Name,
    /// Contact e-mail.
    pub email: Fact<Personal>,
    /// Country of incorporation or of residence, ISO alpha-3.
    pub country: Fact<SafeText>,
    /// Where the case stands.
    pub status: Fact<Open<CustomerStatus>>,
    /// When its own record last changed; parties may have changed later.
    pub updated_at: Fact<Timestamp>,
}

impl Profile {
    /// A customer of whom nothing is known yet but that it exists.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            kind: Fact::Missing,
            name: Name::Business(Fact::Missing),
            email: Fact::Missing,
            country: Fact::Missing,
            status: Fact::Missing,
            updated_at: Fact::Missing,
        }
    }

    /// What the customer is, where that is known.
    #[must_use]
    pub fn known_kind(&self) -> Option<CustomerKind> {
        self.kind.given().and_then(CustomerKind::meant)
    }

    /// The status, where it was sent and is known.
    #[must_use]
    pub fn known_status(&self) -> Option<CustomerStatus> {
        self.status.given().and_then(Open::known)
    }
}

/// What the list and the details both say of a customer, and only a look at the whole of it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerDetails {
    /// Contact phone.
    pub phone: Fact<Personal>,
    /// The link to the terms of service; it carries a consent token.
    pub tos: Fact<TosLink>,
    /// When the customer was created.
    pub created_at: Fact<Timestamp>,
}

/// What a customer is called. A company's name stays readable under a mask; a person's does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A company's legal name.
    Business(Fact<SafeText>),
    /// A person's first and last name.
    Individual {
        /// First name.
        first: Fact<Personal>,
        /// Last name.
        last: Fact<Personal>,
    },
}

impl Name {
    /// The name as one line, or a placeholder where there is none to show. Under a mask a person goes by the nickname,
    /// also one without a name: what a mask hides must not be told by what it shows.
    #[must_use]
    pub fn show(&self, mask: Mask, nickname: &SafeText) -> SafeText {
        let shown = match (self, mask) {
            (Self::Business(name), _) => name.given().filter(|n| !n.is_blank()).cloned(),
            (Self::Individual { .. }, Mask::On) => Some(nickname.clone()),
            (Self::Individual { .. }, Mask::Off) => self.of_person().map(|name| name.show(Mask::Off)),
        };
        shown.unwrap_or_else(|| SafeText::line("(no name)"))
    }

    /// A person's first and last name as one; `None` where neither is given, and for a company.
    #[must_use]
    pub fn of_person(&self) -> Option<Personal> {
        let Self::Individual { first, last } = self else { return None };
        let given = |part: &Fact<Personal>| {
            let shown = part.given().filter(|part| !part.is_blank()).map(|part| part.show(Mask::Off));
            shown.map(|part| part.to_string())
        };
        let parts: Vec<String> = [first, last].into_iter().filter_map(given).collect();
        (!parts.is_empty()).then(|| Personal::new(PersonalKind::Name, &parts.join(" ")))
    }
}

/// The terms-of-service link. Its query carries the acceptance token, so it is never opened, logged or shown whole.
#[derive(Clone, PartialEq, Eq)]
pub struct TosLink(SafeText);

impl TosLink {
    /// Takes the link as sent.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        Self(SafeText::line(raw))
    }

    /// Scheme, host and path; of anything that is no URL, nothing.
    #[must_use]
    pub fn shortened(&self) -> String {
        let link = self.0.as_str();
        if !link.contains("://") {
            return "(not a link, hidden)".to_owned();
        }
        match link.split_once(['?', '#']) {
            Some((front, _)) => format!("{front}?… (token hidden)"),
            None => link.to_owned(),
        }
    }

    /// The whole link, token included: only for a copy the user asked for after a warning.
    #[must_use]
    pub const fn reveal(&self) -> &SafeText {
        &self.0
    }
}

impl fmt::Debug for TosLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TosLink(hidden)")
    }
}

/// A field this build does not know: kept and shown under "Other fields". Its content may be anything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherField {
    /// The key as sent.
    pub key: SafeText,
    /// Each leaf below it: where it stands relative to the key, and its value.
    pub leaves: Vec<(SafeText, Fact<Prose>)>,
}

/// One row of the customer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// What identifies the row.
    pub key: RowKey,
    /// The facts that name it.
    pub profile: Profile,
    /// The other facts the list gives.
    pub details: CustomerDetails,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
    /// What could not be taken as it stood.
    pub problems: Vec<Problem>,
}

/// What identifies a row. A row whose id cannot be used stays visible, but has no details.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A customer.
    Customer(CustomerId),
    /// A row without a usable id, by its place among such rows.
    Unusable(u32),
}

impl RowKey {
    /// The customer's id, where the row has a usable one.
    #[must_use]
    pub const fn id(&self) -> Option<&CustomerId> {
        match self {
            Self::Customer(id) => Some(id),
            Self::Unusable(_) => None,
        }
    }

    /// What the customer is called where its name is hidden.
    #[must_use]
    pub fn nickname(&self) -> SafeText {
        match self {
            Self::Customer(id) => id.nickname(),
            Self::Unusable(number) => SafeText::line(&format!("Customer ? #{}", number.saturating_add(1))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_vocabularies_mean_the_same_and_keep_their_word() {
        for (v1, v2) in [("QUEUED", "PROCESSING"), ("ON_HOLD", "IN_COMPLIANCE"), ("REINITIATE", "ACTION_REQUIRED")] {
            let (old, new) = (Open::<CustomerStatus>::parse(v1), Open::<CustomerStatus>::parse(v2));
            assert_eq!(old.known(), new.known());
            assert_eq!((old.to_string().as_str(), new.to_string().as_str()), (v1, v2));
        }
        let unknown = Open::<CustomerStatus>::parse("FROZEN");
        assert_eq!((unknown.known(), unknown.to_string()), (None, "FROZEN".to_owned()));
    }

    #[test]
    fn a_type_means_the_same_in_any_spelling() {
        use CustomerKind::{Business, Individual};
        let table = [
            ("BUSINESS", Some(Business)),
            ("Business", Some(Business)),
            (" business ", Some(Business)),
            ("individual", Some(Individual)),
            ("COMPANY", None),
            ("", None),
        ];
        for (sent, kind) in table {
            let word = Open::<CustomerKind>::parse(sent);
            assert_eq!((CustomerKind::meant(&word), word.to_string().as_str()), (kind, sent));
        }
    }

    #[test]
    fn the_consent_token_is_never_shown() {
        let link = TosLink::new("https://orchestration.example/tos?customer_id=1&tos_policies_value=SECRET");
        assert_eq!(link.shortened(), "https://orchestration.example/tos?… (token hidden)");
        assert!(!format!("{link:?}").contains("SECRET"));
        assert!(!TosLink::new("4e0e505a-36f0").shortened().contains("4e0e"), "a bare token is no link");
    }

    #[test]
    fn a_person_is_named_from_what_is_there() {
        let part = |raw: &str| Fact::Given(Personal::new(PersonalKind::Name, raw));
        let nickname = CustomerId::parse("671536f8-ddc5").unwrap().nickname();
        let name = |first, last| {
            let name = Name::Individual { first, last };
            assert_eq!(name.show(Mask::On, &nickname).as_str(), "Customer 671536f8");
            name.show(Mask::Off, &nickname).to_string()
        };
        assert_eq!(name(part("Ada"), part("Byron")), "Ada Byron");
        assert_eq!(name(Fact::Null, part("Byron")), "Byron");
        assert_eq!(name(Fact::Missing, part("  ")), "(no name)");
        let company = Name::Business(Fact::Given(SafeText::line("Amber Basalt Ltd")));
        assert_eq!(company.show(Mask::On, &nickname).as_str(), "Amber Basalt Ltd");
    }
}
