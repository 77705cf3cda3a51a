//! The first visit: two ways in.

use crosskey::route::Route;
use leptos::prelude::*;

/// What stands here before anybody acts.
#[component]
pub fn Welcome(
    /// Whether there is somebody to choose.
    known: Signal<bool>,
    /// Shows the demo.
    demo: Callback<()>,
) -> impl IntoView {
    view! {
        <section class="page">
            <h1>"Hand over a port, keep control"</h1>
            <p>
                "Crosskey makes the token or key that lets a customer connect to your port, device or router: for Equinix
                Fabric, for Network Edge, and for Megaport. They redeem it; what changes afterwards, the other side approves first.
                Everything stays in this browser."
            </p>
            <Show when=move || known.get()>
                <p>"Choose at the top right who you are, or start anew:"</p>
            </Show>
            <div class="cols">
                <div class="card">
                    <h2>"Look around first"</h2>
                    <p>"The demo has West Company with its services, East Company as its customer, and a cloud provider."</p>
                    <p>
                        <button type="button" class="btn primary" on:click=move |_| demo.run(())>
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
