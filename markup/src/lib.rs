//! The `view!` macro of the pages. It reads the markup that Leptos's own macro reads, and makes of it one line of text
//! with holes, which `crosskey::markup` turns into a view at run time. Leptos makes a type of every element instead,
//! and code of every type: the same pages are four times as large that way.
//!
//! The line is a sequence of items, each closed by a zero character: `<tag`, `=name=value`, `?name` (an attribute with
//! a hole), `"text`, `{` (a child with a hole) and `>`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement};
use syn::{Error, Expr, ExprLit, Lit, Stmt};

/// Markup as a view: elements in angle brackets, text in quotes, values in braces, components by their names.
#[proc_macro]
pub fn view(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let made = rstml::parse2(input.into()).and_then(|nodes| view_of(&nodes));
    made.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// A view of these nodes; a single hole needs no line of text around it.
fn view_of(nodes: &[Node]) -> Result<TokenStream, Error> {
    let mut line = Line::default();
    line.nodes(nodes)?;
    let Line { text, holes } = line;
    if let ("{\0", [(_, only)]) = (text.as_str(), holes.as_slice()) {
        return Ok(quote! { ::crosskey::markup::IntoView::into_view(#only) });
    }
    let template = Ident::new("template", Span::mixed_site());
    let fill = holes.iter().map(|(hole, filling)| match hole {
        Hole::Value => quote! { ::crosskey::markup::IntoValue::fill(#filling, &mut #template); },
        Hole::View => quote! { ::crosskey::markup::IntoView::fill(#filling, &mut #template); },
    });
    Ok(quote! {{
        let mut #template = ::crosskey::markup::Template::new(#text);
        #(#fill)*
        #template.done()
    }})
}

/// What a hole takes.
enum Hole {
    /// The value of an attribute.
    Value,
    /// A child.
    View,
}

/// The line of text, and what its holes are filled with.
#[derive(Default)]
struct Line {
    text: String,
    holes: Vec<(Hole, TokenStream)>,
}

impl Line {
    fn item(&mut self, sign: char, words: &str) {
        self.text.push(sign);
        self.text.push_str(words);
        self.text.push('\0');
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<(), Error> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> Result<(), Error> {
        match node {
            Node::Element(element) => return self.element(element),
            Node::Fragment(fragment) => return self.nodes(fragment.children()),
            Node::Text(text) => self.item('"', &text.value_string()),
            Node::Block(block) => self.child(bare(block)),
            Node::Comment(_) => {}
            other => return Err(Error::new_spanned(other, "text stands in quotes, values in braces")),
        }
        Ok(())
    }

    fn child(&mut self, view: TokenStream) {
        self.item('{', "");
        self.holes.push((Hole::View, view));
    }

    fn element(&mut self, element: &NodeElement<rstml::Infallible>) -> Result<(), Error> {
        let tag = element.name().to_string();
        if tag.rsplit("::").next().is_some_and(|name| name.trim().starts_with(char::is_uppercase)) {
            let component = component(element)?;
            self.child(component);
            return Ok(());
        }
        self.item('<', &tag);
        element.attributes().iter().try_for_each(|attribute| self.attribute(attribute))?;
        self.nodes(element.children())?;
        self.item('>', "");
        Ok(())
    }

    fn attribute(&mut self, attribute: &NodeAttribute) -> Result<(), Error> {
        let attribute = keyed(attribute)?;
        let name = attribute.key.to_string();
        match attribute.value() {
            None => self.item('=', &format!("{name}=")),
            Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => self.item('=', &format!("{name}={}", text.value())),
            Some(value) => {
                self.item('?', &name);
                let value = match name.strip_prefix("on:") {
                    Some(event) => listener(event, value),
                    None => quote! { #value },
                };
                self.holes.push((Hole::Value, value));
            }
        }
        Ok(())
    }
}

/// What stands in braces, without them where it is one expression.
fn bare(block: &NodeBlock) -> TokenStream {
    match block.try_block().map(|block| block.stmts.as_slice()) {
        Some([Stmt::Expr(expression, None)]) => quote! { #expression },
        _ => quote! { #block },
    }
}

fn keyed(attribute: &NodeAttribute) -> Result<&KeyedAttribute, Error> {
    match attribute {
        NodeAttribute::Attribute(attribute) => Ok(attribute),
        NodeAttribute::Block(block) => Err(Error::new_spanned(block, "an attribute has a name")),
    }
}

/// A listener, with the kind of event that the browser hands to it.
fn listener(event: &str, value: &Expr) -> TokenStream {
    let kind = match event {
        "submit" => "SubmitEvent",
        "click" | "mousedown" => "MouseEvent",
        "keydown" => "KeyboardEvent",
        "focusout" => "FocusEvent",
        "dragover" | "drop" => "DragEvent",
        _ => "Event",
    };
    let kind = format_ident!("{kind}");
    quote! { ::crosskey::markup::on::<::web_sys::#kind>(#value) }
}

/// A component with its props, as Leptos builds them.
fn component(element: &NodeElement<rstml::Infallible>) -> Result<TokenStream, Error> {
    let name = element.name();
    let mut props = TokenStream::new();
    for attribute in element.attributes() {
        let attribute = keyed(attribute)?;
        let key = &attribute.key;
        props.extend(match attribute.value() {
            Some(value) => quote! { .#key(#value) },
            None => quote! { .#key(#key) },
        });
    }
    if !element.children().is_empty() {
        let children = view_of(element.children())?;
        props.extend(quote! { .children(::std::boxed::Box::new(move || #children)) });
    }
    Ok(quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name)#props.build(),
        )
    })
}
