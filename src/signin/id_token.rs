//! The ID token's checks: OpenID Connect Core 1.0, sections 3.1.3.7 and 12.2.

use std::str::FromStr as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use openidconnect::core::{
    CoreGenderClaim, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
};
use openidconnect::{
    ClaimsVerificationError, ClientId, EmptyAdditionalClaims, IdToken, IdTokenClaims, IssuerUrl, Nonce,
};

use crate::domain::{Subject, TokenFault};

use super::exchange::IdTokenText;

/// By how much the clocks may differ.
const LEEWAY: Duration = Duration::from_mins(5);

/// Signed with a private key: never `none`, never a shared secret. ES512 is not supported by the library.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Claims = IdTokenClaims<EmptyAdditionalClaims, CoreGenderClaim>;
type Unchecked = IdToken<
    EmptyAdditionalClaims,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// What an ID token must say.
pub(super) struct Expected<'a> {
    pub issuer: &'a IssuerUrl,
    pub client_id: &'a str,
    pub keys: CoreJsonWebKeySet,
    /// At a sign-in only: a refreshed token may keep its first times and has no nonce (section 12.2).
    pub freshly: Option<Freshly<'a>>,
}

/// What only the ID token of a sign-in must say.
pub(super) struct Freshly<'a> {
    pub nonce: &'a Nonce,
    /// By how many seconds this machine's clock is ahead of the server's.
    pub clock_ahead: Option<i64>,
}

/// Whom the token names, if it passes every check.
pub(super) fn verify(text: &IdTokenText, expected: Expected<'_>) -> Result<Subject, TokenFault> {
    let token = Unchecked::from_str(text.secret()).map_err(|_not_a_token| TokenFault::Unreadable)?;
    let Expected { issuer, client_id, keys, freshly } = expected;
    let verifier =
        CoreIdTokenVerifier::new_public_client(ClientId::new(client_id.to_owned()), issuer.clone(), keys)
            .set_allowed_algs(ALGORITHMS)
            // The project and every app in it are audiences too; `azp` says for whom it was made.
            .set_other_audience_verifier_fn(|_audience| true);
    let claims = if let Some(Freshly { nonce, clock_ahead }) = freshly {
        let now = SystemTime::now();
        let (earliest, latest) = (now.checked_sub(LEEWAY).unwrap_or(now), seconds(now + LEEWAY));
        let in_time =
            move |issued| if issued > latest { Err("issued ahead of time".to_owned()) } else { Ok(()) };
        let verifier = verifier
            .set_time_fn(move || earliest.into())
            .set_issue_time_verifier_fn(move |issued| in_time(issued.timestamp()));
        token.claims(&verifier, nonce).map_err(|error| fault(&error, clock_ahead))?
    } else {
        let verifier = verifier.set_time_fn(|| UNIX_EPOCH.into());
        let any_nonce = |_nonce: Option<&Nonce>| Ok(());
        token.claims(&verifier, any_nonce).map_err(|error| fault(&error, None))?
    };
    check_party(claims, client_id)?;
    Ok(Subject::new(claims.subject().as_str()))
}

/// Items 4 and 5 of section 3.1.3.7, which the library leaves out.
fn check_party(claims: &Claims, client_id: &str) -> Result<(), TokenFault> {
    let right = match claims.authorized_party() {
        Some(party) => party.as_str() == client_id,
        None => claims.audiences().len() <= 1,
    };
    if right { Ok(()) } else { Err(TokenFault::AuthorizedParty) }
}

fn fault(error: &ClaimsVerificationError, clock_ahead: Option<i64>) -> TokenFault {
    match error {
        ClaimsVerificationError::InvalidIssuer(_) => TokenFault::Issuer,
        ClaimsVerificationError::InvalidAudience(_) => TokenFault::Audience,
        ClaimsVerificationError::InvalidNonce(_) => TokenFault::Nonce,
        // Only a difference that is more than the leeway explains the refusal.
        ClaimsVerificationError::Expired(_) => {
            TokenFault::Clock(clock_ahead.filter(|ahead| ahead.unsigned_abs() > LEEWAY.as_secs()))
        }
        ClaimsVerificationError::SignatureVerification(_) => TokenFault::Signature,
        ClaimsVerificationError::InvalidSubject(_) => TokenFault::Subject,
        _ => TokenFault::Unreadable,
    }
}

fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
