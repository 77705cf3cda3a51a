//! The start: opens the ledger, then shows the page. The only place that builds adapters.

use std::rc::Rc;

use crate::app::prelude::*;
use crosskey::browser::clock::BrowserClock;
use crosskey::browser::ids::BrowserIds;
use crosskey::browser::indexed_db::IndexedDbJournal;
use crosskey::browser::places;
use crosskey::browser::settings::Settings;
use crosskey::desk::{Clock, Desk, LeadingClock};
use crosskey::handover::offer::Offer;
use crosskey::journal::broken::BrokenJournal;
use crosskey::journal::memory::MemoryJournal;
use crosskey::journal::{Journal, JournalError};
use crosskey::ledger::view::company::roster;
use crosskey::route::Route;
use wasm_bindgen::JsCast;

use super::demo;
use super::rest;
use super::session::{Session, Storage};
use super::shell::Shell;

/// The longest sleep before time is looked at again, in milliseconds; "2 minutes ago" is right by then.
const LONGEST_SLEEP: i64 = 60 * 1000;

/// Starts the app in the element `#app`.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        // The last part of the path says enough; the rest is of the machine that built this.
        let place = info.location().map_or(String::new(), ToString::to_string);
        tell_panic(place.rsplit("/src/").next().unwrap_or_default());
    }));
    // Leptos has its executor only once something is mounted.
    wasm_bindgen_futures::spawn_local(run(take_offer()));
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
fn take_offer() -> Option<String> {
    let hash = window().location().hash().ok().filter(|hash| Offer::stands_in(hash))?;
    let history = window().history().ok()?;
    // Replacing the hash of the document that is shown cannot be refused to its own script.
    let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&Route::Redeem.hash()));
    Some(hash)
}

async fn run(received: Option<String>) {
    let base = places::base_path();
    let settings = Rc::new(Settings::open(&base));
    let ledger = settings.ledger();
    let (journal, storage) = open(&places::database_name(&base, &ledger)).await;
    let demo = ledger == demo::LEDGER;
    let desk = Rc::new(Desk::open(Rc::clone(&journal), clock(demo, &settings), Rc::new(BrowserIds)).await);
    let watched = Rc::clone(&desk);
    journal.watch(Rc::new(move || {
        let desk = Rc::clone(&watched);
        wasm_bindgen_futures::spawn_local(async move { desk.refresh().await });
    }));
    if demo && desk.roster(|world| roster(world).is_empty()) {
        // Without it there is an empty ledger, and the offer to load the demo.
        if let Ok(rest) = rest::load().await {
            (rest.fill_demo)(Rc::clone(&desk), Rc::clone(&settings)).await;
        }
    }
    show(desk, settings, storage, demo, received);
}

/// The browser's clock; only the demo's can be put ahead.
fn clock(demo: bool, settings: &Rc<Settings>) -> Rc<dyn Clock> {
    if !demo {
        return Rc::new(BrowserClock);
    }
    let settings = Rc::clone(settings);
    Rc::new(LeadingClock::new(Rc::new(BrowserClock), move || settings.lead(demo::LEDGER)))
}

/// The engine is chosen here, once. Without storage the ledger is in memory, and the app says so all the time; what is
/// there but cannot be used is not touched (D4).
async fn open(name: &str) -> (Rc<dyn Journal>, Storage) {
    match IndexedDbJournal::open(name).await {
        Ok(journal) => (journal, Storage::Kept),
        Err(error @ (JournalError::Absent | JournalError::Forbidden | JournalError::Full)) => {
            (Rc::new(MemoryJournal::default()), Storage::Memory(error))
        }
        Err(error) => (Rc::new(BrokenJournal(error)), Storage::Kept),
    }
}

fn show(desk: Rc<Desk>, settings: Rc<Settings>, storage: Storage, demo: bool, received: Option<String>) {
    let document = document();
    if let Some(boot) = document.get_element_by_id("boot") {
        boot.remove();
    }
    let Some(place) = document.get_element_by_id("app").and_then(|place| place.dyn_into().ok()) else { return };
    let root = move || {
        let session = Session::new(desk, settings, storage, demo, current_route());
        received.into_iter().for_each(|text| session.receive(text));
        provide_context(session);
        follow_address(session);
        follow_time(session);
        view! { <Shell /> }
    };
    mount_to(place, root);
    rest::fetch_on_first_act();
}

fn current_route() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

fn follow_address(session: Session) {
    let listener = window_event_listener(leptos::ev::hashchange, move |_| {
        take_offer().into_iter().for_each(|text| session.receive(text));
        session.arrive(current_route());
    });
    on_cleanup(move || listener.remove());
    // Timers sleep while a tab is hidden or the machine is; so time is looked at again on return.
    let listener = window_event_listener_untyped("visibilitychange", move |_| session.look_again());
    on_cleanup(move || listener.remove());
    // Another tab may have put the demo's clock ahead.
    let listener = window_event_listener_untyped("storage", move |_| session.look_again());
    on_cleanup(move || listener.remove());
}

/// Wakes at the next instant at which something expires or a day begins, at most an hour ahead.
fn follow_time(session: Session) {
    let now = session.now();
    let next = session.desk(|desk| desk.next_boundary()).min(now.day().plus(1).start());
    let sleep = (next.millis() - now.millis()).clamp(1000, LONGEST_SLEEP);
    let sleep = std::time::Duration::from_millis(u64::try_from(sleep).unwrap_or(1000));
    set_timeout(
        move || {
            session.look_again();
            follow_time(session);
        },
        sleep,
    );
}
