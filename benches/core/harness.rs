//! A dashboard without a server: messages go in, frames come out.

use std::sync::Arc;
use std::time::Duration;

use kyb_dash::app::action::Action;
use kyb_dash::app::effect::Effect;
use kyb_dash::app::field::Edit;
use kyb_dash::app::layout::Size;
use kyb_dash::app::line::Tone;
use kyb_dash::app::list::List;
use kyb_dash::app::model::Model;
use kyb_dash::app::msg::{Msg, QueueMsg};
use kyb_dash::app::review_settings::ReviewSettings;
use kyb_dash::app::saved;
use kyb_dash::app::session::{Session, Source};
use kyb_dash::app::update::{start, update};
use kyb_dash::catalogue;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::completeness::Completeness;
use kyb_dash::domain::customer::{CustomerRow, RowKey};
use kyb_dash::domain::digest::{Digest, Look};
use kyb_dash::domain::order::SortBy;
use kyb_dash::domain::since::{Basis, Since};
use kyb_dash::domain::time::Now;
use kyb_dash::input::keymap::Keymap;
use kyb_dash::view::{Theme, View};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::samples::{now, pages};

const SIZE: Size = Size { width: 200, height: 50 };

pub struct Harness {
    model: Model,
    view: View,
    keymap: Keymap,
    terminal: Terminal<TestBackend>,
}

impl Harness {
    fn of(model: Model) -> Self {
        let terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).expect("a terminal");
        Self { model, view: View::new(Theme::terminal()), keymap: Keymap::standard(), terminal }
    }

    fn session(source: Source) -> Session {
        Session { word: "SANDBOX", host: "sandbox.example".to_owned(), tone: Tone::Good, source }
    }

    fn reading() -> ReviewSettings {
        ReviewSettings { glossary: Arc::new(catalogue::glossary()), ..ReviewSettings::default() }
    }

    fn now() -> Now {
        Now { mono: Duration::ZERO, wall: now() }
    }

    /// A queue of this many customers, none of whose details were read.
    pub fn listed(rows: usize) -> Self {
        let mut harness = Self::taking(pages(rows));
        harness.draw();
        harness
    }

    /// A queue that takes these pages.
    pub fn taking(pages: Vec<Vec<CustomerRow>>) -> Self {
        let mut model = Model::new(Self::session(Source::List), Self::reading(), SIZE, Self::now());
        let effects = start(&mut model);
        let request = effects.into_iter().find_map(|effect| match effect {
            Effect::LoadQueue { request } => Some(request),
            _ => None,
        });
        let request = request.expect("a listing");
        let total = Some(pages.iter().map(Vec::len).sum::<usize>() as u64);
        for rows in pages {
            update(&mut model, Msg::Queue(QueueMsg::Page { request, rows, total }));
        }
        update(&mut model, Msg::Queue(QueueMsg::Complete { request, completeness: Completeness::Whole }));
        Self::of(model)
    }

    /// A case from a file, in focus.
    pub fn over(case: Case) -> Self {
        let mut model = saved::open(Self::session(Source::File), Self::reading(), vec![Ok(case)], SIZE, Self::now());
        start(&mut model);
        let mut harness = Self::of(model);
        harness.act(Action::FocusCase);
        harness.draw();
        harness
    }

    pub fn act(&mut self, action: Action) {
        update(&mut self.model, Msg::Action(action));
    }

    pub fn types(&mut self, text: &str) {
        update(&mut self.model, Msg::Edit(Edit::Insert(text.to_owned())));
    }

    pub fn erases(&mut self) {
        update(&mut self.model, Msg::Edit(Edit::Backspace));
    }

    /// Searches in the focused pane.
    pub fn seeks(&mut self, text: &str) {
        self.act(Action::Find);
        self.types(text);
        update(&mut self.model, Msg::Edit(Edit::Submit));
    }

    /// Ranks the queue as the choice of `s` does.
    pub fn sorts(&mut self, by: SortBy) {
        self.model.queue.sort = by;
        self.model.queue.rank();
        self.model.queue.settle(now(), kyb_dash::domain::mask::Mask::Off, None, false);
    }

    /// Reads the details of every customer, all of which are this case but for its id.
    pub fn reads_all(&mut self, case: &Case) {
        let settings = &self.model.settings;
        let look = Look { at: Some(now()), before: None, judged_by: Some((&settings.thresholds, now())) };
        let digest = Digest::of(case, &settings.glossary, look);
        let keys: Vec<RowKey> = self.model.queue.rows().iter().map(|row| row.key.clone()).collect();
        for (key, age) in keys.iter().zip((0..30).cycle()) {
            let at = now() - Duration::from_secs(age * 86_400);
            let since = Some(Since { at, basis: Basis::StatusChange });
            self.model.queue.change(key, |row| row.digest = Some(Box::new(Digest { since, ..digest.clone() })));
        }
        update(&mut self.model, Msg::Touched);
    }

    /// Opens every branch of the tree.
    pub fn opens_all(&mut self) {
        self.act(Action::First);
        loop {
            let at = self.cursor();
            self.act(Action::Open);
            if self.cursor() == at {
                self.act(Action::Down);
            }
            if self.cursor() == at {
                return;
            }
        }
    }

    fn cursor(&self) -> Option<usize> {
        self.model.viewed_case().map(|entry| entry.tree.cursor().at)
    }

    pub fn open_nodes(&self) -> usize {
        self.model.viewed_case().map_or(0, |entry| entry.tree.visible().len())
    }

    pub fn draw(&mut self) {
        let Self { model, view, keymap, terminal } = self;
        terminal.draw(|frame| view.draw(frame, model, keymap)).expect("a frame");
    }
}
