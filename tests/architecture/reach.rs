//! Finds what a source file reaches for, by `use`, by a path in code or by handing a name on.

use std::collections::{BTreeSet, HashMap};

use crate::names::Names;
use crate::tokens::{Placed, Token, attribute, group_end, production, tokens};

/// A module path from the crate's root.
pub type ModulePath = Vec<String>;

/// What a path ends at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something of ours, from the crate's root; empty for the root itself, `*` last for a glob.
    Ours(Vec<String>),
    /// Something of another crate, whose name comes first.
    Outside(Vec<String>),
}

/// One place where a file names something that lies in another module or crate.
#[derive(Clone, Debug)]
pub struct Reach {
    pub line: usize,
    pub target: Target,
    /// Under which path others can then reach it, for a `pub use` and the like.
    pub handed_on: Option<ModulePath>,
}

/// What one file was found to do.
#[derive(Debug, Default)]
pub struct Scan {
    pub reaches: Vec<Reach>,
    /// Modules in files of their own that only tests have.
    pub test_modules: Vec<String>,
    /// Lines that bring in code which this test would not see.
    pub hidden_code: Vec<usize>,
}

/// Reads one file; `crates` are the names of the outside crates.
pub fn scan(module: &[String], source: &str, crates: &BTreeSet<String>) -> Scan {
    let production = production(&tokens(source));
    let mut walk = Walk::new(module, &production.tokens);
    walk.run();
    let Walk { mentions, scopes, hidden_code, .. } = walk;
    let names = Names { scopes: &scopes, crates };
    let reaches = mentions.iter().filter_map(|mention| names.reach(mention)).collect();
    Scan { reaches, test_modules: production.test_modules, hidden_code }
}

/// A path as written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Began with `::`.
    pub global: bool,
    pub segments: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Mention {
    pub module: ModulePath,
    pub line: usize,
    pub path: Written,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Path,
    /// A `use` leaf or `extern crate`: brings a name into its module.
    Import {
        public: bool,
        name: String,
    },
    /// `pub type Name = path`.
    Alias {
        name: String,
    },
}

/// The names that a module's own text brings in.
#[derive(Default)]
pub struct Scope {
    pub children: BTreeSet<String>,
    pub imports: HashMap<String, Written>,
}

struct Walk<'a> {
    tokens: &'a [Placed],
    at: usize,
    /// The modules we are in, each with the depth of its opening brace.
    inside: Vec<(String, usize)>,
    depth: usize,
    file: &'a [String],
    mentions: Vec<Mention>,
    scopes: HashMap<ModulePath, Scope>,
    hidden_code: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(file: &'a [String], tokens: &'a [Placed]) -> Self {
        Self {
            tokens,
            at: 0,
            inside: Vec::new(),
            depth: 0,
            file,
            mentions: Vec::new(),
            scopes: HashMap::new(),
            hidden_code: Vec::new(),
        }
    }

    fn module(&self) -> ModulePath {
        self.file.iter().chain(self.inside.iter().map(|(name, _)| name)).cloned().collect()
    }

    fn word(&self, at: usize) -> Option<&'a str> {
        self.tokens.get(at).and_then(Placed::word)
    }

    fn is(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    fn is_colons(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.token == Token::Colons)
    }

    fn before(&self, back: usize) -> Option<&'a Placed> {
        self.at.checked_sub(back).and_then(|at| self.tokens.get(at))
    }

    fn run(&mut self) {
        while let Some(placed) = self.tokens.get(self.at) {
            match &placed.token {
                Token::Mark('{') => {
                    self.depth += 1;
                    self.at += 1;
                }
                Token::Mark('}') => {
                    self.depth = self.depth.saturating_sub(1);
                    self.inside.pop_if(|(_, depth)| *depth > self.depth);
                    self.at += 1;
                }
                Token::Mark('#') => self.attribute(),
                Token::Colons => self.global_path(placed.line),
                Token::Word(word) => self.keyword_or_path(word, placed.line),
                _ => self.at += 1,
            }
        }
    }

    fn attribute(&mut self) {
        if let Some(open) = attribute(self.tokens, self.at) {
            let content = &self.tokens[open + 1..group_end(self.tokens, open)];
            match content.first().and_then(Placed::word) {
                Some("path") => self.hidden_code.push(content[0].line),
                // serde takes functions and types as strings.
                Some("serde") => self.paths_in_texts(content),
                _ => {}
            }
        }
        self.at += 1;
    }

    fn paths_in_texts(&mut self, attribute: &[Placed]) {
        let module = self.module();
        for placed in attribute {
            let Token::Text(text) = &placed.token else { continue };
            let tokens = tokens(text);
            let mut inner = Walk::new(&module, &tokens);
            inner.run();
            let found = inner.mentions.into_iter().map(|mention| Mention { line: placed.line, ..mention });
            self.mentions.extend(found);
        }
    }

    fn keyword_or_path(&mut self, word: &str, line: usize) {
        match (word, self.word(self.at + 1)) {
            ("mod", Some(name)) => self.child_module(name),
            ("use", _) if !self.is(self.at + 1, '<') => self.import(line),
            ("extern", Some("crate")) => self.extern_crate(line),
            ("type", Some(name)) if self.is_public() => self.type_alias(name),
            ("include", None) if self.is(self.at + 1, '!') => {
                self.hidden_code.push(line);
                self.at += 1;
            }
            _ => self.path(word, line),
        }
    }

    fn child_module(&mut self, name: &str) {
        let here = self.module();
        self.scopes.entry(here).or_default().children.insert(name.to_owned());
        if self.is(self.at + 2, '{') {
            self.depth += 1;
            self.inside.push((name.to_owned(), self.depth));
        }
        self.at += 3;
    }

    /// Whether the item at hand can be named from outside its top-level module.
    fn is_public(&self) -> bool {
        let Some(last) = self.before(1) else { return false };
        if last.is_word("pub") {
            return true;
        }
        if !last.is(')') {
            return false;
        }
        let Some(open) = (0..self.at).rev().find(|at| self.is(*at, '(')) else { return false };
        let is_visibility = open.checked_sub(1).and_then(|at| self.word(at)) == Some("pub");
        is_visibility
            && match self.word(open + 1) {
                Some("self") => false,
                Some("super") => self.module().len() < 2,
                _ => true,
            }
    }

    fn import(&mut self, line: usize) {
        let public = self.is_public();
        self.at += 1;
        self.use_tree(&Written { global: false, segments: Vec::new() }, public, line);
    }

    fn use_tree(&mut self, prefix: &Written, public: bool, line: usize) {
        let mut path = prefix.clone();
        while let Some(placed) = self.tokens.get(self.at) {
            match &placed.token {
                Token::Colons => {
                    path.global |= path.segments.is_empty();
                    self.at += 1;
                }
                Token::Mark('{') => return self.use_group(&path, public),
                Token::Mark('$') => self.at += 1,
                Token::Mark('*') => {
                    self.at += 1;
                    path.segments.push("*".to_owned());
                    return self.imported(path, None, public, line);
                }
                Token::Word(word) if word == "as" => {
                    let name = self.word(self.at + 1).map(str::to_owned);
                    self.at += 2;
                    return self.imported(path, name, public, line);
                }
                Token::Word(word) => {
                    path.segments.push(word.clone());
                    self.at += 1;
                    if !self.is_colons(self.at) && self.word(self.at) != Some("as") {
                        return self.imported(path, None, public, placed.line);
                    }
                }
                _ => return,
            }
        }
    }

    fn use_group(&mut self, prefix: &Written, public: bool) {
        self.at += 1;
        while let Some(placed) = self.tokens.get(self.at) {
            match placed.token {
                Token::Mark('}') => {
                    self.at += 1;
                    return;
                }
                Token::Word(_) | Token::Colons | Token::Mark('{' | '*') => self.use_tree(prefix, public, placed.line),
                _ => self.at += 1,
            }
        }
    }

    fn imported(&mut self, mut path: Written, name: Option<String>, public: bool, line: usize) {
        if path.segments.len() > 1 {
            path.segments.pop_if(|last| last == "self");
        }
        let Some(name) = name.or_else(|| path.segments.last().cloned()) else { return };
        let module = self.module();
        if name != "*" {
            self.scopes.entry(module.clone()).or_default().imports.insert(name.clone(), path.clone());
        }
        self.mentions.push(Mention { module, line, path, kind: Kind::Import { public, name } });
    }

    fn extern_crate(&mut self, line: usize) {
        let public = self.is_public();
        let Some(name) = self.word(self.at + 2) else {
            self.at += 2;
            return;
        };
        let alias = if self.word(self.at + 3) == Some("as") { self.word(self.at + 4) } else { None };
        self.at += if alias.is_some() { 5 } else { 3 };
        // `extern crate self` is our own crate.
        let (global, segment) = if name == "self" { (false, "crate") } else { (true, name) };
        let path = Written { global, segments: vec![segment.to_owned()] };
        self.imported(path, alias.map(str::to_owned), public, line);
    }

    fn type_alias(&mut self, name: &str) {
        let module = self.module();
        self.at += 2;
        while self.tokens.get(self.at).is_some_and(|token| !token.is('=') && !token.is(';')) {
            self.at += 1;
        }
        let found = self.mentions.len();
        self.at += 1;
        match self.tokens.get(self.at) {
            Some(Placed { token: Token::Colons, line }) => self.global_path(*line),
            Some(Placed { token: Token::Word(word), line }) if self.is_colons(self.at + 1) => self.path(word, *line),
            Some(Placed { token: Token::Word(word), line }) => {
                let path = Written { global: false, segments: vec![word.clone()] };
                self.mentions.push(Mention { module, line: *line, path, kind: Kind::Path });
                self.at += 1;
            }
            _ => {}
        }
        if let Some(mention) = self.mentions.get_mut(found) {
            mention.kind = Kind::Alias { name: name.to_owned() };
        }
    }

    fn path(&mut self, word: &str, line: usize) {
        let is_member = self.before(1).is_some_and(|t| t.is('.')) && !self.before(2).is_some_and(|t| t.is('.'));
        let is_continued = self.before(1).is_some_and(|t| t.token == Token::Colons);
        let is_macro_variable = self.before(1).is_some_and(|t| t.is('$')) && word != "crate";
        if is_member || is_continued || is_macro_variable || !starts_a_path(word) {
            self.at += 1;
            return;
        }
        self.follow(Written { global: false, segments: vec![word.to_owned()] }, line);
    }

    /// A path that begins with `::`; one after a type, as in `Vec<T>::new`, only goes on.
    fn global_path(&mut self, line: usize) {
        let goes_on = match self.before(1).map(|placed| &placed.token) {
            Some(Token::Word(word)) => starts_a_path(word),
            _ => false,
        };
        let after_angle = self.before(1).is_some_and(|token| token.is('>'));
        match self.word(self.at + 1) {
            // `a > ::krate::b` looks like `<T>::b`: it is a crate only if more follows.
            Some(name) if !goes_on && (!after_angle || self.is_colons(self.at + 2)) => {
                self.at += 1;
                self.follow(Written { global: true, segments: vec![name.to_owned()] }, line);
            }
            _ => self.at += 1,
        }
    }

    fn follow(&mut self, mut path: Written, line: usize) {
        self.at += 1;
        while self.is_colons(self.at) {
            let Some(next) = self.word(self.at + 1) else { break };
            path.segments.push(next.to_owned());
            self.at += 2;
        }
        if path.global || path.segments.len() > 1 {
            self.mentions.push(Mention { module: self.module(), line, path, kind: Kind::Path });
        }
    }
}

fn starts_a_path(word: &str) -> bool {
    const KEYWORDS: [&str; 23] = [
        "as", "async", "await", "break", "const", "dyn", "else", "fn", "for", "if", "impl", "in", "let", "loop",
        "match", "move", "mut", "pub", "ref", "return", "unsafe", "where", "while",
    ];
    !KEYWORDS.contains(&word)
}
