//! A backup without the secrets: with `null` in place of every key and password (S3).

use serde_json::Value;

use super::record::Record;
use crate::domain::json;

/// All that a ledger's database holds, but no key and no password; `left_out` in it says so.
pub fn backup(mut whole: Value) -> Value {
    for (store, values) in whole.get_mut("stores").and_then(Value::as_object_mut).into_iter().flatten() {
        // The journal's identity is no secret; whatever else is stored must be a record.
        if store != "meta" {
            values.as_array_mut().into_iter().flatten().for_each(|stored| *stored = record(stored));
        }
    }
    if let Some(whole) = whole.as_object_mut() {
        whole.insert("left_out".to_owned(), Value::from("keys and passwords"));
    }
    whole
}

/// A stored record without its secrets: what it tells is written anew by the one serializer that leaves them out. So a
/// secret of a kind of event that is still to come is left out too. A record that cannot be read, or is of a newer version,
/// may hold them anywhere: it is `null` altogether.
pub fn record(stored: &Value) -> Value {
    let keyless = || json::read_stored::<Record>(stored).ok()?.keyless();
    keyless().map_or(Value::Null, |record| json::write(&record))
}
