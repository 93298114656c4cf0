//! Domain values for tests, in few words. People, companies and ids are invented.

pub(crate) mod any;
pub(crate) mod harm;

use super::case::Case;
use super::customer::{CustomerDetails, CustomerRow, Name, OtherField, Profile, RowKey, TosLink};
use super::fact::{Fact, Items, Open, Word};
use super::id::{CustomerId, PartyId, PartyKey};
use super::key::Subject;
use super::mask::{Personal, PersonalKind, Prose};
use super::party::{Party, Share, Verification};
use super::rejection::{Category, DocumentUri, LabelCode, PartyRejection, RejectedDocument, Rejection, Verdict};
use super::request::{DocumentType, FieldName, Request, RequestedDocument, RequestedField, Section};
use super::text::SafeText;
use super::time::Timestamp;

/// A business in review of which nothing was refused and nothing is wanted.
pub(crate) fn case(id: &str) -> Case {
    Case {
        id: customer_id(id),
        profile: Profile {
            kind: word("BUSINESS"),
            name: Name::Business(Fact::Given(SafeText::line("Amber Basalt Ltd"))),
            email: email("office@amber.example"),
            country: Fact::Given(SafeText::line("GBR")),
            status: word("REVIEWING"),
            updated_at: time("2026-05-02T09:00:00Z"),
        },
        details: CustomerDetails {
            phone: Fact::Given(Personal::new(PersonalKind::Phone, "+15550100")),
            tos: Fact::Given(TosLink::new("https://terms.example/tos?customer_id=1&tos_policies_value=SECRET")),
            created_at: time("2026-05-01T09:00:00Z"),
        },
        verification_type: word("STANDARD"),
        last_status_updated_at: time("2026-05-02T08:00:00.123456Z"),
        parties: Fact::Given(Items::default()),
        rejection: Fact::Null,
        requests: Fact::Given(Items::default()),
        other: Vec::new(),
        problems: Vec::new(),
        strays: Vec::new(),
        export: None,
    }
}

/// A case of the same shape as the reference payload: two owners, five documents, four asks of ten fields.
pub(crate) fn reference() -> Case {
    let template = || document("/kR3w_scan.png", "OWNERSHIP_DOCUMENTS");
    let paper = || document("/kR3w_scan.png", "SUPPORTING_DOCUMENTS");
    let company = rejection()
        .labelled(&["LOW_QUALITY", "UNFILLED_ID", "DOCUMENT_TEMPLATE", "NOT_DOCUMENT"])
        .holding(paper().saying("Not accepted.\n - The quality is too low.").labelled(&["LOW_QUALITY"]))
        .holding(template().saying("Not accepted.\n - It is not authentic").labelled(&["UNFILLED_ID"]))
        .holding(template().saying("Not accepted.\n - It is a template.").labelled(&["DOCUMENT_TEMPLATE"]))
        .holding(paper().saying("Not accepted.\n - It is no document").labelled(&["NOT_DOCUMENT"]));
    let passport = document("/Ou2e_passport.jpg", "PROOF_OF_IDENTITY").labelled(&["EXPIRATION_DATE"]);
    let owner = rejection().labelled(&["EXPIRATION_DATE"]).holding(passport.saying("It must be valid for two months."));
    let identity = [
        field("type"),
        field("expiry_date").of_type("DATE"),
        field("issue_date").of_type("DATE"),
        field("files").of_type("URI").because("The passport expires too soon."),
    ];
    let files = |reason| [field("type"), field("files").of_type("URI").because(reason)];
    case("671536f8-0000-4000-8000-000000000001")
        .in_status("ACTION_REQUIRED")
        .with(party("2e719a54-ada").owning("60").mailing("ada@amber.example").standing("REJECTED"))
        .with(party("4ef045ea-bob").owning("40").mailing("bob@amber.example").standing("APPROVED"))
        .refused(Subject::Company, company)
        .refused(subject("2e719a54-ada"), owner)
        .wanting(request(subject("2e719a54-ada"), "identifying_documents").naming("PASSPORT", identity))
        .wanting(
            request(Subject::Company, "formation_documents").naming("EVIDENCE_OF_DIRECTORS", files("Unacceptable.")),
        )
        .wanting(request(Subject::Company, "supporting_documents").naming("PROOF_OF_FUNDS", files("Incomplete.")))
        .wanting(request(Subject::Company, "ownership_documents").naming("PROOF_OF_AUTHORITY", files("Corrupted.")))
}

impl Case {
    pub(crate) fn named(mut self, name: &str) -> Self {
        self.profile.name = Name::Business(Fact::Given(SafeText::line(name)));
        self
    }

    pub(crate) fn in_status(mut self, status: &str) -> Self {
        self.profile.status = word(status);
        self
    }

    pub(crate) fn updated(mut self, at: &str) -> Self {
        self.profile.updated_at = time(at);
        self
    }

    pub(crate) fn with(mut self, party: Party) -> Self {
        given(&mut self.parties).read.push(party);
        self
    }

    /// Adds what was refused of a subject; the company has one entry, which this replaces.
    pub(crate) fn refused(mut self, subject: Subject, rejection: Rejection) -> Self {
        let reason = given(&mut self.rejection);
        match &subject {
            Subject::Company => reason.company = rejection,
            Subject::Party(PartyKey { id, .. }) | Subject::UnknownParty(id) => {
                let id = Fact::Given(id.clone());
                given(&mut reason.parties).read.push(PartyRejection { subject, id, rejection });
            }
        }
        self
    }

    pub(crate) fn wanting(mut self, request: Request) -> Self {
        given(&mut self.requests).read.push(request);
        self
    }

    /// Changes one of its parties.
    pub(crate) fn party_mut(&mut self, id: &str) -> &mut Party {
        given(&mut self.parties).read.iter_mut().find(|party| party.key.id == PartyId::new(id)).unwrap()
    }
}

/// An owner of a half, under review.
pub(crate) fn party(id: &str) -> Party {
    Party {
        key: PartyKey { id: PartyId::new(id), ordinal: 0 },
        id: Fact::Given(PartyId::new(id)),
        kind: word("INDIVIDUAL"),
        share: Fact::Missing,
        email: email(&format!("{id}@party.example")),
        verification: Fact::Given(Verification {
            for_customer: Fact::Null,
            for_developer: Fact::Null,
            updated_at: time("2026-05-01T10:00:00Z"),
            ..Verification::default()
        }),
        other: Vec::new(),
    }
    .owning("50")
    .standing("REVIEWING")
}

impl Party {
    pub(crate) fn owning(mut self, percent: &str) -> Self {
        self.share = Fact::Given(Share::parse(percent).unwrap());
        self
    }

    pub(crate) fn mailing(mut self, address: &str) -> Self {
        self.email = email(address);
        self
    }

    pub(crate) fn standing(mut self, status: &str) -> Self {
        given(&mut self.verification).status = word(status);
        self
    }

    pub(crate) fn verified(mut self, at: &str) -> Self {
        given(&mut self.verification).updated_at = time(at);
        self
    }
}

/// A verdict without words, labels and documents.
pub(crate) fn rejection() -> Rejection {
    Rejection { verdict: Fact::Given(silent()), documents: Fact::Given(Items::default()), other: Vec::new() }
}

impl Rejection {
    pub(crate) fn labelled(mut self, labels: &[&str]) -> Self {
        given(&mut self.verdict).labels = codes(labels);
        self
    }

    pub(crate) fn saying(mut self, comment: &str) -> Self {
        given(&mut self.verdict).comment = Fact::Given(Prose::block(comment));
        self
    }

    pub(crate) fn holding(mut self, document: RejectedDocument) -> Self {
        given(&mut self.documents).read.push(document);
        self
    }
}

pub(crate) fn document(uri: &str, category: &str) -> RejectedDocument {
    RejectedDocument {
        uri: Fact::Given(DocumentUri::new(uri)),
        category: Fact::Given(Category::new(category)),
        verdict: silent(),
    }
}

impl RejectedDocument {
    pub(crate) fn labelled(mut self, labels: &[&str]) -> Self {
        self.verdict.labels = codes(labels);
        self
    }

    pub(crate) fn saying(mut self, comment: &str) -> Self {
        self.verdict.comment = Fact::Given(Prose::block(comment));
        self
    }
}

/// A request that names nothing yet.
pub(crate) fn request(subject: Subject, section: &str) -> Request {
    let (scope, party) = match &subject {
        Subject::Company => (word("CUSTOMER"), Fact::Missing),
        Subject::Party(PartyKey { id, .. }) | Subject::UnknownParty(id) => {
            (word("ASSOCIATED_PARTY"), Fact::Given(id.clone()))
        }
    };
    let (section, documents) = (Fact::Given(Section::new(section)), Fact::Given(Items::default()));
    Request { subject, scope, party, section, documents, other: Vec::new() }
}

impl Request {
    pub(crate) fn naming(mut self, document_type: &str, fields: impl IntoIterator<Item = RequestedField>) -> Self {
        given(&mut self.documents).read.push(RequestedDocument {
            document_type: Fact::Given(DocumentType::new(document_type)),
            fields: Fact::Given(fields.into_iter().collect()),
            other: Vec::new(),
        });
        self
    }
}

/// An invalid field without a reason.
pub(crate) fn field(name: &str) -> RequestedField {
    RequestedField {
        name: Fact::Given(FieldName::new(name)),
        data_type: word("ENUM"),
        status: word("INVALID"),
        reason: Fact::Missing,
        options: Fact::Given(Items::default()),
        side: Fact::Missing,
        other: Vec::new(),
    }
}

impl RequestedField {
    pub(crate) fn of_type(mut self, data_type: &str) -> Self {
        self.data_type = word(data_type);
        self
    }

    pub(crate) fn being(mut self, status: &str) -> Self {
        self.status = word(status);
        self
    }

    pub(crate) fn because(mut self, reason: &str) -> Self {
        self.reason = Fact::Given(Prose::block(reason));
        self
    }

    pub(crate) fn offering(mut self, options: &[&str]) -> Self {
        self.options = Fact::Given(options.iter().map(|option| SafeText::line(option)).collect());
        self
    }

    pub(crate) fn on_side(mut self, side: &str) -> Self {
        self.side = word(side);
        self
    }
}

/// A row of the list that agrees with [`case`].
pub(crate) fn row(id: &str) -> CustomerRow {
    row_of(&case(id))
}

/// The row of the list that agrees with a case.
pub(crate) fn row_of(case: &Case) -> CustomerRow {
    let key = RowKey::Customer(case.id.clone());
    CustomerRow {
        key,
        profile: case.profile.clone(),
        details: case.details.clone(),
        other: Vec::new(),
        problems: Vec::new(),
    }
}

impl CustomerRow {
    /// A person of this name, with an address made of it.
    pub(crate) fn of_person(mut self, first: &str, last: &str) -> Self {
        let part = |name: &str| Fact::Given(Personal::new(PersonalKind::Name, name));
        self.profile.kind = word("INDIVIDUAL");
        self.profile.name = Name::Individual { first: part(first), last: part(last) };
        self.profile.email = email(&format!("{first}@mail.example").to_lowercase());
        self
    }

    pub(crate) fn named(mut self, name: &str) -> Self {
        self.profile.name = Name::Business(Fact::Given(SafeText::line(name)));
        self
    }

    pub(crate) fn in_status(mut self, status: &str) -> Self {
        self.profile.status = word(status);
        self
    }

    pub(crate) fn updated(mut self, at: &str) -> Self {
        self.profile.updated_at = time(at);
        self
    }
}

/// A field this build does not know, with one value.
pub(crate) fn other(key: &str, value: &str) -> OtherField {
    let leaf = (SafeText::default(), Fact::Given(Prose::line(value)));
    OtherField { key: SafeText::line(key), leaves: vec![leaf] }
}

pub(crate) fn customer_id(id: &str) -> CustomerId {
    CustomerId::parse(id).unwrap()
}

pub(crate) fn row_key(id: &str) -> RowKey {
    RowKey::Customer(customer_id(id))
}

/// The only party with this id.
pub(crate) fn subject(party: &str) -> Subject {
    Subject::Party(PartyKey { id: PartyId::new(party), ordinal: 0 })
}

pub(crate) fn unknown_party(party: &str) -> Subject {
    Subject::UnknownParty(PartyId::new(party))
}

pub(crate) fn label(code: &str) -> LabelCode {
    LabelCode::new(code)
}

pub(crate) fn word<K: Word>(raw: &str) -> Fact<Open<K>> {
    Fact::Given(Open::parse(raw))
}

pub(crate) fn time(at: &str) -> Fact<Timestamp> {
    Fact::Given(Timestamp::parse(at))
}

pub(crate) fn email(address: &str) -> Fact<Personal> {
    Fact::Given(Personal::new(PersonalKind::Email, address))
}

/// The value of a fact, made up where there was none.
pub(crate) fn given<T: Default>(fact: &mut Fact<T>) -> &mut T {
    if fact.given().is_none() {
        *fact = Fact::Given(T::default());
    }
    match fact {
        Fact::Given(value) => value,
        _ => unreachable!("given above"),
    }
}

fn silent() -> Verdict {
    Verdict { comment: Fact::Given(Prose::default()), labels: Fact::Given(Items::default()), other: Vec::new() }
}

fn codes(labels: &[&str]) -> Fact<Items<LabelCode>> {
    Fact::Given(labels.iter().map(|code| label(code)).collect())
}

mod tests {
    use super::*;
    use crate::domain::ask::asks;

    #[test]
    fn the_reference_has_the_shape_of_the_payload() {
        let case = reference();
        let fields: usize = asks(&case).iter().map(|ask| ask.fields.len()).sum();
        let counts = (case.parties.items().len(), case.documents().len(), asks(&case).len(), fields);
        assert_eq!(counts, (2, 5, 4, 10));
    }
}
