//! The offer: a key together with what its holder may know (R2), as it is carried from the issuer to a customer.
//!
//! It travels as text that stands anywhere in a link, an e-mail or a file: `offer=1.` and then base64url of
//! `{"key", "issuer", "terms"}` as JSON, with a checksum. What stands before the dot is the version. Version 1 is read for
//! ever, fields that are not known are overlooked, and a newer version is told as such; a new kind of grant is one.
//! Who pays is not in it, for that follows from the kind.
//!
//! Nobody vouches for what an offer says, for anybody can write one. So whoever knows the key from the ledger asks
//! that instead ([`super::told`]).

use serde::{Deserialize, Serialize};

use super::{ReadError, base64url};
use crate::domain::bandwidth::Speeds;
use crate::domain::id::{GrantId, PersonId};
use crate::domain::json;
use crate::domain::key::{self, Key};
use crate::domain::metro::Metro;
use crate::domain::refusal::Field;
use crate::domain::terms::Terms;
use crate::domain::text::{self, NAME_LIMIT};
use crate::domain::time::Timestamp;
use crate::ledger::view::may;
use crate::ledger::view::redemption::Preview;
use crate::ledger::world::{Sight, Told};

/// What stands before an offer.
const MARK: &str = "offer=";

/// The version that is written.
const VERSION: u32 = 1;

/// The most bandwidths that one offer names; the vendors sell ten.
const SPEEDS_LIMIT: usize = 50;

/// A key and what its holder may know of the grant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// The key.
    #[serde(with = "key::stored")]
    pub key: Key,
    /// The name of the company that created it.
    pub issuer: String,
    /// What whoever holds the key may know.
    pub terms: Terms,
    /// Whether the grant is at its vendor, who knows the key; else it is worth something in Crosskey only (G8). Version 1 had
    /// nothing like it, and says of a local grant what it always said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_vendor: bool,
}

impl Offer {
    /// What this person may hand over of a grant of their company: nothing without the right to reveal its key (P2, P4),
    /// and nothing of a grant that nobody will ever redeem again.
    pub fn of(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Option<Self> {
        let grant = sight.own_grant(id).filter(|grant| grant.status(sight.now()).holds())?;
        let offer = || Self {
            key: grant.key,
            issuer: sight.company_name(grant.issuer).to_owned(),
            terms: grant.terms.clone(),
            at_vendor: grant.at_vendor.is_some(),
        };
        may(sight, person, grant.terms.kind.issuing()).yes().then(offer)
    }

    /// The text that carries it.
    pub fn write(&self) -> String {
        format!("{MARK}{VERSION}.{}", base64url::encode(json::write(self).to_string().as_bytes()))
    }

    /// Whether an offer stands there, be it damaged or not.
    pub fn stands_in(text: &str) -> bool {
        text.contains(MARK)
    }

    /// The offer that stands in a link, an e-mail or a file, the last if there are several; none where none does.
    ///
    /// # Errors
    /// Why what stands there cannot be taken in.
    pub fn find(text: &str) -> Option<Result<Self, ReadError>> {
        let written = text.split(MARK).skip(1).last()?;
        let (version, rest) = written.split_once('.').unwrap_or_default();
        let end = rest.find(|c| !base64url::is_in_alphabet(c)).unwrap_or(rest.len());
        Some(match version.parse() {
            Ok(VERSION) => read(rest.get(..end).unwrap_or_default()).ok_or(ReadError::Damaged),
            Ok(1..) => Err(ReadError::Newer),
            _ => Err(ReadError::Damaged),
        })
    }

    /// What it says to whoever holds it.
    pub fn preview(&self) -> Preview {
        Preview::of(&self.terms, &self.issuer, self.terms.kind.payer_for_redeemer(&self.issuer), false)
    }

    /// The same, for whoever lacks the issuer's ledger and takes it at its word (N4).
    pub fn told(&self) -> Told {
        Told { key: self.key, issuer: self.issuer.clone(), terms: self.terms.clone(), at_vendor: self.at_vendor }
    }

    /// Whether it says what an offer can say, so that nothing that is shown of it is made to mislead.
    fn is_sound(&self) -> bool {
        let Self { key: _, issuer, terms, at_vendor: _ } = self;
        let speeds = match &terms.speeds {
            Speeds::UpTo(largest) => std::slice::from_ref(largest),
            Speeds::OneOf(speeds) => speeds,
        };
        text::required(issuer, Field::Name, NAME_LIMIT).is_ok_and(|text| text == *issuer)
            && Metro::parse(terms.metro.code()).is_some_and(|metro| metro == terms.metro)
            && (1..=SPEEDS_LIMIT).contains(&speeds.len())
            && speeds.iter().all(|speed| speed.get() > 0)
            && 0 <= terms.valid.from.millis()
            && terms.valid.from <= terms.valid.until
            && terms.valid.until <= Timestamp::LAST
    }
}

fn read(written: &str) -> Option<Offer> {
    let value = serde_json::from_slice(&base64url::decode(written)?).ok()?;
    json::read_stored(&value).ok().filter(Offer::is_sound)
}
