//! What came from a vendor: typed, pasted, opened or dropped. It holds keys, so it is kept nowhere but in the page (S2).

use std::collections::BTreeSet;

use crosskey::browser::share::{self, Unfit};
use crosskey::domain::refusal::Refusal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{DragEvent, File};

/// The longest text that is read, in bytes: about ten thousand tokens as a vendor lists them.
const LIMIT: f64 = 5_000_000.0;

/// What came from the vendor, typed, pasted, opened or dropped.
#[derive(Clone, Copy)]
pub struct Source {
    /// It holds keys, so it is kept nowhere (S2).
    pub text: RwSignal<String>,
    /// The file that it was in, if it was.
    pub file: RwSignal<String>,
    /// Why nothing was read of what was pasted last.
    pub unread_text: RwSignal<&'static str>,
    /// The same of the file that was opened or dropped last.
    pub unread_file: RwSignal<&'static str>,
    /// The rows that are chosen otherwise than offered.
    pub turned: RwSignal<BTreeSet<usize>>,
    /// The page of the entries, counted from 0.
    pub page: RwSignal<usize>,
    /// Why it was refused, and at which row.
    pub refused: RwSignal<Vec<(Option<usize>, Refusal)>>,
}

impl Source {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            file: RwSignal::new(String::new()),
            unread_text: RwSignal::new(""),
            unread_file: RwSignal::new(""),
            turned: RwSignal::new(BTreeSet::new()),
            page: RwSignal::new(0),
            refused: RwSignal::new(vec![]),
        }
    }

    /// Puts another text in the place of the one that was read, and with it all that was decided about that.
    fn put(self, text: String, file: String) {
        self.turned.set(BTreeSet::new());
        self.page.set(0);
        self.refused.set(vec![]);
        self.unread_text.set("");
        self.unread_file.set("");
        self.file.set(file);
        self.text.set(text);
    }

    /// Something was typed or pasted.
    pub fn typed(self, text: String) {
        #[allow(clippy::cast_precision_loss, reason = "no text is that long")]
        let too_long = text.len() as f64 > LIMIT;
        self.put(if too_long { String::new() } else { text }, String::new());
        if too_long {
            self.unread_text
                .set("This is more than 5 MB, so it was not read. Ask the vendor for fewer entries at a time.");
        }
    }

    /// A file was chosen.
    pub fn open(self, file: File) {
        let name = file.name();
        spawn_local(async move {
            let read = share::text(file, LIMIT).await;
            // The page may be gone when the file was read.
            if self.text.try_with_untracked(|_| ()).is_none() {
                return;
            }
            let problem = match &read {
                Err(Unfit::TooLarge) => {
                    "This file has more than 5 MB, so it was not read. Ask the vendor for fewer entries at a time."
                }
                Err(Unfit::Unreadable) => {
                    "The browser could not read this file. Choose it again, or paste what is in it."
                }
                Ok(text) if text.trim().is_empty() => {
                    "This file is empty. Choose the one that the vendor's answer is in."
                }
                Ok(_) => "",
            };
            self.put(read.unwrap_or_default(), name);
            self.unread_file.set(problem);
        });
    }

    /// Something was dropped: a file is read, and anything else is the browser's.
    pub fn drop(self, event: DragEvent) {
        let Some(file) = share::dropped(&event) else { return };
        event.prevent_default();
        self.open(file);
    }
}

/// Says that files may be dropped here. A piece of text is dropped into a field as everywhere.
pub fn dragged(event: DragEvent) {
    if share::drags_files(&event) {
        event.prevent_default();
    }
}
