//! A key in full, with the ways to take it along.

use crosskey::browser::share::{self, Denied};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A key in full, with Copy and, where there is something to save, Save.
#[component]
pub fn KeyBox(
    /// The key's text.
    text: String,
    /// What a saved file is called, and what it holds.
    #[prop(optional_no_strip)]
    file: Option<(String, String)>,
    /// Says what was done.
    say: Callback<&'static str>,
) -> impl IntoView {
    let failed = "The browser did not allow copying. Select the key and copy it by hand.";
    let copy = copy_button("Copy", "btn primary", text.clone(), "Key copied", failed, say);
    let save = file.map(|(name, text)| {
        let save = move |_| {
            say.run(match share::download(&name, "text/plain", &text) {
                Ok(()) => "Key saved as a file",
                Err(Denied) => "The browser did not allow saving. Copy the key instead.",
            });
        };
        view! {
            <button type="button" class="btn" on:click=save>
                "Save"
            </button>
        }
    });
    view! {
        <div class="keybox">
            <code>{text}</code>
            <div class="row">{copy} {save}</div>
        </div>
    }
}

/// A button that puts a text on the clipboard and says whether it could.
pub fn copy_button(
    label: &'static str,
    class: &'static str,
    text: String,
    done: &'static str,
    failed: &'static str,
    say: Callback<&'static str>,
) -> impl IntoView {
    view! {
        <button type="button" class=class on:click=move |_| copy(text.clone(), done, failed, say)>
            {label}
        </button>
    }
}

/// Puts a text on the clipboard and says whether it could.
pub fn copy(text: String, done: &'static str, failed: &'static str, say: Callback<&'static str>) {
    spawn_local(async move {
        let words = if share::copy(&text).await.is_ok() { done } else { failed };
        // The page may be gone when the browser has asked whether copying is allowed.
        say.try_run(words);
    });
}
