//! The way from a component to an element of the page.

use std::marker::PhantomData;

use leptos::prelude::{Get, GetUntracked, LocalStorage};
use wasm_bindgen::JsCast;

/// Where the element of an [`ElementRef`] is kept.
pub type ElementSlot = leptos::prelude::RwSignal<Option<web_sys::Element>, LocalStorage>;

/// A way to an element, as long as it stands in the page: `node_ref=…`.
pub struct ElementRef<T> {
    pub(super) slot: ElementSlot,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for ElementRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ElementRef<T> {}

impl<T> Default for ElementRef<T> {
    /// Of no element yet.
    fn default() -> Self {
        Self { slot: ElementSlot::new_local(None), kind: PhantomData }
    }
}

impl<T: JsCast> ElementRef<T> {
    /// The element; asks again when another stands there.
    pub fn get(&self) -> Option<T> {
        self.slot.get().map(JsCast::unchecked_into)
    }

    /// The element as it is now.
    pub fn get_untracked(&self) -> Option<T> {
        self.slot.get_untracked().map(JsCast::unchecked_into)
    }
}
