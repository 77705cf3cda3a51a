//! Tells the other tabs to look again, and hears them (D2).
//!
//! A message carries nothing but its arrival: what is true is in the journal. A tab that slept may have missed
//! messages, so coming back into view counts as one.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, VisibilityState, window};

use super::events::Listening;

type Watcher = Rc<dyn Fn()>;

/// One ledger's bell, heard by every tab that has it open.
pub(super) struct Bell {
    channel: Option<BroadcastChannel>,
    watchers: Watchers,
    listening: RefCell<Vec<Listening>>,
}

#[derive(Clone, Default)]
pub(super) struct Watchers(Rc<RefCell<Vec<Watcher>>>);

impl Watchers {
    pub(super) fn call(&self) {
        // A watcher may add another, so nothing is borrowed while they run.
        let watchers = self.0.borrow().clone();
        watchers.iter().for_each(|look_again| look_again());
    }
}

impl Bell {
    /// Hangs up the bell of this ledger. A browser without channels still hears the tab coming back into view.
    pub(super) fn hang(name: &str) -> Self {
        let watchers = Watchers::default();
        let channel = BroadcastChannel::new(name).ok();
        let calling = || {
            let watchers = watchers.clone();
            move |_| watchers.call()
        };
        let mut listening = vec![];
        listening.extend(channel.as_ref().and_then(|channel| Listening::to(channel, "message", calling())));
        if let Some(window) = window() {
            listening.extend(Listening::to(&window, "pageshow", calling()));
            listening.extend(window.document().and_then(|document| {
                let (page, watchers) = (document.clone(), watchers.clone());
                Listening::to(&document, "visibilitychange", move |_| {
                    if page.visibility_state() == VisibilityState::Visible {
                        watchers.call();
                    }
                })
            }));
        }
        Self { channel, watchers, listening: RefCell::new(listening) }
    }

    /// Tells the other tabs, not this one.
    pub(super) fn ring(&self) {
        if let Some(channel) = &self.channel {
            // It fails only on a closed channel, and then nobody needs to hear it.
            let _ = channel.post_message(&JsValue::from_str("look again"));
        }
    }

    /// Who is called in this tab.
    pub(super) fn watchers(&self) -> Watchers {
        self.watchers.clone()
    }

    pub(super) fn watch(&self, look_again: Watcher) {
        self.watchers.0.borrow_mut().push(look_again);
    }

    /// Takes the bell down. Forgetting the watchers also lets go of whatever they hold.
    pub(super) fn take_down(&self) {
        self.listening.borrow_mut().clear();
        let watchers = self.watchers.0.take();
        drop(watchers);
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
