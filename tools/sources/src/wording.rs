//! Plain English: words that say too little, and names of tests that are too long to read at once.
//!
//! Rule: a reader with English as a second language understands each name and comment at the first reading.

use crate::{Source, files};

/// Where people read: folders from the root of the workspace, and how the names of files end.
const READ: [(&str, &str); 9] = [
    ("app/locales/en", ".ftl"),
    ("app/src", ".rs"),
    ("end2end", ".ts"),
    ("frontend", ".rs"),
    ("server", ".rs"),
    ("sheet/src", ".rs"),
    ("tools/sources", ".rs"),
    ("xtask", ".rs"),
    ("docs", ".md"),
];
/// Words that carry too many meanings, or that another word says better.
const UNCLEAR: [&str; 6] = ["any more", "goes by what holds", "nobody else is at it", "robbed of", "told", "whoever"];
/// The longest name of a test: what an eye takes in at once.
const LONGEST_NAME: usize = 49;

/// The files that are read, named from the root of the workspace. Decisions are left out: they stay as they were written.
fn read() -> Vec<Source> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let all = READ.into_iter().flat_map(|(folder, ending)| {
        files(format!("{root}/{folder}"), ending).into_iter().map(move |source| (folder, source))
    });
    let all = all.map(|(folder, source)| Source { name: format!("{folder}/{}", source.name), ..source });
    let is_left_out = |source: &Source| {
        ["docs/decisions", "tools/sources/src/wording.rs"].into_iter().any(|place| source.is_in(place))
    };
    all.filter(|source| !is_left_out(source)).collect()
}

/// Whether a line has this word, and not only as a part of another one.
fn has(line: &str, word: &str) -> bool {
    let line = line.to_lowercase();
    line.match_indices(word).any(|(at, _)| {
        let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_');
        is_edge(line[..at].chars().next_back()) && is_edge(line[at + word.len()..].chars().next())
    })
}

#[test]
fn no_unclear_word_is_used() {
    let files = read();
    let mut found = Vec::new();
    for source in &files {
        for (number, line) in source.text.lines().enumerate() {
            let words = UNCLEAR.iter().filter(|word| has(line, word));
            found.extend(words.map(|word| format!("{}:{}: {word}", source.name, number + 1)));
        }
    }
    assert!(files.len() > 200, "only {} files were read", files.len());
    assert!(found.is_empty(), "say it in plain English: {found:#?}");
}

#[test]
fn names_of_functions_are_short() {
    let mut found = Vec::new();
    for source in read() {
        let names = source.text.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<', ' ']).next());
        found.extend(names.filter(|name| name.len() > LONGEST_NAME).map(|name| format!("{}: {name}", source.name)));
    }
    assert!(found.is_empty(), "shorten these names: {found:#?}");
}

#[test]
fn a_word_is_found_alone() {
    assert!(has("It is told.", "told") && has("Whoever asks", "whoever") && has("told", "told"));
    assert!(!has("is_told", "told") && !has("untold", "told"));
}
