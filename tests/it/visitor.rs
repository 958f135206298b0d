//! Talks to the demo server by hand: raw requests, and a sign-in without the client under test.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use keyward::demo::{Demo, Options};
use reqwest::{Client, RequestBuilder, Response, redirect};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::runtime::Runtime;
use url::Url;

pub const REDIRECT: &str = "http://127.0.0.1:1/callback";
pub const VERIFIER: &str = "a-code-verifier-that-is-long-enough-for-rfc-7636";
pub const SCOPE: &str = "openid profile email offline_access urn:zitadel:iam:org:project:id:zitadel:aud";

pub struct Visitor {
    pub demo: Demo,
    pub runtime: Runtime,
    pub client: Client,
}

/// What the token endpoint gave.
#[derive(Clone, Debug)]
pub struct Given {
    pub access: String,
    pub refresh: String,
    pub whole: Value,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Heard {
    pub status: u16,
    pub content_type: String,
    pub location: String,
    /// `WWW-Authenticate`.
    pub challenge: String,
    pub date: String,
    pub body: String,
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Visitor {
    pub fn new() -> Self {
        let runtime = crate::stage::runtime();
        let demo = runtime.block_on(Demo::start(Options::default())).unwrap();
        let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
        Self { demo, runtime, client }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.demo.issuer())
    }

    pub fn control(&self, path: &str) -> Value {
        crate::stage::control(&self.runtime, &self.demo, path)
    }

    pub fn send(&self, request: RequestBuilder) -> Heard {
        self.try_send(request).unwrap()
    }

    pub fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Heard> {
        self.runtime.block_on(async {
            let answer = request.send().await?;
            let header = |answer: &Response, name: &str| {
                answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
            };
            Ok(Heard {
                status: answer.status().as_u16(),
                content_type: header(&answer, "content-type"),
                location: header(&answer, "location"),
                challenge: header(&answer, "www-authenticate"),
                date: header(&answer, "date"),
                body: answer.text().await?,
            })
        })
    }

    pub fn get(&self, path: &str, access: &str) -> Heard {
        self.send(self.client.get(self.url(path)).bearer_auth(access))
    }

    pub fn search(&self, path: &str, access: &str) -> Heard {
        self.send(self.client.post(self.url(path)).bearer_auth(access).body("{}"))
    }

    pub fn delete(&self, path: &str, access: &str) -> Heard {
        self.send(self.client.delete(self.url(path)).bearer_auth(access))
    }

    /// A call over gRPC-web, framed already; the answer's bytes.
    pub fn grpc_web(&self, path: &str, access: &str, framed: Vec<u8>) -> Vec<u8> {
        let request = self.client.post(self.url(path)).bearer_auth(access).body(framed);
        self.runtime.block_on(async {
            let answer = request.header("content-type", "application/grpc-web+proto").send().await.unwrap();
            assert_eq!(answer.status(), 200, "{path}");
            assert_eq!(answer.headers()["content-type"], "application/grpc-web+proto");
            answer.bytes().await.unwrap().to_vec()
        })
    }

    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Heard {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.client.post(self.url(path)).body(body);
        self.send(request.header("content-type", "application/x-www-form-urlencoded"))
    }

    /// The authorization request with `changes` over good parameters; an empty value leaves one out.
    pub fn authorize(&self, changes: &[(&str, &str)]) -> Heard {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let mut parameters = vec![
            ("client_id", self.demo.client_id()),
            ("redirect_uri", REDIRECT),
            ("response_type", "code"),
            ("scope", SCOPE),
            ("state", "s1"),
            ("nonce", "n1"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in changes {
            parameters.retain(|(given, _)| given != name);
            if !value.is_empty() {
                parameters.push((name, value));
            }
        }
        let url = Url::parse_with_params(&self.url("/oauth/v2/authorize"), parameters).unwrap();
        self.send(self.client.get(url))
    }

    /// A code for `login`, as the callback would get it.
    pub fn code(&self, login: &str, scope: &str) -> String {
        let page = self.authorize(&[("scope", scope)]);
        assert_eq!(page.status, 302, "{}", page.body);
        let id = page.location.split("authRequestID=").nth(1).expect("an authorization request").to_owned();
        let answer = self.form("/login", &[("authRequestID", &id), ("login", login)]);
        let back = Url::parse(&answer.location).expect("back to the app");
        let query =
            |name: &str| back.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        assert_eq!(query("state").as_deref(), Some("s1"));
        query("code").expect("a code")
    }

    pub fn exchange(&self, code: &str, changes: &[(&str, &str)]) -> Heard {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("client_id", self.demo.client_id()),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
            ("code", code),
        ];
        for change in changes {
            fields.retain(|(given, _)| *given != change.0);
            fields.push(*change);
        }
        self.form("/oauth/v2/token", &fields)
    }

    pub fn refresh(&self, token: &str) -> Heard {
        let fields =
            [("grant_type", "refresh_token"), ("client_id", self.demo.client_id()), ("refresh_token", token)];
        self.form("/oauth/v2/token", &fields)
    }

    pub fn revoke(&self, token: &str) -> Heard {
        self.form("/oauth/v2/revoke", &[("client_id", self.demo.client_id()), ("token", token)])
    }

    pub fn sign_in(&self, login: &str) -> Given {
        self.sign_in_with(login, SCOPE)
    }

    pub fn sign_in_with(&self, login: &str, scope: &str) -> Given {
        given(&self.exchange(&self.code(login, scope), &[]))
    }
}

pub fn given(answer: &Heard) -> Given {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let whole = answer.json();
    let text = |name: &str| whole[name].as_str().unwrap_or_default().to_owned();
    Given { access: text("access_token"), refresh: text("refresh_token"), whole }
}
