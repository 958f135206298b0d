//! The keyboard shortcuts of the whole window.

use egui::{Context, Key, Modifiers};

use super::sheets::Sheet;
use super::{Drafts, Wish, lists};
use crate::domain::{Dialog, Intent, Screen, SignedIn, State};

/// F1 shows the shortcuts, F5 reads again, Ctrl or Cmd and F searches, Esc cancels a sign-in.
pub(super) fn listen(ctx: &Context, state: &State, drafts: &mut Drafts, wish: &mut Wish) {
    let asking = state.signed_in().is_some_and(|signed_in| signed_in.dialog.is_some());
    if !asking && pressed(ctx, Modifiers::NONE, Key::F1) {
        drafts.open_sheet_by_key(Sheet::Shortcuts);
    }
    if drafts.sheet.is_some() {
        return;
    }
    match &state.screen {
        Screen::Connect(_) => {}
        Screen::SigningIn(_) => {
            wish.add_if(pressed(ctx, Modifiers::NONE, Key::Escape), || Intent::CancelSignIn);
        }
        Screen::SignedIn(signed_in) => in_the_list(ctx, signed_in, drafts, wish),
    }
}

fn in_the_list(ctx: &Context, signed_in: &SignedIn, drafts: &mut Drafts, wish: &mut Wish) {
    if matches!(signed_in.dialog, Some(Dialog::Removing(_))) {
        return;
    }
    let again = pressed(ctx, Modifiers::NONE, Key::F5);
    wish.add_if(again && !signed_in.reading && !signed_in.signing_out, || Intent::ReadAgain);
    if signed_in.dialog.is_none() && lists::has_search(signed_in) && pressed(ctx, Modifiers::COMMAND, Key::F)
    {
        drafts.focus(lists::search_id());
    }
}

fn pressed(ctx: &Context, modifiers: Modifiers, key: Key) -> bool {
    ctx.input_mut(|input| input.consume_key(modifiers, key))
}
