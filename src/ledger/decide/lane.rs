//! Where VLANs must not clash, a port or one vNIC of an MVE, and what to use instead (V2 to V5).

use std::ops::RangeInclusive;

use crate::domain::asset::Asset;
use crate::domain::place::Place;
use crate::domain::refusal::{Code, Field, Refusal, Remedy};
use crate::domain::vlan::Tag;
use crate::domain::vlan_choice::VlanChoice;
use crate::ledger::view::holder_name;
use crate::ledger::world::{Claim, Holder, Sight};

/// One port, or one vNIC of an MVE (V4).
pub(super) struct Lane<'a> {
    pub asset: &'a Asset,
    pub vnic: Option<u16>,
    /// The identifiers that its vendor takes.
    pub range: RangeInclusive<u16>,
    /// A claim that is no obstacle.
    pub except: Option<Claim>,
}

impl Lane<'_> {
    pub fn place(&self, tag: Tag) -> Place {
        self.vnic.map_or(Place::Vlan(tag), |vnic| Place::Vnic { vnic, tag })
    }

    pub fn holder(&self, sight: &Sight<'_>, tag: Tag) -> Option<Holder> {
        sight.holder(self.asset.id, self.place(tag), self.except)
    }

    /// The place that was chosen, or the lowest free one where that was asked for (K3).
    pub fn choose(&self, sight: &Sight<'_>, vlan: VlanChoice) -> Result<Place, Refusal> {
        vlan.check()?;
        match vlan.resolve(|tag| self.holder(sight, tag).is_some()) {
            Some(tag) => self.free(sight, tag),
            None => {
                let message =
                    format!("No VLAN is free on {}. Choose another service, or end what holds one.", self.asset.name);
                Err(Refusal::new(Code::NoVlanFree, Field::Vlan, message))
            }
        }
    }

    /// This place, if nothing holds it.
    pub fn free(&self, sight: &Sight<'_>, tag: Tag) -> Result<Place, Refusal> {
        match sight.clash(self.asset.id, self.place(tag), self.except) {
            None => Ok(self.place(tag)),
            Some(claim) => Err(self.taken(sight, tag, claim)),
        }
    }

    fn taken(&self, sight: &Sight<'_>, tag: Tag, claim: Claim) -> Refusal {
        let noun = self.asset.kind.noun();
        // What is untagged has all of it (V3), whichever identifier was asked for.
        let whole = claim.place.tag() == Some(Tag::Untagged);
        let held = match (if whole { Tag::Untagged } else { tag }, self.vnic) {
            (Tag::Untagged, None) => format!("The {noun} {}", self.asset.name),
            (Tag::Untagged, Some(vnic)) => format!("vNIC {vnic} of {}", self.asset.name),
            (tag, _) => tag.to_string(),
        };
        let next = tag.next_free(&self.range, |tag| self.holder(sight, tag).is_some());
        let advice = match next {
            Some(next) => format!("{next} is the next free place."),
            None => format!("Nothing is free on this {noun}; choose another {noun} or end what holds it."),
        };
        let message = format!("{held} is held by {}. {advice}", holder_name(sight, claim.holder));
        let refusal = Refusal::new(Code::VlanTaken, Field::Vlan, message);
        match next {
            Some(Tag::Dot1q(vlan)) => refusal.with(Remedy::UseVlan { vlan, c_tag: None }),
            Some(Tag::Qinq { s, c }) => refusal.with(Remedy::UseVlan { vlan: s, c_tag: c }),
            Some(Tag::Untagged) | None => refusal,
        }
    }
}
