//! States to paint, reached only by intents and events through `domain::update`.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use crate::domain::{
    Account, AccountKey, Address, Command, Consequence, Contacts, DetailEntry, Details, Event, Gone, IdpId,
    Intent, Inventory, Known, LinkedIdentity, Msg, Now, Passkey, PasskeyId, PasskeyState, Policy, Receipt,
    RemovalAnswer, SecondStep, Server, Settings, Settled, Stamped, State, StepKind, Subject, Target, Topic,
    Trouble, What, Why, update,
};

pub const PHONE: &str = "400917764480437286";
pub const LAPTOP: &str = "390917764480437286";

/// A state, its clock, and what the worker was told last.
pub struct World {
    pub state: State,
    pub now: Now,
    pub commands: Vec<Stamped<Command>>,
}

pub fn wall() -> Timestamp {
    "2026-11-24T14:02:33Z".parse().unwrap()
}

pub fn server() -> Server {
    Server::parse("https://id.example.com").unwrap().server
}

fn target() -> Target {
    Target { server: server(), client_id: "272093459283747842".into(), demo: false }
}

pub fn account() -> Account {
    Account {
        key: AccountKey { server: server(), subject: Subject::new("257786991247360001") },
        login_name: "grace@acme.id.example.com".into(),
        display_name: "Grace Hopper".into(),
    }
}

pub fn passkey(id: &str, name: &str) -> Passkey {
    Passkey::new(PasskeyId::new(id), name, PasskeyState::Ready, wall())
}

pub fn policy() -> Policy {
    Policy {
        user_names: true,
        passkeys: true,
        identities: true,
        idps: vec![IdpId("1".into())],
        second_steps: vec![StepKind::AuthenticatorApp, StepKind::SecurityKey],
        ..Policy::default()
    }
}

/// Two passkeys, a password with an authenticator app, GitHub.
pub fn inventory() -> Inventory {
    Inventory {
        passkeys: Known::Known(vec![passkey(PHONE, "Phone"), passkey(LAPTOP, "Laptop — Touch ID")]),
        password: Known::Known(true),
        identities: Known::Known(vec![LinkedIdentity {
            idp: IdpId("1".into()),
            provider: "GitHub".into(),
            user_id: "583231".into(),
            user_name: "grace-hopper".into(),
        }]),
        second_steps: Known::Known(vec![
            SecondStep { kind: StepKind::AuthenticatorApp, label: String::new() },
            SecondStep { kind: StepKind::SecurityKey, label: "YubiKey 5C".into() },
        ]),
        policy: Known::Known(policy()),
        address: Known::Known(Address::Here),
        contacts: Known::Known(Contacts { email_verified: true, phone_verified: false }),
        read_at: wall(),
    }
}

/// Nothing but these passkeys opens the account.
pub fn only(passkeys: Vec<Passkey>) -> Inventory {
    Inventory {
        passkeys: Known::Known(passkeys),
        password: Known::Known(false),
        identities: Known::Known(Vec::new()),
        second_steps: Known::Known(Vec::new()),
        ..inventory()
    }
}

pub fn not_read(topic: Topic) -> Trouble {
    Trouble::new(What::Read(topic), Why::ServerFailed).with(Details {
        status: Some(503),
        message: Some("upstream connect error".into()),
        at: Some(wall()),
        ..Details::default()
    })
}

impl World {
    /// The first screen, without a server.
    pub fn new() -> Self {
        Self::with(None)
    }

    /// The first screen, with a server.
    pub fn with_server() -> Self {
        Self::with(Some(target()))
    }

    fn with(target: Option<Target>) -> Self {
        let now = Now { instant: Instant::now(), wall: wall() };
        Self { state: State::new(Settings::default(), target, true), now, commands: Vec::new() }
    }

    /// Signed in, before the first reading.
    pub fn signed_in() -> Self {
        let mut world = Self::with_server();
        world.user(Intent::SignIn { another: false });
        world.event(Event::SignedIn(account()));
        world
    }

    /// Signed in, with this reading.
    pub fn reading(inventory: Inventory) -> Self {
        let mut world = Self::signed_in();
        world.read(inventory);
        world
    }

    /// Answers the newest reading.
    pub fn read(&mut self, inventory: Inventory) {
        let serial = self.commands.iter().rev().find_map(|command| match command.body {
            Command::Read(serial) => Some(serial),
            _ => None,
        });
        self.event(Event::InventoryRead { serial: serial.unwrap(), inventory: Box::new(inventory) });
    }

    pub fn user(&mut self, intent: Intent) {
        let commands = update(&mut self.state, Msg::User(intent), self.now);
        self.commands.extend(commands);
    }

    pub fn event(&mut self, body: Event) {
        let generation = self.state.generation;
        let commands = update(&mut self.state, Msg::World(Stamped { generation, body }), self.now);
        self.commands.extend(commands);
    }

    pub fn wait(&mut self) {
        self.now.instant += Duration::from_secs(1);
    }

    pub fn ask(&mut self, id: &str) {
        self.user(Intent::AskRemoval(PasskeyId::new(id)));
        self.wait();
    }

    pub fn confirm(&mut self, typed: &str) {
        self.user(Intent::ConfirmRemoval { typed: typed.into() });
    }

    pub fn answer(&mut self, id: &str, answer: RemovalAnswer) {
        self.event(Event::RemovalAnswered { id: PasskeyId::new(id), answer });
    }

    pub fn removed(&mut self, id: &str, left: Inventory) {
        self.answer(id, RemovalAnswer::Gone(Gone::Receipt(receipt())));
        self.read(left);
    }
}

pub fn receipt() -> Receipt {
    Receipt {
        sequence: Some(41),
        creation_date: None,
        change_date: Some(wall()),
        resource_owner: Some("257786991247294465".into()),
    }
}

pub fn refused() -> Trouble {
    Trouble::new(What::Remove, Why::Refused).with(Details {
        status: Some(404),
        code: Some("5".into()),
        id: Some("COMMAND-DAfb2".into()),
        message: Some("Passwordless authenticator doesn't exist".into()),
        entries: vec![DetailEntry {
            type_url: "type.googleapis.com/zitadel.v1.ErrorDetail".into(),
            fields: vec![
                ("id".into(), "COMMAND-DAfb2".into()),
                ("message".into(), "Passwordless authenticator doesn't exist".into()),
            ],
        }],
        cause: None,
        at: Some(wall()),
    })
}

pub fn unsure() -> Trouble {
    Trouble::new(What::Remove, Why::TimedOut).after(Consequence::Unknown).with(Details {
        cause: Some("operation timed out".into()),
        at: Some(wall()),
        ..Details::default()
    })
}

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
    not_ready.state = PasskeyState::NotReady;
    vec![
        passkey(PHONE, "\u{5D4}\u{5D8}\u{5DC}\u{5E4}\u{5D5}\u{5DF} \u{5E9}\u{5DC}\u{5D9}"),
        passkey(LAPTOP, &long),
        passkey("5", "手机"),
        passkey("400917764480437289", ""),
        not_ready,
    ]
}

/// Every scene's name.
pub const NAMES: [&str; 30] = [
    "form",
    "form-bad",
    "form-cut",
    "demo-starting",
    "target",
    "demo-target",
    "target-trouble",
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
    "removing",
    "receipt",
    "receipt-last",
    "refused",
    "unsure",
    "still-there",
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
    Inventory { passkeys: Known::Known(passkeys), ..inventory() }
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

fn signing_in(name: &str) -> World {
    let mut world = World::with_server();
    world.user(Intent::SignIn { another: false });
    let link =
        "https://id.example.com/oauth/v2/authorize?response_type=code&client_id=272093459283747842&state=a";
    let opened = name == "browser";
    if name != "connecting" {
        world.event(Event::BrowserAsked { link: Url::parse(link).unwrap(), opened });
    }
    if name == "finishing" {
        world.event(Event::CallbackArrived);
    }
    world
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
        "dialog-passkeys-only" => only(many(1000).into_iter().chain([phone()]).collect()),
        _ => inventory(),
    };
    let mut world = World::reading(inventory);
    world.ask(PHONE);
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
    world.ask(PHONE);
    world.confirm("Phone");
    let id = PasskeyId::new(PHONE);
    match name {
        "receipt" => world.removed(PHONE, left),
        "receipt-last" => world.removed(PHONE, only(Vec::new())),
        "refused" => {
            world.answer(PHONE, RemovalAnswer::Refused(refused()));
            world.read(inventory());
        }
        "unsure" => world.answer(PHONE, RemovalAnswer::Unsure(unsure())),
        "still-there" => {
            world.answer(PHONE, RemovalAnswer::Unsure(unsure()));
            world.event(Event::RemovalSettled { id, settled: Settled::StillThere(wall()) });
        }
        "notices" => {
            world.answer(PHONE, RemovalAnswer::Gone(Gone::Before));
            world.event(Event::SettingsNotKept(Trouble::new(What::KeepSettings, Why::System)));
            world.user(Intent::SignOut);
            world.event(Event::SignedOut(None));
        }
        _ => {}
    }
    world
}
