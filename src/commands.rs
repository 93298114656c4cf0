//! The commands without a screen. They see what the dashboard sees and say it in the words of [`output`](crate::output);
//! all but [`watch`] hand back what is to be printed.

mod customers;
mod details;
pub mod doctor;
pub mod draft;
mod error;
pub mod forget;
pub mod handover;
pub mod history;
pub mod kept;
pub mod list;
pub mod memory;
pub mod note;
mod progress;
mod recipient;
pub mod report;
pub mod schema;
mod seen;
pub mod sent;
pub mod short_id;
pub mod show;
pub mod stdout;
pub mod watch;

use anyhow::Context;

use crate::api::{Client, convert};
use crate::domain::case::Case;
use crate::domain::failure::Failure;
use crate::domain::id::CustomerId;
use crate::domain::origin::Origin;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

pub use self::error::CommandError;

/// A case to tell of.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The case.
    pub case: Case,
    /// When it was fetched; a saved one does not say.
    pub fetched: Option<Wall>,
    /// Where it came from.
    pub source: Origin,
}

impl Opened {
    /// Fetches the case of an id, or of the beginning of one; `source` names the server.
    ///
    /// # Errors
    /// Where the server does not give it, and where several ids begin so.
    pub async fn fetch(client: &Client, id: &CustomerId, source: &str) -> Result<Self, CommandError> {
        let meant = short_id::one(client, id).await?;
        let case = client.case(&meant.id).await.map_err(|failure| meant.unanswered(failure))?;
        Ok(Self { case, fetched: Some(Wall::now()), source: Origin::Server(SafeText::line(source)) })
    }

    /// Reads the content of a saved file; `wanted`, an id or the beginning of one, picks one of several customers in it.
    ///
    /// # Errors
    /// Where it holds no customer details, not those wanted, or several and nobody said which.
    pub fn read(content: &[u8], file: &str, wanted: Option<&CustomerId>) -> anyhow::Result<Self> {
        let mut cases = convert::saved(content).with_context(|| file.to_owned())?;
        let file_name = SafeText::line(file);
        let (places, is_beginning) = match wanted {
            None => ((0..cases.len()).collect(), false),
            Some(wanted) => match places(&cases, |id| id == wanted) {
                none if none.is_empty() && short_id::is_beginning(wanted) => {
                    (places(&cases, |id| id.begins_with(wanted.as_str())), true)
                }
                same => (same, false),
            },
        };
        let place = match (places.as_slice(), wanted) {
            ([place], _) => *place,
            (places, Some(id)) if is_beginning && !places.is_empty() => {
                let count = places.len();
                let sentence =
                    format!("{file_name} holds {count} customers whose ids begin with {id}; write more of it");
                return Err(CommandError::Misuse(sentence).into());
            }
            (places, wanted) => return Err(CommandError::Misuse(not_one(&file_name, places.len(), wanted)).into()),
        };
        let case = cases.swap_remove(place).with_context(|| file.to_owned())?;
        Ok(Self { case, fetched: None, source: Origin::File(file_name) })
    }
}

fn places(cases: &[Result<Case, Failure>], is_wanted: impl Fn(&CustomerId) -> bool) -> Vec<usize> {
    let is_wanted = |case: &Result<Case, Failure>| case.as_ref().is_ok_and(|case| is_wanted(&case.id));
    cases.iter().enumerate().filter(|(_, case)| is_wanted(case)).map(|(place, _)| place).collect()
}

/// Why a file does not hold just the one customer that was meant.
fn not_one(file: &SafeText, count: usize, wanted: Option<&CustomerId>) -> String {
    match wanted {
        None => format!("{file} holds {count} customers; put the id of one of them before --file"),
        Some(id) if count == 0 => format!("{file} holds no customer {id}; check the id"),
        Some(id) => format!("{file} holds {count} customers with the id {id}; take all but the one you mean out of it"),
    }
}
