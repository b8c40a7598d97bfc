use super::*;
use domain::money::{Currency, Money, UnitPrice};
use domain::time::Micros;
use sources::{Source, files as files_of};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// All sources of a folder but their files of tests.
fn sources_below(folder: &Path) -> Vec<Source> {
    files_of(folder, ".rs").into_iter().filter(|source| !source.name.ends_with("tests.rs")).collect()
}

/// The keys that the program uses, with the names of their values.
fn used() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = [sources_below(&root.join("src")), sources_below(&root.join("../server/src"))].concat();
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in files {
        let code: Vec<&str> = source.text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        let is_own_name = |at: usize| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
        for (at, call) in code.match_indices("t!(").filter(|(at, _)| is_own_name(*at)) {
            let Some(rest) = code[at + call.len()..].trim_start().strip_prefix('"') else { continue };
            let Some((key, rest)) = rest.split_once('"') else { continue };
            let names = keys.entry(key.to_owned()).or_default();
            names.extend(values(rest));
        }
    }
    keys
}

/// The names before `=` in the arguments of a call, up to its end.
fn values(rest: &str) -> Vec<String> {
    let (mut depth, mut names, mut argument) = (0_i32, Vec::new(), String::new());
    for letter in rest.chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                argument.clear();
                continue;
            }
            '=' if depth == 0 && !argument.trim().is_empty() && !argument.contains('=') => {
                names.push(argument.trim().to_owned());
            }
            _ => {}
        }
        argument.push(letter);
    }
    names
}

/// The keys of a language, with the names of the values in their texts.
fn known(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for (name, text) in files(language) {
        let resource = FluentResource::try_new((*text).to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("{name}.ftl: {errors:?}"));
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let mut values = BTreeSet::new();
            let whole = format!("{:?}", message.value);
            for part in whole.split("VariableReference { id: Identifier { name: \"").skip(1) {
                values.extend(part.split('"').next().map(str::to_owned));
            }
            let before = keys.insert(message.id.name.to_owned(), values);
            assert!(before.is_none(), "{name}.ftl: {} is there twice", message.id.name);
        }
    }
    keys
}

#[test]
fn text_keys_and_uses_match() {
    let (used, known) = (used(), known(Language::English));
    let missing: Vec<_> = used.keys().filter(|key| !known.contains_key(*key)).collect();
    assert!(missing.is_empty(), "without a text: {missing:?}");
    let unused: Vec<_> = known.keys().filter(|key| !used.contains_key(*key)).collect();
    assert!(unused.is_empty(), "without a use: {unused:?}");
    for (key, values) in &used {
        assert_eq!(values, &known[key], "the values of {key}: given and used in the text");
    }
}

#[test]
fn german_has_every_key_with_the_same_values() {
    assert_eq!(known(Language::English), known(Language::German));
}

#[test]
fn numbers_money_and_dates_follow_the_language() {
    let written = |language| {
        in_language(language, || {
            let at = Micros(1_795_432_683_000_001);
            [
                number(-1_204),
                percent(1_250),
                money(Money::new(120_410, Currency::Gbp)),
                money(Money::new(-5, Currency::Eur)),
                unit_price(UnitPrice::new(475, Currency::Gbp)),
                unit_price(UnitPrice::new(12_500, Currency::Eur)),
                day(at),
                minute(at),
            ]
        })
    };
    let english = ["−1,204", "12.5%", "£1,204.10", "−€0.05", "£0.0475", "€1.25", "23 Nov 2026", "23 Nov 2026, 11:18"];
    let german = [
        "−1.204",
        "12,5\u{a0}%",
        "1.204,10\u{a0}£",
        "−0,05\u{a0}€",
        "0,0475\u{a0}£",
        "1,25\u{a0}€",
        "23.11.2026",
        "23.11.2026, 11:18",
    ];
    assert_eq!(written(Language::English), english);
    assert_eq!(written(Language::German), german);
}

#[test]
fn pseudo_languages_change_every_text_and_no_value() {
    let text = || filled("list-pages", [("from", Value::from(1)), ("to", Value::from(25)), ("total", Value::from(30))]);
    let longer = in_language(Language::Longer, text);
    assert!(longer.contains("öf") && longer.contains("30") && longer.len() > "1–25 of 30".len(), "{longer}");
    let turned = in_language(Language::RightToLeft, text);
    assert!(turned.contains("\u{202e}of\u{202c} 30"), "{turned}");
}

#[test]
fn a_text_is_in_english_outside_of_a_request() {
    assert_eq!(language(), Language::English);
    in_language(Language::German, || {
        assert_eq!(language(), Language::German);
        in_language(Language::English, || assert_eq!(language(), Language::English));
    });
}

#[test]
fn english_formats_match_domain() {
    for month in 0..12 {
        let at = Micros::seconds(1_767_225_600 + month * 2_592_000 + 32_767);
        assert_eq!((day(at), minute(at)), (at.day(), at.minute()));
    }
    for n in [0, 5, 475, 1_250, 12_500, 123_456_789] {
        let (price, amount) = (UnitPrice::new(n, Currency::Eur), Money::new(-n, Currency::Gbp));
        assert_eq!((unit_price(price), money(amount)), (price.to_string(), amount.to_string()));
    }
    for rate in [0, 5, 400, 475, 1_250, 10_000] {
        assert_eq!(percent(rate), domain::money::percent(rate));
    }
}

#[test]
fn elements_follow_the_word_order_of_a_language() {
    use crate::ui::{Rendered, within};
    use leptos::prelude::*;
    let part = || {
        let bold = |text: &'static str| view! { <b>{text}</b> }.html();
        within(crate::t!("bar-who", staff = PLACES[0], customer = PLACES[1]), [bold("A"), bold("<B>")]).to_html()
    };
    assert_eq!(in_language(Language::English, part), "<b>A</b> logged in as <b>&lt;B&gt;</b>");
    assert_eq!(in_language(Language::German, part), "<b>A</b> ist angemeldet als <b>&lt;B&gt;</b>");
    let text = within("< ".to_owned(), []).to_html();
    assert_eq!(text, "&lt; ");
}

/// Files of `app/src` whose literals with a capital are names, the same in every language: languages by their own names,
/// and browsers.
const FILES_OF_NAMES: [&str; 2] = ["text/language.rs", "words/browser.rs"];
/// What begins with a capital and is not for people, or is the same in each language: names of keys on a keyboard, of the
/// product, of types, of headers and formats, the outline of a picture, a fault of the program
/// itself, and the sample names of the kit.
const NAMES: [&str; 18] = [
    "Shopify",
    "Magento",
    "WooCommerce",
    "Олег Коваль",
    "Олег <Koval>",
    " JSON (RFC 8785)",
    "ArrowDown",
    "ArrowUp",
    "Behalf",
    "Cookie",
    "Cookie, Accept-Language",
    "Enter",
    "Escape",
    "M{} {}h1v1h-1z",
    "PlaceOrder",
    "PublicKeyCredential",
    "Tab",
    "The request has no identity.",
];

/// The string literals of a source: what stands before one, it, and what stands behind it. Comments are left out, and the
/// tests at the end.
fn literals(source: &str) -> Vec<(&str, &str, &str)> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = source[at..].find(['"', '/', '\'']).map(|next| at + next) {
        let rest = &source[next + 1..];
        at = next + 1;
        if source[next..].starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if source[next..].starts_with("'\"'") {
            at += 2;
        } else if source[next..].starts_with('"') {
            let is_raw = source[..next].ends_with('r');
            let mut escaped = false;
            let end = rest.find(|letter| {
                let is_end = letter == '"' && !escaped;
                escaped = letter == '\\' && !escaped && !is_raw;
                is_end
            });
            let end = end.unwrap_or(rest.len());
            found.push((source[..next].trim_end(), &rest[..end], rest[end..].trim_start_matches('"').trim_start()));
            at += end + 1;
        }
    }
    found
}

/// Whether a literal is a text for people: between the tags of a view, as an attribute that is shown or read out, or
/// anywhere as a word or sentence with a capital.
fn is_for_people((before, literal, behind): (&str, &str, &str)) -> bool {
    if before.ends_with("#[doc = concat!(") {
        return false;
    }
    // What `markup!` writes between two tags.
    let written = literal.split('>').skip(1).filter_map(|rest| rest.split_once('<'));
    if written.into_iter().any(|(text, _)| text.chars().any(char::is_alphabetic)) {
        return true;
    }
    let has_letter = literal.chars().any(char::is_alphabetic);
    // A key of a filter or an id is the same in every language.
    let is_code = before.ends_with("<code>") && behind.starts_with("</code>");
    let between = (before.ends_with('>') && !before.ends_with("=>"))
        || behind.starts_with('<')
        || (before.ends_with('}') && behind.starts_with(['{', '}']));
    let shown =
        ["aria-label=", "title=", "placeholder=", "alt=", "data-label="].iter().any(|name| before.ends_with(name));
    let mut letters = literal.trim_start().chars();
    let begins = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(|l| !l.is_uppercase());
    has_letter && !is_code && !NAMES.contains(&literal) && (between || shown || begins)
}

#[test]
fn app_sources_hold_no_texts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for Source { name: file, text } in sources_below(&root) {
        if FILES_OF_NAMES.contains(&file.as_str()) {
            continue;
        }
        let found: Vec<_> = literals(&text).into_iter().filter(|found| is_for_people(*found)).collect();
        let found: Vec<_> = found.into_iter().map(|(_, literal, _)| literal).collect();
        assert!(found.is_empty(), "{file} has texts of its own: {found:#?}");
    }
    let is_text = |source| literals(source).into_iter().any(is_for_people);
    assert!(
        is_text(r#"view! { <p>"of"</p> }"#) && is_text(r#"<p aria-label="list">"#) && is_text(r#"tell("Not found")"#)
    );
    assert!(
        is_text(r##"markup! { out, "<p>of</p>" }"##) && !is_text(r##"markup! { out, "<p>", name, " · </p><p id=" }"##)
    );
    assert!(!is_text(r#"<code>"of:"</code>"#));
    assert!(
        !is_text(r#"<p class="of" name="GB">{"–"}" · "</p> // "Not found""#) && !is_text(r#"x => "of", '"' => "it""#)
    );
}
