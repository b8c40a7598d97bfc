//! Every test that the page of requirements names exists.

use std::path::Path;

fn texts(folder: &Path, ending: &str, into: &mut String) {
    for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && name != "target" && name != "node_modules" {
            texts(&path, ending, into);
        } else if name.ends_with(ending) {
            into.push_str(&std::fs::read_to_string(&path).expect("a file"));
        }
    }
}

#[test]
fn every_test_that_a_requirement_names_exists() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let (mut rust, mut browser) = (String::new(), String::new());
    for folder in ["demo", "domain", "app", "server"] {
        texts(&root.join(folder), ".rs", &mut rust);
    }
    texts(&root.join("end2end/specs"), ".spec.ts", &mut browser);
    let page = std::fs::read_to_string(root.join("docs/REQUIREMENTS.md")).expect("the page");
    let mut named = 0;
    for row in page.lines().filter(|line| line.starts_with("| R")) {
        for test in row.rsplit(" | ").next().unwrap_or_default().split('`').skip(1).step_by(2) {
            let is_there = rust.contains(&format!("fn {test}(")) || browser.contains(&format!("test('{test}"));
            assert!(is_there, "there is no test {test:?}: {row}");
            named += 1;
        }
    }
    assert!(named > 100, "{named}");
}
