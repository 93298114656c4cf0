//! Error replies in every documented shape, and whatever a gateway may send in their place.

use kyb_dash::api::{Secrets, convert};
use kyb_dash::domain::failure::{Failure, FailureKind as Kind};
use kyb_dash::domain::text::SafeText;
use secrecy::SecretString;

const TOKEN: &str = "zXq0.invented-token.not-a-JWT.4711";

fn secrets() -> Secrets {
    Secrets::new([SecretString::from(TOKEN)])
}

fn read(status: u16, body: &str) -> Failure {
    convert::failure(status, Some("application/json"), body.as_bytes(), &secrets())
}

fn fields(failure: &Failure) -> Vec<String> {
    failure.fields.iter().map(|(field, says)| format!("{field}: {says}")).collect()
}

macro_rules! error {
    ($name:literal) => {
        include_str!(concat!("../fixtures/errors/", $name, ".json"))
    };
}

/// Faults: W14.
#[test]
fn every_documented_shape_is_read() {
    let table: [(u16, &str, Kind, &str, &[&str]); 14] = [
        (
            400,
            error!("400_field_map"),
            Kind::Refused(400),
            "The request has faults",
            &[
                "basic_info.email: is no e-mail address",
                "associated_parties[0].basic_info.dob: is too young",
                "addresses.physical_address: is needed here",
            ],
        ),
        (400, error!("400_malformed"), Kind::Refused(400), "The body cannot be read", &[]),
        (401, error!("401_message"), Kind::SignedOut, "Not signed in", &[]),
        (403, error!("403_code_object"), Kind::Forbidden, "This customer does not allow it", &[]),
        (404, error!("404_code_object"), Kind::NotFound, "There is no such thing", &[]),
        (404, error!("404_customer_v1"), Kind::NotFound, "No such customer", &[]),
        (404, error!("404_message"), Kind::NotFound, "No such resource", &[]),
        (409, error!("409_code_object"), Kind::Conflict, "Another request is under way", &[]),
        (
            409,
            error!("409_collision"),
            Kind::Conflict,
            "Some wallets exist",
            &["collision: rail SOLANA, currency USDC"],
        ),
        (422, error!("422_int_code_object"), Kind::Refused(422), "Some fields have faults", &["amount: is too small"]),
        (
            422,
            error!("422_errors"),
            Kind::Refused(422),
            "Some fields have faults",
            &["per_page: is not from 1 to 512", "type: is missing"],
        ),
        (423, error!("423_message"), Kind::Locked, "RELIANCE is off for this client", &[]),
        (423, error!("423_with_status"), Kind::Locked, "RELIANCE is off for this client", &[]),
        (500, error!("500_with_status"), Kind::Server(500), "Something broke", &[]),
    ];
    for (status, body, kind, said, complaints) in table {
        let failure = read(status, body);
        assert_eq!(failure.kind, kind, "{body}");
        assert_eq!(failure.said.as_ref().map(SafeText::as_str), Some(said), "{body}");
        assert_eq!(fields(&failure), complaints, "{body}");
    }
}

#[test]
fn every_status_has_a_kind() {
    let table = [
        (302, Kind::Redirected),
        (418, Kind::Status(418)),
        (429, Kind::RateLimited),
        (502, Kind::Server(502)),
        (503, Kind::Server(503)),
        (599, Kind::Server(599)),
        (600, Kind::Status(600)),
        (101, Kind::Status(101)),
    ];
    for (status, kind) in table {
        assert_eq!(read(status, "{}"), Failure::new(kind));
    }
}

/// Faults: W4.
#[test]
fn what_is_no_json_is_described() {
    let table: [(Option<&str>, &[u8], &str); 7] = [
        (Some("text/html; charset=utf-8"), b"<h1>Bad gateway</h1>", "the server sent HTML, not JSON"),
        (None, b"\n<!doctype HTML><p>x", "the server sent HTML, not JSON"),
        (Some("application/json"), b"", "the server sent an empty answer"),
        (Some("text/plain"), b"upstream timed out\x07", "the server sent text, not JSON: “upstream timed out␇”"),
        (None, b"{\"message\":\"cut o", "the server sent JSON that cannot be read: it is cut off or malformed"),
        (None, b"\xff\xfe\x00", "the server sent 3 bytes that are not text"),
        (None, b"\xef\xbb\xbf  ", "the server sent an empty answer"),
    ];
    for (content_type, body, said) in table {
        let failure = convert::failure(502, content_type, body, &secrets());
        assert_eq!(failure.kind, Kind::Server(502));
        assert_eq!(failure.said.unwrap().as_str(), said);
    }
    let long = convert::failure(500, None, "no ".repeat(1_000).as_bytes(), &secrets());
    assert!(long.said.unwrap().as_str().chars().count() < 200);
}

/// Faults: A7.
#[test]
fn a_secret_that_is_echoed_is_never_shown() {
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    let (front, back) = TOKEN.split_at(TOKEN.len() / 2);
    let (jwt_front, _) = jwt.split_at(12);
    let bodies = [
        format!(r#"{{"message":"bad header: Bearer {TOKEN}"}}"#),
        format!(r#"{{"message":"{TOKEN}"}}"#),
        format!(r#"{{"error":{{"code":"x","message":"cut: {front}…"}}}}"#),
        format!(r#"{{"message":"no","errors":[{{"{TOKEN}":"{jwt}"}},{{"field":"{jwt}","message":"{TOKEN}"}}]}}"#),
        format!(r#"{{"message":"no","data":{{"authorization":["{TOKEN}","{jwt}"]}}}}"#),
        format!(r#"{{"message":"no","collisions":[{{"token":"{TOKEN}"}}]}}"#),
        format!(r#"{{"message":"{}"}}"#, TOKEN.replace('.', "\\u002e")),
        format!("proxy saw Authorization: Bearer {TOKEN}"),
        format!("proxy saw {jwt}"),
    ];
    for body in bodies {
        for status in [400, 401, 502] {
            let failure = read(status, &body);
            let shown = format!("{failure} {failure:?}");
            for secret in [front, back, jwt_front] {
                assert!(!shown.contains(secret), "{secret} in {shown}");
            }
            assert!(shown.contains("[hidden]"), "{shown}");
        }
    }
}

#[test]
fn odd_bodies_give_a_failure_all_the_same() {
    let odd = ["null", "7", "[]", r#"{"message":7}"#, r#"{"message":"  "}"#, r#"{"errors":null,"data":null}"#];
    for body in odd {
        assert_eq!(read(404, body), Failure::new(Kind::NotFound), "{body}");
    }
    assert_eq!(read(403, r#"{"error":"forbidden"}"#).said.unwrap().as_str(), "forbidden");
    assert_eq!(read(403, r#"{"error":{"code":"forbidden"}}"#).said.unwrap().as_str(), "forbidden");
    let many: Vec<String> = (0..500).map(|n| format!(r#"{{"f{n}":"{}"}}"#, "x".repeat(1_000))).collect();
    let failure = read(422, &format!(r#"{{"message":"{}","errors":[{}]}}"#, "m".repeat(10_000), many.join(",")));
    assert_eq!(failure.fields.len(), 20);
    assert!(failure.sentence().len() < 10_000);
}
