//! Who acts, and the people of a company.

use serde::Serialize;
use ts_rs::TS;

use crate::domain::id::{CompanyId, PersonId};
use crate::domain::permission::{Right, Roles};
use crate::ledger::view::{Allowed, may};
use crate::ledger::world::{Sight, World};

/// A company and its people, for the choice of who acts in this browser.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RosterCompany {
    /// The company.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Its people.
    pub people: Vec<PersonRow>,
}

/// A person as lists show them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their roles.
    pub roles: Roles,
    /// Their roles in words.
    pub role_words: String,
}

fn row(person: &crate::domain::company::Person) -> PersonRow {
    PersonRow {
        id: person.id,
        name: person.name.clone(),
        email: person.email.to_string(),
        roles: person.roles,
        role_words: person.roles.label(),
    }
}

/// Everybody who can act in this browser.
pub fn roster(world: &World) -> Vec<RosterCompany> {
    let company = |(company, people): (&crate::domain::company::Company, Vec<&crate::domain::company::Person>)| {
        let people = people.into_iter().map(row).collect();
        RosterCompany { id: company.id, name: company.name.clone(), people }
    };
    world.roster().into_iter().map(company).collect()
}

/// The header: who acts, and how much is unread.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShellView {
    /// The company's name.
    pub company: String,
    /// The person's name.
    pub person: String,
    /// The person's roles in words.
    pub role_words: String,
    /// How many notices are unread.
    pub unread: usize,
    /// How many requests and proposals wait for the own company's answer (C5).
    pub owed: usize,
}

/// What the header says; none while nobody acts.
pub fn shell(sight: &Sight<'_>, person: PersonId) -> Option<ShellView> {
    let acting = sight.person(person)?;
    Some(ShellView {
        company: sight.company_name(acting.company).to_owned(),
        person: acting.name.clone(),
        role_words: acting.roles.label(),
        unread: super::inbox::unread(sight),
        owed: super::approval::owed(sight),
    })
}

/// A company's own page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompanyView {
    /// Its name.
    pub name: String,
    /// Its people.
    pub people: Vec<PersonRow>,
    /// Whether the acting person may add people and change them.
    pub may_manage: Allowed,
}

/// The company's own page; none while nobody acts.
pub fn company(sight: &Sight<'_>, person: PersonId) -> Option<CompanyView> {
    let acting = sight.person(person)?;
    Some(CompanyView {
        name: sight.company_name(acting.company).to_owned(),
        people: sight.people().map(row).collect(),
        may_manage: may(sight, person, Right::ManagePeople),
    })
}
