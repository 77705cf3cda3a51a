//! Whole days of a person's own time zone, kept as instants (K1).

use super::time::{Day, Timestamp, Validity};

/// A person's time zone, as far as calendar days need it. The edge asks the browser, daylight saving included; the core
/// knows no zones.
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    /// The first instant of a day. That is not always midnight: where clocks are put forward at midnight, the day begins
    /// an hour later.
    pub start: fn(Day) -> Timestamp,
    /// The day that an instant lies in.
    pub day: fn(Timestamp) -> Day,
}

impl Zone {
    /// From the start of the first to the end of the last day (K1). The end of a day is the start of the next, so days
    /// of 23 and 25 hours are whole days too.
    pub fn whole_days(self, first: Day, last: Day) -> Validity {
        Validity { from: (self.start)(first), until: (self.start)(last.plus(1)) }
    }

    /// The first and the last day of an interval, as this zone counts them.
    pub fn days_of(self, validity: Validity) -> (Day, Day) {
        let last_instant = Timestamp::from_millis(validity.until.millis().saturating_sub(1));
        ((self.day)(validity.from), (self.day)(last_instant))
    }
}
