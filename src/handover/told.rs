//! What is shown for a key that somebody holds: the ledger's own word wherever it knows the key, and only where it does
//! not, that of the link the key came with (N4).

use super::ReadError;
use super::offer::Offer;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::ledger::view::redemption::Preview;

/// What is shown for a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    /// The ledger's word.
    Known(Preview),
    /// Only the word of the link, for the ledger does not know the key; and what to do about it, or why its redemption
    /// cannot even be prepared.
    Told(Preview, Refusal),
    /// The ledger's word on a key that cannot be redeemed yet; and when it can.
    Later(Preview, Refusal),
    /// Nothing, and why.
    Nothing(Refusal),
}

impl Shown {
    /// Weighs the ledger's answer and the offer that the key came with; `by_its_word` is the answer that the ledger would
    /// give if it said the same as the offer.
    pub fn of(
        answer: Result<Preview, Refusal>,
        offer: Option<&Offer>,
        by_its_word: impl FnOnce() -> Result<(), Refusal>,
    ) -> Self {
        match (answer, offer) {
            (Ok(preview), _) => Self::Known(preview),
            (Err(refusal), Some(offer)) if refusal.code == Code::UnknownKey => match by_its_word() {
                Ok(()) => Self::told(offer),
                Err(refusal) => Self::Told(offer.preview(), refusal),
            },
            (Err(refusal), _) => Self::Nothing(refusal),
        }
    }

    /// An offer whose key no ledger here knows.
    pub fn told(offer: &Offer) -> Self {
        let (issuer, kind) = (&offer.issuer, offer.terms.kind);
        let (noun, system) = (kind.noun(), kind.system().label());
        let there = match offer.at_vendor {
            true => format!("use the key at {system}: the order for that can be prepared here."),
            false => format!(
                "ask them to create it at {system} too and to send you its new link: as the link says, {system} does not \
                 know this key, and will give another."
            ),
        };
        let message = format!(
            "The ledger that is open here does not know this key, so you cannot redeem it here. Open the link in the \
             browser in which {issuer} created the {noun}, or {there}"
        );
        Self::Told(offer.preview(), Refusal::new(Code::UnknownKey, Field::Key, message))
    }

    /// What the ledger says, if it knows the key and lets it be redeemed.
    pub const fn known(&self) -> Option<&Preview> {
        match self {
            Self::Known(preview) => Some(preview),
            Self::Told(..) | Self::Later(..) | Self::Nothing(_) => None,
        }
    }

    /// What the key says, by whatever word, where its redemption can be filled in.
    pub const fn preview(&self) -> Option<&Preview> {
        match self {
            Self::Known(preview) => Some(preview),
            Self::Told(preview, _) if self.prepares() => Some(preview),
            Self::Told(..) | Self::Later(..) | Self::Nothing(_) => None,
        }
    }

    /// What sending the redemption does, as its button says (R7).
    pub const fn deed(&self) -> &'static str {
        match self {
            Self::Known(Preview { asks_approval: true, .. }) => "Redeem and request approval",
            _ if self.prepares() => "Prepare the order",
            _ => "Redeem and connect",
        }
    }

    /// Whether its redemption can be prepared for the vendor, and only that.
    pub const fn prepares(&self) -> bool {
        matches!(self, Self::Told(_, Refusal { code: Code::UnknownKey, .. }))
    }

    /// Why the key cannot be redeemed, if so.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Known(_) => None,
            Self::Told(_, refusal) | Self::Later(_, refusal) | Self::Nothing(refusal) => Some(refusal),
        }
    }
}

/// What is said of a link that was opened where nobody acts yet (N4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// What to do about it.
    pub words: String,
    /// What it offers; none where it cannot be read.
    pub offer: Option<Shown>,
}

impl Opened {
    /// Reads it; `anybody` says whether there is somebody to choose.
    pub fn of(text: &str, anybody: bool) -> Self {
        let offer = match Offer::find(text).unwrap_or(Err(ReadError::Damaged)) {
            Ok(offer) => Shown::told(&offer),
            Err(error) => return Self { words: error.at_the_door(anybody), offer: None },
        };
        let words = match offer.refusal() {
            Some(refusal) if !anybody => refusal.message.clone(),
            _ => "Choose at the top right who you are: the form then opens with the key filled in.".to_owned(),
        };
        Self { words, offer: Some(offer) }
    }
}
