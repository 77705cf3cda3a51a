//! What follows from the other side's own facts. `decide` never sees these; here each partner is looked at with its
//! own sight. In one browser this runs in the same step and ends up in the same record.

use std::collections::BTreeSet;

use super::decide::lowest_free;
use super::event::{End, EndTaken, Event, GrantCreated, Label, RecipientNamed, Redeemed};
use super::view::grant::title;
use super::world::{Grant, Placed, Sight, World};
use crate::domain::asset::Asset;
use crate::domain::id::{CompanyId, ConnectionId, GrantId};
use crate::domain::place::Pin;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::terms::{Terms, Usage};
use crate::domain::text::Email;
use crate::domain::time::Timestamp;

/// The events that follow from `events` at the companies concerned.
///
/// # Errors
/// `partner-end-unavailable` when the partner's own end cannot be used; the reason is its owner's alone (V5).
pub fn react(world: &World, now: Timestamp, events: &[Event]) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut more = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::GrantPlaced(placed) => {
                // What is told of a grant stands together, so that a long list is not searched for each.
                let (before, after) = events.split_at(at);
                let created = before.iter().rev().find_map(|event| match event {
                    Event::GrantCreated(created) if created.grant == placed.grant => Some(created),
                    _ => None,
                });
                // A grant that comes from a vendor may be over already: nobody is named for that any more.
                let over = |created: &GrantCreated| {
                    let ended = |event: &Event| match event {
                        Event::GrantUsed { grant } | Event::GrantDeleted { grant } => *grant == created.grant,
                        _ => false,
                    };
                    let mut own = after.iter().take_while(|event| !matches!(event, Event::GrantCreated(_)));
                    created.terms.valid.is_over(now) || own.any(ended)
                };
                if let Some(GrantCreated { issuer, terms, .. }) = created.filter(|created| !over(created)) {
                    more.extend(named(world, placed.grant, *issuer, terms, &placed.label.recipients));
                }
            }
            Event::LabelEdited { grant, issuer, label } => {
                more.extend(newly_named(world, now, events, *grant, *issuer, label));
            }
            Event::Redeemed(redeemed) => {
                let issuer = world.sight(redeemed.issuer, now);
                let (end, name) = issuer_end(&issuer, events, redeemed)?;
                if end.as_ref().is_some_and(|end| more.iter().any(|other| meet(end, other))) {
                    return Err(unavailable(&issuer, redeemed.issuer));
                }
                more.extend(end);
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
    let people = emails.iter().flat_map(|email| world.people_at(email));
    let companies: BTreeSet<CompanyId> = people.map(|person| person.company).collect();
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
    let added: Vec<Email> =
        label.recipients.iter().filter(|email| !before.iter().any(|known| known.same(email))).cloned().collect();
    let edited = events.iter().find_map(|event| match event {
        Event::TermsEdited { grant: edited, terms } if *edited == grant => Some(terms),
        _ => None,
    });
    named(world, grant, issuer, edited.unwrap_or(&known.terms), &added)
}

fn names(event: &Event, by: CompanyId) -> bool {
    matches!(event, Event::ConnectionNamed { company, .. } if *company == by)
}

/// The issuer's end follows from its grant: the asset and the place that it pinned, or the lowest free VLAN there (E3,
/// E4, K2, K4). Where the issuer must approve first, it gives such a VLAN itself (R7). It calls the connection by the
/// grant's name (C1).
fn issuer_end(
    issuer: &Sight<'_>,
    events: &[Event],
    redeemed: &Redeemed,
) -> Result<(Option<Event>, Event), Vec<Refusal>> {
    let (connection, company) = (redeemed.connection, redeemed.issuer);
    let usable = issuer.own_grant(redeemed.grant).and_then(|grant| {
        let placed = grant.placed.as_ref()?;
        issuer.own_asset(placed.asset).filter(|asset| asset.open()).map(|asset| (grant, placed, asset))
    });
    let Some((grant, placed, asset)) = usable else { return Err(unavailable(issuer, company)) };
    let side = grant.terms.kind.issuer_side();
    let name = Event::ConnectionNamed { connection, company, name: title(grant) };
    if is_asked(events, connection) && is_shared(grant) {
        return Ok((None, name));
    }
    let Some(end) = pinned_end(issuer, placed, asset) else { return Err(unavailable(issuer, company)) };
    Ok((Some(Event::EndTaken(EndTaken { connection, company, side, end })), name))
}

/// Whether the connection waits for its issuer's approval (R7).
fn is_asked(events: &[Event], connection: ConnectionId) -> bool {
    events
        .iter()
        .any(|event| matches!(event, Event::Connected(made) if made.connection == connection && made.until.is_some()))
}

/// Whether each connection made with this grant is assigned its own VLAN (K4).
fn is_shared(grant: &Grant) -> bool {
    grant.terms.usage == Usage::Multi && grant.placed.as_ref().is_some_and(|placed| placed.pin.place().is_none())
}

/// Whether both are ends of one connection on one asset: two tokens of it that somebody else brought together (R10).
fn meet(one: &Event, other: &Event) -> bool {
    match (one, other) {
        (Event::EndTaken(one), Event::EndTaken(other)) => {
            one.connection == other.connection && one.end.asset() == other.end.asset()
        }
        _ => false,
    }
}

/// The end that a grant pins.
fn pinned_end(issuer: &Sight<'_>, placed: &Placed, asset: &Asset) -> Option<End> {
    let id = asset.id;
    match &placed.pin {
        Pin::At(place) => Some(End::At { asset: id, place: *place }),
        Pin::Configured(configuration) => Some(End::Router { asset: id, configuration: configuration.clone() }),
        Pin::Assigned { vnic } => {
            let place = lowest_free(issuer, asset, *vnic)?;
            Some(End::At { asset: id, place })
        }
    }
}

fn unavailable(sight: &Sight<'_>, owner: CompanyId) -> Vec<Refusal> {
    let owner = sight.company_name(owner);
    let message = format!("The other end cannot be used at present. {owner} can see why; ask them.");
    vec![Refusal::new(Code::PartnerEndUnavailable, Field::Key, message)]
}
