//! One service token: its terms, its key, what became of it, and what may still be done.

mod edit;

use crosskey::domain::id::GrantId;
use crosskey::domain::refusal::Refusal;
use crosskey::domain::terms::{Payer, Usage};
use crosskey::ledger::command::Act;
use crosskey::ledger::view::grant::{GrantView, Related, ServiceKeyView, grant};
use crosskey::route::Route;
use crosskey::vendor::panel::{grant_title, of_grant};
use leptos::prelude::*;

use edit::{Edit, Replace};
pub use edit::{EditKey, Open};

use super::grants::mark;
use super::history::History;
use super::panel::UseAtVendor;
use super::share::Share;
use crate::app::components::dialog::Confirm;
use crate::app::components::time::{When, in_zone};
use crate::app::session::Session;

/// The page of one token.
#[component]
pub fn Grant(
    /// The token.
    id: GrantId,
) -> impl IntoView {
    let session = Session::get();
    let view = session.memo(move |sight, person| grant(sight, person, id));
    let title = session.memo(move |sight, _| grant_title(sight, id));
    let panel = session.memo(move |sight, person| of_grant(sight, person, id));
    let open = RwSignal::new(Open::Nothing);
    let deleting = RwSignal::new(false);
    let problem = RwSignal::new(Vec::<Refusal>::new());
    let delete = Callback::new(move |()| {
        session.submit(session.attempt(), Act::DeleteToken(id), move |answer| match answer {
            Ok(_) => {
                session.say("Token deleted");
                super::focus_heading();
            }
            Err(refusals) => problem.set(refusals),
        });
    });
    let there = Memo::new(move |_| view.with(Option::is_some));
    let form = move || {
        let shown = view.get_untracked()?;
        match open.get() {
            Open::Nothing => None,
            Open::Edit if shown.service_key.is_some() => {
                Some(view! { <EditKey view=shown memo=view open /> }.into_any())
            }
            Open::Edit => Some(view! { <Edit view=shown memo=view open /> }.into_any()),
            Open::Replace => Some(view! { <Replace view=shown open /> }.into_any()),
        }
    };
    let page = move || {
        view! {
            <section class="page">
                {move || view.get().map(|view| view! { <Head view open deleting /> })}
                <div role="alert">
                    {move || problem.get().into_iter().map(|refusal| view! { <p class="err">{refusal.message}</p> }).collect_view()}
                </div>
                {form}
                <div class="cols">
                    <div class="stack">
                        {move || view.get().map(|view| view! { <Terms view /> })}
                    </div>
                    <div class="stack">
                        <TheKey view />
                        <History id=id.uuid() />
                    </div>
                </div>
                <UseAtVendor title panel grant=Some(id) />
                <Confirm
                    open=deleting
                    title="Delete this token?".to_owned()
                    text="Nobody can redeem it any more. A connection that was made with it stays. The token stays in the history."
                    action="Delete the token"
                    on_confirm=delete
                />
            </section>
        }
    };
    move || {
        if there.get() {
            page().into_any()
        } else {
            super::missing("Your company has no token of this address.").into_any()
        }
    }
}

#[component]
fn Head(view: GrantView, open: RwSignal<Open>, deleting: RwSignal<bool>) -> impl IntoView {
    let editable = view.may_edit.yes();
    let show = move |form: Open| {
        open.set(form);
        super::focus_form();
    };
    // One sentence says why, not one a button.
    let deeds = [&view.may_edit, &view.may_replace, &view.may_delete];
    let deeds = if view.service_key.is_some() { &deeds[..1] } else { &deeds[..] };
    let why = deeds.iter().find(|may| !may.yes()).map(|may| may.why().to_owned());
    // A service key is neither replaced nor deleted, ever (K5).
    let (may_replace, may_delete) = (view.may_replace.yes(), view.may_delete.yes());
    let token = view.service_key.is_none().then(|| {
        view! {
            <button type="button" class="btn" disabled=!may_replace on:click=move |_| show(Open::Replace)>
                "Replace"
            </button>
            <button type="button" class="btn danger" disabled=!may_delete on:click=move |_| deleting.set(true)>
                "Delete"
            </button>
        }
    });
    view! {
        <div class="head">
            <div>
                <h1>{view.row.title.clone()}</h1>
                <p class="muted small">{view.row.kind} " · " {view.row.place.clone()}</p>
            </div>
            {mark(view.row.status, view.row.uses)}
        </div>
        <div class="row">
            <button type="button" class="btn" disabled=!editable on:click=move |_| show(Open::Edit)>
                "Edit"
            </button>
            {token}
        </div>
        {why.map(|why| view! { <p class="muted small">{why}</p> })}
        {view.blocked.map(|why| view! { <p class="pay">{in_zone(&why)}</p> })}
    }
}

#[component]
fn Terms(view: GrantView) -> impl IntoView {
    let related = |label: &'static str, related: Related| {
        related.map(|(id, title)| {
            view! {
                <dt>{label}</dt>
                <dd>
                    <a href=Route::Grant(id).hash()>{title}</a>
                </dd>
            }
        })
    };
    let only = view.redeemed.len() == 1;
    let redeemed_by = |(at, (id, company)): (usize, _)| {
        let which = if only { "the connection".to_owned() } else { format!("connection {}", at + 1) };
        view! {
            <dt>"Redeemed by"</dt>
            <dd>
                {company} ", " <a href=Route::Connection(id).hash()>{which}</a>
            </dd>
        }
    };
    let vendor = view.kind.system().label();
    let at_vendor = view.at_vendor.map(|at| view! { <dt>"At " {vendor} " since"</dt> <dd><When at /></dd> });
    let reported = view.reported.map(|(words, at)| {
        view! {
            <dt>"What " {vendor} " said"</dt>
            <dd>{in_zone(&words)} <br /> <span class="muted small"><When at /></span></dd>
        }
    });
    let redeemed = view.redeemed.into_iter().enumerate().map(redeemed_by).collect_view();
    view! {
        <section class="card">
            <h2>"Terms"</h2>
            <dl class="facts">
                <dt>{view.asset_kind}</dt>
                <dd>
                    <a href=Route::Asset(view.asset).hash()>{view.asset_name}</a>
                </dd>
                <dt>"Location"</dt>
                <dd>{view.metro}</dd>
                <dt>{view.pin_label}</dt>
                <dd>{lines(view.pin.lines())}</dd>
                {match view.service_key {
                    None => view! {
                        <dt>"Remote connections"</dt>
                        <dd>{if view.remote { "allowed" } else { "not allowed" }}</dd>
                        <dt>"Maximum connection bandwidth"</dt>
                        <dd>{view.bandwidth}</dd>
                    }
                    .into_any(),
                    Some(key) => key_facts(key, view.bandwidth, view.row.uses).into_any(),
                }}
                <dt>"Created"</dt>
                <dd><When at=view.created /></dd>
                <dt>"Expires"</dt>
                <dd><When at=view.row.expires /></dd>
                {(!view.recipients.is_empty()).then(|| view! { <dt>"Recipients"</dt> <dd>{view.recipients.join(", ")}</dd> })}
                {(!view.description.is_empty()).then(|| view! { <dt>"Description"</dt> <dd>{view.description}</dd> })}
                {at_vendor}
                {reported}
                {redeemed}
                {related("Replaces", view.replaces)}
                {related("Replaced by", view.replaced_by)}
            </dl>
            <p class=match view.kind.payer() { Payer::Issuer => "pay", Payer::Redeemer => "pay them" }>{view.payer}</p>
        </section>
    }
}

/// Words, each on a line of its own.
fn lines(lines: Vec<String>) -> impl IntoView {
    lines.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view()
}

/// What only a service key has (K1).
fn key_facts(key: ServiceKeyView, limit: String, uses: Option<u32>) -> impl IntoView {
    let usage = match key.usage {
        Usage::Single => "Single Use",
        Usage::Multi => "Multi-Use",
    };
    let used = uses.map(|uses| view! { <dt>"Used"</dt> <dd>{uses} " times"</dd> });
    view! {
        <dt>"Use"</dt>
        <dd>{usage}</dd>
        {used}
        <dt>"Rate limit"</dt>
        <dd>{limit}</dd>
        <dt>"Active"</dt>
        <dd>{if key.active { "yes" } else { "no" }}</dd>
        <dt>"Approval"</dt>
        <dd>{if key.pre_approved { "not needed" } else { "you approve each connection" }}</dd>
        <dt>"Valid from"</dt>
        <dd><When at=key.valid.from /></dd>
    }
}

/// The key: its last four characters until "Reveal" (G1).
#[component]
fn TheKey(view: Memo<Option<GrantView>>) -> impl IntoView {
    let revealed = RwSignal::new(false);
    let reveal = move |_| {
        revealed.set(true);
        request_animation_frame(|| super::focus("main .keybox button"));
    };
    move || {
        let view = view.get()?;
        let body = if revealed.get() {
            view.key.map(|key| view! { <Share id=view.row.id key open=false /> }).into_any()
        } else if view.may_reveal.yes() {
            view! {
                <div class="row">
                    <span class="key">"…" {view.row.tail}</span>
                    <button type="button" class="btn small" on:click=reveal>
                        "Reveal"
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! { <p class="key">"…" {view.row.tail}</p> <p class="muted small">{view.may_reveal.why().to_owned()}</p> }
            .into_any()
        };
        Some(view! {
            <section class="card">
                <h2>"Key"</h2>
                {body}
            </section>
        })
    }
}
