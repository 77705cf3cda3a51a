//! How things stand: numbers that lead to the lists behind them, and what expires next.

use crosskey::domain::terms::Status;
use crosskey::forms::listing;
use crosskey::ledger::view::grant::GrantRow;
use crosskey::ledger::view::inventory::Filter;
use crosskey::ledger::view::overview::{Timeline, overview};
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::list::Empty;
use crate::app::components::plot::{HEIGHT, Part, Plot, plot};
use crate::app::components::time::Moment;
use crate::app::session::Session;

/// The first page.
#[component]
pub fn Overview() -> impl IntoView {
    let session = Session::get();
    let view = session.memo(overview);
    let tile = |href: String, class: &'static str, count: usize, label: &'static str, words: &'static str| {
        view! {
            <a class=format!("card tile {class}") href=href>
                <b>{count}</b>
                {label}
                " "
                <span class="muted small">{words}</span>
            </a>
        }
    };
    let body = move || {
        let view = view.get();
        if view.counts.all() == 0 && view.live == 0 {
            return begin(view.ports > 0, view.may_create.yes()).into_any();
        }
        let now = session.time();
        let next = move |row: GrantRow| {
            view! {
                <tr>
                    <td>
                        <a href=Route::Grant(row.id).hash()>{row.title}</a>
                        <br />
                        <span class="muted">{row.kind} " · " <span class="key">"…" {row.tail}</span></span>
                    </td>
                    <td class="num"><Moment at=row.expires now /></td>
                </tr>
            }
        };
        let soon = Filter { soon: true, ..Filter::default() };
        let soon = listing::address(&Route::Grants(None).hash(), &soon);
        let owed = (view.owed > 0)
            .then(|| tile(Route::Approvals.hash(), "warn", view.owed, "Waiting for you", "to approve or deny"));
        let urgent = if view.expiring > 0 { "bad" } else { "" };
        view! {
            <div class="tiles">
                {tile(Route::Grants(Some(Status::Unused)).hash(), "", view.counts.unused, "Unused", "ready to redeem")}
                {tile(Route::Grants(Some(Status::Used)).hash(), "", view.counts.used, "Used", "redeemed")}
                {tile(Route::Connections.hash(), "", view.live, "Live", "connections")}
                {tile(soon, urgent, view.expiring, "Expire within 7 days", "")}
                {owed}
            </div>
            <div class="cols">
                <section class="card">
                    <h2>"Next to expire"</h2>
                    {if view.next.is_empty() {
                        view! { <p class="muted">"No unused token is left to expire."</p> }.into_any()
                    } else {
                        view! {
                            {expiries(view.timeline)}
                            <table><tbody>{view.next.into_iter().map(next).collect_view()}</tbody></table>
                        }
                        .into_any()
                    }}
                </section>
                {(!view.by_status.is_empty()).then(|| by_status(view.by_status))}
            </div>
        }
        .into_any()
    };
    let may_create = Memo::new(move |_| view.with(|view| view.may_create.yes()));
    let may_redeem = Memo::new(move |_| view.with(|view| view.may_redeem.yes()));
    let started = Memo::new(move |_| view.with(|view| view.counts.all() > 0));
    view! {
        <section class="page">
            <div class="head">
                <h1>"Overview"</h1>
                <div class="row">
                    <Show when=move || may_redeem.get()>
                        <a class="btn" href=Route::Redeem.hash()>
                            "Redeem a key"
                        </a>
                    </Show>
                    <Show when=move || may_create.get() && started.get()>
                        <a class="btn primary" href=Route::NewGrant(None).hash()>
                            "Create Service Token"
                        </a>
                    </Show>
                </div>
            </div>
            {body}
        </section>
    }
}

/// How many grants there are of each status, as parts of a whole.
fn by_status(counts: Vec<(Status, u64)>) -> impl IntoView {
    let (mut parts, mut end) = (vec![], 0);
    for (status, count) in counts {
        let words = format!("{count} {}", status.word());
        let mut part = Part::new(look(status), words, Some(Route::Grants(Some(status)).hash()));
        part.bar(end, end + count, HEIGHT);
        end += count;
        parts.push(part);
    }
    let title = "By status".to_owned();
    view! {
        <section class="card">
            <h2>{title.clone()}</h2>
            {plot(Plot { title, look: "parts", first: 0, width: end, axis: vec![], parts })}
        </section>
    }
}

/// The look of a status in a picture.
const fn look(status: Status) -> &'static str {
    match status {
        Status::Unused => "unused",
        Status::Usable => "usable",
        Status::Used => "used",
        Status::Off => "off",
        Status::NotYet => "wait",
        Status::Expired => "late",
        Status::Deleted => "gone",
    }
}

/// How many grants expire when, day by day.
fn expiries(line: Timeline) -> impl IntoView {
    let (mut soon, mut later) = (Part::new("late", line.soon, None), Part::new("unused", line.later, None));
    for (day, count, is_soon) in line.days {
        let part = if is_soon { &mut soon } else { &mut later };
        part.bar(day, day + 1, HEIGHT * count / line.most);
    }
    let axis = ["now", "30 days", "60 days", "90 days"].map(str::to_owned).to_vec();
    let (title, parts) = ("Time to expiry".to_owned(), vec![soon, later]);
    plot(Plot { title, look: "strip", first: 0, width: line.width, axis, parts })
}

/// The first step of a company that has nothing yet.
fn begin(has_port: bool, may_create: bool) -> impl IntoView {
    if !may_create {
        let text = "Your company has no service token yet. Somebody whose role may create one can make it here.";
        view! { <Empty icon="i-key" title="Nothing here yet" text action=None /> }
    } else if has_port {
        let text = "Create a service token for your port and hand it to a customer, or redeem one you were given.";
        let action = Some(("Create Service Token", Route::NewGrant(None).hash()));
        view! { <Empty icon="i-key" title="Your port is ready" text action /> }
    } else {
        let text = "Describe a port of your company: to hand it over, or to end a connection at it.";
        let action = Some(("Add a port", Route::NewAsset.hash()));
        view! { <Empty icon="i-box" title="Begin with a port" text action /> }
    }
}
