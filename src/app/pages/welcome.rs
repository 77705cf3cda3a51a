//! The first visit: two ways in.

use crate::app::prelude::*;
use crosskey::ledger::view::company::roster;
use crosskey::route::Route;

use crate::app::demo;
use crate::app::session::Session;

/// What stands here before anybody acts.
#[component]
pub fn Welcome() -> View {
    let session = Session::get();
    let known = move || {
        session.track();
        session.desk(|desk| desk.roster(|world| !roster(world).is_empty()))
    };
    view! {
        <section class="page">
            <h1>"Hand over a port, keep control"</h1>
            <p>
                "Crosskey creates service tokens that let a customer build one connection from your port, lets them
                redeem the token, and keeps both companies in agreement afterwards. Everything stays in this browser."
            </p>
            <Show when=known>
                <p>"Choose at the top right who you are, or start anew:"</p>
            </Show>
            <div class="cols">
                <div class="card">
                    <h2>"Look around first"</h2>
                    <p>"The demo has West Company with ports, East Company as its customer, and a cloud provider."</p>
                    <p>
                        <button type="button" class="btn primary" on:click=move |_| demo::enter(session)>
                            "Load the demo"
                        </button>
                    </p>
                </div>
                <div class="card">
                    <h2>"Start for real"</h2>
                    <p>"Name your company and yourself. A partner in the same browser can be added the same way."</p>
                    <p>
                        <a class="btn" href=Route::NewCompany.hash()>
                            "Set up a company"
                        </a>
                    </p>
                </div>
            </div>
        </section>
    }
}
