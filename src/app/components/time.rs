//! Instants as people read them, in their own zone and language, through the browser's `Intl`.

use crosskey::domain::time::{DAY, Timestamp};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Date and time in the person's zone, e.g. "22 Nov 2026, 14:05".
pub fn local(at: Timestamp) -> String {
    format(at, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// The date in the person's zone, e.g. "22 Nov 2026".
pub fn day(at: Timestamp) -> String {
    format(at, &[("dateStyle", "medium")])
}

/// A sentence of the ledger, which says instants in UTC, with all of them in the person's zone.
pub fn in_zone(sentence: &str) -> String {
    Timestamp::said_by(sentence, local)
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
) -> impl IntoView {
    view! { <time title=local(at)>{move || relative(at, now.get())}</time> }
}

/// An instant, exactly.
#[component]
pub fn When(
    /// The instant.
    at: Timestamp,
) -> impl IntoView {
    view! { <time datetime=at.to_iso()>{local(at)}</time> }
}

/// Which zone all instants of the page are in; it is shown where there is one.
#[component]
pub fn ZoneOfPage() -> impl IntoView {
    let options = js_sys::Intl::DateTimeFormat::default().resolved_options();
    let zone = js_sys::Reflect::get(&options, &JsValue::from_str("timeZone")).ok().and_then(|zone| zone.as_string());
    let says = |zone: String| view! { <p class="zone muted small">"Times are in your zone, " {zone.replace('_', " ")} "."</p> };
    zone.map(says).into_any()
}
