//! What the holder of a key is shown before redeeming it (R2), and where a connection of theirs could end.

use crate::domain::asset::System;
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, PersonId};
use crate::domain::key::Key;
use crate::domain::metro::Metro;
use crate::domain::permission::{Right, permit};
use crate::domain::profile::ProfileField;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::terms::a_side_token;
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tagging;
use crate::ledger::decide::redeemable;
use crate::ledger::world::Sight;

/// What a key says to its holder. Never the port, VLAN or interface of its issuer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The vendor's word for the grant.
    pub kind: &'static str,
    /// The company that created it.
    pub issuer: String,
    /// Where the issuer's end is.
    pub metro: Metro,
    /// The most bandwidth.
    pub limit: Mbps,
    /// Whether the other end may lie in another metro.
    pub remote: bool,
    /// The first instant at which it is too late.
    pub expires: Timestamp,
    /// Who pays, in words.
    pub payer: String,
    /// Whether the own company created it (R10).
    pub own: bool,
}

/// Looks at a key without consuming anything.
///
/// # Errors
/// The code of R5 that stands at the key.
pub fn preview(sight: &Sight<'_>, person: PersonId, key: &Key) -> Result<Preview, Refusal> {
    let Some(person) = sight.person(person) else {
        return Err(Refusal::new(Code::RoleNotAllowed, Field::Role, "Choose who acts first."));
    };
    permit(person.roles, Right::Connect)?;
    let offer = redeemable(sight, key)?;
    Ok(Preview {
        kind: offer.terms.kind.label(),
        payer: super::payer(sight, offer.terms.kind, offer.issuer),
        issuer: sight.company_name(offer.issuer).to_owned(),
        metro: offer.terms.metro.clone(),
        limit: offer.terms.limit(),
        remote: offer.terms.remote,
        expires: offer.terms.valid.until,
        own: Some(offer.issuer) == sight.company(),
    })
}

/// An own port that a connection could end at or a grant could be created on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PortChoice {
    /// The port.
    pub id: AssetId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub metro: Metro,
    /// Its speed.
    pub speed: Mbps,
    /// The usual speeds that a token on it may allow (E5).
    pub tiers: Vec<Mbps>,
    /// How it tags.
    pub tagging: Tagging,
    /// Whether it takes new connections.
    pub open: bool,
    /// Whether the acting person may create grants on it (P3).
    pub access: bool,
}

/// The company's Fabric ports, in the order they were added.
pub fn ports(sight: &Sight<'_>, person: PersonId) -> Vec<PortChoice> {
    let ids = sight.books().map(|books| books.assets.as_slice()).unwrap_or_default();
    let choice = |id: &AssetId| {
        let asset = sight.own_asset(*id)?;
        let port = asset.port().filter(|port| port.system() == System::Fabric)?;
        Some(PortChoice {
            id: *id,
            name: asset.name.clone(),
            metro: port.metro.clone(),
            speed: port.speed,
            tiers: a_side_token::tiers(port.speed),
            tagging: port.tagging,
            open: port.open,
            access: asset.lets_in(person),
        })
    };
    ids.iter().filter_map(choice).collect()
}

/// A provider's service profile that a connection could end at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProfileChoice {
    /// The service profile.
    pub id: AssetId,
    /// Its name.
    pub name: String,
    /// Who offers it.
    pub provider: String,
    /// Where it is offered.
    pub metros: Vec<Metro>,
    /// What it asks for.
    pub fields: Vec<ProfileField>,
}

/// Every service profile that is offered.
pub fn profiles(sight: &Sight<'_>) -> Vec<ProfileChoice> {
    let choice = |asset: &crate::domain::asset::Asset| {
        let profile = asset.profile()?;
        Some(ProfileChoice {
            id: asset.id,
            name: asset.name.clone(),
            provider: sight.company_name(asset.company).to_owned(),
            metros: profile.metros.clone(),
            fields: profile.fields.clone(),
        })
    };
    sight.profiles().filter_map(choice).collect()
}
