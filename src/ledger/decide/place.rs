//! Whether a place on an own asset is free, and what to use instead (V1, V5).

use crate::domain::asset::{Asset, Port};
use crate::domain::place::Place;
use crate::domain::refusal::{Code, Field, Refusal, Remedy};
use crate::domain::vlan::Tag;
use crate::ledger::view::holder_name;
use crate::ledger::world::{Holder, Sight};

/// Checks VLAN identifiers on an own port: range, tagging, and that nothing holds them.
pub(super) fn check_vlan(sight: &Sight<'_>, asset: &Asset, port: &Port, tag: Tag) -> Result<Place, Vec<Refusal>> {
    tag.check(port.tagging)?;
    let place = Place::Vlan(tag);
    match sight.holder(asset.id, place, None) {
        None => Ok(place),
        Some(holder) => Err(vec![vlan_taken(sight, asset, port, tag, holder)]),
    }
}

fn vlan_taken(sight: &Sight<'_>, asset: &Asset, port: &Port, tag: Tag, holder: Holder) -> Refusal {
    let held = match tag {
        Tag::Untagged => format!("The port {}", asset.name),
        tag => tag.to_string(),
    };
    let taken = |tag| sight.holder(asset.id, Place::Vlan(tag), None).is_some();
    let next = tag.next_free(&port.tagging.range(), taken);
    let advice = match next {
        Some(next) => format!("{next} is the next free place."),
        None => "Nothing is free on this port; choose another port or end what holds it.".to_owned(),
    };
    let message = format!("{held} is held by {}. {advice}", holder_name(sight, holder));
    let refusal = Refusal::new(Code::VlanTaken, Field::Vlan, message);
    match next {
        Some(Tag::Dot1q(vlan)) => refusal.with(Remedy::UseVlan { vlan, c_tag: None }),
        Some(Tag::Qinq { s, c }) => refusal.with(Remedy::UseVlan { vlan: s, c_tag: c }),
        Some(Tag::Untagged) | None => refusal,
    }
}
