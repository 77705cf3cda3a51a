//! Clock and identities that the caller hands in, for tests; without them the browser's.

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
        Some(function) => Rc::new(Told(function)),
        None => Rc::new(BrowserClock),
    }
}

/// Identities that a function draws, as texts.
pub fn ids(function: Option<Function>) -> Rc<dyn Ids> {
    match function {
        Some(function) => Rc::new(Told(function)),
        None => Rc::new(BrowserIds),
    }
}

/// What a function of the caller tells; where it tells nothing of use, the browser does.
struct Told(Function);

impl Clock for Told {
    fn now(&self) -> Timestamp {
        match called::<Number>(&self.0) {
            // Whole milliseconds lie far below 2^53.
            Some(millis) => Timestamp::from_millis(millis.value_of() as i64),
            None => BrowserClock.now(),
        }
    }
}

impl Ids for Told {
    fn draw(&self) -> Uuid {
        let told = called::<JsString>(&self.0).and_then(|text| Uuid::try_parse(&String::from(text)).ok());
        told.unwrap_or_else(|| BrowserIds.draw())
    }
}
