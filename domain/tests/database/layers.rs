//! Which module of the library imports which: the ground imports no noun, and no large circle runs through several nouns.
//!
//! Rule: a module of the ground may be read without knowing what the business is about, so it imports modules of the ground
//! alone. Methods that a noun adds to a type of the ground are no imports.

use sources::imports::{Graph, circles, graph};
use std::collections::BTreeSet;
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

fn own() -> Graph {
    graph(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

fn is_ground(module: &str) -> bool {
    let is_in =
        |ground: &str| module.strip_prefix(ground).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    module == EVENT || GROUND.into_iter().any(is_in)
}

fn noun(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

#[test]
fn the_ground_imports_no_noun() {
    let graph = own();
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
    for circle in circles(&own()) {
        let nouns: BTreeSet<&str> = circle.iter().map(|module| noun(module)).collect();
        assert!(nouns.len() == 1 || circle.len() <= LARGEST, "these modules import each other: {circle:?}");
    }
}
