//! Random accounts, what the server's login would make of them, and readings that hide a part.

use std::collections::BTreeSet;
use std::time::Instant;

use jiff::Timestamp;
use keyward::domain::{
    Account, AccountKey, Address, Contacts, FactorState, Generation, IdentityId, IdpId, Inventory, Known,
    LinkedIdentity, Method, MethodId, Now, Passkey, PasskeyId, Policy, SecondStep, SecurityKeyId, Server,
    StepId, StepKind, Subject, Topic, Trouble, What, Why,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// What is true of an account, with nothing hidden.
#[derive(Clone, Debug)]
pub struct Truth {
    pub passkeys: Vec<Passkey>,
    pub password: bool,
    pub identities: Vec<LinkedIdentity>,
    pub second_steps: Vec<SecondStep>,
    pub policy: Policy,
    pub address: Address,
    pub contacts: Contacts,
}

/// Which parts a reading could not see.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hidden(pub [bool; 7]);

/// The proptest settings; the seed is printed, and `KEYWARD_SEED` repeats a run.
pub fn config() -> ProptestConfig {
    let given = std::env::var("KEYWARD_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| Timestamp::now().as_microsecond().unsigned_abs());
    println!("KEYWARD_SEED={seed} repeats this run");
    ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    }
}

pub fn at() -> Timestamp {
    Timestamp::from_second(1_795_500_000).unwrap()
}

/// Now, in these worlds.
pub fn now() -> Now {
    Now { instant: Instant::now(), wall: at() }
}

pub fn account(name: &str) -> Account {
    let server = Server::parse("https://id.example.com").unwrap().server;
    Account {
        key: AccountKey { server, subject: Subject::new(name) },
        login_name: format!("{name}@example.com"),
        display_name: name.to_owned(),
    }
}

pub fn passkey(number: usize, state: FactorState) -> Passkey {
    Passkey::new(PasskeyId::new(format!("40091776448043{number:04}")), &format!("Key {number}"), state, at())
}

pub fn steps() -> [StepKind; 4] {
    [StepKind::AuthenticatorApp, StepKind::SecurityKey, StepKind::EmailCode, StepKind::SmsCode]
}

/// Every second step that an account of these worlds can have.
pub fn step_ids() -> [StepId; 5] {
    let key = |id: &str| StepId::SecurityKey(SecurityKeyId::new(id));
    [
        StepId::AuthenticatorApp,
        key("400917764480430101"),
        key("400917764480430102"),
        StepId::EmailCode,
        StepId::SmsCode,
    ]
}

pub fn step(id: StepId, state: FactorState) -> SecondStep {
    SecondStep::new(id, "", state, at())
}

/// What the passkey with this number is removed by.
pub fn key(number: usize) -> MethodId {
    MethodId::Passkey(passkey(number, FactorState::Ready).id)
}

fn subset<T: Clone>(of: &[T], mask: u8) -> Vec<T> {
    of.iter()
        .enumerate()
        .filter(|(place, _)| mask >> place & 1 == 1)
        .map(|(_, value)| value.clone())
        .collect()
}

fn idp(number: u8) -> IdpId {
    IdpId(format!("idp-{number}"))
}

pub fn identity(number: u8, user: u8) -> LinkedIdentity {
    let id = IdentityId { idp: idp(number), user: format!("corp|{user}/x") };
    LinkedIdentity::new(id, &format!("Provider {number}"), "")
}

prop_compose! {
    fn policies()(switches in any::<[bool; 6]>(), idps in 0u8..8, seconds in 0u8..16) -> Policy {
        let [user_names, passkeys, identities, force, force_local, hides] = switches;
        Policy {
            user_names,
            passkeys,
            identities,
            idps: subset(&[idp(0), idp(1), idp(2)], idps),
            force_second_step: force,
            force_second_step_for_password: force_local,
            second_steps: subset(&steps(), seconds),
            hides_password_reset: hides,
        }
    }
}

prop_compose! {
    pub fn truths()(
        // At least one passkey, so that there is something to be removed. Some were never finished.
        ready in prop::collection::vec(prop::bool::weighted(0.85), 1..5),
        password in any::<bool>(),
        links in prop::collection::btree_set((0u8..3, 0u8..2), 0..3),
        seconds in 0u8..32,
        unfinished in 0u8..32,
        policy in prop_oneof![3 => policies(), 1 => policies().prop_map(|policy| Policy {
            user_names: true, passkeys: true, ..policy
        })],
        elsewhere in prop::bool::weighted(0.2),
        contacts in any::<[bool; 2]>(),
    ) -> Truth {
        let state = |ready: bool| if ready { FactorState::Ready } else { FactorState::NotReady };
        Truth {
            passkeys: ready.iter().enumerate().map(|(number, ready)| passkey(number, state(*ready))).collect(),
            password,
            identities: links.into_iter().map(|(idp, user)| identity(idp, user)).collect(),
            second_steps: subset(&step_ids(), seconds).into_iter().enumerate()
                .map(|(place, id)| step(id, state(unfinished & seconds >> place & 1 == 0))).collect(),
            policy,
            address: if elsewhere { Address::Elsewhere } else { Address::Here },
            contacts: Contacts { email_verified: contacts[0], phone_verified: contacts[1] },
        }
    }
}

pub fn hidden() -> impl Strategy<Value = Hidden> {
    prop::array::uniform7(prop::bool::weighted(0.2)).prop_map(Hidden)
}

impl Truth {
    /// What a reading shows of it.
    pub fn seen(&self, Hidden(hidden): Hidden) -> Inventory {
        fn part<T>(hidden: bool, value: T) -> Known<T> {
            let trouble = || Trouble::new(What::Read(Topic::Passkeys), Why::ServerFailed);
            if hidden { Known::Unknown(trouble()) } else { Known::Known(value) }
        }
        Inventory {
            passkeys: part(hidden[0], self.passkeys.clone()),
            password: part(hidden[1], self.password),
            identities: part(hidden[2], self.identities.clone()),
            second_steps: part(hidden[3], self.second_steps.clone()),
            policy: part(hidden[4], self.policy.clone()),
            address: part(hidden[5], self.address),
            contacts: part(hidden[6], self.contacts),
            read_at: at(),
        }
    }

    /// Whether the server's login lets this person in, told from the recordings and not from the guard.
    pub fn opens(&self) -> bool {
        let policy = &self.policy;
        let usable = |kind: &StepKind| policy.second_steps.contains(kind);
        let has_step =
            self.second_steps.iter().any(|step| step.state == FactorState::Ready && usable(&step.id.kind()));
        let can_set_up = policy.second_steps.iter().any(|kind| match kind {
            StepKind::AuthenticatorApp | StepKind::SecurityKey => true,
            StepKind::EmailCode => self.contacts.email_verified,
            StepKind::SmsCode => self.contacts.phone_verified,
        });
        let second = has_step || can_set_up;
        let by_passkey = policy.user_names
            && policy.passkeys
            && self.address == Address::Here
            && self.passkeys.iter().any(|passkey| passkey.state == FactorState::Ready);
        let forced_for_password = policy.force_second_step || policy.force_second_step_for_password;
        let by_password = policy.user_names && self.password && (!forced_for_password || second);
        let by_identity = policy.identities
            && (!policy.force_second_step || second)
            && self.identities.iter().any(|identity| policy.idps.contains(&identity.id.idp));
        by_passkey || by_password || by_identity
    }

    /// Everything that can be removed.
    pub fn methods(&self) -> Vec<Method> {
        self.seen(Hidden::default()).methods().collect()
    }

    /// One of them.
    pub fn method(&self, which: usize) -> Method {
        let mut all = self.methods();
        all.swap_remove(which % all.len())
    }

    pub fn without(&self, gone: &BTreeSet<MethodId>) -> Self {
        let mut left = self.clone();
        left.passkeys.retain(|passkey| !gone.contains(&MethodId::Passkey(passkey.id.clone())));
        left.second_steps.retain(|step| !gone.contains(&MethodId::Step(step.id.clone())));
        left.identities.retain(|identity| !gone.contains(&MethodId::Identity(identity.id.clone())));
        left
    }
}

/// What the guard says of removing `method`.
pub fn ask(
    inventory: &Inventory,
    method: &Method,
    spent: &BTreeSet<MethodId>,
    now: Now,
) -> Result<keyward::domain::Verdict, keyward::domain::NotListed> {
    let account = account("bob");
    keyward::domain::judge(keyward::domain::Question {
        account: &account,
        generation: Generation::default(),
        method,
        inventory,
        spent,
        now,
    })
}
