//! The forms that edit and replace a token, and edit a service key.

use crosskey::browser::zone::ZONE;
use crosskey::domain::refusal::Field;
use crosskey::forms::service_key::KeyDetailsForm;
use crosskey::forms::token::DetailsForm;
use crosskey::forms::{self, sheet::Control};
use crosskey::ledger::command::Act;
use crosskey::ledger::view::grant::GrantView;
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::sheet::{SheetView, into};
use crate::app::components::time::local;
use crate::app::form::{EndOfForm, checks, follow, send};
use crate::app::pages::focus_heading;
use crate::app::session::Session;

/// What is open below the terms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// No form.
    Nothing,
    /// The form that edits it.
    Edit,
    /// The form that replaces it.
    Replace,
}

#[component]
pub fn Edit(view: GrantView, memo: Memo<Option<GrantView>>, open: RwSignal<Open>) -> impl IntoView {
    let session = Session::get();
    let (id, attempt) = (view.row.id, session.attempt());
    let form = RwSignal::new(DetailsForm::of(&view));
    follow(form, memo, DetailsForm::of, DetailsForm::follow);
    let reading = Signal::derive(move || form.with(|form| form.edit(id)));
    let checks = checks(session, attempt, reading, move |remedy| form.update(|form| form.take(&remedy)));
    let parts = move || {
        let speed = "A redemption that was made keeps the limit it was made under.";
        form.with(|form| form.sheet(view.edit_days, &view.tiers, speed, local))
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, reading.get_untracked().act, move |_| {
                session.say("Token updated");
                open.set(Open::Nothing);
                focus_heading();
            });
        }
    };
    view! {
        <form class="card" novalidate on:submit=submit>
            <h2>"Edit the token"</h2>
            <p class="hint">"Where it is and remote connections are fixed; replace the token to change its key."</p>
            <SheetView checks parts=Signal::derive(parts) put=into(form) />
            <EndOfForm checks close=close(open) label="Save changes" />
        </form>
    }
}

/// Update Service Key: what of a key may be edited, and switching it off and on (K5).
#[component]
pub fn EditKey(
    /// The key as it was when the form was opened.
    view: GrantView,
    /// The key as it is by now.
    memo: Memo<Option<GrantView>>,
    /// What is open.
    open: RwSignal<Open>,
) -> impl IntoView {
    let session = Session::get();
    let (id, attempt) = (view.row.id, session.attempt());
    let of = |view: &GrantView| KeyDetailsForm::of(view, ZONE);
    let form = RwSignal::new(of(&view));
    follow(form, memo, of, KeyDetailsForm::follow);
    let reading = Signal::derive(move || form.with(|form| form.edit(id, ZONE)));
    let checks = checks(session, attempt, reading, move |remedy| form.update(|form| form.take(&remedy)));
    let label_only = view.service_key.is_some_and(|key| key.label_only);
    let parts = move || form.with(|form| form.sheet(label_only, "A connection that was made keeps its own."));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, reading.get_untracked().act, move |_| {
                session.say("Service key updated");
                open.set(Open::Nothing);
                focus_heading();
            });
        }
    };
    view! {
        <form class="card" novalidate on:submit=submit>
            <h2>"Edit the service key"</h2>
            <p class="hint">"Service, use and B-End are fixed. A service key cannot be removed; clear Active to switch it off."</p>
            <SheetView checks parts=Signal::derive(parts) put=into(form) />
            <EndOfForm checks close=close(open) label="Update Service Key" />
        </form>
    }
}

#[component]
pub fn Replace(view: GrantView, open: RwSignal<Open>) -> impl IntoView {
    let session = Session::get();
    let (id, attempt) = (view.row.id, session.attempt());
    let (first, last) = view.replace_days;
    let date = RwSignal::new(last.to_string());
    let reading = Signal::derive(move || {
        let (expires, problems) = match date.with(|date| forms::day(date)) {
            Ok(expires) => (expires, vec![]),
            Err(problem) => (first, vec![problem]),
        };
        forms::Reading { act: Act::ReplaceToken { grant: id, expires }, problems }
    });
    let checks = checks(session, attempt, reading, |_| {});
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            let onward = session.onward();
            send(session, checks, attempt, reading.get_untracked().act, move |outcome| {
                session.say("Token replaced");
                outcome.grant().into_iter().for_each(|successor| onward(Route::Grant(successor)));
            });
        }
    };
    let label = "Expiration date of the new token";
    let parts = move || vec![Control::date(Field::Expiry, label, date.get(), (first, last)).into()];
    view! {
        <form class="card" novalidate on:submit=submit>
            <h2>"Replace the token"</h2>
            <p>"This token is deleted and a new one with a new key takes its place: same place, same terms."</p>
            <SheetView checks parts=Signal::derive(parts) put=into(date) />
            <EndOfForm checks close=close(open) label="Replace the token" />
        </form>
    }
}

fn close(open: RwSignal<Open>) -> Callback<()> {
    Callback::new(move |()| {
        open.set(Open::Nothing);
        focus_heading();
    })
}
