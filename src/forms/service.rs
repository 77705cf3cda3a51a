//! An end on an own service at Megaport: a VLAN, a vNIC and a VLAN on it, or a configuration (K2, K3, K9, R3).

use serde::{Deserialize, Serialize};

use super::configuration::ConfigurationForm;
use super::required;
use super::sheet::{Choice, Control, Edit, Form, Part};
use crate::domain::mcr::Configuration;
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::vlan::Tag;
use crate::domain::vlan_choice::VlanChoice;
use crate::ledger::command::ServiceEnd;
use crate::ledger::event::End;
use crate::ledger::view::service::ServiceSort;

/// The raw texts of an end.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct EndForm {
    /// The vNIC of an MVE.
    pub vnic: String,
    /// The VLAN; empty for the lowest free one.
    pub vlan: String,
    /// The configuration of an MCR.
    pub configuration: ConfigurationForm,
}

impl EndForm {
    /// An end as it is now.
    pub fn of(end: &End) -> Self {
        let (vnic, tag) = end.held().map_or((None, None), |(_, place)| (place.vnic(), place.tag()));
        let vlan = tag.map(|tag| match tag {
            Tag::Untagged => "-1".to_owned(),
            Tag::Dot1q(vlan) | Tag::Qinq { s: vlan, .. } => vlan.to_string(),
        });
        let configuration = match end {
            End::Router { configuration, .. } => ConfigurationForm::of(configuration),
            End::At { .. } | End::Profile { .. } => ConfigurationForm::default(),
        };
        Self {
            vnic: vnic.map(|vnic| vnic.to_string()).unwrap_or_default(),
            vlan: vlan.unwrap_or_default(),
            configuration,
        }
    }

    /// What is to be filled in for a service of this sort; `side` is the vendor's word, A-End or B-End.
    pub fn parts(&self, sort: ServiceSort, side: &str) -> Vec<Part> {
        match sort {
            ServiceSort::Port => vec![self.vlan("VLAN".to_owned())],
            ServiceSort::Mve { vnics } => {
                vec![vnic_choice(&self.vnic, vnics), self.vlan(format!("Preferred {side} VLAN"))]
            }
            ServiceSort::Mcr => vec![Part::group(format!("{side} Configuration"), self.configuration.sheet())],
        }
    }

    fn vlan(&self, label: String) -> Part {
        let hint = "From 2 to 4093. Empty or 0 takes the lowest free one when the connection is made, -1 is untagged.";
        Control::number(Field::Vlan, label, &self.vlan).optional().hint(hint).into()
    }

    /// The end as far as its texts can be read; `stored` is where an MCR's kept passwords come from.
    pub fn read(&self, sort: ServiceSort, stored: &Configuration, problems: &mut Problems) -> ServiceEnd {
        match sort {
            ServiceSort::Port => ServiceEnd::Port(vlan_choice(&self.vlan, problems)),
            ServiceSort::Mve { .. } => {
                ServiceEnd::Mve { vnic: vnic(&self.vnic, problems), vlan: vlan_choice(&self.vlan, problems) }
            }
            ServiceSort::Mcr => ServiceEnd::Mcr(self.configuration.read(stored, problems)),
        }
    }
}

/// The choice of an MVE's vNIC.
pub fn vnic_choice(chosen: &str, vnics: u16) -> Part {
    let choices = (0..vnics).map(|number| Choice::new(number.to_string(), format!("vNIC {number}")));
    Control::select(Field::Vnic, "vNIC", chosen, "Select a vNIC", choices).into()
}

/// The number of a vNIC that was selected.
pub fn vnic(text: &str, problems: &mut Problems) -> u16 {
    let read = text.trim().parse().map_err(|_| required(Field::Vnic, "Select a vNIC."));
    problems.take(read).unwrap_or_default()
}

/// A VLAN as the vendor writes it (K3).
pub fn vlan_choice(text: &str, problems: &mut Problems) -> VlanChoice {
    let read = match text.trim() {
        "" => Ok(VlanChoice::LowestFree),
        text => text
            .parse()
            .map_err(|_| Refusal::new(Code::NumberInvalid, Field::Vlan, "Write a whole number, like 1399."))
            .and_then(VlanChoice::of_number),
    };
    problems.take(read).unwrap_or(VlanChoice::LowestFree)
}

impl Form for EndForm {
    fn put(&mut self, field: Field, detail: &str, edit: Edit) {
        match field {
            Field::Vnic => self.vnic = edit.text(),
            Field::Vlan => self.vlan = edit.text(),
            _ => self.configuration.put(field, detail, edit),
        }
    }
}
