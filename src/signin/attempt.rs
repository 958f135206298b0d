//! One authorization request and what must be remembered of it.

use oauth2::{ClientId, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use openidconnect::Nonce;
use url::Url;

use crate::domain::{Organisation, SignInOrder, Trouble, What, Why};

use super::exchange::Client;
use super::provider::Provider;

/// What is always asked for. The last one lets the token be used at ZITADEL's own API: `zitadel` stands
/// for the instance's own project.
const SCOPES: [&str; 4] = ["openid", "profile", "email", "urn:zitadel:iam:org:project:id:zitadel:aud"];
/// Asks for a refresh token (OpenID Connect Core 1.0, section 11).
const SCOPE_STAY: &str = "offline_access";
/// Asks for the account chooser (OpenID Connect Core 1.0, section 3.1.2.1).
const PROMPT_ANOTHER: &str = "select_account";

/// The app at the server. A refresh needs no redirect.
pub(super) fn client(provider: &Provider, client_id: &str) -> Client {
    Client::new(ClientId::new(client_id.to_owned()))
        .set_auth_uri(provider.authorization.clone())
        .set_token_uri(provider.token.clone())
}

/// One authorization request. State, nonce and verifier serve once.
pub(super) struct Attempt {
    pub link: Url,
    pub state: CsrfToken,
    pub nonce: Nonce,
    pub verifier: PkceCodeVerifier,
    pub client: Client,
}

impl Attempt {
    /// A request with a fresh state, nonce and PKCE pair.
    pub fn new(provider: &Provider, order: &SignInOrder, redirect_uri: String) -> Result<Self, Trouble> {
        let redirect = RedirectUrl::new(redirect_uri)
            .map_err(|_never| Trouble::new(What::SignIn, Why::NoCallbackPort))?;
        let client = client(provider, &order.client_id).set_redirect_uri(redirect);
        let nonce = Nonce::new_random();
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let organisation = order.organisation.as_ref().map(Organisation::scope);
        let scopes =
            SCOPES.into_iter().chain(order.stay.then_some(SCOPE_STAY)).chain(organisation.as_deref());
        let mut request = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes.map(|scope| Scope::new(scope.to_owned())))
            .add_extra_param("nonce", nonce.secret().clone())
            .set_pkce_challenge(challenge);
        if order.another {
            request = request.add_extra_param("prompt", PROMPT_ANOTHER);
        }
        let (link, state) = request.url();
        Ok(Self { link, state, nonce, verifier, client })
    }
}
