//! Instants and calendar days, always UTC; the person's own zone is the pages' business.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate};

use super::shape::shape;

/// Milliseconds of one day.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// An instant, in milliseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Timestamp(i64);

shape!(struct Timestamp(_));

impl Timestamp {
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

    /// The UTC calendar day that this instant lies in.
    pub const fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }
}

/// An interval of time. It is half-open: its last instant is the one before `until` (G4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Validity {
    /// The first instant that is not too early.
    pub from: Timestamp,
    /// The first instant that is too late.
    pub until: Timestamp,
}

shape!(struct Validity { from, until });

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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(i64);

impl Day {
    /// Reads `YYYY-MM-DD`; `None` for a day that the calendar does not have.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
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

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::from_timestamp_millis(self.start().0) {
            Some(date) => write!(out, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            None => write!(out, "day {}", self.0),
        }
    }
}
