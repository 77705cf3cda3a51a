//! Import from a vendor: what its reply or list says, weighed against what is here. Nothing is taken over before somebody
//! says so (W6, G8). What it came from is [`source`].

mod source;

use std::collections::BTreeSet;

use crosskey::browser::share;
use crosskey::domain::id::GrantId;
use crosskey::domain::refusal::Refusal;
use crosskey::ledger::command::{Act, Adoption};
use crosskey::ledger::view::import::{Change, Class, Import, ImportRow, import, reply};
use crosskey::ledger::view::{PAGE, Window};
use crosskey::route::Route;
use crosskey::vendor::read::read;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::components::icon::Mark;
use crate::app::components::list::{Pager, facts};
use crate::app::components::time::in_zone;
use crate::app::session::Session;

use source::{Source, dragged};

/// The page, for whatever a vendor sent.
#[component]
pub fn FromVendor() -> impl IntoView {
    let source = Source::new();
    view! {
        <section class="page" on:dragover=dragged on:drop=move |event| source.drop(event)>
            <h1>"Import from a vendor"</h1>
            <p class="muted">"What Equinix or Megaport says of service tokens and service keys: one of them, a list, or the reply to a call. Nothing is taken over before you say so."</p>
            <Reader grant=None source />
        </section>
    }
}

/// Where the vendor's reply to the call of one grant is read (G8).
#[component]
pub fn Reply(
    /// The grant.
    grant: GrantId,
) -> impl IntoView {
    let source = Source::new();
    view! {
        <div class="stack" on:dragover=dragged on:drop=move |event| source.drop(event)>
            <Reader grant=Some(grant) source />
        </div>
    }
}

/// What is being decided about the entries.
#[derive(Clone, Copy)]
struct Choice {
    source: Source,
    import: Memo<Option<Import>>,
    busy: RwSignal<bool>,
}

/// Where text is pasted or a file opened, and what it would change.
#[component]
fn Reader(
    /// The grant to whose call it is the reply, if it is one.
    grant: Option<GrantId>,
    /// Where it comes from.
    source: Source,
) -> impl IntoView {
    let session = Session::get();
    let Source { text, file, unread_text, unread_file, .. } = source;
    let readings = Memo::new(move |_| text.with(|text| read(text)));
    let import = session.memo(move |sight, person| {
        let any = text.with(|text| !text.trim().is_empty());
        any.then(|| {
            readings.with(|readings| match grant {
                Some(id) => reply(sight, person, id, readings),
                None => import(sight, person, readings),
            })
        })
    });
    let choice = Choice { source, import, busy: RwSignal::new(false) };
    let open = move |event: web_sys::Event| {
        let field = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(file) = field.as_ref().and_then(share::file) {
            source.open(file);
        }
    };
    let label = if grant.is_some() { "The vendor’s reply" } else { "What the vendor sent" };
    let problem = |of: RwSignal<&'static str>| {
        move || Some(of.get()).filter(|words| !words.is_empty()).map(|words| view! { <p class="err">{words}</p> })
    };
    let wrong = |of: RwSignal<&'static str>| move || (!of.get().is_empty()).then_some("true");
    let opened = move || {
        let name = file.get();
        (!name.is_empty()).then(|| format!("File: {name}"))
    };
    view! {
        <div class="card">
            <div class="field">
                <label for="vendor-text">{label}</label>
                <textarea
                    id="vendor-text"
                    rows="6"
                    prop:value=move || text.get()
                    on:input=move |event| source.typed(event_target_value(&event))
                    aria-invalid=wrong(unread_text)
                    aria-describedby="vendor-hint vendor-problem"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                ></textarea>
                <p class="hint" id="vendor-hint">
                    "Paste the JSON as it came. It may hold keys; it is kept only on this page."
                </p>
                <div id="vendor-problem" role="alert">{problem(unread_text)}</div>
            </div>
            <div class="field">
                <label for="vendor-file">"Or open a file, or drop it here"</label>
                <input
                    id="vendor-file"
                    type="file"
                    accept=".json,.txt,application/json,text/plain"
                    on:change=open
                    aria-invalid=wrong(unread_file)
                    aria-describedby="vendor-file-name vendor-file-problem"
                />
                <p class="hint" id="vendor-file-name">{opened}</p>
                <div id="vendor-file-problem" role="alert">{problem(unread_file)}</div>
            </div>
        </div>
        {preview(choice)}
    }
}

/// What is said of the whole.
#[derive(Clone, PartialEq, Eq)]
struct Whole {
    counts: String,
    unread: Vec<String>,
    /// Why nothing of it may be taken over; none where it may, or there is nothing.
    why_not: Option<String>,
    may_take: bool,
}

impl Whole {
    fn of(import: &Import) -> Self {
        let counts: Vec<String> =
            import.counts.iter().map(|(class, count)| format!("{count} {}", class.word())).collect();
        let counts = if counts.is_empty() { "Nothing to take over was found.".to_owned() } else { counts.join(" · ") };
        let any = import.rows.iter().any(|row| row.adoption.is_some());
        let may = import.may_adopt.yes();
        let mut unread: Vec<String> = import.unread.iter().take(PAGE).cloned().collect();
        if import.unread.len() > PAGE {
            unread.push(format!("And {} more like these.", import.unread.len() - PAGE));
        }
        Self { counts, unread, why_not: (any && !may).then(|| import.may_adopt.why().to_owned()), may_take: any && may }
    }
}

/// What is said of the whole, a page of the entries, and the button that takes over; nothing before there is a text.
fn preview(choice: Choice) -> impl IntoView {
    let whole = Memo::new(move |_| choice.import.with(|import| import.as_ref().map(Whole::of)));
    let shown = Memo::new(move |_| {
        let page = choice.source.page.get();
        choice.import.with(|import| import.as_ref().map(|import| import.page(page)))
    });
    let may_take = Memo::new(move |_| whole.with(|whole| whole.as_ref().is_some_and(|whole| whole.may_take)));
    let why_not = Memo::new(move |_| whole.with(|whole| whole.as_ref().and_then(|whole| whole.why_not.clone())));
    let said = move || {
        whole.get().map(|whole| {
            let unread = |words: String| view! { <p class="hint warn">{words}</p> };
            view! {
                <p role="status">{whole.counts}</p>
                {whole.unread.into_iter().map(unread).collect_view()}
            }
        })
    };
    view! {
        {said}
        {move || shown.get().map(|window| entries(window, may_take.get(), choice))}
        {move || why_not.get().map(|why| view! { <p class="muted">{why}</p> })}
        {move || may_take.get().then(|| take_over(choice))}
    }
}

fn entries(window: Window<(usize, ImportRow)>, may_take: bool, choice: Choice) -> impl IntoView {
    let (page, pages, total) = (window.page, window.pages, window.total);
    let rows = window.rows.into_iter().map(|(at, of)| row(at, of, may_take, choice)).collect_view();
    view! {
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
        <Pager page pages total turn=Callback::new(move |to| choice.source.page.set(to)) />
    }
}

fn row(at: usize, row: ImportRow, may_take: bool, choice: Choice) -> impl IntoView {
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
    let tick = (may_take && row.adoption.is_some()).then(|| tick(at, &row, choice));
    let name = match row.grant {
        Some(id) => view! { <a href=Route::Grant(id).hash()>{row.title.clone()}</a> }.into_any(),
        None => row.title.clone().into_any(),
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
                    {(row.class == Class::NoAsset).then(|| view! { <a href=Route::Assets.hash()>"Go to Assets"</a> })}
                    {told}
                    {(!row.changes.is_empty()).then(|| changes(row.changes.clone()))}
                    {row.unread.iter().map(unread).collect_view()}
                    <div role="alert">{move || refused(choice, Some(at))}</div>
                </div>
            </td>
            <td class="wide">{tick}</td>
        </tr>
    }
}

fn changes(changes: Vec<Change>) -> impl IntoView {
    let of = |text: &String| if text.is_empty() { "–".to_owned() } else { in_zone(text) };
    let change = move |change: Change| {
        view! {
            <dt>{change.label}</dt>
            <dd>
                <del>{of(&change.here)}</del>
                " → "
                <ins>{of(&change.there)}</ins>
            </dd>
        }
    };
    view! { <dl class="diff">{changes.into_iter().map(change).collect_view()}</dl> }
}

/// Whether a row is taken over.
fn tick(at: usize, row: &ImportRow, choice: Choice) -> impl IntoView + use<> {
    let (offered, title) = (row.offered, row.title.clone());
    let label = if row.may_overrule { "Let the vendor’s word count" } else { "Take over" };
    let turn = move |event: web_sys::Event| {
        let chosen = event_target_checked(&event);
        choice.source.turned.update(|turned| {
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
                prop:checked=move || choice.source.turned.with(|turned| turned.contains(&at)) != offered
                on:change=turn
            />
            <span>
                {label}
                <span class="visually-hidden">": " {title}</span>
            </span>
        </label>
    }
}

fn take_over(choice: Choice) -> impl IntoView {
    let session = Session::get();
    let take = move |_| {
        if choice.busy.get_untracked() {
            return;
        }
        let chosen = choice.import.with_untracked(|import| {
            choice
                .source
                .turned
                .with_untracked(|turned| import.as_ref().map(|import| import.chosen(|row| turned.contains(&row))))
        });
        let (rows, adoptions): (Vec<usize>, Vec<Adoption>) = chosen.unwrap_or_default().into_iter().unzip();
        choice.busy.set(true);
        choice.source.refused.set(vec![]);
        session.submit(session.attempt(), Act::Adopt(adoptions), move |answer| {
            choice.busy.set(false);
            match answer {
                Ok(_) => {
                    choice.source.turned.set(BTreeSet::new());
                    session.say("Taken over");
                    super::focus_again();
                }
                Err(refusals) => {
                    let row = |of: &Refusal| rows.get(of.detail.as_ref()?.parse::<usize>().ok()?).copied();
                    if let Some(first) = refusals.first().and_then(row) {
                        choice.source.page.set(first / PAGE);
                    }
                    choice.source.refused.set(refusals.into_iter().map(|refusal| (row(&refusal), refusal)).collect());
                }
            }
        });
    };
    let ticked = move || {
        let turned = choice.source.turned.get();
        let (all, ticked) = choice.import.with(|import| {
            import.as_ref().map(|import| import.ticked(|row| turned.contains(&row))).unwrap_or_default()
        });
        format!("{ticked} of {all} ticked")
    };
    view! {
        <div role="alert">{move || refused(choice, None)}</div>
        <div class="row">
            <button type="button" class="btn primary" disabled=move || choice.busy.get() on:click=take>
                "Take over what is ticked"
            </button>
            <span class="muted">{ticked}</span>
        </div>
    }
}

/// What was refused at this row, or of the whole.
fn refused(choice: Choice, row: Option<usize>) -> impl IntoView {
    let here = choice
        .source
        .refused
        .with(|all| all.iter().filter(|(at, _)| *at == row).map(|(_, refusal)| refusal.clone()).collect::<Vec<_>>());
    let problem = |of: Refusal| view! { <p class="err" data-code=of.code.as_str()>{of.message}</p> };
    here.into_iter().map(problem).collect_view()
}
