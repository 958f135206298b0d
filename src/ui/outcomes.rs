//! Removals and what came of them; each stays until it is dismissed.

use egui::{Id, Ui};

use super::act::Act;
use super::parts::{self, Sign};
use super::troubles::{self, Remedies};
use super::{Drafts, Wish};
use crate::domain::{
    Gone, Intent, MethodKind, Outcome, Reading, Receipt, Removal, Screen, SignedIn, State, Trouble,
};
use crate::text::{self, Text};
use crate::theme::{self, space};

/// The button that dismisses the result of this removal.
pub(super) fn dismiss_id(outcome: &Outcome) -> Id {
    outcome_id(outcome).with("dismiss")
}

/// Of account and method: an authenticator app has the same id in every account.
fn outcome_id(outcome: &Outcome) -> Id {
    Id::unique("outcome").with((&outcome.account.key, outcome.method.id()))
}

/// All outcomes, newest first. What is being sent is shown by the dialog, where it is open.
pub(super) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wish: &mut Wish) {
    for outcome in &state.outcomes {
        let shown_by_dialog = state.signed_in().is_some_and(|signed_in| signed_in.dialog.is_some());
        if outcome.removal == Removal::Sending && shown_by_dialog {
            continue;
        }
        parts::part(ui, outcome_id(outcome), |ui| {
            parts::card(ui, |ui| one(ui, state, outcome, drafts, wish));
        });
    }
}

fn one(ui: &mut Ui, state: &State, outcome: &Outcome, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    let id = outcome_id(outcome);
    heading(ui, &text, outcome, wish);
    match &outcome.removal {
        Removal::Sending => {
            parts::said(ui, text.sending());
            about(ui, &text, outcome);
        }
        Removal::Gone(gone) => is_gone(ui, state, outcome, gone, drafts),
        Removal::Refused(trouble) => {
            about(ui, &text, outcome);
            let remedies = remedies(&text, state, outcome);
            troubles::body(ui, drafts, wish, (id, trouble, &remedies));
        }
        Removal::Unsure(trouble, reading) => {
            about(ui, &text, outcome);
            unsure(ui, state, outcome, (trouble, reading), drafts, wish);
        }
    }
}

/// What came of it, and the button that dismisses it once there is nothing to wait for.
fn heading(ui: &mut Ui, text: &Text, outcome: &Outcome, wish: &mut Wish) {
    let (sign, words) = match &outcome.removal {
        Removal::Sending => (Sign::Waiting, text.is_removing(&outcome.method)),
        Removal::Gone(Gone::Receipt(_)) => (Sign::Done, text.removed()),
        Removal::Gone(Gone::ByReading | Gone::Before) => (Sign::Done, text.is_gone(outcome.method.kind())),
        Removal::Refused(trouble) | Removal::Unsure(trouble, _) => {
            (Sign::Attention, text.trouble(trouble).title)
        }
    };
    if outcome.removal.is_under_way() {
        parts::signed_heading(ui, sign, &words);
        return;
    }
    let id = dismiss_id(outcome);
    let name = text.dismiss_named(text.method_name(&outcome.method));
    let dismiss = Act::quiet(text.dismiss()).id(id).named(name);
    let clicked = parts::heading_with_act(ui, sign, &words, dismiss);
    wish.add_if(clicked, || Intent::DismissOutcome {
        account: outcome.account.key.clone(),
        id: outcome.method.id(),
    });
}

/// What, of whom, where: names stand alone.
fn about(ui: &mut Ui, text: &Text, outcome: &Outcome) {
    let method = &outcome.method;
    parts::fact(ui, text.fact_about(method.kind()), text.method_name(method), None);
    if let Some(there) = text::name_there(method) {
        parts::fact(ui, text.name_there(), there, None);
    }
    let [name, login] = text::names(&outcome.account);
    if let Some(name) = name {
        parts::fact(ui, text.account(), name, None);
    }
    if let Some(login) = login {
        parts::fact(ui, text.login_name(), login, None);
    }
    parts::fact(ui, text.server(), outcome.account.key.server.authority(), None);
}

fn is_gone(ui: &mut Ui, state: &State, outcome: &Outcome, gone: &Gone, drafts: &mut Drafts) {
    let text = drafts.text();
    let id = outcome_id(outcome);
    match gone {
        Gone::Receipt(receipt) => {
            about(ui, &text, outcome);
            rows(ui, receipt, drafts);
            ui.add_space(space::TINY);
            parts::copy(ui, drafts, id.with("copy"), text.copy_details(), || {
                text.receipt_to_copy(outcome, receipt)
            });
        }
        Gone::ByReading | Gone::Before => {
            about(ui, &text, outcome);
            let why = if *gone == Gone::Before { text.gone_before() } else { text.gone_by_reading() };
            parts::said(ui, why);
        }
    }
    ui.add_space(space::TINY);
    if nothing_left(state, outcome) {
        parts::attention(ui, text.add_one_now());
    }
    what_stays(ui, id, outcome, drafts);
}

/// What the removal leaves behind elsewhere.
fn what_stays(ui: &mut Ui, id: Id, outcome: &Outcome, drafts: &mut Drafts) {
    let text = drafts.text();
    let (server, account) = (&outcome.account.key.server, &outcome.account);
    match outcome.method.kind() {
        MethodKind::Passkey => {
            parts::words(ui, text.copy_stays(server, account));
            parts::words(ui, text.sessions_stay());
            copy_steps(ui, id, drafts);
        }
        MethodKind::AuthenticatorApp => {
            parts::words(ui, text.entry_stays(server, account));
        }
        MethodKind::Identity => {
            parts::words(ui, text.provider_stays());
            parts::words(ui, text.sessions_stay());
        }
        // A security key keeps nothing that could be deleted, and codes leave nothing.
        MethodKind::SecurityKey | MethodKind::EmailCode | MethodKind::SmsCode => {}
    }
}

fn rows(ui: &mut Ui, receipt: &Receipt, drafts: &Drafts) {
    let text = drafts.text();
    for row in text.receipt(receipt, &drafts.zone) {
        parts::fact(ui, row.name, &row.value, row.tooltip.as_deref());
    }
}

fn copy_steps(ui: &mut Ui, id: Id, drafts: &mut Drafts) {
    let text = drafts.text();
    let id = id.with("copy steps");
    if parts::fold(ui, drafts, id, text.where_is_the_copy(), text.hide_copy_steps()) {
        for (place, steps) in text.guide() {
            parts::fact(ui, place, steps, None);
        }
    }
}

/// Whether no way in is left to whoever this outcome is about, and they are signed in here.
fn nothing_left(state: &State, outcome: &Outcome) -> bool {
    same_account(state, outcome).is_some_and(|signed_in| {
        signed_in.inventory.is_some() && signed_in.ways.ways.is_empty() && signed_in.ways.unsettled.is_empty()
    })
}

fn same_account<'a>(state: &'a State, outcome: &Outcome) -> Option<&'a SignedIn> {
    state.signed_in().filter(|signed_in| signed_in.account.key == outcome.account.key)
}

/// "Try again" asks once more where it is still listed; elsewhere it reads, or signs in.
fn remedies(text: &Text, state: &State, outcome: &Outcome) -> Remedies {
    match &state.screen {
        Screen::SignedIn(signed_in) if signed_in.account.key == outcome.account.key => {
            let listed = signed_in.lists.find(&outcome.method.id()).is_some();
            let ask = Intent::AskRemoval(outcome.method.id());
            Remedies::signed_in(text, if listed { ask } else { Intent::ReadAgain })
        }
        Screen::Connect(connect) if connect.target.is_some() => Remedies {
            sign_in: Some((text.sign_in_again(), Intent::SignIn { another: false })),
            ..Remedies::default()
        },
        _ => Remedies::default(),
    }
}

fn unsure(
    ui: &mut Ui,
    state: &State,
    outcome: &Outcome,
    (trouble, reading): (&Trouble, &Reading),
    drafts: &mut Drafts,
    wish: &mut Wish,
) {
    let text = drafts.text();
    let id = outcome_id(outcome);
    let words = text.trouble(trouble);
    parts::said(ui, words.why.as_str());
    parts::said(ui, theme::strong(text.settled(reading, &drafts.zone)));
    ui.horizontal_wrapped(|ui| {
        if let Some(signed_in) = same_account(state, outcome)
            && *reading != Reading::UnderWay
        {
            let again =
                Act::plain(text.try_again()).id(id.with("read")).busy(signed_in.reading, text.reading());
            wish.add_if(again.clicked(ui), || Intent::ReadAgain);
        }
        troubles::details_buttons(ui, drafts, id, trouble, &words);
    });
    troubles::details(ui, drafts, id, &words);
}
