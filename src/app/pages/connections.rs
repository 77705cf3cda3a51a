//! The connections of the company.

use crosskey::domain::connection::State;
use crosskey::ledger::view::connection::{ConnectionRow, connections};
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::icon::Mark;
use crate::app::components::list::{Empty, Pager};
use crate::app::components::time::Moment;
use crate::app::session::Session;

/// The list.
#[component]
pub fn Connections() -> impl IntoView {
    let session = Session::get();
    let page = RwSignal::new(0);
    let window = session.memo(move |sight, _| connections(sight, page.get()));
    let list = move || {
        let window = window.get();
        if window.rows.is_empty() {
            let text = "A connection is made when somebody redeems a token: a partner yours, or you theirs.";
            let action = Some(("Redeem a key", Route::Redeem.hash()));
            return view! { <Empty icon="i-link" title="No connections yet" text action /> }.into_any();
        }
        let now = session.time();
        let (at, pages, total) = (window.page, window.pages, window.total);
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Connections">
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">"State"</th>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Partner"</th>
                            <th scope="col">"Your end"</th>
                            <th scope="col" class="num">"Bandwidth"</th>
                            <th scope="col" class="num">"Made"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {window
                            .rows
                            .into_iter()
                            .map(|row: ConnectionRow| {
                                view! {
                                    <tr>
                                        <td>{mark(row.state)}</td>
                                        <th scope="row">
                                            <a href=Route::Connection(row.id).hash()>{row.name}</a>
                                        </th>
                                        <td data-label="Partner">{row.partner}</td>
                                        <td data-label="Your end">{row.end}</td>
                                        <td data-label="Bandwidth" class="num">{row.bandwidth.to_string()}</td>
                                        <td data-label="Made" class="num"><Moment at=row.made now /></td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
            <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
        }
        .into_any()
    };
    view! {
        <section class="page">
            <div class="head">
                <h1>"Connections"</h1>
                <a class="btn" href=Route::Redeem.hash()>
                    "Redeem a key"
                </a>
            </div>
            {list}
        </section>
    }
}

/// A connection's state as a mark.
pub fn mark(state: State) -> impl IntoView {
    let look = match state {
        State::Live => "used",
        State::Waiting { .. } | State::ShutDown { .. } => "unused",
        State::Deleted { .. } | State::Denied { .. } | State::Lapsed { .. } | State::Withdrawn { .. } => "gone",
    };
    view! { <Mark look word=state.word() /> }
}
