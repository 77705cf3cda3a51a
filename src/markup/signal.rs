//! Signals and memos: Leptos's own, with one type inside for all.
//!
//! Leptos makes code anew for every type of value that a signal holds. Here every value lies behind a pointer, and only
//! the way in and out knows its type.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Effect, Get, GetUntracked, Update};

type Pointer = Arc<dyn Any + Send + Sync>;

/// A value of a memo, and how it is compared with the next one.
#[derive(Clone)]
struct Held {
    value: Pointer,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

/// Every pointer in a signal is made by its own `new` or `set`, so the type is always right.
fn open<T: 'static>(value: &dyn Any) -> &T {
    #[allow(clippy::expect_used, reason = "only this file puts values into signals, each of the signal's own type")]
    value.downcast_ref().expect("the signal's type")
}

/// Makes a handle that is copied freely, whatever it leads to.
macro_rules! handle {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}
    };
}

handle!(RwSignal);
handle!(Memo);
handle!(Signal);

/// A value that is set and read.
pub struct RwSignal<T>(leptos::prelude::RwSignal<Pointer>, PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// Holds this value at first.
    pub fn new(value: T) -> Self {
        Self(leptos::prelude::RwSignal::new(Arc::new(value)), PhantomData)
    }

    /// Reads it; asks again when it changes.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(open(&*self.0.get()))
    }

    /// Reads it as it is now.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(open(&*self.0.get_untracked()))
    }

    /// Reads it as it is now, unless its owner is gone.
    pub fn try_with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_get_untracked().map(|value| read(open(&*value)))
    }

    /// Sets it.
    pub fn set(&self, value: T) {
        self.put(Arc::new(value));
    }

    fn put(&self, value: Pointer) {
        // An owner that is gone needs no news.
        let _ = self.0.try_update(|held| *held = value);
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// A copy; asks again when it changes.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy as it is now.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }

    /// Changes it.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.try_with_untracked(T::clone) {
            change(&mut value);
            self.set(value);
        }
    }
}

/// A value that follows from others. It is computed again when one of them changes, and tells only of a difference.
pub struct Memo<T>(leptos::prelude::Memo<Held>, PhantomData<fn() -> T>);

/// One kind of memo for all, whatever it computes.
fn memo(compute: Box<dyn Fn() -> Held + Send + Sync>) -> leptos::prelude::Memo<Held> {
    leptos::prelude::Memo::new(move |_| compute())
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Follows from what this reads.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        let same = |old: &dyn Any, new: &dyn Any| open::<T>(old) == open::<T>(new);
        Self(memo(Box::new(move || Held { value: Arc::new(compute()), same })), PhantomData)
    }

    /// Reads it; asks again when it changes.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(open(&*self.0.get().value))
    }

    /// Reads it as it is now.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(open(&*self.0.get_untracked().value))
    }

    /// A copy; asks again when it changes.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy as it is now.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

/// A value to be read, wherever it comes from: what components take.
pub struct Signal<T>(leptos::prelude::Memo<Held>, PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> Signal<T> {
    /// Computed from what this reads, at every change of it.
    pub fn derive(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(memo(Box::new(move || Held { value: Arc::new(compute()), same: |_, _| false })), PhantomData)
    }

    /// Never changes.
    pub fn stored(value: T) -> Self {
        let value: Pointer = Arc::new(value);
        Self(memo(Box::new(move || Held { value: Arc::clone(&value), same: |_, _| true })), PhantomData)
    }

    /// Reads it; asks again when it changes.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(open(&*self.0.get().value))
    }

    /// A copy; asks again when it changes.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy as it is now.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        open::<T>(&*self.0.get_untracked().value).clone()
    }
}

impl<T: Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self(memo.0, PhantomData)
    }
}

impl<T: Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self(memo(Box::new(move || Held { value: signal.0.get(), same: |_, _| false })), PhantomData)
    }
}

impl<T: Send + Sync + Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl From<&'static str> for Signal<String> {
    fn from(text: &'static str) -> Self {
        Self::stored(text.to_owned())
    }
}

impl From<String> for Signal<String> {
    fn from(text: String) -> Self {
        Self::stored(text)
    }
}

/// Runs now, and again whenever a signal that it read changes, as long as its owner lives.
pub fn effect(run: impl Fn() + 'static) {
    run_always(Box::new(run));
}

fn run_always(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}
