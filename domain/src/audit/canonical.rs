//! Canonical bytes (RFC 8785, restricted) and the leaf hash (RFC 9162 section 2.1.1).

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The canonical form of `value`: keys sorted, no blanks, no floats.
///
/// Keys are ASCII in this program, so sorting by bytes is sorting by UTF-16 units.
pub fn canonical(value: &Value) -> String {
    let mut out = String::with_capacity(1024);
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for (i, key) in keys.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                string(key, out);
                out.push(':');
                write(&map[key], out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::String(s) => string(s, out),
        Value::Null => out.push_str("null"),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        // Integers beyond 2^53 and floats have no place in an event; as text they keep their value.
        Value::Number(n) => match n.as_i64().filter(|i| i.unsigned_abs() < 1 << 53) {
            Some(i) => out.push_str(&i.to_string()),
            None => string(&n.to_string(), out),
        },
    }
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// SHA-256 of 0x00 and the body.
pub fn leaf(body: &str) -> [u8; 32] {
    leaf_of(body.as_bytes())
}

/// The same for bytes that may not be text.
pub fn leaf_of(body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(body);
    hash.finalize().into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        out.push(char::from(DIGITS[usize::from(b >> 4)]));
        out.push(char::from(DIGITS[usize::from(b & 15)]));
    }
    out
}

/// The bytes of hexadecimal text; `None` when it is none.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn sorts_and_escapes_like_reference() {
        let value = json!({"b": [1, true, null], "a": "é\n\u{1}\"\\\u{2028}"});
        assert_eq!((unhex("00fFa1"), unhex("0"), unhex("zz")), (Some(vec![0, 255, 161]), None, None));
        assert_eq!(canonical(&value), "{\"a\":\"é\\n\\u0001\\\"\\\\\u{2028}\",\"b\":[1,true,null]}");
    }

    #[test]
    fn empty_leaf_is_the_published_one() {
        // RFC 6962 test data: the leaf hash of the empty string.
        assert_eq!(hex(&leaf("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    proptest! {
        #[test]
        fn canonical_text_reads_back(text in any::<String>(), n in -(1i64 << 52)..(1i64 << 52)) {
            let value = json!({"z": text, "a": [n, {"k": n}]});
            let back: Value = serde_json::from_str(&canonical(&value)).expect("valid JSON");
            prop_assert_eq!(&back, &value);
            prop_assert_eq!(canonical(&back), canonical(&value));
        }
    }
}
