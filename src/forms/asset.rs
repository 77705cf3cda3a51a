//! The form of an asset (A1 to A5, A7).

mod sheet;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Reading, follow};
use crate::domain::asset::{
    Asset, AssetKind, INTERFACE_LIMIT, MCR_SPEEDS, Mcr, Mve, Port, System, VNIC_LIMIT, VirtualDevice,
};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, PersonId};
use crate::domain::metro::{KNOWN, Metro};
use crate::domain::profile::{FieldForm, ProfileField, ServiceProfile};
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::vlan::Tagging;
use crate::ledger::command::{Act, AssetDetails};

/// Which kind of asset the form describes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Sort {
    /// A Fabric port.
    #[default]
    Port,
    /// A virtual device of Network Edge.
    VirtualDevice,
    /// A Megaport port.
    MegaportPort,
    /// A Megaport Cloud Router.
    Mcr,
    /// A Megaport Virtual Edge.
    Mve,
    /// A provider's service profile.
    ServiceProfile,
}

impl Sort {
    /// Every kind, in the order the form offers them.
    pub const ALL: [Self; 6] =
        [Self::Port, Self::VirtualDevice, Self::MegaportPort, Self::Mcr, Self::Mve, Self::ServiceProfile];

    /// The stable word, in kebab case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Port => "port",
            Self::VirtualDevice => "virtual-device",
            Self::MegaportPort => "megaport-port",
            Self::Mcr => "mcr",
            Self::Mve => "mve",
            Self::ServiceProfile => "service-profile",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Port => "Fabric Port",
            Self::VirtualDevice => "Virtual Device",
            Self::MegaportPort => "Megaport Port",
            Self::Mcr => "MCR",
            Self::Mve => "MVE",
            Self::ServiceProfile => "Service profile",
        }
    }

    /// The fields that an asset of this kind has besides name, location, access and vendor's id.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Port => &[Field::Speed, Field::Tagging, Field::Open],
            Self::VirtualDevice => &[Field::Count, Field::Reserved],
            Self::MegaportPort => &[Field::Speed, Field::Open],
            Self::Mcr => &[Field::Speed, Field::Asn],
            Self::Mve => &[Field::Speed, Field::Count],
            Self::ServiceProfile => &[Field::ProfileField],
        }
    }

    /// The speeds to choose from; none where any will do.
    pub const fn speeds(self) -> &'static [Mbps] {
        match self {
            Self::Port => Port::speeds(System::Fabric),
            Self::MegaportPort => Port::speeds(System::Megaport),
            Self::Mcr => &MCR_SPEEDS,
            Self::VirtualDevice | Self::Mve | Self::ServiceProfile => &[],
        }
    }
}

/// The form of an asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AssetForm {
    /// Which kind.
    pub sort: Sort,
    /// The name.
    pub name: String,
    /// A port's location, its code; a service profile's locations, their codes separated by commas.
    pub metro: String,
    /// Whether the location's code is typed, for it is not among those that are offered.
    #[serde(default)]
    pub unlisted: bool,
    /// The speed of a port, an MCR or an MVE, in Mbps.
    pub speed: String,
    /// A Fabric port's tagging.
    pub tagging: Tagging,
    /// How many interfaces a virtual device, or vNICs an MVE, has.
    #[serde(default)]
    pub count: String,
    /// The interfaces of a virtual device that are reserved for management, separated by commas.
    #[serde(default)]
    pub reserved: String,
    /// An MCR's autonomous system number.
    #[serde(default)]
    pub asn: String,
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

impl Default for AssetForm {
    fn default() -> Self {
        Self {
            sort: Sort::Port,
            name: String::new(),
            metro: String::new(),
            unlisted: false,
            speed: "10000".to_owned(),
            tagging: Tagging::Dot1q,
            count: String::new(),
            reserved: String::new(),
            asn: String::new(),
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
        let form = match &asset.kind {
            AssetKind::Port(port) => Self {
                sort: match port.system() {
                    System::Fabric => Sort::Port,
                    System::Megaport => Sort::MegaportPort,
                },
                metro: port.metro.code().to_owned(),
                speed: port.speed.get().to_string(),
                tagging: port.tagging,
                open: port.open,
                ..common
            },
            AssetKind::VirtualDevice(device) => Self {
                sort: Sort::VirtualDevice,
                metro: device.metro.code().to_owned(),
                count: device.interfaces.to_string(),
                reserved: device.reserved.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
                ..common
            },
            AssetKind::Mcr(mcr) => Self {
                sort: Sort::Mcr,
                metro: mcr.metro.code().to_owned(),
                speed: mcr.speed.get().to_string(),
                asn: mcr.asn.to_string(),
                ..common
            },
            AssetKind::Mve(mve) => Self {
                sort: Sort::Mve,
                metro: mve.metro.code().to_owned(),
                speed: mve.speed.get().to_string(),
                count: mve.vnics.to_string(),
                ..common
            },
            AssetKind::ServiceProfile(profile) => Self {
                sort: Sort::ServiceProfile,
                metro: profile.metros.iter().map(Metro::code).collect::<Vec<_>>().join(", "),
                fields: profile.fields.clone(),
                ..common
            },
        };
        let unlisted = KNOWN.iter().all(|(code, _)| *code != form.metro);
        Self { unlisted, ..form }
    }

    /// Follows a change by somebody else, from what the form was `opened` with to what is there `now`.
    pub fn follow(&mut self, opened: &Self, now: &Self) {
        follow(&mut self.name, &opened.name, &now.name);
        follow(&mut self.metro, &opened.metro, &now.metro);
        follow(&mut self.unlisted, &opened.unlisted, &now.unlisted);
        follow(&mut self.speed, &opened.speed, &now.speed);
        follow(&mut self.tagging, &opened.tagging, &now.tagging);
        follow(&mut self.count, &opened.count, &now.count);
        follow(&mut self.reserved, &opened.reserved, &now.reserved);
        follow(&mut self.asn, &opened.asn, &now.asn);
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
        let act = Act::EditAsset { asset: id, details: self.read(&mut problems) };
        Reading { act, problems: problems.list() }
    }

    fn read(&self, problems: &mut Problems) -> AssetDetails {
        let kind = match self.sort {
            Sort::Port => AssetKind::Port(self.port(self.tagging, problems)),
            Sort::MegaportPort => AssetKind::Port(self.port(Tagging::PerConnection, problems)),
            Sort::VirtualDevice => AssetKind::VirtualDevice(VirtualDevice {
                metro: self.location(problems),
                interfaces: number(&self.count, Field::Count, INTERFACE_LIMIT, problems),
                reserved: self.reserved_interfaces(problems),
            }),
            Sort::Mcr => AssetKind::Mcr(Mcr {
                metro: self.location(problems),
                speed: self.mbps(),
                asn: number(&self.asn, Field::Asn, u32::MAX, problems),
            }),
            Sort::Mve => AssetKind::Mve(Mve {
                metro: self.location(problems),
                speed: self.mbps(),
                vnics: number(&self.count, Field::Count, VNIC_LIMIT, problems),
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

    fn port(&self, tagging: Tagging, problems: &mut Problems) -> Port {
        Port { metro: self.location(problems), speed: self.mbps(), tagging, open: self.open }
    }

    fn location(&self, problems: &mut Problems) -> Metro {
        problems.take(metro(&self.metro)).unwrap_or_else(Metro::unknown)
    }

    /// What is no speed at all is no speed that the asset can have.
    fn mbps(&self) -> Mbps {
        Mbps::parse(&self.speed).unwrap_or(Mbps::new(0))
    }

    fn reserved_interfaces(&self, problems: &mut Problems) -> Vec<u16> {
        let texts = self.reserved.split([',', ' ', ';']).filter(|text| !text.is_empty());
        let numbers = texts.map(|text| number(text, Field::Reserved, INTERFACE_LIMIT, problems));
        numbers.collect::<BTreeSet<u16>>().into_iter().collect()
    }
}

/// A whole number as people type it; the rules tell the range to what can be one at all.
fn number<T: FromStr + Default + Display>(text: &str, field: Field, last: T, problems: &mut Problems) -> T {
    let read = match text.trim() {
        "" => Err(super::required(field, "Fill this in.")),
        text => text
            .parse()
            .map_err(|_| Refusal::new(Code::NumberInvalid, field, format!("Write a whole number from 1 to {last}."))),
    };
    problems.take(read).unwrap_or_default()
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
