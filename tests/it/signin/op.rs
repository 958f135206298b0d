//! A small OpenID provider on a real socket: strict about what it is sent, and false where a test asks.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use keyward::domain::Server;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use url::form_urlencoded;

use super::jwt;

/// The only client that the provider knows.
pub const CLIENT_ID: &str = "keyward-test";
/// Who signs in.
pub const SUBJECT: &str = "400917664874105894";

/// Changes an answer before it is sent.
pub type Twist = Arc<dyn Fn(&mut Value) + Send + Sync>;
/// What a whole path answers instead: status, content type, body.
pub type Instead = (u16, &'static str, &'static str);

/// How the provider errs. Everything unset is done right.
#[derive(Default)]
pub struct Plan {
    pub discovery: Option<Twist>,
    pub header: Option<Twist>,
    pub claims: Option<Twist>,
    pub tokens: Option<Twist>,
    pub user_info: Option<Twist>,
    /// Sent through the browser instead of a code.
    pub error: Option<&'static str>,
    /// What `Date` says.
    pub date: Option<&'static str>,
    pub instead: HashMap<&'static str, Instead>,
}

/// What was asked of it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub query: HashMap<String, String>,
    pub form: HashMap<String, String>,
    pub bearer: Option<String>,
}

/// The provider. Ends when dropped.
pub struct Op {
    origin: String,
    pub state: Arc<State>,
    task: JoinHandle<()>,
}

#[derive(Default)]
pub struct State {
    origin: String,
    pub plan: Mutex<Plan>,
    asked: Mutex<Vec<Asked>>,
    /// Code, and the request that it answers.
    codes: Mutex<HashMap<String, HashMap<String, String>>>,
    refresh: Mutex<Option<String>>,
    counter: std::sync::atomic::AtomicU64,
}

impl Drop for Op {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Op {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A provider that errs as `plan` says.
    pub async fn with(plan: impl FnOnce(&mut Plan)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State { origin: origin.clone(), ..State::default() });
        plan(&mut state.plan.lock().unwrap());
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                connections.spawn(async move {
                    let service = service_fn(move |request| Arc::clone(&state).answer(request));
                    let server = hyper::server::conn::http1::Builder::new();
                    server.serve_connection(TokioIo::new(stream), service).await
                });
            }
        });
        Self { origin, state, task }
    }

    pub fn server(&self) -> Server {
        super::server(&self.origin)
    }

    /// Changes how it errs from now on.
    pub fn change(&self, change: impl FnOnce(&mut Plan)) {
        change(&mut self.state.plan.lock().unwrap());
    }

    /// From now on `path` answers this.
    pub fn instead(&self, path: &'static str, instead: Instead) {
        self.state.plan.lock().unwrap().instead.insert(path, instead);
    }

    /// Everything asked at `path` so far.
    pub fn asked(&self, path: &str) -> Vec<Asked> {
        self.state.asked.lock().unwrap().iter().filter(|asked| asked.path == path).cloned().collect()
    }
}

/// Wraps a change of an answer.
#[expect(clippy::unnecessary_wraps, reason = "reads as the member of a plan")]
pub fn twist(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Option<Twist> {
    Some(Arc::new(change))
}

type Answer = Response<Full<Bytes>>;

impl State {
    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Result<Answer, Infallible> {
        let path = request.uri().path().to_owned();
        let query = pairs(request.uri().query().unwrap_or_default().as_bytes());
        let bearer = request.headers().get(AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
        let method = request.method().clone();
        let form = pairs(&request.into_body().collect().await.unwrap().to_bytes());
        let asked = Asked { path: path.clone(), query, form, bearer };
        self.asked.lock().unwrap().push(asked.clone());
        let (instead, date) = {
            let plan = self.plan.lock().unwrap();
            (plan.instead.get(path.as_str()).copied(), plan.date)
        };
        let mut answer = match instead {
            Some((status, kind, body)) => text(status, kind, body.to_owned()),
            None => self.right(&method, &path, &asked),
        };
        if let Some(date) = date {
            answer.headers_mut().insert("date", date.parse().unwrap());
        }
        Ok(answer)
    }

    fn right(&self, method: &Method, path: &str, asked: &Asked) -> Answer {
        match (method.as_str(), path) {
            ("GET", "/.well-known/openid-configuration") => self.discovery(),
            ("GET", "/authorize") => self.authorize(&asked.query),
            ("GET", "/keys") => json_answer(200, &jwt::key_set()),
            ("POST", "/token") => self.token(&asked.form),
            ("GET", "/userinfo")
                if asked.bearer.as_deref().is_some_and(|text| text.starts_with("Bearer access-")) =>
            {
                let mut info = json!({"sub": SUBJECT, "name": "Bob Example", "preferred_username": "bob",
                    "email": "bob@example.com", "locale": null});
                self.twist(|plan| plan.user_info.clone(), &mut info);
                json_answer(200, &info)
            }
            ("POST", "/revoke") => text(200, "application/json", String::new()),
            _ => text(404, "text/plain", "no such page".into()),
        }
    }

    fn twist(&self, which: impl Fn(&Plan) -> Option<Twist>, value: &mut Value) {
        let twist = which(&self.plan.lock().unwrap());
        if let Some(twist) = twist {
            twist(value);
        }
    }

    fn discovery(&self) -> Answer {
        let at = |path: &str| format!("{}{path}", self.origin);
        let mut document = json!({"issuer": self.origin, "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"), "userinfo_endpoint": at("/userinfo"),
            "revocation_endpoint": at("/revoke"), "jwks_uri": at("/keys")});
        self.twist(|plan| plan.discovery.clone(), &mut document);
        json_answer(200, &document)
    }

    fn authorize(&self, query: &HashMap<String, String>) -> Answer {
        let get = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
        if get("client_id") != CLIENT_ID {
            return refusal("Errors.App.NotFound");
        }
        if !get("redirect_uri").starts_with("http://127.0.0.1:")
            || !get("redirect_uri").ends_with("/callback")
        {
            return refusal("The requested redirect_uri is missing in the client configuration.");
        }
        assert_eq!((get("response_type"), get("code_challenge_method")), ("code", "S256"));
        assert!(get("state").len() >= 22 && get("nonce").len() >= 22 && get("code_challenge").len() == 43);
        let mut back = url::Url::parse(get("redirect_uri")).unwrap();
        let error = self.plan.lock().unwrap().error;
        if let Some(error) = error {
            back.query_pairs_mut().append_pair("error", error).append_pair("error_description", "as planned");
        } else {
            let code = format!("code-{}", self.number());
            back.query_pairs_mut().append_pair("code", &code);
            self.codes.lock().unwrap().insert(code, query.clone());
        }
        back.query_pairs_mut().append_pair("state", get("state"));
        Response::builder().status(302).header(LOCATION, back.as_str()).body(Full::default()).unwrap()
    }

    fn token(&self, form: &HashMap<String, String>) -> Answer {
        let get = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        if get("client_id") != CLIENT_ID {
            return refusal("invalid client");
        }
        let nonce = match get("grant_type") {
            "authorization_code" => {
                let Some(request) = self.codes.lock().unwrap().remove(get("code")) else {
                    return refusal("Errors.User.Code.Invalid");
                };
                assert_eq!(request["code_challenge"], jwt::s256(get("code_verifier")));
                assert_eq!(request["redirect_uri"], get("redirect_uri"));
                Some(request["nonce"].clone())
            }
            "refresh_token" if self.refresh.lock().unwrap().as_deref() == Some(get("refresh_token")) => None,
            _ => return refusal("Errors.OIDCSession.RefreshTokenInvalid"),
        };
        let serial = self.number();
        *self.refresh.lock().unwrap() = Some(format!("refresh-{serial}"));
        let mut tokens = json!({"access_token": format!("access-{serial}"), "token_type": "Bearer",
            "refresh_token": format!("refresh-{serial}"), "expires_in": 3600, "id_token": self.id_token(nonce.as_deref())});
        self.twist(|plan| plan.tokens.clone(), &mut tokens);
        json_answer(200, &tokens)
    }

    fn id_token(&self, nonce: Option<&str>) -> String {
        let now = Timestamp::now().as_second();
        let mut claims = json!({"iss": self.origin, "sub": SUBJECT, "azp": CLIENT_ID, "iat": now,
            "exp": now + 3600, "aud": [CLIENT_ID, "the-project", "another-app"], "nonce": nonce});
        self.twist(|plan| plan.claims.clone(), &mut claims);
        let mut header = json!({"alg": "RS256", "kid": jwt::KEY_ID, "typ": "JWT"});
        self.twist(|plan| plan.header.clone(), &mut header);
        jwt::signed(&header, &claims)
    }

    fn number(&self) -> u64 {
        self.counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }
}

fn pairs(encoded: &[u8]) -> HashMap<String, String> {
    form_urlencoded::parse(encoded).map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

fn refusal(description: &str) -> Answer {
    json_answer(400, &json!({"error": "invalid_request", "error_description": description}))
}

fn json_answer(status: u16, body: &Value) -> Answer {
    text(status, "application/json", body.to_string())
}

fn text(status: u16, kind: &str, body: String) -> Answer {
    Response::builder().status(status).header(CONTENT_TYPE, kind).body(Full::new(body.into())).unwrap()
}
