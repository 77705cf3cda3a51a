//! The forms of a Megaport service key: creating one, and Update Service Key (K1 to K5).

use serde::{Deserialize, Serialize};

use super::service::{EndForm, vnic, vnic_choice};
use super::sheet::{Choice, Control, Edit, Form, Part, of_asset};
use super::{Fresh, Reading, bandwidth, chosen, follow};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, AttemptId, GrantId, PersonId};
use crate::domain::mcr::Configuration;
use crate::domain::refusal::{Code, Field, Problems, Refusal, Remedy};
use crate::domain::stored;
use crate::domain::terms::service_key::KEY_DAYS;
use crate::domain::time::{Day, Timestamp, Validity};
use crate::domain::zone::Zone;
use crate::ledger::command::{Act, CreateKey, KeyDetails, KeyUse};
use crate::ledger::view::grant::GrantView;
use crate::ledger::view::service::{ServiceChoice, ServiceSort, service, services};
use crate::ledger::world::Sight;

/// What of a key may be edited later (K5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyDetailsForm {
    /// The label.
    pub label: String,
    /// The rate limit.
    pub limit: String,
    /// The first day, `YYYY-MM-DD`.
    pub from: String,
    /// The last day, `YYYY-MM-DD`.
    pub until: String,
    /// Whether it is switched on.
    pub active: bool,
    /// The instants that were chosen as these days, maybe in another zone: they stay while the days do.
    pub valid: Option<Validity>,
}

impl KeyDetailsForm {
    /// A new key's details: valid for 30 days and switched on.
    pub fn fresh(now: Timestamp, zone: Zone) -> Self {
        let today = (zone.day)(now);
        Self {
            label: String::new(),
            limit: String::new(),
            from: today.to_string(),
            until: today.plus(KEY_DAYS - 1).to_string(),
            active: true,
            valid: None,
        }
    }

    /// A key's details as they are now.
    pub fn of(view: &GrantView, zone: Zone) -> Self {
        let valid = view.service_key.map_or(Validity { from: view.created, until: view.row.expires }, |key| key.valid);
        let (first, last) = zone.days_of(valid);
        Self {
            label: view.name.clone(),
            limit: view.row.limit.get().to_string(),
            from: first.to_string(),
            until: last.to_string(),
            valid: Some(valid),
            active: view.service_key.is_none_or(|key| key.active),
        }
    }

    /// Follows a change by somebody else, from what the form was `opened` with to what is there `now`.
    pub fn follow(&mut self, opened: &Self, now: &Self) {
        follow(&mut self.label, &opened.label, &now.label);
        follow(&mut self.limit, &opened.limit, &now.limit);
        follow(&mut self.from, &opened.from, &now.from);
        follow(&mut self.until, &opened.until, &now.until);
        follow(&mut self.active, &opened.active, &now.active);
        self.valid = now.valid;
    }

    /// What is to be filled in; a Used key edits its label only (K5).
    pub fn sheet(&self, label_only: bool, speed: &str) -> Vec<Part> {
        let label =
            Control::text(Field::Name, "Label", &self.label).hint("A name for the key; only your company sees it.");
        if label_only {
            return vec![label.into()];
        }
        let limit = Control::number(Field::Bandwidth, "Rate limit", &self.limit).hint(speed);
        [label.into(), limit.into()].into_iter().chain(self.validity()).collect()
    }

    /// How long the key is valid, and whether it is switched on.
    fn validity(&self) -> [Part; 2] {
        let days = ("", "");
        let from = Control::date(Field::Expiry, "Valid from", &self.from, days).of("from");
        let until = Control::date(Field::Expiry, "Valid until", &self.until, days);
        let active = Control::tick(Field::Open, "Active", self.active);
        [
            Part::Row(vec![from.into(), until.hint("To the end of this day, in your time zone.").into()]),
            active.hint("Clear it to keep the key from being used for now; you can select it later.").into(),
        ]
    }

    fn read(&self, zone: Zone, problems: &mut Problems) -> KeyDetails {
        let limit = problems.take(bandwidth(&self.limit));
        let from = problems.take(date(&self.from).map_err(|refusal| refusal.about("from")));
        let until = problems.take(date(&self.until));
        let unread = || Timestamp::default().day();
        let (first, last) = (from.unwrap_or_else(unread), until.unwrap_or_else(unread));
        let mut valid = zone.whole_days(first, last);
        if let Some(chosen) = self.valid {
            let (first_chosen, last_chosen) = zone.days_of(chosen);
            valid.from = if first == first_chosen { chosen.from } else { valid.from };
            valid.until = if last == last_chosen { chosen.until } else { valid.until };
        }
        KeyDetails { label: self.label.clone(), limit: limit.unwrap_or(Mbps::new(0)), valid, active: self.active }
    }

    /// The command of Update Service Key (K5).
    pub fn edit(&self, grant: GrantId, zone: Zone) -> Reading {
        let mut problems = Problems::default();
        let act = Act::EditKey { grant, details: self.read(zone, &mut problems) };
        Reading { act, problems: problems.list() }
    }

    /// Takes the next step out of a refusal.
    pub fn take(&mut self, remedy: &Remedy) {
        if let Remedy::UseBandwidth(bandwidth) = remedy {
            self.limit = bandwidth.get().to_string();
        }
    }
}

fn label(text: &str) -> Control {
    Control::text(Field::Name, "Label", text).hint("A name for the key; only your company sees it.")
}

fn date(text: &str) -> Result<Day, Refusal> {
    let message = "This is not a date. Write it as year-month-day.";
    Day::parse(text).ok_or_else(|| Refusal::new(Code::DateOutOfRange, Field::Expiry, message))
}

impl Form for KeyDetailsForm {
    fn put(&mut self, field: Field, detail: &str, edit: Edit) {
        match (field, detail) {
            (Field::Name, _) => self.label = edit.text(),
            (Field::Bandwidth, _) => self.limit = edit.text(),
            (Field::Expiry, "from") => self.from = edit.text(),
            (Field::Expiry, _) => self.until = edit.text(),
            (Field::Open, _) => self.active = edit.ticked(),
            _ => {}
        }
    }
}

/// The form of a new key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyForm {
    /// Drawn when the form was opened (R8).
    pub attempt: AttemptId,
    /// The service.
    pub asset: Option<AssetId>,
    /// Multi-Use instead of Single Use.
    pub multi: bool,
    /// The B-End, for a key of single use; of one of multi-use only the vNIC.
    pub end: EndForm,
    /// Whether connections are made at once (R7).
    pub pre_approved: bool,
    /// What may be edited later.
    pub details: KeyDetailsForm,
    /// When it was opened, as far as what was not touched in it tells.
    #[serde(with = "stored::millis", default)]
    pub opened: Timestamp,
}

impl KeyForm {
    /// A form that was just opened on a service.
    pub fn fresh(fresh: Fresh, asset: Option<AssetId>, zone: Zone) -> Self {
        Self {
            attempt: fresh.attempt,
            asset,
            multi: false,
            end: EndForm::default(),
            pre_approved: true,
            details: KeyDetailsForm::fresh(fresh.now, zone),
            opened: fresh.now,
        }
    }

    /// Time went on since the form was opened: days that were not touched are those of a form opened now (K1).
    pub fn catch_up(&mut self, now: Timestamp, zone: Zone) {
        let (opened, fresh) = (KeyDetailsForm::fresh(self.opened, zone), KeyDetailsForm::fresh(now, zone));
        follow(&mut self.details.from, &opened.from, &fresh.from);
        follow(&mut self.details.until, &opened.until, &fresh.until);
        self.opened = now;
    }

    /// What is to be filled in.
    pub fn sheet(&self, sight: &Sight<'_>, person: PersonId) -> Vec<Part> {
        let service = self.service(sight, person);
        let all = services(sight, person);
        // What was chosen stays in the list and says why it will not do.
        let offered = all.iter().filter(|of| of.may_create_key.yes() || Some(of.id) == self.asset);
        let choices =
            offered.map(|of| Choice::asset(of.id, format!("{} · {} · {} · {}", of.name, of.kind, of.metro, of.speed)));
        let usage = [
            Choice::with("single", "Single Use", "One connection; you say now where on your service it ends"),
            Choice::with("multi", "Multi-Use", "Any number of connections, each with an end of its own"),
        ];
        let chosen = if self.multi { "multi" } else { "single" };
        let speed = service.as_ref().map_or(String::new(), |service| format!("In Mbps, at most {}.", service.speed));
        let mut parts: Vec<Part> = vec![
            Control::select(Field::Asset, "Service", of_asset(self.asset), "Select a service", choices).into(),
            label(&self.details.label).into(),
            Control::radio(Field::Kind, "Use", chosen, usage).into(),
            Control::number(Field::Bandwidth, "Rate limit", &self.details.limit).hint(speed).into(),
        ];
        if let Some(may_not) = service.as_ref().map(|of| &of.may_create_key).filter(|may| !may.yes()) {
            parts.insert(1, Part::Note(may_not.why().to_owned()));
        }
        parts.extend(match (service.as_ref().map(|service| service.sort), self.multi) {
            (None, _) | (Some(ServiceSort::Port), true) => vec![],
            (Some(ServiceSort::Mcr), true) => {
                vec![Part::Note(
                    "Each connection starts with an empty B-End Configuration, which you fill in.".to_owned(),
                )]
            }
            (Some(ServiceSort::Mve { vnics }), true) => vec![vnic_choice(&self.end.vnic, vnics)],
            (Some(sort), false) => self.end.parts(sort, "B-End"),
        });
        parts.extend(self.details.validity());
        let approval = Control::tick(Field::Confirm, "Pre-approved", self.pre_approved);
        parts.push(approval.hint("Connections are made at once. Without it, each waits until you approve it.").into());
        parts
    }

    /// The command that creates the key.
    pub fn reading(&self, sight: &Sight<'_>, person: PersonId, zone: Zone) -> Reading {
        let mut problems = Problems::default();
        let asset = chosen(self.asset, "Select a service.", &mut problems);
        let sort = self.service(sight, person).map_or(ServiceSort::Port, |service| service.sort);
        let usage = match (self.multi, sort) {
            (true, ServiceSort::Mve { .. }) => KeyUse::Multi { vnic: Some(vnic(&self.end.vnic, &mut problems)) },
            (true, ServiceSort::Port | ServiceSort::Mcr) => KeyUse::Multi { vnic: None },
            (false, sort) => KeyUse::Single(self.end.read(sort, &Configuration::default(), &mut problems)),
        };
        let details = self.details.read(zone, &mut problems);
        let act = Act::CreateKey(CreateKey { asset, usage, pre_approved: self.pre_approved, details });
        Reading { act, problems: problems.list() }
    }

    fn service(&self, sight: &Sight<'_>, person: PersonId) -> Option<ServiceChoice> {
        self.asset.and_then(|id| service(sight, person, id))
    }

    /// Takes the next step out of a refusal.
    pub fn take(&mut self, remedy: &Remedy) {
        match remedy {
            Remedy::UseVlan { vlan, .. } => self.end.vlan = vlan.to_string(),
            other => self.details.take(other),
        }
    }
}

impl Form for KeyForm {
    fn put(&mut self, field: Field, detail: &str, edit: Edit) {
        match field {
            Field::Asset => self.asset = edit.asset(),
            Field::Kind => self.multi = edit.text() == "multi",
            Field::Confirm => self.pre_approved = edit.ticked(),
            Field::Vlan | Field::Vnic | Field::Configuration => self.end.put(field, detail, edit),
            _ => self.details.put(field, detail, edit),
        }
    }
}
