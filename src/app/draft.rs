//! A form that survives a reload (D3).

use crosskey::browser::settings::DraftScope;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::session::Session;

/// A form being filled in. Every change is kept at once, outside of any effect.
pub struct Draft<T: Send + Sync + 'static> {
    /// The form as it is now.
    pub form: RwSignal<T>,
    scope: StoredValue<Option<DraftScope<'static>>>,
    session: Session,
}

impl<T: Send + Sync + 'static> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Draft<T> {}

impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> Draft<T> {
    /// Opens a form: what was kept of it, after `revive` looked at how many milliseconds old that is; or a fresh one.
    pub fn open(session: Session, name: &'static str, revive: impl Fn(T, i64) -> T, fresh: impl Fn() -> T) -> Self {
        let scope = session.draft_scope(name);
        let kept = scope.as_ref().and_then(|scope| session.settings(|settings| settings.draft::<T>(scope)));
        let form = kept.map_or_else(fresh, |(age, form)| revive(form, age));
        Self { form: RwSignal::new(form), scope: StoredValue::new(scope), session }
    }

    /// Changes the form and keeps it.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.form.update(change);
        self.scope.with_value(|scope| {
            if let Some(scope) = scope {
                self.session.settings(|settings| settings.save_draft(scope, &self.form.get_untracked()));
            }
        });
    }

    /// Forgets what was kept: the form was submitted or given up.
    pub fn forget(&self) {
        self.scope.with_value(|scope| {
            if let Some(scope) = scope {
                self.session.settings(|settings| settings.drop_draft(scope));
            }
        });
    }

    /// A part of the form as a signal.
    pub fn part<P: Clone + PartialEq + Send + Sync + 'static>(
        &self,
        of: impl Fn(&T) -> P + Send + Sync + 'static,
    ) -> Signal<P> {
        let form = self.form;
        Signal::derive(move || form.with(&of))
    }

    /// A callback that changes a part of the form.
    pub fn setter<P: Send + Sync + 'static>(&self, set: impl Fn(&mut T, P) + Send + Sync + 'static) -> Callback<P> {
        let draft = *self;
        Callback::new(move |value| draft.update(|form| set(form, value)))
    }
}
