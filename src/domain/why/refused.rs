//! What was refused, of the company and of its parties.

use std::rc::Rc;

use super::cause::Cause;
use super::story::{Detail, Joint, Story, is_rejected};
use crate::domain::customer::CustomerKind;
use crate::domain::fact::Extent;
use crate::domain::key::Subject;
use crate::domain::standing::{Standing, is};
use crate::domain::wording::counted;

impl Story<'_> {
    /// What is said where a rejection has no reason: that there is none only where all of it could be read.
    pub(super) fn without_reason(&self, standing: &Standing<'_>) -> &'static str {
        match self.case.rejection_extent() {
            // Nobody can tell which entry is about a party that has no id.
            _ if matches!(&standing.subject, Subject::Party(key) if key.id.text().is_blank()) => "",
            Extent::NotTold => ", and the reason is not told",
            Extent::Partly | Extent::Unreadable => ", and the reason could not be read",
            Extent::Whole => ", and no reason is given",
        }
    }

    /// What was refused: the company's, then parties', then those of parties that the case does not have.
    pub(super) fn refusals(&self, detail: Detail) -> Vec<String> {
        let (company, others): (Vec<_>, Vec<_>) =
            self.standings.iter().partition(|standing| standing.subject == Subject::Company);
        let refused = |standing: &&Standing<'_>| is_rejected(standing) || standing.is_refused();
        let mut told: Vec<String> =
            company.into_iter().filter(refused).map(|standing| self.refused_company(standing, detail)).collect();
        let others: Vec<&Standing<'_>> = others.into_iter().filter(refused).collect();
        told.extend(self.refused_parties(&others, detail));
        told
    }

    /// Documents are refused; on a customer itself there are only remarks.
    fn refused_company(&self, standing: &Standing<'_>, detail: Detail) -> String {
        let is_person = is(self.case, CustomerKind::Individual);
        let cause = Cause::of(standing, self);
        match (standing.documents.len(), is_person) {
            (0, true) => format!("remarks on the customer{}", cause.in_brackets(detail.labels)),
            (0, false) => format!("remarks on the company{}", cause.in_brackets(detail.labels)),
            (count, true) => {
                format!("{} refused{}", counted(count, "document", "documents"), cause.of_refusal(detail.labels))
            }
            (count, false) => {
                let papers = counted(count, "company document", "company documents");
                format!("{papers} refused{}", cause.of_refusal(detail.labels))
            }
        }
    }

    /// What is said of several parties together, found once however much of it there is room for.
    fn joint(&self, standings: &[&Standing<'_>], of: Joint) -> Rc<Cause> {
        let known = self.joint.borrow().get(&(of, self.quotes)).cloned();
        known.unwrap_or_else(|| {
            let cause = Rc::new(Cause::of_all(standings, self));
            self.joint.borrow_mut().insert((of, self.quotes), Rc::clone(&cause));
            cause
        })
    }

    /// One party is named, several are counted and share their reasons. A party is rejected, its papers are refused.
    pub(super) fn refused_parties(&self, refused: &[&Standing<'_>], detail: Detail) -> Vec<String> {
        let is_unknown_party = |standing: &&Standing<'_>| matches!(standing.subject, Subject::UnknownParty(_));
        let (unknown_parties, known): (Vec<&Standing<'_>>, Vec<&Standing<'_>>) =
            refused.iter().copied().partition(is_unknown_party);
        let (rejected, remarked): (Vec<&Standing<'_>>, Vec<&Standing<'_>>) =
            known.into_iter().partition(|standing| is_rejected(standing));
        let mut told = Vec::new();
        match rejected[..] {
            [] => {}
            [one] => {
                let cause = Cause::of(one, self);
                let why = if cause.is_empty() {
                    self.without_reason(one).to_owned()
                } else {
                    cause.in_brackets(detail.labels)
                };
                told.push(format!("{} is rejected{why}", self.name(one)));
            }
            _ => {
                let all = self.case.parties.items().len();
                let cause = self.joint(&rejected, Joint::Rejected).in_brackets(detail.labels);
                told.push(format!("{} of {} are rejected{cause}", rejected.len(), counted(all, "party", "parties")));
            }
        }
        match remarked[..] {
            [] => {}
            [one] => {
                let cause = Cause::of(one, self).in_brackets(detail.labels);
                told.push(match one.documents.len() {
                    0 => format!("remarks on {}{cause}", self.name(one)),
                    count => {
                        format!("{} of {} refused{cause}", counted(count, "document", "documents"), self.name(one))
                    }
                });
            }
            _ => {
                let cause = self.joint(&remarked, Joint::Remarked).in_brackets(detail.labels);
                told.push(format!("papers or data of {} parties refused{cause}", remarked.len()));
            }
        }
        if !unknown_parties.is_empty() {
            told.push("a rejection speaks of a party the case does not have".to_owned());
        }
        told
    }
}
