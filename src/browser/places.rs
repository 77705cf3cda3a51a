//! Where this page is deployed. Many sites can share one origin, so everything stored carries the deployment's path.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Storage, window};

/// The path this page is deployed at, from `/` to `/`.
pub fn base_path() -> String {
    let path = window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    match path.rfind('/') {
        Some(end) => path.split_at(end + 1).0.to_owned(),
        None => "/".to_owned(),
    }
}

/// The name of a ledger's database and of its tabs' channel.
pub fn database_name(base: &str, ledger: &str) -> String {
    format!("crosskey:{base}:{ledger}")
}

/// Whether anything was ever kept here by the deployment at this path. Where the browser does not tell, something may
/// have been.
pub async fn begun(base: &str) -> bool {
    let prefix = database_name(base, "");
    settings_begun(&prefix).unwrap_or(true) || ledger_begun(&prefix).await.unwrap_or(true)
}

fn settings_begun(prefix: &str) -> Result<bool, JsValue> {
    let begun = |storage: Storage| -> Result<bool, JsValue> {
        let names = (0..storage.length()?).filter_map(|index| storage.key(index).ok().flatten());
        Ok(names.into_iter().any(|name| name.starts_with(prefix)))
    };
    window().and_then(|window| window.local_storage().transpose()).map_or(Ok(true), |storage| begun(storage?))
}

async fn ledger_begun(prefix: &str) -> Result<bool, JsValue> {
    let Some(factory) = window().map(|window| window.indexed_db()).transpose()?.flatten() else { return Ok(true) };
    // Not every browser can be asked, so it is not among the crate's methods.
    let ask: Function = Reflect::get(&factory, &"databases".into())?.dyn_into()?;
    let databases = JsFuture::from(ask.call0(&factory)?.dyn_into::<Promise>()?).await?;
    let name = |database: JsValue| Reflect::get(&database, &"name".into()).ok()?.as_string();
    Ok(Array::from(&databases).iter().filter_map(name).any(|name| name.starts_with(prefix)))
}
