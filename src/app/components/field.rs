//! Fields of forms: label, control, hint, and the problems that stand at them with the next step as a link.

use std::collections::BTreeSet;

use crate::app::prelude::*;
use crosskey::domain::refusal::{Field, Refusal, Remedy};
use crosskey::forms::split_emails;
use crosskey::ledger::decide::Warning;
use wasm_bindgen::JsCast;

/// What the fields of one form share: its problems, and which of them may be shown yet.
#[derive(Clone, Copy)]
pub struct Checks {
    /// Every problem of the form, whether it is shown or not.
    pub problems: Memo<Vec<Refusal>>,
    /// Hints that refuse nothing.
    pub warnings: Memo<Vec<Warning>>,
    /// The fields that were left or asked about, whose problems are shown.
    touched: RwSignal<BTreeSet<Field>>,
    /// Takes the next step that a refusal offers.
    remedy: Callback<Remedy>,
    /// Whether the form's command is on its way.
    pub busy: RwSignal<bool>,
    /// What the form's command was refused for apart from the rules, which the live checks show.
    pub refused: RwSignal<Vec<Refusal>>,
}

impl Checks {
    /// Checks of a form that was just opened: nothing is complained about yet.
    pub fn new(
        problems: Memo<Vec<Refusal>>,
        warnings: Memo<Vec<Warning>>,
        remedy: impl Fn(Remedy) + Send + Sync + 'static,
    ) -> Self {
        Self {
            problems,
            warnings,
            touched: RwSignal::new(BTreeSet::new()),
            remedy: Callback::new(remedy),
            busy: RwSignal::new(false),
            refused: RwSignal::new(vec![]),
        }
    }

    /// The person left this field: from now on its problems are shown.
    pub fn touch(&self, field: Field) {
        if self.touched.try_with_untracked(|touched| !touched.contains(&field)).unwrap_or(false) {
            self.touched.update(|touched| {
                touched.insert(field);
            });
        }
    }

    /// The person wants to go on: shows the problems of all these fields and moves to the first that has one.
    pub fn insist(&self, of: impl Fn(Field) -> bool) -> bool {
        let wrong: Vec<Field> =
            self.problems.get_untracked().iter().map(|problem| problem.field).filter(|field| of(*field)).collect();
        let good = wrong.is_empty();
        self.touched.update(|touched| touched.extend(Field::ALL.iter().filter(|field| of(**field))));
        if !good {
            // The messages must stand there before the first of them is looked for.
            request_animation_frame(focus_first_invalid);
        }
        good
    }

    fn at(&self, field: Field, detail: &str) -> Vec<Refusal> {
        if !self.touched.with(|touched| touched.contains(&field)) {
            return vec![];
        }
        let here = |problem: &&Refusal| {
            problem.field == field && (detail.is_empty() || problem.detail.as_deref() == Some(detail))
        };
        self.problems.with(|problems| problems.iter().filter(here).cloned().collect())
    }

    fn warned(&self, field: Field) -> Vec<String> {
        let here = |warning: &&Warning| warning.field == field;
        self.warnings.with(|warnings| warnings.iter().filter(here).map(|warning| warning.message.clone()).collect())
    }

    /// What says to the browser that a field has a problem that is shown.
    pub fn invalid(&self, field: Field, detail: &str) -> Option<&'static str> {
        (!self.at(field, detail).is_empty()).then_some("true")
    }
}

/// Back to the field, whose next step was just taken and is gone.
fn focus(field: Field) {
    let found = document().get_element_by_id(field.as_str());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus fails only for an element that left the page, and then there is nothing to move to.
        let _ = element.focus();
    }
}

fn focus_first_invalid() {
    let found = document().query_selector("main [aria-invalid=true]").ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus fails only for an element that left the page, and then there is nothing to move to.
        let _ = element.focus();
    }
}

/// What a form was refused for that no field of it shows: a role, a status, storage.
#[component]
pub fn FormProblems(
    /// The form's checks.
    checks: Checks,
    /// The fields that the form does not have.
    beside: fn(Field) -> bool,
) -> View {
    let shown = move || {
        let mut shown: Vec<Refusal> =
            Field::ALL.iter().filter(|field| beside(**field)).flat_map(|field| checks.at(*field, "")).collect();
        shown.extend(checks.refused.get());
        shown
    };
    view! {
        <div role="alert">
            {move || {
                shown().into_iter().map(|problem| view! { <Problem problem remedy=checks.remedy /> }).collect_view()
            }}
        </div>
    }
}

/// The problems and warnings at one field; `detail` says which of several fields of that kind.
pub fn problems(checks: Checks, field: Field, detail: &str) -> View {
    let id = format!("{}{}-problem", field.as_str(), slug(detail));
    let (problems, warnings) = (checks.at(field, detail), checks.warned(field));
    let problem = move |problem| view! { <Problem problem remedy=checks.remedy /> };
    view! {
        <div id=id role="alert">{problems.into_iter().map(problem).collect_view()}</div>
        {warnings.into_iter().map(|message| view! { <p class="hint warn">{message}</p> }).collect_view()}
    }
}

/// The problems and warnings at one field.
#[component]
pub fn Problems(
    /// The form's checks.
    checks: Checks,
    /// The field.
    field: Field,
    /// Which of several fields of that kind.
    #[prop(into, default = String::new())]
    detail: String,
) -> View {
    live(move || problems(checks, field, &detail))
}

#[component]
fn Problem(problem: Refusal, remedy: Callback<Remedy>) -> View {
    let field = problem.field;
    let link = problem.remedy.map(|offered| {
        let label = match &offered {
            Remedy::UseVlan { vlan, c_tag: None } => format!("Use {vlan}"),
            Remedy::UseVlan { vlan, c_tag: Some(c_tag) } => format!("Use S-tag {vlan}, C-tag {c_tag}"),
            Remedy::UseBandwidth(bandwidth) => format!("Use {bandwidth}"),
        };
        view! {
            <button type="button" class="btn quiet small" on:click=move |_| {
                remedy.run(offered.clone());
                focus(field);
            }>
                {label}
            </button>
        }
    });
    let vendor = problem.code.vendor().map(|code| view! { " " <small class="muted">{code}</small> });
    view! { <p class="err" data-code=problem.code.as_str()><span>{problem.message} {vendor} " " {link}</span></p> }
}

fn slug(detail: &str) -> String {
    detail.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// A field for a line of text.
#[component]
pub fn TextField(
    /// The form's checks.
    checks: Checks,
    /// Which field.
    field: Field,
    /// Which of several fields of that kind.
    #[prop(into, default = String::new())]
    detail: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The text.
    value: Signal<String>,
    /// Takes the text at every change.
    on_input: Callback<String>,
    /// What to write, in words.
    #[prop(into, default = String::new().into())]
    hint: Signal<String>,
    /// The kind of control: text, email, date, search.
    #[prop(default = "text")]
    kind: &'static str,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The control's other facts: `inputmode`, `min`, `max`, `list`.
    #[prop(optional)]
    traits: Traits,
) -> View {
    let id = format!("{}{}", field.as_str(), slug(&detail));
    let hint_id = format!("{id}-hint");
    let described = format!("{hint_id} {id}-problem");
    let of = detail.clone();
    view! {
        <div class="field">
            <label for=id.clone()>{label} {optional.then(|| view! { " " <small>"optional"</small> })}</label>
            <input
                id=id
                type=kind
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
                on:change=move |_| checks.touch(field)
                aria-invalid=move || checks.invalid(field, &of)
                aria-describedby=described
                inputmode=traits.inputmode
                min=move || traits.min.get()
                max=move || traits.max.get()
                autocomplete="off"
                spellcheck="false"
            />
            <p class="hint" id=hint_id>{move || hint.get()}</p>
            <Problems checks field detail />
        </div>
    }
}

/// What some text fields have besides.
#[derive(Clone, Copy, Default)]
pub struct Traits {
    /// The keyboard that a phone offers.
    pub inputmode: Option<&'static str>,
    /// The earliest date.
    pub min: Signal<Option<String>>,
    /// The latest date.
    pub max: Signal<Option<String>>,
}

impl Traits {
    /// For whole numbers.
    pub fn number() -> Self {
        Self { inputmode: Some("numeric"), ..Self::default() }
    }
}

/// A list to choose one of.
#[component]
pub fn SelectField(
    /// The form's checks.
    checks: Checks,
    /// Which field.
    field: Field,
    /// Tells several fields of the same kind apart.
    #[prop(into, default = String::new())]
    detail: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What can be chosen: value and words. The first is shown until something is chosen.
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    value: Signal<String>,
    /// Takes the choice.
    on_choose: Callback<String>,
    /// What the choice means, in words.
    #[prop(into, default = String::new().into())]
    hint: Signal<String>,
) -> View {
    let id = format!("{}{}-choice", field.as_str(), slug(&detail));
    let hint_id = format!("{id}-hint");
    let described = format!("{hint_id} {}{}-problem", field.as_str(), slug(&detail));
    let of = detail.clone();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                on:change=move |event| {
                    on_choose.run(event_target_value(&event));
                    checks.touch(field);
                }
                aria-invalid=move || checks.invalid(field, &of)
                aria-describedby=described
            >
                {move || {
                    let chosen = value.get();
                    options
                        .get()
                        .into_iter()
                        .map(|(option, words)| {
                            let selected = option == chosen;
                            view! { <option value=option prop:selected=selected>{words}</option> }
                        })
                        .collect_view()
                }}
            </select>
            <p class="hint" id=hint_id>{move || hint.get()}</p>
            <Problems checks field detail />
        </div>
    }
}

/// A box to tick.
#[component]
pub fn CheckField(
    /// The form's checks.
    checks: Checks,
    /// Which field.
    field: Field,
    /// The label.
    label: &'static str,
    /// Whether it is ticked.
    value: Signal<bool>,
    /// Takes the change.
    on_change: Callback<bool>,
    /// What it means, in words.
    #[prop(into, default = String::new())]
    hint: String,
) -> View {
    view! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || value.get()
                    aria-invalid=move || checks.invalid(field, "")
                    aria-describedby=format!("{}-problem", field.as_str())
                    on:change=move |event| {
                        on_change.run(event_target_checked(&event));
                        checks.touch(field);
                    }
                />
                <span>{label} <span class="hint">{hint}</span></span>
            </label>
            <Problems checks field />
        </div>
    }
}

/// E-mail addresses: typed or pasted, several at once, each to be taken away again.
#[component]
pub fn EmailsField(
    /// The form's checks.
    checks: Checks,
    /// Which field.
    field: Field,
    /// The label.
    label: &'static str,
    /// The addresses entered.
    entered: Signal<Vec<String>>,
    /// The text being typed.
    typing: Signal<String>,
    /// Takes both.
    on_change: Callback<(Vec<String>, String)>,
    /// What they are for.
    hint: &'static str,
) -> View {
    let id = field.as_str();
    let take_in = move || {
        let mut all = entered.get_untracked();
        let typed = typing.get_untracked();
        for address in split_emails(&typed) {
            if !all.iter().any(|known| known.eq_ignore_ascii_case(address)) {
                all.push(address.to_owned());
            }
        }
        on_change.run((all, String::new()));
        checks.touch(field);
    };
    let remove = move |address: String| {
        let rest = entered.get_untracked().into_iter().filter(|known| *known != address).collect();
        on_change.run((rest, typing.get_untracked()));
        checks.touch(field);
    };
    let on_input = move |event| {
        let text = event_target_value(&event);
        on_change.run((entered.get_untracked(), text.clone()));
        if text.ends_with([',', ';', ' ']) {
            take_in();
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && !typing.get_untracked().trim().is_empty() {
            event.prevent_default();
            take_in();
        }
    };
    let chip = move |address: String| {
        let name = format!("Remove {address}");
        let gone = address.clone();
        view! {
            <li>
                {address}
                <button type="button" aria-label=name on:click=move |_| remove(gone.clone())>
                    "×"
                </button>
            </li>
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <ul class="recipients" hidden=move || entered.with(Vec::is_empty)>
                {move || entered.get().into_iter().map(chip).collect_view()}
            </ul>
            <input
                id=id
                type="text"
                inputmode="email"
                prop:value=move || typing.get()
                on:input=on_input
                on:keydown=on_key
                on:change=move |_| checks.touch(field)
                aria-invalid=move || checks.invalid(field, "")
                aria-describedby=format!("{id}-hint {id}-problem")
                autocomplete="off"
                spellcheck="false"
            />
            <p class="hint" id=format!("{id}-hint")>{hint}</p>
            <Problems checks field />
        </div>
    }
}
