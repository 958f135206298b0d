//! Turns `assets/locales` into functions, one for each message: a wrong name or a missing variable does not compile.
//! For Windows also adds to the program what its file says of itself.

use std::process::ExitCode;
use std::{env, io};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
use winresource::WindowsResource;

const ICON: &str = "assets/icon/keyward.ico";
const MANIFEST: &str = "packaging/windows/keyward.manifest";
/// English, United States: what each of these strings is in.
const LANGUAGE: u16 = 0x0409;

fn main() -> ExitCode {
    let Some(out) = env::var("OUT_DIR").ok() else { return ExitCode::FAILURE };
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows")
        && let Err(error) = describe()
    {
        println!("cargo:error=the program's icon, version and manifest: {error}");
        return ExitCode::FAILURE;
    }
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

/// Icon, version and manifest. The version numbers are the package's.
fn describe() -> io::Result<()> {
    println!("cargo:rerun-if-changed={ICON}");
    println!("cargo:rerun-if-changed={MANIFEST}");
    WindowsResource::new()
        .set_language(LANGUAGE)
        .set_icon(ICON)
        .set_manifest_file(MANIFEST)
        .set("CompanyName", "Keyward")
        .set("FileDescription", "Keyward")
        .set("InternalName", "keyward")
        .set("LegalCopyright", "MIT or Apache-2.0")
        .set("OriginalFilename", "keyward.exe")
        .set("ProductName", "Keyward")
        .compile_for("keyward")
}
