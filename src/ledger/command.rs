//! What a person asks for. Who may ask, and whether it may be, is decided in [`super::decide`].

mod service_key;
mod token;

pub use service_key::{CreateKey, KeyDetails, KeyUse, RedeemKey, ServiceEnd};
pub use token::{CreateToken, Destination, Redeem, Spot, TokenDetails};

use serde::Deserialize;
use ts_rs::TS;

use crate::domain::asset::AssetKind;
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, AttemptId, ConnectionId, GrantId, PersonId, ProposalId};
use crate::domain::key::{self, Key};
use crate::domain::permission::Roles;
use crate::domain::report::Report;
use crate::domain::text::Email;
use crate::domain::time::{Day, Timestamp};

/// One request of one person (P1). Company and roles are looked up, never claimed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Command {
    /// Who asks.
    pub person: PersonId,
    /// Drawn when the form was opened: a repeated attempt has no second effect (R8).
    pub attempt: AttemptId,
    /// What is asked for.
    pub act: Act,
}

/// What can be asked for.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(optional_fields = nullable)]
pub enum Act {
    /// Found a company; the command's person becomes its first (P1).
    FoundCompany(FoundCompany),
    /// Add a person to the actor's company.
    AddPerson(PersonDetails),
    /// Change a person of the actor's company.
    EditPerson {
        /// The person.
        person: PersonId,
        /// What they shall be.
        details: PersonDetails,
    },
    /// Add an asset (A8).
    AddAsset(AssetDetails),
    /// Change an asset (A6).
    EditAsset {
        /// The asset.
        asset: AssetId,
        /// What it shall be.
        details: AssetDetails,
    },
    /// Remove an asset that holds no place (A6).
    RemoveAsset(AssetId),
    /// Create a service token, or one for each free interface of a device (E4).
    CreateToken(CreateToken),
    /// Change an Inactive token (T3).
    EditToken {
        /// The token.
        grant: GrantId,
        /// What it shall be.
        details: TokenDetails,
    },
    /// Delete a token (T4).
    DeleteToken(GrantId),
    /// Delete an Inactive token and create its successor with a new key on the same place (T6).
    ReplaceToken {
        /// The token to replace.
        grant: GrantId,
        /// The successor's expiration date.
        expires: Day,
    },
    /// Redeem a token (R3).
    Redeem(Redeem),
    /// Create a service key (K1).
    CreateKey(CreateKey),
    /// Change a service key; switch it off or on (K5).
    EditKey {
        /// The key.
        grant: GrantId,
        /// What it shall be.
        details: KeyDetails,
    },
    /// Redeem a service key (R3).
    RedeemKey(RedeemKey),
    /// Take over what a vendor says of grants, all or nothing: new ones, changed ones, and the key of one that was carried
    /// out there (G8, W6).
    Adopt(Vec<Adoption>),
    /// Approve a connection that waits for it (R7).
    ApproveConnection {
        /// The connection.
        connection: ConnectionId,
        /// The own end, where the key leaves it open (K4).
        end: Option<ServiceEnd>,
    },
    /// Deny a connection that waits for approval (R7).
    DenyConnection {
        /// The connection.
        connection: ConnectionId,
        /// Why, or empty.
        reason: String,
    },
    /// Take back the request for a connection that waits for approval (R7).
    WithdrawConnection(ConnectionId),
    /// Give the connection a name of one's own (C1).
    RenameConnection {
        /// The connection.
        connection: ConnectionId,
        /// Its new name.
        name: String,
    },
    /// Change the bandwidth within the grant's limit; at Megaport a higher one is proposed (C2c, C2h).
    ChangeBandwidth {
        /// The connection.
        connection: ConnectionId,
        /// The bandwidth asked for.
        bandwidth: Mbps,
    },
    /// Change the own VLAN, vNIC or MCR configuration, or propose it (C2b).
    ChangeEnd(ChangeEnd),
    /// Approve a proposed change (C3).
    ApproveChange {
        /// The connection.
        connection: ConnectionId,
        /// The proposal.
        proposal: ProposalId,
    },
    /// Deny a proposed change (C3).
    DenyChange {
        /// The connection.
        connection: ConnectionId,
        /// The proposal.
        proposal: ProposalId,
        /// Why, or empty.
        reason: String,
    },
    /// Take a proposed change back (C3).
    WithdrawChange {
        /// The connection.
        connection: ConnectionId,
        /// The proposal.
        proposal: ProposalId,
    },
    /// Change the service level reference (C2d).
    ReferConnection {
        /// The connection.
        connection: ConnectionId,
        /// The new reference, or empty.
        reference: String,
    },
    /// Shut a connection down, or enable it again (C2e).
    SwitchConnection {
        /// The connection.
        connection: ConnectionId,
        /// Whether it shall be enabled.
        on: bool,
    },
    /// Ask the partner to delete the connection (C9).
    AskToDelete(ConnectionId),
    /// Delete a connection (C2f, C2h).
    DeleteConnection {
        /// The connection.
        connection: ConnectionId,
        /// Whether the person confirmed it.
        confirmed: bool,
    },
    /// Mark every notice up to this instant as read (N1).
    ReadInbox(Timestamp),
}

/// A company and its first person.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct FoundCompany {
    /// The company's name.
    pub name: String,
    /// Its first person, who must be able to manage people.
    pub person: PersonDetails,
}

/// What a form says of a person.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct PersonDetails {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: Email,
    /// Their roles.
    pub roles: Roles,
}

/// What a form says of an asset.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct AssetDetails {
    /// Its name.
    pub name: String,
    /// The only people who may create grants on it; `None` for all who have the role (P3).
    pub access: Option<Vec<PersonId>>,
    /// The id it has at its vendor (A7).
    pub vendor_id: Option<String>,
    /// What it is.
    pub kind: AssetKind,
}

/// What a vendor says of one grant, to be taken over (W6).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Adoption {
    /// The own grant that it is about, where that does not follow from the key (G8).
    pub grant: Option<GrantId>,
    /// The key that the vendor gave it.
    #[serde(with = "key::stored")]
    #[ts(as = "String")]
    pub key: Key,
    /// What it says.
    pub report: Report,
    /// Whether the vendor's word counts where both sides changed the same, and whether it is what became of the grant that
    /// has its place here.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub overrule: bool,
}

/// A change of the own end of a connection (C2b).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct ChangeEnd {
    /// The connection.
    pub connection: ConnectionId,
    /// Which end; where a company holds both, one at a time (C8).
    pub side: Side,
    /// What it shall be.
    pub end: ServiceEnd,
}
