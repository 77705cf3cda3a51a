//! Connections: the list, and the page of one with its two ends.

use super::{Allowed, Window};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, ConnectionId, GrantId, PersonId};
use crate::domain::time::Timestamp;
use crate::ledger::decide;
use crate::ledger::event::{End, EndTaken, Order, Side};
use crate::ledger::world::{Connection, Sight};

/// The state of a connection (C7).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// In force.
    Live,
    /// Ended for ever.
    Deleted,
}

impl State {
    /// The word that people see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Live => "Live",
            Self::Deleted => "Deleted",
        }
    }

    const fn of(connection: &Connection) -> Self {
        if connection.is_live() { Self::Live } else { Self::Deleted }
    }
}

/// One line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConnectionRow {
    /// The connection.
    pub id: ConnectionId,
    /// The own name for it (C1).
    pub name: String,
    /// Its state.
    pub state: State,
    /// The partner's name.
    pub partner: String,
    /// The own end in words.
    pub end: String,
    /// The bandwidth.
    pub bandwidth: Mbps,
    /// When it was made.
    pub made: Timestamp,
}

/// The connections of the company, newest first.
pub fn connections(sight: &Sight<'_>, page: usize) -> Window<ConnectionRow> {
    let ids = sight.books().map(|books| books.connections.as_slice()).unwrap_or_default();
    let newest_first: Vec<ConnectionId> = ids.iter().rev().copied().collect();
    Window::of(&newest_first, page, |id| Some(row(sight, sight.connection(*id)?)))
}

fn row(sight: &Sight<'_>, connection: &Connection) -> ConnectionRow {
    let partner = sight.company().map_or(connection.parties.redeemer, |own| connection.parties.partner_of(own));
    let ends: Vec<String> = sight.own_ends(connection).map(|taken| end_words(sight, &taken.end).join(" · ")).collect();
    ConnectionRow {
        id: connection.id,
        name: sight.connection_name(connection).to_owned(),
        state: State::of(connection),
        partner: sight.company_name(partner).to_owned(),
        end: ends.join(" ↔ "),
        bandwidth: connection.bandwidth,
        made: connection.made,
    }
}

/// One end of a connection, as the looking company sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndView {
    /// Which end.
    pub side: Side,
    /// Whose end.
    pub company: String,
    /// What it occupies; none for the partner's end, which is closed (S1).
    pub open: Option<OpenEnd>,
}

/// An own end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenEnd {
    /// The own asset, for a link; none for a provider's service profile.
    pub asset: Option<AssetId>,
    /// What it is, then where on it, then more, each a line.
    pub lines: Vec<String>,
}

fn end_words(sight: &Sight<'_>, end: &End) -> Vec<String> {
    match end {
        End::Port { asset, tag } => {
            vec![sight.asset_name(*asset).unwrap_or("a port").to_owned(), tag.to_string()]
        }
        End::Profile { asset, metro, values } => {
            let name = sight.asset_name(*asset).unwrap_or("a service profile").to_owned();
            let values = values.iter().map(|(label, value)| format!("{label}: {value}"));
            [name, metro.to_string()].into_iter().chain(values).collect()
        }
    }
}

/// The page of one connection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConnectionView {
    /// The line of the list.
    pub row: ConnectionRow,
    /// The A-side and the Z-side.
    pub ends: [EndView; 2],
    /// The limit that was in force when it was redeemed (G7).
    pub limit: Mbps,
    /// Where the issuer's end is.
    pub metro: String,
    /// The vendor's word for the grant it was made with.
    pub kind: &'static str,
    /// The grant it was made with, for its issuer.
    pub grant: Option<GrantId>,
    /// Whether the looking company redeemed it.
    pub redeemer: bool,
    /// Who pays, in words.
    pub payer: String,
    /// What the redeemer said besides; for the redeemer only.
    pub order: Option<Order>,
    /// When and by which company it was deleted.
    pub deleted: Option<(Timestamp, String)>,
    /// Whether its name may be changed.
    pub may_rename: Allowed,
    /// Whether its bandwidth may be changed.
    pub may_change_bandwidth: Allowed,
    /// Whether it may be deleted.
    pub may_delete: Allowed,
}

/// The page of one connection of the company.
pub fn connection(sight: &Sight<'_>, person: PersonId, id: ConnectionId) -> Option<ConnectionView> {
    let connection = sight.connection(id)?;
    let parties = connection.parties;
    let redeemer = Some(parties.redeemer) == sight.company();
    let kind = connection.terms.kind;
    let order = sight.own_ends(connection).map(|taken| &taken.order).find(|order| !order.notify.is_empty());
    Some(ConnectionView {
        row: row(sight, connection),
        ends: [end(sight, connection, Side::A), end(sight, connection, Side::Z)],
        limit: connection.terms.limit,
        metro: connection.terms.metro.to_string(),
        kind: kind.label(),
        grant: sight.own_grant(connection.grant).map(|grant| grant.id),
        redeemer,
        payer: super::payer(sight, kind, parties.issuer),
        order: order.cloned(),
        deleted: connection.deleted.map(|(at, by)| (at, sight.company_name(by).to_owned())),
        may_rename: Allowed::of(decide::may_change(sight, person, id)),
        may_change_bandwidth: Allowed::of(decide::may_change_bandwidth(sight, person, id)),
        may_delete: Allowed::of(decide::may_change(sight, person, id)),
    })
}

fn end(sight: &Sight<'_>, connection: &Connection, side: Side) -> EndView {
    let own: Option<&EndTaken> = sight.own_ends(connection).find(|taken| taken.side == side);
    let company = match side {
        Side::A => connection.parties.issuer,
        Side::Z => connection.parties.redeemer,
    };
    let open = own.map(|taken| OpenEnd {
        asset: match taken.end {
            End::Port { asset, .. } => Some(asset),
            End::Profile { .. } => None,
        },
        lines: end_words(sight, &taken.end),
    });
    EndView { side, company: sight.company_name(company).to_owned(), open }
}
