//! What a key alone decides: the codes of R5 that stand at the key, in their order.

use crate::domain::asset::System;
use crate::domain::bandwidth::Speeds;
use crate::domain::key::Key;
use crate::domain::metro::Metro;
use crate::domain::permission::{Right, Roles, permit};
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::terms::{Phase, Status, Terms, status};
use crate::ledger::world::{Offer, Sight};

/// What this key offers to somebody with these roles, if it can be redeemed now. Problems stand at `field`, for one
/// form may hold two keys (R4).
///
/// # Errors
/// The first code of R5 that fits.
pub(in crate::ledger) fn redeemable<'a>(
    sight: &Sight<'a>,
    roles: Roles,
    key: &Key,
    field: Field,
) -> Result<Offer<'a>, Refusal> {
    // Before the key is looked up it is not known whose system it is of.
    permit(roles, Right::Connect).or_else(|refusal| permit(roles, Right::Order).map_err(|_| refusal))?;
    let refuse = |code, message: String| Err(Refusal::new(code, field, message));
    let Some(offer) = sight.offer(key) else {
        let message = "No such key is known in this browser. Check that all 36 characters were copied, or ask the \
                       company that gave it to you. A key made in another browser is not known here.";
        return refuse(Code::UnknownKey, message.to_owned());
    };
    let (terms, issuer) = (offer.terms, sight.company_name(offer.issuer));
    let refuse = |code, message: String| Err(Refusal::new(code, field, message).at(terms.kind.system()));
    permit(roles, terms.kind.redeeming())?;
    match status(offer.phase, terms, sight.now()) {
        Status::Unused | Status::Usable => Ok(offer),
        Status::Deleted => refuse(Code::Deleted, format!("{issuer} deleted this key. Ask them for a new one.")),
        Status::Used => refuse(Code::AlreadyUsed, already_used(sight, &offer)),
        Status::Expired => {
            let last = terms.valid.until.to_minute();
            refuse(Code::Expired, format!("This key expired on {last}. Ask {issuer} for a new one."))
        }
        Status::Off | Status::NotYet if !terms.valid.has_begun(sight.now()) => {
            let first = terms.valid.from.to_minute();
            refuse(Code::NotYetValid, format!("This key is valid from {first}. Come back then, or ask {issuer}."))
        }
        Status::Off | Status::NotYet => {
            refuse(Code::SwitchedOff, format!("{issuer} switched this key off. Ask them to switch it on."))
        }
    }
}

/// When it was used; by whom only to the winner and the issuer (R11).
fn already_used(sight: &Sight<'_>, offer: &Offer<'_>) -> String {
    let when = match offer.phase {
        Phase::Used(at) | Phase::Promised { at, .. } => format!(" on {}", at.to_minute()),
        Phase::Open { .. } | Phase::Deleted { .. } => String::new(),
    };
    match offer.winner {
        Some(winner) if Some(winner) == sight.company() => {
            format!("Your own company used this key{when}. It works only once; see your connections.")
        }
        Some(winner) => format!("{} used this key{when}. It works only once.", sight.company_name(winner)),
        None => format!(
            "This key was used{when}. It works only once, first come, first served; ask {} for a new one.",
            sight.company_name(offer.issuer)
        ),
    }
}

/// Whether a grant lets its connection end in this metro (E2, R9).
pub(super) fn check_metro(terms: &Terms, metro: &Metro, field: Field) -> Result<(), Refusal> {
    if terms.remote || terms.metro == *metro {
        return Ok(());
    }
    let message = format!(
        "This {} allows no remote connection: the other end must be in {}, and this is in {metro}.",
        terms.kind.noun(),
        terms.metro
    );
    Err(Refusal::new(Code::RemoteNotAllowed, field, message))
}

/// The bandwidths that all these grants allow (E5, R4).
pub(in crate::ledger) fn common_speeds(grants: &[&Terms]) -> Speeds {
    let all = grants.iter().map(|terms| terms.speeds.clone());
    all.reduce(|one, other| one.and(&other)).unwrap_or(Speeds::OneOf(vec![]))
}

/// Whose system a grant is of, in words for a refusal of an asset that is not in it.
pub(super) const fn other_system(system: System) -> &'static str {
    match system {
        System::Fabric => "It is at Megaport, and a service token connects on Equinix Fabric; choose another.",
        System::Megaport => "It is on Equinix Fabric, and a service key connects at Megaport; choose another.",
    }
}
