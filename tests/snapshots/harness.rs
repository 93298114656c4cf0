//! A dashboard in a test: a model driven by messages alone, with answers made of what a server would send.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use kyb_dash::api::convert;
use kyb_dash::app::action::Action;
use kyb_dash::app::effect::{Effect, Wake};
use kyb_dash::app::field::Edit;
use kyb_dash::app::layout::Size;
use kyb_dash::app::line::Tone;
use kyb_dash::app::load::RequestId;
use kyb_dash::app::memory::Recollection;
use kyb_dash::app::model::Model;
use kyb_dash::app::msg::{CaseMsg, Msg, QueueMsg};
use kyb_dash::app::review_settings::ReviewSettings;
use kyb_dash::app::saved;
use kyb_dash::app::session::{Session, Source};
use kyb_dash::app::update::{start, update};
use kyb_dash::catalogue;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::completeness::Completeness;
use kyb_dash::domain::customer::CustomerRow;
use kyb_dash::domain::failure::Failure;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::time::{Now, Wall};

/// The reference case, in which everything but one party is refused.
pub const REFERENCE: &[u8] = include_bytes!("../../assets/demo/reference.json");
pub const REFERENCE_ID: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";

/// When everything happens: 202 days after the reference case changed its status.
pub fn now() -> Now {
    Now { mono: Duration::from_mins(1), wall: "2026-11-22T14:02:10Z".parse::<Wall>().unwrap() }
}

/// Cases are read with the words that come with the program.
fn reading() -> ReviewSettings {
    ReviewSettings { glossary: Arc::new(catalogue::glossary()), ..ReviewSettings::default() }
}

pub fn case(json: &[u8], id: &str) -> Case {
    convert::case(json, &CustomerId::parse(id).unwrap()).unwrap()
}

pub fn reference() -> Case {
    case(REFERENCE, REFERENCE_ID)
}

/// A list page as the server sends it, read as the client reads it.
pub fn rows(customers: &str) -> Vec<CustomerRow> {
    let reply = format!(
        r#"{{"data":{{"customers":[{customers}],"pagination":{{"current_page":1,"per_page":100,"total_page":1,"total":0}}}}}}"#
    );
    convert::page(reply.as_bytes()).unwrap().rows
}

/// One customer of a list page.
pub fn customer(id: &str, name: &str, country: &str, status: &str, updated: &str) -> String {
    serde_json::json!({
        "customer_id": id, "type": "BUSINESS", "business_name": name, "email": "office@company.example",
        "phone": "+12025550100", "country_of_incorporation": country, "customer_status": status,
        "tos_policies_url": "https://orchestration.example/tos?token=hidden",
        "created_at": "2026-05-01T08:00:00Z", "updated_at": updated,
    })
    .to_string()
}

/// The queue of most pictures: the reference case among invented companies.
pub fn usual_rows() -> Vec<CustomerRow> {
    let others = [
        ("a1", "Amber Basalt Ltd", "GBR", "REVIEWING", "2026-11-20T13:00:00Z"),
        ("a2", "Trefoil Instruments Oy", "FIN", "IN_COMPLIANCE", "2026-11-17T09:30:00Z"),
        ("a3", "Saltmarsh Rope Company Ltd", "IRL", "ASSOCIATED_PARTIES_REMAINING", "2026-11-13T10:00:00Z"),
        ("a4", "Sole Harbour Studio OU", "EST", "INCOMPLETE", "2026-11-21T22:40:00Z"),
        ("a5", "Lodestar Cartography B.V.", "NLD", "APPROVED", "2026-10-20T10:00:00Z"),
        ("a6", "Grey Heron Ventures Ltd", "VGB", "REJECTED", "2026-10-25T10:00:00Z"),
        ("a7", "Cloudberry Ceramics AS", "NOR", "QUEUED", "2026-11-22T13:37:00Z"),
        ("a8", "Verdigris Tea Company (Private) Limited", "LKA", "FROZEN", "2026-11-21T12:00:00Z"),
    ];
    let mut customers = vec![customer(REFERENCE_ID, "Fin.com", "USA", "ACTION_REQUIRED", "2026-05-04T12:34:03Z")];
    customers.extend(others.map(|(id, name, country, status, at)| customer(id, name, country, status, at)));
    rows(&customers.join(","))
}

/// The dashboard and the server it talks to.
pub struct Harness {
    pub model: Model,
    server: BTreeMap<CustomerId, Case>,
    /// Requests for cases that the server does not have: nobody answers them.
    pub unanswered: Vec<(RequestId, CustomerId)>,
    pub listing: Option<RequestId>,
    /// A question to the memory for what happened over time: nobody answers it.
    pub over_time: Option<RequestId>,
}

impl Harness {
    /// A dashboard that has just asked for the list.
    pub fn started(width: u16, height: u16) -> Self {
        let host = "sandbox.api.fin.com".to_owned();
        let session = Session { word: "SANDBOX", host, tone: Tone::Good, source: Source::List };
        Self::of(Model::new(session, reading(), Size { width, height }, now()))
    }

    fn of(model: Model) -> Self {
        let mut harness =
            Self { model, server: BTreeMap::new(), unanswered: Vec::new(), listing: None, over_time: None };
        let effects = start(&mut harness.model);
        harness.carry_out(effects);
        harness
    }

    /// A dashboard over a saved file.
    pub fn of_file(width: u16, height: u16, cases: Vec<Result<Case, Failure>>) -> Self {
        let host = "saved\u{202e}.json".to_owned();
        let session = Session { word: "FILE", host, tone: Tone::Plain, source: Source::File };
        let model = saved::open(session, reading(), cases, Size { width, height }, now());
        Self::of(model)
    }

    /// A dashboard with a queue; of the cases, only those given are ever answered.
    pub fn listed(width: u16, height: u16, rows: Vec<CustomerRow>, cases: Vec<Case>) -> Self {
        let mut harness = Self::started(width, height);
        harness.server = cases.into_iter().map(|case| (case.id.clone(), case)).collect();
        harness.list(rows);
        harness
    }

    /// The usual queue with the reference case selected and loaded.
    pub fn usual(width: u16, height: u16) -> Self {
        let mut harness = Self::listed(width, height, usual_rows(), vec![reference()]);
        harness.select("Fin.com");
        harness
    }

    /// Answers the listing under way.
    pub fn list(&mut self, rows: Vec<CustomerRow>) {
        let request = self.listing.take().unwrap();
        let total = u64::try_from(rows.len()).ok();
        self.send(Msg::Queue(QueueMsg::Page { request, rows, total }));
        self.send(Msg::Queue(QueueMsg::Complete { request, completeness: Completeness::Whole }));
    }

    /// Has the server answer with this from now on.
    pub fn serve(&mut self, case: Case) {
        self.server.insert(case.id.clone(), case);
    }

    pub fn fail_listing(&mut self, failure: Failure) {
        let request = self.listing.take().unwrap();
        self.send(Msg::Queue(QueueMsg::Failed { request, failure }));
    }

    /// Fails the request for a customer's case that nobody answered.
    pub fn fail_case(&mut self, id: &str, failure: Failure) {
        let place = self.unanswered.iter().position(|(_, asked)| asked.as_str() == id).unwrap();
        let (request, id) = self.unanswered.remove(place);
        self.send(Msg::Case(CaseMsg { request, id, outcome: Err(failure), recollection: None }));
    }

    /// Reads a case anew with what is remembered of it, as the first look of a run.
    pub fn forget_and_recall(&mut self, name: &str, recollection: Recollection) {
        let cases = std::mem::take(&mut self.server);
        *self = Self::listed(self.model.screen.size.width, self.model.screen.size.height, usual_rows(), Vec::new());
        self.select(name);
        let (request, id) = self.unanswered.pop().unwrap();
        let outcome = Ok(Box::new(cases[&id].clone()));
        self.send(Msg::Case(CaseMsg { request, id, outcome, recollection: Some(Box::new(recollection)) }));
        self.server = cases;
    }

    /// Walks the queue to a customer, whichever pane is focused.
    pub fn select(&mut self, name: &str) {
        for _ in 0..self.model.queue.rows().len() {
            self.act(Action::PreviousCustomer);
        }
        for _ in 0..self.model.queue.rows().len() {
            let shown = self.model.queue.selected().map(kyb_dash::app::row::Row::called);
            if shown.is_some_and(|shown| shown.as_str() == name) {
                return;
            }
            self.act(Action::NextCustomer);
        }
        panic!("no {name} in the queue");
    }

    pub fn act(&mut self, action: Action) {
        self.send(Msg::Action(action));
    }

    /// Types into the filter.
    pub fn type_filter(&mut self, text: &str) {
        self.act(Action::Find);
        self.insert(text);
    }

    /// Types into whichever field is open.
    pub fn insert(&mut self, text: &str) {
        self.send(Msg::Edit(Edit::Insert(text.to_owned())));
    }

    /// Lets time pass.
    pub fn later(&mut self, seconds: u64) {
        let passed = Duration::from_secs(seconds);
        let now = Now { mono: self.model.now.mono + passed, wall: self.model.now.wall + passed };
        self.send(Msg::Clock(now));
    }

    /// Whatever was said in the footer has been there for long enough.
    pub fn settle(&mut self) {
        if let Some(notice) = &self.model.screen.notice {
            let over = Wake::Notice(notice.number);
            self.send(Msg::Wake(over));
        }
    }

    pub fn send(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::LoadQueue { request } => self.listing = Some(request),
                Effect::LoadCase { request, id } => match self.server.get(&id).cloned() {
                    Some(case) => {
                        let answer = CaseMsg { request, id, outcome: Ok(Box::new(case)), recollection: None };
                        effects.extend(update(&mut self.model, Msg::Case(answer)));
                    }
                    None => self.unanswered.push((request, id)),
                },
                Effect::Abort(aborted) => self.unanswered.retain(|(request, _)| *request != aborted),
                // The cursor rests at once; details behind the queue come when their time has.
                Effect::Wake { wake: wake @ Wake::Rest(_), .. } => {
                    effects.extend(update(&mut self.model, Msg::Wake(wake)));
                }
                Effect::Wake { wake: Wake::Details, after } => {
                    let now = Now { mono: self.model.now.mono + after, wall: self.model.now.wall + after };
                    effects.extend(update(&mut self.model, Msg::Clock(now)));
                    effects.extend(update(&mut self.model, Msg::Wake(Wake::Details)));
                }
                Effect::OverTime(ask) => self.over_time = Some(ask.request),
                // What is taken away is the runtime's affair.
                Effect::Copy { .. }
                | Effect::CopyReport { .. }
                | Effect::Export { .. }
                | Effect::SaveDraft { .. }
                | Effect::OpenLink(_)
                | Effect::NoteRefused(_)
                | Effect::Remember(_)
                | Effect::Alert
                | Effect::Wake { .. }
                | Effect::Repaint
                | Effect::Suspend
                | Effect::Quit => {}
            }
        }
    }
}
