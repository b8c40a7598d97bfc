//! Which module of the library imports which: the ground imports no noun, and no large circle runs through several nouns.
//!
//! Rule: a module of the ground may be read without knowing what the business is about, so it imports modules of the ground
//! alone. Methods that a noun adds to a type of the ground are no imports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Modules that know no noun, with everything in their folders.
const GROUND: [&str; 20] = [
    "audit::append",
    "audit::canonical",
    "audit::images",
    "audit::unsigned",
    "card",
    "credential",
    "cx",
    "db",
    "env",
    "error",
    "id",
    "money",
    "policy",
    "principal",
    "private",
    "text",
    "text_enum",
    "time",
    "tx",
    "vat",
];
/// Belongs to the ground as well: the event. Its folder holds a noun, the record as people read and verify it.
const EVENT: &str = "audit";
/// So many modules of several nouns may import each other in a circle.
const LARGEST: usize = 5;

/// Each module with those that it imports.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Adds the paths of a use tree, or of a path in the code, to `found`: each with the name that it is imported as.
fn read_tree(text: &str, prefix: &str, found: &mut Vec<(String, String)>) -> usize {
    let name = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let path = if prefix.is_empty() { text[..name].to_owned() } else { format!("{prefix}::{}", &text[..name]) };
    let rest = &text[name..];
    if let Some(group) = rest.strip_prefix("::{") {
        return name + 3 + read_group(group, &path, found);
    }
    if let Some(next) = rest.strip_prefix("::") {
        return name + 2 + read_tree(next, &path, found);
    }
    let alias = rest.strip_prefix(" as ").map(|alias| alias.split(|c: char| !c.is_alphanumeric()).next());
    let own = path.strip_suffix("::self").unwrap_or(&path).to_owned();
    let last = own.rsplit("::").next().unwrap_or_default().to_owned();
    found.push((own, alias.flatten().map_or(last, str::to_owned)));
    name
}

/// What stands between braces; gives how much it read.
fn read_group(text: &str, prefix: &str, found: &mut Vec<(String, String)>) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        at += match c {
            '}' => return at + 1,
            c if c.is_alphanumeric() || c == '_' => read_tree(&text[at..], prefix, found),
            c => c.len_utf8(),
        };
        // An alias was read with its path.
        if text[at..].starts_with(" as ") {
            at += text[at..].find([',', '}']).unwrap_or(0);
        }
    }
    at
}

/// The paths that begin with `word` in `text`, which stand for `prefix`.
fn paths(text: &str, word: &str, prefix: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(word) {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        if before.is_alphanumeric() || before == '_' || before == ':' {
            continue;
        }
        let rest = &text[at + word.len()..];
        match rest.strip_prefix('{') {
            Some(group) => read_group(group, prefix, &mut found),
            None => read_tree(rest, prefix, &mut found),
        };
    }
    found
}

/// The longest beginning of `path` that is a module.
fn module<'a>(path: &'a str, all: &BTreeMap<String, String>) -> Option<&'a str> {
    let mut path = path;
    loop {
        if all.contains_key(path) {
            return Some(path);
        }
        path = path.rsplit_once("::")?.0;
    }
}

fn imports(own: &str, text: &str, all: &BTreeMap<String, String>) -> BTreeSet<String> {
    let parent = own.rsplit_once("::").map_or("", |(parent, _)| parent);
    let mut found = paths(text, "crate::", "");
    found.extend(paths(text, "super::", parent));
    let modules: Vec<_> = found.iter().filter(|(path, _)| all.contains_key(path)).cloned().collect();
    for (path, alias) in modules {
        found.extend(paths(text, &format!("{alias}::"), &path));
    }
    found.iter().filter_map(|(path, _)| module(path, all)).filter(|m| *m != own).map(str::to_owned).collect()
}

/// The text of each module, without comments and without its unit tests.
fn sources(folder: &Path, prefix: &str, all: &mut BTreeMap<String, String>) {
    for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let name = if prefix.is_empty() { stem.to_owned() } else { format!("{prefix}::{stem}") };
        if path.is_dir() {
            sources(&path, &name, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") && name != "lib" {
            let text = std::fs::read_to_string(&path).expect("a source");
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
            all.insert(name, code.collect::<Vec<_>>().join("\n"));
        }
    }
}

fn graph() -> Graph {
    let mut all = BTreeMap::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut all);
    all.iter().map(|(name, text)| (name.clone(), imports(name, text, &all))).collect()
}

fn is_ground(module: &str) -> bool {
    let is_in =
        |ground: &str| module.strip_prefix(ground).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    module == EVENT || GROUND.into_iter().any(is_in)
}

/// Everything that is imported from `start` on.
fn reached(graph: &Graph, start: &str) -> BTreeSet<String> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start.to_owned()]);
    while let Some(module) = open.pop() {
        for next in graph.get(&module).into_iter().flatten() {
            if seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    seen
}

/// Modules that import each other, directly or through others.
fn circles(graph: &Graph) -> BTreeSet<BTreeSet<String>> {
    let reach: Graph = graph.keys().map(|module| (module.clone(), reached(graph, module))).collect();
    let with = |module: &String| -> BTreeSet<String> {
        reach[module].iter().filter(|other| reach[*other].contains(module)).cloned().collect()
    };
    graph.keys().map(with).filter(|circle| !circle.is_empty()).collect()
}

fn noun(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

#[test]
fn the_ground_imports_no_noun() {
    let graph = graph();
    for ground in GROUND {
        assert!(graph.contains_key(ground), "there is no module {ground}");
    }
    let mut checked = 0;
    for (module, imports) in graph.iter().filter(|(module, _)| is_ground(module)) {
        let nouns: Vec<_> = imports.iter().filter(|other| !is_ground(other)).collect();
        assert!(nouns.is_empty(), "{module} belongs to the ground and imports {nouns:?}");
        checked += imports.len();
    }
    assert!(checked > 60, "only {checked} imports were found");
}

#[test]
fn no_large_circle_of_several_nouns() {
    for circle in circles(&graph()) {
        let nouns: BTreeSet<&str> = circle.iter().map(|module| noun(module)).collect();
        assert!(nouns.len() == 1 || circle.len() <= LARGEST, "these modules import each other: {circle:?}");
    }
}

#[test]
fn imports_are_found_however_written() {
    let names = ["a", "a::b", "c", "d", "e", "e::f", "g"];
    let all: BTreeMap<String, String> = names.into_iter().map(|name| (name.to_owned(), String::new())).collect();
    let found = |own: &str, text: &str| imports(own, text, &all).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(found("g", "use crate::a::b::Thing;\nuse crate::{c, d::{self, Other}};"), "a::b c d");
    assert_eq!(found("g", "use crate::{exec, sql};\nlet x = crate::a::make();"), "a");
    assert_eq!(found("g", "use crate::e::{self as other};\nother::f::run()"), "e e::f");
    assert_eq!(found("e::f", "use super::Thing;\nuse crate::e::f::Own;"), "e");
    assert_eq!(found("g", "macro_rules! m { () => { $crate::a::b::n!() } }"), "a::b");
    let graph = |edges: &[(&str, &str)]| -> Graph {
        let mut graph: Graph = all.keys().map(|name| (name.clone(), BTreeSet::new())).collect();
        for (from, to) in edges {
            graph.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        graph
    };
    assert!(circles(&graph(&[("a", "c"), ("c", "d")])).is_empty());
    assert_eq!(circles(&graph(&[("a", "c"), ("c", "d"), ("d", "a"), ("g", "a")])).len(), 1);
}
