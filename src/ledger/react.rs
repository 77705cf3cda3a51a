//! What follows from the other side's own facts. `decide` never sees these; here each partner is looked at with its
//! own sight. In one browser this runs in the same step and ends up in the same record.

use super::event::{End, EndTaken, Event, GrantCreated, Label, RecipientNamed, Redeemed};
use super::view::grant::title;
use super::world::{Sight, World};
use crate::domain::id::{CompanyId, GrantId};
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::terms::Terms;
use crate::domain::text::Email;
use crate::domain::time::Timestamp;

/// The events that follow from `events` at the companies concerned.
///
/// # Errors
/// `partner-end-unavailable` when the partner's own end cannot be used; the reason is its owner's alone (V5).
pub fn react(world: &World, now: Timestamp, events: &[Event]) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut more = Vec::new();
    for event in events {
        match event {
            Event::GrantPlaced(placed) => {
                let created = events.iter().find_map(|event| match event {
                    Event::GrantCreated(created) if created.grant == placed.grant => Some(created),
                    _ => None,
                });
                if let Some(GrantCreated { issuer, terms, .. }) = created {
                    more.extend(named(world, placed.grant, *issuer, terms, &placed.label.recipients));
                }
            }
            Event::LabelEdited { grant, issuer, label } => {
                more.extend(newly_named(world, now, events, *grant, *issuer, label));
            }
            Event::Redeemed(redeemed) => {
                let issuer = world.sight(redeemed.issuer, now);
                let (end, name) = issuer_end(&issuer, redeemed)?;
                more.push(end);
                // One company may have issued both tokens of a pair, or redeemed its own; it names the connection once.
                if !events.iter().chain(&more).any(|event| names(event, redeemed.issuer)) {
                    more.push(name);
                }
            }
            _ => {}
        }
    }
    Ok(more)
}

/// One notice for each company that has a person of one of these addresses (E7, N1).
fn named(world: &World, grant: GrantId, issuer: CompanyId, terms: &Terms, emails: &[Email]) -> Vec<Event> {
    let mut companies: Vec<CompanyId> = vec![];
    for person in emails.iter().flat_map(|email| world.people_at(email)) {
        if let Err(at) = companies.binary_search(&person.company) {
            companies.insert(at, person.company);
        }
    }
    let named = |company| Event::RecipientNamed(RecipientNamed { grant, company, issuer, terms: terms.clone() });
    companies.into_iter().map(named).collect()
}

fn newly_named(
    world: &World,
    now: Timestamp,
    events: &[Event],
    grant: GrantId,
    issuer: CompanyId,
    label: &Label,
) -> Vec<Event> {
    let Some(known) = world.sight(issuer, now).own_grant(grant) else { return vec![] };
    let before = known.placed.as_ref().map(|placed| placed.label.recipients.as_slice()).unwrap_or_default();
    let added: Vec<Email> = label.recipients.iter().filter(|email| !before.contains(email)).cloned().collect();
    let edited = events.iter().find_map(|event| match event {
        Event::TermsEdited { grant: edited, terms } if *edited == grant => Some(terms),
        _ => None,
    });
    named(world, grant, issuer, edited.unwrap_or(&known.terms), &added)
}

fn names(event: &Event, by: CompanyId) -> bool {
    matches!(event, Event::ConnectionNamed { company, .. } if *company == by)
}

/// The issuer's end follows from its grant: the asset and the place that it pinned (E3, E4). It calls the connection by
/// the grant's name (C1).
fn issuer_end(issuer: &Sight<'_>, redeemed: &Redeemed) -> Result<(Event, Event), Vec<Refusal>> {
    let (connection, company) = (redeemed.connection, redeemed.issuer);
    let usable = issuer.own_grant(redeemed.grant).and_then(|grant| {
        let placed = grant.placed.as_ref()?;
        let place = placed.pin.place()?;
        issuer.own_asset(placed.asset).filter(|asset| asset.open()).map(|asset| (grant, asset.id, place))
    });
    let Some((grant, asset, place)) = usable else {
        let message =
            format!("The other end cannot be used at present. {} can see why; ask them.", issuer.company_name(company));
        return Err(vec![Refusal::new(Code::PartnerEndUnavailable, Field::Key, message)]);
    };
    let side = grant.terms.kind.issuer_side();
    let end = Event::EndTaken(EndTaken { connection, company, side, end: End::At { asset, place } });
    Ok((end, Event::ConnectionNamed { connection, company, name: title(grant) }))
}
