//! What `view!` makes, in a real browser: what stands in the page, and what stays there when signals change.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that finds something else than it expects shall stop right there"
)]

use std::cell::Cell;
use std::rc::Rc;

use crosskey::markup::signal::{Memo, RwSignal, Signal};
use crosskey::markup::{CollectView, ElementRef, IntoView, Show, View, mount_to, view};
use leptos::prelude::document;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Shows a view in an element of its own.
fn shown(view: impl FnOnce() -> View + 'static) -> web_sys::HtmlElement {
    let place: web_sys::HtmlElement = document().create_element("div").unwrap().dyn_into().unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    mount_to(place.clone(), view);
    place
}

/// The markup that stands there, without the comments that mark places.
fn html(place: &web_sys::HtmlElement) -> String {
    place.inner_html().replace("<!---->", "")
}

fn find(place: &web_sys::HtmlElement, selector: &str) -> web_sys::HtmlElement {
    place.query_selector(selector).unwrap().expect("an element").dyn_into().unwrap()
}

#[wasm_bindgen_test]
fn elements_attributes_and_text_stand_as_they_are_written() {
    let (name, count, absent) = (String::from("a name"), 3_usize, None::<&str>);
    let place = shown(move || {
        view! {
            <p class="x" data-name=name hidden=false aria-current=absent>
                "text = 'x'\n" {count} " " <b title="">"b"</b> {Some("some")} {None::<&str>} {()}
            </p>
            <br />
        }
    });
    assert_eq!(html(&place), "<p class=\"x\" data-name=\"a name\">text = 'x'\n3 <b title=\"\">b</b>some</p><br>");
}

#[wasm_bindgen_test]
fn what_people_write_is_never_markup() {
    let evil = "<img src=x onerror=alert(1)>";
    let place = shown(move || view! { <p title=evil.to_owned()>{evil.to_owned()}</p> });
    assert!(place.query_selector("img").unwrap().is_none());
    assert_eq!(place.text_content().unwrap(), evil);
    assert_eq!(find(&place, "p").title(), evil);
}

#[wasm_bindgen_test]
async fn only_what_differs_is_touched_and_the_focus_stays() {
    let text = RwSignal::new("one".to_owned());
    let place = shown(move || {
        (move || {
            let text = text.get();
            view! { <p class=text.clone()>{text}</p> <input /> }
        })
        .into_view()
    });
    let (paragraph, input) = (find(&place, "p"), find(&place, "input"));
    input.focus().unwrap();
    text.set("two".to_owned());
    tick().await;
    assert_eq!(html(&place), "<p class=\"two\">two</p><input>");
    assert!(find(&place, "p").is_same_node(Some(&paragraph)), "the element stays");
    assert!(document().active_element().unwrap().is_same_node(Some(&input)), "so does the focus");
}

#[wasm_bindgen_test]
async fn lists_grow_and_shrink_where_they_stand() {
    let items = RwSignal::new(vec!["a", "b"]);
    let place = shown(move || {
        view! {
            <i>"before"</i>
            {move || items.get().into_iter().map(|item| view! { <li>{item}</li> {item} }).collect_view()}
            <i>"after"</i>
        }
    });
    for next in [vec!["a", "b"], vec!["a", "b", "c"], vec![], vec!["d"], vec!["e", "f", "g"], vec!["g"]] {
        items.set(next.clone());
        tick().await;
        let list: String = next.iter().map(|item| format!("<li>{item}</li>{item}")).collect();
        assert_eq!(html(&place), format!("<i>before</i>{list}<i>after</i>"));
    }
}

#[wasm_bindgen_test]
async fn one_kind_of_piece_takes_the_place_of_another() {
    let which = RwSignal::new(0);
    let inner = RwSignal::new("inner");
    let place = shown(move || {
        view! {
            <hr />
            {move || match which.get() {
                0 => View::Nothing,
                1 => "text".into_view(),
                2 => view! { <b>"element"</b> },
                3 => view! { <b>"many"</b> "of" <u>"them"</u> },
                _ => (move || view! { <em>{inner.get()}</em> }).into_view(),
            }}
            <hr />
        }
    });
    let looks = ["", "text", "<b>element</b>", "<b>many</b>of<u>them</u>", "<em>inner</em>"];
    for next in [0, 1, 2, 3, 4, 3, 1, 4, 2, 0, 4] {
        which.set(next);
        tick().await;
        assert_eq!(html(&place), format!("<hr>{}<hr>", looks[next]), "{next}");
    }
    inner.set("changed");
    tick().await;
    assert_eq!(html(&place), "<hr><em>changed</em><hr>");
}

#[wasm_bindgen_test]
async fn an_element_with_other_attributes_is_made_anew_in_all_but_its_node() {
    let called = Rc::new(Cell::new(0));
    let button = RwSignal::new(true);
    let count = Rc::clone(&called);
    let place = shown(move || {
        (move || {
            let count = Rc::clone(&count);
            if button.get() {
                view! { <button class="x" on:click=move |_| count.set(count.get() + 1)></button> }
            } else {
                view! { <button title="y" disabled=true></button> }
            }
        })
        .into_view()
    });
    find(&place, "button").click();
    assert_eq!(called.get(), 1);
    button.set(false);
    tick().await;
    assert_eq!(html(&place), "<button title=\"y\" disabled=\"\"></button>");
    find(&place, "button").remove_attribute("disabled").unwrap();
    find(&place, "button").click();
    assert_eq!(called.get(), 1, "the listener is gone");
}

#[wasm_bindgen_test]
async fn a_listener_is_exchanged_and_called_once() {
    let (label, heard) = (RwSignal::new(1), Rc::new(Cell::new(0)));
    let sink = Rc::clone(&heard);
    let place = shown(move || {
        (move || {
            let (label, sink) = (label.get(), Rc::clone(&sink));
            view! { <button on:click=move |_| sink.set(sink.get() + label)></button> }
        })
        .into_view()
    });
    find(&place, "button").click();
    label.set(10);
    tick().await;
    find(&place, "button").click();
    assert_eq!(heard.get(), 11);
}

#[wasm_bindgen_test]
async fn a_property_is_set_when_it_differs_and_the_caret_stays_otherwise() {
    let text = RwSignal::new("abc".to_owned());
    let place = shown(move || view! { <input prop:value=move || text.get() /> });
    let input: web_sys::HtmlInputElement = find(&place, "input").dyn_into().unwrap();
    assert_eq!(input.value(), "abc");
    input.set_value("abcd");
    input.set_selection_range(1, 1).unwrap();
    text.set("abcd".to_owned());
    tick().await;
    assert_eq!(input.selection_start().unwrap(), Some(1));
    text.set("z".to_owned());
    tick().await;
    assert_eq!(input.value(), "z");
}

#[wasm_bindgen_test]
async fn pictures_are_of_the_svg_namespace_also_where_they_follow_signals() {
    let wide = RwSignal::new(1_u32);
    let place = shown(move || view! { <svg>{move || view! { <rect width=wide.get()></rect> }}</svg> <p></p> });
    wide.set(2);
    tick().await;
    let rect = place.query_selector("rect").unwrap().unwrap();
    assert_eq!(rect.namespace_uri().unwrap(), "http://www.w3.org/2000/svg");
    assert_eq!(rect.get_attribute("width").unwrap(), "2");
    assert_eq!(find(&place, "p").namespace_uri().unwrap(), "http://www.w3.org/1999/xhtml");
}

#[wasm_bindgen_test]
async fn a_reference_knows_its_element_while_that_stands_in_the_page() {
    let there = RwSignal::new(true);
    let found = Rc::new(Cell::new(None));
    let told = Rc::clone(&found);
    let place = shown(move || {
        let place: ElementRef<web_sys::HtmlElement> = ElementRef::default();
        told.set(Some(place));
        view! { <Show when=move || there.get() fallback=|| view! { <i></i> }><b node_ref=place></b></Show> }
    });
    let reference = found.get().unwrap();
    assert!(reference.get_untracked().unwrap().is_same_node(Some(&find(&place, "b"))));
    there.set(false);
    tick().await;
    assert_eq!(html(&place), "<i></i>");
    assert!(reference.get_untracked().is_none());
}

#[wasm_bindgen_test]
async fn a_memo_tells_only_of_differences_and_a_signal_of_every_change() {
    let number = RwSignal::new(1_u32);
    let (memo_asked, signal_asked) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let (by_memo, by_signal) = (Rc::clone(&memo_asked), Rc::clone(&signal_asked));
    let place = shown(move || {
        let even = Memo::new(move || number.get().is_multiple_of(2));
        let half = Signal::derive(move || number.get() / 2);
        view! {
            {move || {
                by_memo.set(by_memo.get() + 1);
                if even.get() { "even" } else { "odd" }
            }}
            {move || {
                by_signal.set(by_signal.get() + 1);
                half.get()
            }}
        }
    });
    assert_eq!(html(&place), "odd0");
    for (next, text, memo, signal) in [(3, "odd1", 1, 2), (2, "even1", 2, 3), (4, "even2", 2, 4)] {
        number.set(next);
        tick().await;
        assert_eq!((html(&place).as_str(), memo_asked.get(), signal_asked.get()), (text, memo, signal), "{next}");
    }
}
