//! What is copied, exported and opened: reports are written here, as state cannot do I/O.

use std::io;
use std::path::{Path, PathBuf};

use crate::app::effect::Snapshot;
use crate::app::window::{Copied, ExportForm};
use crate::domain::glossary::Glossary;
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;
use crate::output::{CaseReport, FindingLine, Format};

use super::clipboard::{self, Between};
use super::{browser, export};

/// A sentence for the footer: what was done, or why it was not.
pub(super) type Said = Result<String, String>;

/// The text of a report that is copied.
pub(super) fn text(what: Copied, snapshot: &Snapshot, glossary: &Glossary) -> String {
    report(snapshot, glossary, |report| match what {
        Copied::Asks => report.asks(),
        Copied::Json => report.json(),
        _ => report.summary(),
    })
}

/// The sequence that copies a text.
pub(super) fn copying(text: &str, what: &str) -> Result<(String, String), String> {
    let between = Between::of(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()));
    let sequence = clipboard::sequence(text, between)
        .map_err(|clipboard::TooLarge| format!("{what}: too large to be copied; export the case instead"))?;
    let characters = text.chars().count();
    Ok((sequence, format!("copied {what} ({characters} characters), if this terminal allows it (OSC 52)")))
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
    save(&name, &content, snapshot.mask)
}

/// Writes a text to a new file in the current folder. Under a mask no folder is named: they are called what they like.
pub(super) fn save(name: &str, content: &str, mask: Mask) -> Said {
    let folder = std::env::current_dir().unwrap_or_else(|_| Path::new(".").to_owned());
    told(export::write_new(&folder, name, content), &folder, mask)
}

fn told(written: io::Result<PathBuf>, folder: &Path, mask: Mask) -> Said {
    match written {
        Ok(path) => {
            let own = path.file_name().map_or_else(|| path.as_path(), Path::new);
            let path = if mask == Mask::On { own } else { &path };
            Ok(format!("written to {} (only you can read it)", shown(path)))
        }
        // The reason comes first: where the line ends early, it is the folder that can be done without.
        Err(error) if mask == Mask::On => Err(format!("nothing was written: {error} (in the current folder)")),
        Err(error) => Err(format!("nothing was written: {error} (in {})", shown(folder))),
    }
}

/// A path in a sentence: names of folders hold what they like.
fn shown(path: &Path) -> SafeText {
    SafeText::line(&path.display().to_string())
}

/// Opens a link, which was announced before.
pub(super) fn open(link: &str) -> Said {
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
        for (mask, is_named) in [(Mask::Off, true), (Mask::On, false)] {
            let written = told(Ok(folder.join("kyb-671536f8.md")), folder, mask).unwrap();
            let failed = told(Err(io::ErrorKind::PermissionDenied.into()), folder, mask).unwrap_err();
            assert!(written.contains("kyb-671536f8.md") && failed.contains("permission denied"), "{written} {failed}");
            assert_eq!([&written, &failed].map(|said| said.contains("jane")), [is_named; 2], "{written} {failed}");
        }
    }
}
