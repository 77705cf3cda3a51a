//! What stands around every page: who acts, and what must always be said about storage.

mod banners;

use banners::Banners;
use crosskey::domain::id::PersonId;
use crosskey::ledger::view::company::{RosterCompany, ShellView, roster, shell};
use crosskey::ledger::view::grant::is_key;
use crosskey::route::Route;
use leptos::html;
use leptos::prelude::*;
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};
use wasm_bindgen::JsCast;

use super::components::icon::Icon;
use super::components::time::ZoneOfPage;
use super::frame::{Frame, Waits, announce};
use super::pages;
use super::session::{Session, Storage};

/// The whole app.
#[component]
pub fn Shell() -> impl IntoView {
    let session = Session::get();
    let acting = session.memo(shell);
    let waits = Memo::new(move |_| {
        acting.with(|acting| acting.as_ref().map(|of| Waits { unread: of.unread, owed: of.owed }).unwrap_or_default())
    });
    let kept = match session.storage() {
        Storage::Kept => "Kept in this browser only.",
        Storage::Memory(_) => "Kept in this tab only.",
    };
    let above = view! {
        <header class="top">
            <InboxLink acting />
            <Acting acting />
        </header>
        <Banners />
    }
    .into_any();
    let here = Memo::new(move |_| entry(session));
    view! {
        <Frame here=here.into() waits=waits.into() kept above>
            <Page />
            <ZoneOfPage />
        </Frame>
        <Toast />
    }
}

/// The page of the current address, made anew when the address or the acting person changes.
#[component]
fn Page() -> impl IntoView {
    let session = Session::get();
    move || {
        let (route, person) = (session.route(), session.person());
        announce(if shows_key(session, route) { "Service Key" } else { route.title() });
        if person.is_some() { pages::page(route) } else { pages::page_for_nobody(route) }
    }
}

/// The entry of the navigation that the page shown belongs to.
fn entry(session: Session) -> Route {
    match session.route() {
        shown if shows_key(session, shown) => Route::Keys,
        Route::Grants(_) | Route::Grant(_) | Route::NewGrant(_) | Route::Import => Route::Grants(None),
        Route::Connection(_) => Route::Connections,
        Route::Asset(_) | Route::NewAsset => Route::Assets,
        Route::NewKey(_) => Route::Keys,
        Route::NewCompany => Route::Company,
        shown => shown,
    }
}

fn shows_key(session: Session, shown: Route) -> bool {
    matches!(shown, Route::Grant(id) if session.look(|sight, _| is_key(sight, id)))
}

#[component]
fn InboxLink(acting: Memo<Option<ShellView>>) -> impl IntoView {
    move || {
        let unread = acting.get()?.unread;
        let label = if unread == 0 { "Inbox".to_owned() } else { format!("Inbox, {unread} unread") };
        Some(view! {
            <a class="btn quiet icon" href=Route::Inbox.hash() aria-label=label>
                <Icon name="i-inbox" />
                {(unread > 0).then(|| view! { <span class="n">{unread}</span> })}
            </a>
        })
    }
}

/// Who acts in this tab, and the choice of somebody else.
#[component]
fn Acting(acting: Memo<Option<ShellView>>) -> impl IntoView {
    let session = Session::get();
    let menu = NodeRef::<html::Details>::new();
    let companies = Memo::new(move |_| {
        session.track();
        session.desk(|desk| desk.roster(roster))
    });
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    Effect::new(move |_| {
        // Another page was opened: the menu is done with.
        session.route();
        close();
    });
    let choose = move |person: PersonId| {
        close();
        session.act_as(person);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            // Back to where it was opened, before what has the focus goes.
            let summary = menu.get_untracked().and_then(|menu| menu.query_selector("summary").ok().flatten());
            if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok()) {
                // Focus fails only for an element that left the page.
                let _ = summary.focus();
            }
            close();
        }
    };
    // Whoever goes on with Tab is done with the menu, which would lie over what has the focus then.
    let on_leave = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if menu.get_untracked().is_some_and(|menu| to.is_some() && !menu.contains(to.as_ref())) {
            close();
        }
    };
    let group = move |company: RosterCompany| {
        let people = company.people.into_iter().map(|person| {
            let id = person.id;
            let current = move || (session.person() == Some(id)).then_some("true");
            view! {
                <button type="button" aria-current=current on:click=move |_| choose(id)>
                    <b>{person.name}</b>
                    <span>{person.role_words}</span>
                </button>
            }
        });
        view! {
            <h3>{company.name}</h3>
            {people.collect_view()}
        }
    };
    let summary = move || match acting.get() {
        Some(acting) => {
            let initial: String = acting.company.chars().take(1).collect();
            let words = format!(" {} · {}", acting.person, acting.role_words);
            view! {
                <span class="sq" aria-hidden="true">{initial}</span>
                <span>
                    <b>{acting.company}</b>
                    <span class="muted">{words}</span>
                </span>
            }
            .into_any()
        }
        None => view! { <span>"Choose who acts"</span> }.into_any(),
    };
    view! {
        <details class="menu acting" node_ref=menu on:keydown=on_key on:focusout=on_leave hidden=move || companies.with(Vec::is_empty)>
            <summary><span class="visually-hidden">"Acting person: "</span> {summary}</summary>
            <div class="pop">
                {move || companies.get().into_iter().map(group).collect_view()}
                <a class="btn quiet" href=Route::NewCompany.hash() on:click=move |_| close()>
                    "Set up another company"
                </a>
            </div>
        </details>
    }
}

/// How long words are shown, in milliseconds.
const TOAST_MILLIS: f64 = 4000.0;

/// Words said for a moment; later ones stay for their own time.
#[component]
fn Toast() -> impl IntoView {
    let toast = Session::get().toast();
    let UseTimeoutFnReturn { start, .. } = use_timeout_fn(move |()| toast.set(String::new()), TOAST_MILLIS);
    Effect::new(move |_| {
        if !toast.with(String::is_empty) {
            start(());
        }
    });
    view! {
        <div class="toast" role="status">
            {move || Some(toast.get()).filter(|said| !said.is_empty()).map(|said| view! { <p>{said}</p> })}
        </div>
    }
}
