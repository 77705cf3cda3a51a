//! What only a browser has: storage, the clock, random identities, other tabs, settings and drafts, the clipboard.
//!
//! * [`indexed_db`]: the journal in the browser's database (D1).
//! * [`clock`] and [`ids`]: the desk's ports.
//! * [`settings`]: preferences, the acting person and drafts (D3).
//! * [`persistence`]: asks the browser to keep what is stored (D7).
//! * [`places`]: where this page is deployed, and what its databases are called.
//! * [`share`]: copying, downloading, printing (N2).
//! * [`zone`]: calendar days in the person's time zone (K1).

pub mod clock;
mod events;
pub mod ids;
pub mod indexed_db;
pub mod persistence;
pub mod places;
pub mod settings;
pub mod share;
mod tabs;
pub mod zone;
