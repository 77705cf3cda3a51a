//! Clock and identities that the caller hands in, for tests; without them the browser's.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, JsString, Number};
use uuid::Uuid;

use super::called;
use crate::browser::clock::BrowserClock;
use crate::browser::ids::BrowserIds;
use crate::desk::{Clock, Ids};
use crate::domain::time::Timestamp;

/// The clock that a function tells, in milliseconds since 1970-01-01 UTC.
pub fn clock(function: Option<Function>) -> Rc<dyn Clock> {
    match function {
        Some(function) => Rc::new(ToldClock { function, last: Cell::new(BrowserClock.now()) }),
        None => Rc::new(BrowserClock),
    }
}

/// Identities that a function draws, as texts.
pub fn ids(function: Option<Function>) -> Rc<dyn Ids> {
    match function {
        Some(function) => Rc::new(ToldIds(function)),
        None => Rc::new(BrowserIds),
    }
}

/// What a function of the caller tells. While it tells nothing of use its time stands still; `Crosskey.open` has asked it
/// once by then.
struct ToldClock {
    function: Function,
    last: Cell<Timestamp>,
}

impl Clock for ToldClock {
    fn now(&self) -> Timestamp {
        let told = called::<Number>(&self.function).map(|millis| millis.value_of());
        if let Some(millis) = told.filter(|millis| (0.0..=Timestamp::LAST.millis() as f64).contains(millis)) {
            self.last.set(Timestamp::from_millis(millis as i64));
        }
        self.last.get()
    }
}

/// What a function of the caller draws.
struct ToldIds(Function);

impl Ids for ToldIds {
    fn draw(&self) -> Uuid {
        let told = called::<JsString>(&self.0).and_then(|text| Uuid::try_parse(&String::from(text)).ok());
        told.unwrap_or_default()
    }
}
