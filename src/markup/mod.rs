//! Views: what components give back. A view is data; [`mount`] makes it stand in the page and keeps it up to date.
//!
//! The components, the signals and the effects are Leptos's. Only what stands between them and the browser's elements is
//! our own, for Leptos makes a type of every element and code of every type, which made the program several times as
//! large. Closures in a view run again when a signal that they read changes, and only what differs is touched, so
//! that focus, selection and scrolling stay where they are.

mod element_ref;
mod into;
mod mount;
mod patch;
pub mod signal;
mod template;

use std::borrow::Cow;
use std::rc::Rc;

use leptos::prelude::component;

pub use crosskey_markup::view;
pub use element_ref::{ElementRef, ElementSlot};
pub use into::{CollectView, IntoValue, IntoView, On, on};
pub use mount::mount_to;
use signal::Memo;
pub use template::Template;

/// What is called at an event.
pub type Listener = Rc<dyn Fn(web_sys::Event)>;

/// A piece of a page.
pub enum View {
    /// Nothing at all.
    Nothing,
    /// Text, which the browser never takes for markup.
    Text(Cow<'static, str>),
    /// An element with all that is in it.
    Element(Box<Element>),
    /// Several pieces in order.
    Many(Vec<Self>),
    /// A piece that is asked for again when a signal that it read changes.
    Live(Rc<dyn Fn() -> Self>),
}

/// An element: tag, attributes and what is in it.
#[derive(Default)]
pub struct Element {
    tag: &'static str,
    values: Vec<(&'static str, Value)>,
    children: Vec<View>,
}

/// What an attribute is set to. The attribute's name says what is meant: `prop:…` is a property of the element, `on:…` a
/// listener, `node_ref` an [`ElementRef`].
pub enum Value {
    /// The attribute is absent.
    Absent,
    /// A text.
    Text(Cow<'static, str>),
    /// Present or absent; for a property, true or false.
    Flag(bool),
    /// Asked for again when a signal that it read changes.
    Live(Box<dyn Fn() -> Self>),
    /// Called at an event.
    Listener(Listener),
    /// Told of the element.
    Place(ElementSlot),
}

/// A view that is asked for again when a signal that it read changes.
pub fn live<T: IntoView>(ask: impl Fn() -> T + 'static) -> View {
    ask.into_view()
}

/// What [`Show`] shows while its condition does not hold: nothing unless said.
pub struct Fallback(Box<dyn Fn() -> View>);

impl Default for Fallback {
    fn default() -> Self {
        Self(Box::new(|| View::Nothing))
    }
}

impl<F: Fn() -> View + 'static> From<F> for Fallback {
    fn from(view: F) -> Self {
        Self(Box::new(view))
    }
}

/// Shows what is in it while the condition holds.
#[component]
pub fn Show<W: Fn() -> bool + Send + Sync + 'static>(
    /// The condition.
    when: W,
    /// What is shown while it does not hold.
    #[prop(into, optional)]
    fallback: Fallback,
    /// What is shown while it holds.
    children: Box<dyn Fn() -> View>,
) -> View {
    let shown = Memo::new(when);
    live(move || if shown.get() { children() } else { (fallback.0)() })
}
