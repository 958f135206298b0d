# shellcheck shell=bash
# How the program that is given away is built, on every system: to be sourced after packaging/steps.sh.

CARGO_AUDITABLE_VERSION=0.7.7

need_auditable() { need_tool cargo-auditable "$CARGO_AUDITABLE_VERSION"; }

# release_build [OPTION…]: with the list of its crates inside, which `cargo audit bin` reads.
release_build() {
    need_rust
    need_auditable
    "${tools:?}/bin/cargo-auditable" auditable build --release --locked --bin keyward "$@"
}

# signature FILE WORDS: notes for the release and the workflow's summary how a file is signed, or that it is not.
signature() {
    mkdir -p -- "${target:?}/dist"
    # A file for each machine, for they come together in the end. A later step may sign what an earlier one could not.
    local notes
    notes=$target/dist/signatures-${GITHUB_JOB:-here}-$(uname -s)-$(uname -m).txt
    touch -- "$notes"
    grep -v "^$1: " "$notes" >"$notes.new" || true
    printf '%s: %s\n' "$1" "$2" | tee -a "$notes.new"
    mv -- "$notes.new" "$notes"
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || printf -- '- **%s**: %s\n' "$1" "$2" >>"$GITHUB_STEP_SUMMARY"
}
