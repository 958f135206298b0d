//! Inter in two weights, with egui's own faces behind it for what it lacks.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

const REGULAR: &str = "Inter Regular";
const SEMIBOLD: &str = "Inter SemiBold";

/// The family of headings and buttons.
pub(super) fn semibold() -> FontFamily {
    FontFamily::Name(SEMIBOLD.into())
}

/// All faces (`assets/fonts`, SIL Open Font License 1.1).
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let regular = FontData::from_static(include_bytes!("../../assets/fonts/Inter-Regular.otf"));
    let bold = FontData::from_static(include_bytes!("../../assets/fonts/Inter-SemiBold.otf"));
    fonts.font_data.insert(REGULAR.to_owned(), Arc::new(regular));
    fonts.font_data.insert(SEMIBOLD.to_owned(), Arc::new(bold));
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (family, first) in [(FontFamily::Proportional, REGULAR), (semibold(), SEMIBOLD)] {
        let faces = std::iter::once(first.to_owned()).chain(behind.iter().cloned()).collect();
        fonts.families.insert(family, faces);
    }
    fonts
}
