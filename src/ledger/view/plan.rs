//! What of an asset is taken and what is free, to be drawn to scale: the VLAN identifiers of a port or of a vNIC, the
//! interfaces of a device, the bandwidth.

use std::ops::RangeInclusive;

use serde::Serialize;
use ts_rs::TS;

use crate::domain::asset::{Asset, AssetKind};
use crate::domain::bandwidth::Mbps;
use crate::domain::vlan::Tagging;
use crate::ledger::world::{Connection, Holder, Sight};

/// How something is taken. Of several the first counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// By a connection in force, shut down or not.
    Used,
    /// By a token or key that can still be redeemed, by a connection that waits for approval, or by an open proposal (V1).
    Claimed,
    /// For management (A2).
    Reserved,
}

impl Taken {
    /// How this holder takes what it holds.
    pub fn by(sight: &Sight<'_>, holder: Holder) -> Self {
        match holder {
            Holder::Connection(id) if sight.connection(id).is_some_and(Connection::is_living) => Self::Used,
            Holder::Connection(_) | Holder::Grant(_) | Holder::Proposal(_) => Self::Claimed,
        }
    }

    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Claimed => "claimed",
            Self::Reserved => "reserved",
        }
    }
}

/// What of a strip is taken in the same way, or free.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Part {
    /// How it is taken; none for what is free.
    pub taken: Option<Taken>,
    /// How much it is, in words.
    pub words: String,
    /// Its numbers: the first and last of each run, in ascending order.
    pub runs: Vec<(u16, u16)>,
}

/// The numbers of one kind that an asset has, and what of them is taken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Strip {
    /// What they number.
    pub title: String,
    /// The lowest.
    pub first: u16,
    /// The highest.
    pub last: u16,
    /// What is taken and what is free, as far as there is any.
    pub parts: Vec<Part>,
}

/// What is held: the interface or vNIC it is on, its number there, and how it is taken.
type Held = (u16, u16, Taken);

/// What is taken of an own asset's places: a strip for a port, one for each vNIC, one for a device's interfaces; none
/// for what has any number of places.
pub fn strips(sight: &Sight<'_>, asset: &Asset) -> Vec<Strip> {
    let mut held: Vec<Held> = vec![];
    for claim in sight.claims(asset.id) {
        let (lane, number) = claim.place.index();
        held.push((lane, number, Taken::by(sight, claim.holder)));
    }
    match &asset.kind {
        AssetKind::Port(port) => {
            let (title, range) = match port.tagging {
                Tagging::Untagged => ("The whole port", 1..=1),
                Tagging::Qinq => ("S-tags", port.tagging.range()),
                Tagging::Dot1q | Tagging::PerConnection => ("VLAN identifiers", port.tagging.range()),
            };
            vec![strip(title.to_owned(), range, 0, &held)]
        }
        AssetKind::Mve(mve) => {
            let title = |vnic| format!("VLAN identifiers on vNIC {vnic}");
            (0..mve.vnics).map(|vnic| strip(title(vnic), Tagging::PerConnection.range(), vnic, &held)).collect()
        }
        AssetKind::VirtualDevice(device) => {
            // An interface carries one connection, and has no numbers of its own.
            held.iter_mut().for_each(|(lane, number, _)| *number = std::mem::take(lane));
            held.extend(device.reserved.iter().map(|number| (0, *number, Taken::Reserved)));
            vec![strip("Interfaces".to_owned(), 1..=device.interfaces, 0, &held)]
        }
        AssetKind::Mcr(_) | AssetKind::ServiceProfile(_) => vec![],
    }
}

/// A strip of these numbers, of which those on this lane are held; 0 stands for all of them at once, untagged (V3).
fn strip(title: String, range: RangeInclusive<u16>, lane: u16, held: &[Held]) -> Strip {
    let (first, last) = range.into_inner();
    let mut cells: Vec<Option<Taken>> = vec![None; usize::from(last.saturating_sub(first)) + 1];
    let mut untagged = "";
    for (_, number, by) in held.iter().filter(|(its, ..)| *its == lane) {
        let taken = match number.checked_sub(first).map(usize::from) {
            Some(at) => cells.get_mut(at..=at),
            None => {
                untagged = ", untagged";
                Some(cells.as_mut_slice())
            }
        };
        taken.into_iter().flatten().for_each(|cell| *cell = Some(cell.map_or(*by, |its| its.min(*by))));
    }
    let mut parts = vec![];
    for taken in [Some(Taken::Used), Some(Taken::Claimed), Some(Taken::Reserved), None] {
        let (mut count, mut runs) = (0, Vec::<(u16, u16)>::new());
        for (number, _) in (first..=last).zip(&cells).filter(|(_, cell)| **cell == taken) {
            count += 1;
            match runs.last_mut() {
                Some((_, end)) if *end + 1 == number => *end = number,
                _ => runs.push((number, number)),
            }
        }
        let Some((next, _)) = runs.first() else { continue };
        let words = match (taken.map_or("free", Taken::word), taken) {
            (word, _) if count == cells.len() => format!("all {word}{untagged}"),
            (word, Some(_)) => format!("{count} {word}"),
            (word, None) => format!("{count} {word}, the next is {next}"),
        };
        parts.push(Part { taken, words, runs });
    }
    Strip { title, first, last, parts }
}

/// The bandwidth of an asset that its connections share, and how much of it they have (R9).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Load {
    /// The sum of their bandwidths, in Mbps.
    pub sum: u64,
    /// The asset's speed, in Mbps.
    pub speed: u64,
    /// Both in words.
    pub words: String,
    /// That the sum is more than the speed, in words; empty where it is not.
    pub warning: String,
}

/// How much of its bandwidth an own asset's connections have; none where they share none.
pub fn load(sight: &Sight<'_>, asset: &Asset) -> Option<Load> {
    let speed = asset.kind.shared_speed()?;
    let sum = sight.committed(asset.id);
    let committed = Mbps::new(u32::try_from(sum).unwrap_or(u32::MAX));
    let noun = asset.kind.noun();
    let warning = match committed > speed {
        true => format!("The connections on this {noun} add up to {committed}, more than its {speed}."),
        false => String::new(),
    };
    Some(Load { sum, speed: u64::from(speed.get()), words: format!("{committed} of {speed}"), warning })
}
