//! Identities: one type each, so that a port can never be passed where a grant is meant.

use std::fmt;

use uuid::Uuid;

use super::shape::shape;
use super::told::told;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(Uuid);

        shape!(id $name);
        told!(as read: $name);

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
    CompanyId
    /// A person, who belongs to one company (P1).
    PersonId
    /// A port or service profile (A1, A4).
    AssetId
    /// A grant; another UUID than its key, so it may stand in addresses and logs (S2).
    GrantId
    /// A connection that a redemption made.
    ConnectionId
    /// A change that one partner of a connection proposes to the other (C4).
    ProposalId
    /// One opened form: repeating a command with the same attempt has no second effect (R8).
    AttemptId
}
