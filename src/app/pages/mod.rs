//! The pages, one a file.

mod about;
mod approvals;
mod asset;
mod asset_form;
mod assets;
mod company;
mod connection;
mod connections;
mod data;
mod grant;
mod grants;
mod history;
mod import;
mod inbox;
mod keys;
mod new_company;
mod overview;
mod panel;
mod redeem;
mod share;
pub mod welcome;
mod wizard;

use crosskey::domain::refusal::Remedy;
use crosskey::ledger::view::company::roster;
use crosskey::route::Route;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::demo;
use super::session::Session;

/// The page of a route, for somebody who acts.
pub fn page(route: Route) -> AnyView {
    match route {
        Route::Overview => view! { <overview::Overview /> }.into_any(),
        Route::Grants(status) => view! { <grants::Grants status /> }.into_any(),
        Route::NewGrant(on) => view! { <wizard::Wizard on /> }.into_any(),
        Route::Grant(id) => view! { <grant::Grant id /> }.into_any(),
        Route::Redeem => view! { <redeem::Redeem /> }.into_any(),
        Route::Connections => view! { <connections::Connections /> }.into_any(),
        Route::Connection(id) => view! { <connection::Connection id /> }.into_any(),
        Route::Inbox => view! { <inbox::Inbox /> }.into_any(),
        Route::Assets => view! { <assets::Assets /> }.into_any(),
        Route::NewAsset => view! { <asset_form::NewAsset /> }.into_any(),
        Route::Asset(id) => view! { <asset::Asset id /> }.into_any(),
        Route::Keys => view! { <keys::Services /> }.into_any(),
        Route::NewKey(on) => view! { <keys::NewKey on /> }.into_any(),
        Route::Import => view! { <import::FromVendor /> }.into_any(),
        Route::Approvals => view! { <approvals::Approvals /> }.into_any(),
        Route::Company => view! { <company::Company /> }.into_any(),
        Route::NewCompany => view! { <new_company::NewCompany /> }.into_any(),
        Route::Data => view! { <data::Data /> }.into_any(),
        Route::About => view! { <about::About /> }.into_any(),
        Route::Unknown => missing("There is no page of this address.").into_any(),
    }
}

/// The page of a route while nobody acts: the way in, or what needs nobody.
pub fn page_for_nobody(route: Route) -> AnyView {
    match route {
        Route::NewCompany => view! { <new_company::NewCompany /> }.into_any(),
        Route::Data => view! { <data::Data /> }.into_any(),
        Route::About => view! { <about::About /> }.into_any(),
        Route::Redeem if !Session::get().received().is_empty() => view! { <redeem::Received /> }.into_any(),
        _ => {
            let session = Session::get();
            let known = Memo::new(move |_| {
                session.track();
                session.desk(|desk| desk.roster(|world| !roster(world).is_empty()))
            });
            let demo = Callback::new(move |()| demo::enter(session));
            view! { <welcome::Welcome known=known.into() demo /> }.into_any()
        }
    }
}

/// What stands in place of something that is not there, or not for this company.
fn missing(text: &'static str) -> impl IntoView {
    view! {
        <section class="page">
            <h1>"Not found"</h1>
            <p>{text}</p>
            <p>
                <a href=Route::Overview.hash()>"Go to the overview"</a>
            </p>
        </section>
    }
}

/// Writes another address of the page that is shown, without going anywhere.
fn stay_at(address: &str) {
    if let Ok(history) = window().history() {
        // A browser may refuse to take every letter of a quick hand; the next one it takes says all of it.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// Moves the focus to the page's heading: what had it is gone.
fn focus_heading() {
    request_animation_frame(|| focus("main h1"));
}

/// Moves the focus to the page's heading if what had it went with what was done.
fn focus_again() {
    request_animation_frame(|| {
        if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
            focus("main h1");
        }
    });
}

/// Moves the focus into a form that was opened within the page, once it stands there; not into an answer that waits there.
fn focus_form() {
    request_animation_frame(|| focus("main form:is(.card, .form) :is(input, select)"));
}

/// Moves the focus to the first element of this selector, if there is one.
fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        if element.tag_name().starts_with('H') {
            element.set_tab_index(-1);
        }
        // Focus fails only for an element that left the page.
        let _ = element.focus();
    }
}

/// Takes the bandwidth that a refusal offers.
fn use_bandwidth(remedy: Remedy, set: impl FnOnce(String)) {
    if let Remedy::UseBandwidth(bandwidth) = remedy {
        set(bandwidth.get().to_string());
    }
}
