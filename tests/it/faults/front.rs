//! A server behind TLS that is there when a call begins and cannot be reached at the next: its name is no longer
//! known, nothing listens any more, or its certificate is another one. Real names, sockets and certificates.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use keyward::demo::{Demo, Options};
use keyward::http::Adjust;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::stage::{Stage, runtime};

/// What comes between two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Dns,
    Refused,
    NotTrusted,
}

pub const ALL: [(&str, Fault); 3] =
    [("DNS", Fault::Dns), ("refused", Fault::Refused), ("TLS not trusted", Fault::NotTrusted)];

/// After which answer it comes: the last of so many to requests that begin like this.
struct Plan {
    method: &'static str,
    path: &'static str,
    left: usize,
    fault: Fault,
}

/// What stands in front of the demo server.
pub struct Front(Arc<Struck>);

#[derive(Default)]
struct Struck {
    plan: Mutex<Option<Plan>>,
    nameless: AtomicBool,
    distrusted: AtomicBool,
    close: Notify,
    closed: Notify,
}

/// The demo behind TLS at `https://localhost`, trusted by the stage alone.
pub fn stage(login: &'static str) -> (Stage, Front) {
    let runtime = runtime();
    let (good, root) = certificate();
    let (bad, _) = certificate();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let public = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let options = Options { public_address: Some(public), ..Options::default() };
    let demo = runtime.block_on(Demo::start(options)).unwrap();
    let struck = Arc::new(Struck::default());
    let door = Door { good, bad, demo: demo.address().to_owned(), struck: struck.clone() };
    runtime.spawn(serve(listener, Arc::new(door)));
    let names = Arc::new(Names(struck.clone()));
    let adjust = Adjust::with(move |builder| {
        let root = reqwest::Certificate::from_der(&root).unwrap();
        builder.tls_certs_merge([root]).dns_resolver(names.clone()).pool_max_idle_per_host(0)
    });
    (Stage::at(login, runtime, demo, adjust), Front(struck))
}

impl Front {
    /// From the answer on to the `count`th request that begins so, nothing comes through.
    pub fn strike(&self, count: usize, method: &'static str, path: &'static str, fault: Fault) {
        *self.0.plan.lock().unwrap() = Some(Plan { method, path, left: count, fault });
    }
}

impl Struck {
    /// The fault that is due now, once.
    fn due(&self, method: &str, path: &str) -> Option<Fault> {
        let mut plan = self.plan.lock().unwrap();
        let planned =
            plan.as_mut().filter(|plan| method.starts_with(plan.method) && path.starts_with(plan.path))?;
        planned.left -= 1;
        if planned.left > 0 {
            return None;
        }
        plan.take().map(|plan| plan.fault)
    }

    async fn strike(&self, fault: Fault) {
        match fault {
            Fault::Dns => self.nameless.store(true, Ordering::SeqCst),
            Fault::NotTrusted => self.distrusted.store(true, Ordering::SeqCst),
            Fault::Refused => {
                self.close.notify_one();
                self.closed.notified().await;
            }
        }
    }
}

struct Door {
    good: TlsAcceptor,
    bad: TlsAcceptor,
    demo: String,
    struck: Arc<Struck>,
}

async fn serve(listener: TcpListener, door: Arc<Door>) {
    loop {
        let stream = tokio::select! {
            biased;
            () = door.struck.close.notified() => break,
            accepted = listener.accept() => accepted.unwrap().0,
        };
        let door = door.clone();
        tokio::spawn(async move {
            let acceptor = if door.struck.distrusted.load(Ordering::SeqCst) { &door.bad } else { &door.good };
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let service = service_fn(|request| door.pass(request));
            // One request a connection: the next one has to be made anew.
            let _ended =
                http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), service).await;
        });
    }
    drop(listener);
    door.struck.closed.notify_one();
}

impl Door {
    async fn pass(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, reqwest::Error> {
        let (head, body) = request.into_parts();
        let client =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        let mut headers = head.headers;
        headers.remove("host");
        let asked = client
            .request(head.method.clone(), format!("{}{}", self.demo, head.uri))
            .headers(headers)
            .body(body.collect().await.unwrap().to_bytes());
        let answer = asked.send().await?;
        let mut response = Response::builder().status(answer.status());
        for (name, value) in answer.headers().iter().filter(|(name, _)| *name != "transfer-encoding") {
            response = response.header(name, value);
        }
        let whole = response.body(Full::new(answer.bytes().await?)).unwrap();
        // Before the answer leaves: whoever gets it finds the server changed.
        if let Some(fault) = self.struck.due(head.method.as_str(), head.uri.path()) {
            self.struck.strike(fault).await;
        }
        Ok(whole)
    }
}

/// A certificate for localhost that vouches for itself.
pub fn certificate() -> (TlsAcceptor, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), made.cert.der().clone())
}

/// The system's names, until `localhost` is asked for under one that no system knows (RFC 2606, section 2).
struct Names(Arc<Struck>);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let nameless = self.0.nameless.load(Ordering::SeqCst);
        Box::pin(async move {
            let host = if nameless { "keyward.invalid" } else { name.as_str() };
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host, 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
