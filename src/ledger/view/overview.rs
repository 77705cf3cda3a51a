//! The first page: how many keys of which status, and what expires next.

use super::approval::owed;
use super::grant::{Counts, GrantRow, counts, row};
use super::{Allowed, may};
use crate::domain::id::{GrantId, PersonId};
use crate::domain::permission::Right;
use crate::ledger::inbox::EXPIRING_DAYS;
use crate::ledger::world::Sight;

/// How many of the next to expire are listed.
const NEXT: usize = 5;

/// The overview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    /// How many grants there are of each status.
    pub counts: Counts,
    /// How many unused grants expire within seven days.
    pub expiring: usize,
    /// How many requests and proposals wait for the own company's answer.
    pub owed: usize,
    /// How many connections are live.
    pub live: usize,
    /// How many ports the company has.
    pub ports: usize,
    /// The next to expire.
    pub next: Vec<GrantRow>,
    /// Whether the acting person may create tokens.
    pub may_create: Allowed,
    /// Whether the acting person may redeem.
    pub may_redeem: Allowed,
}

/// The overview of the looking company.
pub fn overview(sight: &Sight<'_>, person: PersonId) -> Overview {
    let now = sight.now();
    let books = sight.books();
    let waits = |id: &GrantId| sight.own_grant(*id).is_some_and(|grant| grant.status(now).holds());
    let open = || books.into_iter().flat_map(|books| &books.open);
    let running = || open().filter(|(expires, id)| *expires > now && waits(id));
    let ids = books.map(|books| books.connections.as_slice()).unwrap_or_default();
    let assets = books.map(|books| books.assets.as_slice()).unwrap_or_default();
    Overview {
        counts: counts(sight),
        expiring: running().take_while(|(expires, _)| *expires <= now.plus_days(EXPIRING_DAYS)).count(),
        owed: owed(sight),
        live: ids.iter().filter_map(|id| sight.connection(*id)).filter(|connection| connection.is_living()).count(),
        ports: assets.iter().filter_map(|id| sight.own_asset(*id)?.port()).count(),
        next: running().take(NEXT).filter_map(|(_, id)| Some(row(sight, sight.own_grant(*id)?))).collect(),
        may_create: may(sight, person, Right::ManageTokens),
        may_redeem: may(sight, person, Right::Connect),
    }
}
