//! Preferences, the acting person and drafts, where the browser keeps them and where it forbids it.

use crosskey::browser::places::{base_path, database_name};
use crosskey::browser::settings::{DraftScope, MAIN, Settings};
use crosskey::domain::id::{CompanyId, PersonId};
use crosskey::forms::person::PersonForm as Form;
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::pause;
use crate::stub::{Stub, prototype, window};

fn form() -> Form {
    Form { name: "ä".to_owned(), ..Form::default() }
}

fn somewhere() -> String {
    format!("/{}/", Uuid::new_v4())
}

fn somebody() -> PersonId {
    PersonId::new(Uuid::new_v4())
}

fn scope(person: PersonId) -> DraftScope<'static> {
    DraftScope { company: CompanyId::new(Uuid::nil()), person, form: "redeem" }
}

fn local() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

fn session() -> web_sys::Storage {
    web_sys::window().unwrap().session_storage().unwrap().unwrap()
}

/// [D3] A draft survives a reload, with its age, for its own person and deployment only, until it is dropped.
#[wasm_bindgen_test]
async fn a_draft_survives_a_reload() {
    let (base, person) = (somewhere(), somebody());
    Settings::open(&base).save_draft(&scope(person), &form());
    pause(20).await;
    let settings = Settings::open(&base);
    let (age, draft) = settings.draft::<Form>(&scope(person)).unwrap();
    assert_eq!(draft, form());
    assert!((20..5000).contains(&age), "{age}");
    assert_eq!(settings.draft::<Form>(&scope(somebody())), None);
    assert_eq!(settings.draft::<Form>(&DraftScope { form: "wizard", ..scope(person) }), None);
    assert_eq!(Settings::open(&somewhere()).draft::<Form>(&scope(person)), None);
    settings.drop_draft(&scope(person));
    assert_eq!(Settings::open(&base).draft::<Form>(&scope(person)), None);
}

/// [D3] A draft of another form, or none at all, is not there and is removed.
#[wasm_bindgen_test]
fn an_unreadable_draft_is_removed() {
    let settings = Settings::open(&somewhere());
    let person = somebody();
    settings.save_draft(&scope(person), &"a text of an older version".to_owned());
    assert_eq!(settings.draft::<Form>(&scope(person)), None);
    assert_eq!(settings.draft::<String>(&scope(person)), None);
}

/// [P1] Who acts is each tab's own; a new tab begins with who acted last, and then stays with it.
#[wasm_bindgen_test]
fn who_acts_is_the_tabs_own() {
    let (base, first, second) = (somewhere(), somebody(), somebody());
    let settings = Settings::open(&base);
    assert_eq!(settings.acting(), None);
    settings.set_acting(first);
    assert_eq!(Settings::open(&base).acting(), Some(first));
    // A new tab has an empty session storage.
    let key = format!("crosskey:{base}:ledger/{MAIN}/acting");
    session().remove_item(&key).unwrap();
    assert_eq!(Settings::open(&base).acting(), Some(first));
    // Meanwhile somebody else acts in another tab.
    local().set_item(&key, &format!("\"{second}\"")).unwrap();
    assert_eq!(Settings::open(&base).acting(), Some(first));
}

/// [D3] Theme and ledger are kept; persons and drafts belong to their ledger, and go with it.
#[wasm_bindgen_test]
fn a_ledger_takes_its_drafts_along() {
    let (base, person) = (somewhere(), somebody());
    let settings = Settings::open(&base);
    assert_eq!((settings.ledger(), settings.theme()), (MAIN.to_owned(), None));
    settings.set_theme(Some("dark"));
    settings.set_acting(person);
    settings.save_draft(&scope(person), &form());
    settings.set_ledger("demo");
    assert_eq!((settings.acting(), settings.draft::<Form>(&scope(person))), (None, None));
    settings.set_acting(person);
    settings.save_draft(&scope(person), &form());

    let settings = Settings::open(&base);
    assert_eq!((settings.ledger(), settings.theme()), ("demo".to_owned(), Some("dark".to_owned())));
    settings.forget_ledger("demo");
    assert_eq!((settings.acting(), settings.draft::<Form>(&scope(person))), (None, None));
    settings.set_ledger(MAIN);
    assert_eq!(settings.acting(), Some(person));
    assert_eq!(settings.draft::<Form>(&scope(person)).map(|(_, draft)| draft), Some(form()));
    settings.set_theme(None);
    assert_eq!(Settings::open(&base).theme(), None);
}

/// [D3] Everything stored lies under the deployment's prefix, and nothing else of the origin is touched.
#[wasm_bindgen_test]
fn other_sites_of_the_origin_are_left_alone() {
    let (base, person) = (somewhere(), somebody());
    local().set_item("another site's", "{not json").unwrap();
    let count = local().length().unwrap();
    let settings = Settings::open(&base);
    settings.set_acting(person);
    settings.save_draft(&scope(person), &form());
    settings.forget_ledger(MAIN);
    assert_eq!(local().length().unwrap(), count);
    assert_eq!(local().get_item("another site's").unwrap().as_deref(), Some("{not json"));
    local().remove_item("another site's").unwrap();
}

/// [D4] Where storage is forbidden, settings and drafts last as long as the tab, and nothing panics.
#[wasm_bindgen_test]
fn forbidden_storage_is_replaced_by_memory() {
    let (base, person) = (somewhere(), somebody());
    let stubs = (Stub::forbidden(&window(), "localStorage"), Stub::forbidden(&window(), "sessionStorage"));
    let settings = Settings::open(&base);
    settings.set_acting(person);
    settings.set_theme(Some("dark"));
    settings.save_draft(&scope(person), &form());
    assert_eq!((settings.acting(), settings.theme()), (Some(person), Some("dark".to_owned())));
    assert_eq!(settings.draft::<Form>(&scope(person)).map(|(_, draft)| draft), Some(form()));
    settings.forget_ledger(MAIN);
    assert_eq!(settings.draft::<Form>(&scope(person)), None);
    drop(stubs);
    assert_eq!(Settings::open(&base).theme(), None);
}

/// [D3] Where storage is full, what was kept can still be read, and what cannot be kept is no error.
#[wasm_bindgen_test]
fn full_storage_still_reads() {
    let (base, person) = (somewhere(), somebody());
    Settings::open(&base).save_draft(&scope(person), &form());
    let full = "function () { throw new DOMException('no room', 'QuotaExceededError') }";
    let stub = Stub::value(&prototype("Storage"), "setItem", full);
    let settings = Settings::open(&base);
    settings.save_draft(&scope(person), &Form { name: "longer".to_owned(), ..form() });
    assert_eq!(settings.draft::<Form>(&scope(person)).map(|(_, draft)| draft), Some(form()));
    drop(stub);
}

/// [D3] Names carry the deployment's path, from slash to slash.
#[wasm_bindgen_test]
fn names_carry_the_deployments_path() {
    let base = base_path();
    assert!(base.starts_with('/') && base.ends_with('/'), "{base}");
    assert_eq!(database_name("/a/b/", "main"), "crosskey:/a/b/:main");
}
