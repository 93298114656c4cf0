//! What was sent, fact by fact.

use serde_json::{Number, Value, json};

use super::super::options::ReportOptions;
use super::{Object, items, list, withheld};
use crate::domain::case::Case;
use crate::domain::customer::{CustomerDetails, Name, OtherField, Profile};
use crate::domain::fact::{Fact, Open};
use crate::domain::mask::{Personal, Prose};
use crate::domain::party::{Party, Share, Verification};
use crate::domain::percent::Percent;
use crate::domain::rejection::{DocumentUri, RejectedDocument, Rejection, Verdict};
use crate::domain::request::{Request, RequestedDocument, RequestedField};
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

/// How the values that both the list and the details have are shown.
pub(super) struct Shown<'a> {
    pub(super) options: &'a ReportOptions<'a>,
}

impl Shown<'_> {
    /// A code as it was sent, or nothing of it: what stands for what was sent holds no nickname.
    fn text(&self, text: &SafeText) -> Value {
        self.options.as_sent(text).map_or_else(withheld, Value::from)
    }

    fn prose(&self, prose: &Prose) -> Value {
        self.options.prose(prose).map_or_else(withheld, Value::from)
    }

    fn uri(&self, uri: &DocumentUri) -> Value {
        if self.options.is_masked() { withheld() } else { uri.text().as_str().into() }
    }

    /// A time as it was sent; what is none may be anything.
    fn time(&self, time: &Timestamp) -> Value {
        if time.at().is_some() || time.is_zero() { time.raw().into() } else { self.prose(&Prose::line(&time.raw())) }
    }

    fn word<K>(&self, word: &Open<K>) -> Value
    where
        K: crate::domain::fact::Word,
    {
        self.text(word.raw())
    }

    fn personal(&self, value: &Personal) -> Value {
        if self.options.is_masked() && !value.is_blank() { withheld() } else { self.options.personal(value).into() }
    }
}

pub(super) fn case(case: &Case, options: &ReportOptions<'_>) -> Value {
    let shown = Shown { options };
    let mut object = Object::default();
    object.put("customer_id", case.id.as_str());
    profile(&mut object, &case.profile, &case.details, &shown);
    object.fact(options, "verification_type", &case.verification_type, |word| shown.word(word));
    object.fact(options, "last_status_updated_at", &case.last_status_updated_at, |time| shown.time(time));
    object.fact(options, "associated_parties", &case.parties, |parties| items(parties, |one| party(one, &shown)));
    object.fact(options, "rejection_reason", &case.rejection, |reason| {
        let mut object = Object::default();
        rejection(&mut object, &reason.company, &shown);
        object.fact(options, "associated_parties", &reason.parties, |entries| {
            items(entries, |entry| {
                let mut object = Object::default();
                object.fact(options, "id", &entry.id, |id| shown.text(id.text()));
                rejection(&mut object, &entry.rejection, &shown);
                object.value()
            })
        });
        object.value()
    });
    object.fact(options, "request_for_information", &case.requests, |requests| {
        items(requests, |one| request(one, &shown))
    });
    other(&mut object, &case.other, &shown);
    object.value()
}

pub(super) fn profile(object: &mut Object, profile: &Profile, details: &CustomerDetails, shown: &Shown<'_>) {
    let options = shown.options;
    object.fact(options, "type", &profile.kind, |word| shown.word(word));
    match &profile.name {
        // A company's name and country stay readable under a mask.
        Name::Business(name) => object.fact(options, "business_name", name, |name| name.as_str().into()),
        Name::Individual { first, last } => {
            object.fact(options, "first_name", first, |name| shown.personal(name));
            object.fact(options, "last_name", last, |name| shown.personal(name));
        }
    }
    object.fact(options, "email", &profile.email, |email| shown.personal(email));
    object.fact(options, "phone", &details.phone, |phone| shown.personal(phone));
    let country = match &profile.name {
        Name::Business(_) => "country_of_incorporation",
        Name::Individual { .. } => "country_of_residence",
    };
    object.fact(options, country, &profile.country, |country| shown.text(country));
    object.fact(options, "customer_status", &profile.status, |word| shown.word(word));
    object.fact(options, "tos_policies_url", &details.tos, |link| shown.text(&SafeText::line(&link.shortened())));
    object.fact(options, "created_at", &details.created_at, |time| shown.time(time));
    object.fact(options, "updated_at", &profile.updated_at, |time| shown.time(time));
}

fn party(party: &Party, shown: &Shown<'_>) -> Value {
    let options = shown.options;
    let mut object = Object::default();
    object.fact(options, "id", &party.id, |id| shown.text(id.text()));
    object.fact(options, "type", &party.kind, |word| shown.word(word));
    object.fact(options, "ownership_percent", &party.share, share);
    object.fact(options, "email", &party.email, |email| shown.personal(email));
    object.fact(options, "verification", &party.verification, |verification| of_verification(verification, shown));
    other(&mut object, &party.other, shown);
    object.value()
}

/// The number as it was sent; as text where it was one, and where a number of JSON would be rounded on the way out.
fn share(share: &Share) -> Value {
    let sent = share.sent().as_str();
    let exact = |number: &Number| Percent::parse(&number.to_string()).as_ref() == Some(share.value());
    sent.parse().ok().filter(|number| !share.is_text() && exact(number)).map_or_else(|| sent.into(), Value::Number)
}

fn of_verification(verification: &Verification, shown: &Shown<'_>) -> Value {
    let options = shown.options;
    let Verification { for_customer, for_developer, .. } = verification;
    let mut object = Object::default();
    object.fact(options, "status", &verification.status, |word| shown.word(word));
    if matches!(for_customer, Fact::Unreadable(_)) && for_customer == for_developer {
        // One problem for both: it is the object that would hold them.
        object.fact(options, "reason", for_customer, |text| shown.prose(text));
    } else {
        let mut reason = Object::default();
        reason.fact(options, "for_customer", for_customer, |text| shown.prose(text));
        reason.fact(options, "for_developer", for_developer, |text| shown.prose(text));
        object.put("reason", reason.value());
    }
    object.fact(options, "updated_at", &verification.updated_at, |time| shown.time(time));
    other(&mut object, &verification.other, shown);
    object.value()
}

fn rejection(object: &mut Object, rejection: &Rejection, shown: &Shown<'_>) {
    let options = shown.options;
    object.fact(options, "applicant", &rejection.verdict, |said| {
        let mut object = Object::default();
        verdict(&mut object, said, shown);
        object.value()
    });
    object.fact(options, "documents", &rejection.documents, |documents| items(documents, |one| document(one, shown)));
    other(object, &rejection.other, shown);
}

fn document(document: &RejectedDocument, shown: &Shown<'_>) -> Value {
    let mut object = Object::default();
    object.fact(shown.options, "uri", &document.uri, |uri| shown.uri(uri));
    object.fact(shown.options, "category", &document.category, |category| shown.text(category.text()));
    verdict(&mut object, &document.verdict, shown);
    object.value()
}

fn verdict(object: &mut Object, verdict: &Verdict, shown: &Shown<'_>) {
    object.fact(shown.options, "moderation_comment", &verdict.comment, |text| shown.prose(text));
    object.fact(shown.options, "reject_labels", &verdict.labels, |labels| {
        items(labels, |label| shown.text(label.text()))
    });
    other(object, &verdict.other, shown);
}

fn request(request: &Request, shown: &Shown<'_>) -> Value {
    let options = shown.options;
    let mut object = Object::default();
    object.fact(options, "scope", &request.scope, |word| shown.word(word));
    object.fact(options, "associated_party_id", &request.party, |id| shown.text(id.text()));
    object.fact(options, "section", &request.section, |section| shown.text(section.text()));
    object.fact(options, "categories", &request.documents, |documents| items(documents, |one| requested(one, shown)));
    other(&mut object, &request.other, shown);
    object.value()
}

fn requested(document: &RequestedDocument, shown: &Shown<'_>) -> Value {
    let options = shown.options;
    let mut object = Object::default();
    object.fact(options, "document_type", &document.document_type, |code| shown.text(code.text()));
    object.fact(options, "fields", &document.fields, |fields| items(fields, |one| field(one, shown)));
    other(&mut object, &document.other, shown);
    object.value()
}

pub(super) fn field(field: &RequestedField, shown: &Shown<'_>) -> Value {
    let options = shown.options;
    let mut object = Object::default();
    object.fact(options, "field_name", &field.name, |name| shown.text(name.text()));
    object.fact(options, "data_type", &field.data_type, |word| shown.word(word));
    object.fact(options, "status", &field.status, |word| shown.word(word));
    object.fact(options, "reason", &field.reason, |text| shown.prose(text));
    object.fact(options, "options", &field.options, |options| items(options, |option| shown.text(option)));
    object.fact(options, "side", &field.side, |word| shown.word(word));
    other(&mut object, &field.other, shown);
    object.value()
}

/// Fields this build does not know, as their leaves; no key where there are none.
pub(super) fn other(object: &mut Object, fields: &[OtherField], shown: &Shown<'_>) {
    if fields.is_empty() {
        return;
    }
    let fields = list(fields, |field| {
        let leaf = |(path, value): (String, Option<String>)| json!({"path": path, "value": value.map_or_else(withheld, Value::from)});
        let leaves: Vec<Value> = shown.options.leaves(field).into_iter().map(leaf).collect();
        json!({"key": shown.options.path(&field.key), "leaves": leaves})
    });
    object.put("other_fields", fields);
}
