//! Pictures of every scene, painted without a display: in each look, and for a designer's eye on request.

use std::path::{Path, PathBuf};

use ::pictures::Painter;
use egui::Color32;

use super::scenes::NAMES;
use super::*;
use crate::domain::ThemeChoice;
use crate::theme::{DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Tokens};

/// Names a folder; every scene is then written there, as large as in a window.
const FOLDER: &str = "KEYWARD_PICTURES";
/// Name, theme, high contrast, colours.
const LOOKS: [(&str, ThemeChoice, bool, &Tokens); 4] = [
    ("light", ThemeChoice::Light, false, &LIGHT),
    ("dark", ThemeChoice::Dark, false, &DARK),
    ("light-high", ThemeChoice::Light, true, &LIGHT_HIGH),
    ("dark-high", ThemeChoice::Dark, true, &DARK_HIGH),
];

fn painted(world: World, size: egui::Vec2, scale: f32) -> Window {
    let mut window =
        open_with(world, size, |builder| builder.renderer(Painter::default()).with_pixels_per_point(scale));
    window.run();
    window
}

fn in_looks(mut world: World, theme: ThemeChoice, high: bool) -> World {
    world.user(Intent::ChooseTheme(theme));
    world.user(Intent::HighContrast(high));
    world
}

#[test]
fn every_scene_is_painted_in_the_colours_of_its_looks() {
    for (looks, theme, high, tokens) in LOOKS {
        for name in NAMES {
            let mut window = painted(in_looks(scene(name), theme, high), vec2(420.0, 480.0), 1.0);
            let picture = window.render().unwrap();
            let has = |color: Color32| picture.pixels().any(|pixel| pixel.0[..3] == color.to_array()[..3]);
            let dimmed = name.starts_with("dialog") || name == "removing";
            assert!(dimmed || has(tokens.surface), "{name}, {looks}: the surface");
            assert!(has(tokens.card), "{name}, {looks}: a card");
            assert!(has(tokens.text), "{name}, {looks}: words");
            let danger = has(tokens.danger);
            assert_eq!(danger, name.starts_with("dialog"), "{name}, {looks}: only what destroys is red");
        }
    }
}

/// A sheet over the list: name, the button that opens it.
const SHEETS: [(&str, &str); 3] =
    [("settings", "Settings"), ("shortcuts", "Keyboard shortcuts"), ("about", "About Keyward")];

#[test]
fn pictures_for_a_designers_eye() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let wanted = std::env::var("KEYWARD_SCENES").unwrap_or_default();
    for name in
        NAMES.into_iter().filter(|name| wanted.is_empty() || wanted.split(',').any(|one| one == *name))
    {
        for (looks, theme, high, _) in LOOKS {
            save(
                &folder,
                &format!("{name}-{looks}"),
                in_looks(scene(name), theme, high),
                vec2(760.0, 820.0),
                1.0,
            );
        }
        save(&folder, &format!("{name}-small"), scene(name), vec2(480.0, 480.0), 1.0);
        save(&folder, &format!("{name}-small-200"), scene(name), vec2(240.0, 240.0), 2.0);
        let mut german = scene(name);
        german.user(Intent::ChooseLanguage(Some("de".into())));
        save(&folder, &format!("{name}-german"), german, vec2(480.0, 820.0), 1.0);
    }
    for (name, opener) in SHEETS {
        for (looks, theme, high, _) in LOOKS {
            let mut window = painted(in_looks(scene("list"), theme, high), vec2(480.0, 640.0), 1.0);
            click(&mut window, opener);
            write(&folder, &format!("sheet-{name}-{looks}"), &mut window);
        }
    }
}

fn save(folder: &Path, name: &str, world: World, size: egui::Vec2, scale: f32) {
    write(folder, name, &mut painted(world, size, scale));
}

fn write(folder: &Path, name: &str, window: &mut Window) {
    let picture = window.render().unwrap();
    std::fs::create_dir_all(folder).unwrap();
    picture.save(folder.join(format!("{name}.png"))).unwrap();
}
