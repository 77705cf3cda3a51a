//! The vendors' own formats: what is prepared here can be carried out there, and what stands there is read here (W1 to
//! W6). Strict when writing, lenient when reading.
//!
//! * [`issued`] and [`redemption`]: what there is to write, a grant or a redemption as their own company knows it.
//! * [`equinix`], [`megaport`]: the bodies of the vendors' calls.
//! * [`read`]: what somebody pasted, taken apart into entries; [`lenient`] is how single values are read.
//! * [`panel`]: "Use at Equinix" and "Use at Megaport", with the calls as JSON, for curl and for Terraform; `step` is
//!   which call is next for a grant.
//! * [`gap`]: what stands in a body in place of an id that an asset does not have (A7).
//!
//! A further vendor is a folder beside these two.

pub mod curl;
pub mod equinix;
pub mod gap;
pub mod hcl;
pub mod issued;
pub mod lenient;
pub mod megaport;
pub mod panel;
pub mod read;
pub mod redemption;
mod step;
