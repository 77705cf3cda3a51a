//! The methods and types of the JavaScript module in TypeScript, from the derives by which values are read and written.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::ledger::command::Act;
use crate::ledger::decide::Warning;
use crate::ledger::history::Moment;
use crate::ledger::view::Window;
use crate::ledger::view::company::RosterCompany;
use crate::ledger::world::Outcome;
use crate::question::{Question, TakeOver, visit_answers};

/// A method of somebody who acts.
pub struct Method {
    /// Its name, which is the word of the command or query in JSON.
    pub name: String,
    /// The type of what it takes; none if it takes nothing.
    pub input: Option<String>,
}

/// Type declarations by name, each made once.
pub struct Types {
    config: Config,
    seen: HashSet<TypeId>,
    declared: BTreeMap<String, String>,
    /// Whether what is declared now is only answered, so that its fields are read-only.
    answers: bool,
}

impl Default for Types {
    fn default() -> Self {
        let config = Config::default().with_large_int("number");
        Self { config, seen: HashSet::new(), declared: BTreeMap::new(), answers: false }
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let declared = self.declaration(&T::decl(&self.config));
            self.declared.entry(T::ident(&self.config)).or_insert(declared);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl Types {
    /// The commands of somebody who acts, all but the one that makes the first person; declares their types.
    pub fn commands(&mut self) -> Vec<Method> {
        self.visit::<Act>();
        self.visit::<TakeOver>();
        self.declared.remove("Act");
        let all = methods(&Act::inline(&self.config));
        all.into_iter().filter(|method| method.name != "foundCompany").collect()
    }

    /// The queries of somebody who acts, each with the type of its answer; declares their types.
    pub fn queries(&mut self) -> Vec<(Method, String)> {
        self.visit::<Question>();
        self.declared.remove("Question");
        let queries = methods(&Question::inline(&self.config));
        queries.into_iter().zip(self.answers()).collect()
    }

    /// The type of the answer to each query, in the order of the table; declares these types.
    pub fn answers(&mut self) -> Vec<String> {
        self.answers = true;
        self.visit::<Outcome>();
        self.visit::<Warning>();
        self.visit::<Moment>();
        self.visit::<Window<RosterCompany>>();
        self.visit::<RosterCompany>();
        let config = Config::default().with_large_int("number");
        visit_answers(self, &config).iter().map(|answer| read_only(answer)).collect()
    }

    /// Every declaration, by name.
    pub fn declarations(&self) -> String {
        self.declared.values().map(|declared| format!("export {declared}\n")).collect()
    }

    fn declaration(&self, made: &str) -> String {
        let made = read_only(&without_docs(made));
        match made.split_once(" = ") {
            Some((name, fields)) if self.answers && fields.starts_with("{ ") => {
                format!("{name} = Readonly<{}>;", fields.trim_end_matches(';'))
            }
            _ => made,
        }
    }
}

/// The variants of a union, as methods.
fn methods(union: &str) -> Vec<Method> {
    variants(&read_only(&without_docs(union))).iter().map(|variant| method(variant)).collect()
}

fn method(variant: &str) -> Method {
    let bare = variant.trim_matches('"');
    let parts = variant.strip_prefix("{ \"").and_then(|rest| rest.strip_suffix(" }")?.split_once("\": "));
    match parts {
        Some((name, input)) => Method { name: name.to_owned(), input: Some(input.to_owned()) },
        None => Method { name: bare.to_owned(), input: None },
    }
}

/// Splits a union where it is not within braces.
fn variants(union: &str) -> Vec<String> {
    let (mut found, mut depth) = (vec![String::new()], 0);
    for part in union.split_inclusive(['{', '}', '|']) {
        depth += part.matches('{').count();
        depth -= part.matches('}').count();
        let last = found.last_mut();
        match part.strip_suffix('|') {
            Some(end) if depth == 0 => {
                last.into_iter().for_each(|last| last.push_str(end));
                found.push(String::new());
            }
            _ => last.into_iter().for_each(|last| last.push_str(part)),
        }
    }
    found.iter().map(|variant| variant.trim().to_owned()).collect()
}

/// Lists and pairs that nobody may change.
fn read_only(made: &str) -> String {
    let lists = made.replace("Array<", "ReadonlyArray<");
    [": [", "<["].iter().fold(lists, |made, begin| made.replace(begin, &begin.replace('[', "readonly [")))
}

/// The same on one line, without the comments of the rules.
fn without_docs(made: &str) -> String {
    let mut parts = made.split("/**");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| bare.push_str(part.split_once("*/").map_or("", |(_, rest)| rest)));
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
