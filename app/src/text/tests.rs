use super::*;
use domain::money::{Currency, Money, UnitPrice};
use domain::time::Micros;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// All sources of a folder: name and text.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") && path.file_name().is_some_and(|n| n != "tests.rs")
        {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).expect("the source")));
        }
    }
}

/// The keys that the program uses, with the names of their values.
fn used() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("../server/src"), &mut files);
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in files {
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
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
fn every_key_that_is_used_exists_and_every_key_is_used() {
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
fn numbers_money_and_dates_are_written_as_the_language_does() {
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
