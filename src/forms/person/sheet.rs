//! What the form of a person asks for.

use super::PersonForm;
use crate::domain::permission::{FabricRole, MegaportRole};
use crate::domain::refusal::Field;
use crate::forms::sheet::{Choice, Control, Edit, Form, Line, Part};

impl PersonForm {
    /// What is to be filled in.
    pub fn sheet(&self) -> Vec<Part> {
        let fabric = FabricRole::ALL.map(|role| Choice::new(role.label(), role.label()));
        let megaport = MegaportRole::ALL.map(|role| Choice::new(role.label(), role.label()));
        let chosen_fabric = self.fabric.map_or("", FabricRole::label);
        let chosen_megaport = self.megaport.map_or("", MegaportRole::label);
        let of_fabric = "Role in Equinix Fabric and Network Edge";
        vec![
            Control::text(Field::PersonName, "Person", &self.name).into(),
            Control::line(Field::Email, "E-mail address", &self.email, Line::Email).into(),
            Control::select(Field::Role, of_fabric, chosen_fabric, "None", fabric).of("fabric").into(),
            Control::select(Field::Role, "Role at Megaport", chosen_megaport, "None", megaport).into(),
        ]
    }
}

impl Form for PersonForm {
    fn put(&mut self, field: Field, detail: &str, edit: Edit) {
        let text = edit.text();
        match (field, detail) {
            (Field::PersonName, _) => self.name = text,
            (Field::Email, _) => self.email = text,
            (Field::Role, "fabric") => self.fabric = FabricRole::ALL.into_iter().find(|role| role.label() == text),
            (Field::Role, _) => self.megaport = MegaportRole::ALL.into_iter().find(|role| role.label() == text),
            _ => {}
        }
    }
}
