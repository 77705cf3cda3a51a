//! Whole days of a person's own time zone, kept as instants (K1).

use super::time::{Day, Timestamp, Validity};

/// A person's time zone, as far as calendar days need it. The edge asks the browser; the core knows no zones.
pub trait Zone {
    /// The first instant of a day. That is not always midnight: where clocks are put forward at midnight, the day
    /// begins an hour later.
    fn start_of(&self, day: Day) -> Timestamp;

    /// The day that an instant lies in.
    fn day_of(&self, at: Timestamp) -> Day;
}

/// From the start of the first to the end of the last day (K1). The end of a day is the start of the next, so days of
/// 23 and 25 hours are whole days too.
pub fn whole_days(first: Day, last: Day, zone: &dyn Zone) -> Validity {
    Validity { from: zone.start_of(first), until: zone.start_of(last.plus(1)) }
}

/// The first and the last day of an interval, as this zone counts them.
pub fn days_of(validity: Validity, zone: &dyn Zone) -> (Day, Day) {
    let last_instant = Timestamp::from_millis(validity.until.millis().saturating_sub(1));
    (zone.day_of(validity.from), zone.day_of(last_instant))
}
