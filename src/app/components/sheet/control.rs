//! One control of a sheet: its element, its label and hint, and the problems that stand at it.

use crosskey::domain::refusal::Field;
use crosskey::forms::sheet::{Choice, Control, Edit, Input, Line, YES};
use leptos::prelude::*;

use super::Put;
use crate::app::components::field::{Checks, Problems};

/// What the elements of one control share. A handle: copies mean the same control.
#[derive(Clone, Copy)]
struct Place {
    control: Memo<Control>,
    checks: Checks,
    put: Put,
}

impl Place {
    /// Field and detail, which stay while the control does.
    fn of(self) -> (Field, String) {
        self.control.with_untracked(of)
    }

    fn id(self) -> String {
        let (field, detail) = self.of();
        self.checks.id(field, &detail)
    }

    /// Takes what was done. A browser may tell of it when the control is gone: a text field that is removed says that its
    /// text changed.
    fn send(self, edit: Edit) {
        if let Some((field, detail)) = self.control.try_with_untracked(of) {
            self.put.try_run((field, detail, edit));
        }
    }

    /// Shows the field's problems from now on, unless it is gone.
    fn touch(self) {
        if let Some((field, detail)) = self.control.try_with_untracked(of) {
            self.checks.touch(field, &detail);
        }
    }

    fn described(self) -> String {
        format!("{0}-hint {0}-problem", self.id())
    }

    /// Reads something of the control whenever that changes.
    fn read<T: PartialEq + Send + Sync + 'static>(self, read: fn(&Control) -> T) -> Memo<T> {
        let control = self.control;
        Memo::new(move |_| control.with(read))
    }

    fn label(self) -> Memo<String> {
        self.read(|control| control.label.clone())
    }

    fn hint(self) -> Memo<String> {
        self.read(|control| control.hint.clone())
    }

    fn value(self) -> Memo<String> {
        self.read(|control| control.value.clone())
    }

    /// What can be chosen.
    fn choices(self) -> Memo<Vec<Choice>> {
        self.read(|control| match &control.input {
            Input::Number(choices) | Input::Select(choices) | Input::Radio(choices) => choices.clone(),
            _ => vec![],
        })
    }

    /// What says to the browser that the field has a problem that is shown.
    fn invalid(self) -> Memo<Option<&'static str>> {
        let (checks, (field, detail)) = (self.checks, self.of());
        Memo::new(move |_| checks.invalid(field, &detail))
    }

    /// Takes the text typed.
    fn typed(self) -> impl Fn(web_sys::Event) + 'static {
        move |event| self.send(Edit::Text(event_target_value(&event)))
    }

    /// Does something and shows the field's problems from now on.
    fn act(self, edit: Edit) {
        self.send(edit);
        self.touch();
    }
}

/// What tells a control from the others of its form.
fn of(control: &Control) -> (Field, String) {
    (control.field, control.detail.clone())
}

/// One control.
#[component]
pub fn ControlView(
    /// What is to be filled in.
    control: Memo<Control>,
    /// The form's checks.
    checks: Checks,
    /// Takes what is done.
    put: Put,
) -> impl IntoView {
    let place = Place { control, checks, put };
    let body = match control.with_untracked(|control| control.input.clone()) {
        Input::Line(line) => view! { <LineInput place line /> }.into_any(),
        Input::Number(_) => view! { <NumberInput place /> }.into_any(),
        Input::Date(..) => view! { <DateInput place /> }.into_any(),
        Input::Select(_) => view! { <SelectInput place /> }.into_any(),
        Input::Emails(_) => view! { <EmailsInput place /> }.into_any(),
        Input::Radio(_) => return view! { <RadioField place /> }.into_any(),
        Input::Tick => return view! { <TickField place /> }.into_any(),
        Input::Button => return view! { <ButtonField place /> }.into_any(),
    };
    let (label, hint, optional) = (place.label(), place.hint(), place.read(|control| control.optional));
    let optional = move || optional.get().then(|| view! { " " <small>"optional"</small> });
    view! {
        <div class="field" id=format!("{}-field", place.id())>
            <label for=place.id()>{label} {optional}</label>
            {body}
            <p class="hint" id=format!("{}-hint", place.id())>{hint}</p>
            <FieldProblems place />
        </div>
    }
    .into_any()
}

/// The problems and warnings at a control.
#[component]
fn FieldProblems(place: Place) -> impl IntoView {
    let (field, detail) = place.of();
    view! { <Problems checks=place.checks field detail /> }
}

#[component]
fn LineInput(place: Place, line: Line) -> impl IntoView {
    let (kind, complete) = match line {
        Line::Text => ("text", "off"),
        Line::Email => ("email", "off"),
        Line::Password => ("password", "new-password"),
    };
    view! {
        <input
            id=place.id()
            type=kind
            prop:value=place.value()
            on:input=place.typed()
            on:change=move |_| place.touch()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
            autocomplete=complete
            spellcheck="false"
        />
    }
}

#[component]
fn NumberInput(place: Place) -> impl IntoView {
    let (value, usual) = (place.value(), place.choices());
    let chip = move |choice: Choice| {
        let Choice { value: chosen, label, .. } = choice;
        let act = chosen.clone();
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || value.with(|value| *value == chosen).to_string()
                on:click=move |_| place.act(Edit::Text(act.clone()))
            >
                {label}
            </button>
        }
    };
    view! {
        <input
            id=place.id()
            type="text"
            inputmode="numeric"
            prop:value=value
            on:input=place.typed()
            on:change=move |_| place.touch()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
            autocomplete="off"
            spellcheck="false"
        />
        <Show when=move || usual.with(|usual| !usual.is_empty())>
            <div class="chips" role="group" aria-label="Usual values">
                <For each=move || usual.get() key=Choice::clone children=chip />
            </div>
        </Show>
    }
}

#[component]
fn DateInput(place: Place) -> impl IntoView {
    let bounds = place.read(|control| match &control.input {
        Input::Date(first, last) => (first.clone(), last.clone()),
        _ => Default::default(),
    });
    view! {
        <input
            id=place.id()
            type="date"
            min=move || bounds.get().0
            max=move || bounds.get().1
            prop:value=place.value()
            on:input=place.typed()
            on:change=move |_| place.touch()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
        />
    }
}

#[component]
fn SelectInput(place: Place) -> impl IntoView {
    let (value, choices) = (place.value(), place.choices());
    let option = move |choice: Choice| {
        let Choice { value: of, label, .. } = choice;
        let chosen = of.clone();
        view! { <option value=of prop:selected=move || value.with(|value| *value == chosen)>{label}</option> }
    };
    view! {
        <select
            id=place.id()
            on:change=move |event| place.act(Edit::Text(event_target_value(&event)))
            aria-invalid=place.invalid()
            aria-describedby=place.described()
        >
            <For each=move || choices.get() key=Choice::clone children=option />
        </select>
    }
}

#[component]
fn RadioField(place: Place) -> impl IntoView {
    let (value, choices) = (place.value(), place.choices());
    let option = move |choice: Choice| {
        let Choice { value: of, label, words } = choice;
        let chosen = of.clone();
        view! {
            <label class="opt">
                <input
                    type="radio"
                    name=place.id()
                    prop:checked=move || value.with(|value| *value == chosen)
                    on:change=move |_| place.send(Edit::Text(of.clone()))
                />
                <b>{label}</b>
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset id=format!("{}-field", place.id())>
            <legend>{place.label()}</legend>
            <div class="opts">
                <For each=move || choices.get() key=Choice::clone children=option />
            </div>
            <p class="hint">{place.hint()}</p>
            <FieldProblems place />
        </fieldset>
    }
}

#[component]
fn TickField(place: Place) -> impl IntoView {
    let ticked = place.read(|control| control.value == YES);
    let tick = move |event: web_sys::Event| {
        place.act(Edit::Text(if event_target_checked(&event) { YES } else { "" }.to_owned()));
    };
    view! {
        <div class="field" id=format!("{}-field", place.id())>
            <label class="check">
                <input
                    id=place.id()
                    type="checkbox"
                    prop:checked=ticked
                    aria-invalid=place.invalid()
                    aria-describedby=format!("{}-problem", place.id())
                    on:change=tick
                />
                <span>{place.label()} " " <span class="hint">{place.hint()}</span></span>
            </label>
            <FieldProblems place />
        </div>
    }
}

#[component]
fn EmailsInput(place: Place) -> impl IntoView {
    let (value, entered) = (
        place.value(),
        place.read(|control| match &control.input {
            Input::Emails(entered) => entered.clone(),
            _ => vec![],
        }),
    );
    let chip = move |address: String| {
        let drop = Edit::Drop(address.clone());
        view! {
            <li>
                {address.clone()}
                <button type="button" aria-label=format!("Remove {address}") on:click=move |_| place.act(drop.clone())>
                    "×"
                </button>
            </li>
        }
    };
    let take = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && value.with_untracked(|typed| !typed.trim().is_empty()) {
            event.prevent_default();
            place.act(Edit::Take);
        }
    };
    view! {
        <ul class="recipients" hidden=move || entered.with(Vec::is_empty)>
            <For each=move || entered.get() key=String::clone children=chip />
        </ul>
        <input
            id=place.id()
            type="text"
            inputmode="email"
            prop:value=value
            on:input=place.typed()
            on:keydown=take
            on:change=move |_| place.touch()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
            autocomplete="off"
            spellcheck="false"
        />
    }
}

#[component]
fn ButtonField(place: Place) -> impl IntoView {
    view! {
        <div class="field" id=format!("{}-field", place.id())>
            <button type="button" class="btn small" id=place.id() on:click=move |_| place.send(Edit::Press)>
                {place.label()}
            </button>
            <FieldProblems place />
        </div>
    }
}
