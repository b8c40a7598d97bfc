//! Whether a line is canonical: a parser that accepts RFC 8785 in its restricted form and nothing else.
//!
//! Rule: a value has exactly one accepted spelling: no blanks, keys ascending and once, shortest escapes, whole numbers
//! below 2^53, ASCII keys. It shares no code with [`canonical`](super::canonical), which writes such lines.

/// Deeper nesting than any event has.
const DEEPEST: usize = 32;

/// Whether `line` is canonical.
///
/// # Errors
/// What is wrong and at which byte.
pub fn check(line: &[u8]) -> Result<(), String> {
    if std::str::from_utf8(line).is_err() {
        return Err("not UTF-8".to_owned());
    }
    let mut scan = Scan { line, at: 0 };
    scan.value(0).map_err(|what| format!("{what} at byte {}", scan.at))?;
    if scan.at == line.len() { Ok(()) } else { Err(format!("text after the end at byte {}", scan.at)) }
}

struct Scan<'l> {
    line: &'l [u8],
    at: usize,
}

type Scanned<T = ()> = Result<T, &'static str>;

impl<'l> Scan<'l> {
    fn peek(&self) -> u8 {
        self.line.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8, otherwise: &'static str) -> Scanned {
        if self.peek() != byte {
            return Err(otherwise);
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &[u8]) -> Scanned {
        if !self.line[self.at..].starts_with(word) {
            return Err("no value");
        }
        self.at += word.len();
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Scanned {
        if depth > DEEPEST {
            return Err("nested too deeply");
        }
        match self.peek() {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => self.string().map(|_| ()),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            b'-' | b'0'..=b'9' => self.integer(),
            _ => Err("no value"),
        }
    }

    fn object(&mut self, depth: usize) -> Scanned {
        self.at += 1;
        if self.peek() == b'}' {
            self.at += 1;
            return Ok(());
        }
        let mut before: Option<&'l [u8]> = None;
        loop {
            if self.peek() != b'"' {
                return Err("no key");
            }
            let key = self.string()?;
            if !key.iter().all(|b| b.is_ascii_graphic() && *b != b'\\') {
                return Err("a key that is not plain ASCII");
            }
            if before.is_some_and(|b| b >= key) {
                return Err("keys out of order or twice");
            }
            before = Some(key);
            self.take(b':', "no colon")?;
            self.value(depth + 1)?;
            match self.peek() {
                b',' => self.at += 1,
                _ => return self.take(b'}', "no comma"),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Scanned {
        self.at += 1;
        if self.peek() == b']' {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value(depth + 1)?;
            match self.peek() {
                b',' => self.at += 1,
                _ => return self.take(b']', "no comma"),
            }
        }
    }

    /// The bytes between the quotes.
    fn string(&mut self) -> Scanned<&'l [u8]> {
        self.at += 1;
        let from = self.at;
        loop {
            match self.line.get(self.at) {
                None => return Err("a text without an end"),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(&self.line[from..self.at - 1]);
                }
                Some(b'\\') => self.escape()?,
                Some(byte) if *byte < b' ' => return Err("a control character"),
                Some(_) => self.at += 1,
            }
        }
    }

    /// RFC 8785 section 3.2.2.2: two characters where JSON has them, else `\u00xx` in lower case, only where needed.
    fn escape(&mut self) -> Scanned {
        const LONGER: &str = "an escape that is longer than needed";
        match self.line.get(self.at + 1) {
            Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let digits = self.line.get(self.at + 2..self.at + 6).ok_or("a text without an end")?;
                let [b'0', b'0', high @ (b'0' | b'1'), low] = *digits else { return Err(LONGER) };
                let has_short = high == b'0' && matches!(low, b'8' | b'9' | b'a' | b'c' | b'd');
                if has_short || !matches!(low, b'0'..=b'9' | b'a'..=b'f') {
                    return Err(LONGER);
                }
                self.at += 6;
            }
            _ => return Err("an unknown escape"),
        }
        Ok(())
    }

    fn integer(&mut self) -> Scanned {
        let negative = self.peek() == b'-';
        self.at += usize::from(negative);
        let from = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        let digits = &self.line[from..self.at];
        let value = std::str::from_utf8(digits).ok().and_then(|d| d.parse::<u64>().ok()).ok_or("no whole number")?;
        let plain = digits.len() == 1 || digits[0] != b'0';
        if !plain || (negative && value == 0) || value >= 1 << 53 {
            return Err("a number that is not plain");
        }
        if matches!(self.peek(), b'.' | b'e' | b'E') { Err("a number that is not whole") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::canonical::canonical;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn other_spellings_are_refused() {
        for bad in [
            "",
            " {}",
            "{} ",
            "{}\n",
            "{\"a\": 1}",
            "{\"b\":1,\"a\":2}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1.0}",
            "{\"a\":1e3}",
            "{\"a\":01}",
            "{\"a\":-0}",
            "{\"a\":9007199254740992}",
            "{\"a\":\"\\/\"}",
            "{\"a\":\"\\u0041\"}",
            "{\"a\":\"\\u000A\"}",
            "{\"a\":\"\\u000a\"}",
            "{\"a\":\"\\u001F\"}",
            "{\"\u{e9}\":1}",
            "[1,]",
            "[1",
            "nul",
            "\"a\tb\"",
        ] {
            assert!(check(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(check(b"\"\xff\"").is_err());
        assert!(check("[".repeat(100).as_bytes()).is_err());
        for good in ["{}", "[]", "{\"a\":-1,\"b\":[true,null,\"\\u001f\u{7f}\u{2028}\"]}", "9007199254740991"] {
            assert_eq!(check(good.as_bytes()), Ok(()), "{good}");
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-(1_i64 << 52)..(1 << 52)).prop_map(Value::from),
            any::<String>().prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::btree_map("[a-z]{1,8}", inner, 0..8).prop_map(|m| json!(m)),
            ]
        })
    }

    proptest! {
        #[test]
        fn accepts_exactly_canonical_text(value in any_json()) {
            let line = canonical(&value);
            prop_assert_eq!(check(line.as_bytes()), Ok(()));
            let blank = format!("{line} ");
            prop_assert!(check(blank.as_bytes()).is_err());
            let pretty = serde_json::to_string_pretty(&value).expect("JSON");
            prop_assert_eq!(check(pretty.as_bytes()).is_ok(), pretty == line);
        }
    }
}
