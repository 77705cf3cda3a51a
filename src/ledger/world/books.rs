//! What one company's lists are made from.

use std::collections::{BTreeSet, HashSet};
use std::ops::{Bound, RangeBounds};

use uuid::Uuid;

use super::Grant;
use crate::domain::id::{AssetId, ConnectionId, GrantId, PersonId, ProposalId};
use crate::domain::terms::Phase;
use crate::domain::time::Timestamp;
use crate::ledger::inbox::Notice;

/// One company's own lists, each in order of time.
#[derive(Default, Debug)]
pub struct Books {
    /// Its people.
    pub people: Vec<PersonId>,
    /// Its assets, removed ones too.
    pub assets: Vec<AssetId>,
    /// The grants it issued.
    pub grants: Vec<GrantId>,
    /// Grants neither used up nor deleted, by the instant they expire: "expired" and "expiring" are ranges (G3).
    pub open: BTreeSet<(Timestamp, GrantId)>,
    /// Those of them that are switched off, likewise (K5).
    pub off: BTreeSet<(Timestamp, GrantId)>,
    /// Those of them that are switched on and were valid only some time after their creation, by their first instant.
    pub starts: BTreeSet<(Timestamp, GrantId)>,
    /// Those of them that were redeemed at least once (K4).
    pub begun: HashSet<GrantId>,
    /// Those of them that a waiting connection uses until it lapses, by that instant (R7).
    pub promised: BTreeSet<(Timestamp, GrantId)>,
    /// What waits for an answer, the company's own or its partner's, by the instant it lapses: connections, and
    /// proposals of a change. What lapsed stays, for its notice (R7, C4).
    pub pending: BTreeSet<Pending>,
    /// How many of its grants were used up and not deleted since.
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

/// What comes after an instant, in a set of grants that is ordered by time.
pub fn after(instant: Timestamp) -> impl RangeBounds<(Timestamp, GrantId)> + Copy {
    (Bound::Excluded((instant, GrantId::new(Uuid::max()))), Bound::Unbounded)
}

/// When a request lapses, the connection it is about, and the proposal, if it is one.
pub type Pending = (Timestamp, ConnectionId, Option<ProposalId>);

impl Books {
    /// What is [`open`](Self::open) and did not expire by now, the next to expire first (G3).
    pub fn running(&self, now: Timestamp) -> impl DoubleEndedIterator<Item = &(Timestamp, GrantId)> {
        self.open.range(after(now))
    }

    /// What still waits for an answer, the next to lapse first.
    pub fn pending_after(&self, now: Timestamp) -> impl DoubleEndedIterator<Item = &Pending> {
        self.pending.range((now, ConnectionId::new(Uuid::max()), Some(ProposalId::new(Uuid::max())))..)
    }

    /// What lapsed unanswered, the first to lapse first.
    pub fn lapsed(&self, now: Timestamp) -> impl DoubleEndedIterator<Item = &Pending> {
        self.pending.range(..=(now, ConnectionId::new(Uuid::max()), Some(ProposalId::new(Uuid::max()))))
    }

    /// Whether a notice was not read yet (N1).
    pub fn is_unread(&self, notice: &Notice) -> bool {
        notice.at > self.read_until || notice.seq > self.read_with
    }

    /// Takes a grant into the sets and counts that its phase and terms put it in.
    pub(super) fn list(&mut self, grant: &Grant) {
        let (id, valid) = (grant.id, grant.terms.valid);
        match grant.phase {
            Phase::Open { .. } | Phase::Promised { .. } => {
                self.open.insert((valid.until, id));
                if !grant.terms.active {
                    self.off.insert((valid.until, id));
                } else if valid.from > grant.created {
                    self.starts.insert((valid.from, id));
                }
                match grant.phase {
                    Phase::Open { uses: 1.. } => self.begun.insert(id),
                    Phase::Promised { until, .. } => self.promised.insert((until, id)),
                    _ => false,
                };
            }
            Phase::Used(_) => self.used += 1,
            Phase::Deleted { .. } => self.deleted += 1,
        }
    }

    /// Takes a grant out of them, before its phase or terms change.
    pub(super) fn unlist(&mut self, grant: &Grant) {
        let (id, valid) = (grant.id, grant.terms.valid);
        match grant.phase {
            Phase::Open { .. } | Phase::Promised { .. } => {
                self.open.remove(&(valid.until, id));
                self.off.remove(&(valid.until, id));
                self.starts.remove(&(valid.from, id));
                self.begun.remove(&id);
                if let Phase::Promised { until, .. } = grant.phase {
                    self.promised.remove(&(until, id));
                }
            }
            Phase::Used(_) => self.used = self.used.saturating_sub(1),
            Phase::Deleted { .. } => self.deleted = self.deleted.saturating_sub(1),
        }
    }
}
