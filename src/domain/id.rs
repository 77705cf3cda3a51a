//! Identities: one type each, so that a port can never be passed where a grant is meant.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;
use uuid::Uuid;

use super::json;

// TypeScript tells identities of different kinds from each other by the second name.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident $branded:tt)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, TS)]
        #[ts(type = $branded)]
        pub struct $name(Uuid);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                json::parsed(deserializer, "a UUID", Self::parse)
            }
        }

        impl $name {
            /// Takes a drawn UUID as this identity.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// Reads the hyphenated form that `Display` writes; `None` for anything that is not a UUID.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }

            /// The bare UUID, for indexes that mix kinds of identity.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    )*};
}

id! {
    /// A company of the ledger (P1).
    CompanyId "string & { readonly of: 'CompanyId' }"
    /// A person, who belongs to one company (P1).
    PersonId "string & { readonly of: 'PersonId' }"
    /// A port or service profile (A1, A4).
    AssetId "string & { readonly of: 'AssetId' }"
    /// A grant; another UUID than its key, so it may stand in addresses and logs (S2).
    GrantId "string & { readonly of: 'GrantId' }"
    /// A connection that a redemption made.
    ConnectionId "string & { readonly of: 'ConnectionId' }"
    /// A change that one partner of a connection proposes to the other (C4).
    ProposalId "string & { readonly of: 'ProposalId' }"
    /// One opened form: repeating a command with the same attempt has no second effect (R8).
    AttemptId "string & { readonly of: 'AttemptId' }"
}
