//! After the ask: marking, putting off, answering, undoing, noting; what the queue says of it from day to day.

use super::*;
use crate::app::memory::{EnteredOn, Kept, MemoryMsg, NotKept, Recalled, Remember};
use crate::app::window::{FollowUpWindow, NotesWindow};
use crate::domain::follow_up::{Entered, Since as Looked, pursuit};
use crate::domain::glossary::Glossary;
use crate::domain::history::{Event, EventId, Happened, Sent, Way, What};
use crate::domain::imprint::{CustomerKey, FingerprintKey, Imprint, KeptSubject, Names};
use crate::domain::key::Subject;
use crate::domain::sample::{field, party, request, subject};

mod keeping;

const ADA: &str = "2e719a54-0000-4000-8000-000000000001";
const DAY: Duration = Duration::from_hours(24);

fn uuid(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// A dashboard beside a store in miniature: what is entered is kept, and judged by the case as the server holds it.
struct Desk {
    harness: Harness,
    events: Vec<Event>,
    /// How many of the next things that are entered are not kept.
    refuses: usize,
}

fn key() -> FingerprintKey {
    FingerprintKey::new([7; 16])
}

/// Owes a paper of the company and one of Ada.
fn owing() -> Case {
    sample::case(&uuid(0))
        .in_status("ACTION_REQUIRED")
        .with(party(ADA).owning("60").mailing("ada@amber.example").standing("REVIEWING"))
        .wanting(request(Subject::Company, "formation_documents").naming("EVIDENCE_OF_DIRECTORS", [field("files")]))
        .wanting(request(subject(ADA), "identifying_documents").naming("PASSPORT", [field("files")]))
}

impl Desk {
    fn over(case: Case) -> Self {
        let mut server = Server::of(0);
        server.rows = vec![sample::row_of(&case), sample::row(&uuid(1)).in_status("REJECTED")];
        server.holds(case);
        let mut harness = Harness::settled(server);
        harness.tell(Msg::Memory(MemoryMsg::Recalled(Box::default())));
        harness.acts(&[Action::FocusCase]);
        Self { harness, events: Vec::new(), refuses: 0 }
    }

    /// What the task of the store does with what was entered.
    fn keep(&mut self, effects: &[Effect]) {
        for effect in effects {
            let Effect::Remember(Remember::Entered { on, what }) = effect else { continue };
            if self.refuses > 0 {
                self.refuses -= 1;
                self.answer(Err(NotKept::Failed("not kept: the disk is full".to_owned())));
                continue;
            }
            let answer = self.enter(on, what.clone());
            self.judge();
            self.answer(answer);
        }
    }

    fn add(&mut self, what: What) {
        let id = EventId::new(&self.events.len().to_string());
        self.events.insert(0, Event { id, at: now(self.harness.elapsed).wall, what });
    }

    fn answer(&mut self, answer: Result<(), NotKept>) {
        self.harness.tell(Msg::Memory(MemoryMsg::Answered { key: row_key(&uuid(0)), answer }));
    }

    fn enter(&mut self, on: &EnteredOn, what: Entered) -> Result<(), NotKept> {
        match what {
            Entered::Sent { to, way, follow_up, note } => {
                let customer = CustomerKey::of(&on.case.id).unwrap();
                let kept = |to: &Subject| KeptSubject::of(to, &customer, &key(), &Glossary::default());
                let to: Vec<KeptSubject> = to.iter().map(kept).collect();
                let owed = Imprint::of(&on.case, &customer, &key(), &Glossary::default()).owed(&to);
                self.add(What::Sent(Sent { to, way, follow_up, looked_at: on.looked_at, owed }));
                if let Some(text) = note {
                    self.add(What::Note { text });
                }
            }
            Entered::Snoozed { until, .. } => self.add(What::Snoozed { until }),
            Entered::Answered => self.add(What::Answered),
            Entered::Note(text) => self.add(What::Note { text }),
            Entered::Rewritten { id, before, text } => {
                let event = self.events.iter_mut().find(|event| event.id == id).ok_or(NotKept::Gone)?;
                if event.what != (What::Note { text: before }) {
                    return Err(NotKept::Changed);
                }
                event.what = What::Note { text };
            }
            Entered::NoteRemoved(id) | Entered::Undone(id) => self.events.retain(|event| event.id != id),
        }
        Ok(())
    }

    fn judge(&mut self) {
        let case = self.harness.server.case(&customer_id(&uuid(0))).unwrap();
        let customer = CustomerKey::of(&case.id).unwrap();
        let look = Imprint::of(&case, &customer, &key(), &Glossary::default());
        let names = Names::of(&case, &customer, &key(), &Glossary::default());
        let since = Looked { now: &look, at: now(self.harness.elapsed).wall };
        let pursuit = pursuit(&self.events, Some(since), &names);
        let past = self.events.iter().rev().map(|event| event.told(&names));
        let past = past.filter(|past| !matches!(past.what, Happened::Changed(_))).collect();
        let kept = Box::new(Kept { past, pursuit });
        self.harness.tell(Msg::Memory(MemoryMsg::Entered { key: row_key(&uuid(0)), kept }));
    }

    fn act(&mut self, action: Action) {
        let effects = self.harness.act(action);
        self.keep(&effects);
    }

    fn edit(&mut self, edit: Edit) {
        let effects = self.harness.tell(Msg::Edit(edit));
        self.keep(&effects);
    }

    /// The case is another one now, and is looked at.
    fn becomes(&mut self, case: Case) {
        self.harness.elapsed += SECOND * 60;
        let customer = CustomerKey::of(&case.id).unwrap();
        let sealed = |case: &Case| Imprint::of(case, &customer, &key(), &Glossary::default());
        let before = sealed(&self.harness.server.case(&case.id).unwrap());
        let differences = before.differences(&sealed(&case)).unwrap();
        self.harness.server.holds(case);
        self.add(What::Look(differences));
        self.act(Action::RefreshCase);
        self.harness.pass(SECOND);
        self.judge();
    }

    /// Another day begins.
    fn sleep(&mut self, days: u32) {
        self.harness.elapsed += DAY * days;
        self.harness.agenda.clear();
        self.harness.tell(Msg::Wake(Wake::Minute));
    }

    fn row(&self) -> &Row {
        self.harness.model.queue.row(&row_key(&uuid(0))).unwrap()
    }

    fn window(&self) -> &FollowUpWindow {
        match &self.harness.model.screen.window {
            Window::FollowUp(window) => window,
            other => panic!("no such window: {other:?}"),
        }
    }

    fn notes(&self) -> &NotesWindow {
        match &self.harness.model.screen.window {
            Window::Notes(window) => window,
            other => panic!("no notes: {other:?}"),
        }
    }

    fn sent(&self) -> Vec<&Sent> {
        let sent = self.events.iter().filter_map(|event| match &event.what {
            What::Sent(sent) => Some(sent),
            _ => None,
        });
        sent.collect()
    }
}

#[test]
fn a_case_is_asked_marked_and_noted_in_eight_keys_and_comes_back_on_its_day() {
    let mut desk = Desk::over(owing());
    assert_eq!(desk.row().ball(), Ball::Us);
    // Both messages are copied, one mark covers both, and a note goes with it.
    for action in [Action::Draft, Action::Copy, Action::NextTab, Action::Copy, Action::FollowUp] {
        desk.act(action);
    }
    assert_eq!(desk.window().form.text(FollowUpWindow::TO), "company, ada@amber.example");
    assert_eq!((desk.window().way, desk.window().form.at()), (Way::Draft, FollowUpWindow::NOTE));
    desk.harness.type_text("by e-mail");
    desk.edit(Edit::Submit);
    desk.harness.type_text("to both");
    desk.edit(Edit::Finish);
    assert_eq!(desk.harness.model.screen.window, Window::None, "nobody else is to be asked");
    assert_eq!(desk.row().ball(), Ball::Customer, "at once");
    assert_eq!(desk.row().follow_up.as_ref().unwrap().notes, 1);
    assert_eq!(desk.harness.model.queue.counts().customer, 1);
    desk.act(Action::NextCustomer);
    let sent = desk.sent()[0].clone();
    let today = desk.harness.model.settings.calendar.day(now(Duration::ZERO).wall);
    assert_eq!(sent.follow_up, desk.harness.model.settings.calendar.after(today, 3));
    let days = today.until(sent.follow_up).unwrap().get_days();
    desk.sleep(u32::try_from(days).unwrap() - 1);
    assert_eq!((desk.row().ball(), desk.row().is_due()), (Ball::Customer, false), "the day before");
    desk.sleep(1);
    assert_eq!((desk.row().ball(), desk.row().is_due()), (Ball::Us, true), "to be chased");
    assert!(desk.row().turn().is_chase());
    assert_eq!(desk.harness.model.queue.counts().chase, 1);
    desk.harness.show_view(QuickView::ChaseDue);
    assert_eq!(desk.harness.order(), [uuid(0)]);
}

#[test]
fn a_new_ask_brings_it_back_and_it_closes_when_the_asks_vanish() {
    let mut desk = Desk::over(owing());
    desk.act(Action::FollowUp);
    assert_eq!((desk.window().form.text(FollowUpWindow::TO).as_str(), desk.window().way), ("all", Way::ByHand));
    desk.edit(Edit::Finish);
    assert_eq!(desk.row().ball(), Ball::Customer);
    desk.becomes(owing().wanting(request(Subject::Company, "tax").naming("TAX_FORM", [field("files")])));
    assert_eq!(desk.row().ball(), Ball::Us, "another ask was opened");
    let findings = &desk.harness.model.case_pane.read.findings;
    assert!(findings.iter().any(|found| found.check.id() == "asked-since"), "{findings:?}");
    desk.becomes(sample::case(&uuid(0)).in_status("REVIEWING").with(party(ADA).standing("REVIEWING")));
    assert_eq!(desk.row().ball(), Ball::Fin);
    let follow_up = desk.row().follow_up.as_ref().unwrap();
    assert_eq!((follow_up.sent, follow_up.due, follow_up.closed.is_some()), (None, None, true));
}

#[test]
fn a_mark_is_taken_back_answered_or_put_off() {
    let mut desk = Desk::over(owing());
    desk.act(Action::FollowUp);
    desk.edit(Edit::Finish);
    let choose = |desk: &mut Desk, place: usize| {
        desk.act(Action::FollowUp);
        (0..place).for_each(|_| desk.act(Action::Down));
        desk.act(Action::Activate);
    };
    choose(&mut desk, 1);
    assert_eq!(desk.window().form.text(FollowUpWindow::TO), "nobody");
    desk.edit(Edit::DeleteToStart);
    desk.harness.type_text("+9");
    desk.edit(Edit::Finish);
    assert!(matches!(desk.events[0].what, What::Snoozed { .. }));
    choose(&mut desk, 0);
    assert_eq!((desk.row().ball(), desk.events[0].what.clone()), (Ball::Us, What::Answered), "ours to pass on");
    choose(&mut desk, 3);
    assert_eq!((desk.sent().len(), desk.row().ball()), (1, Ball::Customer), "not answered after all");
    choose(&mut desk, 3);
    assert!(matches!(desk.events[0].what, What::Sent(_)), "not put off either");
    choose(&mut desk, 3);
    assert_eq!((desk.sent().len(), desk.row().ball()), (0, Ball::Us), "it was not sent after all");
}

#[test]
fn what_is_typed_wrong_is_said_and_nothing_is_lost() {
    let mut desk = Desk::over(owing());
    desk.act(Action::FollowUp);
    desk.harness.type_text("called them");
    let typed = |desk: &mut Desk, field: usize, text: &str| {
        while desk.window().form.at() != field {
            desk.edit(Edit::Previous);
        }
        desk.edit(Edit::DeleteToStart);
        desk.harness.type_text(text);
        desk.edit(Edit::Finish);
    };
    let wrong = [
        (FollowUpWindow::TO, "bob", "nobody here is called"),
        (FollowUpWindow::TO, "nobody, company", "leave one of them out"),
        (FollowUpWindow::TO, "", "to whom?"),
        (FollowUpWindow::DAY, "soon", "write a day as"),
        (FollowUpWindow::DAY, "2001-01-01", "past"),
    ];
    for (field, text, words) in wrong {
        typed(&mut desk, field, text);
        let form = &desk.window().form;
        let message = form.fields()[field].message.clone().unwrap_or_default();
        assert!(form.at() == field && message.contains(words), "{text}: {message}");
        let right = if field == FollowUpWindow::TO { "ada" } else { "tomorrow" };
        assert_eq!(desk.events.len(), 0);
        desk.edit(Edit::DeleteToStart);
        desk.harness.type_text(right);
    }
    assert_eq!(desk.window().form.text(FollowUpWindow::NOTE), "called them");
    desk.edit(Edit::Finish);
    assert_eq!((desk.sent().len(), desk.row().follow_up.as_ref().unwrap().to_parties), (1, 1));
    assert_eq!(desk.row().ball(), Ball::Us, "the company was not asked");
}

#[test]
fn nothing_is_marked_of_a_held_or_decided_case_or_without_a_memory() {
    let held = owing().refused(Subject::Company, sample::rejection().labelled(&["SANCTIONS"]));
    for (case, words) in [(held, "held"), (owing().in_status("REJECTED"), "decided")] {
        let mut desk = Desk::over(case);
        desk.act(Action::FollowUp);
        assert_eq!(desk.harness.model.screen.window, Window::None);
        assert!(desk.harness.notice().contains(words), "{}", desk.harness.notice());
    }
    let mut desk = Desk::over(owing());
    desk.act(Action::FollowUp);
    desk.harness.server.holds(owing().refused(Subject::Company, sample::rejection().labelled(&["SANCTIONS"])));
    desk.act(Action::Down);
    desk.harness.model.travel.wants = super::super::super::model::Wanted::Again;
    desk.harness.tell(Msg::Touched);
    desk.harness.pass(SECOND);
    desk.edit(Edit::Finish);
    assert!(desk.events.is_empty() && desk.window().form.fields()[0].message.is_some(), "held meanwhile");
    let mut server = Server::of(1);
    server.rows[0] = server.rows[0].clone().in_status("ACTION_REQUIRED");
    let mut harness = Harness::settled(server);
    harness.act(Action::FollowUp);
    assert!(harness.notice().contains("nothing is remembered"), "{}", harness.notice());
}

#[test]
fn where_nothing_is_owed_only_a_day_is_named() {
    let mut desk = Desk::over(sample::case(&uuid(0)).in_status("REVIEWING"));
    desk.act(Action::FollowUp);
    let to = |desk: &mut Desk, text: &str| {
        while desk.window().form.at() != FollowUpWindow::TO {
            desk.edit(Edit::Previous);
        }
        desk.edit(Edit::DeleteToStart);
        desk.harness.type_text(text);
    };
    assert_eq!(desk.window().form.text(FollowUpWindow::TO), "nobody");
    to(&mut desk, "company");
    desk.edit(Edit::Finish);
    assert!(desk.events.is_empty() && desk.window().form.fields()[0].message.is_some(), "nothing is asked of it");
    to(&mut desk, "nobody");
    desk.edit(Edit::Finish);
    assert!(matches!(desk.events[0].what, What::Snoozed { .. }) && desk.row().ball() == Ball::Fin);
    desk.sleep(9);
    desk.harness.show_view(QuickView::ChaseDue);
    assert_eq!(desk.harness.order(), [uuid(0)], "to be looked at again");
}

#[test]
fn notes_are_written_changed_and_removed() {
    let mut desk = Desk::over(owing());
    desk.act(Action::Note);
    desk.harness.type_text("line one");
    desk.edit(Edit::Submit);
    desk.harness.type_text("line two");
    desk.edit(Edit::Cancel);
    assert!(desk.notes().form.fields()[0].message.is_some(), "one key throws nothing away");
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "line one\nline two".to_owned() });
    desk.act(Action::Note);
    desk.edit(Edit::Next);
    desk.harness.type_text(", and more");
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "line one\nline two, and more".to_owned() });
    desk.act(Action::Note);
    desk.edit(Edit::Next);
    for _ in 0..40 {
        desk.edit(Edit::Backspace);
    }
    desk.edit(Edit::Finish);
    assert_eq!(desk.events.len(), 1, "it is asked first");
    desk.edit(Edit::Finish);
    assert_eq!(desk.events.len(), 0);
}

#[test]
fn under_a_mask_notes_are_hidden_and_people_go_by_nicknames() {
    let mut desk = Desk::over(owing());
    desk.act(Action::Note);
    desk.harness.type_text("Ada is away");
    desk.edit(Edit::Finish);
    desk.act(Action::Note);
    assert_eq!(desk.notes().kept.len(), 1);
    desk.harness.model.screen.mask = Mask::On;
    desk.harness.tell(Msg::Touched);
    assert!(desk.notes().form.is_hidden(1), "hidden while the window is open");
    desk.edit(Edit::Next);
    assert_eq!(desk.notes().form.at(), NotesWindow::NEW, "what is hidden is not changed");
    desk.edit(Edit::Cancel);
    desk.act(Action::FollowUp);
    let people: Vec<&str> = desk.window().people.iter().map(|(_, words)| words.as_str()).collect();
    assert!(people[1].starts_with("Party 2e71"), "{people:?}");
}

#[test]
fn what_is_kept_of_requests_fills_the_queue_at_once() {
    let mut desk = Desk::over(owing());
    desk.act(Action::FollowUp);
    desk.edit(Edit::Finish);
    let follow_up = (**desk.row().follow_up.as_ref().unwrap()).clone();
    let mut server = Server::silent(0);
    server.rows = vec![sample::row(&uuid(0)).in_status("ACTION_REQUIRED")];
    let mut harness = Harness::new(server);
    harness.start();
    let follow_ups = [(CustomerKey::parse(&uuid(0)).unwrap(), follow_up)].into();
    let recalled = Recalled { follow_ups, ..Recalled::default() };
    harness.tell(Msg::Memory(MemoryMsg::Recalled(Box::new(recalled))));
    harness.answer_list();
    let row = harness.model.queue.row(&row_key(&uuid(0))).unwrap();
    assert_eq!(row.follow_up.as_ref().and_then(|it| it.due), desk.row().follow_up.as_ref().unwrap().due);
    assert_eq!(row.ball(), Ball::Us, "its details were not read: nobody knows what is asked by now");
}
