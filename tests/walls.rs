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

use proc_macro2::{TokenStream, TokenTree};

/// Which rooms each room may use. A room that is not listed here may not exist.
const TABLE: [(&str, &[&str]); 15] = [
    ("domain", &["domain"]),
    ("ledger", &["domain", "ledger"]),
    ("journal", &["domain", "ledger", "journal"]),
    ("handover", &["domain", "ledger", "route", "handover"]),
    ("forms", &["domain", "ledger", "handover", "forms"]),
    ("vendor", &["domain", "ledger", "vendor"]),
    ("question", &["domain", "ledger", "handover", "vendor", "question"]),
    ("types", &["ledger", "question", "types"]),
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

/// A word that stands in the source, or a room that is used there, and its line. `*` stands for all rooms at once.
type Found = (String, usize);

/// What a file says, comments and texts aside; what stands within macros is a part of it.
struct Source {
    /// Where the file stands, e.g. `["ledger", "view", "grant"]`.
    module: Vec<String>,
    words: Vec<Found>,
    uses: Vec<Found>,
}

impl Source {
    fn read(file: &str, text: &str) -> Self {
        let mut module: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        let depth = module.len();
        let mut source = Self { module, words: vec![], uses: vec![] };
        source.walk(&trees(text.parse().expect("Rust")), depth);
        source
    }

    /// `depth` is how many modules stand around these trees, this file's and those written within it.
    fn walk(&mut self, trees: &[TokenTree], depth: usize) {
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                TokenTree::Group(group) => {
                    let inline = at > 1 && is(&trees[at - 2], "mod");
                    self.walk(&self::trees(group.stream()), depth + usize::from(inline));
                }
                TokenTree::Ident(word) => {
                    self.words.push((word.to_string(), line(tree)));
                    if at < 2 || !goes_on(trees, at - 2) {
                        self.path(trees, at, depth);
                    }
                }
                _ => {}
            }
        }
    }

    /// The rooms that a path which begins here uses.
    fn path(&mut self, trees: &[TokenTree], at: usize, depth: usize) {
        let used = match trees[at].to_string().as_str() {
            "crate" | "crosskey" if goes_on(trees, at + 1) => firsts(&trees[at + 3..]),
            "crate" | "crosskey" if trees.get(at + 1).is_some_and(|next| is(next, "as")) => {
                vec![("*".to_owned(), line(&trees[at]))]
            }
            "super" => {
                let ups = (1..).take_while(|up| goes_on(trees, at + 3 * up - 2)).count();
                let supers = trees[at..].iter().step_by(3).take(ups + 1).take_while(|tree| is(tree, "super")).count();
                match depth.checked_sub(supers) {
                    Some(0) | None if supers <= ups => firsts(&trees[at + 3 * supers..]),
                    _ => vec![(self.module[0].clone(), line(&trees[at]))],
                }
            }
            _ => vec![],
        };
        self.uses.extend(used);
    }
}

fn trees(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

fn is(tree: &TokenTree, text: &str) -> bool {
    tree.to_string() == text
}

fn line(tree: &TokenTree) -> usize {
    tree.span().start().line
}

/// Whether a `::` stands here.
fn goes_on(trees: &[TokenTree], at: usize) -> bool {
    trees.get(at..at + 2).is_some_and(|two| two.iter().all(|tree| is(tree, ":")))
}

/// The first words of the path that goes on here: one, or those of a group in braces.
fn firsts(rest: &[TokenTree]) -> Vec<Found> {
    match rest.first() {
        Some(TokenTree::Group(group)) => {
            let inner = trees(group.stream());
            inner
                .split(|tree| is(tree, ","))
                .filter_map(<[_]>::first)
                .map(|tree| (tree.to_string(), line(tree)))
                .collect()
        }
        first => first.map(|tree| (tree.to_string(), line(tree))).into_iter().collect(),
    }
}

/// What is wrong in one file, each with file and line; `file` is its path below `src/`.
fn wrongs(file: &str, text: &str) -> Vec<String> {
    let Source { module, words, uses } = Source::read(file, text);
    let room = module[0].as_str();
    let Some((_, allowed)) = TABLE.iter().find(|(known, _)| *known == room) else {
        return vec![format!("src/{file}: the table knows no room {room}")];
    };
    let over_the_wall = uses.iter().filter(|(used, _)| !allowed.contains(&used.as_str()));
    let mut wrongs: Vec<String> =
        over_the_wall.map(|(used, line)| format!("src/{file}:{line}: {room} may not use {used}")).collect();
    for (word, line) in &words {
        if word == "unsafe" || word == "unsafe_code" {
            wrongs.push(format!("src/{file}:{line}: no {word}"));
        }
        if BROWSER_CRATES.contains(&word.as_str()) && !BROWSER_ROOMS.contains(&room) {
            wrongs.push(format!("src/{file}:{line}: {room} may not use {word}, which needs a browser"));
        }
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
