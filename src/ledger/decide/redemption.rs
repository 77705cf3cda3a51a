//! Redeeming service tokens: the checks of R5 in their order, then one atomic step (R6).

use super::offer::{check_metro, common_speeds, other_system, redeemable};
use super::{Actor, Decided, Decision, Draw, Warning, check_emails, place, refuse, tier_warning};
use crate::domain::asset::{Asset, AssetKind};
use crate::domain::bandwidth::{Mbps, Speeds};
use crate::domain::connection::{Parties, Side};
use crate::domain::id::{AssetId, CompanyId, ConnectionId};
use crate::domain::key::Key;
use crate::domain::metro::Metro;
use crate::domain::permission::Roles;
use crate::domain::place::Place;
use crate::domain::refusal::{Code, Field, Problems, Refusal, Remedy};
use crate::domain::terms::{Kind, Terms};
use crate::domain::text;
use crate::ledger::command::{Destination, Redeem};
use crate::ledger::event::{Connected, End, EndTaken, Event, Order, Redeemed};
use crate::ledger::world::{Offer, Sight};

/// Longest purchase order number, in characters.
const PURCHASE_ORDER_LIMIT: usize = 64;

/// The redeemer's part of a connection.
enum Far<'a> {
    /// An end of its own.
    End(End),
    /// The end that another token fixes (R4).
    Token(Offer<'a>),
}

pub(super) fn redeem(actor: &Actor<'_>, redeem: &Redeem, draw: Draw<'_>) -> Decided {
    let roles = actor.person.roles;
    let offer = redeemable(actor.sight, roles, &redeem.key, Field::Key).map_err(|refusal| vec![refusal])?;
    let mut problems = Problems::default();
    let far = far(actor, &offer, &redeem.end).map_err(|refusals| problems.extend(refusals)).ok();
    let offers: Vec<&Offer<'_>> = match &far {
        Some(Far::Token(second)) => vec![&offer, second],
        Some(Far::End(_)) | None => vec![&offer],
    };
    problems.take(confirm_own(actor, &offers, redeem.own_confirmed));
    let own = own_asset(actor, &redeem.end);
    problems.take(check_apart(actor, &offers, own));
    let terms: Vec<&Terms> = offers.iter().map(|offer| offer.terms).collect();
    problems.take(check_bandwidth(redeem.bandwidth, &terms, own));
    let name = problems.take(text::fabric_connection_name(&redeem.name));
    let notify = problems.take(check_emails(&redeem.notify, Field::Notify));
    let order = text::optional(&redeem.purchase_order, Field::PurchaseOrder, PURCHASE_ORDER_LIMIT);
    let purchase_order = problems.take(order);
    let (Some(far), Some(name), Some(notify), Some(purchase_order)) = (&far, name, notify, purchase_order) else {
        return Err(problems.list());
    };
    problems.settle()?;
    let (connection, company) = (ConnectionId::new(draw()), actor.company());
    let mut events = connect(connection, company, redeem.bandwidth, &offer, far);
    events.push(Event::ConnectionNamed { connection, company, name });
    events.push(Event::Ordered { connection, company, order: Order { notify, purchase_order } });
    let mut warnings: Vec<Warning> = tier_warning(redeem.bandwidth).into_iter().collect();
    warnings.extend(own.and_then(|asset| sum_warning(actor.sight, asset, redeem.bandwidth)));
    Ok(Decision { events, warnings })
}

/// A key of the own company is redeemed only after confirming that it is (R10).
pub(super) fn confirm_own(actor: &Actor<'_>, offers: &[&Offer<'_>], confirmed: bool) -> Result<(), Refusal> {
    if confirmed || offers.iter().all(|offer| offer.issuer != actor.company()) {
        return Ok(());
    }
    let message = "This key was created by your own company. Tick the box if you mean to use it yourselves.";
    Err(Refusal::new(Code::OwnKeyUnconfirmed, Field::Confirm, message))
}

/// The grants that are used up, the connection that draws on them, and the redeemer's own end.
fn connect(
    connection: ConnectionId,
    redeemer: CompanyId,
    bandwidth: Mbps,
    offer: &Offer<'_>,
    far: &Far<'_>,
) -> Vec<Event> {
    let side = offer.terms.kind.issuer_side();
    let (offers, parties, end) = match far {
        Far::End(end) => (vec![offer], Parties::of(offer.issuer, side, redeemer), Some(end)),
        Far::Token(second) => {
            let owner = |of| if side == of { offer.issuer } else { second.issuer };
            (vec![offer, second], Parties { a: owner(Side::A), z: owner(Side::Z), redeemer }, None)
        }
    };
    let redeemed = |offer: &&Offer<'_>| {
        let (grant, issuer, terms) = (offer.grant, offer.issuer, offer.terms.clone());
        Event::Redeemed(Redeemed { connection, grant, issuer, redeemer, terms })
    };
    let mut events: Vec<Event> = offers.iter().map(|offer| Event::GrantUsed { grant: offer.grant }).collect();
    events.push(Event::Connected(Connected { connection, parties, bandwidth, until: None, shut_down: false }));
    events.extend(offers.iter().map(redeemed));
    if let Some(end) = end.cloned() {
        events.push(Event::EndTaken(EndTaken { connection, company: redeemer, side: side.opposite(), end }));
    }
    events
}

fn own_asset<'a>(actor: &Actor<'a>, end: &Destination) -> Option<&'a Asset> {
    match end {
        Destination::Port { asset, .. } | Destination::Device { asset, .. } => actor.sight.own_asset(*asset),
        Destination::Token { .. } | Destination::Profile { .. } => None,
    }
}

/// The redeemer's part, as the kind of the token allows it (A4, R3).
fn far<'a>(actor: &Actor<'a>, offer: &Offer<'_>, end: &Destination) -> Result<Far<'a>, Vec<Refusal>> {
    let terms = offer.terms;
    match (terms.kind, end) {
        (Kind::ASideToken | Kind::ZSideToken, Destination::Port { asset, tag }) => {
            own_end(actor, terms, *asset, |own| match &own.kind {
                AssetKind::Port(port) => Some(place::check_vlan(actor.sight, own, port, *tag)),
                _ => None,
            })
        }
        (Kind::ZSideToken, Destination::Device { asset, interface }) => {
            own_end(actor, terms, *asset, |own| match &own.kind {
                AssetKind::VirtualDevice(device) => Some(place::check_interface(actor.sight, own, device, *interface)),
                _ => None,
            })
        }
        (Kind::ASideToken, Destination::Profile { asset, metro, values }) => {
            profile_end(actor, terms, *asset, metro, values).map(Far::End)
        }
        (Kind::ASideToken | Kind::ZSideToken, Destination::Token { key }) => {
            second(actor.sight, actor.person.roles, offer, key).map(Far::Token).map_err(|refusal| vec![refusal])
        }
        (kind, _) => Err(refuse(Code::WrongSystem, Field::Asset, where_to(kind))),
    }
}

/// Where the connection of a grant can end on the redeemer's part (A4, R3).
const fn where_to(kind: Kind) -> &'static str {
    match kind {
        Kind::ASideToken => {
            "The connection of an A-side token ends at a port of yours, a service profile or a Z-side token."
        }
        Kind::ZSideToken => {
            "A Z-side token is redeemed from a port or virtual device of yours, or with an A-side token."
        }
        Kind::ServiceKey => "A service key is redeemed from a port at Megaport, an MCR or an MVE of yours.",
    }
}

/// A place on an own asset; `check` says whether it is free, and nothing for an asset of another kind.
fn own_end<'a>(
    actor: &Actor<'a>,
    terms: &Terms,
    id: AssetId,
    check: impl FnOnce(&'a Asset) -> Option<Result<Place, Vec<Refusal>>>,
) -> Result<Far<'a>, Vec<Refusal>> {
    let own = actor.sight.own_asset(id);
    if own.is_some_and(|own| own.profile().is_none() && own.system() != terms.kind.system()) {
        return Err(refuse(Code::WrongSystem, Field::Asset, other_system(terms.kind.system())));
    }
    let Some((own, metro, place)) = own.and_then(|own| Some((own, own.metro()?, check(own)?))) else {
        let message = match terms.kind {
            Kind::ZSideToken => "Choose a port or virtual device of your own company.",
            Kind::ASideToken | Kind::ServiceKey => "Choose a port of your own company.",
        };
        return Err(refuse(Code::OwnAssetRequired, Field::Asset, message));
    };
    let mut problems = Problems::default();
    if !own.open() {
        let message = format!("{} is closed to new connections. Choose another port, or open it.", own.name);
        problems.push(Refusal::new(Code::PortClosed, Field::Asset, message));
    }
    problems.take(check_metro(terms, metro, Field::Asset));
    let Ok(place) = place.map_err(|refusals| problems.extend(refusals)) else { return Err(problems.list()) };
    problems.settle()?;
    Ok(Far::End(End::At { asset: id, place }))
}

fn profile_end(
    actor: &Actor<'_>,
    terms: &Terms,
    asset: AssetId,
    metro: &Metro,
    values: &[(String, String)],
) -> Result<End, Vec<Refusal>> {
    let Some((offered, profile)) = actor.sight.profile(asset) else {
        return Err(refuse(Code::NotFound, Field::Asset, "Choose a service profile that is offered."));
    };
    let mut problems = Problems::default();
    if !profile.metros.contains(metro) {
        let message = format!("{} is not offered in {metro}. Choose one of its metros.", offered.name);
        problems.push(Refusal::new(Code::MetroInvalid, Field::Metro, message));
    }
    problems.take(check_metro(terms, metro, Field::Metro));
    let values = profile.check(values).map_err(|refusals| problems.extend(refusals));
    let Ok(values) = values else { return Err(problems.list()) };
    problems.settle()?;
    Ok(End::Profile { asset, metro: metro.clone(), values })
}

/// The other token of a pair: of the other side, and where the metros differ both allow it (R4).
pub(in crate::ledger) fn second<'a>(
    sight: &Sight<'a>,
    roles: Roles,
    first: &Offer<'_>,
    key: &Key,
) -> Result<Offer<'a>, Refusal> {
    let second = redeemable(sight, roles, key, Field::SecondKey)?;
    let (one, other) = (first.terms, second.terms);
    let pairs = one.kind.system() == other.kind.system() && one.kind.issuer_side() != other.kind.issuer_side();
    if !pairs {
        let (one, other) = (one.kind.with_article(), other.kind.with_article());
        let message =
            format!("This is {other}, and the first key is {one}; an A-side token and a Z-side token make a pair.");
        return Err(Refusal::new(Code::WrongSystem, Field::SecondKey, message));
    }
    check_metro(one, &other.metro, Field::SecondKey)?;
    check_metro(other, &one.metro, Field::SecondKey)?;
    Ok(second)
}

/// Within what every grant allows and the own asset's speed (E5, R9).
pub(super) fn check_bandwidth(bandwidth: Mbps, grants: &[&Terms], own: Option<&Asset>) -> Result<(), Refusal> {
    let granted = common_speeds(grants);
    let own = own.and_then(|own| Some((own, own.speed()?)));
    let allowed = own.map_or(granted.clone(), |(_, speed)| granted.and(&Speeds::UpTo(speed)));
    if bandwidth.get() > 0 && allowed.allow(bandwidth) {
        return Ok(());
    }
    let largest = allowed.largest();
    let noun = grants.first().map_or("token", |terms| terms.kind.noun());
    let message = match (&granted, own) {
        _ if bandwidth.get() == 0 => "Give a bandwidth above 0 Mbps.".to_owned(),
        _ if largest.get() == 0 => "No speed fits both; ask for a token that allows others.".to_owned(),
        (granted, Some((own, speed))) if bandwidth > speed && speed < granted.largest() => {
            let own = own.kind.noun();
            format!("{bandwidth} is more than your own {own}'s speed of {speed}. Choose at most {largest}.")
        }
        (Speeds::OneOf(_), _) => {
            format!("The {noun} does not allow {bandwidth}. Choose {allowed}.")
        }
        _ => format!("{bandwidth} is more than the {noun} allows. Choose at most {largest}."),
    };
    let refusal = Refusal::new(Code::OverBandwidth, Field::Bandwidth, message);
    Err(if largest.get() > 0 { refusal.with(Remedy::UseBandwidth(largest)) } else { refusal })
}

/// Warns when the connections on an own asset together are promised more than it carries (R9).
pub(super) fn sum_warning(sight: &Sight<'_>, asset: &Asset, more: Mbps) -> Option<Warning> {
    let (speed, noun) = (asset.kind.shared_speed()?, asset.kind.noun());
    let sum = sight.committed(asset.id).saturating_add(u64::from(more.get()));
    (sum > u64::from(speed.get())).then(|| Warning {
        field: Field::Bandwidth,
        message: format!("The connections on this {noun} then add up to {sum} Mbps, more than its {speed}."),
    })
}

/// A connection joins two assets: an own key is not used on the asset that it is for, nor are two own keys of one asset
/// used with each other (R10).
pub(super) fn check_apart(actor: &Actor<'_>, offers: &[&Offer<'_>], end: Option<&Asset>) -> Result<(), Refusal> {
    let pinned = |offer: &&Offer<'_>| Some(actor.sight.own_grant(offer.grant)?.placed.as_ref()?.asset);
    let mut ends: Vec<AssetId> = vec![];
    for id in offers.iter().filter_map(pinned).chain(end.map(|asset| asset.id)) {
        if ends.contains(&id) {
            let name = actor.sight.asset_name(id).unwrap_or_default();
            let (field, what) = match end {
                Some(_) => (Field::Asset, format!("The key is for {name} itself")),
                None => (Field::SecondKey, format!("Both keys are for {name}")),
            };
            let message = format!("{what}, and a connection joins two assets. Choose another one for this end.");
            return Err(Refusal::new(Code::SameAsset, field, message));
        }
        ends.push(id);
    }
    Ok(())
}
