//! Changing and ending connections (C1, C2, C6).

use super::partnership::propose;
use super::redemption::{check_bandwidth, sum_warning};
use super::{Actor, Decided, Draw, refuse, tier_warning};
use crate::domain::asset::{Asset, System};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::State;
use crate::domain::id::{ConnectionId, ProposalId};
use crate::domain::proposal::Change;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::rights::{Deed, Verdict, verdict};
use crate::domain::terms::{Kind, Terms};
use crate::domain::text::{self, NAME_LIMIT};
use crate::ledger::event::Event;
use crate::ledger::world::Connection;

/// A connection of the actor's company, which this person may act upon at all (P2, P4).
pub(super) fn partner<'a>(actor: &Actor<'a>, id: ConnectionId) -> Result<&'a Connection, Vec<Refusal>> {
    let Some(connection) = actor.sight.connection(id) else {
        return Err(refuse(Code::NotFound, Field::Form, "Your company has no such connection."));
    };
    actor.needs(kind(actor, connection).redeeming())?;
    Ok(connection)
}

/// What it was made with; where several grants were, they are of one system (R4).
fn kind(actor: &Actor<'_>, connection: &Connection) -> Kind {
    actor.sight.redeemed(connection).next().map_or(Kind::ASideToken, |redeemed| redeemed.terms.kind)
}

/// What the partnership says to a deed of the actor's company, in the connection's present state (C2, C7).
pub(super) fn entitled(actor: &Actor<'_>, connection: &Connection, deed: Deed) -> Result<Verdict, Vec<Refusal>> {
    let ended =
        |how: &str| refuse(Code::ConnectionEnded, Field::Form, format!("This connection {how}; it can only be read."));
    match connection.state(actor.sight.now()) {
        State::Live | State::ShutDown { .. } => {}
        State::Waiting { .. } if matches!(deed, Deed::Rename | Deed::Refer) => {}
        State::Waiting { .. } => {
            let message = "This connection waits for approval; until then it can only be named or withdrawn.";
            return Err(refuse(Code::ConnectionWaiting, Field::Form, message));
        }
        State::Deleted { .. } => return Err(ended("was deleted")),
        State::Denied { .. } => return Err(ended("was denied")),
        State::Withdrawn { .. } => return Err(ended("was withdrawn")),
        State::Lapsed { .. } => return Err(ended("lapsed unanswered")),
    }
    let field = match deed {
        Deed::Rename => Field::Name,
        Deed::Lower | Deed::Raise => Field::Bandwidth,
        Deed::Refer => Field::Reference,
        Deed::Move | Deed::Configure | Deed::FillIn | Deed::Switch | Deed::Delete | Deed::AskToDelete => Field::Form,
    };
    match verdict(kind(actor, connection).system(), &connection.parties, actor.company(), deed) {
        Verdict::Never(why) => Err(refuse(Code::RoleNotAllowed, field, why)),
        verdict => Ok(verdict),
    }
}

/// A connection on which this deed is open to the actor's company now.
pub(super) fn open_to<'a>(
    actor: &Actor<'a>,
    id: ConnectionId,
    deed: Deed,
) -> Result<(&'a Connection, Verdict), Vec<Refusal>> {
    let connection = partner(actor, id)?;
    entitled(actor, connection, deed).map(|verdict| (connection, verdict))
}

/// While a proposal is open, nothing else is changed that partners agree on (C4).
pub(super) fn settled(actor: &Actor<'_>, connection: &Connection) -> Result<(), Vec<Refusal>> {
    let Some(open) = connection.open_proposal(actor.sight.now()) else { return Ok(()) };
    let message = if open.by == actor.company() {
        "A change that your company proposed waits for its partner. Withdraw it first, or wait for the answer."
    } else {
        "A change that your partner proposed waits for your answer. Approve or deny it first."
    };
    Err(refuse(Code::ProposalOpen, Field::Form, message))
}

/// Each company names the connection for itself; a Fabric redeemer's name goes to the vendor, so it keeps its form
/// (C1, C2a).
pub(super) fn rename(actor: &Actor<'_>, id: ConnectionId, name: &str) -> Decided {
    let (connection, _) = open_to(actor, id, Deed::Rename)?;
    let fabric = kind(actor, connection).system() == System::Fabric;
    let name = if fabric && connection.parties.redeemer == actor.company() {
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

/// A connection whose bandwidth the actor's company may change now (C2c, C2h).
pub(super) fn adjustable<'a>(
    actor: &Actor<'a>,
    id: ConnectionId,
    deed: Deed,
) -> Result<(&'a Connection, Verdict), Vec<Refusal>> {
    let (connection, verdict) = open_to(actor, id, deed)?;
    settled(actor, connection)?;
    Ok((connection, verdict))
}

/// Changes the bandwidth within the grant's limit and the own assets' speed; what needs the partner's approval becomes
/// a proposal (C2c, C2h, C3).
pub(super) fn change_bandwidth(actor: &Actor<'_>, id: ConnectionId, to: Mbps, draw: Draw<'_>) -> Decided {
    let deed = match actor.sight.connection(id) {
        Some(connection) if to > connection.bandwidth => Deed::Raise,
        _ => Deed::Lower,
    };
    let (connection, verdict) = adjustable(actor, id, deed)?;
    let own: Vec<&Asset> =
        actor.sight.own_ends(connection).filter_map(|taken| actor.sight.own_asset(taken.end.held()?.0)).collect();
    let terms: Vec<&Terms> = actor.sight.redeemed(connection).map(|redeemed| &redeemed.terms).collect();
    let narrowest = own.iter().min_by_key(|asset| asset.speed()).copied();
    check_bandwidth(to, &terms, narrowest).map_err(|refusal| vec![refusal])?;
    let from = connection.bandwidth;
    if from == to {
        return Err(refuse(Code::NothingToChange, Field::Bandwidth, "That is its bandwidth already."));
    }
    let more = Mbps::new(to.get().saturating_sub(from.get()));
    let fabric = kind(actor, connection).system() == System::Fabric;
    let mut warnings: Vec<_> = tier_warning(to).filter(|_| fabric).into_iter().collect();
    warnings.extend(own.iter().find_map(|asset| sum_warning(actor.sight, asset, more)));
    let mut decision = match verdict {
        Verdict::WithApproval => propose(actor, connection, ProposalId::new(draw()), Change::Bandwidth { from, to }),
        _ => vec![Event::BandwidthChanged { connection: id, parties: connection.parties, from, to }].into(),
    };
    decision.warnings.extend(warnings);
    Ok(decision)
}

pub(super) fn delete(actor: &Actor<'_>, id: ConnectionId, confirmed: bool) -> Decided {
    let (connection, _) = open_to(actor, id, Deed::Delete)?;
    if !confirmed {
        let message = "Deleting takes effect at once and cannot be undone. Confirm it.";
        return Err(refuse(Code::DeletionUnconfirmed, Field::Confirm, message));
    }
    let (parties, by) = (connection.parties, actor.company());
    Ok(vec![Event::ConnectionDeleted { connection: id, parties, by }].into())
}
