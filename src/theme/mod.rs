//! Colours, distances and fonts. Nothing else makes a colour, and nothing here is a sentence.

mod contrast;
mod fonts;
pub mod space;
mod tokens;

use std::collections::BTreeMap;

use egui::style::{ScrollAnimation, ScrollStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, FontFamily, FontId, RichText, Stroke, Style, TextStyle, Theme, ThemePreference, Visuals,
};

use crate::domain::Looks;

pub use contrast::contrast;
pub use tokens::{DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Tokens};

/// Size of running text, in points.
const BODY: f32 = 15.0;
/// Size of notes under it, in points.
const SMALL: f32 = 13.0;
/// Size of a section's or card's heading, in points.
const HEADING: f32 = 17.0;
/// Size of a screen's title, in points.
const TITLE: f32 = 24.0;
/// Width of the ring around what has the focus, in points.
pub const FOCUS_RING: f32 = 2.0;

/// Sets fonts and both styles. To be called once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    // Where neither the person nor the system says: "no preference" means light on most desktops.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    wear(ctx, Looks::default());
}

/// Changes to these looks.
pub fn wear(ctx: &Context, looks: Looks) {
    ctx.set_theme(match looks.dark {
        None => ThemePreference::System,
        Some(false) => ThemePreference::Light,
        Some(true) => ThemePreference::Dark,
    });
    let [light, dark] = if looks.high_contrast { [&LIGHT_HIGH, &DARK_HIGH] } else { [&LIGHT, &DARK] };
    ctx.set_style_of(Theme::Light, style(Visuals::light(), light));
    ctx.set_style_of(Theme::Dark, style(Visuals::dark(), dark));
}

/// What lies behind everything, for `clear_color`.
#[must_use]
pub fn surface(visuals: &Visuals) -> Color32 {
    tokens(visuals).surface
}

/// The colours of the theme that is shown.
#[must_use]
pub fn tokens(visuals: &Visuals) -> &'static Tokens {
    // Each theme has a surface of its own.
    let mut all = [&LIGHT, &DARK, &LIGHT_HIGH, &DARK_HIGH].into_iter();
    all.find(|tokens| tokens.surface == visuals.panel_fill).unwrap_or(&LIGHT)
}

/// A screen's title.
#[must_use]
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).size(TITLE).family(fonts::semibold())
}

/// A section's or card's heading.
#[must_use]
pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).size(HEADING).family(fonts::semibold())
}

/// A name, or the words that matter most in a card.
#[must_use]
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).size(BODY).family(fonts::semibold())
}

/// A note under something.
#[must_use]
pub fn small(text: impl Into<String>, visuals: &Visuals) -> RichText {
    RichText::new(text).size(SMALL).color(tokens(visuals).weak)
}

/// The font of a note.
#[must_use]
pub fn small_font() -> FontId {
    FontId::new(SMALL, FontFamily::Proportional)
}

/// The font of a button's words.
#[must_use]
pub fn button_font() -> FontId {
    FontId::new(BODY, fonts::semibold())
}

fn style(base: Visuals, tokens: &Tokens) -> Style {
    let mut style = Style { visuals: visuals(base, tokens), ..Style::default() };
    style.text_styles = text_styles();
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    let spacing = &mut style.spacing;
    spacing.scroll = scroll_bars();
    spacing.item_spacing = egui::vec2(space::SMALL, space::SMALL);
    spacing.button_padding = egui::vec2(space::MEDIUM, space::SMALL);
    spacing.interact_size.y = space::CONTROL;
    spacing.icon_width = space::BOX;
    spacing.icon_width_inner = space::BOX - space::SMALL;
    spacing.icon_spacing = space::SMALL;
    spacing.tooltip_width = space::TOOLTIP;
    style
}

/// Thin bars that are always seen where there is more: nothing below the edge goes unnoticed.
fn scroll_bars() -> ScrollStyle {
    ScrollStyle {
        foreground_color: true,
        floating_width: space::TINY,
        dormant_background_opacity: 0.0,
        dormant_handle_opacity: 0.6,
        ..ScrollStyle::thin()
    }
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Heading, FontId::new(HEADING, fonts::semibold())),
        (TextStyle::Body, FontId::new(BODY, FontFamily::Proportional)),
        (TextStyle::Button, button_font()),
        (TextStyle::Small, FontId::new(SMALL, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(SMALL, FontFamily::Monospace)),
    ]
    .into()
}

fn visuals(base: Visuals, tokens: &Tokens) -> Visuals {
    let mut visuals = base;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(tokens.weak);
    visuals.hyperlink_color = tokens.accent;
    visuals.panel_fill = tokens.surface;
    visuals.window_fill = tokens.card;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.window_corner_radius = space::CARD_CORNER.into();
    visuals.menu_corner_radius = space::CORNER.into();
    visuals.extreme_bg_color = tokens.field;
    visuals.faint_bg_color = tokens.card;
    visuals.warn_fg_color = tokens.text;
    visuals.error_fg_color = tokens.text;
    visuals.selection.bg_fill = tokens.selection;
    visuals.selection.stroke = Stroke::new(FOCUS_RING, tokens.focus);
    visuals.text_cursor.stroke = Stroke::new(2.0, tokens.focus);
    visuals.text_cursor.blink = false;
    visuals.widgets = widgets(tokens);
    visuals
}

fn widgets(tokens: &Tokens) -> Widgets {
    let of = |fill: Color32, border: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: border,
        corner_radius: space::CORNER.into(),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    let border = Stroke::new(1.0, tokens.border);
    Widgets {
        noninteractive: of(tokens.card, Stroke::new(1.0, tokens.line), tokens.text),
        inactive: of(tokens.field, border, tokens.text),
        hovered: of(tokens.button_hover, border, tokens.text),
        active: of(tokens.field, Stroke::new(FOCUS_RING, tokens.focus), tokens.text),
        open: of(tokens.button_hover, border, tokens.text),
    }
}
