//! What the redemption form of a token asks for (R3, R4).

use super::{RedemptionForm, Target};
use crate::domain::asset::System;
use crate::domain::bandwidth::Mbps;
use crate::domain::id::PersonId;
use crate::domain::key::Key;
use crate::domain::mcr::Configuration;
use crate::domain::metro::Metro;
use crate::domain::refusal::{Field, Problems, Refusal, Remedy};
use crate::domain::terms::service_key::TERM_MONTHS;
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tagging;
use crate::forms::sheet::{Choice, Control, Edit, Form, Part, of_asset};
use crate::forms::token::InterfaceSelection;
use crate::forms::token::sheet::interface_choice;
use crate::forms::{Reading, bandwidth, chosen};
use crate::ledger::command::{Act, RedeemKey};
use crate::ledger::view::redemption::{BandwidthChoice, PairPreview, Preview, devices, pair, ports, preview, profiles};
use crate::ledger::view::service::{ServiceSort, service, services};
use crate::ledger::world::Sight;

impl RedemptionForm {
    /// What the key says to its holder.
    ///
    /// # Errors
    /// The code of R5 that stands at the key.
    pub fn preview(&self, sight: &Sight<'_>, person: PersonId) -> Result<Preview, Refusal> {
        self.first().and_then(|key| preview(sight, person, &key))
    }

    /// What both keys say, where a second one was given (R4).
    pub fn pair(&self, sight: &Sight<'_>, person: PersonId) -> Option<PairPreview> {
        let (key, second) = (self.first().ok()?, self.second().ok()?);
        pair(sight, person, &key, &second).ok().filter(|_| self.target == Target::Token)
    }

    /// What is to be filled in besides the key.
    pub fn sheet(&self, sight: &Sight<'_>, person: PersonId) -> Vec<Part> {
        let offer = self.preview(sight, person).ok();
        if offer.as_ref().map_or(self.service.is_some(), |offer| offer.system == System::Megaport) {
            return self.service_sheet(sight, person, offer.as_ref());
        }
        let pair = self.pair(sight, person);
        // A key that expires or is used meanwhile must not take away what was filled in.
        let targets = offer.as_ref().map_or_else(|| vec![self.target], |offer| offer.targets.clone());
        let targets = targets.iter().map(|of| Choice::with(of.as_str(), of.label(), of.words()));
        let mut parts: Vec<Part> =
            vec![Control::radio(Field::Kind, "Where the connection shall end", self.target.as_str(), targets).into()];
        parts.extend(match self.target {
            Target::Port => self.port_parts(sight, person),
            Target::Device => self.device_parts(sight, person),
            Target::Token => self.token_parts(pair.as_ref()),
            Target::Profile => self.profile_parts(sight),
        });
        let bandwidth = pair.as_ref().map(|pair| &pair.bandwidth).or(offer.as_ref().map(|offer| &offer.bandwidth));
        parts.extend(self.order_parts(bandwidth));
        if offer.is_some_and(|offer| offer.own) || pair.is_some_and(|pair| pair.own) {
            let words = "This key is our own, and we mean to use it ourselves";
            parts.push(Control::tick(Field::Confirm, words, self.own_confirmed).into());
        }
        parts
    }

    /// What the redemption of a service key asks for: the A-End (R3).
    fn service_sheet(&self, sight: &Sight<'_>, person: PersonId, offer: Option<&Preview>) -> Vec<Part> {
        let services = services(sight, person);
        let choices = services
            .iter()
            .map(|of| Choice::asset(of.id, format!("{} · {} · {} · {}", of.name, of.kind, of.metro, of.speed)));
        let service = Control::select(Field::Asset, "Service", of_asset(self.service), "Select a service", choices);
        let mut parts: Vec<Part> = vec![service.hint("Your Port, MCR or MVE: the A-End.").into()];
        if services.is_empty() {
            parts.push(none_yet("service at Megaport"));
        }
        if let Some(service) = services.iter().find(|service| Some(service.id) == self.service) {
            parts.extend(self.end.parts(service.sort, "A-End"));
        }
        let terms = TERM_MONTHS.map(|months| {
            let plural = if months == 1 { "" } else { "s" };
            Choice::new(months.to_string(), format!("{months} month{plural}"))
        });
        let hint = offer.map_or("In Mbps, like 200.".to_owned(), |of| format!("In Mbps: {}.", of.bandwidth.words));
        let reference = Control::text(Field::Reference, "Service Level Reference", &self.reference).optional();
        parts.extend([
            Control::text(Field::Name, "Connection name", &self.name).hint("Your own name for it.").into(),
            Control::number(Field::Bandwidth, "Rate limit", &self.bandwidth).hint(hint).into(),
            reference.hint("Your own reference, for instance of an order; your partner does not see it.").into(),
            Control::choice(Field::Term, "Term", &self.term, terms).into(),
            Control::tick(Field::Open, "Start shut down", self.shut_down).hint("You can enable it later.").into(),
        ]);
        if offer.is_some_and(|offer| offer.own) {
            let words = "This key is our own, and we mean to use it ourselves";
            parts.push(Control::tick(Field::Confirm, words, self.own_confirmed).into());
        }
        parts
    }

    /// The command that redeems a service key.
    fn redeem_key(&self, sight: &Sight<'_>, person: PersonId, key: Key) -> Reading {
        let mut problems = Problems::default();
        let asset = chosen(self.service, "Select a service.", &mut problems);
        let sort = service(sight, person, asset).map_or(ServiceSort::Port, |service| service.sort);
        let limit = problems.take(bandwidth(&self.bandwidth));
        let act = Act::RedeemKey(RedeemKey {
            key,
            asset,
            end: self.end.read(sort, &Configuration::default(), &mut problems),
            name: self.name.clone(),
            bandwidth: limit.unwrap_or(Mbps::new(0)),
            reference: self.reference.clone(),
            term: self.term.parse().ok().or(TERM_MONTHS.first().copied()).unwrap_or_default(),
            enabled: !self.shut_down,
            own_confirmed: self.own_confirmed,
        });
        Reading { act, problems: problems.list() }
    }

    fn port_parts(&self, sight: &Sight<'_>, person: PersonId) -> Vec<Part> {
        let ports = ports(sight, person);
        let choices = ports.iter().map(|port| {
            let words = format!("{} · {} · {} · {}", port.name, port.metro, port.speed, port.tagging.label());
            Choice::asset(port.id, words)
        });
        let mut parts: Vec<Part> =
            vec![Control::select(Field::Asset, "Port", of_asset(self.port), "Choose a port", choices).into()];
        if ports.is_empty() {
            parts.push(none_yet("port"));
        }
        let vlan = |label: &'static str| Control::number(Field::Vlan, label, &self.vlan);
        let suggestion = self.suggestion(sight);
        match self.tagging(sight) {
            None | Some(Tagging::Untagged) => {}
            Some(Tagging::Dot1q | Tagging::PerConnection) => {
                parts.push(
                    vlan("VLAN identifier").hint(format!("{suggestion}On your own port, from 2 to 4092.")).into(),
                );
            }
            Some(Tagging::Qinq) => {
                let c_tag = Control::number(Field::CTag, "C-tag", &self.c_tag).optional();
                parts.push(Part::Row(vec![vlan("S-tag").hint(suggestion.trim()).into(), c_tag.into()]));
            }
        }
        parts
    }

    fn device_parts(&self, sight: &Sight<'_>, person: PersonId) -> Vec<Part> {
        let devices = devices(sight, person);
        let choices = devices.iter().map(|device| {
            Choice::asset(device.id, format!("{} · {} · {} interfaces free", device.name, device.metro, device.free))
        });
        let device = Control::select(Field::Asset, "Device", of_asset(self.device), "Select a device", choices);
        let mut parts: Vec<Part> = vec![device.into()];
        if devices.is_empty() {
            parts.push(none_yet("virtual device"));
        }
        if let Some(device) = devices.into_iter().find(|device| Some(device.id) == self.device) {
            let choices = InterfaceSelection::OF_ONE.map(|of| Choice::new(of.as_str(), of.label()));
            parts
                .push(Control::radio(Field::Interface, "Interface Selection", self.selection.as_str(), choices).into());
            if self.selection == InterfaceSelection::Chosen {
                parts.push(interface_choice(&device.interfaces, &self.interface).into());
            }
        }
        parts
    }

    fn token_parts(&self, pair: Option<&PairPreview>) -> Vec<Part> {
        let hint = "An A-side token and a Z-side token redeem each other: both are used, or neither.";
        let mut parts: Vec<Part> =
            vec![Control::text(Field::SecondKey, "Second key", &self.second_key).hint(hint).into()];
        parts.extend(pair.map(|pair| Part::Note(pair.payer.clone())));
        parts
    }

    fn profile_parts(&self, sight: &Sight<'_>) -> Vec<Part> {
        let offered = profiles(sight);
        let choices =
            offered.iter().map(|profile| Choice::asset(profile.id, format!("{} · {}", profile.name, profile.provider)));
        let nothing = "Choose a service profile";
        let chosen = Control::select(Field::Asset, "Service profile", of_asset(self.profile), nothing, choices);
        let profile = offered.iter().find(|profile| Some(profile.id) == self.profile);
        let metros = profile.map(|profile| profile.metros.as_slice()).unwrap_or_default();
        let metros = metros.iter().map(|metro: &Metro| Choice::new(metro.code(), metro.to_string()));
        let metro = Control::select(Field::Metro, "Location", &self.metro, "Choose a location", metros);
        let asked = profile.map(|profile| profile.fields.as_slice()).unwrap_or_default().iter().map(|field| {
            let value = Control::text(Field::ProfileField, field.label.clone(), self.value(&field.label));
            value.of(field.label.clone()).hint(field.form.hint()).into()
        });
        [chosen.into(), metro.into()].into_iter().chain(asked).collect()
    }

    fn order_parts(&self, bandwidth: Option<&BandwidthChoice>) -> Vec<Part> {
        let name = Control::text(Field::Name, "Connection name", &self.name);
        let emails = Control::emails(Field::Notify, "E-mail for notices", &self.notify, &self.notifying);
        let offered = bandwidth.map(|bandwidth| bandwidth.offered.as_slice()).unwrap_or_default();
        let offered = offered.iter().map(|speed| Choice::new(speed.get().to_string(), speed.to_string()));
        let hint = bandwidth.map_or("In Mbps, like 200.".to_owned(), |of| format!("In Mbps: {}.", of.words));
        vec![
            name.hint("Your own name for it: up to 24 letters, digits, hyphens and underscores.").into(),
            Control::number(Field::Bandwidth, "Bandwidth", &self.bandwidth).hint(hint).usual(offered).into(),
            emails.hint("Who at your company hears about this connection.").into(),
            Control::text(Field::PurchaseOrder, "Purchase order", &self.purchase_order).optional().into(),
        ]
    }

    /// The command of the form as it stands.
    ///
    /// # Errors
    /// `malformed-key`: without a key there is nothing to ask the rules.
    pub fn reading(&self, sight: &Sight<'_>, person: PersonId) -> Result<Reading, Refusal> {
        match self.preview(sight, person) {
            Ok(offer) if offer.system == System::Megaport => Ok(self.redeem_key(sight, person, Key::parse(&self.key)?)),
            _ => self.redeem(self.tagging(sight)),
        }
    }

    fn tagging(&self, sight: &Sight<'_>) -> Option<Tagging> {
        let asset = self.port.and_then(|id| sight.own_asset(id));
        asset.and_then(|asset| asset.port()).map(|port| port.tagging)
    }

    /// Takes what was done at one control at this ledger time, from which a typed key counts its day (D3); `system` is
    /// that of the key, as far as it is known.
    pub fn put_at(&mut self, now: Timestamp, system: Option<System>, field: Field, detail: &str, edit: Edit) {
        let service = system.map_or(self.service.is_some(), |system| system == System::Megaport);
        match field {
            Field::Key => self.set_key(edit.text(), now),
            Field::SecondKey => self.set_second_key(edit.text(), now),
            Field::Asset if service => self.service = edit.asset(),
            Field::Vlan if service => self.end.put(field, detail, edit),
            _ => self.put(field, detail, edit),
        }
    }

    /// Takes the next step out of a refusal.
    pub fn take(&mut self, remedy: &Remedy) {
        match remedy {
            Remedy::UseVlan { vlan, c_tag } => {
                self.vlan = vlan.to_string();
                self.end.vlan = vlan.to_string();
                self.c_tag = c_tag.map_or(String::new(), |c_tag| c_tag.to_string());
            }
            Remedy::UseBandwidth(bandwidth) => self.bandwidth = bandwidth.get().to_string(),
            Remedy::UseInterface(number) => {
                self.selection = InterfaceSelection::Chosen;
                self.interface = number.to_string();
            }
        }
    }
}

fn none_yet(what: &str) -> Part {
    Part::Note(format!("Your company has no {what} yet. Add one under Assets; this form is kept meanwhile."))
}

impl Form for RedemptionForm {
    fn put(&mut self, field: Field, detail: &str, edit: Edit) {
        match (field, detail) {
            (Field::Kind, _) => {
                let word = edit.text();
                let chosen = Target::ALL.into_iter().find(|of| of.as_str() == word);
                self.target = chosen.unwrap_or(self.target);
            }
            (Field::Asset, _) => match self.target {
                Target::Device => self.device = edit.asset(),
                Target::Profile => self.profile = edit.asset(),
                Target::Port | Target::Token => self.port = edit.asset(),
            },
            (Field::Vlan, _) => self.vlan = edit.text(),
            (Field::CTag, _) => self.c_tag = edit.text(),
            (Field::Interface, "number") => self.interface = edit.text(),
            (Field::Interface, _) => {
                let word = edit.text();
                let chosen = InterfaceSelection::OF_ONE.into_iter().find(|of| of.as_str() == word);
                self.selection = chosen.unwrap_or(self.selection);
            }
            (Field::Metro, _) => self.metro = edit.text(),
            (Field::ProfileField, label) => self.set_value(label, edit.text()),
            (Field::Name, _) => self.name = edit.text(),
            (Field::Bandwidth, _) => self.bandwidth = edit.text(),
            (Field::Notify, _) => edit.emails(&mut self.notify, &mut self.notifying),
            (Field::PurchaseOrder, _) => self.purchase_order = edit.text(),
            (Field::Vnic | Field::Configuration, _) => self.end.put(field, detail, edit),
            (Field::Reference, _) => self.reference = edit.text(),
            (Field::Term, _) => self.term = edit.text(),
            (Field::Open, _) => self.shut_down = edit.ticked(),
            (Field::Confirm, _) => self.own_confirmed = edit.ticked(),
            _ => {}
        }
    }
}

impl Target {
    /// Every target.
    const ALL: [Self; 4] = [Self::Port, Self::Device, Self::Token, Self::Profile];

    /// A sentence about it.
    const fn words(self) -> &'static str {
        match self {
            Self::Port => "One that your company has on Fabric",
            Self::Device => "One that your company has on Network Edge",
            Self::Token => "A second key that you were given",
            Self::Profile => "A cloud or network provider",
        }
    }
}
