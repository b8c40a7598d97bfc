//! The headings by which the columns of an import are known, from `headings.txt`.

use std::sync::LazyLock;

use super::Field;
use crate::columns::{Alias, Kind as Values};

/// The file: a section for each kind, a line for each field. `*` marks keys, one of which a table must have, and `#` the
/// quantity that is guessed where there are no headings; the field `-` has headings that are known and not used.
const TEXT: &str = include_str!("headings.txt");

/// A section: its name and its aliases.
type Section = (&'static str, Vec<Alias<Field>>);

/// All sections, read once.
static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(|| {
    let sections = TEXT.split("\n[").filter_map(|section| section.split_once(']'));
    sections.map(|(name, lines)| (name, lines.lines().filter_map(alias).collect())).collect()
});

/// One line: `*sku: SKU | Article number`.
fn alias(line: &'static str) -> Option<Alias<Field>> {
    let (field, names) = line.split_once(':')?;
    let (kind, field) = match (field.strip_prefix('*'), field.strip_prefix('#')) {
        (Some(field), _) => (Values::Key, field),
        (_, Some(field)) => (Values::Quantity, field),
        _ => (Values::Other, field),
    };
    // They are read once and kept as long as the program runs.
    let names = names.split('|').map(str::trim).collect::<Vec<_>>().leak();
    Some(Alias { role: Field::parse(field), kind, names })
}

/// The headings of a section: the code of a kind, or one of the systems.
pub(super) fn section(name: &str) -> &'static [Alias<Field>] {
    SECTIONS.iter().find(|(known, _)| *known == name).map(|(_, aliases)| aliases.as_slice()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Kind;

    #[test]
    fn each_field_of_a_kind_has_headings() {
        for kind in Kind::ALL {
            let aliases = section(kind.code());
            for field in kind.fields().iter().filter(|field| **field != Field::Attribute) {
                assert!(aliases.iter().any(|alias| alias.role == Some(*field)), "{kind:?} {field:?}");
            }
            assert!(aliases.iter().any(|alias| alias.kind == Values::Key), "{kind:?}");
        }
    }

    #[test]
    fn each_line_of_headings_is_a_known_field() {
        for line in TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with(['[', '/'])) {
            let field = line.split_once(':').map(|(field, _)| field.trim_start_matches(['*', '#']));
            assert!(field.is_some_and(|field| field == "-" || Field::parse(field).is_some()), "{line}");
        }
    }
}
