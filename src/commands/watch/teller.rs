//! How a change is printed: a line for people, or a JSON object on a line of its own.

use serde_json::{Value, json};

use crate::domain::change::{Change, How};
use crate::domain::customer::CustomerRow;
use crate::domain::id::CustomerId;
use crate::domain::mask::{Redactor, TextOrProse};
use crate::domain::time::{Wall, to_second};
use crate::output::{SCHEMA, Values, change_words};

use super::options::{WatchFormat, WatchOptions};

/// Says what changed, as the mask allows.
pub(super) struct Teller<'a> {
    pub(super) old: Redactor,
    pub(super) new: Redactor,
    pub(super) options: &'a WatchOptions,
    /// The look it is compared with, where an earlier run took that.
    pub(super) since: Option<Wall>,
}

impl Teller<'_> {
    pub(super) fn line(&self, id: &CustomerId, at: Wall, change: &Change) -> String {
        let name = self.new.text(&self.old.text(&change.item.words())).to_string();
        match self.options.format {
            WatchFormat::Text => {
                let words = change_words(&name, change, self.values(change));
                let since = self.since.map_or_else(String::new, |since| format!(" (since {})", to_second(since)));
                text(self.options, id, at, &(words + &since))
            }
            WatchFormat::Json => {
                let mut object = object(id, at, change.code(), &name);
                if let Some(since) = self.since {
                    object["since"] = since.to_string().into();
                }
                if let Some((before, after)) = self.values(change) {
                    object["before"] = before.map_or_else(withheld, Value::from);
                    object["after"] = after.map_or_else(withheld, Value::from);
                }
                format!("{object}\n")
            }
        }
    }

    /// Both values of what was altered, each where it is shown.
    fn values(&self, change: &Change) -> Option<Values> {
        let How::Altered { before, after } = &change.how else { return None };
        let shown =
            |redactor: &Redactor, told: &TextOrProse| told.shown(redactor).map(|text| text.on_one_line().to_string());
        Some((shown(&self.old, before), shown(&self.new, after)))
    }
}

/// What became of a customer in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InList {
    /// It was not there before.
    Appeared,
    /// It is no longer there.
    Vanished,
}

impl InList {
    pub(super) fn line(self, id: &CustomerId, row: &CustomerRow, options: &WatchOptions) -> String {
        let redactor = Redactor::of_row(row).with_mask(options.mask);
        let item = format!("customer {}", redactor.name(&row.profile.name));
        let (verb, code) = match self {
            Self::Appeared => ("new", "appeared"),
            Self::Vanished => ("gone", "vanished"),
        };
        let at = Wall::now();
        match options.format {
            WatchFormat::Text => text(options, id, at, &format!("{verb}: {item}")),
            WatchFormat::Json => format!("{}\n", object(id, at, code, &item)),
        }
    }
}

fn text(options: &WatchOptions, id: &CustomerId, at: Wall, words: &str) -> String {
    options.page.signs(&format!("{}  {id}  {words}\n", to_second(at)))
}

fn object(id: &CustomerId, at: Wall, code: &str, item: &str) -> Value {
    json!({"schema": SCHEMA, "at": at.to_string(), "customer_id": id.as_str(), "change": code, "item": item})
}

fn withheld() -> Value {
    json!({"withheld": "mask"})
}
