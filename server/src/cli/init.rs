//! `behalf init`: the first day without a browser, from a file.

use crate::cli::{make, now, operator_message};
use crate::config::Config;
use clap::{Arg, ArgMatches, Command};
use domain::cx::Cx;
use domain::db::alone::Alone;
use domain::error::{Error, Field};
use domain::set_up::{self, Typed, TypedStore};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The keys of the file: table, key, and the name of the field in `domain`.
const KEYS: [(&str, &str, &str); 14] = [
    ("administrator", "name", "name"),
    ("administrator", "email", "email"),
    ("on-behalf", "administrators", "administrators"),
    ("on-behalf", "support", "support"),
    ("store", "name", "store_name"),
    ("store", "code", "code"),
    ("store", "tagline", "tagline"),
    ("store", "address", "address"),
    ("store", "country", "country"),
    ("store", "currency", "currency"),
    ("store", "languages", "languages"),
    ("store", "tax-standard", "tax_standard"),
    ("store", "tax-reduced", "tax_reduced"),
    ("store", "mail-from", "mail_from"),
];

/// The command line of `behalf init`.
pub fn command() -> Command {
    Command::new("init")
        .about("Set up a new installation from a file: first administrator, who acts on behalf, first store (docs/START.md)")
        .arg(Arg::new("from").long("from").value_name("FILE").required(true).help("What to set up: see docs/setup.toml"))
}

/// Runs `behalf init`.
pub async fn run(config: &Config, matches: &ArgMatches) -> Result<(), String> {
    let path = matches.get_one::<String>("from").map(String::as_str).unwrap_or_default();
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path} cannot be read: {e}"))?;
    // A file that is wrong makes no database.
    let file = File::read(path, &text)?;
    let _alone = Alone::with(&config.database).map_err(operator_message)?;
    let env = make(config, false).await?;
    let done = set_up::init(&Cx::system(env.clone(), now(), "init"), &file.typed).await;
    env.db.close().await;
    let (link, until) = done.map_err(|error| match error {
        Error::Invalid(fields) => file.refused(&fields),
        Error::Conflict(_) => "this installation is set up already: it has staff, an invitation or a store".to_owned(),
        other => operator_message(other),
    })?;
    let typed = &file.typed;
    println!("{} is set up.\n", typed.store.name);
    println!("{} chooses a password here, once, until {} (UTC):\n\n{link}\n", typed.name, until.minute());
    println!("Anybody who has this link can use it: pass it on in a way that you trust. Start `behalf serve` for it.");
    Ok(())
}

/// What a file says, and where.
struct File<'a> {
    path: &'a str,
    typed: Typed,
    lines: BTreeMap<&'static str, usize>,
}

impl<'a> File<'a> {
    fn read(path: &'a str, text: &str) -> Result<File<'a>, String> {
        let line = |span: Range<usize>| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
        let root =
            DeTable::parse(text).map_err(|e| format!("{path}, line {}: {}", e.span().map_or(1, line), e.message()))?;
        let (mut values, mut lines) = (BTreeMap::new(), BTreeMap::new());
        for (table, inside) in root.get_ref() {
            let tables = ["administrator", "on-behalf", "store"];
            let (name, at) = (table.get_ref().as_ref(), line(table.span()));
            if !tables.contains(&name) {
                return Err(format!("{path}, line {at}: {name} is not known; there are [{}]", tables.join("], [")));
            }
            let DeValue::Table(keys) = inside.get_ref() else {
                return Err(format!("{path}, line {at}: {name} must be a table, [{name}]"));
            };
            for (key, value) in keys {
                let (key, at) = (key.get_ref().as_ref(), line(key.span()));
                let known = KEYS.iter().filter(|(of, ..)| *of == name);
                let Some((.., field)) = known.clone().find(|(_, known, _)| *known == key) else {
                    let known: Vec<&str> = known.map(|(_, key, _)| *key).collect();
                    return Err(format!(
                        "{path}, line {at}: {key} is not known in [{name}]; there are {}",
                        known.join(", ")
                    ));
                };
                let texts = texts(value.get_ref(), *field == "languages")
                    .ok_or_else(|| format!("{path}, line {at}: {key} must be {}", shape(field)))?;
                values.insert(*field, texts);
                lines.insert(*field, at);
            }
        }
        let text = |field: &str| values.get(field).and_then(|texts| texts.first()).cloned().unwrap_or_default();
        let typed = Typed {
            name: text("name"),
            email: text("email"),
            administrators: text("administrators"),
            support: text("support"),
            store: TypedStore {
                name: text("store_name"),
                code: text("code"),
                tagline: text("tagline"),
                address: text("address"),
                country: text("country"),
                currency: text("currency"),
                languages: values.get("languages").cloned().unwrap_or_default(),
                tax_standard: text("tax_standard"),
                tax_reduced: text("tax_reduced"),
                mail_from: text("mail_from"),
            },
        };
        Ok(File { path, typed, lines })
    }

    /// What is wrong with the values, a line for each.
    fn refused(&self, fields: &[Field]) -> String {
        let said = fields.iter().map(|field| {
            let (table, key) =
                KEYS.iter().find(|(.., name)| *name == field.name).map_or(("", field.name), |k| (k.0, k.1));
            let place = match self.lines.get(field.name) {
                Some(line) => format!("{}, line {line}: {key}", self.path),
                None => format!("{}: {key} in [{table}]", self.path),
            };
            format!("{place}: {}", app::words::problem(&field.problem))
        });
        said.collect::<Vec<_>>().join("\n")
    }
}

fn shape(field: &str) -> &'static str {
    if field == "languages" { "a list such as [\"en\", \"de\"]" } else { "a text in quotes" }
}

/// The texts of a value: a list of them, or one.
fn texts(value: &DeValue<'_>, is_list: bool) -> Option<Vec<String>> {
    match value {
        DeValue::String(text) if !is_list => Some(vec![text.to_string()]),
        DeValue::Array(all) if is_list => {
            let text = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
            all.iter().map(|value| text(value.get_ref())).collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        File::read("setup.toml", text).err().expect("refused")
    }

    #[test]
    fn the_sample_is_read() {
        let sample = include_str!("../../../docs/setup.toml");
        let file = File::read("setup.toml", sample).expect("read");
        assert_eq!((file.typed.store.currency.as_str(), file.lines.len()), ("GBP", KEYS.len()));
        assert!(!sample.contains("password ="));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(
            refused("[stor]\n"),
            "setup.toml, line 1: stor is not known; there are [administrator], [on-behalf], [store]"
        );
        assert!(
            refused("[store]\nname = \"A\"\npassword = \"x\"\n")
                .starts_with("setup.toml, line 3: password is not known")
        );
        assert_eq!(refused("[store]\n\nname = 5\n"), "setup.toml, line 3: name must be a text in quotes");
        assert!(refused("[store]\nlanguages = \"en\"\n").contains("line 2: languages must be a list"));
        assert!(refused("[store]\nname = \n").starts_with("setup.toml, line 2: "));
        assert!(refused("store = 1").contains("line 1: store must be a table"));
    }
}
