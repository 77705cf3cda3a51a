//! What waits for an answer: the box in a connection, and the page that gathers them (R7, C3, C5).

use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::connection::{end_lines, partner_names};
use super::{Allowed, Window};
use crate::domain::connection::State;
use crate::domain::id::{CompanyId, ConnectionId, PersonId, ProposalId};
use crate::domain::place::Pin;
use crate::domain::proposal::{Answer, ChangeLine, Proposal};
use crate::domain::terms::Usage;
use crate::domain::time::{DAY, Timestamp};
use crate::ledger::decide;
use crate::ledger::event::Redeemed;
use crate::ledger::world::{Books, Connection, Sight};

/// The request for a connection: who must act and since when, or what became of it (R7, C5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestView {
    /// Who asked for it.
    pub redeemer: String,
    /// Who must act, or had to.
    pub issuer: String,
    /// Since when.
    pub since: Timestamp,
    /// Until when it can be answered; none once it came to nothing.
    pub until: Option<Timestamp>,
    /// What became of it, in words; empty while it waits.
    pub outcome: String,
    /// What the issuer must give when it approves; none where the key says everything (K4).
    pub given: Option<Given>,
    /// Whether it may be approved or denied.
    pub may_answer: Allowed,
    /// Whether it may be withdrawn.
    pub may_withdraw: Allowed,
    /// Why the acting person can do nothing about it while it waits; empty if they can, or it is over (P5).
    pub why_not: String,
}

/// What the issuer gives of its own end when it approves (K4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// The VLAN on its port.
    Vlan,
    /// The VLAN on this vNIC, which the key fixes.
    VlanOn(u16),
}

/// The request for a connection that waits, or came to nothing.
pub(super) fn request(sight: &Sight<'_>, person: PersonId, connection: &Connection) -> Option<RequestView> {
    let redeemed = sight.redeemed(connection).next()?;
    let (issuer, redeemer) = (sight.company_name(redeemed.issuer), sight.company_name(redeemed.redeemer));
    let (until, outcome) = match connection.state(sight.now()) {
        State::Waiting { until } => (Some(until), String::new()),
        State::Denied { at, reason } => (None, denied(issuer, at, &reason)),
        State::Lapsed { at } => (None, format!("It lapsed on {}, for {issuer} did not answer.", at.to_minute())),
        State::Withdrawn { at } => (None, format!("{redeemer} withdrew it on {}.", at.to_minute())),
        State::Live | State::ShutDown { .. } | State::Deleted { .. } => return None,
    };
    let open = until.is_some() && Some(redeemed.issuer) == sight.company();
    let may_answer = Allowed::of(decide::may_answer(sight, person, connection.id));
    let may_withdraw = Allowed::of(decide::may_withdraw(sight, person, connection.id));
    Some(RequestView {
        redeemer: redeemer.to_owned(),
        issuer: issuer.to_owned(),
        since: connection.made,
        until,
        outcome,
        given: given(sight, connection, redeemed).filter(|_| open),
        why_not: why_not(until.is_some(), !open, &may_answer, &may_withdraw),
        may_answer,
        may_withdraw,
    })
}

/// Why neither can be done while it waits: told of what the own company could do.
fn why_not(waits: bool, own: bool, may_answer: &Allowed, may_withdraw: &Allowed) -> String {
    match (own, may_answer, may_withdraw) {
        _ if !waits => String::new(),
        (true, Allowed::No(_), Allowed::No(why)) | (false, Allowed::No(why), Allowed::No(_)) => why.clone(),
        _ => String::new(),
    }
}

fn given(sight: &Sight<'_>, connection: &Connection, redeemed: &Redeemed) -> Option<Given> {
    if sight.own_ends(connection).next().is_some() {
        return None;
    }
    match &sight.own_grant(redeemed.grant)?.placed.as_ref()?.pin {
        Pin::Assigned { vnic: Some(vnic) } => Some(Given::VlanOn(*vnic)),
        Pin::Assigned { vnic: None } => Some(Given::Vlan),
        Pin::At(_) | Pin::Configured(_) => None,
    }
}

/// A proposed change: what the partner is told of it, and what became of it (C3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProposalView {
    /// Its identity, which an answer names.
    pub id: ProposalId,
    /// Who proposes it.
    pub by: String,
    /// Whether the looking company does.
    pub own: bool,
    /// Who must answer it, or had to.
    pub partner: String,
    /// Field, old and new value: all that the partner is told.
    pub lines: Vec<ChangeLine>,
    /// What the columns of old and new values are called: what is in force "now" is so only while it waits.
    pub columns: [&'static str; 2],
    /// Whether the looking company is told what its partner reads: while its own proposal waits.
    pub tells: bool,
    /// The whole end as it would be, for the proposer only, while it waits.
    pub end: Option<Vec<String>>,
    /// When it was made.
    pub since: Timestamp,
    /// Until when it can be answered; none once it is over.
    pub until: Option<Timestamp>,
    /// What became of it, in words; empty while it waits.
    pub outcome: String,
    /// Whether it may be approved or denied.
    pub may_answer: Allowed,
    /// Whether it may be withdrawn.
    pub may_withdraw: Allowed,
    /// Why the acting person can do nothing about it while it waits; empty if they can, or it is over (P5).
    pub why_not: String,
}

/// The open proposal of a connection; without one, what became of the last.
pub(super) fn proposal(sight: &Sight<'_>, person: PersonId, connection: &Connection) -> Option<ProposalView> {
    let now = sight.now();
    let (proposal, outcome) = match (&connection.proposal, &connection.answered) {
        (Some(open), _) => (open, outcome_of_time(connection, open, now)),
        (None, Some((answered, answer, at))) => (answered, outcome(sight, connection, answered, answer, *at)),
        (None, None) => return None,
    };
    let waits = outcome.is_empty();
    let end = sight.proposed_end(connection).filter(|proposed| waits && proposed.proposal == proposal.id);
    let own = Some(proposal.by) == sight.company();
    let may_answer = Allowed::of(decide::may_answer_change(sight, person, connection.id, proposal.id));
    let may_withdraw = Allowed::of(decide::may_withdraw_change(sight, person, connection.id, proposal.id));
    Some(ProposalView {
        id: proposal.id,
        by: sight.company_name(proposal.by).to_owned(),
        own,
        columns: match &connection.answered {
            _ if waits => ["Now", "Proposed"],
            Some((_, Answer::Approved, _)) if connection.proposal.is_none() => ["Before", "After"],
            _ => ["Then", "Proposed"],
        },
        tells: own && waits,
        partner: answerer(sight, connection, proposal),
        lines: proposal.change.lines(),
        end: end.map(|proposed| end_lines(sight, &proposed.end)),
        since: proposal.made,
        until: waits.then(|| proposal.lapses()),
        outcome,
        why_not: why_not(waits, own, &may_answer, &may_withdraw),
        may_answer,
        may_withdraw,
    })
}

/// The company that a proposal waits for.
fn answerer(sight: &Sight<'_>, connection: &Connection, proposal: &Proposal) -> String {
    let partners = connection.parties.partners_of(proposal.by);
    partners.first().map_or("", |partner| sight.company_name(*partner)).to_owned()
}

/// What became of a proposal that nobody answered; empty while it waits.
fn outcome_of_time(connection: &Connection, proposal: &Proposal, now: Timestamp) -> String {
    match connection.state(now) {
        State::Deleted { at, .. } if at < proposal.lapses() => "It ended with the connection.".to_owned(),
        _ if now >= proposal.lapses() => {
            format!("It lapsed on {}, for nobody answered.", proposal.lapses().to_minute())
        }
        _ => String::new(),
    }
}

fn outcome(sight: &Sight<'_>, connection: &Connection, proposal: &Proposal, answer: &Answer, at: Timestamp) -> String {
    let (by, partner) = (sight.company_name(proposal.by), answerer(sight, connection, proposal));
    match answer {
        Answer::Approved => format!("{partner} approved it on {}.", at.to_minute()),
        Answer::Denied(reason) => denied(&partner, at, reason),
        Answer::Withdrawn => format!("{by} withdrew it on {}.", at.to_minute()),
    }
}

fn denied(by: &str, at: Timestamp, reason: &str) -> String {
    match reason {
        "" => format!("{by} denied it on {}.", at.to_minute()),
        reason => format!("{by} denied it on {}: “{reason}”", at.to_minute()),
    }
}

/// One thing that waits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ApprovalRow {
    /// The connection it is about.
    pub connection: ConnectionId,
    /// The own name for it.
    pub name: String,
    /// The partner.
    pub partner: String,
    /// What is asked for, in words.
    pub what: String,
    /// Since when.
    pub since: Timestamp,
    /// For how many whole days of 24 hours.
    pub days: i64,
    /// Until when it can be answered.
    pub until: Timestamp,
    /// The request for a connection, if it is one.
    pub request: Option<RequestView>,
    /// The proposed change, if it is one.
    pub proposal: Option<ProposalView>,
}

/// The page of approvals: what waits for the looking company, and what it waits for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Approvals {
    /// What waits for the own company, the longest first.
    pub mine: Window<ApprovalRow>,
    /// What waits for others, the longest first.
    pub theirs: Window<ApprovalRow>,
}

/// What waits for an answer, the own company's and its partners'; each list at its page.
pub fn approvals(sight: &Sight<'_>, person: PersonId, pages: (usize, usize)) -> Approvals {
    let (mine, theirs) = split(sight);
    let row = |id: &ConnectionId| row(sight, person, sight.connection(*id)?);
    Approvals { mine: Window::of(&mine, pages.0, row), theirs: Window::of(&theirs, pages.1, row) }
}

/// How many answers the own company owes.
pub fn owed(sight: &Sight<'_>) -> usize {
    split(sight).0.len()
}

/// What the own company can answer, as answers name it: the connection that is asked for, or the proposal.
pub fn answerable(sight: &Sight<'_>) -> Vec<Uuid> {
    let named = |id: &ConnectionId| {
        let open = sight.connection(*id)?.open_proposal(sight.now());
        Some(open.map_or(id.uuid(), |open| open.id.uuid()))
    };
    split(sight).0.iter().filter_map(named).collect()
}

/// The connections whose request or proposal waits: for the own company, and for others.
fn split(sight: &Sight<'_>) -> (Vec<ConnectionId>, Vec<ConnectionId>) {
    let pending = sight.books().into_iter().flat_map(|books: &Books| books.pending_after(sight.now()));
    let connections = pending.filter_map(|(_, id, _)| sight.connection(*id));
    let (mine, theirs): (Vec<&Connection>, Vec<&Connection>) =
        connections.partition(|connection| asker(sight, connection) != sight.company());
    let ids = |connections: Vec<&Connection>| connections.into_iter().map(|connection| connection.id).collect();
    (ids(mine), ids(theirs))
}

/// The company that waits for the other's answer.
fn asker(sight: &Sight<'_>, connection: &Connection) -> Option<CompanyId> {
    let open = connection.open_proposal(sight.now()).map(|open| open.by);
    open.or(Some(connection.parties.redeemer))
}

/// The connection that is asked for, in words; requests with one multi-use key are counted, for they share its name.
fn asked_for(sight: &Sight<'_>, connection: &Connection) -> String {
    let key = sight.redeemed(connection).next().and_then(|redeemed| sight.own_grant(redeemed.grant));
    let key = key.filter(|key| key.terms.usage == Usage::Multi);
    let nth = key.and_then(|key| key.connections.iter().position(|id| *id == connection.id));
    let use_of_key = nth.map_or(String::new(), |nth| format!(", use {} of the key", nth + 1));
    format!("A connection of {}{use_of_key}", connection.bandwidth)
}

fn row(sight: &Sight<'_>, person: PersonId, connection: &Connection) -> Option<ApprovalRow> {
    let (request, proposal) = (request(sight, person, connection), proposal(sight, person, connection));
    let proposal = proposal.filter(|proposal| proposal.until.is_some());
    let (what, since, until) = match (&request, &proposal) {
        (Some(request), _) => (asked_for(sight, connection), request.since, request.until?),
        (None, Some(proposal)) => (connection.proposal.as_ref()?.change.words(), proposal.since, proposal.until?),
        (None, None) => return None,
    };
    Some(ApprovalRow {
        connection: connection.id,
        name: sight.connection_name(connection).to_owned(),
        partner: partner_names(sight, connection),
        what,
        since,
        days: sight.now().millis().saturating_sub(since.millis()) / DAY,
        until,
        request,
        proposal,
    })
}
