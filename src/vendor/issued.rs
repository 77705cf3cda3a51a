//! A grant as its issuer knows it: what the writers write of it.

use crate::domain::asset::Asset;
use crate::domain::connection::State;
use crate::domain::id::GrantId;
use crate::domain::report::Report;
use crate::ledger::world::{Connection, Grant, Placed, Sight};

/// An own grant, its issuer's own facts, and the asset it is on.
#[derive(Clone, Copy, Debug)]
pub struct Issued<'a> {
    /// The grant.
    pub grant: &'a Grant,
    /// What only its issuer knows.
    pub placed: &'a Placed,
    /// The asset; none if it was removed.
    pub asset: Option<&'a Asset>,
    /// Whether a connection made with it waits or stands.
    pub connected: bool,
}

impl<'a> Issued<'a> {
    /// A grant of the company that looks.
    pub fn of(sight: &Sight<'a>, id: GrantId) -> Option<Self> {
        let grant = sight.own_grant(id)?;
        let placed = grant.placed.as_ref()?;
        let stands = |connection: &Connection| !matches!(connection.state(sight.now()), State::Deleted { .. });
        let connected = grant.connections.iter().any(|id| sight.connection(*id).is_some_and(stands));
        Some(Self { grant, placed, asset: sight.own_asset(placed.asset), connected })
    }

    /// What a vendor would say of it if it were there what it is here.
    pub fn report(&self) -> Report {
        self.grant.report(self.asset)
    }
}
