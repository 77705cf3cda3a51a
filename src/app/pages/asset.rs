//! One asset: what it is, what holds places on it, and its tokens.

use crosskey::domain::id::AssetId;
use crosskey::forms::asset::AssetForm;
use crosskey::ledger::command::Act;
use crosskey::ledger::view::asset::{AssetView, ClaimRow, asset, claims, grants};
use crosskey::ledger::view::plan::{Load, Strip, Taken};
use crosskey::route::Route;
use leptos::prelude::*;

use super::asset_form::AssetEditor;
use super::grants::table;
use crate::app::components::dialog::Confirm;
use crate::app::components::list::Pager;
use crate::app::components::plot::{HEIGHT, Part, Plot, plot};
use crate::app::session::Session;

/// The page of one asset.
#[component]
pub fn Asset(
    /// The asset.
    id: AssetId,
) -> impl IntoView {
    let session = Session::get();
    let view = session.memo(move |sight, person| asset(sight, person, id));
    let editing = RwSignal::new(false);
    let there = Memo::new(move |_| view.with(Option::is_some));
    let removing = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    // What changes elsewhere must not take away what is being typed: an open form is made once.
    let meanwhile = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.asset.clone())));
    let editor = move || {
        let view = view.get_untracked()?;
        let close = move || {
            editing.set(false);
            super::focus_heading();
        };
        let done = Callback::new(move |_| close());
        let cancel = Callback::new(move |()| close());
        Some(view! {
            <section class="page">
                <h1>"Edit " {view.row.name.clone()}</h1>
                <AssetEditor id=Some(id) initial=AssetForm::of(&view.asset) meanwhile done cancel />
            </section>
        })
    };
    let pages = Pages { held: RwSignal::new(0), grants: RwSignal::new(0) };
    let shown = move || move || view.get().map(|view| view! { <Shown view pages editing removing problem /> });
    move || match (there.get(), editing.get()) {
        (false, _) => super::missing("Your company has no asset of this address.").into_any(),
        (true, true) => editor().into_any(),
        (true, false) => shown().into_any(),
    }
}

/// The pages of the asset's lists that are shown.
#[derive(Clone, Copy)]
struct Pages {
    held: RwSignal<usize>,
    grants: RwSignal<usize>,
}

#[component]
fn Shown(
    view: AssetView,
    pages: Pages,
    editing: RwSignal<bool>,
    removing: RwSignal<bool>,
    problem: RwSignal<String>,
) -> impl IntoView {
    let session = Session::get();
    let edit = move |_| {
        editing.set(true);
        super::focus_form();
    };
    let (id, port) = (view.row.id, view.row.held.is_some());
    let remove = Callback::new(move |()| {
        let onward = session.onward();
        session.submit(session.attempt(), Act::RemoveAsset(id), move |answer| match answer {
            Ok(_) => onward(Route::Assets),
            Err(refusals) => problem.set(refusals.into_iter().next().map_or(String::new(), |refusal| refusal.message)),
        });
    });
    let kept = view.may_edit.yes().then(|| view.may_remove.why().to_owned()).filter(|why| !why.is_empty());
    let create = match &view.may_create_key {
        Some(may) => may.yes().then_some(("Create Service Key", Route::NewKey(Some(id)))),
        None => (port && !view.row.closed && view.may_edit.yes())
            .then_some(("Create Service Token", Route::NewGrant(Some(id)))),
    };
    let create = create.map(|(label, to)| view! { <a class="btn primary" href=to.hash()>{label}</a> });
    // One sentence says why: whoever may change nothing may not create either.
    let no_key = view.may_create_key.filter(|may| !may.yes() && view.may_edit.yes()).map(|may| may.why().to_owned());
    let system = view.asset.system();
    view! {
        <section class="page">
            <div class="head">
                <h1>{view.row.name.clone()}</h1>
                <div class="row">
                    <button type="button" class="btn" disabled=!view.may_edit.yes() on:click=edit>
                        "Edit"
                    </button>
                    <button type="button" class="btn danger" disabled=!view.may_remove.yes() on:click=move |_| removing.set(true)>
                        "Remove"
                    </button>
                    {create}
                </div>
            </div>
            <p role="alert" class="err" hidden=move || problem.with(String::is_empty)>{move || problem.get()}</p>
            {(!view.may_edit.yes()).then(|| view! { <p class="muted">{view.may_edit.why().to_owned()}</p> })}
            {kept.map(|why| view! { <p class="muted">{why}</p> })}
            {no_key.map(|why| view! { <p class="muted">{why}</p> })}
            <div class="card">
                <dl class="facts">
                    <dt>"Kind"</dt>
                    <dd>{view.row.kind}</dd>
                    <dt>"Location"</dt>
                    <dd>{view.row.metro}</dd>
                    <dt>"Facts"</dt>
                    <dd>{view.row.facts}</dd>
                    {port.then(|| view! {
                        <dt>"New connections"</dt>
                        <dd>{if view.row.closed { "closed" } else { "open" }}</dd>
                        <dt>{system.access_label()}</dt>
                        <dd>{view.access.map_or("everybody with the role".to_owned(), |names| names.join(", "))}</dd>
                    })}
                    {view.asset.vendor_id.map(|id| view! { <dt>{system.id_label()}</dt> <dd><code>{id}</code></dd> })}
                </dl>
            </div>
            {port.then(|| view! {
                <div class="card">
                    <h2>"Places held"</h2>
                    {view.strips.into_iter().map(plan).collect_view()}
                    <Held id page=pages.held />
                </div>
            })}
            {view.load.map(bandwidth)}
            {view.grants_label.map(|label| view! { <Created id label page=pages.grants /> })}
            <Confirm
                open=removing
                title=format!("Remove {}?", view.row.name)
                text="It disappears from your assets. Its tokens stay in the history."
                action="Remove"
                on_confirm=remove
            />
        </section>
    }
}

/// What of an asset's places is taken, to scale.
fn plan(strip: Strip) -> impl IntoView {
    let mut parts = vec![];
    for part in strip.parts {
        let (look, height) = match part.taken {
            Some(Taken::Used) => ("used", HEIGHT),
            Some(Taken::Claimed) => ("claimed", HEIGHT / 2),
            Some(Taken::Reserved) => ("off", HEIGHT),
            None => ("track", 0),
        };
        let mut drawn = Part::new(look, part.words, None);
        part.runs.iter().for_each(|(first, last)| drawn.bar((*first).into(), u64::from(*last) + 1, height));
        parts.push(drawn);
    }
    let (title, first, width) = (strip.title, strip.first.into(), u64::from(strip.last - strip.first) + 1);
    let axis = vec![strip.first.to_string(), strip.last.to_string()];
    view! {
        <h3>{title.clone()}</h3>
        {plot(Plot { title, look: "strip", first, width, axis, parts })}
    }
}

/// The bandwidth of an asset and how much of it its connections have, to scale (R9).
fn bandwidth(load: Load) -> impl IntoView {
    let mut used = Part::new("used", load.words, None);
    used.bar(0, load.sum.min(load.speed), HEIGHT);
    let mut parts = vec![used];
    if !load.warning.is_empty() {
        let mut over = Part::new("late", load.warning, None);
        over.bar(load.speed, load.sum, HEIGHT);
        parts.push(over);
    }
    let (title, width) = ("Committed bandwidth".to_owned(), load.sum.max(load.speed));
    view! {
        <div class="card">
            <h2>{title.clone()}</h2>
            {plot(Plot { title, look: "parts", first: 0, width, axis: vec![], parts })}
        </div>
    }
}

/// What holds a place on it.
#[component]
fn Held(id: AssetId, page: RwSignal<usize>) -> impl IntoView {
    let held = Session::get().memo(move |sight, _| claims(sight, id, page.get()));
    move || {
        let window = held.get();
        if window.total == 0 {
            return view! { <p class="muted">"Nothing holds a place here."</p> }.into_any();
        }
        let (at, pages, total) = (window.page, window.pages, window.total);
        view! {
            <div class="scroll">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Place"</th>
                            <th scope="col">"Taken"</th>
                            <th scope="col">"Held by"</th>
                        </tr>
                    </thead>
                    <tbody>{window.rows.into_iter().map(claim).collect_view()}</tbody>
                </table>
            </div>
            <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
        }
        .into_any()
    }
}

/// The grants that were created on it.
#[component]
fn Created(id: AssetId, label: &'static str, page: RwSignal<usize>) -> impl IntoView {
    let session = Session::get();
    let listed = session.memo(move |sight, _| grants(sight, id, page.get()));
    move || {
        let window = listed.get();
        let (at, pages, total) = (window.page, window.pages, window.total);
        (total > 0).then(|| {
            view! {
                <div class="stack">
                    <h2>{label}</h2>
                    {table(label, window.rows, session.time())}
                    <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
                </div>
            }
        })
    }
}

fn claim(row: ClaimRow) -> impl IntoView {
    let href = match (row.grant, row.connection) {
        (Some(id), _) => Route::Grant(id).hash(),
        (None, Some(id)) => Route::Connection(id).hash(),
        (None, None) => Route::Assets.hash(),
    };
    view! {
        <tr>
            <td class="key">{row.place}</td>
            <td>{row.taken.word()}</td>
            <td>
                <a href=href>{row.holder}</a>
            </td>
        </tr>
    }
}
