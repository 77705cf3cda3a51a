//! The walls between the rooms of `src/`: which room may use which, read from the source itself.
//!
//! Every path that begins at `crate`, `crosskey` or `super` counts, in `use` lines and anywhere else.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot read the source shall stop right there"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms each room may use. A room that is not listed here may not exist.
const TABLE: [(&str, &[&str]); 14] = [
    ("domain", &["domain"]),
    ("ledger", &["domain", "ledger"]),
    ("journal", &["domain", "ledger", "journal"]),
    ("handover", &["domain", "ledger", "route", "handover"]),
    ("forms", &["domain", "ledger", "handover", "forms"]),
    ("vendor", &["domain", "ledger", "vendor"]),
    ("question", &["domain", "ledger", "handover", "vendor", "question"]),
    ("route", &["domain", "route"]),
    ("desk", &["domain", "ledger", "journal", "desk"]),
    ("browser", &["domain", "ledger", "journal", "handover", "forms", "vendor", "desk", "browser"]),
    ("js", &["domain", "ledger", "journal", "handover", "forms", "vendor", "desk", "question", "browser", "js"]),
    ("app", APP),
    ("main", APP),
    ("lib", &[]),
];

/// Pages may use everything but the JavaScript module.
const APP: &[&str] = &["domain", "ledger", "journal", "handover", "forms", "vendor", "route", "desk", "browser", "app"];

/// Crates that need a browser, and the only rooms that may use them.
const BROWSER_CRATES: [&str; 8] = [
    "gloo_storage",
    "indexed_db_futures",
    "js_sys",
    "leptos",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];
const BROWSER_ROOMS: [&str; 4] = ["browser", "app", "js", "main"];

/// A word or a mark of the source, and its line.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// Splits source text, leaving out comments and what stands in quotes.
fn tokens(source: &str) -> Vec<Token> {
    let text: Vec<char> = source.chars().collect();
    let starts = |at: usize, with: &str| with.chars().enumerate().all(|(next, c)| text.get(at + next) == Some(&c));
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found: Vec<Token> = vec![];
    let (mut at, mut line) = (0, 1);
    while at < text.len() {
        let begun = at;
        if starts(at, "//") {
            at += text[at..].iter().take_while(|c| **c != '\n').count();
        } else if starts(at, "/*") {
            at = end_of_comment(&text, at);
        } else if let Some(end) = end_of_quote(&text, at, found.last().filter(|_| at > 0 && word(text[at - 1]))) {
            at = end;
        } else if word(text[at]) {
            at += text[at..].iter().take_while(|c| word(**c)).count();
            found.push(Token { text: text[begun..at].iter().collect(), line });
        } else if starts(at, "::") {
            at += 2;
            found.push(Token { text: "::".to_owned(), line });
        } else {
            at += 1;
            if !text[begun].is_whitespace() {
                found.push(Token { text: text[begun].to_string(), line });
            }
        }
        line += text[begun..at].iter().filter(|c| **c == '\n').count();
    }
    found
}

fn end_of_comment(text: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < text.len() {
        match (text[at], text.get(at + 1)) {
            ('/', Some('*')) => (at, depth) = (at + 2, depth + 1),
            ('*', Some('/')) => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Where the quoted text that begins here ends; none if none does. `before` is the word just before it, as in r"".
fn end_of_quote(text: &[char], start: usize, before: Option<&Token>) -> Option<usize> {
    let raw = before.is_some_and(|token| matches!(token.text.as_str(), "r" | "br" | "cr"));
    let hashes = text[start..].iter().take_while(|c| **c == '#').count();
    if raw && text.get(start + hashes) == Some(&'"') {
        let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        let from = start + hashes + 1;
        let length = text[from..].windows(end.len()).position(|part| part == end)?;
        return Some(from + length + end.len());
    }
    let quote = text[start];
    // A lifetime is no character: 'a is followed by no closing quote.
    let lifetime = quote == '\'' && text.get(start + 1) != Some(&'\\') && text.get(start + 2) != Some(&'\'');
    if !matches!(quote, '"' | '\'') || lifetime {
        return None;
    }
    let mut at = start + 1;
    while at < text.len() && text[at] != quote {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    Some(at + 1)
}

/// A room that is used, and the line it is used in. `*` stands for all of them at once.
type Use = (String, usize);

/// The rooms that this source uses; `module` is where it stands, e.g. `["ledger", "view", "grant"]`.
fn uses(tokens: &[Token], module: &[String]) -> Vec<Use> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut found = vec![];
    // The braces that are open, and whether each is that of an inline module.
    let mut open: Vec<bool> = vec![];
    for at in 0..tokens.len() {
        match text(at) {
            "{" => open.push(at > 1 && text(at - 2) == "mod"),
            "}" => {
                open.pop();
            }
            "crate" | "crosskey" if at == 0 || text(at - 1) != "::" => match text(at + 1) {
                "::" => found.extend(firsts(tokens, at + 2)),
                "as" => found.push(("*".to_owned(), tokens[at].line)),
                _ => {}
            },
            "super" if at == 0 || text(at - 1) != "::" => {
                let up = (0..).take_while(|step| text(at + 2 * step) == "super").count();
                let inline = open.iter().filter(|is_module| **is_module).count();
                let depth = module.len() + inline;
                match depth.checked_sub(up) {
                    Some(0) | None if text(at + 2 * up - 1) == "::" => found.extend(firsts(tokens, at + 2 * up)),
                    _ => found.extend(module.first().map(|room| (room.clone(), tokens[at].line))),
                }
            }
            _ => {}
        }
    }
    found
}

/// The first words of the path that goes on here: one, or those of a group in braces.
fn firsts(tokens: &[Token], at: usize) -> Vec<Use> {
    let Some(token) = tokens.get(at) else { return vec![] };
    if token.text != "{" {
        return vec![(token.text.clone(), token.line)];
    }
    let mut found = vec![];
    let (mut depth, mut first) = (0, false);
    for token in &tokens[at..] {
        match token.text.as_str() {
            "{" => (depth, first) = (depth + 1, depth == 0),
            "}" if depth == 1 => break,
            "}" => depth -= 1,
            "," => first = depth == 1,
            word if first => {
                found.push((word.to_owned(), token.line));
                first = false;
            }
            _ => {}
        }
    }
    found
}

/// What is wrong in one file, each with file and line; `file` is its path below `src/`.
fn wrongs(file: &str, source: &str) -> Vec<String> {
    let mut module: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    let room = module[0].clone();
    let Some((_, allowed)) = TABLE.iter().find(|(known, _)| *known == room) else {
        return vec![format!("src/{file}: the table knows no room {room}")];
    };
    let tokens = tokens(source);
    let not_safe = |token: &&Token| token.text == "unsafe" || token.text == "unsafe_code";
    let over_the_wall = uses(&tokens, &module).into_iter().filter(|(used, _)| !allowed.contains(&used.as_str()));
    let mut wrongs: Vec<String> =
        over_the_wall.map(|(used, line)| format!("src/{file}:{line}: {room} may not use {used}")).collect();
    wrongs.extend(tokens.iter().filter(not_safe).map(|token| format!("src/{file}:{}: no {}", token.line, token.text)));
    if !BROWSER_ROOMS.contains(&room.as_str()) {
        let browser = tokens.iter().filter(|token| BROWSER_CRATES.contains(&token.text.as_str()));
        wrongs.extend(browser.map(|token| {
            format!("src/{file}:{}: {room} may not use {}, which needs a browser", token.line, token.text)
        }));
    }
    wrongs
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.sort();
    files
}

/// No room uses another that it may not.
#[test]
fn the_walls_stand() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&src);
    assert!(files.len() > 30, "the source was found: {files:?}");
    let wrongs: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let file = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
            wrongs(&file, &fs::read_to_string(path).expect("a source file"))
        })
        .collect();
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n"));
}

/// Each way over a wall is noticed.
#[test]
fn a_way_over_the_wall_is_noticed() {
    for (file, source, expected) in [
        ("domain/key.rs", "use crate::ledger::event::Event;", &["1: domain may not use ledger"][..]),
        ("domain/key.rs", "fn f() {\n    crate::desk::open()\n}", &["2: domain may not use desk"]),
        ("domain/key.rs", "use super::super::journal::Record;", &["1: domain may not use journal"]),
        ("domain/mod.rs", "use super::journal;", &["1: domain may not use journal"]),
        (
            "domain/terms/mod.rs",
            "use super::super::{id, forms::x};",
            &["1: domain may not use id", "1: domain may not use forms"],
        ),
        (
            "ledger/view/grant.rs",
            "use crate::{\n    domain::{key, desk},\n    journal::{self, desk},\n    ledger,\n};",
            &["3: ledger may not use journal"],
        ),
        ("ledger/mod.rs", "use crate::*;", &["1: ledger may not use *"]),
        ("ledger/mod.rs", "use crate as all;", &["1: ledger may not use *"]),
        ("ledger/mod.rs", "mod inner {\n    use super::super::desk;\n}", &["2: ledger may not use desk"]),
        ("journal/memory.rs", "type D = Box<dyn Fn(&crate::desk::Desk)>;", &["1: journal may not use desk"]),
        ("forms/mod.rs", "use crate::desk::Desk;", &["1: forms may not use desk"]),
        ("desk/mod.rs", "use crate::forms;", &["1: desk may not use forms"]),
        ("desk/mod.rs", "use web_sys::Window;", &["1: desk may not use web_sys, which needs a browser"]),
        ("domain/time.rs", "let now = js_sys::Date::now();", &["1: domain may not use js_sys, which needs a browser"]),
        ("app/mod.rs", "use crosskey::js::Crosskey;", &["1: app may not use js"]),
        ("js/mod.rs", "use crate::route;", &["1: js may not use route"]),
        ("domain/key.rs", "#![allow(unsafe_code)]", &["1: no unsafe_code"]),
        ("app/form.rs", "fn f() {\n    unsafe { g() }\n}", &["2: no unsafe"]),
        ("attic/mod.rs", "", &["src/attic/mod.rs: the table knows no room attic"]),
    ] {
        let found = wrongs(file, source);
        assert_eq!(found.len(), expected.len(), "{source}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.ends_with(expected), "{found} is not {expected}");
        }
    }
}

/// What is allowed, commented out or only quoted is not.
#[test]
fn what_stands_within_the_walls_is_not() {
    for (file, source) in [
        ("domain/key.rs", "use super::refusal::Code; use crate::domain::id; pub(crate) fn f() {} pub(super) fn g() {}"),
        (
            "ledger/view/grant.rs",
            "use super::super::world; pub(in crate::ledger) fn f() {} use crate::domain::{id, key};",
        ),
        ("ledger/mod.rs", "// use crate::desk;\n/* crate::desk /* crate::js */ web_sys */ /// [`crate::desk`]\nmod x;"),
        (
            "ledger/mod.rs",
            r##"const A: &str = "use crate::desk; \" web_sys"; const B: &str = r#"crate::js " leptos"#;"##,
        ),
        ("ledger/mod.rs", "fn f<'a>(c: &'a char) -> bool { *c == '\"' || *c == '\\'' || *c == 'x' } // crate::desk"),
        ("ledger/mod.rs", "mod tests {\n    use super::*;\n    fn f() { super::decide::decide() }\n}"),
        ("browser/tabs.rs", "use web_sys::Window; use crate::desk::Desk; use super::clock;"),
        (
            "app/pages/grant.rs",
            "use leptos::prelude::*; use crosskey::desk::Desk; use crate::app::session; use super::missing;",
        ),
        ("main.rs", "mod app; use crosskey::browser; fn main() { app::start() }"),
        ("lib.rs", "pub mod domain;\npub mod desk;"),
        ("route.rs", "use crate::domain::id::GrantId;"),
    ] {
        assert_eq!(wrongs(file, source), Vec::<String>::new(), "{source}");
    }
}
