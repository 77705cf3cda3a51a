//! The nouns of the three systems and the rules that need nothing but themselves.
//!
//! Every rule has an id; [`rules`] lists them all with their sources.

pub mod asset;
pub mod bandwidth;
pub mod company;
pub mod connection;
pub mod id;
pub mod json;
pub mod key;
pub mod mcr;
pub mod metro;
pub mod password;
pub mod percent;
pub mod permission;
pub mod place;
pub mod profile;
pub mod proposal;
pub mod refusal;
pub mod report;
pub mod rights;
pub mod secret;
pub mod stored;
pub mod terms;
pub mod text;
pub mod time;
pub mod vlan;
pub mod vlan_choice;
pub mod zone;

#[doc = include_str!("rules.md")]
#[allow(rustdoc::broken_intra_doc_links, reason = "a rule's source in brackets is no link")]
pub mod rules {}
