//! What lists have in common: turning pages, and what stands there while there is nothing.

use leptos::prelude::*;

use super::icon::Icon;

/// Buttons to turn the pages of a list; nothing where one page holds all. The one that leads nowhere keeps the focus that it
/// has, so it is not disabled but says so.
#[component]
pub fn Pager(
    /// The page shown, counted from 0.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// How many rows there are in all.
    total: usize,
    /// Turns to a page.
    turn: Callback<usize>,
) -> impl IntoView {
    let last = pages.saturating_sub(1);
    let turn = move |to: usize| {
        if to != page {
            turn.run(to);
        }
    };
    (pages > 1)
        .then(|| {
            view! {
                <nav class="pager" aria-label="Pages of the list">
                    <button class="btn small" aria-disabled=off(page == 0) on:click=move |_| turn(page.saturating_sub(1))>
                        "Previous"
                    </button>
                    <span>{format!("Page {} of {pages}, {total} in all", page + 1)}</span>
                    <button class="btn small" aria-disabled=off(page == last) on:click=move |_| turn(last.min(page + 1))>
                        "Next"
                    </button>
                </nav>
            }
        })
        .into_any()
}

/// What says that a button does nothing now.
pub fn off(off: bool) -> Option<&'static str> {
    off.then_some("true")
}

/// What stands in place of an empty list: what it would hold, and the way to fill it.
#[component]
pub fn Empty(
    /// The icon's symbol.
    icon: &'static str,
    /// The heading.
    title: &'static str,
    /// A sentence.
    #[prop(into)]
    text: String,
    /// The way to fill it: a label and a hash.
    #[prop(optional_no_strip)]
    action: Option<(&'static str, String)>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h2>{title}</h2>
            <p>{text}</p>
            {action.map(|(label, href)| view! { <a class="btn primary" href=href>{label}</a> })}
        </div>
    }
}

/// Facts: what each is called, and what it is.
pub fn facts(rows: Vec<(&'static str, String)>) -> impl IntoView {
    let row = |(label, value): (&'static str, String)| view! { <dt>{label}</dt> <dd>{value}</dd> };
    view! { <dl class="facts">{rows.into_iter().map(row).collect_view()}</dl> }
}
