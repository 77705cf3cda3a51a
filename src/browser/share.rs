//! Taking text out of the page and into it: the clipboard, a file, the printer (N2).

use js_sys::{Array, JSON, Promise, Reflect};
use serde_json::Value;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, File, HtmlAnchorElement, HtmlInputElement, Url, window};

/// How long a download may take to start, in milliseconds, before its text is let go.
const DOWNLOAD_START: i32 = 60_000;

/// The browser did not do it: no permission, or no such ability on a page without https.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Denied;

/// Puts text on the clipboard.
///
/// # Errors
/// [`Denied`]: then the page offers the text to select.
pub async fn copy(text: &str) -> Result<(), Denied> {
    let navigator = window().ok_or(Denied)?.navigator();
    let there = Reflect::get(&navigator, &JsValue::from_str("clipboard")).map_err(denied)?;
    if !there.is_object() {
        return Err(Denied);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.map_err(denied)?;
    Ok(())
}

/// Saves text as a file, say `("tokens.csv", "text/csv", …)`.
///
/// # Errors
/// [`Denied`] when the browser cannot make the file.
pub fn download(file_name: &str, media_type: &str, text: &str) -> Result<(), Denied> {
    let window = window().ok_or(Denied)?;
    let document = window.document().ok_or(Denied)?;
    let body = document.body().ok_or(Denied)?;
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(denied)?;
    let link: HtmlAnchorElement = document.create_element("a").map_err(denied)?.dyn_into().map_err(denied)?;
    let address = Url::create_object_url_with_blob(&blob).map_err(denied)?;
    link.set_href(&address);
    link.set_download(file_name);
    body.append_child(&link).map_err(denied)?;
    link.click();
    link.remove();
    // Some browsers read the blob only after this function has returned.
    let let_go = Closure::once_into_js(move || Url::revoke_object_url(&address));
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(let_go.unchecked_ref(), DOWNLOAD_START);
    Ok(())
}

/// A value as JSON over many lines, for people who open the file.
///
/// # Errors
/// [`Denied`] when the browser has no room for it.
pub fn indented(value: &Value) -> Result<String, Denied> {
    let value = JSON::parse(&serde_json::to_string(value).map_err(denied)?).map_err(denied)?;
    let text = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from_f64(1.0));
    text.map(String::from).map_err(denied)
}

/// The text of the file that was chosen in a field; none if none was, or if it has more than `limit` bytes.
pub async fn chosen(field: HtmlInputElement, limit: f64) -> Option<String> {
    text(file(&field)?, limit).await.ok()
}

/// The file that was chosen in a field; none if none was.
pub fn file(field: &HtmlInputElement) -> Option<File> {
    field.files()?.get(0)
}

/// Why a file is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// It has more bytes than are read.
    TooLarge,
    /// The browser did not read it: it is gone or not allowed.
    Unreadable,
}

/// The text of a file of at most `limit` bytes.
///
/// # Errors
/// [`Unfit`], and why.
pub async fn text(file: File, limit: f64) -> Result<String, Unfit> {
    if file.size() > limit {
        return Err(Unfit::TooLarge);
    }
    let text: Promise = file.text().unchecked_into();
    let text = JsFuture::from(text).await.ok().and_then(|text| text.as_string());
    text.ok_or(Unfit::Unreadable)
}

/// Whether files are being dragged, and not a piece of text.
pub fn drags_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&JsValue::from_str("Files"), 0))
}

/// The first file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// Opens the browser's print dialogue.
///
/// # Errors
/// [`Denied`] where there is none.
pub fn print() -> Result<(), Denied> {
    window().ok_or(Denied)?.print().map_err(denied)
}

fn denied<E>(_: E) -> Denied {
    Denied
}
