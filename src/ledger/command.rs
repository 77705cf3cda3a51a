//! What a person asks for. Who may ask, and whether it may be, is decided in [`super::decide`].

use crate::domain::asset::AssetKind;
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, AttemptId, ConnectionId, GrantId, PersonId, ProposalId};
use crate::domain::key::{self, Key};
use crate::domain::mcr::Configuration;
use crate::domain::metro::Metro;
use crate::domain::permission::Roles;
use crate::domain::report::Report;
use crate::domain::shape::shape;
use crate::domain::text::Email;
use crate::domain::time::{Day, Timestamp, Validity};
use crate::domain::vlan::Tag;
use crate::domain::vlan_choice::VlanChoice;

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
    /// Create a service key (K1).
    CreateKey(CreateKey),
    /// Change a service key; switch it off or on (K5).
    EditKey(GrantId, KeyDetails),
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
    RenameConnection(ConnectionId, String),
    /// Change the bandwidth within the grant's limit; at Megaport a higher one is proposed (C2c, C2h).
    ChangeBandwidth(ConnectionId, Mbps),
    /// Change the own VLAN, vNIC or MCR configuration, or propose it (C2b).
    ChangeEnd(ChangeEnd),
    /// Approve a proposed change (C3).
    ApproveChange(ConnectionId, ProposalId),
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
    WithdrawChange(ConnectionId, ProposalId),
    /// Change the service level reference (C2d).
    ReferConnection(ConnectionId, String),
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

shape!(enum Act {
    "found-company" => FoundCompany(company),
    "add-person" => AddPerson(person),
    "edit-person" => EditPerson(person, details),
    "add-asset" => AddAsset(asset),
    "edit-asset" => EditAsset(asset, details),
    "remove-asset" => RemoveAsset(asset),
    "create-token" => CreateToken(token),
    "edit-token" => EditToken(grant, details),
    "delete-token" => DeleteToken(grant),
    "replace-token" => ReplaceToken { grant, expires },
    "redeem" => Redeem(order),
    "create-key" => CreateKey(key),
    "edit-key" => EditKey(grant, details),
    "redeem-key" => RedeemKey(order),
    "adopt" => Adopt(grants),
    "approve-connection" => ApproveConnection { connection, end },
    "deny-connection" => DenyConnection { connection, reason },
    "withdraw-connection" => WithdrawConnection(connection),
    "rename-connection" => RenameConnection(connection, name),
    "change-bandwidth" => ChangeBandwidth(connection, bandwidth),
    "change-end" => ChangeEnd(change),
    "approve-change" => ApproveChange(connection, proposal),
    "deny-change" => DenyChange { connection, proposal, reason },
    "withdraw-change" => WithdrawChange(connection, proposal),
    "refer-connection" => ReferConnection(connection, reference),
    "switch-connection" => SwitchConnection { connection, on },
    "ask-to-delete" => AskToDelete(connection),
    "delete-connection" => DeleteConnection { connection, confirmed },
    "read-inbox" => ReadInbox(until),
});

/// A company and its first person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundCompany {
    /// The company's name.
    pub name: String,
    /// Its first person, who must be able to manage people.
    pub person: PersonDetails,
}

shape!(struct FoundCompany { name, person });

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

shape!(struct PersonDetails { name, email, roles });

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

shape!(struct AssetDetails { name, access, vendor_id, kind });

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

shape!(struct CreateToken { side, asset, spot, remote, details });

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

shape!(enum Spot {
    "vlan" => Vlan(tag),
    "interface" => Interface(number),
    "next-interface" => NextInterface,
    "every-interface" => EveryInterface,
});

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

shape!(struct TokenDetails { name, description, expires, limit, recipients });

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

shape!(struct Redeem {
    key as key::stored, end, name, bandwidth, notify, purchase_order [later], own_confirmed [later],
});

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

shape!(enum Destination {
    "port" => Port { asset, tag },
    "device" => Device { asset, interface },
    "token" => Token { key as key::stored },
    "profile" => Profile { asset, metro, values },
});

/// What the form of a new service key says (K1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreateKey {
    /// The service: a Port, MCR or MVE.
    pub asset: AssetId,
    /// Single Use or Multi-Use, and what it says of the B-End.
    pub usage: KeyUse,
    /// Whether a connection is made at once, without asking the creator (R7).
    pub pre_approved: bool,
    /// What may be changed later.
    pub details: KeyDetails,
}

shape!(struct CreateKey { asset, usage, pre_approved, details });

/// How often a service key can be used, and what is fixed of the B-End (K2, K4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeyUse {
    /// Once; the whole end is stored, and applied when the key is redeemed.
    Single(ServiceEnd),
    /// Any number of times; each connection is assigned its own end.
    Multi {
        /// The vNIC that the key is for, on an MVE.
        vnic: Option<u16>,
    },
}

shape!(enum KeyUse { "single" => Single(end), "multi" => Multi { vnic } });

/// What of a service key may be edited (K5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyDetails {
    /// Its label.
    pub label: String,
    /// The rate limit.
    pub limit: Mbps,
    /// From the start of its first to the end of its last day.
    pub valid: Validity,
    /// Whether it is switched on.
    pub active: bool,
}

shape!(struct KeyDetails { label, limit, valid, active });

/// An end on an own service at Megaport (K2, R3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ServiceEnd {
    /// On a Port: its VLAN.
    Port(VlanChoice),
    /// On an MVE.
    Mve {
        /// The vNIC, counted from 0.
        vnic: u16,
        /// The VLAN on it.
        vlan: VlanChoice,
    },
    /// On an MCR: how it is configured.
    Mcr(Configuration),
}

shape!(enum ServiceEnd { "port" => Port(vlan), "mve" => Mve { vnic, vlan }, "mcr" => Mcr(configuration) });

/// What the redeemer of a service key supplies (R3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RedeemKey {
    /// The key.
    pub key: Key,
    /// The A-End's service.
    pub asset: AssetId,
    /// The A-End on it.
    pub end: ServiceEnd,
    /// The redeemer's name for the connection.
    pub name: String,
    /// The rate limit.
    pub bandwidth: Mbps,
    /// The service level reference, or empty.
    pub reference: String,
    /// For how many months it is ordered.
    pub term: u16,
    /// Whether it shall be enabled at once; else it starts shut down.
    pub enabled: bool,
    /// Whether redeeming a key of the own company was confirmed (R10).
    pub own_confirmed: bool,
}

shape!(struct RedeemKey {
    key as key::stored, asset, end, name, bandwidth, reference [later], term, enabled, own_confirmed [later],
});

/// What a vendor says of one grant, to be taken over (W6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Adoption {
    /// The own grant that it is about, where that does not follow from the key (G8).
    pub grant: Option<GrantId>,
    /// The key that the vendor gave it.
    pub key: Key,
    /// What it says.
    pub report: Report,
    /// Whether the vendor's word counts where both sides changed the same.
    pub overrule: bool,
}

shape!(struct Adoption { grant, key as key::stored, report, overrule [later] });

/// A change of the own end of a connection (C2b).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeEnd {
    /// The connection.
    pub connection: ConnectionId,
    /// Which end; where a company holds both, one at a time (C8).
    pub side: Side,
    /// What it shall be.
    pub end: ServiceEnd,
}

shape!(struct ChangeEnd { connection, side, end });
