//! Storage in a real browser: the suite that every journal engine passes, and what only a browser can do to it.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test that finds something else than it expects shall stop right there"
)]

pub mod database;
pub mod page;
pub mod settings;
pub mod stub;
#[path = "../journal/suite.rs"]
pub mod suite;

use std::rc::Rc;

use crosskey::browser::indexed_db::IndexedDbJournal;
use crosskey::journal::Journal;
use js_sys::{Function, Promise};
use suite::Engine;
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A database of its own for each test.
pub struct Db {
    pub name: String,
}

impl Db {
    pub fn fresh() -> Self {
        Self { name: format!("crosskey:/test/:{}", Uuid::new_v4()) }
    }

    pub async fn open(&self) -> Rc<IndexedDbJournal> {
        IndexedDbJournal::open(&self.name).await.unwrap()
    }
}

impl Engine for Db {
    async fn handle(&self) -> Rc<dyn Journal> {
        self.open().await
    }

    async fn breathe(&self) {
        pause(10).await;
    }
}

/// Lets the browser work for some milliseconds.
pub async fn pause(millis: i32) {
    let wake = |resolve: Function, _| {
        web_sys::window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis).unwrap();
    };
    JsFuture::from(Promise::new(&mut { wake })).await.unwrap();
}

macro_rules! prove {
    ($($name:ident)*) => {$(
        #[wasm_bindgen_test]
        async fn $name() {
            suite::$name(&Db::fresh()).await;
        }
    )*};
}

every_test!(prove);
