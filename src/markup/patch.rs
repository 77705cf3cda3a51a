//! What differs between a view in the page and its successor, and nothing else, is changed.

use std::mem;

use super::mount::{Held, Mounted, MountedElement, hold, live, mount, set};
use super::{Element, Value, View};

/// Makes the new view stand where the old one stands; `before` is what stands after it.
pub fn patch(old: &mut Mounted, new: View, parent: &web_sys::Node, before: Option<&web_sys::Node>, svg: bool) {
    match (&mut *old, new) {
        (Mounted::Nothing, View::Nothing) => {}
        (Mounted::Text(node, text), View::Text(new)) => {
            if *text != new {
                node.set_data(&new);
                *text = new;
            }
        }
        (Mounted::Element(element), View::Element(new)) if is_same(element, &new) => patch_element(element, *new, svg),
        (Mounted::Many(pieces), View::Many(new)) => patch_many(pieces, new, parent, before, svg),
        (Mounted::Live(there), View::Live(ask)) => {
            let content = mem::replace(&mut *there.content.borrow_mut(), Mounted::Nothing);
            *there = live(ask, content, there.end.clone(), svg);
        }
        (_, new) => {
            let fresh = mount(new, parent, first(old).or_else(|| before.cloned()).as_ref(), svg);
            remove(&mem::replace(old, fresh));
        }
    }
}

/// Another id is another element, though it be of the same kind: so the focus never slips into a neighbour's field.
fn is_same(old: &MountedElement, new: &Element) -> bool {
    let old_id = old.values.iter().find_map(|(name, held)| match held {
        Held::Set(Value::Text(text)) if *name == "id" => Some(text),
        _ => None,
    });
    let new_id = new.values.iter().find_map(|(name, value)| match value {
        Value::Text(text) if *name == "id" => Some(text),
        _ => None,
    });
    old.tag == new.tag && old_id == new_id
}

fn patch_element(old: &mut MountedElement, new: Element, svg: bool) {
    let svg = svg || old.tag == "svg";
    let node = old.node.clone();
    patch_many(&mut old.children, new.children, &node, None, svg);
    if old.values.iter().map(|(name, _)| name).eq(new.values.iter().map(|(name, _)| name)) {
        for ((name, held), (_, value)) in old.values.iter_mut().zip(new.values) {
            patch_value(&node, name, held, value);
        }
    } else {
        // Other markup with the same tag: a listener cannot be taken off, but it can be made to do nothing.
        for (name, held) in mem::take(&mut old.values) {
            retire(&node, name, held);
        }
        old.values = new.values.into_iter().map(|(name, value)| (name, hold(&node, name, value))).collect();
    }
}

fn patch_value(node: &web_sys::Element, name: &'static str, held: &mut Held, value: Value) {
    match (&mut *held, value) {
        (Held::Set(Value::Text(old)), Value::Text(new)) if *old == new => {}
        (Held::Listener(called), Value::Listener(listener)) => {
            called.replace(listener);
        }
        (held, value) => {
            // The old one ends first: it may follow the same signal or fill the same slot.
            match mem::replace(held, Held::Set(Value::Absent)) {
                listener @ Held::Listener(_) => retire(node, name, listener),
                old => drop(old),
            }
            *held = hold(node, name, value);
        }
    }
}

fn retire(node: &web_sys::Element, name: &str, held: Held) {
    match held {
        Held::Listener(called) => {
            called.replace(std::rc::Rc::new(|_| {}));
        }
        Held::Set(_) | Held::Live { .. } => set(node, name, &Value::Absent),
        Held::Place { .. } => {}
    }
}

/// Piece by piece, from the last to the first, for each needs to know what stands after it.
fn patch_many(
    old: &mut Vec<Mounted>,
    new: Vec<View>,
    parent: &web_sys::Node,
    before: Option<&web_sys::Node>,
    svg: bool,
) {
    old.drain(new.len().min(old.len())..).for_each(|piece| remove(&piece));
    let mut new = new;
    let more = new.split_off(old.len());
    let more: Vec<Mounted> = more.into_iter().map(|view| mount(view, parent, before, svg)).collect();
    let mut after = more.iter().find_map(first).or_else(|| before.cloned());
    for (piece, view) in old.iter_mut().zip(new).rev() {
        patch(piece, view, parent, after.as_ref(), svg);
        after = first(piece).or(after);
    }
    old.extend(more);
}

/// The first node of a piece in the page.
fn first(piece: &Mounted) -> Option<web_sys::Node> {
    match piece {
        Mounted::Nothing => None,
        Mounted::Text(node, _) => Some(node.clone().into()),
        Mounted::Element(element) => Some(element.node.clone().into()),
        Mounted::Many(pieces) => pieces.iter().find_map(first),
        Mounted::Live(live) => first(&live.content.borrow()).or_else(|| Some(live.end.clone())),
    }
}

/// Takes a piece out of the page.
fn remove(piece: &Mounted) {
    match piece {
        Mounted::Nothing => {}
        Mounted::Text(node, _) => node.remove(),
        Mounted::Element(element) => element.node.remove(),
        Mounted::Many(pieces) => pieces.iter().for_each(remove),
        Mounted::Live(live) => {
            remove(&live.content.borrow());
            if let Some(parent) = live.end.parent_node() {
                // It is a child of its parent.
                let _ = parent.remove_child(&live.end);
            }
        }
    }
}
