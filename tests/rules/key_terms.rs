//! The parts of a service key's terms that need nothing but themselves: its days and its VLAN.

use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::terms::service_key::check_valid;
use crosskey::domain::time::{DAY, Day, Timestamp, Validity};
use crosskey::domain::vlan::Tag;
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::domain::zone::Zone;

use crate::support::{HOUR, MINUTE};

/// A zone by its offsets: minutes east of UTC, each from an instant on, the earliest first.
type Offsets = &'static [(i64, i64)];

fn day_in(offsets: Offsets, at: Timestamp) -> Day {
    let minutes = offsets.iter().rev().find(|(from, _)| *from <= at.millis()).map_or(0, |(_, minutes)| *minutes);
    Timestamp::from_millis(at.millis() + minutes * MINUTE).day()
}

/// The first instant, to the quarter of an hour, that is of that day.
fn start_in(offsets: Offsets, day: Day) -> Timestamp {
    let around = day.start().millis() - DAY;
    let mut instants = (0..200).map(|quarter| Timestamp::from_millis(around + quarter * 15 * MINUTE));
    instants.find(|at| day_in(offsets, *at) >= day).unwrap()
}

macro_rules! zone {
    ($name:ident, $offsets:expr) => {
        pub const $name: Zone = Zone { start: |day| start_in($offsets, day), day: |at| day_in($offsets, at) };
    };
}

// Berlin in 2026: clocks go forward on 29 March at 01:00 UTC and back on 25 October at 01:00 UTC.
zone!(BERLIN, &[(0, 60), (1_774_746_000_000, 120), (1_792_890_000_000, 60)]);
zone!(UTC, &[]);
zone!(AUCKLAND, &[(0, 13 * 60)]);
// Clocks that go forward at midnight, on 28 March at 22:00 UTC.
zone!(BEIRUT, &[(0, 120), (1_774_735_200_000, 180)]);

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn utc(text: &str, hour: i64) -> Timestamp {
    Timestamp::from_millis(day(text).start().millis() + hour * HOUR)
}

/// [K1] a key is valid from the start of its first to the end of its last day in the person's own zone
#[test]
fn whole_days_in_the_persons_zone() {
    let one = |zone: Zone, date: &str| zone.whole_days(day(date), day(date));
    assert_eq!(one(BERLIN, "2026-03-28"), Validity { from: utc("2026-03-27", 23), until: utc("2026-03-28", 23) });
    let hours = |validity: Validity| (validity.until.millis() - validity.from.millis()) / HOUR;
    assert_eq!(hours(one(BERLIN, "2026-03-29")), 23, "the day on which clocks go forward");
    assert_eq!(hours(one(BERLIN, "2026-10-25")), 25, "the day on which they go back");
    let month = BERLIN.whole_days(day("2026-03-01"), day("2026-03-30"));
    assert_eq!(month, Validity { from: utc("2026-02-28", 23), until: utc("2026-03-30", 22) });
    assert_eq!(one(AUCKLAND, "2026-03-02").from, utc("2026-03-01", 11));
    // Where midnight is skipped, the day begins at one o'clock.
    assert_eq!(one(BEIRUT, "2026-03-29").from, utc("2026-03-28", 22));
    assert_eq!(hours(one(BEIRUT, "2026-03-29")), 23);
}

/// [K1] the days are found again, in any zone, and are those that were chosen in the zone they were chosen in
#[test]
fn the_days_are_found_again() {
    for (first, last) in [("2026-03-28", "2026-03-29"), ("2026-10-25", "2026-10-25"), ("2026-01-01", "2026-12-31")] {
        let validity = BERLIN.whole_days(day(first), day(last));
        assert_eq!(BERLIN.days_of(validity), (day(first), day(last)));
        assert_eq!(UTC.days_of(validity).0, day(first).plus(-1));
    }
}

/// [K1] [G4] an interval that is empty or over is refused, and the instant of its end is too late
#[test]
fn an_interval_must_lie_ahead() {
    let days = |first: &str, last: &str| UTC.whole_days(day(first), day(last));
    let until = utc("2026-03-03", 0);
    let before = Timestamp::from_millis(until.millis() - 1);
    assert_eq!(check_valid(days("2026-03-01", "2026-03-02"), before), Ok(()));
    let over = check_valid(days("2026-03-01", "2026-03-02"), until).unwrap_err();
    assert_eq!((over.code, over.field), (Code::DateOutOfRange, Field::Expiry));
    assert!(over.message.starts_with("The last day is over already."), "{}", over.message);
    let empty = check_valid(days("2026-03-03", "2026-03-02"), before).unwrap_err();
    assert!(empty.message.starts_with("The last day lies before the first."), "{}", empty.message);
    assert_eq!(check_valid(days("2026-03-05", "2026-03-05"), before), Ok(()), "a key may begin later");
}

/// [K3] 2 to 4093 are identifiers, 0 asks for the lowest free one, -1 is untagged, 1 and 4094 are the vendor's own
#[test]
fn what_a_vlan_number_means() {
    for (number, choice) in
        [(-1, VlanChoice::Untagged), (0, VlanChoice::LowestFree), (2, VlanChoice::Id(2)), (4093, VlanChoice::Id(4093))]
    {
        assert_eq!(VlanChoice::of_number(number), Ok(choice));
        assert_eq!(i64::from(choice.number()), number);
        assert_eq!(choice.check(), Ok(()));
    }
    for number in [1, 4094] {
        let refusal = VlanChoice::of_number(number).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (Code::VlanOutOfRange, Field::Vlan));
        assert_eq!(refusal.message, format!("Megaport keeps {number} for itself; use 2 to 4093."));
    }
    for number in [-2, 4095, 65_536 + 100, i64::MAX, i64::MIN] {
        assert_eq!(VlanChoice::of_number(number).unwrap_err().code, Code::VlanOutOfRange, "{number}");
    }
    assert!(VlanChoice::Id(1).check().is_err() && VlanChoice::Id(4094).check().is_err());
}

/// [K3] the lowest free one goes around what is taken, and there may be none
#[test]
fn the_lowest_free_one() {
    let taken = |tag: Tag| matches!(tag, Tag::Dot1q(2 | 3 | 5));
    assert_eq!(VlanChoice::LowestFree.resolve(taken), Some(Tag::Dot1q(4)));
    assert_eq!(VlanChoice::LowestFree.resolve(|_| true), None);
    assert_eq!(VlanChoice::LowestFree.resolve(|tag| tag != Tag::Dot1q(4093)), Some(Tag::Dot1q(4093)));
    assert_eq!(VlanChoice::Id(3).resolve(taken), Some(Tag::Dot1q(3)), "what was named is not replaced");
    assert_eq!(VlanChoice::Untagged.resolve(taken), Some(Tag::Untagged));
}
