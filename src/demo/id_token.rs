//! Signs ID tokens: ES256 (RFC 7518, section 3.4) with a key made at start.

use std::collections::BTreeMap;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{CLIENT_ID, put};

/// The id of the project that the app stands in: always an audience.
const APP_PROJECT: &str = "400917664773508134";
/// The id of the project that ZITADEL itself is: the audience of its API.
const API_PROJECT: &str = "400917613234030118";
const ALGORITHM: &str = "ES256";
const KEY_ID: &str = "400917613284166694";
/// How long an ID token is good for, in seconds.
const LIFETIME: i64 = 12 * 60 * 60;

/// What an ID token says.
pub(super) struct Claims<'a> {
    pub issuer: &'a str,
    pub subject: &'a str,
    pub nonce: Option<&'a str>,
    pub access: &'a str,
    pub session: &'a str,
    pub signed_in: Timestamp,
    pub with_passkey: bool,
    pub refreshed: bool,
    /// Whether the API's scope was asked for: then its project is an audience.
    pub api: bool,
}

pub(super) struct Signer {
    key: SigningKey,
}

impl Signer {
    /// A new key.
    pub fn new() -> io::Result<Self> {
        loop {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(io::Error::other)?;
            // Nearly every 256-bit number is a key; the few that are not are thrown again.
            if let Ok(key) = SigningKey::from_slice(&bytes) {
                return Ok(Self { key });
            }
        }
    }

    /// The public key as a JWK set (RFC 7517).
    pub fn keys(&self) -> Value {
        let point = self.key.verifying_key().to_encoded_point(false);
        let text = |part: Option<&[u8]>| URL_SAFE_NO_PAD.encode(part.unwrap_or_default());
        json!({ "keys": [{
            "use": "sig",
            "kty": "EC",
            "kid": KEY_ID,
            "alg": ALGORITHM,
            "crv": "P-256",
            "x": text(point.x().map(|x| &**x)),
            "y": text(point.y().map(|y| &**y)),
        }]})
    }

    /// A signed ID token; `odd` makes it wrong in the ways that a client must notice.
    pub fn id_token(&self, claims: &Claims<'_>, odd: &BTreeMap<String, String>) -> String {
        let wrong = |name: &str| odd.contains_key(name);
        let number = |name: &str| odd.get(name).and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
        let now = Timestamp::now().as_second() + number("clock_skew");
        let client = CLIENT_ID;
        let mut audience = if wrong("aud") { vec![] } else { vec![client] };
        audience.push(APP_PROJECT);
        audience.extend(claims.api.then_some(API_PROJECT));
        let hash = Sha256::digest(claims.access.as_bytes());
        let mut body = json!({
            "iss": if wrong("iss") { "https://elsewhere.example" } else { claims.issuer },
            "sub": if wrong("refresh_sub") && claims.refreshed { "1" } else { claims.subject },
            "aud": audience,
            "azp": if wrong("azp") { "1" } else { client },
            "client_id": client,
            "iat": now,
            "exp": if wrong("exp") { now - 3600 } else { now + LIFETIME },
            "auth_time": claims.signed_in.as_second(),
            "amr": if claims.with_passkey { json!(["user", "mfa"]) } else { json!(["pwd"]) },
            "sid": format!("V1_{}", claims.session),
            "at_hash": URL_SAFE_NO_PAD.encode(hash.get(..16).unwrap_or_default()),
        });
        if let Some(nonce) = claims.nonce {
            put(&mut body, "nonce", json!(if wrong("nonce") { "another" } else { nonce }));
        }
        if odd.get("azp").is_some_and(|value| value == "missing")
            && let Some(members) = body.as_object_mut()
        {
            members.remove("azp");
        }
        self.sign(&body, odd.get("alg").map_or(ALGORITHM, String::as_str), wrong("signature"))
    }

    /// `named` is what the token says that its signature is; it is by ES256, or missing with `none`.
    fn sign(&self, body: &Value, named: &str, spoil: bool) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = json!({ "alg": named, "kid": KEY_ID, "typ": "JWT" });
        let signed = format!("{}.{}", part(&head), part(body));
        let signature: Signature = self.key.sign(signed.as_bytes());
        let mut bytes = signature.to_bytes().to_vec();
        if spoil {
            bytes.reverse();
        }
        if named == "none" {
            bytes.clear();
        }
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(bytes))
    }
}
