//! Import from a vendor: what its reply or list says, weighed against what is here. Nothing is taken over before somebody
//! says so (W6, G8).

use std::collections::BTreeSet;

use crate::app::prelude::*;
use crosskey::browser::share;
use crosskey::domain::id::GrantId;
use crosskey::domain::refusal::Refusal;
use crosskey::ledger::command::{Act, Adoption};
use crosskey::ledger::view::import::{Change, Class, Import, ImportRow, import, reply};
use crosskey::route::Route;
use crosskey::vendor::read::read;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::app::components::icon::Mark;
use crate::app::components::list::facts;
use crate::app::components::time::in_zone;
use crate::app::session::Session;

/// The largest file that is read, in bytes: about a thousand tokens as a vendor lists them.
const FILE_LIMIT: f64 = 5_000_000.0;

/// The page, for whatever a vendor sent.
#[component]
pub fn FromVendor() -> View {
    view! {
        <section class="page">
            <h1>"Import from a vendor"</h1>
            <p class="muted">"What Equinix or Megaport says of service tokens and service keys: one of them, a list, or the reply to a call. Nothing is taken over before you say so."</p>
            <Reader grant=None />
        </section>
    }
}

/// What is being decided about the entries.
#[derive(Clone, Copy)]
struct Choice {
    import: Memo<Option<Import>>,
    /// The rows that are chosen otherwise than offered.
    turned: RwSignal<BTreeSet<usize>>,
    /// Why it was refused, and at which row.
    refused: RwSignal<Vec<(Option<usize>, Refusal)>>,
    busy: RwSignal<bool>,
}

/// Where text is pasted or a file dropped, and what it would change.
#[component]
pub fn Reader(
    /// The grant to whose call it is the reply, if it is one.
    grant: Option<GrantId>,
) -> View {
    let session = Session::get();
    // It holds keys, so it is kept nowhere (S2).
    let text = RwSignal::new(String::new());
    let readings = Memo::new(move || text.with(|text| read(text)));
    let weighed = session.memo(move |sight, person| {
        let any = text.with(|text| !text.trim().is_empty());
        any.then(|| {
            readings.with(|readings| match grant {
                Some(id) => reply(sight, person, id, readings),
                None => import(sight, person, readings),
            })
        })
    });
    let choice = Choice {
        import: weighed,
        turned: RwSignal::new(BTreeSet::new()),
        refused: RwSignal::new(vec![]),
        busy: RwSignal::new(false),
    };
    let put = Callback::new(move |words: String| {
        choice.turned.set(BTreeSet::new());
        choice.refused.set(vec![]);
        text.set(words);
    });
    let open = move |event: web_sys::Event| {
        let Some(field) = event.target().and_then(|target| target.dyn_into().ok()) else { return };
        spawn_local(async move {
            match share::chosen(field, FILE_LIMIT).await {
                // The page may be gone when the file was read.
                Some(words) => drop(put.try_run(words)),
                None => session.say("This file could not be read, or is larger than 5 MB"),
            }
        });
    };
    let label = if grant.is_some() { "The vendor’s reply" } else { "What the vendor sent" };
    view! {
        <div class="card">
            <div class="field">
                <label for="vendor-text">{label}</label>
                <textarea
                    id="vendor-text"
                    rows="6"
                    prop:value=move || text.get()
                    on:input=move |event| put.run(event_target_value(&event))
                    aria-describedby="vendor-hint"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                ></textarea>
                <p class="hint" id="vendor-hint">
                    "Paste the JSON as it came. It may hold keys; it is kept only on this page."
                </p>
            </div>
            <div class="field">
                <label for="vendor-file">"Or open a file, or drop it here"</label>
                <input id="vendor-file" type="file" accept=".json,.txt,application/json,text/plain" on:change=open />
            </div>
        </div>
        {move || weighed.get().map(|import| preview(import, choice))}
    }
}

fn preview(import: Import, choice: Choice) -> View {
    let counts: Vec<String> = import.counts.iter().map(|(class, count)| format!("{count} {}", class.word())).collect();
    let counts = if counts.is_empty() { "Nothing to take over was found.".to_owned() } else { counts.join(" · ") };
    let unread = import.unread.into_iter().map(|words| view! { <p class="hint warn">{words}</p> }).collect_view();
    let foot = if !import.rows.iter().any(|row| row.adoption.is_some()) {
        View::Nothing
    } else if import.may_adopt.yes() {
        take_over(choice)
    } else {
        view! { <p class="muted">{import.may_adopt.why().to_owned()}</p> }
    };
    let rows = import.rows.into_iter().enumerate().map(|(at, of)| row(at, of, choice)).collect_view();
    view! {
        <p role="status">{counts}</p>
        {unread}
        <div class="scroll" tabindex="0" role="region" aria-label="Entries">
            <table class="cards">
                <thead>
                    <tr>
                        <th scope="col">"Here it is"</th>
                        <th scope="col">"Entry"</th>
                        <th scope="col">"What it means"</th>
                        <th scope="col">"Take over"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {foot}
    }
}

fn row(at: usize, row: ImportRow, choice: Choice) -> View {
    let look = match row.class {
        Class::New => "unused",
        Class::Changed => "wait",
        Class::Conflicting => "late",
        Class::NoAsset | Class::Unreadable => "off",
        Class::Same => "used",
    };
    let told = matches!(row.class, Class::New | Class::NoAsset)
        .then(|| facts(row.facts.iter().map(|(label, words)| (*label, in_zone(words))).collect()));
    let unread = |words: &String| view! { <p class="hint warn">{words.clone()}</p> };
    let tick = row.adoption.is_some().then(|| tick(at, &row, choice));
    let name = match row.grant {
        Some(id) => view! { <a href=Route::Grant(id).hash()>{row.title.clone()}</a> }.into_view(),
        None => row.title.clone().into_view(),
    };
    view! {
        <tr>
            <td><Mark look word=row.class.word() /></td>
            <th scope="row">
                {name}
                <br />
                <small class="muted">{row.kind} " " <code>{row.path.clone()}</code></small>
            </th>
            <td class="wide">
                <div class="stack">
                    <p>{in_zone(&row.words)}</p>
                    {(row.class == Class::NoAsset).then(|| view! { <a href=Route::Assets.hash()>"Assets"</a> })}
                    {told}
                    {(!row.changes.is_empty()).then(|| changes(&row.changes))}
                    {row.unread.iter().map(unread).collect_view()}
                    <div role="alert">{move || refused(choice, Some(at))}</div>
                </div>
            </td>
            <td class="wide">{tick}</td>
        </tr>
    }
}

fn changes(changes: &[Change]) -> View {
    let of = |text: &String| if text.is_empty() { "–".to_owned() } else { in_zone(text) };
    let change = |change: &Change| {
        view! {
            <dt>{change.label}</dt>
            <dd>
                <del>{of(&change.here)}</del>
                " → "
                <ins>{of(&change.there)}</ins>
            </dd>
        }
    };
    view! { <dl class="diff">{changes.iter().map(change).collect_view()}</dl> }
}

/// Whether a row is taken over.
fn tick(at: usize, row: &ImportRow, choice: Choice) -> View {
    let (offered, title) = (row.offered, row.title.clone());
    let label = if row.may_overrule { "Let the vendor’s word count" } else { "Take over" };
    let turn = move |event: web_sys::Event| {
        let chosen = event_target_checked(&event);
        choice.turned.update(|turned| {
            if chosen == offered {
                turned.remove(&at);
            } else {
                turned.insert(at);
            }
        });
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || choice.turned.with(|turned| turned.contains(&at)) != offered
                on:change=turn
            />
            <span>
                {label}
                <span class="visually-hidden">": " {title}</span>
            </span>
        </label>
    }
}

fn take_over(choice: Choice) -> View {
    let session = Session::get();
    let take = move |_| {
        if choice.busy.get_untracked() {
            return;
        }
        let chosen = choice.import.with_untracked(|import| {
            choice
                .turned
                .with_untracked(|turned| import.as_ref().map(|import| import.chosen(|row| turned.contains(&row))))
        });
        let (rows, adoptions): (Vec<usize>, Vec<Adoption>) = chosen.unwrap_or_default().into_iter().unzip();
        choice.busy.set(true);
        choice.refused.set(vec![]);
        session.submit(session.attempt(), Act::Adopt(adoptions), move |answer| {
            choice.busy.set(false);
            match answer {
                Ok(_) => {
                    choice.turned.set(BTreeSet::new());
                    session.say("Taken over");
                    super::focus_again();
                }
                Err(refusals) => {
                    let row = |of: &Refusal| rows.get(of.detail.as_ref()?.parse::<usize>().ok()?).copied();
                    choice.refused.set(refusals.into_iter().map(|refusal| (row(&refusal), refusal)).collect());
                }
            }
        });
    };
    view! {
        <div role="alert">{move || refused(choice, None)}</div>
        <div class="row">
            <button type="button" class="btn primary" disabled=move || choice.busy.get() on:click=take>
                "Take over what is ticked"
            </button>
        </div>
    }
}

/// What was refused at this row, or of the whole.
fn refused(choice: Choice, row: Option<usize>) -> View {
    let here = choice
        .refused
        .with(|all| all.iter().filter(|(at, _)| *at == row).map(|(_, refusal)| refusal.clone()).collect::<Vec<_>>());
    let problem = |of: Refusal| view! { <p class="err" data-code=of.code.as_str()>{of.message}</p> };
    here.into_iter().map(problem).collect_view()
}
