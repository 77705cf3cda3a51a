//! The notices of the company (N1).

use crosskey::ledger::command::Act;
use crosskey::ledger::view::inbox::{About, NoticeRow, inbox, unread};
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::list::{Empty, Pager, off};
use crate::app::components::time::{Moment, in_zone};
use crate::app::session::Session;

/// The list.
#[component]
pub fn Inbox() -> impl IntoView {
    let session = Session::get();
    let page = RwSignal::new(0);
    let window = session.memo(move |sight, _| inbox(sight, page.get()));
    let unread = session.memo(|sight, _| unread(sight));
    let read = move |_| {
        if unread.get_untracked() == 0 {
            return;
        }
        let act = Act::ReadInbox(session.now());
        session.submit(session.attempt(), act, move |answer| {
            if let Some(refusal) = answer.err().and_then(|refusals| refusals.into_iter().next()) {
                session.say(&refusal.message);
            }
        });
    };
    let list = move || {
        let window = window.get();
        if window.rows.is_empty() {
            let text = "You are told here when a token of yours is redeemed, changed or about to expire.";
            return view! { <Empty icon="i-inbox" title="Nothing yet" text action=None /> }.into_any();
        }
        let now = session.time();
        let notice = move |row: NoticeRow| {
            let href = match row.about {
                About::Connection(id) => Route::Connection(id).hash(),
                About::Grant(id) => Route::Grant(id).hash(),
                About::Redeem => Route::Redeem.hash(),
            };
            view! {
                <li class=row.unread.then_some("unread")>
                    <a href=href>
                        {row.unread.then(|| view! { <span class="visually-hidden">"Unread: "</span> })}
                        <span>{in_zone(&row.text)}</span>
                    </a>
                    {row.mail.map(|mail| view! { <a class="btn quiet small" href=mail>"Prepare an e-mail"</a> })}
                    <Moment at=row.at now />
                </li>
            }
        };
        let (at, pages, total) = (window.page, window.pages, window.total);
        view! {
            <ul class="notices">{window.rows.into_iter().map(notice).collect_view()}</ul>
            <Pager page=at pages total turn=Callback::new(move |to| page.set(to)) />
        }
        .into_any()
    };
    view! {
        <section class="page">
            <div class="head">
                <h1>"Inbox"</h1>
                <button type="button" class="btn" aria-disabled=move || off(unread.get() == 0) on:click=read>
                    "Mark all as read"
                </button>
            </div>
            {list}
        </section>
    }
}
