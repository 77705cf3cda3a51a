//! Records as plain JavaScript objects.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::journal::JournalError;
use crate::journal::record::Record;

/// Writes a value as a plain object of strings and numbers.
pub(super) fn write(value: &impl Serialize) -> Result<JsValue, JournalError> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| JournalError::Failed(error.to_string()))
}

/// Reads a value; `None` if it does not have the form.
pub(super) fn read<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value.clone()).ok()
}

/// Reads a record that must have this sequence number.
///
/// What does not have the form, or stands at the wrong place, is handed on as a record that cannot be decoded: so
/// the records before it are not lost, and `Record::decode` says which one is unreadable, or newer.
pub(super) fn record(value: JsValue, expected: Option<u64>) -> Record {
    let (seq, version) = (number(&value, "seq"), number(&value, "version"));
    match read::<Record>(&value) {
        Some(record) if expected.is_none_or(|seq| seq == record.seq) => record,
        _ => Record {
            seq: expected.unwrap_or(seq as u64),
            version: version as u32,
            at: 0,
            attempt: String::new(),
            about: vec![],
            body: String::new(),
        },
    }
}

/// A number of an object that may be anything; 0 if it has none.
fn number(value: &JsValue, name: &str) -> f64 {
    js_sys::Reflect::get(value, &JsValue::from_str(name)).ok().and_then(|number| number.as_f64()).unwrap_or_default()
}
