//! The Service Token Inventory.

use crate::app::prelude::*;
use crosskey::domain::terms::{Kind, Status};
use crosskey::domain::time::Timestamp;
use crosskey::ledger::view::StatusView;
use crosskey::ledger::view::grant::{Filter, GrantRow, inventory};
use crosskey::route::Route;

use crate::app::components::icon::Mark;
use crate::app::components::list::{Empty, Pager};
use crate::app::components::time::Moment;
use crate::app::session::Session;

/// The inventory, of one status or all.
#[component]
pub fn Grants(
    /// Only this status.
    status: Option<Status>,
) -> View {
    let session = Session::get();
    let search = RwSignal::new(String::new());
    let page = RwSignal::new(0);
    let kind = RwSignal::new(None::<Kind>);
    let view = session.memo(move |sight, person| {
        inventory(sight, person, &Filter { status, kind: kind.get(), search: search.get(), page: page.get() })
    });
    let may_create = Memo::new(move || view.with(|view| view.may_create.clone()));
    let chip = move |of: Option<Status>, label: String| {
        let count = move || view.with(|view| of.map_or(view.counts.all(), |of| view.counts.of(of)));
        let pressed = (of == status).then_some("page");
        view! {
            <a class="chip" href=Route::Grants(of).hash() aria-current=pressed>
                {label}
                " "
                {count}
            </a>
        }
    };
    // What only service keys can be is offered where some are.
    let offered = move |of: &Status| {
        let always = [Status::Unused, Status::Used, Status::Expired, Status::Deleted].contains(of);
        always || Some(*of) == status || view.with(|view| view.counts.of(*of) > 0)
    };
    let chips = move || {
        let labelled = |of: Status| {
            let only_keys = [Status::Usable, Status::Off, Status::NotYet].contains(&of);
            let words = kind.get().unwrap_or(if only_keys { Kind::ServiceKey } else { Kind::ASideToken });
            let vendor = words.status_word(of);
            chip(Some(of), if vendor == of.word() { vendor.to_owned() } else { format!("{} ({vendor})", of.word()) })
        };
        Status::ALL.into_iter().filter(offered).map(labelled).collect_view()
    };
    let kinds = Kind::ALL.iter().map(|of| view! { <option value=of.as_str()>{of.label()}</option> }).collect_view();
    let choose = move |event: web_sys::Event| {
        let word = event_target_value(&event);
        kind.set(Kind::ALL.into_iter().find(|of| of.as_str() == word));
        page.set(0);
    };
    let list = move || {
        let window = view.with(|view| view.window.clone());
        if window.rows.is_empty() {
            return nothing(view.with(|view| view.counts.all()) == 0, may_create.get().yes()).into_view();
        }
        let (at, pages, total) = (window.page, window.pages, window.total);
        view! {
            {table(window.rows, session.time())}
            <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
        }
        .into_view()
    };
    view! {
        <section class="page">
            <div class="head">
                <h1>"Service Token Inventory"</h1>
                <Show when=move || may_create.get().yes()>
                    <a class="btn primary" href=Route::NewGrant.hash()>
                        "Create Service Token"
                    </a>
                </Show>
            </div>
            <Show when=move || !may_create.get().yes()>
                <p class="muted">{move || may_create.get().why().to_owned()}</p>
            </Show>
            <div class="row spread">
                <select aria-label="Kind" on:change=choose>
                    <option value="">"All kinds"</option>
                    {kinds}
                </select>
                <nav class="chips" aria-label="Status">{chip(None, "All".to_owned())} {chips}</nav>
                <input
                    type="search"
                    aria-label="Search the inventory"
                    placeholder="Name, port, VLAN, recipient, end of key"
                    prop:value=move || search.get()
                    on:input=move |event| {
                        search.set(event_target_value(&event));
                        page.set(0);
                    }
                />
            </div>
            {list}
        </section>
    }
}

fn nothing(none_at_all: bool, may_create: bool) -> View {
    if none_at_all {
        let text = "A service token lets a customer build one connection from your port. Make one and hand it over.";
        let action = may_create.then(|| ("Create Service Token", Route::NewGrant.hash()));
        view! { <Empty icon="i-key" title="No service tokens yet" text action /> }.into_view()
    } else {
        view! { <p class="muted">"No service token fits this choice."</p> }.into_view()
    }
}

/// The look of a status's mark.
pub const fn look(status: Status) -> &'static str {
    match status {
        Status::Unused | Status::NotYet => "unused",
        Status::Usable | Status::Used => "used",
        Status::Off | Status::Expired => "late",
        Status::Deleted => "gone",
    }
}

/// A status: the neutral word first, the vendor's beside it (K7).
pub fn mark(status: StatusView) -> View {
    view! { <Mark look=look(status.status) word=status.word vendor=status.vendor /> }
}

/// A table of grants.
pub fn table(rows: Vec<GrantRow>, now: Signal<Timestamp>) -> View {
    let row = move |row: GrantRow| {
        let remaining = row.left.map(|left| {
            view! {
                <meter class=if left < 8 { "bar low" } else { "bar" } max="100" value=left aria-hidden="true"></meter>
                " "
            }
        });
        let expires = match row.status.status {
            status if status.holds() || status == Status::Expired => {
                view! { {remaining} <Moment at=row.expires now /> }.into_view()
            }
            _ => "–".into_view(),
        };
        view! {
            <tr>
                <td>{mark(row.status)}</td>
                <th scope="row">
                    <a href=Route::Grant(row.id).hash()>{row.title}</a>
                </th>
                <td data-label="Kind">
                    <span class="kind a">{row.kind}</span>
                </td>
                <td data-label="Asset">{row.place}</td>
                <td data-label="Recipient">{row.recipients}</td>
                <td data-label="Key" class="key">"…" {row.tail}</td>
                <td data-label="Limit" class="num">{row.limit.to_string()}</td>
                <td data-label="Expires" class="num">{expires}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Service tokens">
            <table class="cards">
                <thead>
                    <tr>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Kind"</th>
                        <th scope="col">"Asset"</th>
                        <th scope="col">"Recipient"</th>
                        <th scope="col">"Key"</th>
                        <th scope="col" class="num">"Limit"</th>
                        <th scope="col" class="num">"Expires"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
