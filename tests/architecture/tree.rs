//! All sources together: what a path stands for, and which file depends on which.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt;

use crate::source::{Mention, Scope, Source};

/// What a path stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something of ours, from the crate's root; empty for the root itself.
    Ours(Vec<String>),
    /// Something of another crate, whose name comes first.
    Outside(Vec<String>),
}

impl Target {
    fn join(self, rest: &[String]) -> Self {
        match self {
            Self::Ours(path) => Self::Ours([&path, rest].concat()),
            Self::Outside(path) => Self::Outside([&path, rest].concat()),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ours(path) => [&["crate".to_owned()], &**path].concat().join("::").fmt(f),
            Self::Outside(path) => path.join("::").fmt(f),
        }
    }
}

/// Files of one module, each with those that it depends on and the names that it uses of them.
pub type Edges = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The production code; test modules are left out.
pub struct Tree<'a> {
    pub sources: Vec<(&'a str, Vec<String>, Source)>,
    scopes: HashMap<Vec<String>, Scope>,
    crates: &'a BTreeSet<String>,
}

pub fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs");
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

impl<'a> Tree<'a> {
    pub fn read(files: &'a BTreeMap<String, String>, crates: &'a BTreeSet<String>) -> Self {
        let read = |(file, text): (&'a String, &'a String)| {
            let module = module_of(file);
            let source = Source::read(&module, text);
            (file.as_str(), module, source)
        };
        let mut sources: Vec<_> = files.iter().map(read).collect();
        let tests: HashSet<_> = sources.iter().flat_map(|(_, _, source)| source.test_modules.clone()).collect();
        sources.retain(|(_, module, _)| (1..=module.len()).all(|length| !tests.contains(&module[..length])));
        let scopes = sources.iter_mut().flat_map(|(_, _, source)| std::mem::take(&mut source.scopes)).collect();
        Self { sources, scopes, crates }
    }

    /// What a mention stands for, and whether an import of its module says so already.
    pub fn target(&self, mention: &Mention) -> Option<(Target, bool)> {
        let is_bare = !mention.is_use && mention.path.iter().filter(|segment| !segment.is_empty()).count() == 1;
        let (target, through) = self.resolve(&mention.module, &mention.path, 0)?;
        // A bare name is a dependency only if it was imported, else it may be a variable.
        (!is_bare || through.is_some()).then(|| (target, through.is_some_and(|import| import != Target::Ours(vec![]))))
    }

    /// The target of a path, and that of the import which it begins with.
    fn resolve(&self, module: &[String], path: &[String], depth: usize) -> Option<(Target, Option<Target>)> {
        let is_global = path.first().is_some_and(String::is_empty);
        let path = &path[usize::from(is_global)..];
        let (first, rest) = path.split_first()?;
        let scope = self.scopes.get(module).filter(|_| !is_global);
        // `use url;` names itself; anything deeper than a few renames of renames is a loop.
        let import = scope.and_then(|scope| scope.imports.get(first));
        let import = import.filter(|import| depth < 8 && import.first() != Some(first));
        let target = match first.as_str() {
            "crate" | "kyb_dash" => Target::Ours(rest.to_vec()),
            "self" | "super" => {
                let steps = path.iter().take_while(|segment| ["self", "super"].contains(&segment.as_str()));
                let supers = steps.clone().filter(|step| *step == "super").count();
                let base = module[..module.len().saturating_sub(supers)].to_vec();
                Target::Ours(base).join(&path[steps.count()..])
            }
            _ => {
                if let Some(import) = import {
                    let (through, _) = self.resolve(module, import, depth + 1)?;
                    return Some((through.clone().join(rest), Some(through)));
                }
                if scope.is_some_and(|scope| scope.children.contains(first)) {
                    Target::Ours([module, path].concat())
                } else if self.crates.contains(first) {
                    Target::Outside(path.to_vec())
                } else {
                    return None;
                }
            }
        };
        Some((target, None))
    }

    /// The module that defines what a path of ours names, through re-exports, and the name there.
    fn definition(&self, path: &[String], depth: usize) -> (Vec<String>, String) {
        let mut module = Vec::new();
        for (index, segment) in path.iter().enumerate() {
            let Some(scope) = self.scopes.get(&module) else { return (module, segment.clone()) };
            if scope.children.contains(segment) {
                module.push(segment.clone());
                continue;
            }
            let import = scope.imports.get(segment).filter(|_| depth < 8);
            return match import.and_then(|import| self.resolve(&module, import, 0)) {
                Some((Target::Ours(import), _)) => self.definition(&[&import, &path[index + 1..]].concat(), depth + 1),
                _ => (module, segment.clone()),
            };
        }
        let name = module.last().cloned().unwrap_or_default();
        (module, name)
    }

    /// Which files of a top-level module use which others of it.
    pub fn edges(&self, top: &str) -> Edges {
        let files: HashMap<&[String], &str> = self.sources.iter().map(|(file, module, _)| (&**module, *file)).collect();
        let mut edges = Edges::new();
        for (from, module, source) in
            self.sources.iter().filter(|(_, module, _)| module.first().is_some_and(|m| m == top))
        {
            for mention in &source.mentions {
                let Some((Target::Ours(path), _)) = self.target(mention) else { continue };
                let (definer, name) = self.definition(&path, 0);
                let Some(to) = (1..=definer.len()).rev().find_map(|length| files.get(&definer[..length])) else {
                    continue;
                };
                let is_for_child = mention.is_reexport && definer.starts_with(module);
                if definer[0] == top && to != from && !is_for_child {
                    edges.entry((*from).to_owned()).or_default().entry((*to).to_owned()).or_default().insert(name);
                }
            }
        }
        edges
    }
}

/// The shortest circle through each file that is in one, each circle once: `a.rs -> b.rs (names) -> a.rs (names)`.
pub fn circles(edges: &Edges) -> Vec<String> {
    let mut seen = HashSet::new();
    edges
        .keys()
        .filter_map(|start| shortest_circle(edges, start))
        .filter_map(|circle| {
            let is_new = seen.insert(circle.iter().copied().collect::<BTreeSet<_>>());
            let steps = circle.windows(2).map(|step| {
                let names: Vec<&str> = edges[step[0]][step[1]].iter().map(String::as_str).collect();
                format!(" -> {} ({})", step[1], names.join(", "))
            });
            is_new.then(|| circle[0].to_owned() + &steps.collect::<String>())
        })
        .collect()
}

fn shortest_circle<'a>(edges: &'a Edges, start: &'a str) -> Option<Vec<&'a str>> {
    let mut came_from: HashMap<&str, &str> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for next in edges.get(file).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                let mut circle = vec![start, file];
                while let Some(before) = came_from.get(circle[circle.len() - 1]) {
                    circle.push(before);
                }
                circle.reverse();
                return Some(circle);
            }
            if !came_from.contains_key(next.as_str()) {
                came_from.insert(next, file);
                queue.push_back(next);
            }
        }
    }
    None
}
