//! What happened. Events are facts: they are stored for ever and never judged again.
//!
//! One command can make several, cut along who may read them (see [`super::audience`]).

mod connection;
mod grant;

pub use connection::{Connected, End, EndMoved, EndProposed, EndTaken, Order, Redeemed, ServiceOrder};
pub use grant::{GrantBound, GrantCreated, GrantPlaced, GrantReported, Label, RecipientNamed};

use serde::{Deserialize, Serialize};

use crate::domain::asset::Asset;
use crate::domain::bandwidth::Mbps;
use crate::domain::company::{Company, Person};
use crate::domain::connection::Parties;
use crate::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId, ProposalId};
use crate::domain::proposal::{Answer, Change};
use crate::domain::stored;
use crate::domain::terms::Terms;
use crate::domain::time::Timestamp;

/// All events of one command, as the journal keeps them: one record, one atomic write (D1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its place in the journal, counted from 1.
    pub seq: u64,
    /// When, in ledger time (G4).
    pub at: Timestamp,
    /// The attempt it answers (R8).
    pub attempt: AttemptId,
    /// Who acted; told to their own company only (S3).
    pub person: PersonId,
    /// The company they acted for.
    pub company: CompanyId,
    /// What happened.
    pub events: Vec<Event>,
}

/// A fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A company was founded.
    CompanyFounded(Company),
    /// A person was added.
    PersonAdded(Person),
    /// A person's name, address or roles were changed.
    PersonEdited(Person),
    /// An asset was added.
    AssetAdded(Asset),
    /// An asset was changed; this is what it is now.
    AssetEdited(Asset),
    /// An asset was removed.
    AssetRemoved {
        /// The asset.
        asset: AssetId,
        /// Its owner.
        company: CompanyId,
        /// Whether everybody could see it.
        public: bool,
    },
    /// A grant came into being: what its holder may know.
    GrantCreated(GrantCreated),
    /// Its issuer's own facts.
    GrantPlaced(GrantPlaced),
    /// A company's person was named as a recipient.
    RecipientNamed(RecipientNamed),
    /// A grant is at the vendor, and its key is the vendor's (G8).
    GrantBound(GrantBound),
    /// What the vendor says of a grant was taken over (W6).
    GrantReported(GrantReported),
    /// A grant's terms were changed (T3).
    TermsEdited {
        /// The grant.
        grant: GrantId,
        /// The terms as they are now.
        terms: Terms,
    },
    /// What only the issuer sees of a grant was changed (T3).
    LabelEdited {
        /// The grant.
        grant: GrantId,
        /// Its issuer.
        issuer: CompanyId,
        /// Name, description and recipients as they are now.
        label: Label,
    },
    /// A grant was deleted (T4).
    GrantDeleted {
        /// The grant.
        grant: GrantId,
    },
    /// A grant was redeemed (G2).
    GrantUsed {
        /// The grant.
        grant: GrantId,
    },
    /// A connection made with a single-use key waits for the issuer's approval until this instant (R7).
    GrantPromised {
        /// The grant.
        grant: GrantId,
        /// When the request lapses.
        #[serde(with = "stored::millis")]
        until: Timestamp,
    },
    /// The approval was denied or the request withdrawn: the key is what it was before (R7).
    GrantReturned {
        /// The grant.
        grant: GrantId,
    },
    /// A connection was made: what all its companies know.
    Connected(Connected),
    /// A connection draws on a grant: what its issuer and the redeemer know.
    Redeemed(Redeemed),
    /// What the redeemer said besides (R3).
    Ordered {
        /// The connection.
        connection: ConnectionId,
        /// The redeemer.
        company: CompanyId,
        /// What it said.
        order: Order,
    },
    /// What the redeemer of a service key said besides (R3).
    ServiceOrdered {
        /// The connection.
        connection: ConnectionId,
        /// The redeemer.
        company: CompanyId,
        /// What it said.
        order: ServiceOrder,
    },
    /// The redeemer changed its service level reference (C2d).
    Referred {
        /// The connection.
        connection: ConnectionId,
        /// The redeemer.
        company: CompanyId,
        /// The reference, or empty.
        reference: String,
    },
    /// The request for a connection was answered or withdrawn (R7).
    ConnectionAnswered {
        /// The connection.
        connection: ConnectionId,
        /// Its companies.
        parties: Parties,
        /// What became of it.
        answer: Answer,
    },
    /// One end of a connection: what its company knows.
    EndTaken(EndTaken),
    /// A company changed its own end, and nobody had to agree (C8, K4).
    EndMoved(EndMoved),
    /// A company proposes a change: what its partner may know of it (C3).
    ChangeProposed {
        /// The connection.
        connection: ConnectionId,
        /// Its companies.
        parties: Parties,
        /// The proposal.
        proposal: ProposalId,
        /// Who proposes it.
        by: CompanyId,
        /// What would change.
        change: Change,
    },
    /// The end as the proposer would have it: what only the proposer knows.
    EndProposed(EndProposed),
    /// A proposal was answered or withdrawn; an approved one takes effect (C3).
    ChangeAnswered {
        /// The connection.
        connection: ConnectionId,
        /// Its companies.
        parties: Parties,
        /// The proposal.
        proposal: ProposalId,
        /// What became of it.
        answer: Answer,
    },
    /// A connection was shut down or enabled (C2e).
    Switched {
        /// The connection.
        connection: ConnectionId,
        /// Its companies.
        parties: Parties,
        /// Whether it is enabled.
        on: bool,
    },
    /// The creator of the key asks the redeemer to delete the connection (C9).
    DeletionAsked {
        /// The connection.
        connection: ConnectionId,
        /// Its companies.
        parties: Parties,
    },
    /// A company named a connection for itself (C1).
    ConnectionNamed {
        /// The connection.
        connection: ConnectionId,
        /// The company whose name for it this is.
        company: CompanyId,
        /// The name.
        name: String,
    },
    /// The bandwidth of a connection was changed (C2h).
    BandwidthChanged {
        /// The connection.
        connection: ConnectionId,
        /// Its companies.
        parties: Parties,
        /// What it was.
        from: Mbps,
        /// What it is now.
        to: Mbps,
    },
    /// A connection was deleted (C6).
    ConnectionDeleted {
        /// The connection.
        connection: ConnectionId,
        /// Its companies.
        parties: Parties,
        /// The company that deleted it.
        by: CompanyId,
    },
    /// A company read its inbox (N1).
    InboxRead {
        /// The company.
        company: CompanyId,
        /// Every notice up to this instant.
        #[serde(with = "stored::millis")]
        until: Timestamp,
    },
}

/// The identities an event is about, by which the journal finds a history again (N3).
impl Event {
    /// The grant or connection, and the other one it follows from.
    pub fn about(&self) -> Vec<uuid::Uuid> {
        match self {
            Self::CompanyFounded(_) | Self::PersonAdded(_) | Self::PersonEdited(_) | Self::InboxRead { .. } => vec![],
            Self::AssetAdded(asset) | Self::AssetEdited(asset) => vec![asset.id.uuid()],
            Self::AssetRemoved { asset, .. } => vec![asset.uuid()],
            Self::GrantCreated(created) => vec![created.grant.uuid()],
            Self::GrantPlaced(placed) => {
                [Some(placed.grant), placed.replaces].into_iter().flatten().map(GrantId::uuid).collect()
            }
            Self::RecipientNamed(named) => vec![named.grant.uuid()],
            Self::GrantBound(bound) => vec![bound.grant.uuid()],
            Self::GrantReported(reported) => vec![reported.grant.uuid()],
            Self::TermsEdited { grant, .. }
            | Self::LabelEdited { grant, .. }
            | Self::GrantDeleted { grant }
            | Self::GrantUsed { grant }
            | Self::GrantPromised { grant, .. }
            | Self::GrantReturned { grant } => vec![grant.uuid()],
            Self::Connected(made) => vec![made.connection.uuid()],
            Self::Redeemed(redeemed) => vec![redeemed.connection.uuid(), redeemed.grant.uuid()],
            Self::EndTaken(end) => vec![end.connection.uuid()],
            Self::EndMoved(moved) => vec![moved.connection.uuid()],
            Self::EndProposed(proposed) => vec![proposed.connection.uuid()],
            Self::Ordered { connection, .. }
            | Self::ServiceOrdered { connection, .. }
            | Self::Referred { connection, .. }
            | Self::ConnectionAnswered { connection, .. }
            | Self::ChangeProposed { connection, .. }
            | Self::ChangeAnswered { connection, .. }
            | Self::Switched { connection, .. }
            | Self::DeletionAsked { connection, .. }
            | Self::ConnectionNamed { connection, .. }
            | Self::BandwidthChanged { connection, .. }
            | Self::ConnectionDeleted { connection, .. } => vec![connection.uuid()],
        }
    }
}
