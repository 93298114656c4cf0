//! Every fact of a case in words, by its path on the wire.

use std::collections::BTreeMap;
use std::fmt::Display;

use kyb_dash::domain::case::Case;
use kyb_dash::domain::customer::Name;
use kyb_dash::domain::fact::Fact;
use kyb_dash::domain::mask::{Mask, Prose};
use kyb_dash::domain::party::Party;
use kyb_dash::domain::rejection::Rejection;
use kyb_dash::domain::request::RequestedField;

/// Every fact of a case by its path on the wire, in words.
pub type Facts = BTreeMap<String, String>;

fn note<T>(facts: &mut Facts, path: &str, fact: &Fact<T>, show: impl Fn(&T) -> String) {
    let words = match fact {
        Fact::Missing => "missing".to_owned(),
        Fact::Null => "null".to_owned(),
        Fact::Given(value) => format!("given {}", show(value)),
        Fact::Withheld => "withheld".to_owned(),
        Fact::Unreadable(problem) => format!("unreadable at {}", problem.path),
    };
    assert!(facts.insert(path.to_owned(), words).is_none(), "{path} twice");
}

fn text<T: Display>(facts: &mut Facts, path: &str, fact: &Fact<T>) {
    note(facts, path, fact, ToString::to_string);
}

fn prose(facts: &mut Facts, path: &str, fact: &Fact<Prose>) {
    note(facts, path, fact, |prose| prose.unmasked().to_string());
}

pub fn facts(case: &Case) -> Facts {
    let mut all = Facts::new();
    let facts = &mut all;
    let profile = &case.profile;
    text(facts, "data.type", &profile.kind);
    let Name::Business(name) = &profile.name else { panic!("a company") };
    text(facts, "data.business_name", name);
    note(facts, "data.email", &profile.email, |email| email.show(Mask::Off).to_string());
    note(facts, "data.phone", &case.details.phone, |phone| phone.show(Mask::Off).to_string());
    text(facts, "data.country_of_incorporation", &profile.country);
    text(facts, "data.customer_status", &profile.status);
    note(facts, "data.tos_policies_url", &case.details.tos, |link| link.reveal().to_string());
    note(facts, "data.created_at", &case.details.created_at, |at| at.raw().to_string());
    note(facts, "data.updated_at", &profile.updated_at, |at| at.raw().to_string());
    text(facts, "data.verification_type", &case.verification_type);
    note(facts, "data.last_status_updated_at", &case.last_status_updated_at, |at| at.raw().to_string());
    note(facts, "data.associated_parties", &case.parties, |parties| parties.read.len().to_string());
    for (index, party) in case.parties.items().iter().enumerate() {
        party_facts(facts, &format!("data.associated_parties[{index}]"), party);
    }
    note(facts, "data.rejection_reason", &case.rejection, |_| String::new());
    if let Some(reason) = case.rejection.given() {
        rejection_facts(facts, "data.rejection_reason", &reason.company);
        let path = "data.rejection_reason.associated_parties";
        note(facts, path, &reason.parties, |parties| parties.read.len().to_string());
        for (index, entry) in reason.parties.items().iter().enumerate() {
            text(facts, &format!("{path}[{index}].id"), &entry.id);
            rejection_facts(facts, &format!("{path}[{index}]"), &entry.rejection);
        }
    }
    request_facts(facts, case);
    all
}

fn party_facts(facts: &mut Facts, path: &str, party: &Party) {
    text(facts, &format!("{path}.id"), &party.id);
    text(facts, &format!("{path}.type"), &party.kind);
    text(facts, &format!("{path}.ownership_percent"), &party.share);
    note(facts, &format!("{path}.email"), &party.email, |email| email.show(Mask::Off).to_string());
    let path = format!("{path}.verification");
    note(facts, &path, &party.verification, |_| String::new());
    if let Some(verification) = party.verification.given() {
        text(facts, &format!("{path}.status"), &verification.status);
        prose(facts, &format!("{path}.reason.for_customer"), &verification.for_customer);
        prose(facts, &format!("{path}.reason.for_developer"), &verification.for_developer);
        note(facts, &format!("{path}.updated_at"), &verification.updated_at, |at| at.raw().to_string());
    }
}

fn rejection_facts(facts: &mut Facts, path: &str, rejection: &Rejection) {
    note(facts, &format!("{path}.applicant"), &rejection.verdict, |_| String::new());
    if let Some(verdict) = rejection.verdict.given() {
        prose(facts, &format!("{path}.applicant.moderation_comment"), &verdict.comment);
        note(facts, &format!("{path}.applicant.reject_labels"), &verdict.labels, |labels| format!("{labels:?}"));
    }
    note(facts, &format!("{path}.documents"), &rejection.documents, |documents| documents.read.len().to_string());
    for (index, document) in rejection.documents.items().iter().enumerate() {
        let path = format!("{path}.documents[{index}]");
        text(facts, &format!("{path}.uri"), &document.uri);
        text(facts, &format!("{path}.category"), &document.category);
        prose(facts, &format!("{path}.moderation_comment"), &document.verdict.comment);
        note(facts, &format!("{path}.reject_labels"), &document.verdict.labels, |labels| format!("{labels:?}"));
    }
}

fn request_facts(facts: &mut Facts, case: &Case) {
    let path = "data.request_for_information";
    note(facts, path, &case.requests, |requests| requests.read.len().to_string());
    for (index, request) in case.requests.items().iter().enumerate() {
        let path = format!("{path}[{index}]");
        text(facts, &format!("{path}.scope"), &request.scope);
        text(facts, &format!("{path}.associated_party_id"), &request.party);
        text(facts, &format!("{path}.section"), &request.section);
        let path = format!("{path}.categories");
        note(facts, &path, &request.documents, |documents| documents.read.len().to_string());
        for (index, document) in request.documents.items().iter().enumerate() {
            let path = format!("{path}[{index}]");
            text(facts, &format!("{path}.document_type"), &document.document_type);
            let path = format!("{path}.fields");
            note(facts, &path, &document.fields, |fields| fields.read.len().to_string());
            for (index, field) in document.fields.items().iter().enumerate() {
                field_facts(facts, &format!("{path}[{index}]"), field);
            }
        }
    }
}

fn field_facts(facts: &mut Facts, path: &str, field: &RequestedField) {
    text(facts, &format!("{path}.field_name"), &field.name);
    text(facts, &format!("{path}.data_type"), &field.data_type);
    text(facts, &format!("{path}.status"), &field.status);
    prose(facts, &format!("{path}.reason"), &field.reason);
    text(facts, &format!("{path}.side"), &field.side);
    note(facts, &format!("{path}.options"), &field.options, |options| format!("{options:?}"));
}
