//! What a form is told: its problems, each at its field with the next step out of it, and what it was refused for.

use std::collections::BTreeSet;

use crosskey::domain::refusal::{Field, Refusal, Remedy};
use crosskey::ledger::decide::Warning;
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast;

use super::time::in_zone;

/// What the fields of one form share: its problems, and which of them may be shown yet.
#[derive(Clone, Copy)]
pub struct Checks {
    /// Every problem of the form, whether it is shown or not.
    pub problems: Memo<Vec<Refusal>>,
    /// Hints that refuse nothing.
    pub warnings: Memo<Vec<Warning>>,
    /// The fields that were left, and which of several of a kind: their problems are shown.
    touched: RwSignal<BTreeSet<(Field, String)>>,
    /// The fields that were asked about, all of a kind.
    asked: RwSignal<BTreeSet<Field>>,
    /// Takes the next step that a refusal offers.
    remedy: Callback<Remedy>,
    /// Whether the form's command is on its way.
    pub busy: RwSignal<bool>,
    /// What the form's command was refused for apart from the rules, which the live checks show.
    pub refused: RwSignal<Vec<Refusal>>,
    /// What tells the form's fields from those of others of its kind on the same page.
    within: Option<Uuid>,
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
            asked: RwSignal::new(BTreeSet::new()),
            remedy: Callback::new(remedy),
            busy: RwSignal::new(false),
            refused: RwSignal::new(vec![]),
            within: None,
        }
    }

    /// The same checks, of one of several forms of a kind on one page; `form` is an identity that only it has.
    #[must_use]
    pub const fn within(self, form: Uuid) -> Self {
        Self { within: Some(form), ..self }
    }

    /// The id of a field's element; `detail` says which of several fields of that kind.
    pub fn id(&self, field: Field, detail: &str) -> String {
        let within = self.within.map(|form| format!("{form}-")).unwrap_or_default();
        format!("{within}{}{}", field.as_str(), slug(detail))
    }

    /// The person left this field: from now on its problems are shown.
    pub fn touch(&self, field: Field, detail: &str) {
        let place = (field, detail.to_owned());
        if self.touched.try_with_untracked(|touched| !touched.contains(&place)).unwrap_or(false) {
            self.touched.update(|touched| {
                touched.insert(place);
            });
        }
    }

    /// Whether the form still stands in the page; if not, only what is set may be touched.
    pub fn stand(&self) -> bool {
        self.busy.try_with_untracked(|_| ()).is_some()
    }

    /// The command was refused for these fields.
    pub fn refuse(&self, refusals: &[Refusal]) {
        self.asked.update(|asked| asked.extend(refusals.iter().map(|refusal| refusal.field)));
    }

    /// The person wants to go on: shows the problems of all these fields and moves to the first that has one.
    pub fn insist(&self, of: impl Fn(Field) -> bool) -> bool {
        let wrong: Vec<Field> =
            self.problems.get_untracked().iter().map(|problem| problem.field).filter(|field| of(*field)).collect();
        let good = wrong.is_empty();
        self.asked.update(|asked| asked.extend(Field::ALL.iter().filter(|field| of(**field))));
        if !good {
            // The messages must stand there before the first of them is looked for.
            request_animation_frame(focus_first_invalid);
        }
        good
    }

    fn at(&self, field: Field, detail: &str) -> Vec<Refusal> {
        let left = self.touched.with(|touched| touched.contains(&(field, detail.to_owned())));
        if !left && !self.asked.with(|asked| asked.contains(&field)) {
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
fn focus(checks: Checks, field: Field) {
    let found = document().get_element_by_id(&checks.id(field, ""));
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus fails only for an element that left the page, and then there is nothing to move to.
        let _ = element.focus();
    }
}

fn focus_first_invalid() {
    let found = document().query_selector("main :is([aria-invalid=true], .field:has(.err) > button)").ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus fails only for an element that left the page, and then there is nothing to move to.
        let _ = element.focus();
    }
}

/// What a form was refused for that no field of it shows, a role, a status, storage; and what it should know besides.
#[component]
pub fn FormProblems(
    /// The form's checks.
    checks: Checks,
    /// The fields that the form does not have.
    beside: fn(Field) -> bool,
) -> impl IntoView {
    let shown = move || {
        let mut shown: Vec<Refusal> =
            Field::ALL.iter().filter(|field| beside(**field)).flat_map(|field| checks.at(*field, "")).collect();
        shown.extend(checks.refused.get());
        shown
    };
    let warned = move || {
        let fields = Field::ALL.iter().filter(|field| beside(**field));
        let messages = fields.flat_map(|field| checks.warned(*field));
        messages.map(|message| view! { <p class="hint warn">{message}</p> }).collect_view()
    };
    view! {
        {warned}
        <div role="alert">
            {move || {
                shown().into_iter().map(|problem| view! { <Problem problem checks /> }).collect_view()
            }}
        </div>
    }
}

/// The problems and warnings at one field.
#[component]
pub fn Problems(
    /// The form's checks.
    checks: Checks,
    /// The field.
    field: Field,
    /// Which of several fields of that kind; empty where there is one.
    detail: String,
) -> impl IntoView {
    let id = format!("{}-problem", checks.id(field, &detail));
    let problems = Memo::new(move |_| checks.at(field, &detail));
    let warnings = Memo::new(move |_| checks.warned(field));
    let warning = |message: String| view! { <p class="hint warn">{message}</p> };
    view! {
        <div id=id role="alert">
            {move || problems.get().into_iter().map(|problem| view! { <Problem problem checks /> }).collect_view()}
        </div>
        {move || warnings.get().into_iter().map(warning).collect_view()}
    }
}

#[component]
fn Problem(problem: Refusal, checks: Checks) -> impl IntoView {
    let field = problem.field;
    let link = problem.remedy.map(|offered| {
        let label = offered.label();
        view! {
            <button type="button" class="btn quiet small" on:click=move |_| {
                checks.remedy.run(offered.clone());
                focus(checks, field);
            }>
                {label}
            </button>
        }
    });
    let vendor = problem.vendor.map(|code| view! { " " <small class="muted">{code}</small> });
    view! { <p class="err" data-code=problem.code.as_str()><span>{in_zone(&problem.message)} {vendor} " " {link}</span></p> }
}

/// A detail as part of an element's id.
fn slug(detail: &str) -> String {
    detail.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}
