//! Every message of every language: its characters can be shown, its words fit, and somebody says it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use egui::{FontFamily, FontId};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::scenes::NAMES;
use super::*;
use crate::theme::space;

/// The width of the narrowest window's cards, at 200 %: 480 pixels are 240 points.
const NARROWEST: f32 = 240.0 - 2.0 * space::LARGE - 2.0 * (space::CARD_INSIDE as f32 + 1.0);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Name and text of each message, attributes too, each variant by itself; what is filled in is left out.
fn messages(language: &str) -> Vec<(String, String)> {
    let path = root().join("assets/locales").join(language).join("keyward.ftl");
    let resource = fluent_syntax::parser::parse(fs::read_to_string(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let name = message.id.name;
        all.extend(message.value.iter().flat_map(texts).map(|text| (name.clone(), text)));
        for attribute in &message.attributes {
            let name = format!("{name}-{}", attribute.id.name);
            all.extend(texts(&attribute.value).into_iter().map(|text| (name.clone(), text)));
        }
    }
    all
}

fn texts(pattern: &Pattern<String>) -> Vec<String> {
    let mut plain = String::new();
    let mut variants = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => plain.push_str(value),
            PatternElement::Placeable { expression: Expression::Select { variants: all, .. } } => {
                variants.extend(all.iter().flat_map(|variant| texts(&variant.value)));
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => {
                plain.push_str(value);
            }
            PatternElement::Placeable { .. } => plain.push(' '),
        }
    }
    variants.push(plain);
    variants
}

fn languages() -> Vec<&'static str> {
    crate::text::languages().iter().map(|language| language.tag).collect()
}

/// Runs `check` where the fonts are.
fn with_fonts(check: impl Fn(&egui::Context)) {
    let window = open(scene("form"));
    check(&window.ctx);
}

#[test]
fn every_character_can_be_shown() {
    with_fonts(|ctx| {
        for language in languages() {
            for (name, text) in messages(language) {
                for family in [FontFamily::Proportional, theme::button_font().family] {
                    let font = FontId::new(15.0, family);
                    let missing: String = text
                        .chars()
                        .filter(|c| !c.is_whitespace() && !ctx.fonts_mut(|fonts| fonts.has_glyph(&font, *c)))
                        .collect();
                    assert!(missing.is_empty(), "{language}, {name}: no face has {missing:?}");
                }
            }
        }
    });
}

#[test]
fn no_word_is_cut_in_the_narrowest_window() {
    with_fonts(|ctx| {
        for language in languages() {
            for (name, text) in messages(language) {
                // What is written to standard error is not in the window.
                if text.contains("apt install") || text.contains("xvfb-run") {
                    continue;
                }
                // An address may be broken anywhere.
                for word in text.split([' ', '\n']).filter(|word| !word.contains("://")) {
                    let width = ctx.fonts_mut(|fonts| {
                        fonts
                            .layout_no_wrap(word.to_owned(), theme::button_font(), egui::Color32::BLACK)
                            .size()
                            .x
                    });
                    assert!(
                        width <= NARROWEST,
                        "{language}, {name}: {word} is {width} wide, not {NARROWEST}"
                    );
                }
            }
        }
    });
}

#[test]
fn every_scene_fits_in_every_language() {
    for language in languages() {
        for name in NAMES {
            for size in [vec2(240.0, 240.0), vec2(800.0, 900.0)] {
                let mut window = open_at(scene(name), size);
                window.state_mut().world.user(Intent::ChooseLanguage(Some(language.to_owned())));
                window.run();
                for node in window.root().children_recursive() {
                    let label = node.accesskit_node().label();
                    if matches!(node.accesskit_node().role(), Role::Button | Role::Heading | Role::CheckBox) {
                        let rect = node.rect();
                        assert!(
                            rect.max.x <= size.x,
                            "{language}, {name} at {size:?}: {label:?} at {rect:?}"
                        );
                    }
                }
            }
        }
    }
}

/// Every source file of the program.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((
                    path.strip_prefix(root()).unwrap().to_owned(),
                    fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    found
}

#[test]
fn nothing_lies_over_anything_else_in_the_lists() {
    for language in languages() {
        for name in ["list", "list-odd", "list-many"] {
            for width in [240.0, 320.0, 480.0, 800.0] {
                let mut window = open_at(scene(name), vec2(width, 2000.0));
                window.state_mut().world.user(Intent::ChooseLanguage(Some(language.to_owned())));
                window.run();
                for list in window.get_all_by_role(Role::List) {
                    let parts: Vec<_> = list
                        .children_recursive()
                        .filter(|node| matches!(node.accesskit_node().role(), Role::Label | Role::Button))
                        .collect();
                    for (place, one) in parts.iter().enumerate() {
                        for other in &parts[place + 1..] {
                            let (a, b) = (one.rect().shrink(1.0), other.rect().shrink(1.0));
                            let names = (one.accesskit_node().label(), other.accesskit_node().label());
                            assert!(
                                !a.intersects(b),
                                "{language}, {name}, {width}: {names:?} at {a:?} and {b:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let said = sources().into_iter().filter(|(path, _)| !path.starts_with("src/ui/tests"));
    let source: String = said.map(|(_, source)| source.split_whitespace().collect::<String>()).collect();
    for name in names("en") {
        let message = name.replace('-', "_");
        let says = |who: &str| source.contains(&format!("{who}.{message}("));
        // Two are of use before there is a window, and to tell which language is which.
        let by_type = ["language_name", "formats"].contains(&message.as_str())
            && source.contains(&format!(".{message}("));
        assert!(by_type || ["text", "self", "text()"].into_iter().any(says), "nobody says {name}");
    }
}

fn names(language: &str) -> BTreeSet<String> {
    messages(language).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn every_language_says_the_same_things() {
    for language in languages() {
        assert_eq!(names(language), names("en"), "{language}");
    }
}

/// Sentences that are no message: technical causes for whoever is asked for help, and what a person never reads.
const NO_MESSAGES: [&str; 17] = [
    "A link of Keyward's: keyward://open brings the window to the front",
    "not a link that begins with keyward:",
    "unable to set instance",
    "the answer is longer than {BODY_LIMIT} bytes",
    "`server` is no address that can be used",
    "`organisation` is not an id: digits only",
    "it ended unexpectedly",
    "no answer within three seconds; it may be locked",
    "it is locked, or did not let Keyward in",
    "there is none on this system",
    "the system's service for it is not there, or failed",
    "what is to be kept is too long for it",
    "what it holds could not be understood",
    "it holds more than one entry for this account",
    "issued ahead of time",
    "copy for support",
    "dialog try again",
];

/// Every text of three words or more in the program's sources, outside its tests, log lines and reasons.
fn sentences() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for (path, source) in sources() {
        let skipped = ["demo", "tests", "fuzzing"];
        if path
            .components()
            .any(|part| skipped.iter().any(|skip| part.as_os_str().to_string_lossy().starts_with(skip)))
        {
            continue;
        }
        let program = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for line in program.lines().map(str::trim_start) {
            let talks = ["//", "tracing::", "reason =", "#[", ".context(", "env!("];
            if talks.iter().any(|skip| line.contains(skip)) {
                continue;
            }
            let texts = line.split('"').skip(1).step_by(2);
            let long = |text: &&str| {
                text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count() >= 3
            };
            found.extend(texts.filter(long).map(|text| (path.clone(), text.to_owned())));
        }
    }
    found
}

#[test]
fn no_sentence_stands_outside_the_messages() {
    let others: Vec<_> =
        sentences().into_iter().filter(|(_, text)| !NO_MESSAGES.contains(&text.as_str())).collect();
    assert!(others.is_empty(), "{others:#?}");
}
