//! Icons and status marks: a shape and a word; colour comes last.

use leptos::prelude::*;

/// An icon by the name of its symbol in the page's sprite.
#[component]
pub fn Icon(
    /// The symbol's id without `#`.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="i" aria-hidden="true">
            <use href=format!("#{name}") />
        </svg>
    }
}

/// A mark before a word, and the vendor's word small beside it.
#[component]
pub fn Mark(
    /// The class that gives the colour: unused, used, off, late, wait or gone.
    look: &'static str,
    /// The word.
    word: &'static str,
    /// The vendor's word; left out where it is the same.
    #[prop(optional)]
    vendor: &'static str,
) -> impl IntoView {
    let shape = match look {
        "gone" => "s-off",
        "unused" => "s-unused",
        "used" => "s-used",
        "late" => "s-late",
        "wait" => "s-wait",
        _ => "s-off",
    };
    view! {
        <span class=format!("st {look}")>
            <svg aria-hidden="true">
                <use href=format!("#{shape}") />
            </svg>
            {word}
            {(vendor != word && !vendor.is_empty()).then(|| view! { <small>{vendor}</small> })}
        </span>
    }
}
