//! Tables as pictures: a bar for each row, by one column of numbers.

use std::io;
use std::path::Path;

use plotters::prelude::*;

use crate::report::Table;

const WIDTH: u32 = 760;
const LABELS: i32 = 240;
const NUMBERS: i32 = 80;
const BAR: i32 = 22;
const TOP: i32 = 34;

/// Draws a table, where it says which column, and that has two numbers or more. Says whether it has.
///
/// # Errors
/// When the file cannot be written.
pub fn draw(table: &Table, file: &Path) -> io::Result<bool> {
    let Some((title, bars)) = bars(table) else { return Ok(false) };
    let count = i32::try_from(bars.len()).map_err(io::Error::other)?;
    let height = u32::try_from(TOP + count * BAR + 8).map_err(io::Error::other)?;
    let area = SVGBackend::new(file, (WIDTH, height)).into_drawing_area();
    picture(&area, title, &bars).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(true)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type DrawingError = Box<dyn std::error::Error>;

fn picture(area: &Area<'_>, title: &str, bars: &[Bar<'_>]) -> Result<(), DrawingError> {
    area.fill(&WHITE)?;
    area.draw(&Text::new(title.to_owned(), (LABELS, 10), ("sans-serif", 14)))?;
    let longest = bars.iter().map(|bar| bar.number).fold(f64::MIN_POSITIVE, f64::max);
    let room = f64::from(i32::try_from(WIDTH)? - LABELS - NUMBERS);
    for (bar, top) in bars.iter().zip((TOP..).step_by(usize::try_from(BAR)?)) {
        #[expect(clippy::cast_possible_truncation, reason = "a share of the picture's width")]
        let end = LABELS + (bar.number / longest * room) as i32;
        area.draw(&Text::new(bar.label.to_owned(), (8, top + 3), ("sans-serif", 13)))?;
        area.draw(&Rectangle::new([(LABELS, top), (end, top + BAR - 5)], RGBColor(60, 110, 180).filled()))?;
        area.draw(&Text::new(bar.cell.to_owned(), (end + 6, top + 3), ("sans-serif", 13)))?;
    }
    area.present()?;
    Ok(())
}

struct Bar<'t> {
    label: &'t str,
    cell: &'t str,
    number: f64,
}

/// The column that is drawn, with its title.
fn bars(table: &Table) -> Option<(&'static str, Vec<Bar<'_>>)> {
    let title = table.drawn?;
    let column = table.columns.iter().position(|column| *column == title)?;
    let cells = table.rows.iter().filter_map(|row| Some((row.first()?.as_str(), row.get(column)?.as_str())));
    let bars = cells.filter_map(|(label, cell)| Some(Bar { label, cell, number: number(cell)? }));
    Some((title, bars.collect())).filter(|(_, bars): &(_, Vec<_>)| bars.len() > 1)
}

/// `14.3k`, `2.28 MB`, `0.895`.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.split(|letter: char| !letter.is_ascii_digit() && letter != '.').next()?;
    let factor = if cell[digits.len()..].starts_with('k') { 1000.0 } else { 1.0 };
    Some(digits.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_numbers_where_they_are_some() {
        assert_eq!(number("14.3k"), Some(14_300.0));
        assert_eq!(number("2.28 MB"), Some(2.28));
        assert_eq!(number("–"), None);
        assert_eq!(number("all"), None);
    }
}
