//! Any bytes in a settings file.

use serde_json::{Map, Value};

use super::{merged, parse, system};

/// Reads `bytes` as a person's settings and as an administrator's.
///
/// # Panics
/// Where settings that were understood change by being written and read again, or a member is lost.
pub fn settings(bytes: &[u8]) {
    let _usable = system::parse(bytes).is_ok();
    let Ok(settings) = parse(bytes) else { return };
    let Ok(written) = merged(bytes, &settings).and_then(|all| serde_json::to_vec(&all)) else {
        unreachable!("settings that were read can be written");
    };
    assert_eq!(parse(&written).ok().as_ref(), Some(&settings), "written and read again");
    let members = |bytes: &[u8]| serde_json::from_slice::<Map<String, Value>>(bytes).unwrap_or_default();
    let kept = members(&written);
    assert!(members(bytes).keys().all(|name| kept.contains_key(name)), "a member was lost");
}
