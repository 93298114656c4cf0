//! The list of customers as a table, JSON or CSV.

use std::io;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::options::ReportOptions;
use super::{Paper, SCHEMA, csv, json, text};
use crate::domain::ball::Ball;
use crate::domain::calendar;
use crate::domain::customer::{CustomerDetails, CustomerRow, Profile};
use crate::domain::digest::Digest;
use crate::domain::fact::Fact;
use crate::domain::follow_up::FollowUp;
use crate::domain::mask::Mask;
use crate::domain::since::Since;
use crate::domain::tally::Tally;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;
use crate::domain::turn::Turn;
use crate::domain::wrap::wrap;

/// Columns that a name keeps as long as another column can give way, the same beside a day to chase, and those it always keeps.
const LEAST_NAME: usize = 20;
const LEAST_NAME_BESIDE_CHASE: usize = 14;
const SHORTEST_NAME: usize = 8;
/// Columns of a code that a terminal shows; known ones are shorter.
const LONGEST_CODE: usize = 28;
/// Before a sentence that stands below its row.
const WHY_INDENT: &str = "    ";

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Id,
    ShortId,
    Name,
    Country,
    Status,
    Ball,
    Waiting,
    /// When it is to be chased: only where that is so of any row.
    Chase,
    Asks,
    Parties,
    /// The same in fewer columns.
    Blocked,
}

/// What the table has in it, and how.
struct Layout {
    columns: &'static [Column],
    /// Whether it does with one blank between columns, and with as few characters in them as there can be.
    tight: bool,
}

/// The widest first.
const LAYOUTS: [Layout; 9] = {
    use Column::{Asks, Ball, Blocked, Chase, Country, Id, Name, Parties, ShortId, Status, Waiting};
    [
        Layout { tight: false, columns: &[Id, Name, Country, Status, Ball, Waiting, Chase, Asks, Parties] },
        Layout { tight: false, columns: &[ShortId, Name, Country, Status, Ball, Waiting, Chase, Asks, Parties] },
        Layout { tight: false, columns: &[ShortId, Name, Country, Status, Ball, Waiting, Chase, Asks, Blocked] },
        Layout { tight: false, columns: &[ShortId, Name, Status, Ball, Waiting, Chase, Asks, Blocked] },
        Layout { tight: true, columns: &[ShortId, Name, Status, Ball, Waiting, Chase, Asks, Blocked] },
        Layout { tight: true, columns: &[ShortId, Name, Status, Ball, Waiting, Chase, Asks] },
        Layout { tight: true, columns: &[ShortId, Name, Status, Ball, Waiting, Chase] },
        Layout { tight: true, columns: &[Name, Status, Ball, Waiting, Chase] },
        Layout { tight: true, columns: &[Name, Ball, Waiting] },
    ]
};

impl Column {
    const fn head(self, tight: bool) -> &'static str {
        match self {
            Self::Waiting if tight => "WAIT",
            Self::Blocked if tight => "BLKD",
            Self::Id | Self::ShortId => "ID",
            Self::Name => "NAME",
            Self::Country => "COUNTRY",
            Self::Status => "STATUS",
            Self::Ball => "BALL",
            Self::Waiting => "WAITING",
            Self::Chase => "CHASE",
            Self::Asks => "ASKS",
            Self::Parties => "PARTIES",
            Self::Blocked => "BLOCKED",
        }
    }

    fn gives_way(self) -> bool {
        self == Self::Name
    }
}

fn cut_names(rows: &mut [Vec<String>], name: Option<usize>, room: usize, page: Paper) {
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(name?)) {
        *cell = page.cut(cell, room);
    }
}

/// A row of the list, with what is known of its details.
#[derive(Clone, Copy, Debug)]
pub struct ListRow<'a> {
    /// The row.
    pub row: &'a CustomerRow,
    /// Its case in numbers, where the details were fetched.
    pub digest: Option<&'a Digest>,
    /// The same as it was looked at last, where that is remembered and the list does not contradict it.
    pub remembered: Option<&'a Digest>,
    /// What became of the requests that went out, where something is kept of this server and any did.
    pub follow_up: Option<&'a FollowUp>,
    /// Why it stands where it stands, as the mask allows, where that was asked for and its details were fetched.
    pub why: Option<&'a SafeText>,
    /// Whether it differs from what its reader has seen in the dashboard; `None` where nobody can tell.
    pub changed: Option<bool>,
}

/// Rows of the list.
#[expect(clippy::struct_excessive_bools, reason = "each says of all rows what they tell or lack")]
#[derive(Clone, Copy, Debug)]
pub struct ListReport<'a> {
    /// The rows, in the order to print.
    pub rows: &'a [ListRow<'a>],
    /// Whether nobody who belongs here is missing.
    pub is_complete: bool,
    /// How many rows were asked to be left out at the end.
    pub left_out: usize,
    /// Whether the rows may stand in another order than their details would tell.
    pub order_is_estimate: bool,
    /// Whether each row says why it stands where it stands.
    pub with_why: bool,
    /// Whether something is remembered of this server: JSON says then of each row what changed and what was sent.
    pub is_remembered: bool,
    /// Whether personal data is hidden.
    pub mask: Mask,
    /// The time that waiting is counted to.
    pub now: Wall,
    /// The day that is.
    pub today: Date,
}

impl<'a> ListRow<'a> {
    fn turn(&self) -> Turn<'a> {
        Turn { profile: &self.row.profile, digest: self.known(), follow_up: self.follow_up }
    }

    /// The case in numbers as it is known: as it was fetched, else, where a request went out, as the last look showed it.
    #[must_use]
    pub fn known(&self) -> Option<&'a Digest> {
        self.digest.or_else(|| self.follow_up.and(self.remembered))
    }

    /// Whether something is to be chased or looked at again by now.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.turn().is_due()
    }

    /// Who must act. Without details nobody can know of an open request, so this is what the status alone says, unless a
    /// request went out and nothing is known to have changed since.
    #[must_use]
    pub fn ball(&self) -> Ball {
        self.turn().ball()
    }

    /// Since when whoever must act has had the ball, and how that is known.
    #[must_use]
    pub fn waiting_since(&self) -> Option<Since> {
        self.turn().since()
    }

    /// When it is to be chased or looked at again; of what is decided nothing is.
    fn chase_on(&self) -> Option<Date> {
        self.turn().told().and_then(|follow_up| follow_up.due)
    }

    fn id(&self) -> &str {
        self.row.key.id().map_or("(no usable id)", crate::domain::id::CustomerId::as_str)
    }
}

impl ListReport<'_> {
    /// A table for people. `≈` marks a waiting time that is an estimate, `?` what only the details tell. Where it does not fit,
    /// the name gives way first, then ids are short, and then columns are left out: nothing but open text is ever cut.
    #[must_use]
    pub fn table(&self, page: Paper) -> String {
        let has_chase = self.rows.iter().any(|row| row.chase_on().is_some());
        let least = if has_chase { LEAST_NAME_BESIDE_CHASE } else { LEAST_NAME };
        for (place, Layout { columns, tight }) in LAYOUTS.iter().enumerate() {
            let columns: Vec<Column> =
                columns.iter().copied().filter(|column| has_chase || *column != Column::Chase).collect();
            let head = columns.iter().map(|column| column.head(*tight).to_owned()).collect();
            let mut rows: Vec<Vec<String>> = vec![head];
            rows.extend(self.rows.iter().map(|row| self.cells(row, (&columns, *tight), page)));
            let gap = if *tight { 1 } else { text::GAP };
            if let Some(width) = page.width {
                let name = columns.iter().position(|column| column.gives_way());
                let room = width.saturating_sub(text::width_without(&rows, name, gap));
                let is_last = place + 1 == LAYOUTS.len();
                if room < least && !is_last && text::width_without(&rows, None, gap) > width {
                    continue;
                }
                cut_names(&mut rows, name, room.max(SHORTEST_NAME), page);
            }
            if self.with_why && page.width.is_none() {
                let whys = self.rows.iter().map(|row| row.why.map_or("?", SafeText::as_str));
                rows.iter_mut().zip(std::iter::once("WHY").chain(whys)).for_each(|(row, why)| row.push(why.to_owned()));
            }
            return self.with_whys_below(text::in_columns(rows.into_iter(), page, gap), page);
        }
        String::new()
    }

    /// On a terminal a sentence stands below its row: beside it there is no room.
    fn with_whys_below(&self, lines: Vec<String>, page: Paper) -> String {
        let Some(width) = page.width.filter(|_| self.with_why) else { return lines.concat() };
        let room = width.saturating_sub(WHY_INDENT.len()).max(SHORTEST_NAME);
        let below = |row: &ListRow<'_>| {
            let why = page.signs(row.why.map_or("?", SafeText::as_str));
            wrap(&why, room).iter().fold(String::new(), |lines, line| lines + WHY_INDENT + line + "\n")
        };
        // The first is the head.
        let below = std::iter::once(String::new()).chain(self.rows.iter().map(below));
        lines.into_iter().zip(below).map(|(row, why)| row + &why).collect()
    }

    /// `{"schema":2,"complete":true,"left_out":0,"order_is_estimate":false,"customers":[…]}`.
    #[must_use]
    pub fn json(&self) -> String {
        let customers: Vec<Value> = self.rows.iter().map(|row| json::row(row, self)).collect();
        json::write(&json!({
            "schema": SCHEMA,
            "complete": self.is_complete,
            "left_out": self.left_out,
            "order_is_estimate": self.order_is_estimate,
            "customers": customers,
        }))
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
            "sent_at",
            "chase_on",
        ];
        let why = self.with_why.then_some("why");
        let head = head.into_iter().chain(why).map(str::to_owned).collect();
        csv::write(out, std::iter::once(head).chain(self.rows.iter().map(|row| self.record(row))))
    }

    fn cells(&self, row: &ListRow<'_>, (columns, tight): (&[Column], bool), page: Paper) -> Vec<String> {
        let profile = &row.row.profile;
        let options = ReportOptions::of_row(row.row, self.mask);
        // A code may be anything where it is none that is known.
        let code = |words: String| {
            let code = page.signs(&options.text(&SafeText::line(&words)));
            if page.width.is_some() { page.cut(&code, LONGEST_CODE) } else { code }
        };
        let counted = |count: fn(&Digest) -> String| row.digest.map_or_else(|| "?".to_owned(), count);
        let cell = |column: &Column| match column {
            Column::Id => row.id().to_owned(),
            Column::ShortId => row.row.key.id().map_or_else(|| "(none)".to_owned(), |id| id.short().to_string()),
            Column::Name => options.name(),
            Column::Country => code(profile.country.words()),
            Column::Status => code(profile.status.words()),
            Column::Ball if tight && row.ball() == Ball::Nobody => "–".to_owned(),
            Column::Ball => row.ball().word().to_owned(),
            Column::Waiting => {
                let span = row.waiting_since().map_or_else(|| "?".to_owned(), |since| since.span(self.now, "≈ "));
                if tight { span.replace(' ', "") } else { span }
            }
            Column::Chase => match row.chase_on() {
                Some(day) if tight => calendar::short(day, self.today),
                Some(day) => day.to_string(),
                None => String::new(),
            },
            Column::Asks => counted(|digest| digest.asks.to_string()),
            Column::Parties => counted(|digest| format!("{} of {} blocked", digest.blocked_parties, digest.parties)),
            Column::Blocked => counted(|digest| format!("{}/{}", digest.blocked_parties, digest.parties)),
        };
        columns.iter().map(|column| page.signs(&cell(column))).collect()
    }

    /// Empty cells stand for what is not known.
    fn record(&self, row: &ListRow<'_>) -> Vec<String> {
        let options = ReportOptions::of_row(row.row, self.mask);
        let Profile { kind, email, country, status, updated_at, .. } = &row.row.profile;
        let CustomerDetails { phone, created_at, .. } = &row.row.details;
        let since = row.waiting_since();
        let count =
            |count: fn(&Digest) -> Tally| row.digest.map_or_else(String::new, |digest| count(digest).to_string());
        let mut record = vec![
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
            row.follow_up.and_then(|it| it.sent).map_or_else(String::new, |sent| sent.to_string()),
            row.chase_on().map_or_else(String::new, |day| day.to_string()),
        ];
        if self.with_why {
            record.push(row.why.map_or_else(String::new, ToString::to_string));
        }
        record
    }
}

fn cell<T>(fact: &Fact<T>, show: impl FnOnce(&T) -> String) -> String {
    fact.given().map_or_else(String::new, show)
}

#[cfg(test)]
mod tests;
