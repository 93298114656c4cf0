//! Patterns of words, as the table of alarms writes them. What may stand in one is told at the head of that table.

use super::lexicon::{Class, Marked};

/// Whether words stand in a text in a certain order, near enough to each other.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    /// What the sentence must not hold.
    unless: Vec<Class>,
}

#[derive(Clone, Debug)]
enum Element {
    /// A member of any of these sets.
    One { classes: Vec<Class>, optional: bool },
    /// Up to so many other words.
    Gap(u8),
    /// The words before it have come to a stop.
    Opens,
    /// The words after it have come to a stop.
    Closes,
    /// A colon or a bracket.
    Colon,
}

/// Where a pattern was found: its first word and the one behind its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Pattern {
    /// Reads a pattern; `class` gives the set that a word or a `{name}` stands for.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(text: &str, mut class: impl FnMut(&str) -> Result<Class, String>) -> Result<Self, String> {
        let (mut elements, mut unless) = (Vec::new(), Vec::new());
        for part in text.split(' ').filter(|part| !part.is_empty()) {
            let mut classes = |names: &str| names.split('|').map(&mut class).collect::<Result<Vec<Class>, String>>();
            if let Some(names) = part.strip_prefix('!') {
                unless.extend(classes(names)?);
                continue;
            }
            elements.push(match part {
                "^" => Element::Opens,
                "$" => Element::Closes,
                ":" => Element::Colon,
                part => match (part.strip_prefix(".."), part.strip_suffix('?')) {
                    (Some(most), _) => {
                        Element::Gap(most.parse().map_err(|error| format!("{part} in {text:?}: {error}"))?)
                    }
                    (None, Some(names)) => Element::One { classes: classes(names)?, optional: true },
                    (None, None) => Element::One { classes: classes(part)?, optional: false },
                },
            });
        }
        Ok(Self { elements, unless })
    }

    /// The sets one of which it begins with; none where it may begin with any word.
    pub(super) fn first(&self) -> &[Class] {
        let mut elements = self.elements.iter().filter(|element| !matches!(element, Element::Opens));
        match elements.next() {
            Some(Element::One { classes, optional: false }) => classes,
            _ => &[],
        }
    }

    /// Where it stands in a text, if it begins at this word.
    pub(super) fn at(&self, text: &Marked, start: usize) -> Option<Span> {
        self.find(Step { text, start, end: None })
    }

    /// Whether it begins and ends with a span.
    pub(super) fn fills(&self, text: &Marked, span: Span) -> bool {
        self.find(Step { text, start: span.start, end: Some(span.end) }).is_some()
    }

    fn find(&self, step: Step<'_>) -> Option<Span> {
        let Step { text, start, .. } = step;
        let span = Span { start, end: step.fits(&self.elements, start, u8::MAX)? };
        (!self.unless.iter().any(|class| holds(text, span, *class))).then_some(span)
    }
}

/// Whether the sentences of a span hold a member of a set.
pub(super) fn holds(text: &Marked, span: Span, class: Class) -> bool {
    let sentence = |place: usize| text.word(place).map(|word| word.sentence);
    let (first, last) = (sentence(span.start), sentence(span.end.saturating_sub(1)));
    let before = (0..span.start).rev().take_while(|place| sentence(*place) == first);
    let behind = (span.start..text.words.len()).take_while(|place| sentence(*place) <= last);
    before.chain(behind).any(|place| text.at(place).iter().any(|(here, _)| *here == class))
}

#[derive(Clone, Copy)]
struct Step<'a> {
    text: &'a Marked,
    start: usize,
    /// Where it has to end.
    end: Option<usize>,
}

impl Step<'_> {
    /// The word behind the last one of the elements, where they fit from a word on that may be so far from the last.
    fn fits(&self, elements: &[Element], place: usize, reach: u8) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else {
            return self.end.is_none_or(|end| end == place).then_some(place);
        };
        match element {
            Element::Opens => self.opens(place).then(|| self.fits(rest, place, reach)).flatten(),
            Element::Closes => self.closes(place).then(|| self.fits(rest, place, reach)).flatten(),
            Element::Colon => {
                self.text.word(place).is_some_and(|word| word.colon).then(|| self.fits(rest, place, reach)).flatten()
            }
            Element::Gap(most) => self.within(rest, place, *most),
            Element::One { classes, optional } => {
                let here = self.one(classes, rest, place, reach);
                if *optional { here.or_else(|| self.fits(rest, place, reach)) } else { here }
            }
        }
    }

    fn one(&self, classes: &[Class], rest: &[Element], place: usize, reach: u8) -> Option<usize> {
        if self.gap(place)? > reach {
            return None;
        }
        let mut members = self.text.at(place).iter().filter(|(class, _)| classes.contains(class));
        members.find_map(|(_, length)| self.fits(rest, place + usize::from(*length), 0))
    }

    fn within(&self, rest: &[Element], place: usize, most: u8) -> Option<usize> {
        let (mut place, mut reach) = (place, most);
        loop {
            if let Some(end) = self.fits(rest, place, reach) {
                return Some(end);
            }
            reach = reach.checked_sub(self.gap(place)?.saturating_add(1))?;
            place += 1;
        }
    }

    /// How far a word is from the one before it; `None` behind the last.
    fn gap(&self, place: usize) -> Option<u8> {
        let word = self.text.word(place)?;
        Some(if place == self.start { 0 } else { word.gap })
    }

    fn opens(&self, place: usize) -> bool {
        self.text.word(place).is_some_and(|word| word.opens)
    }

    fn closes(&self, place: usize) -> bool {
        self.text.word(place).is_none_or(|word| word.opens)
    }
}
