//! Drives `update` as the loop does, in a time of its own: effects become messages when their moment has come, nothing
//! is drawn and nothing sleeps. After every message the whole state is checked for what must always hold.

mod answers;
mod anything;
mod configured;
mod filtering;
mod following;
mod invariants;
mod large;
mod listing;
mod marks;
mod masking;
mod memory;
mod messages;
mod moving;
mod offline;
mod overview;
mod pointing;
mod prefetch;
mod reading;
mod remembering;
mod screen;
mod server;
mod shared_screen;
mod staying;
mod taking;
mod timers;
mod windows;
mod writing;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use super::super::action::Action;
use invariants::Cursors;
use server::Server;

use super::super::cases::Entry;
use super::super::field::Edit;
use super::super::layout::Pane;
use super::super::layout::Size;
use super::super::line::Tone;
use super::super::list::List;
use super::super::load::{Load, RequestId};
use super::super::model::FocusedField;
use super::super::msg::{CaseMsg, QueueMsg};
use super::super::quick_view::QuickView;
use super::super::review_settings::ReviewSettings;
use super::super::row::{Details, Row};
use super::super::session::{Session, Source};
use super::super::tabs::Tab;
use super::super::window::{Since, Window};
use super::*;
use crate::catalogue::glossary;
use crate::domain::ball::Ball;
use crate::domain::case::Case;
use crate::domain::completeness::{Completeness, Shortfall};
use crate::domain::customer::{CustomerRow, RowKey};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;
use crate::domain::key::Item;
use crate::domain::mask::{Mask, Prose, Redactor};
use crate::domain::pace::{Limits, ReadAhead};
use crate::domain::sample::{self, customer_id, row_key};
use crate::domain::time::Now;

const WIDE: Size = Size { width: 120, height: 30 };
const MEDIUM: Size = Size { width: 80, height: 24 };
const SECOND: Duration = Duration::from_secs(1);
/// How often a held key repeats.
const REPEAT: Duration = Duration::from_millis(33);
/// Longer than anything takes that was not asked for.
const LONG: Duration = Duration::from_secs(200);

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
        let mut model = Model::new(session, reading, size, now(Duration::ZERO));
        // What is read of a list that does not fit the budget; tests of what does say so.
        model.prefetch.configure(Limits { details: ReadAhead::Needed, ..Limits::default() }, []);
        Self {
            model,
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

    /// Goes through the quick views by the key until this one is shown.
    fn show_view(&mut self, view: QuickView) {
        for _ in QuickView::ALL {
            if self.model.queue.quick_view == view {
                return;
            }
            self.act(Action::QuickView);
        }
        assert_eq!(self.model.queue.quick_view, view, "the key leads to every view in QuickView::ALL");
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
            self.tell(Msg::Case(CaseMsg { request, id, outcome, recollection: None }));
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
        if !self.server.is_there {
            self.asked_lists.retain(|asked| *asked != request);
            let failure = Failure::new(FailureKind::Offline);
            self.tell(Msg::Queue(QueueMsg::Failed { request, failure }));
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

    fn viewed_name(&self) -> String {
        self.model.queue.selected().map_or_else(String::new, |row| row.called().to_string())
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
        self.model.screen.notice.as_ref().map_or("", |notice| notice.words.open.as_str())
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
}

fn now(elapsed: Duration) -> Now {
    let start: jiff::Timestamp = "2026-05-20T12:00:30Z".parse().unwrap();
    Now { mono: elapsed, wall: start + elapsed }
}

fn requests(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::LoadCase { .. } | Effect::LoadQueue { .. })).count()
}
