//! The first screen: which server, then signing in.

use egui::{Id, Ui};

use super::act::Act;
use super::parts;
use super::troubles::{self, Remedies};
use super::{Drafts, Wish, notices, outcomes, sessions};
use crate::domain::{Connect, Intent, State, Target, What};
use crate::text;
use crate::theme::{self, space};

pub(super) fn show(ui: &mut Ui, state: &State, connect: &Connect, drafts: &mut Drafts, wish: &mut Wish) {
    parts::heading(ui, theme::title(text::KEYWARD));
    parts::words(ui, text::INTRODUCTION);
    ui.add_space(space::MEDIUM);
    notices::show(ui, state, drafts, wish);
    if let Some(trouble) = &connect.trouble {
        let remedies = remedies(connect, trouble.what);
        troubles::card(ui, drafts, wish, (Id::unique("connect trouble"), trouble, &remedies));
    }
    sessions::show(ui, state, wish);
    match &connect.target {
        Some(target) => sign_in(ui, state, connect, target, wish),
        None => form(ui, connect, drafts, wish),
    }
    // Under what is to be done next: receipts of a whole afternoon would push it out of the window.
    outcomes::show(ui, state, drafts, wish);
    let is_demo = connect.target.as_ref().is_some_and(|target| target.demo);
    if state.has_demo && !is_demo {
        demo(ui, connect, wish);
    }
}

fn remedies(connect: &Connect, what: What) -> Remedies {
    let sign_in = connect.target.as_ref().map(|_| Intent::SignIn { another: false });
    let again = match what {
        What::StartDemo => Some(Intent::TryDemo),
        // What is kept is not given up for a network that was away.
        _ => connect.untried.clone().map(Intent::SwitchTo).or_else(|| sign_in.clone()),
    };
    Remedies {
        again,
        sign_in: sign_in.map(|intent| (text::SIGN_IN_AGAIN, intent)),
        check: connect.target.as_ref().map(|_| Intent::EditServer),
    }
}

fn form(ui: &mut Ui, connect: &Connect, drafts: &mut Drafts, wish: &mut Wish) {
    parts::part(ui, Id::unique("server form"), |ui| {
        parts::card(ui, |ui| {
            parts::heading(ui, theme::heading(text::YOUR_SERVER));
            let bad = connect.bad_address.as_ref().map(text::bad_address);
            let address =
                parts::field(ui, text::ADDRESS, &mut drafts.address, text::ADDRESS_HINT, bad.as_deref());
            ui.add_space(space::TINY);
            let missing = connect.no_client_id.then_some(text::NO_CLIENT_ID);
            let client = parts::field(ui, text::CLIENT_ID, &mut drafts.client_id, "", missing);
            parts::note(ui, text::CLIENT_ID_NOTE);
            ui.add_space(space::TINY);
            let entered = parts::entered(ui, &address) || parts::entered(ui, &client);
            let clicked = Act::primary(text::CONTINUE).clicked(ui);
            wish.add_if(entered || clicked, || Intent::UseServer {
                address: drafts.address.clone(),
                client_id: drafts.client_id.clone(),
            });
        });
    });
}

fn sign_in(ui: &mut Ui, state: &State, connect: &Connect, target: &Target, wish: &mut Wish) {
    parts::part(ui, Id::unique("sign-in card"), |ui| {
        parts::card(ui, |ui| {
            parts::heading(ui, theme::heading(text::sign_in_to(target)));
            parts::note(ui, text::target_note(target));
            if target.administered {
                parts::note(ui, text::ADMINISTERED);
            }
            if let Some(cut) = &connect.cut {
                parts::said(ui, text::cut(cut));
            }
            parts::words(ui, text::SIGN_IN_NOTE);
            ui.add_space(space::TINY);
            let mut stay = state.settings.stay_signed_in;
            let words = if target.demo { text::STAY_SIGNED_IN_DEMO } else { text::STAY_SIGNED_IN };
            let check_box = ui.checkbox(&mut stay, words);
            super::act::ring(ui, &check_box, 0.0);
            wish.add_if(check_box.changed(), || Intent::StaySignedIn(stay));
            ui.add_space(space::TINY);
            ui.horizontal_wrapped(|ui| {
                let first = Act::primary(text::SIGN_IN).clicked(ui);
                wish.add_if(first, || Intent::SignIn { another: false });
                let another = Act::plain(text::ANOTHER_ACCOUNT).clicked(ui);
                wish.add_if(another, || Intent::SignIn { another: true });
                wish.add_if(Act::quiet(text::ANOTHER_SERVER).clicked(ui), || Intent::EditServer);
            });
        });
    });
}

fn demo(ui: &mut Ui, connect: &Connect, wish: &mut Wish) {
    ui.add_space(space::MEDIUM);
    parts::part(ui, Id::unique("demo"), |ui| {
        let act = Act::plain(text::TRY_DEMO).busy(connect.starting_demo, text::STARTING_DEMO);
        wish.add_if(act.clicked(ui), || Intent::TryDemo);
        parts::note(ui, text::DEMO_NOTE);
    });
}
