//! How the window is to look: what the person chose, and what the system prefers.

use serde::{Deserialize, Serialize};

/// Light or dark, as chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// Every choice once.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];
}

/// What the system prefers, as far as it says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemLooks {
    /// Dark, or light.
    pub dark: Option<bool>,
    /// More contrast than usual.
    pub high_contrast: bool,
}

/// How the window is to look now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// Dark, or light; `None` as the window system says.
    pub dark: Option<bool>,
    /// More contrast than usual.
    pub high_contrast: bool,
}

impl Looks {
    /// What was chosen goes over what the system prefers.
    #[must_use]
    pub const fn of(choice: ThemeChoice, high_contrast: bool, system: SystemLooks) -> Self {
        let dark = match choice {
            ThemeChoice::System => system.dark,
            ThemeChoice::Light => Some(false),
            ThemeChoice::Dark => Some(true),
        };
        Self { dark, high_contrast: high_contrast || system.high_contrast }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_over_the_system() {
        let dark = SystemLooks { dark: Some(true), high_contrast: false };
        assert_eq!(Looks::of(ThemeChoice::System, false, dark).dark, Some(true));
        assert_eq!(Looks::of(ThemeChoice::Light, false, dark).dark, Some(false));
        assert_eq!(Looks::of(ThemeChoice::System, false, SystemLooks::default()).dark, None);
        assert!(Looks::of(ThemeChoice::System, true, dark).high_contrast);
        let contrast = SystemLooks { high_contrast: true, ..dark };
        assert!(Looks::of(ThemeChoice::Light, false, contrast).high_contrast, "the system's wish is kept");
    }
}
