//! The table of alarms, made ready for searching.

use std::collections::HashMap;

use super::alarm::Alarm;
use super::lexicon::{Class, Lexicon, Marked, is_near};
use super::pattern::{Pattern, Span, holds};
use super::table::{AlarmRow, AlarmTable, Codes};
use super::words::{Word, words};

/// Everything that holds a case when it is found in a text.
#[derive(Clone, Debug, Default)]
pub struct Alarms {
    lexicon: Lexicon,
    rules: Vec<Rule>,
    /// The rules by the sets they begin with.
    beginning: HashMap<Class, Vec<usize>>,
    held: Vec<Held>,
    /// Which of them each set stands for.
    held_by_class: HashMap<Class, usize>,
    accusing: HashMap<Class, String>,
    harmless: Class,
    codes: Class,
    beside: Class,
    not_denied: Class,
    denied_before: Vec<Pattern>,
    denied_behind: Vec<Pattern>,
    described_behind: Vec<Pattern>,
    described_until: Vec<Pattern>,
    described_before: Vec<Pattern>,
}

#[derive(Clone, Debug)]
struct Rule {
    alarm: Alarm,
    when: When,
    pattern: Pattern,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Stated,
    Accusing,
    Alone,
}

/// A label that holds.
#[derive(Clone, Debug)]
struct Held {
    code: String,
    /// Its words, as [`root`] leaves them.
    roots: Vec<String>,
}

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// What it speaks of.
    pub(super) alarms: Vec<Alarm>,
    /// The labels of the hold list that it names.
    pub(super) labels: Vec<String>,
    /// The first word of it that accuses, as the catalogue lists it.
    pub(super) accusing: Option<String>,
}

impl Found {
    fn alarm(&mut self, alarm: Alarm) {
        if !self.alarms.contains(&alarm) {
            self.alarms.push(alarm);
        }
    }

    fn label(&mut self, code: &str) {
        if !self.labels.iter().any(|known| known == code) {
            self.labels.push(code.to_owned());
        }
    }
}

/// The set of words with which a label may stand in a text that holds nothing else.
const BESIDE: &str = "beside";

impl Alarms {
    /// Makes a table ready.
    ///
    /// # Errors
    /// What in the table cannot be read.
    pub fn new(table: &AlarmTable, codes: &Codes) -> Result<Self, String> {
        let mut making = Making::default();
        for (name, entries) in &table.words {
            let class = making.name(name);
            for entry in entries {
                making.alarms.lexicon.add(class, entry);
            }
        }
        making.alarms.harmless = making.set(&table.harmless);
        making.alarms.not_denied = making.set(&table.not_denied_with);
        making.alarms.beside = making.class(&format!("{{{BESIDE}}}"))?;
        making.alarms.denied_before = making.patterns(&table.denied_before)?;
        making.alarms.denied_behind = making.patterns(&table.denied_behind)?;
        making.alarms.described_behind = making.patterns(&table.described_behind)?;
        making.alarms.described_until = making.patterns(&table.described_until)?;
        making.alarms.described_before = making.patterns(&table.described_before)?;
        for row in &table.alarms {
            making.row(row)?;
        }
        making.codes(codes);
        table.misspelt.iter().for_each(|word| making.alarms.lexicon.forgive(word));
        Ok(making.alarms)
    }

    /// Whether a text that people wrote holds a case: then it can be sent to nobody.
    #[must_use]
    pub fn hold(&self, text: &str) -> bool {
        let found = self.in_text(text);
        !found.alarms.is_empty() || !found.labels.is_empty()
    }

    /// Whether a text that people wrote has a word that accuses.
    #[must_use]
    pub fn accuses(&self, text: &str) -> bool {
        self.in_text(text).accusing.is_some()
    }

    /// What holds in a text that people wrote.
    pub(super) fn in_text(&self, text: &str) -> Found {
        let marked = self.lexicon.mark(text, self.harmless);
        let mut found = self.search(&marked);
        if self.is_bare(&marked) {
            self.label(&marked, &mut found);
        }
        found
    }

    /// What holds where a label stands. A label of the catalogue is what the catalogue says it is.
    pub(super) fn in_label(&self, text: &str, is_known: bool) -> Found {
        let marked = self.lexicon.mark(text, self.harmless);
        let mut found = if is_known { Found::default() } else { self.search(&marked) };
        if !is_known {
            self.label(&marked, &mut found);
        }
        found
    }

    fn search(&self, text: &Marked) -> Found {
        let mut found = Found::default();
        for start in 0..text.words.len() {
            for (class, length) in text.at(start) {
                let rules = self.beginning.get(class).into_iter().flatten().filter_map(|rule| self.rules.get(*rule));
                for rule in rules.filter(|rule| rule.when != When::Alone) {
                    if !found.alarms.contains(&rule.alarm)
                        && let Some(span) = rule.pattern.at(text, start)
                        && !self.is_described(text, span)
                        && (rule.when == When::Stated || !self.is_denied(text, span))
                    {
                        found.alarm(rule.alarm);
                    }
                }
                if let Some(held) = self.held_by_class.get(class).and_then(|held| self.held.get(*held))
                    && held.roots.len() > 1
                    && let span = (Span { start, end: start + usize::from(*length) })
                    && !self.is_described(text, span)
                    && !self.is_denied(text, span)
                {
                    found.label(&held.code);
                }
                if found.accusing.is_none() {
                    found.accusing = self.accusing.get(class).cloned();
                }
            }
        }
        found
    }

    /// Whether it is said that there is no such thing. Behind a comma only a list goes on being denied.
    fn is_denied(&self, text: &Marked, span: Span) -> bool {
        /// Most words of a denial, and of what is left of a list.
        const LONGEST: usize = 10;
        if holds(text, span, self.not_denied) {
            return false;
        }
        let goes_on = |word: &Word| {
            let ends = text.words.iter().skip(span.start).take(LONGEST);
            let rest = ends.take_while(|next| next.sentence == word.sentence);
            !word.opens || rest.into_iter().any(|next| matches!(next.text.as_str(), "or" | "nor"))
        };
        let denied_before = text.word(span.start).is_some_and(|word| word.gap == 0 && goes_on(word))
            && (span.start.saturating_sub(LONGEST)..span.start).any(|start| {
                let before = Span { start, end: span.start };
                self.denied_before.iter().any(|pattern| pattern.fills(text, before))
            });
        denied_before || Self::stands_behind(text, span, &self.denied_behind)
    }

    /// Whether it only tells what a policy, a licence or the like must contain.
    fn is_described(&self, text: &Marked, span: Span) -> bool {
        let sentence = text.word(span.start).map(|word| word.sentence);
        let is_here = |place: &usize| text.word(*place).map(|word| word.sentence) == sentence;
        let first = (0..span.start).rev().take_while(is_here).last().unwrap_or(span.start);
        let opened = (first..span.start).filter_map(|start| {
            let ends = self.described_behind.iter().filter_map(|pattern| pattern.at(text, start));
            ends.map(|opening| opening.end).filter(|end| *end <= span.start).max()
        });
        let is_open = opened.max().is_some_and(|opened| {
            !(opened..span.start)
                .any(|place| self.described_until.iter().any(|pattern| pattern.at(text, place).is_some()))
        });
        is_open
            || (!text.word(span.end).is_none_or(|word| word.opens)
                && Self::stands_behind(text, span, &self.described_before))
    }

    /// Whether one of these patterns stands right behind a span, in the same sentence.
    fn stands_behind(text: &Marked, span: Span, patterns: &[Pattern]) -> bool {
        text.word(span.end).is_some_and(|word| word.gap == 0)
            && patterns.iter().any(|pattern| pattern.at(text, span.end).is_some())
    }

    /// Whether a text holds nothing but labels.
    fn is_bare(&self, text: &Marked) -> bool {
        let mut place = 0;
        while place < text.words.len() {
            let labels = text.at(place).iter().filter(|(class, _)| {
                *class == self.codes || *class == self.beside || self.held_by_class.contains_key(class)
            });
            let label = labels.map(|(_, length)| usize::from(*length)).max();
            let alone = self.alone(text, place).map(|(_, span)| span.end - place).max();
            match label.max(alone) {
                Some(length) => place += length,
                None => return false,
            }
        }
        place > 0
    }

    fn alone<'a>(&'a self, text: &'a Marked, start: usize) -> impl Iterator<Item = (Alarm, Span)> + 'a {
        let classes = text.at(start).iter();
        let rules = classes.flat_map(|(class, _)| self.beginning.get(class).into_iter().flatten());
        let rules = rules.filter_map(|rule| self.rules.get(*rule)).filter(|rule| rule.when == When::Alone);
        rules.filter_map(move |rule| rule.pattern.at(text, start).map(|span| (rule.alarm, span)))
    }

    /// Adds what a text says as a label: the labels of the hold list whose words are all in it, in any order, and what
    /// sounds an alarm by itself.
    fn label(&self, text: &Marked, found: &mut Found) {
        let roots: Vec<&str> = text.words.iter().map(|word| root(&word.text)).collect();
        for held in &self.held {
            let has = |wanted: &String| {
                roots.iter().any(|root| *root == wanted || (wanted.len() > 5 && is_near(root, wanted)))
            };
            if held.roots.iter().all(has) {
                found.label(&held.code);
            }
        }
        for start in 0..text.words.len() {
            for (alarm, span) in self.alone(text, start) {
                if !self.is_denied(text, span) {
                    found.alarm(alarm);
                }
            }
        }
    }
}

/// Sets get their numbers in the order in which they are met.
#[derive(Default)]
struct Making {
    alarms: Alarms,
    numbers: HashMap<String, Class>,
    next: Class,
}

impl Making {
    fn fresh(&mut self) -> Class {
        self.next += 1;
        self.next
    }

    fn name(&mut self, name: &str) -> Class {
        let class = self.fresh();
        self.numbers.insert(format!("{{{name}}}"), class);
        class
    }

    fn set(&mut self, entries: &[String]) -> Class {
        let class = self.fresh();
        for entry in entries {
            self.alarms.lexicon.add(class, entry);
        }
        class
    }

    /// The set that a `{name}` or a word of a pattern stands for.
    fn class(&mut self, name: &str) -> Result<Class, String> {
        if let Some(class) = self.numbers.get(name) {
            return Ok(*class);
        }
        if name.is_empty() || name.contains(['{', '}', '$', '^', '!', '?']) {
            return Err(format!("no set of words is called {name:?}"));
        }
        let class = self.fresh();
        self.numbers.insert(name.to_owned(), class);
        self.alarms.lexicon.add(class, name);
        Ok(class)
    }

    fn patterns(&mut self, texts: &[String]) -> Result<Vec<Pattern>, String> {
        texts.iter().map(|text| Pattern::parse(text, |name| self.class(name))).collect()
    }

    fn row(&mut self, row: &AlarmRow) -> Result<(), String> {
        let alarm = Alarm::ALL.iter().copied().find(|alarm| alarm.code() == row.code);
        let alarm = alarm.ok_or_else(|| format!("no alarm has the code {:?}", row.code))?;
        let parts = [(When::Stated, &row.stated), (When::Accusing, &row.accusing), (When::Alone, &row.alone)];
        for (when, texts) in parts {
            for (text, pattern) in texts.iter().zip(self.patterns(texts)?) {
                if pattern.first().is_empty() {
                    return Err(format!("{text:?} does not begin with a word"));
                }
                for class in pattern.first() {
                    self.alarms.beginning.entry(*class).or_default().push(self.alarms.rules.len());
                }
                self.alarms.rules.push(Rule { alarm, when, pattern });
            }
        }
        Ok(())
    }

    fn codes(&mut self, codes: &Codes) {
        for code in &codes.hold {
            let (class, spelt) = (self.fresh(), phrase(code));
            self.alarms.held_by_class.insert(class, self.alarms.held.len());
            self.alarms.lexicon.add(class, &spelt);
            let other = spelt.strip_suffix('s').map_or_else(|| format!("{spelt}s"), str::to_owned);
            self.alarms.lexicon.add(class, &other);
            let roots = spelt.split(' ').map(|word| root(word).to_owned()).collect();
            self.alarms.held.push(Held { code: code.clone(), roots });
        }
        self.alarms.codes = self.set(&codes.known.iter().map(|code| phrase(code)).collect::<Vec<String>>());
        let (stems, whole) = &codes.accusing;
        for (word, entry) in
            stems.iter().map(|stem| (stem, format!("{stem}*"))).chain(whole.iter().map(|word| (word, word.clone())))
        {
            let class = self.fresh();
            self.alarms.lexicon.add(class, &entry);
            self.alarms.accusing.insert(class, word.clone());
        }
    }
}

/// A code in the words by which it is found in a text.
fn phrase(code: &str) -> String {
    words(code).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// What a label's word is compared by: singular, and a document however it is called.
fn root(word: &str) -> &str {
    match word {
        "docs" | "document" | "documents" => "doc",
        "people" => "person",
        word => match word.strip_suffix('s') {
            Some(one) if one.len() > 2 && !one.ends_with('s') => one,
            _ => word,
        },
    }
}
