//! Asks the browser to keep what is stored even when space runs short (D7).

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageManager, window};

/// Asks for it. `Some(false)` means that the browser may clear the data; `None` that it does not say.
pub async fn ask() -> Option<bool> {
    answer(storage()?.persist().ok()?).await
}

/// Whether it was granted before, without asking.
pub async fn granted() -> Option<bool> {
    answer(storage()?.persisted().ok()?).await
}

async fn answer(promise: js_sys::Promise) -> Option<bool> {
    JsFuture::from(promise).await.ok().and_then(|answer| answer.as_bool())
}

fn storage() -> Option<StorageManager> {
    let navigator = window()?.navigator();
    // On a page without https there is none.
    let there = js_sys::Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?;
    there.is_object().then(|| navigator.storage())
}
