//! The sandbox as a client meets it: over TCP, with the HTTP client the program itself uses.

mod demo_files;
mod lists;
mod moves;
mod refusals;
mod scripts;
mod token_pairs;

use serde_json::{Value, json};

use super::{CLIENT_ID, CLIENT_SECRET, Options, Sandbox, Scenario};

/// A running sandbox and a signed-in client.
struct Harness {
    sandbox: Sandbox,
    http: reqwest::Client,
    token: String,
}

impl Harness {
    async fn open(scenario: Scenario) -> Self {
        Self::open_with(scenario, Options::default()).await
    }

    async fn open_with(scenario: Scenario, options: Options) -> Self {
        let sandbox = Sandbox::start_with(scenario, options).await.unwrap();
        let token = sandbox.access_token();
        Self { sandbox, http: http(), token }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.get_as(path, &format!("Bearer {}", self.token)).await
    }

    async fn get_as(&self, path: &str, authorization: &str) -> (u16, Value) {
        let request = self.http.get(self.url(path)).header("authorization", authorization);
        read(request.send().await.unwrap()).await
    }

    /// The customer of a detail request that must succeed.
    async fn look(&self, id: &str) -> Value {
        let (status, mut body) = self.get(&format!("/v2/customers/{id}")).await;
        assert_eq!(status, 200, "{body}");
        body["data"].take()
    }

    /// One list of up to 512 rows.
    async fn rows(&self, kind: &str) -> Vec<Value> {
        let (status, body) = self.get(&format!("/v2/customers?type={kind}&per_page=512")).await;
        assert_eq!(status, 200, "{body}");
        body["data"]["customers"].as_array().unwrap().clone()
    }

    async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> (u16, Value) {
        let request = self.http.post(self.url(path)).header("content-type", "application/json").body(body);
        read(request.send().await.unwrap()).await
    }
}

fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().tls_certs_only(std::iter::empty::<reqwest::Certificate>()).build().unwrap()
}

async fn read(response: reqwest::Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

fn credentials() -> String {
    json!({ "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET }).to_string()
}

/// A bare business with the given id and name.
fn business(id: &str, name: &str) -> Value {
    json!({
        "customer_id": id,
        "type": "BUSINESS",
        "business_name": name,
        "email": "office@plain.example",
        "phone": "+12025550100",
        "country_of_incorporation": "GBR",
        "verification_type": "STANDARD",
        "customer_status": "REVIEWING",
        "tos_policies_url": "https://tos.example/",
        "associated_parties": [],
        "created_at": "@-3d",
        "updated_at": "@-1h",
        "last_status_updated_at": "@-2h",
        "rejection_reason": null,
        "request_for_information": [],
    })
}

/// A bare individual with the given id.
fn individual(id: &str) -> Value {
    json!({
        "customer_id": id,
        "type": "INDIVIDUAL",
        "first_name": "Ada",
        "last_name": "Thornfield",
        "email": "ada@plain.example",
        "phone": "+12025550101",
        "country_of_residence": "CAN",
        "verification_type": "STANDARD",
        "customer_status": "APPROVED",
        "tos_policies_url": "https://tos.example/",
        "created_at": "@-3d",
        "updated_at": "@-1h",
        "rejection_reason": null,
        "request_for_information": [],
    })
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["customer_id"].as_str().unwrap()).collect()
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}
