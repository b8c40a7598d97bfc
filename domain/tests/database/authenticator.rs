//! An authenticator in software: it makes one passkey and signs with it, as a browser passes it on.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody is there, and proved to the authenticator that it is them.
pub const VERIFIED: u8 = 5;

/// A passkey.
pub struct Authenticator {
    key: SigningKey,
    id: [u8; 16],
    user: String,
    counter: u32,
}

fn client(kind: &str, options: &Value, origin: &str) -> String {
    json!({ "type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false }).to_string()
}

fn data(rp: &Value, flags: u8, counter: u32) -> Vec<u8> {
    let mut data = Sha256::digest(rp.as_str().expect("a name")).to_vec();
    data.push(flags);
    data.extend(counter.to_be_bytes());
    data
}

impl Authenticator {
    /// Makes a passkey for what the page asks; gives the answer, too.
    pub fn make(options: &str, origin: &str, seed: u8, flags: u8) -> (Authenticator, String) {
        let options: Value = serde_json::from_str(options).expect("options");
        let key = SigningKey::from_slice(&[seed; 32]).expect("a key");
        let point = key.verifying_key().to_sec1_point(false);
        let (x, y) = (&point.as_bytes()[1..33], &point.as_bytes()[33..]);
        let made = Authenticator {
            key,
            id: [seed; 16],
            user: options["user"]["id"].as_str().expect("a user").to_owned(),
            counter: 0,
        };
        let mut data = data(&options["rp"]["id"], flags | 0x40, 0);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(made.id);
        // A COSE key: EC2, ES256, P-256.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("short"));
        object.extend(data);
        let response = json!({
            "attestationObject": BASE64.encode(object),
            "clientDataJSON": BASE64.encode(client("webauthn.create", &options, origin)),
        });
        let answer = made.answer(&response);
        (made, answer)
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64.encode(self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} })
            .to_string()
    }

    /// Signs what the page asks.
    pub fn sign(&mut self, options: &str, origin: &str, flags: u8) -> String {
        self.counter += 1;
        let options: Value = serde_json::from_str(options).expect("options");
        let client = client("webauthn.get", &options, origin);
        let data = data(&options["rpId"], flags, self.counter);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(&json!({
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(client),
            "signature": BASE64.encode(signature.to_der()),
            "userHandle": self.user,
        }))
    }
}
