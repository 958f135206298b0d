//! A state, its clock and what fills it: only intents and events through `domain::update` change it.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::domain::{
    Account, AccountKey, Address, Command, Consequence, Contacts, DetailEntry, Details, Event, FactorState,
    Gone, IdentityId, IdpId, Intent, Inventory, Known, LinkedIdentity, MethodId, MethodKind, Msg, Now,
    Passkey, PasskeyId, Policy, Receipt, RemovalAnswer, SecondStep, SecurityKeyId, Server, Settings, Stamped,
    State, StepId, StepKind, Subject, Target, Topic, Trouble, What, Why, update,
};

pub const PHONE: &str = "400917764480437286";
pub const LAPTOP: &str = "390917764480437286";
pub const KEY: &str = "380917764480437286";

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

pub fn target() -> Target {
    Target::new(server(), "272093459283747842".into())
}

pub fn account() -> Account {
    Account {
        key: AccountKey { server: server(), subject: Subject::new("257786991247360001") },
        login_name: "grace@acme.id.example.com".into(),
        display_name: "Grace Hopper".into(),
    }
}

pub fn passkey(id: &str, name: &str) -> Passkey {
    Passkey::new(PasskeyId::new(id), name, FactorState::Ready, wall())
}

/// What the passkey with this id is removed by.
pub fn id(text: &str) -> MethodId {
    MethodId::Passkey(PasskeyId::new(text))
}

pub fn github() -> IdentityId {
    IdentityId { idp: IdpId("1".into()), user: "583231".into() }
}

pub fn step(id: StepId, name: &str) -> SecondStep {
    SecondStep::new(id, name, FactorState::Ready, wall())
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
        identities: Known::Known(vec![LinkedIdentity::new(github(), "GitHub", "grace-hopper")]),
        second_steps: Known::Known(vec![
            step(StepId::AuthenticatorApp, ""),
            step(StepId::SecurityKey(SecurityKeyId::new(KEY)), "YubiKey 5C"),
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

    pub fn ask(&mut self, id: MethodId) {
        self.user(Intent::AskRemoval(id));
        self.wait();
    }

    pub fn confirm(&mut self, typed: &str) {
        self.user(Intent::ConfirmRemoval { typed: typed.into() });
    }

    pub fn answer(&mut self, id: MethodId, answer: RemovalAnswer) {
        self.event(Event::RemovalAnswered { id, answer });
    }

    pub fn removed(&mut self, id: MethodId, left: Inventory) {
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
    Trouble::new(What::Remove(MethodKind::Passkey), Why::Refused).with(Details {
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
    Trouble::new(What::Remove(MethodKind::Passkey), Why::TimedOut).after(Consequence::Unknown).with(Details {
        cause: Some("operation timed out".into()),
        at: Some(wall()),
        ..Details::default()
    })
}
