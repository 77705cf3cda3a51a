//! Replaces something of the browser's for the length of a test.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A replaced property; dropping it puts the old one back.
pub struct Stub {
    object: Object,
    name: JsValue,
    before: JsValue,
}

impl Stub {
    /// Replaces a method, or the object that a property gives, by what this JavaScript expression makes of the old
    /// one, called `old`.
    pub fn value(object: &JsValue, name: &str, expression: &str) -> Self {
        let old = Reflect::get(object, &name.into()).unwrap();
        let made = Function::new_with_args("old", &format!("return {expression}")).call1(&JsValue::NULL, &old).unwrap();
        let descriptor = Object::new();
        Reflect::set(&descriptor, &"value".into(), &made).unwrap();
        Reflect::set(&descriptor, &"writable".into(), &JsValue::TRUE).unwrap();
        Self::define(object, name, &descriptor)
    }

    /// Makes reading a property throw what the browser throws where storage is forbidden.
    pub fn forbidden(object: &JsValue, name: &str) -> Self {
        let descriptor = Object::new();
        let getter = Function::new_no_args("throw new DOMException('not here', 'SecurityError')");
        Reflect::set(&descriptor, &"get".into(), &getter).unwrap();
        Self::define(object, name, &descriptor)
    }

    fn define(object: &JsValue, name: &str, descriptor: &Object) -> Self {
        let (object, name) = (object.clone().unchecked_into::<Object>(), JsValue::from_str(name));
        let before = Object::get_own_property_descriptor(&object, &name);
        Reflect::set(descriptor, &"configurable".into(), &JsValue::TRUE).unwrap();
        Object::define_property(&object, &name, descriptor);
        Self { object, name, before }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        if self.before.is_undefined() {
            Reflect::delete_property(&self.object, &self.name).unwrap();
        } else {
            Object::define_property(&self.object, &self.name, self.before.unchecked_ref());
        }
    }
}

/// The browser's window.
pub fn window() -> JsValue {
    js_sys::global().into()
}

/// The methods of every object of a browser's class.
pub fn prototype(class: &str) -> JsValue {
    let class = Reflect::get(&window(), &class.into()).unwrap();
    Reflect::get(&class, &"prototype".into()).unwrap()
}
