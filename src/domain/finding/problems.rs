//! What could not be taken as it stood.

use crate::domain::case::Case;
use crate::domain::fact::ProblemKind;
use crate::domain::key::Item;
use crate::domain::wording::path_of_keys;

use super::{Check, Found, Severity};

pub(super) fn check(case: &Case, found: &mut Found) {
    for problem in &case.problems {
        let (check, severity) = match problem.kind {
            // Of a key sent twice all but the last value is lost.
            ProblemKind::Unreadable | ProblemKind::DuplicateKey => (Check::UnreadableField, Severity::Warning),
            ProblemKind::UnknownValue => (Check::UnknownValue, Severity::Information),
        };
        // The name under which the tree shows it.
        let item = Item::Problem(problem.name());
        found.add(check, severity, item, &format!("{}: {}.", path_of_keys(problem.path.as_str()), problem.what));
    }
}
