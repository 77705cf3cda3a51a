//! What happened, what may happen next, and what each company may see of it.
//!
//! A [`command::Command`] is decided over a [`world::Sight`] into events; [`world::World::apply`] folds them back in.

pub mod audience;
pub mod command;
pub mod decide;
pub mod event;
pub mod history;
pub mod inbox;
pub mod react;
pub mod view;
pub mod world;
