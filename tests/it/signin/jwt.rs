//! Signs ID tokens without the library that checks them.

use std::sync::LazyLock;

use rsa::pkcs1v15::SigningKey;
use rsa::rand_core::OsRng;
use rsa::sha2::{Digest as _, Sha256};
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, RsaPrivateKey};
use serde_json::{Value, json};

/// Made once: it takes a while.
static KEY: LazyLock<RsaPrivateKey> = LazyLock::new(|| RsaPrivateKey::new(&mut OsRng, 2048).unwrap());

/// The name of the key in the key set.
pub const KEY_ID: &str = "key-1";

/// The public key as a key set (RFC 7517).
pub fn key_set() -> Value {
    let number = |number: &BigUint| base64url(&number.to_bytes_be());
    json!({"keys": [{"use": "sig", "kty": "RSA", "kid": KEY_ID, "alg": "RS256",
        "n": number(KEY.n()), "e": number(KEY.e())}]})
}

/// `claims` signed by RS256, or by what `header` says falsely.
pub fn signed(header: &Value, claims: &Value) -> String {
    let input =
        format!("{}.{}", base64url(header.to_string().as_bytes()), base64url(claims.to_string().as_bytes()));
    let signature = SigningKey::<Sha256>::new(KEY.clone()).sign(input.as_bytes());
    format!("{input}.{}", base64url(&signature.to_bytes()))
}

/// The challenge of a verifier (RFC 7636, section 4.2).
pub fn s256(verifier: &str) -> String {
    base64url(&Sha256::digest(verifier))
}

/// RFC 4648, section 5, without padding.
pub fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let mut bits = 0_usize;
        for place in 0..3 {
            bits = bits << 8 | usize::from(group.get(place).copied().unwrap_or_default());
        }
        for place in 0..=group.len() {
            text.extend(ALPHABET.get(bits >> (18 - 6 * place) & 63).map(|letter| char::from(*letter)));
        }
    }
    text
}

#[test]
fn base64url_is_that_of_the_rfc() {
    // RFC 4648, section 10, and RFC 7636, appendix B.
    for (plain, coded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
        assert_eq!(base64url(plain.as_bytes()), coded);
    }
    let challenge = s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}
