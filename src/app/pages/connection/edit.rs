//! The forms that change a connection: its name, bandwidth and reference, and an own end.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::ConnectionId;
use crosskey::domain::refusal::{Field, Remedy};
use crosskey::forms::partnership::change_end;
use crosskey::forms::service::EndForm;
use crosskey::forms::sheet::Control;
use crosskey::forms::{Reading, bandwidth};
use crosskey::ledger::command::Act;
use crosskey::ledger::event::End;
use crosskey::ledger::view::service::{ServiceSort, service};
use leptos::prelude::*;

use crate::app::components::sheet::{SheetView, into};
use crate::app::form::{EndOfForm, checks, send};
use crate::app::pages::{focus_heading, use_bandwidth};
use crate::app::session::Session;

/// Which small form is open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// None.
    Nothing,
    /// The name.
    Name,
    /// The bandwidth.
    Bandwidth,
    /// The Service Level Reference.
    Reference,
    /// The own end on this side.
    End(Side),
}

fn close(open: RwSignal<Open>) -> Callback<()> {
    Callback::new(move |()| {
        open.set(Open::Nothing);
        focus_heading();
    })
}

/// The form of the name, the bandwidth or the reference.
#[component]
pub fn Change(
    id: ConnectionId,
    open: RwSignal<Open>,
    initial: String,
    label: &'static str,
    hint: &'static str,
) -> impl IntoView {
    let session = Session::get();
    let attempt = session.attempt();
    let text = RwSignal::new(initial);
    let field = match open.get_untracked() {
        Open::Name => Field::Name,
        Open::Reference => Field::Reference,
        Open::Nothing | Open::Bandwidth | Open::End(_) => Field::Bandwidth,
    };
    let reading = Signal::derive(move || {
        let plain = |act| Reading { act, problems: vec![] };
        match field {
            Field::Name => return plain(Act::RenameConnection(id, text.get())),
            Field::Reference => return plain(Act::ReferConnection(id, text.get())),
            _ => {}
        }
        let (to, problems) = match bandwidth(&text.get()) {
            Ok(to) => (to, vec![]),
            Err(problem) => (Mbps::new(0), vec![problem]),
        };
        Reading { act: Act::ChangeBandwidth(id, to), problems }
    });
    let checks = checks(session, attempt, reading, move |remedy| use_bandwidth(remedy, |to| text.set(to)));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, reading.get_untracked().act, move |_| {
                session.say("Saved");
                open.set(Open::Nothing);
                focus_heading();
            });
        }
    };
    let parts = move || vec![Control::text(field, label, text.get()).hint(hint).into()];
    view! {
        <form class="card" novalidate on:submit=submit>
            <SheetView checks parts=Signal::derive(parts) put=into(text) />
            <EndOfForm checks close=close(open) label="Save" />
        </form>
    }
}

/// The form that changes an own end, at once or by a proposal (C2b).
#[component]
pub fn EndEditor(
    id: ConnectionId,
    open: RwSignal<Open>,
    side: Side,
    now: End,
    label: &'static str,
    /// Whether the partner must approve it first (C2b).
    asks: bool,
) -> impl IntoView {
    let session = Session::get();
    let attempt = session.attempt();
    let form = RwSignal::new(EndForm::of(&now));
    let asset = now.asset();
    let sort = session.look(|sight, person| service(sight, person, asset)).map_or(ServiceSort::Port, |of| of.sort);
    let parts = Signal::derive(move || form.with(|form| form.parts(sort, label)));
    let reading = Signal::derive(move || form.with(|form| change_end(id, side, form, sort, &now)));
    let checks = checks(session, attempt, reading, move |remedy| {
        if let Remedy::UseVlan { vlan, .. } = remedy {
            form.update(|form| form.vlan = vlan.to_string());
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, reading.get_untracked().act, move |_| {
                session.say(if asks { "Sent" } else { "Saved" });
                open.set(Open::Nothing);
                focus_heading();
            });
        }
    };
    view! {
        <form class="card" novalidate on:submit=submit>
            <h2>"Change your end"</h2>
            <p class="hint">
                {if asks {
                    "Your partner is told the field, its old and its new value, and must approve it first."
                } else {
                    "It applies at once."
                }}
            </p>
            <SheetView checks parts put=into(form) />
            <EndOfForm checks close=close(open) label="Save changes" />
        </form>
    }
}
