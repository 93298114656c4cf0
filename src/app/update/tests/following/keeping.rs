//! What is typed stays until it is kept, whatever happens meanwhile.

use super::*;

/// What stands in a field, and the message below it.
fn field_of(form: &crate::app::form::Form, field: usize) -> (String, String) {
    (form.text(field), form.fields()[field].message.clone().unwrap_or_default())
}

/// Writes a note that is kept.
fn note(desk: &mut Desk, text: &str) {
    desk.act(Action::Note);
    desk.harness.type_text(text);
    desk.edit(Edit::Finish);
}

#[test]
fn a_note_that_is_not_kept_is_in_its_window_again() {
    let mut desk = Desk::over(owing());
    desk.refuses = 1;
    note(&mut desk, "rang them");
    assert_eq!(desk.events.len(), 0);
    let (text, message) = field_of(&desk.notes().form, NotesWindow::NEW);
    assert!(text == "rang them" && message.contains("disk is full"), "{text}: {message}");
    desk.edit(Edit::Finish);
    assert_eq!((desk.events.len(), &desk.harness.model.screen.window), (1, &Window::None));
    assert!(desk.harness.model.pending.is_empty(), "it is kept");
}

#[test]
fn of_several_changes_only_those_that_are_not_kept_are_open_again() {
    let mut desk = Desk::over(owing());
    note(&mut desk, "first");
    desk.act(Action::Note);
    desk.harness.type_text("second");
    desk.edit(Edit::Next);
    desk.harness.type_text(", changed");
    desk.refuses = 1;
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "first, changed".to_owned() });
    assert_eq!(field_of(&desk.notes().form, NotesWindow::NEW).0, "second");
    desk.edit(Edit::Finish);
    let notes: Vec<_> = desk.events.iter().map(|event| event.what.clone()).collect();
    let note = |text: &str| What::Note { text: text.to_owned() };
    assert_eq!(notes, [note("second"), note("first, changed")], "nothing twice");
}

#[test]
fn a_mark_that_is_not_kept_is_open_again_over_its_drafts_once_nothing_else_has_the_keys() {
    let mut desk = Desk::over(owing());
    for action in [Action::Draft, Action::Copy, Action::FollowUp] {
        desk.act(action);
    }
    desk.harness.type_text("by e-mail");
    desk.refuses = 1;
    desk.edit(Edit::Finish);
    let (text, message) = field_of(&desk.window().form, FollowUpWindow::NOTE);
    assert!(text == "by e-mail" && message.contains("disk is full"), "{text}: {message}");
    desk.edit(Edit::Cancel);
    let Window::Drafts(drafts) = &desk.harness.model.screen.window else { panic!("the drafts are back") };
    assert!(drafts.marked.is_empty() && drafts.taken.len() == 1, "nobody is marked");
    // The answer may come late: the window that is open then is not taken away.
    desk.act(Action::Back);
    desk.act(Action::FollowUp);
    desk.harness.type_text("rang");
    desk.harness.tell(Msg::Edit(Edit::Finish));
    desk.act(Action::Help);
    desk.answer(Err(NotKept::Failed("not kept".to_owned())));
    assert!(matches!(desk.harness.model.screen.window, Window::Palette(_)));
    desk.act(Action::Back);
    assert_eq!(field_of(&desk.window().form, FollowUpWindow::NOTE).0, "rang");
}

#[test]
fn a_memory_that_cannot_be_opened_keeps_nothing_and_loses_nothing() {
    let mut desk = Desk::over(owing());
    desk.act(Action::Note);
    desk.harness.type_text("rang them");
    desk.harness.tell(Msg::Edit(Edit::Finish));
    assert_eq!(desk.harness.model.screen.window, Window::None);
    desk.harness.tell(Msg::Memory(MemoryMsg::Off("it is damaged".to_owned())));
    let (text, message) = field_of(&desk.notes().form, NotesWindow::NEW);
    assert!(text == "rang them" && message.contains("it is damaged"), "{text}: {message}");
    desk.edit(Edit::Finish);
    let (text, message) = field_of(&desk.notes().form, NotesWindow::NEW);
    assert!(text == "rang them" && message.contains("nothing is remembered"), "{text}: {message}");
}

#[test]
fn a_question_is_answered_for_itself_alone() {
    let mut desk = Desk::over(owing());
    note(&mut desk, "x");
    desk.act(Action::Note);
    desk.harness.type_text("another");
    desk.edit(Edit::Next);
    desk.edit(Edit::Backspace);
    desk.edit(Edit::Cancel);
    desk.edit(Edit::Finish);
    assert_eq!(desk.events.len(), 1, "whether to leave was asked, not whether to remove");
    desk.edit(Edit::Cancel);
    assert_eq!(field_of(&desk.notes().form, NotesWindow::NEW).0, "another", "and the other way round");
    desk.edit(Edit::Finish);
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "another".to_owned() });
    assert_eq!(desk.events.len(), 1, "removed once that was asked");
}

#[test]
fn what_was_typed_in_a_note_is_hidden_by_a_mask_and_there_again_without() {
    let mut desk = Desk::over(owing());
    note(&mut desk, "Ada");
    desk.act(Action::Note);
    desk.edit(Edit::Next);
    desk.harness.type_text(" is away");
    desk.harness.model.screen.mask = Mask::On;
    desk.harness.tell(Msg::Touched);
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "Ada".to_owned() }, "nothing is kept unseen");
    assert!(field_of(&desk.notes().form, NotesWindow::NEW).1.contains("hidden"));
    desk.harness.model.screen.mask = Mask::Off;
    desk.harness.tell(Msg::Touched);
    assert_eq!((desk.notes().form.at(), desk.notes().form.text(1)), (1, "Ada is away".to_owned()));
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "Ada is away".to_owned() });
}

#[test]
fn drafts_are_back_after_a_note() {
    let mut desk = Desk::over(owing());
    let is_back = |desk: &Desk| matches!(desk.harness.model.screen.window, Window::Drafts(_));
    desk.act(Action::Draft);
    note(&mut desk, "rang them");
    assert!(is_back(&desk), "kept");
    desk.act(Action::Note);
    desk.edit(Edit::Cancel);
    assert!(is_back(&desk), "left");
    desk.harness.model.memory.state = crate::app::memory::Memory::Off;
    desk.act(Action::Note);
    assert!(is_back(&desk) && desk.harness.notice().contains("nothing is remembered"), "refused");
}

#[test]
fn a_note_that_another_program_changed_is_overwritten_only_knowingly() {
    let mut desk = Desk::over(owing());
    note(&mut desk, "mine");
    desk.act(Action::Note);
    desk.edit(Edit::Next);
    desk.harness.type_text(", later");
    desk.events[0].what = What::Note { text: "theirs".to_owned() };
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "theirs".to_owned() });
    let (text, message) = field_of(&desk.notes().form, 1);
    assert!(text == "mine, later" && message.contains("“theirs”"), "{text}: {message}");
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "mine, later".to_owned() });
    desk.act(Action::Note);
    desk.edit(Edit::Next);
    desk.harness.type_text("!");
    desk.events.clear();
    desk.edit(Edit::Finish);
    assert!(field_of(&desk.notes().form, 1).1.contains("removed meanwhile"));
    desk.edit(Edit::Finish);
    assert_eq!(desk.events[0].what, What::Note { text: "mine, later!".to_owned() }, "as a new one");
}

#[test]
fn parties_with_one_address_can_be_told_apart() {
    const BOB: &str = "5b719a54-0000-4000-8000-000000000002";
    let shared = |id: &str| party(id).mailing("office@amber.example").standing("REVIEWING");
    let ask = |id: &str| request(subject(id), "identifying_documents").naming("PASSPORT", [field("files")]);
    let case = sample::case(&uuid(0)).in_status("ACTION_REQUIRED").with(shared(ADA)).with(shared(BOB));
    let mut desk = Desk::over(case.wanting(ask(ADA)).wanting(ask(BOB)));
    desk.act(Action::FollowUp);
    let words: Vec<String> = desk.window().people.iter().map(|(_, words)| words.to_string()).collect();
    assert_eq!(words[1..], ["office@amber.example (Party 2e71)", "office@amber.example (Party 5b71)"]);
    let typed = |desk: &mut Desk, text: &str| {
        while desk.window().form.at() != FollowUpWindow::TO {
            desk.edit(Edit::Previous);
        }
        desk.edit(Edit::DeleteToStart);
        desk.harness.type_text(text);
        desk.edit(Edit::Finish);
    };
    typed(&mut desk, "office@amber.example");
    assert!(field_of(&desk.window().form, FollowUpWindow::TO).1.contains("several"), "nobody is guessed");
    typed(&mut desk, &words[2]);
    let kept = desk.sent()[0].to.clone();
    let customer = CustomerKey::parse(&uuid(0)).unwrap();
    assert_eq!(kept, [KeptSubject::of(&subject(BOB), &customer, &key(), &Glossary::default())]);
}

#[test]
fn everybody_who_is_meant_stands_in_the_field_however_many_they_are() {
    let people = (0..30).map(|number| format!("2e719a54-0000-4000-8000-{number:012}"));
    let case = people.enumerate().fold(sample::case(&uuid(0)).in_status("ACTION_REQUIRED"), |case, (number, id)| {
        let ask = request(subject(&id), "identifying_documents").naming("PASSPORT", [field("files")]);
        case.with(party(&id).mailing(&format!("number{number}@amber.example")).standing("REVIEWING")).wanting(ask)
    });
    let mut desk = Desk::over(case);
    desk.act(Action::Draft);
    let Window::Drafts(drafts) = &mut desk.harness.model.screen.window else { panic!("drafts") };
    drafts.taken = (0..drafts.drafts.messages.len()).collect();
    let messages = drafts.taken.len();
    desk.act(Action::FollowUp);
    assert_eq!(desk.window().form.text(FollowUpWindow::TO).split(", ").count(), messages);
    assert!(messages >= 30);
    desk.edit(Edit::Insert("n".repeat(1_000)));
    assert_eq!(desk.window().form.text(FollowUpWindow::NOTE).len(), 1_000, "a paste is a note");
}
