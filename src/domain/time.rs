//! Instants and calendar days, always UTC; the person's own zone is the pages' business.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use super::{json, stored};

/// Milliseconds of one day.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// An instant, in milliseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, TS)]
#[ts(rename = "Instant", type = "string")]
pub struct Timestamp(i64);

/// As ISO 8601 has it; where it is stored, in [milliseconds](super::stored::millis).
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::parsed(deserializer, "an instant as ISO 8601 has it, like 2026-03-02T09:30:00Z", Self::parse_iso)
    }
}

impl Timestamp {
    /// The last instant that has a date people read.
    pub const LAST: Self = Self(253_402_300_799_999);

    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This instant and `days` times 24 hours.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY)))
    }

    /// The instant in words, to the minute: `2026-03-02 at 09:30 UTC`.
    pub fn to_minute(self) -> String {
        let minutes = self.0.rem_euclid(DAY) / 60_000;
        format!("{} at {:02}:{:02} UTC", self.day(), minutes / 60, minutes % 60)
    }

    /// A sentence in which every instant that was written to the minute is said by `say` instead: a ledger says instants
    /// in UTC, and people read them in their own zone.
    pub fn said_by(sentence: &str, say: impl Fn(Self) -> String) -> String {
        let (mut said, mut rest) = (String::new(), sentence);
        while let Some((begin, end)) = minute_in(rest) {
            let (before, written) = (rest.get(..begin).unwrap_or_default(), rest.get(begin..end).unwrap_or_default());
            let instant = written.strip_suffix(" UTC").and_then(|text| Self::parse_iso(&text.replace(" at ", " ")));
            said.push_str(before);
            said.push_str(&instant.map_or_else(|| written.to_owned(), &say));
            rest = rest.get(end..).unwrap_or_default();
        }
        said + rest
    }

    /// The instant as ISO 8601 has it, to the millisecond: `2026-03-02T09:30:00.000Z`.
    pub fn to_iso(self) -> String {
        let (seconds, millis) = (self.0.rem_euclid(DAY) / 1000, self.0.rem_euclid(1000));
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!("{}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z", self.day())
    }

    /// Reads an instant as ISO 8601 has it: a day, alone or with a time, and that with or without seconds, a fraction
    /// of them and an offset; without an offset it is UTC. `None` for anything else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some((day, time)) = text.split_once(['T', 't', ' ']) else { return Day::parse(text).map(Day::start) };
        // chrono also takes an hour of one digit.
        if time.find(':') != Some(2) {
            return None;
        }
        let text = format!("{day}T{time}");
        let utc = |format| NaiveDateTime::parse_from_str(&text, format).map(|time| time.and_utc());
        let offset = |format| DateTime::parse_from_str(&text, format).map(|time| time.to_utc());
        let found = utc("%Y-%m-%dT%H:%M")
            .or_else(|_| utc("%Y-%m-%dT%H:%M:%S%.f"))
            .or_else(|_| offset("%Y-%m-%dT%H:%M%#z"))
            .or_else(|_| offset("%Y-%m-%dT%H:%M:%S%.f%#z"));
        found.ok().map(|at| Self(at.timestamp_millis()))
    }

    /// The UTC calendar day that this instant lies in.
    pub const fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }
}

/// Where the first instant to the minute stands, or what looks like one.
fn minute_in(text: &str) -> Option<(usize, usize)> {
    const LENGTH: usize = "2026-03-02 at 09:30 UTC".len();
    let ends = text.match_indices(" UTC").map(|(at, zone)| at + zone.len());
    ends.filter_map(|end| Some((end.checked_sub(LENGTH)?, end))).find(|(begin, _)| text.is_char_boundary(*begin))
}

/// An interval of time. It is half-open: its last instant is the one before `until` (G4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
pub struct Validity {
    /// The first instant that is not too early.
    pub from: Timestamp,
    /// The first instant that is too late.
    pub until: Timestamp,
}

/// The same as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Validity")]
pub(super) struct StoredValidity {
    #[serde(with = "stored::millis")]
    from: Timestamp,
    #[serde(with = "stored::millis")]
    until: Timestamp,
}

impl Validity {
    /// Whether it has begun by now, whether or not it is over.
    pub fn has_begun(self, now: Timestamp) -> bool {
        now >= self.from
    }

    /// Whether it is over by now.
    pub fn is_over(self, now: Timestamp) -> bool {
        now >= self.until
    }
}

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
#[ts(type = "string")]
pub struct Day(i64);

impl Day {
    /// Reads `YYYY-MM-DD`; `None` for a day that the calendar does not have.
    pub fn parse(text: &str) -> Option<Self> {
        let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()?;
        Some(Timestamp(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis()).day())
    }

    /// 00:00 UTC of this day.
    pub const fn start(self) -> Timestamp {
        Timestamp(self.0.saturating_mul(DAY))
    }

    /// The day `days` later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days `other` lies after this one.
    pub const fn days_until(self, other: Self) -> i64 {
        other.0.saturating_sub(self.0)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::parsed(deserializer, "a day, like 2026-03-02", Self::parse)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::from_timestamp_millis(self.start().0) {
            Some(date) => write!(out, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            None => write!(out, "day {}", self.0),
        }
    }
}
