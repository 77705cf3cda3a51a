//! Preferences, the acting person and unfinished forms, in the browser's simple storage (D3).
//!
//! Everything lies under one prefix with the deployment's path. Preferences and the person who acted last are shared by
//! all tabs; who acts in this tab and its unfinished forms are the tab's own: two tabs never fill in one form. Where storage is forbidden all this lasts as long as
//! the tab. Nothing here is ever an error to the user: a draft that cannot be kept or read is not there.

mod drawer;

use std::cell::RefCell;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::clock;
use crate::desk::Lead;
use crate::domain::id::{CompanyId, PersonId};
use crate::domain::json;
use drawer::Drawer;

/// The ledger that opens when none was chosen.
pub const MAIN: &str = "main";

/// Preferences, acting person and drafts of this deployment.
pub struct Settings {
    prefix: String,
    shared: Drawer,
    own: Drawer,
    ledger: RefCell<String>,
}

/// Whose unfinished form it is; the ledger is the settings' own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DraftScope<'a> {
    /// The company they act for.
    pub company: CompanyId,
    /// The person.
    pub person: PersonId,
    /// Which form, say `redeem`.
    pub form: &'a str,
}

#[derive(Serialize, Deserialize)]
struct Draft {
    saved: i64,
    draft: Value,
}

impl Settings {
    /// Opens the settings of the deployment at this path; see [`super::places::base_path`].
    pub fn open(base: &str) -> Self {
        let settings = Self {
            prefix: format!("crosskey:{base}:"),
            shared: Drawer::local(),
            own: Drawer::session(),
            ledger: RefCell::new(MAIN.to_owned()),
        };
        if let Some(ledger) = settings.shared.get(&settings.key("ledger")) {
            settings.ledger.replace(ledger);
        }
        settings
    }

    /// Which ledger this tab shows. Another tab's choice takes effect here at the next load.
    pub fn ledger(&self) -> String {
        self.ledger.borrow().clone()
    }

    /// Chooses a ledger, for this tab and for those opened later.
    pub fn set_ledger(&self, name: &str) {
        self.shared.set(&self.key("ledger"), &name);
        self.ledger.replace(name.to_owned());
    }

    /// Whether a choice is still known after a reload.
    pub fn lasting(&self) -> bool {
        self.shared.lasting()
    }

    /// The ledger that is not the demo: the one to come back to.
    pub fn home(&self) -> String {
        self.shared.get(&self.key("home")).unwrap_or_else(|| MAIN.to_owned())
    }

    /// Chooses another ledger to come back to, and shows it.
    pub fn set_home(&self, name: &str) {
        self.shared.set(&self.key("home"), &name);
        self.set_ledger(name);
    }

    /// Who acts in this tab; in a new tab the person who acted last anywhere.
    pub fn acting(&self) -> Option<PersonId> {
        let key = self.acting_key();
        let acting = self.own.get(&key);
        acting.or_else(|| {
            let last: PersonId = self.shared.get(&key)?;
            self.own.set(&key, &last);
            Some(last)
        })
    }

    /// Says who acts in this tab from now on.
    pub fn set_acting(&self, person: PersonId) {
        let key = self.acting_key();
        self.own.set(&key, &person);
        self.shared.set(&key, &person);
    }

    /// The chosen theme; `None` for the browser's.
    pub fn theme(&self) -> Option<String> {
        self.shared.get(&self.key("theme"))
    }

    /// Chooses a theme; `None` for the browser's.
    pub fn set_theme(&self, theme: Option<&str>) {
        let key = self.key("theme");
        match theme {
            Some(theme) => self.shared.set(&key, &theme),
            None => self.shared.remove(&key),
        }
    }

    /// An unfinished form and its age in milliseconds: a key typed into it is dropped after 24 hours. One that cannot
    /// be read is removed.
    pub fn draft<T: DeserializeOwned>(&self, scope: &DraftScope<'_>) -> Option<(i64, T)> {
        let Draft { saved, draft } = self.own.get(&self.draft_key(scope))?;
        let Ok(draft) = json::read_stored(&draft) else {
            self.drop_draft(scope);
            return None;
        };
        Some((clock::millis().saturating_sub(saved), draft))
    }

    /// Keeps an unfinished form, if there is room.
    pub fn save_draft(&self, scope: &DraftScope<'_>, draft: &impl Serialize) {
        self.own.set(&self.draft_key(scope), &Draft { saved: clock::millis(), draft: json::write(draft) });
    }

    /// Forgets a form that was submitted or given up.
    pub fn drop_draft(&self, scope: &DraftScope<'_>) {
        self.own.remove(&self.draft_key(scope));
    }

    /// By how much the clock of a ledger was put ahead, for all tabs.
    pub fn lead(&self, ledger: &str) -> Lead {
        self.shared.get(&self.lead_key(ledger)).unwrap_or_default()
    }

    /// Puts the clock of a ledger ahead.
    pub fn set_lead(&self, ledger: &str, lead: Lead) {
        self.shared.set(&self.lead_key(ledger), &lead);
    }

    /// Forgets who acted, every draft and the clock of a ledger that is deleted.
    pub fn forget_ledger(&self, name: &str) {
        let place = self.key(&format!("ledger/{name}/"));
        self.own.remove_all(&place);
        self.shared.remove_all(&place);
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn acting_key(&self) -> String {
        self.key(&format!("ledger/{}/acting", self.ledger.borrow()))
    }

    fn lead_key(&self, ledger: &str) -> String {
        self.key(&format!("ledger/{ledger}/lead"))
    }

    fn draft_key(&self, scope: &DraftScope<'_>) -> String {
        let DraftScope { company, person, form } = scope;
        self.key(&format!("ledger/{}/draft/{company}/{person}/{form}", self.ledger.borrow()))
    }
}
