//! A key in full, with the ways to take it along.

use crate::app::prelude::*;
use crosskey::browser::share;
use leptos::task::spawn_local;

/// A key in full, with Copy and Save.
#[component]
pub fn KeyBox(
    /// The key's text.
    text: String,
    /// What a saved file holds.
    file: String,
    /// Says what was done.
    say: Callback<&'static str>,
) -> View {
    let copied = text.clone();
    let copy = move |_| {
        let text = copied.clone();
        spawn_local(async move {
            // The page may be gone when the browser has asked whether copying is allowed.
            say.try_run(match share::copy(&text).await {
                Ok(()) => "Key copied",
                Err(share::Denied) => "The browser did not allow copying. Select the key and copy it by hand.",
            });
        });
    };
    let save = move |_| {
        say.run(match share::download("service-token.txt", "text/plain", &file) {
            Ok(()) => "Key saved as service-token.txt",
            Err(share::Denied) => "The browser did not allow saving. Copy the key instead.",
        });
    };
    view! {
        <div class="keybox">
            <code>{text}</code>
            <div class="row">
                <button type="button" class="btn primary" on:click=copy>
                    "Copy"
                </button>
                <button type="button" class="btn" on:click=save>
                    "Save"
                </button>
            </div>
        </div>
    }
}
