//! What became of the requests that went out. The case does not tell of them, so these are added to what it shows.

use super::{Check, Finding, Severity, sort};
use crate::domain::case::Case;
use crate::domain::follow_up::{Pursuit, SendingState};
use crate::domain::key::{Item, Subject};
use crate::domain::mask::{Mask, Sentence, nicknames};
use crate::domain::text::SafeText;

/// Adds what the requests show to the findings of a case. `is_chase` says whether one is to be chased.
pub fn add_to(findings: &mut Vec<Finding>, case: &Case, pursuit: &Pursuit, is_chase: bool) {
    if is_chase && let Some(due) = pursuit.in_short.due {
        let sentence =
            format!("To be chased since {}: all that is still asked was sent before.", due.strftime("%a %-d %b %Y"));
        findings.push(plain(Check::ChaseDue, Severity::Warning, Item::Case, &sentence));
    }
    for ask in &pursuit.raised {
        let sentence = "This was asked, or changed, after the request went out: it was not sent yet.";
        findings.push(plain(Check::AskedSince, Severity::Warning, Item::Ask(ask.clone()), sentence));
    }
    let open = pursuit.sendings.iter().filter(|sending| sending.state == SendingState::Open);
    for to in open.flat_map(|sending| &sending.moved) {
        let item = match to {
            Subject::Party(key) => Item::Party(key.clone()),
            Subject::Company | Subject::UnknownParty(_) => Item::Facts,
        };
        if findings.iter().any(|known| known.check == Check::AddressChanged && known.item == item) {
            continue;
        }
        let said =
            |who: &str| SafeText::line(&format!("The request went to {who}, whose contact data is another one now."));
        let sentence = Sentence::repeating(said(&called(case, to, Mask::Off)), said(&called(case, to, Mask::On)));
        findings.push(Finding { check: Check::AddressChanged, severity: Severity::Warning, item, sentence });
    }
    sort(findings);
}

fn called(case: &Case, subject: &Subject, mask: Mask) -> String {
    let Subject::Party(key) = subject else { return subject.words() };
    let email = case.party(subject).and_then(|party| party.email.given()).filter(|email| !email.is_blank());
    match (mask, email) {
        (Mask::On, _) => nicknames(case).get(key).map_or_else(|| subject.words(), ToString::to_string),
        (Mask::Off, Some(email)) => email.show(Mask::Off).to_string(),
        (Mask::Off, None) => subject.words(),
    }
}

fn plain(check: Check, severity: Severity, item: Item, sentence: &str) -> Finding {
    Finding { check, severity, item, sentence: Sentence::plain(SafeText::line(sentence)) }
}
