//! One connection: its two ends, the partner's drawn closed, and what each company may change.

mod edit;

use crosskey::domain::connection::State;
use crosskey::domain::id::ConnectionId;
use crosskey::domain::refusal::Refusal;
use crosskey::ledger::command::Act;
use crosskey::ledger::view::Allowed;
use crosskey::ledger::view::connection::{ConnectionView, EndView, Wire, connection};
use crosskey::route::Route;
use crosskey::vendor::panel::{connection_title, of_connection};
use edit::{Change, EndEditor, Open};
use leptos::prelude::*;

use super::approvals::{Proposal, Request, Typed};
use super::connections::mark;
use super::history::History;
use super::panel::UseAtVendor;
use crate::app::components::dialog::Confirm;
use crate::app::components::link::{Link, LinkEnd, link};
use crate::app::components::time::When;
use crate::app::session::Session;

/// The page of one connection.
#[component]
pub fn Connection(
    /// The connection.
    id: ConnectionId,
) -> impl IntoView {
    let session = Session::get();
    let view = session.memo(move |sight, person| connection(sight, person, id));
    let title = session.memo(move |sight, _| connection_title(sight, id));
    let panel = session.memo(move |sight, person| of_connection(sight, person, id));
    let there = Memo::new(move |_| view.with(Option::is_some));
    let deletion =
        Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.deletion.clone())).unwrap_or_default());
    let open = RwSignal::new(Open::Nothing);
    let deleting = RwSignal::new(false);
    let problem = RwSignal::new(Vec::<Refusal>::new());
    let delete = Callback::new(move |()| {
        let act = Act::DeleteConnection { connection: id, confirmed: true };
        session.submit(session.attempt(), act, move |answer| match answer {
            Ok(_) => {
                session.say("Connection deleted");
                super::focus_heading();
            }
            Err(refusals) => problem.set(refusals),
        });
    });
    let form = move || {
        let view = view.get_untracked()?;
        let (initial, label, hint) = match open.get() {
            Open::Nothing => return None,
            Open::Name => (view.row.name, "Connection name", "Only your company sees it."),
            Open::Bandwidth if view.raising_needs_approval => {
                let hint = "In Mbps. Lowering it applies at once; raising it must be approved by your partner.";
                (view.row.bandwidth.get().to_string(), view.bandwidth_label, hint)
            }
            Open::Bandwidth => {
                (view.row.bandwidth.get().to_string(), view.bandwidth_label, "In Mbps, within the limit.")
            }
            Open::Reference => {
                let reference = view.service_order.map(|order| order.reference).unwrap_or_default();
                (reference, "Service Level Reference", "Only your company sees it.")
            }
            Open::End(side) => {
                let end = view.ends.into_iter().find(|end| end.side == side)?;
                let (label, own) = (end.label, end.open?);
                return Some(view! { <EndEditor id open side now=own.end label asks=own.needs_approval /> }.into_any());
            }
        };
        Some(view! { <Change id open initial label hint /> }.into_any())
    };
    let typed = Typed::open();
    let boxes = move || {
        view.get().map(|view| {
            let asked = view.deletion_asked.map(|at| {
                view! { <p class="notice">"Its deletion was asked for on " <When at /> "."</p> }
            });
            view! {
                {asked}
                {view.request.map(|request| view! { <Request connection=id request typed /> })}
                {view.proposal.map(|proposal| view! { <Proposal connection=id proposal typed /> })}
            }
        })
    };
    let page = move || {
        view! {
            <section class="page">
                {move || view.get().map(|view| view! { <Head view open deleting /> })}
                <div role="alert">
                    {move || problem.get().into_iter().map(|refusal| view! { <p class="err">{refusal.message}</p> }).collect_view()}
                </div>
                {boxes}
                {form}
                {move || view.get().map(|view| ends(view, open))}
                <div class="cols">
                    <div class="stack">{move || view.get().map(|view| view! { <Facts view /> })}</div>
                    <div class="stack">
                        <History id=id.uuid() />
                    </div>
                </div>
                <UseAtVendor title panel grant=None />
                <Confirm
                    open=deleting
                    title="Delete this connection?".to_owned()
                    text=deletion
                    action="Delete the connection"
                    on_confirm=delete
                />
            </section>
        }
    };
    move || {
        if there.get() {
            page().into_any()
        } else {
            super::missing("Your company has no connection of this address.").into_any()
        }
    }
}

#[component]
fn Head(view: ConnectionView, open: RwSignal<Open>, deleting: RwSignal<bool>) -> impl IntoView {
    let button = move |label: &str, allowed: &Allowed, of: Open| {
        let label = label.to_owned();
        view! {
            <button type="button" class="btn" disabled=!allowed.yes() on:click=move |_| {
                open.set(of);
                super::focus_form();
            }>
                {label}
            </button>
        }
    };
    let (id, session) = (view.row.id, Session::get());
    let at_once = move |label: &'static str, allowed: &Allowed, act: Act, said: &'static str| {
        allowed.yes().then(|| {
            view! {
                <button type="button" class="btn" on:click=move |_| {
                    session.submit(session.attempt(), act.clone(), move |answer| match answer {
                        Ok(_) => {
                            session.say(said);
                            super::focus_again();
                        }
                        Err(refusals) => refusals.first().into_iter().for_each(|refusal| session.say(&refusal.message)),
                    });
                }>
                    {label}
                </button>
            }
        })
    };
    let switch = match view.row.state {
        State::ShutDown { .. } => {
            at_once("Enable", &view.may_switch, Act::SwitchConnection { connection: id, on: true }, "Enabled")
        }
        _ => at_once("Shut down", &view.may_switch, Act::SwitchConnection { connection: id, on: false }, "Shut down"),
    };
    let ask = at_once("Ask to delete", &view.may_ask_to_delete, Act::AskToDelete(id), "Your partner was asked");
    let refer = view.may_refer.yes().then(|| button("Change reference", &view.may_refer, Open::Reference));
    let limit = format!("Change {}", view.bandwidth_label.to_lowercase());
    let why = view.why_not().into_iter().map(|why| view! { <p class="muted small">{why}</p> }).collect_view();
    view! {
        <div class="head">
            <div>
                <h1>{view.row.name.clone()}</h1>
                <p class="muted small">"Your name for it · made " <When at=view.row.made /> " with " {view.kind}</p>
            </div>
            {mark(view.row.state)}
        </div>
        <div class="row">
            {button("Rename", &view.may_rename, Open::Name)}
            {button(&limit, &view.may_change_bandwidth, Open::Bandwidth)}
            {refer}
            {switch}
            {ask}
            <button type="button" class="btn danger" disabled=!view.may_delete.yes() on:click=move |_| deleting.set(true)>
                "Delete"
            </button>
        </div>
        {why}
    }
}

/// The two ends; the partner's is closed and drawn so (S1).
fn ends(view: ConnectionView, open: RwSignal<Open>) -> impl IntoView {
    let wire = match view.wire {
        Wire::Waiting => "waiting",
        Wire::Live => "live",
        Wire::ShutDown => "off",
        Wire::Ended => "gone",
    };
    let (above, below) = (view.row.bandwidth.to_string(), view.row.state.word());
    view! {
        {link(Link { ends: view.ends.map(|view| end(view, open)), wire, above, below, label: view.words })}
        <p class="small muted">{view.payer}</p>
    }
}

fn end(end: EndView, editing: RwSignal<Open>) -> LinkEnd {
    let (of, label, closed) = (end.side, end.label, end.open.is_none());
    let Some(open) = end.open else {
        let mut lines = vec!["Partner’s side".to_owned(), "Not shown to you".to_owned()];
        lines.extend(end.metro);
        return LinkEnd { label, owner: end.company, closed, href: None, lines, more: ().into_any() };
    };
    let change = open.may_change.yes().then(|| {
        view! {
            <button type="button" class="btn small" on:click=move |_| {
                editing.set(Open::End(of));
                super::focus_form();
            }>
                "Change"
            </button>
        }
    });
    let (owner, href) = (format!("{} (you)", end.company), open.asset.map(|asset| Route::Asset(asset).hash()));
    let mut lines = open.lines;
    lines.extend(end.metro);
    LinkEnd { label, owner, closed, href, lines, more: change.into_any() }
}

#[component]
fn Facts(view: ConnectionView) -> impl IntoView {
    let made_with = |id| {
        view! {
            <dt>"Made with"</dt>
            <dd>
                <a href=Route::Grant(id).hash()>"what you handed over"</a>
            </dd>
        }
    };
    let grants = view.grants.into_iter().map(made_with).collect_view();
    let order = view.order.map(|order| {
        let notify: Vec<String> = order.notify.iter().map(ToString::to_string).collect();
        view! {
            <dt>"Notices to"</dt>
            <dd>{notify.join(", ")}</dd>
            {(!order.purchase_order.is_empty()).then(|| view! { <dt>"Purchase order"</dt> <dd>{order.purchase_order}</dd> })}
        }
    });
    let service_order = view.service_order.map(|order| {
        view! {
            <dt>"Service Level Reference"</dt>
            <dd>{if order.reference.is_empty() { "–".to_owned() } else { order.reference }}</dd>
            <dt>"Term"</dt>
            <dd>{order.term} {if order.term == 1 { " month" } else { " months" }}</dd>
        }
    });
    let deleted = view.deleted.map(|(at, by)| {
        view! {
            <dt>"Deleted"</dt>
            <dd><When at /> " by " {by}</dd>
        }
    });
    view! {
        <section class="card">
            <h2>"Facts"</h2>
            <dl class="facts">
                <dt>"Partner"</dt>
                <dd>{view.row.partner}</dd>
                <dt>"Bandwidth"</dt>
                <dd>{view.row.bandwidth.to_string()}</dd>
                <dt>"Limit"</dt>
                <dd>{view.limit.to_string()}</dd>
                <dt>"Location"</dt>
                <dd>{view.metro}</dd>
                {grants}
                {order}
                {service_order}
                {deleted}
            </dl>
        </section>
    }
}
