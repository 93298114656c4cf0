//! Everywhere that something of a reply comes out: the screen in every state, reports, lists, drafts, copies, failures.

use std::sync::{Arc, LazyLock};

use kyb_dash::app::action::Action;
use kyb_dash::app::effect::Effect;
use kyb_dash::app::layout::Size;
use kyb_dash::app::line::Tone;
use kyb_dash::app::list::List;
use kyb_dash::app::model::Model;
use kyb_dash::app::msg::Msg;
use kyb_dash::app::review_settings::ReviewSettings;
use kyb_dash::app::saved;
use kyb_dash::app::session::{Session, Source};
use kyb_dash::app::update::{start, update};
use kyb_dash::catalogue;
use kyb_dash::domain::calendar::Calendar;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::customer::CustomerRow;
use kyb_dash::domain::digest::{Digest, Look};
use kyb_dash::domain::draft::{DraftOptions, drafts};
use kyb_dash::domain::failure::Failure;
use kyb_dash::domain::finding::{Thresholds, findings};
use kyb_dash::domain::glossary::Glossary;
use kyb_dash::domain::mask::Mask;
use kyb_dash::domain::origin::Origin;
use kyb_dash::domain::text::{SafeText, is_hidden};
use kyb_dash::domain::time::{Now, Wall};
use kyb_dash::domain::why::why;
use kyb_dash::input::keymap::Keymap;
use kyb_dash::output::{CaseReport, FindingLine, ListReport, ListRow, Paper, drafts_text, sheet_text};
use kyb_dash::view::{Theme, View};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Read once: it takes longer than drawing a screen does.
static GLOSSARY: LazyLock<Arc<Glossary>> = LazyLock::new(|| Arc::new(catalogue::glossary()));

/// High enough for everything there is to show.
const SIZE: Size = Size { width: 120, height: 110 };

pub fn now() -> Wall {
    "2026-11-22T14:02:10Z".parse().unwrap()
}

/// What the file is called that the cases are read from, after somebody.
pub const FILE: &str = "quillon_report.json";

/// Something that came out, and where.
pub struct Out {
    pub sink: String,
    pub text: String,
}

/// Everything that comes out of a case that was read, masked or not.
pub fn of_case(case: &Case, mask: Mask) -> Vec<Out> {
    let mut outs = reports(case, mask);
    outs.extend(written_to_people(case, mask));
    outs.extend(screens(case, mask));
    outs
}

fn out(sink: impl Into<String>, text: impl Into<String>) -> Out {
    Out { sink: sink.into(), text: text.into() }
}

/// What `show --format json` prints, without the mask.
pub fn json_of(case: &Case) -> String {
    with_report(case, Mask::Off, |report: &CaseReport<'_>| -> String { report.json() })
}

/// What `show` prints, without the mask.
pub fn text_of(case: &Case) -> String {
    with_report(case, Mask::Off, |report: &CaseReport<'_>| -> String { report.text(Paper::default()) })
}

/// What commands print, `e` exports and `Y` copies.
pub fn reports(case: &Case, mask: Mask) -> Vec<Out> {
    with_report(case, mask, |report| {
        vec![
            out("text", report.text(Paper::default())),
            out("markdown", report.markdown()),
            out("json", report.json()),
            out("summary", report.summary()),
            out("asks", report.asks()),
        ]
    })
}

fn with_report<T>(case: &Case, mask: Mask, write: impl FnOnce(&CaseReport<'_>) -> T) -> T {
    let glossary = &**GLOSSARY;
    let found: Vec<FindingLine> =
        findings(case, glossary, &Thresholds::default(), now()).iter().map(FindingLine::from).collect();
    write(&CaseReport {
        case,
        digest: &Digest::of(case, &GLOSSARY, Look::default()),
        glossary,
        why: Some(why(case, glossary, now())),
        findings: &found,
        mask,
        fetched: Some(now()),
        source: Some(Origin::File(SafeText::line(FILE))),
    })
}

/// The drafts.
pub fn written_to_people(case: &Case, mask: Mask) -> Vec<Out> {
    let all = drafts(case, &GLOSSARY, &DraftOptions::answered_within(Some(14), now()), mask);
    let mut outs: Vec<Out> = all.sheets().map(|sheet| out("draft", sheet_text(sheet))).collect();
    outs.push(out("drafts", drafts_text(&all)));
    outs
}

/// The three forms of a list.
pub fn of_rows(rows: &[CustomerRow], mask: Mask) -> Vec<Out> {
    let rows: Vec<ListRow<'_>> = rows
        .iter()
        .map(|row| ListRow { row, digest: None, remembered: None, why: None, changed: None, follow_up: None })
        .collect();
    let report = ListReport {
        rows: &rows,
        is_complete: true,
        left_out: 0,
        order_is_estimate: true,
        with_why: false,
        is_remembered: false,
        mask,
        now: now(),
        today: Calendar::default().day(now()),
    };
    let mut csv = Vec::new();
    report.csv(&mut csv).unwrap();
    vec![
        out("table", report.table(Paper::default())),
        out("list json", report.json()),
        out("csv", String::from_utf8(csv).unwrap()),
    ]
}

/// The dashboard over one case, or over what came in its place.
struct Harness {
    model: Model,
    view: View,
    copied: Vec<String>,
}

impl Harness {
    fn of(cases: Vec<Result<Case, Failure>>, mask: Mask) -> Self {
        let session = Session { word: "FILE", host: FILE.to_owned(), tone: Tone::Plain, source: Source::File };
        let reading = ReviewSettings { glossary: Arc::clone(&GLOSSARY), ..ReviewSettings::default() };
        let wall = now();
        let mut model = saved::open(session, reading, cases, SIZE, Now { mono: std::time::Duration::ZERO, wall });
        model.screen.mask = mask;
        start(&mut model);
        Self { model, view: View::new(Theme::terminal()), copied: Vec::new() }
    }

    fn act(&mut self, action: Action) {
        for effect in update(&mut self.model, Msg::Action(action)) {
            if let Effect::Copy { text, .. } = effect {
                self.copied.push(text.to_string());
            }
        }
    }

    fn acts(&mut self, actions: &[Action]) {
        for action in actions {
            self.act(*action);
        }
    }

    fn screen(&mut self, sink: &str) -> Out {
        let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
        let (model, keymap) = (&self.model, Keymap::standard());
        let frame = terminal.draw(|frame| self.view.draw(frame, model, &keymap)).unwrap();
        let buffer = frame.buffer;
        let row = |y| (0..SIZE.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        out(format!("screen: {sink}"), (0..SIZE.height).map(row).collect::<Vec<_>>().join("\n"))
    }

    /// Opens every branch of the tree and copies the value of every node on the way.
    fn walk_the_tree(&mut self) {
        self.acts(&[Action::FocusCase, Action::First]);
        loop {
            let at = self.model.viewed_case().map(|entry| entry.tree.cursor().at);
            self.acts(&[Action::Open, Action::Copy]);
            let now = self.model.viewed_case().map(|entry| entry.tree.cursor().at);
            // Open goes to the first child of what is open already.
            if now == at {
                self.act(Action::Down);
            }
            if self.model.viewed_case().map(|entry| entry.tree.cursor().at) == at {
                return;
            }
        }
    }
}

/// The screens of a case: everything open, every tab, details, drafts, the queue; and every value that `y` copies.
fn screens(case: &Case, mask: Mask) -> Vec<Out> {
    look_around(&mut Harness::of(vec![Ok(case.clone())], mask))
}

/// The same under a mask, after prose was asked for: what is on the screen, and what is copied meanwhile.
pub fn asked_for(case: &Case) -> (Vec<Out>, Vec<Out>) {
    let mut harness = Harness::of(vec![Ok(case.clone())], Mask::On);
    harness.acts(&[Action::FocusCase, Action::ShowProse]);
    let outs = look_around(&mut harness);
    outs.into_iter().partition(|out| out.sink != "copied")
}

fn look_around(harness: &mut Harness) -> Vec<Out> {
    harness.walk_the_tree();
    let mut outs = Vec::new();
    harness.act(Action::First);
    outs.push(harness.screen("four panes"));
    harness.act(Action::Zoom);
    outs.push(harness.screen("the whole tree"));
    for tab in ["asks", "findings", "changes"] {
        harness.act(Action::NextTab);
        outs.push(harness.screen(tab));
    }
    for (pane, name) in [(Action::FocusComments, "comments"), (Action::FocusDocuments, "documents")] {
        harness.act(pane);
        outs.push(harness.screen(name));
        harness.acts(&[Action::Copy, Action::Down, Action::Copy]);
    }
    // Going to the queue leaves the case.
    outs.extend(drafts_of(harness));
    harness.act(Action::FocusQueue);
    outs.push(harness.screen("queue"));
    harness.act(Action::Copy);
    outs.extend(std::mem::take(&mut harness.copied).into_iter().map(|text| out("copied", text)));
    outs
}

/// The window of the drafts, every one of them.
fn drafts_of(harness: &mut Harness) -> Vec<Out> {
    let mut outs = Vec::new();
    harness.act(Action::Draft);
    loop {
        outs.push(harness.screen("draft"));
        harness.acts(&[Action::Copy, Action::NextTab]);
        let kyb_dash::app::window::Window::Drafts(drafting) = &harness.model.screen.window else { break };
        if drafting.which == 0 {
            break;
        }
    }
    harness.act(Action::Back);
    outs
}

/// The tree with every branch open, and what the checks found.
pub fn tree_and_findings(case: &Case) -> Vec<Out> {
    let mut harness = Harness::of(vec![Ok(case.clone())], Mask::Off);
    harness.walk_the_tree();
    harness.acts(&[Action::First, Action::Zoom]);
    let tree = harness.screen("the whole tree");
    harness.acts(&[Action::NextTab, Action::NextTab]);
    vec![tree, harness.screen("findings")]
}

/// What is shown where a case would be, and what a command says on standard error.
pub fn of_failure(failure: Failure) -> Vec<Out> {
    let said = failure.sentence();
    let mut harness = Harness::of(vec![Err(failure)], Mask::Off);
    vec![out("standard error", said), harness.screen("failed")]
}

/// Fails where something came out that steers a terminal, hides, or turns text round.
#[track_caller]
pub fn assert_safe(outs: &[Out], what: &str) {
    for Out { sink, text } in outs {
        let wrong = text.chars().find(|c| is_hidden(*c) || (c.is_control() && *c != '\n'));
        assert_eq!(wrong, None, "{what}: {sink}: {}", around(text, wrong));
    }
}

fn around(text: &str, wrong: Option<char>) -> String {
    let place = wrong.and_then(|c| text.find(c)).unwrap_or(0);
    text.get(place.saturating_sub(60)..)
        .unwrap_or_default()
        .chars()
        .take(120)
        .collect::<String>()
        .escape_debug()
        .to_string()
}
