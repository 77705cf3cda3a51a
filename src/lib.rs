//! Crosskey: one company lets another connect to its port, and both can prove what was agreed.
//!
//! Where to find things, from the pure core outwards:
//!
//! * [`domain`]: the nouns and their rules; [`domain::rules`] lists every rule with its id and source, and
//!   [`domain::shape`] is how values become JSON.
//! * [`ledger`]: commands, the events they become, and what each company may see of them.
//! * [`journal`]: where records are kept; its port and the engine in memory.
//! * [`handover`]: what is carried from one browser to another, and how it is taken in there.
//! * [`vendor`]: Equinix's and Megaport's own formats, written and read.
//! * [`question`]: everything that can be asked, for programs.
//! * [`forms`]: raw text in, a command or problems by field out.
//! * [`desk`]: one command at a time, from the form to the journal.
//! * `browser` (feature `browser`): IndexedDB, clock, tabs, settings and drafts.
//! * `js` (feature `js`): the JavaScript module, over the desk as the pages are.
//!
//! The pages are the binary's (`src/app`), for nothing else needs them.

pub mod desk;
pub mod domain;
pub mod forms;
pub mod handover;
pub mod journal;
pub mod ledger;
pub mod question;
pub mod route;
pub mod vendor;

#[cfg(feature = "browser")]
pub mod browser;

#[cfg(feature = "js")]
pub mod js;
