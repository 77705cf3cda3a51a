//! What partners of a Megaport connection agree on: the request of a redeemer, and changes that need the other's
//! approval (R7, C2 to C5, C9).

use super::connection::{entitled, open_to, partner, settled};
use super::redemption::sum_warning;
use super::{Actor, Decided, Decision, Draw, Warning, refuse, service};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::{Side, State};
use crate::domain::id::{ConnectionId, ProposalId};
use crate::domain::place::Pin;
use crate::domain::proposal::{Answer, Change, Proposal};
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::rights::{Deed, Verdict};
use crate::domain::terms::service_key::REFERENCE_LIMIT;
use crate::domain::terms::{Kind, Usage};
use crate::domain::text::{self, DESCRIPTION_LIMIT};
use crate::ledger::command::{ChangeEnd, ServiceEnd};
use crate::ledger::event::{End, EndMoved, EndProposed, EndTaken, Event, Redeemed};
use crate::ledger::world::{Claim, Connection, Holder};

/// A connection that waits for its issuer, and the terms it was asked for with (R7).
fn waiting<'a>(actor: &Actor<'a>, id: ConnectionId) -> Result<(&'a Connection, &'a Redeemed), Vec<Refusal>> {
    let connection = partner(actor, id)?;
    let redeemed = actor.sight.redeemed(connection).next();
    match (connection.state(actor.sight.now()), redeemed) {
        (State::Waiting { .. }, Some(redeemed)) => Ok((connection, redeemed)),
        (state, _) => {
            let message = format!("This connection no longer waits for approval; it is {}.", state.word());
            Err(refuse(Code::NothingToAnswer, Field::Form, message))
        }
    }
}

/// The same, for the issuer, who answers.
pub(super) fn asked<'a>(actor: &Actor<'a>, id: ConnectionId) -> Result<(&'a Connection, &'a Redeemed), Vec<Refusal>> {
    let (connection, redeemed) = waiting(actor, id)?;
    if redeemed.issuer == actor.company() {
        return Ok((connection, redeemed));
    }
    let issuer = actor.sight.company_name(redeemed.issuer);
    Err(refuse(Code::RoleNotAllowed, Field::Form, format!("{issuer} must act: it created the service key.")))
}

/// The same, for the redeemer, who may take the request back.
pub(super) fn requested<'a>(
    actor: &Actor<'a>,
    id: ConnectionId,
) -> Result<(&'a Connection, &'a Redeemed), Vec<Refusal>> {
    let (connection, redeemed) = waiting(actor, id)?;
    if redeemed.redeemer == actor.company() {
        return Ok((connection, redeemed));
    }
    let redeemer = actor.sight.company_name(redeemed.redeemer);
    Err(refuse(Code::RoleNotAllowed, Field::Form, format!("Only {redeemer}, which asked for it, may withdraw it.")))
}

/// The issuer approves, and gives its own VLAN where the key does not (R7, K4).
pub(super) fn approve(actor: &Actor<'_>, id: ConnectionId, given: Option<&ServiceEnd>) -> Decided {
    let (connection, redeemed) = asked(actor, id)?;
    let (parties, company) = (connection.parties, actor.company());
    let mut events = vec![
        Event::GrantUsed { grant: redeemed.grant },
        Event::ConnectionAnswered { connection: id, parties, answer: Answer::Approved },
    ];
    let asset = match actor.sight.own_ends(connection).next() {
        Some(taken) => taken.end.asset(),
        None => {
            let end = given_end(actor, redeemed, given)?;
            let (asset, side) = (end.asset(), redeemed.terms.kind.issuer_side());
            events.push(Event::EndTaken(EndTaken { connection: id, company, side, end }));
            asset
        }
    };
    let own = actor.sight.own_asset(asset);
    let warnings = own.and_then(|own| sum_warning(actor.sight, own, connection.bandwidth)).into_iter().collect();
    Ok(Decision { events, warnings })
}

fn given_end(actor: &Actor<'_>, redeemed: &Redeemed, given: Option<&ServiceEnd>) -> Result<End, Vec<Refusal>> {
    let placed = actor.sight.own_grant(redeemed.grant).and_then(|grant| grant.placed.as_ref());
    let asset = placed.and_then(|placed| actor.sight.own_asset(placed.asset));
    let (Some(placed), Some(asset)) = (placed, asset) else {
        return Err(refuse(
            Code::NotFound,
            Field::Form,
            "The service of this key is no longer there. Deny the request.",
        ));
    };
    let Some(end) = given else {
        return Err(refuse(Code::Required, Field::Vlan, "Give the VLAN of your own end; 0 takes the lowest free one."));
    };
    if let (Pin::Assigned { vnic: Some(pinned) }, ServiceEnd::Mve { vnic, .. }) = (&placed.pin, end)
        && vnic != pinned
    {
        let message = format!("The key is for vNIC {pinned}.");
        return Err(refuse(Code::InterfaceTaken, Field::Vnic, message));
    }
    service::check_end(actor.sight, asset, end, None)
}

/// The issuer denies, with a reason if it likes (R7).
pub(super) fn deny(actor: &Actor<'_>, id: ConnectionId, reason: &str) -> Decided {
    let (connection, redeemed) = asked(actor, id)?;
    give_back(connection, redeemed, Answer::Denied(check_reason(reason)?))
}

/// The redeemer takes the request back (R7).
pub(super) fn withdraw(actor: &Actor<'_>, id: ConnectionId) -> Decided {
    let (connection, redeemed) = requested(actor, id)?;
    give_back(connection, redeemed, Answer::Withdrawn)
}

fn give_back(connection: &Connection, redeemed: &Redeemed, answer: Answer) -> Decided {
    let (id, parties) = (connection.id, connection.parties);
    let mut events = vec![Event::ConnectionAnswered { connection: id, parties, answer }];
    if redeemed.terms.usage == Usage::Single {
        events.push(Event::GrantReturned { grant: redeemed.grant });
    }
    Ok(events.into())
}

fn check_reason(reason: &str) -> Result<String, Vec<Refusal>> {
    text::optional(reason, Field::Reason, DESCRIPTION_LIMIT).map_err(|refusal| vec![refusal])
}

/// The own end of this side on a living connection, and what the partnership says to changing it (C2b, K4).
pub(super) fn changeable<'a>(
    actor: &Actor<'a>,
    id: ConnectionId,
    side: Side,
) -> Result<(&'a Connection, &'a EndTaken, Verdict), Vec<Refusal>> {
    let connection = partner(actor, id)?;
    let Some(taken) = actor.sight.own_ends(connection).find(|taken| taken.side == side) else {
        let message = "This end belongs to your partner; you can change your own only.";
        return Err(refuse(Code::OwnAssetRequired, Field::Form, message));
    };
    let deed = match &taken.end {
        End::Router { configuration, .. } if configuration.is_empty() && fills_in(actor, connection) => Deed::FillIn,
        End::Router { .. } => Deed::Configure,
        End::At { .. } | End::Profile { .. } => Deed::Move,
    };
    let verdict = entitled(actor, connection, deed)?;
    settled(actor, connection)?;
    Ok((connection, taken, verdict))
}

/// Whether the actor's end is the one that a multi-use key left empty (K4).
fn fills_in(actor: &Actor<'_>, connection: &Connection) -> bool {
    let mut own = actor.sight.redeemed(connection).filter(|redeemed| redeemed.issuer == actor.company());
    own.any(|redeemed| redeemed.terms.kind == Kind::ServiceKey && redeemed.terms.usage == Usage::Multi)
}

/// Changes the own VLAN, vNIC or MCR configuration: at once where nobody need agree, else as a proposal (C2b, C3).
pub(super) fn change_end(actor: &Actor<'_>, change: &ChangeEnd, draw: Draw<'_>) -> Decided {
    let (id, side) = (change.connection, change.side);
    let (connection, taken, verdict) = changeable(actor, id, side)?;
    let Some(asset) = actor.sight.own_asset(taken.end.asset()) else {
        return Err(refuse(Code::NotFound, Field::Form, "The service of this end is no longer there."));
    };
    let own = taken.end.held().map(|(_, place)| Claim { place, holder: Holder::Connection(id) });
    let end = service::check_end(actor.sight, asset, &change.end, own)?;
    let Some(difference) = difference(&taken.end, &end) else {
        return Err(refuse(Code::NothingToChange, Field::Form, "Nothing was changed."));
    };
    let company = actor.company();
    if verdict != Verdict::WithApproval {
        return Ok(vec![Event::EndMoved(EndMoved { connection: id, company, side, end })].into());
    }
    let proposal = ProposalId::new(draw());
    let mut decision = propose(actor, connection, proposal, difference);
    decision.events.push(Event::EndProposed(EndProposed { connection: id, company, proposal, side, end }));
    Ok(decision)
}

/// The proposal of a change. The proposer is told what it discloses (C3).
pub(super) fn propose(actor: &Actor<'_>, connection: &Connection, proposal: ProposalId, change: Change) -> Decision {
    let (id, parties, by) = (connection.id, connection.parties, actor.company());
    let partners: Vec<&str> = parties.partners_of(by).into_iter().map(|of| actor.sight.company_name(of)).collect();
    let words = change.words();
    let message = format!("{} is told this: {words}. Nothing changes until it approves.", partners.join(" and "));
    let warnings = vec![Warning { field: Field::Form, message }];
    Decision { events: vec![Event::ChangeProposed { connection: id, parties, proposal, by, change }], warnings }
}

/// What of an end changes: all that the partner is told of it (C3).
fn difference(before: &End, after: &End) -> Option<Change> {
    match (before, after) {
        (End::At { place: from, .. }, End::At { place: to, .. }) if from != to => {
            let vlan = from.tag().zip(to.tag()).filter(|(from, to)| from != to);
            let vnic = from.vnic().zip(to.vnic()).filter(|(from, to)| from != to);
            Some(Change::Place { vnic, vlan })
        }
        (End::Router { configuration: from, .. }, End::Router { configuration: to, .. }) if from != to => {
            Some(Change::Configuration(from.parts_changed(to)))
        }
        _ => None,
    }
}

/// The open proposal of this identity (C4).
fn proposed<'a>(
    actor: &Actor<'a>,
    id: ConnectionId,
    proposal: ProposalId,
) -> Result<(&'a Connection, &'a Proposal), Vec<Refusal>> {
    let connection = partner(actor, id)?;
    match connection.open_proposal(actor.sight.now()).filter(|open| open.id == proposal) {
        Some(open) => Ok((connection, open)),
        None => {
            let message = "This proposal is no longer open: it was answered, withdrawn, or lapsed.";
            Err(refuse(Code::NothingToAnswer, Field::Form, message))
        }
    }
}

/// The same, for the partner, who answers.
pub(super) fn answerable<'a>(
    actor: &Actor<'a>,
    id: ConnectionId,
    proposal: ProposalId,
) -> Result<(&'a Connection, &'a Proposal), Vec<Refusal>> {
    let (connection, open) = proposed(actor, id, proposal)?;
    if open.by != actor.company() {
        return Ok((connection, open));
    }
    let message = "Your own company proposed this; its partner must agree. You can withdraw it.";
    Err(refuse(Code::RoleNotAllowed, Field::Form, message))
}

/// The same, for the proposer, who may take it back.
pub(super) fn withdrawable<'a>(
    actor: &Actor<'a>,
    id: ConnectionId,
    proposal: ProposalId,
) -> Result<(&'a Connection, &'a Proposal), Vec<Refusal>> {
    let (connection, open) = proposed(actor, id, proposal)?;
    if open.by == actor.company() {
        return Ok((connection, open));
    }
    let by = actor.sight.company_name(open.by);
    Err(refuse(Code::RoleNotAllowed, Field::Form, format!("Only {by}, which proposed this, may withdraw it.")))
}

pub(super) fn approve_change(actor: &Actor<'_>, id: ConnectionId, proposal: ProposalId) -> Decided {
    let (connection, open) = answerable(actor, id, proposal)?;
    let mut decision = answer(connection, open, Answer::Approved)?;
    if let Change::Bandwidth { from, to } = open.change {
        let more = Mbps::new(to.get().saturating_sub(from.get()));
        let own = actor.sight.own_ends(connection).filter_map(|taken| actor.sight.own_asset(taken.end.asset()));
        decision.warnings.extend(own.filter_map(|own| sum_warning(actor.sight, own, more)));
    }
    Ok(decision)
}

pub(super) fn deny_change(actor: &Actor<'_>, id: ConnectionId, proposal: ProposalId, reason: &str) -> Decided {
    let (connection, open) = answerable(actor, id, proposal)?;
    answer(connection, open, Answer::Denied(check_reason(reason)?))
}

pub(super) fn withdraw_change(actor: &Actor<'_>, id: ConnectionId, proposal: ProposalId) -> Decided {
    let (connection, open) = withdrawable(actor, id, proposal)?;
    answer(connection, open, Answer::Withdrawn)
}

fn answer(connection: &Connection, open: &Proposal, answer: Answer) -> Decided {
    let (id, parties, proposal) = (connection.id, connection.parties, open.id);
    Ok(vec![Event::ChangeAnswered { connection: id, parties, proposal, answer }].into())
}

/// Shuts the connection down, or enables it again (C2e).
pub(super) fn switch(actor: &Actor<'_>, id: ConnectionId, on: bool) -> Decided {
    let (connection, _) = open_to(actor, id, Deed::Switch)?;
    if matches!(connection.state(actor.sight.now()), State::Live) == on {
        let message = if on { "It is enabled already." } else { "It is shut down already." };
        return Err(refuse(Code::NothingToChange, Field::Form, message));
    }
    Ok(vec![Event::Switched { connection: id, parties: connection.parties, on }].into())
}

/// Changes the service level reference, which is the redeemer's alone (C1, C2d).
pub(super) fn refer(actor: &Actor<'_>, id: ConnectionId, reference: &str) -> Decided {
    let (connection, _) = open_to(actor, id, Deed::Refer)?;
    let reference = text::optional(reference, Field::Reference, REFERENCE_LIMIT).map_err(|refusal| vec![refusal])?;
    if actor.sight.service_order(connection).is_some_and(|order| order.reference == reference) {
        return Err(refuse(Code::NothingToChange, Field::Reference, "That is its reference already."));
    }
    Ok(vec![Event::Referred { connection: id, company: actor.company(), reference }].into())
}

/// A connection whose deletion the actor's company may ask for, and has not yet (C9).
pub(super) fn askable<'a>(actor: &Actor<'a>, id: ConnectionId) -> Result<&'a Connection, Vec<Refusal>> {
    let (connection, _) = open_to(actor, id, Deed::AskToDelete)?;
    match connection.deletion_asked {
        None => Ok(connection),
        Some(at) => {
            let message = format!("You asked for this on {} already.", at.to_minute());
            Err(refuse(Code::NothingToChange, Field::Form, message))
        }
    }
}

/// Asks the redeemer to delete the connection (C9).
pub(super) fn ask_to_delete(actor: &Actor<'_>, id: ConnectionId) -> Decided {
    let connection = askable(actor, id)?;
    Ok(vec![Event::DeletionAsked { connection: id, parties: connection.parties }].into())
}
