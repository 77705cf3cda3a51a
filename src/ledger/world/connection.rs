//! A connection, as far as a world was told of it.

use crate::domain::bandwidth::Mbps;
use crate::domain::connection::{Parties, State};
use crate::domain::id::{CompanyId, ConnectionId};
use crate::domain::proposal::{Answer, Proposal};
use crate::domain::time::Timestamp;
use crate::ledger::event::{Connected, EndProposed, EndTaken, Order, Redeemed, ServiceOrder};

/// A connection. What not all its companies may know is asked of the [`Sight`](super::Sight).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Connection {
    /// Its identity.
    pub id: ConnectionId,
    /// Its companies.
    pub parties: Parties,
    /// The bandwidth in force.
    pub bandwidth: Mbps,
    /// When it was made.
    pub made: Timestamp,
    /// The newest proposal that was not answered; it may have lapsed or ended with the connection.
    pub proposal: Option<Proposal>,
    /// The newest proposal that was answered, how, and when (C5).
    pub answered: Option<(Proposal, Answer, Timestamp)>,
    /// When the creator of the key asked for its deletion (C9).
    pub deletion_asked: Option<Timestamp>,
    pub(super) state: State,
    pub(super) shut_down: bool,
    pub(super) redeemed: Vec<Redeemed>,
    pub(super) ends: Vec<EndTaken>,
    pub(super) proposed_end: Option<EndProposed>,
    pub(super) names: Vec<(CompanyId, String)>,
    pub(super) order: Option<Order>,
    pub(super) service_order: Option<ServiceOrder>,
}

impl Connection {
    pub(super) fn new(made: &Connected, at: Timestamp) -> Self {
        Self {
            id: made.connection,
            parties: made.parties,
            bandwidth: made.bandwidth,
            made: at,
            proposal: None,
            answered: None,
            deletion_asked: None,
            state: match made.until {
                Some(until) => State::Waiting { until },
                None => State::in_force(made.shut_down, at),
            },
            shut_down: made.shut_down,
            redeemed: vec![],
            ends: vec![],
            proposed_end: None,
            names: vec![],
            order: None,
            service_order: None,
        }
    }

    /// Where it is in its life at this instant (C7): what nobody approved in time has lapsed (R7).
    pub fn state(&self, now: Timestamp) -> State {
        match self.state {
            State::Waiting { until } if now >= until => State::Lapsed { at: until },
            _ => self.state.clone(),
        }
    }

    /// Whether it is in force, shut down or not.
    pub const fn is_living(&self) -> bool {
        self.state.is_living()
    }

    /// Whether it is in force and shut down, or was ordered shut down and waits.
    pub const fn is_shut_down(&self) -> bool {
        match self.state {
            State::Waiting { .. } => self.shut_down,
            _ => matches!(self.state, State::ShutDown { .. }),
        }
    }

    /// Whether its ends hold their places at this instant (V1).
    pub fn holds(&self, now: Timestamp) -> bool {
        match self.state {
            State::Waiting { until } => now < until,
            _ => self.is_living(),
        }
    }

    /// Whether it came to nothing, so that its key was given back (R7).
    pub(super) fn came_to_nothing(&self, now: Timestamp) -> bool {
        matches!(self.state(now), State::Denied { .. } | State::Lapsed { .. } | State::Withdrawn { .. })
    }

    /// The proposal that waits for an answer at this instant (C4).
    pub fn open_proposal(&self, now: Timestamp) -> Option<&Proposal> {
        self.proposal.as_ref().filter(|proposal| self.is_living() && now < proposal.lapses())
    }
}
