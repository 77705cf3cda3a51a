//! What happened. Events are facts: they are stored for ever and never judged again.
//!
//! One command can make several, cut along who may read them (see [`super::audience`]).

use crate::domain::asset::Asset;
use crate::domain::bandwidth::Mbps;
use crate::domain::company::{Company, Person};
use crate::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId};
use crate::domain::key::{self, Key};
use crate::domain::metro::Metro;
use crate::domain::shape::shape;
use crate::domain::terms::Terms;
use crate::domain::text::Email;
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tag;

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
    /// A connection was made: what both partners know.
    Connected(Connected),
    /// One end of a connection: what its company knows.
    EndTaken(EndTaken),
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
        /// Both partners.
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
        /// Both partners.
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
    "connected" => Connected(made),
    "end-taken" => EndTaken(end),
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
    /// The place it holds (V1).
    pub tag: Tag,
    /// Name, description and recipients.
    pub label: Label,
    /// The token that it replaces (T6).
    pub replaces: Option<GrantId>,
}

shape!(struct GrantPlaced { grant, issuer, asset, tag, label, replaces });

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

/// The two partners of a connection; one company may be both (C8).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Parties {
    /// Whose grant was redeemed.
    pub issuer: CompanyId,
    /// Who redeemed it.
    pub redeemer: CompanyId,
}

shape!(struct Parties { issuer, redeemer });

impl Parties {
    /// Whether this company is one of them.
    pub fn include(&self, company: CompanyId) -> bool {
        self.issuer == company || self.redeemer == company
    }

    /// The other company, or the same one where it holds both ends.
    pub fn partner_of(&self, company: CompanyId) -> CompanyId {
        if company == self.issuer { self.redeemer } else { self.issuer }
    }
}

/// A new connection, for both partners.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Connected {
    /// The connection.
    pub connection: ConnectionId,
    /// The grant that was redeemed.
    pub grant: GrantId,
    /// Both partners.
    pub parties: Parties,
    /// The bandwidth.
    pub bandwidth: Mbps,
    /// The grant's terms when it was redeemed; later edits do not touch them (G7).
    pub terms: Terms,
}

shape!(struct Connected { connection, grant, parties, bandwidth, terms });

/// Which end of a connection (A-side or Z-side).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// The A-side.
    A,
    /// The Z-side.
    Z,
}

shape!(enum Side { "a" => A, "z" => Z });

impl Side {
    /// The vendor's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::A => "A-side",
            Self::Z => "Z-side",
        }
    }
}

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
    /// The company's own name for the connection (C1).
    pub name: String,
    /// What the redeemer said besides (R3); empty for the issuer.
    pub order: Order,
}

shape!(struct EndTaken { connection, company, side, end, name, order });

/// What one end occupies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// A port and its VLAN identifiers.
    Port {
        /// The port.
        asset: AssetId,
        /// Its VLAN identifiers.
        tag: Tag,
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

shape!(enum End { "port" => Port { asset, tag }, "profile" => Profile { asset, metro, values } });

impl End {
    /// The asset it lies on.
    pub const fn asset(&self) -> AssetId {
        match self {
            Self::Port { asset, .. } | Self::Profile { asset, .. } => *asset,
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
            | Self::GrantUsed { grant } => vec![grant.uuid()],
            Self::Connected(made) => vec![made.connection.uuid(), made.grant.uuid()],
            Self::EndTaken(end) => vec![end.connection.uuid()],
            Self::ConnectionNamed { connection, .. }
            | Self::BandwidthChanged { connection, .. }
            | Self::ConnectionDeleted { connection, .. } => vec![connection.uuid()],
        }
    }
}
