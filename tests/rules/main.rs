//! What the rules say, proven over the desk and a journal in memory. Every test names its rule in brackets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test that finds something else than it expects shall stop right there"
)]

mod partners;

mod sight;
mod stored;
mod story;
mod story_megaport;
mod story_vendor;
mod support;

mod access;
mod asset;
mod asset_kind;
mod border;
mod clock;
mod connection;
mod copy;
mod device;
mod export;
mod handover;
mod inventory;
mod key_redemption;
mod key_terms;
mod mcr;
mod notice;
mod pair;
mod partner_race;
mod partnership;
mod picture;
mod place;
mod prepare;
mod question;
mod race;
mod redemption;
mod secrecy;
mod seed_megaport;
mod service_form;
mod service_key;
mod text;
mod token;
mod token_form;
mod vendor_adopt;
mod vendor_equinix;
mod vendor_megaport;
mod vendor_payload;
mod vendor_read;
mod vendor_round;
mod vendor_use;
mod z_side;
