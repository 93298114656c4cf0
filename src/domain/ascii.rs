//! Stand-ins for our own signs, for terminals whose locale is not UTF-8. What others wrote has letters of its own, and those
//! stay: nobody knows what another letter would mean.

/// What stands for a sign in one column; `None` for what is none of our signs.
#[must_use]
pub const fn stand_in(sign: char) -> Option<&'static str> {
    Some(match sign {
        '…' | '░' => ".",
        '·' | '–' | '−' => "-",
        '≈' => "~",
        '×' => "x",
        '•' => "*",
        '“' | '”' => "\"",
        '↑' => "^",
        '↓' => "v",
        '←' | '≤' => "<",
        '→' => ">",
        // Bars, from short to long waits.
        '▒' => ":",
        '▓' => "=",
        '█' => "#",
        _ => return None,
    })
}

/// A text for such a terminal. There is room for a sign here, so it may take more than a column.
#[must_use]
pub fn signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '…' => out.push_str("..."),
            '→' => out.push_str("->"),
            '←' => out.push_str("<-"),
            '≤' => out.push_str("<="),
            // Control characters that others sent, as every terminal writes them.
            '\u{2421}' => out.push_str("^?"),
            '\u{2400}'..='\u{241f}' => {
                out.push('^');
                out.push(char::from(u8::try_from(u32::from(c) - 0x2400).unwrap_or_default() ^ 0x40));
            }
            '\u{fffd}' => out.push('?'),
            _ => match stand_in(c) {
                Some(plain) => out.push_str(plain),
                None => out.push(c),
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signs_are_replaced() {
        let text = "Müller 株式 · 60 % – ≈ 2 d, 3 × “a…b” 1 → 2 ≤ 3 █▓▒░ \u{241b}[2J\u{2400}\u{2421}\u{fffd}";
        assert_eq!(signs(text), "Müller 株式 - 60 % - ~ 2 d, 3 x \"a...b\" 1 -> 2 <= 3 #=:. ^[[2J^@^??");
    }
}
