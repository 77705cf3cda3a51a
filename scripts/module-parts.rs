//! Prints what of the JavaScript module is made from the rules: `js` the methods, `d.ts` the types.
//!
//! Run by scripts/module.sh; the files with the parts that people wrote are in js/.

use std::fs;

use crosskey::domain::shape::types::{Types, camel};
use crosskey::domain::told::Told;
use crosskey::ledger::command::Act;
use crosskey::ledger::decide::Warning;
use crosskey::ledger::history::Moment;
use crosskey::ledger::view::company::RosterCompany;
use crosskey::ledger::world::Outcome;
use crosskey::question::{Question, answers};

/// Where the made part goes in the files that people wrote.
const METHODS: &str = "/* methods */";
const CHECKS: &str = "/* checks */";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let made = match std::env::args().nth(1).as_deref() {
        Some("js") => script(&fs::read_to_string("js/crosskey.js")?),
        Some("d.ts") => types(&fs::read_to_string("js/crosskey.d.ts")?),
        _ => return Err("say js or d.ts".into()),
    };
    print!("{made}");
    Ok(())
}

/// The commands of somebody who acts: all but the one that makes the first person.
fn commands(types: &mut Types) -> Vec<(&'static str, Option<String>)> {
    Act::kinds(types).into_iter().filter(|(word, _)| *word != "found-company").collect()
}

fn script(written: &str) -> String {
    let types = &mut Types::default();
    let (mut table, mut methods) = (String::from("const COMMANDS = [\n"), String::new());
    for (word, _) in commands(types) {
        let method = camel(word);
        table += &format!("  ['{method}', '{word}'],\n");
        methods += &format!("{method}(input, once) {{\n    return this.#submit('{word}', input, once);\n  }}\n\n  ");
    }
    for (word, _) in Question::kinds(types) {
        let method = camel(word);
        methods += &format!("{method}(input) {{\n    return this.#ask('{word}', input);\n  }}\n\n  ");
    }
    let written = written.replace(METHODS, methods.trim_end());
    written.replace("/** An open ledger. */", &format!("{table}];\n\n/** An open ledger. */"))
}

fn types(written: &str) -> String {
    let types = &mut Types::default();
    let (mut methods, mut checks) = (String::new(), String::new());
    for (word, input) in commands(types) {
        let (method, input) = (camel(word), input.map_or(String::new(), |input| format!("input: {input}")));
        let comma = if input.is_empty() { "" } else { ", " };
        methods += &format!("{method}({input}{comma}once?: Once): Promise<Outcome>;\n  ");
        checks += &format!("{method}({input}): ReadonlyArray<Warning>;\n  ");
    }
    let told = answers(types);
    for ((word, input), (_, answer)) in Question::kinds(types).into_iter().zip(told) {
        let input = input.map_or(String::new(), |input| format!("input: {input}"));
        methods += &format!("{}({input}): {answer};\n  ", camel(word));
    }
    for declare in [Outcome::told_as, Warning::told_as, Moment::told_as, RosterCompany::told_as] {
        declare(types);
    }
    crosskey::domain::refusal::Refusal::told_as(types);
    let written = written.replace(METHODS, methods.trim_end()).replace(CHECKS, checks.trim_end());
    format!("{written}\n{}", types.declarations())
}
