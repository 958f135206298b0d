//! Distances, in points.

/// Between a heading and what belongs to it.
pub const TINY: f32 = 4.0;
/// Between neighbours.
pub const SMALL: f32 = 8.0;
/// Around words in a button, between paragraphs.
pub const MEDIUM: f32 = 14.0;
/// Inside a card, and at the window's sides.
pub const LARGE: f32 = 18.0;
/// Between sections.
pub const SECTION: f32 = 28.0;
/// The widest column.
pub const COLUMN: f32 = 720.0;
/// The widest dialog.
pub const DIALOG: f32 = 520.0;
/// Narrower than this, a card puts its button under its words.
pub const NARROW: f32 = 320.0;
/// The least height of a control.
pub const CONTROL: f32 = 34.0;
/// The height of a button in a heading's line.
pub const LOW: f32 = 24.0;
/// A check box's side.
pub const BOX: f32 = 20.0;
/// The widest tooltip.
pub const TOOLTIP: f32 = 360.0;
/// Corner of controls.
pub const CORNER: u8 = 7;
/// Corner of cards.
pub const CARD_CORNER: u8 = 12;
/// Inside a card, for a frame's margin.
pub const CARD_INSIDE: i8 = 16;
/// The same in a low window.
pub const CARD_INSIDE_LOW: i8 = 10;
/// From a control to the ring around it.
pub const RING_GAP: f32 = 2.0;
/// Side of an outline that tells a kind.
pub const ICON: f32 = 24.0;
/// Side of the outline beside a title.
pub const TITLE_ICON: f32 = 32.0;
/// Side of a painted sign.
pub const SIGN: f32 = 22.0;
