//! Who owns how much. Amounts are compared in hundredths of a percent.

use crate::domain::fact::Fact;
use crate::domain::key::{Item, Subject};
use crate::domain::party::{Party, PartyStatus, Share, percent};
use crate::domain::wording::{capital, code};

use super::{Check, Found, Look, Severity};

/// All of a business, in hundredths of a percent.
const WHOLE: i64 = 10_000;

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    let parties = look.case.parties.items();
    for party in parties {
        range(look, party, found);
    }
    if look.is_business() && !parties.is_empty() {
        sum(look, parties, found);
        threshold(look, parties, found);
    }
}

fn range(look: &Look<'_>, party: &Party, found: &mut Found) {
    let whose = look.called(&Subject::Party(party.key.clone()));
    let sentence = match &party.share {
        Fact::Given(share) if (0..=WHOLE).contains(&share.hundredths()) => return,
        Fact::Given(share) => format!("The share of {whose}, {}, is outside 0 to 100 %.", percent(share.hundredths())),
        Fact::Unreadable(_) => format!("The share of {whose} is not a number."),
        Fact::Missing | Fact::Null | Fact::Withheld => return,
    };
    found.add(Check::OwnRange, Severity::Error, Item::Party(party.key.clone()), &sentence);
}

/// One hundredth per party may be lost to rounding: three times 33.33 % is all of it.
fn sum(look: &Look<'_>, parties: &[Party], found: &mut Found) {
    let given: Vec<i64> = parties.iter().filter_map(|party| party.share.given().map(Share::hundredths)).collect();
    let not_given = parties.len() - given.len();
    let total: i128 = given.iter().map(|share| i128::from(*share)).sum();
    let tolerance = i128::try_from(given.len()).unwrap_or(i128::MAX);
    let off = total - i128::from(WHOLE);
    let words = |hundredths: i128| percent(i64::try_from(hundredths).unwrap_or(i64::MAX));
    let (severity, sentence) = if off > tolerance {
        (Severity::Error, format!("The shares add up to {}, more than 100 %.", words(total)))
    } else if not_given > 0 || !look.knows_all_parties() {
        let missing = match not_given {
            0 => "a party could not be read".to_owned(),
            _ => format!("{not_given} of {} shares not given", parties.len()),
        };
        (Severity::Information, format!("The shares cannot be added up: {missing}."))
    } else if off < -tolerance {
        (Severity::Warning, format!("The shares add up to {}: {} unaccounted for.", words(total), words(-off)))
    } else {
        return;
    };
    found.add(Check::OwnSum, severity, Item::Parties, &sentence);
}

fn threshold(look: &Look<'_>, parties: &[Party], found: &mut Found) {
    let line = look.thresholds.ownership;
    let reaches = |party: &&Party| party.share.given().is_some_and(|share| share.hundredths() >= line);
    for party in parties.iter().filter(reaches).filter(|party| party.status() != Some(PartyStatus::Approved)) {
        let held = party.share.given().map_or(0, Share::hundredths);
        let beside =
            if held == line { "exactly the threshold".to_owned() } else { format!("threshold {}", percent(line)) };
        let status = party.verification.given().map(|verification| &verification.status);
        let status = status.map_or_else(|| "not given".to_owned(), |status| code(&status.words()));
        let whose = capital(&look.called(&Subject::Party(party.key.clone())));
        let sentence = format!("{whose} holds {} ({beside}) and is not approved: status {status}.", percent(held));
        found.add(Check::UboThreshold, Severity::Warning, Item::Party(party.key.clone()), &sentence);
    }
    let all_given = parties.iter().all(|party| party.share.given().is_some()) && look.knows_all_parties();
    if all_given && !parties.iter().any(|party| reaches(&party)) {
        let sentence = format!("Nobody holds {} or more: a control person must be known elsewhere.", percent(line));
        found.add(Check::NoUbo, Severity::Information, Item::Parties, &sentence);
    }
}
