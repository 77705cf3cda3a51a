//! Companies and the people in them (P1).

use serde::{Deserialize, Serialize};

use super::id::{CompanyId, PersonId};
use super::permission::Roles;
use super::stored;
use super::text::Email;

/// A company. Its name is public in the ledger: a key's preview tells it to whoever holds the key (R2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Company {
    /// Its identity.
    pub id: CompanyId,
    /// Its name, at most 64 characters.
    pub name: String,
}

/// A person, who acts for one company.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Their identity, which a command names.
    pub id: PersonId,
    /// The company they belong to.
    pub company: CompanyId,
    /// Their name, at most 64 characters.
    pub name: String,
    /// Their e-mail address, unlike that of any other person of the company.
    #[serde(deserialize_with = "stored::email")]
    pub email: Email,
    /// At most one role in each vendor's system.
    pub roles: Roles,
}
