//! The creation wizard, exactly as the vendor describes it: Basic Configuration → Service Token Details → Review.

use crate::app::prelude::*;
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::id::{AssetId, GrantId};
use crosskey::domain::permission::Right;
use crosskey::domain::refusal::{Field, Remedy};
use crosskey::domain::terms::{Kind, TOKEN_DAYS};
use crosskey::domain::time::Day;
use crosskey::domain::vlan::Tagging;
use crosskey::forms::token::{DetailsForm, Step, TokenForm};
use crosskey::ledger::view::grant::grant;
use crosskey::ledger::view::redemption::{PortChoice, ports};
use crosskey::ledger::view::{Allowed, may};
use crosskey::route::Route;

use crate::app::components::field::{CheckField, Checks, EmailsField, FormProblems, SelectField, TextField, Traits};
use crate::app::components::keybox::KeyBox;
use crate::app::components::list::Empty;
use crate::app::components::time::local_with_zone;
use crate::app::draft::Draft;
use crate::app::form::{checks, send};
use crate::app::session::Session;

/// The wizard, and then the completion screen.
#[component]
pub fn Wizard() -> View {
    let session = Session::get();
    let made = RwSignal::new(None::<GrantId>);
    let may_create = session.memo(|sight, person| may(sight, person, Right::ManageTokens));
    let ports = session.memo(ports);
    let no_port = Memo::new(move || ports.with(Vec::is_empty));
    let body = move || match (made.get(), may_create.get()) {
        (Some(id), _) => view! { <Completion id made /> }.into_view(),
        (None, Allowed::No(why)) => view! { <p class="muted">{why}</p> }.into_view(),
        (None, Allowed::Yes) if no_port.get() => {
            let text = "A service token opens a port of yours to a customer. Describe the port first.";
            let action = Some(("Add a port", Route::NewAsset.hash()));
            view! { <Empty icon="i-box" title="No port yet" text action /> }.into_view()
        }
        (None, Allowed::Yes) => view! { <Steps ports made /> }.into_view(),
    };
    let title = move || if made.get().is_some() { "Service token created" } else { "Create Service Token" };
    view! {
        <section class="page">
            <h1>{title}</h1>
            {body}
        </section>
    }
}

#[component]
fn Steps(ports: Memo<Vec<PortChoice>>, made: RwSignal<Option<GrantId>>) -> View {
    let session = Session::get();
    let draft = Draft::open(session, "token", || TokenForm::fresh(session.fresh()));
    // A crash between the answer and the removal of the draft leaves the draft of a token that exists (D3, R8).
    let attempt = draft.form.with_untracked(|form| form.attempt);
    if session.spent(attempt) {
        draft.form.set(TokenForm::fresh(session.fresh()));
    }
    let attempt = draft.form.with_untracked(|form| form.attempt);
    let port = Memo::new(move || {
        let chosen = draft.form.with(|form| form.asset);
        ports.with(|ports| ports.iter().find(|port| Some(port.id) == chosen).cloned())
    });
    let tagging = move || port.with(|port| port.as_ref().map(|port| port.tagging));
    let reading = Signal::derive(move || draft.form.with(|form| form.create(tagging())));
    let remedy = move |remedy| {
        draft.update(|form| match remedy {
            Remedy::UseVlan { vlan, c_tag } => {
                form.vlan = vlan.to_string();
                form.c_tag = c_tag.map_or(String::new(), |c_tag| c_tag.to_string());
            }
            Remedy::UseBandwidth(bandwidth) => form.details.bandwidth = bandwidth.get().to_string(),
        });
    };
    let checks = checks(session, attempt, reading, remedy);
    let step = Memo::new(move || draft.form.with(|form| form.step));
    let turn_to = move |to: Step| {
        draft.update(|form| form.step = to);
        request_animation_frame(focus_step);
    };
    let forward = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let here = step.get_untracked();
        if here != Step::Review {
            if checks.insist(|field| Step::of(field) == here) {
                turn_to(here.next());
            }
        } else if let Some(earlier) = first_wrong_step(checks) {
            turn_to(earlier);
            request_animation_frame(move || {
                checks.insist(|field| Step::of(field) == earlier);
            });
        } else {
            send(session, checks, attempt, reading.get_untracked().act, move |outcome| {
                draft.forget();
                made.set(outcome.grant());
                super::focus_heading();
            });
        }
    };
    let give_up = move |_| {
        draft.forget();
        session.go(Route::Grants(None));
    };
    let next = move || match step.get() {
        Step::Basic => "Next: Token Details",
        Step::Details => "Next: Review",
        Step::Review => "Create Service Token",
    };
    view! {
        <StepList step turn=Callback::new(turn_to) />
        <form class="form" novalidate on:submit=forward>
            <div class="card">
                {move || match step.get() {
                    Step::Basic => view! { <Basic draft checks ports port /> }.into_view(),
                    Step::Details => view! { <Details draft checks port /> }.into_view(),
                    Step::Review => view! { <Review draft port turn=Callback::new(turn_to) /> }.into_view(),
                }}
                <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
            </div>
            <Summary draft port />
            <div class="row spread">
                <div class="row">
                    <Show when=move || step.get() != Step::Basic>
                        <button type="button" class="btn" on:click=move |_| turn_to(step.get_untracked().back())>
                            "Back"
                        </button>
                    </Show>
                    <button type="button" class="btn quiet" on:click=give_up>
                        "Discard"
                    </button>
                </div>
                <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                    {next}
                </button>
            </div>
        </form>
    }
}

fn focus_step() {
    super::focus("main form h2");
}

/// The first step on which something is wrong, as the review finds it.
fn first_wrong_step(checks: Checks) -> Option<Step> {
    let steps = checks.problems.get_untracked().into_iter().map(|problem| Step::of(problem.field));
    steps.filter(|step| *step != Step::Review).min()
}

#[component]
fn StepList(step: Memo<Step>, turn: Callback<Step>) -> View {
    let item = move |of: Step| {
        let words = move || {
            if step.get() > of {
                view! { <button type="button" on:click=move |_| turn.run(of)>{of.label()}</button> }.into_view()
            } else {
                of.label().into_view()
            }
        };
        view! {
            <li class=move || (step.get() > of).then_some("done") aria-current=move || (step.get() == of).then_some("step")>
                {words}
            </li>
        }
    };
    view! { <ol class="steps">{Step::ALL.into_iter().map(item).collect_view()}</ol> }
}

#[component]
fn Basic(
    draft: Draft<TokenForm>,
    checks: Checks,
    ports: Memo<Vec<PortChoice>>,
    port: Memo<Option<PortChoice>>,
) -> View {
    let metros = Signal::derive(move || {
        let mut metros: Vec<(String, String)> = ports
            .with(|ports| ports.iter().map(|port| (port.metro.code().to_owned(), port.metro.to_string())).collect());
        metros.sort();
        metros.dedup();
        std::iter::once((String::new(), "Select a location".to_owned())).chain(metros).collect()
    });
    let choices = Signal::derive(move || {
        let metro = draft.form.with(|form| form.metro.clone());
        let here = ports.with(|ports| {
            let here = ports.iter().filter(|port| port.metro.code() == metro);
            here.map(|port| (port.id.to_string(), port_words(port))).collect::<Vec<_>>()
        });
        std::iter::once((String::new(), "Choose a port".to_owned())).chain(here).collect()
    });
    let choose_metro = Callback::new(move |code: String| {
        let only = ports.with_untracked(|ports| {
            let mut here = ports.iter().filter(|port| port.metro.code() == code).map(|port| port.id);
            here.next().filter(|_| here.next().is_none())
        });
        draft.update(|form| {
            form.metro = code;
            form.asset = only;
        });
    });
    let tagging = Memo::new(move || port.with(|port| port.as_ref().map(|port| port.tagging)));
    view! {
        <fieldset>
            <h2 tabindex="-1">"Basic Configuration"</h2>
            <fieldset>
                <legend>"Service Token Type"</legend>
                <div class="opts">
                    <label class="opt">
                        <input type="radio" name="type" checked />
                        <b>"A-side Connection Service Token"</b>
                        <span>"Your customer connects from your port to a destination of their choice."</span>
                    </label>
                </div>
            </fieldset>
            <fieldset>
                <legend>"Select Asset Type"</legend>
                <div class="opts">
                    <label class="opt">
                        <input type="radio" name="asset-type" checked />
                        <b>"Port"</b>
                        <span>"A port of your company on Equinix Fabric."</span>
                    </label>
                </div>
            </fieldset>
            <SelectField
                checks
                field=Field::Metro
                label="Location"
                options=metros
                value=draft.part(|form| form.metro.clone())
                on_choose=choose_metro
            />
            <SelectField
                checks
                field=Field::Asset
                label="Port"
                options=choices
                value=draft.part(|form| form.asset.map_or(String::new(), |id| id.to_string()))
                on_choose=draft.setter(|form, id: String| form.asset = AssetId::parse(&id))
            />
            <CheckField
                checks
                field=Field::Remote
                label="Allow Remote Connection"
                value=draft.part(|form| form.remote)
                on_change=draft.setter(|form, remote| form.remote = remote)
                hint="Connections may end in a different metro."
            />
            {move || tagging.get().map(|tagging| view! { <VlanFields draft checks tagging /> })}
        </fieldset>
    }
}

fn port_words(port: &PortChoice) -> String {
    let closed = if port.open { "" } else { ", closed" };
    let access = if port.access { "" } else { ", not open to you" };
    format!("{} · {} · {}{closed}{access}", port.name, port.speed, port.tagging.label())
}

#[component]
fn VlanFields(draft: Draft<TokenForm>, checks: Checks, tagging: Tagging) -> View {
    let vlan = draft.part(|form: &TokenForm| form.vlan.clone());
    let set_vlan = draft.setter(|form: &mut TokenForm, text| form.vlan = text);
    let c_tag = draft.part(|form: &TokenForm| form.c_tag.clone());
    let set_c_tag = draft.setter(|form: &mut TokenForm, text| form.c_tag = text);
    match tagging {
        Tagging::Untagged => {
            view! { <p class="hint">"The port is untagged: this token claims all of it."</p> }.into_view()
        }
        Tagging::Dot1q | Tagging::PerConnection => view! {
            <TextField
                checks
                field=Field::Vlan
                label="VLAN identifier"
                value=vlan
                on_input=set_vlan
                traits=Traits::number()
                hint="From 2 to 4092. It is kept for this token until it is redeemed, expires or is deleted."
            />
        }
        .into_view(),
        Tagging::Qinq => view! {
            <div class="inputs">
                <TextField checks field=Field::Vlan label="S-tag" value=vlan on_input=set_vlan traits=Traits::number() />
                <TextField
                    checks
                    field=Field::CTag
                    label="C-tag"
                    optional=true
                    value=c_tag
                    on_input=set_c_tag
                    traits=Traits::number()
                />
            </div>
            <p class="hint">"From 2 to 4092. Without a C-tag the token claims the whole S-tag."</p>
        }
        .into_view(),
    }
}

#[component]
fn Details(draft: Draft<TokenForm>, checks: Checks, port: Memo<Option<PortChoice>>) -> View {
    let session = Session::get();
    let today = session.now().day();
    let speed = Signal::derive(move || match port.get() {
        Some(port) => format!("The redeemer may order up to this. The port has {}.", port.speed),
        None => "The redeemer may order up to this.".to_owned(),
    });
    let tiers = Signal::derive(move || port.get().map(|port| port.tiers).unwrap_or_default());
    let details = draft.part(|form: &TokenForm| form.details.clone());
    let change = draft.setter(|form: &mut TokenForm, details| form.details = details);
    view! {
        <fieldset>
            <h2 tabindex="-1">"Service Token Details"</h2>
            <DetailsFields checks details change days=(today.plus(1), today.plus(TOKEN_DAYS)) speed tiers />
        </fieldset>
    }
}

/// The fields of what may still be edited later; the wizard and the edit form share them.
#[component]
pub fn DetailsFields(
    /// The form's checks.
    checks: Checks,
    /// The details as they are typed.
    details: Signal<DetailsForm>,
    /// Takes them changed.
    change: Callback<DetailsForm>,
    /// The first and last date that may be chosen.
    days: (Day, Day),
    /// What the bandwidth means.
    speed: Signal<String>,
    /// The usual speeds that may be chosen.
    tiers: Signal<Vec<Mbps>>,
) -> View {
    let text =
        move |of: fn(&DetailsForm) -> &String| Signal::derive(move || details.with(|details| of(details).clone()));
    let set = move |set: fn(&mut DetailsForm, String)| {
        Callback::new(move |text| {
            let mut changed = details.get_untracked();
            set(&mut changed, text);
            change.run(changed);
        })
    };
    let emails = Callback::new(move |(entered, typing)| {
        let mut changed = details.get_untracked();
        changed.recipients = entered;
        changed.recipient = typing;
        change.run(changed);
    });
    let traits = Traits {
        min: Signal::stored(Some(days.0.to_string())),
        max: Signal::stored(Some(days.1.to_string())),
        ..Traits::default()
    };
    view! {
        <TextField
            checks
            field=Field::Expiry
            label="Expiration date"
            kind="date"
            value=text(|details| &details.expires)
            on_input=set(|details, text| details.expires = text)
            hint=Signal::derive(move || details.with(|details| expiry_hint(&details.expires)))
            traits
        />
        <TextField
            checks
            field=Field::Bandwidth
            label="Maximum connection bandwidth"
            value=text(|details| &details.bandwidth)
            on_input=set(|details, text| details.bandwidth = text)
            hint=speed
        />
        <div class="chips" role="group" aria-label="Usual speeds">
            {move || tiers
                .get()
                .into_iter()
                .map(|tier| {
                    let choose = set(|details, text| details.bandwidth = text);
                    let pressed = move || details.with(|details| details.bandwidth == tier.get().to_string());
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || pressed().to_string()
                            on:click=move |_| choose.run(tier.get().to_string())
                        >
                            {tier.to_string()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <EmailsField
            checks
            field=Field::Recipients
            label="Service Token Recipient"
            entered=Signal::derive(move || details.with(|details| details.recipients.clone()))
            typing=text(|details| &details.recipient)
            on_change=emails
            hint="One or more e-mail addresses. Whoever redeems the token first has it; it works once."
        />
        <TextField
            checks
            field=Field::Name
            label="Name"
            optional=true
            value=text(|details| &details.name)
            on_input=set(|details, text| details.name = text)
        />
        <TextField
            checks
            field=Field::Description
            label="Description"
            optional=true
            value=text(|details| &details.description)
            on_input=set(|details, text| details.description = text)
        />
    }
}

/// What a date means: the longest life, and the instant in the person's own zone (E6).
fn expiry_hint(text: &str) -> String {
    let longest = format!("The maximum number of days the token remains valid is {TOKEN_DAYS}.");
    match Day::parse(text) {
        Some(day) => format!("Ends 00:00 UTC, that is {} for you. {longest}", local_with_zone(day.start())),
        None => longest,
    }
}

#[component]
fn Review(draft: Draft<TokenForm>, port: Memo<Option<PortChoice>>, turn: Callback<Step>) -> View {
    let form = draft.form;
    let vlan = move || match port.get().map(|port| port.tagging) {
        Some(Tagging::Dot1q | Tagging::PerConnection) => format!("VLAN {}", form.with(|form| form.vlan.clone())),
        Some(Tagging::Qinq) => form.with(|form| match form.c_tag.trim() {
            "" => format!("S-tag {}", form.vlan),
            c_tag => format!("S-tag {}, C-tag {c_tag}", form.vlan),
        }),
        Some(Tagging::Untagged) | None => "untagged".to_owned(),
    };
    let recipients = move || {
        form.with(|form| {
            let typed = Some(form.details.recipient.trim().to_owned()).filter(|typed| !typed.is_empty());
            form.details.recipients.iter().cloned().chain(typed).collect::<Vec<_>>().join(", ")
        })
    };
    let limit = move || {
        form.with(|form| {
            crosskey::forms::bandwidth(&form.details.bandwidth)
                .map_or_else(|_| form.details.bandwidth.clone(), |limit| limit.to_string())
        })
    };
    let edit = move |step: Step| {
        view! {
            <button type="button" class="btn small" on:click=move |_| turn.run(step)>
                "Change"
            </button>
        }
    };
    view! {
        <div class="stack">
            <h2 tabindex="-1">"Review"</h2>
            <div class="row spread">
                <h3>"Basic Configuration"</h3>
                {edit(Step::Basic)}
            </div>
            <dl class="facts">
                <dt>"Service Token Type"</dt>
                <dd>"A-side Connection Service Token"</dd>
                <dt>"Port"</dt>
                <dd>{move || port.get().map(|port| format!("{}, {}", port.name, port.metro))}</dd>
                <dt>"Remote connections"</dt>
                <dd>{move || if form.with(|form| form.remote) { "allowed" } else { "not allowed" }}</dd>
                <dt>"VLAN identifier"</dt>
                <dd>{vlan}</dd>
            </dl>
            <div class="row spread">
                <h3>"Service Token Details"</h3>
                {edit(Step::Details)}
            </div>
            <dl class="facts">
                <dt>"Expires"</dt>
                <dd>{move || form.with(|form| format!("{} 00:00 UTC", form.details.expires))}</dd>
                <dt>"Maximum connection bandwidth"</dt>
                <dd>{limit}</dd>
                <dt>"Recipients"</dt>
                <dd>{recipients}</dd>
                <dt>"Name"</dt>
                <dd>{move || form.with(|form| or_dash(&form.details.name))}</dd>
                <dt>"Description"</dt>
                <dd>{move || form.with(|form| or_dash(&form.details.description))}</dd>
            </dl>
            <p class="pay">{Kind::ASideToken.payer_for_issuer()}</p>
        </div>
    }
}

fn or_dash(text: &str) -> String {
    if text.trim().is_empty() { "–".to_owned() } else { text.to_owned() }
}

/// What is being created, in words: who may do what, from where to where, and who pays.
#[component]
fn Summary(draft: Draft<TokenForm>, port: Memo<Option<PortChoice>>) -> View {
    let from = move || port.get().map_or("a port of yours".to_owned(), |port| port.name);
    let to = move || {
        let anywhere = draft.form.with(|form| form.remote);
        match port.get() {
            Some(port) if !anywhere => format!("any destination in {}", port.metro.name()),
            _ if anywhere => "any destination in any metro".to_owned(),
            _ => "a destination in the same metro".to_owned(),
        }
    };
    view! {
        <aside class="says">
            <h3>"What you are creating"</h3>
            <p>
                "Whoever holds this token may build " <b>"one"</b> " connection " <b>"from " {from}</b> " to " {to} "."
            </p>
            <p class="pay">
                <b>"You pay."</b>
                " Connections made with an A-side token are billed to its creator."
            </p>
        </aside>
    }
}

/// The completion screen: the key in full, with Copy and Save (G1).
#[component]
fn Completion(id: GrantId, made: RwSignal<Option<GrantId>>) -> View {
    let session = Session::get();
    let view = session.memo(move |sight, person| grant(sight, person, id));
    let say = Callback::new(move |words: &'static str| session.say(words));
    live(move || {
        view.get().map(|view| {
            let to = view.recipients.join(", ");
            view! {
                <div class="card">
                    <h2>{view.row.title.clone()}</h2>
                    <p>"Send this key to " {to} ". Whoever holds it may use it, once."</p>
                    {super::grant::revealed_key(&view).map(|(text, file)| view! { <KeyBox text file say /> })}
                    <p class="hint">
                        "It is valid until " {local_with_zone(view.row.expires)}
                        ". Crosskey sends no mail; the key stays readable on the token's page."
                    </p>
                    <div class="row">
                        <a class="btn" href=Route::Grant(id).hash()>
                            "Open the token"
                        </a>
                        <a class="btn" href=Route::Grants(None).hash()>
                            "Service Token Inventory"
                        </a>
                        <button type="button" class="btn quiet" on:click=move |_| made.set(None)>
                            "Create another"
                        </button>
                    </div>
                </div>
            }
        })
    })
}
