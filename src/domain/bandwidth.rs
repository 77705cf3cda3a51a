//! Bandwidth in Mbps, and the speeds that the vendors sell.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A bandwidth in Mbps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Mbps(u32);

/// The speeds of the Fabric's price list, in Mbps (E5). Others are accepted with a warning.
pub const TIERS: [Mbps; 10] = [
    Mbps(10),
    Mbps(50),
    Mbps(200),
    Mbps(500),
    Mbps(1000),
    Mbps(2000),
    Mbps(5000),
    Mbps(10_000),
    Mbps(25_000),
    Mbps(50_000),
];

impl Mbps {
    /// A bandwidth of so many Mbps.
    pub const fn new(mbps: u32) -> Self {
        Self(mbps)
    }

    /// A bandwidth of so many Gbps.
    pub const fn gbps(gbps: u32) -> Self {
        Self(gbps.saturating_mul(1000))
    }

    /// The number of Mbps.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Reads a whole number of Mbps as people type it, with an optional unit: `500`, `500 Mbps`, `1 Gbps`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let (number, factor) = match (text.strip_suffix("gbps"), text.strip_suffix("mbps")) {
            (Some(number), _) => (number, 1000),
            (_, Some(number)) => (number, 1),
            _ => (text.as_str(), 1),
        };
        let number: u32 = number.trim().parse().ok()?;
        number.checked_mul(factor).filter(|mbps| *mbps > 0).map(Self)
    }

    /// These bandwidths in ascending order, each once.
    pub fn sorted_set(speeds: impl IntoIterator<Item = Self>) -> Vec<Self> {
        BTreeSet::from_iter(speeds).into_iter().collect()
    }

    /// Whether the vendor's price list has this speed (E5).
    pub fn is_tier(self) -> bool {
        TIERS.contains(&self)
    }
}

/// The bandwidths that a grant allows (E5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Speeds {
    /// Any up to this one.
    UpTo(Mbps),
    /// One of these.
    OneOf(Vec<Mbps>),
}

impl Speeds {
    /// The largest of them; 0 where there is none.
    pub fn largest(&self) -> Mbps {
        match self {
            Self::UpTo(largest) => *largest,
            Self::OneOf(speeds) => speeds.iter().copied().max().unwrap_or(Mbps(0)),
        }
    }

    /// Whether a connection may have this bandwidth.
    pub fn allow(&self, bandwidth: Mbps) -> bool {
        match self {
            Self::UpTo(largest) => bandwidth.get() > 0 && bandwidth <= *largest,
            Self::OneOf(speeds) => speeds.contains(&bandwidth),
        }
    }
}

impl Speeds {
    /// What both allow.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::UpTo(one), Self::UpTo(other)) => Self::UpTo(*one.min(other)),
            (Self::OneOf(speeds), limit) | (limit, Self::OneOf(speeds)) => {
                Self::OneOf(speeds.iter().copied().filter(|speed| limit.allow(*speed)).collect())
            }
        }
    }

    /// The speeds to offer: of a set all, else the usual ones and the largest, in ascending order.
    pub fn offered(&self) -> Vec<Mbps> {
        match self {
            Self::UpTo(largest) => TIERS.into_iter().filter(|tier| tier < largest).chain([*largest]).collect(),
            Self::OneOf(speeds) => Mbps::sorted_set(speeds.iter().copied()),
        }
    }
}

impl fmt::Display for Speeds {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UpTo(largest) => write!(out, "up to {largest}"),
            Self::OneOf(_) => {
                let speeds: Vec<String> = self.offered().iter().map(ToString::to_string).collect();
                write!(out, "one of {}", speeds.join(", "))
            }
        }
    }
}

impl fmt::Display for Mbps {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            mbps if mbps >= 1000 && mbps % 1000 == 0 => write!(out, "{} Gbps", mbps / 1000),
            mbps => write!(out, "{mbps} Mbps"),
        }
    }
}
