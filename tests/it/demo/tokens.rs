//! What the demo's tokens say, read without the client under test; and each way to spoil them.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use keyward::demo::{Demo, Options};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::LIST;
use crate::visitor::{Given, SCOPE, Visitor, given};

fn decode(part: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(part).unwrap()
}

/// Head and claims, and whether the signature is by the announced key.
fn read(visitor: &Visitor, tokens: &Given) -> (Value, Value, bool) {
    let token = tokens.whole["id_token"].as_str().expect("an ID token");
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (head, claims) = signed.split_once('.').unwrap();
    let json = |part| serde_json::from_slice::<Value>(&decode(part)).unwrap();
    let keys = visitor.get("/oauth/v2/keys", "").json();
    let key = &keys["keys"][0];
    assert_eq!(json(head)["kid"], key["kid"]);
    let coordinate = |name: &str| decode(key[name].as_str().unwrap());
    // An uncompressed point (SEC 1, section 2.3.3).
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let key = VerifyingKey::from_sec1_bytes(&point).unwrap();
    let good = Signature::from_slice(&decode(signature))
        .is_ok_and(|signature| key.verify(signed.as_bytes(), &signature).is_ok());
    (json(head), json(claims), good)
}

#[test]
fn an_id_token_says_what_the_server_says_and_is_signed() {
    let visitor = Visitor::new();
    let tokens = visitor.sign_in("bob");
    let (head, claims, good) = read(&visitor, &tokens);
    assert!(good, "signed by the announced key");
    assert_eq!(head["alg"], "ES256");
    let client = visitor.demo.client_id();
    let info = visitor.get("/oidc/v1/userinfo", &tokens.access).json();
    assert_eq!((&claims["iss"], &claims["sub"]), (&json!(visitor.demo.issuer()), &info["sub"]));
    assert_eq!((&claims["azp"], &claims["client_id"]), (&json!(client), &json!(client)));
    assert_eq!((&claims["nonce"], &claims["amr"]), (&json!("n1"), &json!(["user", "mfa"])));
    assert!(claims["sid"].as_str().unwrap().starts_with("V1_"));
    let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest(&tokens.access)[..16]);
    assert_eq!(claims["at_hash"], hash);
    let now = Timestamp::now().as_second();
    for (claim, from, to) in
        [("iat", now - 60, now), ("auth_time", now - 60, now), ("exp", now + 60, i64::MAX)]
    {
        let time = claims[claim].as_i64().unwrap();
        assert!((from..=to).contains(&time), "{claim} {time}");
    }
    let erin = read(&visitor, &visitor.sign_in("erin")).1;
    assert_eq!(erin["amr"], json!(["pwd"]));
}

#[test]
fn the_audience_holds_the_api_only_where_its_scope_was_asked_for() {
    let visitor = Visitor::new();
    let audience = |scope| read(&visitor, &visitor.sign_in_with("bob", scope)).1["aud"].clone();
    let (without, with) = (audience("openid"), audience(SCOPE));
    let (without, with) = (without.as_array().unwrap(), with.as_array().unwrap());
    assert_eq!(without[0], visitor.demo.client_id());
    assert_eq!(with.len(), without.len() + 1);
    assert!(without.iter().all(|each| with.contains(each)));
}

#[test]
fn each_option_spoils_one_thing() {
    let visitor = Visitor::new();
    let right = read(&visitor, &visitor.sign_in("bob"));
    let spoilt = |option: &str| {
        visitor.control(&format!("/demo/options?{option}"));
        let read = read(&visitor, &visitor.sign_in("bob"));
        visitor.control("/demo/options?clear=true");
        read
    };
    for claim in ["iss", "azp", "nonce"] {
        let (_, claims, good) = spoilt(&format!("{claim}=wrong"));
        assert_ne!(claims[claim], right.1[claim], "{claim}");
        assert!(good, "{claim} is wrong, the signature is not");
    }
    assert!(spoilt("azp=missing").1.get("azp").is_none());
    let (_, claims, _) = spoilt("aud=wrong");
    assert!(!claims["aud"].as_array().unwrap().contains(&json!(visitor.demo.client_id())));
    assert!(spoilt("exp=past").1["exp"].as_i64().unwrap() < Timestamp::now().as_second());
    assert!(spoilt("clock_skew=900").1["iat"].as_i64().unwrap() > Timestamp::now().as_second() + 800);
    assert!(!spoilt("signature=wrong").2);
    assert_eq!(spoilt("alg=HS256").0["alg"], "HS256");
    let (head, _, good) = spoilt("alg=none");
    assert_eq!((&head["alg"], good), (&json!("none"), false));
    assert!(spoilt("nonce=false").2, "false spoils nothing");
}

#[test]
fn options_leave_things_out_and_lead_elsewhere() {
    let visitor = Visitor::new();
    let option = |option: &str| visitor.control(&format!("/demo/options?clear=true&{option}"));
    let discovery = || visitor.get("/.well-known/openid-configuration", "").json();
    assert_eq!(discovery()["issuer"], visitor.demo.issuer());
    option("issuer=other");
    assert_ne!(discovery()["issuer"], visitor.demo.issuer());
    option("endpoint=insecure");
    assert_eq!(discovery()["authorization_endpoint"], "http://other.example/oauth/v2/authorize");
    option("endpoint=elsewhere");
    assert!(discovery()["token_endpoint"].as_str().unwrap().starts_with("https://elsewhere.example/"));
    option("id_token=missing");
    assert!(visitor.sign_in("bob").whole.get("id_token").is_none());
    option("no_refresh_token=true");
    assert!(visitor.sign_in("bob").whole.get("refresh_token").is_none());
    option("no_audience=true");
    assert_eq!(visitor.search(LIST, &visitor.sign_in("bob").access).status, 401);
    option("sub=wrong");
    let tokens = visitor.sign_in("bob");
    let info = visitor.get("/oidc/v1/userinfo", &tokens.access).json();
    assert_ne!(read(&visitor, &tokens).1["sub"], info["sub"]);
    option("refresh_sub=other");
    let tokens = visitor.sign_in("bob");
    let other = given(&visitor.refresh(&tokens.refresh));
    assert_ne!(read(&visitor, &tokens).1["sub"], read(&visitor, &other).1["sub"]);
    option("date_skew=-3600");
    let date = visitor.get("/oauth/v2/keys", "").date;
    let date = DateTimeParser::new().parse_timestamp(&date).unwrap().as_second();
    assert!((-3660..-3590).contains(&(date - Timestamp::now().as_second())), "{date}");
}

#[test]
fn an_access_token_lasts_as_long_as_was_said() {
    let mut visitor = Visitor::new();
    let options = Options { access_token_lifetime: Duration::from_secs(1), ..Options::default() };
    visitor.demo = visitor.runtime.block_on(Demo::start(options)).unwrap();
    let tokens = visitor.sign_in("bob");
    assert_eq!(tokens.whole["expires_in"], 1);
    assert_eq!(visitor.search(LIST, &tokens.access).status, 200);
    std::thread::sleep(Duration::from_millis(1100));
    let refused = visitor.search(LIST, &tokens.access);
    assert_eq!((refused.status, &refused.json()["details"][0]["id"]), (401, &json!("AUTH-7fs1e")));
    assert_eq!(visitor.search(LIST, &given(&visitor.refresh(&tokens.refresh)).access).status, 200);
}
