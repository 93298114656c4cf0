//! A case as a tree: every fact of the payload has a node.

mod builder;
pub mod follow_up;
mod gathered;
mod party;
mod rejection;
pub(in crate::app) mod request;
pub mod words;

use std::collections::HashSet;

use crate::domain::ask::asks;
use crate::domain::case::Case;
use crate::domain::customer::{CustomerKind, Name, TosLink};
use crate::domain::fact::Fact;
use crate::domain::glossary::Glossary;
use crate::domain::key::Item;
use crate::domain::text::SafeText;
use crate::domain::wording::{counted, path_of_keys};

use super::line::{Line, Mark, Tone};
use super::tree::{Branch, NewNode, Position};

use builder::{Branches, Outline, named, timed};
use gathered::Gathered;
use words::{name_line, status_mark};

/// Parties, refused documents and requests that a case may have for all of its nodes to be made at once.
const ALL_AT_ONCE: usize = 1_000;

/// The whole case, parents before children; labels with our words beside their codes.
#[must_use]
pub fn outline(case: &Case, glossary: &Glossary) -> Vec<NewNode> {
    made(case, glossary, None)
}

/// The same, but of a large case only what stands in opened branches: the rest is made as it is opened.
#[must_use]
pub(super) fn opened_outline(case: &Case, glossary: &Glossary, opened: &HashSet<Position>) -> Vec<NewNode> {
    let size = case.parties.items().len() + case.document_count() + case.requests.items().len();
    made(case, glossary, (size > ALL_AT_ONCE).then_some(opened))
}

fn made(case: &Case, glossary: &Glossary, opened: Option<&HashSet<Position>>) -> Vec<NewNode> {
    let mut new_nodes = Vec::new();
    write(case, glossary, opened, &mut |new_node| {
        new_nodes.push(new_node);
        true
    });
    new_nodes
}

/// The way to the next node whose line holds something, from the root down to it, wherever it stands: from a position on, or
/// back from it, round and round.
#[must_use]
pub fn seek(
    case: &Case,
    glossary: &Glossary,
    from: &Position,
    forward: bool,
    holds: impl Fn(&Line) -> bool,
) -> Option<Vec<Position>> {
    let mut path: Vec<Position> = Vec::new();
    let (mut before, mut own, mut after) = (None, None, None);
    let mut is_past = false;
    write(case, glossary, None, &mut |NewNode { position, depth, line, .. }| {
        let is_own = position == *from;
        path.truncate(usize::from(depth));
        path.push(position);
        is_past |= is_own;
        if holds(&line) {
            let hit = match (is_own, is_past) {
                (true, _) => &mut own,
                (false, false) => &mut before,
                (false, true) => &mut after,
            };
            // Ahead the first counts, backwards the last.
            if !forward || hit.is_none() {
                *hit = Some(path.clone());
            }
        }
        !forward || after.is_none()
    });
    if forward { after.or(before).or(own) } else { before.or(after).or(own) }
}

fn write(case: &Case, glossary: &Glossary, opened: Option<&HashSet<Position>>, take: &mut dyn FnMut(NewNode) -> bool) {
    let asks = asks(case);
    let of = Gathered::of(case, &asks, glossary, opened);
    let mut out = Outline { take, is_done: false, glossary, opened };
    out.main(Item::Case, 0, Branches::Open, root_line(case));
    facts(case, &mut out);
    party::outline(&of, &mut out);
    rejection::outline(&of, &mut out);
    request::outline(&of, &mut out);
    other_fields(case, &mut out);
    problems(case, &mut out);
}

fn root_line(case: &Case) -> Line {
    let mark = Line::default().mark(status_mark(case.profile.known_status()));
    let line = name_line(mark, &case.profile.name, case.id.nickname());
    line.and("  ", Tone::Plain).status(&case.profile.status, Tone::Strong)
}

fn facts(case: &Case, out: &mut Outline<'_>) {
    let (profile, details) = (&case.profile, &case.details);
    let is_person = profile.known_kind() == Some(CustomerKind::Individual);
    let heading = if is_person { "Customer facts" } else { "Company facts" };
    out.main(Item::Facts, 1, Branches::Closed, Line::own(heading, Tone::Strong));
    let mut fact = |name: &'static str, line: Line| out.main(Item::Fact(name), 2, Branches::Closed, line);
    fact("customer_id", named("id").and(case.id.to_string(), Tone::Plain));
    fact("type", named("type").fact(&profile.kind, Tone::Code));
    match &profile.name {
        Name::Business(Fact::Given(name)) if !name.is_blank() => {
            fact("business_name", named("name").company(name, Tone::Plain));
        }
        Name::Business(name) => fact("business_name", named("name").fact(name, Tone::Plain)),
        Name::Individual { first, last } => {
            fact("first_name", named("first name").personal(first));
            fact("last_name", named("last name").personal(last));
        }
    }
    fact("email", named("e-mail").personal(&profile.email));
    fact("phone", named("phone").personal(&details.phone));
    fact("country", named("country").fact(&profile.country, Tone::Plain));
    fact("verification_type", named("verification type").fact(&case.verification_type, Tone::Code));
    fact("customer_status", named("status").fact(&profile.status, Tone::Code));
    fact("created_at", timed("created", &details.created_at));
    fact("updated_at", timed("updated", &profile.updated_at));
    fact("last_status_updated_at", timed("status changed", &case.last_status_updated_at));
    fact("tos_policies_url", named("terms").fact(&details.tos.as_ref().map(TosLink::shortened), Tone::Plain));
}

fn other_fields(case: &Case, out: &mut Outline<'_>) {
    let found = case.other_fields();
    if found.is_empty() {
        return;
    }
    let heading = Line::own("Other fields  ", Tone::Strong)
        .and(format!("{}, not known to this program", counted(found.len(), "field", "fields")), Tone::Dim);
    let position = Position { item: Item::OtherFields, branch: Branch::Main };
    if !out.branch(position, 1, Branches::Closed, heading, false) {
        return;
    }
    let mut met: HashSet<SafeText> = found.iter().map(|(path, _)| path.clone()).collect();
    for (path, field) in found {
        let single = field.leaves.first().filter(|(below, _)| field.leaves.len() == 1 && below.is_blank());
        let line = Line::default().path(&path, Tone::Code).and("  ", Tone::Plain);
        let line = match single {
            Some((_, value)) => line.prose(value, Tone::Plain),
            None => line.and(counted(field.leaves.len(), "value", "values"), Tone::Dim),
        };
        out.main(Item::OtherField(path.clone()), 2, Branches::Closed, line);
        for (below, value) in field.leaves.iter().filter(|_| single.is_none()) {
            let leaf = once(&format!("{path}{below}"), &mut met);
            let line = Line::default().path(below, Tone::Dim).and("  ", Tone::Plain);
            out.main(Item::OtherField(leaf), 3, Branches::Closed, line.prose(value, Tone::Plain));
        }
    }
}

fn problems(case: &Case, out: &mut Outline<'_>) {
    use crate::domain::fact::ProblemKind as K;
    if case.problems.is_empty() && case.strays.is_empty() {
        return;
    }
    let heading = Line::default()
        .mark(Mark::Warn)
        .and("Not as documented  ", Tone::Strong)
        .and(counted(case.problems.len(), "place", "places"), Tone::Dim);
    let position = Position { item: Item::Problems, branch: Branch::Main };
    if !out.branch(position, 1, Branches::Closed, heading, false) {
        return;
    }
    let mut met = HashSet::new();
    for problem in &case.problems {
        let word = match problem.kind {
            K::Unreadable => "unreadable  ",
            K::DuplicateKey => "sent twice  ",
            K::UnknownValue => "unknown value  ",
        };
        let key = once(problem.name().as_str(), &mut met);
        let line = Line::own(word, Tone::Warn).path(&problem.path, Tone::Code).and("  ", Tone::Plain);
        let line = line.remote(&problem.what, Tone::Plain);
        let told = match &problem.value {
            Fact::Missing => line,
            value => line.and(": ", Tone::Plain).prose(value, Tone::Plain),
        };
        out.main(Item::Problem(key), 2, Branches::Closed, told);
    }
    for stray in &case.strays {
        let key = once(&format!("{} text", path_of_keys(stray.path.as_str())), &mut met);
        let line = Line::own("text found there  ", Tone::Warn).path(&stray.path, Tone::Code).and("  ", Tone::Plain);
        out.main(Item::Problem(key), 2, Branches::Closed, line.prose(&Fact::Given(stray.text.clone()), Tone::Plain));
    }
}

/// A name that was not met before: the one wanted, or with a number where that was taken.
fn once(wanted: &str, met: &mut HashSet<SafeText>) -> SafeText {
    let mut name = SafeText::line(wanted);
    let mut count = 1;
    while !met.insert(name.clone()) {
        count += 1;
        name = SafeText::line(&format!("{wanted} #{count}"));
    }
    name
}

#[cfg(test)]
mod tests;
