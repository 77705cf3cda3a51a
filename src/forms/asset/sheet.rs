//! What the form of an asset asks for, kind by kind.

use super::{AssetForm, Sort};
use crate::domain::asset::System;
use crate::domain::id::PersonId;
use crate::domain::metro::KNOWN;
use crate::domain::profile::FieldForm;
use crate::domain::refusal::Field;
use crate::domain::vlan::Tagging;
use crate::forms::sheet::{Choice, Control, Edit, Form, Part};
use crate::ledger::view::company::company;
use crate::ledger::world::Sight;

/// The choice of a metro that the list does not have.
const UNLISTED: &str = "another";

impl AssetForm {
    /// What is to be filled in; the kind of an asset that exists is fixed.
    pub fn sheet(&self, sight: &Sight<'_>, person: PersonId, new: bool) -> Vec<Part> {
        let mut parts: Vec<Part> = vec![];
        if new {
            let sorts = Sort::ALL.map(|sort| Choice::with(sort.as_str(), sort.label(), sort.words()));
            parts.push(Control::radio(Field::Kind, "Kind", self.sort.as_str(), sorts).into());
        }
        parts.push(Control::text(Field::Name, "Name", &self.name).into());
        parts.extend(self.metros());
        parts.extend(self.sort.fields().iter().flat_map(|field| self.own(*field)));
        if self.sort != Sort::ServiceProfile {
            parts.push(self.access(sight, person));
        }
        let vendor = Control::text(Field::VendorId, self.sort.system().id_label(), &self.vendor_id).optional();
        parts.push(vendor.hint("The UUID that the vendor's portal shows for it.").into());
        parts
    }

    fn metros(&self) -> Vec<Part> {
        if self.sort == Sort::ServiceProfile {
            let locations = Control::text(Field::Metro, "Locations", &self.metro);
            return vec![locations.hint("Metro codes where it is offered, like DC, NY, FR.").into()];
        }
        let known = KNOWN.iter().map(|(code, name)| Choice::new(*code, format!("{code} {name}")));
        let all = known.chain([Choice::new(UNLISTED, "Another metro")]);
        let chosen = if self.unlisted { UNLISTED } else { &self.metro };
        let list = Control::select(Field::Metro, "Location", chosen, "Choose a location", all);
        let code = self.unlisted.then(|| {
            let code = Control::text(Field::Metro, "Metro code", &self.metro).of("code");
            code.hint("Two to five letters or digits, as the vendor writes it.").into()
        });
        [list.into()].into_iter().chain(code).collect()
    }

    fn put_metro(&mut self, detail: &str, text: String) {
        match (detail, text.as_str()) {
            _ if self.sort == Sort::ServiceProfile => self.metro = text,
            ("", UNLISTED) => (self.unlisted, self.metro) = (true, String::new()),
            ("", _) => (self.unlisted, self.metro) = (false, text),
            _ => self.metro = text,
        }
    }

    /// The fields that only some kinds have.
    fn own(&self, field: Field) -> Vec<Part> {
        let control = match field {
            Field::Speed if self.sort.speeds().is_empty() => {
                Control::number(field, "Speed", &self.speed).hint("What its size carries, in Mbps.")
            }
            Field::Speed => {
                let speeds = self.sort.speeds().iter();
                let speeds = speeds.map(|speed| Choice::new(speed.get().to_string(), speed.to_string()));
                Control::choice(field, "Speed", &self.speed, speeds)
            }
            Field::Tagging => {
                let all = Tagging::FABRIC.map(|tagging| Choice::new(tagging.as_str(), tagging.label()));
                Control::choice(field, "Tagging", self.tagging.as_str(), all)
            }
            Field::Open => Control::tick(field, "Open to new connections", self.open),
            Field::Count if self.sort == Sort::VirtualDevice => Control::number(field, "Interfaces", &self.count)
                .hint("How many it has, management included; they are counted from 1."),
            Field::Count => {
                Control::number(field, "vNICs", &self.count).hint("How many it has; they are counted from 0.")
            }
            Field::Reserved => Control::text(field, "Reserved for management", &self.reserved)
                .optional()
                .hint("The numbers of the interfaces that carry no connections, like 1, 2."),
            Field::Asn => Control::number(field, "ASN", &self.asn).hint("Its autonomous system number."),
            _ => return self.asked(),
        };
        vec![control.into()]
    }

    /// Who may create grants on it (P3).
    fn access(&self, sight: &Sight<'_>, person: PersonId) -> Part {
        let mut parts = vec![Control::tick(Field::Access, "Only named people", self.restricted).into()];
        if self.restricted {
            let people = company(sight, person).map(|company| company.people).unwrap_or_default();
            parts.extend(people.into_iter().map(|row| {
                let ticked = self.access.contains(&row.id);
                Control::tick(Field::Access, row.name, ticked).of(row.id.to_string()).into()
            }));
        }
        let legend = match self.sort.system() {
            System::Fabric => "Who may create service tokens on it",
            System::Megaport => "Who may create service keys on it",
        };
        Part::group(legend, parts)
    }

    /// What a service profile asks the redeemer for (A5).
    fn asked(&self) -> Vec<Part> {
        let group = |(at, field): (usize, &crate::domain::profile::ProfileField)| {
            let forms = FieldForm::ALL.map(|form| Choice::new(form.as_str(), form.hint()));
            let parts = vec![
                Control::text(Field::ProfileField, "Label", &field.label).of(at.to_string()).into(),
                Control::choice(Field::ProfileField, "Form", field.form.as_str(), forms)
                    .of(format!("form-{at}"))
                    .into(),
                Control::button(Field::ProfileField, format!("remove-{at}"), "Remove this field").into(),
            ];
            Part::group(format!("Field {}", at + 1), parts)
        };
        let mut parts: Vec<Part> = self.fields.iter().enumerate().map(group).collect();
        parts.push(Control::button(Field::ProfileField, "", "Add a field").into());
        vec![Part::group("What the redeemer must supply", parts)]
    }

    fn put_asked(&mut self, detail: &str, edit: Edit) {
        let (what, at) = detail.rsplit_once('-').unwrap_or(("label", detail));
        let Ok(at) = at.parse::<usize>() else { return self.add_field() };
        match what {
            "remove" if at < self.fields.len() => {
                self.fields.remove(at);
            }
            "form" => {
                let word = edit.text();
                let chosen = FieldForm::ALL.into_iter().find(|form| form.as_str() == word);
                self.fields.get_mut(at).into_iter().for_each(|field| field.form = chosen.unwrap_or(FieldForm::Text));
            }
            _ => {
                let text = edit.text();
                self.fields.get_mut(at).into_iter().for_each(|field| field.label.clone_from(&text));
            }
        }
    }

    fn put_access(&mut self, detail: &str, edit: &Edit) {
        let Some(person) = PersonId::parse(detail) else {
            self.restricted = edit.ticked();
            return;
        };
        self.access.retain(|known| *known != person);
        if edit.ticked() {
            self.access.push(person);
        }
    }

    /// Another kind offers other speeds: one that it does not have gives way to its first.
    fn set_sort(&mut self, word: &str) {
        self.sort = Sort::ALL.into_iter().find(|sort| sort.as_str() == word).unwrap_or(self.sort);
        let speeds = self.sort.speeds();
        if speeds.iter().all(|speed| speed.get().to_string() != self.speed) {
            self.speed = speeds.first().map_or(String::new(), |speed| speed.get().to_string());
        }
    }
}

impl Form for AssetForm {
    fn put(&mut self, field: Field, detail: &str, edit: Edit) {
        match field {
            Field::Kind => self.set_sort(&edit.text()),
            Field::Name => self.name = edit.text(),
            Field::Metro => self.put_metro(detail, edit.text()),
            Field::Speed => self.speed = edit.text(),
            Field::Tagging => {
                let word = edit.text();
                let chosen = Tagging::FABRIC.into_iter().find(|tagging| tagging.as_str() == word);
                self.tagging = chosen.unwrap_or(self.tagging);
            }
            Field::Count => self.count = edit.text(),
            Field::Reserved => self.reserved = edit.text(),
            Field::Asn => self.asn = edit.text(),
            Field::Open => self.open = edit.ticked(),
            Field::Access => self.put_access(detail, &edit),
            Field::VendorId => self.vendor_id = edit.text(),
            Field::ProfileField => self.put_asked(detail, edit),
            _ => {}
        }
    }
}

impl Sort {
    /// A sentence about it.
    const fn words(self) -> &'static str {
        match self {
            Self::Port => "On Equinix Fabric, for service tokens",
            Self::VirtualDevice => "On Equinix Network Edge, for service tokens",
            Self::MegaportPort => "At Megaport, for service keys",
            Self::Mcr => "Megaport Cloud Router, for service keys",
            Self::Mve => "Megaport Virtual Edge, for service keys",
            Self::ServiceProfile => "What a cloud or network provider offers",
        }
    }

    /// What an asset of this kind means, beside its form.
    pub const fn about(self) -> &'static str {
        match self {
            Self::ServiceProfile => "Everybody in this ledger can see a service profile and end connections at it.",
            Self::Port => {
                "A port that you have on Equinix Fabric. Nothing is ordered; only your own company sees it. Location and \
                 tagging are fixed while a token or connection holds a place on it."
            }
            Self::VirtualDevice => {
                "A device that you have on Network Edge. Nothing is ordered; only your own company sees it. Each of its \
                 interfaces can carry one connection, so each can have a service token of its own."
            }
            Self::MegaportPort | Self::Mcr | Self::Mve => {
                "A service that you have at Megaport. Nothing is ordered; only your own company sees it. Hand out service \
                 keys for it, or connect from it with a key that you were given."
            }
        }
    }

    /// Whose network it is on.
    pub const fn system(self) -> System {
        match self {
            Self::Port | Self::VirtualDevice | Self::ServiceProfile => System::Fabric,
            Self::MegaportPort | Self::Mcr | Self::Mve => System::Megaport,
        }
    }
}
