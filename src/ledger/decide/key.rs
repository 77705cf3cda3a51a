//! Creating and editing Megaport's service keys (K1 to K8).

use super::{Actor, Decided, Draw, grant, refuse, service};
use crate::domain::asset::{Asset, AssetKind, System};
use crate::domain::bandwidth::Speeds;
use crate::domain::id::{AssetId, GrantId};
use crate::domain::mcr::Configuration;
use crate::domain::permission::Right;
use crate::domain::place::{Pin, Place};
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::terms::{Kind, Status, Terms, Usage, service_key, status};
use crate::domain::text::{self, NAME_LIMIT};
use crate::domain::vlan::Tag;
use crate::ledger::command::{CreateKey, KeyDetails, KeyUse};
use crate::ledger::event::{Event, Label};
use crate::ledger::view::holder_name;
use crate::ledger::world::{Claim, Grant, Holder, Placed};

/// An own service on which this person may create keys now (K8, P3): one that takes new connections and carries no
/// untagged one.
pub(super) fn creatable<'a>(actor: &Actor<'a>, id: AssetId) -> Result<&'a Asset, Vec<Refusal>> {
    actor.needs(Right::Order)?;
    let is_service = |asset: &&Asset| asset.system() == System::Megaport;
    let Some(asset) = actor.sight.own_asset(id).filter(is_service) else {
        let message = "Choose a Port, MCR or MVE of your own company at Megaport.";
        return Err(refuse(Code::OwnAssetRequired, Field::Asset, message));
    };
    if !asset.lets_in(actor.person.id) {
        let message = format!("Only named people may create keys on {}; you are not among them.", asset.name);
        return Err(refuse(Code::AccessNotGiven, Field::Asset, message));
    }
    if !asset.open() {
        let message = format!("{} is closed to new connections. Open it on its page, or choose another.", asset.name);
        return Err(refuse(Code::PortClosed, Field::Asset, message));
    }
    let untagged = |claim: &&Claim| claim.place == Place::Vlan(Tag::Untagged);
    if let Some(Claim { holder: holder @ Holder::Connection(_), .. }) = actor.sight.claims(id).find(untagged) {
        let holder = holder_name(actor.sight, *holder);
        let message =
            format!("{} carries {holder}, which is untagged and fills it: no key fits beside it.", asset.name);
        return Err(refuse(Code::VlanTaken, Field::Asset, message));
    }
    Ok(asset)
}

pub(super) fn create(actor: &Actor<'_>, create: &CreateKey, draw: Draw<'_>) -> Decided {
    let asset = creatable(actor, create.asset)?;
    let mut problems = Problems::default();
    let pin = pin(actor, asset, &create.usage).map_err(|refusals| problems.extend(refusals)).ok();
    problems.take(service_key::check_valid(create.details.valid, actor.sight.now()));
    let label = check_details(&create.details, Some(asset)).map_err(|refusals| problems.extend(refusals)).ok();
    let (Some(pin), Some(label), Some(metro)) = (pin, label, asset.metro()) else { return Err(problems.list()) };
    problems.settle()?;
    let KeyDetails { limit, valid, active, .. } = create.details;
    let terms = Terms {
        kind: Kind::ServiceKey,
        metro: metro.clone(),
        speeds: Speeds::UpTo(limit),
        remote: true,
        valid,
        usage: match create.usage {
            KeyUse::Single(_) => Usage::Single,
            KeyUse::Multi { .. } => Usage::Multi,
        },
        active,
        pre_approved: create.pre_approved,
    };
    let placed = Placed { asset: asset.id, pin, label, replaces: None, replaced_by: None, reported: None };
    Ok(Vec::from(grant::issue(actor, terms, placed, draw)).into())
}

/// What the key says of the B-End: for a single-use key everything, for a multi-use key at most the vNIC (K2, K4).
fn pin(actor: &Actor<'_>, asset: &Asset, usage: &KeyUse) -> Result<Pin, Vec<Refusal>> {
    match usage {
        KeyUse::Single(end) => service::pin(actor.sight, asset, end),
        KeyUse::Multi { vnic } => match (&asset.kind, vnic) {
            (AssetKind::Mcr(_), _) => Ok(Pin::Configured(Configuration::default())),
            (AssetKind::Mve(mve), Some(vnic)) => {
                service::check_vnic(mve, *vnic).map_err(|refusal| vec![refusal])?;
                Ok(Pin::Assigned { vnic: Some(*vnic) })
            }
            (AssetKind::Mve(_), None) => {
                Err(refuse(Code::Required, Field::Vnic, "Choose the vNIC that the key is for."))
            }
            _ => Ok(Pin::Assigned { vnic: None }),
        },
    }
}

fn check_details(details: &KeyDetails, asset: Option<&Asset>) -> Result<Label, Vec<Refusal>> {
    let mut problems = Problems::default();
    let name = problems.take(text::required(&details.label, Field::Name, NAME_LIMIT));
    if let Some(speed) = asset.and_then(Asset::speed) {
        problems.take(service_key::check_limit(details.limit, speed));
    }
    let Some(name) = name else { return Err(problems.list()) };
    problems.settle()?;
    Ok(Label { name, description: String::new(), recipients: vec![] })
}

/// An own service key, and its own facts.
pub(super) fn own<'a>(actor: &Actor<'a>, id: GrantId) -> Result<(&'a Grant, &'a Placed), Vec<Refusal>> {
    actor.needs(Right::Order)?;
    let key = actor.sight.own_grant(id).filter(|grant| grant.terms.kind == Kind::ServiceKey);
    let Some((grant, placed)) = key.and_then(|grant| Some((grant, grant.placed.as_ref()?))) else {
        return Err(refuse(Code::NotFound, Field::Form, "Your company has no such service key."));
    };
    Ok((grant, placed))
}

/// Label, dates, rate limit and Active can be edited, of a Used key its label only (K5); an expired key is revived by
/// later dates, if its place is still free (K6).
pub(super) fn edit(actor: &Actor<'_>, id: GrantId, details: &KeyDetails) -> Decided {
    let (grant, placed) = own(actor, id)?;
    let now = actor.sight.now();
    let KeyDetails { limit, valid, active, .. } = *details;
    let terms = Terms { speeds: Speeds::UpTo(limit), valid, active, ..grant.terms.clone() };
    let changed = terms != grant.terms;
    let before = grant.status(now);
    if changed && before == Status::Used {
        let message = "This key is Used; only its label can be changed.";
        return Err(refuse(Code::NotEditable, Field::Form, message));
    }
    let mut problems = Problems::default();
    let asset = actor.sight.own_asset(placed.asset).filter(|_| changed);
    let label = check_details(details, asset).map_err(|refusals| problems.extend(refusals)).ok();
    if valid != grant.terms.valid {
        problems.take(service_key::check_valid(valid, now));
    }
    let revived = !before.holds() && status(grant.phase, &terms, now).holds();
    if let Some(place) = placed.pin.place().filter(|_| revived)
        && let Some(holder) = actor.sight.holder(placed.asset, place, Some(Claim { place, holder: Holder::Grant(id) }))
    {
        let holder = holder_name(actor.sight, holder);
        let message = format!("{place} is held by {holder} meanwhile, so this key stays Expired. Create another one.");
        problems.push(Refusal::new(Code::VlanTaken, Field::Expiry, message));
    }
    let Some(label) = label else { return Err(problems.list()) };
    problems.settle()?;
    let mut events = Vec::new();
    if changed {
        events.push(Event::TermsEdited { grant: id, terms });
    }
    if label != placed.label {
        events.push(Event::LabelEdited { grant: id, issuer: actor.company(), label });
    }
    if events.is_empty() {
        return Err(refuse(Code::NothingToChange, Field::Form, "Nothing was changed."));
    }
    Ok(events.into())
}
