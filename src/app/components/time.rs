//! Instants as people read them, in their own zone and language, through the browser's `Intl`.

use crate::app::prelude::*;
use crosskey::domain::time::{DAY, Timestamp};
use wasm_bindgen::JsValue;

/// Date and time in the person's zone, e.g. "22 Nov 2026, 14:05".
pub fn local(at: Timestamp) -> String {
    format(at, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// The date in the person's zone, e.g. "22 Nov 2026".
pub fn day(at: Timestamp) -> String {
    format(at, &[("dateStyle", "medium")])
}

/// Date and time with weekday and zone, for a deadline.
pub fn local_with_zone(at: Timestamp) -> String {
    let parts = [
        ("weekday", "short"),
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("timeZoneName", "short"),
    ];
    format(at, &parts)
}

fn format(at: Timestamp, options: &[(&str, &str)]) -> String {
    let wanted = js_sys::Object::new();
    for (name, value) in options {
        // Setting a property of a plain object that was just made cannot fail.
        let _ = js_sys::Reflect::set(&wanted, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    #[allow(clippy::cast_precision_loss, reason = "instants are far below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.millis() as f64));
    // The page's own language is English, so are its dates; the zone is the person's.
    String::from(date.to_locale_string("en-GB", &wanted))
}

/// How far away an instant is, in words.
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    const HOUR: i64 = DAY / 24;
    let away = at.millis() - now.millis();
    let (count, unit) = match away.abs() {
        millis if millis < 60_000 => return "just now".to_owned(),
        millis if millis < HOUR => (millis / 60_000, "minute"),
        millis if millis < 2 * DAY => (millis / HOUR, "hour"),
        millis => (millis / DAY, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if away > 0 { format!("in {count} {unit}{plural}") } else { format!("{count} {unit}{plural} ago") }
}

/// An instant: how far away in words, exactly on hovering.
#[component]
pub fn Moment(
    /// The instant.
    at: Timestamp,
    /// Ledger time, as it goes on.
    now: Signal<Timestamp>,
) -> View {
    view! { <time title=local(at)>{move || relative(at, now.get())}</time> }
}
