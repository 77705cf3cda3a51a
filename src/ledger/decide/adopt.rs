//! Taking over what a vendor says (W6), and binding the vendor's key to a grant that was carried out there (G8): the events
//! of what [`standing`](super::standing) made of it. What is adopted is kept as reported: our rules for new grants are not
//! asked, but for names and descriptions that no form takes.

use std::collections::HashSet;

use super::rival::rivals;
use super::standing::{Changed, New, Standing, standing, terms_with};
use super::{Actor, Decided, Draw, refuse};
use crate::domain::id::GrantId;
use crate::domain::permission::Right;
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::report::{Fact, Life, Report};
use crate::domain::terms::{Kind, Usage};
use crate::ledger::command::Adoption;
use crate::ledger::event::{Event, GrantBound, GrantCreated, GrantPlaced, GrantReported, Label};

pub(super) fn adopt(actor: &Actor<'_>, adoptions: &[Adoption], draw: Draw<'_>) -> Decided {
    if adoptions.is_empty() {
        return Err(refuse(Code::NothingToChange, Field::Form, "Choose at least one entry to take over."));
    }
    let rivals = rivals(adoptions.iter().enumerate(), actor.sight.now());
    // Of several entries of one key or grant the first counts, and of those that hold one place.
    let later: HashSet<usize> = rivals.iter().flat_map(|group| group.iter().skip(1).copied()).collect();
    let mut problems = Problems::default();
    let mut events = vec![];
    for (at, adoption) in adoptions.iter().enumerate() {
        let taken = if later.contains(&at) { Err(second()) } else { one(actor, adoption, draw) };
        match taken {
            Ok(more) => events.extend(more),
            Err(refusal) => problems.push(refusal.about(at.to_string())),
        }
    }
    problems.settle()?;
    if events.is_empty() {
        return Err(refuse(Code::NothingToChange, Field::Form, "All of this is here already."));
    }
    Ok(events.into())
}

fn second() -> Refusal {
    let message = "Another entry is about the same key, grant or place. Take over one of them.";
    Refusal::new(Code::ReportConflicts, Field::Report, message)
}

fn one(actor: &Actor<'_>, adoption: &Adoption, draw: Draw<'_>) -> Result<Vec<Event>, Refusal> {
    let known = adoption.grant.or_else(|| actor.sight.offer(&adoption.key).map(|offer| offer.grant));
    let kind = known.and_then(|id| actor.sight.own_grant(id)).map(|grant| grant.terms.kind);
    let right = kind.or(adoption.report.kind).map_or(Right::ManageTokens, Kind::issuing);
    actor.needs(right).map_err(first)?;
    match standing(actor.sight, adoption) {
        Standing::New(new) => Ok(create(actor, adoption, new, draw)),
        Standing::Same(_) => Ok(vec![]),
        Standing::Changed(changed) => Ok(change(actor, adoption, &changed)),
        Standing::Conflicting { words, .. } => Err(Refusal::new(Code::ReportConflicts, Field::Report, words)),
        Standing::NoAsset(words) | Standing::Unusable(words) => {
            Err(Refusal::new(Code::ReportIncomplete, Field::Report, words))
        }
    }
}

fn first(refusals: Vec<Refusal>) -> Refusal {
    let nobody = || Refusal::new(Code::RoleNotAllowed, Field::Role, "This is not allowed.");
    refusals.into_iter().next().unwrap_or_else(nobody)
}

fn create(actor: &Actor<'_>, adoption: &Adoption, new: New, draw: Draw<'_>) -> Vec<Event> {
    let (grant, issuer, key) = (GrantId::new(draw()), actor.company(), adoption.key);
    let New { asset, pin, terms, label, life } = new;
    let usage = terms.usage;
    let mut events = vec![
        Event::GrantCreated(GrantCreated { grant, key, issuer, terms }),
        Event::GrantPlaced(GrantPlaced { grant, issuer, asset, pin, label, replaces: None }),
        Event::GrantBound(GrantBound { grant, key }),
    ];
    events.extend(ending(grant, life, usage));
    events.push(Event::GrantReported(GrantReported { grant, issuer, report: adoption.report.clone() }));
    events
}

/// What became of a grant at the vendor.
fn ending(grant: GrantId, life: Life, usage: Usage) -> Option<Event> {
    match (life, usage) {
        (Life::Used, Usage::Single) => Some(Event::GrantUsed { grant }),
        (Life::Deleted, _) => Some(Event::GrantDeleted { grant }),
        _ => None,
    }
}

fn change(actor: &Actor<'_>, adoption: &Adoption, changed: &Changed<'_>) -> Vec<Event> {
    let Changed { grant, placed, facts, binds, .. } = changed;
    let (id, issuer, told) = (grant.id, actor.company(), &adoption.report);
    let mut events = vec![];
    if *binds {
        events.push(Event::GrantBound(GrantBound { grant: id, key: adoption.key }));
    }
    let terms = terms_with(&grant.terms, told, facts);
    if terms != grant.terms {
        events.push(Event::TermsEdited { grant: id, terms });
    }
    let label = label_with(&placed.label, told, facts);
    if label != placed.label {
        events.push(Event::LabelEdited { grant: id, issuer, label });
    }
    if facts.contains(&Fact::Life) {
        events.extend(told.life.and_then(|life| ending(id, life, grant.terms.usage)));
    }
    events.push(Event::GrantReported(GrantReported { grant: id, issuer, report: told.clone() }));
    events
}

fn label_with(label: &Label, told: &Report, facts: &[Fact]) -> Label {
    let mut label = label.clone();
    for fact in facts {
        match fact {
            Fact::Name => label.name = told.name.clone().unwrap_or_default(),
            Fact::Description => label.description = told.description.clone().unwrap_or_default(),
            Fact::Recipients => label.recipients = told.recipients.clone().unwrap_or_default(),
            _ => {}
        }
    }
    label
}
