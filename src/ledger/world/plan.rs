//! Who holds which places of an asset (V1 to V4).

use std::collections::BTreeMap;

use crate::domain::id::{ConnectionId, GrantId};
use crate::domain::place::Place;

/// What holds a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holder {
    /// A grant that can still be redeemed, or could be if it were switched on or its time had come.
    Grant(GrantId),
    /// An end of a waiting or living connection.
    Connection(ConnectionId),
    /// The new place that an open proposal asks for (C3).
    Proposal(ConnectionId),
}

/// A place and its holder. A grant's claim ends silently when it expires, so claims are asked whether they live.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The place.
    pub place: Place,
    /// What holds it.
    pub holder: Holder,
}

/// The places held on one asset, by interface or vNIC and outer identifier.
#[derive(Default, Debug)]
pub struct Plan(BTreeMap<(u16, u16), Vec<Claim>>);

impl Plan {
    /// Every claim, by interface or vNIC and outer identifier, dead ones too.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.0.values().flatten()
    }

    /// The claims that clash with `place`: a lookup, but for an untagged place, which clashes with all that is on the
    /// same port or vNIC (V3).
    pub fn near(&self, place: Place) -> impl Iterator<Item = &Claim> {
        let (lane, outer) = place.index();
        let beside = match outer {
            0 => (lane, 1)..=(lane, u16::MAX),
            outer => (lane, outer)..=(lane, outer),
        };
        let claims = self.0.range((lane, 0)..=(lane, 0)).chain(self.0.range(beside));
        claims.flat_map(|(_, claims)| claims).filter(move |claim| claim.place.clashes(place))
    }

    /// Adds a claim, and forgets those at the same index that no longer live.
    pub(super) fn hold(&mut self, claim: Claim, lives: impl Fn(&Claim) -> bool) {
        let claims = self.0.entry(claim.place.index()).or_default();
        claims.retain(lives);
        claims.push(claim);
    }

    /// Frees what this holder held at `place`.
    pub(super) fn free(&mut self, place: Place, holder: Holder) {
        if let Some(claims) = self.0.get_mut(&place.index()) {
            claims.retain(|claim| claim.holder != holder || claim.place != place);
            if claims.is_empty() {
                self.0.remove(&place.index());
            }
        }
    }
}
