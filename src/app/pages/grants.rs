//! The Service Token Inventory.

use crosskey::domain::connection::Side;
use crosskey::domain::id::AssetId;
use crosskey::domain::terms::{Kind, Status};
use crosskey::domain::time::Timestamp;
use crosskey::forms::listing::{self, name};
use crosskey::ledger::view::StatusView;
use crosskey::ledger::view::grant::GrantRow;
use crosskey::ledger::view::inventory::{Chip, Filter, Inventory, Order, inventory};
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::icon::Mark;
use crate::app::components::list::{Empty, Pager};
use crate::app::components::time::Moment;
use crate::app::session::Session;

/// The inventory, of one status or all; the rest of the filter stands in the address too.
#[component]
pub fn Grants(
    /// Only this status.
    status: Option<Status>,
) -> impl IntoView {
    let session = Session::get();
    let filter = RwSignal::new(listing::read(status, &query()));
    let view = session.memo(move |sight, person| filter.with(|filter| inventory(sight, person, filter)));
    let may_create = Memo::new(move |_| view.with(|view| view.may_create.clone()));
    let put = Callback::new(move |(name, value): (&'static str, String)| {
        filter.update(|filter| listing::put(filter, name, value));
        filter.with_untracked(keep);
    });
    let turn = Callback::new(move |to| {
        filter.update(|filter| filter.page = to);
        filter.with_untracked(keep);
    });
    let list = move || {
        let window = view.with(|view| view.window.clone());
        if window.rows.is_empty() {
            let none_at_all = view.with(|view| view.counts.all()) == 0;
            return if none_at_all { nothing(may_create.get().yes()).into_any() } else { nothing_fits().into_any() };
        }
        let (at, pages, total) = (window.page, window.pages, window.total);
        view! {
            {table("Service tokens", window.rows, session.time())}
            <Pager page=at pages total turn />
        }
        .into_any()
    };
    view! {
        <section class="page">
            <div class="head">
                <h1>"Service Token Inventory"</h1>
                <div class="row">
                    <a class="btn" href=Route::Import.hash()>
                        "Import from a vendor"
                    </a>
                    <Show when=move || may_create.get().yes()>
                        <a class="btn primary" href=Route::NewGrant(None).hash()>
                            "Create Service Token"
                        </a>
                    </Show>
                </div>
            </div>
            <Show when=move || !may_create.get().yes()>
                <p class="muted">{move || may_create.get().why().to_owned()}</p>
            </Show>
            <Chips filter view />
            <Fields filter view put />
            {list}
        </section>
    }
}

/// What stands behind the question mark of the address.
fn query() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.split_once('?').map_or(String::new(), |(_, query)| query.to_owned())
}

/// Where a list of this filter is found.
fn address(filter: &Filter) -> String {
    listing::address(&Route::Grants(filter.status).hash(), filter)
}

/// Writes the filter into the address, without going anywhere.
fn keep(filter: &Filter) {
    super::stay_at(&address(filter));
}

/// The statuses and how many there are of each, each a link to the list with the rest of the filter as it is.
#[component]
fn Chips(filter: RwSignal<Filter>, view: Memo<Inventory>) -> impl IntoView {
    let chip = move |chip: Chip| {
        let Chip { status, soon, label, count } = chip;
        let its = filter.with(|filter| Filter { status, soon, page: 0, ..filter.clone() });
        let here = filter.with(|filter| (filter.status, filter.soon) == (status, soon)).then_some("page");
        view! {
            <a class="chip" href=address(&its) aria-current=here>
                {label}
                " "
                {count}
            </a>
        }
    };
    let chips = move || view.with(|view| view.chips.clone()).into_iter().map(chip).collect_view();
    view! { <nav class="chips" aria-label="Status">{chips}</nav> }
}

/// The rest of the filter, and the order.
#[component]
fn Fields(filter: RwSignal<Filter>, view: Memo<Inventory>, put: Callback<(&'static str, String)>) -> impl IntoView {
    let option = |value: String, label: String, chosen: bool| {
        view! { <option value=value prop:selected=chosen>{label}</option> }
    };
    let kinds = move || {
        let chosen = filter.with(|filter| filter.kind);
        let kind = |of: Kind| option(of.as_str().to_owned(), of.label().to_owned(), chosen == Some(of));
        Kind::ALL.into_iter().map(kind).collect_view()
    };
    let assets = move || {
        let chosen = filter.with(|filter| filter.asset);
        let asset = |(id, name): (AssetId, String)| option(id.to_string(), name, chosen == Some(id));
        view.with(|view| view.assets.clone()).into_iter().map(asset).collect_view()
    };
    let orders = move || {
        let chosen = filter.with(|filter| filter.order);
        let order = |of: Order| option(of.as_str().to_owned(), of.label().to_owned(), chosen == of);
        Order::ALL.into_iter().map(order).collect_view()
    };
    let on = move |name: &'static str| move |event| put.run((name, event_target_value(&event)));
    view! {
        <div class="inputs" role="search" aria-label="The inventory">
            <label class="field">
                <span>"Search"</span>
                <input
                    type="search"
                    placeholder="Name, VLAN, end of key"
                    prop:value=move || filter.with(|filter| filter.search.clone())
                    on:input=on(name::SEARCH)
                />
            </label>
            <label class="field">
                <span>"Kind"</span>
                <select on:change=on(name::KIND)>
                    <option value="">"All kinds"</option>
                    {kinds}
                </select>
            </label>
            <label class="field">
                <span>"Asset"</span>
                <select on:change=on(name::ASSET)>
                    <option value="">"All assets"</option>
                    {assets}
                </select>
            </label>
            <label class="field">
                <span>"Recipient"</span>
                <input
                    type="search"
                    placeholder="Part of an address"
                    prop:value=move || filter.with(|filter| filter.recipient.clone())
                    on:input=on(name::RECIPIENT)
                />
            </label>
            <label class="field">
                <span>"Sort"</span>
                <select on:change=on(name::ORDER)>{orders}</select>
            </label>
        </div>
    }
}

fn nothing(may_create: bool) -> impl IntoView {
    let text = "A service token lets a customer build one connection from your port. Make one and hand it over.";
    let action = may_create.then(|| ("Create Service Token", Route::NewGrant(None).hash()));
    view! { <Empty icon="i-key" title="No service tokens yet" text action /> }
}

fn nothing_fits() -> impl IntoView {
    view! {
        <p class="muted">
            "No service token fits this choice. "
            <a href=Route::Grants(None).hash()>"Show all"</a>
        </p>
    }
}

/// The look of a kind, by the end that it fixes.
const fn end(side: Side) -> &'static str {
    match side {
        Side::A => "kind a",
        Side::Z => "kind z",
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

/// A status: the neutral word first, the vendor's beside it, and of a multi-use key how often it was used (K7).
pub fn mark(status: StatusView, uses: Option<u32>) -> impl IntoView {
    let uses = uses.filter(|uses| *uses > 0).map(|uses| {
        let plural = if uses == 1 { "" } else { "s" };
        view! { " " <small class="muted">{format!("{uses} use{plural}")}</small> }
    });
    view! {
        <Mark look=look(status.status) word=status.word vendor=status.vendor />
        {uses}
    }
}

/// A table of grants.
pub fn table(label: &'static str, rows: Vec<GrantRow>, now: Signal<Timestamp>) -> impl IntoView {
    table_with(label.to_owned(), rows.into_iter().map(|row| (row, None)).collect(), now)
}

/// A table of grants, each with what can be done there.
pub fn table_with(label: String, rows: Vec<(GrantRow, Option<AnyView>)>, now: Signal<Timestamp>) -> impl IntoView {
    let deeds = rows.iter().any(|(_, deeds)| deeds.is_some()).then(|| view! { <th scope="col">"Actions"</th> });
    let row = move |(row, deeds): (GrantRow, Option<AnyView>)| {
        let remaining = row.left.map(|left| {
            view! {
                <meter class=if left < 8 { "bar low" } else { "bar" } max="100" value=left aria-hidden="true"></meter>
                " "
            }
        });
        let expires = match row.status.status {
            status if status.holds() || status == Status::Expired => {
                view! { {remaining} <Moment at=row.expires now /> }.into_any()
            }
            _ => "–".into_any(),
        };
        view! {
            <tr>
                <td>{mark(row.status, row.uses)}</td>
                <th scope="row">
                    <a href=Route::Grant(row.id).hash()>{row.title}</a>
                </th>
                <td data-label="Kind">
                    <span class=end(row.side)>{row.kind}</span>
                </td>
                <td data-label="Asset">{row.place}</td>
                <td data-label="Recipient">{row.recipients}</td>
                <td data-label="Key" class="key">"…" {row.tail}</td>
                <td data-label="Limit" class="num">{row.limit.to_string()}</td>
                <td data-label="Expires" class="num">{expires}</td>
                {deeds.map(|deeds| view! { <td class="act">{deeds}</td> })}
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
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
                        {deeds}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
