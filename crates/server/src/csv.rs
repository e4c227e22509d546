//! Comma-separated values (RFC 4180) that a spreadsheet opens without running anything of them.

/// One line with its end.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// What begins like a formula is text to whoever wrote it: an apostrophe says so to spreadsheets. Numbers stay numbers.
fn cell(text: &str) -> String {
    let is_number = text.parse::<f64>().is_ok();
    let is_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if is_formula && !is_number {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cells = [
            "=1+1",
            "-12",
            "-12.5",
            "+cmd|' /C calc'!A0",
            "@x",
            "a,b",
            "say \"hi\"",
            "＝1",
        ];
        assert_eq!(
            line(cells),
            "'=1+1,-12,-12.5,'+cmd|' /C calc'!A0,'@x,\"a,b\",\"say \"\"hi\"\"\",'＝1\r\n"
        );
    }
}
