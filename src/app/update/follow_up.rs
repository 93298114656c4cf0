//! What became of the asking: a request is marked as sent, put off, answered, or the mark is taken back. The API knows
//! nothing of it; it is kept here.

use super::super::action::Action;
use super::super::field::Edit;
use super::super::form::{Form, FormField, FormOutcome};
use super::super::line::Tone;
use super::super::list::Cursor;
use super::super::model::Model;
use super::super::window::{Choice, Chooser, DraftWindow, FollowUpChoice, FollowUpWindow, OpenedOn, Undone, Window};
use super::{drafts, pending};
use crate::domain::calendar;
use crate::domain::draft::{Originals, Sheet};
use crate::domain::follow_up::Entered;
use crate::domain::history::{EventId, Happened, Way};
use crate::domain::key::Subject;
use crate::domain::mask::Redactor;
use crate::domain::text::SafeText;

/// The words that stand for all who owe something, and for nobody.
const ALL: &str = "all";
const NOBODY: &str = "nobody";
const COMPANY: &str = "company";

/// Offers what can be done of the viewed case: where a request waits already, that it was answered, or was not sent.
pub(super) fn open(model: &mut Model) {
    let Some(on) = drafts::viewed(model) else { return };
    match last_entered(model, &on) {
        Some((id, what)) => {
            let choices = vec![
                Choice::FollowUp(FollowUpChoice::Answered),
                Choice::FollowUp(FollowUpChoice::PutOff),
                Choice::FollowUp(FollowUpChoice::Sent),
                Choice::FollowUp(FollowUpChoice::Undo(id, what)),
            ];
            model.screen.window = Window::Chooser(Chooser {
                title: "Follow up",
                choices,
                cursor: Cursor::default(),
                on: Some(on),
                armed: None,
                mask: model.screen.mask,
            });
        }
        None => open_on(model, on, Way::ByHand, &[], None),
    }
}

/// What was entered last of requests that still count, to be taken back.
fn last_entered(model: &Model, on: &OpenedOn) -> Option<(EventId, Undone)> {
    let entry = model.cases.get(&on.key)?;
    let counts = entry.pursuit.in_short.due.is_some() || entry.pursuit.in_short.answered.is_some();
    let mut entered = entry.past.iter().rev().filter(|_| counts);
    entered.find_map(|past| {
        let what = match past.what {
            Happened::Sent { .. } => Undone::Sent,
            Happened::Answered => Undone::Answered,
            Happened::Snoozed(_) => Undone::PutOff,
            Happened::Changed(_) | Happened::Lifted(_) | Happened::Noted(_) => return None,
        };
        Some((past.id.clone()?, what))
    })
}

/// Does what was chosen.
pub(super) fn choose(model: &mut Model, choice: FollowUpChoice, on: OpenedOn) {
    match choice {
        FollowUpChoice::Sent => open_on(model, on, Way::ByHand, &[], None),
        FollowUpChoice::PutOff => {
            open_on(model, on, Way::ByHand, &[], None);
            if let Window::FollowUp(window) = &mut model.screen.window {
                window.form.set(FollowUpWindow::TO, NOBODY);
                window.form.go_to(FollowUpWindow::DAY);
            }
        }
        FollowUpChoice::Answered => enter(model, &on, Entered::Answered),
        FollowUpChoice::Undo(id, _) => enter(model, &on, Entered::Undone(id)),
    }
}

/// Opens the window over drafts: for those whose message was copied or saved, else for the one that is shown.
pub(super) fn open_over(model: &mut Model, window: Box<DraftWindow>) {
    if let Err(reason) = model.can(Action::FollowUp) {
        model.screen.window = Window::Drafts(window);
        model.notify(Tone::Warn, reason);
        return;
    }
    let is_meant =
        |place: &usize| if window.taken.is_empty() { *place == window.which } else { window.taken.contains(place) };
    let messages = window.drafts.messages.iter().enumerate().filter(|(place, _)| is_meant(place));
    let to: Vec<Subject> = messages.map(|(_, draft)| draft.recipient.subject()).collect();
    let way = if window.taken.is_empty() { Way::ByHand } else { Way::Draft };
    let on = window.on.clone();
    open_on(model, on, way, &to, Some(window));
}

fn open_on(model: &mut Model, on: OpenedOn, way: Way, to: &[Subject], over: Option<Box<DraftWindow>>) {
    let people = people(model, &on);
    let drafts = drafts::draft(model, &on, &Originals::default());
    let owing: Vec<Subject> = drafts.messages.iter().map(|draft| draft.recipient.subject()).collect();
    let words = |subject: &Subject| people.iter().find(|(of, _)| of == subject).map(|(_, words)| words.to_string());
    let to: Vec<String> = to.iter().filter_map(words).collect();
    let to = match (to.is_empty(), owing.is_empty()) {
        (false, _) => to.join(", "),
        (true, false) => ALL.to_owned(),
        (true, true) => NOBODY.to_owned(),
    };
    let calendar = &model.settings.calendar;
    let day = calendar.follow_up(calendar.day(model.now.wall), model.settings.reply_by_days).to_string();
    let mut first = FormField::line("to").holding(&to);
    first.candidates =
        [ALL, NOBODY].into_iter().map(str::to_owned).chain(people.iter().map(|(_, w)| w.to_string())).collect();
    let mut form = Form::new(vec![first, FormField::line("chase on").holding(&day), FormField::lines("note")]);
    form.go_to(FollowUpWindow::NOTE);
    let mut window = FollowUpWindow { on, people, owing, form, way, over };
    tell_day(model, &mut window);
    model.screen.window = Window::FollowUp(Box::new(window));
}

/// Everybody a request can go to, by the word that stands for them: as everywhere, by e-mail, under a mask by nickname.
fn people(model: &Model, on: &OpenedOn) -> Vec<(Subject, SafeText)> {
    let redactor = Redactor::under(&on.case, &model.settings.glossary.phrases, model.screen.mask);
    let parties = on.case.parties.items();
    let words = parties.iter().map(|party| match party.email.given().filter(|email| !email.is_blank()) {
        Some(email) if !redactor.is_masked() => redactor.personal(email),
        _ => redactor.party(&party.key),
    });
    let words: Vec<SafeText> = words.collect();
    let is_same = |a: &SafeText, b: &SafeText| a.as_str().eq_ignore_ascii_case(b.as_str());
    let parties = parties.iter().zip(&words).map(|(party, own)| {
        let is_shared =
            is_same(own, &SafeText::line(COMPANY)) || words.iter().filter(|words| is_same(own, words)).count() > 1;
        let words = if is_shared {
            // A comma would part it in two where it is typed.
            let nickname = redactor.party_beside_share(&party.key);
            SafeText::line(&format!("{own} ({})", nickname.as_str().replace(',', "")))
        } else {
            own.clone()
        };
        (Subject::Party(party.key.clone()), words)
    });
    std::iter::once((Subject::Company, SafeText::line(COMPANY))).chain(parties).collect()
}

/// Says as which day the field is understood.
fn tell_day(model: &Model, window: &mut FollowUpWindow) {
    let calendar = &model.settings.calendar;
    let today = calendar.day(model.now.wall);
    let day = calendar.meant(&window.form.text(FollowUpWindow::DAY), today);
    window.form.understand(FollowUpWindow::DAY, day.ok().map(|day| calendar::words(day, today)));
}

/// Moves from field to field.
pub(super) fn act(model: &mut Model, mut window: Box<FollowUpWindow>, action: Action) {
    match action {
        Action::Back | Action::Quit => return leave(model, *window),
        Action::Down => window.form.step(true),
        Action::Up => window.form.step(false),
        _ => {}
    }
    model.screen.window = Window::FollowUp(window);
}

fn leave(model: &mut Model, window: FollowUpWindow) {
    model.notify(Tone::Plain, "nothing was marked");
    model.screen.window = window.over.map_or(Window::None, Window::Drafts);
}

/// Edits the fields.
pub(super) fn edit(model: &mut Model, edit: &Edit) {
    let Window::FollowUp(mut window) = std::mem::take(&mut model.screen.window) else { return };
    match window.form.edit(edit) {
        FormOutcome::Open => {}
        FormOutcome::Left => return leave(model, *window),
        FormOutcome::Submitted => match entered(model, &window) {
            Ok(what) => return take(model, *window, what),
            Err((field, why)) => {
                window.form.refuse(field, why);
                model.screen.window = Window::FollowUp(window);
                return;
            }
        },
    }
    tell_day(model, &mut window);
    model.screen.window = Window::FollowUp(window);
}

/// What the fields say; else which of them is wrong, and why.
fn entered(model: &Model, window: &FollowUpWindow) -> Result<Entered, (usize, String)> {
    let wrong = |field: usize, why: &str| Err((field, why.to_owned()));
    if !model.memory.state.will_keep() {
        return wrong(FollowUpWindow::NOTE, pending::NOTHING_REMEMBERED);
    }
    if window.on.is_gone() {
        return wrong(FollowUpWindow::TO, "the server no longer knows this customer: nothing can be marked");
    }
    if window.on.is_held_now {
        return wrong(
            FollowUpWindow::TO,
            "the case is held now: nothing may be sent, so nothing can be marked as sent",
        );
    }
    let to = recipients(window).map_err(|why| (FollowUpWindow::TO, why))?;
    if let Some(other) = to.iter().find(|to| !window.owing.contains(to)) {
        let words = window.people.iter().find(|(of, _)| of == other).map_or("", |(_, words)| words.as_str());
        return wrong(FollowUpWindow::TO, &format!("nothing is asked of {words}: {NOBODY} names a day only"));
    }
    let calendar = &model.settings.calendar;
    let day = calendar.meant(&window.form.text(FollowUpWindow::DAY), calendar.day(model.now.wall));
    let follow_up = day.map_err(|why| (FollowUpWindow::DAY, why.words().to_owned()))?;
    let note = Some(window.form.text(FollowUpWindow::NOTE)).filter(|note| !note.is_empty());
    Ok(if to.is_empty() {
        Entered::Snoozed { until: follow_up, note }
    } else {
        Entered::Sent { to, way: window.way, follow_up, note }
    })
}

/// Whom the field names: each by the word that stands for them, or by a beginning that nobody else has.
fn recipients(window: &FollowUpWindow) -> Result<Vec<Subject>, String> {
    let text = window.form.text(FollowUpWindow::TO);
    let mut to: Vec<Subject> = Vec::new();
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        if word.eq_ignore_ascii_case(NOBODY) {
            return if text.trim().eq_ignore_ascii_case(NOBODY) {
                Ok(Vec::new())
            } else {
                Err(format!("{NOBODY} and somebody: leave one of them out"))
            };
        }
        let begins = |words: &SafeText| words.as_str().to_lowercase().starts_with(&word.to_lowercase());
        let found: Vec<&Subject> = if word.eq_ignore_ascii_case(ALL) {
            window.owing.iter().collect()
        } else {
            let is_exact = |words: &SafeText| words.as_str().eq_ignore_ascii_case(word);
            let is_any_exact = window.people.iter().any(|(_, words)| is_exact(words));
            let is_meant = |words: &SafeText| if is_any_exact { is_exact(words) } else { begins(words) };
            window.people.iter().filter(|(_, words)| is_meant(words)).map(|(of, _)| of).collect()
        };
        match (found.as_slice(), word.eq_ignore_ascii_case(ALL)) {
            ([], true) => {
                return Err(format!("nothing is asked of anybody: {NOBODY} names a day only, or write who was asked"));
            }
            ([], _) => {
                return Err(format!(
                    "nobody here is called “{word}”; Tab completes, {ALL} means all who owe something"
                ));
            }
            ([_, _, ..], false) => return Err(format!("several are called “{word}”, or begin so: write more of it")),
            (found, _) => {
                let new: Vec<Subject> = found.iter().filter(|of| !to.contains(of)).map(|of| (**of).clone()).collect();
                to.extend(new);
            }
        }
    }
    if to.is_empty() {
        Err(format!("to whom? {ALL}, {COMPANY}, an address; or {NOBODY}, to be reminded only"))
    } else {
        Ok(to)
    }
}

/// Keeps it. Back to the drafts where another message was not marked yet.
fn take(model: &mut Model, window: FollowUpWindow, what: Entered) {
    let to = match &what {
        Entered::Sent { to, .. } => to.clone(),
        _ => Vec::new(),
    };
    let (on, over) = (window.on.clone(), window.over.clone());
    pending::enter(model, &on, vec![what], Window::FollowUp(Box::new(window)));
    model.screen.window = Window::None;
    let Some(mut over) = over else { return };
    let recipients = over.drafts.messages.iter().map(|draft| draft.recipient.subject());
    let marked: Vec<usize> = recipients.enumerate().filter(|(_, of)| to.contains(of)).map(|(place, _)| place).collect();
    over.marked.extend(marked);
    over.taken.clear();
    let next = (0..over.drafts.messages.len()).find(|place| !over.marked.contains(place));
    if let Some(next) = next.filter(|_| matches!(over.shown(), Some(Sheet::Message(_)))) {
        (over.which, over.offset) = (next, 0);
        model.screen.window = Window::Drafts(over);
    }
}

/// Has something kept that nothing was typed for.
fn enter(model: &mut Model, on: &OpenedOn, what: Entered) {
    pending::enter(model, on, vec![what], Window::None);
}
