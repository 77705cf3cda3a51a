//! The browser's clock.

use crate::desk::Clock;
use crate::domain::time::Timestamp;

/// The browser's clock, moved by a fixed amount.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock {
    offset: i64,
}

impl BrowserClock {
    /// A clock that is `offset_millis` ahead of the browser's; 0 for the time as it is.
    pub const fn new(offset_millis: i64) -> Self {
        Self { offset: offset_millis }
    }
}

impl Clock for BrowserClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(millis().saturating_add(self.offset))
    }
}

/// Milliseconds since 1970-01-01 00:00 UTC.
pub(super) fn millis() -> i64 {
    // `Date.now` gives whole milliseconds, far below 2^53.
    js_sys::Date::now() as i64
}
