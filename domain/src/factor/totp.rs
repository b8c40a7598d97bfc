//! Codes of an authenticator app (RFC 6238): 160-bit secret, six digits, 30 seconds, one step before and after.

use crate::error::{Error, Result};
use crate::time::Micros;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret.
pub const SECRET: usize = 20;
/// Seconds of a step.
const STEP: u64 = 30;

fn totp(secret: &[u8]) -> Result<Totp> {
    let built = Builder::new().with_secret(secret.to_vec()).with_skew(1).with_step_duration(STEP).build();
    built.map_err(|e| Error::Internal(format!("the secret of an authenticator app: {e}")))
}

/// The step of this code, if it is the current one, the one before, or the one after.
///
/// # Errors
/// [`Error::Internal`] when the secret is none.
pub fn matching(secret: &[u8], code: &str, now: Micros) -> Result<Option<i64>> {
    let Some(code) = digits(code) else { return Ok(None) };
    let step = totp(secret)?.check(&code, u64::try_from(now.as_seconds()).unwrap_or(0));
    Ok(step.and_then(|s| i64::try_from(s).ok()))
}

/// The code of a moment, for tests and tools.
///
/// # Errors
/// [`Error::Internal`] when the secret is none.
pub fn code(secret: &[u8], at: Micros) -> Result<String> {
    Ok(totp(secret)?.generate(u64::try_from(at.as_seconds()).unwrap_or(0)).to_string())
}

/// Six digits; blanks between them are ignored.
pub fn digits(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit())).then_some(plain)
}

/// The secret for typing into an app, in groups of four.
pub fn as_text(secret: &[u8]) -> String {
    let plain = Secret::from(secret.to_vec()).to_base32();
    plain.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// Parses a typed secret; `None` when it is not valid.
pub fn from_text(text: &str) -> Option<Vec<u8>> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    Secret::try_from_base32(plain).ok().map(|secret| secret.as_ref().to_vec())
}

/// The address for a QR code.
pub fn address(secret: &[u8], login: &str) -> String {
    let keep = |text: &str| -> String {
        text.bytes()
            .map(|b| match b {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
                _ => format!("%{b:02X}"),
            })
            .collect()
    };
    let secret = as_text(secret).replace(' ', "");
    format!("otpauth://totp/Behalf:{}?secret={secret}&issuer=Behalf&algorithm=SHA1&digits=6&period=30", keep(login))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 6238, of which six digits are taken.
    #[test]
    fn codes_match_rfc_6238() {
        let secret = b"12345678901234567890";
        for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            let at = Micros::seconds(seconds);
            assert_eq!(code(secret, at).expect("a code"), expected);
            assert_eq!(matching(secret, expected, at).expect("fits"), Some(seconds / 30));
        }
    }

    #[test]
    fn one_step_of_drift_is_accepted() {
        let secret = [9; SECRET];
        let now = Micros::seconds(1_795_432_683);
        for (off, fits) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let typed = code(&secret, now.plus(Micros::seconds(off))).expect("a code");
            assert_eq!(matching(&secret, &typed, now).expect("looked at").is_some(), fits, "{off}");
        }
        for typed in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(matching(&secret, typed, now).expect("looked at"), None, "{typed}");
        }
        let typed = code(&secret, now).expect("a code");
        let grouped = format!(" {} {}", &typed[..3], &typed[3..]);
        assert!(matching(&secret, &grouped, now).expect("looked at").is_some());
    }

    #[test]
    fn address_holds_secret_and_login() {
        let address = address(b"12345678901234567890", "ana@x.example");
        assert!(address.starts_with("otpauth://totp/Behalf:ana%40x.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"));
        assert_eq!(as_text(b"12345678901234567890"), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(from_text(&as_text(&[7; SECRET])).as_deref(), Some([7; SECRET].as_slice()));
    }
}
