//! Share: the key of a grant and every way to hand it over (N2). While it is open, the page prints as a sheet with nothing
//! else on it.

use crosskey::browser::share::{self, Denied};
use crosskey::domain::id::GrantId;
use crosskey::domain::key::Key;
use crosskey::handover::offer::Offer;
use crosskey::handover::qr::Picture;
use crosskey::handover::share::Handout;
use leptos::prelude::*;

use crate::app::components::keybox::{KeyBox, copy_button};
use crate::app::components::list::facts;
use crate::app::session::Session;

/// The key of a grant, and Share as long as somebody may redeem it one day. For those who may reveal the key.
#[component]
pub fn Share(
    /// The grant.
    id: GrantId,
    /// Its key.
    key: Key,
    /// Whether Share is open from the start.
    open: bool,
) -> impl IntoView {
    let session = Session::get();
    let handout = session.memo(move |sight, person| {
        let offer = Offer::of(sight, person, id)?;
        let grant = crosskey::ledger::view::grant::grant(sight, person, id)?;
        Some(Handout::of(&offer, &grant.recipients, &page(), sight.now()))
    });
    let say = Callback::new(move |words: &'static str| session.say(words));
    move || {
        let handout = handout.get();
        let file = handout.as_ref().map(|handout| (handout.file_name.clone(), handout.text.clone()));
        let title = handout.as_ref().map(|handout| view! { <h3 class="on-paper">{handout.title.clone()}</h3> });
        view! {
            <div class="handout">
                {title}
                <KeyBox text=key.reveal() file say />
                {handout.map(|handout| view! { <Ways handout open say /> })}
            </div>
        }
    }
}

/// The app's own address, which a link begins with.
fn page() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Every way but the key itself and its file.
#[component]
fn Ways(handout: Handout, open: bool, say: Callback<&'static str>) -> impl IntoView {
    let print = move |_| {
        if share::print() == Err(Denied) {
            say.run("The browser did not allow printing.");
        }
    };
    let failed = "The browser did not allow copying. Use the e-mail or the QR code.";
    view! {
        <details class="share" open=open>
            <summary class="btn">"Share"</summary>
            <div class="stack">
                <p class="hint">
                    "The link opens the redemption form, filled in. Whoever has the link, the code or the sheet has the key."
                </p>
                <div class="row">
                    {copy_button("Copy link", "btn", handout.link, "Link copied", failed, say)}
                    <a class="btn" href=handout.mail>
                        "E-mail"
                    </a>
                    <button type="button" class="btn" on:click=print>
                        "Print"
                    </button>
                </div>
                {handout.picture.map(code)}
                <h3 class="on-screen">"What the recipient is told"</h3>
                {facts(handout.facts)}
                <p class="pay them">{handout.payer}</p>
            </div>
        </details>
    }
}

/// The link as a QR code; "Copy link" gives the same in words.
fn code(picture: Picture) -> impl IntoView {
    view! {
        <svg class="qr" role="img" aria-label="QR code of the link" viewBox=picture.view_box shape-rendering="crispEdges">
            <path d=picture.path fill="currentColor" />
        </svg>
    }
}
