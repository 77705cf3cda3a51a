//! The person's time zone, as the browser knows it, daylight saving included.

use js_sys::Date;
use wasm_bindgen::JsValue;

use crate::domain::time::{Day, Timestamp};
use crate::domain::zone::Zone;

/// The zone of this browser.
pub const ZONE: Zone = Zone { start, day };

/// Where a day has no midnight, because clocks are set forward then, it begins at its first instant.
fn start(day: Day) -> Timestamp {
    let utc = date(day.start());
    let local = Date::new_with_year_month_day(
        utc.get_utc_full_year(),
        i32::try_from(utc.get_utc_month()).unwrap_or_default(),
        i32::try_from(utc.get_utc_date()).unwrap_or_default(),
    );
    timestamp(local.get_time())
}

fn day(at: Timestamp) -> Day {
    let local = date(at);
    let text = format!("{:04}-{:02}-{:02}", local.get_full_year(), local.get_month() + 1, local.get_date());
    // The browser's calendar has no day that ours lacks.
    Day::parse(&text).unwrap_or_else(|| at.day())
}

fn date(at: Timestamp) -> Date {
    #[allow(clippy::cast_precision_loss, reason = "instants are far below 2^53")]
    Date::new(&JsValue::from_f64(at.millis() as f64))
}

fn timestamp(millis: f64) -> Timestamp {
    #[allow(clippy::cast_possible_truncation, reason = "instants are far below 2^53, in whole milliseconds")]
    Timestamp::from_millis(millis as i64)
}
