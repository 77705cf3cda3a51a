//! The form of an asset, for a new one and for changing one (A8).

use crate::app::prelude::*;
use crosskey::domain::asset::{Asset, PORT_SPEEDS};
use crosskey::domain::id::{AssetId, PersonId};
use crosskey::domain::metro::{KNOWN, Metro};
use crosskey::domain::profile::FieldForm;
use crosskey::domain::refusal::Field;
use crosskey::domain::vlan::Tagging;
use crosskey::forms::asset::{AssetForm, Sort};
use crosskey::ledger::view::company::company;
use crosskey::route::Route;

use crate::app::components::field::{CheckField, Checks, FormProblems, Problems, SelectField, TextField};
use crate::app::form::{checks, follow, send};
use crate::app::session::Session;

/// The page of a new asset.
#[component]
pub fn NewAsset() -> View {
    let session = Session::get();
    let done = Callback::new(move |id: AssetId| session.go(Route::Asset(id)));
    let cancel = Callback::new(move |()| session.go(Route::Assets));
    view! {
        <section class="page">
            <h1>"Add an asset"</h1>
            <AssetEditor id=None initial=AssetForm::default() meanwhile=Memo::new(|| None) done cancel />
        </section>
    }
}

/// The form of an asset.
#[component]
pub fn AssetEditor(
    /// The asset that is changed; none for a new one.
    id: Option<AssetId>,
    /// What the form is filled with.
    initial: AssetForm,
    /// The asset as it is by now; never there for a new one.
    meanwhile: Memo<Option<Asset>>,
    /// Called when it was saved.
    done: Callback<AssetId>,
    /// Called when it was given up.
    cancel: Callback<()>,
) -> View {
    let session = Session::get();
    let attempt = session.attempt();
    let form = RwSignal::new(initial);
    follow(form, meanwhile, AssetForm::of, AssetForm::follow);
    let read = move || form.with(|form| id.map_or_else(|| form.add(), |id| form.edit(id)));
    let checks = checks(session, attempt, Signal::derive(read), |_| {});
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if checks.insist(|_| true) {
            send(session, checks, attempt, read().act, move |outcome| {
                session.say("Saved");
                if let Some(id) = id.or(outcome.asset) {
                    // The page may be gone by now; then nobody waits.
                    done.try_run(id);
                }
            });
        }
    };
    let is_port = move || form.with(|form| form.sort == Sort::Port);
    let sort = move |sort: Sort, title: &'static str, words: &'static str| {
        view! {
            <label class="opt">
                <input
                    type="radio"
                    name="sort"
                    prop:checked=move || form.with(|form| form.sort == sort)
                    on:change=move |_| form.update(|form| form.sort = sort)
                />
                <b>{title}</b>
                <span>{words}</span>
            </label>
        }
    };
    let save = if id.is_some() { "Save" } else { "Add the asset" };
    view! {
        <form class="form" novalidate on:submit=submit>
            <div class="card">
                <fieldset>
                    {id.is_none().then(|| view! {
                        <fieldset>
                            <legend>"Kind"</legend>
                            <div class="opts">
                                {sort(Sort::Port, "Port", "Your own port on Equinix Fabric")}
                                {sort(Sort::ServiceProfile, "Service profile", "What a cloud or network provider offers to others")}
                            </div>
                        </fieldset>
                    })}
                    <TextField
                        checks
                        field=Field::Name
                        label="Name"
                        value=Signal::derive(move || form.with(|form| form.name.clone()))
                        on_input=Callback::new(move |text| form.update(|form| form.name = text))
                    />
                    <Show when=is_port fallback=move || view! { <ProfileFields checks form /> }>
                        <PortFields checks form />
                    </Show>
                    <TextField
                        checks
                        field=Field::VendorId
                        label="Id at Equinix"
                        optional=true
                        value=Signal::derive(move || form.with(|form| form.vendor_id.clone()))
                        on_input=Callback::new(move |text| form.update(|form| form.vendor_id = text))
                        hint="The UUID that the vendor's portal shows for it."
                    />
                    <FormProblems checks beside=|field| matches!(field, Field::Form | Field::Role) />
                </fieldset>
            </div>
            <aside class="says">
                <h3>"What you are describing"</h3>
                <Show
                    when=is_port
                    fallback=|| view! { <p>"Everybody in this ledger can see a service profile and end connections at it."</p> }
                >
                    <p>"A port that you have on Equinix Fabric. Nothing is ordered; only your own company sees it."</p>
                    <p>"Location and tagging are fixed while a token or connection holds a place on it."</p>
                </Show>
            </aside>
            <div class="row spread">
                <button type="button" class="btn" on:click=move |_| cancel.run(())>
                    "Cancel"
                </button>
                <button type="submit" class="btn primary" disabled=move || checks.busy.get()>
                    {save}
                </button>
            </div>
        </form>
    }
}

fn metros() -> Vec<(String, String)> {
    let known = KNOWN.iter().map(|(code, name)| ((*code).to_owned(), format!("{code} {name}")));
    std::iter::once((String::new(), "Choose a location".to_owned())).chain(known).collect()
}

#[component]
fn PortFields(checks: Checks, form: RwSignal<AssetForm>) -> View {
    let speeds = PORT_SPEEDS.iter().map(|speed| (speed.get().to_string(), speed.to_string())).collect();
    let taggings =
        Tagging::FABRIC.iter().map(|tagging| (tagging.as_str().to_owned(), tagging.label().to_owned())).collect();
    // An asset that was read from elsewhere may lie in a metro that the list does not have.
    let options = Signal::derive(move || {
        let mut options = metros();
        let code = form.with(|form| form.metro.clone());
        if let Some(metro) = Metro::parse(&code).filter(|metro| !options.iter().any(|(known, _)| known == metro.code()))
        {
            options.push((metro.code().to_owned(), metro.to_string()));
        }
        options
    });
    view! {
        <SelectField
            checks
            field=Field::Metro
            label="Location"
            options
            value=Signal::derive(move || form.with(|form| form.metro.clone()))
            on_choose=Callback::new(move |code| form.update(|form| form.metro = code))
        />
        <SelectField
            checks
            field=Field::Speed
            label="Speed"
            options=Signal::stored(speeds)
            value=Signal::derive(move || form.with(|form| form.speed.clone()))
            on_choose=Callback::new(move |speed| form.update(|form| form.speed = speed))
        />
        <SelectField
            checks
            field=Field::Tagging
            label="Tagging"
            options=Signal::stored(taggings)
            value=Signal::derive(move || form.with(|form| form.tagging.as_str().to_owned()))
            on_choose=Callback::new(move |word: String| {
                form.update(|form| {
                    form.tagging = Tagging::ALL.into_iter().find(|tagging| tagging.as_str() == word).unwrap_or(form.tagging);
                });
            })
        />
        <CheckField
            checks
            field=Field::Open
            label="Open to new connections"
            value=Signal::derive(move || form.with(|form| form.open))
            on_change=Callback::new(move |open| form.update(|form| form.open = open))
        />
        <AccessField checks form />
    }
}

/// Who may create tokens on the port (P3).
#[component]
fn AccessField(checks: Checks, form: RwSignal<AssetForm>) -> View {
    let session = Session::get();
    let people = session.memo(|sight, person| company(sight, person).map(|company| company.people).unwrap_or_default());
    let tick = move |id: PersonId, on: bool| {
        form.update(|form| {
            form.access.retain(|known| *known != id);
            if on {
                form.access.push(id);
            }
        });
    };
    let person = move |id: PersonId, name: String| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || form.with(|form| form.access.contains(&id))
                    on:change=move |event| tick(id, event_target_checked(&event))
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>"Who may create service tokens on it"</legend>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || form.with(|form| form.restricted)
                    on:change=move |event| form.update(|form| form.restricted = event_target_checked(&event))
                />
                <span>"Only named people"</span>
            </label>
            <Show when=move || form.with(|form| form.restricted)>
                {move || people.get().into_iter().map(|row| person(row.id, row.name)).collect_view()}
            </Show>
            <Problems checks field=Field::Access />
        </fieldset>
    }
}

#[component]
fn ProfileFields(checks: Checks, form: RwSignal<AssetForm>) -> View {
    let count = Memo::new(move || form.with(|form| form.fields.len()));
    let forms: Vec<(String, String)> =
        FieldForm::ALL.iter().map(|form| (form.as_str().to_owned(), form.hint().to_owned())).collect();
    let asked = move |at: usize| {
        let label = Signal::derive(move || {
            form.with(|form| form.fields.get(at).map_or(String::new(), |field| field.label.clone()))
        });
        let value = Signal::derive(move || {
            form.with(|form| form.fields.get(at).map_or(String::new(), |field| field.form.as_str().to_owned()))
        });
        let set_label = Callback::new(move |text: String| {
            form.update(|form| form.fields.get_mut(at).into_iter().for_each(|field| field.label.clone_from(&text)));
        });
        let set_form = Callback::new(move |word: String| {
            let chosen = FieldForm::ALL.into_iter().find(|form| form.as_str() == word).unwrap_or(FieldForm::Text);
            form.update(|form| form.fields.get_mut(at).into_iter().for_each(|field| field.form = chosen));
        });
        let remove = move |_| {
            form.update(|form| {
                form.fields.remove(at);
            });
        };
        view! {
            <fieldset class="group">
                <legend>{format!("Field {}", at + 1)}</legend>
                <TextField checks field=Field::ProfileField detail=at.to_string() label="Label" value=label on_input=set_label />
                <SelectField
                    checks
                    field=Field::ProfileField
                    detail=format!("form-{at}")
                    label="Form"
                    options=Signal::stored(forms.clone())
                    value
                    on_choose=set_form
                />
                <button type="button" class="btn small" on:click=remove>
                    "Remove this field"
                </button>
            </fieldset>
        }
    };
    view! {
        <TextField
            checks
            field=Field::Metro
            label="Locations"
            value=Signal::derive(move || form.with(|form| form.metro.clone()))
            on_input=Callback::new(move |text| form.update(|form| form.metro = text))
            hint="Metro codes where it is offered, like DC, NY, FR."
        />
        <fieldset>
            <legend>"What the redeemer must supply"</legend>
            {move || (0..count.get()).map(asked.clone()).collect_view()}
            <button type="button" class="btn small" on:click=move |_| form.update(AssetForm::add_field)>
                "Add a field"
            </button>
            <Problems checks field=Field::ProfileField />
        </fieldset>
    }
}
