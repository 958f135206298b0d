//! The demo server: what it checks, what its accounts are, and what each fault looks like from outside.

mod accounts;
mod faults;
mod tokens;

use serde_json::{Value, json};

use crate::visitor::{SCOPE, Visitor, given};

const LIST: &str = "/auth/v1/users/me/passwordless/_search";

fn names(visitor: &Visitor, access: &str) -> Vec<String> {
    let rows = visitor.search(LIST, access).json()["result"].clone();
    let name = |row: &Value| row["name"].as_str().unwrap_or_default().to_owned();
    rows.as_array().map(|rows| rows.iter().map(name).collect()).unwrap_or_default()
}

#[test]
fn a_client_or_redirect_that_is_not_registered_is_told_without_a_redirect() {
    let visitor = Visitor::new();
    for change in [
        ("client_id", "nope"),
        ("redirect_uri", "http://127.0.0.1:1/other"),
        ("redirect_uri", "https://example.com/callback"),
        ("redirect_uri", "http://127.0.0.1:1/callback?x=1"),
    ] {
        let answer = visitor.authorize(&[change]);
        assert_eq!(answer.status, 400, "{change:?}");
        assert_eq!(answer.json()["error"], "invalid_request");
        assert!(answer.location.is_empty());
    }
    for good in ["http://127.0.0.1:5/callback", "http://localhost:9/callback", "http://[::1]:9/callback"] {
        assert_eq!(visitor.authorize(&[("redirect_uri", good)]).status, 302, "{good}");
    }
}

#[test]
fn a_request_without_pkce_or_scope_is_refused_at_the_callback() {
    let visitor = Visitor::new();
    for change in [
        ("code_challenge", ""),
        ("code_challenge_method", "plain"),
        ("scope", ""),
        ("response_type", "token"),
    ] {
        let answer = visitor.authorize(&[change]);
        assert_eq!(answer.status, 302, "{change:?}");
        assert!(answer.location.starts_with("http://127.0.0.1:1/callback?error="), "{}", answer.location);
        assert!(answer.location.ends_with("state=s1"), "{}", answer.location);
    }
}

#[test]
fn a_code_is_good_once_for_its_redirect_and_verifier() {
    let visitor = Visitor::new();
    let wrong = [
        (("redirect_uri", "http://127.0.0.1:2/callback"), "invalid_grant"),
        (("code_verifier", "another-verifier-that-is-also-quite-long-enough"), "invalid_grant"),
        (("code_verifier", ""), "invalid_request"),
        (("client_id", "nope"), "invalid_client"),
    ];
    for (change, error) in wrong {
        let answer = visitor.exchange(&visitor.code("bob", SCOPE), &[change]);
        assert_eq!((answer.status, &answer.json()["error"]), (400, &json!(error)), "{change:?}");
    }
    let code = visitor.code("bob", SCOPE);
    assert_eq!(visitor.exchange(&code, &[]).status, 200);
    assert_eq!(visitor.exchange(&code, &[]).status, 400, "once only");
}

#[test]
fn refusing_leads_back_with_an_error() {
    let visitor = Visitor::new();
    let page = visitor.authorize(&[]);
    let id = page.location.split("authRequestID=").nth(1).unwrap().to_owned();
    let answer = visitor.form("/login", &[("authRequestID", &id)]);
    assert!(answer.location.contains("error=access_denied"), "{}", answer.location);
    assert_eq!(visitor.form("/login", &[("authRequestID", &id)]).status, 400, "the page is used up");
}

#[test]
fn tokens_rotate_expire_and_are_revoked() {
    let visitor = Visitor::new();
    let first = visitor.sign_in("bob");
    let second = given(&visitor.refresh(&first.refresh));
    assert_ne!((&first.access, &first.refresh), (&second.access, &second.refresh));
    assert_eq!(visitor.search(LIST, &first.access).status, 401, "dead at once");
    assert_eq!(visitor.refresh(&first.refresh).json()["error"], "invalid_request");
    assert_eq!(visitor.search(LIST, &second.access).status, 200);
    visitor.control("/demo/expire?what=access");
    assert_eq!(visitor.search(LIST, &second.access).status, 401);
    let third = given(&visitor.refresh(&second.refresh));
    assert_eq!(visitor.revoke(&third.refresh).status, 200);
    assert_eq!(visitor.search(LIST, &third.access).status, 401);
    assert_eq!(visitor.revoke("unknown").status, 200);
}

#[test]
fn scopes_decide_what_is_given() {
    let visitor = Visitor::new();
    let without = visitor.sign_in_with("bob", "openid profile urn:zitadel:iam:org:project:id:zitadel:aud");
    assert!(without.whole.get("refresh_token").is_none());
    assert_eq!(visitor.search(LIST, &without.access).status, 200);
    let closed = visitor.sign_in_with("bob", "openid");
    assert_eq!(visitor.search(LIST, &closed.access).status, 401);
    assert_eq!(visitor.get("/oidc/v1/userinfo", &closed.access).status, 200);
}

#[test]
fn each_account_shows_one_thing() {
    let visitor = Visitor::new();
    let count = |login: &str| names(&visitor, &visitor.sign_in(login).access).len();
    for (login, passkeys) in
        [("bob", 3), ("carol", 2), ("dave", 1), ("erin", 0), ("frank", 1000), ("grace", 1), ("judy", 10)]
    {
        assert_eq!(count(login), passkeys, "{login}");
    }
    let ivan = visitor.search(LIST, &visitor.sign_in("ivan").access);
    assert_eq!((ivan.status, ivan.content_type.starts_with("text/html")), (503, true));
    let policy = |login: &str| {
        visitor.get("/auth/v1/policies/login", &visitor.sign_in(login).access).json()["policy"].clone()
    };
    assert!(policy("grace").get("allowUsernamePassword").is_none());
    assert_eq!(policy("heidi")["forceMfa"], true);
    assert!(policy("heidi").get("secondFactors").is_none());
    let links = visitor.search("/auth/v1/users/me/idps/_search", &visitor.sign_in("carol").access).json();
    assert_eq!(links["result"][0]["providedUserId"], "corp|carol/42");
    assert!(names(&visitor, &visitor.sign_in("judy").access).iter().any(|name| name.chars().count() == 200));
}

#[test]
fn wrong_verbs_paths_lengths_and_origins_are_answered_as_the_server_does() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    assert_eq!(visitor.get(LIST, &access).status, 405);
    assert_eq!(visitor.get("/auth/v1/nothing", &access).json(), json!({ "code": 5, "message": "Not Found" }));
    let long = format!("/auth/v1/users/me/passwordless/{}", "1".repeat(201));
    assert_eq!(visitor.delete(&long, &access).json()["code"], 3);
    let foreign =
        visitor.client.post(visitor.url(LIST)).bearer_auth(&access).header("origin", "https://example.com");
    assert_eq!(visitor.send(foreign).json()["details"][0]["id"], "AUTH-DZG21");
}

#[test]
fn what_was_asked_is_logged_without_its_secrets() {
    let visitor = Visitor::new();
    visitor.sign_in("bob");
    let log = visitor.control("/demo/requests").to_string();
    assert!(log.contains("/oauth/v2/authorize") && log.contains("/oauth/v2/token"));
    assert!(!log.contains("code_challenge") && !log.contains("state") && !log.contains("/demo/"), "{log}");
    let access = visitor.sign_in("bob").access;
    visitor.get("/auth/v1/users/me?x=1", &access);
    visitor.get("/auth/v1/users/me", "garbage");
    let log = visitor.control("/demo/requests");
    let last: Vec<&Value> = log.as_array().unwrap().iter().rev().take(2).collect();
    let path = "/auth/v1/users/me";
    assert_eq!(last[0], &json!({ "method": "GET", "path": path, "status": 401 }));
    let good =
        json!({ "method": "GET", "path": path, "query": { "x": "1" }, "account": "bob", "status": 200 });
    assert_eq!(last[1], &good);
    assert!(!log.to_string().contains(&access));
    visitor.control("/demo/requests/clear");
    assert_eq!(visitor.control("/demo/requests"), json!([]));
}

#[test]
fn a_reset_brings_everything_back() {
    let visitor = Visitor::new();
    let access = visitor.sign_in("bob").access;
    visitor.control("/demo/account?login=bob&remove_passkey=0&password=false");
    visitor.control("/demo/reset");
    assert_eq!(visitor.search(LIST, &access).status, 401, "sessions are gone too");
    assert_eq!(names(&visitor, &visitor.sign_in("bob").access).len(), 3);
}

#[test]
fn a_request_without_a_token_is_nobodys() {
    let visitor = Visitor::new();
    visitor.sign_in("bob");
    visitor.control("/demo/expire?what=all");
    assert_eq!(visitor.send(visitor.client.get(visitor.url("/oidc/v1/userinfo"))).status, 401);
    assert_eq!(visitor.get("/oidc/v1/userinfo", "").status, 401);
    assert_eq!(visitor.refresh("").status, 400);
}
