//! A connection, as far as a world was told of it.

use std::collections::BTreeMap;

use crate::domain::bandwidth::Mbps;
use crate::domain::connection::{Parties, State};
use crate::domain::id::{CompanyId, ConnectionId};
use crate::domain::time::Timestamp;
use crate::ledger::event::{EndTaken, Order, Redeemed};

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
    /// Where it is in its life.
    pub state: State,
    pub(super) redeemed: Vec<Redeemed>,
    pub(super) ends: Vec<EndTaken>,
    pub(super) names: BTreeMap<CompanyId, String>,
    pub(super) order: Option<Order>,
}
