//! One of the browser's two simple storages, or a stand-in in memory where it is forbidden.

use std::cell::RefCell;

use gloo_storage::errors::StorageError;
use gloo_storage::{LocalStorage, SessionStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use web_sys::window;

use crate::domain::json;

/// Values by name.
pub(super) enum Drawer {
    Local,
    Session,
    Memory(RefCell<Map<String, Value>>),
}

impl Drawer {
    /// Shared by all tabs.
    pub(super) fn local() -> Self {
        match window().map(|window| window.local_storage()) {
            Some(storage) if usable(&storage) => Self::Local,
            _ => Self::Memory(RefCell::default()),
        }
    }

    /// This tab's own.
    pub(super) fn session() -> Self {
        match window().map(|window| window.session_storage()) {
            Some(storage) if usable(&storage) => Self::Session,
            _ => Self::Memory(RefCell::default()),
        }
    }

    /// What is kept under this name; a value without the form is removed.
    pub(super) fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = match self.value(name) {
            Err(StorageError::SerdeError(_)) => None,
            found => Some(found.ok()?),
        };
        let read = value.and_then(|value| json::read_stored(&value).ok());
        if read.is_none() {
            self.remove(name);
        }
        read
    }

    fn value(&self, name: &str) -> Result<Value, StorageError> {
        match self {
            Self::Local => LocalStorage::get(name),
            Self::Session => SessionStorage::get(name),
            Self::Memory(values) => {
                values.borrow().get(name).cloned().ok_or_else(|| StorageError::KeyNotFound(name.to_owned()))
            }
        }
    }

    /// Keeps a value, if there is room.
    pub(super) fn set(&self, name: &str, value: &impl Serialize) {
        // No room: the value is not kept, and what it replaces stays, which is the best that can be had.
        let _ = match self {
            Self::Local => LocalStorage::set(name, json::write(value)),
            Self::Session => SessionStorage::set(name, json::write(value)),
            Self::Memory(values) => {
                values.borrow_mut().insert(name.to_owned(), json::write(value));
                Ok(())
            }
        };
    }

    /// Whether what is kept outlives a reload.
    pub(super) const fn lasting(&self) -> bool {
        !matches!(self, Self::Memory(_))
    }

    pub(super) fn remove(&self, name: &str) {
        match self {
            Self::Local => LocalStorage::delete(name),
            Self::Session => SessionStorage::delete(name),
            Self::Memory(values) => drop(values.borrow_mut().remove(name)),
        }
    }

    /// Removes every name that begins like this.
    pub(super) fn remove_all(&self, prefix: &str) {
        let names = match self {
            Self::Local => names(&LocalStorage::raw()),
            Self::Session => names(&SessionStorage::raw()),
            Self::Memory(values) => values.borrow().keys().cloned().collect(),
        };
        names.iter().filter(|name| name.starts_with(prefix)).for_each(|name| self.remove(name));
    }
}

fn names(storage: &web_sys::Storage) -> Vec<String> {
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// The storage crate panics where the browser forbids storage, so that is tried first. One that is merely full can
/// still be read.
fn usable(storage: &Result<Option<web_sys::Storage>, JsValue>) -> bool {
    const PROBE: &str = "crosskey:probe";
    let Ok(Some(storage)) = storage else { return false };
    let kept = storage.set_item(PROBE, "1").and_then(|()| storage.remove_item(PROBE)).is_ok();
    kept || (storage.length().is_ok_and(|count| count > 0) && storage.get_item(PROBE).is_ok())
}
