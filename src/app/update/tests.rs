//! Drives `update` as the loop does, in a time of its own: effects become messages when their moment has come, nothing
//! is drawn and nothing sleeps. After every message the whole state is checked for what must always hold.

mod answers;
mod anything;
mod configured;
mod filtering;
mod large;
mod listing;
mod marks;
mod masking;
mod moving;
mod pointing;
mod prefetch;
mod reading;
mod screen;
mod taking;
mod timers;
mod writing;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use super::super::action::Action;
use super::super::case_pane::Visibility;
use super::super::cases::Entry;
use super::super::field::Edit;
use super::super::filter::Filter;
use super::super::layout::Pane;
use super::super::layout::Size;
use super::super::line::Tone;
use super::super::list::List;
use super::super::load::{Load, RequestId};
use super::super::msg::{CaseMsg, QueueMsg};
use super::super::review_settings::ReviewSettings;
use super::super::row::Judgement;
use super::super::row::{Details, Row};
use super::super::rows::{Row as ListRow, Rows};
use super::super::session::{Session, Source};
use super::super::tabs::Tab;
use super::super::tree::Position;
use super::super::window::{Since, Window};
use super::*;
use crate::catalogue::glossary;
use crate::domain::ball::Ball;
use crate::domain::case::Case;
use crate::domain::completeness::{Completeness, Shortfall};
use crate::domain::customer::{CustomerRow, RowKey};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::hold::Precautions;
use crate::domain::id::CustomerId;
use crate::domain::key::Item;
use crate::domain::mask::{Mask, Prose, Redactor};
use crate::domain::sample::{self, customer_id, row_key};
use crate::domain::time::Now;

const WIDE: Size = Size { width: 120, height: 30 };
const MEDIUM: Size = Size { width: 80, height: 24 };
const SECOND: Duration = Duration::from_secs(1);
/// How often a held key repeats.
const REPEAT: Duration = Duration::from_millis(33);
/// Longer than anything takes that was not asked for.
const LONG: Duration = Duration::from_secs(200);

/// What the server holds and how fast it answers.
struct Server {
    rows: Vec<CustomerRow>,
    /// Cases that are not what their row promises.
    cases: HashMap<CustomerId, Result<Case, Failure>>,
    /// `None`: it answers only when told to.
    latency: Option<Duration>,
    page: usize,
    /// What is said of the list at its end.
    completeness: Completeness,
}

impl Server {
    /// Answers at once with `count` customers, `c000` on, ranked as numbered.
    fn of(count: usize) -> Self {
        let rows = (0..count).map(|number| sample::row(&id(number))).collect();
        Self {
            rows,
            cases: HashMap::new(),
            latency: Some(Duration::from_millis(1)),
            page: 512,
            completeness: Completeness::Whole,
        }
    }

    fn silent(count: usize) -> Self {
        Self { latency: None, ..Self::of(count) }
    }

    fn taking(count: usize, latency: Duration) -> Self {
        Self { latency: Some(latency), ..Self::of(count) }
    }

    fn holds(&mut self, case: Case) {
        self.cases.insert(case.id.clone(), Ok(case));
    }

    fn fails(&mut self, number: usize, kind: FailureKind) {
        self.cases.insert(customer_id(&id(number)), Err(Failure::new(kind)));
    }

    fn case(&self, id: &CustomerId) -> Result<Box<Case>, Failure> {
        let Some(known) = self.cases.get(id) else {
            let mut case = sample::case(id.as_str());
            let row = self.rows.iter().find(|row| row.key.id() == Some(id));
            case.profile = row.map_or(case.profile, |row| row.profile.clone());
            return Ok(Box::new(case));
        };
        known.clone().map(Box::new)
    }
}

fn id(number: usize) -> String {
    format!("c{number:03}")
}

/// Something that will happen.
enum Due {
    Wake(Wake),
    Case(RequestId),
    List(RequestId),
}

/// A dashboard, the server it asks, and the time between them.
struct Harness {
    model: Model,
    server: Server,
    elapsed: Duration,
    agenda: Vec<(Duration, Due)>,
    asked_cases: BTreeMap<RequestId, CustomerId>,
    asked_lists: Vec<RequestId>,
    /// When which case was asked for.
    sent: Vec<(Duration, String)>,
    lists_sent: usize,
    aborted: Vec<RequestId>,
    /// Whether the last message changed anything on the screen.
    is_changed: bool,
}

impl Harness {
    /// A dashboard over the server's list, in a wide terminal; nothing has happened yet.
    fn new(server: Server) -> Self {
        Self::with(server, Source::List, WIDE)
    }

    fn with(server: Server, source: Source, size: Size) -> Self {
        let reading = ReviewSettings { glossary: Arc::new(glossary()), ..ReviewSettings::default() };
        let session = Session { word: "SANDBOX", host: "sandbox.example".to_owned(), tone: Tone::Plain, source };
        Self {
            model: Model::new(session, reading, size, now(Duration::ZERO)),
            server,
            elapsed: Duration::ZERO,
            agenda: Vec::new(),
            asked_cases: BTreeMap::new(),
            asked_lists: Vec::new(),
            sent: Vec::new(),
            lists_sent: 0,
            aborted: Vec::new(),
            is_changed: false,
        }
    }

    /// A dashboard whose list has arrived; the first case is asked for and the server says no more by itself.
    fn silent(count: usize) -> Self {
        let mut harness = Self::new(Server::silent(count));
        harness.start();
        harness.answer_list();
        harness.pass(SECOND);
        harness
    }

    /// A dashboard that has fetched all it wants.
    fn settled(server: Server) -> Self {
        let mut harness = Self::new(server);
        harness.start();
        harness.pass(LONG);
        harness
    }

    fn start(&mut self) -> Vec<Effect> {
        let effects = start(&mut self.model);
        self.carry_out(&effects);
        self.check();
        effects
    }

    /// Something happens now.
    fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        let clock = update(&mut self.model, Msg::Clock(now(self.elapsed)));
        assert_eq!(clock, [], "time alone moves nothing");
        let is_users = matches!(msg, Msg::Action(_) | Msg::Edit(_) | Msg::Pointer(_));
        let (revision, before) = (self.model.revision(), Cursors::of(&self.model));
        let effects = update(&mut self.model, msg);
        self.is_changed = self.model.revision() != revision;
        if !is_users {
            before.check(&self.model);
        }
        self.carry_out(&effects);
        self.check();
        effects
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        self.tell(Msg::Action(action))
    }

    fn acts(&mut self, actions: &[Action]) {
        for action in actions {
            self.act(*action);
        }
    }

    fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.tell(Msg::Edit(Edit::Insert(letter.to_string())));
        }
    }

    /// Lets time pass; what is due happens in its order.
    fn pass(&mut self, span: Duration) {
        let end = self.elapsed + span;
        while let Some(next) = self.next_due(end) {
            let (at, due) = self.agenda.remove(next);
            self.elapsed = at;
            match due {
                Due::Wake(wake) => drop(self.tell(Msg::Wake(wake))),
                Due::Case(request) => self.answer(request),
                Due::List(request) => self.list(request),
            }
        }
        self.elapsed = end;
    }

    fn next_due(&self, end: Duration) -> Option<usize> {
        let due = self.agenda.iter().enumerate().filter(|(_, (at, _))| *at <= end);
        due.min_by_key(|(place, (at, _))| (*at, *place)).map(|(place, _)| place)
    }

    fn carry_out(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Wake { wake, after } => self.agenda.push((self.elapsed + *after, Due::Wake(*wake))),
                Effect::LoadCase { request, id } => {
                    self.sent.push((self.elapsed, id.to_string()));
                    self.asked_cases.insert(*request, id.clone());
                    let due = self.server.latency.map(|latency| (self.elapsed + latency, Due::Case(*request)));
                    self.agenda.extend(due);
                }
                Effect::LoadQueue { request } => {
                    self.lists_sent += 1;
                    self.asked_lists.push(*request);
                    let due = self.server.latency.map(|latency| (self.elapsed + latency, Due::List(*request)));
                    self.agenda.extend(due);
                }
                Effect::Abort(request) => {
                    self.asked_cases.remove(request);
                    self.asked_lists.retain(|asked| asked != request);
                    self.aborted.push(*request);
                }
                _ => {}
            }
        }
    }

    /// The server answers a request for a case, unless it was aborted.
    fn answer(&mut self, request: RequestId) {
        if let Some(id) = self.asked_cases.remove(&request) {
            let outcome = self.server.case(&id);
            self.tell(Msg::Case(CaseMsg { request, id, outcome }));
        }
    }

    /// The server answers the oldest request for this customer's case.
    fn answer_case(&mut self, number: usize) {
        let request = self.request_for(number);
        self.answer(request);
    }

    fn request_for(&self, number: usize) -> RequestId {
        let id = customer_id(&id(number));
        *self.asked_cases.iter().find(|(_, asked)| **asked == id).expect("a request under way").0
    }

    fn list(&mut self, request: RequestId) {
        if !self.asked_lists.contains(&request) {
            return;
        }
        let pages: Vec<Vec<CustomerRow>> = self.server.rows.chunks(self.server.page).map(<[_]>::to_vec).collect();
        let total = Some(self.server.rows.len() as u64);
        for rows in pages {
            self.tell(Msg::Queue(QueueMsg::Page { request, rows, total }));
        }
        self.asked_lists.retain(|asked| *asked != request);
        let completeness = self.server.completeness.clone();
        self.tell(Msg::Queue(QueueMsg::Complete { request, completeness }));
    }

    /// The server answers the request for the list that is under way.
    fn answer_list(&mut self) {
        let request = *self.asked_lists.last().expect("a list under way");
        self.list(request);
    }

    /// The ids of the cases that were asked for, in order.
    fn sent(&self) -> Vec<&str> {
        self.sent.iter().map(|(_, id)| id.as_str()).collect()
    }

    fn viewed(&self) -> String {
        self.model.viewed.as_ref().and_then(RowKey::id).map_or_else(|| "-".to_owned(), ToString::to_string)
    }

    fn row(&self, number: usize) -> &Row {
        self.model.queue.row(&row_key(&id(number))).expect("a row")
    }

    fn entry(&self, number: usize) -> &Entry {
        self.model.cases.get(&row_key(&id(number))).expect("a case")
    }

    /// The ids of the rows shown, in order.
    fn order(&self) -> Vec<String> {
        self.model.queue.shown_from(0).filter_map(|row| row.key.id()).map(ToString::to_string).collect()
    }

    fn notice(&self) -> &str {
        self.model.screen.notice.as_ref().map_or("", |notice| notice.text.as_str())
    }

    /// What the case pane and the detail panes say.
    fn said(&self) -> String {
        let tree = self.model.viewed_case().map_or(&[][..], |entry| entry.tree.nodes());
        let rows = self.model.side.comments.rows.iter().chain(&self.model.side.documents.rows);
        let lines = tree.iter().map(|node| &node.line).chain(rows.map(|row| &row.line));
        lines.map(|line| line.words(&Redactor::open())).collect::<Vec<_>>().join("\n")
    }

    /// The item selected in the tree of the viewed case.
    fn selected(&self) -> Option<Item> {
        self.model.viewed_case().and_then(|entry| entry.tree.selected()).map(|node| node.position.item.clone())
    }

    /// Puts the selection of the viewed case on the node that shows an item.
    fn select(&mut self, item: &Item) {
        self.act(Action::FocusCase);
        tabs::show(&mut self.model, Tab::Tree);
        case::reveal(&mut self.model, item);
        settle::settle(&mut self.model, &mut Vec::new());
        assert_eq!(self.selected().as_ref(), Some(item));
    }

    fn check(&self) {
        self.check_rows();
        self.check_shown();
        self.check_selection();
        self.check_window();
        self.check_mask();
        assert!(self.model.prefetch.under_way() <= 4, "at most four are read behind the queue");
        let waiting = self.model.queue.listing.waits_for();
        assert!(waiting.is_none_or(|request| self.asked_lists.contains(&request)), "the list waits for nobody");
    }

    /// Prose is shown under a mask only of the viewed case, whoever was asked for before; rows are seen through the mask of
    /// the screen.
    fn check_mask(&self) {
        let model = &self.model;
        assert!(model.screen.prose.is_none() || model.screen.prose == model.viewed, "of a case that was left");
        assert!(model.screen.prose.is_none() || model.screen.mask == Mask::On, "nothing is hidden");
        assert_eq!(model.case_pane.redactor.is_masked(), model.screen.mask == Mask::On);
        let unknown_party = Prose::line("Ask Bob.");
        assert_eq!(model.case_pane.redactor.prose(&unknown_party).is_some(), model.visibility() != Visibility::Masked);
    }

    /// Counts are a recount, and a row is loading exactly while its case waits for a request that is under way.
    fn check_rows(&self) {
        let rows = self.model.queue.rows();
        let with = |ball| rows.iter().filter(|row| row.ball() == ball).count();
        let looked_at = rows.iter().filter(|row| row.digest.is_some()).count();
        let counts = self.model.queue.counts();
        let recount = (with(Ball::Us), with(Ball::Fin), with(Ball::Unknown), looked_at);
        assert_eq!((counts.us, counts.fin, counts.unknown, counts.looked_at), recount);
        for row in rows {
            let entry = self.model.cases.get(&row.key);
            let waiting = entry.and_then(|entry| entry.load.waits_for());
            assert_eq!(row.details == Details::Loading, waiting.is_some(), "{:?}", row.key);
            assert!(waiting.is_none_or(|request| self.asked_cases.contains_key(&request)), "{:?}", row.key);
            let shown = entry.and_then(Entry::case).map(|case| &case.id);
            assert!(shown.is_none_or(|id| row.key.id() == Some(id)), "{:?} shows another case", row.key);
        }
    }

    /// What is shown is what a fresh judgement shows, and the selected row, which says why it stays.
    fn check_shown(&self) {
        let queue = &self.model.queue;
        let Ok(filter) = Filter::parse(&queue.filter.text()) else {
            return assert!(queue.filter_state().bad.is_some(), "a bad word is told");
        };
        let selected = queue.selected().map(|row| &row.key);
        let (mut shown, mut cannot_tell) = (Vec::new(), 0);
        for row in queue.rows() {
            let judged = if queue.quick_view.holds(row) { filter.judge(row) } else { Judgement::NoMatch };
            assert_eq!(row.is_kept(), judged != Judgement::Match, "{:?}", row.key);
            cannot_tell += usize::from(judged == Judgement::CannotTell);
            let is_shown = queue.shown_from(0).any(|other| other.key == row.key);
            let stays = selected == Some(&row.key) && is_shown;
            shown.extend((judged == Judgement::Match || stays).then_some(&row.key));
        }
        assert!(queue.shown_from(0).map(|row| &row.key).eq(shown));
        assert_eq!(queue.filter_state().cannot_tell, cannot_tell);
    }

    /// A window is about the viewed customer, and what it shows is made from the look it was opened on.
    fn check_window(&self) {
        let model = &self.model;
        let Some(on) = model.screen.window.opened_on() else { return };
        assert_eq!(Some(&on.key), model.viewed(), "a window of another customer");
        assert_eq!(Some(&on.case.id), on.key.id());
        if let Window::Drafts(window) = &model.screen.window {
            assert!(*window.drafts == drafts::draft(model, on, &window.originals), "drafts of another look");
            let latest = model.viewed_case().and_then(|entry| entry.load.ready()).expect("a case");
            let is_latest = on.since == Since::Same && latest.data == on.case;
            assert!(is_latest || on.since != Since::Same, "a later look is told");
            let precautions = Precautions::of(&latest.data, &model.settings.glossary);
            let is_lifted = model.lifts.get(&on.key).is_some_and(|lift| lift.covers(&latest.data, &precautions));
            assert!(
                !precautions.is_held() || is_lifted || window.drafts.messages.is_empty(),
                "a held case has a message"
            );
        }
    }

    /// The viewed case is the selected row's, and every pane on screen shows its selected row.
    fn check_selection(&self) {
        let model = &self.model;
        assert_eq!(model.viewed.as_ref(), model.queue.selected().map(|row| &row.key));
        let panes = [
            (Pane::Queue, Some((model.queue.cursor(), model.queue.row_count()))),
            (Pane::Case, model.viewed_case().map(|entry| (entry.tree.cursor(), entry.tree.visible().len()))),
            (Pane::Comments, Some((model.side.comments.cursor, model.side.comments.rows.len()))),
            (Pane::Documents, Some((model.side.documents.cursor, model.side.documents.rows.len()))),
        ];
        let layout = model.layout();
        for (pane, shown) in panes {
            let Some(((cursor, rows), _)) = shown.zip(layout.place(pane)) else { continue };
            let page = layout.page(pane);
            assert!(cursor.at < rows.max(1), "{pane:?}: row {} of {rows}", cursor.at);
            let is_visible = cursor.offset <= cursor.at && cursor.at < cursor.offset + page;
            assert!(is_visible, "{pane:?}: {cursor:?} in a page of {page}");
        }
    }
}

/// What is selected in every list, by what it is.
struct Cursors {
    viewed: Option<RowKey>,
    node: Option<Position>,
    tab: Tab,
    rows: [Option<(u64, Option<Item>)>; 3],
    /// Whose node or row the side panes speak of.
    of: Option<(u64, Option<Item>)>,
}

impl Cursors {
    fn of(model: &Model) -> Self {
        let identity =
            |rows: &Rows| rows.selected().and_then(ListRow::identity).map(|(group, item)| (group, item.cloned()));
        let tab = model.case_pane.rows.of(model.case_pane.tab);
        Self {
            viewed: model.viewed().cloned(),
            node: model.viewed_case().and_then(|entry| entry.tree.selected()).map(|node| node.position.clone()),
            tab: model.case_pane.tab,
            rows: [tab.and_then(identity), identity(&model.side.comments), identity(&model.side.documents)],
            of: tab.and_then(identity),
        }
    }

    /// Nothing but the user moves a cursor off what it stands on, as long as that is there.
    fn check(&self, model: &Model) {
        let now = Self::of(model);
        if self.viewed.is_none() {
            return;
        }
        if self.viewed != now.viewed {
            let was_chosen = model.focus() != Pane::Queue || model.screen.window != Window::None;
            assert!(!was_chosen, "the reader was moved from {:?} to {:?}", self.viewed, now.viewed);
            return;
        }
        let is_there = |node: &Position| model.viewed_case().is_some_and(|entry| entry.tree.place_of(node).is_some());
        let is_hidden = self.node.as_ref().is_none_or(|node| !is_there(node));
        assert!(is_hidden || self.node == now.node, "{:?} became {:?}", self.node, now.node);
        let lists = [model.case_pane.rows.of(now.tab), Some(&model.side.comments), Some(&model.side.documents)];
        for (place, rows) in lists.into_iter().enumerate() {
            let Some((rows, before)) = rows.zip(self.rows[place].as_ref()) else { continue };
            let same_source = (self.tab, &self.of, &self.node) == (now.tab, &now.of, &now.node) || place == 0;
            let is_there = rows.rows.iter().any(|row| row.identity() == Some((before.0, before.1.as_ref())));
            let stays = now.rows[place].as_ref() == Some(before);
            assert!(!same_source || !is_there || stays, "{before:?} became {:?}", now.rows[place]);
        }
    }
}

fn now(elapsed: Duration) -> Now {
    let start: jiff::Timestamp = "2026-05-20T12:00:30Z".parse().unwrap();
    Now { mono: elapsed, wall: start + elapsed }
}

fn requests(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::LoadCase { .. } | Effect::LoadQueue { .. })).count()
}
