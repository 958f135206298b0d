//! Names come from the server: what may be painted, and what a person can type.

use unicode_normalization::UnicodeNormalization as _;

/// The longest label, in characters, that a person is asked to type.
const LONGEST_TYPED: usize = 30;
/// How many digits of the id stand in where the label cannot be typed.
const DIGITS_TYPED: usize = 6;

/// `name` without control, bidirectional and invisible characters, in one line.
///
/// A name must not be able to change how the words around it read.
#[must_use]
pub fn painted(name: &str) -> String {
    let visible: String =
        name.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, and the format characters that reorder, join or hide text.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// What must be typed to remove the method with this label and id.
///
/// The label itself, or the last six digits of the id where the label is empty, longer than 30
/// characters, or has characters that most keyboards and the bundled faces lack.
#[must_use]
pub fn challenge_for(label: &str, id: &str) -> String {
    let length = label.chars().count();
    if length > 0 && length <= LONGEST_TYPED && label.nfc().all(can_be_typed) {
        return label.to_owned();
    }
    let from = id.chars().count().saturating_sub(DIGITS_TYPED);
    id.chars().skip(from).collect()
}

/// Letters of the scripts that the bundled faces cover: Latin, Greek, Cyrillic, common punctuation.
fn can_be_typed(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{00A1}'..='\u{017F}' | '\u{0384}'..='\u{03CE}' | '\u{0400}'..='\u{045F}'
        | '\u{2013}' | '\u{2014}' | '\u{2018}'..='\u{201E}' | '\u{2026}')
}

/// Whether `typed` is `challenge`: both in NFC and trimmed. An empty answer never is.
#[must_use]
pub fn same_typed(typed: &str, challenge: &str) -> bool {
    let normal = |text: &str| text.trim().nfc().collect::<String>();
    let typed = normal(typed);
    !typed.is_empty() && typed == normal(challenge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_and_controls_are_not_painted() {
        assert_eq!(painted("evil\u{202E}yek\u{2069}\u{0000}\n key "), "evilyek key");
        assert_eq!(painted("\u{202E}\u{200B}"), "");
        assert_eq!(painted("Laptop — Touch ID"), "Laptop — Touch ID");
    }

    #[test]
    fn what_cannot_be_typed_is_replaced_by_digits() {
        assert_eq!(challenge_for("Laptop — Touch ID", "400917764480437286"), "Laptop — Touch ID");
        assert_eq!(challenge_for("", "400917764480437286"), "437286");
        assert_eq!(challenge_for("手机", "400917764480437286"), "437286");
        assert_eq!(challenge_for(&"a".repeat(31), "400917764480437286"), "437286");
        assert_eq!(challenge_for("", "12"), "12");
    }

    #[test]
    fn an_answer_is_compared_in_nfc_and_trimmed() {
        assert!(same_typed(" Cafe\u{301} ", "Caf\u{e9}"));
        assert!(!same_typed("cafe", "Cafe"));
        assert!(!same_typed("  ", ""));
        assert!(!same_typed("", "x"));
    }
}
