//! What every page says above its heading.

use crosskey::desk::ReadOnly;
use crosskey::journal::JournalError;
use crosskey::route::Route;
use leptos::prelude::*;

use crate::app::components::dialog::Confirm;
use crate::app::components::icon::Icon;
use crate::app::components::time::{day, local};
use crate::app::demo;
use crate::app::frame::reload;
use crate::app::session::{Session, Storage};

/// What must always be said: where the data is not kept, that this is a demo, that this tab only reads.
#[component]
pub fn Banners() -> impl IntoView {
    let session = Session::get();
    let memory = move || match session.storage() {
        Storage::Kept => None,
        Storage::Memory(error) => Some(banner(
            "warn",
            "In memory only.",
            format!("{error} Everything is gone when this tab is closed."),
            vec![],
        )),
    };
    let kept = session.storage() == Storage::Kept;
    let asking = RwSignal::new(false);
    let ask = Callback::new(move |()| asking.set(true));
    let leave = Callback::new(move |()| demo::leave(session));
    let start = Callback::new(move |()| demo::start_afresh(session));
    let demo_says = Memo::new(move |_| demo_says(session));
    let demo = move || {
        session.demo().then(|| {
            let (ahead, text) = demo_says.get();
            let later = move |days| Callback::new(move |()| demo::put_ahead(session, days));
            let leave = ("Leave the demo", if kept { leave } else { ask });
            let mut acts = vec![("1 day later", later(1)), ("30 days later", later(30)), leave];
            if ahead && kept {
                acts.push(("Start afresh", ask));
            }
            banner("info", "Demo ledger.", text, acts)
        })
    };
    let read_only = move || {
        session.read_only().map(|reason| match reason {
            ReadOnly::ClockBehind { newest, clock } => {
                let text = format!(
                    "This computer's clock says {}, but the newest entry is of {}. Until the clock is right, this tab \
                     only reads.",
                    local(clock),
                    local(newest)
                );
                let confirm = Callback::new(move |()| session.desk(|desk| desk.confirm_clock()));
                banner("bad", "The clock is behind.", text, vec![("My clock is right", confirm)])
            }
            ReadOnly::Storage(error) => {
                let next = match error {
                    JournalError::Unreadable(_) | JournalError::Newer => {
                        ("Your data", Callback::new(move |()| session.go(Route::Data)))
                    }
                    _ => ("Reload", Callback::new(move |()| reload())),
                };
                banner("bad", "This tab only reads.", error.to_string(), vec![next])
            }
        })
    };
    let (title, text, action, on_confirm) = if kept {
        let text = "All that was tried in the demo is gone then, and its clock says today again. Your own ledger is not touched.";
        ("Start the demo afresh?", text, "Start afresh", start)
    } else {
        let text =
            "Nothing is kept in this browser: all that is in this tab is gone then, also what is not of the demo.";
        ("Leave the demo?", text, "Leave the demo", leave)
    };
    view! {
        <div role="status">{memory} {demo} {read_only}</div>
        <Confirm open=asking title=title.to_owned() text action on_confirm />
    }
}

/// What the demo says of itself, and whether its clock is ahead.
fn demo_says(session: Session) -> (bool, String) {
    let days = demo::days_ahead(session);
    if days == 0 {
        return (false, "Nothing here is real; try everything.".to_owned());
    }
    let (today, plural) = (day(session.now()), if days == 1 { "" } else { "s" });
    let says = format!("The demo's clock says {today}, {days} day{plural} ahead.");
    let back = if session.storage() == Storage::Kept {
        "Time never runs back, unless you start afresh."
    } else {
        "Time never runs back."
    };
    (true, format!("{says} {back}"))
}

fn banner(
    look: &'static str,
    head: &'static str,
    text: String,
    acts: Vec<(&'static str, Callback<()>)>,
) -> impl IntoView {
    view! {
        <div class=format!("banner {look}")>
            <Icon name="i-info" />
            <p>
                <b>{head}</b>
                " "
                {text}
            </p>
            {acts
                .into_iter()
                .map(|(label, act)| {
                    view! {
                        <button type="button" class="btn small" on:click=move |_| act.run(())>
                            {label}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
