//! A case with as many parties and documents as a reply can hold, through everything that is made of a case.

use std::sync::Arc;
use std::time::{Duration, Instant};

use kyb_dash::api::convert;
use kyb_dash::app::action::Action;
use kyb_dash::app::layout::Size;
use kyb_dash::app::line::Tone;
use kyb_dash::app::msg::Msg;
use kyb_dash::app::outline::outline;
use kyb_dash::app::review_settings::ReviewSettings;
use kyb_dash::app::saved;
use kyb_dash::app::session::{Session, Source};
use kyb_dash::app::update::{start, update};
use kyb_dash::catalogue;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::change::changes;
use kyb_dash::domain::digest::{Digest, Look};
use kyb_dash::domain::draft::{DraftOptions, drafts};
use kyb_dash::domain::finding::{Thresholds, findings};
use kyb_dash::domain::hold::Precautions;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::mask::{Mask, Redactor};
use kyb_dash::domain::origin::Origin;
use kyb_dash::domain::text::SafeText;
use kyb_dash::domain::time::Now;
use kyb_dash::domain::why::why;
use kyb_dash::input::keymap::Keymap;
use kyb_dash::output::{CaseReport, FindingLine, Paper, drafts_text};
use kyb_dash::view::{Theme, View};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::REFERENCE_ID;
use super::sinks::now;

#[path = "../../benches/core/large.rs"]
mod sample;

use sample::Large;

/// What took how long.
#[derive(Default)]
struct Watch(Vec<(&'static str, Duration)>);

impl Watch {
    fn time<T>(&mut self, what: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let result = work();
        self.0.push((what, began.elapsed()));
        result
    }
}

fn through_everything(large: Large) -> Watch {
    let mut watch = Watch::default();
    let reply = large.reply();
    let glossary = catalogue::glossary();
    let id = CustomerId::parse(REFERENCE_ID).unwrap();
    let case = watch.time("decode", || convert::case(&reply, &id).unwrap());
    let digest = watch.time("digest", || Digest::of(&case, &glossary, Look::default()));
    let found = watch.time("findings", || findings(&case, &glossary, &Thresholds::default(), now()));
    let found: Vec<FindingLine> = found.iter().map(FindingLine::from).collect();
    let why = watch.time("why", || why(&case, &glossary, now()));
    watch.time("precautions", || Precautions::of(&case, &glossary));
    watch.time("changes", || changes(&case, &case));
    watch.time("outline", || outline(&case, &glossary));
    watch.time("redactor", || Redactor::of(&case));
    for mask in [Mask::Off, Mask::On] {
        let options = DraftOptions::answered_within(Some(14), now());
        let all = watch.time("drafts", || drafts(&case, &glossary, &options, mask));
        watch.time("drafts as text", || drafts_text(&all));
        let report = CaseReport {
            case: &case,
            digest: &digest,
            glossary: &glossary,
            why: Some(why.clone()),
            findings: &found,
            mask,
            fetched: Some(now()),
            source: Some(Origin::File(SafeText::line("a test"))),
        };
        watch.time("json", || report.json());
        watch.time("text", || report.text(Paper::default()));
        watch.time("markdown", || report.markdown());
        watch.time("summary", || report.summary());
    }
    paint(case, &mut watch);
    watch
}

fn paint(case: Case, watch: &mut Watch) {
    let session = Session { word: "FILE", host: "a test".to_owned(), tone: Tone::Good, source: Source::File };
    let reading = ReviewSettings { glossary: Arc::new(catalogue::glossary()), ..ReviewSettings::default() };
    let size = Size { width: 200, height: 50 };
    let at = Now { mono: Duration::ZERO, wall: now() };
    let (mut view, keymap) = (View::new(Theme::terminal()), Keymap::standard());
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    let mut model = watch.time("tree", || saved::open(session, reading, vec![Ok(case)], size, at));
    watch.time("panes", || start(&mut model));
    let mut draw = |model: &_| {
        terminal.draw(|frame| view.draw(frame, model, &keymap)).unwrap();
    };
    watch.time("first paint", || draw(&model));
    watch.time("second paint", || draw(&model));
    for action in [Action::FocusCase, Action::Down, Action::Open, Action::Last, Action::Mask, Action::First] {
        watch.time("a key", || update(&mut model, Msg::Action(action)));
        watch.time("its paint", || draw(&model));
    }
}

/// Faults: K5.
#[test]
fn a_large_case_goes_through_everything() {
    through_everything(Large { parties: 600, documents: 10, alike: 1_200 });
}

/// Faults: K5.
#[test]
#[ignore = "long: run by .ci/run"]
fn the_largest_case_goes_through_everything() {
    let sizes =
        [(2_500, 0), (10_000, 0), (100, 70_000)].map(|(parties, alike)| Large { parties, documents: 10, alike });
    for large in sizes {
        for (what, took) in through_everything(large).0 {
            println!("{:>6} parties {:>6} alike {what:<16} {took:?}", large.parties, large.alike);
        }
    }
}
