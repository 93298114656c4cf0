//! `sent`: a request went out by hand. It is marked, so that the case is with the customer until it is to be chased.

use jiff::civil::Date;

use crate::catalogue;
use crate::domain::calendar;
use crate::domain::customer::CustomerStatus;
use crate::domain::draft::{DraftOptions, Recipient, drafts};
use crate::domain::follow_up::Entered;
use crate::domain::history::Way;
use crate::domain::hold::Precautions;
use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::time::Wall;
use crate::domain::wording::counted;
use crate::output::entered_sentence;

use super::kept::{Recorder, nothing_remembered};
use super::recipient::{is_called, name_of};
use super::{CommandError, Opened};

/// Said of a held case.
const HELD: &str = "the case is held: nothing may be sent before compliance was asked, so nothing was marked as sent";

/// A request that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRequest {
    /// To whom: `company`, or the id of a party.
    pub to: Vec<String>,
    /// When it is to be chased.
    pub follow_up: Date,
    /// The day it is.
    pub today: Date,
    /// What is noted with it.
    pub note: Option<String>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marked {
    /// It is kept: this is said.
    Kept(String),
    /// The case is held, and nothing is kept.
    Held(&'static str),
}

/// Refuses where nothing can be kept, before the server is asked for anything.
///
/// # Errors
/// Where nothing is remembered.
pub fn check(recorder: &Recorder) -> anyhow::Result<()> {
    if recorder.is_on() { Ok(()) } else { Err(nothing_remembered("`sent`")) }
}

/// Marks a request as sent.
///
/// # Errors
/// [`CommandError::Misuse`] where the case has no such recipient; and where Fin has decided, or it cannot be kept.
pub async fn sent(opened: &Opened, request: SentRequest, recorder: &mut Recorder) -> anyhow::Result<Marked> {
    let SentRequest { to, follow_up, today, note } = request;
    let case = &opened.case;
    let looked_at = opened.fetched.unwrap_or_else(Wall::now);
    recorder.look(case, looked_at).await;
    if Precautions::of(case, &catalogue::glossary()).is_held() {
        return Ok(Marked::Held(HELD));
    }
    anyhow::ensure!(
        case.profile.known_status() != Some(CustomerStatus::Rejected),
        "Fin has rejected this customer: nothing is chased, so nothing was marked as sent"
    );
    let subjects = case.subjects();
    let drafts = drafts(case, &catalogue::glossary(), &DraftOptions::default(), Mask::Off);
    let mut named: Vec<Subject> = Vec::new();
    for name in &to {
        let subject = one_of(&subjects, name)?;
        anyhow::ensure!(
            drafts.messages.iter().any(|draft| draft.recipient.subject() == subject),
            "nothing is asked of {name}, so nothing was marked as sent"
        );
        if !named.contains(&subject) {
            named.push(subject);
        }
    }
    let noted = note.as_ref().map(|note| counted(note.lines().count(), "line", "lines"));
    let what = Entered::Sent { to: named, way: Way::ByHand, follow_up, note };
    let kept = recorder.enter(case, looked_at, &what).await?;
    let kept = kept.and_then(|past| entered_sentence(&past.what, Mask::On)).ok_or_else(|| {
        anyhow::anyhow!("not kept: this customer's id is no UUID, and nothing of such customers is remembered")
    })?;
    let noted = noted.map_or_else(String::new, |lines| format!(", with a note of {lines}"));
    let day = calendar::words(follow_up, today);
    Ok(Marked::Kept(format!("kept: {kept} ({day}){noted}\n")))
}

/// The one of a case that is meant.
fn one_of(subjects: &[Subject], name: &str) -> Result<Subject, CommandError> {
    let recipients: Vec<Recipient> = subjects.iter().map(Recipient::of).collect();
    let meant: Vec<&Recipient> = recipients.iter().filter(|recipient| is_called(recipient, name)).collect();
    match meant.as_slice() {
        [one] => Ok(one.subject()),
        [] => {
            let names = recipients.iter().map(name_of).filter(|name| !name.is_empty());
            let names = names.collect::<Vec<_>>().join(", ");
            Err(CommandError::Misuse(format!("the case has no such recipient; --to takes {names}")))
        }
        several => {
            let count = several.len();
            Err(CommandError::Misuse(format!(
                "{count} parties are called so; give a whole id, or mark it in the dashboard"
            )))
        }
    }
}
