//! Megaport service keys: the keys of each service, and the form of a new one (K1, K5, K8).

use crosskey::browser::zone::ZONE;
use crosskey::domain::id::{AssetId, GrantId};
use crosskey::domain::refusal::Field;
use crosskey::forms::Fresh;
use crosskey::forms::service_key::KeyForm;
use crosskey::forms::sheet::Form as _;
use crosskey::ledger::view::grant::{GrantRow, grant};
use crosskey::ledger::view::service::{KeyRow, ServiceChoice, WhyNot, keys, services, why_not};
use crosskey::route::Route;
use leptos::prelude::*;

use super::grant::{EditKey, Open};
use super::grants::table_with;
use super::share::Share;
use crate::app::components::dialog::Discard;
use crate::app::components::field::FormProblems;
use crate::app::components::keybox::copy;
use crate::app::components::list::{Empty, Pager};
use crate::app::components::sheet::SheetView;
use crate::app::components::time::When;
use crate::app::draft::Draft;
use crate::app::form::{checks, send};
use crate::app::session::Session;

/// The company's services, each with its keys.
#[component]
pub fn Services() -> impl IntoView {
    let session = Session::get();
    let all = session.memo(services);
    let edited = Edited { key: RwSignal::new(None), open: RwSignal::new(Open::Nothing) };
    let list = move || {
        let all = all.get();
        if all.is_empty() {
            let text =
                "A service key lets another company connect to your Port, MCR or MVE at Megaport. Describe one first.";
            let action = Some(("Add a service", Route::NewAsset.hash()));
            return view! { <Empty icon="i-key" title="No services yet" text action /> }.into_any();
        }
        view! {
            <h2>"Services"</h2>
            {all.into_iter().map(|service| view! { <Service service edited /> }).collect_view()}
        }
        .into_any()
    };
    view! {
        <section class="page">
            <div class="head">
                <h1>"Service Keys"</h1>
                <a class="btn" href=Route::Import.hash()>
                    "Import from a vendor"
                </a>
            </div>
            {list}
        </section>
    }
}

/// The key whose form is open; one at a time on the page.
#[derive(Clone, Copy)]
struct Edited {
    key: RwSignal<Option<GrantId>>,
    open: RwSignal<Open>,
}

#[component]
fn Service(service: ServiceChoice, edited: Edited) -> impl IntoView {
    let session = Session::get();
    let id = service.id;
    let page = RwSignal::new(0);
    let keys = session.memo(move |sight, person| keys(sight, person, id, page.get()));
    let memo = session.memo(move |sight, person| grant(sight, person, edited.key.get()?));
    let label = format!("Service keys of {}", service.name);
    let form = move || {
        let here = edited.open.get() == Open::Edit;
        let view = memo.get_untracked().filter(|view| here && view.asset == id)?;
        Some(view! { <EditKey view memo open=edited.open /> })
    };
    let list = move || {
        let window = keys.get();
        if window.total == 0 {
            return view! { <p class="muted">"No service key yet."</p> }.into_any();
        }
        let (at, pages, total) = (window.page, window.pages, window.total);
        view! {
            {table_with(label.clone(), window.rows.into_iter().map(|row| key(row, edited)).collect(), session.time())}
            <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
        }
        .into_any()
    };
    let may = service.may_create_key.yes();
    view! {
        <section class="card">
            <div class="head">
                <div>
                    <h3>
                        <a href=Route::Asset(id).hash()>{service.name}</a>
                    </h3>
                    <p class="muted small">{service.kind} " · " {service.metro.to_string()} " · " {service.speed.to_string()}</p>
                </div>
                {may.then(|| view! { <a class="btn primary" href=Route::NewKey(Some(id)).hash()>"Create Service Key"</a> })}
            </div>
            {(!may).then(|| view! { <p class="muted">{service.may_create_key.why().to_owned()}</p> })}
            {list}
            {form}
        </section>
    }
}

/// A key's line, and what can be done there: Copy and Edit (K8).
fn key(of: KeyRow, edited: Edited) -> (GrantRow, Option<AnyView>) {
    let (id, title, session) = (of.row.id, of.row.title.clone(), Session::get());
    let edit = move |_| {
        edited.key.set(Some(id));
        edited.open.set(Open::Edit);
        super::focus_form();
    };
    let say = Callback::new(move |words: &'static str| session.say(words));
    let failed = "The browser did not allow copying. Open the key and copy it by hand.";
    let copies = of.key.map(|key| {
        view! {
            <button
                type="button"
                class="btn small"
                aria-label=format!("Copy {title}")
                on:click=move |_| copy(key.reveal(), "Key copied", failed, say)
            >
                "Copy"
            </button>
        }
    });
    let edits = of.may_edit.yes().then(|| {
        view! {
            <button type="button" class="btn small" aria-label=format!("Edit {title}") on:click=edit>
                "Edit"
            </button>
        }
    });
    let deeds = copies.is_some() || edits.is_some();
    (of.row, deeds.then(|| view! { <div class="row">{copies} {edits}</div> }.into_any()))
}

/// The form of a new key, and then the completion screen.
#[component]
pub fn NewKey(
    /// The service it was opened on.
    on: Option<AssetId>,
) -> impl IntoView {
    let session = Session::get();
    let made = RwSignal::new(None::<GrantId>);
    let body = move || match made.get() {
        Some(id) => view! { <Completion id made /> }.into_any(),
        None => view! { <Editor on made /> }.into_any(),
    };
    let title = move || if made.with(Option::is_some) { "Service key created" } else { "Create Service Key" };
    let why_not = session.memo(why_not);
    view! {
        <section class="page">
            <h1>{title}</h1>
            <Show
                when=move || why_not.with(Option::is_none)
                fallback=move || view! { {why_not.get().map(instead)} }
            >
                {body}
            </Show>
        </section>
    }
}

/// Why no key can be created, in place of the form.
fn instead(why_not: WhyNot) -> impl IntoView {
    match why_not {
        WhyNot::NoService => {
            let action = Some(("Add a service", Route::NewAsset.hash()));
            let text = "A service key is for a Port, MCR or MVE of yours at Megaport. Describe one first.";
            view! { <Empty icon="i-key" title="No services yet" text action /> }.into_any()
        }
        WhyNot::Refused(why) => view! { <p class="notice">{why}</p> }.into_any(),
    }
}

#[component]
fn Editor(on: Option<AssetId>, made: RwSignal<Option<GrantId>>) -> impl IntoView {
    let session = Session::get();
    let fresh = move || KeyForm::fresh(session.fresh(), on, ZONE);
    let draft = Draft::open(session, "key", fresh);
    let form = draft.form;
    // A crash between the answer and the removal of the draft leaves the draft of a key that exists (D3, R8); and a
    // form that was opened on another service follows the click.
    if session.spent(form.with_untracked(|form| form.attempt)) {
        form.set(fresh());
    } else if on.is_some() {
        draft.update(|form| form.asset = on);
    }
    form.update(|form| form.catch_up(session.now(), ZONE));
    let attempt = form.with_untracked(|form| form.attempt);
    let read = move || {
        session.track();
        session.look(|sight, person| form.with(|form| form.reading(sight, person, ZONE)))
    };
    let reading = Signal::derive(read);
    let checks = checks(session, attempt, reading, move |remedy| draft.update(|form| form.take(&remedy)));
    let parts = session.memo(move |sight, person| form.with(|form| form.sheet(sight, person)));
    let put = Callback::new(move |(field, detail, edit): (Field, String, _)| {
        draft.update(|form| form.put(field, &detail, edit));
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, reading.get_untracked().act, move |outcome| {
                draft.forget();
                made.set(outcome.grant());
                super::focus_heading();
            });
        }
    };
    let begun = Signal::derive(move || {
        form.with(|form| *form != KeyForm::fresh(Fresh { attempt: form.attempt, now: form.opened }, on, ZONE))
    });
    let give_up = Callback::new(move |()| {
        draft.forget();
        session.go(Route::Keys);
    });
    view! {
        <form class="form" novalidate on:submit=submit>
            <div class="card">
                <fieldset>
                    <SheetView checks parts=parts.into() put />
                    <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
                </fieldset>
            </div>
            <aside class="says">
                <h2>"What you are creating"</h2>
                <p>"A key to your service. Whoever holds it can connect to it, knowing only its metro and its limits."</p>
                <p>"Keys cannot be removed. You can switch them off and change their dates."</p>
                <p class="pay them">
                    <b>"They pay."</b>
                    " The connection is billed to the company that uses the key, never to you."
                </p>
            </aside>
            <div class="row spread">
                <Discard begun give_up />
                <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                    "Add"
                </button>
            </div>
        </form>
    }
}

#[component]
fn Completion(id: GrantId, made: RwSignal<Option<GrantId>>) -> impl IntoView {
    let session = Session::get();
    let view = session.memo(move |sight, person| grant(sight, person, id));
    move || {
        view.get().map(|view| {
            view! {
                <div class="card">
                    <h2>{view.row.title.clone()}</h2>
                    <p>"Share this key however you prefer. Whoever holds it can use it."</p>
                    {view.key.map(|key| view! { <Share id key open=true /> })}
                    <p class="hint">
                        "It is valid"
                        {view.service_key.map(|key| view! { " from " <When at=key.valid.from /> })}
                        " until " <When at=view.row.expires />
                        ". Crosskey sends no mail; the key stays readable on its page."
                    </p>
                    <div class="row">
                        <a class="btn" href=Route::Grant(id).hash()>
                            "Open the key"
                        </a>
                        <a class="btn" href=Route::Keys.hash()>
                            "Service Keys"
                        </a>
                        <button type="button" class="btn quiet" on:click=move |_| made.set(None)>
                            "Create another"
                        </button>
                    </div>
                </div>
            }
        })
    }
}
