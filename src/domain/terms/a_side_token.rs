//! Equinix Fabric A-side service tokens: the issuer's port, the redeemer's choice of destination.

use super::Payer;
use crate::domain::bandwidth::{Mbps, TIERS};
use crate::domain::refusal::{Code, Field, Refusal, Remedy};

/// The vendor's word.
pub const LABEL: &str = "A-side token";

/// The owner of the port is billed (E8).
pub const PAYER: Payer = Payer::Issuer;

/// The billing sentence of the review page, in the vendor's words (G5).
pub const PAYER_FOR_ISSUER: &str = "The creator of the A-side token will be billed for the connection made by the redeemer of the A-side service token.";

/// The most that any token may allow, whatever the port (E5).
pub const BANDWIDTH_LIMIT: Mbps = Mbps::gbps(50);

/// The most that a token on a port of this speed may allow (E5).
pub fn largest(port_speed: Mbps) -> Mbps {
    port_speed.min(BANDWIDTH_LIMIT)
}

/// The usual speeds that a token on a port of this speed may allow (E5).
pub fn tiers(port_speed: Mbps) -> Vec<Mbps> {
    TIERS.into_iter().filter(|tier| *tier <= largest(port_speed)).collect()
}

/// Checks the maximum bandwidth of a token on a port of this speed (E5).
///
/// # Errors
/// `over-bandwidth`, offering the largest that is allowed.
pub fn check_limit(limit: Mbps, port_speed: Mbps) -> Result<(), Refusal> {
    let largest = largest(port_speed);
    if limit.get() > 0 && limit <= largest {
        return Ok(());
    }
    let message = if limit.get() == 0 {
        "Give a bandwidth above 0 Mbps.".to_owned()
    } else if largest == port_speed {
        format!("{limit} is more than the port's speed of {port_speed}. Choose at most {largest}.")
    } else {
        format!("{limit} is more than a token may allow. Choose at most {largest}.")
    };
    Err(Refusal::new(Code::OverBandwidth, Field::Bandwidth, message).with(Remedy::UseBandwidth(largest)))
}
