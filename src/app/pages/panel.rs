//! "Use at Equinix" and "Use at Megaport": the call that carries a grant or a redemption out, to copy or to save (W5).

use crosskey::browser::share::{self, Denied};
use crosskey::domain::id::GrantId;
use crosskey::vendor::gap::Gap;
use crosskey::vendor::panel::{Panel, Sheet};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::import::Reply;
use crate::app::components::keybox::copy_button;
use crate::app::components::time::in_zone;
use crate::app::session::Session;

/// The panel of a grant or a connection, closed at first; nothing where there is none.
#[component]
pub fn UseAtVendor(
    /// Its heading; none where there is no panel.
    title: Memo<Option<&'static str>>,
    /// What it says; asked for only while the panel is open.
    panel: Memo<Option<Panel>>,
    /// The grant whose vendor's reply is read here (G8); none for a connection.
    grant: Option<GrantId>,
) -> impl IntoView {
    view! { <VendorFold title panel open=RwSignal::new(false) grant /> }
}

/// What is folded away under the vendor's name. What it says holds keys, so it stands in the page only while it is open
/// (G1).
#[component]
pub fn VendorFold(
    /// Its heading; none where there is nothing to fold away.
    title: Memo<Option<&'static str>>,
    /// What it says; asked for only while it is open.
    panel: Memo<Option<Panel>>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The grant whose vendor's reply is read here (G8).
    grant: Option<GrantId>,
) -> impl IntoView {
    let tab = RwSignal::new("");
    let toggle = move |event: web_sys::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        open.set(details.is_some_and(|details| details.open()));
    };
    let body = move || if open.get() { panel.get().map(|panel| said(panel, tab)) } else { None };
    // Who may not carry it out has nothing to read a reply for.
    let allowed = Memo::new(move |_| panel.with(|panel| panel.as_ref().is_some_and(|panel| panel.allowed.yes())));
    let reply = move || grant.filter(|_| open.get() && allowed.get()).map(|grant| view! { <Reply grant /> });
    move || {
        title.get().map(|title| {
            view! {
                <details class="card fold" id="vendor" prop:open=move || open.get() on:toggle=toggle>
                    <summary>
                        <h2>{title}</h2>
                    </summary>
                    {body}
                    {reply}
                </details>
            }
        })
    }
}

fn said(panel: Panel, tab: RwSignal<&'static str>) -> impl IntoView {
    if !panel.allowed.yes() {
        return view! { <p class="muted">{panel.allowed.why().to_owned()}</p> }.into_any();
    }
    let gap = |gap: Gap| view! { <p class="hint warn"><code>{gap.mark}</code> " " {gap.words}</p> };
    let note = |note: String| view! { <p class="hint">{in_zone(&note)}</p> };
    view! {
        <div class="stack">
            {(!panel.standing.is_empty()).then(|| view! { <p>{in_zone(&panel.standing)}</p> })}
            {panel.gaps.into_iter().map(gap).collect_view()}
            {(!panel.sheets.is_empty()).then(|| sheets(panel.sheets, tab))}
            {panel.notes.into_iter().map(note).collect_view()}
        </div>
    }
    .into_any()
}

/// The sheets, one of which is shown.
fn sheets(sheets: Vec<Sheet>, tab: RwSignal<&'static str>) -> impl IntoView {
    let first = sheets.first().map_or("", |sheet| sheet.tab);
    let tabs: Vec<&str> = sheets.iter().map(|sheet| sheet.tab).collect();
    // A change may take away the sheet that was chosen.
    let chosen = Memo::new(move |_| Some(tab.get()).filter(|tab| tabs.contains(tab)).unwrap_or(first));
    let chip = move |sheet: &Sheet| {
        let of = sheet.tab;
        view! {
            <button type="button" class="chip" aria-pressed=move || (chosen.get() == of).to_string() on:click=move |_| tab.set(of)>
                {of}
            </button>
        }
    };
    let chips = sheets.iter().map(chip).collect_view();
    let shown = move || sheets.iter().find(|sheet| sheet.tab == chosen.get()).cloned().map(text);
    view! {
        <div class="chips" role="group" aria-label="Format">{chips}</div>
        {shown}
    }
}

/// One sheet, with the ways to take it along.
fn text(sheet: Sheet) -> impl IntoView {
    let session = Session::get();
    let say = Callback::new(move |words: &'static str| session.say(words));
    let failed = "The browser did not allow copying. Select the text and copy it by hand.";
    let copy = copy_button("Copy", "btn primary", sheet.text.clone(), "Copied", failed, say);
    let (name, content) = (sheet.file_name, sheet.text.clone());
    let save = move |_| match share::download(&name, "text/plain", &content) {
        Ok(()) => session.say(&format!("Saved as {name}")),
        Err(Denied) => session.say("The browser did not allow saving. Copy the text instead."),
    };
    view! {
        <pre tabindex="0" role="region" aria-label=sheet.tab>
            <code>{sheet.text}</code>
        </pre>
        <div class="row">
            {copy}
            <button type="button" class="btn" on:click=save>
                "Save"
            </button>
        </div>
    }
}
