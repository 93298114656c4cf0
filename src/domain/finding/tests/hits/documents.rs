//! The checks of requests, documents and labels.

use serde_json::{Value, json};

use super::row::{Row, action, owner, row, status};
use crate::domain::finding::Check;
use crate::domain::finding::tests::payload::{document, refused, refused_of, request, request_to};

pub(super) fn request_rows() -> Vec<Row> {
    let none = Value::Null;
    let passport = |id| request_to(id, "identifying_documents", "PASSPORT", "MISSING");
    let to_company = || request("ownership_documents", "SHAREHOLDER_REGISTER", "MISSING");
    let mut no_id = passport("a");
    no_id["associated_party_id"] = none.clone();
    let mut no_scope = to_company();
    no_scope["scope"] = none.clone();
    let mut both = passport("a");
    both["scope"] = json!("CUSTOMER");
    let mut no_documents = to_company();
    no_documents["categories"] = json!([]);
    let mut no_fields = to_company();
    no_fields["categories"][0]["fields"] = json!([]);
    let in_status =
        |status: &str, requests: &[Value]| json!({ "customer_status": status, "request_for_information": requests });
    let mut alone = in_status("ACTION_REQUIRED", &[to_company()]);
    alone["associated_parties"] = json!([]);
    vec![
        row(Check::RfiUnknownParty, "another id", action(&none, &[passport("z")]), action(&none, &[passport("a")])),
        row(Check::RfiUnknownParty, "no id", action(&none, &[no_id]), action(&none, &[no_scope])),
        row(Check::RfiUnknownParty, "both", action(&none, &[both]), action(&none, &[to_company()])),
        row(Check::RfiEmpty, "no request", action(&none, &[]), status("INCOMPLETE")),
        row(Check::RfiEmpty, "no documents", action(&none, &[no_documents]), action(&none, &[to_company()])),
        row(Check::RfiEmpty, "no fields", action(&none, &[no_fields]), action(&none, &[passport("a")])),
        row(
            Check::RfiOnApproved,
            "open",
            in_status("APPROVED", &[to_company()]),
            in_status("REVIEWING", &[to_company()]),
        ),
        row(Check::StatusVsRfi, "rejected", in_status("REJECTED", &[to_company()]), in_status("REJECTED", &[])),
        row(Check::StatusVsRfi, "V1", in_status("QUEUED", &[to_company()]), in_status("REVIEWING", &[to_company()])),
        row(
            Check::BlockedOnlyBy,
            "party",
            action(&none, &[passport("a")]),
            action(&none, &[passport("a"), to_company()]),
        ),
        row(Check::BlockedOnlyBy, "company", action(&none, &[to_company()]), alone),
    ]
}

pub(super) fn document_rows() -> Vec<Row> {
    let paper = |uri: &str, category: &str| document(uri, category, &["LOW_QUALITY"], "Too poor.");
    let company = |documents: &[Value]| refused(&["LOW_QUALITY"], "", documents);
    let register = |status| request("ownership_documents", "SHAREHOLDER_REGISTER", status);
    let (one, two) = (paper("/1.png", "OWNERSHIP_DOCUMENTS"), paper("/2.png", "OWNERSHIP_DOCUMENTS"));
    let mut uncategorised = paper("/3.png", "");
    uncategorised["category"] = Value::Null;
    let mut no_section = register("INVALID");
    no_section["section"] = Value::Null;
    let articles = || request("formation_documents", "ARTICLES_OF_ASSOCIATION", "INVALID");
    let other_paper = || request("Ownership_Documents", "CAP_TABLE", "INVALID");
    let field = |name: &str, status: &str| {
        let mut request = register("MISSING");
        request["categories"][0]["fields"][0] = json!({ "field_name": name, "status": status });
        request
    };
    let fresh = |label: &str| action(&refused(&[label], "Late.", &[]), &[register("MISSING")]);
    vec![
        row(
            Check::DocWithoutAsk,
            "another section",
            action(&company(std::slice::from_ref(&one)), &[articles()]),
            action(&company(std::slice::from_ref(&one)), &[register("INVALID")]),
        ),
        row(
            Check::DocWithoutAsk,
            "asked of another",
            action(
                &company(std::slice::from_ref(&one)),
                &[request_to("a", "ownership_documents", "CAP_TABLE", "INVALID")],
            ),
            action(&company(std::slice::from_ref(&one)), &[]),
        ),
        row(
            Check::DocWithoutAsk,
            "cannot tell",
            action(&company(&[paper("/1.png", "BRAND_NEW")]), &[register("INVALID")]),
            action(&company(&[paper("/1.png", "BRAND_NEW")]), &[no_section]),
        ),
        row(
            Check::AskWithoutDoc,
            "another category",
            action(&company(std::slice::from_ref(&one)), &[articles()]),
            action(&company(&[uncategorised]), &[articles()]),
        ),
        row(
            Check::AskWithoutDoc,
            "never sent",
            action(&Value::Null, &[register("EXPIRED")]),
            action(&Value::Null, &[register("MISSING")]),
        ),
        row(
            Check::AskCount,
            "fewer",
            action(&company(&[one.clone(), two.clone()]), &[register("INVALID")]),
            action(&company(&[one.clone(), two.clone()]), &[register("INVALID"), other_paper()]),
        ),
        row(
            Check::SameFile,
            "twice",
            action(&company(&[one.clone(), paper("/1.png", "SUPPORTING_DOCUMENTS")]), &[]),
            action(&company(&[one, two, paper("", "A"), paper("", "A")]), &[]),
        ),
        row(Check::Expiry, "label", fresh("EXPIRATION_DATE"), fresh("LOW_QUALITY")),
        row(
            Check::Expiry,
            "field",
            action(&Value::Null, &[field("files", "EXPIRED")]),
            action(&Value::Null, &[field("files", "INVALID")]),
        ),
        row(
            Check::Expiry,
            "date",
            action(&Value::Null, &[field("expiry_date", "INVALID")]),
            action(&Value::Null, &[field("expiry_date", "MISSING")]),
        ),
    ]
}

pub(super) fn label_rows() -> Vec<Row> {
    let paper = |labels: &[&str], comment: &str| document("/1.png", "OWNERSHIP_DOCUMENTS", labels, comment);
    let only = |rejection: Value| json!({ "rejection_reason": rejection });
    let register = || request("ownership_documents", "SHAREHOLDER_REGISTER", "INVALID");
    let mut with_reason = register();
    with_reason["categories"][0]["fields"][0]["reason"] = json!("Unacceptable.");
    let on_document = |labels: &[&str]| only(refused(labels, "", &[paper(&["LOW_QUALITY"], "Poor.")]));
    vec![
        row(
            Check::RejectionNoComment,
            "no document",
            only(refused(&["LOW_QUALITY"], "", &[])),
            only(refused(&["LOW_QUALITY"], "Poor.", &[])),
        ),
        row(
            Check::RejectionNoComment,
            "document",
            only(refused(&["LOW_QUALITY"], " ", &[paper(&["LOW_QUALITY"], "")])),
            only(refused(&["LOW_QUALITY"], "", &[paper(&["LOW_QUALITY"], "Poor.")])),
        ),
        row(
            Check::RejectionNoComment,
            "reason",
            action(&refused(&["LOW_QUALITY"], "", &[]), &[register()]),
            action(&refused(&["LOW_QUALITY"], "", &[]), &[with_reason]),
        ),
        row(Check::CommentNoLabel, "subject", only(refused(&[], "Poor.", &[])), only(refused(&[], " ", &[]))),
        row(
            Check::CommentNoLabel,
            "document",
            only(refused(&["LOW_QUALITY"], "", &[paper(&[], "Poor.")])),
            only(refused(&["LOW_QUALITY"], "Poor.", &[paper(&["LOW_QUALITY"], "Poor.")])),
        ),
        row(Check::LabelOrphan, "not carried", on_document(&["NOT_DOCUMENT"]), on_document(&["LOW_QUALITY"])),
        row(Check::LabelOrphan, "no documents", on_document(&["OTHER"]), only(refused(&["OTHER"], "Poor.", &[]))),
        row(Check::LabelUnknown, "new", on_document(&["BRAND_NEW"]), on_document(&["OK"])),
        row(
            Check::LabelMixed,
            "final",
            action(&refused(&["AGE_REQUIREMENT_MISMATCH"], "", &[]), &[register()]),
            action(&refused(&["DOCUMENT_TEMPLATE"], "", &[]), &[register()]),
        ),
        row(
            Check::LabelMixed,
            "asked of that subject",
            owner(
                &refused_of("a", refused(&["PEP"], "", &[])),
                &[request_to("a", "identifying_documents", "PASSPORT", "INVALID")],
            ),
            owner(&refused_of("a", refused(&["PEP"], "", &[])), &[register()]),
        ),
        row(Check::LabelSensitive, "list", on_document(&["DUPLICATE"]), on_document(&["AGE_REQUIREMENT_MISMATCH"])),
        row(Check::LabelSensitive, "holds", on_document(&["SPAM"]), on_document(&["PEP"])),
        row(Check::Held, "label", on_document(&["PEP"]), on_document(&["DUPLICATE"])),
        row(
            Check::Held,
            "comment",
            only(refused(&[], "Sanctions hit.", &[])),
            only(refused(&[], "No sanctions hit.", &[])),
        ),
        row(
            Check::LabelSensitive,
            "on a document",
            only(refused(&[], "", &[paper(&["GRAPHIC_EDITOR"], "")])),
            only(refused(&[], "", &[paper(&["UNFILLED_ID"], "")])),
        ),
    ]
}
