//! What was done in a shift and what is to be done next, as text, markdown or JSON. Of a held case it says that it is held, and
//! never by what.

mod json;
mod next;
mod words;

use crate::domain::ask::asks;
use crate::domain::ball::Ball;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::digest::Digest;
use crate::domain::fact::Extent;
use crate::domain::follow_up::{Pursuit, SendingState};
use crate::domain::glossary::Glossary;
use crate::domain::history::{Happened, Past};
use crate::domain::id::CustomerId;
use crate::domain::key::Subject;
use crate::domain::mask::{Mask, Sentence};
use crate::domain::text::SafeText;
use crate::domain::time::Wall;
use crate::domain::turn::Turn;
use crate::domain::wording::{counted, listed, number};

use super::blocks::Block;
use super::options::ReportOptions;
use super::{Paper, entered, markdown, text};

use self::next::next_step;
use self::words::{asked, owed, stands};

/// Most documents that are named of what one of them owes.
const MOST_TITLES: usize = 8;
/// Most requests of a case that are told.
const MOST_REQUESTS: usize = 6;

/// What was done since a moment.
#[derive(Clone, Copy, Debug)]
pub struct HandoverReport<'a> {
    /// The server in words.
    pub source: &'a str,
    /// Since when.
    pub since: Wall,
    /// Until when.
    pub now: Wall,
    /// In which zone days and times are told.
    pub calendar: &'a Calendar,
    /// The customers of whom something was entered, in the order to tell.
    pub cases: &'a [HandoverCase],
    /// Others of whom a request is to be chased.
    pub due: &'a [HandoverCase],
    /// The ids of those who were only looked at.
    pub seen: &'a [String],
    /// Our words for their codes.
    pub glossary: &'a Glossary,
    /// Whether personal data is hidden.
    pub mask: Mask,
}

/// A customer of a handover.
#[derive(Clone, Debug)]
pub struct HandoverCase {
    /// Who.
    pub customer: CustomerId,
    /// How it stands now, or why that is not known.
    pub read: Result<Box<ReadCase>, SafeText>,
    /// What was entered meanwhile, newest first.
    pub past: Vec<Past>,
    /// How many notes are older.
    pub older_notes: usize,
    /// How many entries could not be read, or were not.
    pub unread: usize,
}

/// A case as it stands now.
#[derive(Clone, Debug)]
pub struct ReadCase {
    /// The case.
    pub case: Case,
    /// The case in numbers.
    pub digest: Digest,
    /// What became of the requests that went out, as of today.
    pub pursuit: Pursuit,
    /// Why it stands where it stands.
    pub why: Sentence,
}

impl ReadCase {
    /// Whose turn it is.
    #[must_use]
    pub fn turn(&self) -> Turn<'_> {
        let (profile, digest) = (&self.case.profile, Some(&self.digest));
        Turn { profile, digest, follow_up: Some(&self.pursuit.in_short) }
    }

    fn is_held(&self) -> bool {
        self.digest.held > 0
    }
}

impl HandoverCase {
    /// Where it stands among others: what needs us first, the longest wait on top.
    #[must_use]
    pub fn rank(&self) -> (u8, Wall, CustomerId) {
        let (place, since) = match &self.read {
            Err(_) => (3, None),
            Ok(read) => {
                let place = match read.turn().ball() {
                    Ball::Us if read.is_held() => 0,
                    Ball::Us if read.turn().is_due() => 1,
                    Ball::Us => 2,
                    Ball::Unknown => 3,
                    Ball::Customer => 4,
                    Ball::Fin => 5,
                    Ball::Nobody => 6,
                };
                (place, read.turn().since().map(|since| since.at))
            }
        };
        (place, since.unwrap_or(Wall::MAX), self.customer.clone())
    }

    /// Whether something of it is missing.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.read.is_err() || self.unread > 0
    }

    fn needs_us(&self) -> bool {
        self.read.as_ref().is_ok_and(|read| read.turn().ball() == Ball::Us)
    }
}

impl HandoverReport<'_> {
    /// For people.
    #[must_use]
    pub fn text(&self, page: Paper) -> String {
        text::write(&self.blocks(), page)
    }

    /// For tickets and chats. What was typed stays text in it: no markup, no link.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::write(&self.blocks())
    }

    /// For scripts.
    #[must_use]
    pub fn json(&self) -> String {
        super::json::write(&json::report(self))
    }

    fn time(&self, at: Wall) -> String {
        self.calendar.zone.to_second(at)
    }

    fn today(&self) -> jiff::civil::Date {
        self.calendar.day(self.now)
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::heading(1, "Handover"), Block::Facts(self.head())];
        if self.cases.is_empty() {
            blocks.push(Block::item(0, "nothing was sent, put off, answered or noted in that time"));
        }
        for case in self.cases {
            self.case(case, &mut blocks);
        }
        if !self.due.is_empty() {
            blocks.push(Block::heading(2, "Also to chase"));
            blocks.extend(self.due.iter().map(|case| Block::item(0, self.due_line(case))));
        }
        if !self.seen.is_empty() {
            let others = counted(self.seen.len(), "other", "others");
            let ids: Vec<&str> = self.seen.iter().map(|id| id.get(..8).unwrap_or(id)).collect();
            blocks.push(Block::heading(2, "Only looked at"));
            blocks.push(Block::item(0, format!("{others}: {}", ids.join(", "))));
        }
        blocks
    }

    fn head(&self) -> Vec<(String, String)> {
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let ours = self.cases.iter().filter(|case| case.needs_us()).count();
        let failed = self.cases.iter().chain(self.due).filter(|case| case.read.is_err()).count();
        let verb = if ours == 1 { "needs" } else { "need" };
        let failed = if failed > 0 { format!("; {} could not be read now", number(failed)) } else { String::new() };
        let mut facts = vec![
            fact("from", self.time(self.since)),
            fact("to", self.time(self.now)),
            fact("server", self.source.to_owned()),
            fact("customers", format!("{}, {} {verb} us{failed}", number(self.cases.len()), number(ours))),
        ];
        if self.mask == Mask::On {
            facts.push(fact("masked", "personal data is hidden, and notes are left out".to_owned()));
        }
        facts
    }

    fn case(&self, of: &HandoverCase, blocks: &mut Vec<Block>) {
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let short = of.customer.short();
        match &of.read {
            Err(why) => {
                blocks.push(Block::heading(2, of.customer.as_str()));
                let next = "look at the case: it could not be read now".to_owned();
                blocks.push(Block::Facts(vec![fact("next", next), fact("stands", format!("not known: {why}"))]));
                // Who that is cannot be told without the case.
                self.entered(of, None, blocks);
            }
            Ok(read) => {
                let options = ReportOptions::of(&read.case, self.glossary, self.mask);
                blocks.push(Block::heading(2, format!("{} · {short}", options.name())));
                let next = next_step(read, &options, self);
                let mut facts = vec![fact("next", next.words), fact("stands", stands(read, &options, self))];
                if !read.is_held() {
                    facts.push(fact("why", options.sentence(&read.why).on_one_line().to_string()));
                }
                blocks.push(Block::Facts(facts));
                // What is asked may name what holds the case.
                if !read.is_held() {
                    self.owed(read, &options, blocks);
                }
                // Of a held case nothing is chased.
                if !read.is_held() {
                    self.requests(read, &options, blocks);
                }
                self.entered(of, Some(&options), blocks);
            }
        }
    }

    fn owed(&self, read: &ReadCase, options: &ReportOptions<'_>, blocks: &mut Vec<Block>) {
        for (subject, titles) in owed(&read.case, options, self.glossary) {
            let (who, count) = (options.in_sentence(&subject), titles.len());
            let named = listed(&titles, MOST_TITLES);
            blocks.push(Block::item(0, format!("{who} owes {}: {named}", number(count))));
        }
        let is_decided = read.turn().ball() == Ball::Nobody;
        let extent = read.case.asks_extent();
        match extent.gap() {
            Some(_) if extent == Extent::NotTold && is_decided => {}
            Some(_) if extent == Extent::NotTold => blocks.push(Block::item(0, "what is owed is not told")),
            Some(gap) => blocks.push(Block::item(0, format!("what is owed {gap}"))),
            None => {}
        }
    }

    fn requests(&self, read: &ReadCase, options: &ReportOptions<'_>, blocks: &mut Vec<Block>) {
        let sendings = &read.pursuit.sendings;
        blocks.extend(sendings.iter().take(MOST_REQUESTS).map(|it| Block::item(0, asked(it, options, self))));
        let older = sendings.len().saturating_sub(MOST_REQUESTS);
        if older > 0 {
            blocks.push(Block::item(0, counted(older, "older request", "older requests")));
        }
    }

    /// What was done; requests stand above already where the case was read.
    fn entered(&self, of: &HandoverCase, options: Option<&ReportOptions<'_>>, blocks: &mut Vec<Block>) {
        let is_told = |what: &Happened| options.is_some() && matches!(what, Happened::Sent { .. });
        let mut left_out = 0;
        for past in &of.past {
            match &past.what {
                Happened::Noted(_) if self.mask == Mask::On => left_out += 1,
                Happened::Noted(words) => {
                    blocks.push(Block::item(0, format!("note of {}:", self.time(past.at))));
                    blocks.push(Block::quote(1, words.unmasked().as_str()));
                }
                what if is_told(what) => {}
                what => {
                    let sentence = entered::sentence(what, self.mask);
                    blocks.extend(sentence.map(|told| Block::item(0, format!("{}: {told}", self.time(past.at)))));
                }
            }
        }
        if left_out > 0 {
            let notes = counted(left_out, "note is", "notes are");
            blocks.push(Block::item(0, format!("{notes} left out, as personal data is hidden")));
        }
        if of.older_notes > 0 {
            blocks.push(Block::item(0, counted(of.older_notes, "older note", "older notes")));
        }
        if of.unread > 0 {
            let entries = counted(of.unread, "entry", "entries");
            blocks.push(Block::item(0, format!("{entries} of its history could not be read")));
        }
    }

    fn due_line(&self, of: &HandoverCase) -> String {
        match &of.read {
            Err(why) => format!("{}: could not be read now: {why}", of.customer),
            Ok(read) => {
                let options = ReportOptions::of(&read.case, self.glossary, self.mask);
                let next = next_step(read, &options, self).words;
                format!("{} · {}: {next}", options.name(), of.customer.short())
            }
        }
    }
}

/// Everybody who was asked and still owes something, or has something to finish.
fn asked_now(read: &ReadCase) -> Vec<Subject> {
    let open = asks(&read.case);
    let mut subjects: Vec<Subject> = Vec::new();
    for sending in read.pursuit.sendings.iter().filter(|it| it.state == SendingState::Open) {
        let owes = |to: &&Subject| sending.asks.is_empty() || open.iter().any(|ask| ask.subject() == *to);
        for to in sending.to.iter().filter(owes) {
            if !subjects.contains(to) {
                subjects.push(to.clone());
            }
        }
    }
    subjects
}
