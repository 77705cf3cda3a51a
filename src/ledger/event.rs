//! What happened. Events are facts: they are stored for ever and never judged again.
//!
//! One command can make several, cut along who may read them (see [`super::audience`]).

use crate::domain::asset::Asset;
use crate::domain::bandwidth::Mbps;
use crate::domain::company::{Company, Person};
use crate::domain::connection::{Parties, Side};
use crate::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId, ProposalId};
use crate::domain::key::{self, Key};
use crate::domain::mcr::Configuration;
use crate::domain::metro::Metro;
use crate::domain::place::{Pin, Place};
use crate::domain::proposal::{Answer, Change};
use crate::domain::shape::shape;
use crate::domain::terms::Terms;
use crate::domain::text::Email;
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
#[derive(Clone, PartialEq, Eq, Debug)]
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
        until: Timestamp,
    },
}

shape!(enum Event {
    "company-founded" => CompanyFounded(company),
    "person-added" => PersonAdded(person),
    "person-edited" => PersonEdited(person),
    "asset-added" => AssetAdded(asset),
    "asset-edited" => AssetEdited(asset),
    "asset-removed" => AssetRemoved { asset, company, public },
    "grant-created" => GrantCreated(created),
    "grant-placed" => GrantPlaced(placed),
    "recipient-named" => RecipientNamed(named),
    "terms-edited" => TermsEdited { grant, terms },
    "label-edited" => LabelEdited { grant, issuer, label },
    "grant-deleted" => GrantDeleted { grant },
    "grant-used" => GrantUsed { grant },
    "grant-promised" => GrantPromised { grant, until },
    "grant-returned" => GrantReturned { grant },
    "connected" => Connected(made),
    "redeemed" => Redeemed(redeemed),
    "ordered" => Ordered { connection, company, order },
    "service-ordered" => ServiceOrdered { connection, company, order },
    "referred" => Referred { connection, company, reference },
    "connection-answered" => ConnectionAnswered { connection, parties, answer },
    "end-taken" => EndTaken(end),
    "end-moved" => EndMoved(moved),
    "change-proposed" => ChangeProposed { connection, parties, proposal, by, change },
    "end-proposed" => EndProposed(proposed),
    "change-answered" => ChangeAnswered { connection, parties, proposal, answer },
    "switched" => Switched { connection, parties, on },
    "deletion-asked" => DeletionAsked { connection, parties },
    "connection-named" => ConnectionNamed { connection, company, name },
    "bandwidth-changed" => BandwidthChanged { connection, parties, from, to },
    "connection-deleted" => ConnectionDeleted { connection, parties, by },
    "inbox-read" => InboxRead { company, until },
});

/// A new grant, for its holder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GrantCreated {
    /// The grant.
    pub grant: GrantId,
    /// Its key.
    pub key: Key,
    /// Who created it.
    pub issuer: CompanyId,
    /// What its holder may know.
    pub terms: Terms,
}

shape!(struct GrantCreated { grant, key as key::stored, issuer, terms });

/// A new grant, for its issuer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GrantPlaced {
    /// The grant.
    pub grant: GrantId,
    /// Its issuer.
    pub issuer: CompanyId,
    /// The asset it is on.
    pub asset: AssetId,
    /// What it says of the place on it (E3, E4, K2).
    pub pin: Pin,
    /// Name, description and recipients.
    pub label: Label,
    /// The token that it replaces (T6).
    pub replaces: Option<GrantId>,
}

shape!(struct GrantPlaced { grant, issuer, asset, pin, label, replaces });

/// What an issuer writes on a grant for itself (E7, E9).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Label {
    /// Its name, or empty.
    pub name: String,
    /// Its description, or empty.
    pub description: String,
    /// Who may use it.
    pub recipients: Vec<Email>,
}

shape!(struct Label { name, description, recipients });

/// A recipient's notice: the preview, not the key (S2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecipientNamed {
    /// The grant.
    pub grant: GrantId,
    /// The company of the person named.
    pub company: CompanyId,
    /// Who created the grant.
    pub issuer: CompanyId,
    /// The terms when it was named.
    pub terms: Terms,
}

shape!(struct RecipientNamed { grant, company, issuer, terms });

/// A new connection, for all its companies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Connected {
    /// The connection.
    pub connection: ConnectionId,
    /// Its companies.
    pub parties: Parties,
    /// The bandwidth.
    pub bandwidth: Mbps,
    /// Until when the issuer may approve it; none where it need not be asked (R7).
    pub until: Option<Timestamp>,
    /// Whether it was ordered shut down (R3).
    pub shut_down: bool,
}

shape!(struct Connected { connection, parties, bandwidth, until, shut_down [later] });

/// A grant that a connection was made with, for the grant's issuer and the redeemer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redeemed {
    /// The connection.
    pub connection: ConnectionId,
    /// The grant.
    pub grant: GrantId,
    /// Its issuer.
    pub issuer: CompanyId,
    /// Who redeemed it.
    pub redeemer: CompanyId,
    /// The grant's terms when it was redeemed; later edits do not touch them (G7).
    pub terms: Terms,
}

shape!(struct Redeemed { connection, grant, issuer, redeemer, terms });

/// One end of a connection, for the company that it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndTaken {
    /// The connection.
    pub connection: ConnectionId,
    /// Whose end.
    pub company: CompanyId,
    /// Which end.
    pub side: Side,
    /// What it occupies.
    pub end: End,
}

shape!(struct EndTaken { connection, company, side, end });

/// A changed end, for the company that it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndMoved {
    /// The connection.
    pub connection: ConnectionId,
    /// Whose end.
    pub company: CompanyId,
    /// Which end.
    pub side: Side,
    /// What it occupies now.
    pub end: End,
}

shape!(struct EndMoved { connection, company, side, end });

/// A proposed end, for the company that proposes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndProposed {
    /// The connection.
    pub connection: ConnectionId,
    /// Whose end.
    pub company: CompanyId,
    /// The proposal.
    pub proposal: ProposalId,
    /// Which end.
    pub side: Side,
    /// What it would occupy.
    pub end: End,
}

shape!(struct EndProposed { connection, company, proposal, side, end });

/// What one end occupies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// A place on an asset of the company.
    At {
        /// The asset.
        asset: AssetId,
        /// The place on it.
        place: Place,
    },
    /// A virtual interface of an own MCR.
    Router {
        /// The MCR.
        asset: AssetId,
        /// How it is configured.
        configuration: Configuration,
    },
    /// A provider's service profile.
    Profile {
        /// The service profile.
        asset: AssetId,
        /// The metro chosen.
        metro: Metro,
        /// What the provider asked for: label and value.
        values: Vec<(String, String)>,
    },
}

shape!(enum End {
    "at" => At { asset, place },
    "router" => Router { asset, configuration },
    "profile" => Profile { asset, metro, values },
});

impl End {
    /// The asset it lies on.
    pub const fn asset(&self) -> AssetId {
        match self {
            Self::At { asset, .. } | Self::Router { asset, .. } | Self::Profile { asset, .. } => *asset,
        }
    }

    /// The own asset and the place on it that it holds (V1).
    pub const fn held(&self) -> Option<(AssetId, Place)> {
        match self {
            Self::At { asset, place } => Some((*asset, *place)),
            Self::Router { asset, .. } => Some((*asset, Place::Router)),
            Self::Profile { .. } => None,
        }
    }
}

/// What the redeemer says besides the end (R3).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Order {
    /// E-mail addresses for notices.
    pub notify: Vec<Email>,
    /// A purchase order number, or empty.
    pub purchase_order: String,
}

shape!(struct Order { notify, purchase_order });

/// What the redeemer of a service key says besides the end (R3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServiceOrder {
    /// The service level reference, or empty.
    pub reference: String,
    /// For how many months it is ordered.
    pub term: u16,
}

shape!(struct ServiceOrder { reference, term });

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
