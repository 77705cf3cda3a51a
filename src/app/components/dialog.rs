//! A question before something that cannot be undone, as a native dialog.

use leptos::html;
use leptos::prelude::*;

/// A dialog that asks before an act. It is open while `open` is true.
#[component]
pub fn Confirm(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    title: String,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// The button that does it.
    action: &'static str,
    /// Does it.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        if open.get() && !element.open() {
            // Fails only for an element outside the document, and this one was just rendered into it.
            let _ = element.show_modal();
        } else if !open.get() && element.open() {
            element.close();
        }
    });
    let confirm = move |_| {
        open.set(false);
        on_confirm.run(());
    };
    let label = title.clone();
    view! {
        <dialog node_ref=dialog aria-label=label on:close=move |_| open.set(false)>
            <header>
                <h2>{title}</h2>
            </header>
            <div class="body">
                <p>{text}</p>
            </div>
            <footer class="row">
                <button type="button" class="btn" on:click=move |_| open.set(false)>
                    "Cancel"
                </button>
                <button type="button" class="btn danger" on:click=confirm>
                    {action}
                </button>
            </footer>
        </dialog>
    }
}

/// The button that gives a form up. It asks first where something that was filled in would be lost.
#[component]
pub fn Discard(
    /// Whether anything was filled in.
    begun: Signal<bool>,
    /// Gives it up.
    give_up: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let press = move |_| {
        if begun.get_untracked() { asking.set(true) } else { give_up.run(()) }
    };
    view! {
        <button type="button" class="btn quiet" on:click=press>
            "Discard"
        </button>
        <Confirm
            open=asking
            title="Discard this form?".to_owned()
            text="What you filled in is gone then. To go on with it later, leave the page instead: it is kept."
            action="Discard the form"
            on_confirm=give_up
        />
    }
}
