//! What an event tells of a grant, cut along who may read it.

use crate::domain::id::{AssetId, CompanyId, GrantId};
use crate::domain::key::{self, Key};
use crate::domain::place::Pin;
use crate::domain::report::Report;
use crate::domain::shape::shape;
use crate::domain::terms::Terms;
use crate::domain::text::Email;

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

/// A grant that is at the vendor: the key that the vendor gave it is its key from then on (G8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GrantBound {
    /// The grant.
    pub grant: GrantId,
    /// The vendor's uuid.
    pub key: Key,
}

shape!(struct GrantBound { grant, key as key::stored });

/// What the vendor said of a grant when its word was taken over, for the grant's issuer (W6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GrantReported {
    /// The grant.
    pub grant: GrantId,
    /// Its issuer.
    pub issuer: CompanyId,
    /// The vendor's facts, as reported.
    pub report: Report,
}

shape!(struct GrantReported { grant, issuer, report });
