//! The form of an asset, for a new one and for changing one (A8).

use crosskey::domain::asset::Asset;
use crosskey::domain::id::AssetId;
use crosskey::domain::refusal::Field;
use crosskey::forms::asset::AssetForm;
use crosskey::ledger::view::Allowed;
use crosskey::ledger::view::asset::may_add;
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::field::FormProblems;
use crate::app::components::sheet::{SheetView, into};
use crate::app::form::{checks, follow, send};
use crate::app::session::Session;

/// The page of a new asset.
#[component]
pub fn NewAsset() -> impl IntoView {
    let session = Session::get();
    let onward = session.onward();
    let done = Callback::new(move |id: AssetId| onward(Route::Asset(id)));
    let cancel = Callback::new(move |()| session.go(Route::Assets));
    let may_add = session.memo(may_add);
    view! {
        <section class="page">
            <h1>"Add an asset"</h1>
            <Show
                when=move || may_add.with(Allowed::yes)
                fallback=move || view! { <p class="notice">{may_add.with(|may| may.why().to_owned())}</p> }
            >
                <AssetEditor id=None initial=AssetForm::default() meanwhile=Memo::new(|_| None) done cancel />
            </Show>
        </section>
    }
}

/// The form of an asset.
#[component]
pub fn AssetEditor(
    /// The asset that is changed; none for a new one.
    id: Option<AssetId>,
    /// What the form is filled with.
    initial: AssetForm,
    /// The asset as it is by now; never there for a new one.
    meanwhile: Memo<Option<Asset>>,
    /// Called when it was saved.
    done: Callback<AssetId>,
    /// Called when it was given up.
    cancel: Callback<()>,
) -> impl IntoView {
    let session = Session::get();
    let attempt = session.attempt();
    let form = RwSignal::new(initial);
    follow(form, meanwhile, AssetForm::of, AssetForm::follow);
    let read = move || form.with(|form| id.map_or_else(|| form.add(), |id| form.edit(id)));
    let checks = checks(session, attempt, Signal::derive(read), |_| {});
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, read().act, move |outcome| {
                session.say("Saved");
                if let Some(id) = id.or(outcome.asset) {
                    // The page may be gone by now; then nobody waits.
                    done.try_run(id);
                }
            });
        }
    };
    let parts = session.memo(move |sight, person| form.with(|form| form.sheet(sight, person, id.is_none())));
    let about = move || form.with(|form| form.sort.about());
    let save = if id.is_some() { "Save" } else { "Add the asset" };
    view! {
        <form class="form" novalidate on:submit=submit>
            <div class="card">
                <fieldset>
                    <SheetView checks parts=parts.into() put=into(form) />
                    <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
                </fieldset>
            </div>
            <aside class="says">
                <h2>"What you are describing"</h2>
                <p>{about}</p>
            </aside>
            <div class="row spread">
                <button type="button" class="btn" on:click=move |_| cancel.run(())>
                    "Cancel"
                </button>
                <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                    {save}
                </button>
            </div>
        </form>
    }
}
