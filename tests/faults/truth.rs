//! What cannot be read is never told as gone, resolved, nobody's or nothing: damage in every place of a case, under every
//! status, through changes, ball, counts, why, findings and reports.

use std::sync::LazyLock;

use kyb_dash::api::convert;
use kyb_dash::catalogue;
use kyb_dash::domain::ball::Ball;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::change::{Change, Inventory};
use kyb_dash::domain::digest::{Digest, Look};
use kyb_dash::domain::finding::{Check, Finding, Thresholds, findings};
use kyb_dash::domain::glossary::Glossary;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::why::why;
use serde_json::{Value, json};

use super::sinks::{now, text_of};
use super::{REFERENCE_ID, places, reference};

static GLOSSARY: LazyLock<Glossary> = LazyLock::new(catalogue::glossary);

fn read(reply: &Value) -> Case {
    convert::case(reply.to_string().as_bytes(), &CustomerId::parse(REFERENCE_ID).unwrap()).unwrap()
}

/// How a place is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    Removed,
    Nulled,
    Object,
    List,
    Number,
}

const DAMAGES: [Damage; 5] = [Damage::Removed, Damage::Nulled, Damage::Object, Damage::List, Damage::Number];

/// The reply with one place damaged; `None` where that would be no damage: an entry that is really taken out, a value of
/// the same kind, and the two places where `null` is documented to mean that there is nothing.
fn damaged(whole: &Value, path: &str, damage: Damage) -> Option<Value> {
    let mut reply = whole.clone();
    let (parent, key) = path.rsplit_once('/').unwrap();
    let value = match damage {
        Damage::Removed => {
            reply.pointer_mut(parent).unwrap().as_object_mut()?.remove(key);
            return Some(reply);
        }
        Damage::Nulled if path.ends_with("/rejection_reason") || path.ends_with("/applicant") => return None,
        Damage::Nulled => Value::Null,
        Damage::Object => json!({"id": {"id": 1}}),
        Damage::List => json!([[[1]], "x"]),
        Damage::Number => json!(7),
    };
    let place = reply.pointer_mut(path).unwrap();
    let same_kind = place.is_object() && value.is_object() || place.is_array() && value.is_array();
    // A number in place of a share or a time can be read.
    let is_readable = value.is_number() && (place.is_number() || path.ends_with("_at"));
    *place = value;
    (!same_kind && !is_readable).then_some(reply)
}

/// The reference case under this status, and each of its damaged copies with what was done to it.
fn each_damage(status: &str, check: impl Fn(&Case, &Case, &str)) {
    let mut whole = reference();
    whole["data"]["customer_status"] = json!(status);
    let case = read(&whole);
    let below = places(&whole).into_iter().filter(|path| path.starts_with("/data/") && path != "/data/customer_id");
    let mut count = 0;
    for path in below {
        for damage in DAMAGES {
            let Some(reply) = damaged(&whole, &path, damage) else { continue };
            count += 1;
            check(&case, &read(&reply), &format!("{status}: {path} {damage:?}"));
        }
    }
    assert!(count > 500, "{count}");
}

const STATUSES: [&str; 4] = ["ACTION_REQUIRED", "APPROVED", "REVIEWING", "ASSOCIATED_PARTIES_REMAINING"];

fn codes(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{} {}", change.code(), change.item.words())).collect()
}

/// Faults: K1, K6.
#[test]
fn nothing_comes_or_goes_because_something_cannot_be_read() {
    each_damage("ACTION_REQUIRED", |whole, damaged, what| {
        let (before, after) = (Inventory::of(whole), Inventory::of(damaged));
        let lost = codes(&before.changes(&after));
        let found = codes(&after.changes(&before));
        let kept = codes(&after.clone().filled_from(&before).changes(&before));
        for code in lost.iter().chain(&found).chain(&kept) {
            let is_claim = ["opened", "resolved", "added", "removed"].iter().any(|word| code.starts_with(word));
            assert!(!is_claim, "{what}: {code}\n{lost:?}\n{found:?}\n{kept:?}");
        }
        let gaps = |codes: &[String]| {
            codes.iter().filter(|code| code.starts_with("unreadable") || code.starts_with("not_told")).count()
        };
        assert!(gaps(&lost) <= 1, "{what} is told more than once: {lost:?}");
        assert!(kept.iter().all(|code| code.starts_with("readable_again") || code.starts_with("altered")), "{kept:?}");
    });
}

/// Faults: K2, K6.
#[test]
fn nobody_is_let_off_because_something_cannot_be_read() {
    for status in STATUSES {
        each_damage(status, |_, damaged, what| {
            let digest = Digest::of(damaged, &GLOSSARY, Look::default());
            let requests_not_told =
                what.contains("/request_for_information Removed") || what.contains("/request_for_information Nulled");
            let is_told_otherwise = requests_not_told && matches!(status, "APPROVED" | "REVIEWING");
            assert!(digest.ball.may_need_us() || is_told_otherwise, "{what}: {}", digest.ball);
            if what.contains("/request_for_information ") && !requests_not_told {
                let expected = if matches!(status, "APPROVED" | "REVIEWING") { Ball::Unknown } else { Ball::Us };
                assert_eq!(digest.ball, expected, "{what}");
            }
            assert!(digest.asks.exact().is_none_or(|asks| asks == 4), "{what}: {} asks", digest.asks);
            assert!(digest.blocked_parties.exact().is_none_or(|blocked| blocked == 1), "{what}");
        });
    }
}

/// Faults: K2, K6.
#[test]
fn no_sentence_claims_that_there_is_nothing() {
    let claims = ["nothing is asked", "nothing is owed", "no reason is given", "nothing says", "none is listed"];
    for status in STATUSES {
        each_damage(status, |_, damaged, what| {
            let why = why(damaged, &GLOSSARY, now()).unmasked().to_string();
            let text = text_of(damaged);
            let gap = ["could not", "not told", "unreadable", "not given", "not known"];
            for claim in claims {
                assert!(!why.contains(claim), "{what}: {why}");
            }
            if what.contains("/request_for_information ") || what.contains("/associated_parties ") {
                assert!(gap.iter().any(|gap| text.contains(gap)), "{what}: {text}");
            }
            for line in ["asks: 0", "Asks: 0", "asks:               0", "Refused: 0"] {
                assert!(!text.contains(line), "{what}: {line}");
            }
        });
    }
}

/// Checks that say that something is missing.
const OF_ABSENCE: [Check; 9] = [
    Check::OwnSum,
    Check::NoUbo,
    Check::PartyRejectedNoRfi,
    Check::PartyRejectedNoReason,
    Check::DocWithoutAsk,
    Check::AskWithoutDoc,
    Check::RejectionNoComment,
    Check::BlockedOnlyBy,
    Check::LabelOrphan,
];

/// Faults: K6.
#[test]
fn no_check_takes_what_cannot_be_read_for_missing() {
    let found = |case: &Case| findings(case, &GLOSSARY, &Thresholds::default(), now());
    each_damage("ACTION_REQUIRED", |whole, damaged, what| {
        if what.ends_with("Removed") || what.ends_with("Nulled") {
            return;
        }
        let (before, after) = (found(whole), found(damaged));
        for check in OF_ABSENCE {
            // That shares cannot be added up is no claim about them.
            let claims = |found: &[Finding]| {
                let of_check = found.iter().filter(|finding| finding.check == check);
                of_check.filter(|finding| !finding.sentence.unmasked().as_str().contains("cannot be added up")).count()
            };
            assert!(claims(&after) <= claims(&before), "{what}: {check}: {after:?}");
        }
    });
}
