//! The form of an asset (A1, A4, A5, A7).

use super::{Reading, follow};
use crate::domain::asset::{Asset, AssetKind, Port};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, PersonId};
use crate::domain::metro::Metro;
use crate::domain::profile::{FieldForm, ProfileField, ServiceProfile};
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::shape::shape;
use crate::domain::vlan::Tagging;
use crate::ledger::command::{Act, AssetDetails};

/// Which kind of asset the form describes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// A Fabric port.
    #[default]
    Port,
    /// A provider's service profile.
    ServiceProfile,
}

shape!(enum Sort { "Port" => Port, "ServiceProfile" => ServiceProfile });

/// The form of an asset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssetForm {
    /// Which kind.
    pub sort: Sort,
    /// The name.
    pub name: String,
    /// A port's location, its code; a service profile's locations, their codes separated by commas.
    pub metro: String,
    /// A port's speed in Mbps.
    pub speed: String,
    /// A port's tagging.
    pub tagging: Tagging,
    /// Whether a port takes new connections.
    pub open: bool,
    /// Whether only named people may create grants on it (P3).
    pub restricted: bool,
    /// Those people.
    pub access: Vec<PersonId>,
    /// The id at the vendor, or empty.
    pub vendor_id: String,
    /// What a service profile asks for.
    pub fields: Vec<ProfileField>,
}

shape!(struct AssetForm {
    sort, name, metro, speed, tagging, open, restricted, access, vendor_id, fields,
});

impl Default for AssetForm {
    fn default() -> Self {
        Self {
            sort: Sort::Port,
            name: String::new(),
            metro: String::new(),
            speed: "10000".to_owned(),
            tagging: Tagging::Dot1q,
            open: true,
            restricted: false,
            access: vec![],
            vendor_id: String::new(),
            fields: vec![],
        }
    }
}

impl AssetForm {
    /// An asset as it is now.
    pub fn of(asset: &Asset) -> Self {
        let common = Self {
            name: asset.name.clone(),
            restricted: asset.access.is_some(),
            access: asset.access.clone().unwrap_or_default(),
            vendor_id: asset.vendor_id.clone().unwrap_or_default(),
            ..Self::default()
        };
        match &asset.kind {
            AssetKind::Port(port) => Self {
                metro: port.metro.code().to_owned(),
                speed: port.speed.get().to_string(),
                tagging: port.tagging,
                open: port.open,
                ..common
            },
            AssetKind::ServiceProfile(profile) => Self {
                sort: Sort::ServiceProfile,
                metro: profile.metros.iter().map(Metro::code).collect::<Vec<_>>().join(", "),
                fields: profile.fields.clone(),
                ..common
            },
        }
    }

    /// Follows a change by somebody else, from what the form was `opened` with to what is there `now`.
    pub fn follow(&mut self, opened: &Self, now: &Self) {
        follow(&mut self.name, &opened.name, &now.name);
        follow(&mut self.metro, &opened.metro, &now.metro);
        follow(&mut self.speed, &opened.speed, &now.speed);
        follow(&mut self.tagging, &opened.tagging, &now.tagging);
        follow(&mut self.open, &opened.open, &now.open);
        follow(&mut self.restricted, &opened.restricted, &now.restricted);
        follow(&mut self.access, &opened.access, &now.access);
        follow(&mut self.vendor_id, &opened.vendor_id, &now.vendor_id);
        follow(&mut self.fields, &opened.fields, &now.fields);
    }

    /// Adds an empty field to those that a service profile asks for.
    pub fn add_field(&mut self) {
        self.fields.push(ProfileField { label: String::new(), form: FieldForm::Text });
    }

    /// The command that adds the asset.
    pub fn add(&self) -> Reading {
        let mut problems = Problems::default();
        let act = Act::AddAsset(self.read(&mut problems));
        Reading { act, problems: problems.list() }
    }

    /// The command that changes it.
    pub fn edit(&self, id: AssetId) -> Reading {
        let mut problems = Problems::default();
        let act = Act::EditAsset(id, self.read(&mut problems));
        Reading { act, problems: problems.list() }
    }

    fn read(&self, problems: &mut Problems) -> AssetDetails {
        let kind = match self.sort {
            Sort::Port => AssetKind::Port(Port {
                metro: problems.take(metro(&self.metro)).unwrap_or_else(Metro::unknown),
                speed: Mbps::parse(&self.speed).unwrap_or(Mbps::new(0)),
                tagging: self.tagging,
                open: self.open,
            }),
            Sort::ServiceProfile => {
                let codes = self.metro.split([',', ' ', ';']).filter(|code| !code.is_empty());
                let metros = codes.filter_map(|code| problems.take(metro(code))).collect();
                let trimmed =
                    |field: &ProfileField| ProfileField { label: field.label.trim().to_owned(), form: field.form };
                AssetKind::ServiceProfile(ServiceProfile { metros, fields: self.fields.iter().map(trimmed).collect() })
            }
        };
        AssetDetails {
            name: self.name.clone(),
            access: self.restricted.then(|| self.access.clone()),
            vendor_id: Some(self.vendor_id.clone()),
            kind,
        }
    }
}

fn metro(code: &str) -> Result<Metro, Refusal> {
    if code.trim().is_empty() {
        return Err(super::required(Field::Metro, "Choose a location."));
    }
    Metro::parse(code).ok_or_else(|| {
        let shown: String = code.chars().take(20).collect();
        let message = format!("“{shown}” is not a metro code; write two to five letters, like DC or NY.");
        Refusal::new(Code::MetroInvalid, Field::Metro, message)
    })
}
