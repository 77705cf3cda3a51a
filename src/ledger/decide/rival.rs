//! Which entries of a vendor's list cannot be taken over together (W6): those of one key or grant, and those that hold
//! one place of an asset (V1 to V3).

use std::collections::BTreeSet;

use crate::domain::place::{Pin, Place};
use crate::domain::report::{Life, Report};
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tag;
use crate::ledger::command::Adoption;

/// Groups of two or more that exclude each other, each in ascending order; numbered as they are given here. What each
/// entry claims is sorted, so that a list is not weighed entry by entry against itself.
pub(in crate::ledger) fn rivals<'a>(
    adoptions: impl Iterator<Item = (usize, &'a Adoption)>,
    now: Timestamp,
) -> Vec<Vec<usize>> {
    let mut claims: Vec<(String, usize)> =
        adoptions.flat_map(|(at, adoption)| claims(adoption, now).map(move |claim| (claim, at))).collect();
    claims.sort();
    let mut groups: Vec<BTreeSet<usize>> = vec![];
    let mut widest = None;
    for (text, at) in &claims {
        match groups.last_mut().filter(|_| widest.is_some_and(|widest| text.starts_with(widest))) {
            Some(group) => {
                group.insert(*at);
            }
            None => {
                widest = Some(text.as_str());
                groups.push(BTreeSet::from([*at]));
            }
        }
    }
    groups.into_iter().filter(|group| group.len() > 1).map(Vec::from_iter).collect()
}

/// What an entry claims, from outside inwards: two claims exclude each other when one is the beginning of the other.
fn claims(adoption: &Adoption, now: Timestamp) -> impl Iterator<Item = String> + use<> {
    let report = &adoption.report;
    let key = format!("key/{}/", adoption.key.reveal());
    let grant = adoption.grant.map(|grant| format!("grant/{grant}/"));
    let place = report.pin.as_ref().and_then(Pin::place).filter(|_| holds(report, now)).and_then(levels);
    let place = report.asset.as_ref().zip(place);
    let place = place.map(|(asset, place)| format!("place/{}/{place}", asset.to_ascii_lowercase()));
    [Some(key), grant, place].into_iter().flatten()
}

fn holds(report: &Report, now: Timestamp) -> bool {
    report.life.is_none_or(|life| life == Life::Unused) && report.until.is_none_or(|until| now < until)
}

/// A place by what it takes: the whole port or vNIC, an outer identifier, or an inner one within it. An MCR has room for
/// any number.
fn levels(place: Place) -> Option<String> {
    let within = |tag: Tag| match tag {
        Tag::Untagged => String::new(),
        Tag::Dot1q(vlan) => format!("{vlan}/"),
        Tag::Qinq { s, c: None } => format!("{s}/"),
        Tag::Qinq { s, c: Some(c) } => format!("{s}/{c}/"),
    };
    match place {
        Place::Vlan(tag) => Some(format!("vlan/{}", within(tag))),
        Place::Interface(number) => Some(format!("interface/{number}/")),
        Place::Vnic { vnic, tag } => Some(format!("vnic/{vnic}/{}", within(tag))),
        Place::Router => None,
    }
}
