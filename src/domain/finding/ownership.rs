//! Who owns how much. Amounts are compared and added up exactly, and no sentence rounds one.

use crate::domain::fact::Fact;
use crate::domain::key::{Item, Subject};
use crate::domain::party::{Party, PartyStatus, Share};
use crate::domain::percent::Percent;
use crate::domain::wording::{code, number};

use super::{Check, Found, Look, Severity};

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    let parties = look.case.parties.items();
    let whole = Percent::from_hundredths(10_000);
    for party in parties {
        range(look, party, &whole, found);
    }
    if look.may_be_business() && !parties.is_empty() {
        sum(look, parties, &whole, found);
        threshold(look, parties, found);
    }
}

fn range(look: &Look<'_>, party: &Party, whole: &Percent, found: &mut Found) {
    let fault = match &party.share {
        Fact::Given(share) if !share.value().is_negative() && share.value() <= whole => return,
        Fact::Given(share) => format!(", {}, is outside 0 to 100 %.", share.value().in_short()),
        Fact::Unreadable(_) => " is not a number.".to_owned(),
        Fact::Missing | Fact::Null | Fact::Withheld => return,
    };
    let subject = Subject::Party(party.key.clone());
    let sentence = look.say(|names| format!("The share of {}{fault}", names.of(&subject)));
    found.tell(Check::OwnRange, Severity::Error, Item::Party(party.key.clone()), sentence);
}

/// One hundredth per party may be lost to rounding: three times 33.33 % is all of it.
fn sum(look: &Look<'_>, parties: &[Party], whole: &Percent, found: &mut Found) {
    let given: Vec<&Percent> = parties.iter().filter_map(|party| party.share.given().map(Share::value)).collect();
    let not_given = parties.len() - given.len();
    let tolerance = Percent::from_hundredths(i64::try_from(given.len()).unwrap_or(i64::MAX));
    let total = Percent::sum(given.into_iter());
    let (over, short) = (total.minus(whole), whole.minus(&total));
    let (severity, sentence) = if over > tolerance {
        (Severity::Error, format!("The shares add up to {}, more than 100 %.", total.in_short()))
    } else if not_given > 0 || !look.knows_all_parties {
        let missing = match not_given {
            0 => "a party could not be read".to_owned(),
            _ if parties.iter().any(|party| party.share.is_unknown()) => {
                format!("{} of {} shares not given or not readable", number(not_given), number(parties.len()))
            }
            _ => format!("{} of {} shares not given", number(not_given), number(parties.len())),
        };
        (Severity::Information, format!("The shares cannot be added up: {missing}."))
    } else if short > tolerance {
        let sentence = format!("The shares add up to {}: {} unaccounted for.", total.in_short(), short.in_short());
        (Severity::Warning, sentence)
    } else {
        return;
    };
    found.add(Check::OwnSum, severity, Item::Parties, &sentence);
}

fn threshold(look: &Look<'_>, parties: &[Party], found: &mut Found) {
    let line = &look.thresholds.ownership;
    let mut nobody = true;
    for party in parties {
        let Some(held) = party.share.given().map(Share::value).filter(|held| *held >= line) else { continue };
        nobody = false;
        if party.status() != Some(PartyStatus::Approved) {
            not_approved(look, party, held, line, found);
        }
    }
    let all_given = parties.iter().all(|party| party.share.given().is_some()) && look.knows_all_parties;
    if nobody && all_given {
        let sentence = format!("Nobody holds {} or more: a control person must be known elsewhere.", line.in_short());
        found.add(Check::NoUbo, Severity::Information, Item::Parties, &sentence);
    }
}

fn not_approved(look: &Look<'_>, party: &Party, held: &Percent, line: &Percent, found: &mut Found) {
    let beside =
        if held == line { "exactly the threshold".to_owned() } else { format!("threshold {}", line.in_short()) };
    let status = party.verification.given().map(|verification| &verification.status);
    let status = status.map_or_else(|| "not given".to_owned(), |status| code(&status.words()));
    let (subject, held) = (Subject::Party(party.key.clone()), held.in_short());
    let sentence = look.say(|names| {
        format!("{} holds {held} ({beside}) and is not approved: status {status}.", names.starting(&subject))
    });
    found.tell(Check::UboThreshold, Severity::Warning, Item::Party(party.key.clone()), sentence);
}
