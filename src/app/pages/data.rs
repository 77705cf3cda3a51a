//! Where the data lives, how it is taken out (S3), and the demo.

use crosskey::browser::indexed_db::{dump, dump_keyless};
use crosskey::browser::places;
use crosskey::browser::settings::MAIN;
use crosskey::browser::share;
use crosskey::desk::ReadOnly;
use crosskey::journal::JournalError;
use crosskey::ledger::view::export::export;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::demo;
use crate::app::frame::reload;
use crate::app::session::{Session, Storage};

/// The page.
#[component]
pub fn Data() -> impl IntoView {
    let session = Session::get();
    let problem = RwSignal::new(String::new());
    let denied = |share::Denied| "The browser did not allow saving.".to_owned();
    let save = move |file: &str, text: Result<String, String>| {
        let saved = text.and_then(|text| share::download(file, "application/json", &text).map_err(denied));
        if saved.is_ok() {
            session.say(&format!("Saved as {file}"));
        }
        problem.set(saved.err().unwrap_or_default());
    };
    let back_up = move |keys: bool| {
        let name = places::database_name(&places::base_path(), &session.settings(|settings| settings.ledger()));
        spawn_local(async move {
            let (file, text) = match keys {
                true => ("crosskey-backup.json", dump(&name).await),
                false => ("crosskey-backup-without-keys.json", dump_keyless(&name).await),
            };
            save(file, text.map_err(|error| error.to_string()));
        });
    };
    let export = move |_| {
        let view = session.look(|sight, _| export(sight));
        save("crosskey-export.json", share::indented(&view).map_err(denied));
    };
    let set_aside = move |_| {
        // What cannot be read stays under its name; a new ledger gets one that was never used.
        session.settings(|settings| settings.set_home(&format!("{MAIN}-{}", session.now().millis())));
        reload();
    };
    let unusable = move || {
        !session.demo()
            && matches!(session.read_only(), Some(ReadOnly::Storage(JournalError::Unreadable(_) | JournalError::Newer)))
    };
    let place = match session.storage() {
        Storage::Kept => {
            "In this browser's database, on this computer, for this address only. There is no server and no copy."
                .to_owned()
        }
        Storage::Memory(error) => format!("{error} Everything is kept in this tab and gone when it is closed."),
    };
    let kept = session.storage() == Storage::Kept;
    let beside = if kept { "in a ledger of their own. Yours is not touched." } else { "told in this tab." };
    view! {
        <section class="page">
            <h1>"Data"</h1>
            <div class="card">
                <h2>"Where your data is"</h2>
                <p>{place}</p>
                <p>"Clearing this site's data in the browser deletes it. Keys lie readable in it: whoever uses this browser can read them."</p>
                <Show when=move || kept>
                    <div class="row">
                        <button type="button" class="btn" on:click=move |_| back_up(true)>
                            "Back up this browser"
                        </button>
                        <button type="button" class="btn" on:click=move |_| back_up(false)>
                            "Back up without keys"
                        </button>
                    </div>
                    <p class="hint">"The backup is the whole ledger as it is stored: every company and every key, with the passwords of routers. Keep the file safe."</p>
                    <p class="hint">"Without keys it is the same with every key and password left out, and with them whatever cannot be read."</p>
                </Show>
                <p class="err" role="alert" hidden=move || problem.with(String::is_empty)>{move || problem.get()}</p>
            </div>
            <Show when=move || session.person().is_some()>
                <div class="card">
                    <h2>"Your company's view"</h2>
                    <p>"Your company, its people, assets, tokens, keys and connections as you see them, without any key itself and without what is your partners' own."</p>
                    <div class="row">
                        <button type="button" class="btn" on:click=export>
                            "Export"
                        </button>
                    </div>
                </div>
            </Show>
            <Show when=unusable>
                <div class="card">
                    <h2>"Start with a new ledger"</h2>
                    <p>"What is stored cannot be used by this version. It is left as it is, so that it can be downloaded and looked at later."</p>
                    <div class="row">
                        <button type="button" class="btn danger" on:click=set_aside>
                            "Set it aside and start a new ledger"
                        </button>
                    </div>
                </div>
            </Show>
            <div class="card">
                <h2>"Demo"</h2>
                <Show
                    when=move || session.demo()
                    fallback=move || view! {
                        <p>"West Company, East Company and a cloud provider, " {beside}</p>
                        <div class="row">
                            <button type="button" class="btn" on:click=move |_| demo::enter(session)>
                                "Load the demo"
                            </button>
                        </div>
                    }
                >
                    <p>"You are in the demo ledger."</p>
                    <div class="row" hidden=!kept>
                        <button type="button" class="btn" on:click=move |_| demo::leave(session)>
                            "Leave the demo"
                        </button>
                        <button type="button" class="btn" on:click=move |_| demo::start_afresh(session)>
                            "Start the demo afresh"
                        </button>
                    </div>
                </Show>
            </div>
        </section>
    }
}
