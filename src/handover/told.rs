//! What is shown for a key that somebody holds: the ledger's own word wherever it knows the key, and only where it does
//! not, that of the link the key came with (N4).

use super::offer::Offer;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::ledger::view::redemption::Preview;

/// What is shown for a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    /// The ledger's word.
    Known(Preview),
    /// Only the word of the link, for the ledger does not know the key; and what to do about it.
    Told(Preview, Refusal),
    /// Nothing, and why.
    Nothing(Refusal),
}

impl Shown {
    /// Weighs the ledger's answer and the offer that the key came with.
    pub fn of(answer: Result<Preview, Refusal>, offer: Option<&Offer>) -> Self {
        match (answer, offer) {
            (Ok(preview), _) => Self::Known(preview),
            (Err(refusal), Some(offer)) if refusal.code == Code::UnknownKey => Self::told(offer),
            (Err(refusal), _) => Self::Nothing(refusal),
        }
    }

    /// An offer whose key no ledger here knows.
    pub fn told(offer: &Offer) -> Self {
        let (issuer, kind) = (&offer.issuer, offer.terms.kind);
        let (noun, system) = (kind.noun(), kind.system().label());
        let message = format!(
            "The ledger that is open here does not know this key, so you cannot redeem it here. Open the link in the \
             browser in which {issuer} created the {noun}, or, if they created it at {system} too, use the key there."
        );
        Self::Told(offer.preview(), Refusal::new(Code::UnknownKey, Field::Key, message))
    }

    /// What the ledger says, if it knows the key and lets it be redeemed.
    pub const fn known(&self) -> Option<&Preview> {
        match self {
            Self::Known(preview) => Some(preview),
            Self::Told(..) | Self::Nothing(_) => None,
        }
    }

    /// Why the key cannot be redeemed, if so.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Known(_) => None,
            Self::Told(_, refusal) | Self::Nothing(refusal) => Some(refusal),
        }
    }
}
