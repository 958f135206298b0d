//! The first screen: which server, then signing in.

use egui::{Id, Ui};

use super::act::Act;
use super::icons::Icon;
use super::parts;
use super::troubles::{self, Remedies};
use super::{Drafts, Wish, notices, outcomes, sessions};
use crate::domain::{Connect, Intent, MethodKind, State, Target, What};
use crate::text::{self, Text};
use crate::theme::{self, space};

pub(super) fn show(ui: &mut Ui, state: &State, connect: &Connect, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    Icon::Keyward.with_title(ui, |ui| {
        parts::heading(ui, theme::title(text::KEYWARD));
    });
    parts::words(ui, text.introduction());
    ui.add_space(space::MEDIUM);
    notices::show(ui, state, drafts, wish);
    if let Some(trouble) = &connect.trouble {
        let remedies = remedies(&text, connect, trouble.what);
        troubles::card(ui, drafts, wish, (Id::unique("connect trouble"), trouble, &remedies));
    }
    sessions::show(ui, &text, state, wish);
    match &connect.target {
        Some(target) => sign_in(ui, (&text, state), connect, target, wish),
        None => form(ui, connect, drafts, wish),
    }
    // Under what is to be done next: receipts of a whole afternoon would push it out of the window.
    outcomes::show(ui, state, drafts, wish);
    let is_demo = connect.target.as_ref().is_some_and(|target| target.demo);
    if state.has_demo && !is_demo {
        demo(ui, &text, connect, wish);
    }
    if connect.target.is_none() && state.sessions.iter().len() == 0 {
        how_it_works(ui, &text);
    }
}

/// For whoever opens Keyward for the first time.
fn how_it_works(ui: &mut Ui, text: &Text) {
    ui.add_space(space::MEDIUM);
    parts::heading(ui, theme::heading(text.how_it_works()));
    let steps = [
        (Icon::Browser, text.how_sign_in()),
        (Icon::Method(MethodKind::Passkey), text.how_list()),
        (Icon::Rules, text.how_remove()),
    ];
    for (icon, words) in steps {
        icon.beside(ui, |ui| {
            parts::words(ui, words);
        });
    }
}

fn remedies(text: &Text, connect: &Connect, what: What) -> Remedies {
    let sign_in = connect.target.as_ref().map(|_| Intent::SignIn { another: false });
    let again = match what {
        What::StartDemo => Some(Intent::TryDemo),
        // What is kept is not given up for a network that was away.
        _ => connect.untried.clone().map(Intent::SwitchTo).or_else(|| sign_in.clone()),
    };
    Remedies {
        again,
        sign_in: sign_in.map(|intent| (text.sign_in_again(), intent)),
        check: connect.target.as_ref().map(|_| Intent::EditServer),
    }
}

fn form(ui: &mut Ui, connect: &Connect, drafts: &mut Drafts, wish: &mut Wish) {
    let text = drafts.text();
    parts::part(ui, Id::unique("server form"), |ui| {
        parts::card(ui, |ui| {
            parts::heading(ui, theme::heading(text.your_server()));
            let bad = connect.bad_address.as_ref().map(|it| text.bad_address(it));
            let address =
                parts::field(ui, text.address(), &mut drafts.address, text::ADDRESS_HINT, bad.as_deref());
            ui.add_space(space::TINY);
            let missing = connect.no_client_id.then(|| text.no_client_id());
            let client = parts::field(ui, text.client_id(), &mut drafts.client_id, "", missing.as_deref());
            parts::note(ui, text.client_id_note());
            ui.add_space(space::TINY);
            let entered = parts::entered(ui, &address) || parts::entered(ui, &client);
            let clicked = Act::primary(text.go_on()).clicked(ui);
            wish.add_if(entered || clicked, || Intent::UseServer {
                address: drafts.address.clone(),
                client_id: drafts.client_id.clone(),
            });
        });
    });
}

fn sign_in(ui: &mut Ui, (text, state): (&Text, &State), connect: &Connect, target: &Target, wish: &mut Wish) {
    parts::part(ui, Id::unique("sign-in card"), |ui| {
        parts::card(ui, |ui| {
            parts::heading(ui, theme::heading(text.sign_in_heading(target)));
            parts::note(ui, text.about_target(target));
            if target.administered {
                parts::note(ui, text.administered());
            }
            if let Some(cut) = &connect.cut {
                parts::said(ui, text.cut(cut));
            }
            parts::words(ui, text.sign_in_note());
            ui.add_space(space::TINY);
            let mut stay = state.settings.stay_signed_in;
            let words = if target.demo { text.stay_signed_in_demo() } else { text.stay_signed_in() };
            let check_box = ui.checkbox(&mut stay, words);
            super::act::ring(ui, &check_box, 0.0);
            wish.add_if(check_box.changed(), || Intent::StaySignedIn(stay));
            ui.add_space(space::TINY);
            ui.horizontal_wrapped(|ui| {
                let first = Act::primary(text.sign_in()).clicked(ui);
                wish.add_if(first, || Intent::SignIn { another: false });
                let another = Act::plain(text.another_account()).clicked(ui);
                wish.add_if(another, || Intent::SignIn { another: true });
                wish.add_if(Act::quiet(text.another_server()).clicked(ui), || Intent::EditServer);
            });
        });
    });
}

fn demo(ui: &mut Ui, text: &Text, connect: &Connect, wish: &mut Wish) {
    ui.add_space(space::MEDIUM);
    parts::part(ui, Id::unique("demo"), |ui| {
        let act = Act::plain(text.try_demo()).busy(connect.starting_demo, text.starting_demo());
        wish.add_if(act.clicked(ui), || Intent::TryDemo);
        parts::note(ui, text.demo_note());
    });
}
