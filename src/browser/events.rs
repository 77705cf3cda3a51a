//! Event listeners that go when their value goes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener; dropping it removes it.
pub(super) struct Listening {
    target: EventTarget,
    kind: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Calls back on every event of this kind. `None` if the browser does not take the listener.
    pub(super) fn to(target: &EventTarget, kind: &'static str, call: impl FnMut(Event) + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(Event)>::new(call);
        target.add_event_listener_with_callback(kind, callback.as_ref().unchecked_ref()).ok()?;
        Some(Self { target: target.clone(), kind, callback })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // It fails only for a target that never took the listener.
        let _ = self.target.remove_event_listener_with_callback(self.kind, self.callback.as_ref().unchecked_ref());
    }
}
