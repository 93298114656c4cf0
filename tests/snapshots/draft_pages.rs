//! Pages of a draft window: every row of the message and of what Fin wrote is seen, whatever their lengths.

use kyb_dash::app::action::Action;

use crate::{drafts_at, shot};

/// The first and last row in sight and how many there are, of the halves that say so: the message, what Fin wrote.
fn in_sight(text: &str) -> [Option<(usize, usize, usize)>; 2] {
    let part = |line: &str| {
        let (before, after) = line.split_once('–')?;
        let first = before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
        let (last, rest) = after.split_once(" of ")?;
        let total: String = rest.chars().take_while(char::is_ascii_digit).collect();
        Some((first, last.parse().ok()?, total.parse().ok()?))
    };
    // Beside each other, the heading of the lower half stands in the row of no other.
    let of = |words: &str| text.lines().find_map(|line| part(line.split_once(words)?.1));
    [of("ago").or_else(|| of("just now")), of("What Fin wrote")]
}

#[test]
fn pages_pass_over_no_row_of_either_half() {
    for (width, height) in [(80, 24), (80, 20), (100, 24), (120, 24)] {
        for step in [Action::PageDown, Action::HalfPageDown] {
            let mut harness = drafts_at(width, height);
            let mut before = in_sight(&shot(&harness).text());
            assert!(
                before[1].is_some_and(|(first, last, rows)| first == 1 && last < rows),
                "{width}x{height}: {before:?}"
            );
            for _ in 0..60 {
                harness.act(step);
                let text = shot(&harness).text();
                let now = in_sight(&text);
                for (was, is) in before.iter().zip(&now) {
                    let (Some((_, end, _)), Some((first, ..))) = (was, is) else { continue };
                    assert!(*first <= end + 1, "{step:?} at {width}x{height} passes over rows:\n{text}");
                }
                before = now;
            }
            for half in before.iter().flatten() {
                assert_eq!(half.1, half.2, "{step:?} at {width}x{height} reaches the end");
            }
            for _ in 0..60 {
                harness.act(if step == Action::PageDown { Action::PageUp } else { Action::HalfPageUp });
            }
            assert!(in_sight(&shot(&harness).text()).iter().flatten().all(|half| half.0 == 1), "and back");
        }
    }
}
