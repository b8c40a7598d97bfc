//! The stylesheets turn with the direction of a language.

/// Where a side of the screen is meant, and the rule for the other direction stands beside it: the arrow of a `<select>`.
const PHYSICAL: [(&str, &str); 1] = [("base.css", "background-position")];
/// Properties that take a value for each side.
const SIDES: [&str; 4] = ["margin", "padding", "inset", "border-radius"];

/// What is wrong with a declaration: a side of the screen, where the start or the end of a line is meant.
fn names_a_side(property: &str, value: &str) -> bool {
    let in_name = property.split('-').any(|part| part == "left" || part == "right") && !property.starts_with("--");
    let in_value = ["text-align", "float", "clear", "background-position"].contains(&property)
        && value.split([' ', ',']).any(|part| part == "left" || part == "right");
    let values = parts(value);
    // The second is the right side, the fourth the left one; of corners the four are one after the other.
    let differ = match property {
        "border-radius" if values.len() == 4 => values[0] != values[1] || values[2] != values[3],
        "border-radius" => values.iter().any(|value| *value != values[0]),
        _ => SIDES.contains(&property) && values.len() == 4 && values[1] != values[3],
    };
    in_name || in_value || differ
}

/// The values of a declaration; what is in brackets is one.
fn parts(value: &str) -> Vec<String> {
    let (mut depth, mut found) = (0_i32, vec![String::new()]);
    for letter in value.trim().chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ' ' if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = found.last_mut() {
            last.push(letter);
        }
    }
    found.retain(|part| !part.is_empty());
    found
}

/// The declarations of a stylesheet, without comments.
fn declarations(css: &str) -> Vec<(String, String)> {
    let mut plain = String::new();
    for (i, part) in css.split("/*").enumerate() {
        plain.push_str(if i == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) });
    }
    let of_a_rule = |text: &str| {
        let (name, value) = text.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    plain.split(['{', '}', ';']).filter_map(of_a_rule).collect()
}

#[test]
fn no_stylesheet_names_left_or_right() {
    let files = sources::files(concat!(env!("CARGO_MANIFEST_DIR"), "/../style"), ".css");
    for source in &files {
        for (property, value) in declarations(&source.text) {
            let is_meant = PHYSICAL.contains(&(source.name.as_str(), property.as_str()));
            assert!(is_meant || !names_a_side(&property, &value), "{}: {property}: {value}", source.name);
        }
    }
    assert!(files.len() > 20, "the stylesheets were found: {}", files.len());
}

#[test]
fn a_side_of_the_screen_is_seen() {
    for (property, value) in [
        ("left", "0"),
        ("margin-right", "4px"),
        ("border-top-left-radius", "2px"),
        ("text-align", "right"),
        ("padding", "0 4px 0 8px"),
        ("border-radius", "4px 0 0 4px"),
        ("border-radius", "4px 0"),
    ] {
        assert!(names_a_side(property, value), "{property}: {value}");
    }
    for (property, value) in [
        ("padding", "0 max(1px, 2px) 4px max(1px, 2px)"),
        ("inset-inline-start", "0"),
        ("border-radius", "4px 4px 0 0"),
        ("text-align", "start"),
        ("--left", "1px"),
    ] {
        assert!(!names_a_side(property, value), "{property}: {value}");
    }
}
