//! Small files to fill in, one for each kind, from `samples.txt`.

use super::Kind;

/// A section for each kind: a line of headings, and rows, with `|` between their values.
const TEXT: &str = include_str!("samples.txt");

/// The headings and rows of a kind.
pub(super) fn sample(kind: Kind) -> (Vec<&'static str>, Vec<Vec<&'static str>>) {
    let mut sections = TEXT.split('[').filter_map(|section| section.split_once("]\n"));
    let lines = sections.find(|(name, _)| *name == kind.code()).map_or("", |(_, lines)| lines);
    let values = |line: &'static str| line.split('|').map(str::trim).collect::<Vec<_>>();
    let mut rows = lines.lines().filter(|line| !line.is_empty()).map(values);
    (rows.next().unwrap_or_default(), rows.collect())
}
