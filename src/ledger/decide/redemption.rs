//! Redeeming a key: the checks of R5 in their order, then one atomic step (R6).

use super::{Actor, Decided, Decision, Draw, Warning, check_emails, place, refuse, tier_warning};
use crate::domain::asset::{Asset, Port, System};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Parties;
use crate::domain::id::ConnectionId;
use crate::domain::metro::Metro;
use crate::domain::permission::Right;
use crate::domain::refusal::{Code, Field, Problems, Refusal, Remedy};
use crate::domain::terms::{Phase, Status, Terms, status};
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::ledger::command::{Destination, Redeem};
use crate::ledger::event::{Connected, End, EndTaken, Event, Order, Redeemed};
use crate::ledger::world::{Offer, Sight};

/// Longest purchase order number, in characters.
const PURCHASE_ORDER_LIMIT: usize = 64;

pub(super) fn redeem(actor: &Actor<'_>, redeem: &Redeem, draw: Draw<'_>) -> Decided {
    actor.needs(Right::Connect)?;
    let offer = redeemable(actor.sight, &redeem.key).map_err(|refusal| vec![refusal])?;
    let mut problems = Problems::default();
    if offer.issuer == actor.company() && !redeem.own_confirmed {
        let message = "This key was created by your own company. Tick the box if you mean to use it yourselves.";
        problems.push(Refusal::new(Code::OwnKeyUnconfirmed, Field::Confirm, message));
    }
    let end = check_end(actor, offer.terms, &redeem.end);
    let end = end.map_err(|refusals| problems.extend(refusals)).ok();
    let own = own_asset(actor, &redeem.end);
    problems.take(check_bandwidth(redeem.bandwidth, &[offer.terms], own.and_then(Asset::speed)));
    let name = problems.take(text::fabric_connection_name(&redeem.name));
    let notify = problems.take(check_emails(&redeem.notify, Field::Notify));
    let order = text::optional(&redeem.purchase_order, Field::PurchaseOrder, PURCHASE_ORDER_LIMIT);
    let purchase_order = problems.take(order);
    let (Some(end), Some(name), Some(notify), Some(purchase_order)) = (end, name, notify, purchase_order) else {
        return Err(problems.list());
    };
    problems.settle()?;
    let connection = ConnectionId::new(draw());
    let (company, issuer) = (actor.company(), offer.issuer);
    let side = offer.terms.kind.issuer_side();
    let parties = Parties::of(issuer, side, company);
    let order = Order { notify, purchase_order };
    let terms = offer.terms.clone();
    let events = vec![
        Event::GrantUsed { grant: offer.grant },
        Event::Connected(Connected { connection, parties, bandwidth: redeem.bandwidth }),
        Event::Redeemed(Redeemed { connection, grant: offer.grant, issuer, redeemer: company, terms }),
        Event::EndTaken(EndTaken { connection, company, side: side.opposite(), end }),
        Event::ConnectionNamed { connection, company, name },
        Event::Ordered { connection, company, order },
    ];
    let mut warnings: Vec<Warning> = tier_warning(redeem.bandwidth).into_iter().collect();
    warnings.extend(own.and_then(|asset| sum_warning(actor.sight, asset, redeem.bandwidth)));
    Ok(Decision { events, warnings })
}

/// What the key alone decides: the codes of R5 that stand at the key, in their order.
pub(in crate::ledger) fn redeemable<'a>(
    sight: &Sight<'a>,
    key: &crate::domain::key::Key,
) -> Result<Offer<'a>, Refusal> {
    let refuse = |code, message: String| Err(Refusal::new(code, Field::Key, message));
    let Some(offer) = sight.offer(key) else {
        let message = "No such key is known in this browser. Check that all 36 characters were copied, or ask the \
                       company that gave it to you. A key made in another browser is not known here.";
        return refuse(Code::UnknownKey, message.to_owned());
    };
    let (terms, issuer) = (offer.terms, sight.company_name(offer.issuer));
    match status(offer.phase, terms, sight.now()) {
        Status::Unused | Status::Usable => Ok(offer),
        Status::Deleted => refuse(Code::Deleted, format!("{issuer} deleted this key. Ask them for a new one.")),
        Status::Used => refuse(Code::AlreadyUsed, already_used(sight, &offer)),
        Status::Expired => {
            let last = utc(terms.valid.until);
            refuse(Code::Expired, format!("This key expired on {last}. Ask {issuer} for a new one."))
        }
        Status::Off | Status::NotYet if !terms.valid.has_begun(sight.now()) => {
            let first = utc(terms.valid.from);
            refuse(Code::NotYetValid, format!("This key is valid from {first}. Come back then, or ask {issuer}."))
        }
        Status::Off | Status::NotYet => {
            refuse(Code::SwitchedOff, format!("{issuer} switched this key off. Ask them to switch it on."))
        }
    }
}

/// When it was used; by whom only to the winner and the issuer (R11).
fn already_used(sight: &Sight<'_>, offer: &Offer<'_>) -> String {
    let when = match offer.phase {
        Phase::Used(at) => format!(" on {}", utc(at)),
        Phase::Open { .. } | Phase::Deleted { .. } => String::new(),
    };
    match offer.winner {
        Some(winner) if Some(winner) == sight.company() => {
            format!("Your own company used this key{when}. It works only once; see your connections.")
        }
        Some(winner) => format!("{} used this key{when}. It works only once.", sight.company_name(winner)),
        None => format!(
            "This key was used{when}. It works only once, first come, first served; ask {} for a new one.",
            sight.company_name(offer.issuer)
        ),
    }
}

/// An instant to the minute.
fn utc(at: Timestamp) -> String {
    let minutes = at.millis().rem_euclid(crate::domain::time::DAY) / 60_000;
    format!("{} at {:02}:{:02} UTC", at.day(), minutes / 60, minutes % 60)
}

fn own_asset<'a>(actor: &Actor<'a>, end: &Destination) -> Option<&'a Asset> {
    match end {
        Destination::Port { asset, .. } => actor.sight.own_asset(*asset),
        Destination::Profile { .. } => None,
    }
}

fn check_end(actor: &Actor<'_>, terms: &Terms, end: &Destination) -> Result<End, Vec<Refusal>> {
    match end {
        Destination::Port { asset, tag } => {
            let fabric = |port: &&Port| port.system() == System::Fabric;
            let own = actor.sight.own_asset(*asset).and_then(|asset| Some((asset, asset.port().filter(fabric)?)));
            let Some((own, port)) = own else {
                let message = "Choose a Fabric port of your own company.";
                return Err(refuse(Code::OwnAssetRequired, Field::Asset, message));
            };
            let mut problems = Problems::default();
            if !port.open {
                let message = format!("{} is closed to new connections. Choose another port, or open it.", own.name);
                problems.push(Refusal::new(Code::PortClosed, Field::Asset, message));
            }
            problems.take(check_metro(terms, &port.metro, Field::Asset));
            let place = place::check_vlan(actor.sight, own, port, *tag);
            let Ok(place) = place.map_err(|refusals| problems.extend(refusals)) else { return Err(problems.list()) };
            problems.settle()?;
            Ok(End::At { asset: *asset, place })
        }
        Destination::Profile { asset, metro, values } => {
            let Some((offered, profile)) = actor.sight.profile(*asset) else {
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
            Ok(End::Profile { asset: *asset, metro: metro.clone(), values })
        }
    }
}

/// The metros compared are those of the two assets (E2, R9).
fn check_metro(terms: &Terms, metro: &Metro, field: Field) -> Result<(), Refusal> {
    if terms.remote || terms.metro == *metro {
        return Ok(());
    }
    let message = format!(
        "This token allows no remote connection: the other end must be in {}, and this is in {metro}.",
        terms.metro
    );
    Err(Refusal::new(Code::RemoteNotAllowed, field, message))
}

/// Within what every grant allows and the own asset's speed (E5, R9).
pub(super) fn check_bandwidth(bandwidth: Mbps, grants: &[&Terms], speed: Option<Mbps>) -> Result<(), Refusal> {
    let limit = grants.iter().map(|terms| terms.limit()).min();
    let largest = [limit, speed].into_iter().flatten().min().unwrap_or(bandwidth);
    if bandwidth.get() > 0 && bandwidth <= largest {
        return Ok(());
    }
    let message = match speed {
        _ if bandwidth.get() == 0 => "Give a bandwidth above 0 Mbps.".to_owned(),
        Some(speed) if Some(speed) < limit => {
            format!("{bandwidth} is more than your own port's speed of {speed}. Choose at most {largest}.")
        }
        _ => format!("{bandwidth} is more than the token allows. Choose at most {largest}."),
    };
    Err(Refusal::new(Code::OverBandwidth, Field::Bandwidth, message).with(Remedy::UseBandwidth(largest)))
}

/// Warns when the connections on an own asset together are promised more than it carries (R9).
pub(super) fn sum_warning(sight: &Sight<'_>, asset: &Asset, more: Mbps) -> Option<Warning> {
    let (port, sum) = (asset.port()?, sight.committed(asset.id).saturating_add(u64::from(more.get())));
    (sum > u64::from(port.speed.get())).then(|| Warning {
        field: Field::Bandwidth,
        message: format!("The connections on this port then add up to {sum} Mbps, more than its {}.", port.speed),
    })
}
