//! Earlier looks at some of the demo's customers, and what was sent to them meanwhile.

use serde_json::{Value, json};

use super::Customers;
use crate::api::convert;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::follow_up::Entered;
use crate::domain::history::Way;
use crate::domain::key::Subject;
use crate::domain::time::Wall;
use crate::store::{Earlier, EarlierEntry};

/// How a case went, by hours before the start, oldest first.
struct Course {
    id: &'static str,
    steps: &'static [(i64, Step)],
}

enum Step {
    /// It was looked at: in this status, and nothing was asked or refused.
    Stood(&'static str),
    /// It was looked at: in this status, and these papers were asked of the company, or a part of them.
    Asked(&'static str, &'static [Paper]),
    /// It was looked at, and stood as the first look of the demo shows it, but that these papers were asked as well.
    AsNow(&'static [Paper]),
    /// A request for all that was asked of the company then went out.
    Sent,
}

use Step::{AsNow, Asked, Sent, Stood};

/// A section and a document type.
type Paper = (&'static str, &'static str);

const REGISTRATION: Paper = ("formation_documents", "REGISTRATION_DOCUMENT");
const CONSTITUTION: Paper = ("formation_documents", "CONSTITUTIONAL_DOCUMENT");
const DIRECTORS: Paper = ("formation_documents", "EVIDENCE_OF_DIRECTORS_AND_CONTROLLERS");
const TAX: Paper = ("formation_documents", "PROOF_OF_TAX_IDENTIFICATION");
const CHART: Paper = ("ownership_documents", "OWNERSHIP_CHART");
const FUNDS: Paper = ("supporting_documents", "PROOF_OF_SOURCE_OF_FUNDS");
const FLOW: Paper = ("supporting_documents", "FLOW_OF_FUNDS");
const ADDRESS: Paper = ("supporting_documents", "PROOF_OF_ADDRESS");

const fn days(days: i64) -> i64 {
    days * 24
}

/// The last step of each is as the demo begins, so that nothing seems to have changed by itself.
const COURSES: [Course; 14] = [
    // Redstart Metals Trading: long with us, and longer with Fin's compliance.
    Course {
        id: "5bfcdc45-c7d3-471d-9a05-43417bdfb5cf",
        steps: &[
            (days(56), Stood("REVIEWING")),
            (days(52), Asked("ACTION_REQUIRED", &[REGISTRATION, CHART, FUNDS])),
            (days(51), Sent),
            (days(46), Asked("ACTION_REQUIRED", &[CHART, FUNDS])),
            (days(41), Stood("REVIEWING")),
            (days(33) - 2, AsNow(&[])),
        ],
    },
    // Slate & Rowan Archive: asked twice, now long under review.
    Course {
        id: "44d0a426-00d7-41c6-9598-f3f08de84c4c",
        steps: &[
            (days(38), Stood("PROCESSING")),
            (days(36), Asked("ACTION_REQUIRED", &[REGISTRATION, DIRECTORS])),
            (days(34), Sent),
            (days(31), Asked("ACTION_REQUIRED", &[REGISTRATION, DIRECTORS, FUNDS])),
            (days(30), Sent),
            (days(26) - 2, AsNow(&[])),
        ],
    },
    // Lodestar Cartography: approved.
    Course {
        id: "bbd942f9-c003-4dee-9302-8cd5c79eed55",
        steps: &[
            (days(41) - 5, Stood("REVIEWING")),
            (days(39), Asked("ACTION_REQUIRED", &[CHART, FUNDS])),
            (days(38), Sent),
            (days(35), Stood("REVIEWING")),
            (days(33) - 3, AsNow(&[])),
        ],
    },
    // Juniper Fold: Fin asks anew, and is content with a part.
    Course {
        id: "a458845e-8228-4548-bfb4-ae93c1cf57ea",
        steps: &[
            (days(40), Stood("PROCESSING")),
            (days(34), Asked("ACTION_REQUIRED", &[CONSTITUTION, CHART])),
            (days(29), Stood("REVIEWING")),
            (days(22) - 2, AsNow(&[TAX, FUNDS, FLOW])),
            (days(12), AsNow(&[FUNDS, FLOW])),
            (days(1), AsNow(&[])),
        ],
    },
    // A trader in stationery: approved.
    Course {
        id: "167b1401-019c-482a-a649-5db74fcff1a3",
        steps: &[
            (days(34) - 4, Stood("REVIEWING")),
            (days(32), Asked("ACTION_REQUIRED", &[REGISTRATION])),
            (days(31), Sent),
            (days(29), Stood("REVIEWING")),
            (days(28) - 2, AsNow(&[])),
        ],
    },
    // Lanternfish Remittance: rejected.
    Course {
        id: "21c8227d-dde2-4e76-b898-8ab9de0f7ceb",
        steps: &[(days(36), Stood("REVIEWING")), (days(34) - 3, AsNow(&[]))],
    },
    // Longfellow Harbour Holdings: in its second round.
    Course {
        id: "0d635b86-f809-4d20-bb5f-96e10d3a9c8a",
        steps: &[
            (days(30), Stood("PROCESSING")),
            (days(27), Asked("ACTION_REQUIRED", &[CONSTITUTION, CHART, FUNDS])),
            (days(25), Sent),
            (days(20), Stood("REVIEWING")),
            (days(9) - 3, AsNow(&[])),
        ],
    },
    // Foxglove & Fern: approved.
    Course {
        id: "084272af-7c47-4493-abcc-158b34c323e9",
        steps: &[
            (days(24), Stood("REVIEWING")),
            (days(23), Asked("ACTION_REQUIRED", &[REGISTRATION, ADDRESS])),
            (days(22) - 4, Sent),
            (days(21), Stood("REVIEWING")),
            (days(20) - 2, AsNow(&[])),
        ],
    },
    // Obsidian Ferry Payments: answered, now with Fin's compliance.
    Course {
        id: "f5729639-1804-4988-bb4f-6bdc8c094cbb",
        steps: &[
            (days(17) - 4, Stood("REVIEWING")),
            (days(15), Asked("ACTION_REQUIRED", &[CONSTITUTION, CHART, FUNDS, FLOW])),
            (days(14), Sent),
            (days(13), Asked("ACTION_REQUIRED", &[CHART, FUNDS, FLOW])),
            (days(9), Stood("REVIEWING")),
            (days(8) - 2, AsNow(&[])),
        ],
    },
    // Marrow & Vine Foods: complete since it began.
    Course {
        id: "f23393ab-299e-46ba-abb5-7ee010f5fe0d",
        steps: &[(days(16) - 3, Stood("INCOMPLETE")), (days(14) - 1, AsNow(&[]))],
    },
    // Halcyon Tern Instrumente: one party is asked.
    Course {
        id: "365bf63a-6659-4554-8410-3017ead492d2",
        steps: &[(days(14), Stood("PROCESSING")), (days(12), Stood("REVIEWING")), (days(4) + 3, AsNow(&[]))],
    },
    // A builder of bridges: answered, now with Fin's compliance.
    Course {
        id: "58679e52-140d-4538-b9e3-9c3b7968000b",
        steps: &[
            (days(12) - 3, Stood("PROCESSING")),
            (days(11), Asked("ACTION_REQUIRED", &[REGISTRATION, DIRECTORS])),
            (days(10), Sent),
            (days(8), Stood("REVIEWING")),
            (days(7) - 2, AsNow(&[])),
        ],
    },
    // Hollow Mill Bakery: approved.
    Course {
        id: "7b9dcd96-4615-4708-81c6-6d22cf31d9d0",
        steps: &[
            (days(9) - 3, Stood("PROCESSING")),
            (days(8), Asked("ACTION_REQUIRED", &[TAX])),
            (days(7), Sent),
            (days(3), Stood("REVIEWING")),
            (days(2) - 3, AsNow(&[])),
        ],
    },
    // Northmoor Dairy: approved.
    Course {
        id: "21af3880-da49-4e98-abce-db9602e8ac7e",
        steps: &[(days(45) - 3, Stood("REVIEWING")), (days(43) - 3, AsNow(&[]))],
    },
];

/// All of them, in no order.
pub(super) fn all(customers: &mut Customers, calendar: &Calendar) -> Vec<EarlierEntry> {
    COURSES.iter().filter_map(|course| entries(customers, course, calendar)).flatten().collect()
}

fn entries(customers: &mut Customers, course: &Course, calendar: &Calendar) -> Option<Vec<EarlierEntry>> {
    let (id, text) = customers.first_look(course.id)?;
    let now: Value = serde_json::from_str(text).ok()?;
    let mut then: Option<(Case, &str, Wall)> = None;
    let mut entries = Vec::new();
    for (hours, step) in course.steps {
        let at = customers.ago(*hours)?;
        let (status, papers): (&str, &[Paper]) = match step {
            Stood(status) => (status, &[]),
            Asked(status, papers) => (status, papers),
            AsNow(papers) => (now.pointer("/data/customer_status")?.as_str()?, papers),
            Sent => {
                let (case, ..) = then.as_ref()?;
                let follow_up = calendar.follow_up(calendar.day(at), None);
                let sent = Entered::Sent { to: vec![Subject::Company], way: Way::Draft, follow_up, note: None };
                entries.push(EarlierEntry { case: case.clone(), at, what: Earlier::Entered(sent) });
                continue;
            }
        };
        let since = then.as_ref().filter(|(_, before, _)| *before == status).map_or(at, |(.., since)| *since);
        let mut look = now.clone();
        let customer = look.pointer_mut("/data")?;
        if !matches!(step, AsNow(_)) {
            customer["customer_status"] = json!(status);
            customer["last_status_updated_at"] = json!(since.to_string());
            customer["updated_at"] = json!(at.to_string());
            customer["rejection_reason"] = Value::Null;
            customer["request_for_information"] = json!([]);
            begin_parties(customer);
        }
        customer["request_for_information"].as_array_mut()?.extend(papers.iter().map(request));
        let case = convert::case(look.to_string().as_bytes(), &id).ok()?;
        entries.push(EarlierEntry { case: case.clone(), at, what: Earlier::Look });
        then = Some((case, status, since));
    }
    Some(entries)
}

/// Parties of whom something is refused now were under review when nothing was.
fn begin_parties(customer: &mut Value) {
    let created = customer["created_at"].clone();
    for party in customer["associated_parties"].as_array_mut().into_iter().flatten() {
        let verification = &mut party["verification"];
        if verification["status"] == "REJECTED" {
            let reason = json!({ "for_customer": null, "for_developer": null });
            *verification = json!({ "status": "REVIEWING", "reason": reason, "updated_at": created });
        }
    }
}

fn request((section, document_type): &Paper) -> Value {
    let fields = json!([{ "field_name": "files", "data_type": "URI", "status": "MISSING", "options": [] }]);
    json!({
        "scope": "CUSTOMER",
        "section": section,
        "categories": [{ "document_type": document_type, "fields": fields }],
    })
}
