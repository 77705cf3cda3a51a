//! How things stand: numbers that lead to the lists behind them, and what expires next.

use crate::app::prelude::*;
use crosskey::domain::terms::Status;
use crosskey::ledger::view::grant::GrantRow;
use crosskey::ledger::view::overview::overview;
use crosskey::route::Route;

use crate::app::components::list::Empty;
use crate::app::components::time::Moment;
use crate::app::session::Session;

/// The first page.
#[component]
pub fn Overview() -> View {
    let session = Session::get();
    let view = session.memo(overview);
    let tile = |route: Route, class: &'static str, count: usize, label: &'static str, words: &'static str| {
        view! {
            <a class=format!("card tile {class}") href=route.hash()>
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
            return begin(view.ports > 0, view.may_create.yes()).into_view();
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
        let urgent = if view.expiring > 0 { "bad" } else { "" };
        view! {
            <div class="tiles">
                {tile(Route::Grants(Some(Status::Unused)), "", view.counts.unused, "Unused", "ready to redeem")}
                {tile(Route::Grants(Some(Status::Used)), "", view.counts.used, "Used", "redeemed")}
                {tile(Route::Connections, "", view.live, "Live", "connections")}
                {tile(Route::Grants(Some(Status::Unused)), urgent, view.expiring, "Expire within 7 days", "")}
            </div>
            <section class="card">
                <h2>"Next to expire"</h2>
                {if view.next.is_empty() {
                    view! { <p class="muted">"No unused token is left to expire."</p> }.into_view()
                } else {
                    view! { <table><tbody>{view.next.into_iter().map(next).collect_view()}</tbody></table> }.into_view()
                }}
            </section>
        }
        .into_view()
    };
    let may_create = Memo::new(move || view.with(|view| view.may_create.yes()));
    let may_redeem = Memo::new(move || view.with(|view| view.may_redeem.yes()));
    let started = Memo::new(move || view.with(|view| view.counts.all() > 0));
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
                        <a class="btn primary" href=Route::NewGrant.hash()>
                            "Create Service Token"
                        </a>
                    </Show>
                </div>
            </div>
            {body}
        </section>
    }
}

/// The first step of a company that has nothing yet.
fn begin(has_port: bool, may_create: bool) -> View {
    if !may_create {
        let text = "Your company has no service token yet. Somebody whose role may create one can make it here.";
        view! { <Empty icon="i-key" title="Nothing here yet" text action=None /> }
    } else if has_port {
        let text = "Create a service token for your port and hand it to a customer, or redeem one you were given.";
        let action = Some(("Create Service Token", Route::NewGrant.hash()));
        view! { <Empty icon="i-key" title="Your port is ready" text action /> }
    } else {
        let text = "Describe a port of your company: to hand it over, or to end a connection at it.";
        let action = Some(("Add a port", Route::NewAsset.hash()));
        view! { <Empty icon="i-box" title="Begin with a port" text action /> }
    }
}
