//! What went wrong, as programs are told.

use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use crate::desk::{ReadOnly, Trouble};
use crate::domain::json::{self, FormError};
use crate::domain::key;
use crate::domain::refusal::{Code, Refusal};
use crate::journal::JournalError;
use crate::journal::copy::NotRestored;

const MALFORMED: &str = Code::MalformedKey.as_str();

/// Why something was not done.
pub enum Fault {
    /// The rules refuse it.
    Refused(Vec<Refusal>),
    /// A value that was handed over does not have its form.
    Form(FormError),
    /// It could not be stored or read.
    Storage(String),
}

impl Fault {
    /// A text that is no JSON.
    pub fn not_json(what: &str) -> Self {
        Self::Form(FormError { path: what.to_owned(), problem: "is not JSON".to_owned() })
    }

    /// A text that is no identity.
    pub fn no_uuid(field: &str) -> Self {
        Self::Form(FormError { path: field.to_owned(), problem: "is not a UUID".to_owned() })
    }

    /// An attempt or another identity that is in use, or none at all.
    fn no_identity() -> Self {
        Self::Form(FormError {
            path: "attempt".to_owned(),
            problem: "or what `ids` gave is no new identity".to_owned(),
        })
    }

    /// A row of a vendor's text that is not there, or cannot be taken over.
    pub fn no_row() -> Self {
        Self::Form(FormError { path: "rows".to_owned(), problem: "names a row that cannot be taken over".to_owned() })
    }

    /// Of the journal's.
    pub fn of_storage(error: JournalError) -> Self {
        Self::Storage(error.to_string())
    }

    /// Of the desk's.
    pub fn of_trouble(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusals) => Self::Refused(refusals),
            Trouble::Identity => Self::no_identity(),
            Trouble::Storage(error) | Trouble::ReadOnly(ReadOnly::Storage(error)) => Self::of_storage(error),
            Trouble::ReadOnly(ReadOnly::ClockBehind { newest, clock }) => Self::Storage(format!(
                "The clock says {}, but the newest entry is of {}; nothing is written until the clock is right.",
                clock.to_iso(),
                newest.to_iso()
            )),
        }
    }

    /// Of a backup that was not taken in.
    pub fn of_restoring(reason: NotRestored) -> Self {
        match reason {
            NotRestored::Form(error) => Self::Form(error),
            NotRestored::Storage(error) => Self::of_storage(error),
            other => Self::Storage(other.to_string()),
        }
    }

    fn refusals(self) -> Value {
        let one = |code: &str, field: &str, message: &str| {
            json!([{
                "code": code, "field": field, "detail": null, "message": message, "vendorCode": null, "remedy": null,
            }])
        };
        match self {
            Self::Refused(refusals) => json::write(&refusals),
            Self::Form(error) => one(code(&error), &error.path, &error.to_string()),
            Self::Storage(message) => one("not-stored", "form", &message),
        }
    }
}

/// The code of the rules for a text that is no key; for anything else that of the border.
fn code(error: &FormError) -> &'static str {
    if error.problem.ends_with(key::WANTED) { MALFORMED } else { "invalid-input" }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        Self::from_str(&fault.refusals().to_string())
    }
}
