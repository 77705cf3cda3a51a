//! All that a database holds, as text: "Back up this browser" (S3), also when it cannot be read as a journal (D4).

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use js_sys::{JSON, JsString, Object, Reflect};
use wasm_bindgen::JsValue;

use super::{Stop, lay_out, trouble};
use crate::browser::share::indented;
use crate::journal::{JournalError, keyless};

/// Everything in the database of this name, of whatever version and form, as JSON text: the values of each store.
///
/// # Errors
/// When the browser does not open it, or cannot read a store at all.
pub async fn dump(name: &str) -> Result<String, JournalError> {
    // Without a version it opens whatever is there; if nothing is, it makes an empty ledger.
    let opening = Database::open(name).with_on_upgrade_needed(|_, database| lay_out(&database));
    let database = opening.await.map_err(trouble::at_open)?;
    let text = stores(&database).await.map_err(|stop| stop.0);
    database.close();
    text
}

/// The same without any key or password, and without what cannot be read and so may hold one (S3).
///
/// # Errors
/// As for [`dump`].
pub async fn dump_keyless(name: &str) -> Result<String, JournalError> {
    let whole = serde_json::from_str(&dump(name).await?).map_err(|_| unwritable())?;
    indented(&keyless::backup(whole)).map_err(|_| unwritable())
}

fn unwritable() -> JournalError {
    JournalError::Failed("what is stored cannot be written as text".to_owned())
}

async fn stores(database: &Database) -> Result<String, Stop> {
    let stores = Object::new();
    for store in database.object_store_names() {
        let values = js_sys::Array::new();
        let transaction = database.transaction(store.as_str()).build()?;
        let found = transaction.object_store(&store)?.get_all::<JsValue>().primitive()?.await?;
        for value in found {
            values.push(&plain(value?));
        }
        set(&stores, &store, &values)?;
    }
    let whole = Object::new();
    set(&whole, "database", &JsValue::from_str(&database.name()))?;
    set(&whole, "layout", &JsValue::from_f64(database.version()))?;
    set(&whole, "stores", &stores)?;
    let text = JSON::stringify_with_replacer_and_space(&whole, &JsValue::NULL, &JsValue::from_f64(1.0))
        .map_err(|_| unwritable())?;
    Ok(String::from(text))
}

/// The value itself if JSON can hold it, else what JavaScript makes of it as text.
fn plain(value: JsValue) -> JsValue {
    match JSON::stringify(&value) {
        Ok(text) if !text.is_undefined() => value,
        _ => Object::from(value).to_string().into(),
    }
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), JournalError> {
    let name = JsString::from(name);
    let refused = |_| JournalError::Failed("what is stored cannot be collected".to_owned());
    Reflect::set(object, &name, value).map(drop).map_err(refused)
}
