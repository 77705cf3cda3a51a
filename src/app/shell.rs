//! The frame around every page: navigation, who acts, and what must always be said about storage.

mod banners;

use crate::app::prelude::*;
use banners::Banners;
use crosskey::domain::id::PersonId;
use crosskey::ledger::view::company::{RosterCompany, ShellView, roster, shell};
use crosskey::ledger::view::grant::is_key;
use crosskey::route::Route;
use wasm_bindgen::JsCast;

use super::components::icon::Icon;
use super::pages;
use super::rest::Known;
use super::session::{Session, Storage};

/// The whole app.
#[component]
pub fn Shell() -> View {
    let session = Session::get();
    let acting = session.memo(shell);
    let main: ElementRef<web_sys::HtmlElement> = ElementRef::default();
    let skip = move |_| {
        if let Some(main) = main.get_untracked() {
            // Focus fails only for an element that left the page.
            let _ = main.focus();
        }
    };
    view! {
        <button class="skip" on:click=skip>
            "Skip to content"
        </button>
        <div class="shell" on:mousedown=keep_focus>
            <Navigation acting />
            <div>
                <header class="top">
                    <InboxLink acting />
                    <Acting acting />
                </header>
                <Banners />
                <main id="main" tabindex="-1" node_ref=main>
                    <Page />
                </main>
            </div>
        </div>
        <Toast />
    }
}

/// Pressing a submit button leaves the focus in the field: were it to leave, the field's problem would appear between
/// press and release, move the button away from under the pointer, and the click would be lost.
fn keep_focus(event: web_sys::MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if pressed.is_some_and(|element| matches!(element.closest("button[type=submit]"), Ok(Some(_)))) {
        event.prevent_default();
    }
}

/// The page of the current address, made anew when the address or the acting person changes.
#[component]
fn Page() -> View {
    let session = Session::get();
    live(move || {
        let (route, person) = (session.route(), session.person());
        set_title(session, route);
        if route == Route::Overview {
            return if person.is_some() { pages::overview() } else { pages::welcome() };
        }
        match session.rest() {
            Known::Here(rest) if person.is_some() => (rest.page)(route),
            Known::Here(rest) => (rest.page_for_nobody)(route),
            Known::Awaited => view! { <p class="muted" role="status">"Loading…"</p> }.into_view(),
            Known::Missing => missing(session),
        }
    })
}

/// What is said where the page cannot be shown, for its part of the program did not arrive.
fn missing(session: Session) -> View {
    view! {
        <section class="page" role="alert">
            <h1>"This page did not arrive"</h1>
            <p>
                "The network or the host did not hand over the second part of Crosskey. What you have is kept; try again,
                or reload: there may be a newer version."
            </p>
            <p class="row">
                <button type="button" class="btn primary" on:click=move |_| session.ask_again()>
                    "Try again"
                </button>
                <button type="button" class="btn" on:click=move |_| reload()>
                    "Reload"
                </button>
            </p>
        </section>
    }
}

fn set_title(session: Session, route: Route) {
    let title = match route {
        Route::Grant(id) if session.look(|sight, _| is_key(sight, id)) => "Service Key",
        route => route.title(),
    };
    document().set_title(&format!("{title} · Crosskey"));
    // A new page begins at its top and is announced: focus moves to its heading once it stands there.
    request_animation_frame(|| {
        let heading = document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
            heading.set_tab_index(-1);
            // Focus fails only for an element that left the page.
            let _ = heading.focus();
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
}

const ALWAYS: [(Route, &str, &str); 4] = [
    (Route::Overview, "Overview", "i-home"),
    (Route::Grants(None), "Service Tokens", "i-key"),
    (Route::Redeem, "Redeem", "i-in"),
    (Route::Connections, "Connections", "i-link"),
];

const WIDE: [(Route, &str, &str); 7] = [
    (Route::Keys, "Service Keys", "i-key"),
    (Route::Approvals, "Approvals", "i-ok"),
    (Route::Inbox, "Inbox", "i-inbox"),
    (Route::Assets, "Assets", "i-box"),
    (Route::Company, "Company", "i-ok"),
    (Route::Data, "Data", "i-data"),
    (Route::About, "About", "i-info"),
];

/// Whether this entry of the navigation stands for the page shown.
fn stands_for(session: Session, entry: Route, shown: Route) -> bool {
    match shown {
        Route::Grant(id) if session.look(|sight, _| is_key(sight, id)) => entry == Route::Keys,
        Route::Grants(_) | Route::Grant(_) | Route::NewGrant | Route::Import => entry == Route::Grants(None),
        Route::Connection(_) => entry == Route::Connections,
        Route::Asset(_) | Route::NewAsset => entry == Route::Assets,
        Route::NewKey(_) => entry == Route::Keys,
        Route::NewCompany => entry == Route::Company,
        shown => entry == shown,
    }
}

#[component]
fn Navigation(acting: Memo<Option<ShellView>>) -> View {
    let session = Session::get();
    // What waits: notices to be read, and answers that the company owes.
    let waits = Memo::new(move || acting.with(|acting| acting.as_ref().map_or((0, 0), |of| (of.unread, of.owed))));
    let count = move |of: fn((usize, usize)) -> usize| {
        let count = of(waits.get());
        (count > 0).then(|| view! { <span class="n">{count}</span> })
    };
    let more = ElementRef::<web_sys::HtmlDetailsElement>::default();
    let close = move |_| {
        if let Some(more) = more.get_untracked() {
            more.set_open(false);
        }
    };
    let entry = move |(route, label, icon): (Route, &'static str, &'static str), class: &'static str| {
        let current = move || stands_for(session, route, session.route()).then_some("page");
        let count = move || match route {
            Route::Inbox => count(|(unread, _)| unread),
            Route::Approvals => count(|(_, owed)| owed),
            _ => None,
        };
        view! {
            <a class=class href=route.hash() aria-current=current on:click=close>
                <Icon name=icon />
                {label}
                {count}
            </a>
        }
    };
    let foot = move || match session.storage() {
        Storage::Kept => "Kept in this browser only.",
        Storage::Memory(_) => "Kept in this tab only.",
    };
    view! {
        <nav class="side" aria-label="Main">
            <a class="brand" href="#/">
                <svg class="i l" aria-hidden="true">
                    <use href="#logo" />
                </svg>
                "Crosskey"
            </a>
            {ALWAYS.into_iter().map(|item| entry(item, "")).collect_view()}
            {WIDE.into_iter().map(|item| entry(item, "wide")).collect_view()}
            <details class="more" node_ref=more>
                <summary>
                    <Icon name="i-more" />
                    "More"
                    {move || count(|(unread, owed)| unread + owed)}
                </summary>
                <div class="sheet">
                    {WIDE.into_iter().map(|item| entry(item, "")).collect_view()}
                    <p class="foot">{foot}</p>
                </div>
            </details>
            <p class="foot">{foot}</p>
        </nav>
    }
}

#[component]
fn InboxLink(acting: Memo<Option<ShellView>>) -> View {
    live(move || {
        let unread = acting.get()?.unread;
        let label = if unread == 0 { "Inbox".to_owned() } else { format!("Inbox, {unread} unread") };
        Some(view! {
            <a class="btn quiet icon" href=Route::Inbox.hash() aria-label=label>
                <Icon name="i-inbox" />
                {(unread > 0).then(|| view! { <span class="n">{unread}</span> })}
            </a>
        })
    })
}

/// Who acts in this tab, and the choice of somebody else.
#[component]
fn Acting(acting: Memo<Option<ShellView>>) -> View {
    let session = Session::get();
    let menu = ElementRef::<web_sys::HtmlDetailsElement>::default();
    let companies = Memo::new(move || {
        session.track();
        session.desk(|desk| desk.roster(roster))
    });
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    effect(move || {
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
            .into_view()
        }
        None => view! { <span>"Choose who acts"</span> }.into_view(),
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

/// Loads the page again, and with it the ledger.
pub fn reload() {
    // Reloading the page that is shown cannot be refused to its own script.
    let _ = window().location().reload();
}

/// Words said for a moment.
#[component]
fn Toast() -> View {
    const SHOWN: std::time::Duration = std::time::Duration::from_secs(4);
    let toast = Session::get().toast();
    effect(move || {
        let said = toast.get();
        if !said.is_empty() {
            // A later saying stays for its own time.
            set_timeout(
                move || {
                    if toast.get_untracked() == said {
                        toast.set(String::new())
                    }
                },
                SHOWN,
            );
        }
    });
    view! {
        <div class="toast" role="status">
            {move || Some(toast.get()).filter(|said| !said.is_empty()).map(|said| view! { <p>{said}</p> })}
        </div>
    }
}
