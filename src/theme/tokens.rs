//! The colours, one set for each theme.

use egui::Color32;

/// Every colour in use.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// Behind everything.
    pub surface: Color32,
    /// Cards and dialogs.
    pub card: Color32,
    /// Around cards: decoration, nothing is told by it.
    pub line: Color32,
    /// Words.
    pub text: Color32,
    /// Notes.
    pub weak: Color32,
    /// Text fields, check boxes.
    pub field: Color32,
    /// Around fields and plain buttons.
    pub border: Color32,
    /// Plain buttons.
    pub button: Color32,
    /// Plain buttons under the pointer.
    pub button_hover: Color32,
    /// The main button of a screen.
    pub accent: Color32,
    /// The same under the pointer.
    pub accent_hover: Color32,
    /// Words on it.
    pub on_accent: Color32,
    /// The button that destroys, and nothing else.
    pub danger: Color32,
    /// The same under the pointer.
    pub danger_hover: Color32,
    /// Words on it.
    pub on_danger: Color32,
    /// The ring around what has the focus.
    pub focus: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// What a dialog lays over the page.
    pub veil: Color32,
}

/// The light theme.
pub const LIGHT: Tokens = Tokens {
    surface: Color32::from_rgb(0xF4, 0xF6, 0xF8),
    card: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    line: Color32::from_rgb(0xDB, 0xDF, 0xE5),
    text: Color32::from_rgb(0x1A, 0x1F, 0x26),
    weak: Color32::from_rgb(0x55, 0x5E, 0x69),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    border: Color32::from_rgb(0x7D, 0x86, 0x91),
    button: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    button_hover: Color32::from_rgb(0xEA, 0xEE, 0xF3),
    accent: Color32::from_rgb(0x1E, 0x5A, 0xB4),
    accent_hover: Color32::from_rgb(0x17, 0x49, 0x94),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    danger: Color32::from_rgb(0xB6, 0x24, 0x20),
    danger_hover: Color32::from_rgb(0x96, 0x1B, 0x18),
    on_danger: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    focus: Color32::from_rgb(0x1E, 0x5A, 0xB4),
    selection: Color32::from_rgb(0xC9, 0xDD, 0xF7),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 0x78),
};

/// The light theme with more contrast: every pair of words reaches 7 to 1.
pub const LIGHT_HIGH: Tokens = Tokens {
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    card: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    line: Color32::from_rgb(0x4A, 0x4A, 0x4A),
    text: Color32::from_rgb(0x00, 0x00, 0x00),
    weak: Color32::from_rgb(0x26, 0x2A, 0x30),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    border: Color32::from_rgb(0x00, 0x00, 0x00),
    button: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    button_hover: Color32::from_rgb(0xE3, 0xEA, 0xF4),
    accent: Color32::from_rgb(0x00, 0x37, 0x85),
    accent_hover: Color32::from_rgb(0x00, 0x24, 0x5C),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    danger: Color32::from_rgb(0x8E, 0x0B, 0x0B),
    danger_hover: Color32::from_rgb(0x6B, 0x05, 0x05),
    on_danger: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    focus: Color32::from_rgb(0x00, 0x37, 0x85),
    selection: Color32::from_rgb(0xD6, 0xE6, 0xFF),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 0xA0),
};

/// The dark theme with more contrast: every pair of words reaches 7 to 1.
pub const DARK_HIGH: Tokens = Tokens {
    surface: Color32::from_rgb(0x00, 0x00, 0x00),
    card: Color32::from_rgb(0x00, 0x00, 0x00),
    line: Color32::from_rgb(0xB8, 0xB8, 0xB8),
    text: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    weak: Color32::from_rgb(0xDD, 0xE2, 0xE8),
    field: Color32::from_rgb(0x00, 0x00, 0x00),
    border: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    button: Color32::from_rgb(0x10, 0x12, 0x16),
    button_hover: Color32::from_rgb(0x2B, 0x32, 0x3C),
    accent: Color32::from_rgb(0xB3, 0xD4, 0xFF),
    accent_hover: Color32::from_rgb(0xD6, 0xE8, 0xFF),
    on_accent: Color32::from_rgb(0x00, 0x00, 0x00),
    danger: Color32::from_rgb(0xFF, 0xA8, 0xA0),
    danger_hover: Color32::from_rgb(0xFF, 0xCC, 0xC7),
    on_danger: Color32::from_rgb(0x00, 0x00, 0x00),
    focus: Color32::from_rgb(0xFF, 0xE4, 0x5C),
    selection: Color32::from_rgb(0x12, 0x2B, 0x52),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 0xD0),
};

/// The dark theme.
pub const DARK: Tokens = Tokens {
    surface: Color32::from_rgb(0x14, 0x17, 0x1B),
    card: Color32::from_rgb(0x1D, 0x21, 0x27),
    line: Color32::from_rgb(0x33, 0x3A, 0x43),
    text: Color32::from_rgb(0xE9, 0xEC, 0xEF),
    weak: Color32::from_rgb(0xA9, 0xB2, 0xBD),
    field: Color32::from_rgb(0x14, 0x17, 0x1B),
    border: Color32::from_rgb(0x82, 0x8C, 0x98),
    button: Color32::from_rgb(0x28, 0x2E, 0x36),
    button_hover: Color32::from_rgb(0x35, 0x3D, 0x47),
    accent: Color32::from_rgb(0x8C, 0xB8, 0xF5),
    accent_hover: Color32::from_rgb(0xAC, 0xCC, 0xF9),
    on_accent: Color32::from_rgb(0x0B, 0x1D, 0x36),
    danger: Color32::from_rgb(0xEE, 0x70, 0x66),
    danger_hover: Color32::from_rgb(0xF4, 0x90, 0x88),
    on_danger: Color32::from_rgb(0x33, 0x08, 0x06),
    focus: Color32::from_rgb(0x8C, 0xB8, 0xF5),
    selection: Color32::from_rgb(0x25, 0x41, 0x69),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 0xA0),
};
