//! One connection: its two ends, the partner's drawn closed, and what each company may change.

use crate::app::prelude::*;
use crosskey::domain::connection::{Side, State};
use crosskey::domain::id::ConnectionId;
use crosskey::domain::refusal::{Field, Refusal};
use crosskey::forms::sheet::Control;
use crosskey::forms::{Reading, bandwidth};
use crosskey::ledger::command::Act;
use crosskey::ledger::view::Allowed;
use crosskey::ledger::view::connection::{ConnectionView, EndView, connection};
use crosskey::route::Route;

use super::connections::mark;
use super::grant::History;
use crate::app::components::dialog::Confirm;
use crate::app::components::field::FormProblems;
use crate::app::components::sheet::{SheetView, into};
use crate::app::components::time::local;
use crate::app::form::{checks, send};
use crate::app::session::Session;

/// Which small form is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Name,
    Bandwidth,
}

/// The page of one connection.
#[component]
pub fn Connection(
    /// The connection.
    id: ConnectionId,
) -> View {
    let session = Session::get();
    let view = session.memo(move |sight, person| connection(sight, person, id));
    let there = Memo::new(move || view.with(Option::is_some));
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
            Open::Bandwidth => {
                (view.row.bandwidth.get().to_string(), "Bandwidth", "In Mbps, within the token's limit.")
            }
        };
        Some(view! { <Change id open initial label hint /> })
    };
    let page = move || {
        view! {
            <section class="page">
                {move || view.get().map(|view| view! { <Head view open deleting /> })}
                <div role="alert">
                    {move || problem.get().into_iter().map(|refusal| view! { <p class="err">{refusal.message}</p> }).collect_view()}
                </div>
                {form}
                {move || view.get().map(|view| view! { <Ends view /> })}
                <div class="cols">
                    <div class="stack">{move || view.get().map(|view| view! { <Facts view /> })}</div>
                    <div class="stack">
                        <History id=id.uuid() />
                    </div>
                </div>
                <Confirm
                    open=deleting
                    title="Delete this connection?".to_owned()
                    text="Traffic stops at once, both ends are freed and your partner is told. It cannot be undone, and the token it was made with stays used."
                    action="Delete the connection"
                    on_confirm=delete
                />
            </section>
        }
    };
    live(move || {
        if there.get() {
            page().into_view()
        } else {
            super::missing("Your company has no connection of this address.").into_view()
        }
    })
}

#[component]
fn Head(view: ConnectionView, open: RwSignal<Open>, deleting: RwSignal<bool>) -> View {
    let button = move |label: &'static str, allowed: &Allowed, of: Open| {
        view! {
            <button type="button" class="btn" disabled=!allowed.yes() on:click=move |_| {
                open.set(of);
                super::focus_form();
            }>
                {label}
            </button>
        }
    };
    let may = [&view.may_rename, &view.may_change_bandwidth, &view.may_delete];
    let why = may.into_iter().find(|may| !may.yes()).map(|may| may.why().to_owned());
    view! {
        <div class="head">
            <div>
                <h1>{view.row.name.clone()}</h1>
                <p class="muted small">"Your name for it · made " {local(view.row.made)} " with an " {view.kind}</p>
            </div>
            {mark(view.row.state)}
        </div>
        <div class="row">
            {button("Rename", &view.may_rename, Open::Name)}
            {button("Change bandwidth", &view.may_change_bandwidth, Open::Bandwidth)}
            <button type="button" class="btn danger" disabled=!view.may_delete.yes() on:click=move |_| deleting.set(true)>
                "Delete"
            </button>
        </div>
        {why.map(|why| view! { <p class="muted small">{why}</p> })}
    }
}

/// The two ends; the partner's is closed and drawn so (S1).
#[component]
fn Ends(view: ConnectionView) -> View {
    let wire = match view.row.state {
        State::Waiting { .. } | State::Live | State::ShutDown { .. } => "wire",
        State::Deleted { .. } | State::Denied { .. } | State::Lapsed { .. } | State::Withdrawn { .. } => "wire gone",
    };
    let [a, z] = view.ends;
    view! {
        <div class="link">
            {end(a)}
            <div class=wire>
                <span>{view.row.bandwidth.to_string()}</span>
            </div>
            {end(z)}
        </div>
        <p class="small muted">{view.payer}</p>
    }
}

fn end(end: EndView) -> View {
    let side = match end.side {
        Side::A => "a",
        Side::Z => "z",
    };
    let head = |company: String| {
        view! {
            <h3>
                <span>{end.label}</span>
                <span>{company}</span>
            </h3>
        }
    };
    match end.open {
        None => view! {
            <div class=format!("endbox {side} closed")>
                {head(end.company)} <b>"Partner’s side"</b> <span class="muted small">"Not shown to you"</span>
            </div>
        }
        .into_view(),
        Some(open) => {
            let mut lines = open.lines.into_iter();
            let first = lines.next().unwrap_or_default();
            let first = match open.asset {
                Some(asset) => view! { <a href=Route::Asset(asset).hash()>{first}</a> }.into_view(),
                None => first.into_view(),
            };
            view! {
                <div class=format!("endbox {side}")>
                    {head(format!("{} (you)", end.company))} <b>{first}</b>
                    {lines.map(|line| view! { <span>{line}</span> }).collect_view()}
                </div>
            }
            .into_view()
        }
    }
}

#[component]
fn Facts(view: ConnectionView) -> View {
    let made_with = |id| {
        view! {
            <dt>"Made with"</dt>
            <dd>
                <a href=Route::Grant(id).hash()>"your token"</a>
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
    let deleted = view.deleted.map(|(at, by)| {
        view! {
            <dt>"Deleted"</dt>
            <dd>{local(at)} " by " {by}</dd>
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
                <dt>"Limit of the token"</dt>
                <dd>{view.limit.to_string()}</dd>
                <dt>"Location of the token"</dt>
                <dd>{view.metro}</dd>
                {grants}
                {order}
                {deleted}
            </dl>
        </section>
    }
}

#[component]
fn Change(id: ConnectionId, open: RwSignal<Open>, initial: String, label: &'static str, hint: &'static str) -> View {
    let session = Session::get();
    let attempt = session.attempt();
    let text = RwSignal::new(initial);
    let field = if open.get_untracked() == Open::Name { Field::Name } else { Field::Bandwidth };
    let reading = Signal::derive(move || {
        if field == Field::Name {
            return Reading { act: Act::RenameConnection(id, text.get()), problems: vec![] };
        }
        let (to, problems) = match bandwidth(&text.get()) {
            Ok(to) => (to, vec![]),
            Err(problem) => (crosskey::domain::bandwidth::Mbps::new(0), vec![problem]),
        };
        Reading { act: Act::ChangeBandwidth(id, to), problems }
    });
    let checks = checks(session, attempt, reading, move |remedy| super::use_bandwidth(remedy, |to| text.set(to)));
    let close = move |_| {
        open.set(Open::Nothing);
        super::focus_heading();
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, reading.get_untracked().act, move |_| {
                session.say("Saved");
                open.set(Open::Nothing);
                super::focus_heading();
            });
        }
    };
    let parts = move || vec![Control::text(field, label, text.get()).hint(hint).into()];
    view! {
        <form class="card" novalidate on:submit=submit>
            <SheetView checks parts=Signal::derive(parts) put=into(text) />
            <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
            <div class="row spread">
                <button type="button" class="btn" on:click=close>
                    "Cancel"
                </button>
                <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                    "Save"
                </button>
            </div>
        </form>
    }
}
