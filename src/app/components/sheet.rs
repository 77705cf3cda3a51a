//! Any form as its sheet says: controls with labels, hints, and the problems that stand at them.

use crosskey::domain::refusal::Field;
use crosskey::forms::sheet::{Choice, Control, Edit, Form, Input, Line, Part, YES};

use super::field::{Checks, problems};
use crate::app::prelude::*;

/// What was done at a control: its field, which of several, and what.
pub type Put = Callback<(Field, String, Edit)>;

/// Takes what is done at the controls into a form.
pub fn into<T: Form + Clone + Send + Sync + 'static>(form: RwSignal<T>) -> Put {
    Callback::new(move |(field, detail, edit): (Field, String, Edit)| {
        form.update(|form| form.put(field, &detail, edit))
    })
}

/// A form's parts, drawn anew where they change.
#[component]
pub fn SheetView(
    /// The form's checks.
    checks: Checks,
    /// What is to be filled in.
    parts: Signal<Vec<Part>>,
    /// Takes what is done.
    put: Put,
) -> View {
    live(move || parts.with(|parts| draw(parts, checks, put)))
}

fn draw(parts: &[Part], checks: Checks, put: Put) -> View {
    let part = |part: &Part| match part {
        Part::Control(of) => control(of, checks, put),
        Part::Note(words) => view! { <p class="hint">{words.clone()}</p> },
        Part::Row(parts) => view! { <div class="inputs">{draw(parts, checks, put)}</div> },
        Part::Group { legend, parts } => view! {
            <fieldset class="group">
                <legend>{legend.clone()}</legend>
                {draw(parts, checks, put)}
            </fieldset>
        },
    };
    parts.iter().map(part).collect_view()
}

/// What the elements of one control share.
#[derive(Clone)]
struct Place {
    id: String,
    field: Field,
    detail: String,
    checks: Checks,
    put: Put,
}

impl Place {
    fn send(&self, edit: Edit) {
        self.put.run((self.field, self.detail.clone(), edit));
    }

    fn touch(&self) {
        self.checks.touch(self.field, &self.detail);
    }

    fn invalid(&self) -> Option<&'static str> {
        self.checks.invalid(self.field, &self.detail)
    }

    fn described(&self) -> String {
        format!("{0}-hint {0}-problem", self.id)
    }

    /// A listener that takes the text typed.
    fn typed(&self) -> impl Fn(web_sys::Event) + 'static {
        let place = self.clone();
        move |event| place.send(Edit::Text(event_target_value(&event)))
    }

    /// A listener that shows the field's problems from now on.
    fn left(&self) -> impl Fn(web_sys::Event) + 'static {
        let place = self.clone();
        move |_| place.touch()
    }

    /// A listener that does something and shows the field's problems from now on.
    fn act(&self, edit: Edit) -> impl Fn(web_sys::MouseEvent) + 'static {
        let place = self.clone();
        move |_| {
            place.send(edit.clone());
            place.touch();
        }
    }
}

fn control(control: &Control, checks: Checks, put: Put) -> View {
    let Control { field, detail, .. } = control;
    let place = Place { id: checks.id(*field, detail), field: *field, detail: detail.clone(), checks, put };
    let body = match &control.input {
        Input::Line(kind) => line(control, &place, *kind),
        Input::Number(usual) => number(control, &place, usual),
        Input::Date(first, last) => date(control, &place, first, last),
        Input::Select(choices) => select(control, &place, choices),
        Input::Radio(choices) => return radio(control, &place, choices),
        Input::Tick => return tick(control, &place),
        Input::Emails(entered) => emails(control, &place, entered),
        Input::Button => return button(control, &place),
    };
    let optional = control.optional.then(|| view! { " " <small>"optional"</small> });
    view! {
        <div class="field" id=format!("{}-field", place.id)>
            <label for=place.id.clone()>{control.label.clone()} {optional}</label>
            {body}
            <p class="hint" id=format!("{}-hint", place.id)>{control.hint.clone()}</p>
            {problems(place.checks, *field, detail)}
        </div>
    }
}

fn line(control: &Control, place: &Place, kind: Line) -> View {
    let (kind, complete) = match kind {
        Line::Text => ("text", "off"),
        Line::Email => ("email", "off"),
        Line::Password => ("password", "new-password"),
    };
    view! {
        <input
            id=place.id.clone()
            type=kind
            prop:value=control.value.clone()
            on:input=place.typed()
            on:change=place.left()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
            autocomplete=complete
            spellcheck="false"
        />
    }
}

fn number(control: &Control, place: &Place, usual: &[Choice]) -> View {
    let chip = |choice: &Choice| {
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=(choice.value == control.value).to_string()
                on:click=place.act(Edit::Text(choice.value.clone()))
            >
                {choice.label.clone()}
            </button>
        }
    };
    let chips = (!usual.is_empty()).then(|| {
        view! { <div class="chips" role="group" aria-label="Usual values">{usual.iter().map(chip).collect_view()}</div> }
    });
    view! {
        <input
            id=place.id.clone()
            type="text"
            inputmode="numeric"
            prop:value=control.value.clone()
            on:input=place.typed()
            on:change=place.left()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
            autocomplete="off"
            spellcheck="false"
        />
        {chips}
    }
}

fn date(control: &Control, place: &Place, first: &str, last: &str) -> View {
    view! {
        <input
            id=place.id.clone()
            type="date"
            min=first.to_owned()
            max=last.to_owned()
            prop:value=control.value.clone()
            on:input=place.typed()
            on:change=place.left()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
        />
    }
}

fn select(control: &Control, place: &Place, choices: &[Choice]) -> View {
    let option = |choice: &Choice| {
        let chosen = choice.value == control.value;
        view! { <option value=choice.value.clone() prop:selected=chosen>{choice.label.clone()}</option> }
    };
    let chosen = place.clone();
    view! {
        <select
            id=place.id.clone()
            on:change=move |event| {
                chosen.send(Edit::Text(event_target_value(&event)));
                chosen.touch();
            }
            aria-invalid=place.invalid()
            aria-describedby=place.described()
        >
            {choices.iter().map(option).collect_view()}
        </select>
    }
}

fn radio(control: &Control, place: &Place, choices: &[Choice]) -> View {
    let option = |choice: &Choice| {
        let (chosen, value) = (place.clone(), choice.value.clone());
        view! {
            <label class="opt">
                <input
                    type="radio"
                    name=place.id.clone()
                    prop:checked=choice.value == control.value
                    on:change=move |_| chosen.send(Edit::Text(value.clone()))
                />
                <b>{choice.label.clone()}</b>
                <span>{choice.words.clone()}</span>
            </label>
        }
    };
    view! {
        <fieldset id=format!("{}-field", place.id)>
            <legend>{control.label.clone()}</legend>
            <div class="opts">{choices.iter().map(option).collect_view()}</div>
            <p class="hint">{control.hint.clone()}</p>
            {problems(place.checks, place.field, &place.detail)}
        </fieldset>
    }
}

fn tick(control: &Control, place: &Place) -> View {
    let ticked = place.clone();
    view! {
        <div class="field" id=format!("{}-field", place.id)>
            <label class="check">
                <input
                    id=place.id.clone()
                    type="checkbox"
                    prop:checked=control.value == YES
                    aria-invalid=place.invalid()
                    aria-describedby=format!("{}-problem", place.id)
                    on:change=move |event| {
                        let value = if event_target_checked(&event) { YES } else { "" };
                        ticked.send(Edit::Text(value.to_owned()));
                        ticked.touch();
                    }
                />
                <span>{control.label.clone()} " " <span class="hint">{control.hint.clone()}</span></span>
            </label>
            {problems(place.checks, place.field, &place.detail)}
        </div>
    }
}

fn emails(control: &Control, place: &Place, entered: &[String]) -> View {
    let chip = |address: &String| {
        view! {
            <li>
                {address.clone()}
                <button type="button" aria-label=format!("Remove {address}") on:click=place.act(Edit::Drop(address.clone()))>
                    "×"
                </button>
            </li>
        }
    };
    let (take, typing) = (place.clone(), !control.value.trim().is_empty());
    view! {
        <ul class="recipients" hidden=entered.is_empty()>{entered.iter().map(chip).collect_view()}</ul>
        <input
            id=place.id.clone()
            type="text"
            inputmode="email"
            prop:value=control.value.clone()
            on:input=place.typed()
            on:keydown=move |event| {
                if event.key() == "Enter" && typing {
                    event.prevent_default();
                    take.send(Edit::Take);
                    take.touch();
                }
            }
            on:change=place.left()
            aria-invalid=place.invalid()
            aria-describedby=place.described()
            autocomplete="off"
            spellcheck="false"
        />
    }
}

fn button(control: &Control, place: &Place) -> View {
    let pressed = place.clone();
    view! {
        <div class="field" id=format!("{}-field", place.id)>
            <button type="button" class="btn small" id=place.id.clone() on:click=move |_| pressed.send(Edit::Press)>
                {control.label.clone()}
            </button>
            {problems(place.checks, place.field, &place.detail)}
        </div>
    }
}
