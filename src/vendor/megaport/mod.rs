//! Megaport: service keys and the orders that redeem them (W3, W4).

pub mod key;
pub mod order;
pub(in crate::vendor) mod read;
mod router;
pub mod terraform;

/// Where the calls go.
pub const HOST: &str = "https://api.megaport.com";
