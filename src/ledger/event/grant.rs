//! What an event tells of a grant, cut along who may read it.

use serde::{Deserialize, Serialize};

use crate::domain::id::{AssetId, CompanyId, GrantId};
use crate::domain::key::{self, Key};
use crate::domain::place::Pin;
use crate::domain::report::{Report, StoredReport};
use crate::domain::stored;
use crate::domain::terms::Terms;
use crate::domain::text::Email;

/// A new grant, for its holder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GrantCreated {
    /// The grant.
    pub grant: GrantId,
    /// Its key.
    #[serde(with = "key::stored")]
    pub key: Key,
    /// Who created it.
    pub issuer: CompanyId,
    /// What its holder may know.
    pub terms: Terms,
}

/// A new grant, for its issuer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

/// What an issuer writes on a grant for itself (E7, E9).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Label {
    /// Its name, or empty.
    pub name: String,
    /// Its description, or empty.
    pub description: String,
    /// Who may use it.
    #[serde(deserialize_with = "stored::emails")]
    pub recipients: Vec<Email>,
}

/// A recipient's notice: the preview, not the key (S2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

/// A grant that is at the vendor: the key that the vendor gave it is its key from then on (G8).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GrantBound {
    /// The grant.
    pub grant: GrantId,
    /// The vendor's uuid.
    #[serde(with = "key::stored")]
    pub key: Key,
}

/// What the vendor said of a grant when its word was taken over, for the grant's issuer (W6).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GrantReported {
    /// The grant.
    pub grant: GrantId,
    /// Its issuer.
    pub issuer: CompanyId,
    /// The vendor's facts, as reported.
    #[serde(with = "StoredReport")]
    pub report: Report,
}
