//! The pages: they show what views say and send commands; no rule stands here.

mod boot;
mod components;
mod demo;
mod draft;
mod form;
mod pages;
mod session;
mod shell;

pub use boot::start;
