//! Clock, clipboard, downloads, printing and lasting storage.

use crosskey::browser::clock::BrowserClock;
use crosskey::browser::{persistence, share};
use crosskey::desk::Clock;
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stub::{Stub, prototype, window};

/// What a stub noted as a property of the window.
fn noted(name: &str) -> String {
    let value = Reflect::get(&window(), &name.into()).unwrap();
    JSON::stringify(&value).unwrap().into()
}

/// [G4] The clock is the browser's.
#[wasm_bindgen_test]
fn the_clock_is_the_browsers() {
    let _stub = Stub::value(&Reflect::get(&window(), &"Date".into()).unwrap(), "now", "() => 1772452800123");
    assert_eq!(BrowserClock.now().millis(), 1_772_452_800_123);
}

/// [N2] What is copied is handed to the clipboard as it is; where it may not, or there is none, that is told.
#[wasm_bindgen_test]
async fn copying_says_whether_it_worked() {
    let stub = Stub::value(&prototype("Clipboard"), "writeText", "async text => { window.copied = text }");
    assert_eq!(share::copy("a\nä").await, Ok(()));
    assert_eq!(noted("copied"), r#""a\nä""#);
    drop(stub);
    let refused = "async () => { throw new DOMException('no', 'NotAllowedError') }";
    let stub = Stub::value(&prototype("Clipboard"), "writeText", refused);
    assert_eq!(share::copy("a").await, Err(share::Denied));
    drop(stub);
    let navigator = Reflect::get(&window(), &"navigator".into()).unwrap();
    let _stub = Stub::value(&navigator, "clipboard", "undefined");
    assert_eq!(share::copy("a").await, Err(share::Denied));
}

/// [D4] A download is a file of this name and text, and leaves nothing in the page.
#[wasm_bindgen_test]
async fn a_download_is_a_file() {
    let click = "function () { window.saved = { name: this.download, href: this.href } }";
    let stub = Stub::value(&prototype("HTMLAnchorElement"), "click", click);
    assert_eq!(share::download("tokens.csv", "text/csv", "a,ä\n"), Ok(()));
    drop(stub);
    assert!(noted("saved").starts_with(r#"{"name":"tokens.csv","href":"blob:"#), "{}", noted("saved"));
    let fetch = "fetch(window.saved.href).then(async file => [file.headers.get('content-type'), await file.text()])";
    let file = js_sys::Function::new_no_args(&format!("return {fetch}")).call0(&JsValue::NULL).unwrap();
    let file = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(file)).await.unwrap();
    assert_eq!(String::from(JSON::stringify(&file).unwrap()), r#"["text/csv","a,ä\n"]"#);
    let document = web_sys::window().unwrap().document().unwrap();
    assert!(document.query_selector("a[download]").unwrap().is_none());
}

/// [N2] Printing opens the browser's dialogue.
#[wasm_bindgen_test]
fn printing_asks_the_browser() {
    let _stub = Stub::value(&window(), "print", "() => { window.printed = true }");
    assert_eq!(share::print(), Ok(()));
    assert_eq!(noted("printed"), "true");
}

/// [D7] Whether storage lasts is the browser's own answer, and unknown where it has none.
#[wasm_bindgen_test]
async fn lasting_storage_is_asked_for() {
    let stub = Stub::value(&prototype("StorageManager"), "persist", "async () => true");
    assert_eq!(persistence::ask().await, Some(true));
    drop(stub);
    let stub = Stub::value(&prototype("StorageManager"), "persisted", "async () => false");
    assert_eq!(persistence::granted().await, Some(false));
    drop(stub);
    let navigator = Reflect::get(&window(), &"navigator".into()).unwrap();
    let _stub = Stub::value(&navigator, "storage", "undefined");
    assert_eq!((persistence::ask().await, persistence::granted().await), (None, None));
}
