//! The door: what a first visit sees. It knows nothing of ledgers; whoever does something, or has been here before, is
//! let in, and the whole app stands in its place.

use std::cell::Cell;
use std::rc::Rc;

use crate::app::prelude::*;
use crosskey::browser::places;
use crosskey::handover::offer::Offer;
use crosskey::route::Route;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::frame::{Frame, announce, reload};
use super::pages::welcome::Welcome;
use super::rest::{self, Inside};

/// What stands at the door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stand {
    /// The way in, for a first visit.
    Welcome,
    /// The rest of the program is on its way; who goes back meanwhile is greeted again.
    Fetching,
    /// Somebody is being let in.
    Opening,
    /// The host did not hand over the rest of the program.
    Missing,
    /// The whole app stands in place of the door.
    Inside,
}

/// Starts the app in the element `#app`.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        // The last part of the path says enough; the rest is of the machine that built this.
        let place = info.location().map_or(String::new(), ToString::to_string);
        tell_panic(place.rsplit("/src/").next().unwrap_or_default());
    }));
    let offer = take_offer();
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    let Some(place) = document().get_element_by_id("app").and_then(|place| place.dyn_into().ok()) else { return };
    mount_to(place, move || {
        let door = Door::new(offer);
        spawn_local(door.receive());
        door.listen();
        live(move || door.view())
    });
}

/// Tells recover.js where the fault is; the panic's text might quote what somebody typed, so it stays unsaid (S2).
fn tell_panic(place: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&wasm_bindgen::JsValue::from_str(place));
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("crosskey-panic", &init) {
        // Nobody listening is all that could go wrong, and then nobody is left to be told.
        let _ = window().dispatch_event(&event);
    }
}

/// Takes an offer out of the address before anything else happens: its key shall neither be seen there nor be kept in the
/// tab's history (S2, N4).
pub fn take_offer() -> Option<String> {
    let hash = window().location().hash().ok().filter(|hash| Offer::stands_in(hash))?;
    let history = window().history().ok()?;
    // Replacing the hash of the document that is shown cannot be refused to its own script.
    let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&Route::Redeem.hash()));
    Some(hash)
}

/// The door. A handle: copies mean the same door.
#[derive(Clone, Copy)]
struct Door {
    stand: RwSignal<Stand>,
    first_visit: StoredValue<bool>,
    demo: StoredValue<bool>,
    offer: StoredValue<Option<String>>,
    inside: StoredValue<Option<Inside>, LocalStorage>,
}

impl Door {
    fn new(offer: Option<String>) -> Self {
        Self {
            stand: RwSignal::new(Stand::Opening),
            first_visit: StoredValue::new(false),
            demo: StoredValue::new(false),
            offer: StoredValue::new(offer),
            inside: StoredValue::new_local(None),
        }
    }

    /// Lets in whoever is after a page or has been here before; greets whoever comes for the first time.
    async fn receive(self) {
        self.first_visit.set_value(!places::begun(&places::base_path()).await);
        // Asked last, for the address may have changed meanwhile.
        if self.may_greet() { self.greet() } else { self.enter().await }
    }

    /// Whether this is a first visit that is after no page.
    fn may_greet(self) -> bool {
        let hash = window().location().hash().unwrap_or_default();
        self.first_visit.get_value() && Route::parse(&hash) == Route::Overview
    }

    fn greet(self) {
        self.stand.set(Stand::Welcome);
        announce(Route::Overview.title());
    }

    async fn enter(self) {
        self.stand.set(Stand::Fetching);
        let fetched = rest::fetch().await;
        // Who went back is not let in; and who came again meanwhile is let in once.
        if self.stand.get_untracked() != Stand::Fetching {
            return;
        }
        self.stand.set(Stand::Opening);
        let opened = match fetched {
            Ok(()) => rest::open(self.demo.get_value()).await,
            Err(error) => Err(error),
        };
        let Ok(opened) = opened else { return self.stand.set(Stand::Missing) };
        self.inside.set_value(Some(opened.await));
        self.stand.set(Stand::Inside);
    }

    /// Whoever is on the way in already arrives at the page of the address.
    fn go_in(self) {
        if matches!(self.stand.get_untracked(), Stand::Welcome | Stand::Missing) {
            spawn_local(self.enter());
        }
    }

    fn ask_for_demo(self) {
        self.demo.set_value(true);
        self.go_in();
    }

    fn follow_address(self) {
        let stand = self.stand.get_untracked();
        if stand == Stand::Inside {
            return;
        }
        take_offer().into_iter().for_each(|text| self.offer.set_value(Some(text)));
        self.demo.set_value(false);
        if self.may_greet() && matches!(stand, Stand::Fetching | Stand::Missing) {
            self.greet();
        } else {
            self.go_in();
        }
    }

    /// Something was kept in another tab: whoever is here has begun.
    fn follow_others(self) {
        self.first_visit.set_value(false);
        self.go_in();
    }

    /// Whoever goes to a page, or begins in another tab, is let in. Whoever does anything at all soon will be: the rest of
    /// the program is fetched.
    fn listen(self) {
        window_event_listener_untyped("hashchange", move |_| self.follow_address());
        window_event_listener_untyped("storage", move |_| self.follow_others());
        let fetched = Rc::new(Cell::new(false));
        for act in ["pointermove", "pointerdown", "keydown"] {
            let fetched = Rc::clone(&fetched);
            window_event_listener_untyped(act, move |_| {
                if !fetched.replace(true) {
                    // A failure is told to whoever goes in.
                    spawn_local(async { drop(rest::fetch().await) });
                }
            });
        }
    }

    fn view(self) -> View {
        let page = match self.stand.get() {
            Stand::Inside => {
                let inside = self.inside.with_value(Option::clone);
                // The session keeps it from here on, until a form has it (S2).
                let offer = self.offer.try_update_value(Option::take).flatten();
                return inside.map_or(View::Nothing, |inside| inside(offer));
            }
            Stand::Welcome => {
                let demo = Callback::new(move |()| self.ask_for_demo());
                view! { <Welcome known=Signal::stored(false) demo /> }
            }
            Stand::Fetching | Stand::Opening => view! { <p class="muted" role="status">"Loading…"</p> }.into_view(),
            Stand::Missing => self.missing(),
        };
        let above = view! { <header class="top"></header> }.into_view();
        view! { <Frame here=Signal::stored(Route::Overview) kept="Kept in this browser only." above page /> }
    }

    /// What is said where nobody can go in, for the rest of the program did not arrive. A link's key is in this tab's
    /// memory only, so whoever holds one is not sent away (N4).
    fn missing(self) -> View {
        let holds_link = self.offer.with_value(Option::is_some);
        let next = if holds_link {
            "The link that you opened is kept in this tab only: try again here, or open it once more later."
        } else {
            "What you have is kept; try again, or reload: there may be a newer version."
        };
        let reload = (!holds_link).then(|| {
            view! {
                <button type="button" class="btn" on:click=move |_| reload()>
                    "Reload"
                </button>
            }
        });
        view! {
            <section class="page" role="alert">
                <h1>"This page did not arrive"</h1>
                <p>"The network or the host did not hand over the second part of Crosskey. " {next}</p>
                <p class="row">
                    <button type="button" class="btn primary" on:click=move |_| self.go_in()>
                        "Try again"
                    </button>
                    {reload}
                </p>
            </section>
        }
        .into_view()
    }
}
