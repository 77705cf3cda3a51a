//! What follows from the other side's own facts. `decide` never sees these; here each partner is looked at with its
//! own sight. In one browser this runs in the same step and ends up in the same record.

use std::collections::BTreeSet;

use super::event::{Connected, End, EndTaken, Event, GrantCreated, Label, Order, RecipientNamed, Side};
use super::world::{Sight, World};
use crate::domain::asset::Asset;
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
            Event::Connected(made) => more.push(issuer_end(&world.sight(made.parties.issuer, now), made)?),
            _ => {}
        }
    }
    Ok(more)
}

/// One notice for each company that has a person of one of these addresses (E7, N1).
fn named(world: &World, grant: GrantId, issuer: CompanyId, terms: &Terms, emails: &[Email]) -> Vec<Event> {
    let companies: BTreeSet<CompanyId> =
        emails.iter().flat_map(|email| world.people_at(email)).map(|person| person.company).collect();
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

/// The issuer's end follows from its grant: the port and the place that the token pinned (E3).
fn issuer_end(issuer: &Sight<'_>, made: &Connected) -> Result<Event, Vec<Refusal>> {
    let grant = issuer.own_grant(made.grant);
    let usable = grant.and_then(|grant| {
        let placed = grant.placed.as_ref()?;
        let port = issuer.own_asset(placed.asset).and_then(Asset::port)?;
        port.open.then_some((grant, placed))
    });
    let Some((grant, placed)) = usable else {
        let message = format!(
            "The other end cannot be used at present. {} can see why; ask them.",
            issuer.company_name(made.parties.issuer)
        );
        return Err(vec![Refusal::new(Code::PartnerEndUnavailable, Field::Key, message)]);
    };
    let name = match placed.label.name.as_str() {
        "" => format!("{} …{}", grant.terms.kind.label(), grant.key.tail()),
        name => name.to_owned(),
    };
    Ok(Event::EndTaken(EndTaken {
        connection: made.connection,
        company: made.parties.issuer,
        side: Side::A,
        end: End::Port { asset: placed.asset, tag: placed.tag },
        name,
        order: Order::default(),
    }))
}
