//! Routes: the hash of the address and back, so that any static host serves every page under any path.

use crate::domain::id::{AssetId, ConnectionId, GrantId};
use crate::domain::terms::Status;

/// A page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Route {
    /// How things stand.
    Overview,
    /// The Service Token Inventory, of one status or all.
    Grants(Option<Status>),
    /// The creation wizard, on this asset.
    NewGrant(Option<AssetId>),
    /// One grant.
    Grant(GrantId),
    /// The services at Megaport, each with its keys.
    Keys,
    /// The form of a new service key, on this service.
    NewKey(Option<AssetId>),
    /// What a vendor says, to be taken over.
    Import,
    /// The redemption form.
    Redeem,
    /// The connections.
    Connections,
    /// One connection.
    Connection(ConnectionId),
    /// What waits for an answer.
    Approvals,
    /// The notices.
    Inbox,
    /// The assets.
    Assets,
    /// The form of a new asset.
    NewAsset,
    /// One asset.
    Asset(AssetId),
    /// The own company and its people.
    Company,
    /// The form of a new company.
    NewCompany,
    /// Where the data lives.
    Data,
    /// What this is.
    About,
    /// No page of this address.
    Unknown,
}

impl Route {
    /// Reads the hash of an address, with or without `#`.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let found = match parts.as_slice() {
            [] => Some(Self::Overview),
            ["grants"] => Some(Self::Grants(status(query))),
            ["grants", "new"] => Some(Self::NewGrant(query.strip_prefix("asset=").and_then(AssetId::parse))),
            ["grants", id] => GrantId::parse(id).map(Self::Grant),
            ["keys"] => Some(Self::Keys),
            ["keys", "new"] => Some(Self::NewKey(query.strip_prefix("service=").and_then(AssetId::parse))),
            ["import"] => Some(Self::Import),
            ["approvals"] => Some(Self::Approvals),
            ["redeem"] => Some(Self::Redeem),
            ["connections"] => Some(Self::Connections),
            ["connections", id] => ConnectionId::parse(id).map(Self::Connection),
            ["inbox"] => Some(Self::Inbox),
            ["assets"] => Some(Self::Assets),
            ["assets", "new"] => Some(Self::NewAsset),
            ["assets", id] => AssetId::parse(id).map(Self::Asset),
            ["company"] => Some(Self::Company),
            ["company", "new"] => Some(Self::NewCompany),
            ["data"] => Some(Self::Data),
            ["about"] => Some(Self::About),
            _ => None,
        };
        found.unwrap_or(Self::Unknown)
    }

    /// The hash of this page's address.
    pub fn hash(&self) -> String {
        match self {
            Self::Overview | Self::Unknown => "#/".to_owned(),
            Self::Grants(None) => "#/grants".to_owned(),
            Self::Grants(Some(status)) => {
                format!("#/grants?status={}", status.word().to_ascii_lowercase().replace(' ', "-"))
            }
            Self::NewGrant(None) => "#/grants/new".to_owned(),
            Self::NewGrant(Some(id)) => format!("#/grants/new?asset={id}"),
            Self::Grant(id) => format!("#/grants/{id}"),
            Self::Keys => "#/keys".to_owned(),
            Self::NewKey(None) => "#/keys/new".to_owned(),
            Self::NewKey(Some(id)) => format!("#/keys/new?service={id}"),
            Self::Import => "#/import".to_owned(),
            Self::Approvals => "#/approvals".to_owned(),
            Self::Redeem => "#/redeem".to_owned(),
            Self::Connections => "#/connections".to_owned(),
            Self::Connection(id) => format!("#/connections/{id}"),
            Self::Inbox => "#/inbox".to_owned(),
            Self::Assets => "#/assets".to_owned(),
            Self::NewAsset => "#/assets/new".to_owned(),
            Self::Asset(id) => format!("#/assets/{id}"),
            Self::Company => "#/company".to_owned(),
            Self::NewCompany => "#/company/new".to_owned(),
            Self::Data => "#/data".to_owned(),
            Self::About => "#/about".to_owned(),
        }
    }

    /// The page's title. Keys and names never stand in it (S2).
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Grants(_) => "Service Token Inventory",
            Self::NewGrant(_) => "Create Service Token",
            Self::Grant(_) => "Service Token",
            Self::Keys => "Service Keys",
            Self::NewKey(_) => "Create Service Key",
            Self::Import => "Import from a vendor",
            Self::Approvals => "Approvals",
            Self::Redeem => "Redeem",
            Self::Connections => "Connections",
            Self::Connection(_) => "Connection",
            Self::Inbox => "Inbox",
            Self::Assets => "Assets",
            Self::NewAsset => "Add an asset",
            Self::Asset(_) => "Asset",
            Self::Company => "Company",
            Self::NewCompany => "Set up a company",
            Self::Data => "Data",
            Self::About => "About",
            Self::Unknown => "No such page",
        }
    }
}

fn status(query: &str) -> Option<Status> {
    let word = query.split('&').find_map(|pair| pair.strip_prefix("status="))?;
    Status::ALL.iter().copied().find(|status| status.word().replace(' ', "-").eq_ignore_ascii_case(word))
}
