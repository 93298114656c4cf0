use proptest::prelude::*;

use super::*;

const PAGE: usize = 5;

fn new_node(name: &'static str, depth: u16, open: bool) -> NewNode {
    let position = Position { item: Item::Fact(name), branch: Branch::Main };
    NewNode { position, depth, line: Line::own(name, super::super::line::Tone::Plain), open, hides: false }
}

fn sample() -> Vec<NewNode> {
    vec![
        new_node("a", 0, true),
        new_node("a1", 1, false),
        new_node("a1x", 2, false),
        new_node("a2", 1, false),
        new_node("b", 0, false),
        new_node("b1", 1, false),
        new_node("c", 0, false),
    ]
}

fn tree() -> Tree {
    let mut tree = Tree::default();
    tree.replace(sample(), PAGE);
    tree
}

fn shown(tree: &Tree) -> Vec<&'static str> {
    tree.visible().iter().map(|place| name(&tree.nodes()[*place])).collect()
}

fn name(node: &Node) -> &'static str {
    match node.position.item {
        Item::Fact(name) => name,
        _ => unreachable!(),
    }
}

fn selected(tree: &Tree) -> &'static str {
    tree.selected().map_or("-", name)
}

#[test]
fn moves_need_no_draw_between_them() {
    let mut tree = tree();
    assert_eq!(shown(&tree), ["a", "a1", "a2", "b", "c"]);
    tree.step(Move::Down, PAGE);
    tree.open_or_enter(PAGE);
    tree.open_or_enter(PAGE);
    assert_eq!(selected(&tree), "a1x", "open, then go to the first child");
    tree.close_or_leave(PAGE);
    assert_eq!(selected(&tree), "a1");
    tree.close_or_leave(PAGE);
    assert_eq!(shown(&tree), ["a", "a1", "a2", "b", "c"]);
    tree.close_or_leave(PAGE);
    tree.close_or_leave(PAGE);
    tree.close_or_leave(PAGE);
    assert_eq!((selected(&tree), shown(&tree)), ("a", vec!["a", "b", "c"]), "left at a root keeps the selection");
}

#[test]
fn a_refresh_keeps_what_is_open_and_selected() {
    let mut tree = tree();
    tree.step(Move::Last, PAGE);
    tree.step(Move::Up, PAGE);
    tree.toggle(PAGE);
    tree.step(Move::Down, PAGE);
    assert_eq!(selected(&tree), "b1");
    let mut new_nodes = sample();
    new_nodes.insert(0, new_node("new", 0, false));
    tree.replace(new_nodes, PAGE);
    assert_eq!(selected(&tree), "b1");
    assert_eq!(shown(&tree), ["new", "a", "a1", "a2", "b", "b1", "c"]);
}

#[test]
fn a_selection_that_vanished_moves_to_the_nearest_survivor() {
    let mut tree = tree();
    tree.step(Move::Down, PAGE);
    assert_eq!(selected(&tree), "a1");
    let without = |names: &[&str]| sample().into_iter().filter(|s| !names.contains(&name_of(s))).collect::<Vec<_>>();
    tree.replace(without(&["a1", "a1x"]), PAGE);
    assert_eq!(selected(&tree), "a2");
    tree.replace(without(&["a1", "a1x", "a2", "b", "b1", "c"]), PAGE);
    assert_eq!(selected(&tree), "a");
    tree.replace(Vec::new(), PAGE);
    assert_eq!(selected(&tree), "-");
    assert_eq!(tree.open_branches().count(), 0, "dead branches are pruned");
}

fn name_of(new_node: &NewNode) -> &'static str {
    match new_node.position.item {
        Item::Fact(name) => name,
        _ => unreachable!(),
    }
}

#[test]
fn revealing_opens_what_hides_the_item() {
    let mut tree = tree();
    assert!(tree.reveal(&Item::Fact("a1x"), PAGE));
    assert_eq!((selected(&tree), shown(&tree)), ("a1x", vec!["a", "a1", "a1x", "a2", "b", "c"]));
    assert!(!tree.reveal(&Item::Fact("nowhere"), PAGE));
    assert_eq!(selected(&tree), "a1x");
}

proptest! {
    #[test]
    fn any_walk_over_any_forest_keeps_its_footing(
        depths in proptest::collection::vec(0_u16..4, 0..40),
        steps in proptest::collection::vec(0_u8..9, 0..60),
        page in 0_usize..8,
    ) {
        const NAMES: [&str; 40] = ["0","1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18",
            "19","20","21","22","23","24","25","26","27","28","29","30","31","32","33","34","35","36","37","38","39"];
        let mut tree = Tree::default();
        let new_nodes = |from: usize| {
            let mut above = 0;
            depths.iter().enumerate().skip(from).map(|(place, depth)| {
                let depth = if place == from { 0 } else { (*depth).min(above + 1) };
                above = depth;
                new_node(NAMES[place], depth, depth == 0)
            }).collect::<Vec<_>>()
        };
        tree.replace(new_nodes(0), page);
        for (count, step) in steps.iter().enumerate() {
            match step {
                0 => tree.open_or_enter(page),
                1 => tree.close_or_leave(page),
                2 => tree.toggle(page),
                3 => tree.replace(new_nodes(count % depths.len().max(1)), page),
                4 => tree.step(Move::Last, page),
                5 => tree.step(Move::PageUp, page),
                _ => tree.step(Move::Down, page),
            }
            prop_assert_eq!(tree.selected().is_some(), !tree.nodes().is_empty());
            prop_assert!(tree.cursor().offset <= tree.cursor().at);
            for (place, node) in tree.nodes().iter().enumerate() {
                prop_assert!(node.end > place && node.parent.is_none_or(|parent| tree.nodes()[parent].end >= node.end));
            }
        }
    }
}
