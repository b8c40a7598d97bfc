//! Every test that the page of requirements names exists.

use std::path::Path;

#[test]
fn every_test_that_a_requirement_names_exists() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let text = |folder: &str, ending: &str| -> String {
        sources::files(root.join(folder), ending).into_iter().map(|source| source.text).collect()
    };
    let rust = ["demo", "domain", "app", "server"].map(|folder| text(folder, ".rs")).concat();
    let browser = text("end2end/specs", ".spec.ts");
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
