//! Equinix Fabric v4: service tokens and the connections that redeem them (W1, W2).

mod access_point;
pub mod connection;
pub(in crate::vendor) mod read;
mod selector;
pub mod terraform;
pub mod token;

/// Where the calls go.
pub const HOST: &str = "https://api.equinix.com";
