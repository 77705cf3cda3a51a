//! Pieces of pages. They know nothing of grants and connections.

pub mod dialog;
pub mod field;
pub mod icon;
pub mod keybox;
pub mod link;
pub mod list;
pub mod plot;
pub mod sheet;
pub mod time;
