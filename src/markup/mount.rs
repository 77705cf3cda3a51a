//! A view that stands in the page.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Set, document};
use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::patch::patch;
use super::{Element, ElementSlot, Listener, Value, View};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A view in the page, with what is needed to change it.
pub enum Mounted {
    /// Nothing.
    Nothing,
    /// A text.
    Text(web_sys::Text, Cow<'static, str>),
    /// An element.
    Element(Box<MountedElement>),
    /// Several pieces in order.
    Many(Vec<Self>),
    /// A piece that follows signals.
    Live(Live),
}

/// An element in the page.
pub struct MountedElement {
    /// The browser's own.
    pub node: web_sys::Element,
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes.
    pub values: Vec<(&'static str, Held)>,
    /// What is in it.
    pub children: Vec<Mounted>,
}

/// A piece that follows signals, closed by a comment in the page, so that its place is known while it is empty.
pub struct Live {
    /// What stands there now.
    pub content: Rc<RefCell<Mounted>>,
    /// The comment after it.
    pub end: web_sys::Node,
    /// Asks again; ends when it is dropped.
    pub _effect: RenderEffect<()>,
}

/// An attribute of an element in the page.
pub enum Held {
    /// Set to this.
    Set(Value),
    /// Follows signals until it is dropped.
    Live { _effect: RenderEffect<()> },
    /// Calls this.
    Listener(Called),
    /// The slot knows the element.
    Place { _slot: Placed },
}

/// A listener that can be exchanged while its element stays.
type Called = Rc<RefCell<Listener>>;

/// A slot that forgets its element when that leaves the page.
pub struct Placed(ElementSlot);

impl Drop for Placed {
    fn drop(&mut self) {
        // Its component may be gone already.
        let _ = self.0.try_set(None);
    }
}

/// Shows a view in an element of the page for as long as the page lives.
pub fn mount_to(place: web_sys::HtmlElement, view: impl FnOnce() -> View + 'static) {
    let parent: web_sys::Node = place.clone().into();
    // Leptos sets up its executor and the root's owner; what it shows itself is nothing.
    let root = move || std::mem::forget(mount(view(), &parent, None, false));
    leptos::mount::mount_to(place, root).forget();
}

/// Puts a view into the page, before a sibling or at the end.
pub fn mount(view: View, parent: &web_sys::Node, before: Option<&web_sys::Node>, svg: bool) -> Mounted {
    match view {
        View::Nothing => Mounted::Nothing,
        View::Text(text) => {
            let node = document().create_text_node(&text);
            insert(parent, &node, before);
            Mounted::Text(node, text)
        }
        View::Element(element) => {
            let made = element_of(*element, svg);
            insert(parent, &made.node, before);
            Mounted::Element(Box::new(made))
        }
        View::Many(views) => Mounted::Many(views.into_iter().map(|view| mount(view, parent, before, svg)).collect()),
        View::Live(ask) => {
            let end: web_sys::Node = document().create_comment("").into();
            insert(parent, &end, before);
            Mounted::Live(live(ask, Mounted::Nothing, end, svg))
        }
    }
}

/// Follows a closure, from what stands there now.
pub fn live(ask: Rc<dyn Fn() -> View>, now: Mounted, end: web_sys::Node, svg: bool) -> Live {
    let content = Rc::new(RefCell::new(now));
    let (held, marker) = (Rc::clone(&content), end.clone());
    let effect = effect(Box::new(move || {
        let view = ask();
        if let Some(parent) = marker.parent_node() {
            patch(&mut held.borrow_mut(), view, &parent, Some(&marker), svg);
        }
    }));
    Live { content, end, _effect: effect }
}

/// One kind of effect for all, whatever it does.
fn effect(run: Box<dyn Fn()>) -> RenderEffect<()> {
    RenderEffect::new(move |_| run())
}

fn insert(parent: &web_sys::Node, node: &web_sys::Node, before: Option<&web_sys::Node>) {
    // Fails only where `before` is no child of `parent`; it is what stands after this piece in the same element.
    let _ = parent.insert_before(node, before);
}

fn element_of(element: Element, svg: bool) -> MountedElement {
    let svg = svg || element.tag == "svg";
    let made =
        if svg { document().create_element_ns(Some(SVG), element.tag) } else { document().create_element(element.tag) };
    #[allow(clippy::expect_used, reason = "every tag is a name that stands in the markup of a page")]
    let node = made.expect("a tag");
    let children = element.children.into_iter().map(|child| mount(child, &node, None, svg)).collect();
    let values = element.values.into_iter().map(|(name, value)| (name, hold(&node, name, value))).collect();
    MountedElement { node, tag: element.tag, values, children }
}

/// Sets an attribute, and keeps it up to date.
pub fn hold(node: &web_sys::Element, name: &'static str, value: Value) -> Held {
    match value {
        Value::Live(ask) => {
            let node = node.clone();
            Held::Live { _effect: effect(Box::new(move || set(&node, name, &ask()))) }
        }
        Value::Listener(listener) => {
            let called = Rc::new(RefCell::new(listener));
            listen(node, name, Rc::clone(&called));
            Held::Listener(called)
        }
        Value::Place(slot) => {
            slot.set(Some(node.clone()));
            Held::Place { _slot: Placed(slot) }
        }
        value => {
            set(node, name, &value);
            Held::Set(value)
        }
    }
}

fn listen(node: &web_sys::Element, name: &str, called: Called) {
    let call = Closure::<dyn Fn(web_sys::Event)>::new(move |event| {
        // The listener may replace itself while it runs.
        let listener = Rc::clone(&called.borrow());
        listener(event);
    });
    // Fails for no element and no name. The browser frees the closure together with the element.
    let _ = node.add_event_listener_with_callback(name.trim_start_matches("on:"), call.into_js_value().unchecked_ref());
}

/// Sets an attribute, or a property, to a value.
pub fn set(node: &web_sys::Element, name: &str, value: &Value) {
    if let Some(property) = name.strip_prefix("prop:") {
        return set_property(node, property, value);
    }
    // Both fail only for names that are none; these stand in the markup of a page.
    let _ = match value {
        Value::Text(text) => node.set_attribute(name, text),
        Value::Flag(true) => node.set_attribute(name, ""),
        Value::Live(ask) => return set(node, name, &ask()),
        _ => node.remove_attribute(name),
    };
}

fn set_property(node: &web_sys::Element, name: &str, value: &Value) {
    let wanted = match value {
        Value::Text(text) => JsValue::from_str(text),
        Value::Flag(flag) => JsValue::from_bool(*flag),
        Value::Live(ask) => return set_property(node, name, &ask()),
        _ => JsValue::UNDEFINED,
    };
    let name = JsValue::from_str(name);
    // What stands there already is left alone, and with it the caret. Neither fails for an element.
    if js_sys::Reflect::get(node, &name).is_ok_and(|present| present != wanted) {
        let _ = js_sys::Reflect::set(node, &name, &wanted);
    }
}
