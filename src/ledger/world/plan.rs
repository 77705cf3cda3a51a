//! Who holds which VLAN identifiers of a port (V1 to V3).

use std::collections::BTreeMap;

use crate::domain::id::{ConnectionId, GrantId};
use crate::domain::vlan::Tag;

/// What holds a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holder {
    /// An Inactive token.
    Grant(GrantId),
    /// An end of a living connection.
    Connection(ConnectionId),
}

/// A place and its holder. A grant's claim ends silently when it expires, so claims are asked whether they live.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The place.
    pub tag: Tag,
    /// What holds it.
    pub holder: Holder,
}

/// The places held on one port, by outer identifier.
#[derive(Default, Debug)]
pub struct Plan(BTreeMap<u16, Vec<Claim>>);

impl Plan {
    /// Every claim, by outer identifier, dead ones too.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.0.values().flatten()
    }

    /// The claims that might clash with `tag`: a lookup, but for an untagged place, which clashes with all (V3).
    pub fn near(&self, tag: Tag) -> impl Iterator<Item = &Claim> {
        let all = matches!(tag, Tag::Untagged).then(|| self.claims());
        let same = (!matches!(tag, Tag::Untagged)).then(|| {
            let untagged = self.0.get(&Tag::Untagged.outer()).into_iter().flatten();
            self.0.get(&tag.outer()).into_iter().flatten().chain(untagged)
        });
        all.into_iter().flatten().chain(same.into_iter().flatten()).filter(move |claim| claim.tag.clashes(tag))
    }

    /// Adds a claim, and forgets those at the same outer identifier that no longer live.
    pub(super) fn hold(&mut self, claim: Claim, lives: impl Fn(&Claim) -> bool) {
        let claims = self.0.entry(claim.tag.outer()).or_default();
        claims.retain(lives);
        claims.push(claim);
    }

    /// Frees what this holder held at `tag`.
    pub(super) fn free(&mut self, tag: Tag, holder: Holder) {
        if let Some(claims) = self.0.get_mut(&tag.outer()) {
            claims.retain(|claim| claim.holder != holder || claim.tag != tag);
            if claims.is_empty() {
                self.0.remove(&tag.outer());
            }
        }
    }
}
