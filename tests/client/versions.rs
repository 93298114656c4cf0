//! Customers that the second version of the API does not know: the first is asked once before they are said to be unknown.

use kyb_dash::api::Asked;
use kyb_dash::domain::customer::{CustomerStatus, Name};
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use serde_json::json;

use super::server::{Act, Server, answer, customer};
use super::{id, signed, unsigned};

const ADA: &str = "5d0a64f0-0000-4000-8000-0000000000ad";

fn gets(sandbox: &Sandbox) -> Vec<String> {
    sandbox.requests().into_iter().filter(|request| request.method == "GET").map(|request| request.path).collect()
}

#[tokio::test]
async fn an_individual_that_v2_does_not_know_is_asked_for_at_v1() {
    let ada =
        json!({ "customer_id": ADA, "type": "INDIVIDUAL", "first_name": "Ada", "customer_status": "IN_COMPLIANCE" });
    let sandbox = Sandbox::start(Scenario::of(vec![ada])).await.unwrap();
    sandbox.answer_all("/v2/customers/", Reply::not_found());
    let (client, events) = unsigned(&sandbox.base_url());
    let case = client.case(&id(&ADA.to_uppercase())).await;
    assert_eq!(case.unwrap_err().kind, FailureKind::NotFound, "the sandbox knows it by its own letters");
    let case = client.case(&id(ADA)).await.unwrap();
    assert!(matches!(case.profile.name, Name::Individual { .. }));
    assert_eq!(case.profile.status.given().unwrap().raw().as_str(), "ON_HOLD", "in the words of V1");
    assert_eq!(case.profile.known_status(), Some(CustomerStatus::InCompliance));
    assert_eq!(gets(&sandbox)[2..], [format!("/v2/customers/{ADA}"), format!("/v1/customers/{ADA}")]);
    let exchanges = events.exchanges();
    assert_eq!(exchanges[exchanges.len() - 2..], [(Asked::Case(id(ADA)), Ok(404)), (Asked::Case(id(ADA)), Ok(200))]);
}

/// Faults: W14.
#[tokio::test]
async fn a_customer_that_neither_knows_is_unknown() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    assert_eq!(client.case(&id("nobody")).await.unwrap_err().kind, FailureKind::NotFound);
    assert_eq!(gets(&sandbox), ["/v2/customers/nobody", "/v1/customers/nobody"]);
}

/// Faults: W14, W21.
#[tokio::test]
async fn what_v1_says_counts_where_it_says_anything_of_that_customer() {
    let another = r#"{"data":{"customer_id":"c2","type":"INDIVIDUAL"}}"#;
    let table = [
        (200, another, FailureKind::WrongCustomer, 1),
        (200, "<html>", FailureKind::NotUnderstood, 1),
        (500, "{}", FailureKind::Server(500), 3),
        (400, "{}", FailureKind::NotFound, 1),
        (401, "{}", FailureKind::NotFound, 1),
        (403, "{}", FailureKind::NotFound, 1),
        (410, "{}", FailureKind::NotFound, 1),
        (422, "{}", FailureKind::NotFound, 1),
    ];
    for (status, body, kind, asked) in table {
        let server = Server::start(move |_, seen| {
            let is_v1 = seen.line().starts_with("GET /v1/customers/c1");
            Act::Send(if is_v1 { answer(status, "", body) } else { answer(404, "", "{}") })
        })
        .await;
        let (client, _) = signed(&server.url);
        assert_eq!(client.case(&id("c1")).await.unwrap_err().kind, kind, "{status} {body}");
        assert_eq!(server.lines().len(), 1 + asked, "{status} {body}");
    }
}

#[tokio::test]
async fn v1_is_asked_for_nothing_that_v2_answers_otherwise() {
    for status in [400, 401, 403, 410, 422] {
        let server = Server::start(move |_, _| Act::Send(answer(status, "", "{}"))).await;
        let (client, _) = signed(&server.url);
        client.case(&id("c1")).await.unwrap_err();
        assert_eq!(server.lines(), ["GET /v2/customers/c1"], "{status}");
    }
    let server = Server::start(|_, seen| Act::Send(customer(seen))).await;
    let (client, _) = signed(&server.url);
    client.case(&id("c1")).await.unwrap();
    assert_eq!(server.lines(), ["GET /v2/customers/c1"]);
}
