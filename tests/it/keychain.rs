//! The system's keychain where there is none: that is found out soon, and said.
//!
//! The environment belongs to the whole process, so this program starts itself again with another one.

use std::process::Command;
use std::time::{Duration, Instant};

use keyward::domain::{AccountKey, Server, SessionKey, Subject, Trouble, What, Why};
use keyward::signin::Keychain;
use oauth2::RefreshToken;

use crate::stage::runtime;

/// Set where this is the started program.
const CHILD: &str = "KEYWARD_TEST_KEYCHAIN_CHILD";

#[test]
fn a_keychain_that_is_not_there_is_unusable_at_once() {
    if std::env::var_os(CHILD).is_some() {
        return as_child();
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "keychain::a_keychain_that_is_not_there_is_unusable_at_once", "--nocapture"])
        .env(CHILD, "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
}

fn as_child() {
    let server = Server::parse("https://id.example.com").unwrap().server;
    let account = AccountKey { server, subject: Subject::new("1") };
    let key = SessionKey { account, client_id: "2".to_owned() };
    let unusable = |trouble: Trouble, what| {
        assert_eq!((trouble.what, &trouble.why), (what, &Why::KeychainUnusable));
        let said = format!("{trouble:?}");
        assert!(trouble.details.cause.is_some() && !said.contains("refresh-token"), "{said}");
    };
    runtime().block_on(async {
        let keychain = Keychain::of_system();
        let begun = Instant::now();
        let token = RefreshToken::new("refresh-token".to_owned());
        unusable(keychain.keep(&key, &token).await.unwrap_err(), What::KeepSession);
        unusable(keychain.find(&key).await.map(|_| ()).unwrap_err(), What::KeepSession);
        unusable(keychain.forget(&key).await.unwrap_err(), What::ForgetSession);
        keychain.forget_where_there_is_one(&key).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    });
}
