//! The frame around every page: the navigation, a line above, and the page itself.

use crosskey::route::Route;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::components::icon::Icon;

/// What waits for whoever acts, as the navigation counts it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Waits {
    /// Notices to be read.
    pub unread: usize,
    /// Answers that the company owes.
    pub owed: usize,
}

/// The frame, with a page in it.
#[component]
pub fn Frame(
    /// The entry of the navigation that the page shown belongs to.
    here: Signal<Route>,
    /// What waits for whoever acts.
    #[prop(optional)]
    waits: Signal<Waits>,
    /// Where what is entered is kept.
    kept: &'static str,
    /// What stands above the page.
    above: AnyView,
    /// The page.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    let skip = move |_| {
        if let Some(main) = main.get_untracked() {
            // Focus fails only for an element that left the page.
            let _ = main.focus();
        }
    };
    view! {
        <button class="skip" on:click=skip>
            "Skip to content"
        </button>
        <div class="shell" on:mousedown=keep_focus>
            <Navigation here waits kept />
            <div>
                {above}
                <main id="main" tabindex="-1" node_ref=main>
                    {children()}
                </main>
            </div>
        </div>
    }
}

/// Pressing a submit button leaves the focus in the field: were it to leave, the field's problem would appear between
/// press and release, move the button away from under the pointer, and the click would be lost.
fn keep_focus(event: web_sys::MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if pressed.is_some_and(|element| matches!(element.closest("button[type=submit]"), Ok(Some(_)))) {
        event.prevent_default();
    }
}

const ALWAYS: [(Route, &str, &str); 4] = [
    (Route::Overview, "Overview", "i-home"),
    (Route::Grants(None), "Service Tokens", "i-key"),
    (Route::Redeem, "Redeem", "i-in"),
    (Route::Connections, "Connections", "i-link"),
];

const WIDE: [(Route, &str, &str); 7] = [
    (Route::Keys, "Service Keys", "i-key"),
    (Route::Approvals, "Approvals", "i-ok"),
    (Route::Inbox, "Inbox", "i-inbox"),
    (Route::Assets, "Assets", "i-box"),
    (Route::Company, "Company", "i-house"),
    (Route::Data, "Data", "i-data"),
    (Route::About, "About", "i-info"),
];

#[component]
fn Navigation(here: Signal<Route>, waits: Signal<Waits>, kept: &'static str) -> impl IntoView {
    let count = move |of: fn(Waits) -> usize| {
        let count = of(waits.get());
        (count > 0).then(|| view! { <span class="n">{count}</span> })
    };
    let more = NodeRef::<html::Details>::new();
    let close = move |_| {
        if let Some(more) = more.get_untracked() {
            more.set_open(false);
        }
    };
    let entry = move |(route, label, icon): (Route, &'static str, &'static str), class: &'static str| {
        let current = move || (here.get() == route).then_some("page");
        let count = move || match route {
            Route::Inbox => count(|waits| waits.unread),
            Route::Approvals => count(|waits| waits.owed),
            _ => None,
        };
        view! {
            <a class=class href=route.hash() aria-current=current on:click=close>
                <Icon name=icon />
                {label}
                {count}
            </a>
        }
    };
    view! {
        <nav class="side" aria-label="Main">
            <a class="brand" href="#/">
                <svg class="i l" aria-hidden="true">
                    <use href="#logo" />
                </svg>
                "Crosskey"
            </a>
            {ALWAYS.into_iter().map(|item| entry(item, "")).collect_view()}
            {WIDE.into_iter().map(|item| entry(item, "wide")).collect_view()}
            <details class="more" node_ref=more>
                <summary>
                    <Icon name="i-more" />
                    "More"
                    {move || count(|waits| waits.unread + waits.owed)}
                </summary>
                <div class="sheet">
                    {WIDE.into_iter().map(|item| entry(item, "")).collect_view()}
                    <p class="foot">{kept}</p>
                </div>
            </details>
            <p class="foot">{kept}</p>
        </nav>
    }
}

/// Names the page in the browser's title, and begins it at its top: the focus moves to its heading once that stands
/// there, so that it is announced. Who is quicker and went on within the page by then stays where they went.
pub fn announce(title: &str) {
    document().set_title(&format!("{title} · Crosskey"));
    let before = document().active_element();
    request_animation_frame(move || {
        let now = document().active_element();
        let within = |element: &web_sys::Element| matches!(element.closest("main"), Ok(Some(_)));
        if now != before && now.as_ref().is_some_and(within) {
            return;
        }
        let heading = document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
            heading.set_tab_index(-1);
            // Focus fails only for an element that left the page.
            let _ = heading.focus();
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
}

/// Loads the page again, and with it the ledger.
pub fn reload() {
    // Reloading the page that is shown cannot be refused to its own script.
    let _ = window().location().reload();
}
