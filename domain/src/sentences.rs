//! The rule that this crate holds codes, and no sentences for people.
//!
//! A sentence here is a string literal with three or more words in a row. Statements of SQL, logs, and errors for operators
//! (`Error::Start`, `Error::Internal`) are none; neither are attributes, comments and tests.

use sources::Source;

/// Files and folders with sentences, and why they have them.
const EXCEPTIONS: [(&str, &str); 17] = [
    ("audit/check.rs", "what the verifier found: technical, the same on the command line and in its report"),
    ("audit/checkpoint.rs", "as above"),
    ("audit/compare", "as above"),
    ("audit/compare.rs", "as above"),
    ("audit/export.rs", "as above"),
    ("audit/note.rs", "as above"),
    ("audit/outside.rs", "as above"),
    ("audit/proof.rs", "as above"),
    ("audit/signer.rs", "why this process cannot sign: for operators"),
    ("audit/strict.rs", "what the verifier found"),
    ("audit/verify.rs", "what the verifier left out"),
    ("behalf.rs", "the presets of a reason, as the record keeps them; pages have words of their own"),
    ("db", "why a database cannot be used: for operators"),
    ("db.rs", "what SQLite says, to recognize it"),
    ("doctor.rs", "for operators, on the command line"),
    ("factor/db.rs", "the secret key is of another database: for operators"),
    ("text_enum.rs", "a column that cannot be read: logged"),
];
/// SQL that is written into files: the guards of the schema.
const DATA: [&str; 2] = ["audit/guards", "audit/guards.rs"];

/// What shows that a literal is a part of a statement.
const SQL: [&str; 23] = [
    "select ",
    "from ",
    "join ",
    "where ",
    "order by ",
    "group by ",
    " is null",
    " is not null",
    "case when ",
    " end)",
    " in (",
    "exists (",
    "cast(",
    " desc",
    "set local ",
    "isolation level",
    "indexed by ",
    "insert into ",
    " as materialized (",
    "for share of ",
    "for no key update of ",
    "on conflict ",
    " as tsquery",
];

/// A literal of a source, with the code before it.
struct Literal<'a> {
    before: &'a str,
    text: &'a str,
}

/// The literals of a source. Comments and the tests at its end are left out.
fn literals(source: &str) -> Vec<Literal<'_>> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = source[at..].find(['"', '/', '\'']).map(|next| at + next) {
        let (here, before) = (&source[next..], &source[..next]);
        at = next + 1;
        if here.starts_with("//") {
            at = next + here.find('\n').unwrap_or(here.len());
        } else if here.starts_with("'\"'") {
            at = next + 3;
        } else if let Some(rest) = here.strip_prefix('"') {
            let is_raw = before.ends_with('r');
            let mut escaped = false;
            let end = rest.find(|letter| {
                let is_end = letter == '"' && !escaped;
                escaped = letter == '\\' && !escaped && !is_raw;
                is_end
            });
            let end = end.unwrap_or(rest.len());
            found.push(Literal { before, text: &rest[..end] });
            at = next + end + 2;
        }
    }
    found
}

/// Whether it has three or more words, with values among them, and three of all that in a row.
fn has_sentence(text: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|sign: char| ".,:;!?()'\"".contains(sign)).to_owned();
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’'))
    };
    let is_value = |word: &str| word.starts_with('{') && word.ends_with('}');
    let all: Vec<String> = text.split_whitespace().map(bare).collect();
    let in_a_row = all.windows(3).any(|three| three.iter().all(|word| is_word(word) || is_value(word)));
    in_a_row && all.iter().filter(|word| is_word(word)).count() >= 3
}

/// Whether it names a column, as in `t.role as role`.
fn has_column(text: &str) -> bool {
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    text.contains(" as ")
        && text.split_whitespace().filter_map(|word| word.split_once('.')).any(|(a, b)| is_name(a) && is_name(b))
}

/// Whether people who use the product could read it.
fn is_for_people(literal: &Literal<'_>) -> bool {
    let text = literal.text.to_lowercase();
    // The statement that the literal is in.
    let start = literal.before.rfind([';', '{', '}']).map_or(0, |at| at + 1);
    let statement = &literal.before[start..];
    let is_technical = ["sql!(", "exec!(", "tracing::", "Error::Start(", "Error::Internal(", "#["]
        .iter()
        .any(|call| statement.contains(call));
    let is_sql = has_column(&text) || SQL.iter().any(|part| text.contains(part));
    has_sentence(&text) && !is_technical && !is_sql
}

#[test]
fn domain_has_no_sentences() {
    let files = sources::files(concat!(env!("CARGO_MANIFEST_DIR"), "/src"), ".rs");
    let is_read = |source: &Source| source.name != "sentences.rs" && !DATA.iter().any(|place| source.is_in(place));
    let mut unused: Vec<&str> = EXCEPTIONS.iter().map(|(place, _)| *place).collect();
    let mut wrong = Vec::new();
    for source in files.iter().filter(|source| is_read(source)) {
        for literal in literals(&source.text).iter().filter(|literal| is_for_people(literal)) {
            match EXCEPTIONS.iter().find(|(place, _)| source.is_in(place)) {
                Some((place, _)) => unused.retain(|exception| exception != place),
                None => wrong.push(format!("{}: {}", source.name, literal.text)),
            }
        }
    }
    assert!(wrong.is_empty(), "sentences belong into app/locales: {wrong:#?}");
    assert!(unused.is_empty(), "without a sentence, so no exception: {unused:?}");
}

#[test]
fn sentences_are_recognized() {
    let found = |source: &str| literals(source).iter().any(is_for_people);
    for source in [
        r#"tell("Order {number} was placed")"#,
        r#"format!("{} will be there soon", name)"#,
        r#"let a = "Not found here";"#,
    ] {
        assert!(found(source), "{source}");
    }
    for source in [
        r#"sql!("select name here from staff")"#,
        r#"tracing::warn!(?error, "it was not sent")"#,
        r#"Error::Internal("it was not sent".to_owned())"#,
        "// \"it was not sent\"",
        r#"#[must_use = "it was not sent"]"#,
        r#"["order.placed", "two words"]"#,
    ] {
        assert!(!found(source), "{source}");
    }
}
