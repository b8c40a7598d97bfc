//! Which module of a crate imports which, read from its sources.
//!
//! An import is a path that begins with `crate::`, `super::`, the name of an imported module or of a module inside this
//! one. A method that a module adds to a type of another one is no import.

use crate::files;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each module with those that it imports.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The modules of the crate whose sources are in `folder`. Comments and unit tests are left out.
pub fn graph(folder: &Path) -> Graph {
    let mut all = BTreeMap::new();
    for source in files(folder, ".rs") {
        let name = source.name.trim_end_matches(".rs").replace('/', "::");
        if ["lib", "main"].contains(&name.as_str()) || name.ends_with("::tests") {
            continue;
        }
        let text = source.text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        all.insert(name, code.collect::<Vec<_>>().join("\n"));
    }
    all.iter().map(|(name, text)| (name.clone(), imports(name, text, &all))).collect()
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

/// The groups of modules that import each other, directly or through others.
pub fn circles(graph: &Graph) -> BTreeSet<BTreeSet<String>> {
    let reach: Graph = graph.keys().map(|module| (module.clone(), reached(graph, module))).collect();
    let with = |module: &String| -> BTreeSet<String> {
        reach[module].iter().filter(|other| reach[*other].contains(module)).cloned().collect()
    };
    graph.keys().map(with).filter(|circle| !circle.is_empty()).collect()
}

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
    let mut known: Vec<_> = found.iter().filter(|(path, _)| all.contains_key(path)).cloned().collect();
    let inside = all.keys().filter(|path| path.rsplit_once("::").is_some_and(|(outer, _)| outer == own));
    known.extend(inside.map(|path| (path.clone(), path.rsplit("::").next().unwrap_or_default().to_owned())));
    for (path, name) in known {
        found.extend(paths(text, &format!("{name}::"), &path));
    }
    found.iter().filter_map(|(path, _)| module(path, all)).filter(|m| *m != own).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_found_in_every_form() {
        let names = ["a", "a::b", "c", "d", "e", "e::f", "g"];
        let all: BTreeMap<String, String> = names.into_iter().map(|name| (name.to_owned(), String::new())).collect();
        let found = |own: &str, text: &str| imports(own, text, &all).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(found("g", "use crate::a::b::Thing;\nuse crate::{c, d::{self, Other}};"), "a::b c d");
        assert_eq!(found("g", "use crate::{exec, sql};\nlet x = crate::a::make();"), "a");
        assert_eq!(found("g", "use crate::e::{self as other};\nother::f::run()"), "e e::f");
        assert_eq!(found("e::f", "use super::Thing;\nuse crate::e::f::Own;"), "e");
        assert_eq!(found("e", "mod f;\npub use f::Thing;"), "e::f");
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
}
