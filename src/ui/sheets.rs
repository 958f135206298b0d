//! Settings, keyboard shortcuts and "About": over any page, and never over a question.

use egui::accesskit::Role;
use egui::{Context, Id, Key, Modifiers, Rect, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

use super::act::{self, Act};
use super::{Drafts, Wish, dialog, parts};
use crate::domain::{Folder, Intent, State, ThemeChoice};
use crate::text::{Text, language_name, languages};
use crate::theme::{self, space};

/// Height of the bar under the page, in points.
pub(super) const BAR: f32 = 44.0;
/// How much of the window's height is left free around a sheet, with its button, in points.
const BUTTON_AND_EDGES: f32 = 112.0;
/// The least height of its content, which scrolls, in points.
const LEAST_CONTENT: f32 = 90.0;

/// What can be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sheet {
    Settings,
    Shortcuts,
    About,
}

/// The button that closes it.
pub(super) fn close_id() -> Id {
    Id::unique("close sheet")
}

/// The button that opens it.
pub(super) fn opener_id(sheet: Sheet) -> Id {
    Id::unique("open sheet").with(sheet)
}

/// The buttons that open the sheets.
pub(super) fn openers(ui: &mut Ui, drafts: &mut Drafts) {
    let text = drafts.text();
    parts::part(ui, Id::unique("sheets"), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::LARGE;
            let all = [
                (Sheet::Settings, text.settings()),
                (Sheet::Shortcuts, text.shortcuts()),
                (Sheet::About, text.about_keyward()),
            ];
            for (sheet, words) in all {
                if Act::quiet(words).id(opener_id(sheet)).clicked(ui) {
                    drafts.open_sheet(sheet);
                }
            }
        });
    });
}

/// The same as a bar that stays under the page.
pub(super) fn bar(ui: &mut Ui, rect: Rect, drafts: &mut Drafts) {
    let line = Stroke::new(1.0, theme::tokens(ui.visuals()).line);
    ui.painter().hline(rect.x_range(), rect.top(), line);
    let (left, width) = super::column_of(rect);
    let top = rect.top() + ((rect.height() - space::CONTROL) / 2.0).floor();
    let inside = Rect::from_min_size(pos2(left, top), vec2(width, space::CONTROL));
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| openers(ui, drafts));
}

/// The sheet that is open, if one is.
pub(super) fn show(ctx: &Context, state: &State, drafts: &mut Drafts, wish: &mut Wish) {
    let is_asking = state.signed_in().is_some_and(|signed_in| signed_in.dialog.is_some());
    let Some(sheet) = drafts.sheet.filter(|_| !is_asking) else { return };
    let text = drafts.text();
    dialog::modal(ctx, Role::Dialog, |ui| {
        let room = (ui.ctx().content_rect().height() - BUTTON_AND_EDGES).max(LEAST_CONTENT);
        let heading = ScrollArea::vertical()
            .id_salt(sheet)
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| match sheet {
                Sheet::Settings => settings(ui, &text, state, wish),
                Sheet::Shortcuts => shortcuts(ui, &text),
                Sheet::About => about(ui, &text, state, drafts, wish),
            })
            .inner;
        ui.add_space(space::SMALL);
        if Act::plain(text.close()).id(close_id()).clicked(ui) {
            drafts.close_sheet();
        }
        heading
    });
    if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        drafts.close_sheet();
    }
}

fn settings(ui: &mut Ui, text: &Text, state: &State, wish: &mut Wish) -> Id {
    let heading = parts::heading(ui, theme::heading(text.settings())).id;
    ui.add_space(space::TINY);
    language(ui, text, state, wish);
    ui.add_space(space::TINY);
    choices(ui, Id::unique("themes"), text.theme(), |ui| {
        for theme in ThemeChoice::ALL {
            let words = match theme {
                ThemeChoice::System => text.theme_system(),
                ThemeChoice::Light => text.theme_light(),
                ThemeChoice::Dark => text.theme_dark(),
            };
            wish.add_if(choice(ui, state.settings.theme == theme, words), || Intent::ChooseTheme(theme));
        }
    });
    ui.add_space(space::TINY);
    let mut high = state.looks().high_contrast;
    let response = ui.checkbox(&mut high, text.high_contrast());
    act::ring(ui, &response, 0.0);
    wish.add_if(response.changed(), || Intent::HighContrast(high));
    if state.system_looks.high_contrast {
        parts::note(ui, text.high_contrast_by_system());
    }
    heading
}

fn language(ui: &mut Ui, text: &Text, state: &State, wish: &mut Wish) {
    let chosen = state.settings.language.as_deref();
    let system = text.language_of_system(language_name(&state.system_language));
    let all = languages().into_iter().map(|one| (Some(one.tag), one.name.to_owned()));
    choices(ui, Id::unique("languages"), text.language(), |ui| {
        for (tag, name) in std::iter::once((None, system)).chain(all) {
            let intent = || Intent::ChooseLanguage(tag.map(ToOwned::to_owned));
            wish.add_if(choice(ui, chosen == tag, name), intent);
        }
    });
}

/// Choices of which one holds, under their label.
fn choices(ui: &mut Ui, id: Id, label: String, add: impl FnOnce(&mut Ui)) {
    let label = parts::words(ui, theme::strong(label));
    parts::group(ui, id, Role::RadioGroup, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.push_labelled_by(label.id.accesskit_id());
        });
        ui.spacing_mut().item_spacing.y = 0.0;
        add(ui);
    });
}

fn choice(ui: &mut Ui, holds: bool, words: String) -> bool {
    let response = ui.radio(holds, words);
    act::ring(ui, &response, 0.0);
    response.clicked()
}

fn shortcuts(ui: &mut Ui, text: &Text) -> Id {
    let heading = parts::heading(ui, theme::heading(text.shortcuts())).id;
    ui.add_space(space::TINY);
    for (keys, what) in text.shortcut_list(cfg!(target_os = "macos")) {
        parts::fact(ui, keys, what, None);
    }
    heading
}

fn about(ui: &mut Ui, text: &Text, state: &State, drafts: &mut Drafts, wish: &mut Wish) -> Id {
    let heading = parts::heading(ui, theme::heading(text.about_keyward())).id;
    parts::words(ui, text.introduction());
    ui.add_space(space::TINY);
    for (name, value) in text.about(state) {
        parts::fact(ui, name, value, None);
    }
    parts::note(ui, text.about_privacy());
    parts::note(ui, text.about_licence());
    ui.add_space(space::TINY);
    ui.horizontal_wrapped(|ui| {
        let id = Id::unique("copy for support");
        parts::copy(ui, drafts, id, text.copy_for_support(), || text.about_to_copy(state));
        if state.about.settings.is_some() {
            let open = Act::plain(text.open_settings_folder()).clicked(ui);
            wish.add_if(open, || Intent::OpenFolder(Folder::Settings));
        }
        if state.about.log.is_some() {
            wish.add_if(Act::plain(text.open_log_folder()).clicked(ui), || Intent::OpenFolder(Folder::Log));
        }
    });
    heading
}
