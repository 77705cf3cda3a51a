//! What can stand in a view, and what an attribute can be set to.

use std::borrow::Cow;
use std::rc::Rc;

use wasm_bindgen::JsCast;

use super::element_ref::ElementRef;
use super::template::Template;
use super::{Listener, Value, View};

/// What can stand in a view.
pub trait IntoView: Sized {
    /// As a view.
    fn into_view(self) -> View;

    /// Into the next hole of a template.
    fn fill(self, template: &mut Template) {
        template.view(self.into_view());
    }
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::Nothing
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Text(Cow::Borrowed(self))
    }

    fn fill(self, template: &mut Template) {
        template.words(self);
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or(View::Nothing, T::into_view)
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        self.into_iter().collect_view()
    }
}

impl<F: Fn() -> T + 'static, T: IntoView> IntoView for F {
    fn into_view(self) -> View {
        View::Live(Rc::new(move || self().into_view()))
    }

    fn fill(self, template: &mut Template) {
        template.live(Rc::new(move || self().into_view()));
    }
}

/// Several pieces in order.
pub trait CollectView {
    /// As one view.
    fn collect_view(self) -> View;
}

impl<T: IntoView, I: Iterator<Item = T>> CollectView for I {
    fn collect_view(self) -> View {
        View::Many(self.map(T::into_view).collect())
    }
}

/// What an attribute can be set to.
pub trait IntoValue: Sized {
    /// As a value.
    fn into_value(self) -> Value;

    /// Into the next hole of a template.
    fn fill(self, template: &mut Template) {
        template.value(self.into_value());
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }

    fn fill(self, template: &mut Template) {
        template.words(self);
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Absent, T::into_value)
    }
}

impl<F: Fn() -> T + 'static, T: IntoValue> IntoValue for F {
    fn into_value(self) -> Value {
        Value::Live(Box::new(move || self().into_value()))
    }
}

impl<T> IntoValue for ElementRef<T> {
    fn into_value(self) -> Value {
        Value::Place(self.slot)
    }
}

/// Texts and numbers stand as they are, in a view and in an attribute.
macro_rules! as_text {
    ($($kind:ty),*) => {
        $(impl IntoView for $kind {
            fn into_view(self) -> View {
                View::Text(Cow::Owned(self.to_string()))
            }

            fn fill(self, template: &mut Template) {
                template.text(Cow::Owned(self.to_string()));
            }
        }

        impl IntoValue for $kind {
            fn into_value(self) -> Value {
                Value::Text(Cow::Owned(self.to_string()))
            }

            fn fill(self, template: &mut Template) {
                template.text(Cow::Owned(self.to_string()));
            }
        })*
    };
}

as_text!(u16, u32, u64, usize, i64);

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(Cow::Owned(self))
    }

    fn fill(self, template: &mut Template) {
        template.text(Cow::Owned(self));
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }

    fn fill(self, template: &mut Template) {
        template.text(Cow::Owned(self));
    }
}

/// A listener.
pub struct On(Listener);

/// A listener for an event of this kind.
pub fn on<E: JsCast>(listener: impl Fn(E) + 'static) -> On {
    On(Rc::new(move |event: web_sys::Event| listener(event.unchecked_into())))
}

impl IntoValue for On {
    fn into_value(self) -> Value {
        Value::Listener(self.0)
    }

    fn fill(self, template: &mut Template) {
        template.listener(self.0);
    }
}
