//! The form of a new company and its first person (P1).

use crosskey::domain::id::PersonId;
use crosskey::domain::permission::{FabricRole, Roles};
use crosskey::domain::refusal::Field;
use crosskey::forms::person::PersonForm;
use crosskey::forms::sheet::Control;
use crosskey::ledger::command::Command;
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::field::{Checks, FormProblems};
use crate::app::components::sheet::{SheetView, into};
use crate::app::form::show;
use crate::app::session::Session;

/// Sets up a company; its first person acts from then on.
#[component]
pub fn NewCompany() -> impl IntoView {
    let session = Session::get();
    let attempt = session.attempt();
    let person = PersonId::new(session.desk(|desk| desk.draw()));
    let name = RwSignal::new(String::new());
    let form = RwSignal::new(PersonForm { fabric: Some(FabricRole::FabricManager), ..PersonForm::default() });
    let reading = move || form.with(|form| name.with(|name| form.found(name)));
    // The first person is nobody's colleague yet, so the command names them and not whoever acts.
    let command = move || Command { person, attempt, act: reading().act };
    let problems = Memo::new(move |_| {
        session.track();
        let refused = session.desk(|desk| desk.check(&command())).err().unwrap_or_default();
        reading().merge(refused)
    });
    let checks = Checks::new(problems, Memo::new(|_| vec![]), |_| {});
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !checks.insist(|_| true) || checks.busy.get_untracked() {
            return;
        }
        checks.busy.set(true);
        let onward = session.onward();
        session.carry_out(command(), move |answer| {
            checks.busy.set(false);
            match answer {
                Ok(_) => {
                    session.act_as(person);
                    let next = if session.received().is_empty() { Route::Overview } else { Route::Redeem };
                    onward(next);
                }
                Err(refusals) => show(checks, refusals),
            }
        });
    };
    let about = move || form.with(|form| Roles { fabric: form.fabric, megaport: form.megaport }.label());
    let named = move || vec![Control::text(Field::Name, "Company", name.get()).into()];
    view! {
        <section class="page">
            <h1>"Set up a company"</h1>
            <form class="form" novalidate on:submit=submit>
                <div class="card">
                    <fieldset>
                        <SheetView checks parts=Signal::derive(named) put=into(name) />
                        <SheetView checks parts=Signal::derive(move || form.with(PersonForm::sheet)) put=into(form) />
                        <FormProblems checks beside=|field| matches!(field, Field::Form) />
                    </fieldset>
                </div>
                <aside class="says">
                    <h2>"What you are setting up"</h2>
                    <p>"A company in this browser, and you as its first person: " {about} "."</p>
                    <p>"It is not an account: anybody who uses this browser can act as any of its people."</p>
                </aside>
                <div class="row spread">
                    <a class="btn" href="#/">
                        "Cancel"
                    </a>
                    <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                        "Set up the company"
                    </button>
                </div>
            </form>
        </section>
    }
}
