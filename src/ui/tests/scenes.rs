//! States to paint, each with a name.

use url::Url;

use super::world::{
    KEY, LAPTOP, PHONE, World, github, id, inventory, not_read, only, passkey, policy, refused, step, unsure,
    wall,
};
use crate::domain::{
    Account, AccountKey, Action, Contacts, Details, Event, FactorState, Gone, IdentityId, IdpId, Intent,
    Inventory, Known, LinkedIdentity, MethodId, Passkey, Policy, RemovalAnswer, SecondStep, SecurityKeyId,
    Server, Settled, StepId, StepKind, Subject, Topic, Trouble, What, Why,
};

fn many(count: usize) -> Vec<Passkey> {
    let names = ["Work laptop", "Phone", "", "YubiKey 5C NFC", "Tablet in the kitchen", "Spare key"];
    (0..count)
        .map(|n| {
            let name = names[n % names.len()];
            let name = if name.is_empty() { String::new() } else { format!("{name} {n}") };
            passkey(&(300_917_764_480_437_286_u64 + n as u64 * 100_000_000_000_000).to_string(), &name)
        })
        .collect()
}

fn odd() -> Vec<Passkey> {
    let long = "An exceedingly long name that somebody once gave to this key ".repeat(4);
    let mut not_ready = passkey("400917764480437290", "Half registered");
    not_ready.state = FactorState::NotReady;
    vec![
        passkey(PHONE, "\u{5D4}\u{5D8}\u{5DC}\u{5E4}\u{5D5}\u{5DF} \u{5E9}\u{5DC}\u{5D9}"),
        passkey(LAPTOP, &long),
        passkey("5", "手机"),
        passkey("400917764480437289", ""),
        not_ready,
    ]
}

/// Every scene's name.
pub const NAMES: [&str; 40] = [
    "form",
    "form-bad",
    "form-cut",
    "demo-starting",
    "target",
    "demo-target",
    "target-trouble",
    "accounts",
    "resuming",
    "connecting",
    "browser",
    "browser-none",
    "finishing",
    "first-reading",
    "list",
    "list-odd",
    "list-many",
    "list-empty",
    "list-unknown",
    "dialog-clear",
    "dialog-last",
    "dialog-one",
    "dialog-cannot-tell",
    "dialog-lockout",
    "dialog-passkeys-only",
    "dialog-app",
    "dialog-key",
    "dialog-identity",
    "dialog-step-lockout",
    "removing",
    "receipt",
    "receipt-last",
    "receipt-app",
    "receipt-identity",
    "refused",
    "unsure",
    "still-there",
    "refused-after-unsure",
    "changed-and-signed-out",
    "notices",
];

/// The scene with this name.
pub fn scene(name: &str) -> World {
    match name {
        "form" => World::new(),
        "list" => World::reading(inventory()),
        "first-reading" => World::signed_in(),
        "target" => World::with_server(),
        name if name.starts_with("list-") => World::reading(listed(name)),
        name if name.starts_with("dialog-") => asked(name),
        name if name.contains("form") || name.contains("demo") || name.contains("target") => before(name),
        "accounts" | "resuming" => accounts(name),
        "connecting" | "browser" | "browser-none" | "finishing" => signing_in(name),
        name => after(name),
    }
}

fn listed(name: &str) -> Inventory {
    let passkeys = match name {
        "list-many" => many(1000),
        "list-odd" => odd(),
        _ => Vec::new(),
    };
    if name == "list-unknown" {
        return Inventory {
            passkeys: Known::Unknown(not_read(Topic::Passkeys)),
            identities: Known::Unknown(not_read(Topic::Identities)),
            ..inventory()
        };
    }
    let mut listed = Inventory { passkeys: Known::Known(passkeys), ..inventory() };
    if name == "list-odd" {
        // Wide letters: fewer than in a note with more of them, and more lines.
        listed.identities = Known::Known(vec![
            LinkedIdentity::new(github(), "GitHub", &"W".repeat(30)),
            LinkedIdentity::new(
                IdentityId { idp: IdpId("1".into()), user: "2".into() },
                "GitLab",
                &"i".repeat(44),
            ),
        ]);
    }
    listed
}

fn before(name: &str) -> World {
    let mut world = World::new();
    let mut enter = |address: &str, client_id: &str| {
        world.user(Intent::UseServer { address: address.into(), client_id: client_id.into() });
    };
    match name {
        "form-bad" => enter("http://id.example.com", ""),
        "form-cut" => enter("https://id.example.com/ui/console?x=1", "272093459283747842"),
        "target-trouble" => {
            world = World::with_server();
            world.user(Intent::SignIn { another: false });
            let trouble = Trouble::new(What::Connect, Why::CertificateNotTrusted("id.example.com".into()));
            world.event(Event::SignInFailed(trouble.with(Details {
                cause: Some("invalid peer certificate: UnknownIssuer".into()),
                at: Some(wall()),
                ..Details::default()
            })));
        }
        _ => world.user(Intent::TryDemo),
    }
    if name == "demo-target" {
        let server = Server::parse("http://127.0.0.1:40213").unwrap().server;
        world.event(Event::DemoReady { server, client_id: "keyward-demo".into() });
    }
    world
}

/// Two accounts that can be opened, at two servers.
fn accounts(name: &str) -> World {
    let mut world = World::signed_in();
    world.user(Intent::ChooseAccount);
    world.user(Intent::EditServer);
    world.user(Intent::UseServer { address: "login.university.example".into(), client_id: "1".into() });
    world.user(Intent::SignIn { another: true });
    let server = Server::parse("https://login.university.example").unwrap().server;
    let key = AccountKey { server, subject: Subject::new("7") };
    world.event(Event::SignedIn(Account::named(key, "hopper", None)));
    world.user(Intent::ChooseAccount);
    if name == "resuming" {
        let key = world.state.sessions.iter().next().unwrap().key();
        world.user(Intent::SwitchTo(key));
    }
    world
}

fn signing_in(name: &str) -> World {
    let mut world = World::with_server();
    world.user(Intent::SignIn { another: false });
    let link =
        "https://id.example.com/oauth/v2/authorize?response_type=code&client_id=272093459283747842&state=a";
    let opened = name == "browser";
    if name != "connecting" {
        world.event(Event::BrowserAsked { link: Url::parse(link).unwrap().into(), opened });
    }
    if name == "finishing" {
        world.event(Event::CallbackArrived);
    }
    world
}

fn with_steps(steps: Vec<SecondStep>) -> Inventory {
    Inventory { second_steps: Known::Known(steps), ..inventory() }
}

/// A password and codes by e-mail, which the server requires and which could not be set up again.
fn step_without_another() -> Inventory {
    let policy = Policy { force_second_step: true, second_steps: vec![StepKind::EmailCode], ..policy() };
    Inventory {
        password: Known::Known(true),
        second_steps: Known::Known(vec![step(StepId::EmailCode, "")]),
        contacts: Known::Known(Contacts::default()),
        policy: Known::Known(policy),
        ..only(Vec::new())
    }
}

fn asked(name: &str) -> World {
    let phone = || passkey(PHONE, "Phone");
    let inventory = match name {
        "dialog-last" => Inventory { passkeys: Known::Known(vec![phone()]), ..inventory() },
        "dialog-one" => only(vec![phone(), passkey(LAPTOP, "Laptop")]),
        "dialog-cannot-tell" => Inventory {
            identities: Known::Unknown(not_read(Topic::Identities)),
            password: Known::Unknown(not_read(Topic::Password)),
            ..only(vec![phone()])
        },
        "dialog-lockout" => only(vec![phone()]),
        "dialog-app" => with_steps(vec![step(StepId::AuthenticatorApp, "")]),
        "dialog-step-lockout" => step_without_another(),
        "dialog-passkeys-only" => only(many(1000).into_iter().chain([phone()]).collect()),
        _ => inventory(),
    };
    let mut world = World::reading(inventory);
    world.ask(match name {
        "dialog-app" => MethodId::Step(StepId::AuthenticatorApp),
        "dialog-step-lockout" => MethodId::Step(StepId::EmailCode),
        "dialog-key" => MethodId::Step(StepId::SecurityKey(SecurityKeyId::new(KEY))),
        "dialog-identity" => MethodId::Identity(github()),
        _ => id(PHONE),
    });
    if name == "dialog-lockout" {
        world.confirm("phone");
    }
    world
}

fn after(name: &str) -> World {
    let left = Inventory { passkeys: Known::Known(vec![passkey(LAPTOP, "Laptop")]), ..inventory() };
    let mut world = World::reading(inventory());
    if name == "receipt-last" {
        world = World::reading(only(vec![passkey(PHONE, "Phone")]));
    }
    let gone = match name {
        "receipt-app" => MethodId::Step(StepId::AuthenticatorApp),
        "receipt-identity" => MethodId::Identity(github()),
        _ => id(PHONE),
    };
    world.ask(gone.clone());
    world.confirm("Phone");
    match name {
        "receipt-app" => world.removed(gone, with_steps(Vec::new())),
        "receipt-identity" => {
            world.removed(gone, Inventory { identities: Known::Known(Vec::new()), ..inventory() });
        }
        "receipt" => world.removed(id(PHONE), left),
        "receipt-last" => world.removed(id(PHONE), only(Vec::new())),
        "refused" => {
            world.answer(id(PHONE), RemovalAnswer::Refused(refused()));
            world.read(inventory());
        }
        "unsure" => world.answer(id(PHONE), RemovalAnswer::Unsure(unsure())),
        "still-there" | "refused-after-unsure" => {
            world.answer(id(PHONE), RemovalAnswer::Unsure(unsure()));
            world.event(Event::RemovalSettled { id: id(PHONE), settled: Settled::StillThere(wall()) });
            if name == "refused-after-unsure" {
                world.ask(id(PHONE));
                world.confirm("Phone");
                world.answer(id(PHONE), RemovalAnswer::Refused(refused()));
                world.read(inventory());
            }
        }
        "changed-and-signed-out" => {
            world.user(Intent::SignOut);
            world.answer(id(PHONE), RemovalAnswer::Changed(Box::new(inventory())));
            world.event(Event::SignedOut(None));
        }
        "notices" => {
            world.answer(id(PHONE), RemovalAnswer::Gone(Gone::Before));
            world.event(Event::SettingsNotKept(Trouble::new(What::KeepSettings, Why::System)));
            world.user(Intent::SignOut);
            world.event(Event::SignedOut(None));
            world.event(Event::Asked(Action::UnknownLink));
            world.event(Event::Asked(Action::SignOut));
        }
        _ => {}
    }
    world
}
