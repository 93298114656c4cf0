//! Just enough of Rust's grammar to tell code from comments, literals and tests.

/// One token that matters to paths; numbers and lifetimes are only place holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An identifier or keyword, raw ones without `r#`.
    Word(String),
    /// The content of a string literal, as written.
    Text(String),
    /// `::`
    Colons,
    /// `->` or `=>`: not the end of a generic list.
    Arrow,
    /// Any other single character; `0` stands for a number or a character literal.
    Mark(char),
}

/// A token and its line, counted from 1.
#[derive(Clone, Debug)]
pub struct Placed {
    pub token: Token,
    pub line: usize,
}

impl Placed {
    pub fn word(&self) -> Option<&str> {
        match &self.token {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn is(&self, mark: char) -> bool {
        self.token == Token::Mark(mark)
    }

    pub fn is_word(&self, word: &str) -> bool {
        self.word() == Some(word)
    }
}

/// The tokens of a source without its comments.
pub fn tokens(source: &str) -> Vec<Placed> {
    let mut lexer = Lexer { chars: source.chars().collect(), at: 0, line: 1, out: Vec::new() };
    while let Some(c) = lexer.peek(0) {
        lexer.token(c);
    }
    lexer.out
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    out: Vec<Placed>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn advance(&mut self) -> Option<char> {
        let c = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(c == '\n');
        Some(c)
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.advance();
        }
    }

    fn push(&mut self, line: usize, token: Token) {
        self.out.push(Placed { token, line });
    }

    fn token(&mut self, c: char) {
        let line = self.line;
        match (c, self.peek(1)) {
            ('/', Some('/')) => {
                while self.peek(0).is_some_and(|c| c != '\n') {
                    self.advance();
                }
            }
            ('/', Some('*')) => self.block_comment(),
            (':', Some(':')) => {
                self.skip(2);
                self.push(line, Token::Colons);
            }
            ('-' | '=', Some('>')) => {
                self.skip(2);
                self.push(line, Token::Arrow);
            }
            ('"', _) => self.string(),
            ('\'', _) => self.quote(),
            _ if c.is_whitespace() => self.skip(1),
            _ if c.is_ascii_digit() => self.number(),
            _ if c == '_' || c.is_alphabetic() => self.word(),
            _ => {
                self.skip(1);
                self.push(line, Token::Mark(c));
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.skip(2);
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.skip(2);
                }
                (None, _) => return,
                _ => self.skip(1),
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        let line = self.line;
        self.skip(1);
        let mut text = String::new();
        while let Some(c) = self.advance() {
            match c {
                '"' => break,
                '\\' => text.extend(self.advance()),
                _ => text.push(c),
            }
        }
        self.push(line, Token::Text(text));
    }

    /// Reads from the first `#` or `"` after the prefix.
    fn raw_string(&mut self) {
        let line = self.line;
        let mut hashes = 0;
        while self.peek(0) == Some('#') {
            hashes += 1;
            self.skip(1);
        }
        self.skip(1);
        let mut text = String::new();
        while let Some(c) = self.advance() {
            if c == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                self.skip(hashes);
                break;
            }
            text.push(c);
        }
        self.push(line, Token::Text(text));
    }

    /// A character literal or a lifetime.
    fn quote(&mut self) {
        let line = self.line;
        if self.peek(1) == Some('\\') {
            self.skip(3);
            while self.advance().is_some_and(|c| c != '\'') {}
            self.push(line, Token::Mark('0'));
        } else if self.peek(2) == Some('\'') {
            self.skip(3);
            self.push(line, Token::Mark('0'));
        } else {
            self.skip(1);
            while self.peek(0).is_some_and(|c| c == '_' || c.is_alphanumeric()) {
                self.skip(1);
            }
        }
    }

    fn number(&mut self) {
        let line = self.line;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some(c), _) if c == '_' || c.is_alphanumeric() => self.skip(1),
                (Some('.'), Some(next)) if next.is_ascii_digit() => self.skip(1),
                _ => break,
            }
        }
        self.push(line, Token::Mark('0'));
    }

    fn word(&mut self) {
        let line = self.line;
        let mut word = String::new();
        while let Some(c) = self.peek(0).filter(|c| *c == '_' || c.is_alphanumeric()) {
            word.push(c);
            self.skip(1);
        }
        match (word.as_str(), self.peek(0), self.peek(1)) {
            ("r" | "br" | "cr", Some('"'), _) | ("r" | "br" | "cr", Some('#'), Some('#' | '"')) => self.raw_string(),
            ("b" | "c", Some('"'), _) => self.string(),
            ("b", Some('\''), _) => self.quote(),
            ("r", Some('#'), _) => {
                self.skip(1);
                self.word();
            }
            _ => self.push(line, Token::Word(word)),
        }
    }
}

/// The index after the group that opens at `open`.
pub fn group_end(tokens: &[Placed], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, placed) in tokens.iter().enumerate().skip(open) {
        match placed.token {
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

/// Where the attribute that starts at `at` has its `[`, if one starts there.
pub fn attribute(tokens: &[Placed], at: usize) -> Option<usize> {
    if !tokens.get(at)?.is('#') {
        return None;
    }
    let open = if tokens.get(at + 1)?.is('!') { at + 2 } else { at + 1 };
    tokens.get(open)?.is('[').then_some(open)
}

/// What the library contains when it is not built for its own tests.
pub struct Production {
    pub tokens: Vec<Placed>,
    /// Modules in files of their own that only tests have: `#[cfg(test)] mod tests;`.
    pub test_modules: Vec<String>,
}

/// Takes out every item that exists in tests alone.
pub fn production(tokens: &[Placed]) -> Production {
    let mut kept = Production { tokens: Vec::new(), test_modules: Vec::new() };
    let mut at = 0;
    while at < tokens.len() {
        let Some(open) = attribute(tokens, at) else {
            kept.tokens.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let end = group_end(tokens, open);
        if !is_test_only(&tokens[open + 1..end.saturating_sub(1)]) {
            kept.tokens.extend_from_slice(&tokens[at..end]);
            at = end;
        } else if tokens[at + 1].is('!') {
            return Production { tokens: Vec::new(), ..kept };
        } else {
            let (item, after) = item(tokens, end);
            kept.test_modules.extend(file_module(&tokens[item..after]));
            at = after;
        }
    }
    kept
}

fn is_test_only(attribute: &[Placed]) -> bool {
    match attribute {
        [cfg, open, predicate @ .., _] if cfg.is_word("cfg") && open.is('(') => needs_test(predicate),
        [.., last] => last.is_word("test"),
        [] => false,
    }
}

/// Whether a cfg predicate can only be true in a test build.
fn needs_test(predicate: &[Placed]) -> bool {
    match predicate {
        [word] => word.is_word("test"),
        [word, open, inner @ .., _] if open.is('(') => {
            let mut parts = inner_parts(inner).into_iter();
            match word.word() {
                Some("all") => parts.any(needs_test),
                Some("any") => parts.all(needs_test),
                _ => false,
            }
        }
        _ => false,
    }
}

fn inner_parts(list: &[Placed]) -> Vec<&[Placed]> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while at < list.len() {
        if list[at].is(',') {
            parts.push(&list[start..at]);
            start = at + 1;
        }
        at = if list[at].is('(') { group_end(list, at) } else { at + 1 };
    }
    if start < list.len() {
        parts.push(&list[start..]);
    }
    parts
}

const ITEMS: [&str; 15] = [
    "async", "const", "enum", "extern", "fn", "impl", "let", "mod", "static", "struct", "trait", "type", "union",
    "unsafe", "use",
];

/// Where the item after an attribute begins and ends.
fn item(tokens: &[Placed], mut start: usize) -> (usize, usize) {
    while let Some(open) = attribute(tokens, start) {
        start = group_end(tokens, open);
    }
    let mut first = start;
    if tokens.get(first).is_some_and(|token| token.is_word("pub")) {
        first += 1;
        if tokens.get(first).is_some_and(|token| token.is('(')) {
            first = group_end(tokens, first);
        }
    }
    let is_item = tokens.get(first).and_then(Placed::word).is_some_and(|word| ITEMS.contains(&word));
    let mut at = first;
    while at < tokens.len() {
        match tokens[at].token {
            Token::Mark('{') => return (start, group_end(tokens, at)),
            Token::Mark('(' | '[') => at = group_end(tokens, at),
            Token::Mark(';') => return (start, at + 1),
            // A field, variant or match arm.
            Token::Mark(',') if !is_item => return (start, at + 1),
            Token::Mark('}' | ')' | ']') => return (start, at),
            _ => at += 1,
        }
    }
    (start, at)
}

fn file_module(item: &[Placed]) -> Option<String> {
    match item {
        [.., keyword, name, end] if keyword.is_word("mod") && end.is(';') => name.word().map(str::to_owned),
        _ => None,
    }
}
