//! Connections: the list, and the page of one with its two ends.

use serde::Serialize;
use ts_rs::TS;

use super::approval::{self, ProposalView, RequestView};
use super::{Allowed, Window, secretless};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::{Side, State};
use crate::domain::id::{AssetId, ConnectionId, GrantId, PersonId};
use crate::domain::rights::{Deed, Verdict};
use crate::domain::terms::Terms;
use crate::domain::time::Timestamp;
use crate::ledger::decide;
use crate::ledger::event::{End, EndTaken, Order, Redeemed, ServiceOrder};
use crate::ledger::world::{Connection, Sight};

/// One line of the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ConnectionRow {
    /// The connection.
    pub id: ConnectionId,
    /// The own name for it (C1).
    pub name: String,
    /// Its state.
    pub state: State,
    /// The partner's name, or the partners'.
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

/// The other companies of a connection, by name.
pub(super) fn partner_names(sight: &Sight<'_>, connection: &Connection) -> String {
    let own = sight.company().unwrap_or(connection.parties.redeemer);
    let partners = connection.parties.partners_of(own);
    partners.into_iter().map(|id| sight.company_name(id)).collect::<Vec<_>>().join(" and ")
}

/// A connection as a line of a list.
pub(super) fn row(sight: &Sight<'_>, connection: &Connection) -> ConnectionRow {
    let ends: Vec<String> = sight.own_ends(connection).map(|taken| end_words(sight, &taken.end).join(" · ")).collect();
    ConnectionRow {
        id: connection.id,
        name: sight.connection_name(connection).to_owned(),
        state: connection.state(sight.now()),
        partner: partner_names(sight, connection),
        end: ends.join(" ↔ "),
        bandwidth: connection.bandwidth,
        made: connection.made,
    }
}

/// One end of a connection, as the looking company sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct EndView {
    /// Which end.
    pub side: Side,
    /// The vendor's word for it.
    pub label: &'static str,
    /// Whose end.
    pub company: String,
    /// What it occupies; none for the partner's end, which is closed (S1).
    pub open: Option<OpenEnd>,
    /// Where it is: of an own end, and of a partner's only where a grant's terms say so (C2g).
    pub metro: Option<String>,
}

/// What joins the two ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// Nothing yet.
    Waiting,
    /// A connection in force.
    Live,
    /// A connection that is switched off.
    ShutDown,
    /// Nothing any more.
    Ended,
}

impl Wire {
    /// By the state of the connection (C7).
    pub const fn of(state: &State) -> Self {
        match state {
            State::ShutDown { .. } => Self::ShutDown,
            state if state.is_living() => Self::Live,
            state if state.holds() => Self::Waiting,
            _ => Self::Ended,
        }
    }
}

/// An own end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenEnd {
    /// The own asset, for a link; none for a provider's service profile.
    pub asset: Option<AssetId>,
    /// What it is, then where on it, then more, each a line.
    pub lines: Vec<String>,
    /// The end itself, from which its form is filled.
    #[serde(with = "secretless::EndView")]
    #[ts(as = "secretless::EndView")]
    pub end: End,
    /// Whether it may be changed (C2b).
    pub may_change: Allowed,
    /// Whether the partner must approve a change first; a proposal tells it what changes (C3).
    pub needs_approval: bool,
}

/// An own end in words: what it is, then where on it, then more.
pub(in crate::ledger) fn end_words(sight: &Sight<'_>, end: &End) -> Vec<String> {
    match end {
        End::Router { asset, configuration } => {
            let name = sight.asset_name(*asset).unwrap_or("an MCR").to_owned();
            let addresses = configuration.interfaces.iter().flat_map(|interface| &interface.addresses);
            let addresses: Vec<String> = addresses.map(ToString::to_string).collect();
            let addresses = if addresses.is_empty() { "not configured yet".to_owned() } else { addresses.join(", ") };
            vec![name, addresses]
        }
        End::At { asset, place } => {
            vec![sight.asset_name(*asset).unwrap_or("an asset").to_owned(), place.to_string()]
        }
        End::Profile { asset, metro, values } => {
            let name = sight.asset_name(*asset).unwrap_or("a service profile").to_owned();
            let values = values.iter().map(|(label, value)| format!("{label}: {value}"));
            [name, metro.to_string()].into_iter().chain(values).collect()
        }
    }
}

/// An own end in words like [`end_words`], with all of an MCR's configuration, which its owner can read back (K9).
pub(super) fn end_lines(sight: &Sight<'_>, end: &End) -> Vec<String> {
    match end {
        End::Router { configuration, .. } if !configuration.is_empty() => {
            end_words(sight, end).into_iter().take(1).chain(configuration.lines()).collect()
        }
        end => end_words(sight, end),
    }
}

/// The page of one connection.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// The line of the list.
    pub row: ConnectionRow,
    /// The A-side and the Z-side.
    pub ends: [EndView; 2],
    /// What joins them.
    pub wire: Wire,
    /// Ends and wire in words.
    pub words: String,
    /// The limit that was in force when it was redeemed (G7).
    pub limit: Mbps,
    /// Where the issuer's end is.
    pub metro: String,
    /// The vendor's word for the grant it was made with, with its article.
    pub kind: String,
    /// The grants it was made with that the looking company issued.
    pub grants: Vec<GrantId>,
    /// Whether the looking company redeemed it.
    pub redeemer: bool,
    /// Who pays, in words.
    pub payer: String,
    /// What the redeemer said besides; for the redeemer only.
    #[serde(serialize_with = "secretless::order")]
    #[ts(as = "Option<secretless::OrderView>")]
    pub order: Option<Order>,
    /// What the redeemer of a service key said besides; for the redeemer only (C2d).
    pub service_order: Option<ServiceOrder>,
    /// When and by which company it was deleted.
    pub deleted: Option<(Timestamp, String)>,
    /// When its deletion was asked for (C9).
    pub deletion_asked: Option<Timestamp>,
    /// The request for it, while it waits and after it came to nothing (R7).
    pub request: Option<RequestView>,
    /// The open proposal, or what became of the last one (C3, C5).
    pub proposal: Option<ProposalView>,
    /// Whether its name may be changed.
    pub may_rename: Allowed,
    /// Whether its bandwidth may be changed.
    pub may_change_bandwidth: Allowed,
    /// What its bandwidth is called.
    pub bandwidth_label: &'static str,
    /// Whether a higher bandwidth needs the partner's approval first, so that the page says so (C2c, C3).
    pub raising_needs_approval: bool,
    /// Whether the service level reference may be changed (C2d).
    pub may_refer: Allowed,
    /// Whether it may be shut down or enabled (C2e).
    pub may_switch: Allowed,
    /// Whether it may be deleted.
    pub may_delete: Allowed,
    /// Whether its deletion may be asked for (C9).
    pub may_ask_to_delete: Allowed,
    /// What its deletion does, in words.
    pub deletion: String,
}

impl ConnectionView {
    /// Why what cannot be done now cannot: each reason once (P5).
    pub fn why_not(&self) -> Vec<String> {
        let mut reasons: Vec<String> = vec![];
        for may in [&self.may_rename, &self.may_change_bandwidth, &self.may_delete] {
            if !may.yes() && reasons.iter().all(|told| told != may.why()) {
                reasons.push(may.why().to_owned());
            }
        }
        reasons
    }
}

/// The page of one connection of the company.
pub fn connection(sight: &Sight<'_>, person: PersonId, id: ConnectionId) -> Option<ConnectionView> {
    let connection = sight.connection(id)?;
    let told: Vec<&Terms> = sight.redeemed(connection).map(|redeemed| &redeemed.terms).collect();
    let first = told.first()?;
    let grants = sight.redeemed(connection).filter_map(|redeemed| Some(sight.own_grant(redeemed.grant)?.id));
    let metros: Vec<String> = told.iter().map(|terms| terms.metro.to_string()).collect();
    let may = |deed| decide::may(sight, person, id, deed);
    let row = row(sight, connection);
    let ends = [Side::A, Side::Z].map(|side| end(sight, person, connection, side, first));
    Some(ConnectionView {
        wire: Wire::of(&row.state),
        words: words(&ends, &row),
        ends,
        limit: told.iter().map(|terms| terms.limit()).min()?,
        metro: metros.join(" ↔ "),
        kind: first.kind.with_article(),
        grants: grants.collect(),
        redeemer: Some(connection.parties.redeemer) == sight.company(),
        payer: payer(sight, connection),
        order: sight.order(connection).cloned(),
        service_order: sight.service_order(connection).cloned(),
        deleted: match row.state {
            State::Deleted { at, by } => Some((at, sight.company_name(by).to_owned())),
            _ => None,
        },
        deletion_asked: connection.deletion_asked,
        request: approval::request(sight, person, connection),
        proposal: approval::proposal(sight, person, connection),
        may_rename: Allowed::of(may(Deed::Rename)),
        may_change_bandwidth: Allowed::of(may(Deed::Lower)),
        bandwidth_label: first.kind.system().bandwidth_label(),
        raising_needs_approval: may(Deed::Raise) == Ok(Verdict::WithApproval),
        may_refer: Allowed::of(may(Deed::Refer)),
        may_switch: Allowed::of(may(Deed::Switch)),
        may_delete: Allowed::of(may(Deed::Delete)),
        may_ask_to_delete: Allowed::of(may(Deed::AskToDelete)),
        deletion: deletion(connection),
        row,
    })
}

fn deletion(connection: &Connection) -> String {
    let told = if connection.parties.all().len() > 1 { " Your partner is told." } else { "" };
    format!(
        "Traffic stops at once and both ends are freed.{told} It cannot be undone, and what it was made with stays used."
    )
}

/// The owner of the A-side pays, in every system (E8, K10).
fn payer(sight: &Sight<'_>, connection: &Connection) -> String {
    match connection.parties.a {
        payer if Some(payer) == sight.company() => "You pay for this connection.".to_owned(),
        payer => format!("{} pays for the connection. You are not billed for it.", sight.company_name(payer)),
    }
}

fn end(sight: &Sight<'_>, person: PersonId, connection: &Connection, side: Side, terms: &Terms) -> EndView {
    let owner = connection.parties.owner(side);
    let own: Option<&EndTaken> = sight.own_ends(connection).find(|taken| taken.side == side);
    let held = own.and_then(|taken| taken.end.held()).map(|(asset, _)| asset);
    let open = own.map(|taken| {
        let verdict = decide::may_change_end(sight, person, connection.id, side);
        OpenEnd {
            asset: held,
            lines: end_lines(sight, &taken.end),
            end: taken.end.clone(),
            needs_approval: verdict == Ok(Verdict::WithApproval),
            may_change: Allowed::of(verdict),
        }
    });
    let issued = |redeemed: &&Redeemed| redeemed.issuer == owner && redeemed.terms.kind.issuer_side() == side;
    let metro = match own {
        Some(_) => held.and_then(|asset| sight.own_asset(asset)?.metro()),
        None => sight.redeemed(connection).find(issued).map(|redeemed| &redeemed.terms.metro),
    };
    EndView {
        side,
        label: side.label(terms.kind.system()),
        company: sight.company_name(owner).to_owned(),
        open,
        metro: metro.map(ToString::to_string),
    }
}

/// Ends and wire in words.
fn words(ends: &[EndView; 2], row: &ConnectionRow) -> String {
    let [a, z] = ends.each_ref().map(|end| match end.open {
        Some(_) => format!("your {}", end.label),
        None => format!("the closed {} of {}", end.label, end.company),
    });
    format!("From {a} to {z}: {}, {}", row.bandwidth, row.state.word())
}
