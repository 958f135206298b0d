//! A small real HTTP browser: opens the authorization request, presses one button, follows the redirects.

use std::io;
use std::time::{Duration, Instant};

use url::Url;

/// The longest that a visit may take, all its pages together.
const LIMIT: Duration = Duration::from_secs(10);
/// The most redirects that are followed.
const HOPS: usize = 8;

/// A browser that signs in as `login` on the demo's page; "refuse" presses "Refuse", "" nothing at all.
///
/// Returns at once, as the system's does; the pages are visited on a thread of their own.
pub fn sign_in_as(login: &'static str) -> impl Fn(&Url) -> io::Result<()> + Send + Sync + 'static {
    move |link: &Url| {
        let link = link.clone();
        if login.is_empty() {
            return Ok(());
        }
        std::thread::spawn(move || {
            let last = visit(&link, login);
            // The app may have given up meanwhile: then nobody listens any more.
            if let Err(error) = last {
                eprintln!("the browser gave up: {error}");
            }
        });
        Ok(())
    }
}

/// Visits `link`, presses the button, and returns the last page's text.
pub fn visit(link: &Url, login: &str) -> Result<String, reqwest::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let end = Instant::now() + LIMIT;
    let left = || end.saturating_duration_since(Instant::now());
    runtime.block_on(async {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::limited(HOPS))
            .no_proxy()
            // A person may have told their browser to trust what their system does not.
            .tls_danger_accept_invalid_certs(true)
            .build()?;
        let page = client.get(link.clone()).timeout(left()).send().await?;
        let origin = page.url().clone();
        let text = page.text().await?;
        let id = text.split("name=\"authRequestID\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let Some(id) = id else { return Ok(text) };
        let mut form = format!("authRequestID={id}");
        if login != "refuse" {
            assert!(text.contains(&format!("value=\"{login}\"")), "no button for {login}");
            form = format!("{form}&login={login}");
        }
        let action = origin.join("/login").unwrap();
        let answer = client
            .post(action)
            .timeout(left())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await?;
        answer.text().await
    })
}
