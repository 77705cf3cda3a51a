//! What a Megaport form says of a VLAN: an identifier, "the lowest free one" or "untagged" (K3).

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};
use ts_rs::TS;

use super::place::Place;
use super::refusal::{Code, Field, Refusal};
use super::vlan::{MEGAPORT_RANGE, Tag};

/// What was chosen; the vendor writes it as one number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, TS)]
#[ts(type = "number")]
pub enum VlanChoice {
    /// -1: no VLAN, the whole port or vNIC.
    Untagged,
    /// 0: the lowest identifier that is free when the connection is made.
    LowestFree,
    /// This identifier.
    Id(u16),
}

/// The vendor's number.
impl<'de> Deserialize<'de> for VlanChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const WANTED: &str = "a VLAN: 2 to 4093, 0 for the lowest free one, -1 for none";
        let number = i64::deserialize(deserializer)?;
        Self::of_number(number).map_err(|_| D::Error::invalid_value(Unexpected::Signed(number), &WANTED))
    }
}

impl VlanChoice {
    /// What chooses this place; one without a VLAN leaves it to the vendor.
    pub const fn of(place: Place) -> Self {
        match place.tag() {
            Some(Tag::Untagged) => Self::Untagged,
            Some(Tag::Dot1q(id) | Tag::Qinq { s: id, .. }) => Self::Id(id),
            None => Self::LowestFree,
        }
    }

    /// Reads the vendor's number (K3).
    ///
    /// # Errors
    /// `vlan-out-of-range`.
    pub fn of_number(number: i64) -> Result<Self, Refusal> {
        let message = match number {
            -1 => return Ok(Self::Untagged),
            0 => return Ok(Self::LowestFree),
            1 | 4094 => format!("Megaport keeps {number} for itself; use 2 to 4093."),
            _ => match u16::try_from(number) {
                Ok(id) if MEGAPORT_RANGE.contains(&id) => return Ok(Self::Id(id)),
                _ => format!(
                    "{number} is outside Megaport's range; use 2 to 4093, 0 for the lowest free one or -1 for untagged."
                ),
            },
        };
        Err(Refusal::new(Code::VlanOutOfRange, Field::Vlan, message))
    }

    /// The vendor's number.
    pub const fn number(self) -> i32 {
        match self {
            Self::Untagged => -1,
            Self::LowestFree => 0,
            Self::Id(id) => id as i32,
        }
    }

    /// Checks the range of an identifier (K3).
    ///
    /// # Errors
    /// `vlan-out-of-range`.
    pub fn check(self) -> Result<(), Refusal> {
        Self::of_number(i64::from(self.number())).map(|_| ())
    }

    /// The place it means where `taken` says what is held; none when it asks for a free one and there is none.
    pub fn resolve(self, taken: impl Fn(Tag) -> bool) -> Option<Tag> {
        match self {
            Self::Untagged => Some(Tag::Untagged),
            Self::Id(id) => Some(Tag::Dot1q(id)),
            Self::LowestFree => MEGAPORT_RANGE.map(Tag::Dot1q).find(|tag| !taken(*tag)),
        }
    }
}
