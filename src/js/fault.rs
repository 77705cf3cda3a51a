//! What went wrong, as programs are told.

use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::desk::{ReadOnly, Trouble};
use crate::domain::key::stored::NO_KEY;
use crate::domain::refusal::{Code, Refusal};
use crate::domain::shape::ShapeError;
use crate::domain::told::{Object, Told};
use crate::journal::JournalError;
use crate::journal::copy::NotRestored;

const MALFORMED: &str = Code::MalformedKey.as_str();

/// Why something was not done.
pub enum Fault {
    /// The rules refuse it.
    Refused(Vec<Refusal>),
    /// A value that was handed over does not have its form.
    Form(ShapeError),
    /// It could not be stored or read.
    Storage(String),
}

impl Fault {
    /// A text that is no JSON.
    pub fn not_json(what: &str) -> Self {
        Self::Form(ShapeError { path: what.to_owned(), problem: "is not JSON" })
    }

    /// A text that is no identity.
    pub fn no_uuid(field: &str) -> Self {
        Self::Form(ShapeError { path: field.to_owned(), problem: "is not a UUID" })
    }

    /// An attempt or another identity that is in use, or none at all.
    fn no_identity() -> Self {
        Self::Form(ShapeError { path: "attempt".to_owned(), problem: "or what `ids` gave is no new identity" })
    }

    /// A row of a vendor's text that is not there, or cannot be taken over.
    pub fn no_row() -> Self {
        Self::Form(ShapeError { path: "rows".to_owned(), problem: "names a row that cannot be taken over" })
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
        let one = |code: &'static str, field: String, message: String| {
            let mut object = Object::default();
            object.tell("code", &code);
            object.tell("field", &field);
            object.tell("detail", &Value::Null);
            object.tell("message", &message);
            object.tell("vendor_code", &Value::Null);
            object.tell("remedy", &Value::Null);
            Value::Array(vec![object.done()])
        };
        match self {
            Self::Refused(refusals) => refusals.tell(),
            Self::Form(error) => {
                let message = error.to_string();
                one(if error.problem == NO_KEY { MALFORMED } else { "invalid-input" }, error.path, message)
            }
            Self::Storage(message) => one("not-stored", "form".to_owned(), message),
        }
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        Self::from_str(&fault.refusals().to_string())
    }
}
