//! Turns `assets/locales` into functions, one for each message: a wrong name or a missing variable does not compile.

use std::env;
use std::process::ExitCode;

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    let Some(out) = env::var("OUT_DIR").ok() else { return ExitCode::FAILURE };
    let options = BuildOptions::default()
        .with_locales_folder("assets/locales")
        .with_output_file_path(&format!("{out}/messages.rs"))
        .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/messages.ftl")))
        .with_prefix("")
        .with_lint_level(LintLevel::Strict)
        // egui does not order text from right to left and would paint the marks; such names stand on lines of their own.
        .without_bidi_isolation()
        .without_format();
    build_from_locales_folder(options)
}
