//! The screens, driven headless by role and name.

mod scenes;
