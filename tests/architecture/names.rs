//! Finds out what a path stands for, through the imports and modules of its file.

use std::collections::{BTreeSet, HashMap};

use crate::reach::{Kind, Mention, ModulePath, Reach, Scope, Target, Written};

/// The library's own crate name, as its binary and its tests write it.
const OWN_CRATE: &str = "kyb_dash";

/// What the names in one file stand for.
pub struct Names<'a> {
    pub scopes: &'a HashMap<ModulePath, Scope>,
    pub crates: &'a BTreeSet<String>,
}

struct Resolved {
    target: Target,
    /// What the import that the path went through stands for; it was a mention of its own.
    through: Option<Target>,
}

impl Names<'_> {
    /// What a mention reaches for; nothing where it names something local or of the standard library.
    pub fn reach(&self, mention: &Mention) -> Option<Reach> {
        let resolved = self.resolve(&mention.module, &mention.path, 0)?;
        let name = match &mention.kind {
            Kind::Import { public: true, name } | Kind::Alias { name } => Some(name),
            Kind::Import { .. } | Kind::Path => None,
        };
        let handed_on = name.map(|name| mention.module.iter().chain([name]).cloned().collect());
        // A path through an import says nothing new, unless the import is the whole crate.
        let is_new = resolved.through.is_none_or(|through| through == Target::Ours(Vec::new()));
        (is_new || handed_on.is_some()).then_some(Reach { line: mention.line, target: resolved.target, handed_on })
    }

    fn resolve(&self, module: &[String], path: &Written, depth: usize) -> Option<Resolved> {
        let (first, rest) = path.segments.split_first()?;
        let plain = |target| Some(Resolved { target, through: None });
        if !path.global {
            match first.as_str() {
                "crate" => return plain(Target::Ours(rest.to_vec())),
                "self" | "super" => return plain(climb(module, &path.segments)),
                _ => {}
            }
            let scope = self.scopes.get(module);
            let import = scope.and_then(|scope| scope.imports.get(first));
            // `use url;` names itself; anything deeper than a few aliases of aliases is a loop.
            if let Some(import) = import.filter(|import| depth < 8 && import.segments.first() != Some(first)) {
                let through = self.resolve(module, import, depth + 1)?.target;
                return Some(Resolved { target: joined(&through, rest), through: Some(through) });
            }
            if scope.is_some_and(|scope| scope.children.contains(first)) {
                return plain(Target::Ours(module.iter().chain(&path.segments).cloned().collect()));
            }
        }
        if first == OWN_CRATE {
            return plain(Target::Ours(rest.to_vec()));
        }
        self.crates.contains(first).then(|| Resolved { target: Target::Outside(path.segments.clone()), through: None })
    }
}

fn joined(target: &Target, rest: &[String]) -> Target {
    let (Target::Ours(path) | Target::Outside(path)) = target;
    let path = path.iter().chain(rest).cloned().collect();
    if matches!(target, Target::Ours(_)) { Target::Ours(path) } else { Target::Outside(path) }
}

fn climb(module: &[String], segments: &[String]) -> Target {
    let mut here = module.to_vec();
    let steps = segments.iter().take_while(|segment| ["self", "super"].contains(&segment.as_str()));
    let mut count = 0;
    for step in steps {
        count += 1;
        if step == "super" {
            here.pop();
        }
    }
    here.extend_from_slice(&segments[count..]);
    Target::Ours(here)
}
