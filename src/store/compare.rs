//! A case that was just read, beside what is remembered of it.

use super::open::Store;
use super::recall::Remembered;
use super::record::Look;
use super::trouble::Trouble;
use crate::domain::case::Case;
use crate::domain::digest::{self, Digest};
use crate::domain::follow_up::{Pursuit, Since, pursuit};
use crate::domain::glossary::Glossary;
use crate::domain::imprint::{CustomerKey, FingerprintKey, Imprint, KeptDigest, Names};
use crate::domain::time::Wall;

/// A look at a case that is not kept yet.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What is to be kept of it.
    pub look: Look,
    /// What is remembered of the customer.
    pub remembered: Remembered,
    /// What the things of the case are called where they are kept.
    pub names: Names,
    /// What became of the requests that went out.
    pub pursuit: Pursuit,
}

impl Store {
    /// Seals a case that was read at this time, and recalls what is remembered of it. Nothing is kept by that. `None` where
    /// nothing can be kept of it, as its id is no UUID.
    ///
    /// # Errors
    /// Where what is remembered cannot be read.
    pub async fn compare(
        &mut self,
        case: &Case,
        at: Wall,
        key: &FingerprintKey,
        glossary: &Glossary,
    ) -> Result<Option<Compared>, Trouble> {
        let Some(customer) = CustomerKey::of(&case.id) else { return Ok(None) };
        let remembered = self.recall(&customer).await?.unwrap_or_default();
        let before = remembered.looked.as_ref().and_then(|looked| looked.digest.digest());
        let digest =
            Digest::of(case, glossary, digest::Look { at: Some(at), before: before.as_ref(), judged_by: None });
        let digest = KeptDigest::of(&digest, glossary);
        let imprint = Imprint::of(case, &customer, key, glossary);
        let names = Names::of(case, &customer, key, glossary);
        let pursuit = pursuit(&remembered.events, Some(Since { now: &imprint, at }), &names);
        Ok(Some(Compared { look: Look { customer, at, imprint, digest }, remembered, names, pursuit }))
    }
}
