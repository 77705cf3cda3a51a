//! Terraform's language, laid out as `terraform fmt` does: two spaces a level, the equals signs of neighbouring lines
//! below each other (W5).

use std::fmt::Write;

/// What stands in a block, in its order.
#[derive(Debug)]
pub enum Item {
    /// An argument.
    Set(&'static str, Expr),
    /// A block within.
    Block(&'static str, Vec<Item>),
}

/// What an argument is set to.
#[derive(Debug)]
pub enum Expr {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Bool(bool),
    /// A list.
    List(Vec<Expr>),
    /// An object.
    Object(Vec<Item>),
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Expr {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Expr {
    fn from(on: bool) -> Self {
        Self::Bool(on)
    }
}

impl<T: Into<i64>> From<Number<T>> for Expr {
    fn from(Number(number): Number<T>) -> Self {
        Self::Number(number.into())
    }
}

/// A number of any size that fits.
#[derive(Debug)]
pub struct Number<T>(pub T);

/// An argument.
pub fn set(name: &'static str, value: impl Into<Expr>) -> Item {
    Item::Set(name, value.into())
}

/// An argument that is a number.
pub fn number(name: &'static str, value: impl Into<i64>) -> Item {
    Item::Set(name, Number(value).into())
}

/// The whole text of one resource. Its name here is made of a name that people gave it.
pub fn resource(kind: &str, name: &str, items: &[Item]) -> String {
    let mut out = format!("resource \"{kind}\" \"{name}\" {{\n");
    body(&mut out, items, 1);
    out.push_str("}\n");
    out
}

/// The block that says that a resource is there already, under this id of its vendor's (Terraform 1.5 and later).
pub fn import(kind: &str, name: &str, id: &str) -> String {
    let mut out = format!("import {{\n  to = {kind}.{name}\n  id = ");
    quote(&mut out, id);
    out.push_str("\n}\n");
    out
}

/// A name that Terraform takes: the letters and digits of `name`, and `tail`, which tells apart what is called the same.
pub fn identifier(name: &str, fallback: &str, tail: &str) -> String {
    let slug = slug(name, '_');
    let slug = if slug.starts_with(|c: char| c.is_ascii_alphabetic()) { slug } else { fallback.to_owned() };
    format!("{slug}_{tail}")
}

/// The ASCII letters and digits of a name in small letters, with one `joint` for whatever is between them.
pub fn slug(name: &str, joint: char) -> String {
    let mut slug = String::new();
    for c in name.chars().take(SLUG_LIMIT) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with(joint) {
            slug.push(joint);
        }
    }
    slug.trim_end_matches(joint).to_owned()
}

const SLUG_LIMIT: usize = 40;

/// Lines that stand together are aligned; what takes several lines stands by itself.
fn body(out: &mut String, items: &[Item], level: usize) {
    let indent = "  ".repeat(level);
    let mut first = true;
    for run in items.chunk_by(|one, next| is_line(one) && is_line(next)) {
        if !first {
            out.push('\n');
        }
        first = false;
        let width = run.iter().map(|item| name(item).len()).max().unwrap_or(0);
        for item in run {
            match item {
                Item::Set(name, value) if is_line(item) => {
                    // Writing to a text cannot fail.
                    let _ = write!(out, "{indent}{name:width$} = ");
                    expression(out, value, level);
                }
                Item::Set(name, value) => {
                    let _ = write!(out, "{indent}{name} = ");
                    expression(out, value, level);
                }
                Item::Block(name, items) => {
                    let _ = writeln!(out, "{indent}{name} {{");
                    body(out, items, level + 1);
                    let _ = write!(out, "{indent}}}");
                }
            }
            out.push('\n');
        }
    }
}

const fn name(item: &Item) -> &'static str {
    match item {
        Item::Set(name, _) | Item::Block(name, _) => name,
    }
}

/// Whether it takes one line.
fn is_line(item: &Item) -> bool {
    match item {
        Item::Set(_, Expr::Object(_)) | Item::Block(..) => false,
        Item::Set(_, Expr::List(items)) => !items.iter().any(|item| matches!(item, Expr::Object(_))),
        Item::Set(..) => true,
    }
}

fn expression(out: &mut String, value: &Expr, level: usize) {
    let indent = "  ".repeat(level);
    match value {
        Expr::Text(text) => quote(out, text),
        Expr::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Expr::Bool(on) => {
            let _ = write!(out, "{on}");
        }
        Expr::Object(items) if items.is_empty() => out.push_str("{}"),
        Expr::Object(items) => {
            out.push_str("{\n");
            body(out, items, level + 1);
            let _ = write!(out, "{indent}}}");
        }
        Expr::List(items) if items.iter().any(|item| matches!(item, Expr::Object(_))) => {
            out.push_str("[\n");
            for item in items {
                let _ = write!(out, "{indent}  ");
                expression(out, item, level + 1);
                out.push_str(",\n");
            }
            let _ = write!(out, "{indent}]");
        }
        Expr::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                expression(out, item, level);
            }
            out.push(']');
        }
    }
}

/// A text in quotes. Nothing in it is a template: `${` and `%{` are written so that they mean themselves.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Two signs and a brace are read as one sign; more than two, in more than one way.
            '$' | '%' if letters.peek() == Some(&'{') => {
                let _ = write!(out, "{letter}{letter}");
            }
            '$' | '%' if letters.peek() == Some(&letter) => code_point(out, letter),
            _ if letter.is_control() || letter == '\u{feff}' => code_point(out, letter),
            _ => out.push(letter),
        }
    }
    out.push('"');
}

fn code_point(out: &mut String, letter: char) {
    let _ = write!(out, "\\u{:04x}", u32::from(letter));
}
