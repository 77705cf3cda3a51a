//! The own company and its people (P1, P2).

use crosskey::domain::id::PersonId;
use crosskey::domain::refusal::Field;
use crosskey::forms::person::PersonForm;
use crosskey::ledger::view::Allowed;
use crosskey::ledger::view::company::{PersonRow, company};
use leptos::prelude::*;

use crate::app::components::field::FormProblems;
use crate::app::components::sheet::{SheetView, into};
use crate::app::form::{checks, send};
use crate::app::session::Session;

/// Which form is open.
#[derive(Clone, PartialEq, Eq)]
enum Open {
    Nothing,
    New,
    Person(PersonRow),
}

/// The company's page.
#[component]
pub fn Company() -> impl IntoView {
    let session = Session::get();
    let view = session.memo(company);
    let open = RwSignal::new(Open::Nothing);
    let may = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.may_manage.clone())));
    let managing = move || may.get().is_some_and(|may| may.yes());
    let show = move |form: Open| {
        open.set(form);
        super::focus_form();
    };
    let row = move |person: PersonRow| {
        let edited = person.clone();
        let name = format!("Edit {}", person.name);
        view! {
            <tr>
                <th scope="row">{person.name}</th>
                <td data-label="E-mail">{person.email}</td>
                <td data-label="Roles">{person.role_words}</td>
                <td class="act">
                    <Show when=managing>
                        <button
                            type="button"
                            class="btn small"
                            aria-label=name.clone()
                            on:click={
                                let edited = edited.clone();
                                move |_| show(Open::Person(edited.clone()))
                            }
                        >
                            "Edit"
                        </button>
                    </Show>
                </td>
            </tr>
        }
    };
    let form = move || match open.get() {
        Open::Nothing => None,
        Open::New => Some(view! { <PersonEditor id=None initial=PersonForm::default() open /> }.into_any()),
        Open::Person(row) => {
            Some(view! { <PersonEditor id=Some(row.id) initial=PersonForm::of(&row) open /> }.into_any())
        }
    };
    view! {
        <section class="page">
            <div class="head">
                <h1>{move || view.with(|view| view.as_ref().map(|view| view.name.clone()))}</h1>
                <Show when=managing>
                    <button type="button" class="btn primary" on:click=move |_| show(Open::New)>
                        "Add a person"
                    </button>
                </Show>
            </div>
            {move || match may.get() {
                Some(Allowed::No(why)) => Some(view! { <p class="muted">{why}</p> }),
                _ => None,
            }}
            {form}
            <div class="scroll">
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"E-mail"</th>
                            <th scope="col">"Roles"</th>
                            <th scope="col">
                                <span class="visually-hidden">"Change"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let people = view.with(|view| view.as_ref().map(|view| view.people.clone()));
                            people.unwrap_or_default().into_iter().map(row).collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn PersonEditor(id: Option<PersonId>, initial: PersonForm, open: RwSignal<Open>) -> impl IntoView {
    let session = Session::get();
    let attempt = session.attempt();
    let form = RwSignal::new(initial);
    let read = move || form.with(|form| id.map_or_else(|| form.add(), |id| form.edit(id)));
    let checks = checks(session, attempt, Signal::derive(read), |_| {});
    let close = move || {
        open.set(Open::Nothing);
        super::focus_heading();
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, read().act, move |_| {
                session.say("Saved");
                close();
            });
        }
    };
    let heading = if id.is_some() { "Edit a person" } else { "Add a person" };
    view! {
        <form class="card" novalidate on:submit=submit>
            <h2>{heading}</h2>
            <fieldset>
                <SheetView checks parts=Signal::derive(move || form.with(PersonForm::sheet)) put=into(form) />
                <FormProblems checks beside=|field| matches!(field, Field::Form) />
            </fieldset>
            <div class="row spread">
                <button type="button" class="btn" on:click=move |_| close()>
                    "Cancel"
                </button>
                <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                    "Save"
                </button>
            </div>
        </form>
    }
}
