//! The browser's clock.

use crate::desk::Clock;
use crate::domain::time::Timestamp;

/// The browser's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(millis())
    }
}

/// Milliseconds since 1970-01-01 00:00 UTC.
pub(super) fn millis() -> i64 {
    // `Date.now` gives whole milliseconds, far below 2^53.
    js_sys::Date::now() as i64
}
