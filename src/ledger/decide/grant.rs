//! Creating, editing, deleting and replacing service tokens (E1 to E9, T3, T4, T6).

use super::{Actor, Decided, Decision, Draw, check_emails, place, refuse, tier_warning};
use crate::domain::asset::{Asset, Port, System};
use crate::domain::bandwidth::Speeds;
use crate::domain::id::{AssetId, GrantId};
use crate::domain::key::Key;
use crate::domain::permission::Right;
use crate::domain::place::{Pin, Place};
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::terms::{Kind, Status, Terms, a_side_token, token_expiry};
use crate::domain::text::{self, DESCRIPTION_LIMIT, NAME_LIMIT};
use crate::domain::time::{Day, Timestamp, Validity};
use crate::ledger::command::{CreateToken, TokenDetails};
use crate::ledger::event::{Event, GrantCreated, GrantPlaced, Label};
use crate::ledger::world::{Grant, Placed};

pub(super) fn create(actor: &Actor<'_>, create: &CreateToken, draw: Draw<'_>) -> Decided {
    actor.needs(Right::ManageTokens)?;
    let now = actor.sight.now();
    let mut problems = Problems::default();
    let own = problems.take(usable_port(actor, create.asset));
    if let Some((asset, port)) = own {
        let place = place::check_vlan(actor.sight, asset, port, create.tag);
        place.map_or_else(|refusals| problems.extend(refusals), drop);
    }
    let details = check_details(&create.details, own.map(|(_, port)| port), now, now);
    let details = details.map_err(|refusals| problems.extend(refusals)).ok();
    let (Some((asset, port)), Some((label, expires))) = (own, details) else { return Err(problems.list()) };
    problems.settle()?;
    let (kind, metro, speeds) = (Kind::ASideToken, port.metro.clone(), Speeds::UpTo(create.details.limit));
    let terms = Terms::of_token(kind, metro, speeds, create.remote, now, expires);
    let warnings = tier_warning(create.details.limit).into_iter().collect();
    let pin = Pin::At(Place::Vlan(create.tag));
    let placed = Placed { asset: asset.id, pin, label, replaces: None, replaced_by: None };
    Ok(Decision { events: issue(actor, terms, placed, draw).into(), warnings })
}

/// The two events of a new grant: what its holder may know, and what its issuer knows.
fn issue(actor: &Actor<'_>, terms: Terms, placed: Placed, draw: Draw<'_>) -> [Event; 2] {
    let (grant, issuer) = (GrantId::new(draw()), actor.company());
    let Placed { asset, pin, label, replaces, .. } = placed;
    [
        Event::GrantCreated(GrantCreated { grant, key: Key::new(draw()), issuer, terms }),
        Event::GrantPlaced(GrantPlaced { grant, issuer, asset, pin, label, replaces }),
    ]
}

/// An own port on which this person may create grants now (P3, A1).
fn usable_port<'a>(actor: &Actor<'a>, id: AssetId) -> Result<(&'a Asset, &'a Port), Refusal> {
    let fabric = |port: &&Port| port.system() == System::Fabric;
    let own = actor.sight.own_asset(id).and_then(|asset| Some((asset, asset.port().filter(fabric)?)));
    let Some((asset, port)) = own else {
        let message = "Choose a Fabric port of your own company.";
        return Err(Refusal::new(Code::OwnAssetRequired, Field::Asset, message));
    };
    if !asset.lets_in(actor.person.id) {
        let message = format!("Only named people may create tokens on {}; you are not among them.", asset.name);
        return Err(Refusal::new(Code::AccessNotGiven, Field::Asset, message));
    }
    if !port.open {
        let message = format!("{} is closed to new connections. Open it on its page, or choose another.", asset.name);
        return Err(Refusal::new(Code::PortClosed, Field::Asset, message));
    }
    Ok((asset, port))
}

fn check_details(
    details: &TokenDetails,
    port: Option<&Port>,
    created: Timestamp,
    now: Timestamp,
) -> Result<(Label, Timestamp), Vec<Refusal>> {
    let mut problems = Problems::default();
    let name = problems.take(text::optional(&details.name, Field::Name, NAME_LIMIT));
    let description = problems.take(text::optional(&details.description, Field::Description, DESCRIPTION_LIMIT));
    let expires = problems.take(token_expiry(details.expires, created, now));
    if let Some(port) = port {
        problems.take(a_side_token::check_limit(details.limit, port.speed));
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
    actor.needs(Right::ManageTokens)?;
    let Some((grant, placed)) = own(actor, id) else { return Err(unknown()) };
    match grant.status(actor.sight.now()) {
        Status::Unused => Ok((grant, placed)),
        status => {
            let word = grant.terms.kind.status_word(status);
            let message = format!("This token is {word}; only Inactive tokens can be changed or replaced.");
            Err(refuse(Code::NotEditable, Field::Form, message))
        }
    }
}

fn own<'a>(actor: &Actor<'a>, id: GrantId) -> Option<(&'a Grant, &'a Placed)> {
    let grant = actor.sight.own_grant(id)?;
    Some((grant, grant.placed.as_ref()?))
}

fn unknown() -> Vec<Refusal> {
    refuse(Code::NotFound, Field::Form, "Your company has no such token.")
}

pub(super) fn edit(actor: &Actor<'_>, id: GrantId, details: &TokenDetails) -> Decided {
    let (grant, placed) = editable(actor, id)?;
    let port = actor.sight.own_asset(placed.asset).and_then(Asset::port);
    let (label, expires) = check_details(details, port, grant.created, actor.sight.now())?;
    let valid = Validity { until: expires, ..grant.terms.valid };
    let terms = Terms { speeds: Speeds::UpTo(details.limit), valid, ..grant.terms.clone() };
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
    actor.needs(Right::ManageTokens)?;
    let Some((grant, _)) = own(actor, id) else { return Err(unknown()) };
    if grant.status(actor.sight.now()) == Status::Deleted {
        return Err(refuse(Code::Deleted, Field::Form, "This token is deleted already."));
    }
    Ok(vec![Event::GrantDeleted { grant: id }].into())
}

/// An own grant that is still Inactive, on a port on which this person may create its successor (T6).
pub(super) fn replaceable<'a>(actor: &Actor<'a>, id: GrantId) -> Result<(&'a Grant, &'a Placed), Vec<Refusal>> {
    let (grant, placed) = editable(actor, id)?;
    usable_port(actor, placed.asset).map_err(|refusal| vec![refusal])?;
    Ok((grant, placed))
}

pub(super) fn replace(actor: &Actor<'_>, id: GrantId, expires: Day, draw: Draw<'_>) -> Decided {
    let (grant, placed) = replaceable(actor, id)?;
    let now = actor.sight.now();
    let expires = token_expiry(expires, now, now).map_err(|refusal| vec![refusal])?;
    let terms = Terms { valid: Validity { from: now, until: expires }, ..grant.terms.clone() };
    let successor = Placed { replaces: Some(id), replaced_by: None, ..placed.clone() };
    let [created, placed] = issue(actor, terms, successor, draw);
    Ok(vec![Event::GrantDeleted { grant: id }, created, placed].into())
}
