//! `history`: what is remembered of a customer. No server is asked.

use crate::domain::customer::CustomerStatus;
use crate::domain::digest::Digest;
use crate::domain::fact::Word;
use crate::domain::history::{Past, Stay, status_unknown_since, stays};
use crate::domain::id::CustomerId;
use crate::domain::imprint::Names;
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;
use crate::output::{HistoryReport, Paper};
use crate::store::{Looked, Remembered};

use super::CommandError;
use super::kept::{Kept, meant};

/// How a history is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
    /// For spreadsheets.
    Csv,
}

/// What is remembered of the customer whose id this is, or begins so.
///
/// # Errors
/// [`CommandError::NotRemembered`] where nothing is; and where it cannot be read.
pub async fn history(
    kept: &Kept,
    given: &CustomerId,
    (format, page): (HistoryFormat, Paper),
    mask: Mask,
) -> anyhow::Result<String> {
    let host = kept.host.as_str();
    let nothing = || CommandError::NotRemembered(format!("nothing is remembered of {given} on {host}"));
    let mut store = kept.open().await?.ok_or_else(nothing)?;
    let begun = store.begun(given.as_str()).await.map_err(|trouble| kept.refused(trouble))?;
    let begun = begun.into_iter().filter(|(of, _)| of.as_str() == host).map(|(_, customer)| customer).collect();
    let customer = meant(given, begun, host)?;
    let remembered = store.recall(&customer).await.map_err(|trouble| kept.refused(trouble))?;
    store.close().await;
    let Remembered { looked, seen, is_seen_unreadable, events, left_out, unreadable } =
        remembered.ok_or_else(nothing)?;
    // The case is not at hand, so things go by what they are called where they are kept.
    let past: Vec<Past> = events.iter().map(|event| event.told(&Names::default())).collect();
    let report = HistoryReport {
        customer: customer.as_str(),
        host,
        first_looked: looked.as_ref().map(|looked| looked.first_seen),
        last_looked: looked.as_ref().map(|looked| looked.looked_at),
        seen: seen.as_ref().map(|seen| seen.at),
        is_seen_unreadable,
        stays: &statuses(&past, looked.as_ref(), left_out + unreadable == 0),
        past: &past,
        left_out,
        unreadable,
        mask,
    };
    Ok(match format {
        HistoryFormat::Text => report.text(page),
        HistoryFormat::Json => report.json(),
        HistoryFormat::Csv => {
            let mut csv = Vec::new();
            report.csv(&mut csv)?;
            String::from_utf8(csv)?
        }
    })
}

/// The statuses it was seen in; where none was seen to change, the one it has had all the time. Where not all that happened is
/// told, nothing is known of what was before the first change of it.
fn statuses(past: &[Past], looked: Option<&Looked>, is_all_told: bool) -> Vec<Stay> {
    let looked = looked.filter(|_| is_all_told);
    let stays = stays(past, looked.map(|looked| looked.first_seen));
    if !stays.is_empty() {
        return stays;
    }
    let status = |digest: Digest| digest.status.map(CustomerStatus::word);
    let unknown_since = status_unknown_since(past);
    let one = looked.and_then(|looked| {
        let status = match unknown_since {
            None => SafeText::line(looked.digest.digest().and_then(status)?),
            // As the last look had it that could read it.
            Some(_) => looked.known.status()?,
        };
        Some(Stay { is_open: true, unknown_since, ..Stay::lasting(status, looked.first_seen) })
    });
    one.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::glossary;
    use crate::domain::digest::Look;
    use crate::domain::imprint::{CustomerKey, FingerprintKey, Imprint, KeptDigest};
    use crate::domain::sample::case;
    use crate::domain::time::Wall;

    #[test]
    fn no_status_is_said_to_have_lasted_since_before_what_is_told() {
        let case = case("c1").in_status("REVIEWING");
        let customer = CustomerKey::parse("0b9f2f44-13a4-4c0e-9d65-5f6e7d8c9b0a").unwrap();
        let looked = Looked {
            first_seen: Wall::UNIX_EPOCH,
            looked_at: Wall::UNIX_EPOCH,
            known: Imprint::of(&case, &customer, &FingerprintKey::new([7; 16]), &glossary()),
            digest: KeptDigest::of(&Digest::of(&case, &glossary(), Look::default()), &glossary()),
        };
        assert_eq!(statuses(&[], Some(&looked), true).len(), 1);
        assert_eq!(statuses(&[], Some(&looked), false), []);
    }
}
