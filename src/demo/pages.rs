//! The pages on which a person signs in. Plain HTML, light and dark, usable without a mouse.

use super::accounts::Account;

const STYLE: &str = "
:root { color-scheme: light dark; --card: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --back: #f4f5f7; --blue: #1f5fbf; }
@media (prefers-color-scheme: dark) {
  :root { --card: #1d2026; --text: #e8eaed; --soft: #a4abb6; --line: #3a404a; --back: #14161a; --blue: #8ab4f8; }
}
body { margin: 0; font: 16px/1.45 system-ui, sans-serif; color: var(--text); background: var(--back); }
main { max-width: 34rem; margin: 6vh auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
p { margin: 0 0 1.25rem; color: var(--soft); }
button { display: block; width: 100%; text-align: left; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1rem; margin: 0 0 .5rem; cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--blue); outline: 2px solid var(--blue); outline-offset: -1px; }
button b { display: block; font-weight: 600; } button span { color: var(--soft); font-size: .92rem; }
button.plain { text-align: center; background: none; margin-top: 1rem; }
";

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\">\
         <style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )
}

/// The chooser for the authorization request `id`.
pub(super) fn accounts<'a>(id: &str, accounts: impl Iterator<Item = &'a Account>) -> String {
    let mut body = String::from(
        "<h1>Choose a demo account</h1>\
         <p>This is Keyward’s own demo server on this computer. Nobody here is real, and nothing leaves it.</p>\
         <form method=\"post\" action=\"/login\">",
    );
    body.push_str("<input type=\"hidden\" name=\"authRequestID\" value=\"");
    body.push_str(id);
    body.push_str("\">");
    body.extend(accounts.map(|account| {
        let (login, name, shows) = (account.login, account.name(), account.shows);
        format!(
            "<button name=\"login\" value=\"{login}\" aria-label=\"Sign in as {name}\" aria-describedby=\"{login}\">\
             <b>{name}</b><span id=\"{login}\">{shows}</span></button>"
        )
    }));
    body.push_str("<button class=\"plain\">Refuse</button></form>");
    page("Choose a demo account", &body)
}

/// Shown where an authorization request is unknown or too old.
pub(super) fn expired() -> String {
    page("Not found", "<h1>This sign-in is over</h1><p>Go back to Keyward and start again.</p>")
}

/// Shown at the server's own address.
pub(super) fn front(issuer: &str) -> String {
    let body = format!(
        "<h1>Keyward’s demo server</h1><p>It plays an identity server at {issuer}. Start Keyward to use it.</p>"
    );
    page("Keyward’s demo server", &body)
}

/// Shown after signing out in the browser.
pub(super) fn signed_out() -> String {
    page("Signed out", "<h1>Signed out</h1><p>You can close this page.</p>")
}
