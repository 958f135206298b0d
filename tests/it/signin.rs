//! The sign-in over real sockets, against a small provider of these tests that can be made to err.

mod callback;
mod demo;
mod flow;
mod id_token;
mod jwt;
mod op;
mod provider;
mod session;

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyward::domain::{Server, SignInOrder, TokenFault, Trouble, Why};
use keyward::http::Http;
use keyward::signin::{Limits, OpenBrowser, Progress, Session, Tokens, sign_in};
use tokio::sync::mpsc;
use url::Url;

use op::{CLIENT_ID, Op};

/// No test here waits longer for anything.
const LONG: Duration = Duration::from_secs(20);

/// Asks for a session at `op`.
fn order(op: &Op) -> SignInOrder {
    SignInOrder {
        server: op.server(),
        client_id: CLIENT_ID.to_owned(),
        stay: true,
        another: false,
        organisation: None,
        keep: false,
        language: String::new(),
    }
}

/// A browser that follows redirects by GET, and remembers the last page of each link.
struct Browser {
    open: Arc<OpenBrowser>,
    pages: mpsc::UnboundedReceiver<Page>,
}

/// Where a browser ended up.
#[derive(Debug)]
struct Page {
    address: Url,
    status: u16,
    headers: reqwest::header::HeaderMap,
    text: String,
}

impl Browser {
    fn new() -> Self {
        let (seen, pages) = mpsc::unbounded_channel();
        let open = move |link: &Url| {
            let (seen, link) = (seen.clone(), link.clone());
            tokio::runtime::Handle::current().spawn(async move {
                let page = fetch(link).await;
                seen.send(page)
            });
            Ok(())
        };
        Self { open: Arc::new(open), pages }
    }
}

/// A page as a browser gets it, redirects followed.
async fn fetch(link: Url) -> Page {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.get(link).timeout(LONG).send().await.unwrap();
    Page {
        address: answer.url().clone(),
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        text: answer.text().await.unwrap(),
    }
}

/// Signs in with a browser that works; nobody listens to the progress.
async fn sign_in_at(op: &Op) -> Result<(Session, Tokens), Trouble> {
    let browser = Browser::new();
    sign_in(&Http::new(crate::stage::quick()).unwrap(), &order(op), &browser.open, &|_| {}, Limits::default())
        .await
}

/// Why a sign-in at `op` fails.
async fn failure_at(op: &Op) -> Trouble {
    sign_in_at(op).await.map(|(session, _)| session).expect_err("the sign-in succeeded")
}

/// Which check of the ID token failed.
fn token_fault(trouble: &Trouble) -> &TokenFault {
    match &trouble.why {
        Why::TokenRejected(fault) => fault,
        other => panic!("not a rejected token: {other:?}"),
    }
}

/// A sign-in under way whose link the test opens, or abuses, itself.
struct Waiting {
    link: Url,
    task: tokio::task::JoinHandle<Result<(Session, Tokens), Trouble>>,
    progress: Arc<Mutex<Vec<String>>>,
}

impl Waiting {
    /// Starts a sign-in and waits until the browser is asked for.
    async fn start(op: &Op, limits: Limits) -> Self {
        let (asked, mut links) = mpsc::unbounded_channel();
        let open = move |link: &Url| asked.send(link.clone()).map_err(|_gone| io::ErrorKind::NotFound.into());
        let browser: Arc<OpenBrowser> = Arc::new(open);
        let order = order(op);
        let progress = Arc::new(Mutex::new(Vec::new()));
        let steps = Arc::clone(&progress);
        let task = tokio::spawn(async move {
            let tell = move |step: Progress| steps.lock().unwrap().push(format!("{step:?}"));
            sign_in(&Http::new(crate::stage::quick()).unwrap(), &order, &browser, &tell, limits).await
        });
        let link = tokio::time::timeout(LONG, links.recv()).await.unwrap().unwrap();
        Self { link, task, progress }
    }

    /// The redirect URI of the sign-in under way.
    fn redirect_uri(&self) -> Url {
        Url::parse(&self.parameter("redirect_uri")).unwrap()
    }

    fn parameter(&self, name: &str) -> String {
        self.link.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap()
    }

    /// The callback with these parameters.
    fn callback(&self, parameters: &[(&str, &str)]) -> Url {
        let mut url = self.redirect_uri();
        url.query_pairs_mut().extend_pairs(parameters);
        url
    }

    async fn outcome(self) -> Result<(Session, Tokens), Trouble> {
        tokio::time::timeout(LONG, self.task).await.unwrap().unwrap()
    }

    /// Opens the link as the person would; the sign-in must succeed by it.
    async fn still_succeeds(self) {
        let page = fetch(self.link.clone()).await;
        assert_eq!(page.address.path(), "/done");
        assert!(self.outcome().await.is_ok());
    }
}

/// An address as a person would have typed it.
fn server(address: &str) -> Server {
    Server::parse(address).unwrap().server
}
