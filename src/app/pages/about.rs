//! What this is, and what it can and cannot promise.

use leptos::prelude::*;

/// The page.
#[component]
pub fn About() -> impl IntoView {
    view! {
        <section class="page">
            <h1>"About"</h1>
            <div class="card">
                <h2>"What it does"</h2>
                <p>
                    "A company hands out a key to its port, device or router; another redeems it into a connection; both
                    see what concerns them and nothing else. The rules are those that the vendors publish: Equinix for
                    the A-side tokens of Fabric and the Z-side tokens of Fabric and Network Edge, Megaport for its
                    service keys."
                </p>
            </div>
            <div class="card">
                <h2>"What it can promise, and what not"</h2>
                <p>"Within one browser every rule is kept: a token works once, a VLAN has one holder, limits hold."</p>
                <p>
                    "It orders nothing at a vendor, and it cannot keep people apart who use the same browser: they can act
                    as anybody in it. Keys lie readable in the browser's storage. Nothing is sent anywhere."
                </p>
            </div>
            <div class="card">
                <h2>"Whose it is"</h2>
                <p>
                    "Crosskey is free software under the MIT or Apache 2.0 licence. It is not affiliated with Equinix or
                    Megaport; their names are used to say which published rules are followed."
                </p>
            </div>
        </section>
    }
}
