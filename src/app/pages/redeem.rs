//! The redemption form: paste a key, see what it offers, say where the connection shall end (R1 to R3).

use crate::app::prelude::*;
use crosskey::domain::refusal::{Field, Refusal};
use crosskey::forms::Reading;
use crosskey::forms::redemption::RedemptionForm;
use crosskey::forms::sheet::Edit;
use crosskey::ledger::view::redemption::Preview;
use crosskey::route::Route;

use crate::app::components::field::{Checks, FormProblems};
use crate::app::components::sheet::SheetView;
use crate::app::components::time::{local_with_zone, relative};
use crate::app::draft::Draft;
use crate::app::form::send;
use crate::app::session::Session;

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
    let offer = session.memo(move |sight, person| form.with(|form| form.preview(sight, person)));
    let read = move || {
        session.track();
        session.look(|sight, person| form.with(|form| form.reading(sight, person)))
    };
    let checks = redemption_checks(session, draft, read);
    let parts = session.memo(move |sight, person| form.with(|form| form.sheet(sight, person)));
    let put = Callback::new(move |(field, detail, edit): (Field, String, Edit)| {
        let system = offer.with_untracked(|offer| offer.as_ref().ok().map(|offer| offer.system));
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
    let shown = Memo::new(move || offer.with(Result::is_ok) || draft.form.with(RedemptionForm::begun));
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
                <Offer offer />
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
fn KeyField(draft: Draft<RedemptionForm>, offer: Memo<Result<Preview, Refusal>>, checks: Checks) -> View {
    let session = Session::get();
    let empty = move || draft.form.with(|form| form.key.trim().is_empty());
    // What the key alone tells at once; and what only the whole form brings out, such as the partner's end.
    let at_key = move || checks.problems.with(|all| all.iter().find(|problem| problem.field == Field::Key).cloned());
    let problem = move || offer.get().err().or_else(at_key).filter(|_| !empty());
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
                "Paste the service token that you were given: 36 characters."
            </p>
            <div id="key-problem" role="alert">
                {move || {
                    problem().map(|problem| {
                        let vendor = problem.code.vendor();
                        view! {
                            <p class="err" data-code=problem.code.as_str()>
                                <span>{problem.message} " " {vendor.map(|code| view! { <small class="muted">{code}</small> })}</span>
                            </p>
                        }
                    })
                }}
            </div>
        </div>
    }
}

/// What the key says to its holder. Looking consumes nothing (R2).
#[component]
fn Offer(offer: Memo<Result<Preview, Refusal>>) -> View {
    let now = Session::get().time();
    live(move || {
        let body = match offer.get() {
            Err(_) => view! { <p>"Paste a key to see what it offers. Looking at it consumes nothing."</p> }.into_view(),
            Ok(offer) => {
                let remote = if offer.remote { "any metro" } else { "the same metro only" };
                view! {
                    <dl class="facts">
                        <dt>"Kind"</dt>
                        <dd>{offer.kind}</dd>
                        <dt>"From"</dt>
                        <dd>{offer.issuer}</dd>
                        <dt>"Location"</dt>
                        <dd>{offer.metro.to_string()}</dd>
                        <dt>"Bandwidth"</dt>
                        <dd>{offer.bandwidth.words}</dd>
                        <dt>"Other end in"</dt>
                        <dd>{remote}</dd>
                        <dt>"Expires"</dt>
                        <dd>{move || relative(offer.expires, now.get())} <br /> <span class="muted small">{local_with_zone(offer.expires)}</span></dd>
                        <dt>"Approval"</dt>
                        <dd>{if offer.asks_approval { "the creator is asked first" } else { "not needed" }}</dd>
                    </dl>
                    <p class="pay them">{offer.payer}</p>
                }
                .into_view()
            }
        };
        view! {
            <aside class="says">
                <h3>"What you are redeeming"</h3>
                {body}
            </aside>
        }
    })
}
