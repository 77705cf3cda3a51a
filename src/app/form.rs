//! What every form does: asks the desk at each change, and sends the command once.

use crosskey::domain::id::AttemptId;
use crosskey::domain::refusal::{Code, Field, Refusal, Remedy};
use crosskey::forms::Reading;
use crosskey::ledger::command::Act;
use crosskey::ledger::world::Outcome;
use leptos::prelude::*;

use super::components::field::{Checks, FormProblems};
use super::session::Session;

/// The live checks of a form: its own problems and those of the rules (R5).
pub fn checks(
    session: Session,
    attempt: AttemptId,
    reading: Signal<Reading>,
    remedy: impl Fn(Remedy) + Send + Sync + 'static,
) -> Checks {
    let said = Memo::new(move |_| reading.with(|reading| session.check(attempt, reading)));
    let problems = Memo::new(move |_| said.with(|(problems, _)| problems.clone()));
    let warnings = Memo::new(move |_| said.with(|(_, warnings)| warnings.clone()));
    Checks::new(problems, warnings, remedy)
}

/// Keeps an open form in step with what others change: untouched fields follow, what was typed stays.
pub fn follow<F, V>(form: RwSignal<F>, view: Memo<Option<V>>, of: fn(&V) -> F, step: fn(&mut F, &F, &F))
where
    F: Clone + PartialEq + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    let opened = StoredValue::new(form.get_untracked());
    Effect::new(move |_| {
        let Some(now) = view.with(|view| view.as_ref().map(of)) else { return };
        let before = opened.get_value();
        if now != before {
            form.update(|form| step(form, &before, &now));
            opened.set_value(now);
        }
    });
}

/// Carries the form's command out once; what it was refused for is shown at the form, which keeps everything typed.
pub fn send(session: Session, checks: Checks, attempt: AttemptId, act: Act, then: impl FnOnce(Outcome) + 'static) {
    if checks.busy.get_untracked() {
        return;
    }
    if session.spent(attempt) {
        // A duplicated tab has the same form with the same attempt; its answer would be the other tab's.
        let message = "This form was sent from another tab already. Open it anew to send it again.";
        checks.refused.set(vec![Refusal::new(Code::AlreadySent, Field::Form, message)]);
        return;
    }
    checks.busy.set(true);
    checks.refused.set(vec![]);
    session.submit(attempt, act, move |answer| {
        // The page may be gone when the answer comes.
        checks.busy.set(false);
        match answer {
            Ok(outcome) => then(outcome),
            Err(refusals) => {
                // What somebody else answered first leaves the page, before this answer or after it, and the form with it.
                let unseen = |refusal: &&Refusal| !checks.stand() || refusal.code == Code::NothingToAnswer;
                refusals.iter().find(unseen).into_iter().for_each(|refusal| session.say(&refusal.message));
                show(checks, refusals);
            }
        }
    });
}

/// What the rules refuse stands at its field by the live checks; what those do not know is shown at the form, so that
/// nothing is refused without a word. Nothing is shown at a form that left the page.
pub fn show(checks: Checks, refusals: Vec<Refusal>) {
    if !checks.stand() {
        return;
    }
    checks.refuse(&refusals);
    let live = checks.problems.get_untracked();
    let told = |refusal: &Refusal| live.iter().any(|problem| problem.field == refusal.field);
    checks.refused.set(refusals.into_iter().filter(|refusal| !told(refusal)).collect());
}

/// The foot of a form within a page: what no field of it shows, the way back, and what sends it.
#[component]
pub fn EndOfForm(
    /// The form's checks.
    checks: Checks,
    /// Gives it up.
    close: Callback<()>,
    /// What the button that sends it says.
    label: &'static str,
) -> impl IntoView {
    view! {
        <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role | Field::Asset) />
        <div class="row spread">
            <button type="button" class="btn" on:click=move |_| close.run(())>
                "Cancel"
            </button>
            <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                {label}
            </button>
        </div>
    }
}
