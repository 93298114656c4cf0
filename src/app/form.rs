//! Several fields that are filled in together: one is typed into, each may have a message of its own. A window with fields
//! holds a form and says what they are; how one types in them is the same for all.

use std::borrow::Cow;

use super::field::{Edit, Lines, TextField};

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// What it is for, a few words.
    pub label: Cow<'static, str>,
    /// What is typed.
    pub text: TextField,
    /// What is wrong with it.
    pub message: Option<String>,
    /// As what it would be understood.
    pub hint: Option<String>,
    /// Texts that may be meant; the owner says which, as the text changes.
    pub candidates: Vec<String>,
}

impl FormField {
    /// An empty field of one line.
    #[must_use]
    pub fn line(label: impl Into<Cow<'static, str>>) -> Self {
        Self { label: label.into(), text: TextField::default(), message: None, hint: None, candidates: Vec::new() }
    }

    /// An empty field of several lines.
    #[must_use]
    pub fn lines(label: impl Into<Cow<'static, str>>) -> Self {
        Self { text: TextField::of_lines(), ..Self::line(label) }
    }

    /// The same, with this text in it.
    #[must_use]
    pub fn holding(mut self, text: &str) -> Self {
        self.text.hold(text);
        self
    }

    /// What would be added to complete the text: what all candidates that begin so have in common.
    fn completion(&self) -> Option<String> {
        let text = self.text.text();
        let mut rests = self.candidates.iter().filter_map(|candidate| candidate.strip_prefix(&text));
        let first = rests.next()?.to_owned();
        let common = rests.fold(first, |common, rest| {
            common.chars().zip(rest.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
        });
        Some(common).filter(|common| !common.is_empty())
    }
}

/// The fields, and which one is typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    fields: Vec<FormField>,
    at: usize,
    /// How many of the last fields are hidden.
    hidden: usize,
}

/// What an edit did to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormOutcome {
    /// It is being filled in.
    Open,
    /// The user wants it taken.
    Submitted,
    /// The user leaves it.
    Left,
}

impl Form {
    /// A form whose first field is typed into.
    #[must_use]
    pub const fn new(fields: Vec<FormField>) -> Self {
        Self { fields, at: 0, hidden: 0 }
    }

    /// The fields in order.
    #[must_use]
    pub fn fields(&self) -> &[FormField] {
        &self.fields
    }

    /// The number of the field that is typed into.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at.min(self.last())
    }

    /// The last field that is not hidden.
    fn last(&self) -> usize {
        self.fields.len().saturating_sub(self.hidden + 1)
    }

    /// Whether a field is hidden: it keeps what is typed in it, and is neither shown nor changed.
    #[must_use]
    pub fn is_hidden(&self, field: usize) -> bool {
        field > self.last()
    }

    /// Hides so many of the last fields. Whoever typed into one of them is back in it once it is shown again.
    pub const fn hide_last(&mut self, fields: usize) {
        self.hidden = fields;
    }

    /// What is typed in a field, without blanks around it.
    #[must_use]
    pub fn text(&self, field: usize) -> String {
        self.fields.get(field).map(|field| field.text.text().trim().to_owned()).unwrap_or_default()
    }

    /// Puts a text in a field, in place of what is there.
    pub fn set(&mut self, field: usize, text: &str) {
        if let Some(field) = self.fields.get_mut(field) {
            field.text.hold(text);
        }
    }

    /// Drops a field.
    pub fn drop_field(&mut self, field: usize) {
        if field < self.fields.len() {
            self.fields.remove(field);
        }
        self.go_to(self.at);
    }

    /// Goes to a field.
    pub fn go_to(&mut self, field: usize) {
        self.at = field.min(self.fields.len().saturating_sub(1));
    }

    /// Says as what a field would be understood.
    pub fn understand(&mut self, field: usize, hint: Option<String>) {
        if let Some(field) = self.fields.get_mut(field) {
            field.hint = hint;
        }
    }

    /// Says something of the field that is typed into.
    pub fn warn(&mut self, message: impl Into<String>) {
        let at = self.at();
        if let Some(field) = self.fields.get_mut(at) {
            field.message = Some(message.into());
        }
    }

    /// Says what is wrong with a field and goes there.
    pub fn refuse(&mut self, field: usize, message: impl Into<String>) {
        self.go_to(field);
        if let Some(field) = self.fields.get_mut(field) {
            field.message = Some(message.into());
        }
    }

    /// Applies an edit to the field that is typed into. What was wrong with it is no longer said once it changes.
    pub fn edit(&mut self, edit: &Edit) -> FormOutcome {
        let last = self.last();
        if !matches!(edit, Edit::Cancel | Edit::Finish) {
            self.at = self.at();
        }
        let Some(field) = self.fields.get_mut(self.at) else { return FormOutcome::Left };
        match edit {
            Edit::Cancel => return FormOutcome::Left,
            Edit::Finish => return FormOutcome::Submitted,
            Edit::Submit if field.text.lines() == Lines::One && self.at == last => return FormOutcome::Submitted,
            Edit::Submit if field.text.lines() == Lines::One => self.at += 1,
            Edit::Next => match field.completion() {
                Some(rest) => field.text.apply(&Edit::Insert(rest)),
                None => self.at = if self.at == last { 0 } else { self.at + 1 },
            },
            Edit::Previous => self.at = self.at.checked_sub(1).unwrap_or(last),
            edit => {
                let before = field.text.text();
                field.text.apply(edit);
                if field.text.text() != before {
                    field.message = None;
                }
            }
        }
        FormOutcome::Open
    }

    /// Goes a line up or down in a field of several lines, else to the field beside.
    pub fn step(&mut self, down: bool) {
        let last = self.last();
        self.at = self.at();
        let Some(field) = self.fields.get_mut(self.at) else { return };
        if !field.text.step_line(down) {
            self.at = if down { last.min(self.at + 1) } else { self.at.saturating_sub(1) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(form: &mut Form, text: &str) {
        form.edit(&Edit::Insert(text.to_owned()));
    }

    fn form() -> Form {
        Form::new(vec![FormField::line("to"), FormField::lines("note"), FormField::line("day")])
    }

    #[test]
    fn enter_goes_on_and_takes_the_form_in_its_last_field() {
        let mut form = form();
        typed(&mut form, " office ");
        assert_eq!((form.edit(&Edit::Submit), form.at()), (FormOutcome::Open, 1));
        typed(&mut form, "one");
        assert_eq!(
            (form.edit(&Edit::Submit), form.at()),
            (FormOutcome::Open, 1),
            "begins a line in a field of several"
        );
        typed(&mut form, "two");
        form.step(false);
        assert_eq!(form.at(), 1, "a line up");
        form.step(false);
        assert_eq!(form.at(), 0, "there is none above the first: the field before");
        assert_eq!(form.edit(&Edit::Finish), FormOutcome::Submitted, "from anywhere");
        form.edit(&Edit::Previous);
        assert_eq!((form.at(), form.edit(&Edit::Submit)), (2, FormOutcome::Submitted));
        assert_eq!([0, 1, 2, 9].map(|field| form.text(field)), ["office", "one\ntwo", "", ""]);
        assert_eq!(form.edit(&Edit::Cancel), FormOutcome::Left);
    }

    #[test]
    fn a_message_stays_until_its_field_changes() {
        let mut form = form();
        form.refuse(2, "no such day");
        form.edit(&Edit::Next);
        form.edit(&Edit::Previous);
        assert_eq!((form.at(), form.fields()[2].message.as_deref()), (2, Some("no such day")));
        form.edit(&Edit::Left);
        assert!(form.fields()[2].message.is_some(), "moving changes nothing");
        typed(&mut form, "f");
        assert_eq!(form.fields()[2].message, None);
    }

    #[test]
    fn hidden_fields_keep_their_text_and_take_none() {
        let mut form = form();
        form.go_to(2);
        typed(&mut form, "friday");
        form.hide_last(1);
        assert_eq!((form.at(), form.is_hidden(2), form.is_hidden(1)), (1, true, false));
        form.hide_last(0);
        assert_eq!(form.at(), 2, "back where it was");
        form.hide_last(1);
        typed(&mut form, "rang them");
        form.edit(&Edit::Next);
        assert_eq!(form.at(), 0);
        form.step(true);
        form.step(true);
        form.hide_last(0);
        assert_eq!([1, 2].map(|field| form.text(field)), ["rang them", "friday"]);
    }

    #[test]
    fn tab_completes_what_is_certain_and_goes_on_where_nothing_is() {
        let mut form = form();
        form.fields[0].candidates = ["passport.pdf", "passport-back.pdf", "bill.pdf"].map(str::to_owned).to_vec();
        typed(&mut form, "pa");
        form.edit(&Edit::Next);
        assert_eq!((form.text(0).as_str(), form.at()), ("passport", 0));
        form.edit(&Edit::Next);
        assert_eq!(form.at(), 1, "two go on differently");
        form.edit(&Edit::Previous);
        typed(&mut form, "-");
        form.edit(&Edit::Next);
        assert_eq!((form.text(0).as_str(), form.at()), ("passport-back.pdf", 0));
    }
}
