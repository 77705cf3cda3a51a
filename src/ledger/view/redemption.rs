//! What the holder of a key is shown before redeeming it (R2), and where a connection of theirs could end.

use serde::Serialize;
use ts_rs::TS;

use super::asset::{InterfaceRow, interfaces};
use crate::domain::asset::System;
use crate::domain::bandwidth::{Mbps, Speeds};
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, PersonId};
use crate::domain::key::Key;
use crate::domain::metro::Metro;
use crate::domain::permission::Roles;
use crate::domain::place::Place;
use crate::domain::profile::ProfileField;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::terms::{Kind, Status, Terms, Usage, service_token, status};
use crate::domain::time::Timestamp;
use crate::domain::vlan::{Tag, Tagging};
use crate::ledger::decide::{common_speeds, free_interfaces, redeemable, second};
use crate::ledger::world::{Offer, Sight};

/// What a key says to its holder. Never the asset, VLAN or interface of its issuer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The vendor's word for the grant.
    pub kind: &'static str,
    /// Whose system it is of, which decides what its redemption needs (R3).
    pub system: System,
    /// The company that created it.
    pub issuer: String,
    /// Where the issuer's end is.
    pub metro: Metro,
    /// The most bandwidth.
    pub limit: Mbps,
    /// What bandwidth it allows.
    pub bandwidth: BandwidthChoice,
    /// Whether the other end may lie in another metro.
    pub remote: bool,
    /// The first instant at which it is too late.
    pub expires: Timestamp,
    /// Whether it can be redeemed more than once (K4).
    pub multi: bool,
    /// Whether the issuer is asked before the connection is made (R7).
    pub asks_approval: bool,
    /// Who pays, in words.
    pub payer: String,
    /// Whether the own company created it (R10).
    pub own: bool,
    /// Where the connection may end on the own part (R3).
    pub targets: Vec<Target>,
}

impl Preview {
    /// What the terms of a grant say to whoever holds its key.
    pub fn of(terms: &Terms, issuer: &str, payer: String, own: bool) -> Self {
        Self {
            kind: terms.kind.label(),
            system: terms.kind.system(),
            issuer: issuer.to_owned(),
            metro: terms.metro.clone(),
            limit: terms.limit(),
            bandwidth: BandwidthChoice::of(&terms.speeds),
            remote: terms.remote,
            expires: terms.valid.until,
            multi: terms.usage == Usage::Multi,
            asks_approval: !terms.pre_approved && !own,
            payer,
            own,
            targets: Target::of(terms.kind),
        }
    }

    /// What each is called and what it is, but for the dates, which people read in their own zone.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let other_end = if self.remote { "any metro" } else { "the same metro only" };
        let approval = if self.asks_approval { "the creator is asked first" } else { "not needed" };
        vec![
            ("Kind", self.kind.to_owned()),
            ("From", self.issuer.clone()),
            ("Location", self.metro.to_string()),
            ("Bandwidth", self.bandwidth.words.clone()),
            ("Other end in", other_end.to_owned()),
            ("Approval", approval.to_owned()),
        ]
    }
}

/// The bandwidths to choose from (E5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct BandwidthChoice {
    /// In words: up to one, or one of several.
    pub words: String,
    /// Those to offer, in ascending order.
    pub offered: Vec<Mbps>,
    /// Whether another one may be entered.
    pub free: bool,
}

impl BandwidthChoice {
    /// The choice that these speeds leave.
    pub(super) fn of(speeds: &Speeds) -> Self {
        let free = matches!(speeds, Speeds::UpTo(_));
        Self { words: speeds.to_string(), offered: speeds.offered(), free }
    }

    /// The most that this choice and the speed of an own asset allow.
    pub fn most(&self, speed: Option<Mbps>) -> Option<Mbps> {
        let fits = |offered: &Mbps| speed.is_none_or(|speed| *offered <= speed);
        let limit = self.offered.iter().copied().max()?;
        match self.free {
            true => Some(speed.map_or(limit, |speed| speed.min(limit))),
            false => self.offered.iter().copied().filter(fits).max(),
        }
    }
}

/// Where a connection may end on the redeemer's part (A4, R3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A port of the own company.
    #[default]
    Port,
    /// A virtual device of the own company.
    Device,
    /// The end that another token fixes (R4).
    Token,
    /// A provider's service profile.
    Profile,
}

impl Target {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Port => "port",
            Self::Device => "device",
            Self::Token => "token",
            Self::Profile => "profile",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Port => "My port",
            Self::Device => "My virtual device",
            Self::Token => "Another token",
            Self::Profile => "Service profile of a provider",
        }
    }

    /// Where the connection of a grant of this kind may end on the redeemer's part.
    fn of(kind: Kind) -> Vec<Self> {
        match kind {
            Kind::ASideToken => vec![Self::Port, Self::Profile, Self::Token],
            Kind::ZSideToken => vec![Self::Port, Self::Device, Self::Token],
            Kind::ServiceKey => vec![],
        }
    }
}

/// Looks at a key without consuming anything.
///
/// # Errors
/// The code of R5 that stands at the key.
pub fn preview(sight: &Sight<'_>, person: PersonId, key: &Key) -> Result<Preview, Refusal> {
    let offer = redeemable(sight, roles(sight, person)?, key, Field::Key)?;
    Ok(of_offer(sight, &offer))
}

/// What a key says that waits for its first day or was switched off: its holder may come back to it.
pub fn later(sight: &Sight<'_>, person: PersonId, key: &Key) -> Option<Preview> {
    let offer = sight.offer(key).filter(|offer| {
        let status = status(offer.phase, offer.terms, sight.now());
        matches!(status, Status::Off | Status::NotYet)
    })?;
    let right = offer.terms.kind.redeeming();
    super::may(sight, person, right).yes().then(|| of_offer(sight, &offer))
}

fn roles(sight: &Sight<'_>, person: PersonId) -> Result<Roles, Refusal> {
    let person = sight.person(person);
    person
        .map(|person| person.roles)
        .ok_or_else(|| Refusal::new(Code::RoleNotAllowed, Field::Role, "Choose who acts first."))
}

fn of_offer(sight: &Sight<'_>, offer: &Offer<'_>) -> Preview {
    let payer = super::payer(sight, offer.terms.kind, offer.issuer);
    let own = Some(offer.issuer) == sight.company();
    Preview::of(offer.terms, sight.company_name(offer.issuer), payer, own)
}

/// What two keys that redeem each other say to their holder (R4).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PairPreview {
    /// The second key.
    pub second: Preview,
    /// What bandwidth both allow.
    pub bandwidth: BandwidthChoice,
    /// Who pays, in words: the issuer of the A-side token.
    pub payer: String,
    /// Whether the own company created either (R10).
    pub own: bool,
}

/// Looks at two keys that redeem each other, without consuming anything.
///
/// # Errors
/// The code of R5 that stands at either key.
pub fn pair(sight: &Sight<'_>, person: PersonId, key: &Key, second_key: &Key) -> Result<PairPreview, Refusal> {
    let roles = roles(sight, person)?;
    let first = redeemable(sight, roles, key, Field::Key)?;
    let second = second(sight, roles, &first, second_key)?;
    let a_side = if first.terms.kind.issuer_side() == Side::A { &first } else { &second };
    let own = [first.issuer, second.issuer].map(Some).contains(&sight.company());
    Ok(PairPreview {
        bandwidth: BandwidthChoice::of(&common_speeds(&[first.terms, second.terms])),
        payer: super::payer(sight, a_side.terms.kind, a_side.issuer),
        own,
        second: of_offer(sight, &second),
    })
}

/// An own port that a connection could end at or a grant could be created on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
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
            tiers: service_token::tiers(port.speed),
            tagging: port.tagging,
            open: port.open,
            access: asset.lets_in(person),
        })
    };
    ids.iter().filter_map(choice).collect()
}

/// The lowest place that nothing holds on an own Fabric port; none where none is free.
pub fn lowest_tag(sight: &Sight<'_>, id: AssetId) -> Option<Tag> {
    let asset = sight.own_asset(id)?;
    let tagging = asset.port()?.tagging;
    let (range, place) = (tagging.range(), |tag| sight.holder(id, Place::Vlan(tag), None));
    let before = match tagging {
        Tagging::Untagged => return place(Tag::Untagged).is_none().then_some(Tag::Untagged),
        Tagging::Dot1q | Tagging::PerConnection => Tag::Dot1q(0),
        Tagging::Qinq => Tag::Qinq { s: 0, c: None },
    };
    before.next_free(&range, |tag| place(tag).is_some())
}

/// An own virtual device that a connection could end at or a grant could be created on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DeviceChoice {
    /// The device.
    pub id: AssetId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub metro: Metro,
    /// The usual speeds that a token on it may allow (E5).
    pub tiers: Vec<Mbps>,
    /// Its interfaces, in ascending order.
    pub interfaces: Vec<InterfaceRow>,
    /// How many of them are free.
    pub free: usize,
    /// The next available one, if any is (E4).
    pub next: Option<u16>,
    /// Whether the acting person may create grants on it (P3).
    pub access: bool,
}

/// The company's virtual devices, in the order they were added.
pub fn devices(sight: &Sight<'_>, person: PersonId) -> Vec<DeviceChoice> {
    let ids = sight.books().map(|books| books.assets.as_slice()).unwrap_or_default();
    let choice = |id: &AssetId| {
        let asset = sight.own_asset(*id)?;
        let device = asset.device()?;
        let free: Vec<u16> = free_interfaces(sight, asset, device).collect();
        Some(DeviceChoice {
            id: *id,
            name: asset.name.clone(),
            metro: device.metro.clone(),
            tiers: asset.speed().map(service_token::tiers).unwrap_or_default(),
            interfaces: interfaces(sight, asset),
            free: free.len(),
            next: free.first().copied(),
            access: asset.lets_in(person),
        })
    };
    ids.iter().filter_map(choice).collect()
}

/// A provider's service profile that a connection could end at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
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
