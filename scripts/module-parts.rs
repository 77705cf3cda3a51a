//! Prints what of the JavaScript module is generated from the rules: `js` the methods, `d.ts` the types.
//!
//! Run by scripts/module.sh; the files with the parts that people wrote are in js/.

use std::fs;

use crosskey::types::{Method, Types};

/// Where the generated part goes in the files that people wrote.
const COMMANDS: &str = "/* commands */";
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

fn script(written: &str) -> String {
    let mut types = Types::default();
    let (mut names, mut methods) = (String::new(), String::new());
    for Method { name, .. } in types.commands() {
        names += &format!("'{name}', ");
        methods += &format!("{name}(input, once) {{\n    return this.#submit('{name}', input, once);\n  }}\n\n  ");
    }
    for (Method { name, .. }, _) in types.queries() {
        methods += &format!("{name}(input) {{\n    return this.#ask('{name}', input);\n  }}\n\n  ");
    }
    written.replace(COMMANDS, names.trim_end_matches(", ")).replace(METHODS, methods.trim_end())
}

fn types(written: &str) -> String {
    let mut types = Types::default();
    let (mut methods, mut checks) = (String::new(), String::new());
    let taken = |input: Option<String>| input.map_or(String::new(), |input| format!("input: {input}"));
    for Method { name, input } in types.commands() {
        let input = taken(input);
        let comma = if input.is_empty() { "" } else { ", " };
        methods += &format!("{name}({input}{comma}once?: Once): Promise<Outcome>;\n  ");
        checks += &format!("{name}({input}): ReadonlyArray<Warning>;\n  ");
    }
    for (Method { name, input }, answer) in types.queries() {
        methods += &format!("{name}({}): {answer};\n  ", taken(input));
    }
    let written = written.replace(METHODS, methods.trim_end()).replace(CHECKS, checks.trim_end());
    format!("{written}\n{}", types.declarations())
}
