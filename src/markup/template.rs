//! Reading what `view!` made of a piece of markup.
//!
//! The functions that fill holes are called from every page, so they are never copied into their callers.

use std::borrow::Cow;
use std::rc::Rc;
use std::str::SplitTerminator;

use super::{Element, Listener, Value, View};

/// A line that `view!` made (see there), while its holes are filled in their order.
pub struct Template {
    items: SplitTerminator<'static, char>,
    open: Vec<Element>,
    /// The attribute that the next hole is for; a child's hole has none.
    attribute: Option<&'static str>,
}

impl Template {
    /// Reads as far as the first hole.
    #[inline(never)]
    pub fn new(line: &'static str) -> Self {
        let mut template = Self { items: line.split_terminator('\0'), open: vec![Element::default()], attribute: None };
        template.go_on();
        template
    }

    /// Reads as far as the next hole.
    fn go_on(&mut self) {
        for item in self.items.by_ref() {
            let (sign, words) = item.split_at(1);
            let Some(inner) = self.open.last_mut() else { return };
            match sign {
                "<" => self.open.push(Element { tag: words, ..Element::default() }),
                "=" => {
                    let (name, text) = words.split_once('=').unwrap_or((words, ""));
                    inner.values.push((name, Value::Text(text.into())));
                }
                "?" => return self.attribute = Some(words),
                "{" => return self.attribute = None,
                ">" => {
                    if let (Some(done), Some(outer)) = (self.open.pop(), self.open.last_mut()) {
                        outer.children.push(View::Element(Box::new(done)));
                    }
                }
                _ => inner.children.push(View::Text(words.into())),
            }
        }
    }

    /// Fills the next hole with a value.
    #[inline(never)]
    pub fn value(&mut self, value: Value) {
        if let (Some(inner), Some(name)) = (self.open.last_mut(), self.attribute) {
            inner.values.push((name, value));
        }
        self.go_on();
    }

    /// Fills the next hole with a view.
    #[inline(never)]
    pub fn view(&mut self, view: View) {
        if let Some(inner) = self.open.last_mut() {
            inner.children.push(view);
        }
        self.go_on();
    }

    #[inline(never)]
    pub(super) fn text(&mut self, text: Cow<'static, str>) {
        match self.attribute {
            Some(_) => self.value(Value::Text(text)),
            None => self.view(View::Text(text)),
        }
    }

    #[inline(never)]
    pub(super) fn words(&mut self, words: &'static str) {
        self.text(Cow::Borrowed(words));
    }

    #[inline(never)]
    pub(super) fn live(&mut self, ask: Rc<dyn Fn() -> View>) {
        self.view(View::Live(ask));
    }

    #[inline(never)]
    pub(super) fn listener(&mut self, listener: Listener) {
        self.value(Value::Listener(listener));
    }

    /// The view, when every hole is filled.
    #[inline(never)]
    pub fn done(mut self) -> View {
        let mut made = self.open.pop().map(|root| root.children).unwrap_or_default();
        if made.len() == 1 { made.remove(0) } else { View::Many(made) }
    }
}
