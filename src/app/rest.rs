//! The program comes in two parts, so that a first visit is short. The first part has just the door; this one has the
//! ledger, the rules and every page.

#![allow(unsafe_code, reason = "the macro declares the second part's function as an import of the first")]

use std::rc::Rc;

use crate::app::prelude::*;
use futures::future::LocalBoxFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::boot;

/// Makes the whole app stand in place of the door; takes the text of the offer that stood in the address.
pub type Inside = Rc<dyn Fn(Option<String>) -> View>;

/// Opens the ledger, or the demo's, and the app over it; loads the second part before, unless it is here already.
///
/// # Errors
/// When the host does not hand the second part over, which may pass.
#[wasm_split(rest, fallible, preload(fetch))]
pub fn open(demo: bool) -> Result<LocalBoxFuture<'static, Inside>, SplitLoaderError> {
    Ok(Box::pin(boot::open(demo)))
}
