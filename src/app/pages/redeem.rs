//! The redemption form: paste a key, see what it offers, say where the connection shall end (R1 to R3).

use crate::app::prelude::*;
use crosskey::domain::id::AssetId;
use crosskey::domain::key::Key;
use crosskey::domain::refusal::{Field, Refusal, Remedy};
use crosskey::domain::vlan::Tagging;
use crosskey::forms::Reading;
use crosskey::forms::redemption::{RedemptionForm, Target};
use crosskey::ledger::view::redemption::{PortChoice, Preview, ProfileChoice, ports, preview, profiles};
use crosskey::route::Route;

use crate::app::components::field::{CheckField, Checks, EmailsField, FormProblems, SelectField, TextField, Traits};
use crate::app::components::time::{local_with_zone, relative};
use crate::app::draft::Draft;
use crate::app::form::send;
use crate::app::session::Session;

/// The form.
#[component]
pub fn Redeem() -> View {
    let session = Session::get();
    let draft = Draft::open(session, "redeem", || RedemptionForm::fresh(session.fresh()));
    draft.update(|form| form.forget_old_key(session.now()));
    let attempt = draft.form.with_untracked(|form| form.attempt);
    // A crash between the answer and the removal of the draft leaves the draft of what is done (D3, R8).
    if session.spent(attempt) {
        draft.form.set(RedemptionForm::fresh(session.fresh()));
    }
    let attempt = draft.form.with_untracked(|form| form.attempt);
    let key = Memo::new(move || draft.form.with(|form| form.key.clone()));
    let offer = session.memo(move |sight, person| {
        let key = key.get();
        Key::parse(&key).and_then(|key| preview(sight, person, &key))
    });
    let ports = session.memo(ports);
    let port = Memo::new(move || {
        let chosen = draft.form.with(|form| form.port);
        ports.with(|ports| ports.iter().find(|port| Some(port.id) == chosen).cloned())
    });
    let read = move || draft.form.with(|form| form.redeem(port.with(|port| port.as_ref().map(|port| port.tagging))));
    let checks = redemption_checks(session, draft, read);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true)
            && let Ok(reading) = read()
        {
            send(session, checks, attempt, reading.act, move |outcome| {
                draft.forget();
                session.say("Redeemed: the connection is live");
                outcome.connection.into_iter().for_each(|id| session.go(Route::Connection(id)));
            });
        }
    };
    // A key that expires or is used meanwhile must not take away what was filled in.
    let shown = Memo::new(move || offer.with(Result::is_ok) || draft.form.with(RedemptionForm::begun));
    view! {
        <section class="page">
            <h1>"Redeem"</h1>
            <form class="form" novalidate on:submit=submit>
                <div class="card">
                    <fieldset>
                        <KeyField draft offer checks />
                        <Show when=move || shown.get()>
                            <End draft checks ports port />
                            <Order draft checks />
                            <Show when=move || offer.with(|offer| offer.as_ref().is_ok_and(|offer| offer.own))>
                                <CheckField
                                    checks
                                    field=Field::Confirm
                                    label="This key is our own, and we mean to use it ourselves"
                                    value=draft.part(|form| form.own_confirmed)
                                    on_change=draft.setter(|form, confirmed| form.own_confirmed = confirmed)
                                />
                            </Show>
                            <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
                        </Show>
                    </fieldset>
                </div>
                <Offer offer />
                <Show when=move || shown.get()>
                    <div class="row spread">
                        <span></span>
                        <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                            "Redeem and connect"
                        </button>
                    </div>
                </Show>
            </form>
        </section>
    }
}

/// Like any form's checks, but there is nothing to ask before the key can be read.
fn redemption_checks(
    session: Session,
    draft: Draft<RedemptionForm>,
    read: impl Fn() -> Result<Reading, Refusal> + Copy + Send + Sync + 'static,
) -> Checks {
    let attempt = draft.form.with_untracked(|form| form.attempt);
    let said = Memo::new(move || match read() {
        Ok(reading) => session.check(attempt, &reading),
        Err(refusal) => (vec![refusal], vec![]),
    });
    let problems = Memo::new(move || said.with(|(problems, _)| problems.clone()));
    let warnings = Memo::new(move || said.with(|(_, warnings)| warnings.clone()));
    Checks::new(problems, warnings, move |remedy| {
        draft.update(|form| match remedy {
            Remedy::UseVlan { vlan, c_tag } => {
                form.vlan = vlan.to_string();
                form.c_tag = c_tag.map_or(String::new(), |c_tag| c_tag.to_string());
            }
            Remedy::UseBandwidth(bandwidth) => form.bandwidth = bandwidth.get().to_string(),
        });
    })
}

/// The key, checked as it is typed; its problem stands at it at once.
#[component]
fn KeyField(draft: Draft<RedemptionForm>, offer: Memo<Result<Preview, Refusal>>, checks: Checks) -> View {
    let session = Session::get();
    let empty = move || draft.form.with(|form| form.key.trim().is_empty());
    // What the key alone tells at once; and what only the whole form brings out, such as the partner's end.
    let at_key = move || checks.problems.with(|all| all.iter().find(|problem| problem.field == Field::Key).cloned());
    let problem = move || offer.get().err().or_else(at_key).filter(|_| !empty());
    view! {
        <div class="field">
            <label for="key">"Key"</label>
            <input
                id="key"
                type="text"
                class="key"
                prop:value=move || draft.form.with(|form| form.key.clone())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    draft.update(|form| form.set_key(text, session.now()));
                }
                aria-invalid=move || problem().map(|_| "true")
                aria-describedby="key-hint key-problem"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
            />
            <p class="hint" id="key-hint">
                "Paste the service token that you were given: 36 characters."
            </p>
            <div id="key-problem" role="alert">
                {move || {
                    problem().map(|problem| {
                        let vendor = problem.code.vendor();
                        view! {
                            <p class="err" data-code=problem.code.as_str()>
                                <span>{problem.message} " " {vendor.map(|code| view! { <small class="muted">{code}</small> })}</span>
                            </p>
                        }
                    })
                }}
            </div>
        </div>
    }
}

/// What the key says to its holder. Looking consumes nothing (R2).
#[component]
fn Offer(offer: Memo<Result<Preview, Refusal>>) -> View {
    let now = Session::get().time();
    live(move || {
        let body = match offer.get() {
            Err(_) => view! { <p>"Paste a key to see what it offers. Looking at it consumes nothing."</p> }.into_view(),
            Ok(offer) => {
                let remote = if offer.remote { "any metro" } else { "the same metro only" };
                view! {
                    <dl class="facts">
                        <dt>"Kind"</dt>
                        <dd>{offer.kind}</dd>
                        <dt>"From"</dt>
                        <dd>{offer.issuer}</dd>
                        <dt>"Location"</dt>
                        <dd>{offer.metro.to_string()}</dd>
                        <dt>"Bandwidth"</dt>
                        <dd>"up to " {offer.limit.to_string()}</dd>
                        <dt>"Other end in"</dt>
                        <dd>{remote}</dd>
                        <dt>"Expires"</dt>
                        <dd>{move || relative(offer.expires, now.get())} <br /> <span class="muted small">{local_with_zone(offer.expires)}</span></dd>
                        <dt>"Approval"</dt>
                        <dd>"not needed"</dd>
                    </dl>
                    <p class="pay them">{offer.payer}</p>
                }
                .into_view()
            }
        };
        view! {
            <aside class="says">
                <h3>"What you are redeeming"</h3>
                {body}
            </aside>
        }
    })
}

#[component]
fn End(
    draft: Draft<RedemptionForm>,
    checks: Checks,
    ports: Memo<Vec<PortChoice>>,
    port: Memo<Option<PortChoice>>,
) -> View {
    let target = draft.part(|form: &RedemptionForm| form.target);
    let choice = move |of: Target, title: &'static str, words: &'static str| {
        view! {
            <label class="opt">
                <input
                    type="radio"
                    name="target"
                    prop:checked=move || target.get() == of
                    on:change=move |_| draft.update(|form| form.target = of)
                />
                <b>{title}</b>
                <span>{words}</span>
            </label>
        }
    };
    let is_port = Memo::new(move || target.get() == Target::Port);
    view! {
        <fieldset>
            <legend>"Where the connection shall end"</legend>
            <div class="opts">
                {choice(Target::Port, "A port of ours", "One that your company has on Fabric")}
                {choice(Target::Profile, "A service profile", "A cloud or network provider")}
            </div>
        </fieldset>
        <Show when=move || is_port.get() fallback=move || view! { <ProfileEnd draft checks /> }>
            <PortEnd draft checks ports port />
        </Show>
    }
}

#[component]
fn PortEnd(
    draft: Draft<RedemptionForm>,
    checks: Checks,
    ports: Memo<Vec<PortChoice>>,
    port: Memo<Option<PortChoice>>,
) -> View {
    let choices = Signal::derive(move || {
        let words =
            |port: &PortChoice| format!("{} · {} · {} · {}", port.name, port.metro, port.speed, port.tagging.label());
        let all = ports.with(|ports| ports.iter().map(|port| (port.id.to_string(), words(port))).collect::<Vec<_>>());
        std::iter::once((String::new(), "Choose a port".to_owned())).chain(all).collect()
    });
    let tagging = Memo::new(move || port.with(|port| port.as_ref().map(|port| port.tagging)));
    let vlan = draft.part(|form: &RedemptionForm| form.vlan.clone());
    let set_vlan = draft.setter(|form: &mut RedemptionForm, text| form.vlan = text);
    let c_tag = draft.part(|form: &RedemptionForm| form.c_tag.clone());
    let set_c_tag = draft.setter(|form: &mut RedemptionForm, text| form.c_tag = text);
    let none = Memo::new(move || ports.with(Vec::is_empty));
    view! {
        <SelectField
            checks
            field=Field::Asset
            label="Port"
            options=choices
            value=draft.part(|form| form.port.map_or(String::new(), |id| id.to_string()))
            on_choose=draft.setter(|form, id: String| form.port = AssetId::parse(&id))
        />
        <Show when=move || none.get()>
            <p class="hint">
                "Your company has no port yet. "
                <a href=Route::NewAsset.hash()>"Add one"</a>
                "; this form is kept meanwhile."
            </p>
        </Show>
        {move || match tagging.get() {
            None | Some(Tagging::Untagged) => ().into_view(),
            Some(Tagging::Dot1q | Tagging::PerConnection) => view! {
                <TextField
                    checks
                    field=Field::Vlan
                    label="VLAN identifier"
                    value=vlan
                    on_input=set_vlan
                    traits=Traits::number()
                    hint="On your own port, from 2 to 4092."
                />
            }
            .into_view(),
            Some(Tagging::Qinq) => view! {
                <div class="inputs">
                    <TextField checks field=Field::Vlan label="S-tag" value=vlan on_input=set_vlan traits=Traits::number() />
                    <TextField checks field=Field::CTag label="C-tag" optional=true value=c_tag on_input=set_c_tag traits=Traits::number() />
                </div>
            }
            .into_view(),
        }}
    }
}

#[component]
fn ProfileEnd(draft: Draft<RedemptionForm>, checks: Checks) -> View {
    let session = Session::get();
    let offered = session.memo(|sight, _| profiles(sight));
    let profile = Memo::new(move || {
        let chosen = draft.form.with(|form| form.profile);
        offered.with(|offered| offered.iter().find(|profile| Some(profile.id) == chosen).cloned())
    });
    let choices = Signal::derive(move || {
        let words = |profile: &ProfileChoice| format!("{} · {}", profile.name, profile.provider);
        let all =
            offered.with(|all| all.iter().map(|profile| (profile.id.to_string(), words(profile))).collect::<Vec<_>>());
        std::iter::once((String::new(), "Choose a service profile".to_owned())).chain(all).collect()
    });
    let metros = Signal::derive(move || {
        let metros = profile.get().map(|profile| profile.metros).unwrap_or_default();
        let metros = metros.iter().map(|metro| (metro.code().to_owned(), metro.to_string()));
        std::iter::once((String::new(), "Choose a location".to_owned())).chain(metros).collect()
    });
    let asked = move || {
        let fields = profile.get().map(|profile| profile.fields).unwrap_or_default();
        let field = move |field: crosskey::domain::profile::ProfileField| {
            let (read, write) = (field.label.clone(), field.label.clone());
            view! {
                <TextField
                    checks
                    field=Field::ProfileField
                    detail=field.label.clone()
                    label=field.label
                    value=draft.part(move |form| form.value(&read).to_owned())
                    on_input=draft.setter(move |form, text| form.set_value(&write, text))
                    hint=Signal::stored(field.form.hint().to_owned())
                />
            }
        };
        fields.into_iter().map(field).collect_view()
    };
    view! {
        <SelectField
            checks
            field=Field::Asset
            label="Service profile"
            options=choices
            value=draft.part(|form| form.profile.map_or(String::new(), |id| id.to_string()))
            on_choose=draft.setter(|form, id: String| form.profile = AssetId::parse(&id))
        />
        <SelectField
            checks
            field=Field::Metro
            label="Location"
            options=metros
            value=draft.part(|form| form.metro.clone())
            on_choose=draft.setter(|form, code| form.metro = code)
        />
        {asked}
    }
}

#[component]
fn Order(draft: Draft<RedemptionForm>, checks: Checks) -> View {
    view! {
        <TextField
            checks
            field=Field::Name
            label="Connection name"
            value=draft.part(|form| form.name.clone())
            on_input=draft.setter(|form, text| form.name = text)
            hint="Your own name for it: up to 24 letters, digits, hyphens and underscores."
        />
        <TextField
            checks
            field=Field::Bandwidth
            label="Bandwidth"
            value=draft.part(|form| form.bandwidth.clone())
            on_input=draft.setter(|form, text| form.bandwidth = text)
            hint="In Mbps, like 200."
        />
        <EmailsField
            checks
            field=Field::Notify
            label="E-mail for notices"
            entered=draft.part(|form| form.notify.clone())
            typing=draft.part(|form| form.notifying.clone())
            on_change=draft.setter(|form, (entered, typing)| {
                form.notify = entered;
                form.notifying = typing;
            })
            hint="Who at your company hears about this connection."
        />
        <TextField
            checks
            field=Field::PurchaseOrder
            label="Purchase order"
            optional=true
            value=draft.part(|form| form.purchase_order.clone())
            on_input=draft.setter(|form, text| form.purchase_order = text)
        />
    }
}
