//! What Equinix's A-side and Z-side service tokens have in common: their status words and their life of 90 days.

use super::{Kind, Status, z_side_token};
use crate::domain::asset::AssetKind;
use crate::domain::bandwidth::{Mbps, Speeds, TIERS};
use crate::domain::refusal::{Code, Field, Refusal, Remedy};
use crate::domain::time::{Day, Timestamp};

/// The vendor's word for a status (T2).
pub const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Unused | Status::Usable | Status::Off | Status::NotYet => "Inactive",
        Status::Used => "Active",
        Status::Expired => "Expired",
        Status::Deleted => "Deleted",
    }
}

/// The longest life of a token, in days from its creation (E6).
pub const TOKEN_DAYS: i64 = 90;

/// The instant at which a token expires whose picked date is `day`: 00:00 UTC of that day (E6).
///
/// # Errors
/// `date-out-of-range` unless `day` lies from tomorrow to 90 days after creation.
pub fn token_expiry(day: Day, created: Timestamp, now: Timestamp) -> Result<Timestamp, Refusal> {
    let (first, last) = (now.day().plus(1), created.day().plus(TOKEN_DAYS));
    if (first..=last).contains(&day) {
        return Ok(day.start());
    }
    let message = if first > last {
        format!("A token lives at most {TOKEN_DAYS} days from its creation, and those are over. Replace it instead.")
    } else if day < first {
        format!("{day} is too early: the date must lie after today. Pick a date from {first} to {last}.")
    } else {
        format!(
            "{day} is too late: a token is valid for at most {TOKEN_DAYS} days from its creation. Pick a date from {first} to {last}."
        )
    };
    Err(Refusal::new(Code::DateOutOfRange, Field::Expiry, message))
}

/// The most that any token may allow, whatever the asset (E5).
pub const BANDWIDTH_LIMIT: Mbps = Mbps::gbps(50);

/// The most that a token on an asset of this speed may allow (E5).
pub fn largest(speed: Mbps) -> Mbps {
    speed.min(BANDWIDTH_LIMIT)
}

/// The usual speeds that a token on an asset of this speed may allow (E5).
pub fn tiers(speed: Mbps) -> Vec<Mbps> {
    TIERS.into_iter().filter(|tier| *tier <= largest(speed)).collect()
}

/// Checks the maximum bandwidth of a token on this asset (E5).
///
/// # Errors
/// `over-bandwidth`, offering the largest that is allowed.
pub fn check_limit(limit: Mbps, asset: &AssetKind) -> Result<(), Refusal> {
    let speed = asset.speed().unwrap_or(BANDWIDTH_LIMIT);
    let largest = largest(speed);
    if limit.get() > 0 && limit <= largest {
        return Ok(());
    }
    let message = match asset {
        _ if limit.get() == 0 => "Give a bandwidth above 0 Mbps.".to_owned(),
        AssetKind::VirtualDevice(_) => {
            format!("{limit} is more than a connection to a virtual device can have. Choose at most {largest}.")
        }
        _ if largest == speed => {
            format!("{limit} is more than the port's speed of {speed}. Choose at most {largest}.")
        }
        _ => format!("{limit} is more than a token may allow. Choose at most {largest}."),
    };
    Err(Refusal::new(Code::OverBandwidth, Field::Bandwidth, message).with(Remedy::UseBandwidth(largest)))
}

/// The bandwidths that a token of this kind and maximum allows: of an A-side token any up to it, of a Z-side token the
/// usual ones up to it and itself (E5).
pub fn speeds(kind: Kind, limit: Mbps) -> Speeds {
    match kind {
        Kind::ASideToken | Kind::ServiceKey => Speeds::UpTo(limit),
        Kind::ZSideToken => Speeds::OneOf(z_side_token::speeds(limit)),
    }
}
