//! The redemption form: paste a key, see what it offers, say where the connection shall end (R1 to R3).

use crosskey::browser::share;
use crosskey::domain::id::PersonId;
use crosskey::domain::refusal::{Field, Refusal};
use crosskey::domain::time::Timestamp;
use crosskey::forms::Reading;
use crosskey::forms::redemption::RedemptionForm;
use crosskey::forms::sheet::Edit;
use crosskey::handover::told::{Opened, Shown};
use crosskey::ledger::view::company::roster;
use crosskey::ledger::view::redemption::{PairPreview, Preview};
use crosskey::ledger::world::Sight;
use crosskey::route::Route;
use crosskey::vendor::panel::{Panel, of_form, title};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::panel::VendorFold;
use crate::app::components::field::{Checks, FormProblems};
use crate::app::components::list::facts;
use crate::app::components::sheet::SheetView;
use crate::app::components::time::{When, in_zone, relative};
use crate::app::draft::Draft;
use crate::app::form::send;
use crate::app::session::Session;

/// The largest file that is taken in, in bytes; what is saved here has about one thousand.
const FILE_LIMIT: f64 = 100_000.0;

/// The form.
#[component]
pub fn Redeem() -> impl IntoView {
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
        take(session, draft, received);
    }
    let offer = session.memo(move |sight, person| form.with(|form| form.shown(sight, person)));
    let prepares = Memo::new(move |_| offer.with(Shown::prepares));
    let read = move || {
        session.track();
        session.look(|sight, person| form.with(|form| form.reading(sight, person)))
    };
    let checks = redemption_checks(session, draft, prepares, read);
    let parts = session.memo(move |sight, person| {
        form.with(|form| {
            let told = form.told();
            form.sheet(&sight.trusting(&told), person)
        })
    });
    let pair = session.memo(move |sight, person| {
        form.with(|form| {
            let told = form.told();
            form.pair(&sight.trusting(&told), person)
        })
    });
    let title = Memo::new(move |_| offer.with(|offer| offer.preview().map(|offer| title(offer.system))));
    let panel = session.memo(move |sight, person| form.with(|form| prepared(form, sight, person)));
    let open = RwSignal::new(false);
    let put = Callback::new(move |(field, detail, edit): (Field, String, Edit)| {
        let system = offer.with_untracked(|offer| offer.preview().map(|offer| offer.system));
        draft.update(|form| form.put_at(session.now(), system, field, &detail, edit));
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !checks.insist(|_| true) {
            return;
        }
        if prepares.get_untracked() {
            open.set(true);
            super::focus("#vendor > summary");
        } else if let Ok(reading) = read() {
            let onward = session.onward();
            send(session, checks, attempt, reading.act, move |outcome| {
                draft.forget();
                session.say("Redeemed");
                outcome.connection.into_iter().for_each(|id| onward(Route::Connection(id)));
            });
        }
    };
    // A key that expires or is used meanwhile must not take away what was filled in.
    let shown =
        Memo::new(move |_| offer.with(|offer| offer.preview().is_some()) || draft.form.with(RedemptionForm::begun));
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
                <OfferSays offer pair />
                <Show when=move || shown.get()>
                    <div class="row spread">
                        <span></span>
                        <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                            {move || offer.with(Shown::deed)}
                        </button>
                    </div>
                </Show>
            </form>
            <VendorFold title panel open grant=None />
        </section>
    }
}

/// Takes what was pasted or opened; what carries an offer fills in the rest of the form too (N4).
fn take(session: Session, draft: Draft<RedemptionForm>, text: String) {
    let filled = session.look(|sight, person| {
        let mut form = draft.form.get_untracked();
        form.take_key(text.clone(), session.now(), sight, person);
        form
    });
    draft.update(|form| *form = filled);
}

/// The order for the vendor, by the ledger's word or that of the links.
fn prepared(form: &RedemptionForm, sight: &Sight<'_>, person: PersonId) -> Option<Panel> {
    let told = form.told();
    let sight = &sight.trusting(&told);
    let (problems, _) = form.weigh(sight, person);
    of_form(sight, &form.reading(sight, person).ok()?.act, problems.is_empty())
}

/// Like any form's checks, but there is nothing to ask before the key can be read; and where the ledger does not know it,
/// the rules are asked by the word of its link.
fn redemption_checks(
    session: Session,
    draft: Draft<RedemptionForm>,
    prepares: Memo<bool>,
    read: impl Fn() -> Result<Reading, Refusal> + Copy + Send + Sync + 'static,
) -> Checks {
    let attempt = draft.form.with_untracked(|form| form.attempt);
    let by_its_word = session.memo(move |sight, person| {
        draft.form.with(|form| {
            let told = form.told();
            form.weigh(&sight.trusting(&told), person)
        })
    });
    let said = Memo::new(move |_| match read() {
        _ if prepares.get() => by_its_word.get(),
        Ok(reading) => session.check(attempt, &reading),
        Err(refusal) => (vec![refusal], vec![]),
    });
    let problems = Memo::new(move |_| said.with(|(problems, _)| problems.clone()));
    let warnings = Memo::new(move |_| said.with(|(_, warnings)| warnings.clone()));
    Checks::new(problems, warnings, move |remedy| draft.update(|form| form.take(&remedy)))
}

/// The key, checked as it is typed; its problem stands at it at once.
#[component]
fn KeyField(draft: Draft<RedemptionForm>, offer: Memo<Shown>, checks: Checks) -> impl IntoView {
    let session = Session::get();
    let empty = move || draft.form.with(|form| form.key.trim().is_empty());
    // What the key alone tells at once; and what only the whole form brings out, such as the partner's end.
    let at_key = move || checks.problems.with(|all| all.iter().find(|problem| problem.field == Field::Key).cloned());
    let problem = move || offer.with(|offer| offer.refusal().cloned()).or_else(at_key).filter(|_| !empty());
    let wrong = move || problem().is_some() && !offer.with(Shown::prepares);
    let refused = RwSignal::new(None::<Refusal>);
    let wrong_file = move || refused.with(|refused| refused.is_some().then_some("true"));
    let open = move |event: web_sys::Event| {
        let Some(field) = event.target().and_then(|target| target.dyn_into().ok()) else { return };
        spawn_local(async move {
            let text = share::chosen(field, FILE_LIMIT).await.unwrap_or_default();
            // The page may be gone by now.
            if draft.form.try_with_untracked(|_| ()).is_none() {
                return;
            }
            match RedemptionForm::opened(text) {
                Ok(text) => {
                    refused.set(None);
                    // The field that was used goes away.
                    super::focus("#key");
                    take(session, draft, text);
                }
                Err(refusal) => refused.set(Some(refusal)),
            }
        });
    };
    let typed = move |event: web_sys::Event| {
        refused.set(None);
        take(session, draft, event_target_value(&event));
    };
    view! {
        <div class="field">
            <label for="key">"Key"</label>
            <input
                id="key"
                type="text"
                class="key"
                prop:value=move || draft.form.with(|form| form.key.clone())
                on:input=typed
                aria-invalid=move || wrong().then_some("true")
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
                        // A vendor's code is for what is wrong, and this may well be right there.
                        let vendor = problem.vendor.filter(|_| wrong());
                        let class = if wrong() { "err" } else { "hint warn" };
                        view! {
                            <p class=class data-code=problem.code.as_str()>
                                <span>{in_zone(&problem.message)} " " {vendor.map(|code| view! { <small class="muted">{code}</small> })}</span>
                            </p>
                        }
                    })
                }}
            </div>
            <div class="field" hidden=move || !empty()>
                <label for="key-file">"Or open the file that you were given"</label>
                <input
                    id="key-file"
                    type="file"
                    accept=".txt,text/plain"
                    on:change=open
                    aria-invalid=wrong_file
                    aria-describedby="key-file-problem"
                />
                <div id="key-file-problem" role="alert">
                    {move || {
                        refused.get().map(|refusal| {
                            view! { <p class="err" data-code=refusal.code.as_str()><span>{refusal.message}</span></p> }
                        })
                    }}
                </div>
            </div>
        </div>
    }
}

/// What the key says to its holder. Looking consumes nothing (R2).
#[component]
fn OfferSays(offer: Memo<Shown>, pair: Memo<Option<PairPreview>>) -> impl IntoView {
    let now = Session::get().time();
    move || offer.with(|offer| pair.with(|pair| says(offer, pair.as_ref(), now)))
}

fn says(offer: &Shown, pair: Option<&PairPreview>, now: Signal<Timestamp>) -> impl IntoView + use<> {
    // Of a pair one pays, whatever either key says alone (R4).
    let terms = |preview: &Preview| terms(preview, pair.map_or(&preview.payer, |pair| &pair.payer), now);
    let (title, body) = match offer {
        Shown::Known(preview) => ("What you are redeeming", terms(preview).into_any()),
        Shown::Told(preview, _) => {
            let warning = "As the link says, not checked: anybody can write such a link.";
            ("What the link says", view! { <p class="hint warn">{warning}</p> {terms(preview)} }.into_any())
        }
        Shown::Later(preview, _) => ("What the key says", terms(preview).into_any()),
        Shown::Nothing(_) => {
            let hint = "Paste a key to see what it offers. Looking at it consumes nothing.";
            ("What you are redeeming", view! { <p>{hint}</p> }.into_any())
        }
    };
    let second = pair.map(|pair| view! { <h2>"What the second key is"</h2> {terms(&pair.second)} });
    view! {
        <aside class="says">
            <h2>{title}</h2>
            {body}
            {second}
        </aside>
    }
}

fn terms(preview: &Preview, payer: &str, now: Signal<Timestamp>) -> impl IntoView + use<> {
    let payer = payer.to_owned();
    let expires = preview.expires;
    view! {
        {facts(preview.facts())}
        <dl class="facts">
            <dt>"Expires"</dt>
            <dd>{move || relative(expires, now.get())} <br /> <span class="muted small"><When at=expires /></span></dd>
        </dl>
        <p class="pay them">{payer}</p>
    }
}

/// A link that was opened where nobody acts yet: what it says, and the way to the form (N4).
#[component]
pub fn Received() -> impl IntoView {
    let session = Session::get();
    let anybody = session.desk(|desk| desk.roster(|world| !roster(world).is_empty()));
    let opened = Opened::of(&session.received(), anybody);
    let kept = opened.offer.is_some().then(|| {
        view! {
            <p class="hint warn">
                "The key is kept in this tab's memory only, so that nobody finds it here later: after a reload, open the link again."
            </p>
        }
    });
    view! {
        <section class="page">
            <h1>"Redeem"</h1>
            <div class="form">
                <div class="card">
                    <p>{in_zone(&opened.words)}</p>
                    {kept}
                    <div class="row">
                        <a class="btn" href=Route::NewCompany.hash()>
                            "Set up a company"
                        </a>
                        <a class="btn quiet" href=Route::About.hash()>
                            "What Crosskey is"
                        </a>
                    </div>
                </div>
                {opened.offer.map(|offer| says(&offer, None, session.time()))}
            </div>
        </section>
    }
}
