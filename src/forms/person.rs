//! The forms of a person and of a company with its first person (P1).

mod sheet;

use serde::{Deserialize, Serialize};

use super::Reading;
use crate::domain::id::PersonId;
use crate::domain::permission::{FabricRole, MegaportRole, Roles};
use crate::domain::refusal::{Field, Problems};
use crate::domain::text::Email;
use crate::ledger::command::{Act, FoundCompany, PersonDetails};
use crate::ledger::view::company::PersonRow;

/// The form of a person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PersonForm {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their role in Fabric.
    pub fabric: Option<FabricRole>,
    /// Their role at Megaport.
    pub megaport: Option<MegaportRole>,
}

impl PersonForm {
    /// A person as they are now.
    pub fn of(row: &PersonRow) -> Self {
        let Roles { fabric, megaport } = row.roles;
        Self { name: row.name.clone(), email: row.email.clone(), fabric, megaport }
    }

    /// The command that adds the person.
    pub fn add(&self) -> Reading {
        self.reading(Act::AddPerson)
    }

    /// The command that changes the person.
    pub fn edit(&self, id: PersonId) -> Reading {
        self.reading(|details| Act::EditPerson { person: id, details })
    }

    /// The command that founds a company with this person.
    pub fn found(&self, company: &str) -> Reading {
        self.reading(|person| Act::FoundCompany(FoundCompany { name: company.to_owned(), person }))
    }

    fn reading(&self, act: impl FnOnce(PersonDetails) -> Act) -> Reading {
        let mut problems = Problems::default();
        let email = problems.take(Email::parse(&self.email, Field::Email)).unwrap_or_else(Email::stand_in);
        let roles = Roles { fabric: self.fabric, megaport: self.megaport };
        let act = act(PersonDetails { name: self.name.clone(), email, roles });
        Reading { act, problems: problems.list() }
    }
}
