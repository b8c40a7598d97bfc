//! The routes and server functions of the program, read from where they are made.

use std::collections::BTreeSet;
use std::path::Path;

/// The method and the path of each, such as `GET /cart`; of a server function `FN` and its path.
pub fn made() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = [sources::files(root.join("../app/src"), ".rs"), sources::files(root.join("src"), ".rs")].concat();
    let text: String = files.into_iter().map(|source| source.text).collect();
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(".route(") {
        let call: String = text[at + 7..].split_whitespace().collect();
        let path = between(&call, "\"", "\"").expect("a path").to_owned();
        // Up to the end of the call: methods stand in it as `get(…)` and `.post(…)`.
        let mut depth = 1;
        let end = call.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        let call = &call[..end.expect("an end").0];
        for method in ["get", "post", "put", "patch", "delete", "any"] {
            if call.contains(&format!(",{method}(")) || call.contains(&format!(").{method}(")) {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    for (at, _) in text.match_indices("#[server(") {
        let (prefix, endpoint) =
            (between(&text[at..], "prefix = \"", "\""), between(&text[at..], "endpoint = \"", "\""));
        found.insert(format!("FN {}/{}", prefix.expect("a prefix"), endpoint.expect("an endpoint")));
    }
    found
}

/// What stands between the first `before` and the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(between, _)| between)
}
