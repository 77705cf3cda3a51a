//! The pages: they show what views say and send commands; no rule stands here.

mod components;
mod demo;
mod draft;
mod form;
mod frame;
mod pages;
mod session;
mod shell;
mod startup;

pub use startup::start;
