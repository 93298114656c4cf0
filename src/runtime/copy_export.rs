//! What is copied, exported and opened: reports are written here, as state cannot do I/O.

use std::io;
use std::path::{Path, PathBuf};

use crate::app::effect::Snapshot;
use crate::app::window::{Copied, ExportForm};
use crate::domain::glossary::Glossary;
use crate::domain::mask::Sentence;
use crate::domain::text::SafeText;
use crate::output::{CaseReport, FindingLine, Format};

use super::clipboard::{self, Between};
use super::{browser, export};

/// A sentence for the footer: what was done, or why it was not. Under a mask no folder is named: they are called what they
/// like.
pub(super) type Said = Result<Sentence, Sentence>;

/// The same where it reads alike under a mask.
pub(super) fn plain(said: Result<String, String>) -> Said {
    let sentence = |text: String| Sentence::plain(SafeText::block(&text));
    said.map(sentence).map_err(sentence)
}

/// The text of a report that is copied.
pub(super) fn text(what: Copied, snapshot: &Snapshot, glossary: &Glossary) -> String {
    report(snapshot, glossary, |report| match what {
        Copied::Asks => report.asks(),
        Copied::Json => report.json(),
        _ => report.summary(),
    })
}

/// The sequence that copies a text.
pub(super) fn copying(text: &str, what: &Sentence) -> Result<(String, Sentence), Sentence> {
    let between = Between::of(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()));
    let sequence = clipboard::sequence(text, between).map_err(|clipboard::TooLarge| {
        what.within(|what| format!("{what}: too large to be copied; export the case instead"))
    })?;
    let characters = text.chars().count();
    let said = |what: &str| format!("copied {what} ({characters} characters), if this terminal allows it (OSC 52)");
    Ok((sequence, what.within(said)))
}

/// Writes a report to a new file in the current folder.
pub(super) fn export(form: ExportForm, snapshot: &Snapshot, glossary: &Glossary) -> Said {
    let format = match form {
        ExportForm::Markdown => Format::Markdown,
        ExportForm::Json => Format::Json,
    };
    let name = crate::output::export_name(&snapshot.case.id, jiff::Timestamp::now(), format);
    let content = report(snapshot, glossary, |report| match form {
        ExportForm::Markdown => report.markdown(),
        ExportForm::Json => report.json(),
    });
    save(&name, &content)
}

/// Writes a text to a new file in the current folder.
pub(super) fn save(name: &str, content: &str) -> Said {
    let folder = std::env::current_dir().unwrap_or_else(|_| Path::new(".").to_owned());
    told(export::write_new(&folder, name, content), &folder)
}

fn told(written: io::Result<PathBuf>, folder: &Path) -> Said {
    match written {
        Ok(path) => {
            let own = path.file_name().map_or_else(|| path.as_path(), Path::new);
            Ok(both([&path, own].map(|path| format!("written to {} (only you can read it)", shown(path)))))
        }
        // The reason comes first: where the line ends early, it is the folder that can be done without.
        Err(error) => {
            let folders = [shown(folder).to_string(), "the current folder".to_owned()];
            Err(both(folders.map(|folder| format!("nothing was written: {error} (in {folder})"))))
        }
    }
}

/// A sentence as it reads without and with a mask.
fn both([open, masked]: [String; 2]) -> Sentence {
    Sentence::repeating(SafeText::block(&open), SafeText::block(&masked))
}

/// A path in a sentence: names of folders hold what they like.
fn shown(path: &Path) -> SafeText {
    SafeText::line(&path.display().to_string())
}

/// Opens a link, which was announced before.
pub(super) fn open(link: &str) -> Result<String, String> {
    match browser::open(link) {
        Ok(()) => Ok("the browser was asked to open it".to_owned()),
        Err(error) => Err(format!("no program opens links here: {error}")),
    }
}

fn report(snapshot: &Snapshot, glossary: &Glossary, write: impl FnOnce(&CaseReport<'_>) -> String) -> String {
    let findings: Vec<FindingLine> = snapshot.findings.iter().map(FindingLine::from).collect();
    write(&CaseReport {
        case: &snapshot.case,
        digest: &snapshot.digest,
        glossary,
        why: Some(snapshot.why.clone()),
        findings: &findings,
        mask: snapshot.mask,
        fetched: Some(snapshot.fetched),
        source: Some(snapshot.source.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_a_mask_no_folder_is_named() {
        let folder = Path::new("/srv/jane_smith/cases");
        let written = told(Ok(folder.join("kyb-671536f8.md")), folder).unwrap();
        let failed = told(Err(io::ErrorKind::PermissionDenied.into()), folder).unwrap_err();
        for (read, is_named) in [(Sentence::unmasked as fn(&Sentence) -> &SafeText, true), (Sentence::bare, false)] {
            let (written, failed) = (read(&written).as_str(), read(&failed).as_str());
            assert!(written.contains("kyb-671536f8.md") && failed.contains("permission denied"), "{written} {failed}");
            assert_eq!([written, failed].map(|said| said.contains("jane")), [is_named; 2], "{written} {failed}");
        }
    }
}
