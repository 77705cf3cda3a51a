//! Companies and people (P1, P2, P5) and the reading of notices (N1).

use super::{Actor, Decided, Draw, refuse};
use crate::domain::company::{Company, Person};
use crate::domain::id::{CompanyId, PersonId};
use crate::domain::permission::{Right, permit};
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::text::{self, NAME_LIMIT};
use crate::domain::time::Timestamp;
use crate::ledger::command::{FoundCompany, PersonDetails};
use crate::ledger::event::Event;
use crate::ledger::view::inbox::anything_unread;
use crate::ledger::world::Sight;

pub(super) fn found(sight: &Sight<'_>, person: PersonId, found: &FoundCompany, draw: Draw<'_>) -> Decided {
    if sight.company().is_some() {
        let message = "This person belongs to a company already.";
        return Err(refuse(Code::RoleNotAllowed, Field::Role, message));
    }
    let mut problems = Problems::default();
    let name = problems.take(text::required(&found.name, Field::Name, NAME_LIMIT));
    if name.as_ref().is_some_and(|name| sight.company_named(name)) {
        let message = "A company of this name exists already. Choose another name, or switch to one of its people.";
        problems.push(Refusal::new(Code::NameTaken, Field::Name, message));
    }
    problems.take(permit(found.person.roles, Right::ManagePeople));
    let company = CompanyId::new(draw());
    let first = problems.take(check_person(&found.person, person, company));
    let (Some(name), Some(first)) = (name, first) else { return Err(problems.list()) };
    problems.settle()?;
    Ok(vec![Event::CompanyFounded(Company { id: company, name }), Event::PersonAdded(first)].into())
}

pub(super) fn add_person(actor: &Actor<'_>, details: &PersonDetails, draw: Draw<'_>) -> Decided {
    actor.needs(Right::ManagePeople)?;
    let person = check_details(actor, details, PersonId::new(draw()))?;
    Ok(vec![Event::PersonAdded(person)].into())
}

pub(super) fn edit_person(actor: &Actor<'_>, id: PersonId, details: &PersonDetails) -> Decided {
    actor.needs(Right::ManagePeople)?;
    let Some(before) = actor.sight.person(id) else {
        return Err(refuse(Code::NotFound, Field::Form, "Your company has no such person."));
    };
    let person = check_details(actor, details, id)?;
    if person == *before {
        return Err(refuse(Code::NothingToChange, Field::Form, "Nothing was changed."));
    }
    let manages = |person: &Person| permit(person.roles, Right::ManagePeople).is_ok();
    if !manages(&person) && !actor.sight.people().any(|other| other.id != id && manages(other)) {
        let message = "Nobody else of your company may manage people. Give somebody else that role first.";
        return Err(refuse(Code::RoleNotAllowed, Field::Role, message));
    }
    Ok(vec![Event::PersonEdited(person)].into())
}

fn check_details(actor: &Actor<'_>, details: &PersonDetails, id: PersonId) -> Result<Person, Vec<Refusal>> {
    let mut problems = Problems::default();
    if actor.sight.people().any(|other| other.id != id && other.email.same(&details.email)) {
        let message = "Somebody else of your company has this e-mail address.";
        problems.push(Refusal::new(Code::EmailTaken, Field::Email, message));
    }
    let person = problems.take(check_person(details, id, actor.company()));
    let Some(person) = person else { return Err(problems.list()) };
    problems.settle()?;
    Ok(person)
}

fn check_person(details: &PersonDetails, id: PersonId, company: CompanyId) -> Result<Person, Refusal> {
    let name = text::required(&details.name, Field::PersonName, NAME_LIMIT)?;
    Ok(Person { id, company, name, email: details.email.clone(), roles: details.roles })
}

pub(super) fn read_inbox(actor: &Actor<'_>, until: Timestamp) -> Decided {
    let until = until.min(actor.sight.now());
    if !anything_unread(actor.sight, until) {
        return Err(refuse(Code::NothingToChange, Field::Form, "Everything is read already."));
    }
    Ok(vec![Event::InboxRead { company: actor.company(), until }].into())
}
