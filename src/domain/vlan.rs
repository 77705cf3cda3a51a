//! VLAN identifiers, a port's tagging, and when two of them clash (E3, V2, V3).

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::refusal::{Code, Field, Refusal};

/// The identifiers that Equinix Fabric takes (E3).
pub const FABRIC_RANGE: RangeInclusive<u16> = 2..=4092;
/// The identifiers that Megaport takes (K3).
pub const MEGAPORT_RANGE: RangeInclusive<u16> = 2..=4093;

/// How a port tags its traffic (A1).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Tagging {
    /// No VLAN at all; one connection fills the port.
    Untagged,
    /// One VLAN identifier.
    Dot1q,
    /// An S-tag and, below it, an optional C-tag.
    Qinq,
    /// As each connection says, one VLAN identifier or untagged: so do Megaport's ports and vNICs.
    PerConnection,
}

impl Tagging {
    /// Every tagging.
    pub const ALL: [Self; 4] = [Self::Dot1q, Self::Qinq, Self::Untagged, Self::PerConnection];

    /// Every tagging of a Fabric port, in the order the forms offer them.
    pub const FABRIC: [Self; 3] = [Self::Dot1q, Self::Qinq, Self::Untagged];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Untagged => "untagged",
            Self::Dot1q => "dot1q",
            Self::Qinq => "qinq",
            Self::PerConnection => "per-connection",
        }
    }

    /// The vendor's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Untagged => "Untagged",
            Self::Dot1q => "Dot1q",
            Self::Qinq => "QinQ",
            Self::PerConnection => "tagged per connection",
        }
    }

    /// The identifiers that a port of this tagging takes (E3, K3).
    pub const fn range(self) -> RangeInclusive<u16> {
        match self {
            Self::Untagged | Self::Dot1q | Self::Qinq => FABRIC_RANGE,
            Self::PerConnection => MEGAPORT_RANGE,
        }
    }
}

/// The VLAN identifiers of one end on a port.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(optional_fields = nullable)]
pub enum Tag {
    /// The whole port.
    Untagged,
    /// One VLAN identifier.
    Dot1q(u16),
    /// An S-tag and an optional C-tag.
    Qinq {
        /// The outer tag.
        s: u16,
        /// The inner tag; without one the whole S-tag is meant.
        c: Option<u16>,
    },
}

impl Tag {
    /// The outer identifier, under which places are indexed; 0 for untagged.
    pub const fn outer(self) -> u16 {
        match self {
            Self::Untagged => 0,
            Self::Dot1q(vlan) | Self::Qinq { s: vlan, .. } => vlan,
        }
    }

    /// Whether two ends cannot both be on one port: untagged excludes everything (V3), equal S-tags clash when
    /// either has no C-tag or the C-tags are equal (V2).
    pub fn clashes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Untagged, _) | (_, Self::Untagged) => true,
            (Self::Qinq { s, c: Some(c) }, Self::Qinq { s: other_s, c: Some(other_c) }) => s == other_s && c == other_c,
            _ => self.outer() == other.outer(),
        }
    }

    /// Checks range and fit with the port's tagging (E3, K3).
    ///
    /// # Errors
    /// `tagging-mismatch` or `vlan-out-of-range`, one for each field that is wrong.
    pub fn check(self, tagging: Tagging) -> Result<(), Vec<Refusal>> {
        let numbers = match (self, tagging) {
            (Self::Untagged, Tagging::Untagged | Tagging::PerConnection) => vec![],
            (Self::Dot1q(vlan), Tagging::Dot1q | Tagging::PerConnection) => vec![(Field::Vlan, vlan)],
            (Self::Qinq { s, c }, Tagging::Qinq) => {
                [Some((Field::Vlan, s)), c.map(|c| (Field::CTag, c))].into_iter().flatten().collect()
            }
            _ => {
                let message = match tagging {
                    Tagging::Untagged => "This port is untagged: leave the VLAN identifier out.",
                    Tagging::Dot1q => "This port is Dot1q: give one VLAN identifier.",
                    Tagging::Qinq => "This port is QinQ: give an S-tag and, if wanted, a C-tag.",
                    Tagging::PerConnection => "Megaport takes one VLAN identifier, or none for untagged.",
                };
                return Err(vec![Refusal::new(Code::TaggingMismatch, Field::Vlan, message)]);
            }
        };
        let range = tagging.range();
        let whose = match tagging {
            Tagging::Untagged | Tagging::Dot1q | Tagging::Qinq => "Equinix Fabric",
            Tagging::PerConnection => "Megaport",
        };
        let wrong: Vec<Refusal> = numbers
            .into_iter()
            .filter(|(_, vlan)| !range.contains(vlan))
            .map(|(field, vlan)| {
                let message =
                    format!("{vlan} is outside the range of {whose}; use {} to {}.", range.start(), range.end());
                Refusal::new(Code::VlanOutOfRange, field, message)
            })
            .collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// The next place on the same port for which `taken` is false, going up from this one through the range that its
    /// vendor takes and around once. With a C-tag, the C-tags below the same S-tag come first.
    pub fn next_free(self, range: &RangeInclusive<u16>, taken: impl Fn(Self) -> bool) -> Option<Self> {
        let around = |from: u16| {
            let after = (from.saturating_add(1)).clamp(*range.start(), *range.end());
            (after..=*range.end()).chain(*range.start()..after)
        };
        match self {
            Self::Untagged => None,
            Self::Dot1q(vlan) => around(vlan).map(Self::Dot1q).find(|tag| !taken(*tag)),
            Self::Qinq { s, c: Some(c) } => around(c)
                .map(|c| Self::Qinq { s, c: Some(c) })
                .find(|tag| !taken(*tag))
                .or_else(|| around(s).map(|s| Self::Qinq { s, c: Some(c) }).find(|tag| !taken(*tag))),
            Self::Qinq { s, c: None } => around(s).map(|s| Self::Qinq { s, c: None }).find(|tag| !taken(*tag)),
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untagged => out.write_str("untagged"),
            Self::Dot1q(vlan) => write!(out, "VLAN {vlan}"),
            Self::Qinq { s, c: Some(c) } => write!(out, "S-tag {s}, C-tag {c}"),
            Self::Qinq { s, c: None } => write!(out, "S-tag {s}"),
        }
    }
}
