//! Equinix Network Edge and Fabric Z-side service tokens: the issuer's device or port, the redeemer's choice of A-side.

use super::Payer;
use crate::domain::bandwidth::{Mbps, TIERS};

/// The vendor's word.
pub const LABEL: &str = "Z-side token";

/// The owner of the A-side is billed, and that is who redeems it (E8).
pub const PAYER: Payer = Payer::Redeemer;

/// The billing sentence of the review page (G5).
pub const PAYER_FOR_ISSUER: &str =
    "The owner of the A-side, who redeems the Z-side service token, will be billed for the connection.";

/// The most that a connection to a virtual device may have (E5).
pub const DEVICE_LIMIT: Mbps = Mbps::gbps(10);

/// The speeds that a token with this maximum allows: the usual ones up to it, and itself (E5).
pub fn speeds(largest: Mbps) -> Vec<Mbps> {
    let mut speeds: Vec<Mbps> = TIERS.into_iter().filter(|tier| *tier < largest).collect();
    speeds.push(largest);
    speeds
}
