//! The assets of the company (A8).

use crosskey::ledger::view::Window;
use crosskey::ledger::view::asset::{AssetRow, assets, may_add};
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::list::{Empty, Pager};
use crate::app::session::Session;

/// The list.
#[component]
pub fn Assets() -> impl IntoView {
    let session = Session::get();
    let page = RwSignal::new(0);
    let window = session.memo(move |sight, _| Window::over(assets(sight), page.get()));
    let may_add = session.memo(may_add);
    let list = move || {
        let window = window.get();
        let (at, pages, total) = (window.page, window.pages, window.total);
        if window.rows.is_empty() {
            let text = "Add the port that you want to hand over, or the one your connections shall end at.";
            let action = may_add.get().yes().then(|| ("Add an asset", Route::NewAsset.hash()));
            return view! { <Empty icon="i-box" title="No assets yet" text action /> }.into_any();
        }
        view! {
            <div class="scroll">
                <table class="cards">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Kind"</th>
                            <th scope="col">"Location"</th>
                            <th scope="col">"Facts"</th>
                            <th scope="col">"Places held"</th>
                        </tr>
                    </thead>
                    <tbody>{window.rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
        }
        .into_any()
    };
    view! {
        <section class="page">
            <div class="head">
                <h1>"Assets"</h1>
                <Show when=move || may_add.get().yes() && window.with(|window| window.total > 0)>
                    <a class="btn primary" href=Route::NewAsset.hash()>
                        "Add an asset"
                    </a>
                </Show>
            </div>
            <Show when=move || !may_add.get().yes()>
                <p class="muted">{move || may_add.get().why().to_owned()}</p>
            </Show>
            {list}
        </section>
    }
}

fn row(row: AssetRow) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a href=Route::Asset(row.id).hash()>{row.name}</a>
            </th>
            <td data-label="Kind">{row.kind} {row.closed.then_some(", closed")}</td>
            <td data-label="Location">{row.metro}</td>
            <td data-label="Facts">{row.facts}</td>
            <td data-label="Places held">{row.held.map_or("–".to_owned(), |held| held.to_string())}</td>
        </tr>
    }
}
