//! A form that survives a reload (D3).

use crosskey::browser::settings::DraftScope;
use crosskey::domain::shape::Shape;

use super::session::Session;
use leptos::prelude::*;

/// A form being filled in. Every change is kept at once, outside of any effect.
pub struct Draft<T: Send + Sync + 'static> {
    /// The form as it is now.
    pub form: RwSignal<T>,
    scope: Option<DraftScope<'static>>,
    session: Session,
}

impl<T: Send + Sync + 'static> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Draft<T> {}

impl<T: Shape + Clone + Send + Sync + 'static> Draft<T> {
    /// Opens a form: what was kept of it, or a fresh one.
    pub fn open(session: Session, name: &'static str, fresh: impl Fn() -> T) -> Self {
        let scope = session.draft_scope(name);
        let kept = scope.as_ref().and_then(|scope| session.settings(|settings| settings.draft::<T>(scope)));
        let form = kept.map_or_else(fresh, |(_, form)| form);
        Self { form: RwSignal::new(form), scope, session }
    }

    /// Changes the form and keeps it.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.form.update(change);
        self.keep();
    }

    /// Keeps the form as it is now.
    pub fn keep(&self) {
        if let (Some(scope), Some(form)) = (&self.scope, self.form.try_with_untracked(T::clone)) {
            self.session.settings(|settings| settings.save_draft(scope, &form));
        }
    }

    /// Forgets what was kept: the form was submitted or given up. The page may be gone by then.
    pub fn forget(&self) {
        if let Some(scope) = &self.scope {
            self.session.settings(|settings| settings.drop_draft(scope));
        }
    }
}
