//! The note to ourselves: what stands against writing, and whom to ask.

use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;

use super::outcome::NoMessage;
use super::{MASKED, Without, Work};

/// A note to our own people about a case. Nothing of it may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its subject line.
    pub subject: SafeText,
    /// Its lines; an empty one parts paragraphs.
    pub body: Vec<SafeText>,
    /// Whether it was made under a mask.
    pub masked: bool,
}

impl Note {
    /// Its lines as one text.
    #[must_use]
    pub fn text(&self) -> SafeText {
        let lines: Vec<&str> = self.body.iter().map(SafeText::as_str).collect();
        SafeText::block(&lines.join("\n"))
    }
}

/// The note on a case, where there is anything to say.
pub(super) fn note(work: &Work<'_>, without: &[Without]) -> Option<Note> {
    let said = if work.is_held() {
        held(work)
    } else if without.iter().any(|one| one.why == NoMessage::Decided) {
        decided()
    } else {
        let paragraphs = without.iter().filter_map(|one| to_ask_fin(work, one));
        paragraphs.collect::<Vec<_>>().join(&String::new())
    };
    let said = match (lifted(work), said.is_empty()) {
        (lifted, true) => lifted,
        (lifted, false) if lifted.is_empty() => said,
        (lifted, false) => [lifted, vec![String::new()], said].concat(),
    };
    if said.is_empty() {
        return None;
    }
    let case = &work.case;
    let all = if work.is_held() { ", and send nothing to anyone in this case" } else { "" };
    let mut lines = vec![
        format!("INTERNAL NOTE. Do not send any of it{all}."),
        String::new(),
        format!("Case: {} · {}", work.shown.name(&case.profile.name), case.id),
        String::new(),
    ];
    lines.extend(said);
    if work.mask == Mask::On {
        lines.splice(0..0, [MASKED.to_owned(), String::new()]);
    }
    let shown = |line: &String| work.shown.text(&SafeText::line(line));
    Some(Note {
        subject: shown(&format!("INTERNAL, do not send: {}", case.id.short())),
        body: lines.iter().map(shown).collect(),
        masked: work.mask == Mask::On,
    })
}

/// Why the case is held, and what is held back.
fn held(work: &Work<'_>) -> Vec<String> {
    let mut lines = vec!["This case is held. Ask compliance before anything is sent to anyone in it.".to_owned()];
    lines.push(String::new());
    lines.extend(work.precautions.holds.iter().map(|signal| format!("Why: {}", signal.sentence())));
    if !work.precautions.is_held() {
        lines.push("Why: it was held when it was exported, and the export does not say by what.".to_owned());
    }
    let kept: Vec<String> = work.case.subjects().iter().filter_map(|subject| kept_back(work, subject)).collect();
    if !kept.is_empty() {
        lines.push(String::new());
        lines.extend(kept);
    }
    lines
}

/// That a hold was lifted, and by what.
fn lifted(work: &Work<'_>) -> Vec<String> {
    let Some(reference) = &work.lifted else { return Vec::new() };
    let mut lines =
        vec![format!("The hold of this case was lifted here by hand. Compliance's reference: {reference}.")];
    lines.extend(work.precautions.holds.iter().map(|signal| format!("It was held by: {}", signal.sentence())));
    lines
}

fn decided() -> Vec<String> {
    vec![
        "Fin has decided: the customer is rejected. Nothing more can be asked for.".to_owned(),
        "What to do: tell the customer in the words agreed for it, and file why.".to_owned(),
    ]
}

/// What Fin has to be asked about a recipient.
fn to_ask_fin(work: &Work<'_>, without: &Without) -> Option<Vec<String>> {
    let about = without.to.as_str();
    let subject = without.recipient.subject();
    let mut lines = match without.why {
        NoMessage::UnknownParty => {
            let Subject::UnknownParty(id) = &subject else { return None };
            let id = if id.text().is_blank() { "without an id".to_owned() } else { format!("with the id {id}") };
            vec![
                format!("Why: something concerns a party {id} that is not among the parties of the case."),
                "What to do: refresh the case; if nothing changes, ask Fin whom it means.".to_owned(),
            ]
        }
        NoMessage::RejectedNothingAsked => vec![
            format!("Why: {about} was rejected, and nothing is asked of it, so nobody can act."),
            "What to do: ask Fin what is needed.".to_owned(),
        ],
        NoMessage::NothingNamed => vec![
            format!("Why: something is wanted from {about}, but the request names nothing."),
            "What to do: refresh the case; if nothing changes, ask Fin what it needs.".to_owned(),
        ],
        NoMessage::NobodyLeft => vec![
            "Why: further parties have to be verified, but there is none that has yet to begin.".to_owned(),
            "What to do: ask Fin who is missing.".to_owned(),
        ],
        _ => return None,
    };
    lines.extend(kept_back(work, &subject));
    Some(lines)
}

/// What would have been asked of a subject.
fn kept_back(work: &Work<'_>, subject: &Subject) -> Option<String> {
    let asks = work.asks_of(subject).iter();
    let titles: Vec<String> = asks
        .map(|ask| {
            let code = ask.key.document_type.as_ref();
            code.map_or_else(|| "a document of unknown type".to_owned(), |code| work.glossary.document_title(code))
        })
        .collect();
    let about = work.called(subject);
    (!titles.is_empty()).then(|| format!("Held back meanwhile, for {about}: {}.", titles.join(", ")))
}
