//! The nearest of the words that were expected, for somebody who wrote another.

/// ``; did you mean `link`?`` where one of the known words is near; else nothing.
#[must_use]
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = known.into_iter().min_by_key(|word| distance(written, word));
    let near = nearest.filter(|word| distance(written, word) <= word.chars().count() / 2);
    near.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default()
}

/// How many letters to change, add or drop to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(&to) {
            let above = *cell;
            let changed = diagonal + usize::from(letter != *other);
            left = changed.min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_offered() {
        let known = ["sandbox", "production", "staging"];
        assert_eq!(did_you_mean("stagng", known), "; did you mean `staging`?");
        assert_eq!(did_you_mean("prod", known), "");
        assert_eq!(did_you_mean("x", []), "");
    }
}
