//! What could not be taken as it stood.

use crate::domain::case::Case;
use crate::domain::fact::ProblemKind;
use crate::domain::key::Item;
use crate::domain::text::SafeText;

use super::{Check, Found, Severity};

pub(super) fn check(case: &Case, found: &mut Found) {
    for problem in &case.problems {
        let (check, severity) = match problem.kind {
            // Of a key sent twice all but the last value is lost.
            ProblemKind::Unreadable | ProblemKind::DuplicateKey => (Check::UnreadableField, Severity::Warning),
            ProblemKind::UnknownValue => (Check::UnknownValue, Severity::Information),
        };
        // The name under which the tree shows it.
        let item = Item::Problem(SafeText::line(&format!("{} {}", problem.path, problem.what)));
        found.add(check, severity, item, &format!("{}: {}.", problem.path, problem.what));
    }
}
