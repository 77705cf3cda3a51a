//! Preparing a redemption by the word of a link, where the issuer's ledger is absent (N4): the rules are asked as if the
//! ledger said what the link says. What comes of it is an order for the vendor and nothing here.

use uuid::Uuid;

use super::{RedemptionForm, Target};
use crate::domain::asset::System;
use crate::domain::bandwidth::Mbps;
use crate::domain::id::PersonId;
use crate::domain::metro::Metro;
use crate::domain::refusal::Refusal;
use crate::domain::text::{FABRIC_CONNECTION_NAME_LIMIT, NAME_LIMIT, fabric_connection_name};
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tag;
use crate::forms::{Fresh, follow};
use crate::handover::offer::Offer;
use crate::handover::told::Shown;
use crate::ledger::command::Command;
use crate::ledger::decide::{Warning, decide};
use crate::ledger::view::redemption::{Preview, later, lowest_tag, ports};
use crate::ledger::view::service::services;
use crate::ledger::world::{Sight, Told};

impl RedemptionForm {
    /// What the links say that the keys came with.
    pub fn told(&self) -> Vec<Told> {
        [&self.offer, &self.second_offer].into_iter().flatten().map(Offer::told).collect()
    }

    /// What is shown for the key: the ledger's word, or that of the link it came with (N4).
    pub fn shown(&self, sight: &Sight<'_>, person: PersonId) -> Shown {
        let told = self.told();
        let by_its_word = || self.preview(&sight.trusting(&told), person).map(|_| ());
        match Shown::of(self.preview(sight, person), self.offer.as_ref(), by_its_word) {
            Shown::Nothing(refusal) => {
                let later = self.first().ok().and_then(|key| later(sight, person, &key));
                later.map_or(Shown::Nothing(refusal.clone()), |preview| Shown::Later(preview, refusal))
            }
            shown => shown,
        }
    }

    /// What the rules say of the form on this sight, its own problems among it, without asking the issuer's side.
    pub fn weigh(&self, sight: &Sight<'_>, person: PersonId) -> (Vec<Refusal>, Vec<Warning>) {
        let reading = match self.reading(sight, person) {
            Ok(reading) => reading,
            Err(refusal) => return (vec![refusal], vec![]),
        };
        let command = Command { person, attempt: self.attempt, act: reading.act.clone() };
        // Nothing is made here, so nothing needs an identity of its own.
        match decide(sight, &command, &mut Uuid::nil) {
            Ok(decision) => (reading.problems, decision.warnings),
            Err(refusals) => (reading.merge(refusals), vec![]),
        }
    }

    /// Takes a key, and, of what carries an offer, fills in what follows from it. What the offer of another key filled in
    /// and nobody touched goes with that one.
    pub fn take_key(&mut self, text: String, now: Timestamp, sight: &Sight<'_>, person: PersonId) {
        let carries = Offer::stands_in(&text);
        let before = self.offer.is_some().then(|| self.filled_in(now, sight, person));
        self.set_key(text, now);
        if let Some(before) = before.filter(|before| self.key != before.key) {
            follow(&mut self.port, &before.port, &None);
            follow(&mut self.service, &before.service, &None);
            for (typed, filled) in [
                (&mut self.vlan, &before.vlan),
                (&mut self.bandwidth, &before.bandwidth),
                (&mut self.name, &before.name),
            ] {
                follow(typed, filled, &String::new());
            }
        }
        if carries {
            self.fill_in(sight, person);
        }
    }

    /// The form as the offer that it has would fill it in.
    fn filled_in(&self, now: Timestamp, sight: &Sight<'_>, person: PersonId) -> Self {
        let mut form = Self::fresh(Fresh { attempt: self.attempt, now });
        (form.key, form.offer, form.target) = (self.key.clone(), self.offer.clone(), self.target);
        form.fill_in(sight, person);
        form
    }

    /// Fills in what follows from what the key says, where nothing was entered: the one own port or service that it can
    /// be redeemed from, the lowest free VLAN there, the most bandwidth, and the partner's name.
    pub fn fill_in(&mut self, sight: &Sight<'_>, person: PersonId) {
        let told = self.told();
        let sight = &sight.trusting(&told);
        let Ok(offer) = self.preview(sight, person) else { return };
        let speed = match offer.system {
            System::Fabric => self.fill_in_port(sight, person, &offer),
            System::Megaport => self.fill_in_service(sight, person, &offer),
        };
        let most = offer.bandwidth.most(speed);
        if let Some(most) = most.filter(|_| self.bandwidth.trim().is_empty()) {
            self.bandwidth = most.get().to_string();
        }
        if self.name.trim().is_empty() {
            self.name = name_for(&offer);
        }
    }

    /// The port, unless the connection shall end elsewhere; the speed of the one chosen.
    fn fill_in_port(&mut self, sight: &Sight<'_>, person: PersonId, offer: &Preview) -> Option<Mbps> {
        if self.target != Target::Port {
            return None;
        }
        let ports = ports(sight, person);
        let fitting = only(ports.iter().filter(|port| port.open && reaches(offer, &port.metro)));
        self.port = self.port.or(fitting.map(|port| port.id));
        let port = ports.into_iter().find(|port| Some(port.id) == self.port)?;
        if let Some(vlan) = self.lowest_vlan(sight).filter(|_| self.vlan.trim().is_empty()) {
            self.vlan = vlan;
        }
        Some(port.speed)
    }

    /// The VLAN to begin with: the lowest free one on the port that was chosen.
    fn lowest_vlan(&self, sight: &Sight<'_>) -> Option<String> {
        match lowest_tag(sight, self.port?)? {
            Tag::Dot1q(vlan) | Tag::Qinq { s: vlan, .. } => Some(vlan.to_string()),
            Tag::Untagged => None,
        }
    }

    /// What is said of a VLAN that an offer filled in and nobody changed: that it is no more than a suggestion.
    pub(super) fn suggestion(&self, sight: &Sight<'_>) -> &'static str {
        let suggested = self.offer.is_some() && self.lowest_vlan(sight).is_some_and(|vlan| vlan == self.vlan);
        if suggested { "Suggested: the lowest free one. " } else { "" }
    }

    /// The service, whose VLAN may stay empty for the lowest free one (K3); the speed of the one chosen.
    fn fill_in_service(&mut self, sight: &Sight<'_>, person: PersonId, offer: &Preview) -> Option<Mbps> {
        let services = services(sight, person);
        let fitting = only(services.iter().filter(|service| service.open && reaches(offer, &service.metro)));
        self.service = self.service.or(fitting.map(|service| service.id));
        services.into_iter().find(|service| Some(service.id) == self.service).map(|service| service.speed)
    }
}

/// Whether the key lets its connection end in this metro (E2).
fn reaches(offer: &Preview, metro: &Metro) -> bool {
    offer.remote || offer.metro == *metro
}

/// The one there is.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// A name to begin with: the partner's, as far as the vendor takes it.
fn name_for(offer: &Preview) -> String {
    let issuer = offer.issuer.chars();
    match offer.system {
        System::Megaport => issuer.take(NAME_LIMIT).collect(),
        System::Fabric => {
            let plain = issuer.map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect::<String>();
            let words = plain.split_whitespace().collect::<Vec<_>>().join("-");
            let cut: String = words.chars().take(FABRIC_CONNECTION_NAME_LIMIT).collect();
            fabric_connection_name(cut.trim_end_matches('-')).unwrap_or_default()
        }
    }
}
