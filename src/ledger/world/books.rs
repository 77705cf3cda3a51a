//! What one company's lists are made from.

use std::collections::BTreeSet;

use crate::domain::id::{AssetId, ConnectionId, GrantId, PersonId};
use crate::domain::time::Timestamp;
use crate::ledger::inbox::Notice;

/// One company's own lists, each in order of time.
#[derive(Default, Debug)]
pub struct Books {
    /// The entry that founded the company.
    pub(super) founded: u64,
    /// Its people.
    pub people: Vec<PersonId>,
    /// Its assets, removed ones too.
    pub assets: Vec<AssetId>,
    /// The grants it issued.
    pub grants: Vec<GrantId>,
    /// Grants neither redeemed nor deleted, by the instant they expire: "expired" and "expiring" are ranges (G3).
    pub open: BTreeSet<(Timestamp, GrantId)>,
    /// How many of its grants were redeemed and not deleted since.
    pub used: usize,
    /// How many of its grants were deleted.
    pub deleted: usize,
    /// The connections it is a partner of.
    pub connections: Vec<ConnectionId>,
    /// Its notices (N1).
    pub notices: Vec<Notice>,
    /// Up to when its notices were read.
    pub read_until: Timestamp,
    /// The entry with which they were read: what came after it is unread, though ledger time may have stood still.
    pub(super) read_with: u64,
}

impl Books {
    /// Whether a notice was not read yet (N1).
    pub fn is_unread(&self, notice: &Notice) -> bool {
        notice.at > self.read_until || notice.seq > self.read_with
    }
}
