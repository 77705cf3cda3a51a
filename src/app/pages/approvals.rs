//! What waits for an answer: the page that gathers it, and the box that stands in a connection too (R7, C3, C5).

use crosskey::domain::id::ConnectionId;
use crosskey::domain::proposal::ChangeLine;
use crosskey::domain::refusal::Field;
use crosskey::forms::Reading;
use crosskey::forms::partnership::{AnswerForm, Answers, approval};
use crosskey::forms::sheet::{Control, Edit, Part};
use crosskey::ledger::command::Act;
use crosskey::ledger::view::approval::{ApprovalRow, ProposalView, RequestView, answerable, approvals};
use crosskey::route::Route;
use leptos::prelude::*;
use uuid::Uuid;

use crate::app::components::field::FormProblems;
use crate::app::components::list::{Empty, Pager};
use crate::app::components::sheet::SheetView;
use crate::app::components::time::{When, in_zone};
use crate::app::draft::Draft;
use crate::app::form::{checks, send};
use crate::app::session::Session;

/// What was typed at answers that are not sent yet. It is the page's, for its lists are drawn anew whenever something
/// else changes; and it survives a reload (D3).
#[derive(Clone, Copy)]
pub struct Typed(Draft<Answers>);

impl Typed {
    /// What was kept, of this person. When somebody else answers first, what was typed goes, and that is said.
    pub fn open() -> Self {
        let session = Session::get();
        let typed = Self(Draft::open(session, "answers", Answers::default));
        let waiting = session.memo(|sight, _| answerable(sight));
        Effect::new(move |_| {
            if waiting.with(|waiting| typed.settle(waiting)) {
                session.say("That no longer waits for an answer. What you typed there was not sent.");
            }
        });
        typed
    }

    fn settle(self, waiting: &[Uuid]) -> bool {
        let mut answers = self.0.form.get_untracked();
        let overtaken = answers.settle(waiting);
        if overtaken {
            self.replace(answers);
        }
        overtaken
    }

    fn to(self, what: Uuid) -> AnswerForm {
        self.0.form.with_untracked(|answers| answers.to(what))
    }

    fn keep(self, answer: AnswerForm) {
        // The page may be gone by now, and then nobody is typing.
        if self.0.form.try_with_untracked(|_| ()).is_none() {
            return;
        }
        let mut answers = self.0.form.get_untracked();
        answers.keep(answer);
        self.replace(answers);
    }

    fn replace(self, answers: Answers) {
        let empty = answers.open.is_empty();
        self.0.update(|kept| *kept = answers);
        if empty {
            self.0.forget();
        }
    }
}

/// The page of approvals.
#[component]
pub fn Approvals() -> impl IntoView {
    let session = Session::get();
    let typed = Typed::open();
    let (mine_page, theirs_page) = (RwSignal::new(0), RwSignal::new(0));
    let view = session.memo(move |sight, person| approvals(sight, person, (mine_page.get(), theirs_page.get())));
    let list = move |title: &'static str, nothing: &'static str, mine: bool| {
        move || {
            let window = view.with(|view| if mine { view.mine.clone() } else { view.theirs.clone() });
            let page = if mine { mine_page } else { theirs_page };
            let (at, pages, total) = (window.page, window.pages, window.total);
            view! {
                <h2>{title} " (" {total} ")"</h2>
                {window.rows.is_empty().then(|| view! { <p class="muted">{nothing}</p> })}
                {window.rows.into_iter().map(|of| row(of, typed)).collect_view()}
                <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
            }
        }
    };
    let empty = move || view.with(|view| view.mine.total == 0 && view.theirs.total == 0);
    view! {
        <section class="page">
            <h1>"Approvals"</h1>
            <Show
                when=move || !empty()
                fallback=|| {
                    let text = "Connections and changes that somebody must agree to are gathered here.";
                    view! { <Empty icon="i-ok" title="Nothing waits" text action=None /> }
                }
            >
                {list("Waiting for you", "Nothing waits for you.", true)}
                {list("Waiting for others", "You wait for nobody.", false)}
            </Show>
        </section>
    }
}

fn row(row: ApprovalRow, typed: Typed) -> impl IntoView {
    let age = match row.days {
        0 => "since today".to_owned(),
        1 => "for 1 day".to_owned(),
        days => format!("for {days} days"),
    };
    let label = format!("{}: {}", row.name, row.what);
    view! {
        <section class="card" id=format!("waits-{}", row.connection) aria-label=label>
            <div class="head">
                <div>
                    <h3>
                        <a href=Route::Connection(row.connection).hash()>{row.name}</a>
                    </h3>
                    <p class="muted small">{row.partner} " · " {row.what} " · waiting " {age}</p>
                </div>
            </div>
            {row.request.map(|request| view! { <Request connection=row.connection request typed /> })}
            {row.proposal.map(|proposal| view! { <Proposal connection=row.connection proposal typed /> })}
        </section>
    }
}

/// A request for a connection: who must act, until when, and the answer (R7).
#[component]
pub fn Request(
    /// The connection.
    connection: ConnectionId,
    /// What is asked for.
    request: RequestView,
    /// What was typed at its answer.
    typed: Typed,
) -> impl IntoView {
    let words = match request.until {
        Some(until) => view! {
            {request.redeemer} " asked for this connection on " <When at=request.since /> ". " {request.issuer}
            " can answer until " <When at=until /> "; then it lapses."
        }
        .into_any(),
        None => in_zone(&request.outcome).into_any(),
    };
    let given = request.given;
    let asks = Asks {
        to: connection.uuid(),
        typed,
        approve: Callback::new(move |vlan: String| approval(connection, given, &vlan)),
        deny: Callback::new(move |reason| Act::DenyConnection { connection, reason }),
        withdraw: Act::WithdrawConnection(connection),
        vlan: given.is_some(),
        may_answer: request.may_answer.yes(),
        may_withdraw: request.may_withdraw.yes(),
        why_not: request.why_not,
    };
    view! {
        <div class="notice">
            <p>{words}</p>
            <Answer asks />
        </div>
    }
}

/// A proposed change: field, old and new value, and the answer (C3).
#[component]
pub fn Proposal(
    /// The connection.
    connection: ConnectionId,
    /// What is proposed.
    proposal: ProposalView,
    /// What was typed at its answer.
    typed: Typed,
) -> impl IntoView {
    let id = proposal.id;
    let line = |line: ChangeLine| {
        view! {
            <tr>
                <th scope="row">{line.field}</th>
                <td>{line.from.unwrap_or_else(|| "not told".to_owned())}</td>
                <td>{line.to}</td>
            </tr>
        }
    };
    let words = match proposal.until {
        Some(until) => view! {
            {proposal.by} " proposed a change on " <When at=proposal.since /> ". " {proposal.partner}
            " can answer until " <When at=until /> "; then it lapses."
        },
        None => view! { {proposal.by} " proposed a change. " {in_zone(&proposal.outcome)} },
    };
    let asks = Asks {
        to: id.uuid(),
        typed,
        approve: Callback::new(move |_| Reading { act: Act::ApproveChange(connection, id), problems: vec![] }),
        deny: Callback::new(move |reason| Act::DenyChange { connection, proposal: id, reason }),
        withdraw: Act::WithdrawChange(connection, id),
        vlan: false,
        may_answer: proposal.may_answer.yes(),
        may_withdraw: proposal.may_withdraw.yes(),
        why_not: proposal.why_not,
    };
    let whole =
        proposal.end.map(|end| view! { <p class="muted small">"Your end as it would be: " {end.join("; ")}</p> });
    let told =
        proposal.tells.then(|| view! { <p class="hint">"Your partner is told exactly what stands in this table."</p> });
    let [from, to] = proposal.columns;
    view! {
        <div class="notice">
            <p>{words}</p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Field"</th>
                        <th scope="col">{from}</th>
                        <th scope="col">{to}</th>
                    </tr>
                </thead>
                <tbody>{proposal.lines.into_iter().map(line).collect_view()}</tbody>
            </table>
            {whole}
            {told}
            <Answer asks />
        </div>
    }
}

/// What an answer can be.
#[derive(Clone)]
struct Asks {
    /// What is answered.
    to: Uuid,
    typed: Typed,
    /// What approves, with the VLAN given.
    approve: Callback<String, Reading>,
    /// The command that denies, with the reason.
    deny: Callback<String, Act>,
    /// The command that takes it back.
    withdraw: Act,
    /// Whether approving needs a VLAN (K4).
    vlan: bool,
    may_answer: bool,
    may_withdraw: bool,
    /// Why nothing can be done about it; empty where something can.
    why_not: String,
}

#[component]
fn Answer(asks: Asks) -> impl IntoView {
    let session = Session::get();
    let attempt = session.attempt();
    let Asks { to, typed, approve, deny, withdraw, .. } = asks.clone();
    let before = typed.to(to);
    let (vlan, reason) = (RwSignal::new(before.vlan), RwSignal::new(before.reason));
    // The form is checked as the answer that was chosen last; until then as an approval, whose warnings come in time.
    let denying = RwSignal::new(false);
    let reading = Signal::derive(move || match denying.get() {
        true => Reading { act: deny.run(reason.get()), problems: vec![] },
        false => approve.run(vlan.get()),
    });
    let checks = checks(session, attempt, reading, move |remedy| {
        if let crosskey::domain::refusal::Remedy::UseVlan { vlan: free, .. } = remedy {
            vlan.set(free.to_string());
        }
    })
    .within(attempt.uuid());
    let act = move |act: Act, said: &'static str| {
        send(session, checks, attempt, act, move |_| {
            session.say(said);
            typed.keep(AnswerForm { to, ..AnswerForm::default() });
            super::focus_heading();
        });
    };
    let parts = Signal::derive(move || {
        let hint = "On your own end: from 2 to 4093. Empty or 0 takes the lowest free one, -1 is untagged.";
        let given = asks
            .vlan
            .then(|| Control::number(Field::Vlan, "Preferred B-End VLAN", vlan.get()).optional().hint(hint).into());
        let reason = Control::text(Field::Reason, "Reason, if you deny", reason.get()).optional().into();
        given.into_iter().chain(std::iter::once(reason)).collect::<Vec<Part>>()
    });
    let put = Callback::new(move |(field, _, edit): (Field, String, Edit)| {
        match field {
            Field::Vlan => {
                denying.set(false);
                vlan.set(edit.text());
            }
            _ => reason.set(edit.text()),
        }
        typed.keep(AnswerForm { to, vlan: vlan.get_untracked(), reason: reason.get_untracked() });
    });
    let reply = move |denies: bool, said: &'static str| {
        denying.set(denies);
        if checks.insist(|_| true) {
            act(reading.get_untracked().act, said);
        }
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        reply(false, "Approved");
    };
    let answer = asks.may_answer.then(|| {
        view! {
            <form novalidate on:submit=submit>
                <fieldset>
                    <SheetView checks parts put />
                    <FormProblems checks beside=|field| !matches!(field, Field::Vlan | Field::Reason) />
                </fieldset>
                <div class="row">
                    <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                        "Approve"
                    </button>
                    <button
                        type="button"
                        class="btn danger"
                        disabled=move || checks.busy.get()
                        on:click=move |_| reply(true, "Denied")
                    >
                        "Deny"
                    </button>
                </div>
            </form>
        }
    });
    let take_back = asks.may_withdraw.then(|| {
        view! {
            <div class="row">
                <button type="button" class="btn" on:click=move |_| act(withdraw.clone(), "Withdrawn")>
                    "Withdraw"
                </button>
            </div>
        }
    });
    let why_not =
        Some(asks.why_not).filter(|why| !why.is_empty()).map(|why| view! { <p class="muted small">{why}</p> });
    view! { {answer} {take_back} {why_not} }
}
