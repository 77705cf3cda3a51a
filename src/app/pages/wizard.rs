//! The creation wizard, exactly as the vendor describes it: Basic Configuration → Service Token Details → Review.

use crosskey::domain::id::{AssetId, GrantId};
use crosskey::domain::permission::Right;
use crosskey::domain::refusal::Field;
use crosskey::domain::terms::Payer;
use crosskey::forms::token::sheet::Fact;
use crosskey::forms::token::{Step, TokenForm};
use crosskey::ledger::view::grant::grant;
use crosskey::ledger::view::redemption::{devices, ports};
use crosskey::ledger::view::{Allowed, may};
use crosskey::route::Route;
use leptos::prelude::*;

use super::share::Share;
use crate::app::components::dialog::Discard;
use crate::app::components::field::{Checks, FormProblems};
use crate::app::components::list::{Empty, facts};
use crate::app::components::sheet::SheetView;
use crate::app::components::time::{When, local};
use crate::app::draft::Draft;
use crate::app::form::{checks, send};
use crate::app::session::Session;

/// The wizard, and then the completion screen.
#[component]
pub fn Wizard(
    /// The asset it was opened on.
    on: Option<AssetId>,
) -> impl IntoView {
    let session = Session::get();
    let on = RwSignal::new(on);
    let made = RwSignal::new(Vec::<GrantId>::new());
    let may_create = session.memo(|sight, person| may(sight, person, Right::ManageTokens));
    let nothing = session.memo(|sight, person| ports(sight, person).is_empty() && devices(sight, person).is_empty());
    let body = move || match (made.get(), may_create.get()) {
        (ids, _) if !ids.is_empty() => view! { <Completion ids made /> }.into_any(),
        (_, Allowed::No(why)) => view! { <p class="muted">{why}</p> }.into_any(),
        (_, Allowed::Yes) if nothing.get() => {
            let text = "A service token opens a port or virtual device of yours to a customer. Describe it first.";
            let action = Some(("Add a port or device", Route::NewAsset.hash()));
            view! { <Empty icon="i-box" title="No port yet" text action /> }.into_any()
        }
        (_, Allowed::Yes) => view! { <Steps on made /> }.into_any(),
    };
    let title = move || match made.with(Vec::len) {
        0 => "Create Service Token",
        1 => "Service token created",
        _ => "Service tokens created",
    };
    view! {
        <section class="page">
            <h1>{title}</h1>
            {body}
        </section>
    }
}

#[component]
fn Steps(on: RwSignal<Option<AssetId>>, made: RwSignal<Vec<GrantId>>) -> impl IntoView {
    let session = Session::get();
    let draft = Draft::open(session, "token", || TokenForm::fresh(session.fresh()));
    // A crash between the answer and the removal of the draft leaves the draft of a token that exists (D3, R8).
    let attempt = draft.form.with_untracked(|form| form.attempt);
    if session.spent(attempt) {
        draft.form.set(TokenForm::fresh(session.fresh()));
    }
    let attempt = draft.form.with_untracked(|form| form.attempt);
    let form = draft.form;
    session.look(|sight, person| {
        form.update(|form| {
            form.catch_up(session.now());
            form.open_on(sight, person, on.get_untracked());
        });
    });
    let read = move || session.look(|sight, _| form.with(|form| form.reading(sight)));
    let reading = Signal::derive(move || {
        session.track();
        read()
    });
    let checks = checks(session, attempt, reading, move |remedy| draft.update(|form| form.take(&remedy)));
    let put = Callback::new(move |(field, detail, edit): (Field, String, _)| {
        session.look(|sight, person| {
            let edit: crosskey::forms::sheet::Edit = Clone::clone(&edit);
            draft.update(|form| form.put_in(sight, person, field, &detail, edit));
        });
        // An address that says an asset says the one that is chosen, so that a reload opens the same form.
        let chosen = form.with_untracked(|form| form.asset);
        if on.get_untracked().is_some_and(|on| Some(on) != chosen) {
            on.set(chosen);
            super::stay_at(&Route::NewGrant(chosen).hash());
        }
    });
    let step = Memo::new(move |_| form.with(|form| form.step));
    let turn_to = move |to: Step| {
        draft.update(|form| form.step = to);
        request_animation_frame(focus_step);
    };
    let forward = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let here = step.get_untracked();
        if here != Step::Review {
            if checks.insist(|field| Step::of(field) == here) {
                turn_to(here.next());
            }
        } else if let Some(earlier) = first_wrong_step(checks) {
            turn_to(earlier);
            request_animation_frame(move || {
                checks.insist(|field| Step::of(field) == earlier);
            });
        } else {
            send(session, checks, attempt, reading.get_untracked().act, move |outcome| {
                draft.forget();
                made.set(outcome.grants);
                super::focus_heading();
            });
        }
    };
    let begun = session.memo(move |sight, person| form.with(|form| form.begun(sight, person, on.get())));
    let give_up = Callback::new(move |()| {
        draft.forget();
        session.go(Route::Grants(None));
    });
    let next = move || match step.get() {
        Step::Basic => "Next: Token Details",
        Step::Details => "Next: Review",
        Step::Review => "Create Service Token",
    };
    let parts = session.memo(move |sight, person| {
        form.with(|form| match form.step {
            Step::Basic => form.basic(sight, person),
            Step::Details => form.token_details(sight, person, local),
            Step::Review => vec![],
        })
    });
    let body = move || match step.get() {
        Step::Review => view! { <Review draft turn=Callback::new(turn_to) /> }.into_any(),
        step => view! {
            <fieldset id=step.label()>
                <h2 tabindex="-1">{step.label()}</h2>
                <SheetView checks parts=parts.into() put />
            </fieldset>
        }
        .into_any(),
    };
    view! {
        <StepList step turn=Callback::new(turn_to) />
        <form class="form" novalidate on:submit=forward>
            <div class="card">
                {body}
                <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
            </div>
            <Summary draft />
            <div class="row spread">
                <div class="row">
                    <Show when=move || step.get() != Step::Basic>
                        <button type="button" class="btn" on:click=move |_| turn_to(step.get_untracked().back())>
                            "Back"
                        </button>
                    </Show>
                    <Discard begun=begun.into() give_up />
                </div>
                <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                    {next}
                </button>
            </div>
        </form>
    }
}

fn focus_step() {
    super::focus("main form h2");
}

/// The first step on which something is wrong, as the review finds it.
fn first_wrong_step(checks: Checks) -> Option<Step> {
    let steps = checks.problems.get_untracked().into_iter().map(|problem| Step::of(problem.field));
    steps.filter(|step| *step != Step::Review).min()
}

#[component]
fn StepList(step: Memo<Step>, turn: Callback<Step>) -> impl IntoView {
    let item = move |of: Step| {
        let words = move || {
            if step.get() > of {
                view! { <button type="button" on:click=move |_| turn.run(of)>{of.label()}</button> }.into_any()
            } else {
                of.label().into_any()
            }
        };
        view! {
            <li class=move || (step.get() > of).then_some("done") aria-current=move || (step.get() == of).then_some("step")>
                {words}
            </li>
        }
    };
    view! { <ol class="steps">{Step::ALL.into_iter().map(item).collect_view()}</ol> }
}

#[component]
fn Review(draft: Draft<TokenForm>, turn: Callback<Step>) -> impl IntoView {
    let session = Session::get();
    let shown = session.memo(move |sight, person| draft.form.with(|form| form.review(sight, person, local)));
    let part = move |step: Step, rows: Vec<Fact>| {
        view! {
            <div class="row spread">
                <h3>{step.label()}</h3>
                <button type="button" class="btn small" on:click=move |_| turn.run(step)>
                    "Change"
                </button>
            </div>
            {facts(rows)}
        }
    };
    let payer = move || draft.form.with(|form| form.token_type.kind().payer_for_issuer());
    view! {
        <div class="stack">
            <h2 tabindex="-1">"Review"</h2>
            {move || {
                let [basic, details] = shown.get();
                view! { {part(Step::Basic, basic)} {part(Step::Details, details)} }
            }}
            <p class="pay">{payer}</p>
        </div>
    }
}

/// What is being created, in words: who may do what, from where to where, and who pays.
#[component]
fn Summary(draft: Draft<TokenForm>) -> impl IntoView {
    let session = Session::get();
    let says = session.memo(move |sight, person| draft.form.with(|form| form.says(sight, person)));
    let payer = move || match draft.form.with(|form| form.token_type.kind().payer()) {
        Payer::Issuer => {
            view! { <p class="pay"><b>"You pay."</b> " The connection is billed to the creator of an A-side token."</p> }
        }
        Payer::Redeemer => {
            view! { <p class="pay them"><b>"They pay."</b> " The connection is billed to whoever redeems a Z-side token."</p> }
        }
    };
    view! {
        <aside class="says">
            <h2>"What you are creating"</h2>
            <p>{move || says.get()}</p>
            {payer}
        </aside>
    }
}

/// The completion screen: each key in full, with Copy and Save (G1).
#[component]
fn Completion(ids: Vec<GrantId>, made: RwSignal<Vec<GrantId>>) -> impl IntoView {
    let session = Session::get();
    let only = ids.len() == 1;
    let token = move |id: GrantId| {
        let view = session.memo(move |sight, person| grant(sight, person, id));
        move || {
            view.get().map(|view| {
                let to = view.recipients.join(", ");
                view! {
                    <div class="card">
                        <h2>{view.row.title.clone()}</h2>
                        <p class="muted">{view.row.place.clone()}</p>
                        <p>"Send this key to " {to} ". Whoever holds it may use it, once."</p>
                        {view.key.map(|key| view! { <Share id key open=only /> })}
                        <p class="hint">
                            "It is valid until " <When at=view.row.expires />
                            ". Crosskey sends no mail; the key stays readable on the token's page."
                        </p>
                        <a class="btn" href=Route::Grant(id).hash()>
                            "Open the token"
                        </a>
                    </div>
                }
            })
        }
    };
    view! {
        {ids.into_iter().map(token).collect_view()}
        <div class="row">
            <a class="btn" href=Route::Grants(None).hash()>
                "Service Token Inventory"
            </a>
            <button type="button" class="btn quiet" on:click=move |_| made.set(vec![])>
                "Create another"
            </button>
        </div>
    }
}
