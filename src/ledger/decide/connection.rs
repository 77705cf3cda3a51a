//! Changing and ending connections (C1, C2h, C6).

use super::redemption::{check_bandwidth, sum_warning};
use super::{Actor, Decided, Decision, refuse, tier_warning};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::ConnectionId;
use crate::domain::permission::Right;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::terms::Terms;
use crate::domain::text::{self, NAME_LIMIT};
use crate::ledger::event::Event;
use crate::ledger::world::Connection;

/// A living connection of the actor's company.
pub(super) fn living<'a>(actor: &Actor<'a>, id: ConnectionId) -> Result<&'a Connection, Vec<Refusal>> {
    actor.needs(Right::Connect)?;
    match actor.sight.connection(id) {
        None => Err(refuse(Code::NotFound, Field::Form, "Your company has no such connection.")),
        Some(connection) if connection.state.is_living() => Ok(connection),
        Some(_) => Err(refuse(Code::ConnectionEnded, Field::Form, "This connection was deleted; it can only be read.")),
    }
}

/// Each company names the connection for itself; the redeemer's name goes to the vendor, so it keeps its form (C1).
pub(super) fn rename(actor: &Actor<'_>, id: ConnectionId, name: &str) -> Decided {
    let connection = living(actor, id)?;
    let name = if connection.parties.redeemer == actor.company() {
        text::fabric_connection_name(name)
    } else {
        text::required(name, Field::Name, NAME_LIMIT)
    };
    let name = name.map_err(|refusal| vec![refusal])?;
    if name == actor.sight.connection_name(connection) {
        return Err(refuse(Code::NothingToChange, Field::Name, "That is its name already."));
    }
    Ok(vec![Event::ConnectionNamed { connection: id, company: actor.company(), name }].into())
}

/// A living connection that the actor's company redeemed, so that it may change the bandwidth (C2h).
pub(super) fn redeemed<'a>(actor: &Actor<'a>, id: ConnectionId) -> Result<&'a Connection, Vec<Refusal>> {
    let connection = living(actor, id)?;
    if connection.parties.redeemer == actor.company() {
        return Ok(connection);
    }
    let message = "Only the company that redeemed the token may change the bandwidth.";
    Err(refuse(Code::RoleNotAllowed, Field::Bandwidth, message))
}

pub(super) fn change_bandwidth(actor: &Actor<'_>, id: ConnectionId, to: Mbps) -> Decided {
    let connection = redeemed(actor, id)?;
    let own = actor.sight.own_ends(connection).find_map(|taken| actor.sight.own_asset(taken.end.held()?.0));
    let terms: Vec<&Terms> = actor.sight.redeemed(connection).map(|redeemed| &redeemed.terms).collect();
    check_bandwidth(to, &terms, own).map_err(|refusal| vec![refusal])?;
    let from = connection.bandwidth;
    if from == to {
        return Err(refuse(Code::NothingToChange, Field::Bandwidth, "That is its bandwidth already."));
    }
    let more = Mbps::new(to.get().saturating_sub(from.get()));
    let mut warnings: Vec<_> = tier_warning(to).into_iter().collect();
    warnings.extend(own.and_then(|asset| sum_warning(actor.sight, asset, more)));
    let events = vec![Event::BandwidthChanged { connection: id, parties: connection.parties, from, to }];
    Ok(Decision { events, warnings })
}

pub(super) fn delete(actor: &Actor<'_>, id: ConnectionId, confirmed: bool) -> Decided {
    let connection = living(actor, id)?;
    if !confirmed {
        let message = "Deleting takes effect at once and cannot be undone. Confirm it.";
        return Err(refuse(Code::DeletionUnconfirmed, Field::Confirm, message));
    }
    let (parties, by) = (connection.parties, actor.company());
    Ok(vec![Event::ConnectionDeleted { connection: id, parties, by }].into())
}
