//! Who did what and when to a grant or a connection (N3).

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::components::time::{When, in_zone};
use crate::app::session::Session;

/// Who did what and when (N3).
#[component]
pub fn History(
    /// The token or connection.
    id: uuid::Uuid,
) -> impl IntoView {
    let session = Session::get();
    let moments = RwSignal::new(None);
    Effect::new(move |_| {
        session.track();
        let Some(person) = session.person() else { return };
        let desk = session.desk(std::rc::Rc::clone);
        spawn_local(async move {
            moments.set(Some(desk.history(person, id).await.map_err(|error| error.to_string())));
        });
    });
    let list = move || match moments.get()? {
        Ok(moments) => {
            let line = |moment: crosskey::ledger::history::Moment| {
                view! {
                    <li>
                        <p>
                            <b>{moment.who}</b>
                            " "
                            {in_zone(&moment.what)}
                        </p>
                        <When at=moment.at />
                    </li>
                }
            };
            Some(view! { <ol class="timeline">{moments.into_iter().rev().map(line).collect_view()}</ol> }.into_any())
        }
        Err(why) => Some(view! { <p class="err">{why}</p> }.into_any()),
    };
    view! {
        <section class="card">
            <h2>"History"</h2>
            {list}
        </section>
    }
}
