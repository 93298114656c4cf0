//! Reads one source file: which paths it names and what brings names into its modules. Code for tests alone is left out.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Meta, Token, UseTree, Visibility};

/// A path as written: one that begins with `::` has an empty first segment, a glob ends with `*`.
pub type Written = Vec<String>;

#[derive(Debug)]
pub struct Mention {
    /// The module it stands in, inline ones included.
    pub module: Vec<String>,
    pub line: usize,
    pub path: Written,
    pub is_use: bool,
    pub is_reexport: bool,
    /// Its name for other top-level modules: `pub use`, `pub type`.
    pub exported: Option<String>,
}

/// What a module's own text brings in by name.
#[derive(Debug, Default)]
pub struct Scope {
    pub children: BTreeSet<String>,
    pub imports: HashMap<String, Written>,
}

#[derive(Debug, Default)]
pub struct Source {
    pub mentions: Vec<Mention>,
    pub scopes: HashMap<Vec<String>, Scope>,
    /// Modules that only tests have.
    pub test_modules: Vec<Vec<String>>,
    /// Lines that bring in code from files which this test does not read.
    pub hidden_code: Vec<usize>,
    /// The module that is being read.
    module: Vec<String>,
}

impl Source {
    pub fn read(module: &[String], text: &str) -> Self {
        let file = syn::parse_file(text).map_err(|error| format!("{}: {error}", module.join("/")));
        let file = file.expect("a source that parses");
        let mut source = Self { module: module.to_vec(), ..Self::default() };
        if is_test_only(&file.attrs) {
            source.test_modules.push(module.to_vec());
        } else {
            source.visit_file(&file);
        }
        source
    }

    fn mention(&mut self, span: Span, path: Written) -> &mut Mention {
        let (module, line) = (self.module.clone(), span.start().line);
        self.mentions.push(Mention { module, line, path, is_use: false, is_reexport: false, exported: None });
        self.mentions.last_mut().expect("the one just added")
    }

    fn scope(&mut self) -> &mut Scope {
        self.scopes.entry(self.module.clone()).or_default()
    }

    /// Whether other top-level modules can name an item with this visibility.
    fn is_public(&self, visibility: &Visibility) -> bool {
        match visibility {
            Visibility::Public(_) => true,
            Visibility::Restricted(inside) if inside.path.is_ident("self") => false,
            Visibility::Restricted(inside) => !inside.path.is_ident("super") || self.module.len() < 2,
            Visibility::Inherited => false,
        }
    }

    /// A `use` of `path`, under `name` where it is renamed.
    fn import(&mut self, span: Span, path: Written, name: Option<String>, visibility: &Visibility) {
        let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
        if name != "*" {
            self.scope().imports.insert(name.clone(), path.clone());
        }
        let exported = self.is_public(visibility).then_some(name);
        let mention = self.mention(span, path);
        mention.is_use = true;
        mention.is_reexport = !matches!(visibility, Visibility::Inherited);
        mention.exported = exported;
    }

    fn use_tree(&mut self, tree: &UseTree, mut path: Written, visibility: &Visibility) {
        let (leaf, name) = match tree {
            UseTree::Path(step) => {
                path.push(text(&step.ident));
                return self.use_tree(&step.tree, path, visibility);
            }
            UseTree::Group(group) => {
                return group.items.iter().for_each(|item| self.use_tree(item, path.clone(), visibility));
            }
            UseTree::Name(leaf) => (&leaf.ident, None),
            UseTree::Rename(leaf) => (&leaf.ident, Some(text(&leaf.rename))),
            UseTree::Glob(glob) => {
                path.push("*".to_owned());
                return self.import(glob.star_token.span, path, None, visibility);
            }
        };
        // `a::{self}` is `a`.
        if leaf != "self" || path.iter().all(String::is_empty) {
            path.push(text(leaf));
        }
        self.import(leaf.span(), path, name, visibility);
    }

    fn use_item(&mut self, item: &syn::ItemUse) {
        self.use_tree(&item.tree, root(item.leading_colon.is_some()), &item.vis);
    }

    fn extern_crate(&mut self, item: &syn::ItemExternCrate) {
        let is_own = item.ident == "self";
        let krate = if is_own { "crate".to_owned() } else { text(&item.ident) };
        let name = item.rename.as_ref().map_or_else(|| krate.clone(), |(_, name)| text(name));
        self.import(item.ident.span(), [root(!is_own), vec![krate]].concat(), Some(name), &item.vis);
    }

    fn type_alias(&mut self, item: &syn::ItemType) {
        let head = self.mentions.len();
        self.visit_type(&item.ty);
        if matches!(&*item.ty, syn::Type::Path(alias) if alias.qself.is_none()) && self.is_public(&item.vis) {
            self.mentions[head].exported = Some(text(&item.ident));
        }
        visit::visit_item_type(self, item);
    }

    /// Paths among the tokens of a macro or an attribute; `texts` says whether string literals hold code.
    fn tokens(&mut self, stream: TokenStream, texts: bool) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            let before = at.checked_sub(1).and_then(|before| trees.get(before));
            match tree {
                TokenTree::Group(group) => self.tokens(group.stream(), texts),
                TokenTree::Literal(literal) if texts => {
                    let text = syn::parse2::<syn::LitStr>(TokenTree::from(literal.clone()).into());
                    if let Ok(inner) = text.and_then(|text| text.parse()) {
                        self.tokens(inner, false);
                    }
                }
                TokenTree::Ident(word) if word == "include" && is_punct(trees.get(at + 1), '!') => {
                    self.hidden_code.push(word.span().start().line);
                }
                TokenTree::Ident(word) if word == "use" => {
                    let start = if before.is_some_and(|tree| tree.to_string() == "pub") { at - 1 } else { at };
                    let length = trees[start..].iter().take_while(|tree| !is_punct(Some(tree), ';')).count() + 1;
                    let item = trees[start..].iter().take(length).filter(|tree| !is_punct(Some(tree), '$')).cloned();
                    if let Ok(item) = syn::parse2::<syn::ItemUse>(item.collect()) {
                        self.use_item(&item);
                        at = start + length;
                        continue;
                    }
                }
                _ => {
                    if let Some((path, end)) = path_at(&trees, at) {
                        let is_macro_variable = is_punct(before, '$') && path[0] != "crate";
                        let is_member = is_punct(before, '.') && path.len() == 1;
                        if !is_macro_variable && !is_member {
                            self.mention(tree.span(), path);
                        }
                        at = end;
                        continue;
                    }
                }
            }
            at += 1;
        }
    }
}

/// The start of a path, which may be `::`.
fn root(is_global: bool) -> Written {
    vec![String::new(); usize::from(is_global)]
}

/// A name without `r#`.
fn text(name: &Ident) -> String {
    name.unraw().to_string()
}

fn is_punct(tree: Option<&TokenTree>, mark: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// The path that starts at `at` and the index after it.
fn path_at(trees: &[TokenTree], at: usize) -> Option<(Written, usize)> {
    let is_colons = |at: usize| is_punct(trees.get(at), ':') && is_punct(trees.get(at + 1), ':');
    let word = |at: usize| match trees.get(at) {
        Some(TokenTree::Ident(word)) => Some(text(word)),
        _ => None,
    };
    let mut path = root(is_colons(at));
    let mut end = at + 2 * path.len();
    let first = word(end)?;
    // The parser of `Ident` refuses keywords.
    let can_start = ["crate", "self", "super", "Self"].contains(&first.as_str());
    if !can_start && syn::parse2::<Ident>(trees[end].clone().into()).is_err() {
        return None;
    }
    path.push(first);
    end += 1;
    while let Some(next) = word(end + 2).filter(|_| is_colons(end)) {
        path.push(next);
        end += 3;
    }
    Some((path, end))
}

fn is_test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_cfg = attribute.path().is_ident("cfg");
        let is_test = attribute.path().segments.last().is_some_and(|last| last.ident == "test");
        is_test || is_cfg && attribute.parse_args::<Meta>().is_ok_and(|predicate| needs_test(&predicate))
    })
}

/// Whether a cfg predicate is true in test builds only.
fn needs_test(predicate: &Meta) -> bool {
    let Meta::List(list) = predicate else { return predicate.path().is_ident("test") };
    let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default();
    list.path.is_ident("all") && parts.iter().any(needs_test)
        || list.path.is_ident("any") && parts.iter().all(needs_test)
}

/// Visits each kind of node that is not for tests alone, with a function of ours or else with syn's.
macro_rules! visit_production {
    ($($visit:ident $node:ident $(=> $ours:ident)?),*) => { $(
        fn $visit(&mut self, node: &'ast syn::$node) {
            if !is_test_only(&node.attrs) {
                visit_production!(self, node, $visit $($ours)?);
            }
        }
    )* };
    ($self:ident, $node:ident, $visit:ident $ours:ident) => { $self.$ours($node) };
    ($self:ident, $node:ident, $visit:ident) => { visit::$visit($self, $node) };
}

#[rustfmt::skip]
impl<'ast> Visit<'ast> for Source {
    visit_production! {
        visit_item_use ItemUse => use_item, visit_item_extern_crate ItemExternCrate => extern_crate,
        visit_item_type ItemType => type_alias, visit_item_const ItemConst, visit_item_enum ItemEnum,
        visit_item_fn ItemFn, visit_item_impl ItemImpl, visit_item_macro ItemMacro, visit_item_static ItemStatic,
        visit_item_struct ItemStruct, visit_item_trait ItemTrait, visit_item_union ItemUnion,
        visit_impl_item_const ImplItemConst, visit_impl_item_fn ImplItemFn, visit_impl_item_macro ImplItemMacro,
        visit_impl_item_type ImplItemType, visit_trait_item_const TraitItemConst, visit_trait_item_fn TraitItemFn,
        visit_trait_item_type TraitItemType, visit_field Field, visit_variant Variant, visit_field_value FieldValue,
        visit_arm Arm, visit_local Local, visit_stmt_macro StmtMacro, visit_expr_block ExprBlock,
        visit_expr_call ExprCall, visit_expr_method_call ExprMethodCall, visit_expr_macro ExprMacro,
        visit_expr_assign ExprAssign, visit_expr_if ExprIf, visit_expr_match ExprMatch, visit_field_pat FieldPat,
        visit_expr_for_loop ExprForLoop, visit_trait_item_macro TraitItemMacro
    }

    fn visit_item_mod(&mut self, node: &'ast syn::ItemMod) {
        let name = text(&node.ident);
        if is_test_only(&node.attrs) {
            self.test_modules.push([&*self.module, &[name]].concat());
            return;
        }
        self.scope().children.insert(name.clone());
        self.module.push(name);
        visit::visit_item_mod(self, node);
        self.module.pop();
    }

    /// `pub(crate)` holds a path, but no dependency.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_attribute(&mut self, node: &'ast Attribute) {
        if node.path().is_ident("path") {
            self.hidden_code.push(node.pound_token.span.start().line);
        }
        self.visit_path(node.path());
        if let Meta::List(list) = &node.meta {
            // serde takes functions and types as strings.
            self.tokens(list.tokens.clone(), list.path.is_ident("serde") || list.path.is_ident("cfg_attr"));
        }
    }

    fn visit_macro(&mut self, node: &'ast syn::Macro) {
        if node.path.is_ident("include") {
            self.hidden_code.extend(node.path.segments.iter().map(|name| name.ident.span().start().line));
        }
        visit::visit_macro(self, node);
    }

    fn visit_token_stream(&mut self, tokens: &'ast TokenStream) {
        self.tokens(tokens.clone(), false);
    }

    fn visit_path(&mut self, node: &'ast syn::Path) {
        let mut path = root(node.leading_colon.is_some());
        path.extend(node.segments.iter().map(|segment| text(&segment.ident)));
        if let Some(first) = node.segments.first() {
            self.mention(first.ident.span(), path);
        }
        visit::visit_path(self, node);
    }
}
