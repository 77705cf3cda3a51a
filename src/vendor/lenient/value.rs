//! What single values mean, however they are written.

use serde_json::{Number, Value};
use uuid::Uuid;

use super::{Found, Notes};
use crate::domain::bandwidth::Mbps;
use crate::domain::key::Key;
use crate::domain::refusal::Field;
use crate::domain::text::Email;
use crate::domain::time::Timestamp;

/// Instants told as a number are seconds, milliseconds or finer: by how many digits an instant of our time has.
const SECONDS_END: i64 = 100_000_000_000;
const MILLIS_END: i64 = 100_000_000_000_000;
const MICROS_END: i64 = 100_000_000_000_000_000;

impl Found<'_> {
    /// A text; a number or truth value is taken as it is written.
    pub fn text(&self, notes: &mut Notes) -> Option<String> {
        match self.only() {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(on) => Some(on.to_string()),
            _ => self.odd(notes, "is not a text"),
        }
    }

    /// A text in capital letters, with underscores: one of a vendor's words.
    pub fn word(&self, notes: &mut Notes) -> Option<String> {
        let word = self.text(notes)?.trim().to_ascii_uppercase().replace(['-', ' '], "_");
        if word.is_empty() { self.odd(notes, "is empty") } else { Some(word) }
    }

    /// A whole number, also as a text.
    pub fn number(&self, notes: &mut Notes) -> Option<i64> {
        self.as_number().or_else(|| self.odd(notes, "is not a whole number"))
    }

    fn as_number(&self) -> Option<i64> {
        match self.only() {
            Value::Number(number) => number.as_i64().or_else(|| of_float(number.as_f64()?)),
            Value::String(text) => of_text(text.trim()),
            _ => None,
        }
    }

    /// Yes or no, also as a text or as 1 and 0.
    pub fn truth(&self, notes: &mut Notes) -> Option<bool> {
        let text = match self.only() {
            Value::Bool(on) => return Some(*on),
            Value::String(text) => text.trim().to_ascii_lowercase(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        match text.as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "no" | "n" | "off" | "0" => Some(false),
            _ => self.odd(notes, "is neither true nor false"),
        }
    }

    /// A vendor's id of something: a text or a number, never an empty one.
    pub fn id(&self, notes: &mut Notes) -> Option<String> {
        let id = match self.only() {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => number.as_u64().filter(|number| *number > 0).map(|number| number.to_string()),
            _ => None,
        };
        id.filter(|id| !id.is_empty()).or_else(|| self.odd(notes, "is not an id"))
    }

    /// A bandwidth above 0, in Mbps unless it says otherwise.
    pub fn bandwidth(&self, notes: &mut Notes) -> Option<Mbps> {
        let number = self.as_number().and_then(|number| u32::try_from(number).ok()).filter(|mbps| *mbps > 0);
        let found = number.map(Mbps::new).or_else(|| Mbps::parse(self.only().as_str()?));
        found.or_else(|| self.odd(notes, "is not a bandwidth"))
    }

    /// Bandwidths: a list of them, or one text with several.
    pub fn bandwidths(&self, notes: &mut Notes) -> Vec<Mbps> {
        let mut bandwidths = vec![];
        for item in self.items() {
            match item.value.as_str().filter(|text| text.contains([',', ';'])) {
                Some(text) => bandwidths.extend(
                    text.split([',', ';'])
                        .filter_map(|part| Mbps::parse(part).or_else(|| item.odd(notes, "is not a bandwidth"))),
                ),
                None => bandwidths.extend(item.bandwidth(notes)),
            }
        }
        bandwidths
    }

    /// An instant: ISO 8601, or a count since 1970.
    pub fn instant(&self, notes: &mut Notes) -> Option<Timestamp> {
        let written = self.only().as_str().and_then(Timestamp::parse_iso);
        let counted = || {
            self.as_number().filter(|count| *count > 0).map(|count| match count {
                ..SECONDS_END => count * 1000,
                SECONDS_END..MILLIS_END => count,
                MILLIS_END..MICROS_END => count / 1000,
                _ => count / 1_000_000,
            })
        };
        let found = written.or_else(|| counted().map(Timestamp::from_millis));
        found.filter(|at| *at <= Timestamp::LAST).or_else(|| self.odd(notes, "is not an instant"))
    }

    /// A UUID, as a vendor's id.
    pub fn uuid(&self, notes: &mut Notes) -> Option<Uuid> {
        let uuid = self.only().as_str().and_then(|text| Uuid::try_parse(text.trim()).ok());
        uuid.or_else(|| self.odd(notes, "is not a UUID"))
    }

    /// A key, which is never repeated in a note (S2).
    pub fn key(&self, notes: &mut Notes) -> Option<Key> {
        let key = self.only().as_str().and_then(|text| Key::parse(text).ok());
        key.or_else(|| self.odd(notes, "is not a UUID"))
    }

    /// E-mail addresses: a list of them, or one text with several.
    pub fn emails(&self, notes: &mut Notes) -> Vec<Email> {
        let mut emails = vec![];
        for item in self.items() {
            let Some(text) = item.text(notes) else { continue };
            let addresses = text.split([',', ';', ' ']).filter(|address| !address.is_empty());
            if addresses.clone().next().is_none() {
                notes.add(&item.path, "is empty");
            }
            for address in addresses {
                match Email::parse(address, Field::Recipients) {
                    Ok(email) if emails.iter().any(|known: &Email| known.same(&email)) => {}
                    Ok(email) => emails.push(email),
                    Err(_) => notes.add(&item.path, "is not an e-mail address"),
                }
            }
        }
        emails
    }

    fn odd<T>(&self, notes: &mut Notes, problem: &str) -> Option<T> {
        notes.add(&self.path, problem);
        None
    }
}

/// A whole number, also with a fraction of 0 or an exponent. Those are read by JSON's reader of numbers, which is in the
/// program anyway; the standard library's has tables of ten thousand bytes.
fn of_text(text: &str) -> Option<i64> {
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
        _ => text,
    };
    whole.parse().ok().or_else(|| of_float(text.parse::<Number>().ok()?.as_f64()?))
}

/// A whole number that was written with a fraction of 0.
fn of_float(number: f64) -> Option<i64> {
    let fits = number.fract() == 0.0 && number.abs() < 9e15;
    #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
    fits.then_some(number as i64)
}
