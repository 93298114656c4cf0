//! The list of customers as a table, JSON or CSV.

use std::io;

use serde_json::{Value, json};

use super::options::ReportOptions;
use super::{SCHEMA, csv, json, text};
use crate::domain::ball::Ball;
use crate::domain::customer::{CustomerDetails, CustomerRow, Profile};
use crate::domain::digest::{Digest, ball_of, since_of};
use crate::domain::fact::Fact;
use crate::domain::mask::Mask;
use crate::domain::since::Since;
use crate::domain::tally::Tally;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

/// Characters of a name that the table shows.
const LONGEST_NAME: usize = 40;

/// A row of the list, with what is known of its details.
#[derive(Clone, Copy, Debug)]
pub struct ListRow<'a> {
    /// The row.
    pub row: &'a CustomerRow,
    /// Its case in numbers, where the details were fetched.
    pub digest: Option<&'a Digest>,
}

/// Rows of the list.
#[derive(Clone, Copy, Debug)]
pub struct ListReport<'a> {
    /// The rows, in the order to print.
    pub rows: &'a [ListRow<'a>],
    /// Whether nobody who belongs here is missing.
    pub is_complete: bool,
    /// Whether personal data is hidden.
    pub mask: Mask,
    /// The time that waiting is counted to.
    pub now: Wall,
}

impl ListRow<'_> {
    /// Who must act. Without details nobody can know of an open request, so this is what the status alone says.
    #[must_use]
    pub fn ball(&self) -> Ball {
        ball_of(&self.row.profile, self.digest)
    }

    /// Since when whoever must act has had the ball, and how that is known.
    #[must_use]
    pub fn waiting_since(&self) -> Option<Since> {
        since_of(&self.row.profile, self.digest)
    }

    fn id(&self) -> &str {
        self.row.key.id().map_or("(no usable id)", crate::domain::id::CustomerId::as_str)
    }
}

impl ListReport<'_> {
    /// A table for people. `≈` marks a waiting time that is an estimate, `?` what only the details tell.
    #[must_use]
    pub fn table(&self) -> String {
        let head =
            ["ID", "NAME", "COUNTRY", "STATUS", "BALL", "WAITING", "ASKS", "PARTIES"].map(str::to_owned).to_vec();
        let mut out = String::new();
        text::columns(&mut out, std::iter::once(head).chain(self.rows.iter().map(|row| self.cells(row))));
        out
    }

    /// `{"schema":2,"complete":true,"customers":[…]}`.
    #[must_use]
    pub fn json(&self) -> String {
        let customers: Vec<Value> = self.rows.iter().map(|row| json::row(row, self.mask)).collect();
        json::write(&json!({"schema": SCHEMA, "complete": self.is_complete, "customers": customers}))
    }

    /// CSV with a head. Cells that a spreadsheet would run start with `'`.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn csv(&self, out: impl io::Write) -> io::Result<()> {
        let head = [
            "customer_id",
            "type",
            "name",
            "country",
            "customer_status",
            "ball",
            "waiting_since",
            "waiting_basis",
            "asks",
            "parties",
            "blocked_parties",
            "email",
            "phone",
            "created_at",
            "updated_at",
        ];
        let head = head.map(str::to_owned).to_vec();
        csv::write(out, std::iter::once(head).chain(self.rows.iter().map(|row| self.record(row))))
    }

    fn cells(&self, row: &ListRow<'_>) -> Vec<String> {
        let profile = &row.row.profile;
        let waiting = row.waiting_since().map_or_else(|| "?".to_owned(), |since| since.span(self.now, "≈ "));
        let (asks, parties) = row.digest.map_or_else(
            || ("?".to_owned(), "?".to_owned()),
            |digest| (digest.asks.to_string(), format!("{} of {} blocked", digest.blocked_parties, digest.parties)),
        );
        let options = ReportOptions::of_row(row.row, self.mask);
        let name = options.name();
        let name = if name.chars().count() > LONGEST_NAME {
            name.chars().take(LONGEST_NAME - 1).chain(['…']).collect()
        } else {
            name
        };
        let [country, status] =
            [profile.country.words(), profile.status.words()].map(|word| options.text(&SafeText::line(&word)));
        vec![row.id().to_owned(), name, country, status, row.ball().word().to_owned(), waiting, asks, parties]
    }

    /// Empty cells stand for what is not known.
    fn record(&self, row: &ListRow<'_>) -> Vec<String> {
        let options = ReportOptions::of_row(row.row, self.mask);
        let Profile { kind, email, country, status, updated_at, .. } = &row.row.profile;
        let CustomerDetails { phone, created_at, .. } = &row.row.details;
        let since = row.waiting_since();
        let count =
            |count: fn(&Digest) -> Tally| row.digest.map_or_else(String::new, |digest| count(digest).to_string());
        vec![
            row.row.key.id().map_or_else(String::new, ToString::to_string),
            cell(kind, |kind| options.text(kind.raw())),
            options.name(),
            cell(country, |country| options.text(country)),
            cell(status, |status| options.text(status.raw())),
            row.ball().code().to_owned(),
            since.map_or_else(String::new, |since| since.at.to_string()),
            since.map_or_else(String::new, |since| since.basis.code().to_owned()),
            count(|digest| digest.asks),
            count(|digest| digest.parties),
            count(|digest| digest.blocked_parties),
            cell(email, |email| email.show(self.mask).to_string()),
            cell(phone, |phone| phone.show(self.mask).to_string()),
            cell(created_at, |time| options.raw_time(time)),
            cell(updated_at, |time| options.raw_time(time)),
        ]
    }
}

fn cell<T>(fact: &Fact<T>, show: impl FnOnce(&T) -> String) -> String {
    fact.given().map_or_else(String::new, show)
}

#[cfg(test)]
mod tests;
