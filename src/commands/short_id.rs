//! The customer that is meant by an id, or by the beginning of one, as people read it from a screen or a ticket.

use crate::api::{Client, ListKind, Page};
use crate::domain::completeness::Completeness;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;
use crate::domain::text::SafeText;
use crate::domain::wording::{counted, number};

use super::error::CommandError;
use super::progress::Progress;

/// A beginning has at least so many characters.
pub(super) const SHORTEST: usize = 6;
/// So many ids are named that begin alike.
const MOST_NAMED: usize = 6;
/// The groups of hexadecimal digits of a UUID.
const UUID: [usize; 5] = [8, 4, 4, 4, 12];

/// A customer that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// Its whole id; where nothing tells whose beginning it is, what was given.
    pub id: CustomerId,
    doubt: Option<Doubt>,
}

/// Why an id stands as it was given, though it may be the beginning of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Doubt {
    /// Too short to look for.
    Short,
    /// No listed id begins so; says how much was listed.
    NotListed(String),
    /// The list could not be read.
    ListFailed(Failure),
}

impl Meant {
    /// What is said where the server does not give this customer.
    #[must_use]
    pub fn unanswered(&self, failure: Failure) -> CommandError {
        match &self.doubt {
            Some(doubt) if failure.kind == FailureKind::NotFound => match doubt {
                Doubt::Short => CommandError::Misuse(format!(
                    "no customer has this id, and it is too short for the beginning of one; write {SHORTEST} characters or more"
                )),
                Doubt::NotListed(what) => {
                    let said = failure.said.as_ref().map_or_else(|| what.clone(), |said| format!("{said}; {what}"));
                    Failure { said: Some(SafeText::line(&said)), ..failure }.into()
                }
                Doubt::ListFailed(failure) => failure.clone().into(),
            },
            _ => failure.into(),
        }
    }
}

/// Whether an id is a whole one beyond doubt.
fn is_whole(id: &CustomerId) -> bool {
    let groups: Vec<&str> = id.as_str().split('-').collect();
    let is_hexadecimal = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().map(|group| group.len()).eq(UUID) && groups.iter().all(is_hexadecimal)
}

/// Whether an id may be the beginning of another one, and is long enough for that.
pub(super) fn is_beginning(id: &CustomerId) -> bool {
    !is_whole(id) && id.as_str().len() >= SHORTEST
}

/// The customer that is meant.
///
/// # Errors
/// As of [`all`].
pub async fn one(client: &Client, given: &CustomerId) -> Result<Meant, CommandError> {
    find(List::read_for(client, std::slice::from_ref(given)).await.as_ref(), given)
}

/// The customers that are meant, in the order given. The list is read only where one of the ids may be the beginning of
/// another. What is not the beginning of a listed id is taken as it stands: ids need not be UUIDs, nor everybody listed.
///
/// # Errors
/// [`CommandError::Misuse`] where several ids begin so, or may.
pub async fn all(client: &Client, given: &[CustomerId]) -> Result<Vec<Meant>, CommandError> {
    let list = List::read_for(client, given).await;
    given.iter().map(|id| find(list.as_ref(), id)).collect()
}

fn find(list: Option<&Result<List, Failure>>, given: &CustomerId) -> Result<Meant, CommandError> {
    let doubt = match list {
        _ if is_whole(given) => None,
        Some(Ok(list)) if is_beginning(given) => return list.find(given),
        Some(Err(failure)) if is_beginning(given) => Some(Doubt::ListFailed(failure.clone())),
        _ => Some(Doubt::Short),
    };
    Ok(Meant { id: given.clone(), doubt })
}

/// The same for those that the server knows, as far as it can be asked: who opens the dashboard for a customer hears
/// before it that there is none.
///
/// # Errors
/// As of [`all`]; and where the server does not know what stands as it was given.
pub async fn known(client: &Client, given: &[CustomerId]) -> Result<Vec<CustomerId>, CommandError> {
    let mut ids = Vec::new();
    for meant in all(client, given).await? {
        if meant.doubt.is_some() {
            match client.case(&meant.id).await {
                Err(failure) if failure.kind == FailureKind::NotFound => return Err(meant.unanswered(failure)),
                _ => {}
            }
        }
        ids.push(meant.id);
    }
    Ok(ids)
}

/// The ids of the list.
struct List {
    ids: Vec<CustomerId>,
    completeness: Completeness,
}

impl List {
    /// Reads the list where one of these ids may be the beginning of another.
    async fn read_for(client: &Client, given: &[CustomerId]) -> Option<Result<Self, Failure>> {
        if given.iter().any(is_beginning) { Some(Self::read(client).await) } else { None }
    }

    async fn read(client: &Client) -> Result<Self, Failure> {
        let mut progress = Progress::start();
        let mut ids = Vec::new();
        let take = |page: Page| {
            ids.extend(page.rows.iter().filter_map(|row| row.key.id().cloned()));
            progress.say(&format!("{} listed", counted(ids.len(), "customer", "customers")));
        };
        // Whoever writes an id need not know of which type its customer is.
        let completeness = client.list(ListKind::All, take).await?;
        Ok(Self { ids, completeness })
    }

    fn find(&self, given: &CustomerId) -> Result<Meant, CommandError> {
        if let Some(same) = self.ids.iter().find(|id| *id == given) {
            return Ok(Meant { id: same.clone(), doubt: None });
        }
        let mut begun: Vec<&CustomerId> = self.ids.iter().filter(|id| id.begins_with(given.as_str())).collect();
        begun.sort();
        let shortfall = self.completeness.shortfall();
        match (begun.as_slice(), shortfall) {
            ([], shortfall) => {
                let but = shortfall.map_or_else(String::new, |shortfall| format!(" ({})", shortfall.headline()));
                let doubt = Some(Doubt::NotListed(format!("no listed id begins so{but}")));
                Ok(Meant { id: given.clone(), doubt })
            }
            ([one], None) => Ok(Meant { id: (*one).clone(), doubt: None }),
            ([one], Some(shortfall)) => Err(CommandError::Misuse(format!(
                "{one} begins with {given}, but another id may, too ({}); write the whole id",
                shortfall.headline()
            ))),
            (several, _) => {
                let several: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
                Err(CommandError::Misuse(ambiguous(given, &several)))
            }
        }
    }
}

/// Says that several ids begin so.
pub(super) fn ambiguous(given: &CustomerId, begun: &[&str]) -> String {
    let named: Vec<&str> = begun.iter().take(MOST_NAMED).copied().collect();
    let more = begun.len() - named.len();
    let more = if more > 0 { format!(" and {} more", number(more)) } else { String::new() };
    let count = counted(begun.len(), "customer has an id", "customers have ids");
    format!("{count} that begin with {given}: {}{more}; write more of the one you mean", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::completeness::Shortfall;

    fn id(text: &str) -> CustomerId {
        text.parse().unwrap()
    }

    fn list(ids: &[&str]) -> List {
        List { ids: ids.iter().map(|text| id(text)).collect(), completeness: Completeness::Whole }
    }

    #[test]
    fn only_a_uuid_is_whole_beyond_doubt() {
        assert!(is_whole(&id("671536f8-DDC5-4b1e-bd6f-27d0ed07a27c")));
        for other in
            ["671536f8-ddc5-4b1e-bd6f-27d0ed07a27", "671536f8", "671536f8-ddc5-4b1e-bd6f-27d0ed07a27x", "watched"]
        {
            assert!(!is_whole(&id(other)), "{other}");
        }
        assert!(is_beginning(&id("671536")) && !is_beginning(&id("67153")));
    }

    #[test]
    fn an_id_that_is_listed_is_meant_also_where_it_begins_another() {
        let list = list(&["abcdef", "ABCDEF-1", "abcdeg-1"]);
        assert_eq!(list.find(&id("ABCDEF")).unwrap().id.as_str(), "abcdef");
        assert_eq!(list.find(&id("abcdef-")).unwrap().id.as_str(), "ABCDEF-1");
        assert_eq!(list.find(&id("abcdeG")).unwrap().id.as_str(), "abcdeg-1");
    }

    #[test]
    fn several_are_named_and_not_too_many() {
        let ids: Vec<String> = (1..=8).map(|number| format!("abcdef-{number}")).collect();
        let list = list(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        let CommandError::Misuse(said) = list.find(&id("abcdef")).unwrap_err() else { unreachable!() };
        assert!(
            said.contains("8 customers have ids that begin with abcdef: abcdef-1, ") && said.contains("and 2 more"),
            "{said}"
        );
    }

    /// What was not listed may begin so, too.
    #[test]
    fn an_incomplete_list_settles_nothing() {
        let mut list = list(&["abcdef-1"]);
        list.completeness = Completeness::Incomplete(Shortfall { listed: 1, total: Some(2), reasons: Vec::new() });
        let CommandError::Misuse(said) = list.find(&id("abcdef")).unwrap_err() else { unreachable!() };
        assert!(said.contains("abcdef-1 begins with abcdef") && said.contains("1 of 2 customers listed"), "{said}");
        let nobody = list.find(&id("abcdeg")).unwrap();
        let said = nobody.unanswered(Failure::new(FailureKind::NotFound)).to_string();
        assert!(said.contains("no listed id begins so (INCOMPLETE"), "{said}");
        assert_eq!(nobody.unanswered(Failure::new(FailureKind::Offline)), Failure::new(FailureKind::Offline).into());
    }
}
