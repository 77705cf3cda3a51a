//! Equinix Fabric A-side service tokens: the issuer's port, the redeemer's choice of destination.

use super::Payer;

/// The vendor's word.
pub const LABEL: &str = "A-side token";

/// The owner of the port is billed (E8).
pub const PAYER: Payer = Payer::Issuer;

/// The billing sentence of the review page, in the vendor's words (G5).
pub const PAYER_FOR_ISSUER: &str = "The creator of the A-side token will be billed for the connection made by the redeemer of the A-side service token.";
