//! Markdown: for tickets and wikis. Whatever came from outside is text in it, never markup and never a link.

use super::blocks::Block;

/// Writes blocks as `CommonMark` with tables.
pub(super) fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        // Lists and quotes run on; everything else starts after a blank line.
        let runs_on = matches!((before, block), (Some(Block::Item { .. }), Block::Item { .. }));
        if !out.is_empty() && !runs_on {
            out.push('\n');
        }
        match block {
            Block::Heading { level, text } => line(&mut out, &format!("{} {}", "#".repeat(*level), escape(text))),
            Block::Paragraph(text) => line(&mut out, &escape(text)),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    line(&mut out, &format!("- {}: {}", escape(name), escape(value)));
                }
            }
            Block::Item { depth, text } => line(&mut out, &format!("{}- {}", "  ".repeat(*depth), escape(text))),
            Block::Quote { depth, text } => {
                for part in text.split('\n') {
                    // Two blanks at the end keep the line break.
                    let words = escape(part);
                    let row = if words.is_empty() { ">".to_owned() } else { format!("> {words}  ") };
                    line(&mut out, &format!("{}{row}", "  ".repeat(*depth)));
                }
            }
            Block::Table { head, rows } => {
                row(&mut out, head);
                line(&mut out, &format!("|{}", " --- |".repeat(head.len())));
                for cells in rows {
                    row(&mut out, cells);
                }
            }
        }
        before = Some(block);
    }
    out
}

fn row(out: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
    line(out, &format!("| {} |", cells.join(" | ")));
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// A text as markdown shows it unchanged, on one line. Addresses are broken up too, as many readers make links of them.
pub(super) fn escape(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let mut out = String::with_capacity(text.len());
    for (place, c) in chars.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| chars.get(place));
        let after = chars.get(place + 1);
        match c {
            '\n' => out.push_str("<br>"),
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '@' | '$' => out.extend(['\\', *c]),
            // Within a word it is no markup, and codes stay legible.
            '_' if is_word(before) && is_word(after) => out.push('_'),
            '_' => out.push_str("\\_"),
            ':' if after == Some(&'/') => out.push_str("\\:"),
            '.' if ends_www(&out) => out.push_str("\\."),
            // At the start of a line these would begin a heading, a list or a rule.
            '#' | '+' | '-' | '=' if place == 0 => out.extend(['\\', *c]),
            '.' | ')' if place > 0 && chars.iter().take(place).all(char::is_ascii_digit) => out.extend(['\\', *c]),
            c => out.push(*c),
        }
    }
    out
}

fn is_word(c: Option<&char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric())
}

fn ends_www(out: &str) -> bool {
    let mut back = out.chars().rev();
    (0..3).all(|_| back.next().is_some_and(|c| c.eq_ignore_ascii_case(&'w')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remote_text_is_neither_markup_nor_link() {
        let table = [
            ("plain words, ACTION_REQUIRED (60 %)", "plain words, ACTION_REQUIRED (60 %)"),
            ("a|b `c` *d* _e_", "a\\|b \\`c\\` \\*d\\* \\_e\\_"),
            ("one\ntwo", "one<br>two"),
            ("<b>[x](https://pay.example)", "\\<b\\>\\[x\\](https\\://pay.example)"),
            ("www.pay.example x@example.org", "www\\.pay.example x\\@example.org"),
            ("# h", "\\# h"),
            ("- l", "\\- l"),
            ("12. l", "12\\. l"),
            ("&lt;", "\\&lt;"),
            ("back\\slash", "back\\\\slash"),
        ];
        for (text, escaped) in table {
            assert_eq!(escape(text), escaped, "{text}");
        }
    }

    #[test]
    fn a_table_keeps_its_columns() {
        let table = Block::Table { head: vec!["a".into(), "b".into()], rows: vec![vec!["x|y".into(), "1\n2".into()]] };
        assert_eq!(write(&[table]), "| a | b |\n| --- | --- |\n| x\\|y | 1<br>2 |\n");
    }
}
