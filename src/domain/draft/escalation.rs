//! The note to ourselves that stands where a message must not be sent.

use crate::domain::ask::Ask;
use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::rejection::LabelCode;

use super::{Work, quote};

/// A label that must not be told, and where it stands.
pub(super) struct Held {
    label: LabelCode,
    /// The categories of the documents that carry it; empty where it stands on the subject itself.
    on: Vec<String>,
}

/// The labels on a subject or its documents that keep us from writing to it.
pub(super) fn cause(work: &Work<'_>, subject: &Subject) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    let mut add = |label: &LabelCode, on: Option<String>| {
        if !quote::is_sensitive(work.glossary, label) {
            return;
        }
        let place = held.iter().position(|known| known.label == *label);
        let place = place.unwrap_or_else(|| {
            held.push(Held { label: label.clone(), on: Vec::new() });
            held.len() - 1
        });
        if let (Some(known), Some(on)) = (held.get_mut(place), on)
            && !known.on.contains(&on)
        {
            known.on.push(on);
        }
    };
    for (of, rejection) in work.case.rejections() {
        if of != *subject {
            continue;
        }
        for label in rejection.labels() {
            add(label, None);
        }
        for document in rejection.documents.items() {
            let category = document.category.words();
            for label in document.verdict.labels.items() {
                add(label, Some(category.clone()));
            }
        }
    }
    held
}

/// Subject line and lines of the note.
pub(super) fn note(work: &Work<'_>, subject: &Subject, asks: &[&Ask<'_>], held: &[Held]) -> (String, Vec<String>) {
    let about = match subject {
        Subject::Company => "the customer itself".to_owned(),
        Subject::Party(_) | Subject::Stranger(_) => work.people.subject(subject).to_string(),
    };
    let name = work.case.profile.name.show(Mask::Off);
    let title = format!("INTERNAL, do not send: {} · {about}", work.case.id.short());
    let mut lines = vec![
        "INTERNAL NOTE. Do not send any of it, and send nothing to this recipient.".to_owned(),
        String::new(),
        format!("Case: {name} · {}", work.case.id),
        format!("About: {about}"),
        String::new(),
    ];
    for one in held {
        lines.extend(why(work, one));
    }
    if let Subject::Stranger(id) = subject {
        let id = if id.text().is_blank() { "without an id".to_owned() } else { format!("with the id {id}") };
        lines.push(format!("Why: this concerns a party {id} that is not among the parties of the case."));
        lines.push("What to do: refresh the case; if nothing changes, ask Fin whom it means.".to_owned());
    }
    if !asks.is_empty() {
        let titles: Vec<String> = asks.iter().map(|ask| title_of(work, ask)).collect();
        lines.push(String::new());
        lines.push(format!("Held back meanwhile: {}.", titles.join(", ")));
    }
    if !held.is_empty() {
        lines.push("Ask compliance before sending the other drafts of this case.".to_owned());
    }
    (title, lines)
}

fn why(work: &Work<'_>, held: &Held) -> Vec<String> {
    let on = if held.on.is_empty() { String::new() } else { format!(", on a document under {}", held.on.join(", ")) };
    let entry = work.glossary.label(&held.label);
    let meaning = entry.map_or_else(String::new, |entry| format!(" Our reading: {}", entry.meaning));
    let remedy = entry.map_or("Give the case to compliance.", |entry| entry.remedy.as_str());
    vec![
        format!("Why: the label {}{on}, which must not be told.{meaning}", held.label),
        format!("What to do: {remedy}"),
    ]
}

fn title_of(work: &Work<'_>, ask: &Ask<'_>) -> String {
    let code = ask.key.document_type.as_ref();
    code.map_or_else(|| "a document of unknown type".to_owned(), |code| work.glossary.document_title(code))
}
