//! Redeeming a key: the checks of R5 in their order, then one atomic step (R6).

use super::{Actor, Decided, Decision, Draw, Warning, check_emails, refuse, tier_warning, vlan};
use crate::domain::asset::{Asset, Port};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, ConnectionId};
use crate::domain::metro::Metro;
use crate::domain::permission::Right;
use crate::domain::refusal::{Code, Field, Problems, Refusal, Remedy};
use crate::domain::terms::{Phase, Status, Terms, status};
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::ledger::command::{Destination, Redeem};
use crate::ledger::event::{Connected, End, EndTaken, Event, Order, Parties, Side};
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
    let port = own_port(actor, &redeem.end);
    problems.take(check_bandwidth(redeem.bandwidth, offer.terms, port.map(|(_, port)| port.speed)));
    let name = problems.take(text::fabric_connection_name(&redeem.name));
    let notify = problems.take(check_emails(&redeem.notify, Field::Notify));
    let order = text::optional(&redeem.purchase_order, Field::PurchaseOrder, PURCHASE_ORDER_LIMIT);
    let purchase_order = problems.take(order);
    let (Some(end), Some(name), Some(notify), Some(purchase_order)) = (end, name, notify, purchase_order) else {
        return Err(problems.list());
    };
    problems.settle()?;
    let connection = ConnectionId::new(draw());
    let company = actor.company();
    let made = Connected {
        connection,
        grant: offer.grant,
        parties: Parties { issuer: offer.issuer, redeemer: company },
        bandwidth: redeem.bandwidth,
        terms: offer.terms.clone(),
    };
    let order = Order { notify, purchase_order };
    let taken = EndTaken { connection, company, side: Side::Z, end, name, order };
    let events = vec![Event::GrantUsed { grant: offer.grant }, Event::Connected(made), Event::EndTaken(taken)];
    let mut warnings: Vec<Warning> = tier_warning(redeem.bandwidth).into_iter().collect();
    warnings.extend(port.and_then(|(asset, port)| sum_warning(actor.sight, asset, port, redeem.bandwidth)));
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
    match status(offer.phase, offer.terms, sight.now()) {
        Status::Unused => Ok(offer),
        Status::Deleted => {
            let issuer = sight.company_name(offer.issuer);
            refuse(Code::Deleted, format!("{issuer} deleted this key. Ask them for a new one."))
        }
        Status::Used => refuse(Code::AlreadyUsed, already_used(sight, &offer)),
        Status::Expired => {
            let issuer = sight.company_name(offer.issuer);
            let day = offer.terms.expires.day();
            refuse(Code::Expired, format!("This key expired on {day} at 00:00 UTC. Ask {issuer} for a new one."))
        }
    }
}

/// When it was used; by whom only to the winner and the issuer (R11).
fn already_used(sight: &Sight<'_>, offer: &Offer<'_>) -> String {
    let when = match offer.phase {
        Phase::Used(at) => format!(" on {}", utc_minute(at)),
        Phase::Open | Phase::Deleted { .. } => String::new(),
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

fn utc_minute(at: Timestamp) -> String {
    let minutes = at.millis().rem_euclid(crate::domain::time::DAY) / 60_000;
    format!("{} at {:02}:{:02} UTC", at.day(), minutes / 60, minutes % 60)
}

fn own_port<'a>(actor: &Actor<'a>, end: &Destination) -> Option<(AssetId, &'a Port)> {
    match end {
        Destination::Port { asset, .. } => Some((*asset, actor.sight.own_asset(*asset).and_then(Asset::port)?)),
        Destination::Profile { .. } => None,
    }
}

fn check_end(actor: &Actor<'_>, terms: &Terms, end: &Destination) -> Result<End, Vec<Refusal>> {
    match end {
        Destination::Port { asset, tag } => {
            let own = actor.sight.own_asset(*asset).and_then(|asset| Some((asset, asset.port()?)));
            let Some((own, port)) = own else {
                let message = "Choose a port of your own company.";
                return Err(refuse(Code::OwnAssetRequired, Field::Asset, message));
            };
            let mut problems = Problems::default();
            if !port.open {
                let message = format!("{} is closed to new connections. Choose another port, or open it.", own.name);
                problems.push(Refusal::new(Code::PortClosed, Field::Asset, message));
            }
            problems.take(check_metro(terms, &port.metro, Field::Asset));
            vlan::check(actor.sight, own, port, *tag).unwrap_or_else(|refusals| problems.extend(refusals));
            problems.settle()?;
            Ok(End::Port { asset: *asset, tag: *tag })
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

/// Within the grant's limit and the own port's speed (E5, R9).
pub(super) fn check_bandwidth(bandwidth: Mbps, terms: &Terms, speed: Option<Mbps>) -> Result<(), Refusal> {
    let largest = speed.map_or(terms.limit, |speed| speed.min(terms.limit));
    if bandwidth.get() > 0 && bandwidth <= largest {
        return Ok(());
    }
    let message = match speed {
        _ if bandwidth.get() == 0 => "Give a bandwidth above 0 Mbps.".to_owned(),
        Some(speed) if speed < terms.limit => {
            format!("{bandwidth} is more than your own port's speed of {speed}. Choose at most {largest}.")
        }
        _ => format!("{bandwidth} is more than the token allows. Choose at most {largest}."),
    };
    Err(Refusal::new(Code::OverBandwidth, Field::Bandwidth, message).with(Remedy::UseBandwidth(largest)))
}

/// Warns when the port's connections together are promised more than it carries (R9).
pub(super) fn sum_warning(sight: &Sight<'_>, asset: AssetId, port: &Port, more: Mbps) -> Option<Warning> {
    let sum = sight.committed(asset).saturating_add(u64::from(more.get()));
    (sum > u64::from(port.speed.get())).then(|| Warning {
        field: Field::Bandwidth,
        message: format!("The connections on this port then add up to {sum} Mbps, more than its {}.", port.speed),
    })
}
