//! Any form as its sheet says: controls with labels, hints, and the problems that stand at them.
//!
//! The sheet is written anew at every key. Its parts are a keyed list, so a part that stays keeps its elements and its
//! focus wherever others come and go, and each reads what it shows from a memo of its own: a key press touches one
//! control.

mod control;

use std::collections::BTreeMap;

use crosskey::domain::refusal::Field;
use crosskey::forms::sheet::{Edit, Form, Input, Part};
use leptos::prelude::*;

use super::field::Checks;
use control::ControlView;

/// What was done at a control: its field, which of several, and what.
pub type Put = Callback<(Field, String, Edit)>;

/// Takes what is done at the controls into a form.
pub fn into<T: Form + Clone + Send + Sync + 'static>(form: RwSignal<T>) -> Put {
    Callback::new(move |(field, detail, edit): (Field, String, Edit)| {
        form.update(|form| form.put(field, &detail, edit))
    })
}

/// A form's parts.
#[component]
pub fn SheetView(
    /// The form's checks.
    checks: Checks,
    /// What is to be filled in.
    parts: Signal<Vec<Part>>,
    /// Takes what is done.
    put: Put,
) -> impl IntoView {
    list(parts, checks, put)
}

/// What tells a part from the others of its list.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    /// A control: its field, which of several, and how it is filled in.
    Control(Field, String, &'static str),
    /// The first, second, third, … note, group or row.
    Nth(&'static str, usize),
}

/// The parts of a list with their keys.
fn keyed(parts: &[Part]) -> Vec<(Key, Part)> {
    let mut counts = BTreeMap::new();
    let mut nth = |what| {
        let count = counts.entry(what).or_insert(0);
        *count += 1;
        Key::Nth(what, *count)
    };
    let mut key = |part: &Part| match part {
        Part::Control(control) => Key::Control(control.field, control.detail.clone(), kind(&control.input)),
        Part::Note(_) => nth("note"),
        Part::Group { .. } => nth("group"),
        Part::Row(_) => nth("row"),
    };
    parts.iter().map(|part| (key(part), part.clone())).collect()
}

/// A word for how a control is filled in: another kind is another element.
const fn kind(input: &Input) -> &'static str {
    match input {
        Input::Line(_) => "line",
        Input::Number(_) => "number",
        Input::Date(..) => "date",
        Input::Select(_) => "select",
        Input::Radio(_) => "radio",
        Input::Tick => "tick",
        Input::Emails(_) => "emails",
        Input::Button => "button",
    }
}

/// A list of parts.
fn list(parts: Signal<Vec<Part>>, checks: Checks, put: Put) -> AnyView {
    let keyed = Memo::new(move |_| parts.with(|parts| keyed(parts)));
    let draw = move |(key, part): (Key, Part)| {
        // A part that just went may be asked once more before it leaves the page: it is as it was last.
        let now = Memo::new(move |last: Option<&Part>| {
            let found = keyed.with(|keyed| keyed.iter().find(|(of, _)| *of == key).map(|(_, part)| part.clone()));
            found.or_else(|| last.cloned()).unwrap_or_else(|| part.clone())
        });
        draw(now, checks, put)
    };
    view! { <For each=move || keyed.get() key=|(key, _)| key.clone() children=draw /> }.into_any()
}

/// A part; it stays of the kind that it is.
fn draw(part: Memo<Part>, checks: Checks, put: Put) -> AnyView {
    let parts = Signal::derive(move || {
        part.with(|part| match part {
            Part::Group { parts, .. } | Part::Row(parts) => parts.clone(),
            Part::Control(_) | Part::Note(_) => vec![],
        })
    });
    let words = move || {
        part.with(|part| match part {
            Part::Note(words) | Part::Group { legend: words, .. } => words.clone(),
            Part::Control(_) | Part::Row(_) => String::new(),
        })
    };
    match part.get_untracked() {
        Part::Control(first) => {
            let control = Memo::new(move |_| match part.get() {
                Part::Control(control) => control,
                _ => first.clone(),
            });
            view! { <ControlView control checks put /> }.into_any()
        }
        Part::Note(_) => view! { <p class="hint">{words}</p> }.into_any(),
        Part::Row(_) => view! { <div class="inputs">{list(parts, checks, put)}</div> }.into_any(),
        Part::Group { .. } => view! {
            <fieldset class="group">
                <legend>{words}</legend>
                {list(parts, checks, put)}
            </fieldset>
        }
        .into_any(),
    }
}
