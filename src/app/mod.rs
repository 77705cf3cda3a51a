//! The pages: they show what views say and send commands; no rule stands here.

mod boot;
mod components;
mod demo;
mod door;
mod draft;
mod form;
mod frame;
mod pages;
mod rest;
mod session;
mod shell;

/// What every page uses: Leptos's components and callbacks, and our own views and signals over Leptos's.
mod prelude {
    pub use leptos::prelude::{
        Callable, Callback, GetValue, LocalStorage, SetValue, StoredValue, UpdateValue, WithValue, component, document,
        event_target_checked, event_target_value, expect_context, on_cleanup, provide_context, request_animation_frame,
        set_timeout, window, window_event_listener, window_event_listener_untyped,
    };

    pub use crosskey::markup::signal::{Memo, RwSignal, Signal, effect};
    pub use crosskey::markup::{CollectView, ElementRef, IntoView, Show, View, live, mount_to, view};
}

pub use door::start;
