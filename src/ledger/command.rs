//! What a person asks for. Who may ask, and whether it may be, is decided in [`super::decide`].

use crate::domain::asset::AssetKind;
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, AttemptId, ConnectionId, GrantId, PersonId};
use crate::domain::key::Key;
use crate::domain::metro::Metro;
use crate::domain::permission::Roles;
use crate::domain::text::Email;
use crate::domain::time::{Day, Timestamp};
use crate::domain::vlan::Tag;

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
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
    /// Found a company; the command's person becomes its first (P1).
    FoundCompany(FoundCompany),
    /// Add a person to the actor's company.
    AddPerson(PersonDetails),
    /// Change a person of the actor's company.
    EditPerson(PersonId, PersonDetails),
    /// Add an asset (A8).
    AddAsset(AssetDetails),
    /// Change an asset (A6).
    EditAsset(AssetId, AssetDetails),
    /// Remove an asset that holds no place (A6).
    RemoveAsset(AssetId),
    /// Create a service token, or one for each free interface of a device (E4).
    CreateToken(CreateToken),
    /// Change an Inactive token (T3).
    EditToken(GrantId, TokenDetails),
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
    /// Give the connection a name of one's own (C1).
    RenameConnection(ConnectionId, String),
    /// Change the bandwidth within the grant's limit (C2h).
    ChangeBandwidth(ConnectionId, Mbps),
    /// Delete a connection (C2h).
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
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundCompany {
    /// The company's name.
    pub name: String,
    /// Its first person, who must be able to manage people.
    pub person: PersonDetails,
}

/// What a form says of a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonDetails {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: Email,
    /// Their roles.
    pub roles: Roles,
}

/// What a form says of an asset.
#[derive(Clone, PartialEq, Eq, Debug)]
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

/// The choices of the creation wizard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreateToken {
    /// The end that it fixes: "Service Token Type".
    pub side: Side,
    /// The port or virtual device (E1).
    pub asset: AssetId,
    /// Where on it.
    pub spot: Spot,
    /// "Allow Remote Connection" (E2).
    pub remote: bool,
    /// What may be changed later.
    pub details: TokenDetails,
}

/// Where on an asset a token shall be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// At these VLAN identifiers of a port (E3).
    Vlan(Tag),
    /// At this interface of a virtual device (E4).
    Interface(u16),
    /// At the next available interface of a virtual device (E4).
    NextInterface,
    /// At every free interface of a virtual device, one token each, all or nothing (E4).
    EveryInterface,
}

/// What of a token may be edited while it is Inactive (T3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenDetails {
    /// Its name, or empty (E9).
    pub name: String,
    /// Its description, or empty (E9).
    pub description: String,
    /// The expiration date (E6).
    pub expires: Day,
    /// The maximum bandwidth of a connection (E5).
    pub limit: Mbps,
    /// Who may use it; at least one (E7).
    pub recipients: Vec<Email>,
}

/// What the redeemer supplies (R3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redeem {
    /// The key.
    pub key: Key,
    /// The redeemer's end.
    pub end: Destination,
    /// The redeemer's name for the connection.
    pub name: String,
    /// The bandwidth.
    pub bandwidth: Mbps,
    /// E-mail addresses for notices; at least one.
    pub notify: Vec<Email>,
    /// A purchase order number, or empty.
    pub purchase_order: String,
    /// Whether redeeming a key of the own company was confirmed (R10).
    pub own_confirmed: bool,
}

/// Where the connection of a token ends on the redeemer's part: of an A-side token its Z-side (A4), of a Z-side token
/// its A-side (R3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// A port of the redeemer's company.
    Port {
        /// The port.
        asset: AssetId,
        /// Its VLAN identifiers.
        tag: Tag,
    },
    /// A virtual device of the redeemer's company.
    Device {
        /// The device.
        asset: AssetId,
        /// Its interface; the next available one where none is given.
        interface: Option<u16>,
    },
    /// The end that another token fixes: a Z-side token for an A-side one and the other way round (R4).
    Token {
        /// The other token's key.
        key: Key,
    },
    /// A service profile of a provider.
    Profile {
        /// The service profile.
        asset: AssetId,
        /// The metro chosen.
        metro: Metro,
        /// What the provider asks for: label and value.
        values: Vec<(String, String)>,
    },
}
