//! The ways in that remain after a removal, as the server was seen to treat them (api.md, "What the
//! login policy does to the ways in"; recordings `policy-login*`, `v2-authentication-methods-domain-*`).

use std::collections::BTreeSet;

use super::inventory::{
    Address, Contacts, FactorState, IdentityId, Inventory, Known, LinkedIdentity, Passkey, PasskeyId, Policy,
    SecondStep, StepKind,
};
use super::method::MethodId;
use super::trouble::Topic;

/// What a way in is told apart by: a way that was shown still stands where its key does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayKey {
    /// One passkey.
    Passkey(PasskeyId),
    /// The password.
    Password,
    /// One linked identity.
    Identity(IdentityId),
}

/// What the login asks for after the first step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    None,
    /// One of these, all set up.
    Asked(Vec<StepKind>),
    /// A second step is required and none is set up: the next sign-in makes the person set one up.
    SetUp,
    /// A second step, if one is set up: that could not be read.
    Perhaps,
}

/// One way to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What it is.
    pub key: WayKey,
    /// Its name, cleaned for painting: a passkey's, or a provider's. Empty for the password.
    pub label: String,
    /// What comes after it.
    pub step: Step,
}

/// Something that may be a way in, but does not count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsettled {
    /// This could not be read.
    NotRead(Topic),
    /// Passkeys remain, but they may belong to another address of the server.
    OtherAddress,
}

/// What remains after a removal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remaining {
    /// The ways that certainly work.
    pub ways: Vec<Way>,
    /// What may be a way in but is not known to be one.
    pub unsettled: Vec<Unsettled>,
    /// Another usable passkey is known to remain in the list.
    pub another_passkey: bool,
    /// A forgotten password can be reset by e-mail: help, not a way in.
    pub email_reset: bool,
}

impl Remaining {
    /// Whether nothing but passkeys remains: nobody can see which address each was made for.
    #[must_use]
    pub fn only_passkeys(&self) -> bool {
        !self.ways.is_empty() && self.ways.iter().all(|way| matches!(way.key, WayKey::Passkey(_)))
    }

    /// Whether every way of `shown` is still here.
    #[must_use]
    pub fn still_holds(&self, shown: &Self) -> bool {
        shown.ways.iter().all(|way| self.ways.iter().any(|mine| mine.key == way.key))
    }
}

/// What remains of `inventory` without `gone` and without everything in `spent`.
pub fn remaining(inventory: &Inventory, gone: Option<&MethodId>, spent: &BTreeSet<MethodId>) -> Remaining {
    let rest = Rest::of(inventory, gone, spent);
    let mut found = Remaining {
        another_passkey: rest.passkeys.as_ref().is_some_and(|others| !others.is_empty()),
        ..Remaining::default()
    };
    let Known::Known(policy) = &inventory.policy else {
        found.unsettled.push(Unsettled::NotRead(Topic::Policy));
        return found;
    };
    add_passkeys(&mut found, policy, rest.passkeys.as_deref(), &inventory.address);
    add_password(&mut found, policy, &rest, inventory);
    add_identities(&mut found, policy, &rest, inventory);
    found.email_reset = policy.user_names
        && !policy.hides_password_reset
        && inventory.contacts.get().is_some_and(|contacts| contacts.email_verified);
    found.unsettled.sort_unstable();
    found.unsettled.dedup();
    found
}

/// The lists without what is to go; `None` where a list is unknown.
struct Rest<'a> {
    passkeys: Option<Vec<&'a Passkey>>,
    identities: Option<Vec<&'a LinkedIdentity>>,
    steps: Option<Vec<&'a SecondStep>>,
    /// A second step that a removal was sent for is still listed: the login may ask for it.
    a_spent_step_is_listed: bool,
}

impl<'a> Rest<'a> {
    fn of(inventory: &'a Inventory, gone: Option<&MethodId>, spent: &BTreeSet<MethodId>) -> Self {
        let stays = |id: MethodId| Some(&id) != gone && !spent.contains(&id);
        let ready = |state: &FactorState| *state == FactorState::Ready;
        let is_spent = |step: &SecondStep| {
            let id = MethodId::Step(step.id.clone());
            Some(&id) != gone && spent.contains(&id)
        };
        let mut passkeys = filtered(&inventory.passkeys, |passkey| {
            ready(&passkey.state) && stays(MethodId::Passkey(passkey.id.clone()))
        });
        let mut identities =
            filtered(&inventory.identities, |link| stays(MethodId::Identity(link.id.clone())));
        // As the lists are shown. The server's order changes from reading to reading (api.md, "Lists and
        // paging"); what is said must not.
        if let Some(all) = &mut passkeys {
            all.sort_by(|a, b| b.added.cmp(&a.added).then_with(|| (&a.label, &a.id).cmp(&(&b.label, &b.id))));
        }
        if let Some(all) = &mut identities {
            all.sort_by_key(|link| (&link.provider, &link.user_name, &link.id));
        }
        Self {
            passkeys,
            identities,
            steps: filtered(&inventory.second_steps, |step| {
                ready(&step.state) && stays(MethodId::Step(step.id.clone()))
            }),
            a_spent_step_is_listed: inventory.second_steps.get().is_some_and(|all| all.iter().any(is_spent)),
        }
    }
}

fn filtered<T>(list: &Known<Vec<T>>, stays: impl Fn(&T) -> bool) -> Option<Vec<&T>> {
    Some(list.get()?.iter().filter(|one| stays(one)).collect())
}

fn add_passkeys(
    found: &mut Remaining,
    policy: &Policy,
    others: Option<&[&Passkey]>,
    address: &Known<Address>,
) {
    if !policy.user_names || !policy.passkeys {
        return;
    }
    match (others, address) {
        (None, _) => found.unsettled.push(Unsettled::NotRead(Topic::Passkeys)),
        (Some([]), _) => {}
        (Some(others), Known::Known(Address::Here)) => {
            found.ways.extend(others.iter().map(|passkey| Way {
                key: WayKey::Passkey(passkey.id.clone()),
                label: passkey.label.clone(),
                step: Step::None,
            }));
        }
        (Some(_), Known::Known(Address::Elsewhere)) => found.unsettled.push(Unsettled::OtherAddress),
        (Some(_), Known::Unknown(_)) => found.unsettled.push(Unsettled::NotRead(Topic::Address)),
    }
}

fn add_password(found: &mut Remaining, policy: &Policy, rest: &Rest<'_>, inventory: &Inventory) {
    if !policy.user_names || inventory.password == Known::Known(false) {
        return;
    }
    let forced = policy.force_second_step || policy.force_second_step_for_password;
    let need = if forced { Need::Forced } else { Need::IfSetUp };
    let step = second_step(policy, rest, &inventory.contacts, need);
    match (&inventory.password, step) {
        (_, Had::No) => {}
        (Known::Unknown(_), _) => found.unsettled.push(Unsettled::NotRead(Topic::Password)),
        (Known::Known(_), Had::Perhaps(topics)) => {
            found.unsettled.extend(topics.into_iter().map(Unsettled::NotRead));
        }
        (Known::Known(_), Had::Yes(step)) => {
            found.ways.push(Way { key: WayKey::Password, label: String::new(), step });
        }
    }
}

fn add_identities(found: &mut Remaining, policy: &Policy, rest: &Rest<'_>, inventory: &Inventory) {
    if !policy.identities || policy.idps.is_empty() {
        return;
    }
    let need = if policy.force_second_step { Need::Forced } else { Need::Never };
    let step = match second_step(policy, rest, &inventory.contacts, need) {
        Had::No => return,
        Had::Yes(step) => Ok(step),
        Had::Perhaps(topics) => Err(topics),
    };
    let Some(identities) = &rest.identities else {
        found.unsettled.push(Unsettled::NotRead(Topic::Identities));
        return;
    };
    for identity in identities.iter().filter(|identity| policy.idps.contains(&identity.id.idp)) {
        match &step {
            Ok(step) => found.ways.push(Way {
                key: WayKey::Identity(identity.id.clone()),
                label: identity.provider.clone(),
                step: step.clone(),
            }),
            Err(topics) => found.unsettled.extend(topics.iter().copied().map(Unsettled::NotRead)),
        }
    }
}

/// When the login asks for a second step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Never,
    IfSetUp,
    Forced,
}

/// Whether the second step can be had.
enum Had {
    Yes(Step),
    No,
    Perhaps(Vec<Topic>),
}

fn second_step(policy: &Policy, rest: &Rest<'_>, contacts: &Known<Contacts>, need: Need) -> Had {
    let set_up = rest.steps.as_ref().map(|steps| {
        let kinds: BTreeSet<StepKind> = steps.iter().map(|step| step.id.kind()).collect();
        kinds.into_iter().filter(|kind| policy.second_steps.contains(kind)).collect::<Vec<_>>()
    });
    match (need, set_up) {
        (Need::Never, _) => Had::Yes(Step::None),
        (_, Some(set_up)) if !set_up.is_empty() => Had::Yes(Step::Asked(set_up)),
        (Need::IfSetUp, Some(_)) if rest.a_spent_step_is_listed => Had::Yes(Step::Perhaps),
        (Need::IfSetUp, Some(_)) => Had::Yes(Step::None),
        (Need::IfSetUp, None) if policy.second_steps.is_empty() => Had::Yes(Step::None),
        (Need::IfSetUp, None) => Had::Yes(Step::Perhaps),
        (Need::Forced, _) => to_be_set_up(policy, rest, contacts),
    }
}

/// Whether a person without a second step can set one up while signing in. One that a removal was sent for and is
/// listed still may be asked for instead.
fn to_be_set_up(policy: &Policy, rest: &Rest<'_>, contacts: &Known<Contacts>) -> Had {
    let offers = |kind| policy.second_steps.contains(&kind);
    let steps_known = rest.steps.is_some();
    let step = if steps_known && !rest.a_spent_step_is_listed { Step::SetUp } else { Step::Perhaps };
    if policy.second_steps.is_empty() {
        return Had::No;
    }
    if offers(StepKind::AuthenticatorApp) || offers(StepKind::SecurityKey) {
        return Had::Yes(step);
    }
    let mut missing = Vec::new();
    match contacts {
        Known::Known(contacts) => {
            let by_mail = offers(StepKind::EmailCode) && contacts.email_verified;
            let by_message = offers(StepKind::SmsCode) && contacts.phone_verified;
            if by_mail || by_message {
                return Had::Yes(step);
            }
        }
        Known::Unknown(_) => missing.push(Topic::Contacts),
    }
    if !steps_known {
        missing.push(Topic::SecondSteps);
    }
    if missing.is_empty() { Had::No } else { Had::Perhaps(missing) }
}
