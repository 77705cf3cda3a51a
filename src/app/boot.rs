//! The start of the second part: opens the ledger, then shows the app. The only place that builds adapters.

use std::rc::Rc;

use crate::app::prelude::*;
use crosskey::browser::clock::BrowserClock;
use crosskey::browser::ids::BrowserIds;
use crosskey::browser::indexed_db::IndexedDbJournal;
use crosskey::browser::places;
use crosskey::browser::settings::Settings;
use crosskey::desk::{Clock, Desk, LeadingClock};
use crosskey::journal::broken::BrokenJournal;
use crosskey::journal::memory::MemoryJournal;
use crosskey::journal::{Journal, JournalError};
use crosskey::route::Route;
use leptos::task::spawn_local;

use super::demo::{self, Ahead};
use super::door::take_offer;
use super::rest::Inside;
use super::session::{Opened, Session, Storage};
use super::shell::Shell;

/// The longest sleep before time is looked at again, in milliseconds; "2 minutes ago" is right by then.
const LONGEST_SLEEP: i64 = 60 * 1000;

/// Opens the ledger that was chosen, or the demo's from now on, and makes the app that stands over it.
pub async fn open(wants_demo: bool) -> Inside {
    let base = places::base_path();
    let settings = Rc::new(Settings::open(&base));
    if wants_demo && settings.lasting() {
        settings.set_ledger(demo::LEDGER);
    }
    let ledger = settings.ledger();
    let (journal, storage) = open_journal(&places::database_name(&base, &ledger)).await;
    let demo = ledger == demo::LEDGER;
    let ahead = match storage {
        Storage::Kept => Ahead::Kept(Rc::clone(&settings)),
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
    Rc::new(move |offer| {
        let opened = Opened { storage: storage.clone(), demo, ahead: ahead.clone() };
        let view = app(Rc::clone(&desk), Rc::clone(&settings), opened, offer);
        if wants_demo && !demo {
            // It is told in this tab, or it is said why it cannot be.
            demo::enter(Session::get());
        }
        view
    })
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

fn app(desk: Rc<Desk>, settings: Rc<Settings>, opened: Opened, offer: Option<String>) -> View {
    let session = Session::new(desk, settings, opened, current_route());
    offer.into_iter().for_each(|text| session.receive(text));
    provide_context(session);
    follow_address(session);
    follow_time(session);
    view! { <Shell /> }
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
