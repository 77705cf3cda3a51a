//! Creating, editing, deleting and replacing service tokens (E1 to E9, T3, T4, T6).

use super::{Actor, Decided, Decision, Draw, check_emails, place, refuse, tier_warning};
use crate::domain::asset::{Asset, AssetKind, System};
use crate::domain::id::{AssetId, GrantId};
use crate::domain::key::Key;
use crate::domain::permission::Right;
use crate::domain::place::Pin;
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::terms::{Kind, Status, Terms, service_token, token_expiry};
use crate::domain::text::{self, DESCRIPTION_LIMIT, NAME_LIMIT};
use crate::domain::time::{Day, Timestamp, Validity};
use crate::ledger::command::{CreateToken, TokenDetails};
use crate::ledger::event::{Event, GrantCreated, GrantPlaced, Label};
use crate::ledger::world::{Grant, Placed};

pub(super) fn create(actor: &Actor<'_>, create: &CreateToken, draw: Draw<'_>) -> Decided {
    actor.needs(Right::ManageTokens)?;
    let now = actor.sight.now();
    let mut problems = Problems::default();
    let kind = Kind::token(create.side);
    let own = problems.take(usable_asset(actor, kind, create.asset));
    let places = own.map(|asset| place::at_spot(actor.sight, asset, create.spot)).transpose();
    let places = places.map_err(|refusals| problems.extend(refusals)).ok().flatten();
    let details = check_details(&create.details, own, now, now);
    let details = details.map_err(|refusals| problems.extend(refusals)).ok();
    let (Some(asset), Some(metro), Some(places), Some((label, expires))) =
        (own, own.and_then(Asset::metro), places, details)
    else {
        return Err(problems.list());
    };
    problems.settle()?;
    let speeds = service_token::speeds(kind, create.details.limit);
    let terms = Terms::of_token(kind, metro.clone(), speeds, create.remote, now, expires);
    let tokens = places.into_iter().flat_map(|place| {
        let (pin, label) = (Pin::At(place), label.clone());
        let placed = Placed { asset: asset.id, pin, label, replaces: None, replaced_by: None, reported: None };
        issue(actor, terms.clone(), placed, draw)
    });
    let warnings = tier_warning(create.details.limit).into_iter().collect();
    Ok(Decision { events: tokens.collect(), warnings })
}

/// The two events of a new grant: what its holder may know, and what its issuer knows.
pub(super) fn issue(actor: &Actor<'_>, terms: Terms, placed: Placed, draw: Draw<'_>) -> [Event; 2] {
    let (grant, issuer) = (GrantId::new(draw()), actor.company());
    let Placed { asset, pin, label, replaces, .. } = placed;
    [
        Event::GrantCreated(GrantCreated { grant, key: Key::new(draw()), issuer, terms }),
        Event::GrantPlaced(GrantPlaced { grant, issuer, asset, pin, label, replaces }),
    ]
}

/// An own asset on which this person may create grants of this kind now (E1, P3, A1).
fn usable_asset<'a>(actor: &Actor<'a>, kind: Kind, id: AssetId) -> Result<&'a Asset, Refusal> {
    let carries = |asset: &&Asset| match (kind, &asset.kind) {
        (Kind::ASideToken | Kind::ZSideToken, AssetKind::Port(port)) => port.system() == System::Fabric,
        (Kind::ZSideToken, AssetKind::VirtualDevice(_)) => true,
        _ => false,
    };
    let Some(asset) = actor.sight.own_asset(id).filter(carries) else {
        let message = match kind {
            Kind::ZSideToken => "Choose a Fabric port or a virtual device of your own company.",
            Kind::ASideToken | Kind::ServiceKey => "Choose a Fabric port of your own company.",
        };
        return Err(Refusal::new(Code::OwnAssetRequired, Field::Asset, message));
    };
    if !asset.lets_in(actor.person.id) {
        let message = format!("Only named people may create tokens on {}; you are not among them.", asset.name);
        return Err(Refusal::new(Code::AccessNotGiven, Field::Asset, message));
    }
    if !asset.open() {
        let message = format!("{} is closed to new connections. Open it on its page, or choose another.", asset.name);
        return Err(Refusal::new(Code::PortClosed, Field::Asset, message));
    }
    Ok(asset)
}

fn check_details(
    details: &TokenDetails,
    asset: Option<&Asset>,
    created: Timestamp,
    now: Timestamp,
) -> Result<(Label, Timestamp), Vec<Refusal>> {
    let mut problems = Problems::default();
    let name = problems.take(text::optional(&details.name, Field::Name, NAME_LIMIT));
    let description = problems.take(text::optional(&details.description, Field::Description, DESCRIPTION_LIMIT));
    let expires = problems.take(token_expiry(details.expires, created, now));
    if let Some(asset) = asset {
        problems.take(service_token::check_limit(details.limit, &asset.kind));
    }
    let recipients = problems.take(check_emails(&details.recipients, Field::Recipients));
    let (Some(name), Some(description), Some(recipients), Some(expires)) = (name, description, recipients, expires)
    else {
        return Err(problems.list());
    };
    problems.settle()?;
    Ok((Label { name, description, recipients }, expires))
}

/// An own grant that is still Inactive, and its own facts (T3).
pub(super) fn editable<'a>(actor: &Actor<'a>, id: GrantId) -> Result<(&'a Grant, &'a Placed), Vec<Refusal>> {
    let (grant, placed) = own(actor, id)?;
    match grant.status(actor.sight.now()) {
        Status::Unused => Ok((grant, placed)),
        status => {
            let word = grant.terms.kind.status_word(status);
            let message = format!("This token is {word}; only Inactive tokens can be changed or replaced.");
            Err(refuse(Code::NotEditable, Field::Form, message))
        }
    }
}

/// An own token, and its own facts; keys are never removed or replaced (K5).
fn own<'a>(actor: &Actor<'a>, id: GrantId) -> Result<(&'a Grant, &'a Placed), Vec<Refusal>> {
    let own = actor.sight.own_grant(id).and_then(|grant| Some((grant, grant.placed.as_ref()?)));
    if own.is_some_and(|(grant, _)| grant.terms.kind == Kind::ServiceKey) {
        let message = "Service keys cannot be removed or replaced once they are created. Switch it off instead.";
        return Err(refuse(Code::NotEditable, Field::Form, message));
    }
    actor.needs(Right::ManageTokens)?;
    own.ok_or_else(|| refuse(Code::NotFound, Field::Form, "Your company has no such token."))
}

pub(super) fn edit(actor: &Actor<'_>, id: GrantId, details: &TokenDetails) -> Decided {
    let (grant, placed) = editable(actor, id)?;
    let asset = actor.sight.own_asset(placed.asset);
    let (label, expires) = check_details(details, asset, grant.created, actor.sight.now())?;
    let valid = Validity { until: expires, ..grant.terms.valid };
    // The set of speeds follows its maximum; what the vendor told besides stays while that does.
    let speeds = match grant.terms.speeds.clone() {
        speeds if speeds.largest() == details.limit => speeds,
        _ => service_token::speeds(grant.terms.kind, details.limit),
    };
    let terms = Terms { speeds, valid, ..grant.terms.clone() };
    let mut events = Vec::new();
    let mut warnings = Vec::new();
    if terms != grant.terms {
        warnings.extend(tier_warning(details.limit));
        events.push(Event::TermsEdited { grant: id, terms });
    }
    if label != placed.label {
        events.push(Event::LabelEdited { grant: id, issuer: actor.company(), label });
    }
    if events.is_empty() {
        return Err(refuse(Code::NothingToChange, Field::Form, "Nothing was changed."));
    }
    Ok(Decision { events, warnings })
}

pub(super) fn delete(actor: &Actor<'_>, id: GrantId) -> Decided {
    let (grant, _) = own(actor, id)?;
    if grant.status(actor.sight.now()) == Status::Deleted {
        return Err(refuse(Code::Deleted, Field::Form, "This token is deleted already."));
    }
    Ok(vec![Event::GrantDeleted { grant: id }].into())
}

/// An own grant that is still Inactive, on an asset on which this person may create its successor (T6).
pub(super) fn replaceable<'a>(actor: &Actor<'a>, id: GrantId) -> Result<(&'a Grant, &'a Placed), Vec<Refusal>> {
    let (grant, placed) = editable(actor, id)?;
    usable_asset(actor, grant.terms.kind, placed.asset).map_err(|refusal| vec![refusal])?;
    Ok((grant, placed))
}

pub(super) fn replace(actor: &Actor<'_>, id: GrantId, expires: Day, draw: Draw<'_>) -> Decided {
    let (grant, placed) = replaceable(actor, id)?;
    let now = actor.sight.now();
    let expires = token_expiry(expires, now, now).map_err(|refusal| vec![refusal])?;
    let terms = Terms { valid: Validity { from: now, until: expires }, ..grant.terms.clone() };
    let successor = Placed { replaces: Some(id), replaced_by: None, reported: None, ..placed.clone() };
    let [created, placed] = issue(actor, terms, successor, draw);
    Ok(vec![Event::GrantDeleted { grant: id }, created, placed].into())
}
