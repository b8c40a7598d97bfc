//! Which module of this crate imports which: pages stand above frames and parts, and no large circle runs through several
//! nouns.

use sources::imports::{Graph, circles, graph};
use std::collections::BTreeSet;
use std::path::Path;

/// So many modules of several nouns may import each other in a circle.
const LARGEST: usize = 5;
/// Modules below the pages, with everything in their folders: they import no page.
const BELOW_PAGES: [&str; 9] = ["answer", "form", "frame", "part", "respond", "text", "ui", "web", "words"];
/// Where the pages are.
const PAGES: [&str; 2] = ["portal", "shop"];

fn own() -> Graph {
    graph(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// The first part of a module's path; of pages the first two.
fn noun(module: &str) -> String {
    let parts = if PAGES.iter().any(|half| module.starts_with(&format!("{half}::"))) { 2 } else { 1 };
    module.split("::").take(parts).collect::<Vec<_>>().join("::")
}

#[test]
fn no_large_circle_of_several_nouns() {
    for circle in circles(&own()) {
        let nouns: BTreeSet<String> = circle.iter().map(|module| noun(module)).collect();
        assert!(nouns.len() == 1 || circle.len() <= LARGEST, "these modules import each other: {circle:?}");
    }
}

#[test]
fn nothing_below_the_pages_imports_a_page() {
    let (graph, mut checked) = (own(), 0);
    let first = |module: &str| module.split("::").next().unwrap_or_default().to_owned();
    for below in BELOW_PAGES {
        assert!(graph.contains_key(below), "there is no module {below}");
    }
    for (module, imports) in graph.iter().filter(|(module, _)| BELOW_PAGES.contains(&first(module).as_str())) {
        let pages: Vec<_> = imports.iter().filter(|other| PAGES.contains(&first(other).as_str())).collect();
        assert!(pages.is_empty(), "{module} is below the pages and imports {pages:?}");
        checked += imports.len();
    }
    assert!(checked > 100, "only {checked} imports were found");
}
