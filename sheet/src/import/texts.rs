//! Texts and words of products: markup made plain, and states and taxes in the words of this program.

use crate::{Cell, html};

/// Elements by which a text is known to have markup.
const ELEMENTS: &[&str] = &[
    "p", "br", "div", "span", "ul", "ol", "li", "b", "i", "u", "em", "strong", "a", "img", "table", "tr", "td", "th",
    "h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "hr", "pre", "font", "sup", "sub", "small", "section",
    "article", "iframe",
];

/// Makes the text of a cell plain if it has markup. Says whether it had. Where `lines` are meant as lines, they stay.
pub(super) fn make_plain(cell: &mut Cell, lines: bool) -> bool {
    let Cell::Text(text) = cell else { return false };
    if !has_markup(text) {
        return false;
    }
    let plain = if lines { html::plain(&text.replace('\n', "<br>")) } else { html::plain(text) };
    let changed = plain != *text;
    *cell = Cell::from(plain.as_str());
    changed
}

/// Whether a text has markup or entities.
fn has_markup(text: &str) -> bool {
    let element = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        rest.starts_with("!--") || (end < rest.len() && ELEMENTS.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    let entity = |rest: &str| {
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        end.and_then(|end| rest.get(..end)).is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        })
    };
    text.split('<').skip(1).any(element) || text.split('&').skip(1).any(entity)
}

/// A text in which `WooCommerce` wrote line breaks as `\n`.
pub(super) fn with_lines(text: &str) -> String {
    // A backslash that is meant stands twice.
    text.replace("\\\\n", "\u{0}").replace("\\n", "\n").replace('\u{0}', "\\n")
}

/// Whether a product is on sale: `active` or `withdrawn`, from a word in English, German or French.
pub(super) fn status(text: &str) -> Option<&'static str> {
    const ACTIVE: &[&str] = &[
        "active",
        "activated",
        "enabled",
        "on sale",
        "available",
        "published",
        "online",
        "live",
        "aktiv",
        "verfügbar",
        "veröffentlicht",
        "lieferbar",
        "actif",
        "active",
        "disponible",
        "publié",
        "en vente",
    ];
    const WITHDRAWN: &[&str] = &[
        "withdrawn",
        "inactive",
        "disabled",
        "not on sale",
        "unavailable",
        "unpublished",
        "offline",
        "draft",
        "archived",
        "discontinued",
        "blocked",
        "obsolete",
        "private",
        "inaktiv",
        "nicht verfügbar",
        "ausgelaufen",
        "auslauf",
        "gesperrt",
        "entwurf",
        "archiviert",
        "zurückgezogen",
        "nicht lieferbar",
        "inactif",
        "inactive",
        "retiré",
        "indisponible",
        "brouillon",
        "archivé",
        "supprimé",
    ];
    let text = text.trim().to_lowercase();
    if ACTIVE.contains(&&*text) || super::values::yes(&text) == Some(true) {
        return Some("active");
    }
    (WITHDRAWN.contains(&&*text) || super::values::yes(&text) == Some(false)).then_some("withdrawn")
}

/// Which tax: `standard`, `reduced` or `zero`, from a word in English, German or French. Nothing from a rate in percent,
/// which depends on the country.
pub(super) fn tax_class(text: &str) -> Option<&'static str> {
    const STANDARD: &[&str] = &[
        "standard",
        "standard rate",
        "normal",
        "full",
        "full rate",
        "taxable",
        "taxable goods",
        "voll",
        "voller satz",
        "regelsatz",
        "regelsteuersatz",
        "normalsatz",
        "taux normal",
        "taux standard",
        "taux plein",
    ];
    const REDUCED: &[&str] = &[
        "reduced",
        "reduced rate",
        "reduced-rate",
        "lower",
        "ermäßigt",
        "ermässigt",
        "ermäßigter satz",
        "reduziert",
        "réduit",
        "taux réduit",
    ];
    const ZERO: &[&str] = &[
        "zero",
        "zero rate",
        "zero-rate",
        "none",
        "exempt",
        "tax free",
        "no tax",
        "0",
        "0%",
        "0 %",
        "steuerfrei",
        "befreit",
        "ohne",
        "keine",
        "nullsatz",
        "exonéré",
        "exempté",
        "sans taxe",
        "aucune",
        "taux zéro",
    ];
    let text = text.trim().to_lowercase();
    let words = [(STANDARD, "standard"), (REDUCED, "reduced"), (ZERO, "zero")];
    words.into_iter().find(|(known, _)| known.contains(&&*text)).map(|(_, word)| word)
}
