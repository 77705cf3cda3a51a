//! The redemption form: paste a key, see what it offers, say where the connection shall end (R1 to R3).

use crate::app::prelude::*;
use crosskey::browser::share;
use crosskey::domain::refusal::{Field, Refusal};
use crosskey::domain::time::Timestamp;
use crosskey::forms::Reading;
use crosskey::forms::redemption::RedemptionForm;
use crosskey::forms::sheet::Edit;
use crosskey::handover::ReadError;
use crosskey::handover::offer::Offer;
use crosskey::handover::told::Shown;
use crosskey::ledger::view::company::roster;
use crosskey::ledger::view::redemption::Preview;
use crosskey::route::Route;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::app::components::field::{Checks, FormProblems};
use crate::app::components::list::facts;
use crate::app::components::sheet::SheetView;
use crate::app::components::time::{local_with_zone, relative};
use crate::app::draft::Draft;
use crate::app::form::send;
use crate::app::session::Session;

/// The largest file that is taken in, in bytes; what is saved here has about one thousand.
const FILE_LIMIT: f64 = 100_000.0;

/// The form.
#[component]
pub fn Redeem() -> View {
    let session = Session::get();
    let draft = Draft::open(session, "redeem", || RedemptionForm::fresh(session.fresh()));
    draft.update(|form| form.forget_old_key(session.now()));
    let attempt = draft.form.with_untracked(|form| form.attempt);
    // A crash between the answer and the removal of the draft leaves the draft of what is done (D3, R8).
    if session.spent(attempt) {
        draft.form.set(RedemptionForm::fresh(session.fresh()));
    }
    let attempt = draft.form.with_untracked(|form| form.attempt);
    let form = draft.form;
    // A link that was opened fills the form in, once (N4).
    let received = session.received();
    if !received.is_empty() {
        session.receive(String::new());
        draft.update(|form| form.set_key(received, session.now()));
    }
    let offer = session.memo(move |sight, person| form.with(|form| form.shown(sight, person)));
    let read = move || {
        session.track();
        session.look(|sight, person| form.with(|form| form.reading(sight, person)))
    };
    let checks = redemption_checks(session, draft, read);
    let parts = session.memo(move |sight, person| form.with(|form| form.sheet(sight, person)));
    let put = Callback::new(move |(field, detail, edit): (Field, String, Edit)| {
        let system = offer.with_untracked(|offer| offer.known().map(|offer| offer.system));
        draft.update(|form| form.put_at(session.now(), system, field, &detail, edit));
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true)
            && let Ok(reading) = read()
        {
            send(session, checks, attempt, reading.act, move |outcome| {
                draft.forget();
                session.say("Redeemed");
                outcome.connection.into_iter().for_each(|id| session.go(Route::Connection(id)));
            });
        }
    };
    // A key that expires or is used meanwhile must not take away what was filled in.
    let shown =
        Memo::new(move || offer.with(|offer| offer.known().is_some()) || draft.form.with(RedemptionForm::begun));
    view! {
        <section class="page">
            <h1>"Redeem"</h1>
            <form class="form" novalidate on:submit=submit>
                <div class="card">
                    <fieldset>
                        <KeyField draft offer checks />
                        <Show when=move || shown.get()>
                            <SheetView checks parts=parts.into() put />
                            <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
                        </Show>
                    </fieldset>
                </div>
                <OfferSays offer />
                <Show when=move || shown.get()>
                    <div class="row spread">
                        <span></span>
                        <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                            "Redeem and connect"
                        </button>
                    </div>
                </Show>
            </form>
        </section>
    }
}

/// Like any form's checks, but there is nothing to ask before the key can be read.
fn redemption_checks(
    session: Session,
    draft: Draft<RedemptionForm>,
    read: impl Fn() -> Result<Reading, Refusal> + Copy + Send + Sync + 'static,
) -> Checks {
    let attempt = draft.form.with_untracked(|form| form.attempt);
    let said = Memo::new(move || match read() {
        Ok(reading) => session.check(attempt, &reading),
        Err(refusal) => (vec![refusal], vec![]),
    });
    let problems = Memo::new(move || said.with(|(problems, _)| problems.clone()));
    let warnings = Memo::new(move || said.with(|(_, warnings)| warnings.clone()));
    Checks::new(problems, warnings, move |remedy| draft.update(|form| form.take(&remedy)))
}

/// The key, checked as it is typed; its problem stands at it at once.
#[component]
fn KeyField(draft: Draft<RedemptionForm>, offer: Memo<Shown>, checks: Checks) -> View {
    let session = Session::get();
    let empty = move || draft.form.with(|form| form.key.trim().is_empty());
    // What the key alone tells at once; and what only the whole form brings out, such as the partner's end.
    let at_key = move || checks.problems.with(|all| all.iter().find(|problem| problem.field == Field::Key).cloned());
    let problem = move || offer.with(|offer| offer.refusal().cloned()).or_else(at_key).filter(|_| !empty());
    let open = move |event: web_sys::Event| {
        let Some(field) = event.target().and_then(|target| target.dyn_into().ok()) else { return };
        spawn_local(async move {
            let text = share::chosen(field, FILE_LIMIT).await.unwrap_or_default();
            if Offer::find(&text).is_none() {
                session.say("This file holds no key that was saved here");
            } else if draft.form.try_with_untracked(|_| ()).is_some() {
                // The field that was used goes away.
                super::focus("#key");
                draft.update(|form| form.set_key(text, session.now()));
            }
        });
    };
    view! {
        <div class="field">
            <label for="key">"Key"</label>
            <input
                id="key"
                type="text"
                class="key"
                prop:value=move || draft.form.with(|form| form.key.clone())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    draft.update(|form| form.set_key(text, session.now()));
                }
                aria-invalid=move || problem().map(|_| "true")
                aria-describedby="key-hint key-problem"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
            />
            <p class="hint" id="key-hint">
                "Paste the service token or service key that you were given: 36 characters. The link or e-mail it came in will do too."
            </p>
            <div id="key-problem" role="alert">
                {move || {
                    problem().map(|problem| {
                        let vendor = problem.vendor;
                        view! {
                            <p class="err" data-code=problem.code.as_str()>
                                <span>{problem.message} " " {vendor.map(|code| view! { <small class="muted">{code}</small> })}</span>
                            </p>
                        }
                    })
                }}
            </div>
            <div class="field" hidden=move || !empty()>
                <label for="key-file">"Or open the file that you were given"</label>
                <input id="key-file" type="file" accept=".txt,text/plain" on:change=open />
            </div>
        </div>
    }
}

/// What the key says to its holder. Looking consumes nothing (R2).
#[component]
fn OfferSays(offer: Memo<Shown>) -> View {
    let now = Session::get().time();
    live(move || offer.with(|offer| says(offer, now)))
}

fn says(offer: &Shown, now: Signal<Timestamp>) -> View {
    let (title, body) = match offer {
        Shown::Known(preview) => ("What you are redeeming", terms(preview, now)),
        Shown::Told(preview, _) => {
            let warning = "As the link says, not checked: anybody can write such a link.";
            ("What the link says", view! { <p class="hint warn">{warning}</p> {terms(preview, now)} })
        }
        Shown::Nothing(_) => {
            let hint = "Paste a key to see what it offers. Looking at it consumes nothing.";
            ("What you are redeeming", view! { <p>{hint}</p> })
        }
    };
    view! {
        <aside class="says">
            <h3>{title}</h3>
            {body}
        </aside>
    }
}

fn terms(preview: &Preview, now: Signal<Timestamp>) -> View {
    let expires = preview.expires;
    view! {
        {facts(preview.facts())}
        <dl class="facts">
            <dt>"Expires"</dt>
            <dd>{move || relative(expires, now.get())} <br /> <span class="muted small">{local_with_zone(expires)}</span></dd>
        </dl>
        <p class="pay them">{preview.payer.clone()}</p>
    }
}

/// A link that was opened where nobody acts yet: what it says, and the way to the form (N4).
#[component]
pub fn Received() -> View {
    let session = Session::get();
    let anybody = session.desk(|desk| desk.roster(|world| !roster(world).is_empty()));
    let found = Offer::find(&session.received()).unwrap_or(Err(ReadError::Damaged));
    let (words, beside) = match found.map(|offer| Shown::told(&offer)) {
        Ok(offer) if anybody => {
            let words = "Choose at the top right who you are: the form then opens with the key filled in.";
            (words.to_owned(), says(&offer, session.time()))
        }
        Ok(offer) => {
            let why = offer.refusal().map_or(String::new(), |refusal| refusal.message.clone());
            (why, says(&offer, session.time()))
        }
        Err(error) => (error.to_string(), ().into_view()),
    };
    view! {
        <section class="page">
            <h1>"Redeem"</h1>
            <div class="form">
                <div class="card">
                    <p>{words}</p>
                    <div class="row">
                        <a class="btn" href=Route::NewCompany.hash()>
                            "Set up a company"
                        </a>
                        <a class="btn quiet" href=Route::About.hash()>
                            "What Crosskey is"
                        </a>
                    </div>
                </div>
                {beside}
            </div>
        </section>
    }
}
