//! The screens, driven headless by role and name as a screen reader would.

mod dialog;
mod keyboard;
mod languages;
mod lists;
mod pages;
mod pictures;
mod policies;
mod scenes;
mod sheets;
mod world;

use egui::accesskit::Role;
use egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder};

use super::{Drafts, root};
use crate::domain::{Dialog, Intent};
use crate::theme;
use scenes::scene;
use world::World;

/// The window, the state behind it, and everything it asked for.
struct Shown {
    world: World,
    drafts: Drafts,
    asked: Vec<Intent>,
}

type Window = Harness<'static, Shown>;

fn open(world: World) -> Window {
    open_at(world, vec2(800.0, 900.0))
}

fn open_at(world: World, size: egui::Vec2) -> Window {
    open_with(world, size, |builder| builder)
}

fn open_with(
    world: World,
    size: egui::Vec2,
    change: impl FnOnce(HarnessBuilder<Shown>) -> HarnessBuilder<Shown>,
) -> Window {
    let drafts = Drafts::for_settings(&world.state.settings).with_zone(jiff::tz::TimeZone::UTC);
    let listed = world.state.signed_in().map(|signed_in| &signed_in.lists);
    // Only names may need faces that are not bundled; every word of ours must be there.
    let beyond = |c: char| c > '\u{4FF}' && c != '—';
    let foreign = listed.is_some_and(|lists| lists.all().any(|one| one.label().chars().any(beyond)));
    let builder = Harness::builder().with_size(size).with_context_setup(theme::install);
    let builder = if foreign { builder.allow_missing_glyphs() } else { builder };
    let mut window = change(builder).build_ui_state(
        |ui, shown: &mut Shown| {
            let Shown { world, drafts, asked } = shown;
            if let Some(intent) = root(ui, &world.state, drafts, world.now) {
                asked.push(intent.clone());
                world.user(intent);
            }
        },
        Shown { world, drafts, asked: Vec::new() },
    );
    window.run();
    window
}

/// A second passes, so that nothing counts as a click before the eye could follow.
fn wait(window: &mut Window) {
    window.state_mut().world.wait();
    window.run();
}

fn press(window: &mut Window, key: egui::Key) {
    window.key_press(key);
    window.run();
}

fn click(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::Button, name).click();
    window.run();
}

fn type_into(window: &mut Window, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.run();
}

fn is_asking(window: &Window) -> bool {
    let signed_in = window.state().world.state.signed_in();
    matches!(signed_in.and_then(|signed_in| signed_in.dialog.as_ref()), Some(Dialog::Remove(_)))
}

fn focused(window: &Window) -> Option<String> {
    let mut found = window.root().children_recursive().filter(|node| node.accesskit_node().is_focused());
    found.find_map(|node| node.accesskit_node().label())
}

/// Every word on screen, each label once.
fn words(window: &Window) -> String {
    let nodes = window.root().children_recursive();
    let said = nodes.filter_map(|node| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value())
    });
    said.collect::<Vec<_>>().join("\n")
}
