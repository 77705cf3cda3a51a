//! The start of the app: opens the ledger, then shows the pages. The only place that builds adapters.

use std::rc::Rc;
use std::time::Duration;

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
use crosskey::route::Route;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_use_event_listener::use_event_listener;
use wasm_bindgen::{JsCast, JsValue};

use super::demo::{self, Ahead};
use super::session::{Opened, Session, Storage};
use super::shell::Shell;

/// The longest sleep before time is looked at again, in milliseconds; "2 minutes ago" is right by then.
const LONGEST_SLEEP: i64 = 60 * 1000;

/// Starts the app in the element `#app`, in place of what `index.html` shows there at first.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        // The last part of the path says enough; the rest is of the machine that built this.
        let place = info.location().map_or(String::new(), ToString::to_string);
        tell_panic(place.rsplit("/src/").next().unwrap_or_default());
    }));
    let offer = take_offer();
    // Leptos's own tasks begin with the mount.
    wasm_bindgen_futures::spawn_local(async move {
        let base = places::base_path();
        let settings = Rc::new(Settings::open(&base));
        let (desk, opened) = open(&base, &settings).await;
        let Some(place) = document().get_element_by_id("app").and_then(|place| place.dyn_into().ok()) else { return };
        let wants_demo = take_first_paint(&place);
        leptos::mount::mount_to(place, move || app(desk, settings, opened, offer, wants_demo)).forget();
    });
}

/// Removes what `index.html` shows until the app is there. Answers whether its button for the demo was pressed, which
/// `public/first-paint.js` notes.
fn take_first_paint(place: &web_sys::HtmlElement) -> bool {
    let wants_demo = place.has_attribute("data-wants-demo");
    place.set_text_content(None);
    wants_demo
}

/// Tells recover.js where the fault is; the panic's text might quote what somebody typed, so it stays unsaid (S2).
fn tell_panic(place: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&JsValue::from_str(place));
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
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&Route::Redeem.hash()));
    Some(hash)
}

/// Opens the ledger that was chosen last.
async fn open(base: &str, settings: &Rc<Settings>) -> (Rc<Desk>, Opened) {
    let ledger = settings.ledger();
    let (journal, storage) = open_journal(&places::database_name(base, &ledger)).await;
    let demo = ledger == demo::LEDGER;
    let ahead = match storage {
        Storage::Kept => Ahead::Kept(Rc::clone(settings)),
        Storage::Memory(_) => Ahead::Memory(Rc::default()),
    };
    let clock = clock(demo || storage != Storage::Kept, &ahead);
    let desk = Rc::new(Desk::open(Rc::clone(&journal), clock, Rc::new(BrowserIds)).await);
    let watched = Rc::clone(&desk);
    journal.watch(Rc::new(move || {
        let desk = Rc::clone(&watched);
        spawn_local(async move { desk.refresh().await });
    }));
    // An earlier visit may have been cut off amid the story.
    if demo
        && let Some(person) = demo::fill(&desk).await
        && settings.acting().is_none()
    {
        settings.set_acting(person);
    }
    (desk, Opened { storage, demo, ahead })
}

/// The browser's clock; only that of a ledger in which the demo is or may be told can be put ahead.
fn clock(demo: bool, ahead: &Ahead) -> Rc<dyn Clock> {
    if !demo {
        return Rc::new(BrowserClock);
    }
    let ahead = ahead.clone();
    Rc::new(LeadingClock::new(Rc::new(BrowserClock), move || ahead.lead()))
}

/// The engine is chosen here, once. Without storage the ledger is in memory, and the app says so all the time; what is
/// there but cannot be used is not touched (D4).
async fn open_journal(name: &str) -> (Rc<dyn Journal>, Storage) {
    match IndexedDbJournal::open(name).await {
        Ok(journal) => (journal, Storage::Kept),
        Err(error @ (JournalError::Absent | JournalError::Forbidden | JournalError::Full)) => {
            (Rc::new(MemoryJournal::default()), Storage::Memory(error))
        }
        Err(error) => (Rc::new(BrokenJournal(error)), Storage::Kept),
    }
}

fn app(
    desk: Rc<Desk>,
    settings: Rc<Settings>,
    opened: Opened,
    offer: Option<String>,
    wants_demo: bool,
) -> impl IntoView {
    let session = Session::new(desk, settings, opened, current_route());
    offer.into_iter().for_each(|text| session.receive(text));
    provide_context(session);
    follow_address(session);
    follow_time(session);
    if wants_demo && !session.demo() {
        demo::enter(session);
    }
    view! { <Shell /> }
}

fn current_route() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

fn follow_address(session: Session) {
    let _ = use_event_listener(window(), ev::hashchange, move |_| {
        take_offer().into_iter().for_each(|text| session.receive(text));
        session.arrive(current_route());
    });
    // Timers sleep while a tab is hidden or the machine is; so time is looked at again on return.
    let _ = use_event_listener(document(), ev::visibilitychange, move |_| session.look_again());
    // Another tab may have put the demo's clock ahead.
    let _ = use_event_listener(window(), ev::storage, move |_| session.look_again());
}

/// Wakes at the next instant at which something expires or a day begins, at most an hour ahead.
fn follow_time(session: Session) {
    let now = session.now();
    let next = session.desk(|desk| desk.next_boundary()).min(now.day().plus(1).start());
    let sleep = (next.millis() - now.millis()).clamp(1000, LONGEST_SLEEP);
    let sleep = Duration::from_millis(u64::try_from(sleep).unwrap_or(1000));
    set_timeout(
        move || {
            session.look_again();
            follow_time(session);
        },
        sleep,
    );
}
