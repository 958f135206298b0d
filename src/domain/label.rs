//! Names come from the server: what may be painted, and what a person can type.

use unicode_normalization::UnicodeNormalization as _;

/// The longest label, in characters, that a person is asked to type.
const LONGEST_TYPED: usize = 30;
/// How many characters of the id stand in where the label cannot be typed.
const OF_ID_TYPED: usize = 6;
/// The longest login name, in characters, that a person is asked to type.
const LONGEST_LOGIN_TYPED: usize = 80;

/// `name` without control, bidirectional and invisible characters, in one line; empty where nothing of it could
/// be seen.
///
/// A name must not be able to change how the words around it read.
#[must_use]
pub fn painted(name: &str) -> String {
    let kept: String =
        name.chars().map(|c| if is_blank(c) { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
    if kept.chars().all(|c| c == ' ' || only_shapes(c)) {
        return String::new();
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The longest name that is painted, in characters; the server takes no longer ones (api.md, section 1).
const LONGEST_PAINTED: usize = 200;

/// `name` as it is painted: see [`painted`]; one that is too long ends in "…".
#[must_use]
pub fn painted_name(name: &str) -> String {
    let name = painted(name);
    match name.char_indices().nth(LONGEST_PAINTED) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default().trim_end()),
        None => name,
    }
}

/// White space, and the Braille pattern without dots, which looks like it.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

/// Control characters, the format characters that reorder or hide text, and what is never seen: fillers, tags,
/// and the rest of Unicode's `Default_Ignorable_Code_Point` that no name needs.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}')
}

/// Joiners and variation selectors: unseen by themselves, but emoji and Indic names need them for their look.
fn only_shapes(c: char) -> bool {
    matches!(c,
        '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// What must be typed to remove the method with this label and id, from an account with this login name at this
/// server, given as host and port.
///
/// The label itself, or the last six characters of the id where the label is empty, longer than 30
/// characters, or has characters that most keyboards and the bundled faces lack. An authenticator app has
/// neither: then it is the login name, and where that cannot be typed either, the server, whose address always can.
#[must_use]
pub fn challenge_for(label: &str, id: Option<&str>, login_name: &str, server: &str) -> String {
    let id = id.unwrap_or_default();
    let of_id: String = id.chars().skip(id.chars().count().saturating_sub(OF_ID_TYPED)).collect();
    [(label, LONGEST_TYPED), (&of_id, OF_ID_TYPED), (login_name, LONGEST_LOGIN_TYPED)]
        .into_iter()
        .find(|(text, longest)| can_be_asked_for(text, *longest))
        .map_or(server, |(text, _)| text)
        .to_owned()
}

/// Whether `text` is neither empty nor too long, and can be typed as it is painted.
fn can_be_asked_for(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= longest && text.nfc().all(can_be_typed)
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
    fn a_name_of_nothing_that_can_be_seen_is_empty() {
        let unseen = "\u{3164} \u{115F} \u{1160} \u{FFA0} \u{2800} \u{200C} \u{200D} \u{FE00} \u{FE0F} \u{E0000} \u{E0041} \u{E007F} \u{E0100} \u{034F} \u{17B4} \u{17B5} \u{180B} \u{200B} \u{2060} \u{00A0} \u{3000}";
        for one in unseen.split(' ') {
            assert_eq!(painted(one), "", "{one:?}");
            assert_eq!(painted(&one.repeat(3)), "", "{one:?}, three times");
        }
        assert_eq!(painted(unseen), "", "all of them");
        assert_eq!(painted("a\u{E0041}\u{E0042}b"), "ab", "tags hide a text in another");
        assert_eq!(painted("a\u{2800}\u{2800}b"), "a b");
    }

    #[test]
    fn emoji_and_indic_names_keep_their_look() {
        for name in ["❤\u{FE0F}", "👩\u{200D}💻", "क\u{094D}\u{200D}ष", "می\u{200C}خواهم", "葛\u{E0100}"]
        {
            assert_eq!(painted(name), name);
        }
    }

    #[test]
    fn a_name_without_end_is_cut() {
        let long = "ä".repeat(10_000);
        let shown = painted_name(&long);
        assert_eq!(shown.chars().count(), 201);
        assert!(shown.ends_with('…'));
        let just = "ä".repeat(200);
        assert_eq!(painted_name(&just), just);
        assert_eq!(painted_name(&"\u{202E} \u{0}".repeat(5000)), "");
    }

    #[test]
    fn what_cannot_be_typed_is_replaced_by_digits() {
        let id = Some("400917764480437286");
        assert_eq!(challenge_for("Laptop — Touch ID", id, "bob", "id.example.com"), "Laptop — Touch ID");
        assert_eq!(challenge_for("", id, "bob", "id.example.com"), "437286");
        assert_eq!(challenge_for("手机", id, "bob", "id.example.com"), "437286");
        assert_eq!(challenge_for(&"a".repeat(31), id, "bob", "id.example.com"), "437286");
        assert_eq!(challenge_for("", Some("12"), "bob", "id.example.com"), "12");
    }

    #[test]
    fn without_label_and_id_the_login_name_is_typed() {
        assert_eq!(challenge_for("", None, "bob@example.com", "id.example.com"), "bob@example.com");
        assert_eq!(challenge_for("", Some("\u{202E}"), "bob", "id.example.com"), "bob");
        assert_eq!(challenge_for("", None, "手机", "id.example.com"), "id.example.com");
        assert_eq!(challenge_for("", Some("  "), "", "id.example.com"), "id.example.com");
    }

    #[test]
    fn an_answer_is_compared_in_nfc_and_trimmed() {
        assert!(same_typed(" Cafe\u{301} ", "Caf\u{e9}"));
        assert!(!same_typed("cafe", "Cafe"));
        assert!(!same_typed("  ", ""));
        assert!(!same_typed("", "x"));
    }
}
