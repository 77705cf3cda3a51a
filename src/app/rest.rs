//! The program comes in two parts, so that the first page stands there soon. The first part has the way in and the
//! overview; this one has every other page, and the rules, which only a command needs.

#![allow(unsafe_code, reason = "the macro declares the second part's functions as imports of the first")]

use std::cell::Cell;
use std::rc::Rc;

use crate::app::prelude::*;
use crosskey::browser::settings::Settings;
use crosskey::desk::Desk;
use crosskey::route::Route;
use futures::future::LocalBoxFuture;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{demo, pages};

/// What the second part offers to the first. Pointers, for a function that is called by its name is in the first part.
#[derive(Clone, Copy)]
pub struct Rest {
    /// The page of a route, for somebody who acts.
    pub page: fn(Route) -> View,
    /// The page of a route while nobody acts.
    pub page_for_nobody: fn(Route) -> View,
    /// Fills the demo ledger.
    pub fill_demo: fn(Rc<Desk>, Rc<Settings>) -> LocalBoxFuture<'static, ()>,
}

/// What is known of the second part.
#[derive(Clone, Copy)]
pub enum Known {
    /// Nothing was asked for, or it is on its way.
    Awaited,
    /// It is here.
    Here(Rest),
    /// The host did not hand it over, which may pass.
    Missing,
}

/// Loads the second part, unless it is here already.
///
/// # Errors
/// When the host does not hand it over, which may pass.
#[wasm_split(rest, fallible, preload(fetch))]
pub fn load() -> Result<Rest, SplitLoaderError> {
    Ok(Rest {
        page: pages::page,
        page_for_nobody: pages::page_for_nobody,
        fill_demo: |desk, settings| Box::pin(async move { demo::fill(&desk, &settings).await }),
    })
}

/// Fetches the second part as soon as somebody does anything at all: whoever only looks at the first page spares it.
pub fn fetch_on_first_act() {
    const ACTS: [&str; 3] = ["pointermove", "pointerdown", "keydown"];
    let fetched = Rc::new(Cell::new(false));
    for act in ACTS {
        let fetched = Rc::clone(&fetched);
        window_event_listener_untyped(act, move |_| {
            if !fetched.replace(true) {
                // A failure is told to whoever opens a page that needs it.
                spawn_local(async { drop(fetch().await) });
            }
        });
    }
}
