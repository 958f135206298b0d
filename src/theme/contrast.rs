//! How far two colours are apart (WCAG 2.2, "contrast ratio").

use egui::{Color32, Rgba};

/// The contrast ratio of two opaque colours, 1 to 21.
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color32) -> f32 {
    let linear = Rgba::from(color);
    0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
}

#[cfg(test)]
mod tests {
    use super::super::{DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Tokens};
    use super::*;

    /// Normal text (1.4.3), level AA.
    const TEXT: f32 = 4.5;
    /// The same, level AAA (1.4.6).
    const TEXT_HIGH: f32 = 7.0;
    /// Borders and rings that tell something (1.4.11).
    const SHAPE: f32 = 3.0;

    fn check(name: &str, tokens: &Tokens, least: f32) {
        let t = tokens;
        let text = [
            ("text on surface", t.text, t.surface),
            ("text on card", t.text, t.card),
            ("text in field", t.text, t.field),
            ("text on button", t.text, t.button),
            ("text on button under the pointer", t.text, t.button_hover),
            ("text on selection", t.text, t.selection),
            ("note on surface", t.weak, t.surface),
            ("note on card", t.weak, t.card),
            ("hint in field", t.weak, t.field),
            ("words on accent", t.on_accent, t.accent),
            ("words on accent under the pointer", t.on_accent, t.accent_hover),
            ("words on danger", t.on_danger, t.danger),
            ("words on danger under the pointer", t.on_danger, t.danger_hover),
            ("quiet button on surface", t.accent, t.surface),
            ("quiet button on card", t.accent, t.card),
            ("quiet button under the pointer", t.accent, t.button_hover),
            ("selected text", t.focus, t.selection),
        ];
        let shapes = [
            ("border on surface", t.border, t.surface),
            ("border on card", t.border, t.card),
            ("focus on surface", t.focus, t.surface),
            ("focus on card", t.focus, t.card),
            ("accent on surface", t.accent, t.surface),
            ("accent on card", t.accent, t.card),
            ("danger on card", t.danger, t.card),
        ];
        for (pair, a, b) in text {
            assert!(contrast(a, b) >= least, "{name}: {pair} is {:.2}", contrast(a, b));
        }
        for (pair, a, b) in shapes {
            assert!(contrast(a, b) >= SHAPE, "{name}: {pair} is {:.2}", contrast(a, b));
        }
    }

    #[test]
    fn every_pair_in_use_can_be_read() {
        check("light", &LIGHT, TEXT);
        check("dark", &DARK, TEXT);
        check("light, high contrast", &LIGHT_HIGH, TEXT_HIGH);
        check("dark, high contrast", &DARK_HIGH, TEXT_HIGH);
    }

    #[test]
    fn each_theme_is_known_by_its_surface() {
        let all = [LIGHT, DARK, LIGHT_HIGH, DARK_HIGH].map(|tokens| tokens.surface);
        for (place, surface) in all.iter().enumerate() {
            assert!(!all[..place].contains(surface));
        }
    }

    #[test]
    fn the_ratio_is_that_of_the_standard() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::WHITE, Color32::from_rgb(0x76, 0x76, 0x76)) - 4.54).abs() < 0.01);
    }
}
