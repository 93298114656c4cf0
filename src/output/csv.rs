//! CSV: for spreadsheets, which must run nothing of it.

use std::io;

/// Writes rows, the first of them the head.
pub(super) fn write(out: impl io::Write, rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    for row in rows {
        writer.write_record(row.iter().map(|cell| inert(cell)))?;
    }
    writer.flush()
}

/// A cell as spreadsheets take it for text. They look past blanks and quotes for the sign that starts a formula.
fn inert(cell: &str) -> String {
    let first = cell.trim_start_matches([' ', '\'', '"', '\u{a0}']).chars().next();
    let starts_formula =
        first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if starts_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula_and_no_cell_breaks_out() {
        let cells =
            ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "\tx", "\r=x", " =1", "\"=1", "＝1", "a,\"b\"", "plain-1"];
        let mut out = Vec::new();
        write(&mut out, cells.iter().map(|cell| vec![(*cell).to_owned(), "x".to_owned()])).unwrap();
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice());
        let read: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        for (cell, read) in cells.iter().zip(&read) {
            let harmless = *cell == "a,\"b\"" || *cell == "plain-1";
            let expected = if harmless { (*cell).to_owned() } else { format!("'{cell}") };
            assert_eq!(*read, expected);
        }
        assert_eq!(read.len(), cells.len());
    }
}
